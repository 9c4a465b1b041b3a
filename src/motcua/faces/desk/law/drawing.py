"""The relations of one instrument as a small drawing: what acts on it above, what it acts on below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.rules.instruments import State

if TYPE_CHECKING:
    from motcua.base.law.models import Instrument, Relation

WIDTH, HEIGHT, GAP, RAIL, MOST = 328, 52, 12, 18, 6
"""Measures of a box in px, how far apart the rails of arrows stand, how many boxes above and below are drawn."""


@dataclass(frozen=True)
class Box:
    """An instrument as drawn, with what joins it to the next one."""

    pk: int
    name: str
    state: str
    note: str
    on: dt.date | None
    y: int
    here: bool

    @property
    def middle(self) -> int:
        """Where arrows leave and come in."""
        return self.y + HEIGHT // 2


@dataclass(frozen=True)
class Arrow:
    """From the one that acts to the other; ``ends`` it or only changes it."""

    path: str
    tip: str
    ends: bool


@dataclass(frozen=True)
class Drawing:
    """A drawing: its size, boxes from top to bottom, arrows, how many were left out."""

    width: int
    height: int
    left: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    more: int


def draw(
    one: Instrument, relations: Sequence[Relation], states: Mapping[int, Any], words: Mapping[str, str]
) -> Drawing:
    """One instrument, what acts on it above it, what it acts on below; the newest on top."""
    above = [row for row in relations if row.target_id == one.pk]
    below = [row for row in relations if row.source_id == one.pk]
    up = sorted(above, key=lambda row: row.on or dt.date.min, reverse=True)[:MOST]
    down = sorted(below, key=lambda row: row.on or dt.date.min, reverse=True)[:MOST]
    left = RAIL * 2 + 6
    boxes, arrows = list[Box](), list[Arrow]()

    def place(row: Instrument, note: str, on: dt.date | None) -> Box:
        state = states[row.pk].state if row.pk in states else State.UNKNOWN
        y = 2 + len(boxes) * (HEIGHT + GAP)
        boxes.append(Box(row.pk, row.symbol or row.title[:40], str(state), note, on, y, row.pk == one.pk))
        return boxes[-1]

    tops = [(place(row.source, words[row.kind], row.on), row) for row in up]
    here = place(one, "", None)
    lows = [(place(row.target, words[row.kind], row.on), row) for row in down]
    for from_, to, row, rail in [
        *((box, here, row, RAIL) for box, row in tops), *((here, box, row, RAIL * 2 - 8) for box, row in lows)
    ]:  # fmt: skip
        start = from_.middle + (8 if from_.here else 0)
        end = to.middle - (8 if to.here else 0)
        arrows.append(
            Arrow(
                f"M{left} {start}H{rail - 10}V{end}H{left - 8}",
                f"M{left - 9} {end - 5}l9 5l-9 5z",
                row.kind in ("replaces", "repeals"),
            )
        )
    height = boxes[-1].y + HEIGHT + 2
    return Drawing(
        left + WIDTH + 2,
        height,
        left,
        tuple(boxes),
        tuple(arrows),
        len(above) + len(below) - len(up) - len(down),
    )
