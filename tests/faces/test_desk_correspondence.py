"""The registers at the desk: a clerk enters, a leader instructs, whoever is in charge finishes."""

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from motcua.areas.correspondence.models import Incoming
from motcua.areas.correspondence.queries import outgoing as outgoings
from motcua.areas.dialogues import actions as dialogues
from motcua.areas.directives.models import Directive, Reading
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.actions import load_law
from motcua.gateways.signature.fake import FakeSignatures
from motcua.reactions.table import react
from tests import world
from tests.faces.at_desk import Official, value_of, words
from tests.filing import a_pdf
from tests.tables.plan import PLAN

HERE = "/can-bo/van-thu/"
GIVEN = {
    "issuer": "UBND thành phố Hà Nội", "symbol": "307/KH-UBND", "dated_on": "2026-11-18", "type_": "ke-hoach",
    "abstract": "Triển khai công tác dân vận", "way": "paper", "copies": "1", "arrived_on": "2026-11-20",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def entered(**over: object) -> str:
    answer = Official("clerk-1").post(f"{HERE}den/moi", **{**GIVEN, **over})
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"].removeprefix(f"{HERE}den/ma/"))


def test_a_document_goes_from_the_clerk_to_the_leader_to_who_does_it(ward: str) -> None:
    clerk, chair, land = Official("clerk-1"), Official("chair"), Official("land-1")
    code = entered(upload=SimpleUploadedFile("ke-hoach.pdf", a_pdf()), urgency="khan")
    page = words(clerk.get(f"{HERE}den/ma/{code}"))
    assert "số đến 1 năm 2026" in page and "Khẩn" in page and "trình chậm nhất" in page
    file = clerk.get(f"{HERE}den/ma/{code}/tep")
    assert file.content == a_pdf() and "ke-hoach" not in file["Content-Disposition"]
    assert clerk.post(f"{HERE}den/ma/{code}/viec/present", **{"t-to": "chair"}).status_code == 302
    assert "1 văn bản đến chưa xong" in words(chair.get(HERE)) and "Triển khai" in words(
        chair.get(HERE, xem="cua-toi")
    )
    wrong = chair.post(
        f"{HERE}den/ma/{code}/viec/instruct", **{"c-lead": "", "c-words": "Giao phòng Kinh tế"}
    )
    assert wrong.status_code == 422 and "Giao phòng Kinh tế" in wrong.content.decode(), (
        "nothing typed is lost"
    )
    given = {"c-lead": "unit:00145-kthtdt", "c-beside": ["post:social-1"], "c-deadline": "2026-11-27"}
    assert (
        chair.post(f"{HERE}den/ma/{code}/viec/instruct", **given, **{"c-words": "Tham mưu"}).status_code
        == 302
    )
    page = words(land.get(f"{HERE}den/ma/{code}"))
    assert (
        "Phòng Kinh tế, Hạ tầng và Đô thị" in page
        and "Công chức văn hóa - xã hội" in page
        and "Tham mưu" in page
    )
    assert clerk.post(f"{HERE}den/ma/{code}/viec/forward").status_code == 302
    assert land.post(f"{HERE}den/ma/{code}/viec/finish", **{"x-result": "Đã trả lời"}).status_code == 302
    assert "Đã giải quyết" in words(chair.get(HERE, xem="tat-ca"))
    assert land.post(f"{HERE}den/ma/{code}/viec/xoa").status_code == 404


def test_what_is_refused_is_said_and_kept(ward: str) -> None:
    clerk = Official("clerk-1")
    page = clerk.post(f"{HERE}den/moi", **{**GIVEN, "secrecy": "Tối mật"})
    assert page.status_code == 422 and "Vào sổ riêng của văn bản mật" in words(page)
    assert value_of(page, "symbol") == "307/KH-UBND"
    page = clerk.post(f"{HERE}den/moi", **{**GIVEN, "upload": SimpleUploadedFile("a.pdf", b"MZ")})
    assert page.status_code == 422 and "Không nhận tệp" in words(page)
    page = clerk.post(f"{HERE}den/moi", **{**GIVEN, "dated_on": "2026-12-18", "abstract": ""})
    assert page.status_code == 422 and not Incoming.objects.exists()


def docx(text: str) -> SimpleUploadedFile:
    """A text as a Word file."""
    document, out = Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return SimpleUploadedFile("ke-hoach.docx", out.getvalue())


def test_what_came_in_is_read_into_tasks_and_the_directive_says_so(ward: str) -> None:
    office, chair = Official("office-head"), Official("chair")
    code = entered(upload=docx(PLAN))
    page = f"{HERE}den/ma/{code}"
    assert "Đọc thành nhiệm vụ" in words(office.get(page))
    made = office.post(f"/can-bo/chi-dao/doc-van-ban/van-ban-den/{code}")
    assert made.status_code == 302 and "307/KH-UBND" in words(office.get(made["Location"]))
    again = office.post(f"/can-bo/chi-dao/doc-van-ban/van-ban-den/{code}")
    assert again["Location"] == made["Location"] and Reading.objects.count() == 1
    assert "Mở bản đọc thành nhiệm vụ" in words(office.get(page))
    for key in ("type", "number", "signed_on", "title", "issuer"):
        office.post(f"{made['Location']}/muc/{key}", state="yes")
    assert office.post(f"{made['Location']}/tao").status_code == 302
    directive = Directive.objects.get()
    assert directive.reading["source"]["incoming"] == code
    assert page in chair.get(f"/can-bo/chi-dao/ma/{directive.code}").content.decode()
    bare = entered(symbol="308/KH-UBND")
    assert office.post(f"/can-bo/chi-dao/doc-van-ban/van-ban-den/{bare}").status_code == 404
    other = Official("bo-de-one-stop-1")
    assert other.post(f"/can-bo/chi-dao/doc-van-ban/van-ban-den/{code}").status_code in (403, 404)
    secret = entered(symbol="309/KH-UBND", upload=docx(f"TỐI MẬT\n{PLAN}"))
    refused = office.post(f"/can-bo/chi-dao/doc-van-ban/van-ban-den/{secret}")
    assert refused["Location"].endswith(secret) and Reading.objects.count() == 1
    assert "không đưa vào hệ thống này" in words(office.get(refused["Location"]))


def test_what_waits_is_told_in_the_inbox_and_the_bell(ward: str) -> None:
    clerk, chair, land = Official("clerk-1"), Official("chair"), Official("land-1")
    code = entered()
    clerk.post(f"{HERE}den/ma/{code}/viec/present", **{"t-to": "chair"})
    for page in ("/can-bo/", "/can-bo/chuong"):
        assert "1 văn bản đến chờ xử lý" in words(chair.get(page)), page
        assert "văn bản đến chờ xử lý" not in words(land.get(page)), page
    chair.post(f"{HERE}den/ma/{code}/viec/instruct", **{"c-lead": "unit:00145-kthtdt", "c-words": "Tham mưu"})
    assert "1 văn bản đến chờ xử lý" in words(land.get("/can-bo/"))
    assert "văn bản đến chờ xử lý" not in words(chair.get("/can-bo/"))


def test_words_sought_do_not_stand_in_the_address(ward: str) -> None:
    entered()
    clerk = Official("clerk-1")
    found = clerk.post(HERE, q="dan van")
    assert found.status_code == 302 and "dan" not in found["Location"]
    assert "Triển khai công tác dân vận" in words(clerk.client.get(found["Location"]))
    assert "Không có văn bản đến nào khớp" in words(
        clerk.client.get(clerk.post(HERE, q="mua xe")["Location"])
    )
    assert "Triển khai" in words(clerk.get(HERE, xem="tat-ca", loai="ke-hoach", nam="2026"))
    assert "Triển khai" not in words(clerk.get(HERE, xem="tat-ca", nam="2025"))


def test_others_see_only_what_was_given_to_them(ward: str) -> None:
    code = entered()
    assert Official("justice-1").get(f"{HERE}den/ma/{code}").status_code == 404
    assert "0 văn bản đến chưa xong" in words(Official("justice-1").get(HERE))
    assert Official("front").get(HERE).status_code == 403
    assert Official("bo-de-one-stop-1").get(f"{HERE}den/ma/{code}").status_code == 404
    assert Official("chair").get(f"{HERE}den/moi").status_code == 403, "leaders do not keep the register"


# --- what goes out ---------------------------------------------------------------------------------------------

LETTER = {
    "type_": "cong-van", "abstract": "rà soát hộ tịch", "to": "Sở Tư pháp", "signer": "chair", "collective": "on",
    "body": "I. KẾT QUẢ\n1. Đã rà soát.\nIII. KIẾN NGHỊ\nTrân trọng.", "recipients": "Như trên\nUBND phường Bồ Đề",
    "unit_symbol": "VHXH",
}  # fmt: skip
OUT = f"{HERE}di/"


def drafted(post: str = "social-1", **over: str) -> str:
    answer = Official(post).post(f"{OUT}moi", **{**LETTER, **over})
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"].removeprefix(f"{OUT}ma/"))


def test_a_letter_is_composed_signed_and_issued(ward: str) -> None:
    social, chair, clerk = Official("social-1"), Official("chair"), Official("clerk-1")
    page = social.get(f"{OUT}moi")
    assert page.status_code == 200 and value_of(page, "unit_symbol") == "VHXH"
    shown = social.post(f"{OUT}xem-truoc", **LETTER)
    assert b"data:image/png;base64" in shown.content and "Đánh số chưa liền mạch ở: III." in words(shown)
    assert social.post(f"{OUT}xem-truoc").status_code == 200, "nothing typed yet"
    code = drafted(save_as="Hay gửi")
    assert social.post(f"{OUT}ma/{code}/viec/submit").status_code == 302
    assert "1 chờ tôi ký" in words(chair.get(OUT))
    assert chair.post(f"{OUT}ma/{code}/viec/send_back", **{"r-words": "Thêm số liệu"}).status_code == 302
    assert "Thêm số liệu" in words(social.get(f"{OUT}ma/{code}"))
    wrong = social.post(f"{OUT}ma/{code}/sua", **{**LETTER, "abstract": ""})
    assert wrong.status_code == 422 and "Đã rà soát" in wrong.content.decode(), "nothing typed is lost"
    assert (
        social.post(f"{OUT}ma/{code}/sua", **{**LETTER, "body": "Đã rà soát 100 hồ sơ."}).status_code == 302
    )
    assert social.post(f"{OUT}ma/{code}/viec/submit").status_code == 302
    assert social.post(f"{OUT}ma/{code}/viec/sign").status_code == 403
    assert chair.post(f"{OUT}ma/{code}/viec/sign").status_code == 302
    assert "phát hành chậm nhất" in words(clerk.get(f"{OUT}ma/{code}"))
    assert clerk.post(f"{OUT}ma/{code}/viec/issue").status_code == 302
    page = words(clerk.get(f"{OUT}ma/{code}"))
    assert "01/UBND-VHXH" in page and "trong hệ thống, chờ vào sổ" in page and "Sở Tư pháp" in page
    assert clerk.post(f"{OUT}ma/{code}/viec/send", **{"m-to": "1", "m-way": "post"}).status_code == 302
    assert "01/UBND-VHXH" in words(clerk.get(OUT, xem="so"))
    pdf, docx = clerk.get(f"{OUT}ma/{code}/tep.pdf"), clerk.get(f"{OUT}ma/{code}/tep.docx")
    assert (
        pdf.content[:4] == b"%PDF"
        and docx.content[:2] == b"PK"
        and "ra-soat" not in pdf["Content-Disposition"]
    )
    assert clerk.get(f"{OUT}ma/{code}/tep.exe").status_code == 404
    page = words(Official("chair").get(f"{OUT}moi", **{"van-ban": code, "cach": "corrects"}))
    assert "Về văn bản đã phát hành: 01/UBND-VHXH" in page
    assert "Hay gửi" in words(social.get(f"{OUT}moi"))


def test_minutes_are_composed_on_their_form_and_wait_for_the_second_signature(ward: str) -> None:
    justice, social, chair, clerk = (Official(one) for one in ("justice-1", "social-1", "chair", "clerk-1"))
    page = justice.get(f"{OUT}moi", mau="bien-ban")
    assert (
        "Thời gian bắt đầu:" in page.content.decode() and 'value="bien-ban" selected' in page.content.decode()
    )
    assert "Thời gian bắt đầu:" not in justice.get(f"{OUT}moi", mau="ke-hoach").content.decode()
    given = {
        "type_": "bien-ban",
        "abstract": "Họp xét khen thưởng",
        "to": "",
        "body": "Địa điểm: Phòng họp số 1.",
    }
    refused = justice.post(f"{OUT}moi", **{**LETTER, **given})
    assert refused.status_code == 422 and "Biên bản cần hai người ký" in words(refused)
    assert b"data:image/png;base64" in justice.post(f"{OUT}xem-truoc", **{**LETTER, **given}).content
    code = drafted("justice-1", **given, cosigner="social-1")
    page = justice.get(f"{OUT}ma/{code}/sua").content.decode()
    assert 'value="social-1" selected' in page
    assert justice.post(f"{OUT}ma/{code}/viec/submit").status_code == 302
    assert chair.post(f"{OUT}ma/{code}/viec/sign").status_code == 302
    assert "1 chờ tôi ký" in words(social.get(OUT)) and "chờ Công chức văn hóa - xã hội ký" in words(
        clerk.get(f"{OUT}ma/{code}")
    )
    assert clerk.post(f"{OUT}ma/{code}/viec/issue").status_code == 409
    assert chair.post(f"{OUT}ma/{code}/viec/cosign").status_code == 403
    assert social.post(f"{OUT}ma/{code}/viec/cosign").status_code == 302
    assert clerk.post(f"{OUT}ma/{code}/viec/issue").status_code == 302
    page = words(clerk.get(f"{OUT}ma/{code}"))
    assert page.count("ký tay trên bản giấy") == 2 and "Chưa có chứng thư số" in page


@pytest.mark.parametrize(
    ("held", "by_hand", "said"),
    [
        ({"chair", "agency-00145"}, 1, "1 chữ ký số của người ký; có chữ ký số của cơ quan"),
        ({"chair", "social-1", "agency-00145"}, 0, "2 chữ ký số của người ký; có chữ ký số của cơ quan"),
        ({"chair", "social-1"}, 0, "2 chữ ký số của người ký; dấu cơ quan đóng trên bản giấy"),
        ({"agency-00145"}, 2, "0 chữ ký số của người ký; có chữ ký số của cơ quan"),
    ],
)
def test_the_page_counts_digital_signatures_of_persons_apart_from_the_seal(
    ward: str, at: dt.datetime, monkeypatch: pytest.MonkeyPatch, held: set[str], by_hand: int, said: str
) -> None:
    twin = FakeSignatures(dict.fromkeys(held, at + dt.timedelta(days=1)))
    monkeypatch.setattr("motcua.areas.correspondence.actions.signing.signatures", lambda: twin)
    given = {"type_": "bien-ban", "abstract": "Họp xét", "to": "", "body": "Phòng họp số 1."}
    code = drafted("justice-1", **given, cosigner="social-1")
    for post, act in (
        ("justice-1", "submit"),
        ("chair", "sign"),
        ("social-1", "cosign"),
        ("clerk-1", "issue"),
    ):
        page = words(Official("clerk-1").get(f"{OUT}ma/{code}"))
        assert "dấu cơ quan" not in page and "chữ ký số của cơ quan" not in page, "not before it is issued"
        assert Official(post).post(f"{OUT}ma/{code}/viec/{act}").status_code == 302
    page = words(Official("clerk-1").get(f"{OUT}ma/{code}"))
    assert said in page and page.count("ký tay trên bản giấy") == by_hand


def test_only_who_may_sign_the_type_is_offered(ward: str) -> None:
    social = Official("social-1")
    head = "office-head"

    def offered(page: Any) -> set[str]:
        select = re.search(r'<select name="signer".*?</select>', page.content.decode(), re.DOTALL)
        assert select
        return set(re.findall(r'value="([^"]+)"', select[0]))

    assert head in offered(social.get(f"{OUT}moi"))
    assert head in offered(social.get(f"{OUT}moi", mau="bien-ban"))
    page = social.post(f"{OUT}xem-truoc", **{**LETTER, "type_": "ke-hoach", "nguoi-ky": "1"})
    assert head not in offered(page) and "chair" in offered(page)
    assert "Người ký thứ hai" not in words(page) and "Trường này" not in words(page)
    assert head in offered(social.post(f"{OUT}xem-truoc", **{**LETTER, "nguoi-ky": "1"}))
    page = social.post(f"{OUT}xem-truoc", **{**LETTER, "type_": "bien-ban", "nguoi-ky": "1"})
    assert "Người ký thứ hai" in words(page)
    refused = social.post(f"{OUT}moi", **{**LETTER, "type_": "ke-hoach", "signer": head})
    assert (
        refused.status_code == 422 and "chỉ ký thừa lệnh" in words(refused) and head not in offered(refused)
    )


def test_a_party_from_outside_is_named(ward: str, at: dt.datetime) -> None:
    social = Official("social-1")
    party = {
        "type_": "hop-dong",
        "to": "",
        "party_name": "Trần Văn Bình",
        "party_agency": "Công ty Sông Hồng",
    }
    code = drafted(**party)
    page = f"{OUT}ma/{code}"
    assert "Trần Văn Bình, Công ty Sông Hồng" in words(social.get(page))
    for post, act in (("social-1", "submit"), ("chair", "sign")):
        assert Official(post).post(f"{page}/viec/{act}").status_code == 302
    assert "chờ Trần Văn Bình, Công ty Sông Hồng ký" in words(social.get(page))
    early = social.post(f"{page}/viec/record_party", **{"b-signed_on": "2026-11-19"})
    assert early.status_code == 422 and "ngày trình ký văn bản này" in words(early)
    day = f"{at:%Y-%m-%d}"
    assert social.post(f"{page}/viec/record_party", **{"b-signed_on": day}).status_code == 302
    said = words(social.get(page))
    assert "chờ Trần Văn Bình" not in said and f"ký ngày {at:%d/%m}" in said and "ký tay" in said
    assert "Sửa ngày bên ngoài ký" in said
    same = social.post(f"{page}/viec/correct_party", **{"s-signed_on": day})
    assert same.status_code == 409 and "không có gì để ghi" in words(same)


def test_a_signed_plan_waits_to_become_tasks_and_leads_to_its_directive(ward: str) -> None:
    social, chair, other = Official("social-1"), Official("chair"), Official("justice-1")
    body = "1. Phòng Văn hóa - Xã hội rà soát mô hình, hoàn thành trước ngày 30/11/2027."
    code = drafted(type_="ke-hoach", abstract="Công tác dân vận năm 2027", body=body, to="")
    read = f"/can-bo/chi-dao/doc-van-ban/van-ban-di/{code}"
    assert social.post(read).status_code == 404, "nothing is signed yet"
    social.post(f"{OUT}ma/{code}/viec/submit")
    assert chair.post(f"{OUT}ma/{code}/viec/sign").status_code == 302
    signed = Event.objects.get(kind="outgoing.signed", subject=f"outgoing:{code}")
    react(signed, signed.at)
    assert "1 văn bản cơ quan đã ký chờ xác nhận thành nhiệm vụ" in words(chair.get("/can-bo/chi-dao/"))
    assert "chờ xác nhận thành nhiệm vụ" not in words(other.get("/can-bo/chi-dao/"))
    assert "Mở bản đọc thành nhiệm vụ" in words(social.get(f"{OUT}ma/{code}"))
    made = social.post(read)
    assert made.status_code == 302 and Reading.objects.count() == 1
    assert "rà soát mô hình" in words(chair.get(made["Location"]))
    assert other.get(made["Location"]).status_code == 404 and other.post(read).status_code in (403, 404)
    for key in ("type", "number", "signed_on", "title", "issuer", "t1"):
        social.post(f"{made['Location']}/muc/{key}", state="yes")
    assert social.post(f"{made['Location']}/tao").status_code == 302
    directive = Directive.objects.get()
    assert f"{OUT}ma/{code}" in social.get(f"/can-bo/chi-dao/ma/{directive.code}").content.decode()


def test_the_registers_are_printed_with_what_other_work_numbered(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    entered()
    for kind, start in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        for book in ("den", "di"):
            file = Official("clerk-1").get(f"{HERE}so-{book}.{kind}")
            assert file.status_code == 200 and file.content[: len(start)] == start
    assert Official("justice-1").get(f"{HERE}so-di.pdf").status_code == 403
    assert Official("clerk-1").get(f"{HERE}so-di.txt").status_code == 404
    hour = dt.timedelta(hours=1)
    made = dialogues.plan(
        by=posts["office-head"], at=at, unit=world.WARD, kind="people", title="Họp",
        chair="chair",
        place="Hội trường", starts_at=at + 72 * hour, ends_at=at + 74 * hour, topics=["Trường học"],
        groups={"residents": 10},
    )  # fmt: skip
    dialogues.approve(by=posts["chair"], at=at, dialogue=made)
    dialogues.announce(by=posts["office-head"], at=at, dialogue=made)
    assert "01/GM-UBND" in words(Official("chair").get(OUT, xem="so"))
    assert "01/GM-UBND" not in words(Official("land-1").get(OUT, xem="so")), (
        "the whole register is for its keepers"
    )


def test_an_answer_begins_with_what_came(ward: str) -> None:
    code = entered()
    Official("chair").post(f"{HERE}den/ma/{code}/viec/instruct", **{"c-lead": "post:social-1"})
    social = Official("social-1")
    assert f"{OUT}moi?tra-loi={code}" in social.get(f"{HERE}den/ma/{code}").content.decode()
    page = social.get(f"{OUT}moi", **{"tra-loi": code})
    assert "307/KH-UBND" in page.content.decode() and value_of(page, "to").strip() == "UBND thành phố Hà Nội"
    answer = social.client.post(f"{OUT}moi?tra-loi={code}", LETTER)
    assert answer.status_code == 302 and "rà soát hộ tịch" in words(social.get(f"{HERE}den/ma/{code}"))


def test_what_next_door_sent_is_entered_with_its_file(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    other = replace(posts["bo-de-one-stop-1"], duties=frozenset({"sign", "direct", "stamp"}))
    assert other.agency == world.OTHER and Official("clerk-1").get(HERE).status_code == 200
    code = drafted()
    for post, name in (("social-1", "submit"), ("chair", "sign"), ("clerk-1", "issue")):
        Official(post).post(f"{OUT}ma/{code}/viec/{name}")
    assert [row.outgoing.code for row in outgoings.waiting_here(other)] == [code]
    assert (
        Official("clerk-1").get(f"{HERE}den/moi", gui=str(outgoings.waiting_here(other)[0].pk)).status_code
        == 404
    )


def test_a_line_is_corrected_and_cancelled_at_the_desk(ward: str) -> None:
    clerk, code = Official("clerk-1"), entered()
    page = clerk.get(f"{HERE}den/ma/{code}")
    assert value_of(page, "s-symbol") == "307/KH-UBND"
    typed = {f"s-{name}": value for name, value in GIVEN.items()}
    wrong = clerk.post(f"{HERE}den/ma/{code}/viec/correct", **{**typed, "s-issuer": "Sở Nội vụ"})
    assert wrong.status_code == 422 and "Sở Nội vụ" in wrong.content.decode()
    given = {**typed, "s-issuer": "Sở Nội vụ", "s-reason": "Nhầm cơ quan"}
    assert clerk.post(f"{HERE}den/ma/{code}/viec/correct", **given).status_code == 302
    page = words(clerk.get(f"{HERE}den/ma/{code}"))
    assert "Nhầm cơ quan" in page and "UBND thành phố Hà Nội" in page, "what stood before is shown"
    gone = clerk.post(f"{HERE}den/ma/{code}/viec/cancel", **{"h-reason": "Gửi nhầm nơi"})
    assert gone.status_code == 302 and "Đã hủy dòng" in words(clerk.get(HERE, xem="tat-ca"))
    assert "Gửi nhầm nơi" in words(clerk.get(f"{HERE}den/ma/{code}"))
    assert "Triển khai" not in words(clerk.get(HERE))


def test_the_form_is_filled_from_the_file_and_only_the_clerk_enters_it(ward: str) -> None:
    clerk = Official("clerk-1")
    plan = (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\nHỎA TỐC\nSố: 307/KH-UBND\nHà Nội, ngày 18 tháng 11 năm 2026\n\n"
        "KẾ HOẠCH\nTriển khai công tác dân vận\n\nCăn cứ Luật Thực hiện dân chủ ở cơ sở;\n"
    )
    entered(symbol="12/KH-UBND", dated_on="2026-11-02")
    files = {"upload": SimpleUploadedFile("ke-hoach.txt", plan.encode())}
    page = clerk.post(f"{HERE}den/moi", doc="1", abstract="Do văn thư ghi", **files)
    assert page.status_code == 200 and Incoming.objects.count() == 1, "nothing is entered by reading"
    shown = page.content.decode()
    assert value_of(page, "symbol") == "307/KH-UBND" and value_of(page, "dated_on") == "2026-11-18"
    assert value_of(page, "issuer") == "UBND thành phố Hà Nội", "called as it was entered before"
    assert 'value="ke-hoach" selected' in shown and 'value="hoa-toc" selected' in shown
    assert "Do văn thư ghi" in shown and "Giữ nguyên ô đã ghi: trích yếu nội dung" in words(page)
    secret = SimpleUploadedFile("a.txt", ("TỐI MẬT\n" + plan).encode())
    assert "không đưa vào hệ thống này" in words(clerk.post(f"{HERE}den/moi", doc="1", upload=secret))
    assert "Chọn tệp văn bản trước" in words(clerk.post(f"{HERE}den/moi", doc="1"))


def test_a_draft_that_stands_on_an_expired_document_says_so_before_it_is_signed(
    ward: str, at: dt.datetime
) -> None:
    folder = settings.CATALOGUE / "law"
    load_law(files=[folder / "instruments.csv", folder / "relations.csv"], by=SYSTEM, at=at)
    ground = "Căn cứ Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ;"
    shown = words(Official("social-1").post(f"{OUT}xem-truoc", **{**LETTER, "grounds": ground}))
    assert "Dự thảo dẫn 1 văn bản đã hết hiệu lực" in shown and "33/CT-TTg" in shown
    code = drafted(grounds=ground)
    for event in Event.objects.filter(subject=f"outgoing:{code}").order_by("seq"):
        react(event, at)
    assert "1 văn bản được dẫn đã hết hiệu lực" in words(Official("chair").get(f"{OUT}ma/{code}"))
    resting = Official("chair").get("/can-bo/van-ban-phap-luat/het-hieu-luc")
    assert f"{OUT}ma/{code}" in resting.content.decode()
