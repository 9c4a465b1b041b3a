"""A plan read into its tasks from the keyboard, in less than three minutes at the pace of a person."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.directives.models import Directive, Reading, Task
from tests.tables.plan import PLAN

pytestmark = pytest.mark.browser
HERE = "/can-bo/chi-dao/doc-van-ban"
SEED = Path(__file__).resolve().parents[3] / "shared/data/documents/seeds/001_da17c93eaf8ab300.txt"
KEYSTROKE, DECISION, SYLLABLES_A_SECOND = 0.28, 1.35, 5.0
"""Seconds of a keystroke and of making up one's mind (Card, Moran, Newell 1980); reading 300 syllables a minute."""


class Person:
    """Somebody at the keyboard who reads what a point says before each key; counts keys and seconds."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.seconds, self.read = page, 0, 0.0, set[str]()

    @property
    def at(self) -> str:
        """The point one stands at."""
        return str(
            self.page.evaluate(
                "(document.activeElement.closest('[data-point]') || {dataset: {}}).dataset.point || ''"
            )
        )

    def press(self, key: str) -> None:
        """Read what is new, think, press."""
        here = self.at
        if here and here not in self.read:
            self.read.add(here)
            shown = self.page.locator(f"#p-{here} > p").all_inner_texts()
            self.seconds += len(" ".join(shown).split()) / SYLLABLES_A_SECOND
        self.seconds += KEYSTROKE + DECISION
        self.keys += 1
        self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type letters."""
        self.keys += len(text)
        self.seconds += len(text) * KEYSTROKE
        self.page.keyboard.type(text)


def test_a_plan_is_confirmed_from_the_keyboard(
    visit: Callable[..., Page], sound: Callable[[Page], None], record_property: Callable[[str, object], None]
) -> None:
    text = SEED.read_text(encoding="utf-8") if SEED.exists() else PLAN
    page = visit(HERE, post="office-head")
    sound(page)
    page.get_by_label("Hoặc dán nội dung văn bản").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận bản đọc")
    sound(page)
    person = Person(page)
    assert person.at == "issuer"  # the least sure of all comes first
    assert page.locator(".reading-paper .is-here").inner_text() == "Ủy ban nhân dân quận"
    person.press("?")
    keys = page.get_by_role("dialog").inner_text()
    assert all(
        words in keys for words in ("Đúng, sang mục sau", "Lấy lại quyết định vừa rồi", "Bỏ mục này ra")
    )
    page.keyboard.press("Escape")
    page.locator("#p-issuer").focus()
    person.press("Enter")
    assert person.at == "t1"
    person.press("x")
    assert person.at == "t2"
    person.press("u")
    assert person.at == "t1"
    person.press("e")
    expect(page.get_by_role("textbox", name="Nhiệm vụ")).to_be_focused()
    page.keyboard.press("End")
    person.write(" (quý I)")
    person.press("Enter")
    expect(page.locator("#p-t1 .tick")).to_have_text("đã xác nhận")
    page.reload()  # the page was closed and opened again
    expect(page.locator("#p-t1 .point-value").first).to_contain_text("(quý I)")
    assert person.at == "t2"
    page.context.set_offline(True)
    person.press("Enter")
    expect(page.locator("#unsaved")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#p-t2 .tick")).to_have_text("đã xác nhận")
    expect(page.locator("#unsaved")).to_be_hidden()
    for _turn in range(60):
        if not person.at:
            break
        person.press("Enter")
    expect(page.locator("[data-count=seen]")).to_have_text(page.locator("[data-count=all]").inner_text())
    narrow = visit(f"{HERE}/{Reading.objects.get().pk}", width=360, post="office-head")
    sound(narrow)
    person.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Đã tạo văn bản và nhiệm vụ")
    directive, duty = Directive.objects.get(), Task.objects.exclude(recurs={}).get()
    assert (directive.number, directive.type, directive.tasks.count()) == ("307/KH-UBND", "plan", 11)
    assert duty.recurs == {"every": "yearly", "day": 30, "month": 11, "before": True, "lead": 30}
    record_property("keys", person.keys)
    record_property("seconds", round(person.seconds))
    print(f"{person.keys} keys, {person.seconds:.0f} s")
    assert person.seconds < 180
