"""The outbox of a demonstration: what would have been sent, to be read. A real installation has no such page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from motcua.base.messages import queries
from motcua.base.messages.choices import Channel
from motcua.faces.ui.session import official
from motcua.rules.impossible import NotFound

SHOWN = 25


@official
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Hộp thư đi của bản trình diễn: every notice as it leaves, newest first; addresses are hidden."""
    by = request.actor  # type: ignore[attr-defined]
    if not settings.DEMO or "admin" not in by.duties:
        raise NotFound()
    channel, said = request.GET.get("kenh", ""), request.GET.get("truoc", "")
    before = int(said) if said.isdecimal() and len(said) < 18 else None
    found = queries.outbox(before=before, channel=channel, most=SHOWN + 1)
    more = urlencode({"kenh": channel, "truoc": str(found[SHOWN - 1].number)}) if len(found) > SHOWN else ""
    first = urlencode({"kenh": channel}) if before is not None else ""
    context = {
        "rows": found[:SHOWN], "channel": channel, "channels": Channel.choices,
        "next": f"?{more}" if more else "", "previous": f"?{first}" if first else "",
    }  # fmt: skip
    return render(request, "desk/outbox.html", context)
