"""What falls due: reports to open, whom to tell of the day, what presses."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from motcua.areas.reports import policies
from motcua.areas.reports.choices import AT_WORK, Stage, State, templates
from motcua.areas.reports.events import URGED
from motcua.areas.reports.models import PeriodicReport, ReportDuty
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal import queries as journal
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.rules.calendar import TZ
from motcua.rules.periods import Period
from motcua.rules.report_windows import WINDOWS, By, Due

DAY = dt.timedelta(days=1)
LOOK_BACK, LOOK_AHEAD = 100, 130
"""A period ends at most so many days before its report is due, and is opened at most so long before it."""
MOST = 2_000
_ORDER = {"": 0, Stage.BEFORE: 1, Stage.ON: 2, Stage.AFTER: 3}


def due_of(duty: ReportDuty) -> Due:
    """By when its reports are due."""
    return Due(By(duty.due["by"]), int(duty.due["n"]), int(duty.due.get("month", 0)))


def due_at(duty: ReportDuty, period: Period) -> dt.datetime:
    """The end of working time of the day by which the report of a period is due."""
    calendar = calendar_for(duty.agency)
    return calendar.closing(due_of(duty).on(period, calendar))


def periods_of(duty: ReportDuty, on: dt.date) -> list[tuple[Period, dt.datetime]]:
    """Periods whose report is to be open by a day: not before the duty held, nor after it ended."""
    window, found = WINDOWS[templates()[duty.template].window], []
    since = max(duty.valid_from, on - LOOK_BACK * DAY)
    for period in window.ending(since, on + LOOK_AHEAD * DAY):
        last = period.last
        assert last is not None
        if duty.valid_to is not None and last >= duty.valid_to:
            continue
        due = due_at(duty, period)
        day = due.astimezone(TZ).date()
        if day >= duty.valid_from and day - duty.lead_days * DAY <= on:
            found.append((period, due))
    return found


def to_open(on: dt.date) -> list[tuple[ReportDuty, Period]]:
    """Reports that must be open by a day and are not."""
    live = ReportDuty.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on - LOOK_BACK * DAY), valid_from__lte=on
    )
    known = set(PeriodicReport.objects.filter(duty__in=live).values_list("duty_id", "since"))
    return [
        (duty, period)
        for duty in live.order_by("id") if duty.template in templates()
        for period, _due in periods_of(duty, on) if (duty.pk, period.start) not in known
    ]  # fmt: skip


def unsent() -> QuerySet[PeriodicReport]:
    """Reports that have not left yet, the most urgent first."""
    return PeriodicReport.objects.filter(sent_at=None).select_related("duty").order_by("due_at", "id")


def stage_of(report: PeriodicReport, now: dt.datetime) -> str:
    """Of what its holder is to be told now: that the day is near, has come, is past; blank: of nothing."""
    today = now.astimezone(TZ).date()
    if now > report.due_at:
        return Stage.AFTER
    if today == report.due_at.astimezone(TZ).date():
        return Stage.ON
    return Stage.BEFORE if now >= near_at(report, today) else ""


def near_at(report: PeriodicReport, on: dt.date) -> dt.datetime:
    """From when its day is near, as it is asked for on a day."""
    days = int(parameter("report.remind_before", on))
    return calendar_for(report.agency).subtract_working_days(report.due_at, days)


def to_remind(now: dt.datetime) -> list[tuple[str, str]]:
    """(report, stage) of every holder to be told now; each stage once."""
    near = unsent().filter(due_at__lt=now + 21 * DAY).exclude(reminded=Stage.AFTER)[:MOST]
    found = [(one, stage_of(one, now)) for one in near]
    return [(one.code, stage) for one, stage in found if stage and _ORDER[stage] > _ORDER[one.reminded]]


def pressing(by: Actor, now: dt.datetime) -> list[tuple[PeriodicReport, str]]:
    """Reports that this post is to write, or sign, and whose day is near, has come or is past, or that were urged."""
    if not policies.can_look(by):
        return []
    found = []
    near = Q(due_at__lt=now + 21 * DAY) | ~Q(reminded="")
    for one in unsent().filter(near, agency=by.agency)[:200]:
        waits = (one.state in AT_WORK and writes(by, one)) or (
            one.state == State.SUBMITTED and one.formal and policies.can_sign(by, one)
        )
        stage = (stage_of(one, now) or one.reminded) if waits else ""
        if stage:
            found.append((one, stage))
    return found


def urged_at(reports: Iterable[PeriodicReport]) -> dict[str, dt.datetime]:
    """When reports were last urged, by their code; one query."""
    codes = {one.subject: one.code for one in reports if one.reminded}
    return {
        codes[subject]: event.at
        for subject, chain in journal.chains(codes).items() for event in chain if event.kind == URGED.name
    }  # fmt: skip


def writes(by: Actor, report: PeriodicReport) -> bool:
    """Whether the report is this post's to write: it is named, or nobody is and it heads the unit."""
    if report.post:
        return report.post in (by.post, by.on_behalf_of)
    return policies.can_write(by, report)
