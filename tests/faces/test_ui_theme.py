"""Style sheet and templates keep their promises: contrast, one place for colours, no inline code."""

import itertools
import re
from pathlib import Path

import pytest

import motcua.faces.ui

UI = Path(motcua.faces.ui.__file__).parent
THEME = (UI / "static" / "ui" / "theme.css").read_text()
TEMPLATES = sorted((UI / "templates").rglob("*.html"))

GROUNDS = ("paper", "surface", "wash")
WORDS = ("ink", "ink-2", "red", "jade", "amber", "late", "blue")


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})\b", block))


def _blocks() -> dict[str, dict[str, str]]:
    light = THEME[THEME.index("\n:root {") :]
    light = light[: light.index("\n}")]
    system = THEME[THEME.index("prefers-color-scheme: dark") :]
    system = system[: system.index("\n}")]
    chosen = THEME[THEME.index(':root[data-theme="dark"]') :]
    chosen = chosen[: chosen.index("\n}")]
    return {"light": _tokens(light), "dark (system)": _tokens(system), "dark (chosen)": _tokens(chosen)}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


PAIRS = [
    *itertools.product(WORDS, GROUNDS),
    *((f"{tone}", f"{tone}-wash") for tone in ("jade", "amber", "late", "blue")),
    *(("ink", f"{tone}-wash") for tone in ("jade", "amber", "late", "blue")),
    ("on-press", "press"),
    ("on-press", "press-deep"),
]


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark (system)", "dark (chosen)"])
def test_every_word_can_be_read_on_every_ground(mode: str) -> None:
    tokens = _blocks()[mode]
    weak = {
        (a, b): round(contrast(tokens[a], tokens[b]), 2)
        for a, b in PAIRS
        if contrast(tokens[a], tokens[b]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("mode", ["light", "dark (system)", "dark (chosen)"])
def test_edges_of_controls_and_the_focus_ring_stand_out(mode: str) -> None:
    tokens = _blocks()[mode]
    for tone, ground in itertools.product(("edge", "focus", "press"), ("paper", "surface")):
        assert contrast(tokens[tone], tokens[ground]) >= 3, (tone, ground)


def test_both_ways_into_the_dark_are_the_same() -> None:
    blocks = _blocks()
    assert blocks["dark (system)"] == blocks["dark (chosen)"]
    assert set(blocks["light"]) == set(blocks["dark (system)"])


def test_colours_are_written_once() -> None:
    """Below the tokens only paper-white, and ink on the light of the doorway, are fixed: the same in the dark."""
    rules = THEME[THEME.index("/* ---------- 2 ground") :]
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", rules)) <= {"#FFFFFF", "#1D2430"}
    assert contrast("#1D2430", _blocks()["light"]["light"]) >= 4.5


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_need_no_inline_code(template: Path) -> None:
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", template.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|javascript:|hx-on|js:", text)


@pytest.mark.parametrize(
    "template", sorted((UI / "templates/ui/components").glob("*.html")), ids=lambda p: p.name
)
def test_components_say_what_they_mean(template: Path) -> None:
    assert re.search(r"{% comment %}\s*\S.{20,}{% endcomment %}", template.read_text()[:1500], re.DOTALL)


def test_addresses_in_the_style_sheet_exist_or_are_made() -> None:
    from motcua.faces.ui.fonts import STYLES

    made = {f"fonts/be-vietnam-pro-{part}{style}.woff2" for style in STYLES for part in ("", "figures-")}
    named = set(re.findall(r'url\("([^"]+)"\)', THEME))
    assert made <= named
    assert {name for name in named - made if not (UI / "static" / "ui" / name).is_file()} == set()
