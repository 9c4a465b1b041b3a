"""Filing from home, without script: sign in, page after page, papers, review, filed once; and one's own dossiers."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.areas.dossiers import actions as dossiers
from motcua.areas.dossiers.models import Dossier
from motcua.areas.filings import queries
from motcua.areas.filings.models import Draft
from motcua.base.files.actions import PIECE
from motcua.base.people.queries import SignedIn
from tests import filing
from tests.base.test_files_incoming import scanned
from tests.faces.at_desk import Official

Stop = Callable[[dt.datetime], None]
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture(autouse=True)
def asked(ward: str, at: dt.datetime, clock: Stop, settings: Any) -> None:
    settings.IDENTITY = filing.PROVIDER
    filing.forms(at)


@pytest.fixture
def who() -> SignedIn:
    return filing.person()


@pytest.fixture
def home(who: SignedIn, at: dt.datetime) -> Client:
    return filing.at_home(who, at)


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def start(home: Client, code: str = "1.004873") -> str:
    """Address of the draft."""
    answer = home.post(f"/nop-ho-so/{code}/bat-dau")
    assert answer.status_code == 302, answer.content[:300]
    return str(answer["Location"]).rpartition("/")[0]


def through(home: Client, address: str) -> None:
    """Every page of the certificate of marital status, up to the review."""
    steps = {
        "nguoi-nop": {"for": "self", "phone": "0901000101", "address": "Số 5"},
        "khai-nguoi": {"q-applicant_name": "Nguyễn Thị Mai", "q-applicant_number": "001191000101",
                       "q-applicant_home": "Long Biên", "q-for_self": "self"},
        "khai-tinh_trang": {"q-status": "chua"},
        "khai-muc_dich": {"q-purpose": "vay"},
        "giay-to": {},
    }  # fmt: skip
    following = "nguoi-nop"
    for name, said in steps.items():
        assert following == name
        page = home.get(f"{address}/{name}")
        assert page.status_code == 200, words(page)[:400]
        answer = home.post(f"{address}/{name}", said)
        assert answer.status_code == 302, words(answer)
        following = answer["Location"].rpartition("/")[2]
    assert following == "xem-lai"


def test_the_procedure_offers_it_and_leads_through_the_sign_in(settings: Any) -> None:
    page = Client().get("/nop-ho-so/1.004873")
    assert "Bắt đầu nộp hồ sơ" in words(page)
    answer = Client().get("/nop-ho-so/1.004873/bat-dau")
    assert answer["Location"] == "/dang-nhap?next=%2Fnop-ho-so%2F1.004873%2Fbat-dau"
    settings.IDENTITY = {**filing.PROVIDER, "url": ""}
    page = Client().get("/nop-ho-so/1.004873")
    assert "chưa nhận hồ sơ trực tuyến" in words(page) and "Hồ sơ của tôi" not in words(page)


def test_filing_without_script_from_the_first_page_to_the_code(home: Client, who: SignedIn) -> None:
    address = start(home)
    assert start(home) == address, "begun once"
    assert "Nguyễn Thị Mai" in words(home.get(f"{address}/nguoi-nop"))
    through(home, address)
    review = home.get(f"{address}/xem-lai")
    assert "Vay vốn" in words(review) and "Tôi cam đoan" in words(review)
    assert "cam đoan ở cuối trang" in words(home.post(f"{address}/xem-lai", {"return_by": "centre"}))
    for _ in range(2):  # pressed twice, or again after the answer was lost
        answer = home.post(f"{address}/xem-lai", {"return_by": "post", "pledge": "on", "note": "Xin sớm"})
        assert answer.status_code == 302 and answer["Location"].endswith("/da-nop")
    dossier = Dossier.objects.get()
    assert (dossier.return_by, dossier.note, dossier.owner) == ("post", "Xin sớm", who.hash)
    page = home.get(answer["Location"])
    assert dossier.code in page.content.decode() and "Cơ quan trả lời trước" in words(page)
    assert "<svg" in page.content.decode() and "10 giờ, thứ Hai 23/11/2026" in words(page)
    assert home.get(f"{address}/nguoi-nop")["Location"].endswith("/da-nop"), "the button of the way back"
    mine = home.get("/ho-so-cua-toi")
    assert dossier.code in words(mine) and "Đăng xuất" in words(mine)
    own = words(home.get(f"/ho-so-cua-toi/{dossier.code}"))
    assert "Xem lại tờ khai đã nộp" in own and "Vay vốn" in own and "Rút hồ sơ" in own


def test_what_a_choice_asks_for_comes_before_the_next_page(home: Client) -> None:
    address = start(home)
    answer = home.post(f"{address}/khai-tinh_trang", {"q-status": "ly_hon"})
    assert answer.status_code == 200 and "Số, ngày bản án" in words(answer), "asked now, not passed over"
    answer = home.post(f"{address}/khai-tinh_trang", {"q-status": "ly_hon", "q-spouse_name": "Lê Văn Ba"})
    assert answer.status_code == 422 and "Ghi “Số, ngày bản án" in words(answer)
    assert "Lê Văn Ba" in answer.content.decode(), "nothing typed is lost"
    answer = home.post(f"{address}/khai-tinh_trang", {"q-status": "chua", "q-spouse_name": "Lê Văn Ba"})
    assert answer.status_code == 302
    assert "spouse_name" not in queries.content(Draft.objects.get())["answers"], (
        "no longer asked, no longer kept"
    )
    more = home.post(
        f"{address}/khai-tinh_trang", {"q-status": "chua", "q-lived-0-place": "Xã A", "tiep": "them"}
    )
    assert more.content.decode().count("eform-row-no") == 2


def test_an_organisation_does_not_file_what_is_for_people(home: Client) -> None:
    address = start(home)
    assert "Cho một tổ chức" not in words(home.get(f"{address}/nguoi-nop"))
    home.post(f"{address}/nguoi-nop", {"for": "org", "org_name": "Công ty Ánh Sáng", "phone": "0901000101"})
    assert queries.content(Draft.objects.get())["applicant"]["name"] == "Nguyễn Thị Mai"


def test_what_is_wrong_is_said_where_it_is(home: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.faces.portal.filing.steps.PEOPLE", ())
    address = start(home)
    answer = home.post(
        f"{address}/nguoi-nop", {"for": "org", "org_name": "Công ty Ánh Sáng", "org_number": "12"}
    )
    assert answer.status_code == 422
    said = words(answer)
    assert (
        "Mã số thuế gồm 10 hoặc 13 chữ số" in said and "Ghi tư cách" in said and "để cơ quan báo tin" in said
    )
    answer = home.post(f"{address}/nguoi-nop", {
        "for": "org", "org_name": "Công ty Ánh Sáng", "org_number": "0101234567", "capacity": "Giám đốc",
        "phone": "0901000101", "name": "Người khác", "id_number": "001000000000",
    })  # fmt: skip
    assert answer.status_code == 302
    said = queries.content(Draft.objects.get())["applicant"]
    assert (said["name"], said["kind"], said["filed_by"]) == (
        "Công ty Ánh Sáng",
        "organisation",
        "Nguyễn Thị Mai",
    )
    home.post(f"{address}/nguoi-nop", {"for": "self", "phone": "0901000101", "name": "Người khác"})
    assert queries.content(Draft.objects.get())["applicant"]["name"] == "Nguyễn Thị Mai", (
        "one stays who one is"
    )
    answer = home.post(f"{address}/xem-lai", {"pledge": "on", "return_by": "centre"})
    assert answer.status_code == 422 and "Còn vài chỗ" in words(answer)
    assert f'href="{address}/khai-tinh_trang"' in answer.content.decode()


def test_a_refused_file_says_why_and_the_rest_stays(home: Client) -> None:
    address = start(home, "1.001193")
    home.post(f"{address}/khai-nguoi", {"q-relation": "me"})
    kept = queries.content(Draft.objects.get())["answers"]
    for name, content, said in (
        ("a.pdf", EICAR, "Không nhận tệp"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(40), "ảnh PNG"),
        ("", b"", "Chọn tệp"),
    ):
        given = {"component": "02", **({"file": SimpleUploadedFile(name, content)} if name else {})}
        answer = home.post(f"{address}/tep", given)
        assert answer.status_code == 422 and said in words(answer), words(answer)
    assert queries.content(Draft.objects.get())["answers"] == kept
    answer = home.post(f"{address}/giay-to")
    assert answer.status_code == 422 and "Tải lên giấy tờ này" in words(answer)
    good = {"component": "02", "file": SimpleUploadedFile("Chứng sinh.pdf", filing.a_pdf())}
    assert home.post(f"{address}/tep", good)["Location"].endswith("/giay-to#giay-02")
    page = home.get(f"{address}/giay-to")
    assert "Chứng sinh.pdf" in words(page) and "đã khai ở các bước trước" in words(page)
    (file,) = queries.content(Draft.objects.get())["papers"]["02"]
    assert home.post(f"{address}/tep/{file['id']}/bo").status_code == 302
    assert queries.content(Draft.objects.get())["papers"]["02"] == []


def test_piece_by_piece_and_on_from_where_it_stopped(home: Client) -> None:
    address, content = start(home, "1.001193"), scanned(1)
    given = {"component": "02", "name": "Giấy chứng sinh.pdf", "size": len(content)}
    said = home.post(f"{address}/tep/moi", given).json()
    piece = f"{address}/tep/{said['id']}"
    here = home.post(f"{piece}?tu=0", content[:PIECE], content_type="application/octet-stream").json()
    assert here == {"here": PIECE, "done": False}
    again = home.post(f"{piece}?tu=0", content[:PIECE], content_type="application/octet-stream")
    assert again.status_code == 409 and again.json() == {"here": PIECE}
    assert home.get(piece).json()["here"] == PIECE
    for start_at in range(PIECE, len(content), PIECE):
        last = home.post(
            f"{piece}?tu={start_at}",
            content[start_at : start_at + PIECE],
            content_type="application/octet-stream",
        ).json()
    assert last == {"here": len(content), "done": True}
    assert "Giấy chứng sinh.pdf" in words(home.get(f"{address}/giay-to"))
    for wrong in ({**given, "size": 30_000_000}, {**given, "size": "x"}):
        assert home.post(f"{address}/tep/moi", wrong).status_code == 422
    assert home.post(f"{address}/tep/moi", {**given, "component": "01"}).status_code == 404


def test_anothers_draft_and_dossier_look_like_nothing_there(home: Client, at: dt.datetime) -> None:
    address = start(home)
    through(home, address)
    home.post(f"{address}/xem-lai", {"return_by": "centre", "pledge": "on"})
    code = Dossier.objects.get().code
    other = filing.at_home(filing.person(filing.UOC), at)
    second = start(home, "1.001193")
    for path in (f"{second}/nguoi-nop", f"{second}/xem-lai", f"{address}/da-nop", f"/ho-so-cua-toi/{code}",
                 f"/ho-so-cua-toi/{code}/bo-sung"):  # fmt: skip
        assert other.get(path).status_code == 404, path
        assert Client().get(path)["Location"].startswith("/dang-nhap"), path
    for path in (f"{second}/tep", f"{second}/huy", f"/ho-so-cua-toi/{code}/rut", f"{second}/xem-lai"):
        assert other.post(path, {"pledge": "on"}).status_code == 404, path
    assert Draft.objects.filter(filed_at=None).count() == 1
    official = Client()
    from motcua.base.people.models import Account

    official.force_login(Account.objects.get(username="one-stop-1"))
    assert official.get(f"{second}/nguoi-nop").status_code == 302, "an account is no electronic identity"


def test_a_forged_request_is_refused(who: SignedIn, at: dt.datetime) -> None:
    signed = filing.at_home(who, at)
    address = start(signed)
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = signed.cookies
    for path in (
        f"{address}/nguoi-nop",
        f"{address}/tep",
        f"{address}/tep/moi",
        f"{address}/huy",
        "/dang-xuat",
    ):
        assert forged.post(path).status_code == 403, path


def test_a_session_left_alone_ends_and_the_draft_stays(home: Client, at: dt.datetime, clock: Stop) -> None:
    address = start(home)
    clock(at + dt.timedelta(minutes=31))
    assert home.get(f"{address}/nguoi-nop")["Location"].startswith("/dang-nhap")
    assert home.get("/ho-so-cua-toi", headers={"HX-Request": "true"})["HX-Redirect"].startswith("/dang-nhap")
    assert home.post(f"{address}/tep/moi", headers={"X-Requested-With": "fetch"}).status_code == 401
    assert Draft.objects.count() == 1
    again = filing.at_home(filing.person(), at + dt.timedelta(minutes=31))
    assert start(again) == address
    again.post("/dang-xuat")
    assert again.get("/ho-so-cua-toi").status_code == 302


def test_supplementing_and_withdrawing_from_home(
    home: Client, posts: Any, at: dt.datetime, clock: Stop
) -> None:
    address = start(home)
    through(home, address)
    home.post(f"{address}/xem-lai", {"return_by": "centre", "pledge": "on"})
    code = Dossier.objects.get().code
    later = at + dt.timedelta(minutes=20)
    dossiers.ask_supplement(
        by=posts["one-stop-1"],
        at=later,
        dossier=code,
        items=["Trích lục ghi chú ly hôn", "Giấy kết hôn của cha mẹ"],
        reason="Chưa có",
    )
    clock(later)
    assert "waits" in home.get("/ho-so-cua-toi").content.decode()
    own = home.get(f"/ho-so-cua-toi/{code}")
    assert "Bổ sung ngay từ đây" in words(own)
    page = home.get(f"/ho-so-cua-toi/{code}/bo-sung")
    assert "Trích lục ghi chú ly hôn" in words(page) and "Chưa có" in words(page)
    assert 'id="giay-asked-1-2"' in page.content.decode() and "Giấy tờ khác" in words(page)
    assert 'id="giay-01"' not in page.content.decode(), "the declaration was said in the e-form"
    assert "Gửi trước" in words(own) and "Mang đến trước" not in words(own)
    assert home.post(f"/ho-so-cua-toi/{code}/bo-sung").status_code == 422
    draft = Draft.objects.get(kind="supplement")
    refused = home.post(f"/nop-ho-so/nhap/{draft.pk}/tep", {"component": "02"})
    assert refused.status_code == 422 and "Cơ quan cần thêm" in words(refused)
    sent = home.post(f"/nop-ho-so/nhap/{draft.pk}/tep",
                     {"component": "02", "file": SimpleUploadedFile("a.pdf", filing.a_pdf())})  # fmt: skip
    assert sent["Location"].startswith(f"/ho-so-cua-toi/{code}/bo-sung")
    lacking = home.post(f"/ho-so-cua-toi/{code}/bo-sung")
    assert lacking.status_code == 422 and "Tải lên “Giấy kết hôn của cha mẹ”" in words(lacking)
    said = {"note": "Xin lỗi", "file-asked-1-2": SimpleUploadedFile("b.pdf", filing.a_pdf())}
    assert home.post(f"/ho-so-cua-toi/{code}/bo-sung", {**said, "giu": "02"}).status_code == 302
    page = home.get(f"/ho-so-cua-toi/{code}/bo-sung").content.decode()
    assert "b.pdf" in page and "Xin lỗi</textarea>" in page, "nothing typed is lost"
    assert home.post(f"/ho-so-cua-toi/{code}/bo-sung")["Location"] == f"/ho-so-cua-toi/{code}"
    assert "chờ cán bộ kiểm tra" in words(home.get(f"/ho-so-cua-toi/{code}"))
    assert home.post(f"/ho-so-cua-toi/{code}/rut", {"reason": "Đổi ý"}).status_code == 302
    assert Dossier.objects.get().case.state == "stopped"
    assert home.post(f"/ho-so-cua-toi/{code}/rut").status_code == 409


def test_a_declaration_is_corrected_from_home(home: Client, posts: Any, at: dt.datetime, clock: Stop) -> None:
    address = start(home)
    through(home, address)
    home.post(f"{address}/xem-lai", {"return_by": "centre", "pledge": "on"})
    code, later = Dossier.objects.get().code, at + dt.timedelta(minutes=20)
    dossiers.ask_supplement(
        by=posts["one-stop-1"], at=later, dossier=code, items=["Ghi lại nơi cư trú"], reason="Khai chưa đúng"
    )
    clock(later)
    page = home.get(f"/ho-so-cua-toi/{code}/bo-sung")
    draft = Draft.objects.get(kind="supplement")
    form = f"/nop-ho-so/nhap/{draft.pk}"
    assert f"{form}/khai-nguoi" in page.content.decode() and "sửa ngay trong tờ khai" in words(page)
    shown = home.get(f"{form}/khai-nguoi")
    assert 'value="Long Biên"' in shown.content.decode() and "Người nộp" not in words(shown)
    said = {"q-applicant_name": "Nguyễn Thị Mai", "q-applicant_number": "001191000101",
            "q-applicant_home": "Bồ Đề", "q-for_self": "self"}  # fmt: skip
    assert home.post(f"{form}/khai-nguoi", said)["Location"].endswith("/khai-tinh_trang")
    assert home.post(f"{form}/khai-muc_dich", {"q-purpose": "vay"})["Location"].endswith("/bo-sung#to-khai")
    assert home.get(f"{form}/xem-lai")["Location"].endswith("/bo-sung#to-khai")
    page = home.get(f"/ho-so-cua-toi/{code}/bo-sung")
    assert "Trước: Long Biên Nay: Bồ Đề" in words(page)
    assert Dossier.objects.get().answers.count("Bồ Đề") == 0, "not before it is sent"
    files = {"note": "Xin lỗi", "file-asked-1-1": SimpleUploadedFile("b.pdf", filing.a_pdf())}
    assert home.post(f"/ho-so-cua-toi/{code}/bo-sung", files).status_code == 302
    own = words(home.get(f"/ho-so-cua-toi/{code}"))
    assert "Trước: Long Biên Nay: Bồ Đề" in own and "Xin lỗi" in own
    assert home.get(f"{form}/khai-nguoi")["Location"].endswith("/da-nop"), "only while it is asked"
    desk = Official("one-stop-1")
    shown = desk.get(f"/can-bo/ho-so/{code}")
    assert "Có lời nhắn" in words(shown) and "Sửa 1 mục" in words(shown) and "Bồ Đề" not in words(shown)
    shown = desk.post(f"/can-bo/ho-so/{code}/nguoi-nop")
    assert "Trước: Long Biên Nay: Bồ Đề" in words(shown) and "Xin lỗi" in words(shown)


def test_no_address_says_who_files(home: Client) -> None:
    address = start(home)
    through(home, address)
    answer = home.post(f"{address}/xem-lai", {"return_by": "centre", "pledge": "on"})
    page = home.get(answer["Location"]).content.decode()
    for link in re.findall(r'(?:href|action|src)="([^"]+)"', page):
        assert "Mai" not in link and "001191000101" not in link


def test_a_discarded_draft_is_gone(home: Client) -> None:
    address = start(home)
    assert home.post(f"{address}/huy")["Location"] == "/ho-so-cua-toi"
    assert home.get(f"{address}/nguoi-nop").status_code == 404 and not Draft.objects.exists()


def test_for_whom_one_files_is_asked_once(home: Client) -> None:
    address = start(home)
    said = {
        "for": "other",
        "other_name": "Lê Văn Ba",
        "other_number": "",
        "capacity": "Con",
        "phone": "0901000101",
    }
    assert home.post(f"{address}/nguoi-nop", said).status_code == 302
    page = home.get(f"{address}/khai-nguoi")
    assert "Giấy xác nhận cấp cho" not in words(page) and "Họ và tên người được cấp" not in words(page)
    assert "Số định danh người được cấp" in words(page), "what was not said is still asked"
    assert queries.content(Draft.objects.get())["answers"]["person_name"] == "Lê Văn Ba"
    home.post(f"{address}/nguoi-nop", {**said, "for": "self"})
    answers = queries.content(Draft.objects.get())["answers"]
    assert answers["for_self"] == "self" and "person_name" not in answers


def test_a_child_is_not_born_tomorrow_and_the_mother_is_known(home: Client) -> None:
    address = start(home, "1.001193")
    assert 'value="Việt Nam"' in home.get(f"{address}/khai-tre").content.decode()
    assert '<option value="Ơ-đu">' in home.get(f"{address}/khai-tre").content.decode()
    answer = home.post(f"{address}/khai-tre", {"q-child_name": "Lê An", "q-child_born": "2027-05-01"})
    assert answer.status_code == 422 and "không thể sau hôm nay" in words(answer)
    assert "2027-05-01" in answer.content.decode(), "nothing typed is lost"
    home.post(f"{address}/khai-nguoi", {
        "q-applicant_name": "Nguyễn Thị Mai", "q-applicant_number": "001191000101", "q-applicant_home": "Long Biên",
        "q-relation": "me",
    })  # fmt: skip
    assert 'value="Nguyễn Thị Mai"' in home.get(f"{address}/khai-me").content.decode()


def test_a_chosen_file_is_taken_whichever_button_is_pressed(home: Client) -> None:
    """Without script "Tiếp tục" sends the file too, and so does the button of another paper."""
    address = start(home, "1.001193")
    page = home.get(f"{address}/giay-to").content.decode()
    field = re.findall(r'name="(file-[^"]+)"', page)[0]
    first = {field: SimpleUploadedFile("a.pdf", filing.a_pdf())}
    answer = home.post(f"{address}/giay-to", first)
    assert answer.status_code in (302, 422)
    assert "a.pdf" in home.get(f"{address}/giay-to").content.decode()
    bad = {field: SimpleUploadedFile("x.exe", b"MZ"), "component": "99"}
    answer = home.post(f"{address}/tep", bad)
    assert answer.status_code == 422 and "a.pdf" in answer.content.decode()
    kept = home.post(f"{address}/giay-to", {"giu": "02"})
    assert kept["Location"].endswith("/giay-to#giay-02"), (
        "after an upload the page is asked for, nothing is sent on"
    )


def test_reading_begins_nothing(home: Client) -> None:
    page = home.get("/nop-ho-so/1.004873/bat-dau")
    assert page.status_code == 200 and "Nguyễn Thị Mai" in words(page)
    assert not Draft.objects.exists()
    assert 'method="post"' in home.get("/nop-ho-so/1.004873").content.decode()


def test_a_draft_goes_on_where_it_was_left(home: Client) -> None:
    address = start(home)
    home.post(f"{address}/nguoi-nop", {"for": "self", "phone": "0901000101"})
    assert f'href="{address}/khai-nguoi"' in home.get("/ho-so-cua-toi").content.decode()
    assert home.get("/nop-ho-so/1.004873/bat-dau")["Location"] == f"{address}/khai-nguoi"
