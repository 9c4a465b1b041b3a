"""Periodic work of fees: find, then call one action each."""

from motcua.areas.fees import actions, queries
from motcua.base.journal.clock import TZ, now
from motcua.base.journal.ports import SYSTEM


def go_on_with_heirs() -> int:
    """Where units were reorganised, their heirs take what is still to be paid (R11.9); how many charges."""
    at = now()
    codes = queries.of_ended_units(at.astimezone(TZ).date())
    for code in codes:
        actions.succeed(by=SYSTEM, at=at, code=code)
    return len(codes)
