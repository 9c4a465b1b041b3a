"""One birth registration, from the counter to the rating, as strangers live it: real server, real browser, real files.

With ``MOTCUA_SCREENSHOTS=1`` the story is told in the demonstration ward and its pictures go into the manual.
"""

import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from motcua.faces.kiosk.hall import COOKIE
from tests import world
from tests.conftest import SNAPSHOTS
from tests.serving import MOTCUA, Installation, installed

PICTURES = os.environ.get("MOTCUA_SCREENSHOTS") == "1"
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "manual" / "images"
LARGEST = 250_000
pytestmark = pytest.mark.browser


@pytest.fixture
def place(ward: str) -> Iterator[Installation]:
    """The ward of the tests, served; for the manual the demonstration ward with its year of dossiers."""
    if PICTURES:
        home = Path(tempfile.mkdtemp(prefix="motcua-story-"))
        made = Installation(home, f"sqlite:////{str(home).lstrip('/')}/motcua.sqlite3")
        made.environment.pop("MOTCUA_SECRET_KEY")
        made.environment["MOTCUA_NOW"] = "2026-11-20T10:00:00+07:00"
        made.command("init", "--demo")
        made.start()
        yield made
        made.kill()
        shutil.rmtree(home, ignore_errors=True)
        return
    with installed(SNAPSHOTS) as made:
        made.command("collectstatic", "--noinput", "--verbosity=0")
        made.let_sign_in(world.PASSWORD, "one-stop-1", "justice-1", "office-head", "vice-chair", "chair")
        made.start()
        yield made


class Storyteller:
    """Opens pages for people, and takes pictures of them when asked."""

    def __init__(self, browser: Browser, place: Installation) -> None:
        self.browser, self.place = browser, place
        self.password = "mot-cua-long-bien" if PICTURES else world.PASSWORD
        self.pages: dict[str, Page] = {}

    def stranger(self, width: int = 1440, height: int = 900) -> Page:
        """Somebody's browser."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            accept_downloads=True,
            base_url=self.place.base,
        )
        context.set_default_timeout(12_000)
        return context.new_page()

    def kiosk(self) -> Page:
        """The registered touch screen in the hall."""
        page = self.stranger(1080, 1440)
        here = f"{self.place.base}/kiosk/"
        page.context.add_cookies([{"name": COOKIE, "value": self.place.screen(), "url": here}])
        return page

    def official(self, name: str) -> Page:
        """The official at the desk; signs in by the form the first time."""
        if name not in self.pages:
            page = self.pages[name] = self.stranger()
            page.goto("/can-bo/")
            page.get_by_label("Tên đăng nhập").fill(name)
            page.get_by_label("Mật khẩu", exact=True).fill(self.password)
            page.keyboard.press("Enter")
            page.wait_for_url(f"{self.place.base}/can-bo/")
        return self.pages[name]

    def picture(self, page: Page, name: str) -> None:
        """A picture for the manual."""
        if not PICTURES:
            return
        page.wait_for_load_state("networkidle")
        IMAGES.mkdir(parents=True, exist_ok=True)
        file = IMAGES / name
        page.screenshot(path=file, animations="disabled", caret="hide")
        from PIL import Image

        with Image.open(file) as shown:
            shown.convert("RGB").quantize(colors=128, dither=Image.Dither.NONE).save(file, optimize=True)
        assert file.stat().st_size < LARGEST, name


def _fetched(page: Page, address: str) -> bytes:
    answer = page.request.get(address)
    assert answer.status == 200, address
    return bytes(answer.body())


def _receive(page: Page) -> str:
    """Somebody new hands in a birth registration; the code of the dossier."""
    page.keyboard.press("n")
    page.wait_for_url("**/can-bo/tiep-nhan")
    page.get_by_role("combobox", name="Tìm người nộp").fill("Đoàn Thị Thuỳ Dương")
    page.keyboard.press("Enter")
    page.get_by_label("Số định danh hoặc mã số thuế").fill("001199004321")
    page.get_by_label("Điện thoại").fill("0912004321")
    page.get_by_role("combobox", name="Tìm thủ tục").fill("dang ky khai sinh")
    option = page.locator("[role=option][data-value='1.001193']")
    expect(option).to_be_visible()
    option.click()
    page.locator("[data-tick-all]").click()
    return page.url


def _act(page: Page, code: str, name: str) -> None:
    """One act on the dossier's page, with its form or its confirmation."""
    page.goto(f"/can-bo/ho-so/{code}")
    form = page.locator(f"#viec-{name}")
    if form.count():
        page.locator(f"a[href='#viec-{name}']").first.click()
        form.locator(".act-go button").click()
    else:
        page.locator(
            f".act-bar form[action$='/{name}'] button, .act-bar [formaction$='/{name}']"
        ).first.click()
    said, asked = page.locator(".messages > *").first, page.get_by_role("dialog")
    expect(said.or_(asked)).to_be_visible()
    if asked.is_visible():
        asked.get_by_role("button").first.click()
    expect(said).to_be_visible()


def test_from_the_counter_to_the_rating(browser: Browser, place: Installation, tmp_path: Path) -> None:
    tell = Storyteller(browser, place)
    desk = tell.official("one-stop-1")
    tell.picture(desk, "ban-lam-viec.png")
    _receive(desk)
    tell.picture(desk, "tiep-nhan.png")
    desk.locator("button[name=act][value=receive]").first.click()
    desk.wait_for_url("**/can-bo/ho-so/*?moi=1")
    code = desk.url.split("/ho-so/")[1].split("?")[0]
    slip = _slip(desk, code)
    _kiosk(tell, slip, code, "Đã nhận hồ sơ")
    _act(desk, code, "transfer")
    for post, act in (
        ("justice-1", "take"),
        ("justice-1", "finish-step"),
        ("office-head", "finish-step"),
        ("vice-chair", "finish-step"),
    ):
        _act(tell.official(post), code, act)
    tell.official("justice-1").goto(f"/can-bo/ho-so/{code}")
    tell.picture(tell.official("justice-1"), "ho-so.png")
    _act(tell.official("justice-1"), code, "issue-result")
    _board(tell, code)
    _act(desk, code, "return")
    _rate(tell, slip)
    receipt = _track(tell, slip, code, tmp_path)
    _offline(receipt, place, tmp_path)
    place.command("work", "--once")
    assert json.loads(place.command("verify", "--json").stdout)["sound"] is True


def _slip(desk: Page, code: str) -> str:
    """The printed slip: its words, and the address in its QR code."""
    printed = PdfReader(io.BytesIO(_fetched(desk, f"/can-bo/ho-so/{code}/mau/mau-01.pdf")))
    text = " ".join(" ".join(page.extract_text() for page in printed.pages).split())
    for words in ("GIẤY TIẾP NHẬN HỒ SƠ", code, "Đoàn Thị Thuỳ Dương", "khai sinh"):
        assert words.casefold() in text.casefold(), text
    return _qr(desk, code, text)


def _qr(desk: Page, code: str, text: str) -> str:
    """What a scanner reads: the address of the tracking page with the key that the slip also prints."""
    key = re.search(r"\b[0-9a-f]{12}\b", text) or re.search(
        r"\b([0-9a-f]{4}) ([0-9a-f]{4}) ([0-9a-f]{4})\b", text
    )
    assert key, text
    base = "/".join(desk.url.split("/")[:3])
    return f"{base}/tra-cuu?ma={code}&key={key.group(0).replace(' ', '')}"


def _kiosk(tell: Storyteller, slip: str, code: str, says: str) -> Page:
    kiosk = tell.kiosk()
    kiosk.goto("/kiosk/quet")
    kiosk.locator("#ma").fill(slip)
    kiosk.keyboard.press("Enter")
    kiosk.wait_for_url("**/kiosk/ho-so")
    expect(kiosk.locator("body")).to_contain_text(says)
    expect(kiosk.locator("body")).not_to_contain_text("Thuỳ Dương")
    tell.picture(kiosk, "kiosk.png")
    return kiosk


def _rate(tell: Storyteller, slip: str) -> None:
    kiosk = tell.kiosk()
    kiosk.goto("/kiosk/quet?viec=danh-gia")
    kiosk.locator("#ma").fill(slip)
    kiosk.keyboard.press("Enter")
    kiosk.wait_for_url("**/kiosk/danh-gia")
    tell.picture(kiosk, "danh-gia.png")
    kiosk.get_by_role("button", name="Rất hài lòng", exact=True).click()
    kiosk.wait_for_url("**/kiosk/cam-on")


def _board(tell: Storyteller, code: str) -> None:
    chair = tell.official("chair")
    chair.goto("/bang/")
    expect(chair.locator("body")).to_contain_text("tiếp nhận hôm nay")
    tell.picture(chair, "bang.png")
    chair.goto(f"/can-bo/ho-so/{code}")
    expect(chair.locator("body")).to_contain_text("Ban hành kết quả")


def _track(tell: Storyteller, slip: str, code: str, folder: Path) -> Path:
    """The citizen follows the dossier on a telephone, without script, and keeps the receipt."""
    for width, name in ((1440, "tra-cuu.png"), (360, "tra-cuu-dien-thoai.png")):
        page = tell.stranger(width, 900 if width > 400 else 780)
        page.goto(slip)
        expect(page.locator("body")).to_contain_text("Đã trả kết quả")
        expect(page.locator("body")).not_to_contain_text("Thuỳ Dương")
        tell.picture(page, name)
    home = tell.stranger(360, 780)
    home.goto("/")
    tell.picture(home, "cong-dien-thoai.png")
    with page.expect_download() as kept:
        for closed in page.locator("details:not([open]):has(a[download]) > summary").all():
            closed.click()
        page.get_by_role("link", name="Tải biên nhận").click()
    file = folder / kept.value.suggested_filename
    kept.value.save_as(file)
    assert file.name == f"bien-nhan-{code}.json"
    return file


def _offline(receipt: Path, place: Installation, folder: Path) -> None:
    """Somebody else, elsewhere, without our database: the receipt holds; one changed day does not."""
    empty = folder / "elsewhere"
    elsewhere = {
        name: value for name, value in place.environment.items() if not name.startswith("MOTCUA_")
    } | {"MOTCUA_HOME": str(empty)}

    def verified(file: Path) -> tuple[int, Any]:
        done = subprocess.run(
            [*MOTCUA, "verify", str(file), "--json"],
            env=elsewhere,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return done.returncode, json.loads(done.stdout)

    status, found = verified(receipt)
    assert (status, found["sound"], found["compared_with_journal"]) == (0, True, False), found
    given = json.loads(receipt.read_text(encoding="utf-8"))
    due = dt.datetime.fromisoformat(given["event"]["facts"]["due_at"]) - dt.timedelta(days=1)
    given["event"]["facts"]["due_at"] = due.isoformat()
    forged = folder / "forged.json"
    forged.write_text(json.dumps(given), encoding="utf-8")
    status, found = verified(forged)
    assert status == 1 and found["faults"]
