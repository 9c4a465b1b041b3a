"""Figures of citizen reception: the four counts by time and session, duty days due, held, moved, missed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from motcua.areas.petitions.queries import many_on
from motcua.areas.receptions import policies
from motcua.areas.receptions.choices import DayState, Result, Session
from motcua.areas.receptions.models import DutyDay, Receiver, Visit
from motcua.areas.receptions.queries.days import days, frequency
from motcua.base.journal.ports import Actor
from motcua.rules import receptions as rules
from motcua.rules.petitions import Counts
from motcua.rules.petitions import counts as counted

Months = list[tuple[int, int]]


Told = tuple[int, str, bool]
"""Persons, their matter, whether they are many."""


def _visits(by: Actor, first: dt.date, last: dt.date) -> list[tuple[str, dt.date, Told]]:
    """(session, day, who came); who was turned away was not received."""
    if not policies.can_see(by, by.agency):
        return []
    found = Visit.objects.filter(agency=by.agency, on__gte=first, on__lte=last)
    received = found.exclude(result=Result.TURNED_AWAY).exclude(case__state="refusing")
    return [
        (session, on, (persons, matter, many_on(on).are(persons)))
        for session, on, persons, matter in received.values_list("session", "on", "persons", "same_as")
    ]


def counts(by: Actor, first: dt.date, last: dt.date) -> Mapping[str, Counts]:
    """The four counts (R6.14) of a time, by session and together (""): visits, persons, matters, groups."""
    rows = _visits(by, first, last)
    by_session: dict[str, list[Told]] = {str(one): [] for one in Session}
    for session, _on, told in rows:
        by_session[session].append(told)
    together = counted(told for _session, _on, told in rows)
    return {"": together, **{session: counted(told) for session, told in by_session.items()}}


def monthly(by: Actor, first: dt.date, last: dt.date) -> list[tuple[dt.date, Counts]]:
    """The four counts of every month that a time touches."""
    rows: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for _session, on, told in _visits(by, first, last):
        rows[on.year, on.month].append(told)
    return [(dt.date(*month, 1), counted(rows[month])) for month in _months(first, last)]


def _months(first: dt.date, last: dt.date) -> Months:
    found, year, month = Months(), first.year, first.month
    while (year, month) <= (last.year, last.month):
        found.append((year, month))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


@dataclass(frozen=True)
class Duty:
    """How a post kept its duty days in a time, month by month; ``missed`` are the days that passed unheld."""

    receiver: Receiver
    total: rules.Compliance
    months: list[tuple[dt.date, rules.Compliance]]
    missed: list[DutyDay]
    moved: list[DutyDay]

    @property
    def short(self) -> int:
        """Days that the law of a month asked for and that were not held in it: one too many elsewhere helps none."""
        return sum(kept.short for _month, kept in self.months)


def compliance(by: Actor, first: dt.date, last: dt.date, *, today: dt.date) -> list[Duty]:
    """Duty days of everybody who must receive here: due by the law of each month against held (R6.1, S047).

    Of the present month as many count as due as its passed duty days, so that nobody is short before its end.
    """
    found = list(Receiver.objects.filter(agency=by.agency))
    return _duties(found, days(by, first, last), _months(first, last), today=today)


def kept_by(units: Collection[str], since: dt.date, until: dt.date, *, today: dt.date) -> list[Duty]:
    """The same of many agencies, for reports. A month belongs whole to the days in which it ends, the present one to
    those with today in them; so no period says of half a month what the law asks of a whole one."""
    months = [
        (year, month)
        for year, month in _months(since, until - dt.timedelta(days=1))
        if since <= min(rules.days_of(year, month)[-1], max(today, dt.date(year, month, 1))) < until
    ]
    if not months:
        return []
    first, last = dt.date(*months[0], 1), rules.days_of(*months[-1])[-1]
    found = Receiver.objects.filter(agency__in=units).order_by("agency", "pk")
    inside = DutyDay.objects.filter(agency__in=units, on__gte=first, on__lte=last).order_by("on", "pk")
    return _duties(list(found), list(inside), months, today=today)


def _duties(
    receivers: Iterable[Receiver], inside: Iterable[DutyDay], every: Months, *, today: dt.date
) -> list[Duty]:
    found = []
    by_post: dict[tuple[str, str], list[DutyDay]] = defaultdict(list)
    for day in inside:
        if day.session == Session.PERIODIC:
            by_post[day.agency, day.post].append(day)
    for receiver in receivers:
        own = by_post[receiver.agency, receiver.post]
        months = []
        for year, month in every:
            begins = dt.date(year, month, 1)
            ends = rules.days_of(year, month)[-1]
            if (
                begins > today
                or receiver.valid_from > ends
                or (receiver.valid_to and receiver.valid_to <= begins)
            ):
                continue
            told = frequency(receiver.agency, receiver.role, begins)
            due = rules.due_in(told[0], year, month) if told else 0
            if receiver.valid_from > begins:
                due = 0  # a month begun in another's charge asks for nothing
            mine = [day for day in own if (day.on.year, day.on.month) == (year, month)]
            past = [day for day in mine if day.on < today or day.state == DayState.HELD]
            if ends >= today:
                due = min(
                    due,
                    sum(day.state in (DayState.PLANNED, DayState.PUBLISHED, DayState.HELD) for day in past),
                )
            months.append((begins, _kept(due, past)))
        missed = [day for day in own if _missed(day, today)]
        moved = [day for day in own if day.state == DayState.MOVED]
        kept = [one for _month, one in months]
        total = rules.Compliance(
            sum(one.due for one in kept), sum(one.held for one in kept), sum(one.moved for one in kept),
            sum(one.missed for one in kept),
        )  # fmt: skip
        found.append(Duty(receiver, total, months, missed, moved))
    return found


def _missed(day: DutyDay, today: dt.date) -> bool:
    return day.on < today and day.state in (DayState.PLANNED, DayState.PUBLISHED)


def _kept(due: int, past: list[DutyDay]) -> rules.Compliance:
    held = sum(day.state == DayState.HELD for day in past)
    moved = sum(day.state == DayState.MOVED for day in past)
    missed = sum(day.state in (DayState.PLANNED, DayState.PUBLISHED) for day in past)
    return rules.Compliance(due, held, moved, missed)
