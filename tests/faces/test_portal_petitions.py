"""Petitions sent from home without script: guided, written, read again, received once; followed with the receipt."""

import datetime as dt
import html
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from motcua.areas.petitions import actions, forms, queries
from motcua.areas.petitions.models import Arrival, Petition, PetitionFile, SealedIdentity
from motcua.base.documents.queries import joined
from motcua.base.files.models import StoredFile
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.faces.ui import throttle
from tests import filing, world
from tests.areas.test_petitions import NOISE, SOUND, everything, pdf, unsound
from tests.faces.at_desk import Official, value_of
from tests.faces.reading import links, words

HERE = "/gui-don/"
SECRET = "Lò Thị Phượng Hoàng"
SAID = {
    "content": NOISE, "against": "Nhà hàng karaoke Ánh Sao", "demand": "Đề nghị xử lý", "topic": "environment",
    "name": "Trần Văn Ước", "address": "Số 9 ngõ 42 phố Cổ Linh", "phone": "0912345678", "spot": "", "email": "",
    "id_number": "", "signers": "1", "representatives": "",
}  # fmt: skip
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _now(ward: str, clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def write(client: Client, slug: str = "kien-nghi", act: str = "gui", **over: Any) -> Any:
    """The form as a browser sends it."""
    return client.post(f"{HERE}viet/{slug}", {**SAID, "goi": "0" * 32, "act": act, **over})


def sent(client: Client, slug: str = "kien-nghi", **over: Any) -> tuple[Petition, str]:
    """A petition that was sent, and the address where it is followed."""
    answer = write(client, slug, **over)
    made = Petition.objects.select_related("case", "sealed").latest("pk")
    if slug == "to-cao":
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"], words(answer)
        key = queries.tracking_key(made.code)
        assert key in words(answer) and not any(f"key={key}" in one for one in links(answer))
        return made, f"{HERE}tra-cuu?ma={made.code}&key={key}"
    assert answer.status_code == 302, words(answer)
    return made, answer["Location"]


def photo(name: str = "anh.png", tail: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG + tail, "image/png")


# --- the way ---------------------------------------------------------------------------------------------------


def test_the_guide_has_no_words_of_the_law_and_leads_on(client: Client) -> None:
    page = client.get(HERE)
    assert [one for one in links(page) if "/viet/" in one] == [
        f"{HERE}viet/{slug}" for slug in ("khieu-nai", "to-cao", "kien-nghi", "chua-ro")
    ]
    assert "Không cần tài khoản" in words(page) and f"{HERE}" in client.get("/").content.decode()
    assert client.get(f"{HERE}viet/khac").status_code == 404


def test_it_is_read_again_then_received_with_a_receipt_that_verifies(client: Client) -> None:
    review = write(client, act="xem", scans=[photo()])
    said = words(review)
    assert review.status_code == 200 and NOISE in said and "anh.png" in said and "Gửi đơn" in said
    assert not Petition.objects.exists()
    made, address = sent(client)
    page = client.get(address)
    said = words(page)
    assert "Cơ quan đã nhận được đơn của ông/bà" in said and made.code in said
    assert queries.tracking_key(made.code) in said and "10 giờ, thứ Hai 7/12/2026" in said
    assert "Điều ông/bà đã viết" in said and NOISE in said and "Nhà hàng karaoke Ánh Sao" in said
    assert "Trần Văn Ước" not in said, "whoever holds the receipt reads no names (R16.20)"
    assert [row.role for row in PetitionFile.objects.filter(petition=made)] == ["original"]
    ticket = f"?ma={made.code}&key={queries.tracking_key(made.code)}"
    receipt = client.get(f"{HERE}bien-nhan{ticket}")
    assert json.loads(receipt.content)["event"]["subject"] == made.case.subject
    checked = client.post("/so-cai", {"text": receipt.content.decode()})
    assert checked.status_code == 200
    tampered = receipt.content.decode().replace("online", "counter")
    assert client.post("/so-cai", {"text": tampered}).status_code == 422
    given = client.get(f"{HERE}tep/1{ticket}")
    assert given.content == PNG, "what was sent is given back"
    assert given["Content-Disposition"] == 'attachment; filename="tep-1.png"'
    assert client.get(f"/tra-cuu{ticket}")["Location"].startswith(f"{HERE}tra-cuu"), "typed at the other door"
    assert not Arrival.objects.filter(petition=None).exists() and unsound() == []


def test_where_it_is_about_is_chosen_but_not_by_who_denounces(client: Client) -> None:
    world.open_hamlets()
    assert "Thuộc thôn, tổ dân phố nào?" in words(client.get(f"{HERE}viet/kien-nghi"))
    assert "tổ dân phố nào" not in words(client.get(f"{HERE}viet/to-cao"))
    assert "Tổ dân phố số 1" in words(write(client, act="xem", place="00145-tdp-1"))
    made, _ticket = sent(client, place="00145-tdp-1")
    assert made.place == "00145-tdp-1"
    assert write(client, act="xem", place="00118").status_code == 422


def test_the_printed_receipt_proves_itself(client: Client, tmp_path: Path) -> None:
    made, _address = sent(client)
    pdf = client.get(f"{HERE}bien-nhan.pdf?ma={made.code}&key={queries.tracking_key(made.code)}").content
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and b"pdfuaid" in root["/Metadata"].get_object().get_data()

    def ledger(**given: Any) -> tuple[int, str]:
        page = client.post("/so-cai", given)
        return page.status_code, words(page)

    status, said = ledger(file=SimpleUploadedFile("bien-nhan.pdf", pdf, "application/pdf"))
    assert status == 200 and "Biên nhận đúng" in said and made.code in said and "thứ Hai" in said
    kept = tmp_path / "bien-nhan.pdf"
    kept.write_bytes(pdf)
    call_command("verify", str(kept), stdout=io.StringIO())
    bare = joined(pdf)
    status, said = ledger(file=SimpleUploadedFile("khac.pdf", bare, "application/pdf"))
    assert status == 422 and "không kèm bằng chứng" in said and "không đúng" not in said
    mark = queries.received_event(made).hash[:32].upper()
    spaced = " ".join(mark[n : n + 8] for n in range(0, 32, 8))
    status, said = ledger(ma=made.code.lower(), dau=spaced)
    assert status == 200 and "Biên nhận đúng" in said and made.code in said
    for wrong in (
        {"ma": made.code, "dau": mark[:31]},
        {"ma": made.code, "dau": "0" * 32},
        {"ma": "x", "dau": mark},
    ):
        status, said = ledger(**wrong)
        assert status == 422 and "Xem lại từng chữ" in said and "không đúng" not in said


def test_sent_twice_is_received_once(client: Client) -> None:
    _made, address = sent(client)
    again = write(client)
    assert again["Location"] == address and Petition.objects.count() == 1
    _other, elsewhere = sent(client, goi="1" * 32)
    assert elsewhere != address and Petition.objects.count() == 2


def test_what_is_wrong_is_said_and_nothing_is_lost(client: Client) -> None:
    page = write(client, "khieu-nai", content=" ", name="4n", against="", demand="", scans=[photo()])
    said = words(page)
    assert page.status_code == 422
    for one in ("Ghi rõ nội dung đơn", "Chỉ ghi chữ cái", "đề nghị", "anh.png"):
        assert one in said, one
    assert value_of(page, "address") == SAID["address"] and value_of(page, "name") == "4n"
    page = write(client, scans=[SimpleUploadedFile("a.exe", b"MZ" * 40), photo("hai.png", b"x")])
    assert page.status_code == 422 and "Không nhận tệp" in words(page) and "hai.png" in words(page)
    assert value_of(page, "content").strip() == NOISE
    page = write(client, scans=[photo()])
    assert Petition.objects.count() == 1 and PetitionFile.objects.count() == 2, "the same file twice is one"


def test_a_long_text_is_never_cut_in_silence(client: Client) -> None:
    long = "Việc này kéo dài. " * 3000
    page = write(client, content=long, against="A" * 600, demand="B" * 2500)
    assert page.status_code == 422 and "đính kèm bản đầy đủ thành tệp" in words(page)
    assert value_of(page, "content").strip() == long.strip()
    assert value_of(page, "against") == "A" * 600 and value_of(page, "demand").strip() == "B" * 2500
    root = Path(throttle.__file__).parents[1] / "portal/templates/portal"
    for one in [
        *(p for area in ("petitions", "feedback", "dialogues") for p in (root / area).glob("*.html"))
    ]:
        assert not re.search(r"<textarea[^>]*maxlength", one.read_text()), one.name


def test_who_gives_no_address_is_warned_before_it_is_sent(client: Client) -> None:
    page = write(client, address="")
    assert page.status_code == 200 and "chưa ghi địa chỉ" in words(page) and not Petition.objects.exists()
    assert write(client, address="", buoc="2").status_code == 302
    assert "chưa ghi địa chỉ" not in words(write(client, act="xem", goi="1" * 32))


def test_a_file_is_taken_back(client: Client) -> None:
    page = write(client, act="xem", scans=[photo(), pdf()]).content.decode()
    assert "anh.png" in page and "Đơn.pdf" in page
    page = write(client, act="sua").content.decode()
    first = re.search(r'name="bo" value="([^"]+)"', page)
    assert first
    page = words(write(client, bo=first[1]))
    assert ("anh.png" in page) != ("Đơn.pdf" in page), "one is left"
    assert "Đơn.pdf" not in words(write(client, goi="f" * 32, bo=first[1])), "another key opens nothing"


def test_a_group_names_who_speaks_for_it(client: Client) -> None:
    page = write(client, signers="12", representatives="\n".join("ABCDEF"), act="xem")
    assert page.status_code == 422 and "nhiều nhất 5 người đại diện" in words(page)
    review = words(write(client, signers="12", representatives="Trần Văn Ước\nLê Thị Hai", act="xem"))
    assert "Số người cùng gửi 12" in review and "Trần Văn Ước, Lê Thị Hai" in review
    made, _address = sent(client, signers="12", representatives="Trần Văn Ước\nLê Thị Hai")
    assert made.signers == 12 and queries.representatives(made) == ["Trần Văn Ước", "Lê Thị Hai"]
    counted, _address = sent(client, goi="2" * 32, signers="12")
    assert counted.signers == 12, "the number says it: nothing else is to be ticked"
    alone = write(client, representatives="Trần Văn Ước", act="xem")
    assert alone.status_code == 422 and "không cử người đại diện" in words(alone), (
        "named, and not left out in silence"
    )


def test_what_was_never_sent_is_destroyed(client: Client, at: dt.datetime) -> None:
    write(client, act="xem", scans=[photo()])
    assert actions.sweep(at=at, before=at) == 0
    assert actions.sweep(at=at + dt.timedelta(days=2), before=at + dt.timedelta(days=1)) == 1
    assert not Arrival.objects.exists() and not StoredFile.objects.filter(erased_at=None).exists()


def test_a_flood_waits_and_loses_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "petitions", replace(throttle.petitions, failures=3))
    for n in range(3):
        sent(client, goi=f"{n:032x}")
    page = write(client, goi="e" * 32)
    assert page.status_code == 429 and NOISE in page.content.decode() and Petition.objects.count() == 3


def test_who_signed_in_is_who_they_are_and_finds_it_again(
    client: Client, at: dt.datetime, settings: Any
) -> None:
    settings.IDENTITY = filing.PROVIDER
    who = filing.person()
    signed = filing.at_home(who, at)
    page = signed.get(f"{HERE}viet/kien-nghi")
    assert value_of(page, "name") == who.name
    sent(client, goi="9" * 32)
    made, _address = sent(signed, name="Người Khác")
    assert queries.contact(made)["name"] == who.name and made.owner
    assert made.code in words(signed.get(HERE)) and made.code not in words(client.get(HERE))
    secret, _address = sent(signed, "to-cao", goi="3" * 32, name=SECRET)
    assert secret.owner == "" and secret.code not in words(signed.get(HERE)), "tied to no account"


# --- the shield ------------------------------------------------------------------------------------------------


def test_who_denounces_goes_straight_to_the_sealed_store(client: Client, at: dt.datetime) -> None:
    """Planted: a name, a number, an address, and the name again as the author of a file."""
    over = {"name": SECRET, "phone": "0987123456", "address": "Số 9 ngách 77 Gốc Đa"}
    content = f"Tôi là {SECRET}. Ông X nhận tiền."
    review = write(client, "to-cao", act="xem", content=content, scans=[pdf("Phượng Hoàng")], **over)
    assert SECRET in review.content.decode() and SECRET not in everything(), "in the page, nowhere else"
    made, address = sent(client, "to-cao", content=content, **over)
    stored = everything()
    for planted in (SECRET, "0987123456", "Gốc Đa", "Phượng Hoàng"):
        assert planted not in stored, planted
    assert made.sealed is not None and made.submitter is None and made.sealed.pseudonym in made.content
    assert all(row.sealed for row in PetitionFile.objects.filter(petition=made))
    _type, kept = queries.sealed_content(PetitionFile.objects.get(petition=made).file_id, made.code)
    assert SECRET.encode() not in kept and b"/Author" not in kept, "who made the file is taken out"
    page = client.get(address)
    said = words(page)
    assert "tố cáo" not in said.lower() and SECRET not in said, "whoever finds the receipt learns nothing"
    ticket = address.split("?")[1]
    assert client.get(f"{HERE}tep/1?{ticket}").status_code == 404, (
        "sealed files are given to nobody by a code"
    )
    assert not Session.objects.exists() and SECRET not in str(client.session.items())
    assert SECRET not in address and unsound() == []


ACCUSES = "Quyết định xử phạt không đúng và tố cáo ông cán bộ nhận hối lộ."


@pytest.mark.parametrize("slug", ["khieu-nai", "kien-nghi", "chua-ro"])
def test_what_accuses_under_another_name_is_asked_about_and_sealed(client: Client, slug: str) -> None:
    """Whoever skips the question, or never sees it, is not named."""
    over = {"name": SECRET, "phone": "0987123456", "content": f"Tôi là {SECRET}. {ACCUSES}"}
    review = write(client, slug, act="xem", scans=[photo("don-phuong-hoang.png")], **over)
    asked = review.content.decode()
    assert "giữ kín danh tính của ông/bà?" in asked and 'value="co" checked' in asked
    assert "no-store" in review["Cache-Control"] and "phuong-hoang" not in asked
    answer = write(client, slug, **over)
    made = Petition.objects.select_related("case", "sealed").latest("pk")
    assert made.shielded and made.sealed is not None and made.submitter is None
    assert SECRET not in everything() and "phuong-hoang" not in everything()
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]


def test_who_says_no_is_named_and_who_accuses_nobody_is_not_asked(client: Client) -> None:
    made, _ = sent(client, content=ACCUSES, shield="khong")
    assert not made.shielded and made.submitter is not None
    assert "giữ kín danh tính" not in write(client, act="xem").content.decode()


def test_who_tells_of_an_official_without_a_class_stays_unnamed(client: Client) -> None:
    write(client, "chua-ro", against="Phó Chủ tịch UBND phường")
    assert Petition.objects.latest("pk").shielded


def test_nobody_named_is_information(client: Client) -> None:
    page = client.get(f"{HERE}viet/to-cao")
    assert "không xử lý như đơn tố cáo" in words(page) and "Luật Tố cáo Điều 25" in words(page)
    made, _address = sent(client, "to-cao", anonymous="1", name="", address="", phone="")
    assert made.anonymous and made.shielded and made.sealed is None and not SealedIdentity.objects.exists()
    given = {"ma": made.code, "key": queries.tracking_key(made.code)}
    followed = words(client.post(f"{HERE}tra-cuu", given))
    assert "không trả lời ông/bà" in followed
    for promise in ("trả lời chậm nhất", "trả lời việc xử lý", "Cơ quan xin lỗi"):
        assert promise not in followed, promise
    assert (
        forms.receipt(made)["answer_by"] == ""
        and client.post(f"{HERE}bien-nhan.pdf", given).status_code == 200
    )
    refused = write(client, "kien-nghi", goi="4" * 32, anonymous="1", name="")
    assert refused.status_code == 422, "only a denunciation may be without a name"


# --- with the receipt ------------------------------------------------------------------------------------------


def test_a_wrong_key_and_an_unknown_code_look_the_same(client: Client) -> None:
    made, _address = sent(client)
    key = queries.tracking_key(made.code)
    wrong = client.get(f"{HERE}tra-cuu?ma={made.code}&key={'0' * 12}")
    unknown = client.get(f"{HERE}tra-cuu?ma={made.code[:-4]}9999&key={'0' * 12}")
    assert wrong.status_code == unknown.status_code == 404
    assert words(wrong) == words(unknown)
    for path in ("bien-nhan", "bien-nhan.pdf", "tep/1"):
        assert client.get(f"{HERE}{path}?ma={made.code}&key={'0' * 12}").status_code == 404
    for path in ("bo-sung", "rut"):
        assert (
            client.post(f"{HERE}{path}", {"ma": made.code, "key": "0" * 12, "chac": "1"}).status_code == 404
        )
    assert client.get(f"{HERE}tra-cuu?ma={made.code.lower()}&key={key.upper()}").status_code == 200


def test_asked_from_the_desk_answered_from_home(
    client: Client, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, address = sent(client, "to-cao", name=SECRET)
    handler = Official("justice-1")
    asked = handler.post(f"/can-bo/don/ma/{made.code}/viec/ask", wanted="Ảnh chụp biên lai, ngày giờ.")
    assert asked.status_code == 302, words(asked)
    page = words(client.get(address))
    assert "Ông/bà cần bổ sung" in page and "Ảnh chụp biên lai" in page
    given = {"ma": made.code, "key": queries.tracking_key(made.code)}
    assert client.post(f"{HERE}bo-sung", {**given, "said": " "}).status_code == 422
    broken = client.post(
        f"{HERE}bo-sung", {**given, "said": "Đây ạ", "scans": [SimpleUploadedFile("a.pdf", b"MZ")]}
    )
    assert broken.status_code == 422 and "Đây ạ" in broken.content.decode()
    done = client.post(f"{HERE}bo-sung", {**given, "said": f"Ngày 3, {SECRET} thấy.", "scans": [photo()]})
    assert "Ông/bà cần bổ sung" not in words(client.get(address)), "no address holds the key"
    assert done.status_code == 200 and "đã nhận phần bổ sung" in words(done)
    made = queries.one(posts["justice-1"], made.code)
    (row,) = queries.requests(made)
    assert made.sealed is not None and row.said == f"Ngày 3, {made.sealed.pseudonym} thấy."
    assert SECRET not in everything() and PetitionFile.objects.get(petition=made).sealed
    assert "Ngày 3" in words(handler.get(f"/can-bo/don/ma/{made.code}"))
    assert client.post(f"{HERE}bo-sung", {**given, "said": "Nữa"}).status_code == 409
    assert unsound() == []


def test_the_receipt_of_a_letter_covers_what_denounces_in_it(
    client: Client, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, address = sent(client)
    parts = [
        {"class": "suggestion", "content": "Quán ồn"},
        {"class": "denunciation", "content": "Ông X nhận tiền", "topic": "officials"},
    ]
    _rest, secret = actions.split(by=posts["justice-1"], at=at, petition=made, parts=parts)
    page = client.get(address).content.decode()
    assert f'value="{secret.code}"' in page and "ố cáo" not in page.split("<main")[1].split("</main")[0]
    assert f"ma={secret.code}" not in page, "no address holds the key"
    given = {"ma": secret.code, "key": queries.tracking_key(secret.code)}
    assert "Đơn gửi cơ quan" in words(client.post(f"{HERE}tra-cuu", given))
    assert unsound() == []


def test_the_answer_is_read_where_the_petition_is_followed(
    client: Client, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, address = sent(client)
    answers = {"kind": "suggestion", **SOUND, "competence": "other"}
    actions.propose(by=posts["justice-1"], at=at, petition=made, answers=answers, to_agency="Công an phường")
    actions.settle(by=posts["chair"], at=at, petition=made, outcome="forwarded", number="41/PC-UBND")
    actions.add_scan(by=posts["one-stop-1"], at=at, petition=made, scan=pdf("Trả lời"), answer=True)
    page = words(client.get(address))
    for said in ("đã chuyển đơn đến nơi có thẩm quyền", "Công an phường", "41/PC-UBND", "Văn bản trả lời"):
        assert said in page, said
    assert client.get(f"{HERE}tep/1?{address.split('?')[1]}").content.startswith(b"%PDF")
    assert unsound() == []


def test_it_is_taken_back_by_its_sender(client: Client) -> None:
    made, address = sent(client)
    given = {"ma": made.code, "key": queries.tracking_key(made.code)}
    assert client.post(f"{HERE}rut", given).status_code == 422
    assert client.post(f"{HERE}rut", {**given, "chac": "1"}).status_code == 302
    assert "Đã rút theo yêu cầu của ông/bà" in words(client.get(address.replace("&moi=1", "")))
    assert client.post(f"{HERE}rut", {**given, "chac": "1"}).status_code == 409
    assert Event.objects.filter(kind="petition.withdrawn", by_post="citizen").exists()
    assert "Muốn rút đơn" not in html.unescape(client.get(address).content.decode())


def test_a_denunciation_is_taken_back_in_writing_only(client: Client) -> None:
    made, address = sent(client, "to-cao", name=SECRET)
    page = words(client.get(address))
    assert "có chữ ký hoặc điểm chỉ" in page and "cơ quan dừng xử lý" not in page
    given = {"ma": made.code, "key": queries.tracking_key(made.code), "chac": "1"}
    refused = client.post(f"{HERE}rut", given)
    assert refused.status_code == 409 and "có chữ ký hoặc điểm chỉ" in words(refused)
    assert not Event.objects.filter(kind="petition.withdrawn").exists()
    assert unsound() == []


@pytest.mark.parametrize("slug", ["khieu-nai", "chua-ro"])
def test_a_complaint_not_yet_accepted_is_taken_back_by_a_signed_letter_only(
    client: Client, slug: str
) -> None:
    made, address = sent(client, slug)
    page = words(client.get(address))
    assert "có chữ ký hoặc điểm chỉ" in page and "cơ quan dừng xử lý" not in page
    assert "bị đe dọa" not in page, "that is said of denunciations"
    given = {"ma": made.code, "key": queries.tracking_key(made.code), "chac": "1"}
    assert client.post(f"{HERE}rut", given).status_code == 409
    assert not Event.objects.filter(kind="petition.withdrawn").exists()


@pytest.mark.parametrize("act", ["", "xem"])
def test_of_a_denunciation_nothing_stays_in_the_browser(client: Client, act: str) -> None:
    """Anything else waits for the Back button; what is typed of a denunciation waits nowhere."""
    for slug, kept in (("to-cao", False), ("khieu-nai", True), ("chua-ro", True)):
        page = write(client, slug, act) if act else client.get(f"{HERE}viet/{slug}")
        assert ("no-store" not in page["Cache-Control"]) is kept and "private" in page["Cache-Control"], slug
        assert act or ('autocomplete="on" data-private' in page.content.decode()) is kept, slug
