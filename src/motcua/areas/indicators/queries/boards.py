"""What boards draw of dossiers, from cells: months of units, days, how long they took, steps by post.

Who may see which units is for the caller to ask (``units.scope_of``); a public board hides what is about few people.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from motcua.areas.indicators.queries import cells
from motcua.areas.indicators.queries.definitions import definition, measures
from motcua.areas.indicators.queries.definitions import measure as of_term
from motcua.rules.counting import DAY, MONTH, Measure, measure
from motcua.rules.scoring.definitions import WORKING_DAYS, Term
from motcua.rules.scoring.figures import Figure, Shape

RECEIVED: Final = measure({"fact": "dossier.received"})
FINISHED: Final = measure({"fact": "dossier.finished"})
DURATION: Final = measure({"fact": "dossier.duration"})
LEFT: Final = measure({"fact": "step.left"})
LEFT_IN_TIME: Final = measure({"fact": "step.left", "where": {"timing": ["early", "on_time"]}})
KEPT: Final[Mapping[Measure, tuple[str, ...]]] = {
    RECEIVED: (), FINISHED: (), DURATION: ("outcome",), LEFT: ("post",), LEFT_IN_TIME: ("post",),
}  # fmt: skip
"""Of which sums boards want cells, told apart by what."""

ON_TIME: Final = "dossiers.on_time"
"""The indicator by which boards say what was in time."""

BUCKETS: Final = ("le_1", "le_3", "le_5", "le_10", "le_15", "le_30", "gt_30")
"""Classes of working days that a dossier took."""


@dataclass(frozen=True)
class Month:
    """What a month counts, added up with ``+``: dossiers received and finished, and both parts of the share in time as
    the indicator ``ON_TIME`` defines it: what was finished while its time ran, and of that in time (R1.11)."""

    first: dt.date
    received: int = 0
    finished: int = 0
    timed: int = 0
    in_time: int = 0
    shape: Shape = field(default_factory=Shape)
    version: int = 0

    def __add__(self, other: "Month") -> "Month":
        return Month(
            self.first, self.received + other.received, self.finished + other.finished, self.timed + other.timed,
            self.in_time + other.in_time, other.shape, other.version,
        )  # fmt: skip

    @property
    def late(self) -> int:
        """Those whose time was over."""
        return self.timed - self.in_time

    @property
    def told(self) -> Figure:
        """The share in time, as the indicator prints it."""
        return Figure(self.in_time, self.timed, self.shape)

    @property
    def share(self) -> float | None:
        """The share in time in percent; None of nothing."""
        value = self.told.value
        return None if value is None else float(value)


def months(units: Collection[str], since: dt.date, until: dt.date) -> dict[str, list[Month]]:
    """The months from ``since`` to before ``until`` of each unit that has any dossiers, in the order of time; the
    share in time of each by the version that is the month's."""
    one = definition(ON_TIME, until - dt.timedelta(days=1))
    asked = list(dict.fromkeys([RECEIVED, FINISHED, *measures(one)]))
    told = cells.series_by_unit(asked, units, since, until, MONTH)

    def amount(terms: Iterable[Term], unit: str, n: int) -> int:
        return sum(term.sign * told[of_term(term)][unit][n][1] for term in terms if term.fact != WORKING_DAYS)

    return {
        unit: [
            Month(
                day, received, told[FINISHED][unit][n][1], amount(one.on(day).denominator, unit, n),
                amount(one.on(day).numerator, unit, n), one.on(day).shape, one.on(day).version,
            )
            for n, (day, received) in enumerate(told[RECEIVED][unit])
        ]
        for unit in told[RECEIVED]
    }  # fmt: skip


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
    told = cells.by_values([(DURATION, False)], units, since, until, "outcome", BUCKETS)[DURATION, False]
    return {name: told.get(name, 0) for name in BUCKETS}


def posts(
    units: Collection[str], codes: Collection[str], since: dt.date, until: dt.date
) -> dict[str, tuple[int, int]]:
    """Steps that posts finished, and how many of them in time; posts without any are left out."""
    asked = [(LEFT, False), (LEFT_IN_TIME, False)]
    left, in_time = cells.by_values(asked, units, since, until, "post", codes).values()
    return {code: (done, in_time.get(code, 0)) for code, done in left.items() if done}
