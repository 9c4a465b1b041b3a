"""A leader sees what heats up, opens the rows, writes down a hot spot; an official reports; it is closed."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.petitions.actions import receive
from motcua.areas.petitions.models import Petition
from motcua.base.journal.ports import Actor
from tests import world

pytestmark = pytest.mark.browser
HERE = "/can-bo/diem-nong/"


def test_from_a_rising_subject_to_a_closed_hot_spot(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    for n, days in enumerate((363, 120, 90, 60, 9, 8, 6, 5, 4, 3, 1)):
        receive(
            by=posts["one-stop-1"], at=at, unit=world.WARD, channel="post", said="suggestion", topic="environment",
            content=f"Xe chở đất làm bẩn đường {n}", submitter=world.person(n), arrived_on=at.date() - n_days(days),
            signers=9 if n == 5 else 1, representatives=["Đào Thị Hạnh"] if n == 5 else [],
        )  # fmt: skip
    chair = visit(HERE, post="chair", width=1280)
    expect(chair.locator("h1")).to_contain_text("nóng lên")
    sound(chair)
    chair.set_viewport_size({"width": 360, "height": 740})
    sound(chair)
    chair.locator(".heat-now a").first.click()
    expect(chair.locator("h1")).to_contain_text("(7)")
    sound(chair)
    chair.set_viewport_size({"width": 1280, "height": 900})
    chair.go_back()
    chair.keyboard.press("a")
    chair.wait_for_url(f"**{HERE}mo")
    chair.fill("#at-title", "Đổ đất ở ngõ 42")
    chair.select_option("#at-topic", "environment")
    chair.fill("#at-assessment", "Các hộ phản đối việc đổ đất ban đêm, có thể chặn xe.")
    chair.select_option("#at-task-0-post", "land-1")
    chair.fill("#at-task-0-due_on", (at.date() + n_days(3)).isoformat())
    chair.fill("#at-task-0-what", "Kiểm tra giấy phép đổ đất")
    sound(chair)
    chair.keyboard.press("Control+Enter")
    expect(chair.locator("h1")).to_have_text("Đổ đất ở ngõ 42")
    sound(chair)
    land = visit("/can-bo/", post="land-1", width=360)
    land.get_by_role("link", name="việc điểm nóng giao").click()
    land.get_by_role("link", name="Đổ đất ở ngõ 42").click()
    land.locator("summary", has_text="Báo kết quả").click()
    land.fill("#done-result-1", "Không có giấy phép, đã lập biên bản")
    sound(land)
    land.get_by_role("button", name="Đã xong").click()
    chair.reload()
    chair.fill("#close-result", "Đã dừng đổ đất, dọn sạch đường")
    chair.get_by_role("button", name="Kết thúc điểm nóng").click()
    chair.locator("dialog[open] button", has_text="Kết thúc").click()
    expect(chair.locator(".stands strong")).to_have_text("Đã kết thúc")
    sound(chair)


def test_a_report_is_read_and_opened_at_every_width(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    for n in range(3):
        receive(
            by=posts["one-stop-1"], at=at, unit=world.WARD, channel="counter", said="complaint", topic="land",
            content=f"Không đồng ý mức bồi thường {n}", submitter=world.person(n),
        )  # fmt: skip
    page = visit("/can-bo/bao-cao/don-thu", post="chair", width=1280)
    expect(page.locator("h1")).to_contain_text("01/XLD")
    sound(page)
    page.set_viewport_size({"width": 360, "height": 740})
    sound(page)
    page.locator("table a", has_text="3").first.click()
    expect(page.locator("h1")).to_contain_text("(3)")
    sound(page)


def n_days(n: int) -> dt.timedelta:
    """So many days."""
    return dt.timedelta(days=n)


def test_a_city_looks_at_its_wards_and_a_ward_at_its_groups(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    world.open_city()
    world.open_hamlets()
    for n, days in enumerate((363, 120, 90, 60, 9, 8, 6, 5, 4, 3, 1)):
        receive(
            by=posts["one-stop-1"], at=at, unit=world.WARD, channel="post", said="suggestion", topic="environment",
            content=f"Xe chở đất làm bẩn đường {n}", submitter=world.person(n), arrived_on=at.date() - n_days(days),
            signers=9 if n == 5 else 1, representatives=["Đào Thị Hạnh"] if n == 5 else [], spot="đầu ngõ, tổ 2",
        )  # fmt: skip
    chair = visit(HERE, post="chair", width=1440)
    expect(chair.locator(".heat-card h3", has_text="Tổ dân phố số 2")).to_be_visible()
    city = visit(HERE, post="city-chair", width=1440)
    city.get_by_role("link", name="Các đơn vị bên dưới").click()
    expect(city.locator("h1")).to_contain_text("nóng lên ở các đơn vị bên dưới")
    expect(city.locator("tr", has_text="Phường Long Biên").first).to_contain_text("7")
    sound(city)
    city.set_viewport_size({"width": 360, "height": 740})
    sound(city)
    city.goto(city.url.replace("diem-nong/don-vi", "bao-cao/don-thu?bieu=tcd-ld"))
    expect(city.locator("h1")).to_contain_text("ngày tiếp công dân")
    sound(city)


def test_stored_petitions_are_destroyed_by_who_decides(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = receive(
        by=posts["one-stop-1"], at=at, unit=world.WARD, channel="post", said="suggestion", topic="other",
        content="Không đọc được", submitter=world.person(1),
    )  # fmt: skip
    Petition.objects.filter(pk=made.pk).update(outcome="stored", keep_until=at.date())
    chair = visit("/can-bo/don/", post="chair", width=1440)
    chair.get_by_role("link", name="Đơn lưu hết thời hạn").click()
    chair.get_by_role("button", name="Lập danh mục").click()
    chair.get_by_label("Văn bản cho phép tiêu hủy").fill("7/QĐ-UBND")
    sound(chair)
    chair.set_viewport_size({"width": 360, "height": 740})
    sound(chair)
    chair.get_by_role("button", name="Tiêu hủy").click()
    chair.locator("dialog[open] button", has_text="Tiêu hủy").click()
    expect(chair.locator("main")).to_contain_text("theo 7/QĐ-UBND")
    sound(chair)
