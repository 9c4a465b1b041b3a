"""The leader's board in a real browser: light, dark, on a telephone, from the keyboard, on paper."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from motcua.areas.dossiers import actions
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.ports import Actor

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
PATHS = (
    "/bang/",
    "/bang/ho-so",
    "/bang/ho-so?xem=tre",
    "/bang/ho-so?xem=cho-bo-sung",
    "/bang/ho-so?xem=da-xong",
)


@pytest.fixture(autouse=True)
def _busy(
    receive: Callable[..., Dossier],
    finished: Callable[..., Dossier],
    posts: Mapping[str, Actor],
    at: dt.datetime,
    clock: Any,
) -> None:
    """Late, running, ready and finished work; the clock stands a week later."""
    hour = dt.timedelta(hours=1)
    for name in ("Công Tằng Tôn Nữ Thị Hoàng Anh", "Lê Vi"):
        dossier = receive(procedure="1.004873", applicant={"name": name})
        actions.transfer(by=posts["one-stop-1"], at=at + hour, dossier=dossier)
        actions.take(by=posts["justice-1"], at=at + hour, dossier=dossier)
    finished(receive())
    finished(receive(), hand_over=True)
    later = at + dt.timedelta(days=7)
    finished(receive(procedure="1.004873"), at=later - 2 * hour)
    receive(procedure="1.004873", at=later - hour)
    receive(at=later - hour)
    clock(later)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_every_page_is_sound(visit: Visit, sound: Callable[[Page], None], width: int, scheme: str) -> None:
    page = visit("/bang/", width=width, scheme=scheme, post="chair")
    origin = page.url.removesuffix("/bang/")
    for path in PATHS:
        page.goto(origin + path)
        for one in page.locator("details > summary").all():
            one.click()
        sound(page)


def test_a_figure_is_pressed_and_its_rows_are_walked_with_keys(visit: Visit) -> None:
    page = visit("/bang/", post="chair")
    expect(page.locator(".state")).to_contain_text("4 hồ sơ đang giải quyết, 2 trễ, 1 đến hạn hôm nay.")
    page.get_by_role("link", name="2 trễ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ đang trễ hạn (2)")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tbody tr").nth(1).locator("a")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/can-bo/ho-so/*")


def test_the_trend_is_a_picture_with_its_table_behind_it(visit: Visit) -> None:
    page = visit("/bang/", post="front")
    picture = page.get_by_role("img", name="30 ngày qua")
    expect(picture).to_be_visible()
    assert picture.locator("rect").count() >= 5
    expect(page.locator(".trend-table")).to_be_hidden()
    page.get_by_text("Xem bảng số liệu").click()
    page.get_by_role("row", name="thứ Sáu 27/11/2026").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ tiếp nhận ngày 27/11/2026 (2)")
    assert "Hoàng Anh" not in page.content()


def test_paper_is_designed_too(visit: Visit) -> None:
    page = visit("/bang/", post="chair")
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    said = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert len(sheets) <= 3 and "4 hồ sơ đang giải quyết" in said and "Phường Long Biên" in said
    assert "Ngày Tiếp nhận Xong Trễ" in said and "thứ Năm 26 / 11 / 2026" in said
    assert "Hộp việc" not in said and "Cách tính" not in said
    page.goto(page.url + "ho-so")
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) == 1 and sheets[0].mediabox.width > sheets[0].mediabox.height  # landscape
