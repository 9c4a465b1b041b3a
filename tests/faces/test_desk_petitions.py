"""Petitions at the desk without script: taken in, classified fork by fork, decided, found again, kept secret."""

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.areas.cases.models import Case
from motcua.areas.petitions import actions, jobs, queries
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.queries import received_event
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from tests import world
from tests.areas.test_petitions import NOISE, SECRET, SOUND, pdf
from tests.faces.at_desk import Official, value_of, words
from tests.rules.test_letters import letter

HERE = "/can-bo/don/"
GIVEN = {
    "act": "receive", "citizen": "new", "kind": "person", "name": "Trần Văn Ước", "id_number": "001199000777",
    "said": "suggestion", "topic": "order", "content": NOISE, "against": "Nhà hàng karaoke Ánh Sao",
    "channel": "counter", "sender": "person", "signers": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def received(**over: object) -> str:
    made = Official("one-stop-1").post(f"{HERE}nhan", **{**GIVEN, **over})
    assert made.status_code == 302, words(made)
    found = re.search(r"/ma/([^?]+)", made["Location"])
    assert found
    return found[1]


def test_it_is_taken_in_and_stands_in_inbox_and_list(ward: str) -> None:
    code = received(scans=[pdf()])
    desk, handler = Official("one-stop-1"), Official("justice-1")
    page = words(desk.get(f"{HERE}ma/{code}?moi=1"))
    assert "Trao mã đơn cho người gửi" in page and "Trần Văn Ước" in page and NOISE in page
    assert f"{HERE}ma/{code}" in handler.get("/can-bo/").content.decode()
    listed = handler.get(HERE)
    assert "1 đơn đang xử lý" in words(listed) and code in listed.content.decode()
    assert handler.get(f"{HERE}ma/{code}/tep/1").content.startswith(b"%PDF")
    assert (
        desk.client.post("/can-bo/tim", {"q": code}, follow=True)
        .redirect_chain[-1][0]
        .startswith(f"{HERE}ma/")
    )


@pytest.mark.parametrize(
    "over", [{"content": "Tôi tố cáo bà A nhận tiền hối lộ"}, {"said": "mixed"}, {"topic": "officials"}]
)
def test_what_may_denounce_is_asked_about_with_yes_ticked(ward: str, over: dict[str, str]) -> None:
    desk, given = Official("one-stop-1"), {**GIVEN, **over}
    asked = desk.post(f"{HERE}nhan", **given)
    page = asked.content.decode()
    assert asked.status_code == 422 and 'name="shielded" value="1" checked' in page and 'name="asked"' in page
    assert "Giữ kín người gửi" in words(asked)
    code = received(**over, asked="1")
    assert not Petition.objects.get(case__code=code).shielded, "asked once, and said no"


def test_who_denounces_at_the_counter_gets_a_receipt_at_once(
    ward: str, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    code, desk = received(said="denunciation", topic="officials"), Official("one-stop-1")
    paper = f"{HERE}ma/{code}/bien-nhan.pdf"
    assert paper in desk.get(f"{HERE}ma/{code}?moi=1").content.decode()
    text = " ".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(desk.get(paper).content)).pages
    )
    assert "Đơn gửi cơ quan" in text and code in text
    assert "Trần Văn Ước" not in text and "tố cáo" not in text.lower()
    assert Official("one-stop-head").get(paper).status_code == 404, "only who took it in"
    clock(at + dt.timedelta(minutes=31))
    later = Official("one-stop-1")
    assert (later.get(paper).status_code, later.get(f"{HERE}ma/{code}").status_code) == (404, 404)


def test_the_key_is_on_the_first_receipt_only(
    ward: str, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    code = received()

    def printed(post: str) -> str:
        made = Official(post).get(f"{HERE}ma/{code}/bien-nhan.pdf").content
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)

    key = queries.tracking_key(code)
    assert key in printed("one-stop-1"), "handed over at once"
    assert key not in printed("justice-1") and "Bản in lại, không có mã tra cứu" in printed("justice-1")
    clock(at + dt.timedelta(minutes=31))
    assert key not in printed("one-stop-1") and code in printed("one-stop-1")


def test_the_residential_group_is_chosen_and_stored_petitions_are_destroyed(
    ward: str, clock: Callable[[dt.datetime], None]
) -> None:
    desk = Official("one-stop-1")
    assert "at-place" not in desk.get(f"{HERE}nhan").content.decode(), "nothing to choose from"
    world.open_hamlets()
    assert "Tổ dân phố số 2" in words(desk.get(f"{HERE}nhan"))
    code = received(place="00145-tdp-2")
    wrong = desk.post(f"{HERE}nhan", **{**GIVEN, "place": "00118"})
    assert wrong.status_code == 422 and "Chọn thôn, tổ dân phố trong danh sách" in words(wrong)
    handler, chair = Official("justice-1"), Official("chair")
    assert "Thôn, tổ dân phố Tổ dân phố số 2" in words(handler.get(f"{HERE}ma/{code}"))
    handler.post(f"{HERE}ma/{code}/viec/propose", kind="suggestion", legible="no")
    chair.post(f"{HERE}ma/{code}/viec/settle", outcome="stored")

    clock(dt.datetime(2027, 12, 1, 9, tzinfo=TZ))
    chair, handler = Official("chair"), Official("justice-1")
    assert "1 đơn lưu hết thời hạn" in words(handler.get(f"{HERE}luu-tru"))
    assert handler.post(f"{HERE}luu-tru", act="list").status_code == 403
    assert chair.post(f"{HERE}luu-tru", act="list").status_code == 302
    assert chair.post(f"{HERE}luu-tru", act="list").status_code == 409
    number = value_of(chair.get(f"{HERE}luu-tru"), "number")
    assert chair.post(f"{HERE}luu-tru", number=number, instrument="").status_code == 409
    assert chair.post(f"{HERE}luu-tru", number=number, instrument="7/QĐ-UBND").status_code == 302
    assert "theo 7/QĐ-UBND" in words(chair.get(f"{HERE}luu-tru"))
    left = words(handler.get(f"{HERE}ma/{code}"))
    assert (
        "Đã tiêu hủy" in left
        and "7/QĐ-UBND" in left
        and GIVEN["content"] not in left
        and GIVEN["name"] not in left
    )


def test_a_form_sent_twice_is_one_petition(ward: str) -> None:
    page = Official("one-stop-1").get(f"{HERE}nhan")
    key = value_of(page, "goi")
    assert received(goi=key) == received(goi=key) != received(goi="a" * 32)
    assert Petition.objects.count() == 2


def test_a_name_sought_stands_in_no_address(ward: str) -> None:
    code, handler = received(), Official("justice-1")
    found = handler.client.post(HERE, {"q": "tran van uoc", "loai": "suggestion"}, follow=True)
    assert code in found.content.decode() and "uoc" not in found.redirect_chain[-1][0]
    assert value_of(found, "q") == "tran van uoc"
    assert "Không có đơn nào khớp" in words(handler.get(f"{HERE}?linh-vuc=land"))
    assert "Không có đơn nào khớp" in words(handler.get(f"{HERE}?xem=qua-45"))


def test_what_is_wrong_is_said_and_nothing_is_lost(ward: str) -> None:
    desk = Official("one-stop-1")
    page = desk.post(f"{HERE}nhan", **{**GIVEN, "said": "", "signers": "không"})
    assert page.status_code == 422 and "Chọn loại đơn" in words(page) and "Số người ký đơn" in words(page)
    assert NOISE in page.content.decode() and value_of(page, "name") == "Trần Văn Ước"
    page = desk.post(f"{HERE}nhan", **{**GIVEN, "citizen": "", "name": "", "id_number": ""})
    assert "đánh dấu đơn không ghi tên" in words(page)
    page = desk.post(f"{HERE}nhan", **{**GIVEN, "arrived_on": "hôm qua"})
    assert "Chọn ngày theo lịch" in words(page)
    page = desk.post(f"{HERE}nhan", **GIVEN, scans=[SimpleUploadedFile("a.pdf", b"MZ")])
    assert page.status_code == 422
    assert not Petition.objects.exists()


def test_the_way_is_walked_fork_by_fork_and_drawn(ward: str) -> None:
    code, handler, chair = received(), Official("justice-1"), Official("chair")
    way = f"{HERE}ma/{code}/viec/propose"
    page = words(handler.get(f"{HERE}ma/{code}"))
    assert "Theo nội dung, đơn thuộc loại nào?" in page and "Đọc được, bằng tiếng Việt" in page
    assert "Ghi rõ họ tên" not in page, "one question after another"
    given = {"kind": "suggestion", "legible": "yes"}
    assert "Ghi rõ họ tên" in words(handler.post(way, act="look", **given))
    given = {"kind": "suggestion", **SOUND, "competence": "other"}
    page = words(handler.post(way, act="look", **given))
    assert "Chuyển cơ quan có thẩm quyền : Không thuộc thẩm quyền" in page
    refused = handler.post(way, **given)
    assert refused.status_code == 422 and "cơ quan nhận" in words(refused)
    page = words(handler.client.post(way, {**given, "to_agency": "Công an phường"}, follow=True))
    assert "Vì sao đề xuất như vậy" in page and "Công an phường" in page
    assert "Quyết định: Chuyển cơ quan có thẩm quyền" in words(chair.get(f"{HERE}ma/{code}"))
    assert handler.post(f"{HERE}ma/{code}/viec/settle", outcome="forwarded").status_code == 403
    settled = {"outcome": "forwarded", "number": "41/PC-UBND"}
    page = words(chair.client.post(f"{HERE}ma/{code}/viec/settle", settled, follow=True))
    assert "Đã xử lý: Chuyển cơ quan có thẩm quyền" in page and "41/PC-UBND" in page


def test_sent_back_split_withdrawn(ward: str) -> None:
    code, handler, chair = received(), Official("justice-1"), Official("chair")
    handler.post(f"{HERE}ma/{code}/viec/propose", kind="suggestion", legible="no")
    assert chair.post(f"{HERE}ma/{code}/viec/send_back", reason="").status_code == 422
    chair.post(f"{HERE}ma/{code}/viec/send_back", reason="Đọc lại trang sau")
    assert "Đọc lại trang sau" in words(handler.get(f"{HERE}ma/{code}"))
    parts = {
        "class-0": "complaint",
        "content-0": "Không đồng ý quyết định",
        "class-1": "",
        "content-1": "Lắp đèn",
    }
    wrong = handler.post(f"{HERE}ma/{code}/viec/split", **parts)
    assert wrong.status_code == 422 and "Không đồng ý quyết định" in wrong.content.decode()
    assert 'id="split-whole_error"' in wrong.content.decode(), "said at the tick"
    wrong = handler.post(f"{HERE}ma/{code}/viec/split", **parts, whole="1")
    assert 'id="split-parts-1_error"' in wrong.content.decode(), "said at the part that lacks its class"
    wrong = handler.post(f"{HERE}ma/{code}/viec/split", **{**parts, "class-1": "suggestion"})
    assert wrong.status_code == 422 and "Còn nội dung chưa tách?" in words(wrong)
    assert NOISE in words(wrong).partition("Cả đơn, để đối chiếu")[2], "the whole letter beside its parts"
    parts["whole"] = "1"
    page = handler.client.post(f"{HERE}ma/{code}/viec/split", {**parts, "class-1": "suggestion"}, follow=True)
    one, two = Petition.objects.filter(parent__case__code=code).order_by("pk")
    assert f"{HERE}ma/{one.code}" in page.content.decode() and code not in one.code + two.code
    assert handler.post(f"{HERE}ma/{one.code}/viec/withdraw").status_code == 422, (
        "a complaint: by its signed letter"
    )
    letter = {"letter": "118", "letter_on": f"{one.arrived_on:%Y-%m-%d}"}
    page = words(handler.client.post(f"{HERE}ma/{one.code}/viec/withdraw", letter, follow=True))
    assert "Đã rút" in page
    assert handler.post(f"{HERE}ma/{two.code}/viec/no-such").status_code == 404


def test_what_denounces_the_head_goes_to_the_level_above(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    code, handler = received(said="denunciation", name=SECRET, shielded="1"), Official("justice-1")
    actions.keep_from(by=posts["justice-1"], at=at, petition=code, posts=["chair"])
    sound = {name: value for name, value in SOUND.items() if name != "competence"}
    page = handler.post(f"{HERE}ma/{code}/viec/propose", act="look", kind="denunciation", **sound)
    text = words(page)
    assert "Thuộc thẩm quyền người đứng đầu cơ quan cấp trên" in text, "it is what the way leads to by itself"
    assert value_of(page, "to_agency").startswith("Chủ tịch Ủy ban nhân dân "), (
        "and to whom is written already"
    )
    page = handler.post(f"{HERE}ma/{code}/viec/propose", act="look", kind="denunciation", **SOUND)
    assert "cơ quan cấp trên trực tiếp" not in words(page), "whoever proposes may say otherwise"
    other = received(said="denunciation", name=SECRET, shielded="1")
    page = handler.post(f"{HERE}ma/{other}/viec/propose", act="look", kind="denunciation", **sound)
    assert "cơ quan cấp trên trực tiếp" not in words(page) and "Ai có thẩm quyền giải quyết?" in words(page)


def test_where_it_is_about_is_chosen_later(ward: str) -> None:
    world.open_hamlets()
    code, desk = received(), Official("one-stop-1")
    hamlet = "00145-tdp-1"
    assert f'value="{hamlet}"' in desk.get(f"{HERE}ma/{code}").content.decode()
    assert desk.post(f"{HERE}ma/{code}/viec/locate", place="khong-co").status_code == 422
    page = words(desk.client.post(f"{HERE}ma/{code}/viec/locate", {"place": hamlet}, follow=True))
    assert "Đã ghi nơi của việc" in page and Petition.objects.get().place == hamlet


def test_a_sealed_mixed_petition_is_split_by_who_is_assigned(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    code = received(said="mixed", name=SECRET, content=f"{SECRET}: quán ồn. Ông X nhận tiền.", shielded="1")
    handler, split = Official("justice-1"), f"{HERE}ma/{code}/viec/split"
    page = words(handler.get(f"{HERE}ma/{code}"))
    assert "Chỉ người được giao mở danh tính tách được đơn này" in page
    parts = {
        "class-0": "denunciation", "content-0": "Ông X nhận tiền", "against-0": "Ông X", "topic-0": "officials",
        "class-1": "suggestion", "content-1": "Quán ồn", "whole": "1", "reason": "Tách việc tiếng ồn",
    }  # fmt: skip
    assert handler.post(split, **parts).status_code == 403
    actions.assign(by=posts["chair"], at=at, petition=code, post="justice-1", instrument="1/QĐ-UBND")
    again = handler.post(split, **{**parts, "reason": ""})
    assert again.status_code == 422 and "lý do mở danh tính" in words(again)
    page = words(handler.client.post(split, parts, follow=True))
    assert "Ông X nhận tiền" in page and "quán ồn" not in page
    rest = Petition.objects.get(shielded=False)
    chair = Official("chair")
    seen = words(chair.get(f"{HERE}ma/{code}"))
    assert "Giữ kín cùng người tố cáo" in seen, "the other petition of the letter came that day, in that way"
    assert "Tách" not in seen and rest.code not in seen and SECRET not in seen
    other = words(chair.get(f"{HERE}ma/{rest.code}"))
    assert "Quán ồn" in other and code not in other and "Tách" not in other
    alone = received(said="suggestion")
    for one in (rest.code, alone):
        came = chair.get(f"{HERE}ma/{one}").content.decode().split('id="h-path"')[1].split("</li>")[0]
        assert "Nhận đơn" in came and "path-who" not in came and "T10:" not in came, (
            "no petition tells who took it in at which minute: it would mark what a handler took out of a sealed one"
        )
    channel = Petition.objects.get(shielded=True).channel
    assert code not in words(handler.get(HERE, kenh=channel)) and code in words(handler.get(HERE))
    handler.post(f"{HERE}ma/{code}/viec/propose", kind="denunciation", **SOUND)
    assert Petition.objects.get(shielded=True).proposed == "accepted"


def test_an_open_mixed_petition_goes_on_as_its_open_content(ward: str) -> None:
    code = received(said="mixed", name=SECRET, content=f"{SECRET}: quán ồn. Ông X nhận tiền.", asked="1")
    handler = Official("justice-1")
    parts = {
        "class-0": "suggestion", "content-0": "Quán ồn", "class-1": "denunciation", "content-1": "Ông X nhận tiền",
        "against-1": "Ông X", "whole": "1",
    }  # fmt: skip
    wrong = handler.post(f"{HERE}ma/{code}/viec/split", **parts)
    assert wrong.status_code == 422 and 'id="split-parts-1_error"' in wrong.content.decode()
    page = words(
        handler.client.post(f"{HERE}ma/{code}/viec/split", {**parts, "topic-1": "officials"}, follow=True)
    )
    secret = Petition.objects.get(shielded=True)
    assert "Quán ồn" in page and "Ông X" not in page and secret.code not in page
    for post in ("one-stop-1", "land-1", "chair"):
        page = words(Official(post).get(f"{HERE}ma/{code}"))
        assert "Ông X" not in page and "Tách" not in page and secret.code not in page, post
    page = words(Official("chair").get(f"{HERE}ma/{secret.code}"))
    assert "Ông X nhận tiền" in page and SECRET not in page and code not in page


def test_acceptance_is_not_for_this_page(ward: str) -> None:
    code = received(said="complaint", topic="land")
    Official("justice-1").post(f"{HERE}ma/{code}/viec/propose", kind="complaint", **SOUND)
    chair = Official("chair")
    assert f"/thu-ly/{code}" in chair.get(f"{HERE}ma/{code}").content.decode()
    assert "chờ người có thẩm quyền thụ lý" in words(Official("justice-1").get(f"{HERE}ma/{code}"))
    assert chair.post(f"{HERE}ma/{code}/viec/settle", outcome="accepted").status_code == 409


def test_who_denounces_is_shown_once_to_who_is_assigned(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    code = received(
        said="denunciation", name=SECRET, topic="officials", content=f"{SECRET} tố cáo ông X", handwriting="nét đậm",
        scans=[pdf(SECRET)],
    )  # fmt: skip
    pages = {post: Official(post) for post in ("one-stop-1", "justice-1", "chair", "front")}
    for official in pages.values():
        for path in (f"ma/{code}", f"ma/{code}?moi=1", ""):
            assert SECRET not in official.get(HERE + path).content.decode()
    assert "danh tính người gửi đã niêm phong" in words(pages["one-stop-1"].get(f"{HERE}ma/{code}?moi=1"))
    assert "tố cáo ông X" not in words(pages["one-stop-1"].get(f"{HERE}ma/{code}"))
    assert "tố cáo ông X" in words(pages["justice-1"].get(f"{HERE}ma/{code}"))
    opens = {"purpose": "verify", "reason": "Xác minh"}
    refused = pages["justice-1"].post(f"{HERE}ma/{code}/danh-tinh/mo", **opens)
    assert refused.status_code == 403 and SECRET not in refused.content.decode()
    assert pages["chair"].post(f"{HERE}ma/{code}/danh-tinh/giao", post="justice-1").status_code == 422
    given = {"post": "justice-1", "instrument": "9/QĐ-UBND"}
    page = words(pages["chair"].client.post(f"{HERE}ma/{code}/danh-tinh/giao", given, follow=True))
    assert "9/QĐ-UBND" in page
    shown = pages["justice-1"].post(f"{HERE}ma/{code}/danh-tinh/mo", **opens)
    assert SECRET in words(shown) and "nét đậm" in words(shown) and "no-store" in shown["Cache-Control"]
    assert SECRET not in pages["justice-1"].get(f"{HERE}ma/{code}").content.decode()
    assert pages["justice-1"].get(f"{HERE}ma/{code}/tep/1").status_code == 404
    assert pages["justice-1"].post(f"{HERE}ma/{code}/tep/1", **opens).content.startswith(b"%PDF")
    assert pages["one-stop-1"].post(f"{HERE}ma/{code}/danh-tinh/mo", **opens).status_code == 404
    page = words(pages["chair"].client.post(f"{HERE}ma/{code}/danh-tinh/thoi", {"n": "1"}, follow=True))
    assert "đã thôi" in page and "Đã mở 2 lần" in page
    redacted = {"redacted": "1", "file": pdf("Bản che")}
    page = pages["justice-1"].client.post(f"{HERE}ma/{code}/tep", redacted, follow=True)
    assert "Bản che thông tin người tố cáo" in words(page)


def test_duplicates_are_suggested_beside_the_text(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    first, again = received(), received(name="Lê Thị Én", id_number="001199000888")
    handler = Official("justice-1")
    page = handler.get(f"{HERE}ma/{again}")
    assert "Có thể là đơn trùng" in words(page) and first in page.content.decode()
    asked = {"kind": "suggestion", **SOUND, "duplicate": "yes"}
    page = handler.post(f"{HERE}ma/{again}/viec/propose", act="look", **asked)
    assert value_of(page, "duplicate_of") == ""  # somebody else wrote that one
    handler.post(
        f"{HERE}ma/{again}/viec/propose", **asked, duplicate_of=first, note="Cùng một vụ, con gửi thay."
    )
    actions.settle(by=posts["chair"], at=at + dt.timedelta(minutes=1), petition=again, outcome="linked")
    assert again in handler.get(f"{HERE}ma/{first}").content.decode()


def test_a_duplicate_that_nobody_suggests_is_named_by_its_code(ward: str) -> None:
    code = received()
    asked = {"kind": "suggestion", **SOUND, "duplicate": "yes"}
    page = Official("justice-1").post(f"{HERE}ma/{code}/viec/propose", act="look", **asked)
    assert page.status_code == 200 and value_of(page, "duplicate_of") == ""


def test_a_heap_of_scans_is_typed_one_beside_another(ward: str) -> None:
    desk, there = Official("one-stop-1"), f"{HERE}khay"
    assert "Khay trống" in words(desk.get(there))
    refused = desk.post(there, scans=[SimpleUploadedFile("a.pdf", b"MZ")])
    assert refused.status_code == 422 and "Không nhận tệp" in words(refused)
    assert desk.post(there, scans=[pdf("Một"), pdf("Hai")]).status_code == 302
    page = desk.get(there)
    assert "2 bản quét chờ vào sổ" in words(page)
    first, second = dict.fromkeys(re.findall(r"khay=([0-9a-f-]{36})", page.content.decode()))
    assert desk.get(f"{there}/{first}/trang/0").content.startswith(b"%PDF")
    assert desk.get(f"{there}/{first}/trang/9").status_code == 404
    assert Official("land-1").get(f"{there}/{first}/trang/0").status_code == 404
    typing = desk.get(f"{HERE}nhan?khay={first}")
    assert f'name="khay" value="{first}"' in typing.content.decode() and "Mở tệp quét" in words(typing)
    again = desk.post(f"{HERE}nhan", **{**GIVEN, "said": "", "khay": first})
    assert again.status_code == 422 and f'value="{first}"' in again.content.decode(), (
        "the picture stays beside it"
    )
    made = desk.post(f"{HERE}nhan", **{**GIVEN, "channel": "post", "khay": first})
    assert made.status_code == 302 and f"khay={second}" in made["Location"], "the next one comes by itself"
    assert Petition.objects.get().files.count() == 1
    again = desk.post(f"{HERE}nhan", **{**GIVEN, "channel": "post", "khay": first})
    assert f"ma/{Petition.objects.get().code}" in again["Location"], "sent twice"
    assert desk.post(f"{there}/{second}/bo", why="khác").status_code == 422
    assert desk.post(f"{there}/{second}/bo", why="unreadable").status_code == 302
    assert "Khay trống" in words(desk.get(there))


def test_a_letter_dropped_into_the_tray_is_a_petition_at_once(ward: str) -> None:
    """What denounces goes to the sealed store unread; the same letter comes in once; scans beside it wait as ever."""
    desk, there = Official("one-stop-1"), f"{HERE}khay"

    def mail(text: str, subject: str = "Đèn hỏng") -> SimpleUploadedFile:
        return SimpleUploadedFile("thu.EML", bytes(letter(text, subject)), "message/rfc822")

    assert desk.post(there, scans=[mail(NOISE), pdf("Một")]).status_code == 302
    made = Petition.objects.get()
    assert (made.channel, made.case.who) == ("email", "Trần Văn Ước") and NOISE in made.content
    assert received_event(made).by_post == "one-stop-1"
    page = words(desk.get(there))
    assert made.code in page and "1 bản quét chờ vào sổ" in page
    again = desk.post(there, scans=[mail(NOISE)])
    assert again.status_code == 409 and f"mã {made.code}" in words(again) and Petition.objects.count() == 1
    desk.post(there, scans=[mail("Tôi tố cáo ông K nhận tiền", "Đơn tố cáo")])
    secret = Petition.objects.latest("pk")
    assert secret.shielded and "Trần Văn Ước" not in words(
        Official("justice-1").get(f"{HERE}ma/{secret.code}")
    )
    assert Official("land-1").post(there, scans=[mail("Thư khác")]).status_code in (403, 404)
    assert desk.post(there, scans=[SimpleUploadedFile("rong.eml", b" ")]).status_code == 409
    assert Petition.objects.count() == 2


def test_it_is_found_by_what_became_of_it(ward: str, posts: Mapping[str, Actor], at: dt.datetime) -> None:
    code, other, handler = received(), received(id_number="001199000778"), Official("justice-1")
    answers = {"kind": "suggestion", **SOUND, "legible": "no"}
    actions.propose(by=posts["justice-1"], at=at, petition=code, answers=answers)
    actions.settle(by=posts["chair"], at=at, petition=code, outcome="stored")
    page = handler.get(f"{HERE}?ket-qua=stored&loai=suggestion").content.decode()
    assert code in page and other not in page
    assert "Không có đơn nào khớp" in words(handler.get(f"{HERE}?ket-qua=guided"))
    assert handler.get(f"{HERE}ma/{code}/bien-nhan.pdf").content.startswith(b"%PDF")


def test_what_denounces_is_there_only_for_who_works_on_petitions(ward: str) -> None:
    """Neither a line nor a page for the others; no minute and no counter for who may not know how it came."""
    code = received(
        said="denunciation", topic="officials", content="Tôi tố cáo cán bộ thu tiền ngoài quy định."
    )
    outsider = Official("land-1")
    assert code not in outsider.get(HERE).content.decode()
    assert outsider.get(f"{HERE}ma/{code}").status_code == 404
    page = Official("justice-1").get(f"{HERE}ma/{code}").content.decode()
    path = page.partition('id="h-path"')[2].partition("</section>")[0]
    assert "path-what" in path and "path-when" not in path and "quầy 1" not in path


def test_the_counter_that_took_in_what_denounces_knows_of_it_no_longer(
    ward: str, clock: Callable[[dt.datetime], None], at: dt.datetime
) -> None:
    """It prints the receipt while the sender stands there; no list, count or inbox of the counter tells of it."""
    desk, lists = Official("one-stop-1"), (HERE, f"{HERE}?xem=qua-45", f"{HERE}?loai=denunciation", "/can-bo/",
                                           "/can-bo/?xem=don-vi", f"{HERE}?linh-vuc=officials")  # fmt: skip
    before = words(desk.get(HERE))
    code = received(
        said="denunciation", topic="officials", content="Tôi tố cáo cán bộ thu tiền ngoài quy định."
    )
    assert "Trao mã đơn cho người gửi" in words(desk.get(f"{HERE}ma/{code}?moi=1"))
    assert desk.get(f"{HERE}ma/{code}/bien-nhan.pdf").status_code == 200
    for post in ("one-stop-1", "one-stop-head"):
        for path in lists:
            assert code not in Official(post).get(path).content.decode(), (post, path)
    assert words(desk.get(HERE)) == before, "nor is it counted"
    assert Official("one-stop-head").get(f"{HERE}ma/{code}").status_code == 404
    clock(at + dt.timedelta(minutes=31))
    later = Official("one-stop-1")
    assert later.get(f"{HERE}ma/{code}").status_code == 404
    assert later.get(f"{HERE}ma/{code}/bien-nhan.pdf").status_code == 404
    assert code in Official("justice-1").get(HERE).content.decode()
    assert code in Official("chair").get("/can-bo/?xem=don-vi").content.decode()


def test_what_denounced_before_is_made_confidential(ward: str) -> None:
    code = received(
        said="denunciation", topic="officials", content="Tôi tố cáo cán bộ thu tiền ngoài quy định."
    )
    kept = received(content="Đèn đường hỏng")
    Case.objects.filter(code=code).update(confidential=False)
    assert jobs.confide_denunciations() == 1
    assert Case.objects.get(code=code).confidential and not Case.objects.get(code=kept).confidential
    assert jobs.confide_denunciations() == 0


def test_whoever_reads_the_scan_of_a_petition_is_journalled(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    """It shows who sent it as their name in full does; what the office made itself names nobody."""
    code = received(scans=[pdf()])
    actions.add_scan(by=posts["justice-1"], at=at, petition=code, scan=pdf("Trả lời"), answer=True)
    handler, read = Official("justice-1"), Event.objects.filter(subject=f"people-of:{code}")
    assert handler.get(f"{HERE}ma/{code}").status_code == 200 and not read.exists()
    assert handler.get(f"{HERE}ma/{code}/tep/2").content.startswith(b"%PDF") and not read.exists()
    assert handler.get(f"{HERE}ma/{code}/tep/1").content.startswith(b"%PDF")
    assert [event.by_post for event in read] == ["justice-1"] and "Ước" not in str(read.get().facts)
    assert Official("front").get(f"{HERE}ma/{code}/tep/1").status_code == 403
    assert handler.get(f"{HERE}ma/{code}/tep/9").status_code == 404
    assert read.count() == 1


def test_whom_it_names_is_ticked_at_intake_and_unticked_for_a_ground(ward: str) -> None:
    desk = Official("one-stop-1")
    given = {
        **GIVEN,
        "said": "denunciation",
        "topic": "officials",
        "content": "Tôi tố cáo chủ tịch phường nhận tiền.",
    }
    asked = desk.post(f"{HERE}nhan", **given)
    page = asked.content.decode()
    assert (
        asked.status_code == 422 and 'value="chair" checked' in page and 'value="land-1" checked' not in page
    )
    assert "Đơn có tên 1 vị trí của cơ quan" in words(asked) and 'name="named" value="1"' in page
    wrong = desk.post(f"{HERE}nhan", **given, named="1")
    assert wrong.status_code == 422 and 'id="at-ground_error"' in wrong.content.decode()
    made = desk.post(f"{HERE}nhan", **given, named="1", ground="Chỉ là người ký biên bản")
    assert made.status_code == 302
    code = Petition.objects.get().code
    assert "Chỉ là người ký biên bản" in words(Official("chair").get(f"{HERE}ma/{code}"))
    kept = desk.post(f"{HERE}nhan", **given, named="1", posts="chair")
    assert kept.status_code == 302
    code = Petition.objects.order_by("-pk")[0].code
    assert Official("chair").get(f"{HERE}ma/{code}").status_code == 404
    handler, here = Official("justice-1"), f"{HERE}ma/{code}/viec/keep_from"
    assert 'id="keep_from-ground_error"' in handler.post(here).content.decode()
    assert handler.post(here, ground="Trùng tên").status_code == 302
    assert "Trùng tên" in words(Official("chair").get(f"{HERE}ma/{code}"))
