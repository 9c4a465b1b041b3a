"""From a lost point of QĐ 766 to its dossier; from a self-score typed with the keyboard to its appraisal."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from motcua.areas.dossiers.models import Dossier
from motcua.reactions.counting.table import catch_up
from tests.areas.test_assessments import CULTURE, IN_TIME
from tests.areas.test_dossiers import moment
from tests.faces.test_desk_assessments import MOST


def test_a_lost_point_leads_to_its_dossier(
    visit: Callable[..., Page], sound: Callable[[Page], None], receive: Callable[..., Dossier], finished: Any
) -> None:
    late = finished(receive(procedure="1.004873", at=moment(2, 10)), at=moment(9, 9)).code
    catch_up()
    page = visit("/can-bo/bo-chi-so/ma/766", width=360, height=800, post="chair")
    sound(page)
    page.get_by_role("link", name="Hồ sơ giải quyết đúng hạn").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("0,00 trên 20 điểm")
    sound(page)
    page.locator(f"a[href='/can-bo/ho-so/{late}']").click()
    expect(page).to_have_url(f"{page.url.split('/can-bo')[0]}/can-bo/ho-so/{late}")


def test_the_portals_figure_is_typed_with_its_source(
    visit: Callable[..., Page], sound: Callable[[Page], None], at: dt.datetime
) -> None:
    page = visit("/can-bo/bo-chi-so/ma/766/muc/SYNCED_WITH", width=360, height=800, post="chair")
    sound(page)
    page.get_by_label("Tháng", exact=True).fill("2026-10")
    page.get_by_label("Tử số").fill("30")
    page.get_by_label("Mẫu số").fill("40")
    page.get_by_label("Văn bản, trang nguồn").fill("Báo cáo số 12 của Cổng")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("3,00 trên 4 điểm")
    page.set_viewport_size({"width": 1440, "height": 900})
    sound(page)


def test_a_division_types_its_points_and_the_chair_says_why_they_differ(
    visit: Callable[..., Page], sound: Callable[[Page], None], clock: Callable[[dt.datetime], None]
) -> None:
    clock(IN_TIME)
    page = visit("/can-bo/cham-diem/", width=1280, height=900, post="social-1")
    sound(page)
    page.locator("#bo-dan-van ~ .cluster button").first.click()
    page.locator("[id='diem-1.1']").focus()
    for points in MOST.values():
        page.keyboard.type(points)
        page.keyboard.press("Tab")
        page.keyboard.type("Sổ theo dõi của phòng")
        page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("tự chấm 100,00 điểm")
    sound(page)
    page.get_by_role("button", name="Lưu và nộp").click()
    page.get_by_role("dialog").get_by_role("button", name="Lưu và nộp").click()
    expect(page.locator(".stands")).to_contain_text("Chờ thẩm định")
    chair = visit(f"/can-bo/cham-diem/ma/CD-{CULTURE}-dan-van-2026", width=360, height=800, post="chair")
    chair.locator("[id='tham-dinh-2.3']").fill("9")
    chair.locator("[id='ly-do-2.3']").fill("Hai đơn trả lời chậm")
    sound(chair)
    chair.keyboard.press("Control+Enter")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("94,00 điểm, hoàn thành tốt")


def test_an_office_head_writes_a_set_with_the_keyboard_and_publishes_it(
    visit: Callable[..., Page], sound: Callable[[Page], None], clock: Callable[[dt.datetime], None]
) -> None:
    clock(IN_TIME)
    page = visit("/can-bo/cham-diem/bo", width=360, height=800, post="office-head")
    sound(page)
    page.get_by_role("link", name="Từ đầu").click()
    sound(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    for field, said in (("name", "Bộ chỉ số của phường"), ("code", "cchc-p"), ("law", "12/QĐ-UBND")):
        page.locator(f"#{field}").fill(said)
    page.locator("#row-1-group").focus()
    for said in ("Hồ sơ", "", "1.1", "Đúng hạn", "5", "th", "dossiers.on_time", "50 = 2; 98 = 5"):
        page.keyboard.type(said)
        page.keyboard.press("Tab")
    page.locator("#row-2-name").fill("Kế hoạch năm")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Dòng 2: điểm tối đa là một số")
    sound(page)
    page.locator("#row-2-most").fill("5")
    page.keyboard.press("Enter")
    expect(page.locator(".define-preview")).to_contain_text("2 tiêu chí, tổng 10")
    sound(page)
    page.get_by_role("button", name="Công bố").click()
    page.get_by_role("dialog").get_by_role("button", name="Công bố").click()
    expect(page.locator(".set-list").first).to_contain_text("bản 1 từ 14/12/2026")
    sound(page)
