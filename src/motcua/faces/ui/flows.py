"""Drawings of processes computed here and drawn by components: no script, a table of the same beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.areas.procedures.ports import ProcessStep
from motcua.areas.procedures.queries import drawn, plain
from motcua.base.spoken import spoken
from motcua.rules.diagram import Box, Diagram, wrapped

HEAD = 132
"""Width kept for the names of the bands."""
NAME_LETTERS, BAND_LETTERS = 19, 16


@dataclass(frozen=True)
class Line:
    """A line of text in a drawing."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Shape:
    """A box with its lines; ``whole`` is the full name, for whoever points at it."""

    box: Box
    lines: tuple[Line, ...]
    note: Line | None
    whole: str


@dataclass(frozen=True)
class Strip:
    """A band with the lines of its name."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[Line, ...]
    shaded: bool


@dataclass(frozen=True)
class Drawing:
    """What the component ``process_diagram.html`` draws; ``head`` is the width of the band names."""

    width: int
    height: int
    head: int
    strips: tuple[Strip, ...]
    shapes: tuple[Shape, ...]
    paths: tuple[str, ...]


def drawing(diagram: Diagram) -> Drawing:
    """A laid-out process made of lines, boxes and paths."""
    strips = []
    for row, band in enumerate(diagram.bands):
        said = wrapped(band.name, BAND_LETTERS, 5)
        top = band.y + band.height // 2 - 8 * (len(said) - 1) + 4
        lines = tuple(Line(text, band.x + HEAD // 2, top + 16 * n) for n, text in enumerate(said))
        strips.append(Strip(band.x, band.y, band.width, band.height, lines, row % 2 == 1))
    shapes = []
    for box in diagram.boxes:
        said = wrapped(box.name, NAME_LETTERS, 3 if box.note else 4)
        middle = box.x + box.width // 2
        lines = tuple(Line(text, middle, box.y + 20 + 16 * n) for n, text in enumerate(said))
        note = Line(box.note, middle, box.y + box.height - 10) if box.note else None
        shapes.append(Shape(box, lines, note, f"{box.number}. {box.name}" if box.number else ""))
    paths = tuple("M" + "L".join(f"{x} {y}" for x, y in arrow.points) for arrow in diagram.arrows)
    return Drawing(diagram.width + 1, diagram.height + 1, HEAD, tuple(strips), tuple(shapes), paths)


def picture(steps: Sequence[ProcessStep]) -> Drawing | None:
    """The drawing of an internal process; none without steps."""
    return drawing(drawn(steps, head=HEAD)) if steps else None


def said(steps: Sequence[ProcessStep]) -> str:
    """An internal process in a sentence."""
    total = sum((step.hours for step in steps), Decimal(0))
    names = "; ".join(f"{n}. {spoken(step.step)} ({spoken(step.post)})" for n, step in enumerate(steps, 1))
    return _("{n} bước, {hours} giờ làm việc: {names}").format(n=len(steps), hours=plain(total), names=names)
