"""What answers a task: what a body above replied about an obstacle, and the periodic report that is its work."""

import datetime as dt
from typing import TYPE_CHECKING

from motcua.areas.directives import actions, queries
from motcua.areas.directives.process import AT_WORK, OPEN
from motcua.areas.directives.queries import answering, required
from motcua.areas.reports.queries import answering as reports
from motcua.base.journal.ports import SYSTEM
from motcua.rules.impossible import NotFound

if TYPE_CHECKING:
    from motcua.base.journal.models import Event


def obstacle_answered(event: "Event", at: dt.datetime) -> None:
    """Mark the obstacle that an escalation was about; a task that is over by then needs no mark."""
    code, n = str(event.facts.get("about") or ""), int(event.facts.get("obstacle") or 0)
    if not code or not n:
        return
    try:
        task = queries.task_to_act_on(code, by=SYSTEM)
    except NotFound:
        return
    if task.case is None or task.case.state not in OPEN:
        return
    if any(one.n == n and one.answered_on is None for one in queries.obstacles(task)):
        actions.answer_obstacle(
            by=SYSTEM, at=at, task=code, n=n, on=dt.date.fromisoformat(str(event.facts["reply_on"])),
            outcome_words=str(event.facts["outcome_words"]),
        )  # fmt: skip


def reported(event: "Event", at: dt.datetime) -> None:
    """A report that went answers the occurrence of the recurring task whose work it is (ADR 0024)."""
    asked = reports.asked_of(event.subject.partition(":")[2])
    if asked is not None:
        _answer(*asked, at)


def given(event: "Event", at: dt.datetime) -> None:
    """An occurrence that is given after its report went is answered at once."""
    found = answering.given(event.subject.partition(":")[2])
    if found is not None:
        _answer(*found, at)


def _answer(task: int, due_on: dt.date, at: dt.datetime) -> None:
    found = answering.occurrence(task, due_on)
    if found is None or found.case is None or found.case.state not in (*AT_WORK, "handed_in"):
        return
    answer = reports.answer(task, found.first_due_on or due_on, answering.near(task), agency=found.agency)
    if answer is not None and (answer.taken or found.case.state != "handed_in"):
        actions.answer_by_report(
            by=SYSTEM,
            at=at,
            task=found.code,
            number=answer.number,
            sent_at=answer.sent_at,
            taken=answer.taken,
        )


def report_issued(event: "Event", at: dt.datetime) -> None:
    """An issued report that must be issued every year is what had to be issued (S074)."""
    for one in reports.issued(code=event.subject.partition(":")[2]):
        _fulfil(one, at)


def required_added(event: "Event", at: dt.datetime) -> None:
    """What was issued before it stood on the list of what must be issued counts too."""
    for one in reports.issued(agency=event.unit):
        _fulfil(one, at)


def _fulfil(one: reports.Issued, at: dt.datetime) -> None:
    for row, year in required.reported(one.agency, one.template, one.due_on):
        actions.fulfil_by_report(
            by=SYSTEM,
            at=at,
            required=row,
            year=year,
            report=one.code,
            number=one.number,
            issued_on=one.issued_on,
        )
