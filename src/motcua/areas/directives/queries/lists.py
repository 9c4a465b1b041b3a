"""Lists of tasks: whose they are, what waits for whom. Keyset pages over open work; no query a row."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.areas.cases.models import Case
from motcua.areas.directives import policies
from motcua.areas.directives.choices import KIND, DirectiveState, Paper, Part
from motcua.areas.directives.models import Directive, Obstacle, Party, Task, Theme
from motcua.areas.directives.process import AT_WORK
from motcua.areas.directives.queries.carried import not_carried, to_carry_out
from motcua.areas.directives.queries.documents import directives
from motcua.areas.directives.queries.late import missed
from motcua.areas.directives.queries.registers import paper
from motcua.areas.directives.queries.tasks import sees_task
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ

OPEN_SHOWN = 50


def posts_of(by: Actor) -> list[str]:
    """The post itself, and the one for which it acts."""
    return sorted({by.post, by.on_behalf_of or by.post})


def _mine(by: Actor, now: dt.datetime) -> Q:
    return Q(task__post__in=posts_of(by), state__in=(*AT_WORK, "paused"))


def _late(by: Actor, now: dt.datetime) -> Q:
    return _open_of(by) & missed(now, case="", task="task__")


def _stuck(by: Actor, now: dt.datetime) -> Q:
    return _open_of(by) & Q(task__stuck__gt=0)


def _decides(by: Actor) -> Q:
    """Tasks on which this post decides, as ``policies.can_decide`` says."""
    if not policies.directs(by):
        return Q(pk__in=())
    return Q(agency=by.agency, assigner__in=["", *posts_of(by)]) & ~Q(post__in=posts_of(by))


def _to_accept(by: Actor, now: dt.datetime) -> Q:
    return Q(task__in=Task.objects.filter(_decides(by)), state="handed_in")


def _asked(by: Actor, now: dt.datetime) -> Q:
    return Q(task__in=Task.objects.filter(_decides(by), asking=True), state__in=(*AT_WORK, "handed_in"))


def _to_solve(by: Actor, now: dt.datetime) -> Q:
    waiting = Obstacle.objects.filter(solver__in=posts_of(by), solved_at=None)
    return Q(task__in=waiting.values("task_id"))


def _beside(by: Actor, now: dt.datetime) -> Q:
    return beside(posts_of(by), [by.unit, by.agency], to="task")


def beside(posts: Sequence[str], units: Sequence[str], *, to: str) -> Q:
    """Tasks that posts watch or units help with; ``to`` says how the task is reached. Found by the index of each."""
    watched = Party.objects.filter(~Q(post=""), post__in=posts, part=Part.WATCHING).values("task_id")
    helped = Party.objects.filter(~Q(unit=""), unit__in=units, part=Part.COOPERATING).values("task_id")
    return Q(**{f"{to}__in": watched}) | Q(**{f"{to}__in": helped})


def _given(by: Actor, now: dt.datetime) -> Q:
    return Q(task__assigner__in=posts_of(by))


def _from_above(by: Actor, now: dt.datetime) -> Q:
    return Q(task__doer_agency=by.agency) & ~Q(task__agency=by.agency)


def _open_of(by: Actor) -> Q:
    return Q(task__agency=by.agency)


LISTS: Mapping[str, Callable[[Actor, dt.datetime], Q]] = {
    "cua-toi": _mine, "nghiem-thu": _to_accept, "gia-han": _asked, "go-vuong": _to_solve, "tre": _late,
    "vuong": _stuck, "da-giao": _given, "phoi-hop": _beside, "cap-tren": _from_above,
    "tat-ca": lambda by, now: _open_of(by),
}  # fmt: skip
"""Open tasks by the name of the list: each counts what it shows."""


def listed(by: Actor, name: str, now: dt.datetime, *, field: str = "") -> QuerySet[Case]:
    """The cases of one list of open tasks, for ``cases.page``; nothing for who may not look. ``field``: only those of
    a field of work, as ``counted.belongs`` says."""
    if not policies.can_look(by):
        return Case.objects.none()
    found = Case.objects.filter(LISTS[name](by, now), kind=KIND, closed_at=None, task__outcome="")
    own = Q(task__field=field) | Q(task__field="", task__directive__field=field)
    return found.filter(own) if field else found


MOST_OPEN = 300


def tasks_open(by: Actor, now: dt.datetime) -> list[Case]:
    """Open tasks of the agency, the nearest due first: of which another thing may say that they must reach it."""
    found = listed(by, "tat-ca", now).select_related("task") | listed(by, "cap-tren", now).select_related(
        "task"
    )
    return list(found.order_by("legal_due_at", "pk")[:MOST_OPEN])


def tasks_in(cases: Sequence[Case]) -> list[Task]:
    """The tasks of these cases with what a line says of them, in their order: three queries."""
    rows = Task.objects.filter(case_id__in=[case.pk for case in cases]).select_related("case", "directive")
    found = {row.case_id: row for row in rows.prefetch_related("parties")}
    return [found[case.pk] for case in cases if case.pk in found]


def open_of(by: Actor, post: str) -> list[Task]:
    """Open tasks of the agency that a post does, the nearest day first."""
    if not policies.can_look(by):
        return []
    rows = Task.objects.filter(agency=by.agency, post=post, outcome="", case__isnull=False)
    return list(rows.select_related("case", "directive").order_by("due_on", "pk")[:OPEN_SHOWN])


def counts(by: Actor, now: dt.datetime) -> dict[str, int]:
    """How long each list is that asks something of this post."""
    wanted = ("cua-toi", "nghiem-thu", "gia-han", "go-vuong", "tre", "vuong")
    return {name: listed(by, name, now).count() for name in wanted}


def from_above(by: Actor, now: dt.datetime) -> dict[str, int]:
    """How many open tasks others gave to posts of this agency, and how many of them are late."""
    found = listed(by, "cap-tren", now)
    return {"open": found.count(), "late": found.filter(missed(now, case="", task="task__")).count()}


def waiting(by: Actor, on: dt.date) -> dict[str, int]:
    """What waits for this post and stands in no inbox: extensions to decide, obstacles to remove, and for who leads
    directives of above that wait for a document of this agency, and those whose review is due."""
    if not policies.can_look(by):
        return {"asked": 0, "to_solve": 0, "to_carry_out": 0, "not_carried": 0, "to_review": 0, "to_help": 0}
    asked = Task.objects.filter(_decides(by), asking=True, outcome="").exclude(case__state="paused").count()
    solve = Obstacle.objects.filter(solver__in=posts_of(by), solved_at=None, task__outcome="").count()
    checks = not by.duties.isdisjoint(policies.CHECKING)
    leads = not by.duties.isdisjoint(policies.LEADING)
    own = to_carry_out(by) if policies.can_carry_out(by) else []
    return {
        "asked": asked, "to_solve": solve,
        "to_carry_out": sum(policies.answers_for(by, one.expected.unit) for one in own),
        "not_carried": len(not_carried(by, on)) if leads else 0,
        "to_review": to_review(by, on).count() if leads else 0,
        "to_help": to_help(by).count() if checks else 0,
    }  # fmt: skip


@dataclass(frozen=True)
class ToGive:
    """A document that is signed and whose tasks nobody gave yet, since when."""

    directive: Directive
    since: dt.date


def to_give(by: Actor) -> list[ToGive]:
    """Signed documents whose tasks wait to be given, the longest first, and what was added to one that is carried out;
    for who gives them. One that the registers have not sent out yet is not theirs to give."""
    if not policies.directs(by):
        return []
    waits = Task.objects.filter(case=None, issued_on=None, dropped=False, directive=OuterRef("pk"))
    rows = Directive.objects.filter(agency=by.agency).exclude(state=DirectiveState.CLOSED).exclude(number="")
    found = []
    for row in rows.filter(Exists(waits)).order_by("-id")[:BEYOND_SHOWN]:
        if row.state == DirectiveState.DRAFT and paper(row) == Paper.SIGNED:
            continue
        begun = (row.issued_at or row.drafted_at).astimezone(TZ).date()
        found.append(ToGive(row, max(begun, row.signed_on or begun)))
    return sorted(found, key=lambda one: one.since)


BEYOND_SHOWN = 300


def beyond(by: Actor) -> list[Obstacle]:
    """Obstacles of open tasks that posts of this agency do, not removed and beyond what it may decide (S066), the
    soonest first; for whoever gives its tasks, and so reads what was said of them."""
    if not policies.directs(by):
        return []
    found = Obstacle.objects.filter(
        beyond=True, solved_at=None, task__outcome="", task__doer_agency=by.agency
    )
    return list(found.select_related("task__case").order_by("due_on", "id")[:BEYOND_SHOWN])


def to_help(by: Actor) -> QuerySet[Party]:
    """Parts in open tasks that this actor's unit has not taken upon itself yet."""
    units = [by.unit] if by.duties.isdisjoint(policies.LEADING) else [by.unit, by.agency]
    return Party.objects.filter(
        part=Part.COOPERATING, unit__in=units, confirmed_at=None, task__outcome="",
        task__case__state__in=AT_WORK,
    )  # fmt: skip


THEMED = 300
REVIEWS_WITHIN = dt.timedelta(days=7)


def to_review(by: Actor, on: dt.date) -> QuerySet[Directive]:
    """Directives of the agency whose next review is due within a week, or is late (S065), the longest first."""
    found = Directive.objects.filter(
        agency=by.agency, state=DirectiveState.ISSUED, review_by__lte=on + REVIEWS_WITHIN
    )
    return found.order_by("review_by", "id") if policies.can_look(by) else found.none()


def of_theme(by: Actor, theme: Theme) -> tuple[list[Directive], list[Task]]:
    """Documents that carry out the theme of a year, the newest first, and their open tasks, the soonest due first."""
    if not policies.can_look(by) or theme.agency != by.agency:
        return [], []
    documents = list(directives(by, theme=theme.pk)[:THEMED])
    open_tasks = Task.objects.filter(directive__in=documents, outcome="", case__isnull=False)
    found = open_tasks.select_related("case", "directive").prefetch_related("parties")
    return documents, list(found.order_by("case__due_at", "id")[:THEMED])


def directives_for(by: Actor) -> QuerySet[Directive]:
    """Issued directives that another may carry out: of this agency, the newest first."""
    return Directive.objects.filter(agency=by.agency).exclude(state="draft").order_by("-id")


def titled(by: Actor, codes: Iterable[str]) -> dict[str, str]:
    """What tasks are called, of those that this actor may see."""
    found = Task.objects.filter(case__code__in=list(codes)).select_related("case", "directive")
    return {
        row.code: f"{row.title} · {row.directive}"
        for row in found.prefetch_related("parties") if sees_task(by, row)
    }  # fmt: skip
