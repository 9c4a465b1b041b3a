"""The register of dossiers (Mẫu 07) for a period: on the screen and for printing."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from motcua.areas.dossiers import forms
from motcua.base import spoken
from motcua.base.documents import queries as documents
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Fault, Invalid

DAYS_MOST = 92


def _period(request: HttpRequest, today: dt.date) -> tuple[dt.date, dt.date, list[Fault]]:
    """From which day to which, both included; today when nothing sensible was asked for."""
    first, last = _day(request, "tu", today), _day(request, "den", today)
    if first is None or last is None:
        return today, today, [Fault("tu", _("Chọn ngày theo lịch, ví dụ 26/11/2026."))]
    if first > last:
        return first, first, [Fault("den", _("Ngày cuối không sớm hơn ngày đầu."))]
    if (last - first).days >= DAYS_MOST:
        said = _("Mỗi lần xem nhiều nhất {days} ngày. Chọn khoảng ngắn hơn.").format(days=DAYS_MOST)
        return last - dt.timedelta(days=DAYS_MOST - 1), last, [Fault("tu", said)]
    return first, last, []


def _day(request: HttpRequest, name: str, default: dt.date) -> dt.date | None:
    given = request.GET.get(name, "").strip()
    try:
        return day_of(given) if given else default
    except ValueError:
        return None


def _usual(today: dt.date) -> list[dict[str, Any]]:
    """The periods people ask for most."""
    monday, first = today - dt.timedelta(days=today.weekday()), today.replace(day=1)
    before = (first - dt.timedelta(days=1)).replace(day=1)
    periods = [
        (_("Hôm nay"), today, today), (_("Tuần này"), monday, today), (_("Tháng này"), first, today),
        (_("Tháng trước"), before, first - dt.timedelta(days=1)),
    ]  # fmt: skip
    return [
        {"label": label, "first": start, "last": end, "href": f"?{_query(start, end)}"}
        for label, start, end in periods
    ]


def _query(first: dt.date, last: dt.date) -> str:
    return urlencode({"tu": first.isoformat(), "den": last.isoformat()})


@official
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Sổ theo dõi hồ sơ."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    first, last, faults = _period(request, at.date())
    filled = forms.register(by.agency, first, last, by=by, on=at.date())
    context = {
        "now": at, "first": first, "last": last, "rows": filled["rows"], "periods": _usual(at.date()),
        "pdf": f"{reverse('desk:register-pdf')}?{_query(first, last)}",
        "errors": [{"field_id": fault.field, "label": spoken.fault(fault), "text": ""} for fault in faults],
    }  # fmt: skip
    return render(request, "desk/register.html", context, status=422 if faults else 200)


@official
@require_GET
def printed(request: HttpRequest) -> HttpResponse:
    """Sổ theo dõi hồ sơ, Mẫu số 07, để in."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    first, last, faults = _period(request, at.date())
    if faults:
        raise Invalid.of(faults)
    made = documents.render("mau-07", forms.register(by.agency, first, last, by=by, on=at.date()))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="so-theo-doi-{first:%Y%m%d}-{last:%Y%m%d}.pdf"'
    return answer
