"""Feedback counted for periodic reports (R3.25, R6.50, R6.52): narrow rows without personal data."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, Q, QuerySet, Value, When

from motcua.areas.feedback import policies
from motcua.areas.feedback.choices import REPLIED, Nature, categories
from motcua.areas.feedback.models import Feedback
from motcua.areas.petitions.queries import reckoned
from motcua.areas.petitions.queries.reckoned import TEXT, Days, yes
from motcua.base.journal.ports import Actor

_COLUMNS = {
    "unit": "unit", "nature": "nature", "channel": "channel", "came": "period", "ended": "ended", "late": "late",
    "public": "public", "objected": "objected",
}  # fmt: skip
NARROW = tuple(_COLUMNS)
"""What a row of numbers is told apart by.

``nature``    scene, general, regulation
``came``      in: received within the days · before: earlier, and still unanswered when they began
``ended``     answered, forwarded, rejected, merged, withdrawn before they ended, else open
``late``      yes: ended after its time, or still open after it
``public``    yes: everybody reads it · ``objected``  yes: its sender objected to the answer
"""


def _narrow(units: Collection[str], days: Days) -> QuerySet[Feedback]:
    of_nature = [
        When(category__in=[one.code for one in categories().values() if one.nature is nature], then=Value(str(nature)))
        for nature in (Nature.SCENE, Nature.REGULATION)
    ]  # fmt: skip
    replied = Q(case__state__in=[str(state) for state in REPLIED])
    return days.rows(Feedback.objects.filter(agency__in=units), "case__received_at").annotate(
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
