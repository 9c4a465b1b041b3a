"""At the counter: open and close it, call, call again, begin, finish, note who is not there, send on."""

import datetime as dt
from typing import Any

from motcua.areas.counters import events, evidence, policies, queries
from motcua.areas.counters.actions.tickets import PREMISES, keep
from motcua.areas.counters.choices import Outcome, State
from motcua.areas.counters.models import Call, Counter, Service, Shift, Ticket
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid


class Occupied(Impossible):
    text = "Quầy {number} đang có người mở. Chọn quầy khác, hoặc nhờ phụ trách đóng quầy đó."


class SitsElsewhere(Impossible):
    text = "Vị trí này đang mở quầy {number}. Đóng quầy đó trước."


class StillServing(Impossible):
    text = "Quầy đang tiếp số {code}. Ghi xong số này trước."


class NobodyWaits(Impossible):
    text = "Không có ai chờ quầy này."


class NotNow(Impossible):
    text = "Quầy không có số nào đang được mời."


# --- opening hours of a counter ------------------------------------------------------------------------------------


def _lock_counter(place: str, number: int) -> Counter:
    counter = queries.counter(place, number)
    return Counter.objects.select_for_update().get(pk=counter.pk)


def _keep_shift(shift: Shift, kind: EventKind, *, by: Actor, at: dt.datetime, **facts: Any) -> None:
    counter = shift.counter
    record(
        kind, subject=counter.subject, unit=counter.place, by=by, at=at,
        facts={"number": counter.number, **facts, "rows": evidence.of_shift(shift)},
    )  # fmt: skip


@act(may=policies.can_sit, records=events.OPENED, law=PREMISES)
def open_counter(*, by: Actor, at: dt.datetime, place: str, number: int) -> Shift:
    """Mở quầy: sit down at a counter; what the roster planned for this post there today is thereby attended."""
    counter = _lock_counter(place, number)
    here = Shift.objects.filter(counter=counter, opened_at__isnull=False, closed_at=None).first()
    if here is not None and here.post != by.post:
        raise Occupied(number=number)
    seat = queries.seat(by)
    if seat is not None:
        raise SitsElsewhere(number=seat.counter.number)
    today = at.astimezone(TZ).date()
    planned = (
        Shift.objects.filter(counter=counter, post=by.post, on=today, opened_at=None, ends_at__gt=at)
        .order_by("starts_at")
        .first()
    )
    shift = planned or Shift(counter=counter, post=by.post, on=today)
    shift.counter, shift.opened_at = counter, at
    shift.save()
    _keep_shift(shift, events.OPENED, by=by, at=at, post=by.post, planned=planned is not None)
    return shift


@act(may=policies.can_close, records=events.CLOSED, law=PREMISES)
def close_counter(*, by: Actor, at: dt.datetime, place: str, number: int) -> Shift:
    """Đóng quầy: stand up from one's own counter; the head closes any, the system what was forgotten."""
    counter = Counter.objects.select_for_update().filter(place=place, number=number).first()
    if counter is None:
        raise queries.NoSuchCounter(number=number)
    shift = Shift.objects.filter(counter=counter, opened_at__isnull=False, closed_at=None).first()
    if shift is None or (
        shift.post != by.post and by.post != SYSTEM.post and not policies.can_arrange(by, place)
    ):
        raise queries.NoSuchCounter(number=number)
    shift.counter = counter
    call = queries.current(shift)
    if call is not None:
        raise StillServing(code=call.ticket.code)
    shift.closed_at = at
    shift.save(update_fields=["closed_at"])
    _keep_shift(shift, events.CLOSED, by=by, at=at, post=shift.post)
    return shift


# --- calling -------------------------------------------------------------------------------------------------------


def _seat(by: Actor) -> Shift:
    shift = queries.seat(by, needed=True)
    assert shift is not None
    return shift


def _open_call(by: Actor, *states: str) -> tuple[Call, Ticket]:
    """The call that is open at one's counter, its rows locked, in one of these states."""
    call = queries.current(_seat(by))
    if call is None:
        raise NotNow()
    ticket = queries.to_act_on(call.ticket, by=by)
    if ticket.state not in states:
        raise NotNow()
    call.ticket = ticket
    return call, ticket


@act(may=policies.can_call, records=events.CALLED, law=PREMISES)
def call_next(*, by: Actor, at: dt.datetime) -> Ticket:
    """Mời số tiếp theo: whom the rule of the hall names for this counter."""
    shift = _seat(by)
    place = shift.counter.place
    services = list(Service.objects.select_for_update().filter(place=place))  # one counter chooses at a time
    open_call = queries.current(shift)
    if open_call is not None:
        raise StillServing(code=open_call.ticket.code)
    while True:
        chosen = queries.whom_to_call(shift, services, at)
        if chosen is None:
            raise NobodyWaits()
        ticket, express = queries.to_act_on(chosen[0], by=by), chosen[1]
        if ticket.state == State.WAITING:  # else withdrawn a moment ago: look again
            break
    ticket.calls += 1
    ticket.state, ticket.called_at = State.CALLED, ticket.called_at or at
    ticket.save(update_fields=["state", "called_at", "calls"])
    call = Call.objects.create(
        ticket=ticket, n=ticket.calls, place=place, on=ticket.on, counter=shift.counter, post=by.post,
        express=express, called_at=at, said_at=at,
    )  # fmt: skip
    keep(ticket, events.CALLED, by=by, at=at, call=call, counter=shift.counter.number)
    return ticket


@act(may=policies.can_call, records=events.RECALLED, law=PREMISES)
def recall(*, by: Actor, at: dt.datetime) -> Ticket:
    """Mời lại: the number is called out again."""
    call, ticket = _open_call(by, State.CALLED, State.SERVING)
    call.said_at = at
    call.save(update_fields=["said_at"])
    keep(ticket, events.RECALLED, by=by, at=at, call=call, counter=call.counter.number)
    return ticket


@act(may=policies.can_call, records=events.STARTED, law=PREMISES)
def start(*, by: Actor, at: dt.datetime) -> Ticket:
    """Bắt đầu tiếp: whoever was called sits at the counter."""
    call, ticket = _open_call(by, State.CALLED)
    call.started_at, ticket.state = at, State.SERVING
    call.save(update_fields=["started_at"])
    ticket.save(update_fields=["state"])
    keep(ticket, events.STARTED, by=by, at=at, call=call, counter=call.counter.number)
    return ticket


def _end(call: Call, ticket: Ticket, at: dt.datetime, outcome: str, state: str) -> None:
    call.ended_at, call.outcome = at, outcome
    call.save(update_fields=["ended_at", "outcome", "started_at"])
    ticket.state = state
    ticket.ended_at = None if state == State.WAITING else at
    ticket.save(update_fields=["state", "ended_at", "only", "express"])


@act(may=policies.can_call, records=events.FINISHED, law=PREMISES)
def finish(*, by: Actor, at: dt.datetime) -> Ticket:
    """Tiếp xong: the counter is free for the next."""
    call, ticket = _open_call(by, State.CALLED, State.SERVING)
    call.started_at = call.started_at or call.called_at
    _end(call, ticket, at, Outcome.SERVED, State.SERVED)
    keep(ticket, events.FINISHED, by=by, at=at, call=call, counter=call.counter.number)
    return ticket


@act(may=policies.can_call, records=events.MISSED, law=PREMISES)
def miss(*, by: Actor, at: dt.datetime) -> Ticket:
    """Không có mặt: nobody came to the counter; who comes back later waits again."""
    call, ticket = _open_call(by, State.CALLED)
    _end(call, ticket, at, Outcome.NO_SHOW, State.NO_SHOW)
    keep(ticket, events.MISSED, by=by, at=at, call=call, counter=call.counter.number)
    return ticket


@act(may=policies.can_call, records=events.MOVED, law=PREMISES)
def move(*, by: Actor, at: dt.datetime, to: int) -> Ticket:
    """Chuyển quầy: whoever is here waits for another counter, as long as they have waited already."""
    call, ticket = _open_call(by, State.CALLED, State.SERVING)
    target = queries.counter(ticket.place, to)
    if target.pk == call.counter_id:
        raise Invalid(field="to", text="Chọn một quầy khác.")
    call.started_at = call.started_at or call.called_at
    ticket.only, ticket.express = target, True
    _end(call, ticket, at, Outcome.MOVED, State.WAITING)
    keep(ticket, events.MOVED, by=by, at=at, call=call, counter=call.counter.number, to=to)
    return ticket
