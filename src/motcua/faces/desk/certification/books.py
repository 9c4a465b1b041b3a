"""Books of certification, what is kept, and how long people wait before and after a delegation."""

import calendar as months
import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from motcua.areas.certification import actions, forms, policies, queries
from motcua.base import spoken
from motcua.base.documents import queries as papers
from motcua.faces.desk.keeping import Kept, shown
from motcua.faces.ui.session import now_of, official
from motcua.rules.certification import Book
from motcua.rules.impossible import Impossible, Invalid, NotAllowed

BOOKS = {
    "ban-sao": Book.COPIES, "chu-ky": Book.SIGNATURES, "nguoi-dich": Book.TRANSLATIONS, "giao-dich": Book.CONTRACTS,
}  # fmt: skip

KEPT = Kept(
    actions, policies, queries, policies.can_see_book, queries.disposed_documents, "desk:certification-keeping",
    "desk/certification_keeping.html",
)  # fmt: skip


def _asked(request: HttpRequest, today: dt.date) -> tuple[str, dt.date, dt.date, str]:
    """Which book, from which day to which, and the month or year asked for; this month when nothing sensible was."""
    name = request.GET.get("so", "")
    name = name if name in BOOKS else "ban-sao"
    when = request.GET.get("ky", "")
    year, _dash, month = when.partition("-")
    if year.isdecimal() and 2015 <= int(year) <= today.year + 1:
        if not month:
            return name, dt.date(int(year), 1, 1), dt.date(int(year), 12, 31), when
        if month.isdecimal() and 1 <= int(month) <= 12:
            return name, *_month(int(year), int(month)), when
    return name, *_month(today.year, today.month), f"{today:%Y-%m}"


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, months.monthrange(year, month)[1])


@official
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Sổ chứng thực của một tháng, hoặc cả năm."""
    return _page(request)


def _page(request: HttpRequest, *, say: str = "", status: int = 200) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_see_book(by):
        raise NotAllowed()
    name, first, last, when = _asked(request, at.date())
    book = BOOKS[name]
    rows = forms.rows_of(queries.register(by, book, first, last), book)
    closed = queries.books(by, first.year).get(book)
    today = at.date()
    context = {
        "now": at, "name": name, "book": book.value, "title": forms.NAMES[book], "rows": rows, "when": when,
        "first": first, "last": last, "whole": "-" not in when,
        "closed": closed if closed and closed.closed_at else None, "translated": book is Book.TRANSLATIONS,
        "tabs": [(key, forms.NAMES[one]) for key, one in BOOKS.items()],
        "pdf": f"{reverse('desk:certification-book-pdf')}?{urlencode({'so': name, 'ky': when})}",
        "periods": [
            (f"{today:%Y-%m}", _("Tháng này")),
            (f"{today.replace(day=1) - dt.timedelta(days=1):%Y-%m}", _("Tháng trước")),
            (f"{today:%Y}", _("Cả năm {year}").format(year=today.year)),
            (f"{today.year - 1}", _("Cả năm {year}").format(year=today.year - 1)),
        ],
        "closable": policies.can_close_book(by) and not (closed and closed.closed_at)
        and today >= dt.date(first.year, 12, 31), "say": say, "errors": [],
        "unclosed": queries.unclosed(by, today.year),
        "documents": sum(int(str(row["copies"])) for row in rows),
    }  # fmt: skip
    return render(request, "desk/certification_book.html", context, status=status)


@official
@require_GET
def printed(request: HttpRequest) -> HttpResponse:
    """Sổ chứng thực, để in và đóng sổ hằng tháng."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    name, first, last, when = _asked(request, at.date())
    made = papers.render(forms.REGISTER, forms.register(by, BOOKS[name], first, last, on=at.date()))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="so-chung-thuc-{name}-{when}.pdf"'
    return answer


@official
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Khóa sổ của một năm."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_close_book(by):
        raise NotAllowed()
    book, year = BOOKS.get(request.POST.get("so", "")), request.POST.get("nam", "")
    if book is None or not year.isdecimal() or not 2000 <= int(year) <= 2200:
        raise Invalid(field="so", text=_("Chọn một trong bốn sổ chứng thực."))
    try:
        closed = actions.close_book(by=by, at=at, book=book.value, year=int(year))
    except Impossible as error:
        return _page(request, say=spoken.refusal(error), status=409)
    messages.success(
        request,
        _("Đã khóa sổ {book} năm {year}: {count} số.").format(book=book.value, year=year, count=closed.count),
    )
    return redirect(
        f"{reverse('desk:certification-book')}?{urlencode({'so': request.POST['so'], 'ky': year})}"
    )


@official
@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: HttpRequest) -> HttpResponse:
    """Lưu trữ: lists of what need not be kept any longer, and noting under which instrument they were destroyed."""
    return shown(request, KEPT)


# --- before and after a delegation -----------------------------------------------------------------------------


@official
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Thời gian chờ trước và sau khi ủy quyền ký chứng thực (S031), với từng ủy quyền."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    given = queries.delegations(by)
    chosen = next((one for one in given if str(one.pk) == request.GET.get("uy-quyen")), None)
    chosen = chosen or next((one for one in given if one.valid_from <= at.date()), None)
    told = queries.waiting_times(by, chosen.valid_from, until=at.date()) if chosen else None
    longest = max((week.median or 0 for week in told.weeks), default=0) if told else 0
    bars = [
        {
            "label": _("Tuần từ {day}").format(day=f"{week.monday:%d/%m}")
            + (_(" · có ủy quyền") if week.by_delegation else ""),
            "value": round(week.median or 0),
        }
        for week in (told.weeks if told else ())
        if week.median is not None
    ]
    context = {
        "now": at, "given": [_delegation(one, at.date()) for one in given], "chosen": chosen, "told": told,
        "bars": bars, "longest": round(longest) or 1, "saved": _saved(told),
    }  # fmt: skip
    return render(request, "desk/certification_report.html", context)


def _delegation(one: Any, on: dt.date) -> dict[str, Any]:
    last = one.valid_to - dt.timedelta(days=1)
    state = "coming" if one.valid_from > on else "ended" if last < on else "now"
    return {"one": one, "last": last, "state": state}


def _saved(told: Any) -> float | None:
    """How many minutes less people wait; negative when they wait longer."""
    if told is None or told.before[1] is None or told.after[1] is None:
        return None
    return round(float(told.before[1] - told.after[1]), 1)
