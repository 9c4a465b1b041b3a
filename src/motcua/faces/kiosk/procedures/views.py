"""What to bring, in very large type: the procedures most asked for, and the rest on one's own telephone."""

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from motcua.areas.procedures import queries
from motcua.faces.kiosk.hall import in_the_hall, screen
from motcua.faces.ui import place
from motcua.faces.ui.session import now_of

A_SCREEN = 3
MOST = 12
PAPERS = 5


@in_the_hall
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Cần giấy tờ gì: three procedures a screen, and the way to the next three."""
    found = queries.popular(MOST, on=now_of(request).date())
    screens = max(1, -(-len(found) // A_SCREEN))
    asked = request.GET.get("trang", "1")
    number = min(int(asked), screens) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
    shown = found[A_SCREEN * max(number - 1, 0) :][:A_SCREEN]
    return screen(request, "kiosk/guide.html", shown=shown, next=number + 1 if number < screens else 0)


@in_the_hall
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một thủ tục: the papers that everybody brings, how long, how much; all of it behind the QR code."""
    try:
        record = queries.record(code, now_of(request).date(), agency=place.here())
    except queries.NoSuchProcedure as error:
        raise Http404(code) from error
    needed = [paper for paper in record.papers if paper.asked and paper.required]
    address = settings.BASE_URL + reverse("portal:procedure", args=[record.code])
    return screen(
        request, "kiosk/procedure.html", procedure=record, needed=needed[:PAPERS], more=needed[PAPERS:],
        conditional=any(paper.asked and not paper.required for paper in record.papers), qr=_qr(address),
    )  # fmt: skip


def _qr(address: str) -> SafeString:
    """A QR code as a drawing of our own making."""
    code = segno.make(address, error="m", micro=False)
    return SafeString(code.svg_inline(border=3, light="white", omitsize=True, svgclass="qr", lineclass=None))
