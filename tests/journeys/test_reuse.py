"""A certificate issued electronically is offered at the next reception, taken by one key, and checked by anybody."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import CaseType
from motcua.areas.dossiers import actions
from motcua.areas.dossiers.models import Dossier
from motcua.areas.results.models import Reuse
from motcua.areas.results.queries import check_key
from motcua.base.journal.ports import Actor
from tests.areas.test_results import TWIN, signed
from tests.browser import violations
from tests.world import person

pytestmark = pytest.mark.browser
MINUTE = dt.timedelta(minutes=1)


def test_a_paper_is_taken_from_the_warehouse(
    visit: Callable[..., Page], receive: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime,
    clock: Callable[[dt.datetime], None], settings: Any,
) -> None:  # fmt: skip
    settings.SIGNATURES = TWIN
    birth = CaseType.objects.get(code="1.001193")
    asked = {"code": "09", "name": "Giấy xác nhận tình trạng hôn nhân", "required": True, "asked": True}
    CaseType.objects.filter(pk=birth.pk).update(
        papers=[*birth.papers, {**asked, "originals": 1, "copies": 0}]
    )
    cases.case_type.cache_clear()
    who = person(7)
    dossier, moment = receive(procedure="1.004873", applicant=who), at
    for verb, post in (
        (actions.transfer, "one-stop-1"), (actions.take, "justice-1"), (actions.finish_step, "justice-1"),
        (actions.finish_step, "office-head"),
    ):  # fmt: skip
        moment += MINUTE
        dossier = verb(by=posts[post], at=moment, dossier=dossier)
    dossier = signed(dossier, posts)
    actions.issue_result(by=posts["justice-1"], at=moment + 5 * MINUTE, dossier=dossier)
    clock(at + dt.timedelta(hours=1))

    page = visit("/can-bo/tiep-nhan", post="one-stop-1")
    page.keyboard.type(who["id_number"])
    page.wait_for_selector("#at-person-list [role=option]")
    page.keyboard.press("Enter")
    page.locator("#at-procedure").fill("khai sinh")
    page.locator("#at-procedure-list [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    held = page.locator(".paper-held")
    expect(held).to_contain_text("Đã có trong kho: số 01/KQ-UBND")
    page.keyboard.press("Alt+a")
    expect(page.locator("select[name=form-09]")).to_have_value(f"held:{dossier.code}")
    assert violations(page) == []
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/ho-so/*")
    expect(page.locator("aside")).to_contain_text("Lấy từ kho kết quả")
    assert Reuse.objects.get().result.dossier == dossier.code
    page.get_by_role("link", name="Lấy từ kho kết quả").click()
    expect(page.locator("body")).to_contain_text("Đã dùng lại ở 1 hồ sơ")
    assert violations(page) == []

    public = visit(f"/ket-qua/{dossier.code}?key={check_key(dossier.code)}", width=390)
    expect(public.locator(".signature.is-good")).to_have_count(2)
    expect(public.locator("body")).not_to_contain_text(who["name"])
    assert violations(public) == []
    assert public.evaluate("document.documentElement.scrollWidth") <= 390
