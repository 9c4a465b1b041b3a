"""A task whose work is a periodic report: done when the report has gone and was taken (ADR 0024)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.directives import events, policies, queries
from motcua.areas.directives.actions.doing import OUTCOMES, settled
from motcua.areas.directives.actions.keeping import TASKS, begin, day_of, keep_task, note
from motcua.areas.directives.choices import NoteKind, Outcome, TaskState
from motcua.areas.directives.models import Task
from motcua.areas.directives.process import ACCEPT
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor


@act(
    may=policies.can_recur,
    records=(events.HANDED_IN, events.ACCEPTED),
    law="R8.13, R8.14, R8.17",
    finds=TASKS,
)
def answer_by_report(
    *, by: Actor, at: dt.datetime, task: Task, number: str, sent_at: dt.datetime, taken: bool
) -> Task:
    """Báo cáo đã gửi là kết quả của nhiệm vụ: in time or late by the moment it was sent; where whoever leads the agency
    signed or took it (``taken``), the task is accepted with it, else it waits for whoever gave it."""
    if task.case is not None and task.case.state != TaskState.HANDED_IN:
        work = begin(task, "hand_in", by=by, at=at)
        task.result_number, task.result = number, number
        task.started_at = task.started_at or work.at
        task.percent, task.handed_at = 100, min(sent_at, work.at)
        engine.leave(work, outcome="hand_in")
        engine.enter(work, ACCEPT, state=TaskState.HANDED_IN, post=task.assigner)
        row = note(work, task, NoteKind.RESULT, number, 100)
        keep_task(work, task, events.HANDED_IN, row, files=0)
    return _accepted(task, number, by=by, at=at) if taken else task


def _accepted(task: Task, number: str, *, by: Actor, at: dt.datetime) -> Task:
    work = begin(task, "accept", by=by, at=at)
    assert task.handed_at is not None
    in_time = task.handed_at <= work.case.legal_due_at
    removed = settled(task, queries.open_obstacles(task), number, "solution", at=work.at)
    task.outcome, task.closed_on = Outcome.DONE if in_time else Outcome.LATE, day_of(work.at)
    engine.leave(work, outcome="accept")
    engine.close(work, state=TaskState.DONE)
    work.set(on_time=in_time)
    keep_task(
        work, task, events.ACCEPTED, note(work, task, NoteKind.ACCEPTED, ""), *removed, outcome=task.outcome,
        outcome_words=OUTCOMES[Outcome(task.outcome)],
    )  # fmt: skip
    return task


__all__ = ["answer_by_report"]
