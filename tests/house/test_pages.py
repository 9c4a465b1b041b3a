"""The prose of the house leads where it says: every relative link of every page exists."""

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")]
MADE_BY_JOURNEYS = "docs/manual/images"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    broken = [
        link
        for link in links
        if "://" not in link
        and not (page.parent / link).exists()
        and not (page.parent / link).resolve().is_relative_to(ROOT / MADE_BY_JOURNEYS)
    ]
    assert broken == []


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    pages = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [page.name for page in pages if f"({page.name})" not in listed] == []
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
