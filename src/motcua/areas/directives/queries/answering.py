"""Recurring tasks whose work a periodic report does: which occurrence a report answers (ADR 0024)."""

import datetime as dt
from collections.abc import Iterable

from motcua.areas.directives.models import Task
from motcua.rules.tasks import Every

HALF = {Every.WEEK: 3, Every.MONTH: 15, Every.QUARTER: 45, Every.HALF: 91, Every.YEAR: 182}
"""Half of the days between two occurrences: a report answers the nearest one, none further away."""


def near(task: int) -> int:
    """How many days a report may be due apart from the occurrence of a recurring task that it answers."""
    duty = Task.objects.filter(pk=task).first()
    return HALF.get(Every(duty.recurs["every"]), 0) if duty is not None and duty.recurs else 0


def occurrence(task: int, due_on: dt.date) -> Task | None:
    """The occurrence of a recurring task that a report due on a day answers; none where it is over already."""
    rows = Task.objects.filter(duty=task, case__isnull=False, first_due_on__isnull=False)
    span = dt.timedelta(days=near(task))
    found = rows.filter(first_due_on__range=(due_on - span, due_on + span)).select_related("case")
    nearest = min(found, key=lambda one: abs((one.first_due_on or due_on) - due_on), default=None)
    return nearest if nearest is not None and not nearest.outcome else None


def given(code: str) -> tuple[int, dt.date] | None:
    """The recurring task of which a task is an occurrence, and by which day it was to be done at first."""
    found = Task.objects.filter(case__code=code, outcome="").values_list("duty_id", "first_due_on").first()
    return (found[0], found[1]) if found is not None and found[0] and found[1] else None


def recurring(cases: Iterable[int]) -> set[int]:
    """The recurring tasks of which the tasks of these cases are occurrences."""
    return set(
        Task.objects.filter(case_id__in=list(cases), duty__isnull=False).values_list("duty_id", flat=True)
    )
