"""Tasks in tables: TT | nội dung | chủ trì | phối hợp | thời gian | sản phẩm."""

import datetime as dt
import re
from collections.abc import Iterator

from motcua.rules.reading import units
from motcua.rules.reading.heads import COLUMNS, ORDINAL, WHAT, WHO, heading
from motcua.rules.reading.labels import Named
from motcua.rules.reading.lines import Lines, Piece, Table
from motcua.rules.reading.timing import timings
from motcua.rules.reading.work import Task


def tasks(lines: Lines, on: dt.date | None) -> list[Task]:
    """Every row of every table that says who is to do what."""
    found = list[Task]()
    for table in lines.tables:
        found.extend(_tasks(lines, table, on))
    return found


def _tasks(lines: Lines, table: Table, on: dt.date | None) -> list[Task]:
    parted = _parted(lines, table.cells)
    rows = [list(row) for row in table.rows] if table.rows else _rows(lines, parted)
    head = _head(lines, rows)
    if head is None:
        return []
    columns, first, width = head
    found, above = list[Task](), dict[str, Piece]()
    for row in rows[first:]:
        cells = {name: row[at] for name, at in columns.items() if at < len(row)}
        cells |= {
            name: above.get(name, cell)
            for name, cell in cells.items()
            if _AS_ABOVE.fullmatch(lines.source.folded, cell.start, cell.end)
        }
        above.update(cells)
        content = cells.get("content")
        if (
            content is None
            or not _WORDS.search(lines.text, content.start, content.end)
            or len(row) < width - 2
        ):
            continue
        if len({cell.start for cell in row if cell.end > cell.start}) < 2 and width > 3:
            continue
        lead = _named(lines, cells.get("lead"))
        cooperating = _named(lines, cells.get("cooperating"))
        span, during = _filled(cells.get("time")), _filled(cells.get("limit"))
        if during and (not span or timings(lines.source, *during, on, said=True)):
            span, during = during, span
        if span and during and lines.said(Piece(*span)) == lines.said(Piece(*during)):
            during = None
        if not lead and not span and not cooperating:
            continue
        times = tuple(timings(lines.source, *span, on, said=True)) if span else ()
        found.append(
            Task(content.start, content.end, lead, cooperating, times, span,
                 _filled(cells.get("product")), 0.93, during=during)
        )  # fmt: skip
    return found


def _filled(cell: Piece | None) -> tuple[int, int] | None:
    return (cell.start, cell.end) if cell and cell.end > cell.start else None


_AS_ABOVE = re.compile(r"[\W_]*(?:n\s?\.?\s?t|nhu\s+(?:o\s+)?tren)[\W_]*|\W*[\"″”“〃′'’]+\W*")
"""A cell that says what the cell above it says: "-nt-", "như trên", "″"."""
_WORDS = re.compile(r"[^\W\d_]{2}")
_SHARED = re.compile(WHO)
_PARTS = 6
"""Cells at most between a heading and the second row of it."""


def _parted(lines: Lines, cells: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Cells whose heading has one column over two ("Phân công thực hiện" over "Chủ trì", "Phối hợp"): the two in its
    place, and what stands between heading and rows left out."""

    def said(at: int) -> str:
        return lines.source.folded[cells[at].start : cells[at].end].strip() if at < len(cells) else ""

    width = next((at for at in range(len(cells)) if not said(at)), 0)
    shared = next((at for at in range(1, width) if _SHARED.search(said(at))), None)
    if shared is None or any("chu tri" in said(at) for at in range(width)):
        return cells
    two = next(
        (at for at in range(width, min(width + _PARTS, len(cells)))
         if "chu tri" in said(at) and "phoi hop" in said(at + 1)), None
    )  # fmt: skip
    first = next(
        (at for at in range(two or len(cells), len(cells)) if ORDINAL.fullmatch(lines.said(cells[at]))), None
    )
    if two is None or first is None:
        return cells
    border = Piece(cells[first].start, cells[first].start, True)
    return (*cells[:shared], *cells[two : two + 2], *cells[shared + 1 : width], border, *cells[first:])


_BREAK = re.compile(
    r"\n\s*[-+•]\s*|\n|(?<=[a-zà-ỹ])(?<!\svà)(?<!\scủa)(?<!\sthuộc)\s+(?=(?:Sở|UBND|Ủy ban|Công an|Ban Quản)\s)"
)
_GOES_ON = re.compile(
    r"(?:,|(?<!\w)(?:và|của|thuộc|các|với|cùng|Sở|Bộ|Phòng|Ban|Ủy ban|Uỷ ban|Hội đồng|Hội|Đoàn|Trung tâm|Chi cục|Cục"
    r"|Trường|Viện|Bệnh viện|Ngân hàng|Kho bạc|Công ty))\s*$"
)
"""What a line ends with that is no whole name: the next one goes on with it."""
_POST = re.compile(
    r"(?i)(?<![^\W_])(?<![^\W\d_]\s)(?:phó\s+)?(?:giám đốc|chủ tịch|bí thư|trưởng|chánh văn phòng|thủ trưởng|lãnh đạo"
    r"|đại diện)\s*$"
)
_NEXT_POST = re.compile(
    r"(?:Phó|Giám đốc|Chủ tịch|Bí thư|Trưởng|Chánh|Thủ trưởng|Lãnh đạo|Đại diện|Các)(?!\w)"
)
_OFFICE = re.compile(r"(?<!\w)(?:Văn phòng|VP|Thường trực)\s*$")
_OF_BODY = re.compile(
    r"(?:UBND|(?:Ủy|Uỷ) ban nhân dân|HĐND|Hội đồng nhân dân|Đoàn ĐBQH|Đoàn đại biểu"
    r"|(?:Đảng|Tỉnh|Thành|Quận|Huyện) (?:ủy|uỷ))(?!\s+các)(?!\w)"
)
"""Whose the office before it is ("Văn phòng / UBND tỉnh"); bodies of many places have none together."""


_NEAR = 40
"""Letters before a break in which stands what its name ends with."""


def _goes_on(text: str, start: int, at: int, following: int) -> bool:
    """Whether the name that stands before a break goes on after it."""
    return bool(
        _GOES_ON.search(text, start, at)
        or (_POST.search(text, start, at) and not _NEXT_POST.match(text, following))
        or (_OFFICE.search(text, start, at) and _OF_BODY.match(text, following))
    )


def _breaks(text: str, cell: Piece) -> Iterator[tuple[int, int]]:
    """Where one body of a cell ends and the next begins: at its lines and at what begins a name."""
    for one in _BREAK.finditer(text, cell.start, cell.end):
        if one.group().strip() or not _goes_on(
            text, max(cell.start, one.start() - _NEAR), one.start(), one.end()
        ):
            yield one.span()


def _named(lines: Lines, cell: Piece | None) -> tuple[Named, ...]:
    if (
        cell is None
        or cell.end - cell.start < 3
        or re.fullmatch(r"[\W\d_xX]+", lines.text[cell.start : cell.end])
    ):
        return ()
    found = list[Named]()
    since, apart = cell.start, True
    for stop in (*_breaks(lines.text, cell), (cell.end, cell.end)):
        if line := lines.text[since : stop[0]].strip(" -+•\n"):
            apart = apart and not line[0].islower()
            found += units.listed(lines.text, since, stop[0], any_name=True)
        since = stop[1]
    whole = units.listed(lines.text, cell.start, cell.end, any_name=True)
    return tuple(found if len(found) > len(whole) and apart else whole)


def _head(lines: Lines, rows: list[list[Piece]]) -> tuple[dict[str, int], int, int] | None:
    """Which column holds what, the first row after the heading, and how many columns there are."""
    for at, row in enumerate(rows[:3]):
        words = [lines.source.folded[cell.start : cell.end] for cell in row]
        if (
            at + 1 < len(rows)
            and len(rows[at + 1]) == len(row)
            and not ORDINAL.fullmatch(lines.said(rows[at + 1][0]))
        ):
            below = [lines.source.folded[cell.start : cell.end] for cell in rows[at + 1]]
            if (
                all(len(word) < 60 for word in below)
                and sum(bool(COLUMNS["lead"].search(w) or COLUMNS["cooperating"].search(w)) for w in below)
                >= 2
            ):
                words = [f"{one} {two}" if one != two else one for one, two in zip(words, below, strict=True)]
                at += 1
        if columns := heading(words):
            return columns, at + 1, len(row)
    return None


_HEADING = re.compile(rf"\W*(?:stt|tt|so\s+tt)\s.{{0,60}}?(?:{WHAT}).{{0,80}}(?:{WHO})")


def unread(lines: Lines) -> list[Piece]:
    """Lines that look like the heading of a table that was not read as one."""
    found = list[Piece]()
    for piece in lines.outside:
        said = lines.source.folded[piece.start : piece.end]
        parts = [part.strip() for part in re.split(r"\t+|\s{4,}", said)]
        if len(said) < 200 and (_HEADING.match(said) or (len(parts) > 2 and heading(parts))):
            found.append(piece)
    return found


def _rows(lines: Lines, cells: tuple[Piece, ...]) -> list[list[Piece]]:
    """Cells between bars put in rows: an empty cell between two rows is their border."""

    def empty(at: int) -> bool:
        return at < len(cells) and cells[at].end == cells[at].start

    def ordinal(at: int) -> bool:
        return at < len(cells) and bool(ORDINAL.fullmatch(lines.said(cells[at])))

    width = next((at for at in range(len(cells)) if empty(at)), len(cells))
    rows, at = [list(cells[:width])], width + 1
    if width < 2:
        return rows
    while at < len(cells):
        end = at + width
        if not (end >= len(cells) or empty(end)):
            border = next(
                (
                    place
                    for place in range(at + 1, min(end, len(cells)))
                    if empty(place) and ordinal(place + 1)
                ),
                None,
            )
            end = border if border is not None else end
        else:
            border = next(
                (
                    place
                    for place in range(at + 1, min(end, len(cells)))
                    if empty(place) and ordinal(place + 1)
                ),
                None,
            )
            if border is not None and not ordinal(end + 1):
                end = border
        rows.append(list(cells[at:end]))
        at = end + 1 if empty(end) else end
    return rows
