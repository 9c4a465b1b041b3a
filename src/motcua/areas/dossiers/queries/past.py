"""Finished dossiers as forecasts and simulations need them: steps, posts and working time, nobody in them.

Dossiers that waited for papers or money are left out (their time depends on the citizen), and so is handing over the
result (R3.20). Bounded by a year and by ``MOST``.
"""

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind, StepKind
from motcua.areas.cases.models import Case, ClockEvent, StepVisit
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ, WorkingCalendar
from motcua.rules.forecasting import Chance, History, Now, Past, Stay

YEAR = dt.timedelta(days=365)
MOST = 4_000
"""At most so many dossiers, the latest ones."""

Place = Callable[[dt.datetime], int]


@dataclass(frozen=True)
class Risk:
    """An open dossier and how likely it is to be late; ``left`` the working seconds until its deadline."""

    case: Case
    chance: Chance
    left: int


def finished(by: Actor, until: dt.datetime, calendar: WorkingCalendar) -> tuple[Past, ...]:
    """The dossiers that this agency finished in the year before ``until``; three queries.

    Kept in the process as long as it finished no others before then: what of them is put right later the same day
    counts from the next.
    """
    among = cases.finished_at(by.agency, until - YEAR, until).filter(kind="dossier")
    return _finished(by.agency, until, calendar, among.count())


@functools.lru_cache(maxsize=4)
def _finished(agency: str, until: dt.datetime, calendar: WorkingCalendar, _count: int) -> tuple[Past, ...]:
    found = cases.finished_at(agency, until - YEAR, until).filter(cases.timed(), kind="dossier")
    latest = found.order_by("-finished_at", "-id")[:MOST]
    rows = list(
        latest.values_list("id", "type__code", "received_at", "legal_due_at", "finished_at", "on_time")
    )
    if not rows:
        return ()
    place = _place(min(row[2] for row in rows if row[2] is not None), calendar)
    waited = set(
        ClockEvent.objects.filter(case__in=latest.values("id"), kind=ClockKind.PAUSED).values_list(
            "case_id", flat=True
        )
    )
    visits = (
        StepVisit.objects.filter(case__in=latest.values("id"), left_at__isnull=False)
        .exclude(kind=StepKind.RETURN)
        .order_by("case_id", "n")
        .values_list("case_id", "name", "post", "entered_at", "left_at")
    )
    stays: dict[int, list[Stay]] = defaultdict(list)
    wanted = {row[0] for row in rows} - waited
    for key, name, post, entered, left in visits:
        if key in wanted and left is not None:
            stays[key].append(Stay(name, post, place(entered), place(left)))
    return tuple(
        Past(code, place(came), place(due), place(done), on_time is False, tuple(stays[key]))
        for key, code, came, due, done, on_time in reversed(rows)
        if stays[key] and came is not None and done is not None
    )


def _place(first: dt.datetime, calendar: WorkingCalendar) -> Place:
    """Working seconds since the day before ``first``; each day is reckoned once."""
    origin = _midnight(first.astimezone(TZ).date() - dt.timedelta(days=1))
    known: dict[dt.date, tuple[int, list[tuple[int, int]]]] = {}

    def place(at: dt.datetime) -> int:
        at = at.astimezone(TZ)
        day = at.date()
        if day not in known:
            before = calendar.working_seconds_between(origin, _midnight(day))
            known[day] = before, [(_into(one.start), _into(one.end)) for one in calendar.sessions(day)]
        before, sessions = known[day]
        now = _into(at.time())
        return before + sum(min(now, end) - start for start, end in sessions if start < now)

    return place


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), TZ)


def _into(time: dt.time) -> int:
    """Seconds of a day that are over."""
    return time.hour * 3600 + time.minute * 60 + time.second


def at_risk(by: Actor, at: dt.datetime, calendar: WorkingCalendar, past: Sequence[Past]) -> list[Risk]:
    """The open dossiers of this agency that somebody works on, the likeliest to be late first; two queries."""
    running = list(
        cases.visible(by).filter(kind="dossier", closed_at=None, finished_at=None, paused=False)
        .exclude(received_at=None).select_related("type").defer("search", "who")
    )  # fmt: skip
    resumed = {
        row["case_id"]: row["at"]
        for row in ClockEvent.objects.filter(
            case__in=running, kind__in=[ClockKind.RESUMED, ClockKind.RESTARTED]
        ).values("case_id", "at").order_by("at")
    }  # fmt: skip
    entered = dict(
        StepVisit.objects.filter(case__in=running, left_at=None).values_list("case_id", "entered_at")
    )
    history = History(past)
    made = []
    for case in running:
        since = max(filter(None, (entered.get(case.pk, case.came_at), resumed.get(case.pk))))
        elapsed = calendar.working_seconds_between(since, at) if since < at else 0
        late = case.due_at < at
        left = -1 if late else calendar.working_seconds_between(at, case.due_at)
        now = Now(case.type.code, case.step_name, elapsed, left)
        made.append(Risk(case, history.chance(now), left))
    return sorted(made, key=lambda risk: (-risk.chance.late, risk.case.due_at, risk.case.pk))
