"""The register of decisions of publication, and putting together the list of one (R3.6–R3.9)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.procedures import actions, policies, queries
from motcua.areas.procedures.choices import ChangeKind, DecisionState
from motcua.areas.procedures.queries import Listed
from motcua.base import spoken
from motcua.base.law.ports import read_sheet
from motcua.base.orgs.queries import version_on
from motcua.faces.desk.procedures import decision_forms, forms
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

SHOWN = 200


def keeper_of(request: HttpRequest) -> Any:
    """The keeper at this session; others are not let in."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_change(by):
        raise NotAllowed()
    return by


def period_of(request: HttpRequest, on: dt.date) -> tuple[dt.date, dt.date]:
    """The period asked for, this year when none or none that makes sense."""
    days = []
    for name, usual in (("tu", on.replace(month=1, day=1)), ("den", on.replace(month=12, day=31))):
        try:
            days.append(day_of(request.GET.get(name, "")))
        except ValueError:
            days.append(usual)
    first, last = days
    return (first, last) if first <= last else (last, first)


@official
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Sổ quyết định công bố: each with what it changed and whether it was on time; figures of the period."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    first, last = period_of(request, at.date())
    q = request.GET.get("q", "").strip()[:100]
    lines = queries.register(first, last, today=at.date(), unit=by.agency, q=q)
    late: dict[str, Callable[[Any], Any]] = {
        "nghi-dinh": lambda line: line.on_time.decree and line.on_time.decree.late,
        "chi-so": lambda line: line.on_time.index and line.on_time.index.late,
        "nhap": lambda line: line.on_time.entry.late,
    }
    wanted = request.GET.get("cham", "")
    figures = queries.figures(lines)
    shown = [line for line in lines if late[wanted](line)] if wanted in late else lines
    period = urlencode({"tu": first.isoformat(), "den": last.isoformat()})
    context = {
        "words": q, "first": first, "last": last, "lines": shown[:SHOWN], "total": len(shown), "wanted": wanted,
        "figures": figures, "keeper": policies.can_change(by), "period": period,
        "drafts": queries.drafts() if policies.can_change(by) else [], "periods": _periods(at.date()),
        "kinds": [{"label": kind.label, "value": figures.changes[str(kind)]} for kind in ChangeKind],
        "most": max(figures.changes.values()) or 1,
    }  # fmt: skip
    return render(request, "desk/decisions.html", context)


def _periods(on: dt.date) -> list[dict[str, Any]]:
    """This year, the one before, and this quarter."""
    quarter = on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1)
    ends = (quarter + dt.timedelta(days=95)).replace(day=1) - dt.timedelta(days=1)
    known = [
        (_("Quý này"), quarter, ends),
        (_("Năm nay"), dt.date(on.year, 1, 1), dt.date(on.year, 12, 31)),
        (_("Năm trước"), dt.date(on.year - 1, 1, 1), dt.date(on.year - 1, 12, 31)),
    ]
    return [
        {"label": label, "first": first, "last": last,
         "href": f"?{urlencode({'tu': first.isoformat(), 'den': last.isoformat()})}"}
        for label, first, last in known
    ]  # fmt: skip


@official
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ghi quyết định công bố: its head; the list comes next."""
    return _head(request, None)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Sửa quyết định khi chưa công bố."""
    return _head(request, queries.decision(number))


def _head(request: HttpRequest, decision: Any) -> HttpResponse:
    by, at = keeper_of(request), now_of(request)
    if decision is not None and decision.state != DecisionState.DRAFT:
        raise NotFound()
    posted = request.POST if request.method == "POST" else None
    usual = {"signed_on": at.date(), "issuer": _issuer(by, at)}
    initial = (
        {name: getattr(decision, name) for name in decision_forms.DecisionForm.base_fields}
        if decision
        else usual
    )
    form = decision_forms.DecisionForm(posted, initial=initial)
    say = ""
    if posted is not None and form.is_valid():
        try:
            if decision is None:
                decision = actions.draft_decision(said=form.cleaned_data, by=by, at=at)
            else:
                actions.change_draft(decision=decision.pk, said=form.cleaned_data, by=by, at=at)
        except Invalid as error:
            form.add_error(error.field, spoken.refusal(error))
        except Impossible as error:
            say = spoken.refusal(error)
        else:
            return redirect("desk:decision", decision.pk)
    context = {"form": form, "decision": decision, "say": say}
    return render(request, "desk/decision_new.html", context, status=422 if posted is not None else 200)


def _issuer(by: Any, at: dt.datetime) -> str:
    """The office whose chairman usually publishes: the people's committee of the province."""
    try:
        parent = version_on(by.agency, at.date()).parent
        return f"UBND {version_on(parent, at.date()).name}" if parent else ""
    except NotFound:
        return ""


@official
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Một quyết định công bố: its head, its list with what changes, whether it was on time."""
    return shown(request, number)


def shown(
    request: HttpRequest, number: int, *, say: str = "", line: Any = None, sheet: Any = None, rejected: Any = (),
    read: int | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of a decision, with what an act just could not do or a sheet just brought."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    decision, keeper = queries.decision(number), policies.can_change(by)
    if decision.state == DecisionState.DRAFT and not keeper:
        raise NotFound()
    start = decision.text_effective_on or at.date() + dt.timedelta(days=1)
    context = {
        "decision": decision, "draft": decision.state == DecisionState.DRAFT, "keeper": keeper, "say": say,
        "entries": [_entry(entry, decision) for entry in queries.entries_of(decision)],
        "line": line or decision_forms.LineForm(initial={"effective_on": start}),
        "sheet": sheet or decision_forms.SheetForm(), "rejected": list(rejected)[:SHOWN], "read": read,
        "on_time": queries.on_time(decision, at.date(), by.agency), "on": at.date(), "now": at,
    }  # fmt: skip
    return render(request, "desk/decision.html", context, status=status)


def _entry(entry: Any, decision: Any) -> dict[str, Any]:
    """One line of the list with what it changes of the version that is, or was, in force before."""
    record = entry.read()
    before = queries.version_before(entry, decision)
    changes = queries.difference(before.read(), record) if before and record else []
    decided = _("Quyết định công bố")
    return {
        "entry": entry, "record": record, "before": before,
        "changes": [one for one in changes if one.what != decided],
    }  # fmt: skip


@official
@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Thêm một thủ tục vào danh mục."""
    by, at = keeper_of(request), now_of(request)
    form = decision_forms.LineForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            record, before = queries.content_of(
                said["code"], said["change"], said["effective_on"], said["replaces"], name=said["name"]
            )
            listed = Listed(
                code=said["code"], change=said["change"], effective_on=said["effective_on"],
                replaces=said["replaces"] if said["change"] == ChangeKind.REPLACED else "", record=record,
                name=record.name if record else before.name if before else "",
                field=record.field if record else before.field if before else "",
            )  # fmt: skip
            actions.list_procedures(decision=number, listed=[listed], by=by, at=at)
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, spoken.refusal(error))
        except (NotAllowed, NotFound):
            raise
        except Impossible as error:
            return shown(request, number, say=spoken.refusal(error), status=409)
        else:
            messages.success(request, _("Đã thêm {code} vào danh mục.").format(code=said["code"]))
            return redirect("desk:decision", number)
    return shown(request, number, line=form, status=422)


@official
@require_POST
def take_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """Nhập danh mục từ tệp: good rows are listed, the others are shown with the reason; nothing takes effect."""
    by, at = keeper_of(request), now_of(request)
    decision = queries.decision(number)
    form = decision_forms.SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, number, sheet=form, status=422)
    file = form.cleaned_data["file"]
    try:
        reading = queries.read_list(
            read_sheet(file.name, file.read()),
            on=decision.text_effective_on or at.date() + dt.timedelta(days=1),
        )
        if reading.entries:
            actions.list_procedures(decision=number, listed=reading.entries, by=by, at=at)
    except Invalid as error:
        form.add_error("file", spoken.refusal(error))
        return shown(request, number, sheet=form, status=422)
    except Impossible as error:
        return shown(request, number, say=spoken.refusal(error), status=409)
    return shown(request, number, rejected=reading.rejected, read=len(reading.entries))


@official
@require_http_methods(["GET", "HEAD", "POST"])
def content(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Soạn nội dung của một thủ tục trong danh mục."""
    by, at = keeper_of(request), now_of(request)
    decision = queries.decision(number)
    entry = next((one for one in queries.entries_of(decision) if one.code == code), None)
    before = entry.read() if entry else None
    if entry is None or before is None or decision.state != DecisionState.DRAFT:
        raise NotFound()
    posted = request.POST if request.method == "POST" else None
    form = decision_forms.ContentForm(posted, initial=forms.VersionForm.said(before, entry.effective_on))
    papers, fees = forms.content_rows(before, posted)
    say = ""
    if posted is not None and form.is_valid() and papers.is_valid() and fees.is_valid():
        said = {**form.cleaned_data, "decision": decision.symbol}
        made = forms.record_of(before, said, papers.cleaned_data, fees.cleaned_data)
        listed = Listed(
            code=code, change=entry.change, effective_on=said["valid_from"], name=made.name, field=made.field,
            replaces=entry.replaces, record=made,
        )  # fmt: skip
        try:
            actions.list_procedures(decision=number, listed=[listed], by=by, at=at)
        except Impossible as error:
            say = spoken.refusal(error)
        else:
            messages.success(request, _("Đã ghi nội dung của {code}.").format(code=code))
            return redirect("desk:decision", number)
    context = {
        "code": code, "record": before, "decision": decision, "form": form, "papers": papers, "fees": fees, "say": say,
    }  # fmt: skip
    return render(request, "desk/decision_entry.html", context, status=422 if posted is not None else 200)


# --- verbs -----------------------------------------------------------------------------------------------------


def _publish(request: HttpRequest, number: int) -> str:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    opens = request.POST.get("taken_over") != "1"
    decision = actions.publish_decision(decision=number, opens=opens, by=by, at=at)
    entries = queries.entries_of(decision)
    n = len(entries)
    idle = [
        one.code for one in entries
        if opens and one.record and one.version and one.version.case_type_id is None and "commune" in one.version.levels
    ]  # fmt: skip
    if idle:
        said = _(
            "Chưa tiếp nhận được vì quy trình nội bộ không khớp thời hạn mới: {codes}. Ban hành quy trình mới."
        )
        messages.warning(request, said.format(codes=", ".join(idle)))
    return ngettext("Đã công bố {n} thủ tục.", "Đã công bố {n} thủ tục.", n).format(n=n)


def _drop(request: HttpRequest, number: int) -> str:
    by, at, code = request.actor, now_of(request), request.POST.get("code", "")  # type: ignore[attr-defined]
    actions.list_procedures(decision=number, listed=[], without=[code], by=by, at=at)
    return _("Đã bỏ {code} khỏi danh mục.").format(code=code)


def _discard(request: HttpRequest, number: int) -> str:
    actions.discard_decision(decision=number, by=request.actor, at=now_of(request))  # type: ignore[attr-defined]
    return _("Đã bỏ bản ghi quyết định.")


def _entered(request: HttpRequest, number: int) -> str:
    form = forms.DayForm(request.POST)
    if not form.is_valid():
        raise Invalid(field="on", text=_("Ghi ngày nhập."))
    on = form.cleaned_data["on"]
    actions.note_entered(decision=number, on=on, by=request.actor, at=now_of(request))  # type: ignore[attr-defined]
    return _("Đã ghi ngày nhập Cơ sở dữ liệu quốc gia.")


VERBS: dict[str, Callable[[HttpRequest, int], str]] = {
    "publish": _publish, "drop": _drop, "discard": _discard, "entered": _entered,
}  # fmt: skip
"""What may be done to a decision from its page."""


@official
@require_POST
def act(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Một việc trên một quyết định công bố."""
    keeper_of(request)
    if name not in VERBS:
        raise NotFound()
    try:
        said = VERBS[name](request, number)
    except (NotAllowed, NotFound) as error:
        if isinstance(error, queries.NoSuchProcedure):
            return shown(request, number, say=spoken.refusal(error), status=409)
        raise
    except Impossible as error:
        return shown(request, number, say=spoken.refusal(error), status=409)
    messages.success(request, said)
    return redirect("desk:decisions") if name == "discard" else redirect("desk:decision", number)
