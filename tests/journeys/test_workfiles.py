"""A piece of work is filed, closed, handed over and taken; the Front speaks in the programme it signed."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.correspondence import actions as correspondence
from motcua.areas.programmes import actions as programmes
from motcua.base.journal.ports import Actor
from tests.areas.test_correspondence import PLAN
from tests.areas.test_programmes import FRONT, GIVEN

pytestmark = pytest.mark.browser
HERE = "/can-bo/ho-so-cong-viec/"


def test_a_work_file_is_compiled_closed_handed_over_and_taken(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: Any
) -> None:
    came = correspondence.register(by=posts["clerk-1"], at=at, **PLAN)
    clerk = visit(HERE, width=360, post="clerk-1")
    sound(clerk)
    clerk.keyboard.press("a")
    clerk.get_by_label("Tiêu đề hồ sơ").fill("Công tác dân vận chính quyền năm 2026")
    clerk.get_by_label("Loại hồ sơ").select_option("trao-doi")
    sound(clerk)
    clerk.get_by_role("button", name="Mở hồ sơ").click()
    expect(clerk.locator(".messages")).to_contain_text("Đã mở hồ sơ")
    clerk.keyboard.press("a")
    clerk.get_by_label("Mã hoặc số văn bản").fill(came.symbol)
    clerk.locator("form[action$='/viec/put']").get_by_role("button", name="Đưa vào hồ sơ").click()
    expect(clerk.get_by_role("row").filter(has_text="307/KH-UBND")).to_be_visible()
    sound(clerk)
    clerk.keyboard.press("x")
    clerk.get_by_label("Ngày công việc kết thúc").fill(at.date().isoformat())
    clerk.locator("form[action$='/viec/close']").get_by_role("button", name="Kết thúc hồ sơ").click()
    expect(clerk.get_by_text("nộp lưu trước 20/11/2027", exact=True)).to_be_visible()
    clerk.get_by_role("link", name="Nộp lưu").click()
    clerk.get_by_label("Công tác dân vận").check()
    sound(clerk)
    clerk.get_by_role("button", name="Lập biên bản giao nhận").click()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("Biên bản giao nhận")
    sound(clerk)
    head = visit(f"/{clerk.url.split('/', 3)[3]}", post="office-head")
    sound(head)
    head.keyboard.press("x")
    head.get_by_role("dialog").get_by_role("button", name="Nhận vào lưu trữ").click()
    expect(head.locator(".messages")).to_contain_text("Đã nhận hồ sơ vào lưu trữ")
    head.goto(f"{head.url.split('/can-bo/')[0]}{HERE}")
    expect(head.get_by_role("row").filter(has_text="Công tác dân vận")).to_contain_text("Đã vào lưu trữ")
    sound(head)


def test_the_front_speaks_in_its_programme(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: Any
) -> None:
    made = programmes.enter(by=posts["office-head"], at=at, **GIVEN)
    programmes.add_task(
        by=posts["chair"], at=at, programme=made, what="Giám sát chung", lead=FRONT, due_on=at.date()
    )
    front = visit(f"/can-bo/chuong-trinh-phoi-hop/ma/{made.code}", width=360, post="front")
    front.keyboard.press("b")
    front.get_by_label("Tiến độ, khó khăn").fill("Xong 2 trong 3 nơi")
    front.locator("form[action$='/viec/progress']").get_by_role("button", name="Báo cáo tiến độ").click()
    expect(front.get_by_text("Xong 2 trong 3 nơi")).to_be_visible()
    front.keyboard.press("p")
    front.locator("form[action$='/viec/propose']").get_by_label("Nội dung").fill("Thêm một buổi đối thoại")
    front.locator("form[action$='/viec/propose']").get_by_role("button", name="Đề xuất nội dung").click()
    expect(front.get_by_role("heading", name="chờ trả lời")).to_be_visible()
    sound(front)
    office = visit(f"/can-bo/chuong-trinh-phoi-hop/ma/{made.code}", post="office-head")
    office.keyboard.press("l")
    office.get_by_label("Nội dung trả lời").fill("Đưa vào kế hoạch quý IV")
    office.locator("form[action$='/viec/answer']").get_by_role("button", name="Trả lời đề xuất").click()
    expect(office.get_by_text("Đưa vào kế hoạch quý IV")).to_be_visible()
    sound(office)
