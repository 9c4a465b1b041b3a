"""What falls due: the next tasks of duties, and whom to remind."""

import datetime as dt

from django.db.models import Max

from motcua.areas.directives.choices import DirectiveState, Stage, recurrence
from motcua.areas.directives.models import Task
from motcua.areas.directives.process import AT_WORK
from motcua.base.calendars.queries import calendar_for
from motcua.base.law.queries import parameter
from motcua.rules.calendar import TZ
from motcua.rules.tasks import to_make

MOST = 2_000


def to_recur(today: dt.date) -> list[tuple[str, int, dt.date, dt.date]]:
    """(directive, number of the duty, period, last day) of every task that is to be given by today; what was due while
    nobody made it is given late."""
    duties = (
        Task.objects.filter(case=None, duty=None, dropped=False, issued_on__isnull=False)
        .exclude(recurs={})
        .filter(directive__state=DirectiveState.ISSUED)
        .select_related("directive")
        .annotate(made=Max("occurrences__period"))
    )
    found = []
    for duty in duties:
        assert duty.issued_on is not None
        since = max(duty.issued_on, duty.starts_on or duty.issued_on)
        made: dt.date | None = duty.made
        for period, last in to_make(
            recurrence(duty.recurs), calendar_for(duty.agency), since=since, until=duty.ends_on, today=today, made=made
        ):  # fmt: skip
            found.append((duty.directive.code, duty.n, period, last))
    return found


def to_remind(now: dt.datetime) -> list[tuple[str, str]]:
    """(task, stage) of everyone to be reminded now: some working days before, on the day, after it; each once."""
    today = now.astimezone(TZ).date()
    days = int(parameter("task.remind_before", today))
    open_tasks = Task.objects.filter(outcome="", case__state__in=AT_WORK).select_related("case")
    horizon = now + dt.timedelta(days=days * 3 + 14)
    found = []
    near = open_tasks.filter(case__due_at__lt=horizon).exclude(reminded=Stage.LATE)
    for task in near.order_by("case__due_at")[:MOST]:
        assert task.case is not None
        stage = stage_of(task.case.due_at, now, days, task.doer_agency)
        if stage and _ORDER[stage] > _ORDER.get(task.reminded, -1):
            found.append((task.case.code, stage))
    return found


_ORDER = {str(stage): n for n, stage in enumerate(Stage.values)}


def stage_of(due_at: dt.datetime, now: dt.datetime, days: int, agency: str) -> str:
    """Of which stage a deadline is now; blank while it is far."""
    due, today = due_at.astimezone(TZ), now.astimezone(TZ).date()
    if due < now:
        return Stage.LATE
    if due.date() == today:
        return Stage.DUE
    return Stage.NEAR if near_day(due_at, days, agency) <= today else ""


def near_day(due_at: dt.datetime, days: int, agency: str) -> dt.date:
    """The day from which a deadline is near: so many working days before its own."""
    calendar, near = calendar_for(agency), due_at.astimezone(TZ).date()
    for _ in range(days):
        near -= dt.timedelta(days=1)
        while not calendar.is_working_day(near):
            near -= dt.timedelta(days=1)
    return near
