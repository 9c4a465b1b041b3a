"""A leader sees that a plan stands on a document that was replaced, and goes to what replaced it."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.directives import actions as directives
from motcua.base.journal.ports import Actor
from motcua.reactions.table import catch_up
from tests import world

pytestmark = pytest.mark.browser
TITLE = (
    "Thực hiện Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ về công tác dân vận chính quyền"
)


def test_from_a_plan_to_what_replaced_its_basis(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    document = {"type": "plan", "title": TITLE, "clarity": "5"}
    made = directives.draft(by=posts["office-head"], at=at, unit=world.WARD, document=document)
    while catch_up(lambda event: at):
        pass
    phone = visit(f"/can-bo/chi-dao/ma/{made.code}", post="chair", width=360)
    expect(phone.locator("main")).to_contain_text("thay bằng 33/CT-TTg")
    sound(phone)
    desk = visit("/can-bo/van-ban-phap-luat/het-hieu-luc", post="office-head", width=1280)
    sound(desk)
    desk.get_by_role("link", name="16/CT-TTg", exact=True).click()
    expect(desk.locator(".law-picture")).to_be_visible()
    sound(desk)
    desk.locator(".instruments").get_by_role("link", name="33/CT-TTg").first.click()
    expect(desk.locator("main")).to_contain_text("còn hiệu lực")
