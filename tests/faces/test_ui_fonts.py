"""Fonts for the browser: every Vietnamese letter, figures of one width, made once."""

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from motcua.faces.ui.fonts import FIGURES, FOLDER, STYLES, write_fonts

VIETNAMESE = {
    unicodedata.normalize("NFC", base + mark + tone)
    for base, marks in {
        "a": ("", "\u0306", "\u0302"), "e": ("", "\u0302"), "i": ("",), "o": ("", "\u0302", "\u031b"),
        "u": ("", "\u031b"), "y": ("",),
    }.items()
    for mark in marks
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
} | {"đ"}  # fmt: skip


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    write_fonts(folder)
    return folder


def test_every_letter_of_vietnamese_is_there(target: Path) -> None:
    letters = VIETNAMESE | {letter.upper() for letter in VIETNAMESE}
    assert len(letters) == 146
    for style in STYLES:
        has = TTFont(target / FOLDER / f"be-vietnam-pro-{style}.woff2").getBestCmap()
        assert {letter for letter in letters | set("₫–—“”…·") if ord(letter) not in has} == set()


def test_figures_have_one_width_and_stay_inside_it(target: Path) -> None:
    for style in STYLES:
        font = TTFont(target / FOLDER / f"be-vietnam-pro-figures-{style}.woff2")
        names = [font.getBestCmap()[ord(figure)] for figure in FIGURES]
        widths = {font["hmtx"][name][0] for name in names}
        assert len(widths) == 1
        for name in names:
            glyph = font["glyf"][name]
            assert 0 < glyph.xMin < glyph.xMax < widths.copy().pop()


def test_files_are_small_and_made_once(target: Path) -> None:
    first = {path: path.stat().st_mtime_ns for path in write_fonts(target)}
    assert sum(path.stat().st_size for path in first) < 150_000
    assert {path: path.stat().st_mtime_ns for path in write_fonts(target)} == first
    assert (target / FOLDER / "OFL.txt").read_text(encoding="utf-8").startswith("Copyright 2021")


def test_static_files_find_them(target: Path, settings: object, tmp_path: Path) -> None:
    from motcua.faces.ui.finders import FontFinder

    finder = FontFinder()
    finder.target = target
    path = f"{FOLDER}/be-vietnam-pro-400.woff2"
    assert finder.find(path) == str(target / path)
    assert finder.find("ui/theme.css") == []
    assert finder.find(f"{FOLDER}/nothing.woff2") == []
    listed = {name for name, _ in finder.list(None)}
    assert path in listed
    assert not any("made-" in name for name in listed)
