"""Whether a number differs from what is usual by more than chance: shares (p-chart) and counts (u-chart), exactly.

The usual is itself only known from numbers: what is held against it and what it is made of are therefore compared
conditionally, shares by the hypergeometric distribution (Fisher's exact test), counts by the binomial one (Przyborowski
and Wilenski 1940). No approximation, hence sound for small numbers; where they are too small to say anything, nothing
is said. The level is divided among all that are looked at together (Bonferroni), so that a quiet province of a hundred
communes is told of an oddity no oftener than a quiet commune.

What it does not know: seasons, and dossiers that come in bunches for one reason. It says where to look, and judges
nobody.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.rising import tail

LEVEL = 0.01
"""How often, at most, something is told although nothing has changed, all that is looked at taken together."""

LEAST = 20
"""Of fewer than this no share is judged, neither as what is looked at nor as what is usual."""

LEAST_COUNT = 5
"""Counts of fewer than this, expected and seen, are not judged."""

Z = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""


class Verdict(StrEnum):
    """What may be said of a number."""

    FEW = "few"
    USUAL = "usual"
    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True)
class Standing:
    """A number beside what is usual; between ``least`` and ``most`` (of the same kind) it could be chance.

    ``chance`` how likely one so far off, on its side, is if nothing has changed
    """

    seen: float
    usual: float
    least: float
    most: float
    chance: float
    verdict: Verdict


def share(events: int, of: int, usual_events: int, usual_of: int, *, compared: int = 1) -> Standing:
    """A share (``events`` of ``of``) held against the usual one; all values are shares of 1."""
    if not (0 <= events <= of and 0 <= usual_events <= usual_of and compared > 0):
        raise ValueError(events, of, usual_events, usual_of, compared)
    level = LEVEL / compared / 2
    usual = usual_events / usual_of if usual_of else 0.0

    def above(seen: int) -> float:
        return drawn(seen, of, usual_events + seen, usual_of + of)

    def below(seen: int) -> float:
        return drawn(of - seen, of, usual_of - usual_events + of - seen, usual_of + of)

    seen = events / of if of else 0.0
    if of < LEAST or usual_of < LEAST:
        return Standing(seen, usual, 0.0, 1.0, 1.0, Verdict.FEW)
    least, most = _within(above, below, min(max(round(usual * of), 0), of), of, level)
    chance = min(above(events), below(events))
    return Standing(seen, usual, least / of, most / of, chance, _verdict(events, least, most))


def count(seen: int, span: float, usual: int, usual_span: float, *, compared: int = 1) -> Standing:
    """So many in a span of time held against so many in the usual span; all values are counts of the first span."""
    if seen < 0 or usual < 0 or span <= 0 or usual_span <= 0 or compared < 1:
        raise ValueError(seen, span, usual, usual_span, compared)
    level, part = LEVEL / compared / 2, span / (span + usual_span)

    def above(number: int) -> float:
        return tail(number, number + usual, part)

    def below(number: int) -> float:
        return tail(usual, number + usual, 1 - part)

    expected = usual * span / usual_span
    if max(seen, expected) < LEAST_COUNT:
        return Standing(seen, expected, 0.0, math.inf, 1.0, Verdict.FEW)
    top = max(seen, math.ceil(expected + 12 * math.sqrt(expected + 12) + 60))
    least, most = _within(above, below, round(expected), top, level)
    return Standing(seen, expected, least, most, min(above(seen), below(seen)), _verdict(seen, least, most))


def _verdict(seen: int, least: int, most: int) -> Verdict:
    return Verdict.HIGH if seen > most else Verdict.LOW if seen < least else Verdict.USUAL


def _within(
    above: Callable[[int], float], below: Callable[[int], float], middle: int, top: int, level: float
) -> tuple[int, int]:
    """The least and the greatest number that could be chance, found by halving on both sides of the usual one."""
    low, high = middle, top
    while low < high:
        half = (low + high + 1) // 2
        low, high = (half, high) if above(half) > level else (low, half - 1)
    most = low
    low, high = 0, middle
    while low < high:
        half = (low + high) // 2
        low, high = (low, half) if below(half) > level else (half + 1, high)
    return low, most


def drawn(least: int, of: int, marked: int, among: int) -> float:
    """Chance that ``of`` drawn from ``among``, of which ``marked`` are marked, hold ``least`` marked or more."""
    first, last = max(least, of + marked - among, 0), min(of, marked)
    if least <= max(of + marked - among, 0):
        return 1.0
    if first > last:
        return 0.0
    term = math.exp(_ways(marked, first) + _ways(among - marked, of - first) - _ways(among, of))
    total = term
    for i in range(first, last):
        term *= (marked - i) * (of - i) / ((i + 1) * (among - marked - of + i + 1))
        total += term
        if term < total * 1e-17:
            break
    return min(total, 1.0)


def _ways(of: int, take: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(take + 1) - math.lgamma(of - take + 1)


def among(rows: Sequence[tuple[int, int]]) -> list[Standing]:
    """Each of several (events, of), units or periods, held against all the others together."""
    events, of = sum(row[0] for row in rows), sum(row[1] for row in rows)
    judged = sum(row[1] >= LEAST for row in rows) or 1
    return [share(e, n, events - e, of - n, compared=judged) for e, n in rows]


def wilson(share: float, of: int) -> tuple[float, float]:
    """Between what a share observed among ``of`` lies with 95 % confidence (Wilson 1927); 0 and 1 of nothing."""
    if of <= 0:
        return 0.0, 1.0
    square = Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = Z / (1 + square) * math.sqrt(share * (1 - share) / of + square / (4 * of))
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))
