"""A linked dossier in a real browser: what the counter, another agency and the applicant see of it."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from motcua.areas.dossiers import actions, queries
from motcua.areas.procedures.actions import publish
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.gateways.national_catalogue import read_files
from tests import world
from tests.browser import violations

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
HOUR = dt.timedelta(hours=1)


def test_three_agencies_work_on_one_application(
    visit: Visit, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    (record,) = read_files([settings.CATALOGUE / "procedures" / "linked.jsonl"]).records
    publish(procedure=record, valid_from=dt.date(2026, 1, 1), by=SYSTEM, at=world.FOUNDED)
    received = at - dt.timedelta(days=2)
    whole = actions.receive(
        by=posts["one-stop-1"], at=received, procedure=record.code, unit=world.WARD, channel="counter",
        applicant=world.person(1), papers=[{"component": one} for one in "123"],
    )  # fmt: skip
    actions.transfer(by=posts["one-stop-1"], at=received, dossier=whole.code)
    first = queries.stages(whole)[0]
    for post, act in (
        ("economy-1", "take"),
        ("economy-1", "finish-step"),
        ("office-head", "finish-step"),
        ("vice-chair", "finish-step"),
        ("economy-1", "issue-result"),
    ):
        actions.VERBS[act](by=posts[post], at=received + HOUR, dossier=first.code)
    page = visit(f"/can-bo/ho-so/{whole.code}", post="one-stop-1")
    rows = page.get_by_role("list", name="Các cơ quan cùng giải quyết").locator("> li")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("Thành phố Hà Nội")
    expect(rows.nth(2)).to_contain_text("Sắp tới")
    assert violations(page) == []
    page = visit("/can-bo/", post="police-1")
    page.get_by_role("link", name=queries.stages(whole)[1].code).first.click()
    expect(page.get_by_text("Một giai đoạn của hồ sơ liên thông")).to_be_visible()
    page.keyboard.press("l")
    page.get_by_role("dialog").get_by_role("button", name="Nhận xử lý").or_(
        page.get_by_text("Đã nhận xử lý.")
    ).first.wait_for()
    page = visit(f"/tra-cuu?ma={whole.code}&key={queries.tracking_key(whole.code)}", width=390)
    expect(page.get_by_role("heading", name="Các cơ quan cùng giải quyết")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page = visit(f"/thu-tuc/{record.code}", width=390)
    expect(page.get_by_text("cơ quan cấp tỉnh")).to_be_visible()
