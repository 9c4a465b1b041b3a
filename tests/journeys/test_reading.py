"""A plan read into its tasks from the keyboard, in less than three minutes at the pace of a person who reads the
points; whoever reads the original beside them as well takes longer, and how much is measured."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.directives.models import Directive, Reading, Task
from motcua.base.law.models import Citation
from tests.tables.measuring import REAL
from tests.tables.plan import PLAN

pytestmark = pytest.mark.browser
HERE = "/can-bo/chi-dao/doc-van-ban"
SEED = REAL / "seeds" / "001_da17c93eaf8ab300.txt"
KEYSTROKE, DECISION, SYLLABLES_A_SECOND = 0.28, 1.35, 5.0
"""Seconds of a keystroke and of making up one's mind (Card, Moran, Newell 1980); reading 300 syllables a minute."""


class Person:
    """Somebody at the keyboard who reads what a point says before each key.

    ``seconds`` are the person's, by the model; ``waited`` the page's, by the clock. ``close`` are the further words
    of the original that the page underlines where it asks to look closely ("xem kỹ"), ``marked`` all others that it
    marks: words that stand in both are read once.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.seconds, self.waited = page, 0, 0.0, 0.0
        self.close, self.marked, self.read = 0, 0, set[str]()

    @property
    def at(self) -> str:
        """The point one stands at."""
        return str(
            self.page.evaluate(
                "(document.activeElement.closest('[data-point]') || {dataset: {}}).dataset.point || ''"
            )
        )

    def press(self, key: str) -> None:
        """Read what is new beside its original, think, press, see the answer."""
        here = self.at
        if here and here not in self.read:
            self.read.add(here)
            shown = self.page.locator(f"#p-{here} > p, .is-with > p").all_inner_texts()
            words = len(" ".join(shown).split())
            close, along = (
                len(" ".join(self.page.locator(f".reading-paper .{name}").all_inner_texts()).split())
                for name in ("is-here", "is-along")
            )
            if self.page.locator(f"#p-{here}[data-unsure]").count():
                self.close += max(close - words, 0)
                self.marked += max(close + along - words, 0) - max(close - words, 0)
            else:
                self.marked += max(close + along - words, 0)
            self.seconds += words / SYLLABLES_A_SECOND
        self.seconds += KEYSTROKE + DECISION
        self.keys += 1
        began = time.perf_counter()
        self.page.keyboard.press(key)
        if here:
            self.page.evaluate("new Promise(done => requestAnimationFrame(() => done()))")
        self.waited += time.perf_counter() - began

    def write(self, text: str) -> None:
        """Type letters."""
        self.keys += len(text)
        self.seconds += len(text) * KEYSTROKE
        self.page.keyboard.type(text)

    def choose(self, file: Path) -> None:
        """Go to the field of the file, open the system's dialogue, type the name there."""
        while self.page.evaluate("document.activeElement.type") != "file":
            skips = self.page.evaluate("(document.activeElement.getAttribute('href') || '').startsWith('#')")
            self.press("Enter" if skips else "Tab")
        with self.page.expect_file_chooser() as dialogue:
            self.press("Enter")
        dialogue.value.set_files(file)
        self.keys += len(file.name) + 1
        self.seconds += (len(file.name) + 1) * KEYSTROKE + DECISION


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(lambda: PLAN, id="invented"),
        pytest.param(
            lambda: SEED.read_text(encoding="utf-8"), id="published", marks=pytest.mark.skipif(
                not SEED.exists(), reason="../shared/data is not beside this checkout: NOT tried on the published plan",
            ),
        ),
    ],
)  # fmt: skip
def test_a_plan_is_confirmed_from_the_keyboard(
    visit: Callable[..., Page], sound: Callable[[Page], None], record_property: Callable[[str, object], None],
    text: Callable[[], str], tmp_path: Path,
) -> None:  # fmt: skip
    file = tmp_path / "KH307.txt"
    file.write_text(text(), encoding="utf-8")
    page = visit(HERE, post="office-head")
    sound(page)
    person = Person(page)
    person.choose(file)
    person.press("Control+Enter")
    began = time.perf_counter()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận bản đọc")
    person.waited += time.perf_counter() - began
    sound(page)
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
    assert (directive.signer_name, directive.signer_position) == ("Võ Đăng Dũng", "CHỦ TỊCH")
    assert "Lưu: VT, NV" in directive.recipients
    assert Citation.objects.filter(source=directive.subject, said__symbol="16/CT-TTg").exists()
    assert duty.recurs == {"every": "yearly", "day": 30, "month": 11, "before": True, "lead": 30}
    phone = visit(f"/can-bo/chi-dao/ma/{directive.code}", width=360, height=780, post="office-head")
    sound(phone)
    lines = phone.locator(".five-lines > li").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert len(lines) == 11 and max(lines) < 450
    seconds = person.seconds + person.waited
    closely = seconds + person.close / SYLLABLES_A_SECOND
    whole = closely + person.marked / SYLLABLES_A_SECOND
    record_property("keys", person.keys)
    record_property("seconds", round(seconds))
    print(
        f"{person.keys} keys, page {person.waited:.1f} s, {seconds:.0f} s; with {person.close} words of the original to"
        f" look at closely {closely:.0f} s, with all {person.close + person.marked} that are marked {whole:.0f} s"
    )
    assert closely < 180
