"""Periodic work: drafts that were left alone, identities that nobody uses."""

import datetime as dt

from motcua.areas.filings import actions, queries
from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM
from motcua.base.people.actions import forget_identities


def discard_left_alone() -> int:
    """Destroy drafts that nobody touched for a month, with their uploads; forget who has nothing here; how many."""
    at = now()
    left = queries.left_alone(at)
    for draft in left:
        actions.discard(by=SYSTEM, at=at, draft=draft)
    before = at - dt.timedelta(days=queries.keep_days(at.date()))
    actions.sweep(before=before)
    forget_identities(before=before.date(), keep=queries.owners())
    return len(left)
