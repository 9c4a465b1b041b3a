"""Documents, their sessions, tasks and obstacles counted for periodic reports (R8.13–R8.15, S066): narrow rows.

Of whoever issues, does, or is kept from doing them.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, NullIf

from motcua.areas.directives import policies
from motcua.areas.directives.choices import DirectiveState
from motcua.areas.directives.models import Directive, Dissemination, Obstacle, Task
from motcua.areas.directives.queries.late import missed
from motcua.areas.directives.queries.tasks import reads_words
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import over_before

NARROW = ("unit", "field", "theme", "came", "ended", "late")
"""What a row of numbers is told apart by.

``unit``   the agency that does it; ``field`` its field of work (``belongs``)
``theme``  yes: its document carries out the theme of a year
``came``   in: given within the days · before: earlier, and still open when they began
``ended``  done, cancelled before they ended, else open
``late``   yes: handed in after the last approved deadline, or not yet and it passed
"""
_COLUMNS = ("doer_agency", "of_field", "themed", "given", "ended", "was_late")
TEXT = CharField()
MOST_TOLD = 200


def _yes(so: Q) -> Choice:
    return Choice(When(so, then=Value("yes")), default=Value("no"), output_field=TEXT)


def belongs(task: str = "") -> Coalesce:
    """The one definition of the field of work of a task and of its obstacles: its own, else that of its document.

    ``task``: how a row names its task ("task__").
    """
    return Coalesce(NullIf(f"{task}field", Value("")), f"{task}directive__field")


def _narrow(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> QuerySet[Task]:
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in (since, until))
    inside, done = Q(case__received_at__gte=start), Q(case__finished_at__lt=end)
    open_then = Q(case__finished_at=None) | Q(case__finished_at__gte=start)
    found = Task.objects.filter(inside | open_then, doer_agency__in=units, case__received_at__lt=end)
    return found.annotate(
        of_field=belongs(),
        themed=_yes(Q(directive__theme__isnull=False)),
        given=Choice(When(inside, then=Value("in")), default=Value("before"), output_field=TEXT),
        ended=Choice(When(done, then=F("case__state")), default=Value("open"), output_field=TEXT),
        was_late=Choice(
            When(done & Q(case__on_time=False), then=Value("yes")),
            When(~done & missed(over_before(until, at)), then=Value("yes")),
            default=Value("no"), output_field=TEXT,
        ),
    )  # fmt: skip


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of tasks of agencies: rows told apart by ``NARROW``."""
    rows = _narrow(units, since, until, at).values_list(*_COLUMNS).annotate(n=Count("pk")).order_by()
    return [dict(zip((*NARROW, "n"), row, strict=True)) for row in rows]


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the tasks of this actor's agency behind a number."""
    if not policies.can_look(by):
        return []
    found = _narrow([by.agency], since, until, at).filter(_wanted(NARROW, _COLUMNS, where))
    return list(found.order_by("-pk").values_list("case__code", flat=True))


def _wanted(
    names: Iterable[str], columns: Iterable[str], where: Iterable[Mapping[str, Collection[str]]]
) -> Q:
    of, wanted = dict(zip(names, columns, strict=True)), Q(pk__in=[])
    for one in where:
        wanted |= Q(**{f"{of[name]}__in": list(values) for name, values in one.items()})
    return wanted


# --- obstacles ---------------------------------------------------------------------------------------------------

NARROW_OBSTACLES = ("unit", "field", "came", "ended", "late", "beyond", "answered")
"""What obstacles are told apart by.

``field``     the field of work of the task that they stand in the way of (``belongs``)
``came``      in: reported within the days · before: earlier, and not removed when they began
``ended``     solved before they ended, else open
``late``      yes: removed after the day by which it had to be, or not yet and that day passed
``beyond``    yes: beyond what the agency may decide · ``answered`` yes: the body above replied before they ended
"""
_OBSTACLES = (
    "task__doer_agency",
    "of_field",
    "given",
    "ended",
    "was_late",
    "is_beyond",
    "was_answered",
)


def _obstacles(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> QuerySet[Obstacle]:
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in (since, until))
    inside, solved = Q(at__gte=start), Q(solved_at__lt=end)
    today = min(until, at.astimezone(TZ).date())
    found = Obstacle.objects.filter(
        inside | Q(solved_at=None) | Q(solved_at__gte=start), task__doer_agency__in=units, at__lt=end
    )
    return found.annotate(
        of_field=belongs("task__"),
        given=Choice(When(inside, then=Value("in")), default=Value("before"), output_field=TEXT),
        ended=Choice(When(solved, then=Value("solved")), default=Value("open"), output_field=TEXT),
        was_late=_yes(
            solved & Q(solved_at__date__gt=F("due_on")) | ~solved & Q(due_on__lt=today)
        ),
        is_beyond=_yes(Q(beyond=True)),
        was_answered=_yes(Q(answered_on__lt=until)),
    )  # fmt: skip


def obstacles(
    units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime
) -> list[dict[str, Any]]:
    """Numbers of obstacles of agencies: rows told apart by ``NARROW_OBSTACLES``."""
    rows = _obstacles(units, since, until, at).values_list(*_OBSTACLES).annotate(n=Count("pk")).order_by()
    return [dict(zip((*NARROW_OBSTACLES, "n"), row, strict=True)) for row in rows]


def obstacles_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the tasks that stand behind a number of obstacles of this actor's agency; each task once."""
    if not policies.can_look(by):
        return []
    wanted = _wanted(NARROW_OBSTACLES, _OBSTACLES, where)
    found = _obstacles([by.agency], since, until, at).filter(wanted).order_by("-task_id")
    return list(dict.fromkeys(found.values_list("task__case__code", flat=True)))


def obstacles_told(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[dict[str, str]]:
    """The obstacles themselves: of which task and document, by when; what is in the way and who removes it, for who
    reads these words."""
    if not policies.can_look(by):
        return []
    wanted = _wanted(NARROW_OBSTACLES, _OBSTACLES, where)
    found = (
        _obstacles([by.agency], since, until, at)
        .filter(wanted)
        .select_related("task__case", "task__directive")
    )
    found = found.prefetch_related("task__parties", "task__obstacles")
    return [
        {
            "code": row.task.code, "document": str(row.task.directive), "title": row.task.title,
            "words": row.words if reads else "", "solver": row.solver_words if reads else "",
            "due": f"{row.due_on:%d/%m/%Y}",
        }
        for row in found.order_by("due_on", "pk")[:MOST_TOLD]
        for reads in (reads_words(by, row.task),)
    ]  # fmt: skip


# --- documents ---------------------------------------------------------------------------------------------------

NARROW_DOCUMENTS = ("unit", "field", "type", "whose")
"""What documents issued within the days are told apart by.

``whose``  own: the agency issued it · above: another body did, and the agency carries it out
"""
_DOCUMENTS = ("agency", "field", "type", "of_whom")


def _documents(units: Collection[str], since: dt.date, until: dt.date) -> QuerySet[Directive]:
    found = Directive.objects.filter(agency__in=units, signed_on__gte=since, signed_on__lt=until)
    return found.exclude(state=DirectiveState.DRAFT).annotate(
        of_whom=Choice(
            When(Q(issuer_key="") | Q(issuer_key=F("agency")), then=Value("own")), default=Value("above"),
            output_field=TEXT,
        )
    )  # fmt: skip


def documents(
    units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime
) -> list[dict[str, Any]]:
    """Numbers of documents of direction of agencies: rows told apart by ``NARROW_DOCUMENTS``."""
    rows = _documents(units, since, until).values_list(*_DOCUMENTS).annotate(n=Count("pk")).order_by()
    return [dict(zip((*NARROW_DOCUMENTS, "n"), row, strict=True)) for row in rows]


def documents_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the documents of this actor's agency behind a number."""
    if not policies.can_look(by):
        return []
    found = _documents([by.agency], since, until).filter(_wanted(NARROW_DOCUMENTS, _DOCUMENTS, where))
    return list(found.order_by("-signed_on", "-pk").values_list("code", flat=True))


# --- sessions ----------------------------------------------------------------------------------------------------

NARROW_SESSIONS = ("unit", "field", "theme", "means")
"""What sessions at which documents were made known within the days are told apart by (S079, S119).

Amounts: n, ``persons`` who came
"""
_SESSIONS = ("directive__agency", "directive__field", "themed", "means")


def _sessions(units: Collection[str], since: dt.date, until: dt.date) -> QuerySet[Dissemination]:
    found = Dissemination.objects.filter(directive__agency__in=units, on__gte=since, on__lt=until)
    return found.annotate(themed=_yes(Q(directive__theme__isnull=False)))


def sessions(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of sessions of agencies: rows told apart by ``NARROW_SESSIONS``."""
    rows = _sessions(units, since, until).values_list(*_SESSIONS).annotate(n=Count("pk"), came=Sum("present"))
    return [dict(zip((*NARROW_SESSIONS, "n", "persons"), row, strict=True)) for row in rows.order_by()]


def sessions_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the documents of this actor's agency whose sessions stand behind a number, each once."""
    if not policies.can_look(by):
        return []
    found = _sessions([by.agency], since, until).filter(_wanted(NARROW_SESSIONS, _SESSIONS, where))
    return list(dict.fromkeys(found.order_by("-on", "-pk").values_list("directive__code", flat=True)))
