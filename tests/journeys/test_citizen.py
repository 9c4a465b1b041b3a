"""A citizen's way through the portal in a real browser: on a telephone, at a desk, and without any script."""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.dossiers import actions
from motcua.areas.dossiers.models import Dossier, Rating
from motcua.areas.dossiers.queries import tracking_key
from motcua.base.journal.ports import Actor

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
HOUR = dt.timedelta(hours=1)


def slip(dossier: Dossier) -> str:
    """Where the QR code of a slip leads."""
    return f"/tra-cuu?ma={dossier.code}&key={tracking_key(dossier.code)}"


@pytest.fixture
def states(
    receive: Callable[..., Dossier],
    finished: Callable[..., Dossier],
    posts: Mapping[str, Actor],
    at: dt.datetime,
) -> dict[str, Dossier]:
    """A dossier in every state that a citizen meets."""

    def taken() -> Dossier:
        dossier = receive(procedure="1.004873")
        actions.transfer(by=posts["one-stop-1"], at=at + HOUR, dossier=dossier)
        return actions.take(by=posts["justice-1"], at=at + HOUR, dossier=dossier)

    made = {
        "received": receive(), "processing": taken(), "wanted": taken(), "put off": taken(),
        "ready": finished(receive()), "returned": finished(receive(), hand_over=True), "withdrawn": receive(),
    }  # fmt: skip
    actions.ask_supplement(
        by=posts["justice-1"], at=at + 2 * HOUR, dossier=made["wanted"],
        items=["Trích lục ghi chú ly hôn", "Giấy ủy quyền của người vắng mặt"], reason="Giấy đã nộp hết hạn.",
    )  # fmt: skip
    actions.reschedule(
        by=posts["chair"], at=at + 2 * HOUR, dossier=made["put off"], reason="Phải xác minh tại nơi cư trú trước đây.",
        until=made["put off"].case.due_at + dt.timedelta(days=1),
    )  # fmt: skip
    actions.withdraw(
        by=posts["one-stop-1"], at=at + HOUR, dossier=made["withdrawn"], reason="Không còn nhu cầu."
    )
    return made


@pytest.mark.parametrize("width", [360, 1440])
def test_every_page_is_sound(
    visit: Visit,
    sound: Callable[[Page], None],
    states: dict[str, Dossier],
    clock: Any,
    at: dt.datetime,
    width: int,
) -> None:
    clock(at + 3 * HOUR)
    page = visit("/", width=width)
    sound(page)
    paths = ["/thu-tuc", "/thu-tuc?q=khai+sinh", "/thu-tuc?q=zzzz", "/thu-tuc/1.001193", "/thu-tuc/1.004873",
             "/nop-ho-so/1.001193", "/tra-cuu", "/tra-cuu?ma=H26.145.00-261120-0001&key=x", "/cong-khai", "/so-cai",
             *map(slip, states.values())]  # fmt: skip
    origin = page.url.rstrip("/")
    for path in paths:
        page.goto(origin + path)
        for one in page.locator("details > summary").all():
            one.click()
        sound(page)
    clock(at + dt.timedelta(days=9))
    page.goto(origin + slip(states["processing"]))
    expect(page.locator(".sorry")).to_contain_text("Cơ quan xin lỗi ông/bà")
    sound(page)


def test_results_come_while_one_types_and_lead_to_the_procedure(
    visit: Visit, sound: Callable[[Page], None]
) -> None:
    page = visit("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("sinh con", delay=10)
    expect(page.locator("#found")).to_contain_text("1 thủ tục cho “sinh con”")
    sound(page)
    page.locator("#found a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thủ tục đăng ký khai sinh")
    page.get_by_role("link", name="Xem cách nộp hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nộp hồ sơ ở đâu thì tiện nhất?")


def test_the_whole_way_works_without_script(
    visit: Visit,
    receive: Callable[..., Dossier],
    finished: Callable[..., Dossier],
    clock: Any,
    at: dt.datetime,
) -> None:
    dossier = finished(receive(), hand_over=True)
    clock(at + 2 * HOUR)
    page = visit("/", width=360, script=False)
    page.get_by_role("searchbox").fill("khai sinh")
    page.get_by_role("button", name="Tìm").click()
    page.locator("#found a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thủ tục đăng ký khai sinh")
    page.get_by_role("link", name="Theo dõi hồ sơ").click()
    page.get_by_label("Mã hồ sơ").fill(dossier.code)
    page.get_by_label("Mã tra cứu").fill("0" * 12)
    page.get_by_role("button", name="Xem hồ sơ").click()
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
    expect(page.get_by_label("Mã hồ sơ")).to_have_value(dossier.code)  # what was typed is not lost
    page.get_by_label("Mã tra cứu").fill(tracking_key(dossier.code))
    page.get_by_role("button", name="Xem hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã trả kết quả")
    page.get_by_text("Rất hài lòng").click()
    page.get_by_label("Ông/bà muốn nói thêm điều gì?").fill("Cán bộ chỉ dẫn tận tình.")
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_text("Ông/bà đã đánh giá 5 trên 5.")).to_be_visible()
    assert Rating.objects.get().stars == 5


def test_the_receipt_is_kept_and_proves_itself(
    visit: Visit, receive: Callable[..., Dossier], tmp_path: Path
) -> None:
    page = visit(slip(receive()))
    page.get_by_text("Xem cách kiểm chứng").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải biên nhận").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    assert re.fullmatch(r"bien-nhan-H26\.145\.00-261120-\d{4}\.json", kept.name)
    page.get_by_role("link", name="Kiểm tra ở sổ cái").click()
    page.get_by_label("Tệp biên nhận (.json, .pdf)").set_input_files(kept)
    page.get_by_role("button", name="Kiểm tra biên nhận").click()
    expect(page.get_by_text("Biên nhận đúng, và khớp với sổ cái.")).to_be_visible()
    given = json.loads(kept.read_text(encoding="utf-8"))
    given["event"]["facts"]["dates"]["due_at"] = "2026-12-31T10:00:00+00:00"
    kept.write_text(json.dumps(given), encoding="utf-8")
    page.get_by_label("Tệp biên nhận (.json, .pdf)").set_input_files(kept)
    page.get_by_role("button", name="Kiểm tra biên nhận").click()
    expect(page.get_by_role("alert")).to_contain_text("biên nhận đã bị sửa")


def test_the_page_holds_at_twice_the_size(visit: Visit, states: dict[str, Dossier]) -> None:
    for path in ("/", "/thu-tuc/1.001193", slip(states["wanted"])):
        page = visit(path, width=720)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
