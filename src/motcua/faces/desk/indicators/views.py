"""Periodic reports (R6.51): any period, any unit beneath; every figure opens onto its rows."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.indicators import forms, policies
from motcua.areas.indicators.actions import closing
from motcua.areas.indicators.choices.tables import Period, periods, tables
from motcua.areas.indicators.queries import tables as queries
from motcua.areas.indicators.queries.tables import Filled
from motcua.base import spoken
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.ui.days import FIRST_YEAR, LAST_YEAR, day_of
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

DAY = dt.timedelta(days=1)
SHOWN = 500
PAGES = {
    "petition": "desk:petition", "reception": "desk:visit", "complaint": "desk:complaint",
    "execution": "desk:complaint", "feedback": "desk:feedback", "inspection": "desk:inspection",
    "recommendation": "desk:recommendation", "dossier": "desk:dossier", "dialogue": "desk:dialogue",
    "task": "desk:task", "initiative": "desk:initiative", "obstacle": "desk:task", "document": "desk:directive",
    "programme": "desk:programme", "session": "desk:directive", "activity": "desk:campaign",
    "consultation": "desk:consultation", "check": "desk:inspection", "survey": "desk:survey",
}  # fmt: skip
"""The page of what stands behind a figure, by fact."""
KINDS = {
    "xlsx": (forms.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (forms.as_pdf, "application/pdf"),
    "docx": (forms.as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def _asked(request: HttpRequest, on: dt.date) -> dict[str, str]:
    """What the address asks for: table, period with year or own days, unit; this quarter when it says nothing."""
    given = request.GET if request.method != "POST" else request.POST
    asked = {name: given.get(name, "")[:24] for name in ("bieu", "ky", "nam", "tu", "den", "don-vi")}
    asked["bieu"] = asked["bieu"] or next(iter(tables()))
    if asked["ky"] not in periods() and not (asked["tu"] and asked["den"]):
        asked["ky"], year = _running(on)
        asked["nam"] = asked["nam"] or year
    return {name: value for name, value in asked.items() if value}


def _running(on: dt.date) -> tuple[str, str]:
    """The quarter in which a day lies, as reports count it."""
    for year in (on.year, on.year + 1):
        for code, period in periods().items():
            first, until = period.days(year)
            if first <= on < until and period.last_month - period.first_month == 2:
                return code, str(year)
    return next(iter(periods())), str(on.year)


def _days(asked: dict[str, str]) -> tuple[dt.date, dt.date, Period | None]:
    period = periods().get(asked.get("ky", ""))
    if period is not None:
        year = asked.get("nam", "")
        if not year.isdecimal() or not FIRST_YEAR < int(year[:5]) < LAST_YEAR:
            raise Invalid(field="nam", text=_("Ghi năm báo cáo, ví dụ 2026."))
        return *period.days(int(year)), period
    try:
        return day_of(asked["tu"]), day_of(asked["den"]) + DAY, None
    except (ValueError, KeyError) as error:
        raise Invalid(field="tu", text=_("Chọn ngày theo lịch, ví dụ 26/11/2026.")) from error


def _filled(request: HttpRequest) -> tuple[dict[str, str], Filled, Period | None]:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    asked = _asked(request, at.date())
    since, until, period = _days(asked)
    return asked, queries.report(by, asked["bieu"], since, until, root=asked.get("don-vi", ""), at=at), period


@official
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Báo cáo đơn thư."""
    return _page(request)


def _page(request: HttpRequest, *, say: str = "", status: int = 200) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_read(by):
        raise NotAllowed()
    found: Filled | None = None
    asked, period = _asked(request, at.date()), None
    try:
        asked, found, period = _filled(request)
    except (NotFound, NotAllowed):
        raise
    except Impossible as error:
        say, status = spoken.refusal(error), 422
    context: dict[str, Any] = {
        "now": at, "asked": {name.replace("-", "_"): value for name, value in asked.items()},
        "tables": tables().values(),
        "root": asked.get("don-vi") or by.agency,
        "periods": periods().values(), "units": queries.units_below(by, at.date()), "found": found, "say": say,
        "period": period,
    }  # fmt: skip
    if found is not None:
        whole = queries.has_codes(found.table)
        opens = whole and policies.can_open_rows(by) and found.root.key == by.agency
        titles = titles_of(by, at)
        kept = queries.closed(by, found.table.code, found.since, found.until, found.root.key)
        changed = set(queries.changed(found, kept[0])) if kept else set()
        context |= {
            "groups": _groups(found, asked, opens=opens, changed=changed), "several": len(found.units) > 1,
            "files": [(kind, f"{reverse('desk:report-file', args=[kind])}?{urlencode(asked)}") for kind in KINDS],
            "closes": policies.can_close(by) and at.date() >= found.until, "hidden": asked.items(),
            "kept": [{"row": row, "who": titles.get(row.closed_by, row.closed_by)} for row in kept],
            "changed": len(changed), "opens": opens, "whole": whole, "still": at.date() < found.until,
        }  # fmt: skip
    return render(request, "desk/report.html", context, status=status)


def _groups(found: Filled, asked: dict[str, str], *, opens: bool, changed: set[str]) -> list[dict[str, Any]]:
    """The columns beneath their headings; each figure with the address of its rows."""
    made: list[dict[str, Any]] = []
    for column in found.printed:
        if not made or made[-1]["name"] != column.group:
            made.append({"name": column.group, "rows": []})
        figure = found.total[column.key]
        rows = f"{reverse('desk:report-rows')}?{urlencode({**asked, 'cot': column.key})}"
        made[-1]["rows"].append({
            "column": column, "said": forms.said(figure), "rate": figure.percent, "changed": column.key in changed,
            "href": rows if opens and (figure.value or figure.numerator) else "",
            "by_unit": [forms.said(found.by_unit[unit.key][column.key]) for unit in found.units],
        })  # fmt: skip
    return made


@official
@require_safe
def file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same figures as XLSX, PDF or DOCX."""
    by, on = request.actor, now_of(request).date()  # type: ignore[attr-defined]
    if kind not in KINDS:
        raise NotFound()
    _asked_for, found, _period = _filled(request)
    make, media_type = KINDS[kind]
    answer = HttpResponse(make(by, found, on), content_type=media_type)
    name = f"bieu-{found.table.code}-{found.since:%Y%m%d}-{found.last:%Y%m%d}.{kind}"
    answer["Content-Disposition"] = f'{"inline" if kind == "pdf" else "attachment"}; filename="{name}"'
    return answer


@official
@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """Mã phía sau một con số."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_open_rows(by):
        raise NotAllowed()
    asked, found, _period = _filled(request)
    key = request.GET.get("cot", "")
    column = next((one for one in found.table.columns if one.key == key), None)
    if column is None or found.root.key != by.agency:
        raise NotFound()
    codes = queries.codes(by, found.table, key, found.since, found.until, at)
    context = {
        "now": at, "column": column, "found": found, "total": len(codes),
        "codes": [(code, reverse(PAGES[found.table.fact], args=[code])) for code in codes[:SHOWN]],
        "figure": forms.said(found.total[key]), "back": f"{reverse('desk:report')}?{urlencode(asked)}",
        "more": len(codes) > SHOWN,
    }  # fmt: skip
    return render(request, "desk/report_rows.html", context)


@official
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Chốt số liệu."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_close(by):
        raise NotAllowed()
    asked = _asked(request, at.date())
    try:
        since, until, _period = _days(asked)
        closing.close_report(
            by=by, at=at, table=asked["bieu"], since=since, until=until, root=asked.get("don-vi", "")
        )
    except (NotFound, NotAllowed):
        raise
    except Impossible as error:
        return _page(request, say=spoken.refusal(error), status=422 if error.faults else 409)
    messages.success(request, _("Đã chốt số liệu; sửa đổi về sau không làm đổi số đã chốt."))
    return redirect(f"{reverse('desk:report')}?{urlencode(asked)}")
