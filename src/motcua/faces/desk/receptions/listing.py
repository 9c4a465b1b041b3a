"""Citizen reception at the desk: today's sessions, visits, the register, figures."""

import calendar as months
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.cases import queries as cases
from motcua.areas.indicators import policies as figure_policies
from motcua.areas.petitions.choices import PetitionClass
from motcua.areas.receptions import actions, forms, policies, queries
from motcua.areas.receptions.choices import Session, State
from motcua.base.documents import queries as papers
from motcua.faces.desk.cases.seeking import number_of, sought, to_address
from motcua.faces.desk.cases.views import lines, named, titles_of
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import NotAllowed

SIZE = 50
FILTERS = ("trang-thai", "buoi", "loai", "xem")
AHEAD = dt.timedelta(days=45)


def guard(request: HttpRequest) -> None:
    """Only posts of an agency that work, or supervise."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_see(by, by.agency):
        raise NotAllowed()


@official
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Tiếp công dân: the sessions of these days, visits filtered by address, sought by POST."""
    guard(request)
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    asked = sought(request, FILTERS)
    if request.method == "POST":
        return to_address("desk:receptions", asked)
    wanted = asked.wanted
    q, look = asked.q, wanted.get("xem", "")
    found = queries.listed(
        by, q=q, state=wanted.get("trang-thai", ""), session=wanted.get("buoi", ""),
        petition_class=wanted.get("loai", ""), mine=look == "cua-toi", late=at if look == "tre" else None,
    )  # fmt: skip
    page = cases.page(found, size=SIZE, cursor=number_of(asked.cursor))
    titles = titles_of(by, at)
    today = at.date()
    leads = not by.duties.isdisjoint({"sign", "direct"})
    rows = lines(by, page.items, at)
    context = {
        "mass": queries.open_mass(by, today) if leads else [],
        "missing": queries.not_briefed(by, today) if leads and policies.can_take_register(by, by.agency) else [],
        "now": at, "q": q, "wanted": asked.filters,
        "lines": rows, "people": named(rows), "figures": queries.figures(by, at),
        "receives": policies.can_receive(by, by.agency), "filtered": bool(asked.kept),
        "more": asked.more(page.next_cursor),
        "states": [one for one in State.choices if one[0] != State.ARRIVED], "sessions": Session.choices,
        "classes": PetitionClass.choices,
        "days": [
            {"day": day, "title": titles.get(day.post, day.post), "today": day.on == today}
            for day in queries.days(by, today, today + AHEAD) if day.state not in ("moved", "called_off")
        ][:4],
    }  # fmt: skip
    return render(request, "desk/receptions.html", context)


# --- the register ----------------------------------------------------------------------------------------------


def asked_time(given: Mapping[str, str], today: dt.date) -> tuple[dt.date, dt.date]:
    """From which day to which; this month when nothing sensible was asked for."""
    last_day = months.monthrange(today.year, today.month)[1]
    first, last = today.replace(day=1), today.replace(day=last_day)
    try:
        first, last = day_of(given.get("tu", "")), day_of(given.get("den", ""))
    except ValueError:
        return first, last
    return (first, last) if first <= last else (last, first)


def times(today: dt.date) -> list[tuple[str, str, str]]:
    """Months, quarters, halves and years that are asked for most: from, to, words."""
    quarter, before = (today.month - 1) // 3, today.replace(day=1) - dt.timedelta(days=1)
    spans = [
        (today.replace(day=1), today, _("Tháng này")), (before.replace(day=1), before, _("Tháng trước")),
        (dt.date(today.year, 3 * quarter + 1, 1), today, _("Quý này")),
        (dt.date(today.year, 1, 1), today, _("Từ đầu năm")),
        (dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31), _("Năm trước")),
    ]  # fmt: skip
    return [(first.isoformat(), last.isoformat(), words) for first, last, words in spans]


@official
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Sổ tiếp công dân (Mẫu số 03/TCD) của một thời gian."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_take_register(by, by.agency):
        raise NotAllowed()
    first, last = asked_time(request.GET, at.date())
    found = queries.register(by, first, last)
    told = queries.counts(by, first, last)[""]
    context = {
        "now": at, "first": first, "last": last, "times": times(at.date()),
        "rows": forms.rows_of(found, by=by, whole=False),
        "heads": forms.HEADS, "told": told, "refused": len(found) - told.visits,
    }  # fmt: skip
    return render(request, "desk/reception_register.html", context)


MADE: Mapping[str, tuple[str, Any]] = {
    "pdf": ("application/pdf", lambda data: papers.render(forms.REGISTER, data)),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", forms.as_docx),
    "csv": ("text/csv; charset=utf-8", forms.as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", forms.as_xlsx),
}


@official
@act_on("desk:reception-register")
def take_register(request: HttpRequest) -> HttpResponse:
    """Xuất sổ: as PDF, DOCX or XLSX, or as CSV for the national database; who took it is noted."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    kind = request.POST.get("kieu", "pdf")
    kind = kind if kind in MADE else "pdf"
    first, last = asked_time(request.POST, at.date())
    found = actions.take_register(by=by, at=at, agency=by.agency, first=first, last=last, form=kind)
    media_type, make = MADE[kind]
    data = forms.register(found, first, last, by=by, on=at.date())
    answer = HttpResponse(make(data), content_type=media_type)
    name = f"so-tiep-cong-dan-{first:%Y%m%d}-{last:%Y%m%d}.{kind}"
    answer["Content-Disposition"] = f'{"inline" if kind == "pdf" else "attachment"}; filename="{name}"'
    return answer


# --- figures ---------------------------------------------------------------------------------------------------


@official
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Số liệu: the four counts by session and month, and how duty days were kept."""
    guard(request)
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    today = at.date()
    first, last = asked_time(request.GET, today)
    if not request.GET.get("tu"):
        first, last = dt.date(today.year, 1, 1), today
    told, by_month = queries.counts(by, first, last), queries.monthly(by, first, last)
    titles = titles_of(by, at)
    duties = [
        {
            "duty": one, "title": titles.get(one.receiver.post, one.receiver.post),
            "bars": [
                {"label": f"{month:%m/%Y}", "value": max(kept.due, kept.held), "late": max(kept.short, kept.missed)}
                for month, kept in one.months
            ],
            "top": max([1, *(max(kept.due, kept.held) for _month, kept in one.months)]),
        }
        for one in queries.compliance(by, first, last, today=today)
    ]  # fmt: skip
    context = {
        "now": at, "first": first, "last": last, "times": times(today), "told": told[""], "duties": duties,
        "by_session": [(Session(name).label, one) for name, one in told.items() if name],
        "months": by_month, "reads_reasons": policies.works_on(by), "reports": figure_policies.can_read(by),
        "bars": [
            {"label": f"{month:%m/%Y}", "value": one.visits} for month, one in by_month
        ],
        "top": max([1, *(one.visits for _month, one in by_month)]),
    }  # fmt: skip
    return render(request, "desk/reception_figures.html", context)
