"""The head of the one-stop desk hears the bell and brings the national portal back into step, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.dossiers.queries import telling
from motcua.areas.synchronisation import jobs
from motcua.gateways.national_portal.fake import FakePortal
from motcua.reactions.table import catch_up

Open = Callable[..., Page]


@pytest.fixture
def portal(receive: Callable[..., Any], settings: Any, clock: Any) -> FakePortal:
    """A portal that refused one dossier and lost another; the worker has done its part."""
    settings.PORTAL_URL = "https://portal"
    for _ in range(3):
        receive()
    catch_up(lambda event: event.at)
    twin = FakePortal(["refuse", "lose"])
    jobs.deliver_due(twin)
    return twin


def test_the_bell_rings_and_the_portal_is_brought_into_step(
    visit: Open, portal: FakePortal, sound: Callable[[Page], None]
) -> None:
    page = visit("/can-bo/", post="one-stop-head")
    expect(page.locator(".bell .count")).to_have_text("3", timeout=15_000)
    page.keyboard.press(";")
    expect(page.get_by_role("heading", name="3 hồ sơ gần hạn hoặc trễ")).to_be_visible()
    sound(page)
    page.keyboard.press("x")
    expect(page.get_by_role("button", name="Đã xem")).to_have_count(0)
    page.locator("details.who summary").click()
    page.get_by_role("link", name="Đồng bộ Cổng quốc gia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cổng quốc gia đã nhận 66,6 % hồ sơ (2/3)")
    page.get_by_label("Ngày", exact=True).fill("2026-11-20")
    page.get_by_role("button", name="Đối chiếu").click()
    expect(page.get_by_text("Việc nền sẽ đối chiếu")).to_be_visible()
    jobs.compare(portal, telling.national_states)
    page.reload()
    expect(page.get_by_role("heading", name="1 hồ sơ khác với Cổng")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Gửi lại tất cả").click()
    page.locator("dialog [data-go]").click()
    expect(page.get_by_text("2 lượt chờ gửi lại")).to_be_visible()
    jobs.deliver_due(portal)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cổng quốc gia đã nhận 100 % hồ sơ (3/3)")
