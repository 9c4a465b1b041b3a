"""Procedures as they really ran here, dossiers of ours and taken-over ones alike; bounded by a period.

Every post of the agency may see these figures: they tell of no person, and those who keep the catalogue and the
installation mend the processes by them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import StepKind
from motcua.areas.cases.models import Case, StepVisit
from motcua.base.journal.ports import Actor
from motcua.rules import mining

MOST = 4_000
"""A page rests on at most so many dossiers, the latest of its period."""


@dataclass(frozen=True)
class Ran:
    """Finished dossiers of a procedure in a period: their traces, how they conform, and how many there are in all."""

    traces: tuple[mining.Trace, ...]
    conformance: mining.Conformance
    approved: tuple[str, ...]
    total: int
    late: int
    taken_over: int


@dataclass(frozen=True)
class Line:
    """A procedure with its finished dossiers in a period."""

    code: str
    name: str
    finished: int
    late: int


def procedures_that_ran(by: Actor, start: dt.datetime, end: dt.datetime) -> list[Line]:
    """The procedures with finished dossiers in a period, most first; fewer than five are not told."""
    rows = (
        cases.finished_at(by.agency, start, end)
        .filter(kind="dossier")
        .values("type__code")
        .annotate(n=Count("id"), late=Count("id", filter=cases.timed() & Q(on_time=False)), name=Max("title"))
        .order_by("-n", "type__code")
    )
    return [
        Line(row["type__code"], row["name"], row["n"], row["late"])
        for row in rows
        if row["n"] >= mining.LEAST
    ]


def ran(by: Actor, code: str, start: dt.datetime, end: dt.datetime) -> Ran:
    """How the dossiers of a procedure that were finished in a period went, each held against the process of its time.

    Handing over the result is left out: it is not the agency's time (R3.20).
    """
    found = cases.finished_at(by.agency, start, end).filter(kind="dossier", type__code=code)
    figures = found.aggregate(
        n=Count("id"),
        late=Count("id", filter=cases.timed() & Q(on_time=False)),
        over=Count("dossier__origin"),
    )
    newest = list(found.order_by("-finished_at", "-id").values_list("id", "type_id")[:MOST])
    traces = _traces([key for key, _type in newest])
    groups: dict[int, list[mining.Trace]] = defaultdict(list)
    for key, type_ in newest:
        if key in traces:
            groups[type_].append(traces[key])
    approved = {type_: _approved(type_) for type_ in groups}
    held = [mining.conformance(group, approved[type_]) for type_, group in groups.items()]
    latest = approved[max(groups)] if groups else ()
    return Ran(
        tuple(traces.values()), mining.together(held), latest, figures["n"], figures["late"], figures["over"]
    )


def _approved(type_: int) -> tuple[str, ...]:
    steps = cases.case_type(type_).steps
    return tuple(str(step["name"]) for step in steps if step["kind"] != StepKind.RETURN)


def _traces(keys: Sequence[int]) -> dict[int, mining.Trace]:
    """The stays of these cases that have ended; cases without any are left out."""
    stays: dict[int, list[mining.Stay]] = defaultdict(list)
    for begin in range(0, len(keys), 500):
        rows = (
            StepVisit.objects.filter(case_id__in=keys[begin : begin + 500], left_at__isnull=False)
            .exclude(kind=StepKind.RETURN)
            .order_by("case_id", "n")
            .values_list("case_id", "name", "post", "entered_at", "taken_at", "left_at")
        )
        for key, name, post, entered, taken, left in rows.iterator(chunk_size=5000):
            assert left is not None
            stays[key].append(mining.Stay(name, entered, left, taken, post))
    return {key: mining.Trace(str(key), tuple(stays[key])) for key in keys if key in stays}


def last_finished(by: Actor, code: str) -> dt.datetime | None:
    """When the latest dossier of a procedure was finished."""
    found: dt.datetime | None = Case.objects.filter(
        agency=by.agency, kind="dossier", type__code=code
    ).aggregate(at=Max("finished_at"))["at"]
    return found
