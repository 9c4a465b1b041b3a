"""A real office programme: where LibreOffice is found, how it opens documents; what a person sees on the pages it made.

It is asked once for all documents, with a profile of its own and one font: one with the measures of Times New Roman
that has Vietnamese letters. Where either is missing the tests are skipped and say so.
"""

import io
import os
import re
import shutil
import signal
import subprocess
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
AS_TIMES = ("Times New Roman", "Liberation Serif", "Tinos")
PATIENCE = 90
"""Seconds for all documents; the programme is ended then."""
MM = 72 / 25.4
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{dir}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def _fonts() -> Path | None:
    """The folder of a font with the measures of Times New Roman and Vietnamese letters."""
    asked = shutil.which("fc-list")
    for family in AS_TIMES if asked else ():
        said = subprocess.run(
            [str(asked), f":lang=vi:family={family}", "file"], capture_output=True, text=True
        )
        if said.stdout.strip():
            return Path(said.stdout.split(":")[0].strip()).parent
    return None


def opened(papers: Mapping[str, bytes], place: Path) -> dict[str, bytes]:
    """Every document as the PDF that LibreOffice makes of it, or a loud skip; fails when it hangs or refuses one."""
    if SOFFICE is None:
        pytest.skip("NOT TESTED: no LibreOffice here to open the documents with (make office)")
    fonts = _fonts()
    if fonts is None:
        pytest.skip(
            "NOT TESTED: no font with the measures of Times New Roman and Vietnamese letters (make office)"
        )
    given, made = place / "given", place / "made"
    given.mkdir()
    for name, content in papers.items():
        (given / name).write_bytes(content)
    (place / "fonts.conf").write_text(FONTS.format(dir=fonts, cache=place / "fonts"), encoding="utf-8")
    command = [
        SOFFICE, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
        "--convert-to", "pdf", "--outdir", str(made), *(str(given / name) for name in papers),
    ]  # fmt: skip
    said = place / "said.txt"
    with said.open("wb") as out:
        running = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "FONTCONFIG_FILE": str(place / "fonts.conf"), "HOME": str(place)},
        )  # fmt: skip
        try:
            running.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            pytest.fail(
                f"LibreOffice did not end within {PATIENCE} s: {said.read_text(errors='replace')[-500:]}"
            )
    found = {name: made / f"{Path(name).stem}.pdf" for name in papers}
    refused = [name for name, pdf in found.items() if not pdf.is_file()]
    assert not refused, f"not opened: {refused}; {said.read_text(errors='replace')[-500:]}"
    return {name: pdf.read_bytes() for name, pdf in found.items()}


# --- what a person sees ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """Words of one look side by side; edges in millimetres of the page. ``place``: trái, phải (of head and foot), giữa
    (centred), thân (text), bảng (a row of a table)."""

    page: int
    left: float
    right: float
    top: float
    size: float
    look: str
    place: str
    text: str


@dataclass(frozen=True)
class Paper:
    """A document as it is seen. ``numbers``: what stands above the upper margin of each page; ``edges``: left, right,
    top and bottom of all that is printed between the margins."""

    width: float
    height: float
    numbers: tuple[str, ...]
    fonts: frozenset[str]
    edges: tuple[float, float, float, float]
    lines: tuple[Line, ...]

    def line(self, start: str, place: str = "") -> Line:
        """The first line that begins so."""
        return next(one for one in self.lines if one.text.startswith(start) and one.place.startswith(place))

    def told(self) -> str:
        """As a golden page: where each line stands, its look, its words."""
        return "".join(f"{one.place:<5}{one.look:<13}{one.text}".rstrip() + "\n" for one in self.lines)


def paragraphs(told: str) -> list[tuple[str, str]]:
    """A golden page however its lines break: place and look, and the words that follow each other in them."""
    return [
        (key.strip(), re.sub(r"\s", "", "".join(line[18:] for line in lines)))
        for key, lines in groupby(told.splitlines(), key=lambda line: line[:18].ljust(18))
    ]


def seen(pdf: bytes, *, start: str, foot: str, left: float = 30) -> Paper:
    """A PDF as a person reads it: the head column by column up to the line ``start``, the text, the foot from the line
    with ``foot`` on, column by column, what follows on other pages.

    The variable font of our own PDF does not say its weight: its bold faces are those of the nation's name and of
    "Nơi nhận:".
    """
    pages, fonts, edges = list[list[dict[str, Any]]](), set[str](), list[tuple[float, ...]]()
    numbers, rows, heads = list[str](), list[tuple[int, float, str]](), list[str]()
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        width, height = file.pages[0].width / MM, file.pages[0].height / MM
        for n, page in enumerate(file.pages):
            grids = [found for found in page.find_tables() if len(found.rows[-1].cells) > 1]
            for found in grids:
                cells = [" | ".join(_said(cell) for cell in row if cell) for row in found.extract()]
                again = n > 0 and bool(heads) and cells[0] == heads[-1]
                heads.append(cells[0])
                top = found.bbox[1] / MM
                rows += [(n, top + y / 1000, row) for y, row in enumerate(cells) if y or not again]
            words = page.extract_words(extra_attrs=["fontname", "size"], x_tolerance=2)
            fonts |= {word["fontname"].partition("+")[2] for word in words}
            body = [word for word in words if word["bottom"] > 19 * MM and word["top"] < (height - 20) * MM]
            numbers.append("".join(word["text"] for word in words if word["bottom"] <= 19 * MM))
            edges += [tuple(word[edge] / MM for edge in ("x0", "x1", "top", "bottom")) for word in body]
            pages.append([word for word in body if not any(_inside(word, found.bbox) for found in grids)])
    faces = {word["fontname"] for words in pages for word in words}
    bolds = {face for face in faces if "Bold" in face} or {
        word["fontname"] for words in pages for word in words if word["text"] in ("CỘNG", "nhận:")
    }
    lines = list[Line]()
    for n, words in enumerate(pages):
        lines += _lines(n, words, bolds, start if n == 0 else "", foot, (left, width - 15))
    lines += [Line(n, left, width - 15, top, 0, "", "bảng", text) for n, top, text in rows]
    order = {"trái": 0, "phải": 1}
    feet = {line.page: line.top for line in lines if line.place in order and foot in line.text}
    lines.sort(key=lambda line: (
        line.page,
        0 if line.place in order and line.top < feet.get(line.page, height) - 2 else 2 if line.place in order else 1,
        order.get(line.place, 0), round(line.top, 1), line.left,
    ))  # fmt: skip
    around = tuple(best(edge[i] for edge in edges) for i, best in enumerate((min, max, min, max)))
    return Paper(width, height, tuple(numbers), frozenset(fonts), around, tuple(lines))  # type: ignore[arg-type]


def _said(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\u200b", "").split())


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    return box[0] - 1 <= word["x0"] <= box[2] and box[1] - 1 <= word["top"] <= box[3]


def _lines(
    page: int,
    words: list[dict[str, Any]],
    bolds: set[str],
    start: str,
    foot: str,
    margins: tuple[float, float],
) -> list[Line]:
    """The lines of a page outside its tables, by place."""
    left, right = margins
    nation = next((word["x0"] / MM for word in words if start and word["text"] == "CỘNG"), 0)
    runs, above, below = list[tuple[str, list[dict[str, Any]]]](), bool(start), False
    bands = [sorted(band, key=lambda word: word["x0"]) for band in _bands(words)]
    for band in bands:
        text = _said(" ".join(word["text"] for word in band))
        above = above and not (start and text.startswith(start))
        below = below or foot in text
        edge = nation - 4 if above else left + (right - left) * 0.47
        for word in band:
            side = ""
            if above or below:
                side = "phải" if word["x0"] / MM > edge else "trái"
            last = runs[-1][1][-1] if runs else None
            if (
                last is not None and runs[-1][0] == side and last in band and last["fontname"] == word["fontname"]
                and abs(last["size"] - word["size"]) < 0.2 and word["x0"] - last["x1"] < 12 * MM
            ):  # fmt: skip
                runs[-1][1].append(word)
            else:
                runs.append((side, [word]))
    made = list[Line]()
    for side, run in runs:
        first, x0, x1 = run[0], run[0]["x0"] / MM, run[-1]["x1"] / MM
        text = _said(" ".join(word["text"] for word in run))
        begins = x0 > left + 1.5 and abs(x0 - left - 10) > 0.4 and not text.startswith("- ")
        centred = begins and abs((x0 + x1) / 2 - (left + right) / 2) < 1.5
        looks = [("đậm", first["fontname"] in bolds), ("nghiêng", "Italic" in first["fontname"])]
        look = " ".join(said for said, is_so in looks if is_so)
        goes_on = bool(made) and abs(made[-1].top - first["top"] / MM) < 0.8 and made[-1].right < x0
        place = side or (made[-1].place if goes_on else "giữa" if centred else "thân")
        made.append(Line(page, x0, x1, first["top"] / MM, round(first["size"], 1), look, place, text))
    return made


def _bands(words: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Words whose feet stand at one height, from the top."""
    made = list[list[dict[str, Any]]]()
    for word in sorted(words, key=lambda word: word["bottom"]):
        if made and word["bottom"] - made[-1][-1]["bottom"] < 2.5:
            made[-1].append(word)
        else:
            made.append([word])
    return made


def words(pdf: bytes) -> str:
    """Everything a PDF says, in one line."""
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        return _said(" ".join(page.extract_text() for page in file.pages))
