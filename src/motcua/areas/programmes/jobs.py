"""Periodic work of programmes: find, then call one action each."""

from motcua.areas.programmes import actions, queries
from motcua.base.journal.clock import TZ, now
from motcua.base.journal.ports import SYSTEM


def go_on_with_heirs() -> int:
    """Where units were reorganised, their heirs go on with programmes (R11.9); how many."""
    at = now()
    codes = queries.of_ended_units(at.astimezone(TZ).date())
    for code in codes:
        actions.succeed(by=SYSTEM, at=at, code=code)
    return len(codes)
