"""Chương trình phối hợp in public: who works together, on what, for which years, and how far they are."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.areas.programmes import queries
from motcua.faces.portal.frame import page
from motcua.faces.ui import place
from motcua.faces.ui.session import now_of

SHOWN = 60


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Chương trình, quy chế phối hợp: those that run longest first; nobody's name."""
    on = now_of(request).date()
    rows = [
        {
            "one": one, "runs": one.begins_on <= on <= one.ends_on,
            "done": sum(task.done_at is not None for task in one.tasks.all()), "all": len(one.tasks.all()),
            "reviews": sorted(one.reviews.all(), key=lambda row: row.on),
        }
        for one in queries.public(place.here(), on)[:SHOWN]
    ]  # fmt: skip
    return page(request, "portal/programmes/list.html", rows=rows)
