"""An official adopts a process without a mouse, and sees how it ran in another system's history."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.dossiers.actions.history import take_over_all
from motcua.base.journal.ports import SYSTEM
from motcua.gateways.event_log import read_log, read_map
from tests import world
from tests.areas.test_dossiers_history import HEADS, STEPS, went

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
EDITOR = "/can-bo/thu-tuc/ma/1.004873/quy-trinh"


def test_a_process_is_changed_with_the_keyboard_only(visit: Visit, sound: Callable[[Page], None]) -> None:
    page = visit(EDITOR, post="office-head")
    expect(page.locator("[data-sum-right]")).to_be_visible()
    page.get_by_label("Thời gian").nth(1).fill("2")
    expect(page.locator("[data-sum-wrong]")).to_be_visible()
    page.get_by_label("Tính bằng").nth(1).select_option("day")
    expect(page.locator("[data-sum-value]")).to_have_text("27")
    page.get_by_label("Thời gian").nth(1).fill("1,625")
    expect(page.locator("[data-sum-right]")).to_be_visible()
    page.get_by_role("button", name="Đưa bước 3 xuống").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nội dung công việc").nth(3)).to_have_value("Xem xét, trình ký")
    expect(page.get_by_label("Nội dung công việc").nth(3)).to_be_focused()
    page.get_by_label("Quyết định phê duyệt quy trình").fill("77/QĐ-UBND")
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="Sơ đồ quy trình nội bộ")).to_be_visible()
    sound(page)
    page.keyboard.press("Control+Enter")
    page.get_by_role("dialog").get_by_role("button", name="Ban hành").press("Enter")
    page.wait_for_url("**/ma/1.004873")
    expect(page.get_by_text("Đã ban hành quy trình nội bộ.")).to_be_visible()
    sound(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_history_is_seen_beside_the_approved_process(
    visit: Visit, sound: Callable[[Page], None], tmp_path: Path, at: dt.datetime, width: int
) -> None:
    ways = (STEPS, (*STEPS[:2], *STEPS[3:]), (*STEPS[:3], STEPS[1], *STEPS[2:]))
    rows = [row for w, way in enumerate(ways) for n in range(9 - w) for row in went(f"{w}-{n}", 8, way)]
    file = tmp_path / "cu.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEADS, *rows])
    mapped = read_map(None, source="cũ", unit=world.WARD)
    take_over_all(by=SYSTEM, at=at, log=read_log(file, mapped), words=mapped.words, sha="")
    page = visit("/bang/quy-trinh?tu=2025-09-01&den=2025-09-30", post="chair", width=width)
    sound(page)
    page.get_by_role("link", name="Thủ tục cấp Giấy xác nhận tình trạng hôn nhân").click()
    expect(page.get_by_role("img", name="Sơ đồ hồ sơ thực tế")).to_be_visible()
    expect(page.get_by_role("table").filter(has_text="Các bước").first).to_contain_text("đúng quy trình")
    sound(page)
    page.goto(page.url.split("/bang")[0] + "/can-bo/thu-tuc/ma/1.004873/thuc-te?tu=2025-09-01&den=2025-09-30")
    sound(page)
