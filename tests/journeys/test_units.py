"""A ward ends under a resolution of the city: who keeps the organisation looks, confirms, and sees what moved."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.counters import actions as counters
from motcua.areas.counters.queries import ticket_key
from motcua.areas.dossiers.jobs import go_on_with_heirs
from motcua.base.journal.ports import CITIZEN
from tests import world

pytestmark = pytest.mark.browser


def test_a_ward_ends_and_its_heir_goes_on(
    visit: Callable[..., Page], sound: Callable[[Page], None], receive: Any, clock: Any, at: Any
) -> None:
    world.open_keeper()
    receive()
    here = f"/can-bo/don-vi/{world.WARD}"

    def looked_at(name: str, path: str = here) -> None:
        for width in (360, 1440):
            shown = visit(path, width=width, post="city-keeper")
            sound(shown)
            if shots := os.environ.get("SHOTS"):
                shown.screenshot(path=Path(shots) / f"unit-{name}-{width}.png", full_page=True)

    hall, slot = world.a_hall(), at + dt.timedelta(days=5)
    booked = counters.book_slot(by=CITIZEN, at=at, place=hall, service="A", slot_at=slot.replace(hour=9))
    looked_at("before")
    for width in (360, 1440):
        page = visit("/can-bo/don-vi/?q=long+bien", width=width, post="city-keeper")
        page.get_by_role("link", name="Phường Long Biên").click()
        page.get_by_label("Kết thúc từ ngày").fill("2026-11-20")
        page.get_by_label("Đơn vị kế thừa").select_option(label="Phường Bồ Đề")
        page.get_by_label("Số, ký hiệu quyết định").fill("12/NQ-HĐND")
        page.get_by_label("Ngày ký").fill("2026-11-18")
        page.get_by_label("Cơ quan ban hành").fill("HĐND thành phố Hà Nội")
        page.get_by_role("button", name="Xem điều sẽ xảy ra").click()
        expect(page.locator("#h-seen")).to_be_visible()
        sound(page)
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=Path(shots) / f"unit-seen-{width}.png", full_page=True)
    page.get_by_role("button", name="Kết thúc đơn vị").click()
    expect(page.locator("main")).to_contain_text("Phường Bồ Đề")
    assert go_on_with_heirs() == 1
    looked_at("after")
    looked_at("list", "/can-bo/don-vi/?q=long+bien")
    looked_at("number", f"/lay-so/so?so={booked.name}&key={ticket_key(booked.name)}")
    expect(visit(here, post="city-keeper").locator("main")).to_contain_text("Đã chuyển cho đơn vị kế thừa")
