"""What units send: who sent, who is late; and who reports what to whom, by when."""

import datetime as dt
from collections.abc import Container
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.directives import queries as directing
from motcua.areas.reports import actions, policies, queries
from motcua.areas.reports.choices import templates
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.reports import asking, forms
from motcua.faces.desk.reports.views import TICKS, tabs
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound
from motcua.rules.report_windows import WINDOWS

SHOWN = 60


def _since(text: str) -> dt.date:
    try:
        return day_of(text)
    except ValueError as error:
        raise NotFound() from error


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Thu báo cáo: every period that units report here, with how many sent, are late, are missing."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.oversees(by):
        raise NotAllowed()
    rows = []
    for template, period, name in queries.collections(by)[:SHOWN]:
        _template, _period, _name, lines = queries.collection(by, template.code, period.start)
        sent = [line for line in lines if line.report is not None and line.report.sent_at is not None]
        rows.append({
            "template": template, "since": period.start.isoformat(), "name": name, "units": len(lines),
            "sent": len(sent),
            "about": template.about.replace("{period}", name),
            "late": [line.name for line in lines if line not in sent and line.late(at)],
            "due": min((line.due_at for line in lines), default=None),
        })  # fmt: skip
    return render(request, "desk/reports/collections.html", {"now": at, "rows": rows, **tabs(by)})


def state_of(report: Any, correcting: Container[str]) -> str:
    """Where a unit's report stands, in words; that it is being corrected says more than that it is open again."""
    return _("Đã gửi, đang đính chính") if report.code in correcting else str(report.get_state_display())


@official
@require_safe
def page(request: HttpRequest, template: str, since: str) -> HttpResponse:
    """Một kỳ: each unit, when it sent, how late, what it said; the report into which it is added up."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    chosen, period, name, lines = queries.collection(by, template, _since(since))
    last = period.last
    correcting = queries.corrections.under_way(line.report for line in lines if line.report is not None)
    made = [
        {
            "line": line, "late": line.late(at), "tick": TICKS[line.report.state] if line.report else "",  # type: ignore[index]
            "state": state_of(line.report, correcting) if line.report else "",
            "sent": line.report.sent_at if line.report else None, "calendar": calendar_for(line.duty.agency),
            "urges": line.report is not None and line.report.sent_at is None and policies.can_urge(by, line.report),
        }
        for line in lines
    ]  # fmt: skip
    context = {
        "now": at, "template": chosen, "name": name, "period": period, "last": last, "lines": made, "since": since,
        "about": chosen.about.replace("{period}", name),
        "sent": sum(one["sent"] is not None for one in made),
        "late": [one for one in made if one["sent"] is None and one["late"]],
        "into": queries.consolidating(by, template, period.start), **tabs(by),
    }  # fmt: skip
    return render(request, "desk/reports/collection.html", context)


@official
@require_POST
def urge(request: HttpRequest, template: str, since: str, code: str) -> HttpResponse:
    """Đôn đốc một đơn vị."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    try:
        actions.urge(by=by, at=at, report=code)
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        messages.error(request, spoken.refusal(refusal))
    else:
        messages.success(request, _("Đã đôn đốc; chuông báo của đơn vị hiện ngay."))
    return redirect("desk:collection", template, since)


# --- duties ------------------------------------------------------------------------------------------------------


@official
@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """Chế độ báo cáo: who reports what to whom, by when."""
    return _duties(request)


def _duties(
    request: HttpRequest, *, code: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    titles, on = titles_of(by, at), at.date()
    rows = [
        {
            "duty": duty, "about": templates()[duty.template].about.replace(" {period}", ""),
            "unit": queries.unit_name(duty.unit, on),
            "law": WINDOWS[templates()[duty.template].window].law, "due": queries.due.due_of(duty).words,
            "writer": titles.get(duty.post, duty.post), "changes": policies.can_change_duty(by, duty),
            "assign": form if form and duty.code == code else _assign(by, duty, on),
        }
        for duty in queries.duties(by) if duty.template in templates() and (duty.valid_to is None or duty.valid_to > on)
    ]  # fmt: skip
    context = {"now": at, "rows": rows, "say": say, **tabs(by)}
    return render(request, "desk/reports/duties.html", context, status=status)


def _assign(by: Actor, duty: Any, on: dt.date) -> forms.AssignForm | None:
    if by.agency != duty.agency or not policies.can_change_duty(by, duty):
        return None
    return forms.AssignForm(duty.agency, duty.unit, on, initial={"post": duty.post}, prefix=duty.code)


def _asked(request: HttpRequest, by: Actor, on: dt.date) -> tuple[dict[str, Any], int | None]:
    """What a task of a directive asks to be reported (``?van-ban=&nhiem-vu=``), and its key."""
    code, n = request.GET.get("van-ban", ""), request.GET.get("nhiem-vu", "")
    if not code:
        return {}, None
    directive = directing.directive(by, code)
    task = next((one for one in directing.tasks_of(directive, by) if str(one.n) == n), None)
    due = asking.due_of(task) if task is not None else None
    if task is None or due is None:
        raise NotFound()
    return asking.initial(by, directive, task, due, on), task.pk


@official
@require_http_methods(["GET", "HEAD", "POST"])
def new_duty(request: HttpRequest) -> HttpResponse:
    """Đặt chế độ báo cáo: of units beneath to this agency, or of this agency upwards."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_arrange(by):
        raise NotAllowed()
    sent = request.POST if request.method == "POST" else None
    initial, task = _asked(request, by, at.date())
    form = forms.DutyForm(by, at.date(), sent, initial=initial)
    if form.is_bound and form.is_valid():
        given = {**form.given(), "task": task}
        units, post = given.pop("units"), given.pop("post")
        try:
            if given["recipient_unit"] == by.agency:
                given.pop("recipient_unit")
                given.pop("recipient")
                made = actions.collect(by=by, at=at, units=units, **given)
            else:
                made = [actions.set_duty(by=by, at=at, unit=unit, post=post, **given) for unit in units]
        except NotAllowed:
            raise
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã đặt chế độ báo cáo cho %(n)s đơn vị.") % {"n": len(made)})
            asking_for = request.GET.get("van-ban", "")
            return redirect("desk:directive", asking_for) if asking_for else redirect("desk:report-duties")
    context = {"now": at, "form": form, "templates": templates().values(), **tabs(by)}
    return render(request, "desk/reports/duty.html", context, status=422 if form.is_bound else 200)


@official
@act_on("desk:report-duties")
def duty_act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Giao người lập, thôi chế độ."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    duty = queries.duties(by).filter(code=code).first()
    if duty is None or name not in ("assign", "end"):
        raise NotFound()
    form = forms.AssignForm(duty.agency, duty.unit, at.date(), request.POST, prefix=duty.code)
    if name == "assign" and not form.is_valid():
        return _duties(request, code=code, form=form, status=422)
    try:
        if name == "assign":
            actions.assign(by=by, at=at, duty=duty, **form.given())
        else:
            actions.end_duty(by=by, at=at, duty=duty)
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        return _duties(request, say=spoken.refusal(refusal), status=422 if refusal.faults else 409)
    messages.success(
        request, _("Đã giao người lập báo cáo.") if name == "assign" else _("Đã thôi chế độ báo cáo.")
    )
    return redirect("desk:report-duties")
