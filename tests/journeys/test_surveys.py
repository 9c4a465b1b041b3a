"""A citizen answers on a telephone; an interviewer at home without network, whose sheets go out when there is some."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.surveys import actions, queries
from motcua.areas.surveys.models import Round
from motcua.base.journal.ports import SYSTEM, Actor
from tests.areas.test_surveys import Frame, opened

pytestmark = pytest.mark.browser


def note(page: Page, secret: str) -> None:
    """An interviewer writes a sheet."""
    page.fill("#phieu", secret)
    page.get_by_label("Hài lòng", exact=True).first.check(force=True)
    page.get_by_role("button", name="Ghi phiếu trả lời").click()
    expect(page.locator("#phieu")).to_have_value("")


def on_the_tablet(page: Page) -> str:
    """All that the tablet keeps."""
    return str(
        page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    )


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
    assert person.url.endswith("/khao-sat/tra-loi"), "what was typed stands in no address"
    for level in ("Rất hài lòng", "Hài lòng"):
        person.get_by_label(level, exact=True).first.check(force=True)
    person.get_by_role("button", name="Gửi trả lời").click()
    expect(person.locator("h1")).to_have_text("Cảm ơn ông/bà")

    sent = list[str]()
    scanning = visit("/khao-sat/", width=360)
    scanning.on("request", lambda request: sent.append(f"{request.url} {request.headers.get('referer')}"))
    for link in (
        f"#phieu={secrets[5]}",
        f"?phieu={secrets[6]}",
    ):  # as a camera opens it; the second printed before
        scanning.goto(f"{scanning.url.partition('/khao-sat')[0]}/khao-sat/tra-loi{link}")
        expect(scanning.get_by_label("Rất hài lòng", exact=True).first).to_be_attached()
        assert scanning.url.endswith("/khao-sat/tra-loi")
    assert not [one for one in sent if secrets[5] in one]
    assert len([one for one in sent if secrets[6] in one]) == 1, "once as it was printed, and nowhere again"

    head = visit(f"/can-bo/khao-sat/ma/{made.code}", post="office-head", width=360)
    expect(head.get_by_text("ẩn, dưới 5 người").first).to_be_visible()
    sound(head)

    front = visit(f"/can-bo/khao-sat/may-tinh-bang/{made.code}", post="front", width=768)
    sound(front)
    front.evaluate("navigator.serviceWorker.ready")
    front.context.set_offline(True)
    front.reload()  # opened once with network is enough
    for secret in (secrets[1], secrets[2], secrets[0]):  # the last one was answered before
        note(front, secret)
    expect(front.locator("[data-survey-say]")).to_contain_text("chờ gửi: 3")
    front.reload()
    expect(front.locator("[data-survey-say]")).to_contain_text("chờ gửi: 3")
    assert Round.objects.get().answered == 1
    on_it = on_the_tablet(front)
    assert not any(secret.replace("-", "") in on_it.replace("-", "") for secret in secrets[:3])
    assert "phieu" not in on_it and '"c-' not in on_it
    sizes = front.evaluate(
        "Object.values(localStorage).filter((v) => v.includes('closed')).map((v) => v.length)"
    )
    assert len(sizes) == 3 and max(sizes) - min(sizes) < 2  # how much was said does not show either
    other = front.context.new_page()  # a second tab sends the same sheets
    other.goto(front.url)
    front.context.set_offline(False)
    for tab in (other, front):  # either may have sent them by itself by now and hidden its button
        tab.locator("[data-survey-send]").evaluate("button => button.click()")
    expect(front.locator("[data-survey-refused] li")).to_contain_text("đã trả lời rồi")
    expect(front.locator("[data-survey-refused] li")).to_contain_text(f"kết thúc bằng {secrets[0][-2:]}")
    expect(front.locator("[data-survey-send]")).to_be_hidden()
    assert Round.objects.get().answered == 3
    other.close()
    sound(front)
    front.reload()  # what was refused is still there
    refused = front.locator("[data-survey-refused] li")
    refused.get_by_label("Mã phiếu đúng").fill(secrets[4])
    refused.get_by_role("button", name="Gửi lại").click()
    expect(refused).to_have_count(0)
    assert Round.objects.get().answered == 4 and "closed" not in on_the_tablet(front)
    front.context.set_offline(True)
    note(front, secrets[3])
    expect(front.locator("[data-survey-say]")).to_contain_text("chờ gửi: 1")
    front.reload()
    front.context.set_offline(False)  # it goes by itself, once
    expect(front.locator("[data-survey-send]")).to_be_hidden()
    front.reload()
    front.wait_for_load_state("networkidle")
    assert Round.objects.get().answered == 5
    sound(front)


def test_what_the_server_refuses_is_mended_or_thrown_away_knowingly(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(queries, "_received", Frame)
    made, slips = opened(posts, at)
    secrets = [secret for _part, secret in slips]
    front = visit(f"/can-bo/khao-sat/may-tinh-bang/{made.code}", post="front", width=360)
    front.evaluate("navigator.serviceWorker.ready")
    front.reload()
    front.evaluate("document.querySelector('#loi').removeAttribute('maxlength')")
    front.fill("#loi", "dài " * 600)
    note(front, secrets[0])
    refused = front.locator("[data-survey-refused] li")
    expect(refused).to_contain_text(made.asked.open)
    assert Round.objects.get().answered == 0 and "dài" not in on_the_tablet(front)
    sound(front)
    refused.get_by_role("button", name="Bỏ câu này").click()
    expect(refused).to_have_count(0)
    assert Round.objects.get().answered == 1

    front.evaluate("""() => {
        window.real = window.fetch;
        window.fetch = (to, how) => window.real(to, how).then((answer) => {
            if (how.method) { document.body.dataset.lost = 1; throw new TypeError("time-out"); }
            return answer;
        });
    }""")
    note(front, secrets[1])  # taken, though the tablet never hears of it
    expect(front.locator("body")).to_have_attribute("data-lost", "1")
    expect(front.locator("[data-survey-say]")).to_contain_text("chờ gửi: 1")
    front.evaluate("() => { window.fetch = window.real; }")
    assert Round.objects.get().answered == 2
    front.locator("[data-survey-send]").evaluate("button => button.click()")  # it may be sending by itself
    expect(front.locator("[data-survey-send]")).to_be_hidden()
    assert refused.count() == 0 and Round.objects.get().answered == 2

    front.context.set_offline(True)
    note(front, secrets[2])
    actions.close(by=SYSTEM, at=at, round=made.code, reason="Đủ phiếu.")
    front.context.set_offline(False)
    expect(refused).to_contain_text("đã đóng")
    refused.get_by_role("button", name="Bỏ phiếu này").click()
    front.get_by_role("dialog").get_by_role("button", name="Quay lại").click()
    expect(refused).to_have_count(1)
    refused.get_by_role("button", name="Bỏ phiếu này").click()
    front.get_by_role("dialog").get_by_role("button", name="Bỏ phiếu này").click()
    expect(refused).to_have_count(0)
    assert "closed" not in on_the_tablet(front)
