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


def test_a_month_is_briefed_and_many_are_owed(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = actions.receive(
        by=posts["justice-1"], at=at, agency=world.WARD, visitor={"name": "Lê Ước", "address": "Số 9"}, persons=12,
        petition_class="complaint", topic="land", summary="Bồi thường", representatives=["Ba", "Tư", "Năm"],
    )  # fmt: skip
    chair = visit(DESK, post="chair", width=360)
    expect(chair.locator("details.filters")).not_to_have_attribute("open", "")
    expect(chair.locator("#tcd-q")).to_be_hidden()
    sound(chair)
    chair.click("details.filters > summary")
    expect(chair.locator("#tcd-q")).to_be_visible()
    chair.click(f"section a:has-text('{made.code}')")
    chair.locator(".duty-checks button").first.click()
    chair.keyboard.press("Enter")
    expect(chair.locator(".duty-checks .is-done")).to_have_count(1)
    sound(chair)
    page = visit(f"{DESK}giao-ban", post="chair", width=1280)
    page.click("button:has-text('Mở giao ban')")
    page.fill("#raise_matter-text", "Cống ngõ 9 chưa sửa")
    page.fill("#raise_matter-unit", "Phòng Kinh tế, Hạ tầng và Đô thị")
    page.fill("#raise_matter-due", "2026-12-05")
    page.click("button:has-text('Ghi việc')")
    expect(page.locator("#h-matters + article h3")).to_contain_text("trước 05/12/2026")
    sound(page)
    page.fill("#close_briefing-present", "Các đơn vị")
    page.fill("#close_briefing-conclusions", "Đúng hạn")
    page.click("button:has-text('Kết thúc giao ban')")
    page.get_by_role("dialog").get_by_role("button", name="Kết thúc giao ban").click()
    expect(page.locator(".desk-head")).to_contain_text("chủ trì")
    sound(page)
    page.set_viewport_size({"width": 360, "height": 740})
    sound(page)
    page.goto(page.url.rpartition("/")[0])
    sound(page)
