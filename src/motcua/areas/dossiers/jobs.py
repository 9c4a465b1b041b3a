"""Periodic work on dossiers: find, then call one action each."""

from motcua.areas.dossiers import actions, queries
from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM


def expire_unanswered() -> int:
    """Close the dossiers whose applicants did not supplement in time (R1.23); returns how many."""
    at = now()
    codes = queries.unanswered(at)
    for code in codes:
        actions.expire(by=SYSTEM, at=at, code=code)
    return len(codes)
