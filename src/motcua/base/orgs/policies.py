"""Who may change units and posts."""

from collections.abc import Collection

from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.choices import Duty


def can_load(by: Actor) -> bool:
    """The catalogue of units is loaded by administrators and by the system itself."""
    return by.post == SYSTEM.post or Duty.ADMIN in by.duties


def can_arrange(by: Actor) -> bool:
    """Divisions and posts are arranged by administrators; actions hold them to their own agency."""
    return by.post == SYSTEM.post or Duty.ADMIN in by.duties


def can_look(by: Actor) -> bool:
    """Units beneath an agency are kept by its administrators."""
    return bool(by.agency) and Duty.ADMIN in by.duties


def keeps_above(by: Actor, above: Collection[str]) -> bool:
    """A unit is ended by who keeps the organisation of an agency above it, never by the unit itself; by the system
    where nobody is above. ``above``: identities from its parent up."""
    return by.post == SYSTEM.post or (can_look(by) and by.agency in above)


def in_reach(by: Actor, agency: str) -> bool:
    """An administrator arranges the agency the post belongs to; the system arranges any."""
    return by.post == SYSTEM.post or by.agency == agency
