"""The calendar of an election: legal steps counted from its day (S055, S125; Luật 85/2015/QH13).

Steps are data (``catalogue/directives/elections.csv``). What must be done at the latest so many days before polling or
after it is done by the last working day that is not later; polling itself stands as it is.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

SUNDAY = 6
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """A step: ``days`` from polling, before it negative; ``who`` does it as the law says; ``public`` must be public."""

    code: str
    days: int
    title: str
    who: str
    product: str
    public: bool
    law: str
    certainty: str


@dataclass(frozen=True)
class Dated:
    """A step with the last day that the law gives, and the working day by which it is to be done."""

    step: Step
    last: dt.date
    due: dt.date


def is_polling_day(day: dt.date) -> bool:
    """Whether people may be called to vote: on a Sunday (Luật 85/2015/QH13 Điều 5)."""
    return day.weekday() == SUNDAY


def dated(steps: Iterable[Step], polling: dt.date, working: Callable[[dt.date], bool]) -> Iterator[Dated]:
    """Every step with its days, the earliest first."""
    for step in sorted(steps, key=lambda one: one.days):
        last = due = polling + step.days * DAY
        while step.days and not working(due):
            due -= DAY
        yield Dated(step, last, due)
