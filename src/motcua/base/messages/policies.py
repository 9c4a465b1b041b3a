"""When to try again, and who sends."""

import datetime as dt

from motcua.base.journal.ports import SYSTEM, Actor

TRIES = 8
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=6)


def can_send(by: Actor) -> bool:
    """Only the system sends."""
    return by.post == SYSTEM.post


def pause(tries: int) -> dt.timedelta:
    """How long to wait after so many failures: one minute, doubled each time, at most six hours."""
    doublings = min(max(tries - 1, 0), 16)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
