"""A calendar of days, weeks from left to right: the fuller a day, the deeper its colour."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

LEVELS = 4
CELL = 12
HEAD = 14
SIDE = 26


@dataclass(frozen=True)
class Cell:
    """A day: its place, how deep its colour is (0 = nothing), and whether the office was closed."""

    x: int
    y: int
    level: int
    closed: bool
    on: dt.date
    value: int


@dataclass(frozen=True)
class Word:
    """A word beside the cells."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Calendar:
    """Days as cells, months above the week that holds their first day; ``bounds`` the least value of each level."""

    width: int
    height: int
    cells: tuple[Cell, ...]
    months: tuple[Word, ...]
    bounds: tuple[int, ...]


def calendar(
    values: Mapping[dt.date, int], first: dt.date, last: dt.date, *, closed: frozenset[dt.date] = frozenset()
) -> Calendar:
    """The drawing of a number a day from ``first`` to ``last``, both included; levels part the days that have any."""
    bounds = levels([value for day, value in values.items() if first <= day <= last and value > 0])
    monday = first - dt.timedelta(days=first.weekday())
    cells, months = [], []
    for offset in range((last - first).days + 1):
        day = first + dt.timedelta(days=offset)
        x, y = SIDE + (day - monday).days // 7 * CELL, HEAD + day.weekday() * CELL
        value = values.get(day, 0)
        level = sum(value >= bound for bound in bounds) if value > 0 else 0
        cells.append(Cell(x, y, level, day in closed, day, value))
        if day.day == 1:
            months.append(Word(x, HEAD - 4, str(day.month)))
    weeks = ((last - monday).days // 7) + 1
    return Calendar(SIDE + weeks * CELL, HEAD + 7 * CELL, tuple(cells), tuple(months), bounds)


def levels(values: list[int]) -> tuple[int, ...]:
    """The least value of each level, as few as there are different values; none without any.

    Four of as many days each; days far above all others have a fifth.
    """
    ordered = sorted(values)
    if not ordered:
        return ()
    cuts = {ordered[len(ordered) * part // LEVELS] for part in range(LEVELS)}
    if ordered[-1] > 2 * max(cuts):
        cuts.add((max(cuts) + ordered[-1] + 1) // 2)
    return tuple(sorted(cuts | {ordered[0]}))
