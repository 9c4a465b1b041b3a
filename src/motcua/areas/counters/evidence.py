"""The hall's rows held against the journal: what was altered, removed or added by hand.

Every event of a ticket says digests of its row and of the call that the act wrote; every event of a counter those of
its shifts. The priority group stands in no event: with the code of a dossier it would tell of somebody's health.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from motcua.areas.cases.evidence import digest
from motcua.areas.counters import events
from motcua.areas.counters.models import Call, Counter, Service, Shift, Ticket
from motcua.base.journal.models import Event
from motcua.rules.said import Said

TICKET = (
    "source", "express", "state", "taken_at", "slot_at", "arrived_at", "since", "called_at", "ended_at", "calls",
    "dossier",
)  # fmt: skip
CALL = ("n", "post", "express", "called_at", "said_at", "started_at", "ended_at", "outcome")
SHIFT = ("post", "on", "starts_at", "ends_at", "opened_at", "closed_at")
CHUNK = 400


def _values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def of_ticket(ticket: Ticket) -> str:
    """Digest of a ticket without its priority group."""
    return digest(ticket.subject, "ticket", {**_values(ticket, TICKET), "only": ticket.only_id})


def of_call(subject: str, call: Call) -> dict[str, str]:
    """Digest of one call."""
    name = f"call.{call.n}"
    return {name: digest(subject, name, {**_values(call, CALL), "counter": call.counter_id})}


def of_shift(shift: Shift) -> dict[str, str]:
    """Digest of one shift, under its counter."""
    name = f"shift.{shift.pk}"
    return {name: digest("counter", name, {**_values(shift, SHIFT), "counter": shift.counter_id})}


def disagreements() -> list[str]:
    """Tickets, calls and shifts that differ from what the journal recorded. Linear, a few hundred at a time."""
    found: list[str] = []
    after = 0
    while tickets := list(Ticket.objects.filter(pk__gt=after).order_by("pk")[:CHUNK]):
        after = tickets[-1].pk
        said = _said({ticket.subject for ticket in tickets})
        calls: dict[int, list[Call]] = defaultdict(list)
        for call in Call.objects.filter(ticket_id__in=[ticket.pk for ticket in tickets]):
            calls[call.ticket_id].append(call)
        for ticket in tickets:
            now = {"ticket": of_ticket(ticket)}
            for call in calls[ticket.pk]:
                now |= of_call(ticket.subject, call)
            if now != said[ticket.subject]:
                found.append(Said("Số {name}: khác với sổ cái (bị sửa hoặc bị chèn).", name=ticket.name))
    return found + _vanished() + _shifts() + _arranged()


def _said(subjects: Iterable[str]) -> dict[str, dict[str, str]]:
    """The last digest said of every row of these subjects."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    events = Event.objects.filter(subject__in=subjects).order_by("subject", "n")
    for subject, facts in events.values_list("subject", "facts"):
        said[subject] |= facts.get("rows", {})
    return said


def _vanished() -> list[str]:
    """Tickets that the journal knows and that have no row any more."""
    kept = {ticket.subject for ticket in Ticket.objects.only("place", "on", "letter", "number").iterator()}
    born = Event.objects.filter(subject__startswith="ticket:", n=1).values_list("subject", flat=True)
    return [
        Said(
            "Số {name}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", name=subject.partition(":")[2]
        )
        for subject in born.iterator()
        if subject not in kept
    ]


def _shifts() -> list[str]:
    said: dict[str, str] = {}
    events = (
        Event.objects.filter(subject__startswith="counter:").order_by("seq").values_list("facts", flat=True)
    )
    for facts in events.iterator():
        said |= facts.get("rows", {})
    now: dict[str, str] = {}
    for shift in Shift.objects.iterator():
        now |= of_shift(shift)
    gone = {name for name, value in said.items() if not value}
    odd = sorted(name for name in (said.keys() | now.keys()) - gone if said.get(name) != now.get(name))
    odd += sorted(gone & now.keys())
    return [Said("Ca trực {name}: khác với sổ cái (bị sửa).", name=name.partition(".")[2]) for name in odd]


SERVICE = ("name", "fields", "slot_capacity", "active")
COUNTER = ("name", "letters", "active")


def _arranged() -> list[str]:
    """Kinds of business and counters against the last time that somebody arranged them."""
    said: dict[str, dict[str, Any]] = {}
    kinds = (events.SERVICE_SET.name, events.COUNTER_SET.name)
    for subject, facts in (
        Event.objects.filter(kind__in=kinds).order_by("seq").values_list("subject", "facts")
    ):
        said[subject] = facts
    now = {f"service:{row.place}-{row.letter}": _values(row, SERVICE) for row in Service.objects.all()}
    now |= {row.subject: _values(row, COUNTER) for row in Counter.objects.all()}
    odd = []
    for subject in sorted(said.keys() | now.keys()):
        row, told = now.get(subject), said.get(subject)
        if row is None or told is None or any(told.get(name) != value for name, value in row.items()):
            odd.append(subject)
    return [
        Said("Quầy, loại việc {name}: khác với sổ cái (bị sửa, bị chèn hoặc bị xóa).", name=name)
        for name in odd
    ]
