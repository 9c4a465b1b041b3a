"""Somebody without an account, on a telephone without script, files a petition and gets a receipt that verifies."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.petitions.models import Petition
from motcua.base.journal.actions import seal
from tests.areas.test_petitions import NOISE, everything
from tests.faces.test_portal_petitions import PNG

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
SECONDS_A_LETTER, SECONDS_A_PRESS, SECONDS_A_FIELD, SECONDS_A_PAGE = 0.28, 3.0, 1.5, 2.0
"""Somebody who types slowly on a telephone (some 40 words a minute are 200 letters), looks before they press, passes
every field that they leave blank and waits for every page."""


class Hand:
    """A hand on a telephone: what it does takes so long."""

    def __init__(self, page: Page) -> None:
        self.page, self.seconds, self.presses = page, 0.0, 0

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)
        self.seconds += SECONDS_A_PRESS + len(text) * SECONDS_A_LETTER
        self.presses += 1

    def press(self, role: Any, name: str) -> None:
        blank = sum(not box.locator("input, textarea, select").first.input_value() for box in self.fields())
        self.page.get_by_role(role, name=name).first.click()
        self.seconds += SECONDS_A_PRESS + SECONDS_A_PAGE + blank * SECONDS_A_FIELD
        self.presses += 1

    def fields(self) -> list[Any]:
        """The fields that stand open on the page."""
        return [box for box in self.page.locator("form#don .field").all() if box.is_visible()]


def test_a_petition_in_under_two_minutes_on_a_phone(
    visit: Visit, sound: Callable[[Page], None], at: Any, clock: Any, tmp_path: Path
) -> None:
    page = visit("/", width=360, height=740, script=False)
    hand = Hand(page)
    hand.press("link", "Gửi đơn")
    hand.press("link", "Tôi góp ý, đề nghị hoặc phản ánh một việc")
    hand.write("Việc gì đã xảy ra?", NOISE)
    hand.write("Họ và tên", "Trần Văn Ước")
    hand.write("Điện thoại", "0912345678")
    photo = tmp_path / "anh.png"
    photo.write_bytes(PNG)
    page.get_by_label("Chọn ảnh hoặc tệp").set_input_files(photo)
    hand.presses, hand.seconds = hand.presses + 1, hand.seconds + 3 * SECONDS_A_PRESS
    hand.press("button", "Gửi luôn")
    expect(page.get_by_text("Ông/bà chưa ghi địa chỉ")).to_be_visible()
    hand.press("button", "Gửi đơn")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cơ quan đã nhận được đơn của ông/bà")
    assert hand.seconds < 110 and hand.presses <= 8, (hand.seconds, hand.presses)
    made = Petition.objects.get()
    expect(page.locator(".petition-slip")).to_contain_text(made.code.split("-")[-1])
    seal(at=at)
    with page.expect_download() as down:
        page.get_by_text("Xem cách kiểm chứng").click()
        page.get_by_role("link", name="Tải biên nhận điện tử").click()
    receipt = Path(down.value.path()).read_text(encoding="utf-8")
    assert json.loads(receipt)["proof"]
    page.goto(page.url.split("/gui-don")[0] + "/so-cai")
    page.locator("details:has(textarea) > summary").click()
    page.locator("textarea").fill(receipt)
    page.locator("form:has(textarea) button").last.click()
    expect(page.get_by_role("status").first).to_contain_text("Biên nhận")


def test_every_page_is_sound_and_a_denunciation_leaves_nothing_behind(
    visit: Visit, sound: Callable[[Page], None], clock: Any, at: Any
) -> None:
    clock(at)
    page = visit("/gui-don/", width=360, height=740)
    origin = page.url.split("/gui-don")[0]
    sound(page)
    for slug in ("khieu-nai", "to-cao"):
        page.goto(f"{origin}/gui-don/viet/{slug}")
        for one in page.locator("details > summary").all():
            one.click()
        sound(page)
    expect(page.get_by_role("button", name="Gửi luôn")).to_have_count(0)
    page.get_by_role("button", name="Xem lại trước khi gửi").last.click()
    expect(page.locator(".error-summary")).to_contain_text("Việc đã xảy ra")
    sound(page)
    page.get_by_label("Việc gì đã xảy ra?").fill("Ông X nhận tiền của dân. Tôi là Lò Thị Phượng Hoàng.")
    page.get_by_label("Ai hoặc cơ quan nào làm trái?").fill("Ông X, tổ trưởng")
    page.get_by_label("Họ và tên").fill("Lò Thị Phượng Hoàng")
    page.get_by_label("Địa chỉ").fill("Ngách 77 Gốc Đa")
    page.get_by_role("button", name="Xem lại trước khi gửi").last.click()
    expect(page.locator(".as-said")).to_contain_text("Lò Thị Phượng Hoàng")
    sound(page)
    page.get_by_role("button", name="Gửi đơn").click()
    expect(page.locator(".petition-slip")).to_contain_text("Mã tra cứu")
    assert "NTC-" not in page.content(), "nothing that stays with the sender says that they denounce"
    sound(page)
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "Hoàng" not in kept and "Hoàng" not in page.content() and "Phượng Hoàng" not in everything()
    page.goto(f"{origin}/gui-don/tra-cuu")
    sound(page)


@pytest.mark.parametrize("script", [True, False])
def test_the_back_button_loses_nothing(visit: Visit, script: bool) -> None:
    page = visit("/gui-don/viet/khieu-nai", width=360, height=740, script=script)
    typed = {"Việc gì đã xảy ra?": NOISE, "Quyết định hoặc việc làm nào, của ai?": "Quyết định 12/QĐ-UBND"}
    again = page.get_by_role("button", name="Xem lại trước khi gửi")

    def kept() -> None:
        for label, text in typed.items():
            expect(page.get_by_label(label)).to_have_value(text)

    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    again.click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.go_back()
    kept()
    more = {"Ông/bà đề nghị sửa thế nào?": "Hủy", "Họ và tên": "Trần Văn Ước", "Địa chỉ": "Số 9 ngõ 42"}
    typed |= more
    for label, text in more.items():
        page.get_by_label(label).fill(text)
    again.click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Đọc lại trước khi gửi")
    page.go_back()
    kept()
    page.go_forward()
    expect(heading).to_have_text("Đọc lại trước khi gửi")
    page.get_by_role("button", name="Gửi đơn").click()
    expect(page.locator(".petition-slip")).to_be_visible()
    page.go_back()
    expect(page.locator(".as-said")).to_contain_text(NOISE)
    assert Petition.objects.count() == 1


def test_the_back_button_finds_feedback_as_it_was_typed(visit: Visit) -> None:
    page = visit("/phan-anh/gui/rac", width=360, height=740, script=False)
    page.get_by_label("Việc gì?").fill("Rác ở cuối ngõ 42 ba ngày chưa dọn")
    page.get_by_label("Số nhà").fill("Cuối ngõ 42")
    page.locator("form.report button[type=submit]").click()
    expect(page.locator(".number-slip")).to_be_visible()
    page.go_back()
    expect(page.locator("#at-content")).to_have_value("Rác ở cuối ngõ 42 ba ngày chưa dọn")


def test_the_other_language_loses_nothing(visit: Visit) -> None:
    page = visit("/gui-don/viet/kien-nghi", width=360, height=740, script=False)
    page.locator("#don-content").fill(NOISE)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_label("Full name")).to_be_visible()
    expect(page.locator("#don-content")).to_have_value(NOISE)
    page.get_by_label("Full name").fill("Trần Văn Ước")
    page.locator(".filing-go .btn-primary").click()
    expect(page.locator(".as-said")).to_contain_text(NOISE)
    page.go_back()
    expect(page.get_by_label("Full name")).to_have_value("Trần Văn Ước")
    page.go_forward()
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đọc lại trước khi gửi")
    page.get_by_role("button", name="Gửi đơn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cơ quan đã nhận được đơn của ông/bà")
