"""Tasks counted for periodic reports (R8.13, R8.14): narrow rows, of whoever does them."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, Q, QuerySet, Value, When

from motcua.areas.directives import policies
from motcua.areas.directives.models import Task
from motcua.areas.directives.queries import missed
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ

NARROW = ("unit", "came", "ended", "late")
"""What a row of numbers is told apart by.

``unit``   the agency that does it
``came``   in: given within the days · before: earlier, and still open when they began
``ended``  done, cancelled before they ended, else open
``late``   yes: handed in after the last approved deadline, or not yet and it passed
"""
_COLUMNS = ("doer_agency", "given", "ended", "was_late")
TEXT = CharField()


def _narrow(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> QuerySet[Task]:
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in (since, until))
    inside, done = Q(case__received_at__gte=start), Q(case__finished_at__lt=end)
    open_then = Q(case__finished_at=None) | Q(case__finished_at__gte=start)
    found = Task.objects.filter(inside | open_then, doer_agency__in=units, case__received_at__lt=end)
    return found.annotate(
        given=Choice(When(inside, then=Value("in")), default=Value("before"), output_field=TEXT),
        ended=Choice(When(done, then=F("case__state")), default=Value("open"), output_field=TEXT),
        was_late=Choice(
            When(done & Q(case__on_time=False), then=Value("yes")),
            When(~done & missed(min(end, at)), then=Value("yes")),
            default=Value("no"), output_field=TEXT,
        ),
    )  # fmt: skip


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of tasks of agencies: rows told apart by ``NARROW``."""
    rows = _narrow(units, since, until, at).values_list(*_COLUMNS).annotate(n=Count("pk")).order_by()
    return [dict(zip((*NARROW, "n"), row, strict=True)) for row in rows]


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the tasks of this actor's agency behind a number."""
    if not policies.can_look(by):
        return []
    names, wanted = dict(zip(NARROW, _COLUMNS, strict=True)), Q(pk__in=[])
    for one in where:
        wanted |= Q(**{f"{names[name]}__in": list(values) for name, values in one.items()})
    found = _narrow([by.agency], since, until, at).filter(wanted)
    return list(found.order_by("-pk").values_list("case__code", flat=True))
