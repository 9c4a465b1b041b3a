"""Places drawn as a picture of our own: it needs no script and no other host; map tiles lie beneath when one is set."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from motcua.rules.feedback import EARTH_METRES, Point

TILE, CLOSEST, WIDEST = 256, 17, 4
EDGE, TOUCHING = 36, 26
STEPS = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000)


@dataclass(frozen=True)
class Mark:
    """A place to be drawn: what it is, where it leads, ``tone`` open, done or here."""

    point: Point
    label: str
    href: str = ""
    tone: str = "open"


@dataclass(frozen=True)
class Dot:
    """One or several marks where they are drawn; ``box`` holds the marks of a dot of several."""

    x: float
    y: float
    marks: Sequence[Mark]

    @property
    def box(self) -> str:
        """South, west, north, east of its marks, as an address says them."""
        lats, lons = [m.point.lat for m in self.marks], [m.point.lon for m in self.marks]
        return f"{min(lats)},{min(lons)},{max(lats)},{max(lons)}"

    @property
    def tone(self) -> str:
        """Open while any of them is."""
        return "open" if any(mark.tone == "open" for mark in self.marks) else self.marks[0].tone


@dataclass(frozen=True)
class Map:
    """A drawn map: dots, grid, a bar that says how long so many metres are, tiles if any."""

    width: int
    height: int
    dots: Sequence[Dot]
    bar: float
    metres: int
    columns: Sequence[float]
    rows: Sequence[float]
    tiles: Sequence[dict[str, Any]] = field(default_factory=list)

    @property
    def bar_words(self) -> str:
        """How long the bar is."""
        return f"{self.metres // 1000} km" if self.metres >= 1000 else f"{self.metres} m"

    @property
    def credit(self) -> str:
        """Whose tiles they are."""
        return settings.TILES_CREDIT if self.tiles else ""


def _world(point: Point, zoom: int) -> tuple[float, float]:
    """Pixels of the whole world (Web Mercator), as tiles count them."""
    size = TILE * 2**zoom
    lat = math.radians(float(point.lat))
    x = (float(point.lon) + 180) / 360 * size
    return x, (1 - math.asinh(math.tan(lat)) / math.pi) / 2 * size


def drawn(marks: Iterable[Mark], *, width: int = 540, height: int = 330) -> Map | None:
    """The map that holds all marks, as near as it can be; None when there is none."""
    marks = list(marks)
    if not marks:
        return None
    for zoom in range(CLOSEST, WIDEST - 1, -1):
        places = [_world(mark.point, zoom) for mark in marks]
        xs, ys = [x for x, _ in places], [y for _, y in places]
        if max(xs) - min(xs) <= width - 2 * EDGE and max(ys) - min(ys) <= height - 2 * EDGE:
            break
    left, top = (min(xs) + max(xs) - width) / 2, (min(ys) + max(ys) - height) / 2
    lat = math.radians(float(sum(mark.point.lat for mark in marks) / len(marks)))
    pixel = math.cos(lat) * 2 * math.pi * EARTH_METRES / (TILE * 2**zoom)
    metres = max([step for step in STEPS if step / pixel <= width / 4] or STEPS[:1])
    bar = metres / pixel
    return Map(
        width, height, _dots(marks, [(x - left, y - top) for x, y in places]), round(bar, 1), metres,
        [round(bar * n, 1) for n in range(1, int(width / bar) + 1)],
        [round(bar * n, 1) for n in range(1, int(height / bar) + 1)], _tiles(left, top, width, height, zoom),
    )  # fmt: skip


def _dots(marks: Sequence[Mark], places: Sequence[tuple[float, float]]) -> list[Dot]:
    """Marks that would lie on one another become one dot."""
    found: list[tuple[float, float, list[Mark]]] = []
    for mark, (x, y) in zip(marks, places, strict=True):
        near = next((one for one in found if math.hypot(one[0] - x, one[1] - y) < TOUCHING), None)
        if near is None:
            found.append((round(x, 1), round(y, 1), [mark]))
        else:
            near[2].append(mark)
    return [Dot(*one) for one in found]


def _tiles(left: float, top: float, width: int, height: int, zoom: int) -> list[dict[str, Any]]:
    """The tiles beneath, when an address of tiles is set (``MOTCUA_TILES``)."""
    if not settings.TILES:
        return []
    return [
        {
            "x": round(column * TILE - left, 1), "y": round(row * TILE - top, 1),
            "href": settings.TILES.replace("{z}", str(zoom)).replace("{x}", str(column)).replace("{y}", str(row)),
        }
        for column in range(int(left // TILE), int((left + width) // TILE) + 1)
        for row in range(int(top // TILE), int((top + height) // TILE) + 1)
        if 0 <= row < 2**zoom and 0 <= column < 2**zoom
    ]  # fmt: skip
