"""Complaints counted for periodic reports (R6.51, R6.52): narrow rows without personal data."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, Q, QuerySet, Value, When

from motcua.areas.complaints import policies
from motcua.areas.complaints.choices import Result, State
from motcua.areas.complaints.models import Complaint
from motcua.areas.petitions.queries import reckoned
from motcua.areas.petitions.queries.reckoned import TEXT, Days, yes
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ

_AMOUNTS = {
    name: name
    for name in ("recovered_money", "recovered_land", "restored_money", "restored_land", "restored_people")
}
_GIVEN = {f"with_{name}": f"with_{name}" for name in _AMOUNTS}
_COLUMNS = {
    "unit": "unit", "topic": "petition__topic",
    "instance": "instance", "came": "period", "ended": "ended", "result": "decided_as", "late": "late",
    **_GIVEN,
}  # fmt: skip
NARROW = tuple(_COLUMNS)
"""What a row of numbers is told apart by.

``came``       in: accepted within the days · before: earlier, and still undecided when they began
``ended``      decided, withdrawn, stopped, appealed (undecided in time) before they ended, else open
``result``     right, partly, wrong of what was decided
``late``       yes: ended after the legal time, or still open after it
``with_…``     yes: the decision gives back so much money, land to the State (recovered) or to people (restored)
"""


def _narrow(units: Collection[str], days: Days) -> QuerySet[Complaint]:
    decided = days.done & ~Q(result="")
    return days.rows(Complaint.objects.all(), units, "accepted_on").annotate(
        ended=Choice(
            When(decided, then=Value("decided")), When(days.done, then=F("case__state")), default=Value("open"),
            output_field=TEXT,
        ),
        decided_as=Choice(When(decided, then=F("result")), default=Value(""), output_field=TEXT),
        **{f"with_{name}": yes(decided & Q(**{f"{name}__gt": 0})) for name in _AMOUNTS},
    )  # fmt: skip


_EXECUTION = {
    "unit": "unit", "instance": "instance", "came": "period", "ended": "ended", "ordered": "ordered", "late": "late",
    **_GIVEN,
}  # fmt: skip
NARROW_EXECUTION = tuple(_EXECUTION)
"""What the execution of decisions is told apart by.

``came``     in: in effect within the days · before: earlier, and still not executed when they began
``ended``    executed, or sued (a court has it) before they ended, else open
``ordered``  yes: somebody was charged with it, with a day
``late``     yes: executed after that day, or still open after it
"""


def _executions(units: Collection[str], days: Days) -> QuerySet[Complaint]:
    """Decisions in effect that leave something to carry out: not found wrong, or with something to give back."""
    something = ~Q(result=Result.WRONG)
    for name in _AMOUNTS:
        something |= Q(**{f"{name}__gt": 0})
    took_effect = Q(case__state__in=(State.IN_EFFECT, State.EXECUTING, State.CLOSED))
    took_effect |= Q(case__state=State.SUED, sued_on__gt=F("effect_on"))
    inside = Q(effect_on__gte=days.since)
    open_then = Q(executed_on__gte=days.since) | Q(executed_on=None) & (
        Q(case__closed_at=None) | Q(case__closed_at__gte=days.start)
    )
    executed = Q(executed_on__lt=days.until)
    sued = ~executed & Q(case__state=State.SUED, case__closed_at__lt=days.end)
    today = min(days.until, days.at.astimezone(TZ).date())
    return (
        Complaint.objects.filter(something, inside | open_then, agency__in=units, effect_on__lt=days.until)
        .filter(took_effect)
        .exclude(result="")
        .annotate(
            unit=F("agency"),
            period=Choice(When(inside, then=Value("in")), default=Value("before"), output_field=TEXT),
            ended=Choice(
                When(executed, then=Value("executed")), When(sued, then=Value("sued")), default=Value("open"),
                output_field=TEXT,
            ),
            ordered=yes(Q(execute_by__isnull=False)),
            late=yes(
                executed & Q(executed_on__gt=F("execute_by"))
                | ~executed & ~sued & Q(execute_by__lt=today)
            ),
            **{f"with_{name}": yes(Q(**{f"{name}__gt": 0})) for name in _AMOUNTS},
        )
    )  # fmt: skip


def executed(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of decisions to execute: rows told apart by ``NARROW_EXECUTION``, with what is to be given back."""
    return reckoned.sums(_executions(units, Days(since, until, at)), _EXECUTION, _AMOUNTS)


def executed_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the complaints of this actor's agency behind a number of ``executed``."""
    if not policies.can_see(by, by.agency):
        return []
    return reckoned.codes(_executions([by.agency], Days(since, until, at)), _EXECUTION, where)


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of complaints of agencies: rows told apart by ``NARROW``, with money, land and people given back."""
    return reckoned.sums(_narrow(units, Days(since, until, at)), _COLUMNS, _AMOUNTS)


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the complaints of this actor's agency behind a number."""
    if not policies.can_see(by, by.agency):
        return []
    return reckoned.codes(_narrow([by.agency], Days(since, until, at)), _COLUMNS, where)
