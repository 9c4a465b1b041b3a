"""A complaint without a mouse: from the petition's page to its decision; the public reads it; every page looked at."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.complaints import actions, queries
from motcua.areas.complaints.models import Complaint
from motcua.base.journal.ports import Actor
from tests.areas.test_complaints import proposed

pytestmark = pytest.mark.browser
HERE = "/can-bo/khieu-nai/"


def test_a_complaint_is_accepted_and_decided_by_keyboard(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    petition = proposed(at).case.code
    chair = visit(f"/can-bo/don/ma/{petition}", post="chair", width=1280)
    chair.keyboard.press("x")
    chair.wait_for_url(f"**{HERE}thu-ly/{petition}")
    sound(chair)
    chair.keyboard.press("Control+Enter")
    chair.keyboard.press("Enter")  # a number is taken for good: it asks first
    chair.wait_for_url("**?moi=1")
    code = Complaint.objects.get().case.code
    chair.keyboard.press("g")
    chair.select_option("#assign-verifier", "land-1")
    chair.keyboard.press("Control+Enter")
    expect(chair.locator(".stands strong")).to_have_text("Đang xác minh")
    officer = visit(f"{HERE}ma/{code}", post="land-1", width=360)
    officer.keyboard.press("x")
    officer.select_option("#report-finding", "wrong")
    officer.fill("#report-findings", "Đo đạc đúng.")
    sound(officer)
    officer.keyboard.press("Control+Enter")
    expect(officer.locator(".stands strong")).to_have_text("Đã xác minh, chờ quyết định")
    chair.goto(chair.url)
    chair.keyboard.press("g")
    chair.fill("#decide-reasons", "Đo đạc đúng.")
    chair.fill("#decide-ruling", "Giữ nguyên quyết định.")
    chair.keyboard.press("Control+Enter")
    chair.keyboard.press("Enter")
    expect(chair.locator(".stands strong")).to_have_text("Đã quyết định, đang gửi và công khai")
    sound(chair)
    found = queries.one(posts["chair"], code)
    assert found.case.last_at is not None
    actions.publish(
        by=posts["justice-1"],
        at=found.case.last_at,
        complaint=code,
        form="portal",
        public_text="Giữ nguyên quyết định.",
    )
    public = visit("/cong-khai/khieu-nai", width=360)
    expect(public.locator("main")).to_contain_text("Khiếu nại sai")
    sound(public)
    chair.goto(chair.url.split("/ma/")[0])
    sound(chair)
