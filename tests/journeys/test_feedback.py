"""Feedback from a telephone in the street to the answer that everybody reads, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.feedback.models import Feedback
from tests.areas.test_feedback import photo

pytestmark = pytest.mark.browser
DESK = "/can-bo/phan-anh/"


def test_from_the_street_to_the_map(visit: Callable[..., Page], sound: Callable[[Page], None]) -> None:
    phone = visit("/phan-anh/gui", width=360, height=740)
    sound(phone)
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"latitude": 21.037612, "longitude": 105.893145, "accuracy": 12})
    phone.get_by_text("Rác thải, vệ sinh").click()
    expect(phone.get_by_role("button", name="Lấy vị trí của tôi")).to_be_visible()
    phone.wait_for_load_state()  # its script answers the press
    phone.get_by_role("button", name="Lấy vị trí của tôi").click()
    expect(phone.locator("[data-located]")).to_have_text("Đã lấy vị trí, sai số khoảng 12 m.")
    sound(phone)
    phone.fill("#at-content", "Bãi rác tự phát cuối ngõ 42 phố Cổ Linh")
    taken = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo((800, 600)).read()}
    phone.set_input_files("#at-album", [taken])  # type: ignore[list-item]
    expect(phone.locator("[data-picked]")).to_have_text("Đã chọn 1 ảnh.")
    phone.get_by_role("button", name="Gửi phản ánh").click()
    phone.wait_for_url("**/theo-doi?**")
    expect(phone.locator(".promised-at")).to_contain_text("thứ Hai 23/11/2026")
    sound(phone)
    made = Feedback.objects.get()
    assert str(made.lat) == "21.037612" and made.files.count() == 1

    officer = visit(f"{DESK}ma/{made.code}", post="land-1", width=1280)
    sound(officer)
    officer.keyboard.press("x")
    expect(officer.locator(".stands strong")).to_have_text("Đang xử lý")
    officer.keyboard.press("x")
    officer.fill("#answer-text", "Đã dọn sạch, đặt thêm thùng rác")
    sound(officer)
    officer.keyboard.press("Control+Enter")
    expect(officer.locator(".stands strong")).to_have_text("Đã trả lời, chờ công khai")
    leader = visit(f"{DESK}?xem=cho-cong-khai", post="chair", width=1280)
    expect(leader.locator("tbody tr")).to_have_count(1)
    sound(leader)
    leader.goto(leader.url.partition("?")[0] + f"ma/{made.code}#viec-publish")
    leader.check("#publish-place input[value=near]")
    leader.check("#viec-publish input[name=photos-public]")
    sound(leader)
    leader.keyboard.press("Control+Enter")
    expect(leader.locator(".stands strong")).to_have_text("Đã trả lời, công khai")

    phone.reload()
    phone.locator(".face").first.click()
    phone.get_by_role("button", name="Gửi đánh giá").click()
    expect(phone.locator("#danh-gia")).to_contain_text("đã đánh giá 5 trên 5")
    for width in (360, 1280):
        everybody = visit("/phan-anh/", width=width)
        sound(everybody)
        everybody.locator(".map a").first.click()
        everybody.wait_for_url(f"**/phan-anh/{made.code}")
        expect(everybody.locator("main")).to_contain_text("Đã dọn sạch")
        sound(everybody)


@pytest.mark.parametrize("width", [360, 1440])
def test_a_photo_stays_while_the_language_changes(
    visit: Callable[..., Page], sound: Callable[[Page], None], width: int
) -> None:
    page = visit("/phan-anh/gui/den", width=width, height=740)
    page.fill("#at-content", "Đèn đường đầu ngõ 42 tắt ba hôm nay")
    taken = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo((800, 600)).read()}
    page.set_input_files("#at-album", [taken])  # type: ignore[list-item]
    expect(page.locator("[data-picked]")).to_have_text("Đã chọn 1 ảnh.")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".photos-kept li")).to_have_count(1)
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator(".photos-kept li")).to_contain_text("Ảnh 1")
    sound(page)
    page.get_by_role("button", name="Gửi phản ánh").click()
    page.wait_for_url("**/theo-doi?**")
    assert Feedback.objects.get().files.count() == 1


def test_the_pages_of_the_desk_fit_every_width(
    visit: Callable[..., Page], sound: Callable[[Page], None]
) -> None:
    for width in (360, 1280):
        for path, post in (("", "one-stop-1"), ("nhan?loai=tieng-on", "one-stop-1"), ("thoi-han", "chair")):
            sound(visit(DESK + path, width=width, post=post))


def test_what_denounces_is_led_the_guarded_way(
    visit: Callable[..., Page], sound: Callable[[Page], None]
) -> None:
    told = "Ông X địa chính nhận tiền của dân khi đo đất"
    phone = visit("/phan-anh/gui/kien-nghi", width=360, height=740)
    phone.fill("#at-content", told)
    phone.get_by_role("button", name="Gửi phản ánh").click()
    expect(phone.locator("#h-guarded")).to_contain_text("giữ kín danh tính")
    sound(phone)
    phone.get_by_role("button", name="Gửi theo lối giữ kín").click()
    expect(phone.locator("#don-content")).to_have_value(told)
    sound(phone)
    phone.goto(f"{phone.url.partition('/gui-don')[0]}/phan-anh/gui/kien-nghi")
    phone.fill("#at-content", told)
    phone.get_by_role("button", name="Gửi phản ánh").click()
    phone.get_by_role("button", name="Vẫn gửi phản ánh").click()
    phone.wait_for_url("**/theo-doi?**")
    made = Feedback.objects.get()

    officer = visit(f"{DESK}ma/{made.code}", post="one-stop-1", width=1440)
    expect(officer.locator(".alert-warning").first).to_contain_text("có thể là tố cáo")
    sound(officer)
    officer.get_by_role("button", name="Chuyển xử lý kín").click()
    officer.keyboard.press("Enter")  # it cannot be taken back: it asks first
    expect(officer.locator(".stands strong")).to_have_text("Đã chuyển xử lý kín")
    expect(officer.locator("main")).not_to_contain_text(told)
    sound(officer)
    phone.reload()
    expect(phone.locator("main")).not_to_contain_text(told)
    sound(phone)
    phone.get_by_role("button", name="Mở trang theo dõi").click()
    phone.wait_for_url("**/gui-don/tra-cuu")
    sound(phone)
