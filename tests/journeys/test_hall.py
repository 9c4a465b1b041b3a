"""A morning in the hall: a number at the kiosk, a call from the desk by keyboard, the display and the voice; a cut."""

import contextlib
import datetime as dt
import selectors
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from motcua.areas.counters import actions
from motcua.areas.counters.models import Ticket
from motcua.areas.directives import actions as directives
from motcua.base.journal.ports import Actor
from motcua.faces.kiosk.hall import COOKIE
from tests import world
from tests.areas.test_directives import clear

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
QUICK = (
    "const wait = window.setTimeout; window.setTimeout = (what, ms, ...more) => wait(what, ms / 8, ...more);"
)
HEARD = """window.heard = [];
window.print = () => { heard.push("printed"); };
window.Audio = class extends EventTarget {
  constructor(address) { super(); this.address = address; }
  play() {
    heard.push(this.address); setTimeout(() => this.dispatchEvent(new Event("ended")), 50);
    return Promise.resolve();
  }
};"""


class Line:
    """The line between the hall and the server: it can be cut and mended, as by a switch without power."""

    def __init__(self, to: str) -> None:
        self.to = (urlsplit(to).hostname or "localhost", urlsplit(to).port or 80)
        with socket.socket() as found:
            found.bind(("localhost", 0))
            self.port = int(found.getsockname()[1])
        self.base = f"http://localhost:{self.port}"
        self.open: set[socket.socket] = set()
        self.mend()

    def mend(self) -> None:
        """Listen again."""
        self.server = socket.create_server(("localhost", self.port))
        threading.Thread(target=self._listen, args=(self.server,), daemon=True).start()

    def cut(self) -> None:
        """Refuse whoever comes, and break what is open."""
        with contextlib.suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        for end in list(self.open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _listen(self, server: socket.socket) -> None:
        while True:
            try:
                asking, _address = server.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(asking,), daemon=True).start()

    def _carry(self, asking: socket.socket) -> None:
        with contextlib.suppress(OSError), asking, socket.create_connection(self.to) as server:
            self.open |= {asking, server}
            with selectors.DefaultSelector() as ready:
                ready.register(asking, selectors.EVENT_READ, server)
                ready.register(server, selectors.EVENT_READ, asking)
                while True:
                    for key, _events in ready.select():
                        content = key.fileobj.recv(65536)  # type: ignore[union-attr]
                        if not content:
                            self.open -= {asking, server}
                            return
                        key.data.sendall(content)


@pytest.fixture
def line(transactional_db: None, ward: str, live_server: Any, clock: Any) -> Iterator[Line]:
    made = Line(live_server.url)
    yield made
    made.cut()


@pytest.fixture
def on_a(browser: Browser, line: Line) -> Iterator[Callable[[str], BrowserContext]]:
    """``on_a("display")``: the browser of a registered screen behind the line."""
    contexts = []

    def context(kind: str) -> BrowserContext:
        made = browser.new_context(
            viewport={"width": 1920, "height": 1080}, locale="vi-VN", base_url=line.base
        )
        made.add_cookies([{"name": COOKIE, "value": world.a_screen(kind), "url": f"{line.base}/kiosk/"}])
        made.add_init_script(QUICK + HEARD)
        contexts.append(made)
        return made

    yield context
    for made in contexts:
        made.close()


def test_a_number_is_taken_called_by_keyboard_and_served(
    visit: Visit, sound: Callable[[Page], None], posts: dict[str, Actor]
) -> None:
    world.a_hall()
    kiosk = visit("/kiosk/", width=1280, height=800)
    kiosk.evaluate("window.print = () => {}")
    kiosk.get_by_role("link", name="Lấy số thứ tự").click()
    sound(kiosk)
    kiosk.get_by_role("link", name="Hộ tịch, chứng thực").click()
    sound(kiosk)
    kiosk.get_by_role("button", name="Người cao tuổi").click()
    expect(kiosk.locator("h1")).to_have_text("A001")
    sound(kiosk)
    for place in kiosk.locator(".target, .topnav .btn").all():
        box = place.bounding_box()
        assert box and box["height"] >= 96 and box["y"] + box["height"] <= 800
    desk = visit("/can-bo/quay", width=1280, height=800, post="one-stop-1")
    sound(desk)
    desk.get_by_role("button", name="Tiếp nhận 1").press("Enter")
    expect(desk.locator(".call-bar")).to_contain_text("1 người chờ quầy này")
    desk.keyboard.press("i")
    desk.wait_for_url("**/can-bo/")
    desk.keyboard.press("w")
    expect(desk.locator(".call-now")).to_contain_text("A001")
    sound(desk)
    desk.keyboard.press("v")
    desk.wait_for_url("**/can-bo/tiep-nhan")
    expect(desk.locator(".call-now")).to_contain_text("đang tiếp")
    desk.goto(desk.url.replace("tiep-nhan", ""))
    desk.keyboard.press("o")
    expect(desk.locator(".call-bar")).to_contain_text("Không ai chờ")
    assert Ticket.objects.get().state == "served"
    head = visit("/can-bo/sanh/so-lieu", width=390, height=800, post="one-stop-head")
    sound(head)


def test_the_display_comes_back_by_itself_after_a_cut(
    on_a: Callable[[str], BrowserContext],
    line: Line,
    sound: Callable[[Page], None],
    posts: dict[str, Actor],
    at: Any,
) -> None:
    for _ in range(3):
        world.a_ticket(at=at)
    by = posts["one-stop-1"]
    actions.open_counter(by=by, at=at, place="00145", number=1)
    context = on_a("display")
    page = context.new_page()
    page.goto("/kiosk/")
    expect(page.locator(".hall-now")).to_contain_text("Chưa mời số nào")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    actions.call_next(by=by, at=at)
    expect(page.locator(".hall-number")).to_have_text("A001")
    page.wait_for_function("heard.includes('/kiosk/loi/A001/1.wav')")
    sound(page)
    line.cut()
    expect(page.locator("#hall-cut")).to_be_visible()
    expect(page.locator("#hall-cut")).to_contain_text("Mất kết nối")
    sound(page)
    actions.finish(by=by, at=at)
    actions.call_next(by=by, at=at)  # the desk goes on
    line.mend()
    expect(page.locator(".hall-number")).to_have_text("A002")
    expect(page.locator("#hall-cut")).to_be_hidden()

    page.wait_for_function("caches.match('/kiosk/cho').then((kept) => !!kept)")
    line.cut()
    page.close()  # the screen itself lost its power, and starts while the server is away
    page = context.new_page()
    page.goto("/kiosk/man-hinh")
    expect(page.locator("h1")).to_contain_text("đang nối lại máy chủ")
    line.mend()
    expect(page.locator(".hall-number")).to_have_text("A002")


def test_the_touch_screen_comes_back_by_itself_after_a_cut(
    on_a: Callable[[str], BrowserContext], line: Line
) -> None:
    world.a_hall()
    page = on_a("kiosk").new_page()
    page.goto("/kiosk/lay-so/A")
    line.cut()
    expect(page.locator("#hall-lost")).to_be_visible()
    expect(page.locator("#hall-lost")).to_contain_text("Số liệu lúc")
    line.mend()
    page.wait_for_url(f"{line.base}/kiosk/")
    expect(page.locator("#hall-lost")).to_be_hidden()
    page.get_by_role("link", name="Lấy số thứ tự").click()
    page.get_by_role("link", name="Hộ tịch, chứng thực").click()
    page.get_by_role("button", name="lấy số thường").click()
    expect(page.locator("h1")).to_have_text("A001")
    page.wait_for_function("heard.includes('printed')")


def test_the_board_of_direction_on_a_wall_stays_on(
    visit: Callable[..., Page],
    sound: Callable[[Page], None],
    posts: Mapping[str, Actor],
    at: dt.datetime,
    clock: Any,
) -> None:
    tasks = [clear(at.date() + dt.timedelta(days=n), title=f"Việc {n}") for n in (1, 9)]
    plan = directives.draft(
        by=posts["office-head"], at=at, unit=world.WARD, document={"type": "plan", "title": "Dân vận", "clarity": "5"},
        tasks=tasks, files=[world.scan()],
    )  # fmt: skip
    directives.issue(by=posts["chair"], at=at, directive=plan)
    for n, unit in enumerate(("vhxh", "kthtdt", "vp", "ttpvhcc", "lanhdao", "vp", "vp")):
        other = directives.draft(
            by=posts["office-head"], at=at, unit=world.WARD, files=[world.scan()],
            document={"type": "plan", "title": f"Kế hoạch {n}", "clarity": "5"},
            tasks=[clear(at.date() + dt.timedelta(days=9), title=f"Việc khác {n}", unit=f"{world.WARD}-{unit}")],
        )  # fmt: skip
        directives.issue(by=posts["chair"], at=at, directive=other)
    for width, height in ((1920, 1080), (1366, 768), (1080, 1920), (360, 740)):
        wall = visit("/kiosk/chi-dao", width=width, height=height, screen="wall")
        expect(wall.get_by_role("heading", level=1)).to_contain_text("9 nhiệm vụ")
        sound(wall)
        desk = visit("/can-bo/chi-dao/bang?man-hinh=1", width=width, height=height, post="chair")
        sound(desk)
        for page in (wall, desk):
            below = page.evaluate(
                "Math.max(...[...document.querySelectorAll('.wall-parts li')]"
                ".map(li => li.getBoundingClientRect().bottom)) - innerHeight"
            )
            assert width == 360 or below <= 0, (page.url, width, below)
            expect(page.locator(".wall-parts")).to_contain_text("/2")
        line = visit("/can-bo/chi-dao/lich?man-hinh=1", width=width, height=height, post="chair")
        sound(line)
        below, letters = line.evaluate(
            "[Math.max(...[...document.querySelectorAll('.wall-lines li, .wall-month tr')]"
            ".map(one => one.getBoundingClientRect().bottom)) - innerHeight,"
            " parseFloat(getComputedStyle(document.querySelector('.wall-name')).fontSize) / innerHeight]"
        )
        assert width < 1300 or (below <= 0 and letters >= 0.02), (width, below, letters)
        expect(line.locator(".wall-lines")).to_contain_text("Phòng")
        expect(line.locator(".wall-lines")).not_to_contain_text("Việc")
    clock(at + dt.timedelta(days=5))
    wall.reload()
    expect(wall.get_by_role("heading", level=1)).to_contain_text("1 đang trễ")
    assert wall.locator("main a").count() == 0
