"""Fees at the counter: the acts of the panel, the code on the screen, receipts, and the day at the till."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.dossiers import queries as dossiers
from motcua.areas.fees import actions, forms, policies, queries
from motcua.areas.fees.choices import DENOMINATIONS, Channel
from motcua.base import spoken
from motcua.base.documents.queries import render as rendered
from motcua.faces.desk.fees.panel import transfer_of
from motcua.faces.desk.fees.typed import count, text
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, NotAllowed


@official
@require_safe
def qr(request: HttpRequest, charge: str) -> HttpResponse:
    """Mã VietQR trên màn hình quầy: for the payer to scan; no name, no address."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.one(by, charge)
    context = {
        "charge": found, "money": queries.money_of(found), "pay": transfer_of(found, at.date()),
        "code": found.subject.partition(":")[2], "back": page_of(found.subject),
    }  # fmt: skip
    return render(request, "desk/fees/qr.html", context)


def page_of(subject: str) -> str:
    """The desk's page of what a fee is for; empty where there is none."""
    area, _colon, code = subject.partition(":")
    names = {"dossier": ("desk:dossier", "#phi"), "certification": ("desk:certification", "")}
    name, place = names.get(area, ("", ""))
    return reverse(name, args=[code]) + place if name else ""


@official
@require_POST
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """In biên lai: the first print is the original, a later one says that it is a copy."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    row = actions.print_receipt(by=by, at=at, receipt=number)
    payer = ""
    if not row.payer and row.subject.startswith("dossier:"):
        dossier = dossiers.one(by, row.subject.partition(":")[2])
        payer = dossiers.contact(dossier).get("name", "")
    made = rendered(forms.FORM, forms.receipt(row, on=at.date(), payer=payer), paper="a5")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="bien-lai-{row.year}-{row.number:07d}.pdf"'
    return answer


# --- the day at the till ---------------------------------------------------------------------------------------


@official
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Ngày thu: by channel, receipts, the close."""
    return _day(request)


def _day(
    request: HttpRequest, *, say: str = "", wrong: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    today = at.date()
    try:
        on = day_of(request.GET.get("ngay", "") or today.isoformat())
    except ValueError:
        on = today
    found = queries.day(by, on)
    collects = policies.can_collect(by, by.agency)
    expected = next((row["cash"] for row in found.cashiers if row["by_post"] == by.post), 0)
    context = {
        "now": at, "on": on, "today": on == today, "day": found,
        "receipts": [(one, one.subject.partition(":")[2], page_of(one.subject)) for one in found.receipts],
        "collects": collects,
        "channels": [(label, *found.channels[value]) for value, label in Channel.choices],
        "closed": queries.closed_day(by.agency, by.post, on) if collects else None, "expected": expected,
        "notes": [(note, request.POST.get(f"note-{note}", "")) for note in DENOMINATIONS],
        "unpaid": queries.waiting(by, on.replace(day=1), on, at), "before": on - dt.timedelta(days=1),
        "after": on + dt.timedelta(days=1) if on < today else None, "say": say, "wrong": wrong or {},
        "errors": [{"field_id": name, "label": said.rstrip("."), "text": ""} for name, said in (wrong or {}).items()],
        "overdue": [
            (one, queries.money_of(one).open, one.subject.partition(":")[2], page_of(one.subject))
            for one in (queries.overdue(by, at) if "qua-han" in request.GET else ())
        ],
        "remark": request.POST.get("remark", ""), "unclosed": queries.unclosed(by, today) if collects else [],
    }  # fmt: skip
    return render(request, "desk/fees/day.html", context, status=status)


@official
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Chốt ngày thu: the drawer is counted."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    try:
        notes = {note: count(request, f"note-{note}", 0) for note in DENOMINATIONS}
        actions.close_day(by=by, at=at, agency=by.agency, notes=notes, remark=text(request, "remark"))
    except NotAllowed:
        raise
    except Impossible as error:
        wrong = {fault.field: spoken.fault(fault) for fault in error.faults}
        return _day(
            request, say="" if wrong else spoken.refusal(error), wrong=wrong, status=422 if wrong else 409
        )
    messages.success(request, _("Đã chốt ngày thu."))
    return redirect("desk:fees")
