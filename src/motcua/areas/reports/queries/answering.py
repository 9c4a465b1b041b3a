"""Reports that do the work of a recurring task of a directive, or are a document that must be issued every year."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from motcua.areas.reports.choices import COUNTED, State
from motcua.areas.reports.models import PeriodicReport, ReportDuty
from motcua.rules.calendar import TZ

GONE = (State.ISSUED, *COUNTED)


@dataclass(frozen=True)
class Answer:
    """What was sent for one occurrence of a task: numbers, the moment of the last one, whether all were taken."""

    number: str
    sent_at: dt.datetime
    taken: bool


def asked_of(code: str) -> tuple[int, dt.date] | None:
    """The recurring task whose work a report does, and the day by which it is due."""
    found = PeriodicReport.objects.filter(code=code).values_list("duty__task", "due_at").first()
    return (found[0], found[1].astimezone(TZ).date()) if found is not None and found[0] else None


def answer(task: int, due_on: dt.date, days: int, *, agency: str) -> Answer | None:
    """What every unit sent that reports for a recurring task around a day; nothing while one of them has not.

    Of a report that leaves for elsewhere the signature of the agency takes it; of one that comes to the ``agency`` that
    gave the task, its acceptance.
    """
    duties = ReportDuty.objects.filter(task=task, valid_from__lte=due_on)
    duties = duties.filter(Q(valid_to=None) | Q(valid_to__gt=due_on))
    rows = list(PeriodicReport.objects.filter(duty__task=task).order_by("unit", "code"))
    near = [one for one in rows if abs((one.due_at.astimezone(TZ).date() - due_on).days) <= days]
    waited = set(duties.values_list("pk", flat=True)) - {one.duty_id for one in near}
    moments = [one.issued_at if one.formal else one.sent_at for one in near]
    sent = [moment for moment in moments if moment is not None]
    if not near or waited or len(sent) < len(near):
        return None
    taken = all(
        one.state in COUNTED or (one.formal and one.recipient_unit != agency and one.state in GONE)
        for one in near
    )
    return Answer("; ".join(one.number or one.code for one in near)[:60], max(sent), taken)


@dataclass(frozen=True)
class Issued:
    """A report of an agency that was issued: on which template, due when, its number and day."""

    code: str
    agency: str
    template: str
    due_on: dt.date
    number: str
    issued_on: dt.date


def issued(*, code: str = "", agency: str = "") -> list[Issued]:
    """Reports that an agency issued, or the one of a code; the oldest first."""
    rows = PeriodicReport.objects.filter(issued_at__isnull=False, state__in=GONE)
    rows = rows.filter(code=code) if code else rows.filter(agency=agency)
    return [
        Issued(
            one.code, one.agency, one.template, one.due_at.astimezone(TZ).date(), one.number,
            one.issued_at.astimezone(TZ).date(),
        )
        for one in rows.order_by("issued_at") if one.issued_at is not None
    ]  # fmt: skip


def at_work(task: int, due_on: dt.date, days: int) -> list[PeriodicReport]:
    """The reports by which an occurrence of a recurring task is done."""
    rows = PeriodicReport.objects.filter(duty__task=task).order_by("unit")
    return [one for one in rows if abs((one.due_at.astimezone(TZ).date() - due_on).days) <= days]
