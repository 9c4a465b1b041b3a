"""Periodic work of campaigns: find, then call one action each."""

from motcua.areas.campaigns import actions, queries
from motcua.base.journal.clock import TZ, now
from motcua.base.journal.ports import SYSTEM


def destroy_contacts() -> int:
    """Lists of who was on duty go when the days of their campaign are over (S126, ADR 0021)."""
    at = now()
    left = queries.with_contacts_left(at.astimezone(TZ).date())
    for code in left:
        actions.destroy_contacts(by=SYSTEM, at=at, campaign=code)
    return len(left)
