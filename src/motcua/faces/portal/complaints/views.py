"""Công khai quyết định giải quyết khiếu nại: what is public today, without anybody's name (R6.36)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.areas.complaints import queries
from motcua.base.law.queries import parameter
from motcua.faces.portal.frame import page
from motcua.faces.ui import place
from motcua.faces.ui.session import now_of


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The decisions that are public, the newest first."""
    on = now_of(request).date()
    return page(
        request, "portal/complaint_decisions.html", rows=queries.published(place.here(), on), on=on,
        days=parameter("complaint.posting", on),
    )  # fmt: skip
