"""Be Vietnam Pro for the browser, made from the installed font package.

The package ships TrueType only and its figures are proportional (it has no ``tnum`` feature), so
``write_fonts`` makes two families of WOFF2 files: ``be-vietnam-pro-*`` (the letters) and
``be-vietnam-pro-figures-*`` (the ten figures and the space beside them, all of one width, for codes,
times and money). Nothing made here is kept in the repository. The font is under the SIL Open Font
License 1.1 without a reserved name; its licence text is written beside the files.
"""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import fontpkg_be_vietnam_pro  # type: ignore[import-untyped]

STYLES = {
    "400": "Regular",
    "400-italic": "Italic",
    "500": "Medium",
    "600": "SemiBold",
    "700": "Bold",
}
"""CSS weight (and slope) -> style name in the font package."""

FOLDER = "ui/fonts"
"""Where the files stand below the static root; theme.css names them relatively."""

FIGURES = "0123456789"
LETTERS = (
    set(range(0x20, 0x7F))  # Basic Latin
    | set(range(0xA0, 0x180))  # Latin-1, Latin Extended-A
    | {0x01A0, 0x01A1, 0x01AF, 0x01B0}  # Ơ ơ Ư ư
    | set(range(0x0300, 0x0304))
    | {0x0306, 0x0309, 0x031B, 0x0323}  # combining tone marks
    | set(range(0x1EA0, 0x1EFA))  # Vietnamese letters with tones
    | {0x2009, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026}
    | {0x202F, 0x20AB, 0x20AC, 0x2116, 0x2122, 0x2212, 0x2248, 0x2264, 0x2265, 0x2713}
    | set(range(0x2190, 0x2194))  # arrows, where the font has them
)
AIR = 25
"""Font units (of 1000) beside the broadest figure."""
_RECIPE = "4"
_MAKING = threading.Lock()


def write_fonts(target: Path) -> list[Path]:
    """Write the WOFF2 files below ``target`` / ``ui/fonts`` unless they are there already.

    Returns the paths of all files, written or found. Safe to call from several processes at once: each
    file is put in place by one rename. Add ``target`` to ``STATICFILES_DIRS``.
    """
    folder = target / FOLDER
    source = Path(fontpkg_be_vietnam_pro.__file__).parent
    stamp = folder / f"made-{_fingerprint(source)}.txt"
    paths = [folder / f"be-vietnam-pro-{part}{style}.woff2" for style in STYLES for part in ("", "figures-")]
    with _MAKING:
        if not (stamp.exists() and all(path.exists() for path in paths)):
            _make(source, folder, stamp)
    return paths


def _make(source: Path, folder: Path, stamp: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for style, name in STYLES.items():
        truetype = source / "files" / f"BeVietnamPro-{name}.ttf"
        _place(folder / f"be-vietnam-pro-{style}.woff2", _letters(truetype))
        _place(folder / f"be-vietnam-pro-figures-{style}.woff2", _figures(truetype))
    _place(folder / "OFL.txt", (source / "LICENSE").read_bytes())
    for old in folder.glob("made-*.txt"):
        old.unlink(missing_ok=True)
    _place(stamp, b"")


def _fingerprint(source: Path) -> str:
    digest = hashlib.sha256(_RECIPE.encode())
    digest.update((source / "metadata.json").read_bytes())
    return digest.hexdigest()[:12]


def _place(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, delete=False) as scratch:
        scratch.write(content)
    os.chmod(scratch.name, 0o644)
    Path(scratch.name).replace(path)


def _letters(truetype: Path) -> bytes:
    return _subset(_open(truetype), LETTERS)


def _figures(truetype: Path) -> bytes:
    """The ten figures, each centred in one width: the broadest outline and a little air beside it."""
    font = _open(truetype)
    names = [font.getBestCmap()[ord(figure)] for figure in FIGURES]
    widths, outlines = font["hmtx"], font["glyf"]
    inks = {name: outlines[name].xMax - outlines[name].xMin for name in names}
    width = max(inks.values()) + 2 * AIR
    for name in names:
        bearing = (width - inks[name]) // 2
        outlines[name].coordinates.translate((bearing - outlines[name].xMin, 0))
        outlines[name].recalcBounds(outlines)
        widths[name] = (width, bearing)
    return _subset(font, {ord(figure) for figure in FIGURES})


def _open(truetype: Path) -> Any:
    from fontTools.ttLib import TTFont  # slow to import, needed once

    return TTFont(truetype)


def _subset(font: Any, letters: set[int]) -> bytes:
    from io import BytesIO

    from fontTools.subset import Options, Subsetter

    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = ["ccmp", "locl", "kern", "mark", "mkmk", "liga", "case"]
    options.name_IDs = ["*"]  # choosing some would cost a walk through every table
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()
