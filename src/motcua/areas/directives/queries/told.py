"""What the bell says of tasks besides those that are due within a working day: each once, with the reason."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from motcua.areas.directives import policies
from motcua.areas.directives.choices import NoteKind, Stage, Why
from motcua.areas.directives.models import Note, Obstacle, Task
from motcua.areas.directives.process import AT_WORK
from motcua.areas.directives.queries import late_now, linked
from motcua.areas.directives.queries.due import near_day
from motcua.areas.directives.queries.lists import beside, posts_of
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.rules.calendar import TZ

MOST = 50


@dataclass(frozen=True)
class Told:
    """A task, why this post is told of it, and since when there is something to tell."""

    task: Task
    why: Why
    since: dt.datetime


def told(by: Actor, now: dt.datetime, *, but: Iterable[int] = ()) -> list[Told]:
    """What this post is told: the body above replied to its obstacle, it was urged, its day is near, or what it gave,
    watches or helps with is late.

    ``but``: keys of cases that are told of already.
    """
    if not policies.can_look(by):
        return []
    found: dict[int, Told] = {}
    for one in (*_answered(by), *_urged(by), *_near(by, now), *_late(by, now)):
        found.setdefault(one.task.pk, one)
    known = set(but)
    return [one for one in found.values() if one.task.case_id not in known][:MOST]


def _answered(by: Actor) -> list[Told]:
    """Tasks with an obstacle that this post reported and that is open still, though the body above replied."""
    rows = Obstacle.objects.filter(
        raised_by__in=posts_of(by), solved_at=None, answered_on__isnull=False, task__outcome=""
    ).select_related("task__case", "task__directive")
    return [
        Told(row.task, Why.ANSWERED, dt.datetime.combine(row.answered_on, dt.time(), TZ))
        for row in rows[:MOST] if row.answered_on is not None
    ]  # fmt: skip


def _urged(by: Actor) -> list[Told]:
    """Own tasks on which nothing was reported since they were urged."""
    said = Note.objects.filter(
        task=OuterRef("pk"), kind__in=[NoteKind.URGED, NoteKind.PROGRESS, NoteKind.RESULT]
    ).order_by("-n")
    rows = _mine(by).annotate(
        last=Subquery(said.values("kind")[:1]), at=Subquery(said.values("at")[:1])
    ).filter(last=NoteKind.URGED)  # fmt: skip
    return [Told(row, Why.URGED, row.at) for row in rows.order_by("-at")[:MOST]]


def _near(by: Actor, now: dt.datetime) -> list[Told]:
    """Own tasks of whose day this post was reminded."""
    days, found = int(parameter("task.remind_before", now.astimezone(TZ).date())), []
    for row in _mine(by).filter(reminded=Stage.NEAR, case__due_at__gt=now).order_by("case__due_at")[:MOST]:
        assert row.case is not None
        near = near_day(row.case.due_at, days, row.doer_agency)
        found.append(Told(row, Why.NEAR, dt.datetime.combine(near, dt.time(), TZ)))
    return found


def _late(by: Actor, now: dt.datetime) -> list[Told]:
    """Late tasks of others: those that this post gave, and those that it watches or its unit helps with."""
    posts = posts_of(by)
    units = [by.unit, by.agency] if not by.duties.isdisjoint(policies.URGING) else [by.unit]
    late = linked(Task.objects.filter(late_now(now))).exclude(post__in=posts).order_by("case__due_at", "id")
    found = []
    for why, rows in (
        (Why.GIVEN, late.filter(assigner__in=posts)),
        (Why.BESIDE, late.filter(beside(posts, units, to="pk"))),
    ):
        for row in rows[:MOST]:
            assert row.case is not None
            found.append(Told(row, why, row.case.due_at))
    return found


def _mine(by: Actor) -> QuerySet[Task]:
    return linked(Task.objects.filter(post__in=posts_of(by), outcome="", case__state__in=AT_WORK))
