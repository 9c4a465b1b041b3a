"""When to try again, and who may do what."""

import datetime as dt

from motcua.base.journal.ports import SYSTEM, Actor

TRIES = 20
"""So many failures are about four days."""
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=6)
LOOKING = frozenset({"head", "direct", "sign", "admin"})


def can_deliver(by: Actor) -> bool:
    """Only the system delivers and compares."""
    return by.post == SYSTEM.post


def can_look(by: Actor, unit: str) -> bool:
    """Whoever heads the one-stop desk or the agency, and its administrator."""
    return bool(unit) and by.agency == unit and not by.duties.isdisjoint(LOOKING)


def can_mend(by: Actor, unit: str) -> bool:
    """Whoever may look may send again and ask for a comparison."""
    return can_look(by, unit)


def can_compare(by: Actor, unit: str) -> bool:
    """Whoever may look, and the system for the days gone by."""
    return can_deliver(by) or can_look(by, unit)


def pause(tries: int) -> dt.timedelta:
    """How long to wait after so many failures: one minute, doubled each time, at most six hours."""
    doublings = min(max(tries - 1, 0), 16)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
