"""A line through time with its target, what chance alone would leave it within, and how wide an estimate is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.faces.ui.charts.scale import place

STEPS = (1, 2, 2.5, 5)


@dataclass(frozen=True)
class Dot:
    """A point of a line: ``kind`` is its class (point, now, odd)."""

    kind: str
    x: float
    y: float


@dataclass(frozen=True)
class Plot:
    """A line in pieces (a period of which nothing is known breaks it), its dots, target and band.

    ``low`` and ``top`` are the values of the lower and the upper edge; ``band`` is a closed path or "".
    """

    low: float
    top: float
    width: int
    pieces: tuple[str, ...]
    dots: tuple[Dot, ...]
    target: float | None
    band: str


def line(
    values: Sequence[float | None], *, target: float | None = None, band: Sequence[tuple[float, float] | None] = (),
    low: float | None = None, top: float | None = None, odd: Sequence[int] = (),
) -> Plot:  # fmt: skip
    """The drawing of values in the order of time; None where nothing is known.

    ``band`` what each value would stay within by chance; ``odd`` the places of values that did not; ``low`` and
    ``top`` are shared by drawings that are compared.
    """
    known = [value for value in values if value is not None]
    known += [edge for pair in band if pair for edge in pair] + ([] if target is None else [target])
    least, most = edges(known)
    low, top = least if low is None else low, most if top is None else top
    width = max(100 * len(values), 100)
    at = [
        (100 * index + 50, None if value is None else place(value, low, top))
        for index, value in enumerate(values)
    ]
    pieces: list[list[str]] = [[]]
    dots: list[Dot] = []
    for index, (x, y) in enumerate(at):
        if y is None:
            pieces.append([])
            continue
        pieces[-1].append(f"{x} {y}")
        kind = "odd" if index in odd else "now" if index == len(at) - 1 else "point"
        dots.append(Dot(kind, x, y))
    drawn = tuple("M" + "L".join(points) for points in pieces if len(points) > 1)
    line_at = None if target is None else place(target, low, top)
    return Plot(low, top, width, drawn, tuple(dots), line_at, _band(band, low, top))


def _band(band: Sequence[tuple[float, float] | None], low: float, top: float) -> str:
    """One closed path a run of periods, each as wide as its period: limits step where numbers change."""
    drawn = []
    for index, pair in enumerate(band):
        if pair is not None:
            upper, lower = place(pair[1], low, top), place(pair[0], low, top)
            drawn.append(f"M{100 * index} {upper}H{100 * index + 100}V{lower}H{100 * index}Z")
    return "".join(drawn)


def edges(values: Sequence[float]) -> tuple[float, float]:
    """Round values just beneath and above all of these; 0 and 1 for none."""
    if not values:
        return 0.0, 1.0
    least, most = min(values), max(values)
    span = (most - least) or abs(most)
    span = span if span > 1e-6 else 1.0
    scale = 10 ** math.floor(math.log10(span / 2))
    step = next((one * scale for one in STEPS if one * scale >= span / 4), 10 * scale)
    low, top = math.floor(least / step) * step, math.ceil(most / step) * step
    if low == top:
        top = low + step
    return (0.0 if 0 <= low <= span / 4 else round(low, 9)), round(top, 9)


@dataclass(frozen=True)
class Reliability:
    """Said chances against what came: a dot a group, how sure it is, and the diagonal on which both agree."""

    dots: tuple[Dot, ...]
    spans: tuple[str, ...]


def reliability(groups: Sequence[tuple[float, float, float, float]]) -> Reliability:
    """The drawing of (said, came, least, most) for each group of forecasts; shares of 1."""
    dots = tuple(Dot("point", round(100 * said, 2), place(came, 0, 1)) for said, came, _l, _m in groups)
    spans = tuple(
        f"M{round(100 * said, 2)} {place(least, 0, 1)}V{place(most, 0, 1)}"
        for said, _c, least, most in groups
    )
    return Reliability(dots, spans)
