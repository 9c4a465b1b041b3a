"""The text of an administrative document as its parts: articles, numbered headings, points, lists, tables.

People type plain lines as they would on paper ("Điều 1. …", "I. …", "1. …", "a) …", "- …", "| a | b |"); what stands at
the head of a line says what it is (NĐ 30/2020/NĐ-CP Phụ lục I, mục II.6; R8.8). Pure; any text gives blocks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

PART, SECTION, ARTICLE, HEAD, ITEM, POINT, DASH, TEXT, TABLE = (
    "part", "section", "article", "head", "item", "point", "dash", "text", "table",
)  # fmt: skip
TITLE_MOST, COLUMNS_MOST = 160, 8
END = "./."
_PART = re.compile(r"(?i)^((?:phần|chương)\s+(?:thứ\s+\w+|[ivxlc]+|\d+))[.:]?\s*(.*)$")
_SECTION = re.compile(r"(?i)^((?:mục|tiểu mục)\s+(?:[ivxlc]+|\d+))[.:]?\s*(.*)$")
_ARTICLE = re.compile(r"^(Điều\s+\d+[a-zđ]?)\s*[.:]\s*(.*)$")
_ROMAN = re.compile(r"^([IVXLC]+)[.\-/]\s*(\S.*)$")
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}[.)])\s+(\S.*)$")
_POINT = re.compile(r"^([a-zđ][)])\s*(\S.*)$")
_DASH = re.compile(r"^([-–+•*])\s+(\S.*)$")
_RULE = re.compile(r"^[|\s:+-]+$")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True)
class Block:
    """A part of a text: its kind, what numbers it, what it says; ``bold`` when it is a heading.

    A table has its rows one a line, its cells parted by tabs; the first row is its head.
    """

    kind: str
    label: str
    text: str
    bold: bool = False


def blocks(text: str) -> tuple[Block, ...]:
    """The parts of a text in their order."""
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return tuple(_read(lines))


def _read(lines: Sequence[str]) -> Iterator[Block]:
    n = 0
    while n < len(lines):
        line = lines[n]
        n += 1
        if not line:
            continue
        if line.startswith("|"):
            start = n - 1
            while n < len(lines) and lines[n].startswith("|"):
                n += 1
            table = _table(lines[start:n])
            if table:
                yield table
            continue
        found = _PART.match(line) or _SECTION.match(line)
        if found and (not found[2] or _titled(found[2])):
            kind, title = (PART if _PART.match(line) else SECTION), found[2]
            if not title and n < len(lines) and lines[n] and _kind(lines[n]) is None and _titled(lines[n]):
                title, n = lines[n], n + 1
            yield Block(kind, found[1], title, True)
            continue
        yield _kind(line) or Block(TEXT, "", line)


def _kind(line: str) -> Block | None:
    if found := _ARTICLE.match(line):
        return Block(ARTICLE, f"{found[1]}.", found[2], _titled(found[2]))
    if found := _ROMAN.match(line):
        return Block(HEAD, f"{found[1]}.", found[2], True)
    if found := _NUMBER.match(line):
        return Block(ITEM, found[1], found[2], _titled(found[2]))
    if found := _POINT.match(line):
        return Block(POINT, found[1], found[2])
    if found := _DASH.match(line):
        return Block(DASH, "+" if found[1] == "+" else "-", found[2])
    return None


def _titled(text: str) -> bool:
    """A heading has no full stop or comma at its end and is no longer than a heading is."""
    return bool(text) and len(text) <= TITLE_MOST and text[-1] not in ".;,:…"


def _table(lines: Sequence[str]) -> Block | None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")][:COLUMNS_MOST]
        for line in lines
        if not _RULE.fullmatch(line)
    ]
    if not rows:
        return None
    wide = max(len(row) for row in rows)
    return Block(TABLE, "", "\n".join("\t".join([*row, *[""] * (wide - len(row))]) for row in rows))


def ended(found: Sequence[Block]) -> tuple[Block, ...]:
    """The same parts with the mark "./." after the last words (NĐ 30/2020/NĐ-CP Phụ lục I)."""
    said = list(found)
    for n in range(len(said) - 1, -1, -1):
        if said[n].kind == TABLE:
            break
        if said[n].text:
            text = said[n].text
            said[n] = replace(said[n], text=text if text.endswith(END) else text.rstrip(".;, ") + END)
            break
    return tuple(said)


def gaps(found: Sequence[Block]) -> list[str]:
    """Labels of articles and Roman headings that do not follow the one before ("Điều 4." after "Điều 2.")."""
    wrong, article, roman = list[str](), 0, 0
    for block in found:
        if block.kind == ARTICLE:
            n = int("".join(c for c in block.label if c.isdigit()))
            if n not in (article, article + 1) or (n == article and not re.search(r"[a-zđ]\.$", block.label)):
                wrong.append(block.label)
            article = n
        elif block.kind == PART:
            roman = 0
        elif block.kind == HEAD:
            n = _roman(block.label.rstrip("."))
            if n != roman + 1:
                wrong.append(block.label)
            roman = n
    return wrong


def _roman(text: str) -> int:
    total = 0
    for one, after in zip(text, [*text[1:], ""], strict=True):
        value = _VALUES[one]
        total += -value if after and _VALUES[after] > value else value
    return total
