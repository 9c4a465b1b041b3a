"""What axe finds wrong with a page: the same question wherever the tests look at one."""

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

OPTIONS = {"resultTypes": ["violations"], "preload": False, "iframes": False}
"""Only what is wrong is worked out node by node; nothing is fetched again."""


def violations(page: Page, *, passes: int = 10) -> list[tuple[str, list[str]]]:
    """Rule and places of every violation; fails when axe hardly looked (fewer rules passed than ``passes``)."""
    found = Axe().run(page, options=OPTIONS).response
    assert len(found["passes"]) > passes, page.url
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found["violations"]]
