"""A week's report: units write and send, one is late, figures are added up and open onto their source, it is issued."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.reports import actions
from motcua.base.journal.ports import Actor
from tests import world
from tests.areas import test_reports

pytestmark = pytest.mark.browser
weekly = test_reports.weekly
HERE = "/can-bo/bao-cao-dinh-ky/"


def test_a_week_is_collected_written_and_issued(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime,
    weekly: dict[str, Any],
) -> None:  # fmt: skip
    economy, ward = weekly[test_reports.ECONOMY], weekly[world.WARD]
    actions.assign(by=posts["chair"], at=at, duty=economy.duty, post="land-1")
    land = visit(f"{HERE}ma/{economy.code}", width=360, post="land-1")
    page = f"{land.url}/"
    land.keyboard.press("s")
    land.get_by_label("Tổng số hộ").fill("1.2o0")
    land.keyboard.press("Control+Enter")
    expect(land.get_by_role("alert")).to_contain_text("ghi một số không âm")
    land.get_by_label("Tổng số hộ").fill("1.200")
    land.get_by_label("Đã bàn giao mặt bằng").fill("690")
    land.keyboard.press("Control+Enter")
    expect(land.locator(".messages")).to_contain_text("Đã lưu số liệu")
    land.goto(f"{page}muc/left")
    land.get_by_label("Dòng 1, Dự án").fill("Đường gom ven đê")
    land.get_by_label("Dòng 1, Chưa đồng thuận giá").fill("500")
    land.keyboard.press("Control+Enter")
    expect(land.get_by_role("alert")).to_contain_text(
        "cộng các dòng được 500, số liệu “Số hộ chưa bàn giao” là 510"
    )
    land.get_by_label("Dòng 1, Vướng nguồn gốc đất").fill("10")
    sound(land)
    land.keyboard.press("Control+Enter")
    expect(land.locator(".report-bars")).to_contain_text("500 (98,04%)")
    sound(land)
    land.goto(f"{page}muc/obstacles")
    sound(land)
    land.goto(f"{page}muc/next")
    land.get_by_label("Nội dung").fill("Họp dân tổ 5 ngày 24/11.")
    land.keyboard.press("Control+Enter")
    expect(land.locator(".messages")).to_contain_text("Đã lưu mục")
    land.keyboard.press("g")
    land.get_by_role("dialog").get_by_role("button", name="Trình báo cáo").click()
    expect(land.locator(".messages")).to_contain_text("Đã trình")
    chair = visit(f"{HERE}thu", post="chair")
    chair.get_by_role("link", name="Tình hình, khó khăn").first.click()
    expect(chair.get_by_role("heading", level=1)).to_contain_text("1/2 đơn vị đã gửi")
    expect(chair.get_by_role("row").filter(has_text="Văn hóa")).to_contain_text("trễ")
    chair.get_by_role("button", name="Đôn đốc").click()
    expect(chair.locator(".messages")).to_contain_text("Đã đôn đốc")
    chair.get_by_role("link", name=test_reports.ECONOMY_NAME).click()
    chair.keyboard.press("g")
    expect(chair.locator(".messages")).to_contain_text("Đã nhận")
    office = visit(f"{HERE}ma/{ward.code}", post="office-head")
    expect(office.locator(".alert").first).to_contain_text("Chưa có số liệu của 1 đơn vị")
    sound(office)
    office.get_by_role("link", name="57,5% (690/1.200)").click()
    office.get_by_role("link", name="Tổng số hộ").click()
    expect(office.get_by_role("row").filter(has_text=test_reports.ECONOMY_NAME)).to_contain_text("1.200")
    actions.submit(by=posts["office-head"], at=at, report=ward, without="Chưa phát sinh")
    chair.goto(f"{chair.url.split('/ma/')[0]}/ma/{ward.code}")
    chair.keyboard.press("g")
    chair.get_by_role("dialog").get_by_role("button", name="Ký ban hành").click()
    expect(chair.locator(".messages")).to_contain_text("Đã lấy số và ban hành")
    paper = chair.get_by_role("link", name="Báo cáo số 01/BC-UBND (PDF)")
    answer = chair.request.get(chair.url.split("/can-bo/")[0] + str(paper.get_attribute("href")))
    assert answer.ok and answer.body().startswith(b"%PDF")
