"""Periodic work of certification: find, then call one action each."""

from motcua.areas.certification import actions, queries
from motcua.base.journal.clock import TZ, now
from motcua.base.journal.ports import SYSTEM


def list_disposals() -> int:
    """List what need not be kept any longer, agency by agency; nothing is destroyed by it (R11.15)."""
    at = now()
    agencies = queries.agencies_with_disposals(at.astimezone(TZ).date())
    for agency in agencies:
        actions.list_disposal(by=SYSTEM, at=at, agency=agency)
    return len(agencies)


def go_on_with_heirs() -> int:
    """Where units were reorganised, their heirs go on with what is open (R11.9); how many."""
    at = now()
    codes = queries.of_ended_units(at.astimezone(TZ).date())
    for code in codes:
        actions.succeed(by=SYSTEM, at=at, code=code)
    return len(codes)
