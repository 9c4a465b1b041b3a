"""The warehouse of results at the desk: finding, opening, making an old paper electronic, revoking."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from motcua.areas.results import actions, policies, queries
from motcua.areas.results.choices import Form, Status
from motcua.base import spoken
from motcua.base.documents.ports import Signature
from motcua.base.files.policies import upload_faults
from motcua.base.people.choices import CitizenKind
from motcua.faces.ui.days import day_of
from motcua.faces.ui.results import sent, shown
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.vietnamese import nfc

LABELS: Mapping[str, Any] = {
    "type": gettext_lazy("Tên kết quả"), "number": gettext_lazy("Số, ký hiệu trên bản giấy"),
    "issued_on": gettext_lazy("Ngày ban hành"), "signer": gettext_lazy("Chức vụ người ký"),
    "valid_to": gettext_lazy("Có giá trị đến"), "file": gettext_lazy("Tệp quét"),
    "originals": gettext_lazy("Số bản giấy"), "pages": gettext_lazy("Số trang giấy"),
    "holder.kind": gettext_lazy("Cá nhân hay tổ chức"), "holder.name": gettext_lazy("Người được cấp"),
    "holder.id_number": gettext_lazy("Số định danh hoặc mã số thuế"),
    "instrument": gettext_lazy("Số, ngày của quyết định"),
}  # fmt: skip


def typed(request: HttpRequest, name: str, most: int = 500) -> str:
    """What was typed, in composed letters."""
    return nfc(request.POST.get(name, "")).strip()[:most]


def day(request: HttpRequest, name: str) -> dt.date | None:
    """A day as a browser sends it; None when nothing was given."""
    given = request.POST.get(name, "").strip()
    try:
        return day_of(given) if given else None
    except ValueError as error:
        raise Invalid(field=name, text=_("Chọn ngày theo lịch, ví dụ 26/11/2026.")) from error


def count(request: HttpRequest, name: str) -> int:
    """A number of sheets or pages; 0 for anything else."""
    given = request.POST.get(name, "").strip()
    return int(given) if given.isdecimal() and len(given) < 6 else 0


@official
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Kho kết quả: the newest, or those found; what is typed comes by POST (no personal data in addresses)."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    q = typed(request, "q", 200) if request.method == "POST" else ""
    found = queries.search(by, q)
    today = at.date()
    rows = [
        {"result": one, "valid": policies.in_force(one, today), "status": _status(one, today)}
        for one in found
    ]
    year = queries.counts(by.agency, today.replace(month=1, day=1), today)
    context = {
        "now": at, "q": q, "rows": rows, "year": year, "digitises": policies.can_digitise(by),
        "most": queries.FOUND_AT_MOST,
    }  # fmt: skip
    return render(request, "desk/results.html", context)


def _status(result: Any, today: dt.date) -> str:
    if result.status == Status.IN_FORCE and not policies.in_force(result, today):
        return _("Hết hiệu lực")
    return str(Status(result.status).label)


@official
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một kết quả trong kho."""
    return _one(request, code)


def _one(
    request: HttpRequest, code: str, *, error: Impossible | None = None, status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    result = queries.one(by, code)
    signatures: Sequence[Signature] = ()
    if result.form == Form.ELECTRONIC and result.file is not None:
        signatures = queries.signatures_of(queries.opened(result).content, result.kept_at)
    context = {
        "now": at, "result": result, "valid": policies.in_force(result, at.date()),
        "status_text": _status(result, at.date()), "signatures": shown(signatures),
        "reuses": queries.reuses_of(result), "may_end": policies.can_revoke(by, result) and result.status == "in_force",
        "check": f"/ket-qua/{result.code}?key={queries.check_key(result.code)}",
        "say": spoken.refusals(error)[0] if error else "", "typed": request.POST,
    }  # fmt: skip
    return render(request, "desk/result.html", context, status=status)


@official
@require_GET
def file(request: HttpRequest, code: str) -> HttpResponse:
    """Tệp kết quả: opened by who works on the agency; every opening is journalled."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.one(by, code)
    opened = actions.open_result(by=by, at=at, result=code)
    return sent(opened.content, opened.view.media_type, code)


@official
@require_POST
def end(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Thu hồi hoặc hủy bỏ: the instrument is named."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.one(by, code)
    verb = {"thu-hoi": actions.revoke, "huy-bo": actions.cancel}.get(name)
    if verb is None:
        raise NotFound()
    try:
        verb(by=by, at=at, result=code, instrument=typed(request, "instrument"))
    except Impossible as error:
        status = 403 if isinstance(error, NotAllowed) else 422 if error.faults else 409
        return _one(request, code, error=error, status=status)
    messages.success(request, _("Đã ghi vào kho và sổ cái."))
    return redirect("desk:kept-result", code)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def digitise(request: HttpRequest) -> HttpResponse:
    """Số hóa kết quả giấy còn hiệu lực: with the number and date that the paper bears."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_digitise(by):
        raise NotAllowed()
    error: Impossible | None = None
    if request.method == "POST":
        try:
            made = _digitised(request, by, at)
        except Impossible as refused:
            error = refused
        else:
            messages.success(request, _("Đã số hóa và lưu vào kho."))
            return redirect("desk:kept-result", made.code)
    wrong: dict[str, list[str]] = {}
    for fault in error.faults if error else ():
        wrong.setdefault(fault.field, []).append(spoken.fault(fault))
    context = {
        "now": at, "typed": request.POST, "wrong": wrong, "kinds": CitizenKind.choices,
        "kind": typed(request, "kind", 20) or CitizenKind.PERSON,
        "say": spoken.refusal(error) if error and not error.faults else "",
        "errors": [
            {"field_id": "so-hoa-" + name.replace(".", "-"), "label": LABELS.get(name, name), "text": ""}
            for name in wrong
        ],
    }  # fmt: skip
    return render(request, "desk/digitise.html", context, status=422 if error else 200)


def _digitised(request: HttpRequest, by: Any, at: dt.datetime) -> Any:
    if faults := upload_faults(request):
        raise Invalid.of(faults)
    upload, issued_on = request.FILES.get("file"), day(request, "issued_on")
    if issued_on is None:
        raise Invalid(field="issued_on", text=_("Ghi ngày ban hành trên bản giấy."))
    holder = {
        "kind": typed(request, "kind", 20),
        "name": typed(request, "name"),
        "id_number": typed(request, "id_number"),
    }
    return actions.digitise(
        by=by, at=at, type_=typed(request, "type"), number=typed(request, "number"), issued_on=issued_on,
        signer=typed(request, "signer"), valid_to=day(request, "valid_to"), upload=upload,
        name=(upload.name or "") if upload else "", originals=count(request, "originals"),
        pages=count(request, "pages"), holder=holder,
    )  # fmt: skip
