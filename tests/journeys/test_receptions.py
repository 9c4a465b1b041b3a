"""Citizen reception in a browser: a place taken on a telephone, received at the desk, concluded; all pages sound."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.receptions import actions
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from tests import world

pytestmark = pytest.mark.browser
DESK = "/can-bo/tiep-cong-dan/"


def test_from_a_telephone_to_the_answer(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    early = dt.datetime(2026, 11, 5, 9, tzinfo=TZ)
    actions.name_receiver(by=posts["office-head"], at=early, agency=world.WARD, post="chair", role="chair")
    actions.set_place(
        by=posts["office-head"], at=early, agency=world.WARD, name="Phòng tiếp công dân, tầng 1"
    )
    day = actions.plan_day(
        by=posts["office-head"], at=early, agency=world.WARD, post="chair", on=at.date(), place=1, session="periodic",
        starts=dt.time(10, 30), seats=3, online=True, online_ground="remote",
    )  # fmt: skip
    actions.publish(by=posts["chair"], at=early, day=day)

    page = visit("/tiep-cong-dan/", width=360)
    sound(page)
    page.click("a.btn:has-text('Đăng ký trước')")
    page.fill("#at-name", "Công Tằng Tôn Nữ Thị Hoàng Anh")
    page.fill("#at-phone", "0987123456")
    page.fill("#at-about", "Rãnh thoát nước ngõ 42 phố Cổ Linh ngập mỗi khi mưa")
    sound(page)
    page.click("button:has-text('Xem lại')")
    sound(page)
    page.click("button:has-text('Gửi đăng ký')")
    expect(page.locator("h1")).to_have_text("Đăng ký số 1")
    sound(page)

    desk = visit(f"{DESK}ngay/{day.code}", post="justice-1", width=1280)
    sound(desk)
    desk.click("table a:has-text('Tiếp')")
    expect(desk.locator("#at-visitor-name")).to_have_value("Công Tằng Tôn Nữ Thị Hoàng Anh")
    desk.fill("#at-visitor-address", "Số 9 ngách 77 Thạch Bàn")
    desk.select_option("#at-petition_class", "suggestion")
    desk.select_option("#at-topic", "other")
    sound(desk)
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**?moi=1")
    expect(desk.locator(".just-made")).to_contain_text("số 1/2026")
    sound(desk)
    chair = visit(f"/can-bo{desk.url.partition('?')[0].partition('/can-bo')[2]}", post="chair", width=1280)
    chair.keyboard.press("g")
    chair.fill("#conclude-text", "Giao phòng Kinh tế khảo sát, báo cáo trước ngày 04/12/2026")
    chair.fill("#conclude-agency-0", "Phòng Kinh tế, Hạ tầng và Đô thị")
    chair.fill("#conclude-task-0", "Khảo sát ngõ 42, lập dự toán rãnh thoát nước")
    chair.fill("#conclude-until", "2026-12-04")
    chair.fill("#conclude-contact", "Công chức tư pháp - hộ tịch")
    sound(chair)
    chair.keyboard.press("Control+Enter")
    chair.keyboard.press("Enter")
    expect(chair.locator(".stands strong")).to_contain_text("Đã tiếp, chờ trả lời kết quả")
    sound(chair)
    for path in ("", "lich", f"ngay/{day.code}", "so", "so-lieu", "tiep"):
        for width in (360, 1280):
            desk.set_viewport_size({"width": width, "height": 900})
            desk.goto(desk.url.partition("/can-bo")[0] + DESK + path)
            sound(desk)
