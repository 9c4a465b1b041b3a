"""A leader opens a figure down to its rows and sets a target; who keeps the catalogue mends how it is computed."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.indicators.actions.counting import count
from motcua.rules.counting import Row
from tests import world
from tests.publishing import others_figures

pytestmark = pytest.mark.browser
HERE = "/can-bo/chi-tieu/"


@pytest.fixture
def a_year(transactional_db: None, ward: str, at: dt.datetime) -> None:
    """Eleven months of dossiers, more of them in time from month to month; figures of others."""
    told = []
    for month in range(1, 12):
        day = dt.date(2026, month, 5)
        for n in range(20):
            timing = "late" if n < 8 - month // 2 else "early" if n % 3 else "on_time"
            told.append(
                Row(
                    "dossier.finished",
                    day,
                    world.WARD,
                    type="1.001193",
                    timing=timing,
                    code=f"H26.{month}.{n}",
                )
            )
            way = "online" if n < month else "counter"
            told.append(Row("dossier.received", day, world.WARD, type="1.001193", channel=way))
    count(enumerate(told, 10_000))
    others_figures(at)


def test_from_a_figure_to_its_rows_and_back(
    visit: Callable[..., Page], sound: Callable[[Page], None], a_year: None
) -> None:
    chair = visit(HERE, post="chair", width=1440)
    sound(chair)
    chair.set_viewport_size({"width": 360, "height": 740})
    sound(chair)
    chair.set_viewport_size({"width": 1440, "height": 900})
    chair.get_by_role("link", name="Hồ sơ giải quyết trước và đúng hạn").click()
    expect(chair.locator(".indicator-big")).to_have_text("73,64%")
    chair.fill("#mt-gia-tri", "98")
    chair.fill("#mt-van-ban", "Kế hoạch 12/KH-UBND")
    chair.get_by_role("button", name="Đặt mục tiêu").click()
    expect(chair.locator(".indicator-target")).to_contain_text("chưa đạt")
    chair.locator(".chart-behind summary").click()
    sound(chair)
    chair.set_viewport_size({"width": 360, "height": 740})
    sound(chair)
    chair.set_viewport_size({"width": 1440, "height": 900})
    chair.locator(".indicator-when summary").click()
    sound(chair)
    chair.get_by_role("link", name="Sớm, đúng hạn, trễ").click()
    chair.locator(".ranked a", has_text="trước hạn").click()
    expect(chair.locator("h1")).to_contain_text("trước hạn")
    sound(chair)
    chair.go_back()
    chair.get_by_role("link", name="162", exact=True).click()
    expect(chair.locator("h1")).to_contain_text("162 dòng")
    sound(chair)
    chair.goto(chair.url.partition(HERE)[0] + f"{HERE}so-lieu-cong-bo")
    expect(chair.locator("#F31\\.1")).to_contain_text("64,28%")
    sound(chair)
    chair.set_viewport_size({"width": 360, "height": 740})
    sound(chair)
    keeper = visit(f"{HERE}cach-tinh?tu=dossiers.on_time", post="office-head", width=1440)
    keeper.locator("input[name=n0-timing][value=on_time]").uncheck()
    keeper.get_by_role("button", name="Xem trước").click()
    expect(keeper.locator(".define-preview")).to_contain_text("đang áp dụng: 73,64%")
    sound(keeper)
    keeper.set_viewport_size({"width": 360, "height": 740})
    sound(keeper)
    keeper.set_viewport_size({"width": 1440, "height": 900})
    keeper.get_by_role("button", name="Công bố").click()
    keeper.locator("dialog[open] button", has_text="Công bố").click()
    expect(keeper.locator(".messages")).to_contain_text(
        "áp dụng từ 01/12/2026 khi người thứ hai của cơ quan xác nhận"
    )
    second = visit(f"{HERE}cach-tinh?tu=dossiers.on_time", post="admin", width=360)
    sound(second)
    second.get_by_role("button", name="Xác nhận").click()
    second.locator("dialog[open] button", has_text="Xác nhận").click()
    expect(second.locator(".messages")).to_contain_text("các tháng trước giữ cách tính cũ")
