"""A plan lived through: typed, issued, extended, handed in, returned, accepted, and seen on the board."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.directives import actions
from motcua.areas.directives.models import Directive, Task
from motcua.base.journal.ports import Actor
from tests import world

pytestmark = pytest.mark.browser
HERE = "/can-bo/chi-dao/"
PLAN = {"type": "plan", "title": "Kế hoạch cải cách hành chính năm 2026"}


def test_a_plan_until_the_board_shows_it(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime,
) -> None:  # fmt: skip
    drafted = actions.draft(by=posts["office-head"], at=at, unit=world.WARD, document=PLAN)
    office = visit(f"{HERE}ma/{drafted.code}/nhiem-vu/moi", post="office-head")
    for field, said in (
        ("Nhiệm vụ", "Rà soát thủ tục đất đai"), ("Nội dung, cách làm", "Rà soát 12 thủ tục"),
        ("Sản phẩm", "Báo cáo rà soát"), ("Nghiệm thu khi", "Đủ 12 thủ tục"),
    ):  # fmt: skip
        office.get_by_label(field, exact=True).fill(said)
    office.get_by_label("Người chịu trách nhiệm chính").select_option("land-1")
    office.get_by_label("Hoàn thành chậm nhất").fill("2026-12-11")
    sound(office)
    office.keyboard.press("Control+Enter")
    expect(office.locator(".messages")).to_contain_text("Đã thêm nhiệm vụ 1")
    chair = visit(f"{HERE}ma/{drafted.code}", post="chair")
    chair.keyboard.press("g")
    chair.get_by_role("dialog").get_by_role("button", name="Ban hành, giao nhiệm vụ").click()
    expect(chair.locator(".messages")).to_contain_text("Đã ban hành")
    task = f"{HERE}viec/{Task.objects.get().code}"
    land = visit(task, width=360, post="land-1")
    sound(land)
    land.goto(land.url + "#viec-ask_extension")
    land.get_by_label("Xin lùi hạn đến ngày").fill("2026-12-18")
    land.get_by_label("Lý do").fill("Chờ số liệu của thành phố")
    land.keyboard.press("Control+Enter")
    expect(land.locator(".stands strong")).to_have_text("Xin gia hạn")
    chair.goto(chair.url.split(HERE)[0] + task)
    chair.keyboard.press("g")
    chair.keyboard.press("Control+Enter")
    expect(chair.locator(".messages")).to_contain_text("Đã cho gia hạn")
    code = Task.objects.get().code
    then = at + dt.timedelta(minutes=1)
    actions.hand_in(by=posts["land-1"], at=then, task=code, result="Đã rà soát 10 thủ tục")
    actions.return_(by=posts["chair"], at=then, task=code, reason="Còn thiếu 2 thủ tục")
    actions.hand_in(by=posts["land-1"], at=then, task=code, result="Đã rà soát đủ 12 thủ tục")
    actions.accept(by=posts["chair"], at=then, task=code)
    chair.goto(chair.url.split(HERE)[0] + f"{HERE}bang")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("100% hoàn thành đúng hạn")
    sound(chair)
    assert Directive.objects.get().number == "01/KH-UBND"
