"""A number for a time, taken at home: without an account, without a name, without a telephone number."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.counters import actions, queries
from motcua.areas.counters.choices import OPEN, State
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import CITIZEN
from motcua.faces.portal.frame import page
from motcua.faces.ui import place, throttle
from motcua.faces.ui.days import moment_of
from motcua.faces.ui.once import done_once
from motcua.faces.ui.session import now_of
from motcua.faces.ui.slips import key_in
from motcua.faces.ui.tickets import ahead_words, qr_of, wait_words
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """Lấy số trước: what for, which day, which time; everything a link or a button, so it needs no script."""
    if request.method == "POST":
        return _booked(request)
    return _choose(request, request.GET.get("viec", ""), request.GET.get("ngay", ""))


def _choose(
    request: HttpRequest, letter: str, day: str, *, error: str = "", status: int = 200
) -> HttpResponse:
    at, here = now_of(request), place.here()
    services = [service for service in queries.services(here) if service.slot_capacity]
    chosen = next((service for service in services if service.letter == letter), None)
    if chosen is None and len(services) == 1:
        chosen = services[0]
    days = queries.booking_days(here, at) if chosen else []
    times = {on: queries.slots(chosen, on, at) for on in days} if chosen else {}
    free = [on for on in days if any(slot.free for slot in times[on])]
    on = next((one for one in free if one.isoformat() == day), free[0] if free else None)
    calendar = calendar_for(here)
    opens = None if calendar.is_working_moment(at) else calendar.next_working_moment(at)
    return page(
        request, "portal/book.html", status=status, services=services, chosen=chosen, error=error, opens=opens,
        days=[(one, one in free) for one in days], day=on, opening=place.opening(here),
        times=[slot for slot in times.get(on, []) if slot.free] if on else [],
    )  # fmt: skip


def _booked(request: HttpRequest) -> HttpResponse:
    letter, day = request.POST.get("viec", "")[:1], request.POST.get("ngay", "")[:10]
    try:
        slot_at = moment_of(request.POST.get("gio", "")).astimezone(TZ)
    except ValueError:
        return _choose(request, letter, day, error=_("Chọn một giờ trong danh sách."), status=422)
    try:
        throttle.count(request, throttle.bookings)
    except throttle.TooManyFailures:
        say = _("Nơi này đã đặt nhiều số trong chốc lát. Ông/bà thử lại sau 10 phút, hoặc lấy số tại sảnh.")
        return _choose(request, letter, day, error=say, status=429)

    def book() -> str:
        made = actions.book_slot(
            by=CITIZEN, at=now_of(request), place=place.here(), service=letter, slot_at=slot_at
        )
        return made.name

    try:
        name = done_once(request, book, said=f"{letter} {slot_at}")
    except Impossible as refusal:
        return _choose(request, letter, day, error=spoken.refusal(refusal), status=409)
    return redirect(f"{_address(name)}&moi=1")


def _address(name: str) -> str:
    asked = {"so": name, "key": queries.ticket_key(name)}
    return f"{reverse('portal:ticket')}?{urlencode(asked)}"


def _found(request: HttpRequest, name: str, key: str) -> Any:
    """The ticket, or the page that says no; a wrong key and an unknown number look the same."""
    try:
        throttle.wait_first(request)
        return queries.found(name, key)
    except throttle.TooManyFailures as error:
        say = _("Đã thử sai quá nhiều lần. Ông/bà thử lại sau {seconds} giây.").format(seconds=error.seconds)
        return _choose(request, "", "", error=say, status=429)
    except Impossible as wrong:
        throttle.count(request, throttle.six_figures)
        return _choose(request, "", "", error=spoken.refusal(wrong), status=404)


@never_cache
@require_safe
def ticket(request: HttpRequest) -> HttpResponse:
    """Số của ông/bà: when to come, how many go before, and the way to give the number back."""
    name, key = request.GET.get("so", "")[:60], key_in(request.GET.get("key", ""))
    found = _found(request, name, key)
    return found if isinstance(found, HttpResponse) else _shown(request, found, key)


def _shown(request: HttpRequest, found: Any, key: str, *, error: str = "", status: int = 200) -> HttpResponse:
    at = now_of(request)
    services = queries.services(found.place, all_of_them=True)
    line = queries.place_in_line(found, services, at) if found.state == State.WAITING else None
    call = found.all_calls.select_related("counter").order_by("-n").first() if found.calls else None
    return page(
        request, "portal/ticket.html", status=status, ticket=found, key=key, call=call, error=error,
        service=next((one for one in services if one.letter == found.letter), None),
        ahead=ahead_words(line), wait=wait_words(line), qr=qr_of(found.name, key), fresh="moi" in request.GET,
        may_withdraw=found.state in (State.BOOKED, State.WAITING), alive=found.state in OPEN,
        late=queries.setting("booking.late", found.on) or 0,
        heir=queries.heir_of(found.place, found.on) if found.state == State.BOOKED else "",
    )  # fmt: skip


@never_cache
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Hủy số: the place is free for somebody else."""
    name, key = request.POST.get("so", "")[:60], key_in(request.POST.get("key", ""))
    found = _found(request, name, key)
    if isinstance(found, HttpResponse):
        return found
    try:
        actions.withdraw(by=CITIZEN, at=now_of(request), ticket=found)
    except Impossible as refusal:
        return _shown(request, found, key, error=spoken.refusal(refusal), status=409)
    return redirect(_address(found.name))
