"""The bell: what is due today, near its deadline (one working day before, R1.28) or late, and what of it is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.cases import queries
from motcua.areas.directives.queries.answering import recurring
from motcua.areas.directives.queries.told import Told, told
from motcua.areas.procedures import queries as procedures
from motcua.areas.reports.choices import Stage
from motcua.areas.reports.queries.due import near_at, urged_at
from motcua.areas.reports.queries.due import pressing as pressing_reports
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.base.messages import actions
from motcua.base.messages.queries import bell_seen
from motcua.faces.desk.cases.views import lines, named
from motcua.faces.desk.cases.waits import waits
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.session import actor_of, now_of, official
from motcua.rules.calendar import WorkingCalendar

if TYPE_CHECKING:
    from motcua.areas.reports.models import PeriodicReport

STOP_POLLING = 286


def _warned(due_at: dt.datetime, calendar: WorkingCalendar, at: dt.datetime) -> dt.datetime:
    days = Decimal(str(parameter("onestop.apology.notice_before", at.date())))
    return calendar.subtract_working_days(due_at, days)


def _soon(calendar: WorkingCalendar, at: dt.datetime) -> dt.datetime:
    """The end of the next working day: what is due later is not within one working day of its deadline."""
    return calendar.closing(calendar.next_working_day(at.date() + dt.timedelta(days=1)))


def _new(by: Actor, at: dt.datetime) -> int:
    calendar = calendar_for(by.agency)
    seen = bell_seen(by.account, by.post)
    found = list(queries.pressing(by, _soon(calendar, at)).values_list("pk", "due_at", "last_at"))
    shown, count = list[int](), 0
    for pk, due_at, last_at in found:
        warned = _warned(due_at, calendar, at)
        if warned <= at:
            shown.append(pk)
            since = queries.pressing_since(due_at, last_at, at, warned)
            count += seen is None or since > seen
    tasks = told(by, at, but=shown)
    count += sum(seen is None or one.since > seen for one in tasks)
    reports = [report for report, _stage in _reports(by, at, shown, tasks)]
    urged = urged_at(reports)
    for report in reports:
        moments = (report.due_at, near_at(report, at.date()), urged.get(report.code))
        count += any(seen is None or seen < moment <= at for moment in moments if moment is not None)
    return count


def _reports(
    by: Actor, at: dt.datetime, shown: Iterable[int], tasks: Iterable[Told]
) -> list[tuple[PeriodicReport, str]]:
    """Reports that press; not one whose task is told of already: nobody hears of the same work twice (ADR 0024)."""
    found = pressing_reports(by, at)
    cases = [*shown, *(one.task.case_id for one in tasks if one.task.case_id is not None)]
    known = recurring(cases) if any(report.duty.task for report, _stage in found) else set()
    return [(report, stage) for report, stage in found if report.duty.task not in known]


@never_cache
@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """How many are new: asked by the page itself, once a minute; whoever is not signed in is not asked again."""
    by = actor_of(request) if request.user.is_authenticated else None
    if by is None:
        return HttpResponse(status=STOP_POLLING)
    return render(request, "desk/_bell.html", {"new": _new(by, now_of(request))})


@official
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Chuông báo: the list, the most urgent first."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    calendar = calendar_for(by.agency)
    found = [
        case for case in queries.pressing(by, _soon(calendar, at)) if _warned(case.due_at, calendar, at) <= at
    ]
    rows = lines(by, found, at)
    tasks = told(by, at, but=[case.pk for case in found])
    context = {
        "told": [
            {"one": one, "chip": due_chip(one.task.case.due_at, at, calendar=calendar)}
            for one in tasks if one.task.case is not None
        ],
        "waits": waits(by, at), "lines": rows, "people": named(rows), "now": at, "new": _new(by, at),
        "reports": [
            {"report": report, "stage": Stage(stage).label, "late": stage == Stage.AFTER, "calendar": calendar}
            for report, stage in _reports(by, at, [case.pk for case in found], tasks)
        ],
        "late": sum(case.due_at < at for case in found), "most": queries.BELL_MOST, "expired": _expired(by, at.date()),
    }  # fmt: skip
    return render(request, "desk/bell.html", context)


def _expired(by: Actor, on: dt.date) -> int:
    """How many legal bases of procedures in force have expired: for whoever keeps the catalogue."""
    if "catalogue" not in by.duties:
        return 0
    return sum(line.state == procedures.BasisState.EXPIRED for line in procedures.bases(on))


@official
@require_POST
def see(request: HttpRequest) -> HttpResponse:
    """Đã xem: nothing of what is pressing now is new any more."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if by.account is not None:
        actions.see(account=by.account, post=by.post, at=at)
    return redirect("desk:bell")
