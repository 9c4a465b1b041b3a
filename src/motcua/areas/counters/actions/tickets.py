"""A ticket's life but for its calls: taken, booked, arrived, withdrawn, come back, ended with the day."""

import datetime as dt
from typing import Any

from motcua.areas.counters import events, evidence, policies, queries
from motcua.areas.counters.choices import AT_COUNTER, Outcome, Source, State
from motcua.areas.counters.models import Call, Service, Ticket
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import moment_words

FINDS = {"ticket": queries.to_act_on}
PREMISES = "NĐ 118/2025 Điều 13"
MOST_A_DAY = 999


class Closed(Impossible):
    text = "Bộ phận một cửa đang nghỉ, mở lại lúc {opens}. Ông/bà có thể đặt giờ trước trên cổng."


class SlotFull(Impossible):
    text = "Khung giờ này vừa hết chỗ. Ông/bà chọn giờ khác."


class NotWaiting(Impossible):
    text = "Số {code} không còn chờ gọi ({state})."


class AnotherDay(Impossible):
    text = "Số này hẹn ngày {on}. Ông/bà đến đúng ngày đã đặt."


def keep(
    ticket: Ticket, kind: EventKind, *, by: Actor, at: dt.datetime, call: Call | None = None, **facts: Any
) -> None:
    """Journal an act on a ticket with digests of the rows that it wrote."""
    rows = {"ticket": evidence.of_ticket(ticket)}
    if call is not None:
        rows |= evidence.of_call(ticket.subject, call)
    record(
        kind, subject=ticket.subject, unit=ticket.place, by=by, at=at,
        facts={"code": ticket.code, "letter": ticket.letter, "state": ticket.state, **facts, "rows": rows},
    )  # fmt: skip


def _new(service: Service, on: dt.date, at: dt.datetime, **values: Any) -> Ticket:
    """A new row with the next number of its letter and day."""
    number = take_number(agency=service.place, book=f"ticket-{on:%y%m%d}-{service.letter}", year=on.year)
    if number > MOST_A_DAY:
        raise Invalid(field="service", text="Hôm nay đã hết số cho việc này. Ông/bà hỏi cán bộ hướng dẫn.")
    return Ticket.objects.create(
        place=service.place, on=on, letter=service.letter, number=number, taken_at=at, **values
    )


@act(may=policies.can_take, records=events.TAKEN, law=PREMISES)
def take_ticket(
    *, by: Actor, at: dt.datetime, place: str, service: str, priority: str = "", source: str = Source.KIOSK
) -> Ticket:
    """Lấy số thứ tự: the next number of the day for what one came for; who goes first says so themselves."""
    wanted = queries.service(place, service)
    on = at.astimezone(TZ).date()
    opens = queries.opens_again(place, at)
    if opens is not None and by.post == CITIZEN.post:
        raise Closed(opens=moment_words(opens))
    if priority and priority not in dict(queries.groups(on)):
        raise Invalid(field="priority", text="Chọn một nhóm ưu tiên trong danh sách.")
    if source not in (Source.KIOSK, Source.DESK):
        raise Invalid(field="source", text="Chọn nơi lấy số.")
    ticket = _new(
        wanted, on, at, source=source, priority=priority, express=bool(priority), state=State.WAITING,
        arrived_at=at, since=at,
    )  # fmt: skip
    keep(ticket, events.TAKEN, by=by, at=at, source=source, express=ticket.express)
    return ticket


@act(may=policies.can_take, records=events.BOOKED, law=PREMISES)
def book_slot(*, by: Actor, at: dt.datetime, place: str, service: str, slot_at: dt.datetime) -> Ticket:
    """Đặt giờ: a number for a time within office hours, without an account and without a name."""
    wanted = queries.service(place, service)
    Service.objects.select_for_update().get(
        pk=wanted.pk
    )  # two people at once do not book the last place twice
    on = slot_at.astimezone(TZ).date()
    free = {slot.at: slot.free for slot in queries.slots(wanted, on, at)}
    if slot_at not in free:
        raise Invalid(field="slot_at", text="Chọn một giờ trong danh sách.")
    if not free[slot_at]:
        raise SlotFull()
    ticket = _new(wanted, on, at, source=Source.BOOKING, state=State.BOOKED, slot_at=slot_at)
    keep(ticket, events.BOOKED, by=by, at=at, slot_words=moment_words(slot_at.astimezone(TZ)))
    return ticket


@act(
    may=lambda by, ticket: policies.can_take(by, ticket.place),
    records=events.ARRIVED,
    law=PREMISES,
    finds=FINDS,
)
def arrive(*, by: Actor, at: dt.datetime, ticket: Ticket) -> Ticket:
    """Đã đến: whoever booked stands in line from now, and goes first from a little before their time on."""
    if ticket.on != at.astimezone(TZ).date():
        raise AnotherDay(on=f"{ticket.on:%d/%m/%Y}")
    if ticket.state != State.BOOKED:
        raise NotWaiting(code=ticket.code, state=State(ticket.state).label)
    ticket.state, ticket.arrived_at, ticket.since = State.WAITING, at, at
    ticket.save(update_fields=["state", "arrived_at", "since"])
    keep(ticket, events.ARRIVED, by=by, at=at)
    return ticket


@act(
    may=lambda by, ticket: policies.can_take(by, ticket.place),
    records=events.WITHDRAWN,
    law=PREMISES,
    finds=FINDS,
)
def withdraw(*, by: Actor, at: dt.datetime, ticket: Ticket) -> Ticket:
    """Hủy số: whoever holds it no longer comes; a booked place is free again."""
    if ticket.state not in (State.BOOKED, State.WAITING):
        raise NotWaiting(code=ticket.code, state=State(ticket.state).label)
    ticket.state, ticket.ended_at = State.WITHDRAWN, at
    ticket.save(update_fields=["state", "ended_at"])
    keep(ticket, events.WITHDRAWN, by=by, at=at)
    return ticket


@act(
    may=lambda by, ticket: policies.can_take(by, ticket.place),
    records=events.CAME_BACK,
    law=PREMISES,
    finds=FINDS,
)
def come_back(*, by: Actor, at: dt.datetime, ticket: Ticket) -> Ticket:
    """Quay lại: who missed their call waits again, in the lane of those who go first, behind those already there."""
    if ticket.on != at.astimezone(TZ).date():
        raise AnotherDay(on=f"{ticket.on:%d/%m/%Y}")
    if ticket.state != State.NO_SHOW:
        raise NotWaiting(code=ticket.code, state=State(ticket.state).label)
    ticket.state, ticket.since, ticket.express, ticket.ended_at = State.WAITING, at, True, None
    ticket.save(update_fields=["state", "since", "express", "ended_at"])
    keep(ticket, events.CAME_BACK, by=by, at=at)
    return ticket


@act(may=policies.can_link, records=events.LINKED, law=PREMISES, finds=FINDS)
def link_dossier(*, by: Actor, at: dt.datetime, ticket: Ticket, dossier: str) -> Ticket:
    """Gắn hồ sơ: the dossier that was received while the ticket was served."""
    ticket.dossier = dossier[:60]
    ticket.save(update_fields=["dossier"])
    keep(ticket, events.LINKED, by=by, at=at, dossier=ticket.dossier)
    return ticket


@act(may=policies.can_end_day, records=events.LEFT, law="", finds=FINDS)
def end_day(*, by: Actor, at: dt.datetime, ticket: Ticket) -> Ticket:
    """Hết ngày: a number that nobody finished ends with its day."""
    if ticket.state not in (State.BOOKED, State.WAITING, *AT_COUNTER):
        raise NotWaiting(code=ticket.code, state=State(ticket.state).label)
    call = Call.objects.filter(ticket=ticket, ended_at=None).first()
    if call is not None:
        call.ended_at, call.outcome = at, Outcome.LEFT
        call.save(update_fields=["ended_at", "outcome"])
    ticket.state, ticket.ended_at = State.LEFT, at
    ticket.save(update_fields=["state", "ended_at"])
    keep(ticket, events.LEFT, by=by, at=at, call=call)
    return ticket
