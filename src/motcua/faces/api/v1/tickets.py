"""Queue tickets and what the hall's display shows, for kiosks and screens of others."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.params.functions import Path, Query
from pydantic import StringConstraints

from motcua.areas.counters import actions, queries
from motcua.areas.counters.choices import Source, State
from motcua.base.orgs.queries import unit_on
from motcua.faces.api import throttle
from motcua.faces.api.answers import answer, moment
from motcua.faces.api.tokens import actor_of, now_of
from motcua.faces.api.v1.repeats import HEADER, done_once
from motcua.faces.api.v1.shapes import Given, Moment, refusals
from motcua.faces.ui.tickets import wait_words
from motcua.rules import announcing
from motcua.rules.impossible import NotFound

router = Router(tags=["Sảnh"])
Letter = Annotated[str, StringConstraints(min_length=1, max_length=1, pattern=r"^[A-Z]$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z\-]+$")]
Key = Annotated[str, StringConstraints(max_length=12, pattern=r"^[0-9]*$")]
Group = Annotated[str, StringConstraints(max_length=10, pattern=r"^[a-z]*$")]
Unit = Annotated[str, StringConstraints(min_length=1, max_length=24, pattern=r"^[0-9A-Za-z\-]+$")]


class TicketIn(Given):
    """What a number is taken for: the letter of a service of one's own unit."""

    service: Letter
    priority: Group = ""


class TicketOut(Schema):
    """A queue ticket; nobody is named. ``ahead`` and ``wait_text`` while it waits."""

    name: str
    code: str
    key: str
    service: str
    state: str
    state_text: str
    taken_at: Moment
    slot_at: Moment | None
    counter: int | None
    ahead: int | None
    wait_low_minutes: int | None
    wait_high_minutes: int | None
    wait_text: str


class CallOut(Schema):
    """A call as the display shows and says it."""

    code: str
    counter: int
    said_at: Moment
    text: str


class CounterOut(Schema):
    """An open counter and the number at it."""

    number: int
    code: str


class WaitingOut(Schema):
    """How many wait for a service."""

    letter: str
    name: str
    waiting: int


class HallOut(Schema):
    """What the display of a hall shows now."""

    unit: str
    at: Moment
    calls: list[CallOut]
    counters: list[CounterOut]
    waiting: list[WaitingOut]


def told(ticket: Any, at: Any) -> dict[str, Any]:
    """A ticket for whoever holds it."""
    services = queries.services(ticket.place, all_of_them=True)
    line = queries.place_in_line(ticket, services, at) if ticket.state == State.WAITING else None
    call = ticket.all_calls.select_related("counter").order_by("-n").first() if ticket.calls else None
    expected = line.expected if line else None
    return {
        "name": ticket.name, "code": ticket.code, "key": queries.ticket_key(ticket.name), "service": ticket.letter,
        "state": ticket.state, "state_text": str(State(ticket.state).label), "taken_at": moment(ticket.taken_at),
        "slot_at": moment(ticket.slot_at), "counter": call.counter.number if call else None,
        "ahead": line.ahead if line else None, "wait_low_minutes": expected.low if expected else None,
        "wait_high_minutes": expected.high if expected else None, "wait_text": wait_words(line),
    }  # fmt: skip


@router.post(
    "/tickets", response={201: TicketOut, **refusals(401, 403, 404, 409, 415, 422)}, operation_id="take_ticket",
    openapi_extra={"parameters": [HEADER]},
)  # fmt: skip
def take_ticket(request: HttpRequest, given: TicketIn) -> HttpResponse:
    """Lấy số thứ tự cho người đến: the next number of the day, taken by a post of the unit."""
    by, at = actor_of(request), now_of(request)

    def do() -> dict[str, Any]:
        ticket = actions.take_ticket(
            by=by, at=at, place=by.agency, service=given.service, priority=given.priority, source=Source.DESK
        )
        return told(ticket, at)

    return done_once(request, f"{by.post}:ticket", 201, do)


@router.get(
    "/tickets/{name}",
    response={200: TicketOut, **refusals(404, 422, 429)},
    operation_id="get_ticket",
    auth=None,
)
def get_ticket(request: HttpRequest, name: Annotated[Name, Path()], key: Key = Query("")) -> HttpResponse:
    """Số thứ tự: where it stands, with the six figures printed beside it."""
    throttle.wait_first(request)
    try:
        ticket = queries.found(name, key)
    except NotFound:
        throttle.count(request, throttle.six_figures)
        raise
    return answer(told(ticket, now_of(request)))


@router.get("/hall/{unit}", response={200: HallOut, **refusals(404, 422)}, operation_id="get_hall", auth=None)
def get_hall(request: HttpRequest, unit: Annotated[Unit, Path()]) -> HttpResponse:
    """Màn hình gọi số: the last calls, the open counters, how many wait for what; the same that stands on the wall."""
    at = now_of(request)
    place = unit_on(unit, at.date()).key
    board = queries.board(place, at)
    return answer({
        "unit": place, "at": moment(at),
        "calls": [
            {
                "code": line.code, "counter": line.counter, "said_at": moment(line.said_at),
                "text": announcing.call(line.code, line.counter),
            }
            for line in board.calls
        ],
        "counters": [{"number": number, "code": code} for number, code in board.counters],
        "waiting": [
            {"letter": service.letter, "name": service.name, "waiting": count} for service, count in board.waiting
        ],
    })  # fmt: skip
