"""Visits, waiting and service times of a period; the cost is that of the period, never of the history."""

import datetime as dt
from collections import Counter as Tally
from collections import defaultdict
from dataclasses import dataclass

from motcua.areas.counters.choices import Outcome
from motcua.areas.counters.models import Call
from motcua.areas.counters.policies import can_watch
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid, NotFound
from motcua.rules.queueing import quantile

MOST_DAYS = 92
MOST_CALLS = 60_000
Seconds = float | None


@dataclass(frozen=True)
class Day:
    """A day, or a counter: visits served, calls that nobody answered, waits and services in seconds."""

    visits: int
    missed: int
    wait_median: Seconds
    wait_p90: Seconds
    service_median: Seconds
    service_p90: Seconds

    @property
    def missed_share(self) -> float | None:
        """The share of calls that nobody answered, in percent."""
        calls = self.visits + self.missed
        return round(100 * self.missed / calls, 1) if calls else None


@dataclass(frozen=True)
class Figures:
    """The hall in a period: all of it, by day, by counter, and how many were called in which hour of which weekday."""

    whole: Day
    days: dict[dt.date, Day]
    counters: dict[int, Day]
    hours: dict[tuple[int, int], int]


class _Sum:
    def __init__(self) -> None:
        self.waits: list[float] = []
        self.services: list[float] = []
        self.visits = self.missed = 0

    def add(self, wait: Seconds, service: Seconds, outcome: str) -> None:
        if wait is not None:
            self.waits.append(wait)
        if outcome == Outcome.NO_SHOW:
            self.missed += 1
        else:
            self.visits += 1
            if service is not None:
                self.services.append(service)

    def made(self) -> Day:
        return Day(
            self.visits, self.missed, quantile(self.waits, 0.5), quantile(self.waits, 0.9),
            quantile(self.services, 0.5), quantile(self.services, 0.9),
        )  # fmt: skip


def figures(by: Actor, first: dt.date, last: dt.date) -> Figures:
    """The figures of one's own hall from a day to another, both included, at most a quarter of a year.

    A visit is a call that was served or sent on; a wait is that until a ticket's first call.
    """
    if not can_watch(by, by.agency):
        raise NotFound()
    if not first <= last or (last - first).days >= MOST_DAYS:
        raise Invalid(field="tu", text="Chọn khoảng thời gian từ 1 đến {days} ngày.", days=MOST_DAYS)
    rows = (
        Call.objects.filter(place=by.agency, on__range=(first, last))
        .exclude(outcome="")
        .values_list(
            "on",
            "counter__number",
            "n",
            "ticket__arrived_at",
            "called_at",
            "started_at",
            "ended_at",
            "outcome",
        )[:MOST_CALLS]
    )
    whole = _Sum()
    days: defaultdict[dt.date, _Sum] = defaultdict(_Sum)
    counters: defaultdict[int, _Sum] = defaultdict(_Sum)
    hours: Tally[tuple[int, int]] = Tally()
    for on, counter, n, arrived, called, started, ended, outcome in rows.iterator(chunk_size=2000):
        wait = (called - arrived).total_seconds() if n == 1 and arrived else None
        service = (ended - started).total_seconds() if started and ended and outcome != Outcome.LEFT else None
        for one in (whole, days[on], counters[counter]):
            one.add(wait, service, outcome)
        hours[on.weekday(), called.astimezone(TZ).hour] += 1
    return Figures(
        whole.made(),
        {on: days[on].made() for on in sorted(days)},
        {number: counters[number].made() for number in sorted(counters)},
        dict(hours),
    )
