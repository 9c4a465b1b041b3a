"""Every template can be read, and says what it says in words that can be translated."""

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.house.sources import PACKAGE, templates

FILES = [path for path in templates() if path.suffix in {".html", ".txt", ".xml", ".svg", ".typ"}]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_parses(path: Path) -> None:
    engines["django"].from_string(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.suffix == ".html"],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_a_template_keeps_the_content_policy(path: Path) -> None:
    """No inline script, style or handler, nothing from another host: the policy would refuse it."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", text)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=\"", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)


def test_there_are_templates() -> None:
    assert FILES
