"""Facts and their sums: what a measure is, what it counts, and of which cells a period is made (ADR 0018).

Amounts are whole numbers and only ever added, so a sum over any period and any units is the sum of its parts, in
whatever order facts arrive; a correction is a fact that takes back.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

BY: Final = ("unit", "post", "type", "channel", "outcome", "timing")
"""Dimensions of a fact beside its kind, in their order."""
SPLITS: Final = ("post", "type", "channel", "outcome", "timing")
"""Dimensions by which a measure can be kept apart; by unit it always is."""
DAY, MONTH, YEAR = "d", "m", "y"
WIDTHS: Final[Mapping[str, int]] = {
    "unit": 24, "post": 40, "type": 48, "channel": 24, "outcome": 40, "timing": 16,
}  # fmt: skip


class Unsound(ValueError):
    """A measure as written cannot be counted."""


@dataclass(frozen=True)
class Row:
    """What is counted from one event: on which day, of what kind, by what told apart, how much of it.

    ``code`` is the public code of what was counted; "" where there is none to show.
    """

    kind: str
    day: dt.date
    unit: str = ""
    post: str = ""
    type: str = ""
    channel: str = ""
    outcome: str = ""
    timing: str = ""
    amount: int = 1
    code: str = ""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Its kind and what tells it apart, in the order of BY."""
        return (self.kind, self.unit, self.post, self.type, self.channel, self.outcome, self.timing)


@dataclass(frozen=True)
class Measure:
    """A sum over facts of one kind, of which each named dimension is one of the given values."""

    fact: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def key(self) -> str:
        """The same text for the same sum (canonical JSON)."""
        said = {"fact": self.fact, "where": {name: list(values) for name, values in self.where}}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def counts(self, dimensions: tuple[str, ...]) -> bool:
        """Whether it counts facts of this kind that are told apart so (``Row.dimensions``)."""
        return dimensions[0] == self.fact and all(
            dimensions[1 + BY.index(name)] in values for name, values in self.where
        )


def measure(given: Mapping[str, Any]) -> Measure:
    """A measure from ``{"fact": …, "where": {dimension: [values]}}``; one value may stand alone. Raises Unsound."""
    unknown = set(given) - {"fact", "where"}
    fact, where = given.get("fact"), given.get("where") or {}
    if unknown or not isinstance(fact, str) or not fact or not isinstance(where, Mapping):
        raise Unsound(f"{dict(given)}")
    told = []
    for name, values in sorted(where.items()):
        one = (values,) if isinstance(values, str) else tuple(sorted(set(values)))
        if name not in BY or not one or not all(isinstance(value, str) for value in one):
            raise Unsound(f"{fact}: {name}")
        told.append((name, one))
    return Measure(fact, tuple(told))


def read(key: str) -> Measure:
    """The measure of a key."""
    return measure(json.loads(key))


def split(dimension: str, value: str) -> str:
    """How a cell names the part of a measure that it holds."""
    if dimension not in SPLITS:
        raise Unsound(dimension)
    return f"{dimension}:{value}"


# --- days, months, years ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Span:
    """Cells of one grain from ``first`` up to, not including, ``end``; ``first`` None: from the beginning."""

    grain: str
    first: dt.date | None
    end: dt.date


def first_of(grain: str, day: dt.date) -> dt.date:
    """The first day of the month or year of a day; of a day itself."""
    if grain == DAY:
        return day
    return day.replace(day=1) if grain == MONTH else day.replace(month=1, day=1)


def after(grain: str, day: dt.date) -> dt.date:
    """The first of the next day, month or year."""
    if grain == DAY:
        return day + dt.timedelta(days=1)
    if grain == MONTH:
        return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return dt.date(day.year + 1, 1, 1)


def spans(since: dt.date | None, until: dt.date) -> tuple[Span, ...]:
    """Whole years, whole months and single days that together are the days from ``since`` up to ``until``.

    At most five, none empty, no day twice; without ``since`` everything before ``until``.
    """
    parts: list[Span] = []

    def add(grain: str, first: dt.date | None, end: dt.date) -> None:
        if first is None or first < end:
            parts.append(Span(grain, first, end))

    month_end, year_end = first_of(MONTH, until), first_of(YEAR, until)
    if since is None:
        add(YEAR, None, year_end)
        add(MONTH, year_end, month_end)
        add(DAY, month_end, until)
        return tuple(parts)
    month, year = _up(MONTH, since), _up(YEAR, since)
    if month >= month_end:
        if month > month_end:
            add(DAY, since, until)
        else:
            add(DAY, since, month)
            add(DAY, month, until)
        return tuple(parts)
    add(DAY, since, month)
    if year >= year_end:
        if year > year_end:
            add(MONTH, month, month_end)
        else:
            add(MONTH, month, year)
            add(MONTH, year, month_end)
    else:
        add(MONTH, month, year)
        add(YEAR, year, year_end)
        add(MONTH, year_end, month_end)
    add(DAY, month_end, until)
    return tuple(parts)


def _up(grain: str, day: dt.date) -> dt.date:
    """The first month or year that begins on the day or after it."""
    first = first_of(grain, day)
    return first if first == day else after(grain, first)


def steps(grain: str, since: dt.date, until: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The days from ``since`` up to ``until`` cut at months or years: pieces [first, end)."""
    while since < until:
        end = min(after(grain, first_of(grain, since)), until)
        yield since, end
        since = end
