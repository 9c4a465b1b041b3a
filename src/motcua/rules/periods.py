"""Half-open periods of days and of moments: the start belongs to them, the end does not.

Everything that is valid "from … to …" is one (R0.1, R17.7), so that neighbours meet without gap or overlap.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from motcua.rules.calendar import local
from motcua.rules.impossible import Invalid


@dataclass(frozen=True, order=True)
class Period:
    """Days from ``start`` up to, not including, ``end``; None: open. Raises Invalid when it holds no day."""

    start: dt.date
    end: dt.date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise Invalid(
                field="end",
                text="Ngày kết thúc {end} phải sau ngày bắt đầu {start}.",
                start=f"{self.start:%d/%m/%Y}",
                end=f"{self.end:%d/%m/%Y}",
            )

    @classmethod
    def lasting(cls, start: dt.date, days: int) -> Self:
        """So many consecutive days, the first one counted, as for postings (R7.1, T8): ``end`` is the
        first day on which the posting may come down."""
        return cls(start, start + dt.timedelta(days=days))

    @property
    def last(self) -> dt.date | None:
        """The last day within; None: open."""
        return self.end - dt.timedelta(days=1) if self.end is not None else None

    @property
    def days(self) -> int | None:
        """How many days; None: open."""
        return (self.end - self.start).days if self.end is not None else None

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether some day lies in both."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def meets(self, other: "Period") -> bool:
        """Whether the other one begins where this one ends."""
        return self.end == other.start

    def shared(self, other: "Period") -> "Period | None":
        """The days that lie in both; None when there are none."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(self.start, other.start), min(ends, default=None))

    def ended(self, on: dt.date) -> "Period":
        """The same period ending on a day, which is the first no longer in it."""
        return Period(self.start, on)


def overlapping(periods: Iterable[Period]) -> list[tuple[Period, Period]]:
    """Neighbours in time that share a day; empty when the periods can hold one after another."""
    return [(a, b) for a, b in pairwise(_by_start(periods)) if a.overlaps(b)]


def gaps(periods: Iterable[Period]) -> list[Period]:
    """The days between the first start and the last end on which none of the periods holds."""
    found: list[Period] = []
    reached: dt.date | None = None
    for period in _by_start(periods):
        if reached is not None and period.start > reached:
            found.append(Period(reached, period.start))
        if period.end is None:
            break
        reached = max(reached or period.end, period.end)
    return found


def _by_start(periods: Iterable[Period]) -> Sequence[Period]:
    return sorted(periods, key=lambda period: (period.start, period.end or dt.date.max))


@dataclass(frozen=True)
class Span:
    """Moments from ``start`` up to, not including, ``end``; None: open. Raises Invalid when it holds none."""

    start: dt.datetime
    end: dt.datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", local(self.start))
        if self.end is None:
            return
        object.__setattr__(self, "end", local(self.end))
        if self.end <= self.start:
            raise Invalid(field="end", text="Thời điểm kết thúc phải sau thời điểm bắt đầu.")

    @property
    def length(self) -> dt.timedelta | None:
        """How long; None: open."""
        return self.end - self.start if self.end is not None else None

    def __contains__(self, at: dt.datetime) -> bool:
        return self.start <= at and (self.end is None or at < self.end)

    def overlaps(self, other: "Span") -> bool:
        """Whether some moment lies in both."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)
