"""The lines of a document as they come out of plain text, Word or PDF: columns side by side taken apart, cells of
tables as cells, lines that a page broke put together again.

A table is written as the texts of the national law portals write it: every cell between two lines that hold a bar
only, an empty line after the last; or a row a line, its cells between bars, or under a heading of work between tabs;
or, where its rows are known, as the first with two bars before and after every row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from motcua.rules.composed import Composed
from motcua.rules.reading import units, verbs
from motcua.rules.reading.heads import COLUMNS, ORDINAL, heading

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
SIGNING = r"TM|KT|TL|TUQ|Q|T/M|K/T|T/L"
"""Marks of authority that stand before a signature (NĐ 30/2020, Phụ lục I)."""
_GAP = re.compile(
    r"\t+|[ ]{4,}"
    rf"|(?<=Nơi nhận:)\s+(?=(?:{SIGNING})\b|[A-ZĐ]\w+\s+[A-ZĐ]\w*[A-ZĐ])"
    r"|(?<=[A-ZĐ]{2})\s+(?=Độc lập\s*-\s*Tự do)"
)
_UNENDED = re.compile(
    r"(?<=\s)(?:ngày|tháng|quý|của|và|với|các|những|trước|trong|cho|về|để|theo|tại|từ|đến|chậm nhất)\Z"
)
"""Words that no line ends with unless the page broke it."""
_LAST_WORDS = 10
"""Letters of the longest of them and what stands before it: no more of a line has to be looked at."""
_KINDS = frozenset({"Sở", "Phòng", "Ban", "Bộ", "Ngành", "Hội", "Cục", "Vụ", "Tổ", "và", "của", "các"})
"""Words after which the name of a body goes on on the next line ("… Sở" over "Xây dựng")."""
_BARS = r"[|│┃¦]"
_RULE = re.compile(r"(?=.*[-|─━═])[\s|│┃¦:=+─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬-]*")
"""A line that only rules a table."""
_WRAPPED = 12
"""Lines of one row of a table at most."""
_ENDS = (".", ";", ":", "!", "?", "…", "/", "”")


def _bars(line: str) -> int:
    return len(re.findall(_BARS, line))


def _barred(line: str) -> bool:
    """Whether a line is a row of cells between bars."""
    count = _bars(line)
    return count > 1 or (count == 1 and " | " in line)


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
            if _barred(line):
                at = self._rows(at, pieces, tables)
                continue
            if self._tabbed(start, end):
                at = self._tabs(at, pieces, tables)
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

    def _cells(self, start: int, end: int, mark: str) -> tuple[Piece, ...]:
        """The cells of a row, between marks."""
        row, since = list[Piece](), start
        for one in re.finditer(rf"{mark}|$", self.text[start:end]):
            stop = start + one.start()
            if stop > end or (one.group() == "" and stop < end):
                continue
            row.append(self._stripped(since, stop, cell=True) or Piece(since, since, True))
            since = stop + 1
        return tuple(row)

    def _rows(self, at: int, pieces: list[Piece], tables: list[Table]) -> int:
        """A row a line, its cells between bars; a row whose cells hold lines of their own has all the bars of the
        first row at its end."""
        text, physical = self.text, self._physical
        rows, begun, last = list[tuple[Piece, ...]](), physical[at][0], physical[at][1]
        bars = _bars(text[slice(*physical[at])])
        while at < len(physical):
            start, end = physical[at]
            line = text[start:end]
            stop = self._wrapped(at, bars) if rows and bars > 2 else at
            if stop == at and not _barred(line) and not _RULE.fullmatch(line):
                break
            at, end = stop, physical[stop][1]
            line = text[start:end]
            if not _RULE.fullmatch(line):
                row = self._cells(start, end, _BARS)
                if re.match(_BARS, line.lstrip()):
                    row = row[1:]
                if row and re.match(_BARS, line.rstrip()[-1:]):
                    row = row[:-1]
                rows.append(row)
                pieces.extend(row)
            last = end
            at += 1
        cells = tuple(cell for row in rows for cell in row)
        tables.append(Table(begun, last, cells, tuple(rows)))
        return at

    def _wrapped(self, at: int, bars: int) -> int:
        """The last line of a row of a table that begins here with fewer bars than it has, or the line itself."""
        text, physical = self.text, self._physical
        line = text[slice(*physical[at])].strip()
        count = _bars(line)
        if not (0 < count < bars) or not re.match(rf"{_BARS}?\s*{ORDINAL.pattern}\s*{_BARS}", line):
            return at
        for stop in range(at + 1, min(at + _WRAPPED, len(physical))):
            more = text[slice(*physical[stop])].strip()
            count += _bars(more)
            if not more or count > bars:
                return at
            if count == bars and (not re.match(_BARS, line) or re.match(_BARS, more[-1:])):
                return stop
        return at

    def _tabbed(self, start: int, end: int) -> bool:
        """Whether a line is the heading of a table of work whose columns are parted by tabs."""
        words = self.source.folded[start:end].split("\t")
        return len(words) > 2 and heading([word.strip() for word in words]) is not None

    def _row_goes_on(self, line: str, *, full: bool, numbered: bool) -> bool:
        """Whether a line is more of the row before it; ``full``: that row has all of its cells."""
        said = line.strip()
        if "\t" in line:
            return not full and not (numbered and ORDINAL.fullmatch(line.split("\t")[0].strip()))
        if (mark := MARK.match(said)) and not (mark["dash"] or mark["plus"]):
            return False
        return not full or said[0].islower() or said[0].isdigit() or said[0] in "-+•"

    def _tabs(self, at: int, pieces: list[Piece], tables: list[Table]) -> int:
        """A row a line, its cells between tabs; lines go on with the row before until it has all of its cells."""
        text, physical = self.text, self._physical
        begun, last = physical[at]
        tabs = text[begun:last].count("\t")
        spans = [(begun, last)]
        numbered = bool(COLUMNS["number"].match(self.source.folded[begun:last].strip()))
        count = joined = 0
        at += 1
        while at < len(physical):
            start, end = physical[at]
            line, more = text[start:end], text[start:end].count("\t")
            if not line.strip():
                if at + 1 == len(physical) or text[slice(*physical[at + 1])].count("\t") < 2:
                    break
            elif len(spans) > 1 and joined < _WRAPPED and count + more <= tabs and self._row_goes_on(
                line, full=count == tabs, numbered=numbered
            ):  # fmt: skip
                spans[-1], count, joined = (spans[-1][0], end), count + more, joined + 1
            elif more:
                spans.append((start, end))
                count, joined = more, 0
            else:
                break
            at += 1
        rows = tuple(self._cells(start, end, "\t") for start, end in spans)
        cells = tuple(cell for row in rows for cell in row)
        tables.append(Table(begun, spans[-1][1], cells, rows))
        pieces.extend(cells)
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

    def _heads_work(self, before: Piece, line_start: int, piece: Piece) -> bool:
        """Whether a line of nothing but bodies stands over a line that begins with what they do."""
        text = self.text
        first = text[piece.start : piece.start + 24]
        return (
            before.start == line_start
            and first[:1].isupper()
            and units.begins(text, line_start)
            and bool(verbs.VERB.match(first[0].lower() + first[1:]))
            and not units.HEAD.match(text, piece.start)
            and verbs.verb(text, line_start + 2, before.end, name=line_start) is None
            and text[line_start : before.end].rsplit(None, 1)[-1] not in _KINDS
        )

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
        last = max(before.start, before.end - _LAST_WORDS)
        if _UNENDED.search(text, last, before.end) and not MARK.match(text, piece.start):
            return True
        line_start = max(text.rfind("\n", before.start, before.end), before.start)
        if before.end - line_start < 40 or text[before.end - 1] in _ENDS:
            return (
                text[piece.start].islower()
                and not MARK.match(text, piece.start)
                and text[before.end - 1] not in _ENDS
            )
        if MARK.match(text, piece.start) or self._heads_work(before, line_start, piece):
            return False
        return text[line_start : before.end].isupper() == text[piece.start : piece.end].isupper()
