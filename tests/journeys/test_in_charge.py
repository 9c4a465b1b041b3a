"""Who is in charge, what must be issued this year, who was told of it: in a real browser."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_leader_puts_somebody_in_charge_and_everybody_reads_it(
    visit: Callable[..., Page], sound: Callable[[Page], None]
) -> None:
    page = visit("/can-bo/phu-trach/", post="chair")
    page.get_by_label("Lĩnh vực công tác").select_option("dan-van")
    page.get_by_label("Người phụ trách").select_option("vice-chair")
    page.get_by_label("Văn bản phân công").fill("88/QĐ-UBND")
    page.keyboard.press("Control+Enter")
    expect(page.locator("table")).to_contain_text("Ngô Thanh Bình")
    for width in (360, 1440):
        sound(visit("/can-bo/phu-trach/", width=width, post="chair"))
        public = visit("/nguoi-phu-trach/", width=width)
        expect(public.locator("main")).to_contain_text("Ngô Thanh Bình")
        sound(public)


def test_what_must_be_issued_is_fulfilled_and_told(
    visit: Callable[..., Page], sound: Callable[[Page], None]
) -> None:
    page = visit("/can-bo/chi-dao/phai-ban-hanh", post="chair")
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Lấy danh mục mẫu").click()
    confirm = page.locator("dialog[open] button.btn-primary, dialog[open] [value=yes]")
    if confirm.count():
        confirm.first.click()
    expect(page.locator("table")).to_contain_text("Báo cáo kết quả công tác dân vận chính quyền")
    for width in (360, 1440):
        for path in ("phai-ban-hanh", "quan-triet"):
            shown = visit(f"/can-bo/chi-dao/{path}", width=width, post="chair")
            sound(shown)
            if shots := os.environ.get("SHOTS"):
                shown.screenshot(path=Path(shots) / f"{path}-{width}.png", full_page=True)


def test_an_initiative_from_the_desk_to_its_decision(
    visit: Callable[..., Page], sound: Callable[[Page], None]
) -> None:
    page = visit("/can-bo/sang-kien/", post="land-1")
    page.keyboard.press("a")
    for label, said in (
        ("Tên sáng kiến", "Phiếu kiểm tra giấy tờ in sẵn"), ("Vấn đề hiện nay", "Dân đi lại nhiều"),
        ("Giải pháp", "In sẵn phiếu"), ("Lợi ích", "Bớt một lần đi lại"),
    ):  # fmt: skip
        page.get_by_label(label).fill(said)
    page.get_by_label("Lĩnh vực công tác").select_option("cai-cach-hanh-chinh")
    page.get_by_role("button", name="Gửi đề xuất").click()
    expect(page.locator("h1")).to_contain_text("Phiếu kiểm tra giấy tờ in sẵn")
    where = page.url.partition("/can-bo/")[2]
    for width in (360, 1440):
        sound(visit("/can-bo/sang-kien/", width=width, post="chair"))
        shown = visit(f"/can-bo/{where}", width=width, post="chair")
        expect(shown.locator("main")).to_contain_text("Công nhận")
        sound(shown)
        if shots := os.environ.get("SHOTS"):
            shown.screenshot(path=Path(shots) / f"initiative-{width}.png", full_page=True)
