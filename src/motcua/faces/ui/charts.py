"""Small drawings computed here and drawn by components: no script, a table of the same figures behind each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 100
"""Height of the drawing in its own units; its width is one hundred units a column."""


@dataclass(frozen=True)
class Bar:
    """A rectangle of a drawing: ``kind`` is its class (received, finished, late)."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Trend:
    """Two bars a day, the second with the part that was late at its foot; ``top`` is the value of the upper edge."""

    top: int
    width: int
    bars: tuple[Bar, ...]


def trend(days: Sequence[tuple[int, int, int]]) -> Trend:
    """The drawing of (received, finished, of which late) for each day."""
    top = _round_up(max((max(received, finished) for received, finished, _late in days), default=0))
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
    top = _round_up(max(top, *values, math.ceil(expected or 0)))
    bars = []
    for index, value in enumerate(values):
        if value:
            height = round(HEIGHT * value / top, 2)
            kind = "now" if index == len(values) - 1 else "before"
            bars.append(Bar(kind, 100 * index + 12, round(HEIGHT - height, 2), 76, height))
    line = None if expected is None else round(HEIGHT - HEIGHT * expected / top, 2)
    return Spark(top, 100 * len(values), tuple(bars), line)


def _round_up(value: int) -> int:
    """The next of 1, 2, 4, 5, 10, 20, 40, 50, 100, …; 1 for nothing."""
    scale = 1
    while True:
        for step in (1, 2, 4, 5):
            if step * scale >= value:
                return step * scale
        scale *= 10
