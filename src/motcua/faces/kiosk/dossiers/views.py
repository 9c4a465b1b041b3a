"""The touch screen: scan the slip, see in very large type how it stands, rate. Nothing personal is ever shown."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.counters.choices import ScreenKind
from motcua.areas.counters.queries import opens_again, services
from motcua.areas.dossiers import actions, queries
from motcua.areas.dossiers.process import STANDARD
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import CITIZEN
from motcua.base.orgs.queries import agency_code
from motcua.faces.kiosk.counters.tickets import TICKET, hold
from motcua.faces.kiosk.hall import COOKIE, in_the_hall, on_a_screen, remember, screen, the_screen
from motcua.faces.kiosk.surveys.views import SLIP
from motcua.faces.kiosk.surveys.views import hold as hold_slip
from motcua.faces.ui import place, throttle
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.session import now_of
from motcua.faces.ui.slips import RATINGS, scanned, ticket_scanned
from motcua.rules.impossible import Impossible

PUBLIC = {step.code: step.public for step in STANDARD.steps}
HELD = "kiosk"
"""Where a session keeps the code and key of the slip on the scanner, until the screen is home again."""


@in_the_hall
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Màn hình đầu: at most four targets; the slip of whoever stood here before is forgotten.

    A browser that is no registered screen sees the guide only; a display shows the numbers, one on a wall the
    board of direction.
    """
    request.session.pop(HELD, None)
    request.session.pop(TICKET, None)
    request.session.pop(SLIP, None)
    found = the_screen(request)
    if found is None:
        return screen(request, "kiosk/visitor.html")
    if found.kind == ScreenKind.DISPLAY:
        answer: HttpResponse = redirect("kiosk:display")
    elif found.kind == ScreenKind.WALL:
        answer = redirect("kiosk:wall")
    else:
        opens = opens_again(found.place, now_of(request))
        answer = screen(
            request, "kiosk/home.html", tickets=bool(services(found.place)) and opens is None, opens=opens
        )
    remember(answer, request.COOKIES.get(COOKIE, ""))
    return answer


@in_the_hall
@on_a_screen
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest) -> HttpResponse:
    """Quét mã trên giấy hẹn: the scanner types into the one field and presses Enter."""
    rating = "danh-gia" in (request.GET.get("viec"), request.POST.get("viec"))
    if request.method != "POST":
        return screen(request, "kiosk/scan.html", rating=rating)
    if hold_slip(request, request.POST.get("ma", "")):
        return redirect("kiosk:survey")
    name, ticket = ticket_scanned(request.POST.get("ma", ""))
    if name and hold(request, name, ticket):
        return redirect("kiosk:ticket")
    code, key = scanned(request.POST.get("ma", ""))
    error, status = _looked_up(request, code, key)
    if not error and rating and not key:
        error = _("Mã vạch chỉ để xem tình trạng. Để đánh giá, xin quét mã QR trên giấy hẹn.")
        status = 422
    if error:
        template = "kiosk/type.html" if request.POST.get("go") else "kiosk/scan.html"
        return screen(request, template, status=status, rating=rating, error=error, **_prefix(request))
    request.session[HELD] = [code, key]
    return redirect("kiosk:rate" if rating else "kiosk:status")


@in_the_hall
@on_a_screen
@require_safe
def type_in(request: HttpRequest) -> HttpResponse:
    """Gõ mã hồ sơ: figures large enough for any finger; what is the same on every slip stands there already."""
    return screen(request, "kiosk/type.html", **_prefix(request))


def _prefix(request: HttpRequest) -> dict[str, Any]:
    own = agency_code(place.here())
    return {"prefix": f"{own}-{now_of(request):%y}" if own else "", "keys": "123456789-0"}


def _looked_up(request: HttpRequest, code: str, key: str) -> tuple[str, int]:
    """What to say, and the status, when the slip is not known; nothing when it is."""
    try:
        known = bool(queries.tracked(code, key) if key else queries.glimpse(code))
    except Impossible:
        known = False
    if known and key:
        return "", 200
    try:
        throttle.count(request)  # a code alone is no secret: to look one after another up is slow
    except throttle.TooManyFailures:
        return _("Máy đã thử sai nhiều lần. Ông/bà chờ một phút rồi quét lại, hoặc nhờ cán bộ ở quầy."), 429
    if known:
        return "", 200
    return _("Không tìm thấy hồ sơ này. Ông/bà quét lại mã QR trên giấy hẹn, hoặc nhờ cán bộ ở quầy."), 404


def _held(request: HttpRequest) -> tuple[str, str]:
    code, key = request.session.get(HELD, ["", ""])
    return str(code), str(key)


@in_the_hall
@on_a_screen
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Tình trạng hồ sơ, in very large type; the procedure, the promise and what comes next only with the QR code."""
    code, key = _held(request)
    if not key:
        return screen(request, "kiosk/glimpse.html", **_glimpse(queries.glimpse(code)))
    dossier = queries.tracked(code, key)
    case = dossier.case
    state = "stopped" if case.finished_at else "paused" if case.paused else "running"
    chip = due_chip(
        case.due_at, now_of(request), state=state, calendar=calendar_for(case.agency), ended=case.finished_at
    )
    promised = case.state not in queries.RATED_STATES and case.state != "cancelled"
    return screen(
        request, "kiosk/status.html", case=case, state_text=_(PUBLIC[case.state]), chip=chip, promised=promised,
        next_text=queries.next_said(dossier), rateable=_rateable(dossier),
    )  # fmt: skip


def _glimpse(case: Any) -> dict[str, Any]:
    return {"code": case.code, "state_text": _(PUBLIC[case.state])}


def _rateable(dossier: Any) -> bool:
    return dossier.case.state in queries.RATED_STATES and queries.rating(dossier) is None


@in_the_hall
@on_a_screen
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """Đánh giá: five large faces; needs the key in the QR code of the slip; once."""
    code, key = _held(request)
    dossier = queries.tracked(code, key)
    if not _rateable(dossier):
        said = queries.rating(dossier)
        return screen(request, "kiosk/not_now.html", status=409, said=said, state=dossier.case.state)
    given = request.POST.get("stars", "")
    if request.method != "POST" or given not in {"1", "2", "3", "4", "5"}:
        return screen(request, "kiosk/rate.html", ratings=RATINGS)
    actions.rate(by=CITIZEN, at=now_of(request), dossier=dossier, stars=int(given), channel="kiosk")
    request.session.pop(HELD, None)
    return redirect("kiosk:thanks")


@in_the_hall
@on_a_screen
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Cảm ơn; goes home by itself."""
    return screen(request, "kiosk/thanks.html")
