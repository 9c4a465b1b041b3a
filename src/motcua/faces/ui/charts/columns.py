"""Columns: two a day with what was late, one a period beside what was expected, one a class of a distribution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.faces.ui.charts.scale import HEIGHT, Bar, round_up


@dataclass(frozen=True)
class Trend:
    """Two bars a day, the second with the part that was late at its foot; ``top`` is the value of the upper edge."""

    top: int
    width: int
    bars: tuple[Bar, ...]


def trend(days: Sequence[tuple[int, int, int]]) -> Trend:
    """The drawing of (received, finished, of which late) for each day."""
    top = round_up(max((max(received, finished) for received, finished, _late in days), default=0))
    bars: list[Bar] = []
    for index, (received, finished, late) in enumerate(days):
        left = 100 * index
        for kind, value, x in (("received", received, 8), ("finished", finished, 50), ("late", late, 50)):
            if value:
                height = round(HEIGHT * value / top, 2)
                bars.append(Bar(kind, left + x, round(HEIGHT - height, 2), 38, height))
    return Trend(top, max(100 * len(days), 100), tuple(bars))


@dataclass(frozen=True)
class Spark:
    """A bar a period, the last one being now, and the height of what was to be expected of it (none: nothing known)."""

    top: int
    width: int
    bars: tuple[Bar, ...]
    expected: float | None


def spark(values: Sequence[int], *, expected: float | None = None, top: int = 0) -> Spark:
    """The drawing of one small multiple; those that are compared share ``top``."""
    top = round_up(max(top, *values, math.ceil(expected or 0)))
    bars = []
    for index, value in enumerate(values):
        if value:
            height = round(HEIGHT * value / top, 2)
            kind = "now" if index == len(values) - 1 else "before"
            bars.append(Bar(kind, 100 * index + 12, round(HEIGHT - height, 2), 76, height))
    line = None if expected is None else round(HEIGHT - HEIGHT * expected / top, 2)
    return Spark(top, 100 * len(values), tuple(bars), line)


@dataclass(frozen=True)
class Histogram:
    """A column a class of a distribution; the classes from ``mark`` on stand out (what lies past the limit)."""

    top: int
    width: int
    bars: tuple[Bar, ...]


def histogram(counts: Sequence[int], *, mark: int | None = None) -> Histogram:
    """The drawing of how many fall into each class."""
    top = round_up(max(counts, default=0))
    bars = []
    for index, count in enumerate(counts):
        if count:
            height = round(HEIGHT * count / top, 2)
            kind = "past" if mark is not None and index >= mark else "within"
            bars.append(Bar(kind, 100 * index + 4, round(HEIGHT - height, 2), 92, height))
    return Histogram(top, max(100 * len(counts), 100), tuple(bars))
