"""Following the catalogue at the desk: postings and posters, legal bases, times, the National Portal."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.procedures import actions, forms, policies, queries
from motcua.areas.procedures.choices import PortalState
from motcua.areas.procedures.queries import BasisState
from motcua.base import spoken
from motcua.base.documents import queries as documents
from motcua.base.orgs.queries import version_on
from motcua.faces.desk.procedures.forms import DayForm
from motcua.faces.ui import place
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.publication import share

PRINTED_BY = frozenset({"ma", "linh-vuc", "kho"})
POSTERS_AT_ONCE = 200
SHOWN = 50
PAPERS = ("a4", "a3")


# --- postings and posters -----------------------------------------------------------------------------------------


@official
@require_safe
def postings(request: HttpRequest) -> HttpResponse:
    """Niêm yết tại đơn vị: what must be posted here, what is, in which version, and whether it is whole (R3.10)."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    board = queries.posting_board(by.agency, at.date())
    figures = queries.posting_figures(board)
    wanted = request.GET.get("xem", "")
    kept: dict[str, Callable[[Any], Any]] = {
        "chua": lambda row: not row.posted.current,
        "cu": lambda row: row.posted.posted_version and not row.posted.current,
        "thieu": lambda row: not row.whole,
    }
    rows = [row for row in board if kept[wanted](row)] if wanted in kept else board
    field = request.GET.get("linh-vuc", "")
    rows = [row for row in rows if not field or row.posted.field == field]
    said = request.GET.get("sau", "")
    start = min(int(said), len(rows)) if said.isdecimal() and len(said) < 7 else 0
    shown = rows[start : start + SHOWN]
    gone = queries.still_posted(by.agency, at.date())
    context = {
        "gone": gone if wanted in ("", "cu") else [], "outdated": figures.outdated + len(gone),
        "lacking": queries.lacking(board) if wanted == "thieu" else [],
        "rows": shown, "found": len(rows), "field": field, "wanted": wanted,
        "next": _further(wanted, field, start + SHOWN) if start + SHOWN < len(rows) else "",
        "previous": _further(wanted, field, max(start - SHOWN, 0)) if start else "",
        "figures": figures, "missing": figures.all - figures.current,
        "ratio": share(figures.current, figures.all), "fields": _fields(board),
        "poster": policies.can_post(by, by.agency), "unit": version_on(by.agency, at.date()), "now": at,
    }  # fmt: skip
    return render(request, "desk/postings.html", context)


def _further(wanted: str, field: str, start: int) -> str:
    return f"?{urlencode({'xem': wanted, 'linh-vuc': field, 'sau': str(start)})}"


def _fields(board: Any) -> list[tuple[str, int]]:
    counted: dict[str, int] = {}
    for row in board:
        counted[row.posted.field] = counted.get(row.posted.field, 0) + 1
    return sorted((name, count) for name, count in counted.items() if name)


@official
@require_safe
def posters(request: HttpRequest) -> HttpResponse:
    """In bảng niêm yết: one page a procedure with its QR code; for chosen codes, a field, or all of the place."""
    if set(request.GET) - PRINTED_BY:  # a name misspelt must not print everything
        raise NotFound()
    by, on = request.actor, now_of(request).date()  # type: ignore[attr-defined]
    codes = request.GET.getlist("ma") or [row.posted.code for row in _of_field(request, by.agency, on)]
    records = queries.poster_records(codes[:POSTERS_AT_ONCE], on)
    if not records:
        raise NotFound()
    unit = version_on(by.agency, on).name
    data = forms.posters(records, unit=unit, place=_where(by.agency, on), on=on, address=_address)
    return _pdf(request, "poster", data, f"niem-yet-{records[0].code if len(records) == 1 else len(records)}")


@official
@require_safe
def poster_list(request: HttpRequest) -> HttpResponse:
    """In danh mục của một lĩnh vực trên một bảng."""
    by, on = request.actor, now_of(request).date()  # type: ignore[attr-defined]
    rows = _of_field(request, by.agency, on)
    field = request.GET.get("linh-vuc", "")
    records = queries.poster_records([row.posted.code for row in rows], on)
    if not records or not field:
        raise NotFound()
    data = forms.poster_list(
        records, unit=version_on(by.agency, on).name, field=field, on=on, address=_address
    )
    return _pdf(request, "poster-list", data, "danh-muc")


def _of_field(request: HttpRequest, agency: str, on: dt.date) -> list[Any]:
    field = request.GET.get("linh-vuc", "")[:200]
    return [row for row in queries.posting_board(agency, on) if not field or row.posted.field == field]


def _address(code: str) -> str:
    return f"{settings.BASE_URL}{reverse('portal:procedure', args=[code])}"


def _where(agency: str, on: dt.date) -> str:
    """Where papers are handed in, and when it is open."""
    hours = "; ".join(place.opening(agency))
    return ". ".join(filter(None, (place.center(on), hours)))


def _pdf(request: HttpRequest, form: str, data: Any, name: str) -> HttpResponse:
    paper = request.GET.get("kho", "a4")
    content = documents.render(form, data, paper=paper if paper in PAPERS else "a4")
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )


# --- legal bases --------------------------------------------------------------------------------------------------

BASES = {
    "het": (BasisState.EXPIRED,), "sap": (BasisState.EXPIRING,), "se": (BasisState.ENDING, BasisState.EARLY),
    "khong-ro": (BasisState.UNKNOWN,), "con": (BasisState.IN_FORCE,),
}  # fmt: skip


@official
@require_safe
def bases(request: HttpRequest) -> HttpResponse:
    """Căn cứ pháp lý của các thủ tục: expired, about to, replaced by what, unknown (S025)."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    lines = queries.bases(at.date())
    wanted = request.GET.get("xem", "")
    labels = [
        ("", _("Tất cả")), ("het", _("Hết hiệu lực")), ("sap", _("Sắp hết, trong 90 ngày")),
        ("se", _("Có ngày hết hoặc chưa hiệu lực")), ("khong-ro", _("Chưa có trong danh mục văn bản")),
        ("con", _("Còn hiệu lực")),
    ]  # fmt: skip
    context = {
        "lines": [line for line in lines if wanted not in BASES or line.state in BASES[wanted]], "wanted": wanted,
        "tabs": [
            (name, label, sum(not name or line.state in BASES[name] for line in lines)) for name, label in labels
        ],
        "expired": sum(line.state == BasisState.EXPIRED for line in lines),
        "unknown": sum(line.state in BASES["khong-ro"] for line in lines),
        "expiring": sum(line.state == BasisState.EXPIRING for line in lines), "now": at,
        "keeper": policies.can_change(by), "lines_in_all": len(lines),
    }  # fmt: skip
    return render(request, "desk/bases.html", context)


# --- times --------------------------------------------------------------------------------------------------------


@official
@require_safe
def times(request: HttpRequest) -> HttpResponse:
    """Thời hạn theo luật và thời hạn cam kết: the shortened ratio, opened onto its rows (R3.17)."""
    at = now_of(request)
    field, wanted = request.GET.get("linh-vuc", "")[:200], request.GET.get("xem", "")
    found = queries.times(at.date(), field=field)
    rows = found.rows if wanted == "tat-ca" else found.shortened
    context = {
        "found": found, "rows": rows, "wanted": wanted, "field": field, "now": at,
        "fields": sorted(queries.field_counts("commune", on=at.date())),
        "most": max((row.lawful_hours for row in rows), default=1),
    }  # fmt: skip
    return render(request, "desk/times.html", context)


# --- the National Portal ------------------------------------------------------------------------------------------


@official
@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """Tích hợp Cổng dịch vụ công quốc gia: each procedure with its state since when (S027)."""
    return _portal(request)


def _portal(request: HttpRequest, *, say: str = "", status: int = 200) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    lines = queries.portal(at.date())
    wanted = request.GET.get("xem", "")
    shown = [line for line in lines if not wanted or line.state == ("" if wanted == "chua-ghi" else wanted)]
    figures = queries.portal_figures(lines)
    context = {
        "lines": shown, "figures": figures, "wanted": wanted, "say": say, "on": at.date(), "all": len(lines),
        "states": [(state.value, state.label, figures.counts[str(state)]) for state in PortalState],
        "keeper": policies.can_change(by), "labels": dict(PortalState.choices),
    }  # fmt: skip
    return render(request, "desk/portal_states.html", context, status=status)


@official
@require_POST
def set_portal(request: HttpRequest) -> HttpResponse:
    """Ghi tình trạng trên Cổng cho những thủ tục đã chọn."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_change(by):
        raise NotAllowed()
    form, state, codes = DayForm(request.POST), request.POST.get("state", ""), request.POST.getlist("codes")
    try:
        if not form.is_valid() or state not in PortalState.values or not codes:
            raise Invalid(field="codes", text=_("Chọn ít nhất một thủ tục, tình trạng và ngày."))
        for code in codes[:POSTERS_AT_ONCE]:
            actions.set_integration(code=code, state=state, on=form.cleaned_data["on"], by=by, at=at)
    except NotFound:
        raise
    except Impossible as error:
        return _portal(request, say=spoken.refusal(error), status=422)
    messages.success(request, _("Đã ghi tình trạng của {n} thủ tục.").format(n=len(codes[:POSTERS_AT_ONCE])))
    return redirect("desk:portal")
