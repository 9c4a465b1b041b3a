"""A real browser in front of the ward, for whoever needs no sign-in, and for officials."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.browser import started, violations

EXPECTED = (
    "ERR_INTERNET_DISCONNECTED",
    "htmx:afterRequest",
    "htmx:sendError",
    "status of 404",
    "status of 409",
    "status of 422",
    "status of 503",
)  # what a story is about


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for every story; each has a context of its own."""
    with started() as found:
        yield found


@pytest.fixture
def visit(
    transactional_db: None, ward: str, live_server: Any, clock: Any, browser: Browser
) -> Iterator[Callable[..., Page]]:
    """``visit("/tra-cuu", width=360)``: an open page; what the browser complains about fails the test.

    ``post``: an official signed in. ``screen``: the registered screen of a kiosk page, if any.
    ``script``: whether JavaScript runs. ``scheme``: light or dark.
    """
    contexts, complaints = [], []

    def complain(text: str) -> None:
        if not any(expected in text for expected in EXPECTED):
            complaints.append(text)

    def opened(
        path: str,
        width: int = 1440,
        height: int = 900,
        post: str = "",
        scheme: str = "light",
        script: bool = True,
        screen: str = "kiosk",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", java_script_enabled=script,
            color_scheme=scheme,  # type: ignore[arg-type]
        )  # fmt: skip
        contexts.append(context)
        if post:
            context.add_cookies([{"name": "sessionid", "value": _session(post), "url": live_server.url}])
        if path.startswith("/kiosk") and screen:
            context.add_cookies([_screen(screen, live_server.url)])
        page = context.new_page()
        page.on("console", lambda said: complain(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complain(str(error)))
        page.keyboard.press = _press_when_loaded(page)  # type: ignore[method-assign]
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _press_when_loaded(page: Page) -> Callable[..., None]:
    """A key as a person presses it: on a page that is there, its script with it."""
    press = page.keyboard.press

    def pressed(key: str, **how: Any) -> None:
        page.wait_for_load_state("load")
        press(key, **how)

    return pressed


def _screen(kind: str, base: str) -> Any:
    """What the browser of a registered screen of the hall keeps."""
    from motcua.faces.kiosk.hall import COOKIE
    from tests import world

    return {"name": COOKIE, "value": world.a_screen(kind), "url": f"{base}/kiosk/"}


def _session(post: str) -> str:
    from motcua.base.people.models import Account

    client = Client()
    client.force_login(
        Account.objects.get(username=post), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return str(client.cookies["sessionid"].value)


@pytest.fixture
def sound() -> Callable[[Page], None]:
    """``sound(page)``: axe finds nothing, and nothing is wider than the screen."""

    def look(page: Page) -> None:
        assert violations(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url

    return look
