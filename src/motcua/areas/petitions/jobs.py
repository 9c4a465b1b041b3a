"""Periodic work: files chosen on the portal and never sent, stored petitions whose time is over, what denounces."""

import datetime as dt

from motcua.areas.petitions import actions, queries
from motcua.base.journal.clock import TZ, now
from motcua.base.journal.ports import SYSTEM

KEPT = dt.timedelta(days=1)


def discard_never_sent() -> int:
    """Destroy what waited on the portal for a day; how many."""
    at = now()
    return actions.sweep(at=at, before=at - KEPT)


def list_disposals() -> int:
    """List what need not be kept any longer, agency by agency; nothing is destroyed by it (R6.26)."""
    at = now()
    agencies = queries.agencies_with_disposals(at.astimezone(TZ).date())
    for agency in agencies:
        actions.list_disposal(by=SYSTEM, at=at, agency=agency)
    return len(agencies)


def confide_denunciations() -> int:
    """Make confidential what denounces and was taken in before such petitions were; how many."""
    found = queries.to_confide()
    for petition in found:
        actions.confide(by=SYSTEM, at=now(), petition=petition)
    return len(found)
