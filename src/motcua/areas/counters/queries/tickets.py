"""Tickets: found by number and key, who is next, how long one waits, which times are free."""

import datetime as dt
import hmac
import re
from collections import Counter as Tally
from dataclasses import dataclass

from django.db.models import Q

from motcua.areas.counters.choices import AT_COUNTER, Outcome, State
from motcua.areas.counters.models import Call, Service, Shift, Ticket
from motcua.areas.counters.queries.arranged import setting, sitting
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.orgs.queries import main_heirs, version_on
from motcua.base.people.fields import blind
from motcua.rules import queueing
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotFound
from motcua.rules.queueing import Expected, Fairness, Waiting

NAME = re.compile(r"^([0-9A-Za-z]{1,20})-(\d{6})-([A-Z])(\d{3,5})$")
RECENT = 30
"""So many of the last services say how long one takes."""
LOOKED_BACK = dt.timedelta(days=14)


class NoSuchTicket(NotFound):
    text = "Không có số {name}."


class WrongTicketKey(NotFound):
    text = "Số thứ tự hoặc mã không đúng. Xem lại trên phiếu hoặc trang đặt giờ."


def ticket_key(name: str) -> str:
    """The six figures with which its holder comes back to a ticket; derived, never stored."""
    return f"{int(blind(name, 'ticket'), 16) % 1_000_000:06d}"


def _named(name: str, *, lock: bool = False) -> Ticket | None:
    read = NAME.match(name)
    if read is None:
        return None
    try:
        on = dt.datetime.strptime(read[2], "%y%m%d").replace(tzinfo=TZ).date()
    except ValueError:
        return None
    found = Ticket.objects.select_for_update() if lock else Ticket.objects
    return found.filter(place=read[1], on=on, letter=read[3], number=int(read[4])).first()


def to_act_on(ticket: str | Ticket, *, by: Actor) -> Ticket:
    """The ticket of an act, locked; another unit's looks like one that is not there."""
    name = ticket.name if isinstance(ticket, Ticket) else ticket
    known = _named(name, lock=True)
    if known is None or (by.post not in (CITIZEN.post, SYSTEM.post) and by.agency != known.place):
        raise NoSuchTicket(name=name)
    return known


def found(name: str, key: str) -> Ticket:
    """A ticket for whoever holds it; a wrong key and an unknown number look the same."""
    if not hmac.compare_digest(ticket_key(name).encode(), key.strip().encode()):
        raise WrongTicketKey()
    known = _named(name)
    if known is None:
        raise WrongTicketKey()
    return known


def current(shift: Shift) -> Call | None:
    """The call that is open at a counter."""
    return Call.objects.select_related("ticket").filter(counter=shift.counter_id, ended_at=None).first()


def served_by(post: str, at: dt.datetime) -> Ticket | None:
    """The ticket that a post was serving at a moment."""
    call = (
        Call.objects.select_related("ticket")
        .filter(post=post, called_at__lte=at, called_at__gt=at - dt.timedelta(hours=4))
        .filter(Q(ended_at=None) | Q(ended_at__gte=at), started_at__lte=at)
        .order_by("-called_at")
        .first()
    )
    return call.ticket if call else None


def opens_again(place: str, at: dt.datetime) -> dt.datetime | None:
    """When the hall gives numbers again; None while it does: in office hours and a little before they begin."""
    opening = calendar_for(place).next_working_moment(at)
    before = dt.timedelta(minutes=int(setting("kiosk.before", at.astimezone(TZ).date()) or 0))
    return None if opening - at <= before else opening


# --- who is next ------------------------------------------------------------------------------------------------


def fairness(on: dt.date) -> Fairness:
    """The rule of a day: how many express tickets in a row, how early a booking counts."""
    return Fairness(
        turns=int(setting("priority.turns", on) or 2),
        lead=dt.timedelta(minutes=int(setting("booking.lead", on) or 0)),
    )


def waiting(place: str, on: dt.date) -> list[Ticket]:
    """Everybody who waits in a place."""
    return list(
        Ticket.objects.select_related("only")
        .filter(place=place, on=on, state=State.WAITING)
        .order_by("since", "letter", "number")
    )


def in_line(ticket: Ticket, *, late: dt.timedelta) -> Waiting:
    """A ticket as the rule sees it; a booking whose holder came too late has no time any more."""
    came = ticket.arrived_at or ticket.taken_at
    kept = ticket.slot_at is not None and came <= ticket.slot_at + late and not ticket.express
    return Waiting(
        code=ticket.code, service=ticket.letter, since=ticket.since or ticket.taken_at, express=ticket.express,
        counter=ticket.only.number if ticket.only else 0, slot_at=ticket.slot_at if kept else None,
    )  # fmt: skip


def _late(on: dt.date) -> dt.timedelta:
    return dt.timedelta(minutes=int(setting("booking.late", on) or 0))


def letters_of(shift: Shift, services: list[Service]) -> list[str]:
    """The letters that a counter serves: those it names, else all of the place."""
    return [str(letter) for letter in shift.counter.letters] or [service.letter for service in services]


def express_run(shift: Shift, on: dt.date, turns: int) -> int:
    """How many express tickets the counter called in a row, the last ones of the day."""
    last = Call.objects.filter(counter=shift.counter_id, on=on).order_by("-called_at", "-pk")
    run = 0
    for express in last.values_list("express", flat=True)[:turns]:
        if not express:
            break
        run += 1
    return run


def whom_to_call(shift: Shift, services: list[Service], at: dt.datetime) -> tuple[Ticket, bool] | None:
    """The ticket that a counter calls now, and whether from the express lane. The caller holds the services' rows."""
    on = at.astimezone(TZ).date()
    rule, late = fairness(on), _late(on)
    tickets = {ticket.code: ticket for ticket in waiting(shift.counter.place, on)}
    line = [in_line(ticket, late=late) for ticket in tickets.values()]
    chosen = queueing.next_ticket(
        line, counter=shift.counter.number, letters=letters_of(shift, services),
        express_run=express_run(shift, on, rule.turns), at=at, fairness=rule,
    )  # fmt: skip
    if chosen is None:
        return None
    return tickets[chosen.code], queueing.is_express(chosen, at, rule)


@dataclass(frozen=True)
class Place:
    """Where a waiting ticket stands: how many go before it, at how many open counters, and how long it may take."""

    ahead: int
    counters: int
    expected: Expected | None


def place_in_line(ticket: Ticket, services: list[Service], at: dt.datetime) -> Place:
    """Where a ticket that waits stands now. Its cost is that of everybody who waits in the place."""
    on = at.astimezone(TZ).date()
    rule, late = fairness(on), _late(on)
    open_now = [(shift.counter.number, letters_of(shift, services)) for shift in sitting(ticket.place)]
    mine = [
        (number, letters)
        for number, letters in open_now
        if (ticket.only.number == number if ticket.only else ticket.letter in letters)
    ]
    letters = {letter for _, served in mine for letter in served} or {ticket.letter}
    line = [in_line(one, late=late) for one in waiting(ticket.place, on)]
    number = ticket.only.number if ticket.only else 0
    ordered = queueing.order(
        [one for one in line if not one.counter or one.counter == number],
        counter=number, letters=letters, express_run=0, at=at, fairness=rule,
    )  # fmt: skip
    codes = [one.code for one in ordered]
    ahead = codes.index(ticket.code) if ticket.code in codes else len(codes)
    return Place(
        ahead, len(mine), queueing.expected_wait(ahead, len(mine), recent_services(ticket.place, at))
    )


def recent_services(place: str, at: dt.datetime) -> list[float]:
    """How many seconds the last services of a place took, calls and walking included."""
    last = (
        Call.objects.filter(
            place=place, on__gt=(at - LOOKED_BACK).date(), outcome=Outcome.SERVED, ended_at__lte=at
        )
        .order_by("-on", "-ended_at")
        .values_list("called_at", "ended_at")[:RECENT]
    )
    return [(ended - called).total_seconds() for called, ended in last if ended is not None]


def how_many_wait(shift: Shift, at: dt.datetime) -> int:
    """How many tickets a counter may call now."""
    mine = Q(only=shift.counter_id) | Q(only=None, letter__in=shift.counter.letters)
    if not shift.counter.letters:
        mine = Q(only=shift.counter_id) | Q(only=None)
    on = at.astimezone(TZ).date()
    return Ticket.objects.filter(mine, place=shift.counter.place, on=on, state=State.WAITING).count()


def booked_today(place: str, at: dt.datetime) -> list[Ticket]:
    """Whoever booked a time of today and has not arrived."""
    on = at.astimezone(TZ).date()
    found = Ticket.objects.select_related("only").filter(place=place, on=on, state=State.BOOKED)
    return list(found.order_by("slot_at", "letter", "number")[:60])


# --- booking ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slot:
    """A time that may be booked, and how many numbers are free at it."""

    at: dt.datetime
    free: int


def booking_days(place: str, at: dt.datetime) -> list[dt.date]:
    """The next working days for which a number may be booked, today first while the office is open."""
    today, calendar = at.astimezone(TZ).date(), calendar_for(place)
    most = int(setting("booking.days", today) or 0)
    days: list[dt.date] = []
    day = calendar.next_working_day(today)
    while len(days) < most:
        days.append(day)
        day = calendar.next_working_day(day + dt.timedelta(days=1))
    return [day for day in days if not heir_of(place, day)]


def heir_of(place: str, on: dt.date) -> str:
    """The name of who receives people on a day in place of a hall whose unit ended by then; blank while it lives."""
    heir = main_heirs([place], on).get(place)
    return version_on(heir, on).name if heir else ""


def waiting_at(place: str, on: dt.date) -> int:
    """How many numbers are booked at a hall from a day on."""
    return Ticket.objects.filter(place=place, on__gte=on, state=State.BOOKED).count()


def slots(service: Service, day: dt.date, at: dt.datetime) -> list[Slot]:
    """The times of a day that may be booked: within the office's sessions, not past, with what is still free."""
    if day not in booking_days(service.place, at) or not service.slot_capacity:
        return []
    length = dt.timedelta(minutes=int(setting("booking.slot", day) or 30))
    calendar = calendar_for(service.place)
    start = dt.datetime.combine(day, dt.time(), TZ)
    held = Tally(
        Ticket.objects.filter(
            place=service.place,
            slot_at__gte=start,
            slot_at__lt=start + dt.timedelta(days=1),
            letter=service.letter,
        )
        .exclude(state__in=[State.WITHDRAWN])
        .values_list("slot_at", flat=True)
    )
    found: list[Slot] = []
    for session in calendar.sessions(day):
        moment = dt.datetime.combine(day, session.start, TZ)
        end = dt.datetime.combine(day, session.end, TZ)
        while moment + length <= end:
            if moment > at:
                found.append(Slot(moment, max(0, service.slot_capacity - held[moment])))
            moment += length
    return found


def stale(on: dt.date) -> list[str]:
    """Names of tickets of earlier days that nobody finished."""
    open_states = [State.BOOKED, State.WAITING, *AT_COUNTER]
    tickets = Ticket.objects.filter(state__in=open_states, on__lt=on).order_by("pk")[:1000]
    return [ticket.name for ticket in tickets]
