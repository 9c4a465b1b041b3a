"""Taking a number at the touch screen: what for, who goes first, and the slip of paper with the number."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.counters import actions, queries
from motcua.areas.counters.choices import Source, State
from motcua.areas.counters.queries import Place
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import CITIZEN
from motcua.faces.kiosk.hall import in_the_hall, on_a_screen, screen, the_screen
from motcua.faces.ui import throttle
from motcua.faces.ui.session import now_of
from motcua.faces.ui.tickets import qr_of, wait_words
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible

TICKET = "kiosk-ticket"
"""Where a session keeps the ticket on the screen, until the screen is home again."""
A_SCREEN = 4
ICONS = {"elderly": "elderly", "disabled": "accessibility", "pregnant": "baby"}


def hold(request: HttpRequest, name: str, key: str) -> bool:
    """Keep a scanned ticket for the next screen; whoever booked has thereby arrived, whoever missed a call is back."""
    at = now_of(request)
    try:
        throttle.wait_first(request)
        ticket = queries.found(name, key)
    except throttle.TooManyFailures:
        return False
    except Impossible:
        throttle.count(request, throttle.six_figures)
        return False
    if ticket.place != the_screen(request).place:
        return False
    if ticket.on == at.astimezone(TZ).date():
        if ticket.state == State.BOOKED:
            actions.arrive(by=CITIZEN, at=at, ticket=ticket)
        elif ticket.state == State.NO_SHOW:
            actions.come_back(by=CITIZEN, at=at, ticket=ticket)
    request.session[TICKET] = [name, False]
    return True


@in_the_hall
@on_a_screen
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Lấy số: what for; at most four targets a screen."""
    found = queries.services(the_screen(request).place)
    if len(found) == 1:
        return redirect("kiosk:priority", found[0].letter)
    a_screen = A_SCREEN if len(found) <= A_SCREEN else A_SCREEN - 1
    screens = max(1, -(-len(found) // a_screen))
    asked = request.GET.get("trang", "1")
    number = min(int(asked), screens) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
    shown = found[a_screen * max(number - 1, 0) :][:a_screen]
    more = (number % screens) + 1 if screens > 1 else 0
    return screen(request, "kiosk/choose.html", shown=shown, more=more)


@in_the_hall
@on_a_screen
@require_http_methods(["GET", "HEAD", "POST"])
def priority(request: HttpRequest, letter: str) -> HttpResponse:
    """Ưu tiên: said by themselves, with large signs; one touch takes the number."""
    place, at = the_screen(request).place, now_of(request)
    service = queries.service(place, letter)
    groups = [(code, _(words), ICONS[code]) for code, words in queries.groups(at.date())]
    if request.method != "POST" and groups:
        return screen(request, "kiosk/priority.html", service=service, groups=groups)
    if request.method != "POST":
        return screen(request, "kiosk/priority.html", service=service, groups=[])
    try:
        ticket = actions.take_ticket(
            by=CITIZEN, at=at, place=place, service=letter, priority=request.POST.get("uu-tien", ""),
            source=Source.KIOSK,
        )  # fmt: skip
    except actions.Closed as closed:
        return screen(request, "kiosk/closed.html", status=409, say=spoken.refusal(closed))
    request.session[TICKET] = [ticket.name, True]
    return redirect("kiosk:ticket")


@in_the_hall
@on_a_screen
@require_safe
def ticket(request: HttpRequest) -> HttpResponse:
    """Số của ông/bà: the number, how many go before it, how long; printed when it was just taken."""
    name, new = request.session.get(TICKET, ["", False])
    at = now_of(request)
    try:
        known = queries.found(name, queries.ticket_key(name)) if name else None
    except Impossible:
        known = None
    if known is None:
        return redirect("kiosk:home")
    request.session[TICKET] = [name, False]
    services = {service.letter: service for service in queries.services(known.place, all_of_them=True)}
    waiting = known.state == State.WAITING
    place = queries.place_in_line(known, list(services.values()), at) if waiting else None
    call = known.all_calls.select_related("counter").order_by("-n").first() if known.calls else None
    return screen(
        request, "kiosk/ticket.html", ticket=known, service=services.get(known.letter), place=place, new=new,
        wait=wait_words(place), call=call, qr=qr_of(name, queries.ticket_key(name)),
        group=_(known.get_priority_display()) if known.priority else "",
        **_late(known, place, at),
    )  # fmt: skip


def _late(known: Any, place: Place | None, at: dt.datetime) -> dict[str, Any]:
    """Whether the number may not come up before the office closes today."""
    if place is None or place.expected is None:
        return {}
    calendar = calendar_for(known.place)
    day = at.astimezone(TZ).date()
    if not calendar.is_working_day(day):
        return {}
    return {"late": at + dt.timedelta(minutes=place.expected.high) > calendar.closing(day)}
