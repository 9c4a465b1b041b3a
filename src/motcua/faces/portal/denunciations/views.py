"""Công khai kết luận nội dung tố cáo: what is public today, without anybody's name (R6.46)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.areas.denunciations import queries
from motcua.faces.portal.frame import page
from motcua.faces.ui import place
from motcua.faces.ui.session import now_of


@require_safe
def conclusions(request: HttpRequest) -> HttpResponse:
    """The conclusions that are public, the newest first."""
    on = now_of(request).date()
    return page(
        request, "portal/denunciation_conclusions.html", rows=queries.published(place.here(), on), on=on
    )
