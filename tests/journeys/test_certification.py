"""Certification without a mouse: received at one post, done in one press at another, returned; every page looked at."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.certification.models import Certification
from motcua.base.journal.ports import Actor
from motcua.base.people.actions import delegate

pytestmark = pytest.mark.browser
HERE = "/can-bo/chung-thuc/"


def test_a_copy_is_certified_by_keyboard_alone(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    page = visit(HERE, post="one-stop-1")
    page.keyboard.press("a")
    page.wait_for_url(f"**{HERE}tiep-nhan")
    page.keyboard.type("Nguyễn Thị Đào", delay=15)
    page.wait_for_selector("#at-person-list [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#at-applicant-name")
    page.fill("#at-applicant-id_number", "001199000123")
    page.focus("#at-title-0")
    page.keyboard.type("Bằng tốt nghiệp đại học")
    for typed in ("", "2", "3"):
        page.keyboard.press("Enter")
        if typed:
            page.keyboard.press("Control+a")
            page.keyboard.type(typed)
    sound(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**?moi=1")
    code = Certification.objects.get().code
    sound(page)
    delegate(
        by=posts["chair"], at=at, from_post="chair", to_post="one-stop-1", duties=["certify"],
        valid_from=at.date(), valid_to=dt.date(2026, 12, 1), instrument="15/GUQ-UBND",
    )  # fmt: skip
    officer = visit(f"{HERE}ma/{code}", post="justice-1")
    officer.keyboard.press("c")
    expect(officer.locator(".stands strong")).to_have_text("Đã kiểm tra, chờ ký")
    chair = visit(f"{HERE}ma/{code}", post="chair")
    chair.keyboard.press("g")
    expect(chair.locator(".stands strong")).to_have_text("Đã ký, chờ vào sổ")
    officer.goto(officer.url)
    officer.keyboard.press("d")
    officer.keyboard.press("Enter")  # numbers are taken for good: it asks first
    expect(officer.locator("table").first).to_contain_text("01, quyển số 01/2026-SCT/BS")
    sound(officer)
    for path in ("so", "luu-tru", "bao-cao", ""):
        for width in (390, 1280):
            sound(_at(chair, HERE + path, width))


def _at(page: Page, path: str, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(page.url.partition("/can-bo")[0] + path)
    return page


def test_the_reception_screen_fits_every_width(
    visit: Callable[..., Page], sound: Callable[[Page], None]
) -> None:
    for width in (390, 1280):
        sound(visit(f"{HERE}tiep-nhan", width=width, post="one-stop-1"))


def test_anybody_looks_at_an_unknown_copy(visit: Callable[..., Page], sound: Callable[[Page], None]) -> None:
    page: Any = visit("/chung-thuc/khong-co", width=390)
    expect(page.locator("h1")).to_contain_text("Không có bản sao điện tử")
    sound(page)
