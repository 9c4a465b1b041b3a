"""Certifications that are open, one request, its acts and what is printed of it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST, require_safe

from motcua.areas.certification import actions, forms, policies, queries
from motcua.areas.certification.choices import ElectronicState, Ground, Kind, Shown, State
from motcua.areas.certification.process import STANDARD
from motcua.areas.fees import actions as fee_acts
from motcua.areas.fees import queries as fees
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents import queries as papers
from motcua.base.files import queries as kept
from motcua.base.files.policies import upload_faults
from motcua.base.journal.events import EVENTS
from motcua.faces.desk.cases.views import chip_of, lines, titles_of
from motcua.faces.desk.fees.typed import text
from motcua.faces.ui.session import now_of, official
from motcua.rules.certification import REFUSALS, certification_number
from motcua.rules.certification import Kind as RuleKind
from motcua.rules.fees import dong
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

VERBS = {move.code: move.name for move in reversed(STANDARD.moves)} | {"collect": "Đã thu phí"}
LOOKS = {
    "proceed": ("list-checks", "x"), "check": ("check", "c"), "sign": ("pencil", "g"), "enter": ("stamp", "d"),
    "return": ("package-check", "t"), "collect": ("banknote", "f"), "prolong": ("calendar-plus", "h"),
    "refuse": ("circle-x", ""), "withdraw": ("circle-stop", ""),
}  # fmt: skip
FORMS = frozenset({"refuse", "prolong"})
RARE = frozenset({"collect", "prolong", "refuse", "withdraw"})
"""What is not the next step of the way; the fee comes first where no step waits for this post."""
DONE: Mapping[str, Any] = {
    "proceed": gettext_lazy("Đã làm đến bước tiếp theo."), "check": gettext_lazy("Đã kiểm tra, đối chiếu."),
    "sign": gettext_lazy("Đã ký chứng thực."), "enter": gettext_lazy("Đã vào sổ, in lời chứng được rồi."),
    "return": gettext_lazy("Đã trả kết quả."), "collect": gettext_lazy("Đã ghi thu phí."),
    "prolong": gettext_lazy("Đã kéo dài thời hạn. In giấy hẹn trao cho người yêu cầu."),
    "refuse": gettext_lazy("Đã từ chối. In văn bản từ chối trao cho người yêu cầu."),
    "withdraw": gettext_lazy("Đã dừng theo yêu cầu."),
}  # fmt: skip
CONFIRMED: Mapping[str, Any] = {
    "withdraw": gettext_lazy("Người yêu cầu lấy lại giấy tờ, yêu cầu kết thúc tại đây."),
    "proceed": gettext_lazy(
        "Kiểm tra, ký và vào sổ đến bước vị trí này làm được. Số chứng thực đã lấy thì không trả lại được."
    ),
    "enter": gettext_lazy("Lấy số chứng thực trong sổ của năm; số đã lấy thì không trả lại được."),
}


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Chứng thực: what is open, what waits for this post first."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_see(by, by.agency):
        raise NotAllowed()
    rows = queries.still_open(by)
    mine = {case.pk for case in queries.listed(by, mine=True)}
    rows.sort(key=lambda case: case.pk not in mine)
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    context = {
        "now": at, "lines": lines(by, rows, at), "people": policies.can_see_people(by, by.agency),
        "mine": len(mine), "today": queries.today(by, midnight), "receives": policies.can_receive(by, by.agency),
        "books": policies.can_see_book(by), "late": sum(not c.finished_at and c.due_at < at for c in rows),
    }  # fmt: skip
    return render(request, "desk/certifications.html", context)


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một yêu cầu chứng thực."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, say: str = "", act: str = "", faults: Any = (), status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    certification = queries.one(by, code)
    case, calendar, titles = certification.case, calendar_for(certification.case.agency), titles_of(by, at)
    people = policies.can_see_people(by, case.agency)
    documents, copies = queries.documents(certification), queries.electronic_copies(certification)
    allowed = queries.acts_for(by, certification, at.date())
    first = next((name for name in allowed if name not in RARE), "collect" if "collect" in allowed else "")
    refused = queries.refused_to_sign(by, certification, at.date()) if case.state == State.CHECKED else None
    charges = fees.of_subject(by, case.subject) if people else []
    charged = {charge.part: charge for charge in charges}
    context = {
        "now": at, "certification": certification, "case": case, "people": people, "title": case.title,
        "state_text": State(case.state).label, "chip": chip_of(case, at, calendar),
        "holder": titles.get(case.post, case.post), "new": request.GET.get("moi") == "1",
        "documents": [_document(row, copies.get(row.n), certification, charged.get(row.n)) for row in documents],
        "path": [
            {
                "state": "refused" if event.kind == "certification.refused" else "done", "at": event.at,
                "who": event.by_title,
                "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
            }
            for event in queries.events(certification)
        ],
        "acts": [_button(name, case.code, first=name == first, fee=certification.fee) for name in allowed],
        "allowed": [name for name in allowed if name in FORMS], "open_act": act, "say": say, "errors": [
            {"field_id": f"{act}-{fault.field.split('.')[0]}", "label": spoken.fault(fault).rstrip("."), "text": ""}
            for fault in faults
        ], "wrong": {fault.field: spoken.fault(fault) for fault in faults} if act == "collect" else {},
        "why_not": spoken.refusal(refused) if refused is not None and policies.can_sign(by, certification) else "",
        "forms": [papers.FORMS[name] for name in forms.available(certification)] if people else [],
        "signed_by": forms.signed_by(certification), "delegation": forms.delegation_words(certification),
        "grounds": [(one.code, f"{one.text} ({one.law})") for one in _refusals(documents)],
        "longer": Ground.choices, "typed": request.POST,
        "receipts": sorted({payment.receipt_id for charge in charges for payment in charge.payments.all()}),
        "owed": [charge for charge in charges if fees.money_of(charge).open] if "collect" in allowed else [],
        "left": queries.to_return(certification) if "return" in allowed else [],
        "signs": queries.signs_electronically(by, certification),
        "scannable": case.state in ("received", "checked", "signed"),
    }  # fmt: skip
    return render(request, "desk/certification.html", context, status=status)


def _document(row: Any, copy: Any, certification: Any, charge: Any) -> dict[str, Any]:
    number = certification_number(row.serial, row.book, row.year) if row.serial and row.year else ""
    kind = Kind(row.kind)
    return {
        "row": row, "kind": kind.label, "number": number, "copy": copy, "charge": charge,
        "paid": charge is not None and bool(charge.paid) and not fees.money_of(charge).open,
        "ready": copy is None or copy.state == ElectronicState.SIGNED, "vneid": row.shown == Shown.VNEID,
        "copy_state": ElectronicState(copy.state).label if copy else "", "electronic": kind == Kind.ELECTRONIC_COPY,
        "printable": not row.refused and certification.case.state != State.WITHDRAWN
        and (kind != Kind.ELECTRONIC_COPY or copy is not None),
    }  # fmt: skip


def _refusals(documents: list[Any]) -> list[Any]:
    kinds = {RuleKind(row.kind) for row in documents if not row.refused}
    return [one for one in REFUSALS if one.kinds & kinds]


def _button(name: str, code: str, *, first: bool, fee: int) -> dict[str, Any]:
    icon, key = LOOKS[name]
    tone = "danger" if name in ("refuse", "withdraw") else "primary" if first else ""
    made = {"name": name, "verb": _(VERBS[name]), "icon": icon, "key": key, "tone": tone}
    if name in FORMS:
        return {**made, "method": "get", "url": f"#viec-{name}"}
    url = reverse("desk:certification-act", args=[code, name])
    confirm = str(CONFIRMED.get(name, ""))
    if name == "collect":
        confirm = _("Nhận đủ {sum} tiền mặt và cấp biên lai.").format(sum=dong(fee))
    return {**made, "url": url, "confirm": confirm}


# --- acts ------------------------------------------------------------------------------------------------------


def _places(request: HttpRequest) -> list[int]:
    return [int(place) for place in request.POST.getlist("documents") if place.isdecimal()]


def _refuse(request: HttpRequest) -> dict[str, Any]:
    return {
        "grounds": request.POST.getlist("grounds"), "documents": _places(request),
        "reason": request.POST.get("reason", ""),
    }  # fmt: skip


def _prolong(request: HttpRequest) -> dict[str, Any]:
    days = request.POST.get("days", "")
    return {
        "days": int(days) if days.isdecimal() and len(days) < 4 else 0, "ground": request.POST.get("ground", ""),
    }  # fmt: skip


def _return(request: HttpRequest) -> dict[str, Any]:
    return {"documents": _places(request)}


GIVEN: Mapping[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "refuse": _refuse, "prolong": _prolong, "return": _return,
}  # fmt: skip


@official
@require_POST
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác: what is not allowed is said on the same page, nothing is lost."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.one(by, code)
    verb = actions.VERBS.get(name)
    if verb is None:
        raise NotFound()
    try:
        if name == "collect":
            _collect(request, code)
        else:
            verb(by=by, at=at, certification=code, **(GIVEN[name](request) if name in GIVEN else {}))
    except NotFound:
        raise
    except Impossible as error:
        return _refused(request, code, name, error)
    messages.success(request, DONE[name])
    return redirect("desk:certification", code)


def _collect(request: HttpRequest, code: str) -> None:
    """The fee in cash, by card or by transfer: its charges with a receipt, all or those chosen; once nothing is left to
    be paid the request says so; or nothing."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    certification = queries.one(by, code)
    subject = certification.case.subject
    still = [charge.code for charge in fees.of_subject(by, subject) if fees.money_of(charge).open]
    chosen = set(request.POST.getlist("charges")) or set(still)
    owed = [code for code in still if code in chosen]
    if still and not owed:
        raise Invalid(field="charges", text=_("Chọn giấy tờ nộp phí lần này."))
    said = {"reference": text(request, "reference"), "payer": queries.contact(certification).get("name", "")}
    channel = text(request, "channel") or "cash"
    with transaction.atomic():
        if channel == "qr":
            for charge in owed:
                fee_acts.confirm_transfer(by=by, at=at, charge=charge, **said)
        elif owed:
            fee_acts.collect(by=by, at=at, charges=owed, channel=channel, **said)
        if set(owed) == set(still):
            came = (
                sum(fees.money_of(charge).kept for charge in fees.of_subject(by, subject)) if still else None
            )
            actions.collect(by=by, at=at, certification=code, amount=came)


def _refused(request: HttpRequest, code: str, name: str, error: Impossible) -> HttpResponse:
    status = 422 if error.faults else 403 if isinstance(error, NotAllowed) else 409
    say = "" if error.faults else spoken.refusal(error)
    return _page(request, code, say=say, act=name, faults=error.faults, status=status)


@official
@require_POST
def scan(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Tải bản chụp của bản chính lên để làm bản sao điện tử."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_scan(by, queries.one(by, code)):
        raise NotAllowed()
    try:
        upload, faults = request.FILES.get("file"), upload_faults(request)
        if faults:
            raise Invalid.of(faults)
        if upload is None:
            raise Invalid(field="file", text=_("Chọn tệp PDF quét từ bản chính."))
        actions.scan(by=by, at=at, certification=code, document=n, name=upload.name or "", content=upload)
    except NotFound:
        raise
    except Impossible as error:
        return _refused(request, code, f"scan-{n}", error)
    messages.success(request, _("Đã nhận bản chụp."))
    return redirect("desk:certification", code)


@official
@require_POST
def sign_electronic(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Ký số bản sao điện tử."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not queries.signs_electronically(by, queries.one(by, code)):
        raise NotAllowed()
    try:
        actions.sign_electronically(by=by, at=at, certification=code, document=n)
    except NotFound:
        raise
    except Impossible as error:
        return _refused(request, code, "sign", error)
    messages.success(request, _("Đã ký số bản sao điện tử."))
    return redirect("desk:certification", code)


# --- what is printed -------------------------------------------------------------------------------------------


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


@official
@require_GET
def form(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Giấy hẹn, văn bản từ chối."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    certification = queries.one(by, code)
    data = forms.filled(name, certification, by=by, on=at.date())
    return _pdf(papers.render(name, data), f"{name}-{code}")


@official
@require_GET
def attestation(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Lời chứng của một giấy tờ."""
    by = request.actor  # type: ignore[attr-defined]
    name, data = forms.attestation_of(queries.one(by, code), n, by=by)
    return _pdf(papers.render(name, data), f"loi-chung-{code}-{n}")


@official
@require_GET
def electronic(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Bản sao điện tử: the signed one, or the attested one that waits for its signature."""
    by = request.actor  # type: ignore[attr-defined]
    certification = queries.one(by, code)
    copy = queries.electronic_copies(certification).get(n)
    file = (copy.signed or copy.attested or copy.source) if copy else None
    if file is None or not policies.can_see_people(by, certification.case.agency):
        raise NotFound()
    return _pdf(kept.open_file(file.pk, subject=code).content, f"ban-sao-dien-tu-{code}-{n}")
