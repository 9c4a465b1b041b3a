"""Denunciations counted for periodic reports (R6.51, R6.52): numbers only. No code stands behind them for anybody."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, Q, QuerySet, Value, When

from motcua.areas.denunciations.models import Denunciation
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
    return days.rows(Denunciation.objects.filter(agency__in=units), "accepted_on").annotate(
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
