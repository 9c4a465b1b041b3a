"""What boards draw of dossiers, from cells: months of units, days, how long they took, steps by post.

Who may see which units is for the caller to ask (``units.scope_of``); a public board hides what is about few people.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from motcua.areas.indicators.queries import cells
from motcua.rules.counting import DAY, MONTH, Measure, measure

RECEIVED: Final = measure({"fact": "dossier.received"})
FINISHED: Final = measure({"fact": "dossier.finished"})
LATE: Final = measure({"fact": "dossier.finished", "where": {"timing": "late"}})
DURATION: Final = measure({"fact": "dossier.duration"})
LEFT: Final = measure({"fact": "step.left"})
LEFT_IN_TIME: Final = measure({"fact": "step.left", "where": {"timing": ["early", "on_time"]}})
KEPT: Final[Mapping[Measure, tuple[str, ...]]] = {
    RECEIVED: (), FINISHED: (), LATE: (), DURATION: ("outcome",), LEFT: ("post",), LEFT_IN_TIME: ("post",),
}  # fmt: skip
"""Of which sums boards want cells, told apart by what."""

BUCKETS: Final = ("le_1", "le_3", "le_5", "le_10", "le_15", "le_30", "gt_30")
"""Classes of working days that a dossier took."""


@dataclass(frozen=True)
class Month:
    """What a month counts: dossiers received, finished, and of the latter late (R1.11); added up with ``+``."""

    first: dt.date
    received: int = 0
    finished: int = 0
    late: int = 0

    def __add__(self, other: "Month") -> "Month":
        return Month(
            self.first,
            self.received + other.received,
            self.finished + other.finished,
            self.late + other.late,
        )

    @property
    def in_time(self) -> int:
        """Those that were not late."""
        return self.finished - self.late

    @property
    def share(self) -> float | None:
        """The share in time in percent; None of nothing."""
        return 100 * self.in_time / self.finished if self.finished else None


def months(units: Collection[str], since: dt.date, until: dt.date) -> dict[str, list[Month]]:
    """The months from ``since`` to before ``until`` of each unit that has any dossiers, in the order of time."""
    asked = (RECEIVED, FINISHED, LATE)
    told = cells.series_by_unit(asked, units, since, until, MONTH)
    return {
        unit: [
            Month(day, received, finished, late)
            for (day, received), (_, finished), (_, late) in zip(
                *(told[one][unit] for one in asked), strict=True
            )
        ]
        for unit in told[RECEIVED]
    }


def together(parts: Iterable[list[Month]]) -> list[Month]:
    """The months of several units added up."""
    summed: dict[dt.date, Month] = {}
    for months in parts:
        for month in months:
            summed[month.first] = summed.get(month.first, Month(month.first)) + month
    return [summed[first] for first in sorted(summed)]


def daily(units: Collection[str], since: dt.date, until: dt.date) -> dict[dt.date, int]:
    """How many dossiers came each day."""
    return dict(cells.series(RECEIVED, units, since, until, DAY))


def durations(units: Collection[str], since: dt.date, until: dt.date) -> dict[str, int]:
    """How many dossiers took how long, by class."""
    told = cells.by_values([DURATION], units, since, until, "outcome", BUCKETS)[DURATION]
    return {name: told.get(name, 0) for name in BUCKETS}


def posts(
    units: Collection[str], codes: Collection[str], since: dt.date, until: dt.date
) -> dict[str, tuple[int, int]]:
    """Steps that posts finished, and how many of them in time; posts without any are left out."""
    told = cells.by_values([LEFT, LEFT_IN_TIME], units, since, until, "post", codes)
    return {code: (done, told[LEFT_IN_TIME].get(code, 0)) for code, done in told[LEFT].items() if done}
