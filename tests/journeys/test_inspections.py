"""From a supervision of the Front to a late reply that everybody reads."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.inspections.models import Inspection, Recommendation
from tests.areas import test_inspections

pytestmark = pytest.mark.browser
begun = test_inspections.begun


def test_a_late_reply_is_public(
    visit: Callable[..., Page], sound: Callable[[Page], None], begun: Callable[..., Inspection], at: dt.datetime,
    clock: Callable[[dt.datetime], None],
) -> None:  # fmt: skip
    made = begun()
    front = visit(f"/can-bo/giam-sat/ma/{made.code}", post="front")
    front.keyboard.press("c")
    front.get_by_label("Đơn vị nhận kiến nghị").select_option("00145")
    front.get_by_label("Nội dung kiến nghị").fill("Bố trí người hướng dẫn ở sảnh")
    front.get_by_label("Ngày gửi").fill("2026-11-20")
    sound(front)
    front.keyboard.press("Control+Enter")
    expect(front.locator(".messages")).to_contain_text("Đã gửi")
    front.keyboard.press("x")
    front.get_by_role("dialog").get_by_role("button", name="Công khai").click()
    expect(front.locator(".messages")).to_contain_text("Đã công khai")
    clock(at + dt.timedelta(days=20))
    chair = visit(f"/can-bo/giam-sat/kien-nghi/{Recommendation.objects.get().code}", post="chair")
    expect(chair.locator(".dossier-head")).to_contain_text("trễ")
    chair.keyboard.press("g")
    chair.locator("#id_g-taken").fill("Tiếp thu, trực mỗi sáng")
    chair.get_by_label("Số, ký hiệu văn bản trả lời").fill("210/UBND-VP")
    sound(chair)
    chair.keyboard.press("Control+Enter")
    chair.get_by_role("dialog").get_by_role("button", name="Trả lời kiến nghị").click()
    expect(chair.locator(".messages")).to_contain_text("Đã ghi trả lời")
    phone = visit("/cong-khai/giam-sat/", width=360, script=False)
    expect(phone.locator(".positions").first).to_contain_text("Trả lời trễ 1")
    phone.get_by_role("link", name=made.title).click()
    expect(phone.locator(".promise-line")).to_contain_text("trả lời trễ")
    sound(visit(f"/cong-khai/giam-sat/{made.code}", width=360))
