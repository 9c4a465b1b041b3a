"""Procedures as citizens read them: what do you need, what does it take, how long, how much, where."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.areas.procedures import queries
from motcua.base.journal.clock import now
from motcua.base.orgs.queries import NoUnitThen, unit_on

SUGGESTED = 6


def ward() -> str:
    """The unit whose door this is."""
    return str(getattr(settings, "WARD", "00145"))


def unit_name() -> str:
    """Its name today; blank before units are loaded."""
    try:
        return unit_on(ward(), now().date()).name
    except NoUnitThen:
        return ""


def base(**more: Any) -> dict[str, Any]:
    """What every page of the portal knows."""
    return {"unit_name": unit_name(), "now": now(), **more}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Trang đầu: one question – what do you need?"""
    return render(request, "portal/home.html", base(popular=queries.popular(SUGGESTED, on=now().date())))


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Danh sách thủ tục: found by words without accents, by field."""
    on = now().date()
    q, field, cursor = (request.GET.get(name, "").strip()[:200] for name in ("q", "linh-vuc", "sau"))
    page = queries.search(q, field=field, limit=20, cursor=cursor, on=on)
    counts = queries.field_counts(on=on)
    context = base(q=q, field=field, page=page, fields=sorted(counts.items()))
    template = "portal/_found.html" if request.headers.get("HX-Request") else "portal/procedures.html"
    return render(request, template, context)


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một thủ tục: who, what papers, how long, how much, where, then the steps."""
    on = now().date()
    try:
        version = queries.published(code, on)
        record = queries.record(code, on, agency=ward())
    except queries.NoSuchProcedure as error:
        raise Http404(str(error)) from error
    papers = [paper for paper in record.papers if paper.asked]
    context = base(
        procedure=record,
        version=version,
        needed=[paper for paper in papers if paper.required],
        conditional=[paper for paper in papers if not paper.required],
        spared=[paper for paper in record.papers if not paper.asked],
        versions=queries.history(code),
    )
    return render(request, "portal/procedure.html", context)


@require_safe
def posted(request: HttpRequest) -> HttpResponse:
    """Niêm yết công khai: which procedures stand posted at this place (R3.10)."""
    rows = queries.posting_list(ward(), now().date())
    current = sum(row.posted_on is not None and row.posted_version == row.version for row in rows)
    return render(request, "portal/posted.html", base(rows=rows, current=current))
