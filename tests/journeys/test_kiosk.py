"""At the touch screen: a scan without a touch, the state across the hall, a rating with one finger, and home again."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.dossiers.models import Dossier, Rating
from motcua.areas.dossiers.queries import tracking_key

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
SCREENS = [(1920, 1080), (360, 740), (1080, 1920)]
HEARD = """window.heard = [];
const voice = {cancel() {}, speak(line) { heard.push([line.lang, line.text]); }};
Object.defineProperty(window, "speechSynthesis", {value: voice});"""


@pytest.fixture
def returned(
    receive: Callable[..., Dossier], finished: Callable[..., Dossier], at: dt.datetime, clock: Any
) -> Dossier:
    dossier = finished(receive(), hand_over=True)
    clock(at + dt.timedelta(hours=2))
    return dossier


def qr(dossier: Dossier) -> str:
    """What the scanner types for the QR code."""
    return f"http://testserver/tra-cuu?ma={dossier.code}&key={tracking_key(dossier.code)}"


def scan(page: Page, text: str) -> None:
    """A USB scanner: a keyboard that types fast and presses Enter."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def touchable(page: Page) -> None:
    """Everything pressed is at least 96 px each way, and not more than four targets are offered."""
    boxes = [
        box for box in (one.bounding_box() for one in page.locator("main .target, main .btn").all()) if box
    ]
    assert all(box["height"] >= 96 and box["width"] >= 96 for box in boxes), boxes


def test_every_screen_is_sound_and_touchable(
    visit: Visit, sound: Callable[[Page], None], receive: Callable[..., Dossier], returned: Dossier
) -> None:
    running = receive(procedure="1.004873")
    page = visit("/kiosk/", width=1080, height=1920)
    origin = page.url.removesuffix("/kiosk/")

    def look() -> None:
        sound(page)
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (page.url, width)
            touchable(page)

    look()
    for path in ("quet", "quet?viec=danh-gia", "go-ma", "thu-tuc", "thu-tuc/1.001193", "cam-on"):
        page.goto(f"{origin}/kiosk/{path}")
        look()
    for typed in (qr(running), running.code, qr(returned), "H26.145.00-261120-9999"):
        page.goto(origin + "/kiosk/quet")
        scan(page, typed)
        page.wait_for_selector("h1.huge, [role=alert]")
        look()
    for dossier in (running, returned):
        page.goto(origin + "/kiosk/quet?viec=danh-gia")
        scan(page, qr(dossier))
        page.wait_for_url("**/kiosk/danh-gia")
        look()


@pytest.mark.parametrize(("width", "height"), [SCREENS[0], SCREENS[2]])
def test_a_hall_screen_needs_no_scrolling_and_is_reached_from_a_wheelchair(
    visit: Visit, receive: Callable[..., Dossier], width: int, height: int
) -> None:
    page = visit("/kiosk/", width=width, height=height)
    scan(page, qr(receive()))
    page.wait_for_url("**/kiosk/ho-so")
    for path in ("/kiosk/ho-so", "/kiosk/quet", "/kiosk/go-ma", "/kiosk/thu-tuc", "/kiosk/"):
        page.goto(page.url.split("/kiosk/")[0] + path)
        assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0, path
        if height > width:  # a tall screen: what is pressed stands in its lower half
            boxes = [one.bounding_box() for one in page.locator(".target, .topnav .btn").all()]
            assert boxes and all(box and box["y"] > height * 0.45 for box in boxes), path


def test_the_state_is_read_across_the_hall(visit: Visit, receive: Callable[..., Dossier]) -> None:
    page = visit("/kiosk/", width=1920, height=1080)
    scan(page, qr(receive()))
    page.wait_for_url("**/kiosk/ho-so")
    assert page.locator("h1").evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 96


def test_a_slip_is_scanned_wherever_the_finger_was_last(visit: Visit, returned: Dossier) -> None:
    page = visit("/kiosk/", width=1920, height=1080)
    page.locator("main h1").click()
    scan(page, qr(returned))
    expect(page.locator("h1")).to_have_text("Đã trả kết quả")
    page.get_by_role("link", name="Đánh giá phục vụ").click()
    page.get_by_role("button", name="Rất hài lòng").click()
    expect(page.locator("h1")).to_have_text("Cảm ơn ông/bà")
    assert Rating.objects.get().stars == 5
    scanned = page.context.new_page()
    scanned.goto(page.url.split("/kiosk/")[0] + "/kiosk/danh-gia")
    expect(scanned).to_have_url(page.url.split("/kiosk/")[0] + "/kiosk/")


def test_a_code_is_typed_with_one_finger(visit: Visit, receive: Callable[..., Dossier]) -> None:
    dossier = receive()
    page = visit("/kiosk/quet", width=1080, height=1920)
    page.get_by_role("link", name="Không quét được, tôi gõ mã").click()
    expect(page.get_by_label("Mã hồ sơ")).to_have_value("H26.145.00-26")
    for key in dossier.code.removeprefix("H26.145.00-26") + "7":
        page.get_by_role("button", name=key, exact=True).click()
    page.get_by_role("button", name="Xóa một chữ").click()
    expect(page.get_by_label("Mã hồ sơ")).to_have_value(dossier.code)
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.locator("h1.huge")).to_contain_text("Đã nhận hồ sơ")


def test_it_speaks_what_it_shows(visit: Visit, receive: Callable[..., Dossier]) -> None:
    page = visit("/kiosk/")
    page.context.add_init_script(HEARD)
    page.reload()
    assert page.evaluate("heard") == [["vi-VN", "Ông/bà muốn làm gì?"]]
    scan(page, qr(receive(procedure="1.004873")))
    page.wait_for_url("**/kiosk/ho-so")
    said = page.evaluate("heard.at(-1)[1]").replace("\u00a0", " ")
    assert "Đã nhận hồ sơ" in said and "Hẹn trả kết quả 10 giờ, thứ Năm 26/11/2026" in said
    page.get_by_role("button", name="Đọc").click()
    assert page.evaluate("heard.length") == 2


ALONE = "document.addEventListener('readystatechange', () => { delete document.body.dataset.hall; })"
"""Nobody asks whether the server is there: no server answers within time that is made up."""


def test_an_empty_screen_goes_home_and_forgets(visit: Visit, receive: Callable[..., Dossier]) -> None:
    page = visit("/kiosk/")
    page.clock.install(time=0)
    page.clock.pause_at(3_600_000)  # from here on no time passes but ours
    page.add_init_script(ALONE)
    scan(page, qr(receive()))
    page.wait_for_url("**/kiosk/ho-so")
    page.clock.run_for(30_000)
    page.mouse.click(5, 400)  # a touch begins the time again
    page.clock.run_for(34_000)
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.run_for(2_000)
    expect(page.get_by_role("dialog")).to_contain_text("Ông/bà còn xem màn hình này không?")
    page.clock.run_for(11_000)
    page.wait_for_url("**/kiosk/")
    page.goto(page.url + "ho-so")
    page.wait_for_url("**/kiosk/")


def test_a_screen_without_network_waits_and_comes_back(visit: Visit) -> None:
    page = visit("/kiosk/cam-on")
    page.clock.install()
    page.reload()
    lost = {"count": 0}

    def lose(route: Any) -> None:
        lost["count"] += 1
        route.fulfill(status=503)

    page.route("**/kiosk/", lose)
    page.clock.run_for(9_000)
    page.wait_for_function("true")
    expect(page.locator("h1")).to_have_text("Cảm ơn ông/bà")
    assert lost["count"] >= 1
    page.unroute("**/kiosk/")
    page.clock.run_for(6_000)
    page.wait_for_url("**/kiosk/")
