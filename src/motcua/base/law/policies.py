"""Who may configure."""

from motcua.base.journal.ports import SYSTEM, Actor

ADMIN = "admin"


def can_configure(by: Actor) -> bool:
    """Configuration belongs to administrators' posts, and to the system itself (installation, upgrade)."""
    return by.post == SYSTEM.post or ADMIN in by.duties
