"""The office drafts who answers for what, the chair binds it, an official finds on their page what is theirs."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.regulations import actions, queries
from motcua.areas.regulations.choices import parts
from motcua.base.journal.ports import Actor

pytestmark = pytest.mark.browser
HERE = "/can-bo/quy-che-lam-viec/"


def test_from_the_draft_to_what_one_answers_for(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: dict[str, Actor], at: dt.datetime
) -> None:
    office = visit(HERE, post="office-head", width=1440)
    expect(office.locator("h1")).to_contain_text("Chưa có quy chế làm việc")
    office.keyboard.press("a")
    expect(office.locator("h1")).to_contain_text("chưa đủ rõ")
    office.keyboard.press("t")
    office.fill("#id_t-work", "Đăng ký hộ tịch")
    office.select_option("#id_t-decides", "vice-chair")
    office.select_option("#id_t-leads", "justice-1")
    sound(office)
    office.keyboard.press("Control+Enter")
    expect(office.locator("tbody")).to_contain_text("Đăng ký hộ tịch")
    found = queries.draft(posts["chair"])
    assert found is not None
    where = {part: f"Điều {n}" for n, part in enumerate(parts(), 1)}
    actions.locate(by=posts["office-head"], at=at, regulation=found, where=where)
    for post in queries.what_is_unclear(found, at.date()).idle:
        actions.assign(
            by=posts["office-head"],
            at=at,
            regulation=found,
            work=f"Việc của {post}",
            decides="chair",
            leads=post,
        )
    chair = visit(f"{HERE}ma/{found.code}", post="chair", width=360)
    expect(chair.locator("h1")).to_contain_text("đã đủ rõ")
    sound(chair)
    chair.get_by_role("link", name="Ban hành").click()
    chair.fill("#id_g-number", "12/QĐ-UBND")
    chair.locator("#viec-adopt button", has_text="Ban hành").click()
    chair.locator("dialog[open] button", has_text="Ban hành").click()
    expect(chair.locator("h1")).to_contain_text("Quy chế 12/QĐ-UBND")
    sound(chair)
    justice = visit(HERE, post="justice-1", width=1440)
    sound(justice)
    justice.locator("tbody a", has_text="hộ tịch").first.click()
    expect(justice.locator("#h-answers + ul")).to_contain_text("Đăng ký hộ tịch")
    sound(justice)
    justice.locator(".desk-head a").last.click()
    expect(justice.locator("ul")).not_to_have_count(0)
    sound(justice)
