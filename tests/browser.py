"""A real browser: where it is found, how it is started; what axe finds wrong with a page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
OPTIONS = {"resultTypes": ["violations"], "preload": False, "iframes": False}
"""Only what is wrong is worked out node by node; nothing is fetched again."""

expect.set_options(timeout=15_000)  # milliseconds: a busy machine is slow, not wrong


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium, or a loud skip."""
    if CHROMIUM is None:
        pytest.skip("NOT TESTED: no Chromium here to look at the pages with")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def violations(page: Page, *, passes: int = 10) -> list[tuple[str, list[str]]]:
    """Rule and places of every violation; fails when axe hardly looked (fewer rules passed than ``passes``)."""
    page.emulate_media(reduced_motion="reduce")  # no colour is caught halfway to another
    page.wait_for_load_state("load")
    try:
        found = Axe().run(page, options=OPTIONS).response
    except Error as left:  # the page was still going on to another
        if "navigation" not in left.message:
            raise
        page.wait_for_load_state("load")
        found = Axe().run(page, options=OPTIONS).response
    assert len(found["passes"]) > passes, page.url
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found["violations"]]
