"""Denunciations counted for periodic reports (R6.51, R6.52): numbers only. No code stands behind them for anybody."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value, When

from motcua.areas.denunciations.choices import Task
from motcua.areas.denunciations.models import Denunciation, Todo
from motcua.areas.petitions.queries import reckoned
from motcua.areas.petitions.queries.reckoned import TEXT, Days, yes

_COLUMNS = {
    "unit": "unit", "came": "period", "ended": "ended", "verdict": "concluded_as", "late": "late", "taken_back": "back",
}  # fmt: skip
NARROW = tuple(_COLUMNS)
"""What a row of numbers is told apart by.

``came``        in: accepted within the days · before: earlier, and still being settled when they began
``ended``       concluded or stopped before they ended, else open
``verdict``     true, partly_true, untrue, knowingly_false of what was concluded
``late``        yes: ended after the legal time, or still open after it
``taken_back``  yes: the denouncer took all of it back
"""


def _narrow(units: Collection[str], days: Days) -> QuerySet[Denunciation]:
    concluded = days.done & ~Q(verdict="")
    return days.rows(Denunciation.objects.all(), units, "accepted_on").annotate(
        ended=Choice(
            When(concluded, then=Value("concluded")), When(days.done, then=Value("stopped")), default=Value("open"),
            output_field=TEXT,
        ),
        concluded_as=Choice(When(concluded, then=F("verdict")), default=Value(""), output_field=TEXT),
        back=yes(Q(withdrawal="whole")),
    )  # fmt: skip


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of denunciations of agencies: rows told apart by ``NARROW``."""
    return reckoned.sums(_narrow(units, Days(since, until, at)), _COLUMNS)


_CARRIED_OUT = {
    "unit": "unit", "came": "period", "verdict": "verdict", "ended": "ended", "late": "late", "told": "told",
    "public": "public",
}  # fmt: skip
NARROW_CARRIED_OUT = tuple(_CARRIED_OUT)
"""What carrying out conclusions is told apart by.

``came``   in: concluded within the days · before: earlier, and not yet carried out when they began
``ended``  carried: what follows from it was decided before they ended, else open
``late``   yes: after the law's days (R6.44), or still open after them
``told``   yes: its result was reported; ``public`` yes: the conclusion is public (R6.46)
"""


def _carried_out(units: Collection[str], days: Days) -> QuerySet[Denunciation]:
    measures = Todo.objects.filter(denunciation=OuterRef("pk"), task=Task.MEASURES)
    reports = Todo.objects.filter(denunciation=OuterRef("pk"), task=Task.REPORT)
    carried, before = (
        Exists(measures.filter(done_at__lt=days.end)),
        Exists(measures.filter(done_at__lt=days.start)),
    )
    late = measures.filter(
        Q(done_at__lt=days.end, done_at__gt=F("due_at"))
        | (Q(done_at=None) | Q(done_at__gte=days.end)) & Q(due_at__lt=days.over_before)
    )
    inside = Q(concluded_on__gte=days.since)
    return Denunciation.objects.filter(inside | ~before, agency__in=units, concluded_on__lt=days.until).annotate(
        unit=F("agency"),
        period=Choice(When(inside, then=Value("in")), default=Value("before"), output_field=TEXT),
        ended=Choice(When(carried, then=Value("carried")), default=Value("open"), output_field=TEXT),
        late=yes(Exists(late)),
        told=yes(Exists(reports.filter(done_at__lt=days.end))),
        public=yes(Q(published_on__lt=days.until)),
    )  # fmt: skip


def carried_out(
    units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime
) -> list[dict[str, Any]]:
    """Numbers of conclusions and of what was done about them: rows told apart by ``NARROW_CARRIED_OUT``."""
    return reckoned.sums(_carried_out(units, Days(since, until, at)), _CARRIED_OUT)
