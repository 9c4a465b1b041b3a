"""A leader goes from an alert to the trend, to what is likely to be late, and to what one person more would change."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import world
from tests.boards import facts, past_year

pytestmark = pytest.mark.browser


def _widths(page: Page, selector: str) -> list[float]:
    return page.locator(selector).evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().width)")


def test_from_an_alert_to_one_person_more(
    visit: Callable[..., Page], sound: Callable[[Page], None], at: dt.datetime
) -> None:
    past_year(at)
    facts(world.WARD, {**dict.fromkeys(range(1, 11), (40, 2)), 11: (40, 19)})
    page = visit("/bang/", width=1440, scheme="dark", post="chair")
    page.get_by_role("link", name="Xu hướng và so sánh").click()
    page.get_by_role("link", name="1 điều khác thường").click()
    expect(page.get_by_text("Tháng 11/2026: 47,5% hồ sơ xong trễ")).to_be_visible()
    expect(page.get_by_role("img", name="Hồ sơ xong đúng hạn theo tháng")).to_be_visible()
    page.get_by_text("Xem bảng số liệu").first.click()
    for width, media in ((360, "screen"), (1440, "screen"), (794, "print")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media=media)  # type: ignore[arg-type]
        assert min(_widths(page, ".funnel svg")) > 80, (width, media)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.get_by_role("row", name="11/2026 40 40 52,5%")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Bảng theo dõi").first.click()
    page.get_by_role("link", name="Hồ sơ nào dễ trễ").click()
    expect(page.get_by_role("img", name="Dự báo kiểu này từng đúng đến đâu")).to_be_visible()
    sound(page)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(page.url.replace("du-bao", "nhan-luc"))
    page.evaluate(
        "document.addEventListener('click', (event) => event.preventDefault())"
    )  # it stays a moment longer
    page.get_by_role("link", name="Thẩm tra").click()
    expect(page.locator("#live")).to_have_text("Đang mô phỏng, mất vài giây.")
    expect(page.locator(".busy-bar")).to_be_visible()
    page.reload()
    page.get_by_role("link", name="Thẩm tra").click()
    expect(page.get_by_text("Thêm một người ở bước “Thẩm tra”")).to_be_visible()
    expect(page.get_by_text("khoảng tin cậy 95%").first).to_be_visible()
    sound(page)
    page.goto(page.url.partition("/bang/")[0] + "/bang/cong-khai")
    sound(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    assert _widths(page, ".chart-ends") == _widths(page, ".chart-plot:has(.chart-ends)"), (
        "the last month stands under its point"
    )
