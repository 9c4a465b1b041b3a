"""Every read of cases: only what this actor may see; "not yours" and "not there" look the same."""

import datetime as dt
import functools
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import BooleanField, Count, DateField, Exists, Func, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.areas.cases import policies
from motcua.areas.cases.choices import ClockKind, StepKind
from motcua.areas.cases.models import Case, CaseType, ClockEvent, StepVisit
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import stamp
from motcua.base.people.fields import blind_word
from motcua.rules import deadlines
from motcua.rules.calendar import TZ, WorkingCalendar
from motcua.rules.impossible import NotFound
from motcua.rules.vietnamese import fold, moment_words

CASE_TYPES = "case-types"
_NUMBER = re.compile(r"0\d{9,11}", re.ASCII)


class NoSuchCase(NotFound):
    text = "Không tìm thấy hồ sơ {code} trong phạm vi của đơn vị. Kiểm tra lại mã hồ sơ."


@functools.lru_cache(maxsize=4096)
def case_type(pk: int) -> CaseType:
    """A published case type; never changes once used, so it is kept in memory."""
    return CaseType.objects.get(pk=pk)


def current_type(kind: str, code: str, on: dt.date) -> CaseType | None:
    """The version of a case type in force on a day; kept in memory until a type is published or retired."""
    found = _current(stamp(CASE_TYPES), kind, code, on)
    return case_type(found) if found else None


@functools.lru_cache(maxsize=4096)
def _current(token: str, kind: str, code: str, on: dt.date) -> int | None:
    return (
        CaseType.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=on), kind=kind, code=code, valid_from__lte=on
        )
        .order_by("-version")
        .values_list("pk", flat=True)
        .first()
    )


def latest_type(kind: str, code: str) -> CaseType | None:
    """The newest version of a case type, in force or not."""
    return CaseType.objects.filter(kind=kind, code=code).order_by("-version").first()


def first_type(kind: str, code: str) -> CaseType | None:
    """The oldest version of a case type."""
    return CaseType.objects.filter(kind=kind, code=code).order_by("version").first()


def _told(by: Actor) -> Q:
    """Work that is there for this post: nothing that is about it, what is confidential only for who handles or decides
    it (R6.45)."""
    found = _not_about(by)
    if by.duties.isdisjoint(policies.CONFIDED):
        return found & Q(confidential=False)
    if by.fields:
        found &= Q(confidential=False) | Q(field__in=sorted(by.fields)) | Q(stands_in__in=_posts(by))
    return found


def _posts(by: Actor) -> list[str]:
    return sorted({by.post, by.on_behalf_of or by.post})


def _not_about(by: Actor) -> Q:
    about = Q()
    for post in _posts(by):
        about |= Q(kept_from__contains=f" {post} ")
    return Q(kept_from="") | ~about


def kept_from(by: Actor) -> list[int]:
    """Keys of the cases of this actor's agency that are about it, for lists read by keys of their own; few."""
    found = Case.objects.filter(agency=by.agency).exclude(kept_from="")
    return list(found.exclude(_not_about(by)).values_list("pk", flat=True))


def visible(by: Actor) -> QuerySet[Case]:
    """The cases this actor may see."""
    if not policies.can_see(by, by.agency):
        return Case.objects.none()
    return Case.objects.filter(_told(by), agency=by.agency)


def reachable(by: Actor) -> QuerySet[Case]:
    """The cases this actor may open: those of its agency, and those it received for another (R1.8)."""
    if not policies.can_see(by, by.agency):
        return Case.objects.none()
    return Case.objects.filter(Q(agency=by.agency) | Q(place=by.agency), _told(by))


def opened(by: Actor) -> QuerySet[Case]:
    """Open work of this actor's agency, and what waits at its counter for another."""
    if not policies.can_see(by, by.agency):
        return Case.objects.none()
    return Case.objects.filter(Q(agency=by.agency) | Q(where=by.agency), _told(by), closed_at=None)


def worklist(by: Actor) -> QuerySet[Case]:
    """All open work waiting for this post, whatever its kind."""
    if not policies.can_see(by, by.agency):
        return Case.objects.none()
    return Case.objects.filter(_waits_for(by), _told(by), closed_at=None)


def _waits_for(by: Actor) -> Q:
    """Taken by this post, or untaken and within its duties and fields, or what it does in place of others."""
    untaken = Q(duty__in=sorted(by.duties))
    if by.fields:
        untaken &= Q(field__in=sorted(by.fields)) | Q(field="")
    untaken = Q(post="") & (untaken | Q(stands_in__in=_posts(by)))
    return Q(where=by.agency) & (Q(post__in=[by.on_behalf_of or by.post, by.post]) | untaken)


_FETCHED = Q(finished_at__isnull=False, duty="return")
"""Finished work that waits for people to come; other finished work still waits for a post (an answer to publish)."""


def to_do(found: QuerySet[Case]) -> QuerySet[Case]:
    """What among open work somebody here must still do: it neither waits for people to answer nor to come."""
    return found.filter(paused=False).exclude(_FETCHED)


def to_fetch(found: QuerySet[Case]) -> QuerySet[Case]:
    """What among open work waits for people to come."""
    return found.filter(_FETCHED)


@dataclass(frozen=True)
class Page:
    """A part of a list and where the next part begins."""

    items: list[Case]
    next_cursor: str | None


def page(
    cases: QuerySet[Case], *, size: int, cursor: str | None = None, by_due: bool = False, newest: str = ""
) -> Page:
    """One page of a list, by keyset: newest first, or what is due first. Cost does not grow with history.

    ``newest`` names the moment (``received_at``, ``finished_at``) by which a list of a bounded time is ordered.
    """
    order = "due_at" if by_due else newest
    moment, _tilde, number = (cursor or "").rpartition("~")
    after = "gt" if by_due else "lt"
    if not order:
        cases = cases.order_by("-id")
        if cursor:
            cases = cases.filter(id__lt=int(cursor))
    else:
        cases = cases.order_by(order, "id") if by_due else cases.order_by(f"-{order}", "-id")
        if cursor:
            at = dt.datetime.fromisoformat(moment)
            beyond = Q(**{f"{order}__{after}": at}) | Q(**{order: at, f"id__{after}": int(number)})
            cases = cases.filter(beyond)
    items = list(cases[: size + 1])
    more = items[size:]
    items = items[:size]
    if not more:
        return Page(items, None)
    last = items[-1]
    return Page(items, f"{getattr(last, order).isoformat()}~{last.pk}" if order else str(last.pk))


def search_text(code: str, title: str, name: str, numbers: list[str]) -> str:
    """What a case is found by: its code, the folded title, and keyed hashes of name words and numbers."""
    words = [fold(code).replace(".", " ").replace("-", " "), fold(title)]
    words += [blind_word(word) for word in fold(name).split()]
    words += [blind_word(number) for number in numbers if number]
    return " ".join(words)


def _terms(q: str, people: bool) -> list[tuple[str, str]]:
    """Each word and the form under which people are found by it; without ``people`` nobody is.

    A telephone or identity number is one word however its figures are grouped ("0912 345 678").
    """
    words = "".join(c if c.isalnum() else " " for c in fold(q)).split()[:12]
    if _NUMBER.fullmatch("".join(words)):
        words = ["".join(words)]
    return [(word, blind_word(word) if people else word) for word in words]


def _matching(terms: list[tuple[str, str]]) -> RawSQL:
    """Whether the search text of a case holds every term."""
    if connection.vendor == "postgresql":
        query = " & ".join(f"({word}:* | {hashed})" for word, hashed in terms)
        return RawSQL(
            "to_tsvector('simple', cases_case.search) @@ to_tsquery('simple', %s)", [query], BooleanField()
        )
    return RawSQL(
        "cases_case.id IN (SELECT rowid FROM cases_search WHERE cases_search MATCH %s)",
        [_fts5(terms)],
        BooleanField(),
    )


def _fts5(terms: list[tuple[str, str]]) -> str:
    return " AND ".join(f'("{word}"* OR "{hashed}")' for word, hashed in terms)


def _known(by: Actor) -> Q:
    """The cases of which this post may know the people, as their kinds say."""
    whole, parts = list[str](), Q()
    for kind, rule in policies.PEOPLE.items():
        known = rule(by)
        if known.every:
            whole.append(kind)
        elif known.fields or known.posts:
            parts |= Q(kind=kind) & (Q(field__in=sorted(known.fields)) | Q(post__in=sorted(known.posts)))
    return Q(kind__in=whole) | parts


def search(cases: QuerySet[Case], q: str, *, by: Actor) -> QuerySet[Case]:
    """Cases that contain every word of ``q``, without accents: code, title and, where this post may know the people of
    a case, name and number.

    Who may not know them may not learn either, by trying a name or a number, that somebody has a case.
    """
    terms = _terms(q, people=True)
    if not terms:
        return cases.none()
    return cases.filter(_matching(terms)).filter(_known(by) | Q(_matching(_terms(q, people=False))))


def newest_found(by: Actor, kind: str, q: str, *, most: int, before: int | None = None) -> list[int] | None:
    """Keys of the newest cases of a kind of the agency that ``search`` finds, without sorting all that a common word
    finds.

    None where the database plans that well by itself, and where the people of some of them only may be known.
    """
    known = policies.known_of(by, kind)
    if connection.vendor != "sqlite" or known.fields or known.posts:
        return None
    terms = _terms(q, known.every)
    if not terms:
        return []
    about = kept_from(by)
    without = f"AND c.id NOT IN ({', '.join(['%s'] * len(about))}) " if about else ""
    with (
        connection.cursor() as cursor
    ):  # CROSS JOIN: the index of words is read first, in the order of its rows
        cursor.execute(
            "SELECT c.id FROM cases_search s CROSS JOIN cases_case c ON c.id = s.rowid "
            f"WHERE s.cases_search MATCH %s AND s.rowid < %s AND c.agency = %s AND c.kind = %s {without}"
            "ORDER BY s.rowid DESC LIMIT %s",
            [_fts5(terms), before if before is not None else 2**62, by.agency, kind, *about, most],
        )
        return [key for (key,) in cursor.fetchall()]


def visits(case: Case) -> list[StepVisit]:
    """The stays of a case, in order."""
    return list(StepVisit.objects.filter(case=case).order_by("n"))


@dataclass(frozen=True)
class Stay:
    """A stay at a step that has ended, for counting: the step's code, who left it, and when what happened."""

    step: str
    post: str
    entered_at: dt.datetime
    taken_at: dt.datetime | None
    left_at: dt.datetime | None
    due_at: dt.datetime


def stays(wanted: Mapping[str, Collection[int]]) -> dict[tuple[str, int], Stay]:
    """Stays of cases by their numbers, in one query: (code of the case, number) → stay."""
    if not wanted:
        return {}
    found = {}
    rows = StepVisit.objects.filter(case__code__in=list(wanted), left_at__isnull=False).select_related("case")
    for row in rows:
        if row.n not in wanted[row.case.code]:
            continue
        steps = case_type(row.case.type_id).steps
        code = str(steps[row.step].get("code", "")) if row.step < len(steps) else ""
        found[row.case.code, row.n] = Stay(
            code or row.kind, row.post, row.entered_at, row.taken_at, row.left_at, row.due_at
        )
    return found


def handed_note(case: Case, stays: list[StepVisit]) -> StepVisit | None:
    """The stay whose note is for whoever has an open case now: that at the step it came from, if it left one."""
    before = next((visit for visit in reversed(stays) if visit.step != case.step), None)
    return before if before is not None and before.note and case.closed_at is None else None


def clock_events(case: Case, type_: CaseType) -> list[deadlines.ClockEvent]:
    """The events of the case's clock as rules know them."""
    return fold_events(list(ClockEvent.objects.filter(case=case).order_by("n")), type_)


def fold_events(rows: list[ClockEvent], type_: CaseType) -> list[deadlines.ClockEvent]:
    """Rows of a clock as events of ``rules.deadlines``."""
    found: list[deadlines.ClockEvent] = []
    for row in rows:
        match row.kind:
            case ClockKind.STARTED:
                found.append(deadlines.Started(row.at, type_.limit, type_.cut, row.until))
            case ClockKind.PAUSED:
                found.append(deadlines.Paused(row.at))
            case ClockKind.RESUMED:
                found.append(deadlines.Resumed(row.at, row.until))
            case ClockKind.RESTARTED:
                found.append(deadlines.Restarted(row.at, type_.limit, type_.cut, row.until))
            case ClockKind.RELIMITED:
                found.append(deadlines.Relimited(row.at, type_.limit, type_.cut, row.until))
            case _:
                assert row.until is not None
                lawful = row.kind == ClockKind.PROLONGED
                found.append(deadlines.Extended(row.at, row.until, lawful))
    return found


def clocks_of(types: Mapping[int, int]) -> dict[int, list[deadlines.ClockEvent]]:
    """The events of the clocks of several cases, in one query, given the type of each."""
    rows: dict[int, list[ClockEvent]] = {}
    if types:
        for row in ClockEvent.objects.filter(case__in=list(types)).order_by("case", "n"):
            rows.setdefault(row.case_id, []).append(row)
    return {case: fold_events(found, case_type(types[case])) for case, found in rows.items()}


PROMISES = (
    "filed_at", "received_at", "promised_at", "due_at", "legal_due_at", "re_promised_at", "finished_at", "closed_at",
    "on_time",
)  # fmt: skip
"""What the journal keeps of a case with every event."""


def plain(value: Any) -> Any:
    """A moment or a truth as the journal writes it."""
    return value.astimezone(TZ).isoformat(timespec="seconds") if isinstance(value, dt.datetime) else value


def words(at: dt.datetime) -> str:
    """A moment as people here say it, for sentences of the journal."""
    return moment_words(at.astimezone(TZ))


def dates(case: Case) -> dict[str, Any]:
    """The dates that matter to people, as the journal keeps them with every event."""
    return {name: plain(getattr(case, name)) for name in PROMISES}


@dataclass(frozen=True)
class Folded:
    """What the clock says: the promise now, and the deadline by law without extensions that the law does not give."""

    due_at: dt.datetime
    legal_due_at: dt.datetime
    clock: deadlines.Clock


def fold_clock(events: list[deadlines.ClockEvent], calendar: WorkingCalendar) -> Folded:
    """Both readings of a case's clock (R1.11, R1.22)."""
    clock = deadlines.read(events, calendar, law="restart")
    if clock.extensions:
        plain = [event for event in events if not isinstance(event, deadlines.Extended) or event.lawful]
        legal = deadlines.read(plain, calendar, law="restart").due_at
    else:
        legal = clock.due_at
    return Folded(clock.due_at, legal, clock)


def _handed_over() -> Q:
    """Its work was handed over in time and waits to be taken: whoever did it kept the time, whenever that happens."""
    there = StepVisit.objects.filter(case=OuterRef("pk"), n=OuterRef("visit"), kind=StepKind.RETURN)
    return Q(Exists(there.filter(entered_at__lte=OuterRef("due_at"))))


def _at_risk(**due: Any) -> Q:
    """Running work that is due in a span and was not handed over: what is late, or will be."""
    return Q(paused=False, finished_at=None, **due) & ~_handed_over()


def handed_over(cases: Iterable[Case]) -> set[int]:
    """Which of these were handed over in time and wait to be taken, by their key; asked only where one can be."""
    ends = [
        case.pk for case in cases
        if case.finished_at is None and _kind_of_step(case) == StepKind.RETURN
    ]  # fmt: skip
    return (
        set(Case.objects.filter(_handed_over(), pk__in=ends).values_list("pk", flat=True)) if ends else set()
    )


def _kind_of_step(case: Case) -> str:
    steps = case_type(case.type_id).steps
    return str(steps[case.step]["kind"]) if case.step < len(steps) else ""


def waiting(by: Actor, now: dt.datetime) -> dict[str, int]:
    """Figures of the inbox in one query over open work: mine, waiting for papers, ready to return, late, all.

    ``late`` and ``today`` count what waits for this post, ``late_open`` and ``today_open`` all that the post may see.
    """
    waits = _waits_for(by)
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    figures = opened(by).aggregate(
        open=Count("id"),
        mine=Count("id", filter=waits & Q(paused=False) & ~_FETCHED),
        late=Count("id", filter=waits & _at_risk(due_at__lt=now)),
        today=Count("id", filter=waits & _at_risk(due_at__gte=now, due_at__lt=tomorrow)),
        late_open=Count("id", filter=_at_risk(due_at__lt=now)),
        today_open=Count("id", filter=_at_risk(due_at__gte=now, due_at__lt=tomorrow)),
        paused=Count("id", filter=Q(paused=True)),
        ready=Count("id", filter=_FETCHED),
    )  # fmt: skip
    return {**figures, "can_work": int(not by.duties.isdisjoint(policies.WORKING))}


def due_cursor(text: str) -> str | None:
    """A cursor of a list by a moment as it came from an address; None for anything else."""
    moment, _tilde, number = text.rpartition("~")
    try:
        at = dt.datetime.fromisoformat(moment)
    except ValueError:
        return None
    known = at.tzinfo is not None and 1900 <= at.year < 2200
    return text if known and number.isascii() and number.isdecimal() and len(number) < 16 else None


# --- the board: every figure and the rows behind it are the same condition ---------------------------------------


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
    "late": lambda m: _at_risk(due_at__lt=m.now),
    "due_today": lambda m: _at_risk(due_at__gte=m.now, due_at__lt=m.tomorrow),
    "due_soon": lambda m: _at_risk(due_at__gte=m.now, due_at__lt=m.soon),
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


# --- the bell: what is near its deadline or late ----------------------------------------------------------------

LEADING = frozenset({"head", "direct", "sign"})
"""Duties that hear of all work of the unit, since an apology in time is theirs to give (R1.28)."""
BELL_MOST = 100


def pressing(by: Actor, soon: dt.datetime) -> QuerySet[Case]:
    """Running work that is due before ``soon`` or late: one's own, for who leads the unit's; the most urgent first."""
    mine = opened(by) if by.duties & LEADING else worklist(by)
    return mine.filter(_at_risk(due_at__lt=soon)).order_by("due_at", "id")[:BELL_MOST]


def pressing_since(
    due_at: dt.datetime, last_at: dt.datetime | None, now: dt.datetime, warned: dt.datetime
) -> dt.datetime:
    """Since when a case presses: since its deadline when late, else since it came within ``warned`` of it (R1.28), or
    since it last moved, whichever is later."""
    return due_at if due_at < now else max(warned, last_at or warned)
