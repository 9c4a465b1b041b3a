"""The keeper of the catalogue publishes a decision and prints a poster by keyboard only; every page is looked at."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.procedures import queries

pytestmark = pytest.mark.browser
PAGES = (
    "/can-bo/thu-tuc/quyet-dinh", "/can-bo/thu-tuc/niem-yet", "/can-bo/thu-tuc/can-cu",
    "/can-bo/thu-tuc/thoi-han?xem=tat-ca", "/can-bo/thu-tuc/cong-quoc-gia", "/can-bo/thu-tuc/ra-soat",
    "/can-bo/thu-tuc/ra-soat/bao-cao",
)  # fmt: skip


def test_a_decision_that_amends_a_procedure_by_keyboard(
    visit: Callable[..., Page], sound: Callable[[Page], None], at: dt.datetime
) -> None:
    page = visit("/can-bo/thu-tuc/quyet-dinh", post="office-head")
    keys = page.keyboard
    keys.press("m")
    expect(page.get_by_label("Số, ký hiệu quyết định")).to_be_focused()
    sound(page)
    keys.type("2579/QĐ-UBND")
    keys.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2579/QĐ-UBND")
    keys.press("a")
    keys.type("1.004873")
    keys.press("Enter")
    expect(page.get_by_text("Đã thêm 1.004873 vào danh mục.")).to_be_visible()
    sound(page)
    keys.press("j")
    keys.press("Enter")
    expect(page.get_by_label("Thời hạn giải quyết")).to_be_focused()
    keys.press("Control+a")
    keys.type("2 ngày làm việc")
    keys.press("Tab")
    keys.type("3 ngày làm việc")
    keys.press("Control+Enter")
    expect(page.get_by_text("2 thay đổi")).to_be_visible()
    keys.press("y")
    expect(page.get_by_role("dialog")).to_contain_text("1 thủ tục thay đổi")
    keys.press("Enter")
    expect(page.get_by_text("Đã công bố 1 thủ tục.")).to_be_visible()
    version = queries.published("1.004873", at.date() + dt.timedelta(days=1))
    assert (version.number, version.decision, version.limit and version.limit.amount) == (
        2,
        "2579/QĐ-UBND",
        2,
    )
    sound(page)
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url("**/thu-tuc/ma/1.004873")
    poster = "/niem-yet/in.pdf?ma=1.004873"
    with page.context.expect_event("request", lambda asked: asked.url.endswith(poster)):
        keys.press("t")


@pytest.mark.parametrize(("width", "paths"), [(390, PAGES), (1280, PAGES[:2])])
def test_every_page_of_the_catalogue_is_sound(
    visit: Callable[..., Page], sound: Callable[[Page], None], width: int, paths: tuple[str, ...]
) -> None:
    page = visit(PAGES[0], post="office-head", width=width)
    for path in paths:
        page.goto(page.url.split("/can-bo/")[0] + path)
        sound(page)
