"""Dialogues and consultations counted for periodic reports (R6.56, R7.20): narrow rows without personal data."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from motcua.areas.cases import queries as cases
from motcua.areas.dialogues import policies
from motcua.areas.dialogues.choices import ConsultationState
from motcua.areas.dialogues.models import Consultation, Dialogue
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ

NARROW = ("unit", "kind", "state")
"""What a row of numbers is told apart by: by the day on which a dialogue began. Amounts: n, ``persons`` who came."""


def _held(units: Collection[str], since: dt.date, until: dt.date) -> list[tuple[str, dict[str, str], int]]:
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in (since, until))
    rows = Dialogue.objects.filter(starts_at__gte=start, starts_at__lt=end)
    found = cases.had_then(rows, units, end, ended="held_at__date").order_by("-starts_at")
    return [
        (code, {"unit": unit, "kind": kind, "state": state}, sum(came.values()))
        for code, unit, kind, state, came in found.values_list(
            "code", "had_by", "kind", "state", "participants"
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


# --- consultations -----------------------------------------------------------------------------------------------

NARROW_CONSULTATIONS = ("unit", "matter", "state")
"""What consultations that opened within the days are told apart by (R7.15)."""
_CONSULTATIONS = ("had_by", "matter", "state")


def _opened(units: Collection[str], since: dt.date, until: dt.date) -> QuerySet[Consultation]:
    rows = Consultation.objects.filter(opens_on__gte=since, opens_on__lt=until)
    end = dt.datetime.combine(until, dt.time(), TZ)
    return cases.had_then(rows.exclude(state=ConsultationState.DRAFT), units, end, ended="opens_on")


def consulted(
    units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime
) -> list[dict[str, Any]]:
    """Numbers of consultations of agencies: rows told apart by ``NARROW_CONSULTATIONS``."""
    rows = _opened(units, since, until).values_list(*_CONSULTATIONS).annotate(n=Count("pk")).order_by()
    return [dict(zip((*NARROW_CONSULTATIONS, "n"), row, strict=True)) for row in rows]


def consulted_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the consultations of this actor's agency behind a number."""
    if not policies.can_look(by):
        return []
    of, wanted = dict(zip(NARROW_CONSULTATIONS, _CONSULTATIONS, strict=True)), Q(pk__in=[])
    for asked in where:
        wanted |= Q(**{f"{of[name]}__in": list(values) for name, values in asked.items()})
    found = _opened([by.agency], since, until).filter(wanted)
    return list(found.order_by("-opens_on", "-pk").values_list("code", flat=True))
