"""Dialogues counted for periodic reports (R6.56, R7.20): narrow rows without personal data."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from motcua.areas.dialogues import policies
from motcua.areas.dialogues.models import Dialogue
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ

NARROW = ("unit", "kind", "state")
"""What a row of numbers is told apart by: by the day on which a dialogue began. Amounts: n, ``persons`` who came."""


def _held(units: Collection[str], since: dt.date, until: dt.date) -> list[tuple[str, dict[str, str], int]]:
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in (since, until))
    found = Dialogue.objects.filter(agency__in=units, starts_at__gte=start, starts_at__lt=end).order_by(
        "-starts_at"
    )
    return [
        (code, {"unit": unit, "kind": kind, "state": state}, sum(came.values()))
        for code, unit, kind, state, came in found.values_list(
            "code", "agency", "kind", "state", "participants"
        )
    ]


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of dialogues of agencies: rows told apart by ``NARROW``, with ``n`` and ``persons``. Nobody in them."""
    return [{**told, "n": 1, "persons": persons} for _code, told, persons in _held(units, since, until)]


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the dialogues of this actor's agency behind a number."""
    if not policies.can_look(by):
        return []
    conditions = list(where)
    return [
        code
        for code, told, _persons in _held([by.agency], since, until)
        if any(all(told[name] in values for name, values in one.items()) for one in conditions)
    ]
