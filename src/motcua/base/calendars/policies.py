"""Who may change working time."""

from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.choices import Duty


def can_set_calendar(by: Actor) -> bool:
    """Working time is set by administrators and by the system itself (installation, upgrade)."""
    return by.post == SYSTEM.post or Duty.ADMIN in by.duties
