"""A clerk registers, the chair instructs, a specialist drafts the answer, the chair signs; both registers show it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.correspondence.queries.outgoing import listed
from motcua.base.journal.ports import Actor

pytestmark = pytest.mark.browser
HERE = "/can-bo/van-thu/"


def test_from_what_came_in_to_the_answer_that_went_out(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: dict[str, Actor], at: object
) -> None:
    clerk = visit(HERE, post="clerk-1", width=1280)
    expect(clerk.locator("h1")).to_contain_text("0 văn bản đến chưa xong")
    clerk.keyboard.press("a")
    clerk.wait_for_url(f"**{HERE}den/moi")
    clerk.fill("#id_issuer", "Sở Tư pháp Hà Nội")
    clerk.fill("#id_symbol", "1520/STP-HCTP")
    clerk.select_option("#id_type_", "cong-van")
    clerk.fill("#id_abstract", "Rà soát số liệu đăng ký hộ tịch")
    sound(clerk)
    clerk.keyboard.press("Control+Enter")
    expect(clerk.locator("h1")).to_have_text("Rà soát số liệu đăng ký hộ tịch")
    address = clerk.url
    came = "/can-bo" + address.partition("/can-bo")[2]
    chair = visit(came, post="chair", width=360)
    chair.get_by_role("link", name="Cho ý kiến chỉ đạo").click()
    chair.select_option("#id_c-lead", "post:justice-1")
    chair.fill("#id_c-words", "Rà soát, trả lời đúng hạn.")
    chair.get_by_role("button", name="Cho ý kiến chỉ đạo").click()
    expect(chair.locator(".stands strong")).to_have_text("Đang giải quyết")
    sound(chair)
    writer = visit(came, post="justice-1", width=1280)
    writer.get_by_role("link", name="Soạn văn bản trả lời").click()
    writer.fill("#id_body", "I. KẾT QUẢ\n1. Số liệu không có sai lệch.\nTrân trọng.")
    expect(writer.locator("#trang-in img").first).to_be_visible()
    sound(writer)
    writer.keyboard.press("Control+Enter")
    writer.wait_for_url(f"**{HERE}di/ma/**")
    writer.get_by_role("button", name="Trình ký").click()
    expect(writer.locator(".stands strong")).to_have_text("Chờ ký")
    answer = "/can-bo" + writer.url.partition("/can-bo")[2]
    chair.goto(writer.url)
    chair.get_by_role("button", name="Ký, lấy số").click()
    chair.locator("dialog[open] button", has_text="Ký, lấy số").click()
    expect(chair.locator(".stands strong")).to_have_text("Đã ký, chờ phát hành")
    clerk.goto(clerk.url.partition("/can-bo")[0] + answer)
    clerk.get_by_role("button", name="Phát hành").click()
    expect(clerk.locator(".stands strong")).to_have_text("Đã phát hành")
    sound(clerk)
    clerk.goto(clerk.url.partition("/can-bo")[0] + f"{HERE}di/?xem=so")
    expect(clerk.locator("tbody")).to_contain_text("01/UBND-VP")
    writer.goto(address)
    expect(writer.locator("section", has_text="Văn bản trả lời").first).to_contain_text("01/UBND-VP")
    assert listed(posts["clerk-1"], at, show="so").get().sha256  # type: ignore[arg-type]


def test_minutes_are_composed_on_their_form_and_signed_by_two(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: dict[str, Actor]
) -> None:
    writer = visit(f"{HERE}di/moi", post="justice-1", width=1440)
    writer.get_by_role("link", name="Biên bản").click()
    expect(writer.locator("#id_body")).to_have_value(re.compile("Thời gian bắt đầu:"))
    second = writer.locator("#nguoi-ky summary")
    writer.select_option("#id_type_", "ke-hoach")
    expect(second).to_have_count(0)
    expect(writer.locator("#id_signer option[value=office-head]")).to_have_count(0)
    writer.select_option("#id_type_", "bien-ban")
    expect(second).to_be_visible()
    expect(writer.locator("#id_signer option[value=office-head]")).to_have_count(1)
    writer.fill("#id_abstract", "Họp xét khen thưởng năm 2026")
    writer.keyboard.press("Control+Enter")
    expect(writer.locator("#compose")).to_contain_text("Biên bản cần hai người ký")
    writer.select_option("#id_cosigner", "social-1")
    expect(writer.locator("#trang-in img").first).to_be_visible()
    sound(writer)
    writer.keyboard.press("Control+Enter")
    writer.wait_for_url(f"**{HERE}di/ma/**")
    writer.get_by_role("button", name="Trình ký").click()
    page = "/can-bo" + writer.url.partition("/can-bo")[2]
    chair = visit(page, post="chair", width=1280)
    chair.get_by_role("button", name="Ký, chuyển người ký thứ hai").click()
    chair.locator("dialog[open] button", has_text="Ký, chuyển người ký thứ hai").click()
    expect(chair.locator(".stands")).to_contain_text("chờ Công chức văn hóa - xã hội ký")
    secretary = visit(page, post="social-1", width=360)
    sound(secretary)
    secretary.get_by_role("button", name="Ký, lấy số").click()
    secretary.locator("dialog[open] button", has_text="Ký").click()
    expect(secretary.locator(".stands")).not_to_contain_text("chờ Công chức")
    clerk = visit(page, post="clerk-1", width=1280)
    clerk.get_by_role("button", name="Phát hành").click()
    expect(clerk.locator(".stands strong")).to_have_text("Đã phát hành")
