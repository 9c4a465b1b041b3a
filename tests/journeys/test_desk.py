"""Officials at work in a real browser: a reception by keyboard and scanner, a dossier's way, every page looked at."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.dossiers import actions
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.ports import Actor
from tests.browser import violations

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture
def sit(visit: Open) -> Open:
    """``sit("one-stop-1", "/can-bo/", width=360)``: an official at an open page; complaints fail the test."""
    return lambda post, path, **how: visit(path, post=post, **how)


class Keyboard:
    """Counts what is pressed beyond typed data; a chord is one stroke."""

    def __init__(self, page: Page) -> None:
        self.page, self.strokes, self.typed = page, 0, 0

    def press(self, key: str) -> None:
        """One stroke."""
        self.page.keyboard.press(key)
        self.strokes += 1

    def type(self, data: str, delay: int = 15) -> None:
        """Data: what the citizen's papers or words say."""
        self.page.keyboard.type(data, delay=delay)
        self.typed += len(data)


def test_a_returning_citizen_is_received_without_a_mouse_in_at_most_12_keystrokes(
    sit: Open, receive: Callable[..., Any], capsys: pytest.CaptureFixture[str], record_property: Any
) -> None:
    known = receive(applicant={"name": "Đặng Thuý Hoà", "id_number": "001199000777"})
    page = sit("one-stop-1", "/can-bo/")
    keys = Keyboard(page)
    keys.press("n")
    expect(page.get_by_role("combobox", name="Tìm người nộp")).to_be_focused()
    keys.type("001199000777", delay=0)
    keys.press("Enter")
    expect(page.get_by_role("combobox", name="Tìm thủ tục")).to_be_focused()
    keys.type("khai sinh")
    expect(page.get_by_role("option", name="Thủ tục đăng ký khai sinh")).to_be_visible()
    keys.press("Enter")
    expect(page.locator("[data-tick-all]")).to_be_focused()
    expect(page.locator(".promise")).to_contain_text("Hẹn trả 17")
    keys.press("Enter")
    expect(page.locator("[data-slip-paper='02']")).to_be_visible()
    expect(page.get_by_role("button", name="Tiếp nhận", exact=False).first).to_be_focused()
    keys.press("Enter")
    page.wait_for_url("**/can-bo/ho-so/*?moi=1")
    expect(page.get_by_role("link", name="In giấy hẹn", exact=True)).to_be_focused()
    with page.context.expect_event("request", lambda asked: asked.url.endswith("/mau/mau-01.pdf")):
        keys.press("Enter")
    made = Dossier.objects.exclude(pk=known.pk).get()
    assert made.applicant_id == known.applicant_id
    assert [paper["component"] for paper in made.papers] == ["01", "02"]
    record_property("keystrokes beyond typed data", keys.strokes)
    with capsys.disabled():
        print(
            f"\n  reception of a returning citizen: {keys.strokes} keystrokes beyond {keys.typed} typed characters"
        )
    assert keys.strokes <= 12


def test_a_scanner_types_faster_than_any_list(sit: Open, receive: Callable[..., Any]) -> None:
    receive(applicant={"name": "Công Tằng Tôn Nữ Thị Hoàng Anh", "id_number": "001199000888"})
    page = sit("one-stop-1", "/can-bo/tiep-nhan")
    page.keyboard.insert_text(
        "001199000888|0123|Công Tằng Tôn Nữ Thị Hoàng Anh|01011990|Nữ|Số 5 Cổ Linh|01012022"
    )
    page.keyboard.press("Enter")
    expect(page.locator("#person")).to_contain_text("••• 888")
    expect(page.locator(".slip [data-slip='name']")).to_have_text("Công Tằng Tôn Nữ Thị Hoàng Anh")
    expect(page.get_by_role("combobox", name="Tìm thủ tục")).to_be_focused()


def test_of_two_people_with_one_name_nobody_is_taken_unasked(sit: Open, receive: Callable[..., Any]) -> None:
    for number in ("001199000333", "001199000444"):
        receive(applicant={"name": "Đặng Thuý Hoà", "id_number": number})
    page = sit("one-stop-1", "/can-bo/tiep-nhan")
    page.keyboard.type("dang tt")  # slowly enough for a first list, in which only "somebody new" stands
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Backspace")
    page.keyboard.type("huy")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(3)
    page.keyboard.press("Enter")
    assert page.locator("[name=citizen]").input_value() == ""
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#person")).to_contain_text("••• 333")
    expect(page.get_by_role("combobox", name="Tìm thủ tục")).to_be_focused()


def test_somebody_new_is_entered_and_the_slip_grows(sit: Open) -> None:
    page = sit("one-stop-1", "/can-bo/tiep-nhan")
    page.keyboard.type("tôn thất tùng")
    page.keyboard.press("Enter")
    name = page.get_by_label("Họ và tên, hoặc tên tổ chức")
    expect(name).to_have_value("tôn thất tùng")
    expect(page.get_by_label("Số định danh hoặc mã số thuế")).to_be_focused()
    page.keyboard.type("001199000999")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Điện thoại")).to_be_focused()
    page.keyboard.type("0912345678")
    slip = page.locator(".slip")
    expect(slip.locator("[data-slip='phone']")).to_have_text("0912345678")
    name.fill("Tôn Thất Tùng")
    expect(slip.locator("[data-slip='name']")).to_have_text("Tôn Thất Tùng")
    page.get_by_role("combobox", name="Tìm thủ tục").fill("khai sinh")
    page.keyboard.press("Enter")
    expect(page.locator("[data-tick-all]")).to_be_focused()
    page.keyboard.press("Alt+1")
    expect(slip.locator("[data-slip-paper='01']")).to_be_visible()
    expect(slip.locator("[data-slip-paper='02']")).to_be_hidden()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#papers .errorlist")).to_contain_text("Còn thiếu “Giấy chứng sinh”.")
    expect(page.get_by_label("Họ và tên, hoặc tên tổ chức")).to_have_value("Tôn Thất Tùng")
    page.keyboard.press("Alt+a")
    page.keyboard.press("Enter")
    page.wait_for_url("**?moi=1")


def test_a_dossier_goes_its_way_by_keys(sit: Open, receive: Callable[..., Any]) -> None:
    dossier = receive()
    here = f"/can-bo/ho-so/{dossier.code}"

    def state() -> str:
        return str(Dossier.objects.select_related("case").get(pk=dossier.pk).case.state)

    page = sit("one-stop-1", "/can-bo/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{here}")
    page.keyboard.press("c")
    expect(page.get_by_role("dialog")).to_contain_text("Hồ sơ chuyển đến bước")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Đã chuyển xử lý.")
    assert state() == "transferred"
    page = sit("justice-1", here)
    page.keyboard.press("l")
    expect(page.locator(".messages")).to_contain_text("Đã nhận xử lý.")
    page.keyboard.press("x")
    expect(page.get_by_label("Ghi chú cho bước sau")).to_be_focused()
    page.keyboard.type("Đủ điều kiện, trình lãnh đạo")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text("Đã hoàn thành bước.")
    page = sit("chair", here)
    page.get_by_role("link", name="Từ chối").click()
    page.get_by_role("textbox", name="Lý do", exact=True).fill("Không đủ điều kiện.")
    page.get_by_role("button", name="Từ chối giải quyết").click()
    expect(page.get_by_role("dialog")).to_contain_text("không lấy lại được")
    page.get_by_role("button", name="Quay lại").click()
    assert state() == "processing"


def test_reception_works_without_script(sit: Open, receive: Callable[..., Any]) -> None:
    known = receive(applicant={"name": "Đặng Thuý Hoà", "id_number": "001199000777"})
    page = sit("one-stop-1", "/can-bo/tiep-nhan", script=False)
    page.get_by_role("combobox", name="Tìm người nộp").fill("001199000777")
    page.get_by_role("combobox", name="Tìm thủ tục").fill("khai sinh")
    page.get_by_role("button", name="Tìm", exact=True).first.click()
    page.get_by_role("button", name="Tìm", exact=True).first.click()
    for paper in ("Tờ khai đăng ký khai sinh", "Giấy chứng sinh"):
        page.get_by_role("checkbox", name=paper).check()
    page.get_by_role("button", name="Tiếp nhận").first.click()
    page.wait_for_url("**?moi=1")
    assert Dossier.objects.exclude(pk=known.pk).get().applicant_id == known.applicant_id


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_every_page_passes_axe_and_fits(
    sit: Open, receive: Callable[..., Any], finished: Callable[..., Any], posts: Mapping[str, Actor], at: dt.datetime,
    width: int, scheme: str,
) -> None:  # fmt: skip
    fresh = receive(applicant={"name": "Công Tằng Tôn Nữ Thị Hoàng Anh"})
    done, waiting = finished(receive(), hand_over=True), receive(procedure="1.004873")
    actions.ask_supplement(by=posts["one-stop-1"], at=at, dossier=waiting, items=["Tờ khai"], reason="Mờ.")
    catalogue = "/can-bo/thu-tuc/"
    seen = {
        "one-stop-head": (
            "/can-bo/", "/can-bo/?xem=don-vi", "/can-bo/tim?q=khai", "/can-bo/tiep-nhan", "/can-bo/so-theo-doi",
            f"/can-bo/ho-so/{done.code}", f"/can-bo/ho-so/{fresh.code}?moi=1#viec-ask-supplement",
            f"/can-bo/ho-so/{waiting.code}#viec-supplement",
        ),
        "front": (f"/can-bo/ho-so/{done.code}",),
        "office-head": (
            catalogue, f"{catalogue}niem-yet", f"{catalogue}ma/1.001193", f"{catalogue}ma/1.001193/ban-moi",
            f"{catalogue}ma/1.001193/quy-trinh",
        ),
    }  # fmt: skip
    for post, paths in seen.items():
        page = sit(post, paths[0], width=width, scheme=scheme)
        home = page.url.removesuffix(paths[0])
        for path in paths:
            page.goto(home + path)
            assert violations(page) == [], path
            for other in (width, 1440 if width == 360 else 768):
                page.set_viewport_size({"width": other, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (path, other)
            page.set_viewport_size({"width": width, "height": 900})
