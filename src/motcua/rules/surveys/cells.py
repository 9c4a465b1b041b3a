"""Figures of a few people are not shown, nor what tells them by subtraction (R5.8, R5.19).

A cell of one to four people is hidden. Where the total is shown, one hidden cell is the total less the others: another
cell, the smallest that is shown, is hidden with it, and so on until at least two cells and five people are hidden.
Where that cannot be, the total is hidden too. Levels of answers that few gave are put together (``levels_told``). A
share beside how many it is of tells both its halves: where one is of few people it is told as a bound
(``indices_hidden``).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

LEAST = 5
"""Fewer people than these are nobody's to see (R5.8)."""


@dataclass(frozen=True)
class Shown:
    """Which cells of a table are hidden, and whether its total is."""

    hidden: frozenset[str]
    total_hidden: bool


def hide(people: Mapping[str, int], least: int = LEAST, also: Collection[str] = ()) -> Shown:
    """What of a table is hidden: ``people`` of each cell, whose sum is its total. An empty cell tells of nobody.

    ``also`` names cells that are hidden for a reason of their own, empty ones too.
    """
    some = {name: n for name, n in people.items() if n > 0 or name in also}
    total = sum(some.values())
    if total < least:
        return Shown(frozenset(some), bool(some))
    hidden = {name for name, n in some.items() if n < least or name in also}
    rest = sorted((n, name) for name, n in some.items() if name not in hidden)
    while hidden and (len(hidden) < 2 or sum(some[name] for name in hidden) < least):
        if not rest:
            return Shown(frozenset(some), True)
        hidden.add(rest.pop(0)[1])
    return Shown(frozenset(hidden), False)


def halves_hidden(parts: Mapping[str, Sequence[int]], least: int = LEAST) -> frozenset[str]:
    """Which parts of a whole are hidden: ``parts`` of each how many are of one half, how many of the other.

    One of which a half is of few is hidden, and others, the smallest first, until of those hidden together no half is.
    """
    hidden = {name for name, halves in parts.items() if _any_few(halves, least)}
    rest = sorted(
        (sum(map(abs, halves)), name) for name, halves in parts.items() if name not in hidden and any(halves)
    )
    while hidden and rest:
        together = [sum(of) for of in zip(*(parts[name] for name in hidden), strict=True)]
        if len(hidden) > 1 and not _any_few(together, least):
            break
        hidden.add(rest.pop(0)[1])
    return frozenset(hidden)


def _any_few(amounts: Iterable[int], least: int) -> bool:
    return any(0 < n < least for n in amounts)


def hide_within(
    parts: Mapping[str, Mapping[str, int]], people: Mapping[str, int], least: int = LEAST,
    also: Collection[str] = (),
) -> frozenset[str]:  # fmt: skip
    """What is hidden of a table in two levels whose sums are shown on both: names of parts and of their cells.

    ``people`` of each part, who may stand in several of its cells. A hidden part takes its cells with it, or their sum
    would tell it. ``also`` names parts and cells that are hidden for a reason of their own, empty ones too.
    """
    sizes = {name: sum(cells.values()) for name, cells in parts.items()}
    outer = hide(sizes, least, [name for name in parts if 0 < people[name] < least or name in also])
    hidden = set(outer.hidden)
    for name, cells in parts.items():
        hidden |= (
            set(cells)
            if name in outer.hidden
            else hide(cells, least, [one for one in cells if one in also]).hidden
        )
    return frozenset(hidden)


def together(units: Mapping[str, Sequence[Collection[str]]], rest: str, least: int = LEAST) -> dict[str, str]:
    """Under which unit the sheets of each are told criterion by criterion; ``units``: what each sheet answered, of
    one that was asked and did not answer none.

    Whoever reads this has read a table of units, and one of criteria, with their totals (``hide``). A unit that is
    hidden there, or of which few answered some criterion, is told as ``rest``, and so are others, the smallest first,
    until no criterion of the rest has few either: no two tables then differ by a few people.
    """
    silent = [unit for unit, sheets in units.items() if not sheets]
    hidden = hide({unit: len(sheets) for unit, sheets in units.items()}, also=silent).hidden
    alone = {unit for unit in units if unit not in hidden and unit != rest and not _few(units[unit], least)}
    while alone and _few((sheet for unit in units if unit not in alone for sheet in units[unit]), least):
        alone.remove(min(alone, key=lambda unit: (len(units[unit]), unit)))
    return {unit: unit if unit in alone else rest for unit in units}


def _few(sheets: Iterable[Collection[str]], least: int) -> bool:
    """Whether some criterion was answered by few of these sheets."""
    return any(n < least for n in Counter(name for sheet in sheets for name in set(sheet)).values())


WHOLE = ((1,), (2,), (3,), (4,), (5,))
HALVES = ((1, 2, 3), (4, 5))
GROUPINGS = (WHOLE, ((1, 2), (3,), (4,), (5,)), ((1, 2, 3), (4,), (5,)), ((1, 2), (3,), (4, 5)), HALVES)
"""How levels may be put together, the finest first; none mixes who is satisfied with who is not (R5.5)."""


def levels_told(rows: Iterable[Sequence[Collection[int]]], least: int = LEAST) -> tuple[tuple[int, ...], ...]:
    """How levels are put together in every table alike; ``rows``: the levels that each sheet of a row says.

    In no row has a group one to four people; () where nothing but the index can be told. One grouping for all rows of
    all tables, since sums and differences of rows would tell a level that one of them hides.
    """
    counted = list(rows)
    return next((one for one in GROUPINGS if all(_holds(one, row, least) for row in counted)), ())


def _holds(grouping: tuple[tuple[int, ...], ...], row: Iterable[Collection[int]], least: int) -> bool:
    """Whether no group of levels was given by one to four people of a row."""
    said = [frozenset(levels) for levels in row]
    return all(not 0 < sum(not one.isdisjoint(group) for one in said) < least for group in grouping)


Said = Mapping[int, Sequence[int]]
"""What each person of a line said: the levels of the criteria that the line adds."""


def index_holds(said: Said, least: int = LEAST) -> bool:
    """Whether the index of a line may be told: neither the satisfied nor the others in it are one to four people."""
    return _holds(HALVES, said.values(), least)


def bound(said: Said, least: int = LEAST) -> tuple[Fraction, Fraction] | None:
    """Between what an index lies that is not told, in percent: as if nobody to four people were of the smaller half.

    None where both halves can be few, or neither is.
    """
    valid = sum(map(len, said.values()))
    low, high = _unsatisfied(said, least)
    if not valid or (low, high) == (0, valid):
        return None
    return Fraction(100 * (valid - high), valid), Fraction(100 * (valid - low), valid)


def _unsatisfied(said: Said, least: int) -> tuple[int, int]:
    """How many answers below satisfied a line has at least and at most, as its bound tells it."""
    valid, each = sum(map(len, said.values())), max(map(len, said.values()), default=0)
    few = (least - 1) * each
    if len(said) >= 2 * least:
        if sum(any(level in HALVES[0] for level in levels) for levels in said.values()) < least:
            return 0, min(few, valid)
        if sum(any(level in HALVES[1] for level in levels) for levels in said.values()) < least:
            return max(valid - few, 0), valid
    return 0, valid


def solved(lines: Collection[Said], least: int = LEAST) -> bool:
    """Whether bounds of lines beside their sum leave some line one value, neither nought nor all."""
    ranges = [_unsatisfied(said, least) for said in lines]
    total = sum(level in HALVES[0] for said in lines for levels in said.values() for level in levels)
    least_all, most_all = sum(low for low, _high in ranges), sum(high for _low, high in ranges)
    for said, (low, high) in zip(lines, ranges, strict=True):
        lowest, highest = max(low, total - most_all + high), min(high, total - least_all + low)
        if lowest == highest and 0 < lowest < sum(map(len, said.values())):
            return True
    return False


def joined(lines: Iterable[Said]) -> Said:
    """What each person said in any of some lines."""
    found: dict[int, list[int]] = {}
    for said in lines:
        for person, levels in said.items():
            found.setdefault(person, []).extend(levels)
    return found


def indices_hidden(
    lines: Mapping[str, Said], small: Collection[str] = (), *, summed: bool, least: int = LEAST
) -> frozenset[str]:
    """Of which lines of a table the index is not told; ``small``: those that are hidden for their few people.

    ``summed``  whether the index of all of them is told: then other lines, those of the fewest people first, are hidden
    too, until those hidden together have no half of few people and bounds do not solve them.
    """
    hidden = {name for name, said in lines.items() if name in small or not index_holds(said, least)}
    rest = sorted((len(said), name) for name, said in lines.items() if name not in hidden)

    def told() -> bool:
        some = [lines[name] for name in sorted(hidden)]
        return len(some) < 2 or not index_holds(joined(some), least) or solved(some, least)

    while summed and hidden and rest and told():
        hidden.add(rest.pop(0)[1])
    return frozenset(hidden)
