"""The shared look in a real browser: axe finds nothing, nothing overflows, keys, finder and asking work."""

import threading
from collections.abc import Callable, Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, expect

from tests.browser import violations


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The preview, served without a database."""
    before = settings.DEMO
    settings.DEMO = True
    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    settings.DEMO = before


@pytest.fixture
def look(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """``look("/ui/?face=desk", width=360)``: an open page; what it complains about fails the test."""
    contexts, complaints = [], []

    def opened(path: str, width: int = 1440, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale="vi-VN",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize(
    ("face", "width", "scheme"),
    [("portal", 360, "light"), ("desk", 1440, "dark"), ("board", 360, "light"), ("kiosk", 1440, "dark")],
)
def test_axe_finds_nothing_and_nothing_overflows(
    look: Callable[..., Page], face: str, width: int, scheme: str
) -> None:
    page = look(f"/ui/?face={face}", width=width, scheme=scheme)
    assert violations(page, passes=20) == []
    for other in (width, 768):
        page.set_viewport_size({"width": other, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, other


def test_the_desk_is_dark_when_the_system_is_and_the_portal_is_not(look: Callable[..., Page]) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    assert look("/ui/?face=desk", scheme="dark").evaluate(ground) == "rgb(21, 25, 31)"
    assert look("/ui/?face=portal", scheme="dark").evaluate(ground) == "rgb(251, 249, 245)"


def test_our_font_and_figures_are_loaded(look: Callable[..., Page]) -> None:
    page = look("/ui/?face=desk")
    page.evaluate("document.fonts.ready")
    families = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert {family.strip('"') for family in families} >= {"Be Vietnam Pro", "Be Vietnam Pro Figures"}


def test_keys_find_and_leave_the_search_and_list_themselves(look: Callable[..., Page]) -> None:
    page = look("/ui/?face=desk")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Tìm hồ sơ theo mã")).to_be_focused()
    page.keyboard.type("j/k")
    expect(page.get_by_role("searchbox", name="Tìm hồ sơ theo mã")).to_have_value("j/k")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("Tìm hồ sơ")
    expect(keys).to_contain_text("Chuyển ký duyệt")
    keys.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Tìm hồ sơ theo mã")).not_to_be_focused()


def test_rows_are_walked_with_j_and_k(look: Callable[..., Page]) -> None:
    page = look("/ui/?face=desk")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    here = "document.activeElement.closest('[data-href]').dataset.href"
    assert page.evaluate(here) == "#000.00.17.H26-261120-0003"
    page.keyboard.press("k")
    assert page.evaluate(here) == "#000.00.17.H26-261118-0042"
    page.keyboard.press("Enter")
    page.wait_for_url("**#c-rows")


def test_the_person_field_finds_by_post_and_is_chosen_with_the_keyboard(look: Callable[..., Page]) -> None:
    page = look("/ui/?face=desk")
    field = page.get_by_role("combobox", name="Người nộp hồ sơ")
    field.focus()
    with page.expect_request("**/ui/tim") as asked:
        page.keyboard.type("cong")
    assert asked.value.method == "POST"
    assert "?" not in asked.value.url
    expect(page.locator("#person-list [role=option]")).to_have_count(2)
    page.keyboard.press("Enter")  # many people have one name: nobody is taken for the first of them
    assert page.locator("input[name=person]").input_value() == ""
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("input[name=person]").input_value() == "2"
    expect(page.locator(".chosen:visible").first).to_contain_text("Lê Vi")
    page.keyboard.press("Enter")  # "Chọn lại" has the focus
    expect(field).to_be_focused()
    assert page.locator("input[name=person]").input_value() == ""
    page.keyboard.type("zzz")
    expect(page.locator("#person-list")).to_contain_text("Không tìm thấy")


def test_an_act_that_cannot_be_undone_is_named_and_its_name_typed(look: Callable[..., Page]) -> None:
    page = look("/ui/?face=desk")
    page.locator(".act-bar").get_by_role("button", name="Từ chối").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Việc này không lấy lại được.")
    go = dialog.get_by_role("button", name="Từ chối")
    expect(go).to_be_disabled()
    dialog.get_by_role("textbox").fill("0042")
    expect(go).to_be_enabled()
    dialog.get_by_role("button", name="Quay lại").click()
    expect(dialog).to_have_count(0)
    with page.expect_request(lambda request: request.method == "POST"):
        page.locator(".act-bar").get_by_role("button", name="Từ chối").click()
        page.get_by_role("dialog").get_by_role("textbox").fill("0042")
        page.get_by_role("dialog").get_by_role("button", name="Từ chối").click()


def test_what_was_typed_survives_a_lost_page_but_not_people(look: Callable[..., Page]) -> None:
    page = look("/ui/?face=desk")
    form = page.locator("form[data-keep]")
    form.get_by_label("Họ, chữ đệm và tên").fill("Công Tằng Tôn Nữ Thị Hoàng Anh")
    form.get_by_role("combobox", name="Người nộp hồ sơ").fill("001090004821")
    form.get_by_label("Nữ").check()
    page.wait_for_timeout(400)
    page.reload()
    expect(form.get_by_label("Họ, chữ đệm và tên")).to_have_value(
        ""
    )  # errors stand on the page: the server's word holds
    page.evaluate("document.querySelector('.error-summary').remove()")
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    assert "Hoàng Anh" in kept
    assert "001090004821" not in kept
    assert "csrf" not in kept


def test_a_code_is_copied_with_one_press(look: Callable[..., Page]) -> None:
    page = look("/ui/?face=desk")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Chép mã 000.00.17.H26-261118-0042").click()
    assert page.evaluate("navigator.clipboard.readText()") == "000.00.17.H26-261118-0042"
    expect(page.locator("#live")).to_have_text("Đã chép mã hồ sơ")


def test_the_kiosk_warns_and_goes_home(look: Callable[..., Page]) -> None:
    page = look("/ui/?face=kiosk")
    assert page.evaluate("document.documentElement.dataset.idle") == "45"
    sizes = page.evaluate(
        "[...document.querySelectorAll('.target')].map(t => t.getBoundingClientRect()).map(r => [r.width, r.height])"
    )
    assert len(sizes) <= 4
    assert all(width >= 96 and height >= 96 for width, height in sizes)


def test_the_page_stands_without_script(look: Callable[..., Page]) -> None:
    page = look("/ui/?face=portal", width=360, script=False)
    expect(page.get_by_role("heading", name="Ông/bà cần làm việc gì?")).to_be_visible()
    expect(page.locator("#procedure")).to_be_visible()
    expect(page.locator("dialog:visible")).to_have_count(0)
