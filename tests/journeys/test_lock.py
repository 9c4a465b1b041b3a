"""A session that ends in the middle of work: what was typed comes back to the same official, and to nobody else."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.dossiers.models import Dossier
from motcua.base.people.models import Account

pytestmark = pytest.mark.browser
PASSWORD = "một câu dễ nhớ để thử khóa"
HOUR = dt.timedelta(hours=1)
PRIVATE = "Công Tằng Tôn Nữ Thị Hoàng Anh"
SOUND = "document.documentElement.outerHTML + JSON.stringify(sessionStorage)"


@pytest.fixture
def passwords(transactional_db: None, ward: str) -> None:
    for account in Account.objects.filter(username__in=["one-stop-1", "one-stop-2"]):
        account.set_password(PASSWORD)
        account.save()


def sign_in(page: Page, name: str = "") -> None:
    if name:
        page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def somebody_new(page: Page) -> None:
    """A reception under way: a person not known yet, a procedure, a paper, a note."""
    page.get_by_role("combobox", name="Tìm người nộp").fill(PRIVATE)
    page.get_by_role("option", name="Người mới").click()
    page.get_by_label("Điện thoại").fill("0912345678")
    page.get_by_role("combobox", name="Tìm thủ tục").fill("khai sinh")
    page.get_by_role("option", name="Thủ tục đăng ký khai sinh").first.click()
    page.locator("#paper-01").check()
    page.get_by_label("Ghi chú trên giấy hẹn").fill("Gọi trước khi đến")


def still_there(page: Page) -> None:
    expect(page.get_by_label("Họ và tên, hoặc tên tổ chức")).to_have_value(PRIVATE)
    expect(page.get_by_label("Điện thoại")).to_have_value("0912345678")
    expect(page.locator("[name=procedure]")).to_have_value("1.001193")
    expect(page.locator("#paper-01")).to_be_checked()
    expect(page.get_by_label("Ghi chú trên giấy hẹn")).to_have_value("Gọi trước khi đến")
    expect(page.locator(".promise")).to_contain_text("Hẹn trả")


def test_a_reception_goes_on_after_the_lock(
    visit: Callable[..., Page], passwords: None, clock: Any, at: dt.datetime
) -> None:
    page = visit("/can-bo/tiep-nhan", post="one-stop-1")
    page.route(
        "**/chuong/so", lambda bell: bell.fulfill(status=200, body="")
    )  # nobody else meets the lock first
    somebody_new(page)
    clock(at + HOUR)
    page.locator("[data-record]").click()  # the lock answers what was to be recorded
    expect(page.get_by_role("heading", name="Màn hình đã khóa")).to_be_visible()
    assert PRIVATE not in page.content()
    sign_in(page)
    still_there(page)
    clock(at + 2 * HOUR)
    page.get_by_role("button", name="Chọn lại").last.click()  # the lock answers a piece of the page
    expect(page.get_by_role("heading", name="Màn hình đã khóa")).to_be_visible()
    sign_in(page)
    expect(page.get_by_label("Họ và tên, hoặc tên tổ chức")).to_have_value(PRIVATE)
    page.get_by_role("combobox", name="Tìm thủ tục").fill("khai sinh")
    page.get_by_role("option", name="Thủ tục đăng ký khai sinh").first.click()
    expect(page.locator("#paper-02")).to_be_visible()
    page.get_by_label("Số định danh").fill("001199000777")
    page.locator("[data-tick-all]").click()
    page.locator("[data-record]").click()
    expect(page.get_by_text("Đã tiếp nhận. In hai liên")).to_be_visible()
    assert PRIVATE not in page.evaluate("JSON.stringify(sessionStorage)")
    page.get_by_role("link", name="Tiếp nhận hồ sơ tiếp theo").click()
    expect(page.get_by_role("combobox", name="Tìm người nộp")).to_have_value("")


def test_an_act_goes_on_after_the_lock_and_the_file_is_not_promised(
    visit: Callable[..., Page], passwords: None, clock: Any, at: dt.datetime, receive: Callable[..., Dossier]
) -> None:
    code = receive().case.code
    page = visit(f"/can-bo/ho-so/{code}", post="one-stop-1")
    page.get_by_role("link", name="Yêu cầu bổ sung").click()
    page.get_by_label("Giấy tờ cần bổ sung").fill("Giấy chứng sinh")
    page.locator("#ask-supplement-reason").fill("Bản nộp bị rách")
    clock(at + HOUR)
    page.get_by_role("button", name="Gửi yêu cầu bổ sung").click()
    expect(page.get_by_text("riêng tệp đã chọn thì chọn lại")).to_be_visible()
    sign_in(page)
    expect(page.get_by_label("Giấy tờ cần bổ sung")).to_be_visible()
    expect(page.get_by_label("Giấy tờ cần bổ sung")).to_have_value("Giấy chứng sinh")
    expect(page.locator("#ask-supplement-reason")).to_have_value("Bản nộp bị rách")
    page.get_by_role("button", name="Gửi yêu cầu bổ sung").click()
    expect(page.get_by_text("Đã yêu cầu bổ sung")).to_be_visible()
    assert "Bản nộp bị rách" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_an_act_sent_after_the_session_ended_leads_back_to_its_page(
    visit: Callable[..., Page], passwords: None, receive: Callable[..., Dossier]
) -> None:
    code = receive().case.code
    page = visit(f"/can-bo/ho-so/{code}", post="one-stop-1")
    page.get_by_role("link", name="Yêu cầu bổ sung").click()
    page.get_by_label("Giấy tờ cần bổ sung").fill("Giấy chứng sinh")
    page.locator("#ask-supplement-reason").fill("Bản nộp bị rách")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Gửi yêu cầu bổ sung").click()
    sign_in(page, "one-stop-1")
    expect(page.get_by_label("Giấy tờ cần bổ sung")).to_have_value("Giấy chứng sinh")


def test_a_session_that_expired_loses_nothing(visit: Callable[..., Page], passwords: None) -> None:
    page = visit("/can-bo/tiep-nhan", post="one-stop-1")
    somebody_new(page)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("link", name="Hộp việc").click()
    page.go_back()
    expect(page.get_by_role("heading", name="Đăng nhập để làm việc")).to_be_visible()
    sign_in(page, "one-stop-1")
    still_there(page)


def test_nobody_else_finds_what_was_typed(
    visit: Callable[..., Page], passwords: None, clock: Any, at: dt.datetime
) -> None:
    page = visit("/can-bo/tiep-nhan", post="one-stop-1")
    somebody_new(page)
    clock(at + HOUR)
    page.locator("[data-record]").click()
    sign_in(page, "one-stop-2")
    expect(page.get_by_role("combobox", name="Tìm người nộp")).to_have_value("")
    assert PRIVATE not in page.evaluate(SOUND)


def test_signing_out_forgets_in_every_tab(visit: Callable[..., Page], passwords: None) -> None:
    page = visit("/can-bo/tiep-nhan", post="one-stop-1")
    somebody_new(page)
    other = page.context.new_page()
    other.goto(page.url)
    assert PRIVATE in page.evaluate("JSON.stringify(sessionStorage)")
    other.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", name="Đăng nhập để làm việc")).to_be_visible()
    assert PRIVATE not in page.evaluate(SOUND)


def test_a_page_left_on_purpose_is_left(visit: Callable[..., Page], passwords: None) -> None:
    """The next citizen never meets the details of the one before."""
    page = visit("/can-bo/tiep-nhan", post="one-stop-1")
    somebody_new(page)
    page.get_by_role("link", name="Hộp việc").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert PRIVATE not in page.evaluate("JSON.stringify(sessionStorage)")
    page.get_by_role("link", name="Tiếp nhận", exact=True).click()
    expect(page.get_by_role("combobox", name="Tìm người nộp")).to_have_value("")
