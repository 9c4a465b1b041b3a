"""Phân công phụ trách in public: who is in charge of which field of work today."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.base.people import queries
from motcua.faces.portal.frame import page
from motcua.faces.ui import place
from motcua.faces.ui.session import now_of


@require_safe
def in_charge(request: HttpRequest) -> HttpResponse:
    """Người phụ trách từng lĩnh vực công tác: post, name, unit, decision, as of today."""
    rows = queries.in_charge(place.here(), now_of(request).date())
    return page(request, "portal/people/in_charge.html", rows=rows)
