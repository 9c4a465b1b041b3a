"""The acts of the fees panel on the dossier page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from motcua.areas.dossiers import policies as dossier_policies
from motcua.areas.dossiers import queries as dossiers
from motcua.areas.fees import actions, queries
from motcua.areas.fees.choices import Payback
from motcua.base import spoken
from motcua.faces.desk.dossiers.views import page_saying
from motcua.faces.desk.fees.typed import count, money, text
from motcua.faces.ui.session import now_of, official
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

RECORDED = {
    "charge": gettext_lazy("Đã ghi khoản phải thu."), "collect": gettext_lazy("Đã thu tiền, biên lai sẵn sàng để in."),
    "transfer": gettext_lazy("Đã xác nhận chuyển khoản."), "exempt": gettext_lazy("Đã ghi miễn, giảm."),
    "refund": gettext_lazy("Đã ghi quyết định hoàn trả."), "cancel": gettext_lazy("Đã hủy khoản phải thu."),
}  # fmt: skip


@official
@require_POST
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một việc thu phí trên hồ sơ: what is not possible is said on the same page."""
    by = request.actor  # type: ignore[attr-defined]
    dossier = dossiers.one(by, code)
    if name not in RECORDED:
        raise NotFound()
    try:
        _do(request, name, dossier)
    except queries.NoSuchCharge:
        raise
    except Impossible as error:
        status = (
            403
            if isinstance(error, NotAllowed)
            else 422
            if error.faults or isinstance(error, NotFound)
            else 409
        )
        said = "; ".join(spoken.fault(fault) for fault in error.faults) or spoken.refusal(error)
        wrong = {fault.field: spoken.fault(fault) for fault in error.faults}
        return page_saying(request, code, say=said, status=status, fee_act=name, fee_wrong=wrong)
    messages.success(request, RECORDED[name])
    new = "?moi=1" if request.GET.get("moi") == "1" else ""
    return redirect(reverse("desk:dossier", args=[code]) + new + "#phi")


def _do(request: HttpRequest, name: str, dossier: Any) -> None:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    case = dossier.case
    payer = (
        dossiers.contact(dossier).get("name", "") if dossier_policies.can_see_people(by, case.agency) else ""
    )
    charge = text(request, "charge")
    known = {one.code for one in queries.of_subject(by, case.subject)}
    wanted = text(request, "charges").split() if name == "collect" else [charge]
    if name != "charge" and not set(wanted) <= known:
        raise queries.NoSuchCharge(code=charge)
    match name:
        case "charge":
            actions.charge(
                by=by, at=at, subject=case.subject, agency=case.agency, item=text(request, "item"),
                procedure=dossier.procedure, on=(case.received_at or at).astimezone(TZ).date(),
                quantity=count(request, "quantity"), copies=count(request, "copies"), amount=money(request, "amount"),
                law=text(request, "law"), blocking=request.POST.get("blocking") == "1",
            )  # fmt: skip
        case "collect":
            actions.collect(
                by=by, at=at, charges=wanted, channel=text(request, "channel"), amount=money(request, "amount"),
                reference=text(request, "reference"), payer=payer,
            )  # fmt: skip
        case "transfer":
            actions.confirm_transfer(
                by=by, at=at, charge=charge, amount=money(request, "amount"), reference=text(request, "reference"),
                payer=payer,
            )  # fmt: skip
        case "exempt":
            actions.exempt(
                by=by, at=at, charge=charge, exemption=text(request, "exemption"), reason=text(request, "reason"),
                law=text(request, "law"), off=money(request, "off"),
            )  # fmt: skip
        case "refund":
            actions.refund(
                by=by, at=at, charge=charge, amount=money(request, "amount") or 0, reason=text(request, "reason"),
                instrument=text(request, "instrument"), channel=text(request, "channel") or Payback.TRANSFER,
            )  # fmt: skip
        case "cancel":
            actions.cancel(by=by, at=at, charge=charge, reason=text(request, "reason"))
