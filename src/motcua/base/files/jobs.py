"""Housekeeping of the files folder."""

import datetime as dt

from motcua.base.files import actions
from motcua.base.journal.clock import now

GRACE = dt.timedelta(days=1)


def sweep() -> int:
    """Once a day: bytes left behind by transactions that were rolled back; returns how many were removed."""
    return actions.discard_orphans(before=now() - GRACE)
