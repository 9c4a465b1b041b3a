"""What the bell says of tasks besides those that are due within a working day: each once, with the reason."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from motcua.areas.directives import policies
from motcua.areas.directives.choices import NoteKind, Stage, Why
from motcua.areas.directives.models import Note, Obstacle, Task
from motcua.areas.directives.process import AT_WORK
from motcua.areas.directives.queries.due import near_day
from motcua.areas.directives.queries.late import late_now
from motcua.areas.directives.queries.lists import beside, posts_of
from motcua.areas.directives.queries.tasks import linked
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
    known = set(but)
    found = [one for one in (*_own(by, now), *_late(by, now)) if one.task.case_id not in known]
    return found[:MOST]


def _own(by: Actor, now: dt.datetime) -> list[Told]:
    """Own tasks: the body above replied to an obstacle that is open still, nothing was reported since the task was
    urged, or this post was reminded of its day."""
    said = Note.objects.filter(
        task=OuterRef("pk"), kind__in=[NoteKind.URGED, NoteKind.PROGRESS, NoteKind.RESULT]
    ).order_by("-n")
    answers = Obstacle.objects.filter(
        task=OuterRef("pk"), raised_by__in=posts_of(by), solved_at=None, answered_on__isnull=False
    ).order_by("-answered_on")
    rows = linked(Task.objects.filter(post__in=posts_of(by), outcome="", case__state__in=AT_WORK)).annotate(
        last=Subquery(said.values("kind")[:1]), at=Subquery(said.values("at")[:1]),
        answered_on=Subquery(answers.values("answered_on")[:1]),
    )  # fmt: skip
    near = Q(reminded=Stage.NEAR, case__due_at__gt=now)
    found = []
    for row in rows.filter(Q(last=NoteKind.URGED) | Q(answered_on__isnull=False) | near).order_by(
        "case__due_at"
    ):
        assert row.case is not None
        if row.answered_on is not None:
            found.append(Told(row, Why.ANSWERED, dt.datetime.combine(row.answered_on, dt.time(), TZ)))
        elif row.last == NoteKind.URGED:
            found.append(Told(row, Why.URGED, row.at))
        else:
            days = int(parameter("task.remind_before", now.astimezone(TZ).date()))
            day = near_day(row.case.due_at, days, row.doer_agency)
            found.append(Told(row, Why.NEAR, dt.datetime.combine(day, dt.time(), TZ)))
    return found


def _late(by: Actor, now: dt.datetime) -> list[Told]:
    """Late tasks of others: those that this post gave, and those that it watches or its unit helps with."""
    posts = posts_of(by)
    units = [by.unit, by.agency] if not by.duties.isdisjoint(policies.URGING) else [by.unit]
    rows = linked(Task.objects.filter(late_now(now))).exclude(post__in=posts)
    rows = rows.filter(Q(assigner__in=posts) | beside(posts, units, to="pk")).order_by("case__due_at", "id")
    return [
        Told(row, Why.GIVEN if row.assigner in posts else Why.BESIDE, row.case.due_at)
        for row in rows[:MOST] if row.case is not None
    ]  # fmt: skip
