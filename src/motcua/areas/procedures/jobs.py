"""Periodic work on the catalogue: find, then call one action."""

from motcua.areas.procedures import actions, queries
from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM


def look() -> int:
    """Find bases that expired or soon will and postings of old versions; how many alerts were raised or cleared."""
    at = now()
    found = queries.to_look_at(at.date())
    if not queries.alerts_differ(found):
        return 0
    return sum(actions.note_alerts(found=found, by=SYSTEM, at=at))
