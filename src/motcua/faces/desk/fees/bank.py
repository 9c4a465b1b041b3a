"""Reconciliation: a statement of the bank is read, held against what is due, and booked in one act."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.fees import actions, policies, queries
from motcua.areas.fees.choices import Verdict
from motcua.areas.fees.queries.bank import totals
from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.faces.desk.fees.typed import text
from motcua.faces.ui.session import now_of, official
from motcua.rules.fees import dong
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.payment_codes import payment_codes

SHOWN = 200
LOOKS = {
    Verdict.EQUAL: ("ok", "circle-check"), Verdict.ALREADY: ("ok", "badge-check"),
    Verdict.LESS: ("soon", "circle-minus"), Verdict.MORE: ("soon", "circle-plus"), Verdict.SETTLED: ("late", "copy"),
    Verdict.UNKNOWN: ("soon", "circle-question-mark"),
}  # fmt: skip


def _rows(agency: str, lines: Any) -> list[dict[str, Any]]:
    return [
        {
            "line": one.line, "verdict": Verdict(one.verdict).label, "tone": LOOKS[one.verdict][0],
            "icon": LOOKS[one.verdict][1], "charges": one.charges, "open": one.open, "difference": abs(one.difference),
            "code": one.charges[0].code if one.charges else "",
            "fits": one.verdict in (Verdict.EQUAL, Verdict.ALREADY),
            "of": one.charges[0].subject.partition(":")[2] if one.charges else "",
        }
        for one in queries.judged(agency, lines)
    ]  # fmt: skip


@official
@require_http_methods(["GET", "HEAD", "POST"])
def reconcile(request: HttpRequest) -> HttpResponse:
    """Đối soát: upload a statement; what waits for a person."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_reconcile(by, by.agency):
        raise NotAllowed()
    faults: dict[str, str] = {}
    if request.method == "POST":
        try:
            taken = _take(request, by, at)
        except NotAllowed:
            raise
        except Impossible as error:
            faults = {"file": "; ".join(spoken.fault(one) for one in error.faults) or spoken.refusal(error)}
        else:
            return redirect("desk:statement", taken.pk)
    return _list(request, faults=faults, status=422 if faults else 200)


def _list(request: HttpRequest, *, faults: dict[str, str], say: str = "", status: int = 200) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    after = request.GET.get("sau", "")
    waiting = queries.waiting_lines(
        by, after=int(after) if after.isascii() and after.isdigit() and len(after) < 16 else 0
    )
    context = {
        "now": at, "statements": queries.statements(by), "rows": _rows(by.agency, waiting), "wrong": faults, "say": say,
        "next": waiting[-1].pk if len(waiting) == 100 else None,
        "errors": [{"field_id": name, "label": said.rstrip("."), "text": ""} for name, said in faults.items()],
    }  # fmt: skip
    return render(request, "desk/fees/reconcile.html", context, status=status)


def _take(request: HttpRequest, by: Any, at: Any) -> Any:
    faults = upload_faults(request)
    if faults:
        raise Invalid.of(faults)
    upload = request.FILES.get("file")
    if upload is None:
        raise Invalid(field="file", text="Chọn tệp sao kê tải từ ngân hàng.")
    content = upload.read()
    same = queries.statement_of_file(by, hashlib.sha256(content).hexdigest())
    if same is not None:
        return same
    reading = queries.statement_reader()(content)
    return actions.take_statement(
        by=by, at=at, agency=by.agency, reading=reading, sha256=hashlib.sha256(content).hexdigest()
    )


@official
@require_safe
def statement(request: HttpRequest, number: int) -> HttpResponse:
    """Một sao kê: what fits, what does not, before anything is booked."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.statement(by, number)
    waiting = list(found.lines.filter(state="waiting").order_by("pk"))
    judged = queries.judged(found.agency, waiting)
    sums = totals(judged)
    fits, amount = sums[Verdict.EQUAL]
    context = {
        "now": at, "statement": found, "fits": fits, "ties": sums[Verdict.ALREADY][0], "amount": amount,
        "amount_words": dong(amount), "booked": found.lines.filter(state="booked").count(),
        "sums": [(Verdict(one).label, *sums[one], LOOKS[one]) for one in Verdict if sums[one][0]],
        "rows": _rows(found.agency, waiting[:SHOWN]), "more": max(len(waiting) - SHOWN, 0),
    }  # fmt: skip
    return render(request, "desk/fees/statement.html", context)


@official
@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Ghi thu theo sao kê: everything that fits, in one act."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.statement(by, number)
    actions.confirm_statement(by=by, at=at, statement=number)
    messages.success(request, _("Đã ghi thu những dòng khớp. Dòng còn lại chờ xử lý bằng tay."))
    return redirect("desk:reconcile")


@official
@require_POST
def line(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Một dòng sao kê được ghi vào một khoản, hoặc để riêng, with the reason."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_reconcile(by, by.agency):
        raise NotAllowed()
    try:
        match name:
            case "ghi":
                codes = payment_codes(text(request, "charge")) or [text(request, "charge")]
                actions.assign_line(
                    by=by, at=at, line=number, charge=codes[0], reason=text(request, "reason")
                )
                messages.success(request, _("Đã ghi thu vào khoản đã chọn."))
            case "de-rieng":
                actions.set_line_aside(by=by, at=at, line=number, reason=text(request, "reason"))
                messages.success(request, _("Đã để riêng dòng này."))
            case _:
                raise NotFound()
    except queries.NoSuchLine:
        raise
    except queries.NoSuchCharge as error:
        return _list(request, faults={}, say=spoken.refusal(error), status=422)
    except (Invalid, actions.LineDone) as error:
        return _list(request, faults={}, say=spoken.refusal(error), status=422)
    of = text(request, "statement")
    return (
        redirect("desk:statement", int(of)) if of.isdecimal() and len(of) < 16 else redirect("desk:reconcile")
    )
