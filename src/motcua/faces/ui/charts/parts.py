"""Parts of a whole: what is left of it stage by stage, and rows to be compared, with what chance allows each."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """A stage of a funnel: its share of the first in percent; ``kept`` its share of the one before."""

    count: int
    left: float
    width: float
    share: float
    kept: float


def funnel(counts: Sequence[int]) -> tuple[Stage, ...]:
    """The drawing of how many of the first stage came to each next one."""
    first = counts[0] if counts else 0
    made = []
    for index, count in enumerate(counts):
        share = 100 * count / first if first else 0.0
        before = counts[index - 1] if index else count
        kept = 100 * count / before if before else 0.0
        made.append(
            Stage(count, round((100 - share) / 2, 2), round(share, 2), round(share, 1), round(kept, 1))
        )
    return tuple(made)


@dataclass(frozen=True)
class Ranked:
    """A row: its bar, where chance alone would leave it, and its target, as percent of the widest; None: not known."""

    width: float
    least: float | None
    span: float | None
    target: float | None


def ranked(
    values: Sequence[float], *, limits: Sequence[tuple[float, float] | None] = (), target: float | None = None,
    top: float | None = None,
) -> tuple[Ranked, ...]:  # fmt: skip
    """The drawing of rows that are compared: each value, the limits of chance of each, and one target."""
    known = [
        *values,
        *(edge for pair in limits if pair for edge in pair),
        *([] if target is None else [target]),
    ]
    most = top or max(known, default=1) or 1
    made = []
    for index, value in enumerate(values):
        pair = limits[index] if index < len(limits) else None
        least, span = (
            (None, None) if pair is None else (_share(pair[0], most), _share(pair[1] - pair[0], most))
        )
        made.append(
            Ranked(_share(value, most), least, span, None if target is None else _share(target, most))
        )
    return tuple(made)


def _share(value: float, most: float) -> float:
    return round(100 * min(max(value / most, 0.0), 1.0), 2)
