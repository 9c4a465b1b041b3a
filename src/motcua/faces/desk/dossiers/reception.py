"""Reception on one screen: person, procedure, papers, promise."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import CaseType
from motcua.areas.dossiers import actions, policies
from motcua.areas.dossiers.choices import Channel, PaperForm
from motcua.areas.procedures import queries as catalogue
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.people import queries as people
from motcua.faces.ui.session import now_of, official
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import due, explain
from motcua.rules.impossible import Fault, Impossible, NotAllowed
from motcua.rules.vietnamese import nfc

PERSON = ("kind", "name", "id_number", "phone", "email", "address")
LABELS = {
    "applicant.name": "Họ và tên", "applicant.id_number": "Số định danh hoặc mã số thuế",
    "applicant.phone": "Điện thoại", "applicant.email": "Thư điện tử", "applicant.address": "Địa chỉ",
    "procedure": "Thủ tục", "papers": "Giấy tờ", "reason": "Lý do", "law": "Căn cứ pháp lý", "note": "Ghi chú",
}  # fmt: skip


def _text(request: HttpRequest, name: str, most: int = 2000) -> str:
    """What was typed, in composed letters: a keyboard that decomposes them is no mistake of the official."""
    return nfc(request.POST.get(name, "")).strip()[:most]


def _type(code: str, at: dt.datetime) -> CaseType | None:
    return cases.current_type("dossier", code, at.astimezone(TZ).date()) if code else None


def _papers(type_: CaseType | None, request: HttpRequest) -> list[dict[str, Any]]:
    """The checklist: what is asked for, ticked as posted; what the State has already is shown, never asked."""
    posted = request.method == "POST"
    ticked = set(request.POST.getlist("papers")) if posted else set()
    rows = []
    for paper in type_.papers if type_ else []:
        code = paper["code"]
        rows.append(
            {
                **paper, "ticked": code in ticked, "asked": paper.get("asked", True),
                "copies": request.POST.get(f"copies-{code}", "1") if posted else "1",
                "form": request.POST.get(f"form-{code}", "original") if posted else "original",
            }
        )  # fmt: skip
    return rows


def _promise(type_: CaseType | None, by: Actor, at: dt.datetime) -> dict[str, Any]:
    """The appointment as it would be printed now, and why."""
    if type_ is None:
        return {}
    calendar = calendar_for(by.agency)
    return {
        "due_at": due(at, type_.limit, calendar, type_.cut),
        "why": explain(at, type_.limit, calendar, type_.cut),
        "limit": type_.limit.words(),
    }


def _context(request: HttpRequest, *, faults: Sequence[Fault] = (), say: str = "") -> dict[str, Any]:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    procedure = _text(request, "procedure", 40)
    type_ = _type(procedure, at)
    wrong: dict[str, list[str]] = {}
    for fault in faults:
        name = "papers" if fault.field.startswith("papers") else fault.field
        wrong.setdefault(name, []).append(str(fault))
    chosen = _text(request, "citizen", 20)
    return {
        "now": at, "typed": {name: _text(request, name) for name in (*PERSON, "note", "reason", "law", "channel")},
        "channels": [(value, label) for value, label in Channel.choices if value != Channel.ONLINE],
        "forms": PaperForm.choices, "type": type_, "procedure": procedure if type_ else "",
        "procedure_text": f"{type_.code} {type_.name}" if type_ else _text(request, "procedure_text", 200),
        "citizen": people.citizen(by, int(chosen)) if chosen.isdecimal() else None,
        "citizen_text": _text(request, "citizen_text", 200), "papers": _papers(type_, request),
        "promise": _promise(type_, by, at), "wrong": wrong, "say": say,
        "errors": [
            {"field_id": f"in-{name.replace('.', '-')}", "label": _(LABELS.get(name, name)), "text": " ".join(texts)}
            for name, texts in wrong.items()
        ],
        "declining": request.POST.get("act") == "decline",
    }  # fmt: skip


@official
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Tiếp nhận hồ sơ: receive and print the slip, or decline with reason and law."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_receive(by, by.agency):
        raise NotAllowed()
    if request.method != "POST":
        return render(request, "desk/receive.html", _context(request))
    if request.POST.get("act") not in ("receive", "decline"):
        return render(request, "desk/receive.html", _context(request))
    citizen = _text(request, "citizen", 20)
    applicant = (
        {"citizen": citizen} if citizen.isdecimal() else {name: _text(request, name) for name in PERSON}
    )
    ticket: dict[str, Any] = {
        "procedure": _text(request, "procedure", 40), "unit": by.agency, "applicant": applicant,
        "channel": _text(request, "channel", 20) or Channel.COUNTER, "note": _text(request, "note"),
    }  # fmt: skip
    if not ticket["procedure"]:
        fault = Fault("procedure", "Chọn một thủ tục trong danh sách gợi ý.")
        return render(request, "desk/receive.html", _context(request, faults=[fault]), status=422)
    try:
        if request.POST["act"] == "decline":
            dossier = actions.decline_reception(
                by=by, at=at, reason=_text(request, "reason"), law=_text(request, "law", 400), **ticket
            )
        else:
            dossier = actions.receive(by=by, at=at, papers=_given(request), **ticket)
    except Impossible as error:
        context = _context(request, faults=error.faults, say="" if error.faults else str(error))
        return render(request, "desk/receive.html", context, status=422)
    messages.success(request, _("Đã ghi hồ sơ {code}.").format(code=dossier.code))
    return redirect(f"{reverse('desk:dossier', args=[dossier.code])}?moi=1")


def _given(request: HttpRequest) -> list[dict[str, Any]]:
    found = []
    for code in request.POST.getlist("papers"):
        copies = request.POST.get(f"copies-{code}", "1")
        found.append(
            {
                "component": code,
                "copies": int(copies) if copies.isdecimal() else 0,
                "form": request.POST.get(f"form-{code}", "original"),
            }
        )
    return found


@official
@require_POST
def find_people(request: HttpRequest) -> HttpResponse:
    """Người nộp: found by number, phone or name; shows the least. Asked by POST, so nothing personal is in addresses."""
    by = request.actor  # type: ignore[attr-defined]
    q = nfc(request.POST.get("q", "")).strip()[:120]
    options = [
        {"value": known.id, "text": known.name, "detail": " · ".join(part for part in (known.id_number, known.phone) if part)}
        for known in people.search_citizens(by, q)
    ]  # fmt: skip
    context = {"options": options, "new_text": _("Người mới: {q}").format(q=q), "new_value": "new"}
    return render(request, "ui/components/finder_results.html", context)


@official
@require_GET
def find_procedures(request: HttpRequest) -> HttpResponse:
    """Thủ tục: typed without accents, in people's own words."""
    at = now_of(request)
    q = nfc(request.GET.get("q", "")).strip()[:120]
    page = catalogue.search(q, limit=8, on=at.date())
    options = [
        {"value": found.code, "text": found.name, "detail": f"{found.code} · {found.field} · {found.limit_text}"}
        for found in page.items
        if found.receivable
    ]
    return render(request, "ui/components/finder_results.html", {"options": options})


@official
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Giấy tờ và lời hẹn của thủ tục vừa chọn."""
    return render(request, "desk/_papers_and_promise.html", _context(request))
