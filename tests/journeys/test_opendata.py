"""Open data in a real browser: found from the first page on a telephone without JavaScript; a file comes down."""

import csv
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_dataset_is_found_and_comes_down(visit: Callable[..., Page], sound: Callable[[Page], None]) -> None:
    page = visit("/", width=360, script=False)
    page.get_by_role("link", name="Dữ liệu mở").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dữ liệu mở")
    with page.expect_download() as coming:
        page.locator("a[href$='/dossiers.on_time/so-lieu.csv']").click()
    assert coming.value.suggested_filename == "dossiers.on_time-00145.csv"
    with open(coming.value.path(), encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 24
    for width, scheme in ((360, "light"), (1440, "dark")):
        sound(visit("/cong-khai/du-lieu-mo", width=width, scheme=scheme))
