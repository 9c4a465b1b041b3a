"""Periodic work: files that somebody chose on the portal and never sent."""

import datetime as dt

from motcua.areas.petitions import actions
from motcua.base.journal.clock import now

KEPT = dt.timedelta(days=1)


def discard_never_sent() -> int:
    """Destroy what waited on the portal for a day; how many."""
    at = now()
    return actions.sweep(at=at, before=at - KEPT)
