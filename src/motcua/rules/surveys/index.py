"""Indices of satisfaction with how sure they are, and whether two rounds differ (R5.5, R5.17).

An index is 100 × (answers 4 and 5) ÷ valid answers; a blank is not a valid answer. That of an element, and of all, adds
the answers of its criteria. The interval is Wilson's (1927) at 95 %. Answers of one person about several criteria are
no independent answers: the interval of a sum is reckoned as if there were only as many answers as people, which is the
widest that this can make it.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from motcua.rules.chance import wilson
from motcua.rules.surveys.questionnaire import LEVELS

SATISFIED = 4
"""The lowest level of who is satisfied (R5.4, R5.5)."""


@dataclass(frozen=True)
class Tally:
    """Valid answers by level, 1 to 5; ``people`` how many gave them."""

    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    people: int = 0

    @property
    def valid(self) -> int:
        """Valid answers."""
        return sum(self.counts)

    @property
    def satisfied(self) -> int:
        """Answers 4 and 5."""
        return self.counts[3] + self.counts[4]

    @property
    def index(self) -> Fraction | None:
        """100 × satisfied ÷ valid; None of nothing."""
        return Fraction(100 * self.satisfied, self.valid) if self.valid else None

    @property
    def mean(self) -> Fraction | None:
        """Mean level, 1 to 5 (R5.17: shown beside the share); None of nothing."""
        total = sum(level * n for level, n in zip(LEVELS, self.counts, strict=True))
        return Fraction(total, self.valid) if self.valid else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the index of everybody lies, 95 % sure, in percent; None of nothing."""
        if not self.valid or not self.people:
            return None
        low, high = wilson(self.satisfied / self.valid, min(self.people, self.valid))
        return 100 * low, 100 * high


def tally(sheets: Iterable[Mapping[str, int]], names: Iterable[str]) -> Tally:
    """Answers of sheets to the named criteria, added (R5.5); people are sheets that answered any of them."""
    wanted, counts, people = list(names), [0] * 5, 0
    for sheet in sheets:
        given = [sheet[name] for name in wanted if name in sheet]
        people += bool(given)
        for level in given:
            counts[level - 1] += 1
    return Tally((counts[0], counts[1], counts[2], counts[3], counts[4]), people)


@dataclass(frozen=True)
class Change:
    """How an index moved from one round to the next, in points, and between which bounds (95 %)."""

    points: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether it moved beyond what chance explains."""
        return self.low > 0 or self.high < 0


def compare(before: Tally, after: Tally) -> Change | None:
    """Newcombe's interval (1998, method 10) of the difference of two rounds; None where one has no answers."""
    if not before.valid or not after.valid or not before.people or not after.people:
        return None
    p, q = before.satisfied / before.valid, after.satisfied / after.valid
    low_p, high_p = wilson(p, min(before.people, before.valid))
    low_q, high_q = wilson(q, min(after.people, after.valid))
    down = math.hypot(q - low_q, high_p - p)
    up = math.hypot(high_q - q, p - low_p)
    return Change(100 * (q - p), 100 * (q - p - down), 100 * (q - p + up))
