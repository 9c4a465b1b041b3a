"""Figures of the board and of the bell, each with the rows behind it."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, DateField, Exists, F, Func, OuterRef, Q, QuerySet

from motcua.areas.cases import policies
from motcua.areas.cases.choices import ClockKind
from motcua.areas.cases.models import Case, ClockEvent
from motcua.areas.cases.queries.sight import FETCHED, at_risk, opened, visible, waits_for, worklist
from motcua.base.journal.ports import Actor


def waiting(by: Actor, now: dt.datetime) -> dict[str, int]:
    """Figures of the inbox in one query over open work: mine, waiting for papers, ready to return, late, all.

    ``late`` and ``today`` count what waits for this post, ``late_open`` and ``today_open`` all that the post may see.
    """
    waits = waits_for(by)
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    figures = opened(by).aggregate(
        open=Count("id"),
        mine=Count("id", filter=waits & Q(paused=False) & ~FETCHED),
        late=Count("id", filter=waits & at_risk(due_at__lt=now)),
        today=Count("id", filter=waits & at_risk(due_at__gte=now, due_at__lt=tomorrow)),
        late_open=Count("id", filter=at_risk(due_at__lt=now)),
        today_open=Count("id", filter=at_risk(due_at__gte=now, due_at__lt=tomorrow)),
        paused=Count("id", filter=Q(paused=True)),
        ready=Count("id", filter=FETCHED),
    )  # fmt: skip
    return {**figures, "can_work": int(not by.duties.isdisjoint(policies.WORKING))}


@dataclass(frozen=True)
class Moments:
    """What the figures of a board are counted against: this moment, today's midnights, and the end of "soon"."""

    now: dt.datetime
    midnight: dt.datetime
    tomorrow: dt.datetime
    soon: dt.datetime


_RUNNING = Q(finished_at=None, paused=False)
OPEN_FIGURES: Mapping[str, Callable[[Moments], Q]] = {
    "open": lambda m: Q(),
    "running": lambda m: _RUNNING,
    "late": lambda m: at_risk(due_at__lt=m.now),
    "due_today": lambda m: at_risk(due_at__gte=m.now, due_at__lt=m.tomorrow),
    "due_soon": lambda m: at_risk(due_at__gte=m.now, due_at__lt=m.soon),
    "re_promised": lambda m: _RUNNING & Q(re_promised_at__isnull=False),
    "paused": lambda m: Q(paused=True),
    "ready": lambda m: Q(finished_at__isnull=False),
}
"""Figures of open work by name; ``late`` is measured against the promise in force, ``paused`` work is never late."""


def open_work(by: Actor, m: Moments) -> list[dict[str, Any]]:
    """Open work by kind, step, post, duty and title, with every figure of it, in one query; sum to any of them.

    Its cost grows with open work only.
    """
    return _open_by(visible(by), m, "kind", "step_name", "post", "duty", "title")


def open_work_at(agency: str, m: Moments) -> list[dict[str, Any]]:
    """The same of one agency, without what is confidential: numbers that tell of nobody, whoever asks."""
    return _open_by(_open_to_all([agency]), m, "kind", "step_name", "post", "duty", "title")


def open_by_agency(agencies: Collection[str], m: Moments) -> list[dict[str, Any]]:
    """Every figure of open work of each agency by kind, in one query; they tell of nobody, whoever asks."""
    return _open_by(_open_to_all(agencies), m, "agency", "kind")


def late_now(agencies: Collection[str], now: dt.datetime) -> dict[str, int]:
    """How much open work of each kind is late at this moment, as the boards count it; it tells of nobody."""
    late = _open_to_all(agencies).filter(at_risk(due_at__lt=now), closed_at=None).values_list("kind")
    return dict(late.annotate(n=Count("id")).order_by())


def _open_to_all(agencies: Collection[str]) -> QuerySet[Case]:
    return Case.objects.filter(agency__in=agencies, confidential=False, kept_from="")


def _open_by(cases: QuerySet[Case], m: Moments, *columns: str) -> list[dict[str, Any]]:
    counts = {
        name: Count("id", filter=which(m)) if which(m) else Count("id")
        for name, which in OPEN_FIGURES.items()
    }
    groups = cases.filter(closed_at=None).values(*columns)
    return [dict(row) for row in groups.annotate(**counts).order_by()]


def open_behind(by: Actor, figure: str, m: Moments, *, kinds: Collection[str]) -> QuerySet[Case]:
    """The rows behind a figure of open work of these kinds."""
    return visible(by).filter(OPEN_FIGURES[figure](m), closed_at=None, kind__in=kinds)


NEVER_ACCEPTED = ("cancelled", "refused_reception")
"""States of what no figure of a time counts: received by mistake (S16), or refused at the counter (S3)."""


def received(by: Actor, start: dt.datetime, end: dt.datetime, *, kind: str) -> QuerySet[Case]:
    """What was received of a kind from ``start`` to before ``end``, without what was never accepted."""
    found = visible(by).filter(kind=kind, received_at__gte=start, received_at__lt=end)
    return found.exclude(state__in=NEVER_ACCEPTED)


def _stopped() -> QuerySet[ClockEvent]:
    """Where a clock was paused and never set going again."""
    later = ClockEvent.objects.filter(
        case=OuterRef("case"), n__gt=OuterRef("n"), kind__in=(ClockKind.RESUMED, ClockKind.RESTARTED)
    )
    return ClockEvent.objects.filter(~Exists(later), case=OuterRef("pk"), kind=ClockKind.PAUSED)


def timed() -> Q:
    """Finished while its time ran, and of which is known whether that was kept: the whole that a share in time is of.

    What is given up while it waits for the applicant has no time to keep (R1.11).
    """
    return Q(on_time__isnull=False) & ~Q(Exists(_stopped()))


def finished(by: Actor, start: dt.datetime, end: dt.datetime, *, kind: str) -> QuerySet[Case]:
    """What was finished of a kind from ``start`` to before ``end``, without what was never accepted."""
    return _finished(visible(by), start, end).filter(kind=kind)


def in_time(
    by: Actor, start: dt.datetime, end: dt.datetime, *, kind: str, late: bool = False
) -> QuerySet[Case]:
    """Of it what was finished while its time ran (``timed``); ``late``: after the time of the law, extensions or not
    (R1.11)."""
    found = finished(by, start, end, kind=kind).filter(timed())
    return found.filter(on_time=False) if late else found


def finished_at(agency: str, start: dt.datetime, end: dt.datetime) -> QuerySet[Case]:
    """What an agency finished from ``start`` to before ``end``, for figures that tell of nobody, whoever asks."""
    return _finished(Case.objects.filter(agency=agency, confidential=False), start, end)


def _finished(among: QuerySet[Case], start: dt.datetime, end: dt.datetime) -> QuerySet[Case]:
    ended = among.filter(finished_at__gte=start, finished_at__lt=end, received_at__isnull=False)
    ended = ended.exclude(finished_at__lt=F("brought_at"))  # that is another's (R11.9)
    return ended.exclude(state__in=NEVER_ACCEPTED)


@dataclass(frozen=True)
class Passed:
    """How many of what was received came how far: taken up, finished, and given back or closed."""

    received: int
    begun: int
    finished: int
    closed: int


_DONE = Q(finished_at__isnull=False)
STAGES: Final = {
    "received": Q(received_at__isnull=False), "begun": _DONE | Q(step__gt=0), "finished": _DONE,
    "closed": Q(closed_at__isnull=False),
}  # fmt: skip
"""How far something has come, by the names of ``Passed``."""


def passed(agencies: Collection[str], start: dt.datetime, end: dt.datetime, *, kind: str) -> Passed:
    """How far what agencies received from ``start`` to before ``end`` has come; it tells of nobody, whoever asks."""
    found = Case.objects.filter(
        agency__in=agencies, kind=kind, confidential=False, received_at__gte=start, received_at__lt=end
    ).exclude(state__in=NEVER_ACCEPTED)
    return Passed(**found.aggregate(**{name: Count("id", filter=so_far) for name, so_far in STAGES.items()}))


def came(by: Actor, start: dt.datetime, end: dt.datetime, *, kind: str, stage: str) -> QuerySet[Case]:
    """The rows behind one stage of ``passed`` of the own agency."""
    return received(by, start, end, kind=kind).filter(STAGES[stage], confidential=False)


def in_time_by_agency(
    agencies: Collection[str], start: dt.datetime, end: dt.datetime, *, kind: str
) -> dict[str, tuple[int, int]]:
    """How much of a kind each agency finished from ``start`` to before ``end`` while its time ran (``timed``), and how
    much of it in the time of the law."""
    found = _finished(_open_to_all(agencies), start, end).filter(timed(), kind=kind).values_list("agency")
    counted = found.annotate(n=Count("id"), good=Count("id", filter=Q(on_time=True))).order_by()
    return {agency: (n, good) for agency, n, good in counted}


class _LocalDay(Func):
    """The day of a moment in Viet Nam, reckoned by the database itself."""

    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="date(%(expressions)s, '+7 hours')", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "(%(expressions)s AT TIME ZONE INTERVAL '7 hours')::date"
        return self.as_sql(compiler, connection, template=template, **extra)


@dataclass(frozen=True)
class DayCount:
    """How much was received and finished on a day; of the latter how much while its time ran, and of that late."""

    on: dt.date
    received: int = 0
    finished: int = 0
    timed: int = 0
    late: int = 0


def daily(by: Actor, start: dt.datetime, end: dt.datetime, *, kind: str) -> list[DayCount]:
    """Counts of a kind for every day from ``start`` to before ``end`` (midnights); two queries over these days."""
    came = received(by, start, end, kind=kind).values_list(_LocalDay("received_at"))
    arrived = dict(came.annotate(n=Count("id")).order_by())
    ended = {
        day: counts
        for day, *counts in finished(by, start, end, kind=kind)
        .values_list(_LocalDay("finished_at"))
        .annotate(
            n=Count("id"),
            timed=Count("id", filter=timed()),
            late=Count("id", filter=timed() & Q(on_time=False)),
        )
        .order_by()
    }
    days = (start.date() + dt.timedelta(days=i) for i in range((end - start).days))
    return [DayCount(day, arrived.get(day, 0), *ended.get(day, (0, 0, 0))) for day in days]


LEADING = frozenset({"head", "direct", "sign"})
"""Duties that hear of all work of the unit, since an apology in time is theirs to give (R1.28)."""
BELL_MOST = 100


def pressing(by: Actor, soon: dt.datetime) -> QuerySet[Case]:
    """Running work that is due before ``soon`` or late: one's own, for who leads the unit's; the most urgent first."""
    mine = opened(by) if by.duties & LEADING else worklist(by)
    return mine.filter(at_risk(due_at__lt=soon)).order_by("due_at", "id")[:BELL_MOST]


def pressing_since(
    due_at: dt.datetime, last_at: dt.datetime | None, now: dt.datetime, warned: dt.datetime
) -> dt.datetime:
    """Since when a case presses: since its deadline when late, else since it came within ``warned`` of it (R1.28), or
    since it last moved, whichever is later."""
    return due_at if due_at < now else max(warned, last_at or warned)
