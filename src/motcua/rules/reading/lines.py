"""The lines of a document as they come out of plain text, Word or PDF: columns side by side taken apart, cells of
tables
as cells, lines that a page broke put together again.

A table is written as the texts of the national law portals write it: every cell between two lines that hold a bar
only, an empty line after the last; or a row a line, its cells between bars; or, where its rows are known, as the
first with two bars before and after every row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from motcua.rules.composed import Composed

MARK = re.compile(
    r"(?P<part>Phần|PHẦN)\s+(?:thứ\s+)?(?P<part_no>[IVXLC]+|\d{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|NHẤT|HAI|BA|TƯ"
    r"|NĂM)\b[.:]?"
    r"|(?P<chapter>Chương|CHƯƠNG)\s+(?P<chapter_no>[IVXLC]+|\d{1,2})\b[.:]?"
    r"|(?P<subsection>Tiểu mục|TIỂU MỤC)\s+(?P<subsection_no>[IVXLC]+|\d{1,2})\b[.:]?"
    r"|(?P<section>Mục|MỤC)\s+(?P<section_no>[IVXLC]+|\d{1,2})\b[.:]?"
    r"|(?P<article>Điều|ĐIỀU)\s+(?P<article_no>\d{1,3}[a-zđ]?)\s?[.:]"
    r"|(?P<roman>[IVX]{1,7})\s?(?:[./)]|-(?=\s))(?=\s|[A-ZĐ])"
    r"|(?P<letter>[A-HĐ])\s?(?:[./)]|-(?=\s))(?=\s)"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})\s?[./)]?(?=\s|[A-ZĐ])(?!\s?%)"
    r"|(?P<number>\d{1,2})\s?(?:[.)](?!\d)|/(?=\s)|-(?=\s))(?=\s|[^\W\d_])"
    r"|\((?P<bracket>\d{1,2}|[ivx]{1,4})\)(?=\s|[^\W\d_])"
    r"|(?P<small>[a-zđ])\s?[).](?=\s|[^\W\d_])"
    r"|(?P<dash>[-•*–])(?=\s|[^\W\d_])|(?P<plus>\+)(?=\s|[^\W\d_])"
)
"""What begins an item of a document."""
_TABLE = re.compile(r"(?P<bar>\|)\s*")
_GAP = re.compile(
    r"\t+|[ ]{4,}|(?<=Nơi nhận:)\s+(?=(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\b|[A-ZĐ]\w+\s+[A-ZĐ]\w*[A-ZĐ])"
    r"|(?<=[A-ZĐ]{2})\s+(?=Độc lập\s*-\s*Tự do)"
)
_UNENDED = re.compile(
    r"(?<=\s)(?:ngày|tháng|quý|của|và|với|các|những|trước|trong|cho|về|để|theo|tại|từ|đến|chậm nhất)\Z"
)
"""Words that no line ends with unless the page broke it."""
_ENDS = (".", ";", ":", "!", "?", "…", "/", "”")


@dataclass(frozen=True)
class Piece:
    """A stretch of the composed text; ``cell`` when it stands in a table, ``column`` from 0 on lines with columns."""

    start: int
    end: int
    cell: bool = False
    column: int = 0


@dataclass(frozen=True)
class Table:
    """Cells in rows; an empty cell is a piece of no length. ``start`` and ``end`` enclose it."""

    start: int
    end: int
    cells: tuple[Piece, ...]
    rows: tuple[tuple[Piece, ...], ...] | None = None


class Lines:
    """A text and its lines."""

    def __init__(self, source: Composed) -> None:
        self.source = source
        self.text = source.text

    def said(self, piece: Piece) -> str:
        """The words of a piece, in single spaces."""
        return " ".join(self.text[piece.start : piece.end].split())

    @cached_property
    def _physical(self) -> list[tuple[int, int]]:
        found, at = [], 0
        for line in self.text.split("\n"):
            found.append((at, at + len(line)))
            at += len(line) + 1
        return found

    def _stripped(self, start: int, end: int, *, cell: bool = False, column: int = 0) -> Piece | None:
        text = self.text
        while start < end and (text[start].isspace() or text[start : start + 2] == "**"):
            start += 2 if text[start : start + 2] == "**" else 1
        while end > start and (text[end - 1].isspace() or (end - start > 2 and text[end - 2 : end] == "**")):
            end -= 2 if text[end - 2 : end] == "**" else 1
        return Piece(start, end, cell, column) if end > start else None

    @cached_property
    def _laid(self) -> tuple[tuple[Piece, ...], tuple[Table, ...]]:
        """Lines outside tables (blank ones as pieces of no length), and the tables."""
        text, physical = self.text, self._physical
        pieces, tables = list[Piece](), list[Table]()
        at, count = 0, len(physical)
        while at < count:
            start, end = physical[at]
            line = text[start:end].strip()
            if line == "|" and at + 1 < count and not text[slice(*physical[at + 1])].strip():
                at += 1
                continue
            if line == "|":
                at = self._table(at, pieces, tables)
                continue
            if line == "||":
                at = self._grid(at, pieces, tables)
                continue
            if line.count("|") >= 2 or (line.count("|") == 1 and " | " in line):
                at = self._rows(at, pieces, tables)
                continue
            pieces.append(self._stripped(start, end) or Piece(start, start))
            at += 1
        return tuple(pieces), tuple(tables)

    def _table(self, at: int, pieces: list[Piece], tables: list[Table]) -> int:
        text, physical = self.text, self._physical
        cells, begun = list[Piece](), physical[at][0]
        since, last = physical[at][1], physical[at][1]
        at += 1
        while at < len(physical):
            start, end = physical[at]
            line = text[start:end].strip()
            if line == "|":
                cells.append(self._stripped(since, start, cell=True) or Piece(since, since, True))
                since = last = end
                if at + 1 < len(physical) and not text[slice(*physical[at + 1])].strip():
                    at += 1
                    break
            elif start - since > 60_000:
                break
            at += 1
        else:
            if rest := self._stripped(since, len(text), cell=True):
                cells.append(rest)
                last = rest.end
        tables.append(Table(begun, last, tuple(cells)))
        pieces.extend(cells)
        return at

    def _grid(self, at: int, pieces: list[Piece], tables: list[Table]) -> int:
        """A table whose rows are known."""
        text, physical = self.text, self._physical
        rows, row = list[tuple[Piece, ...]](), list[Piece]()
        begun, since, last = physical[at][0], physical[at][1], physical[at][1]
        at += 1
        while at < len(physical):
            start, end = physical[at]
            line = text[start:end].strip()
            if line in ("|", "||"):
                row.append(self._stripped(since, start, cell=True) or Piece(since, since, True))
                since = last = end
            elif not line and not row and since == physical[at - 1][1]:
                break
            if line == "||":
                rows.append(tuple(row))
                row = []
            at += 1
        else:
            if rest := self._stripped(since, len(text), cell=True):
                rows.append((*row, rest))
                last = rest.end
        cells = tuple(cell for one in rows for cell in one)
        tables.append(Table(begun, last, cells, tuple(rows)))
        pieces.extend(cells)
        return at

    def _rows(self, at: int, pieces: list[Piece], tables: list[Table]) -> int:
        text, physical = self.text, self._physical
        rows, begun, last = list[tuple[Piece, ...]](), physical[at][0], physical[at][1]
        while at < len(physical):
            start, end = physical[at]
            line = text[start:end]
            if line.count("|") < 2 and not (line.count("|") == 1 and " | " in line):
                break
            if not re.fullmatch(r"[\s|:-]*", line):
                row = list[Piece]()
                since = start
                for bar in re.finditer(r"\||$", line):
                    stop = start + bar.start()
                    row.append(self._stripped(since, stop, cell=True) or Piece(since, since, True))
                    since = stop + 1
                if line.lstrip().startswith("|"):
                    row = row[1:]
                if row and line.rstrip().endswith("|"):
                    row = row[:-1]
                rows.append(tuple(row))
                pieces.extend(row)
            last = end
            at += 1
        cells = tuple(cell for row in rows for cell in row)
        tables.append(Table(begun, last, cells, tuple(rows)))
        return at

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return self._laid[1]

    @cached_property
    def outside(self) -> tuple[Piece, ...]:
        """Lines that stand in no table, whole."""
        return tuple(piece for piece in self._laid[0] if not piece.cell and piece.end > piece.start)

    @cached_property
    def all(self) -> tuple[Piece, ...]:
        """Lines and cells in order, blank ones left out; cells of several lines as several pieces."""
        found = list[Piece]()
        for piece in self._laid[0]:
            if piece.end > piece.start:
                found.extend(self._split(piece))
        return tuple(found)

    def _split(self, piece: Piece) -> Iterator[Piece]:
        """A line taken apart where it has columns, a cell where it has lines."""
        at = piece.start
        for line in self.text[piece.start : piece.end].split("\n"):
            since = 0
            column = 0 if piece.cell else self._indented(at)
            for gap in [*_GAP.finditer(line), None]:
                stop = gap.start() if gap else len(line)
                one = self._stripped(at + since, at + stop, cell=piece.cell, column=column)
                if one:
                    yield one
                    column += 1
                since = gap.end() if gap else stop
            at += len(line) + 1

    def _indented(self, at: int) -> int:
        """1 for a line that stands far to the right: the second column, where the first is empty."""
        begun = self.text.rfind("\n", 0, at) + 1
        space = self.text[begun:at]
        return int(not space.strip() and len(space.expandtabs(8)) >= 20)

    @cached_property
    def paragraphs(self) -> tuple[Piece, ...]:
        """What stands outside tables, lines that belong together put together."""
        found = list[Piece]()
        blank = True
        for piece in self._laid[0]:
            if piece.cell:
                blank = True
                continue
            if piece.end == piece.start:
                blank = True
                continue
            if found and (self._broken(found[-1], piece) if blank else self._goes_on(found[-1], piece)):
                found[-1] = Piece(found[-1].start, piece.end)
            else:
                found.append(piece)
            blank = False
        return tuple(found)

    def _broken(self, before: Piece, piece: Piece) -> bool:
        """Whether a sentence was broken by an empty line: it goes on in small letters and had not ended."""
        text = self.text
        return (
            text[piece.start].islower()
            and text[before.end - 1] not in (*_ENDS, ",")
            and before.end - before.start > 25
            and not MARK.match(text, piece.start)
        )

    def _goes_on(self, before: Piece, piece: Piece) -> bool:
        text = self.text
        if _UNENDED.search(text, before.start, before.end) and not MARK.match(text, piece.start):
            return True
        line_start = max(text.rfind("\n", before.start, before.end), before.start)
        if before.end - line_start < 40 or text[before.end - 1] in _ENDS:
            return (
                text[piece.start].islower()
                and not MARK.match(text, piece.start)
                and text[before.end - 1] not in _ENDS
            )
        if MARK.match(text, piece.start):
            return False
        return text[line_start : before.end].isupper() == text[piece.start : piece.end].isupper()
