"""Where the parts of a drawn process stand: bands for whoever acts, boxes for steps, arrows between them.

Steps one after another lead from left to right; who hands over to another band goes on beside, below or above, so that
no arrow ever crosses a box. The same places serve the drawing on a page and the interchange of BPMN diagrams.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[int, int]
BOX_WIDTH, BOX_HEIGHT, BAND, END = 140, 80, 100, 36
BESIDE, HANDED_ON = BOX_WIDTH + 28, BOX_WIDTH // 2 + 32
"""How far the middle of the next step stands: in the same band, in another one."""


@dataclass(frozen=True)
class Task:
    """A step as drawn: what is done, in whose band, and what is written under it."""

    name: str
    lane: str
    note: str = ""


@dataclass(frozen=True)
class Band:
    """The band of whoever acts."""

    name: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Box:
    """A step, or the round start or end of the process; ``number`` of a step counts from 1, 0 for the ends."""

    key: str
    kind: str
    name: str
    note: str
    lane: str
    number: int
    x: int
    y: int
    width: int
    height: int

    @property
    def left(self) -> Point:
        """Where an arrow comes in."""
        return self.x, self.y + self.height // 2

    @property
    def right(self) -> Point:
        """Where an arrow goes out."""
        return self.x + self.width, self.y + self.height // 2

    @property
    def middle(self) -> int:
        """Where an arrow comes in from above or below."""
        return self.x + self.width // 2


@dataclass(frozen=True)
class Arrow:
    """A way from one box to another, by its corners."""

    key: str
    source: str
    target: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Diagram:
    """A drawing: its size, bands from top to bottom, boxes from left to right."""

    width: int
    height: int
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def in_line(tasks: Sequence[Task], *, head: int, left: int = 0, top: int = 0) -> Diagram:
    """The diagram of steps one after another; bands in the order in which they first act.

    ``head`` is the width kept free at the left of the bands for their names; ``left`` and ``top`` move everything.
    """
    lanes = list(dict.fromkeys(task.lane for task in tasks))
    middles: list[int] = []
    at = left + head + 14 + END + 20 + BOX_WIDTH // 2
    for index, task in enumerate(tasks):
        if index:
            at += BESIDE if task.lane == tasks[index - 1].lane else HANDED_ON
        middles.append(at)
    width = at + BOX_WIDTH // 2 + 20 + END + 14 - left
    bands = tuple(Band(lane, left, top + BAND * row, width, BAND) for row, lane in enumerate(lanes))

    def level(lane: str) -> int:
        return top + BAND * lanes.index(lane) + BAND // 2

    boxes: list[Box] = []
    if tasks:
        first, last = tasks[0].lane, tasks[-1].lane
        boxes.append(
            Box("start", "start", "", "", first, 0, left + head + 14, level(first) - END // 2, END, END)
        )
        for number, (task, middle) in enumerate(zip(tasks, middles, strict=True), 1):
            x, y = middle - BOX_WIDTH // 2, level(task.lane) - BOX_HEIGHT // 2
            boxes.append(
                Box(
                    f"step_{number}",
                    "task",
                    task.name,
                    task.note,
                    task.lane,
                    number,
                    x,
                    y,
                    BOX_WIDTH,
                    BOX_HEIGHT,
                )
            )
        x = left + width - 14 - END
        boxes.append(Box("end", "end", "", "", last, 0, x, level(last) - END // 2, END, END))
    arrows = tuple(
        Arrow(f"flow_{n}", a.key, b.key, _corners(a, b)) for n, (a, b) in enumerate(pairwise(boxes), 1)
    )
    return Diagram(left + width, top + BAND * len(lanes), bands, tuple(boxes), arrows)


def _corners(source: Box, target: Box) -> tuple[Point, ...]:
    start = source.right
    if source.lane == target.lane:
        return start, target.left
    edge = target.y if target.y > source.y else target.y + target.height
    return start, (target.middle, start[1]), (target.middle, edge)


@dataclass(frozen=True)
class Strand:
    """How often one box follows another: straight down, or as an arc at the right (further on) or the left (back).

    ``label`` stands where the number is written; ``weight`` from 1 (seldom) to 8 (most).
    """

    source: str
    target: str
    count: int
    kind: str
    points: tuple[Point, ...]
    label: Point
    weight: int


@dataclass(frozen=True)
class Web:
    """Boxes one below another with what follows what."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    strands: tuple[Strand, ...]


ROW, WEB_BOX, WEB_HEIGHT, ARC, REACH = 98, 260, 60, 22, 190


def web(names: Sequence[str], notes: Mapping[str, str], counts: Mapping[tuple[str, str], int]) -> Web:
    """Activities in their usual order from top to bottom, and how often each follows another.

    An arc reaches the further out the more it passes over. A thing that follows itself is an arc at the left.
    """
    place = {name: n for n, name in enumerate(names)}
    known = {ends: count for ends, count in counts.items() if ends[0] in place and ends[1] in place}
    most = max(known.values(), default=1)
    left = 20 + min(
        REACH, ARC * max((place[a] - place[b] + 1 for a, b in known if place[b] <= place[a]), default=0)
    )
    right = 20 + min(
        REACH, ARC * max((place[b] - place[a] for a, b in known if place[b] > place[a] + 1), default=0)
    )
    left, right = left + 30 * (left > 20), right + 30 * (right > 20)
    boxes = tuple(
        Box(
            f"node_{n}", "task", name, notes.get(name, ""), "", n + 1, left, 10 + ROW * n, WEB_BOX, WEB_HEIGHT
        )
        for n, name in enumerate(names)
    )
    strands = tuple(
        _strand(boxes[place[a]], boxes[place[b]], count, max(1, round(8 * count / most)))
        for (a, b), count in sorted(known.items(), key=lambda item: (item[1], item[0]))
    )
    return Web(left + WEB_BOX + right, 20 + ROW * len(names) - (ROW - WEB_HEIGHT), boxes, strands)


def _strand(a: Box, b: Box, count: int, weight: int) -> Strand:
    passed = b.number - a.number
    points: tuple[Point, ...]
    if passed == 1:
        points = ((a.middle, a.y + a.height), (b.middle, b.y))
        return Strand(
            a.name, b.name, count, "on", points, (a.middle + 10, (points[0][1] + b.y) // 2 + 5), weight
        )
    if passed > 1:
        reach = a.x + a.width + min(REACH, ARC * passed)
        points = ((a.x + a.width, a.y + 34), (reach, a.y + 34), (reach, b.y + 14), (b.x + b.width, b.y + 14))
        return Strand(a.name, b.name, count, "skip", points, (reach - 12, (a.y + b.y) // 2 + 28), weight)
    reach = a.x - min(REACH, ARC * (1 - passed))
    points = ((a.x, a.y + 14), (reach, a.y + 14), (reach, b.y + 34), (b.x, b.y + 34))
    return Strand(a.name, b.name, count, "back", points, (reach + 4, (a.y + b.y) // 2 + 28), weight)


def wrapped(text: str, width: int, most: int) -> tuple[str, ...]:
    """A text in at most ``most`` lines of about ``width`` letters; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and len(line) + 1 + len(words[0]) <= width:
            line = f"{line} {words.pop(0)}"
        lines.append(line if len(line) <= width else f"{line[: width - 1]}…")
    if words:
        last = lines[-1].rstrip("…,;:.")
        lines[-1] = f"{last[: width - 1].rstrip()}…"
    return tuple(lines)
