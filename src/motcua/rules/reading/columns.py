"""Tables without ruled lines, from where their words stand on a page: a heading that says who does what until when,
columns parted by what no word crosses, rows begun by their numbers. What is not sure stays text."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from motcua.rules.reading.heads import ORDINAL, WHAT, WHO, heading
from motcua.rules.vietnamese import fold

Gap = tuple[float, float]
HEADING_LINES, PARTED = 3, 5.0
"""Lines of a heading at most; points that stay free between two columns."""
_LOOKS = 14
"""Lines under a heading that say where its columns are."""
_Heading = tuple[float, int, tuple[tuple[Gap, ...], ...], bool]
"""How good it is, the line after it, what is free between its columns, whether the first of them counts the rows."""
_SECTION = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])\s?[.)/-]?\s+[^\W\d]")
_KINDS = (
    re.compile(WHAT),
    re.compile(WHO),
    re.compile(r"\b(?:s?tt)\b|thoi (?:gian|han|diem)|tien do|hoan thanh|phoi hop|\bhan\b"),
)
_ENDS = re.compile(r"\W*(?:noi nhan|t/?m\.|kt\.|tl\.|tuq\.|ghi chu\s*:|luu\s*:|tong (?:so|cong)\s*:)")
_FAR = 2.6
"""How many times the height of its line a gap is that ends a table."""


@dataclass(frozen=True)
class Word:
    """A word and where it stands from left to right."""

    left: float
    right: float
    text: str


@dataclass(frozen=True)
class Line:
    """Words side by side, from left to right; ``top`` and ``height`` of the line."""

    top: float
    height: float
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Grid:
    """A table: lines ``first`` to ``last`` (not included), its rows, and what is free between its columns.
    ``centred``: the number stands in the middle of its row; ``joined``: the first row goes on the last one of the page
    before; ``cut``: what stands under it looks like more of its rows."""

    first: int
    last: int
    rows: tuple[tuple[str, ...], ...]
    gaps: tuple[tuple[Gap, ...], ...]
    numbered: bool
    centred: bool = False
    joined: bool = False
    cut: bool = False


def grids(lines: Sequence[Line], before: Grid | None = None) -> list[Grid]:
    """The tables of a page; ``before``: one that reached the end of the page before and may go on."""
    found, at = list[Grid](), 0
    if before and lines and (more := _on(lines, before)):
        found.append(more)
        at = more.last
    while at < len(lines):
        grid = _grid(lines, at)
        if grid:
            found.append(grid)
        at = grid.last if grid else at + 1
    return found


def seems_to_go_on(lines: Sequence[Line], before: Grid) -> bool:
    """Whether a page begins with what looks like more rows of a table."""
    return bool(lines) and _full(lines[0], before.gaps)


def headed(lines: Sequence[Line], taken: Container[int]) -> bool:
    """Whether lines that stand in no table look like the heading of one, over several lines."""
    return any(
        not any(one in taken for one in range(at, at + HEADING_LINES))
        and not _announces(head[:1])
        and _announces(head)
        and any(word.text.upper() in {"TT", "STT"} for line in head for word in line.words)
        for at in range(len(lines))
        if (head := lines[at : at + HEADING_LINES])
    )


def _full(line: Line, gaps: tuple[tuple[Gap, ...], ...]) -> bool:
    """Whether a line crosses no column and has words in three or more."""
    return bool(_free(gaps, line)) and sum(map(bool, _cells(line, gaps))) > 2


def _cut(lines: Sequence[Line], last: int, gaps: tuple[tuple[Gap, ...], ...]) -> bool:
    return any(_full(line, gaps) and ORDINAL.match(_said(line)) for line in lines[last : last + _LOOKS])


def _grid(lines: Sequence[Line], at: int) -> Grid | None:
    """The table whose heading begins with a line: none where the heading is better without that line."""
    found = _heading(lines, at)
    if found is None:
        return None
    for later in range(at + 1, at + HEADING_LINES):
        if (other := _heading(lines, later)) and other[0] >= found[0]:
            return None
    _, until, gaps, numbered = found
    return _body(lines, at, until, gaps, numbered=numbered)


def _heading(lines: Sequence[Line], at: int) -> _Heading | None:
    """The best heading that begins with a line."""
    found: tuple[float, int, int, _Heading] | None = None
    for count in range(1, HEADING_LINES + 1):
        head = lines[at : at + count]
        if len(head) < count or (count > 1 and _far(head[-2], head[-1])):
            break
        for window, one in _parted(lines, at, count) if _announces(head) else ():
            if found is None or (one[0], -count, window) > found[:3]:
                found = (one[0], -count, window, one)
    return found and found[3]


def _announces(head: Sequence[Line]) -> bool:
    """Whether lines may be the heading of a table of work: short words of what, who and when or with whom."""
    words = [fold(word.text) for line in head for word in line.words]
    said = " ".join(words)
    return len(words) < 40 and sum(bool(pattern.search(said)) for pattern in _KINDS) == len(_KINDS)


def _parted(lines: Sequence[Line], at: int, count: int) -> Iterator[tuple[int, _Heading]]:
    """Ways to part a heading in columns, by what it and more or fewer lines under it leave free."""
    head = lines[at : at + count]
    cover = [word for line in head for word in line.words]
    for number in range(at + count, min(at + count + _LOOKS, len(lines))):
        if _far(lines[number - 1], lines[number]) and number > at + count + 1:
            return
        if _SECTION.match(_said(lines[number])):
            continue
        cover += lines[number].words
        columns = _columns(head, cover)
        said = [fold(words) for _, _, words in columns]
        if len(columns) > 2 and all(said) and (named := heading(said)):
            good = len(named) - 0.5 * (len(columns) - len(named))
            gaps = tuple(((left[1], right[0]),) for left, right in pairwise(columns))
            yield number, (good, at + count, gaps, named.get("number") == 0)


def _said(line: Line) -> str:
    return " ".join(word.text for word in line.words)


def _far(above: Line, line: Line) -> bool:
    return line.top - above.top > _FAR * line.height + 12


def _columns(head: Sequence[Line], cover: Sequence[Word]) -> list[tuple[float, float, str]]:
    """What words stand over one another: from, to, and those of the heading."""
    columns = list[list[float]]()
    for word in sorted(cover, key=lambda one: one.left):
        if columns and word.left - columns[-1][1] < PARTED:
            columns[-1][1] = max(columns[-1][1], word.right)
        else:
            columns.append([word.left, word.right])
    return [
        (left, right,
         " ".join(word.text for line in head for word in line.words if left <= word.left <= right))
        for left, right in columns
    ]  # fmt: skip


def _body(
    lines: Sequence[Line], first: int, at: int, gaps: tuple[tuple[Gap, ...], ...], *, numbered: bool
) -> Grid | None:
    """The rows under a heading."""
    taken, last, gaps = _taken(lines, at, gaps)
    cells = [_cells(line, gaps) if line else None for line in taken]
    if numbered:
        while cells and (one := cells[0]) and not one[0] and all(said[:1].islower() for said in one if said):
            at, cells, taken = at + 1, cells[1:], taken[1:]
    head = _joined([_cells(line, gaps) for line in lines[first:at]])
    rows = _rows(taken, cells, numbered=numbered)
    if not rows or not any(sum(map(bool, row)) > 2 for row in rows):
        return None
    begins = cells[0] is None or _begins(cells[0], numbered)
    return Grid(
        first, last, (head, *rows), gaps, numbered, numbered and not begins, cut=_cut(lines, last, gaps)
    )


def _on(lines: Sequence[Line], before: Grid) -> Grid | None:
    """The table of the page before, where it goes on without its heading."""
    if _grid(lines, 0):
        return None
    taken, last, gaps = _taken(lines, 0, before.gaps)
    cells = [_cells(line, gaps) if line else None for line in taken]
    if not any(one and sum(map(bool, one)) > 1 for one in cells):
        return None
    if before.centred:
        rows = _centred(taken, cells)
        return Grid(0, last, rows, gaps, before.numbered, centred=True) if rows else None
    begun = next((at for at, one in enumerate(cells) if one is None or _begins(one, before.numbered)), None)
    rest = [one for one in cells[:begun] if one]
    rows = _rows(taken[begun:], cells[begun:], numbered=before.numbered) if begun is not None else ()
    if begun is not None and not rows:
        return None
    return Grid(
        0, last, (*([_joined(rest)] if rest else []), *rows), gaps, before.numbered, joined=bool(rest)
    )


def _taken(
    lines: Sequence[Line], at: int, gaps: tuple[tuple[Gap, ...], ...]
) -> tuple[list[Line | None], int, tuple[tuple[Gap, ...], ...]]:
    """The lines that cross no column, up to the one that ends the table; None for a heading over all columns."""
    taken = list[Line | None]()
    for number in range(at, len(lines)):
        line = lines[number]
        said = _said(line)
        if _ENDS.match(fold(said)) or (taken and _far(lines[number - 1], line)):
            break
        free = _free(gaps, line)
        if free:
            gaps = free
            taken.append(line)
        elif (ORDINAL.match(said) or said.isupper() or (taken and taken[-1] is None)) and any(
            _full(one, gaps) for one in lines[number + 1 : number + 3]
        ):
            taken.append(None)
        else:
            break
    return taken, at + len(taken), gaps


def _free(gaps: tuple[tuple[Gap, ...], ...], line: Line) -> tuple[tuple[Gap, ...], ...]:
    """What stays free between columns with one line more; nothing where the line crosses one."""
    found = list[tuple[Gap, ...]]()
    for parts in gaps:
        left = list(parts)
        for word in line.words:
            left = [
                piece
                for start, end in left
                for piece in ((start, min(end, word.left)), (max(start, word.right), end))
                if piece[1] - piece[0] >= PARTED
            ] if any(start < word.right and word.left < end for start, end in left) else left  # fmt: skip
        if not left:
            return ()
        found.append(tuple(left))
    return tuple(found)


def _width(gap: Gap) -> float:
    return gap[1] - gap[0]


def _cells(line: Line, gaps: tuple[tuple[Gap, ...], ...]) -> tuple[str, ...]:
    """The words of a line by column."""
    middles = [(left + right) / 2 for left, right in (max(parts, key=_width) for parts in gaps)]
    cells = [list[str]() for _ in range(len(gaps) + 1)]
    for word in line.words:
        middle = (word.left + word.right) / 2
        cells[sum(middle > one for one in middles)].append(word.text)
    return tuple(" ".join(cell) for cell in cells)


def _begins(cells: tuple[str, ...], numbered: bool) -> bool:
    """Whether a row begins with a line: with its number, else with words in its first two columns that begin anew."""
    if numbered:
        return bool(ORDINAL.fullmatch(cells[0]))
    return all(cell[:1].isupper() or cell[:1].isdigit() or cell[:1] in "-+•" for cell in cells[:2])


def _rows(
    lines: Sequence[Line | None], cells: Sequence[tuple[str, ...] | None], *, numbered: bool
) -> tuple[tuple[str, ...], ...]:
    """Lines put in rows; nothing where it is not sure where a row begins."""
    blocks = list[list[tuple[str, ...]]]()
    for line, one in zip(lines, cells, strict=True):
        if one is None or line is None:
            blocks.append([])
        elif _begins(one, numbered) or (blocks and not blocks[-1]):
            blocks.append([one])
        elif not blocks:
            return _centred(lines, cells) if numbered else ()
        else:
            blocks[-1].append(one)
    return tuple(_joined(block) for block in blocks if block)


def _centred(
    lines: Sequence[Line | None], cells: Sequence[tuple[str, ...] | None]
) -> tuple[tuple[str, ...], ...]:
    """Rows whose number stands in their middle: parted by the wider gaps, each with one number."""
    tops = [line.top for line in lines if line]
    steps = sorted(after - before for before, after in pairwise(tops))
    if not steps or None in cells:
        return ()
    near = steps[0]
    blocks = [list[tuple[str, ...]]()]
    for (before, line), one in zip(pairwise([None, *lines]), cells, strict=True):
        if before and line and line.top - before.top > 1.25 * near:
            blocks.append([])
        if one:
            blocks[-1].append(one)
    numbers = [sum(bool(ORDINAL.fullmatch(one[0])) for one in block) for block in blocks]
    return tuple(map(_joined, blocks)) if all(number == 1 for number in numbers) else ()


def _joined(lines: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The lines of a row as one; a line that a dash begins stays a line of its own."""
    return tuple(
        re.sub(r" (?=[-+•] )", "\n", " ".join(filter(None, parts))) for parts in zip(*lines, strict=True)
    )
