"""Who may change the catalogue. Everyone may read it: it is public by law (NĐ 63/2010 art. 17)."""

from motcua.base.journal.ports import SYSTEM, Actor

KEEPERS = frozenset({"catalogue", "admin"})


def can_change(by: Actor) -> bool:
    """Officials with the duty of keeping the catalogue, administrators, and the system itself when
    installing.
    """
    return by == SYSTEM or bool(by.duties & KEEPERS)


def can_post(by: Actor, place: str) -> bool:
    """Keepers of the catalogue of the place's own agency; administrators and the system anywhere."""
    if by == SYSTEM or "admin" in by.duties:
        return True
    return "catalogue" in by.duties and place in (by.unit, by.agency)
