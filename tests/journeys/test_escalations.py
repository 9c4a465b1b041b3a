"""What people worry about is noted, passed up, answered, acted on; then the law is made known to them."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.base.journal.ports import Actor

pytestmark = pytest.mark.browser


def test_from_a_worry_to_the_reply_from_above_and_to_people(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    land = visit("/can-bo/tinh-hinh/moi", post="land-1", width=360)
    land.fill("#id_worries", "Ông Bình bảo các hộ ngoài đê lo giá bồi thường.")
    land.fill("#id_spot", "Khu ngoài đê")
    land.select_option("#id_topic", "compensation")
    land.get_by_label("Khẩn").check()
    land.select_option("#id_source", "meeting")
    land.get_by_role("button", name="Ghi nhận").click()
    expect(land.locator("#id_worries_error, .errorlist").first).to_contain_text(
        "Không ghi về một người cụ thể"
    )
    land.fill("#id_worries", "Nhiều hộ ngoài đê lo giá bồi thường.")
    land.get_by_role("button", name="Ghi nhận").click()
    expect(land.locator("h1")).to_contain_text("Khu ngoài đê")

    chair = visit("/can-bo/", post="chair", width=1280)
    chair.get_by_role("link", name=re.compile("ghi nhận tình hình .*chưa đọc")).click()
    chair.get_by_role("link", name="Nhiều hộ ngoài đê").click()
    sound(chair)
    chair.get_by_role("link", name="Báo cáo cấp trên (vượt thẩm quyền)").click()
    chair.fill("#id_title", "Giá bồi thường khu ngoài đê")
    chair.fill("#id_asked", "Phê duyệt giá đất cụ thể trong tháng 12.")
    chair.fill("#id_why", "Giá đất cụ thể do cấp trên phê duyệt.")
    chair.fill("#id_reply_by", (at.date() + dt.timedelta(days=15)).isoformat())
    sound(chair)
    chair.keyboard.press("Control+Enter")
    expect(chair.locator(".stands strong")).to_have_text("Đã gửi, chưa nhận")

    above = visit("/can-bo/", post="police-head", width=1280)
    above.get_by_role("link", name="việc vượt thẩm quyền cấp dưới gửi đến").click()
    above.get_by_role("link", name="Giá bồi thường khu ngoài đê").click()
    above.keyboard.press("t")
    above.get_by_label("Đã quyết định").check()
    above.fill("#id_t-reply_number", "77/UBND-ĐT")
    above.fill("#id_t-reply_on", at.date().isoformat())
    above.fill("#id_t-reply", "Phê duyệt giá đất trong tháng 12.")
    sound(above)
    above.locator("#viec-reply button.btn-primary").click()
    above.locator("dialog[open] button", has_text="Trả lời").click()
    expect(above.locator(".stands strong")).to_have_text("Đã có trả lời")

    chair.reload()
    expect(chair.locator("main")).to_contain_text("Phê duyệt giá đất trong tháng 12.")
    chair.keyboard.press("x")
    chair.fill("#id_k-action", "Đã báo lại các hộ tại nhà văn hóa.")
    chair.locator("#viec-end button.btn-primary").click()
    expect(chair.locator(".stands strong")).to_have_text("Đã kết thúc")

    chair.goto(chair.url.split("/can-bo/")[0] + "/can-bo/tuyen-truyen/moi")
    chair.fill("#id_title", "Luật Đất đai đến từng tổ")
    chair.fill("#id_goal", "Để ai cũng biết quyền khi thu hồi đất.")
    chair.fill("#id_instruments", "77/2015/QH13")
    chair.get_by_label("Mọi người dân").check()
    chair.fill("#id_ends_on", (at.date() + dt.timedelta(days=20)).isoformat())
    chair.keyboard.press("Control+Enter")
    expect(chair.locator("main")).to_contain_text("hết hiệu lực từ 01/03/2025")
    chair.keyboard.press("g")
    chair.locator("dialog[open] button", has_text="Công bố").click()
    expect(chair.locator(".stands strong")).to_have_text("Đang diễn ra")
    sound(chair)
    anybody = visit("/tuyen-truyen/", width=360)
    expect(anybody.locator("main")).to_contain_text("Luật Đất đai đến từng tổ")
    sound(anybody)
