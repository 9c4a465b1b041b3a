"""Feedback counted for periodic reports (R3.25, R6.50, R6.52): narrow rows without personal data."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Count, F, Min, Q, QuerySet, Value, When

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.feedback import policies
from motcua.areas.feedback.choices import KIND, REPLIED, Nature, categories
from motcua.areas.feedback.models import Feedback
from motcua.areas.petitions.queries import reckoned
from motcua.areas.petitions.queries.reckoned import TEXT, Days, yes
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ

_COLUMNS = {
    "unit": "unit", "nature": "nature", "channel": "channel", "came": "period", "ended": "ended", "late": "late",
    "public": "public", "objected": "objected",
}  # fmt: skip
NARROW = tuple(_COLUMNS)
"""What a row of numbers is told apart by.

``nature``    scene, general, regulation
``came``      in: received within the days · before: earlier, and still unanswered when they began
``ended``     answered, forwarded, rejected, merged, withdrawn, handed_over before they ended, else open
``late``      yes: ended after its time, or still open after it
``public``    yes: everybody reads it · ``objected``  yes: its sender objected to the answer
"""


def _narrow(units: Collection[str], days: Days) -> QuerySet[Feedback]:
    of_nature = [
        When(category__in=[one.code for one in categories().values() if one.nature is nature], then=Value(str(nature)))
        for nature in (Nature.SCENE, Nature.REGULATION)
    ]  # fmt: skip
    replied = Q(case__state__in=[str(state) for state in REPLIED])
    return days.rows(Feedback.objects.all(), units, "case__received_at").annotate(
        nature=Choice(*of_nature, default=Value(str(Nature.GENERAL)), output_field=TEXT),
        ended=Choice(
            When(days.done & replied, then=Value("answered")), When(days.done, then=F("case__state")),
            default=Value("open"), output_field=TEXT,
        ),
        public=yes(Q(shown=True)),
        objected=yes(Q(reopened_at__lt=days.end)),
    )  # fmt: skip


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of feedback of agencies: rows told apart by ``NARROW``."""
    return reckoned.sums(_narrow(units, Days(since, until, at)), _COLUMNS)


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the feedback of this actor's agency behind a number."""
    if not policies.can_see(by, by.agency):
        return []
    return reckoned.codes(_narrow([by.agency], Days(since, until, at)), _COLUMNS, where)


# --- what heats up ---------------------------------------------------------------------------------------------


def _own(units: Collection[str]) -> QuerySet[Feedback]:
    """Feedback that is a matter of its own: not merged into another, nor come in as a petition, which is counted."""
    return Feedback.objects.filter(agency__in=units, merged_into=None, petition=None)


def first_arrivals(units: Collection[str]) -> dict[str, dt.date]:
    """The day of the first feedback of each of these agencies that has one."""
    found = _own(units).values_list("agency").annotate(first=Min("case__received_at")).order_by()
    return {unit: first.astimezone(TZ).date() for unit, first in found if first}


def came(
    units: Collection[str], starts: Sequence[dt.date], until: dt.date
) -> list[tuple[str, str, int, int]]:
    """(unit, category, window, how many) by window; ``starts`` of the windows, oldest first. Nobody in them."""
    days = Days(starts[0], until, dt.datetime.combine(until, dt.time(), TZ))
    rows = _own(units).filter(case__received_at__gte=days.start, case__received_at__lt=days.end)
    told = rows.annotate(window=reckoned.windows(starts, "case__received_at"))
    return list(told.values_list("agency", "category", "window").annotate(n=Count("pk")).order_by())


def behind(by: Actor, since: dt.date, until: dt.date, category: str) -> QuerySet[Case]:
    """The feedback of this actor's agency behind such a figure, the newest first."""
    days = Days(since, until, dt.datetime.combine(until, dt.time(), TZ))
    rows = _own([by.agency] if policies.can_see(by, by.agency) else []).filter(category=category)
    inside = rows.filter(case__received_at__gte=days.start, case__received_at__lt=days.end)
    return cases.visible(by).filter(kind=KIND, feedback__in=inside).order_by("-received_at", "-id")
