"""Who reads and closes reports. Pure; posts and duties only; numbers are for more than rows are."""

from motcua.areas.petitions.policies import works_on
from motcua.base.journal.ports import Actor

LEADING = frozenset({"direct", "sign"})
WATCHING = LEADING | {"supervise", "inspect", "head"}


def can_read(by: Actor) -> bool:
    """Figures of the post's own agency: who leads or supervises it, and who handles petitions and compiles them."""
    return bool(by.agency) and (
        not by.duties.isdisjoint(WATCHING) or ("process" in by.duties and works_on(by))
    )


def can_look_below(by: Actor) -> bool:
    """Figures, without rows, of the units beneath the agency: who directs it."""
    return can_read(by) and "direct" in by.duties


def can_open_rows(by: Actor) -> bool:
    """Codes behind a figure of the own agency: not for who only supervises."""
    return can_read(by) and not by.duties.isdisjoint(LEADING | {"head", "process"})


def can_close(by: Actor) -> bool:
    """Who directs the agency keeps the figures as they are."""
    return bool(by.agency) and "direct" in by.duties


__all__ = ["can_close", "can_look_below", "can_open_rows", "can_read"]
