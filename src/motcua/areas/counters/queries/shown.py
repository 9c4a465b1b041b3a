"""The hall as it is now: what the display shows, what the head sees, an official's own day."""

import datetime as dt
from collections import Counter as Tally
from dataclasses import dataclass

from motcua.areas.counters.choices import Outcome, State
from motcua.areas.counters.models import Call, Service, Shift, Ticket
from motcua.areas.counters.queries.arranged import counters, services, setting, sitting
from motcua.areas.counters.queries.tickets import fairness, in_line, letters_of, waiting
from motcua.base.journal.ports import Actor
from motcua.rules import queueing
from motcua.rules.calendar import TZ

SHOWN = 6
"""The display shows the call that was said last, and five before it."""


@dataclass(frozen=True)
class Line:
    """A call as everybody may see it: number and counter; ``key`` tells two callings-out apart."""

    code: str
    counter: int
    said_at: dt.datetime
    key: str


@dataclass(frozen=True)
class Board:
    """What the display shows: the last calls, who is at which counter, how many wait for what."""

    calls: list[Line]
    counters: list[tuple[int, str]]
    waiting: list[tuple[Service, int]]


def board(place: str, at: dt.datetime) -> Board:
    """The display of a place now: three queries, whatever the history."""
    on = at.astimezone(TZ).date()
    start = dt.datetime.combine(on, dt.time(), TZ)
    said = (
        Call.objects.select_related("ticket", "counter")
        .filter(place=place, said_at__gte=start)
        .order_by("-said_at", "-pk")[:SHOWN]
    )
    lines = [Line(call.ticket.code, call.counter.number, call.said_at, _key(call)) for call in said]
    busy = {counter: call.ticket.code for counter, call in _open_calls(place, on).items()}
    open_now = [(shift.counter.number, busy.get(shift.counter_id, "")) for shift in sitting(place)]
    tally = _tally(place, on)
    return Board(lines, open_now, [(service, tally[service.letter]) for service in services(place)])


def _key(call: Call) -> str:
    return f"{call.pk}-{int(call.said_at.timestamp())}"


def _open_calls(place: str, on: dt.date) -> dict[int, Call]:
    found = Call.objects.select_related("ticket").filter(place=place, on=on, ended_at=None)
    return {call.counter_id: call for call in found}


def _tally(place: str, on: dt.date) -> Tally[str]:
    rows = Ticket.objects.filter(place=place, on=on, state=State.WAITING).values_list("letter", flat=True)
    return Tally(rows)


@dataclass(frozen=True)
class Overview:
    """The hall for whoever answers for it: waiting by service with the longest wait, counters and who sits there."""

    services: list[tuple[Service, int, int]]
    longest: int
    counters: list[tuple[int, str, Shift | None, Call | None]]
    served: int
    missed: int

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(count for _, count, _ in self.services)


def overview(place: str, at: dt.datetime) -> Overview:
    """The hall now: waits in whole minutes."""
    on = at.astimezone(TZ).date()
    count: Tally[str] = Tally()
    longest: dict[str, int] = {}
    for ticket in waiting(place, on):
        count[ticket.letter] += 1
        minutes = max(0, int((at - (ticket.since or at)).total_seconds() // 60))
        longest[ticket.letter] = max(longest.get(ticket.letter, 0), minutes)
    seats = {shift.counter_id: shift for shift in sitting(place)}
    calls = _open_calls(place, on)
    ended = Tally(Call.objects.filter(place=place, on=on).values_list("outcome", flat=True))
    return Overview(
        services=[(one, count[one.letter], longest.get(one.letter, 0)) for one in services(place)],
        longest=max(longest.values(), default=0),
        counters=[(one.number, one.name, seats.get(one.pk), calls.get(one.pk)) for one in counters(place)],
        served=ended[Outcome.SERVED], missed=ended[Outcome.NO_SHOW],
    )  # fmt: skip


@dataclass(frozen=True)
class MyDay:
    """A counter's day: who waits for it in the order of calling, who missed their call, what the post did today."""

    line: list[Ticket]
    missed: list[Ticket]
    calls: list[Call]


def my_day(by: Actor, shift: Shift | None, at: dt.datetime) -> MyDay:
    """The day of a post at its counter."""
    on = at.astimezone(TZ).date()
    rule = fairness(on)
    late = dt.timedelta(minutes=int(setting("booking.late", on) or 0))
    tickets = {ticket.code: ticket for ticket in waiting(by.agency, on)}
    known = services(by.agency, all_of_them=shift is None)
    letters = letters_of(shift, known) if shift else [service.letter for service in known]
    ordered = queueing.order(
        [in_line(ticket, late=late) for ticket in tickets.values()], counter=shift.counter.number if shift else 0,
        letters=letters, express_run=0, at=at, fairness=rule,
    )  # fmt: skip
    line = [tickets.pop(one.code) for one in ordered]
    if shift is None:
        line += tickets.values()  # sent to one counter: nobody else calls them
    missed = Ticket.objects.filter(place=by.agency, on=on, state=State.NO_SHOW).order_by("-called_at")[:20]
    calls = Call.objects.select_related("ticket").filter(post=by.post, on=on).order_by("-called_at")[:200]
    return MyDay(line, list(missed), list(calls))
