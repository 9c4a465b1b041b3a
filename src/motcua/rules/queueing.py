"""Whom a counter calls next, and how long one still waits: fair, provable, without names.

Two lanes. In the *express* lane stand priority tickets, appointments at their time, and whoever was sent on from
another counter or came back after missing their call; in the *ordinary* lane everybody else. Each lane goes by the
moment since which one waits. A counter calls at most ``turns`` express tickets in a row while an ordinary one
waits; then the ordinary one goes. Hence nobody waits forever, and an express ticket with ``k`` express tickets
before it sees at most ``k // turns + 1`` ordinary ones called first.
"""

import datetime as dt
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5
"""With fewer services seen nothing is said of how long one waits."""
Z80: Final = 1.2816
"""Half width of an interval that holds four times out of five, in standard deviations."""


@dataclass(frozen=True)
class Waiting:
    """A ticket that waits.

    ``code``      its number ("A012")
    ``service``   the letter of what it was taken for
    ``since``     the moment since which it counts as waiting
    ``express``   whether it stands in the express lane
    ``counter``   the one counter that may call it; 0 for any that serves its letter
    ``slot_at``   the time it was booked for; from ``lead`` before it on it stands in the express lane
    """

    code: str
    service: str
    since: dt.datetime
    express: bool = False
    counter: int = 0
    slot_at: dt.datetime | None = None


@dataclass(frozen=True)
class Fairness:
    """``turns`` express tickets in a row at most; a booking counts as waiting since ``lead`` before its time."""

    turns: int = 2
    lead: dt.timedelta = dt.timedelta(minutes=15)

    def __post_init__(self) -> None:
        if self.turns < 1 or self.lead < dt.timedelta():
            raise ValueError("at least one express ticket in a row, and no negative lead")


def most_ordinary_before(express_ahead: int, fairness: Fairness) -> int:
    """How many ordinary tickets at most a counter calls before an express one with so many express ones ahead."""
    return express_ahead // fairness.turns + 1


def _placed(ticket: Waiting, at: dt.datetime, fairness: Fairness) -> tuple[bool, dt.datetime]:
    """(express, waiting since) of a ticket at a moment."""
    if ticket.slot_at is not None:
        counted = ticket.slot_at - fairness.lead
        if at >= counted:
            return True, max(counted, ticket.since)
    return ticket.express, ticket.since


def may_call(ticket: Waiting, counter: int, letters: Collection[str]) -> bool:
    """Whether a counter with these letters may call a ticket; one sent to a counter is that counter's alone."""
    return ticket.counter == counter if ticket.counter else ticket.service in letters


def next_ticket(
    tickets: Iterable[Waiting],
    *,
    counter: int,
    letters: Collection[str],
    express_run: int,
    at: dt.datetime,
    fairness: Fairness,
) -> Waiting | None:
    """The ticket that a counter calls now; None when nobody waits for it.

    ``express_run`` is how many express tickets this counter has called in a row until now.
    """
    lanes: dict[bool, tuple[dt.datetime, str, Waiting]] = {}
    for ticket in tickets:
        if not may_call(ticket, counter, letters):
            continue
        express, since = _placed(ticket, at, fairness)
        entry = (since, ticket.code, ticket)
        if express not in lanes or entry[:2] < lanes[express][:2]:
            lanes[express] = entry
    if False in lanes and (True not in lanes or express_run >= fairness.turns):
        return lanes[False][2]
    return lanes[True][2] if True in lanes else None


def is_express(ticket: Waiting, at: dt.datetime, fairness: Fairness) -> bool:
    """Whether a ticket stands in the express lane at a moment."""
    return _placed(ticket, at, fairness)[0]


def order(
    tickets: Iterable[Waiting],
    *,
    counter: int,
    letters: Collection[str],
    express_run: int,
    at: dt.datetime,
    fairness: Fairness,
) -> list[Waiting]:
    """In which order one counter would call these tickets if nobody else came."""
    left = {ticket.code: ticket for ticket in tickets if may_call(ticket, counter, letters)}
    lanes: dict[bool, list[tuple[dt.datetime, str]]] = {True: [], False: []}
    for ticket in left.values():
        express, since = _placed(ticket, at, fairness)
        lanes[express].append((since, ticket.code))
    fast, slow = sorted(lanes[True], reverse=True), sorted(lanes[False], reverse=True)
    found: list[Waiting] = []
    while fast or slow:
        if slow and (not fast or express_run >= fairness.turns):
            found.append(left[slow.pop()[1]])
            express_run = 0
        else:
            found.append(left[fast.pop()[1]])
            express_run += 1
    return found


@dataclass(frozen=True)
class Expected:
    """How long one still waits, in whole minutes: from ``low`` to ``high`` four times out of five."""

    low: int
    high: int


def expected_wait(ahead: int, counters: int, services: Sequence[float]) -> Expected | None:
    """How long somebody with ``ahead`` people before them waits for one of ``counters`` equal counters.

    ``services`` are recent service times in seconds. All counters are taken to be busy, so ``ahead + 1`` services
    must end. The interval covers how services differ and that their mean is only estimated. None when no counter
    is open or too few services were seen to say anything honest.
    """
    if counters < 1 or len(services) < FEWEST:
        return None
    n, ends = len(services), ahead + 1
    mean = sum(services) / n
    variance = sum((one - mean) ** 2 for one in services) / (n - 1)
    spread = math.sqrt(ends * variance + ends * ends * variance / n) / counters
    middle = ends * mean / counters
    low = max(0.0, middle - Z80 * spread) if ahead else 0.0
    high = middle + Z80 * spread
    step = 60 if high <= 900 else 300
    return Expected(int(low // step * step) // 60, int(-(-high // step) * step) // 60)


def quantile(values: Sequence[float], share: float) -> float | None:
    """The nearest-rank quantile: at least ``share`` of the values are not above it; None for no values."""
    if not values:
        return None
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]
