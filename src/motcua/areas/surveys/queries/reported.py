"""Published rounds counted for periodic reports: answers, satisfied ones, people; nobody in them (R5.5, R5.8)."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from motcua.areas.surveys import policies
from motcua.areas.surveys.choices import State
from motcua.areas.surveys.models import Round
from motcua.areas.surveys.queries.results import counted
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.reporting import agrees

NARROW = ("unit", "family")
"""What rounds published within the days are told apart by.

``family``  of the questionnaire: sipas, school, local. Amounts: n, ``answers`` valid ones to criteria, ``satisfied``
those of 4 and 5, ``people`` who answered; a round of fewer than five people says none.
"""
SATISFIED = 4


def _told(units: Collection[str], since: dt.date, until: dt.date) -> list[tuple[Round, dict[str, Any]]]:
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in (since, until))
    found = Round.objects.filter(
        agency__in=units, state=State.PUBLISHED, published_at__gte=start, published_at__lt=end
    )
    made = []
    for one in found.order_by("-published_at", "-pk"):
        said = counted(one.code)
        row = {
            "unit": one.agency, "family": said.family, "n": 1, "people": one.answered if said.rows else 0,
            "answers": sum(n for *_cell, n in said.rows),
            "satisfied": sum(n for *_cell, score, n in said.rows if score >= SATISFIED),
        }  # fmt: skip
        made.append((one, row))
    return made


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Rounds of agencies published within the days: a row each."""
    return [row for _one, row in _told(units, since, until)]


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the rounds of this actor's agency behind a number, the newest first."""
    if not policies.can_look(by):
        return []
    wanted = [{name: frozenset(values) for name, values in one.items()} for one in where]
    return [one.code for one, row in _told([by.agency], since, until) if agrees(row, wanted)]
