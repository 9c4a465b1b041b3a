"""Report duties that a directive asks for: read with its tasks, offered to whoever sets report duties (S070)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from motcua.areas.directives.choices import recurrence
from motcua.areas.directives.queries.answering import near
from motcua.areas.reports import policies, queries
from motcua.base.journal.ports import Actor
from motcua.faces.desk.reports.forms import OUTSIDE
from motcua.rules.report_windows import By, Due, asked


@dataclass(frozen=True)
class Offer:
    """A recurring task that asks for a report: which, by when; ``duty`` the report duty that was set for it."""

    n: int
    title: str
    due: Due
    duty: Any = None


def due_of(task: Any) -> Due | None:
    """By when the report of a task is due, where it asks for one every so often."""
    words = " ".join((task.title, task.content, task.product))
    return asked(words, recurrence(task.recurs)) if task.recurs else None


def offers(by: Actor, directive: Any, tasks: Iterable[Any]) -> list[Offer]:
    """What the tasks of a directive ask to be reported, and whether that was set already."""
    found = [(task, due) for task in tasks if (due := due_of(task)) is not None]
    if not found:
        return []
    keys = [task.pk for task, _due in found]
    known = {duty.task: duty for duty in queries.duties(by).filter(task__in=keys, valid_to=None)}
    return [Offer(task.n, task.title, due, known.get(task.pk)) for task, due in found]


def initial(by: Actor, directive: Any, task: Any, due: Due, on: dt.date) -> dict[str, Any]:
    """What the form of a duty begins with; a person completes and sets it."""
    above = queries.superior_of(by.agency, on)
    ours = directive.issuer_key == by.agency
    to = (
        by.agency
        if ours
        else directive.issuer_key
        if above and directive.issuer_key == above.key
        else OUTSIDE
    )
    units = [task.unit] if ours and task.unit and task.unit != by.agency else [] if ours else [by.agency]
    rule = recurrence(task.recurs)
    signed = f" ngày {directive.signed_on:%d/%m/%Y}" if directive.signed_on else ""
    return {
        "template": queries.template_for(by.agency, rule.every, due, on), "units": units, "recipient_unit": to,
        "recipient": directive.issuer if to == OUTSIDE else "", "by": due.by,
        "days": None if due.by == By.WEEKDAY else due.n, "weekday": due.n if due.by == By.WEEKDAY else 4,
        "month": due.month or None, "lead_days": min(rule.lead, 120) or 7, "instrument": f"{directive}{signed}",
    }  # fmt: skip


def reports_of(by: Actor, task: Any) -> list[tuple[Any, bool]]:
    """The periodic reports by which an occurrence of a recurring task is done; whether this actor may open each."""
    if task.duty_id is None or task.first_due_on is None:
        return []
    found = queries.answering.at_work(task.duty_id, task.first_due_on, near(task.duty_id))
    return [(report, policies.can_open(by, report)) for report in found]
