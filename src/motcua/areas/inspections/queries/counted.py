"""Inspections of responsibility and recommendations counted for periodic reports (R6.51): numbers, nobody in them."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value, When

from motcua.areas.cases import queries as cases
from motcua.areas.inspections import policies
from motcua.areas.inspections.choices import FIGURES, Duty, Kind, RecommendationState, State
from motcua.areas.inspections.models import Inspection, Recommendation, Reply
from motcua.areas.petitions.queries import reckoned
from motcua.areas.petitions.queries.reckoned import TEXT, Days, yes
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.reporting import agrees

NARROW = ("unit", "form", "came", "ended", "public", *Duty.values, *(f"with_{name}" for name in FIGURES))
"""What inspections of responsibility are told apart by.

``came``    in: decided within the days · before: earlier, and not concluded when they began
``ended``   concluded before they ended, else open · ``public``  yes: published before they ended
``reception`` ``complaint`` ``denunciation``  yes: it asks of that duty
``with_…``  yes: it found some
Amounts: n, ``units`` looked at, ``distinct`` units that no earlier one of these looked at (R15.6), and what was found.
"""


def _told(units: Collection[str], days: Days) -> Sequence[tuple[Inspection, dict[str, Any]]]:
    rows = Inspection.objects.filter(
        Q(decided_on__gte=days.since) | Q(concluded_on=None) | Q(concluded_on__gte=days.since),
        kind=Kind.RESPONSIBILITY, decided_on__lt=days.until,
    ).exclude(state=State.CANCELLED).order_by("decided_on", "pk")  # fmt: skip
    found = cases.had_then(rows, units, days.end, ended="concluded_on")
    seen, made = set[str](), []
    for one in found:
        concluded = one.concluded_on is not None and one.concluded_on < days.until
        figures = {name: int(one.figures.get(name, 0)) if concluded else 0 for name in FIGURES}
        row: dict[str, Any] = {
            "unit": one.had_by, "form": one.form, "came": "in" if one.decided_on >= days.since else "before",
            "ended": "concluded" if concluded else "open",
            "public": "yes" if one.published_at is not None and one.published_at < days.end else "no",
            **{duty: "yes" if duty in one.duties else "no" for duty in Duty.values},
            **{f"with_{name}": "yes" if count else "no" for name, count in figures.items()},
            "n": 1, "units": len(one.units), "distinct": len(set(one.units) - seen), **figures,
        }  # fmt: skip
        seen |= set(one.units)
        made.append((one, row))
    return made


def inspected(
    units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime
) -> list[dict[str, Any]]:
    """Inspections of responsibility of agencies: a row each."""
    return [row for _one, row in _told(units, Days(since, until, at))]


def inspected_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the inspections of this actor's agency behind a number, the newest first."""
    if not policies.can_look(by):
        return []
    wanted = [{name: frozenset(values) for name, values in one.items()} for one in where]
    told = _told([by.agency], Days(since, until, at))
    return [one.code for one, row in reversed(told) if agrees(row, wanted)]


NARROW_CHECKS = ("unit", "kind", "form", "public")
"""What inspections and checks of any kind that were concluded within the days are told apart by (S123).

``public``  yes: published before they ended. Amounts: n, ``units`` looked at with businesses and organisations
"""


def _checks(
    units: Collection[str], since: dt.date, until: dt.date
) -> Sequence[tuple[Inspection, dict[str, Any]]]:
    days = Days(since, until, dt.datetime.combine(until, dt.time(), TZ))
    rows = Inspection.objects.filter(concluded_on__gte=since, concluded_on__lt=until)
    found = cases.had_then(rows.exclude(state=State.CANCELLED), units, days.end, ended="concluded_on")
    return [
        (one, {
            "unit": one.had_by, "kind": one.kind, "form": one.form, "n": 1, "units": _looked_at(one),
            "public": "yes" if one.published_at is not None and one.published_at < days.end else "no",
        })
        for one in found.order_by("-concluded_on", "-pk")
    ]  # fmt: skip


def checked(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Inspections and checks of agencies that were concluded: a row each."""
    return [row for _one, row in _checks(units, since, until)]


def checked_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the inspections and checks of this actor's agency behind a number, the newest first."""
    if not policies.can_look(by):
        return []
    wanted = [{name: frozenset(values) for name, values in one.items()} for one in where]
    return [one.code for one, row in _checks([by.agency], since, until) if agrees(row, wanted)]


def _looked_at(inspection: Inspection) -> int:
    return len(inspection.units) + int(inspection.figures.get("bodies", 0))


_COLUMNS = {
    "unit": "unit", "kind": "of_kind", "matter": "matter", "came": "period", "reply": "reply", "ended": "ended",
    "outcome": "ended_as", "money": "with_money",
}  # fmt: skip
NARROW_RECOMMENDATIONS = tuple(_COLUMNS)
"""What recommendations to agencies are told apart by.

``came``     in: sent within the days · before: earlier, and not answered when they began
``reply``    in_time, late, none (not yet due), overdue when the days ended; what was replied to and asked again is as
its replies were, and late when that day passed too
``ended``    settled or withdrawn before they ended, else open · ``outcome`` of what was settled
``money``    yes: money is to be recovered. Amounts: n, ``amount``, ``recovered``
"""


def _narrow(units: Collection[str], days: Days) -> QuerySet[Recommendation]:
    closed = Q(case__closed_at__lt=days.end)
    rows = Recommendation.objects.exclude(case__state=RecommendationState.WITHDRAWN)
    replies = Reply.objects.filter(recommendation=OuterRef("pk"), at__lt=days.end)
    past = Q(case__due_at__lt=days.over_before)
    return days.rows(rows, units, "sent_on").annotate(
        of_kind=F("inspection__kind"), answered=Exists(replies), answered_late=Exists(replies.filter(late=True)),
        reply=Choice(
            When(answered_late=True, then=Value("late")),
            When(Q(answered=True) & ~days.done & past, then=Value("late")),
            When(answered=True, then=Value("in_time")), When(past, then=Value("overdue")), default=Value("none"),
            output_field=TEXT,
        ),
        ended=Choice(When(closed, then=Value("settled")), default=Value("open"), output_field=TEXT),
        ended_as=Choice(When(closed, then=F("outcome")), default=Value(""), output_field=TEXT),
        with_money=yes(Q(amount__gt=0)),
    )  # fmt: skip


def recommended(
    units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime
) -> list[dict[str, Any]]:
    """Numbers of recommendations to agencies: rows told apart by ``NARROW_RECOMMENDATIONS``."""
    amounts = {name: name for name in ("amount", "recovered")}
    return reckoned.sums(_narrow(units, Days(since, until, at)), _COLUMNS, amounts)


def recommended_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the recommendations to this actor's agency behind a number."""
    if not policies.can_look(by):
        return []
    return reckoned.codes(_narrow([by.agency], Days(since, until, at)), _COLUMNS, where)


@dataclass(frozen=True)
class Concluded:
    """A conclusion: of what kind of inspection, on which day, about how many units, businesses and organisations."""

    kind: str
    on: dt.date
    units: int


def concluded(code: str) -> Concluded | None:
    """The conclusion of an inspection; None before there is one."""
    found = Inspection.objects.filter(code=code, concluded_on__isnull=False).first()
    if found is None or found.concluded_on is None:
        return None
    return Concluded(found.kind, found.concluded_on, _looked_at(found))


def money_asked(code: str) -> int:
    """What a recommendation asks to be recovered."""
    return Recommendation.objects.filter(case__code=code).values_list("amount", flat=True).first() or 0
