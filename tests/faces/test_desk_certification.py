"""Certification at the desk without script: received, done at once, refused, printed, read in its book and report."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.areas.certification import actions, queries
from motcua.areas.certification.models import Certification
from motcua.base.journal.ports import Actor
from motcua.base.people.actions import delegate
from tests import world
from tests.areas.test_certification import pdf
from tests.faces.at_desk import Official, words

HERE = "/can-bo/chung-thuc/"
PERSON = {
    "citizen": "new", "kind": "person", "name": "Công Tằng Tôn Nữ Thị Hoàng Anh", "id_number": "001199000123",
    "identity": "card",
}  # fmt: skip
PAPERS = {
    "lines": "3", "kind-0": "copy", "title-0": "Bằng tốt nghiệp", "pages-0": "2", "copies-0": "3",
    "kind-2": "signature", "title-2": "Giấy ủy quyền", "pages-2": "1", "copies-2": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.fixture
def lent(posts: Mapping[str, Actor], at: dt.datetime) -> Any:
    return delegate(
        by=posts["chair"], at=at, from_post="chair", to_post="justice-1", duties=["certify"],
        valid_from=at.date(), valid_to=dt.date(2026, 12, 1), instrument="15/GUQ-UBND",
    )  # fmt: skip


def justice() -> Official:
    """The justice officer in their own post, though another is delegated to them."""
    official = Official("justice-1")
    official.post("/can-bo/chuc-vu", post="justice-1")
    return official


def received() -> str:
    made = Official("one-stop-1").post(f"{HERE}tiep-nhan", act="receive", **PERSON, **PAPERS)
    assert made.status_code == 302, words(made)
    found = re.search(r"/ma/([^?]+)", made["Location"])
    assert found
    return found[1]


def test_it_is_received_and_stands_in_the_one_inbox(ward: str) -> None:
    code = received()
    desk = Official("one-stop-1")
    page = words(desk.get(f"{HERE}ma/{code}?moi=1"))
    assert "trả ngay trong ngày" in page
    assert "22.000" in page
    inbox = Official("justice-1").get("/can-bo/")
    assert f"{HERE}ma/{code}" in inbox.content.decode()
    assert "Chứng thực bản sao, chữ ký" in words(inbox)
    found = desk.client.post("/can-bo/tim", {"q": code}, follow=True)
    assert found.redirect_chain[-1][0].startswith(f"{HERE}ma/")
    assert "1 yêu cầu đang mở" in words(desk.get(HERE))
    assert code in Official("chair").get("/bang/ho-so?loai=certification").content.decode()


def test_what_is_wrong_is_said_and_nothing_is_lost(ward: str) -> None:
    desk = Official("one-stop-1")
    page = desk.post(f"{HERE}tiep-nhan", act="receive", **{**PERSON, **PAPERS, "pages-2": "0"})
    assert page.status_code == 422
    assert "Số trang từ 1 đến" in words(page)
    assert 'value="Giấy ủy quyền"' in page.content.decode()
    page = desk.post(f"{HERE}tiep-nhan", act="receive", **PAPERS)
    assert "Chọn người yêu cầu" in words(page)
    page = desk.post(f"{HERE}tiep-nhan", act="look", **PERSON, **PAPERS)
    assert "Phí chứng thực 22.000 đồng" in words(page)
    page = desk.post(f"{HERE}tiep-nhan", act="more", **PERSON, **PAPERS)
    assert "Giấy tờ 6" in words(page)
    assert not Certification.objects.exists()


def test_one_press_and_the_attestation_is_printed(ward: str, lent: Any) -> None:
    code, officer = received(), justice()
    assert "Làm trọn tại chỗ" in words(officer.get(f"{HERE}ma/{code}"))
    page = words(officer.client.post(f"{HERE}ma/{code}/viec/proceed", follow=True))
    assert "01, quyển số 01/2026-SCT/BS" in page
    assert "TUQ. CHỦ TỊCH" in page
    assert "15/GUQ-UBND" in page
    assert officer.get(f"{HERE}ma/{code}/loi-chung/1.pdf").content.startswith(b"%PDF")
    desk = Official("one-stop-1")
    assert "đã thu" in words(desk.client.post(f"{HERE}ma/{code}/viec/collect", follow=True))
    assert "Đã trả kết quả" in words(desk.client.post(f"{HERE}ma/{code}/viec/return", follow=True))


def test_the_fee_is_taken_after_a_question_or_by_card_and_transfer(
    ward: str, till: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    from motcua.areas.fees import queries as fees
    from motcua.base.journal.models import Event
    from motcua.reactions.table import react

    code, desk = received(), Official("one-stop-1")
    for event in Event.objects.filter(kind="certification.fee_due"):
        react(event, event.at)
    page = desk.get(f"{HERE}ma/{code}").content.decode()
    assert (
        "tiền mặt và cấp biên lai" in page
        and "btn-primary" in page.split("/viec/collect")[-1].split("</form>")[0]
    )
    assert fees.of_payer(f"certification:{code}")
    wrong = desk.post(f"{HERE}ma/{code}/viec/collect", channel="pos", reference="")
    assert wrong.status_code == 422 and "số tham chiếu" in words(wrong)
    assert "đã thu" in words(
        desk.client.post(f"{HERE}ma/{code}/viec/collect", {"channel": "qr", "reference": "FT1"}, follow=True)
    )
    assert [one.channel for one in fees.of_payer(f"certification:{code}")[0].payments.all()] == ["qr"]


def test_why_it_cannot_be_signed_is_said(ward: str) -> None:
    code, justice = received(), Official("justice-1")
    page = words(justice.client.post(f"{HERE}ma/{code}/viec/check", follow=True))
    assert "chưa được Chủ tịch ủy quyền ký chứng thực" in page
    refused = justice.post(f"{HERE}ma/{code}/viec/sign")
    assert refused.status_code == 403
    assert "Trình Chủ tịch hoặc Phó Chủ tịch ký" in words(refused)


def test_refusing_and_taking_longer(ward: str) -> None:
    code, justice = received(), Official("justice-1")
    assert justice.post(f"{HERE}ma/{code}/viec/refuse").status_code == 422
    page = justice.client.post(
        f"{HERE}ma/{code}/viec/refuse",
        {"grounds": ["22.1"], "documents": ["1"], "reason": "Tẩy xóa"},
        follow=True,
    )
    assert "Thông báo về việc từ chối chứng thực" in words(page)
    assert justice.get(f"{HERE}ma/{code}/mau/certification-refusal.pdf").content.startswith(b"%PDF")
    again = Official("one-stop-1").post(f"{HERE}ma/{code}/viec/prolong", days="1", ground="complex")
    assert again.status_code == 409
    assert "Chứng thực chữ ký không được kéo dài" in words(again)


def test_the_book_of_the_month_and_closing_it(
    ward: str, lent: Any, clock: Callable[[dt.datetime], None]
) -> None:
    code = received()
    justice().post(f"{HERE}ma/{code}/viec/proceed")
    desk = Official("one-stop-1")
    page = words(desk.get(f"{HERE}so"))
    assert "1 số chứng thực tháng 11/2026, 3 bản" in page
    assert "Công Tằng Tôn Nữ Thị Hoàng Anh" in page
    assert desk.get(f"{HERE}so.pdf", so="chu-ky", ky="2026-11").content.startswith(b"%PDF")
    chair = Official("chair")
    early = chair.post(f"{HERE}so/khoa", so="ban-sao", nam="2026")
    assert early.status_code == 409
    assert "chỉ khóa từ ngày 31/12/2026" in words(early)
    clock(dt.datetime(2026, 12, 31, 16, tzinfo=world.TZ))
    chair = Official("chair")
    assert "Khóa sổ năm 2026" in words(chair.get(f"{HERE}so", ky="2026"))
    closed = chair.client.post(f"{HERE}so/khoa", {"so": "ban-sao", "nam": "2026"}, follow=True)
    assert "Sổ đã khóa" in words(closed)
    assert "Khóa sổ năm 2026" not in words(chair.get(f"{HERE}so", ky="2026"))


def test_the_report_and_the_lists_of_disposal(
    ward: str, lent: Any, clock: Callable[[dt.datetime], None]
) -> None:
    code = received()
    justice().post(f"{HERE}ma/{code}/viec/proceed")
    page = words(Official("chair").get(f"{HERE}bao-cao"))
    assert "15/GUQ-UBND" in page
    assert "Trung vị" in page
    clock(dt.datetime(2028, 12, 1, 9, tzinfo=world.TZ))
    chair = Official("chair")
    assert "1 văn bản hết thời hạn lưu" in words(chair.get(f"{HERE}luu-tru"))
    chair.post(f"{HERE}luu-tru", act="list")
    page = words(
        chair.client.post(f"{HERE}luu-tru", {"number": "202800001", "instrument": "9/QĐ-UBND"}, follow=True)
    )
    assert "theo 9/QĐ-UBND" in page


def test_an_electronic_copy_is_checked_by_anybody(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    desk = Official("one-stop-1")
    papers = {"lines": "1", "kind-0": "electronic_copy", "title-0": "Bằng tốt nghiệp"}
    made = desk.post(f"{HERE}tiep-nhan", act="receive", **PERSON, **papers)
    code = Certification.objects.get().code
    assert code in made["Location"]
    refused = desk.client.post(
        f"{HERE}ma/{code}/ban-chup/1", {"file": SimpleUploadedFile("a.txt", b"not a scan")}
    )
    assert refused.status_code == 422
    sent = desk.client.post(f"{HERE}ma/{code}/ban-chup/1", {"file": SimpleUploadedFile("a.pdf", pdf())})
    assert sent.status_code == 302
    actions.check(by=posts["justice-1"], at=at, certification=code)
    actions.sign(by=posts["chair"], at=at, certification=code)
    actions.enter(by=posts["justice-1"], at=at, certification=code)
    key = queries.copy_code(code, 1)
    page = Client().get(f"/chung-thuc/{key}")
    assert "Bản sao điện tử này chưa dùng được" in words(page)
    assert "01, quyển số 01/2026-SCT/BS" in words(page)
    assert "Hoàng Anh" not in words(page)
    assert "Bằng tốt nghiệp" not in words(page)
    assert Client().get("/chung-thuc/00000000000000000000").status_code == 404
    assert desk.get(f"{HERE}ma/{code}/ban-sao/1").content.startswith(b"%PDF")
