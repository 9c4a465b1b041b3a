"""A citizen answers on a telephone; an interviewer at home without network, whose sheets go out when there is some."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.surveys import queries
from motcua.areas.surveys.models import Round
from motcua.base.journal.ports import Actor
from tests.areas.test_surveys import Frame, opened

pytestmark = pytest.mark.browser


def test_answered_by_telephone_and_at_home_without_network(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(queries, "_received", Frame)
    made, slips = opened(posts, at)
    secrets = [secret for _part, secret in slips]
    person = visit("/khao-sat/", width=360, script=False)
    person.get_by_label("Mã trên phiếu").fill(secrets[0].lower())
    person.get_by_role("button", name="Mở phiếu").click()
    for level in ("Rất hài lòng", "Hài lòng"):
        person.get_by_label(level, exact=True).first.check(force=True)
    person.get_by_role("button", name="Gửi trả lời").click()
    expect(person.locator("h1")).to_have_text("Cảm ơn ông/bà")

    front = visit(f"/can-bo/khao-sat/may-tinh-bang/{made.code}", post="front", width=768)
    sound(front)
    front.evaluate("navigator.serviceWorker.ready")
    front.reload()
    front.context.set_offline(True)
    for secret in (secrets[1], secrets[2], secrets[0]):  # the last one was answered before
        front.fill("#phieu", secret)
        front.get_by_label("Hài lòng", exact=True).first.check(force=True)
        front.get_by_role("button", name="Ghi phiếu trả lời").click()
    expect(front.locator("[data-survey-say]")).to_contain_text("chờ gửi: 3")
    front.reload()
    expect(front.locator("[data-survey-say]")).to_contain_text("chờ gửi: 3")
    assert Round.objects.get().answered == 1
    front.context.set_offline(False)
    front.locator("[data-survey-send]").click()
    expect(front.locator("[data-survey-refused] li")).to_contain_text("đã trả lời rồi")
    expect(front.locator("[data-survey-send]")).to_be_hidden()
    assert Round.objects.get().answered == 3
    assert (
        front.evaluate("localStorage.getItem(Object.keys(localStorage).find((k) => k.includes('survey')))")
        == "[]"
    )
    front.context.set_offline(True)
    front.fill("#phieu", secrets[3])
    front.get_by_label("Hài lòng", exact=True).first.check(force=True)
    front.get_by_role("button", name="Ghi phiếu trả lời").click()
    expect(front.locator("[data-survey-say]")).to_contain_text("chờ gửi: 1")
    front.reload()
    front.context.set_offline(False)  # it goes by itself, once
    expect(front.locator("[data-survey-send]")).to_be_hidden()
    front.reload()
    front.wait_for_load_state("networkidle")
    assert Round.objects.get().answered == 4
    sound(front)
