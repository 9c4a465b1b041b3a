"""Dossiers counted for periodic reports (R6.51, R6.52): narrow rows without personal data."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value, When

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.cases.policies import can_see
from motcua.areas.dossiers.choices import Channel, State
from motcua.areas.dossiers.models import Dossier
from motcua.areas.petitions.queries import reckoned
from motcua.areas.petitions.queries.reckoned import TEXT, Days
from motcua.areas.results.models import Reuse
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import ClockEvent

_COLUMNS = {"unit": "unit", "came": "period", "ended": "ended", "channel": "came_by", "late": "in_time"}
NARROW = tuple(_COLUMNS)
"""What a row of numbers is told apart by.

``came``     in: received within the days · before: earlier, and still open when they began
``ended``    done: resolved, refused or stopped before they ended · open
``channel``  online (with those filed with help at the counter), counter, post
``late``     yes: ended after its time, or still open after it · none: given up while it waited for the applicant, so
             that no time ran that could be kept (as in indicators, R1.11)
"""
NEVER_HERE = (State.REFUSED_RECEPTION, State.CANCELLED)
"""Dossiers that were not taken in: turned away, or received by mistake."""


def _narrow(units: Collection[str], days: Days) -> QuerySet[Dossier]:
    accepted = Dossier.objects.exclude(case__state__in=NEVER_HERE)
    return days.rows(accepted, units, "case__received_at", own="case__agency").annotate(
        ended=Choice(When(days.done, then=Value("done")), default=Value("open"), output_field=TEXT),
        came_by=Choice(
            When(channel__in=[str(Channel.ONLINE), str(Channel.ASSISTED)], then=Value("online")),
            default=F("channel"), output_field=TEXT,
        ),
        in_time=Choice(
            When(days.done & ~Q(case__in=Case.objects.filter(cases.timed())), then=Value("none")), default=F("late"),
            output_field=TEXT,
        ),
    )  # fmt: skip


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of dossiers of agencies: rows told apart by ``NARROW``."""
    return reckoned.sums(_narrow(units, Days(since, until, at)), _COLUMNS)


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the dossiers of this actor's agency behind a number."""
    if not can_see(by, by.agency):
        return []
    return reckoned.codes(_narrow([by.agency], Days(since, until, at)), _COLUMNS, where)


def received_results(units: Collection[str], since: dt.date, until: dt.date) -> list[tuple[str, str, str]]:
    """Dossiers whose result was handed over within the days: (code, unit, field); confidential ones are not told.

    The unit is the agency that gave it, for surveys ask about its service (R5.7).
    """
    start = dt.datetime.combine(since, dt.time(), TZ)
    end = dt.datetime.combine(until, dt.time(), TZ) + dt.timedelta(days=1)
    found = Dossier.objects.filter(
        case__agency__in=list(units), case__state=State.RETURNED, case__closed_at__gte=start, case__closed_at__lt=end,
        case__confidential=False,
    )  # fmt: skip
    return list(found.order_by("case__code").values_list("case__code", "case__agency", "case__field"))


@dataclass(frozen=True)
class Kept:
    """What is written of a dossier when it comes and stays: its procedure, its channel, its first promise.

    ``history``     another system received it; ``stage`` it is a stage of a linked dossier
    ``electronic``  its result is there as a file; ``reused`` it took papers from the warehouse
    ``digitised``   every component is there as an electronic one
    ``clock``       the events of its clock, of those that were ever asked to supplement only
    ``work``        the stays at which it is worked on, by number, with who has or had it there
    """

    procedure: str
    channel: str
    promised_at: dt.datetime | None
    history: bool
    stage: bool = False
    electronic: bool = False
    reused: bool = False
    digitised: bool = False
    clock: Sequence[ClockEvent] = ()
    work: Mapping[int, str] = field(default_factory=dict)


def kept(codes: Collection[str]) -> dict[str, Kept]:
    """What stays of dossiers, by code, in three queries."""
    if not codes:
        return {}
    rows = (
        Dossier.objects.filter(case__code__in=codes)
        .annotate(taken=Exists(Reuse.objects.filter(dossier=OuterRef("case__code"))))
        .values_list(
            "case__code", "procedure", "channel", "case__promised_at", "origin", "parent", "result__file", "taken",
            "papers", "supplements", "case", "case__type",
        )
    )  # fmt: skip
    found = list(rows)
    clocks = cases.clocks_of({row[10]: row[11] for row in found if row[9]})
    work = cases.worked([row[10] for row in found])
    return {
        code: Kept(
            procedure, channel, promised, origin is not None, parent is not None, file is not None, taken,
            whole(papers), clocks.get(case, ()), work.get(case, {}),
        )
        for code, procedure, channel, promised, origin, parent, file, taken, papers, _asked, case, _type in found
    }  # fmt: skip


def whole(papers: Sequence[Mapping[str, Any]]) -> bool:
    """Every component is there as an electronic one: handed in so, scanned, or taken from the warehouse."""
    return bool(papers) and all(
        paper.get("form") == "electronic" or paper.get("files") or paper.get("reused") for paper in papers
    )
