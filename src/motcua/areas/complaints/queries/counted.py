"""Complaints counted for periodic reports (R6.51, R6.52): narrow rows without personal data."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, Q, QuerySet, Value, When

from motcua.areas.complaints import policies
from motcua.areas.complaints.models import Complaint
from motcua.areas.petitions.queries import reckoned
from motcua.areas.petitions.queries.reckoned import TEXT, Days, yes
from motcua.base.journal.ports import Actor

_COLUMNS = {
    "unit": "unit", "instance": "instance", "came": "period", "ended": "ended", "result": "decided_as", "late": "late",
    "recovered": "recovers", "restored": "restores",
}  # fmt: skip
NARROW = tuple(_COLUMNS)
"""What a row of numbers is told apart by.

``came``       in: accepted within the days · before: earlier, and still undecided when they began
``ended``      decided, withdrawn, stopped, appealed (undecided in time) before they ended, else open
``result``     right, partly, wrong of what was decided
``late``       yes: ended after the legal time, or still open after it
``recovered``  ``restored``  yes: something to the State, to people
"""
_AMOUNTS = {
    name: name
    for name in ("recovered_money", "recovered_land", "restored_money", "restored_land", "restored_people")
}


def _narrow(units: Collection[str], days: Days) -> QuerySet[Complaint]:
    decided = days.done & ~Q(result="")
    return days.rows(Complaint.objects.filter(agency__in=units), "accepted_on").annotate(
        ended=Choice(
            When(decided, then=Value("decided")), When(days.done, then=F("case__state")), default=Value("open"),
            output_field=TEXT,
        ),
        decided_as=Choice(When(decided, then=F("result")), default=Value(""), output_field=TEXT),
        recovers=yes(decided & (Q(recovered_money__gt=0) | Q(recovered_land__gt=0))),
        restores=yes(
            decided & (Q(restored_money__gt=0) | Q(restored_land__gt=0) | Q(restored_people__gt=0))
        ),
    )  # fmt: skip


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
