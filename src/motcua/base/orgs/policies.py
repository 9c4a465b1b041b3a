"""Who may change units and posts."""

from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.choices import Duty


def can_load(by: Actor) -> bool:
    """The catalogue of units is loaded by administrators and by the system itself."""
    return by.post == SYSTEM.post or Duty.ADMIN in by.duties


def can_arrange(by: Actor) -> bool:
    """Divisions and posts are arranged by administrators; actions hold them to their own agency."""
    return by.post == SYSTEM.post or Duty.ADMIN in by.duties


def in_reach(by: Actor, agency: str) -> bool:
    """An administrator arranges the agency the post belongs to; the system arranges any."""
    return by.post == SYSTEM.post or by.agency == agency
