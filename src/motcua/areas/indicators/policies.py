"""Who reads, closes and defines figures. Pure; posts and duties only."""

from typing import Protocol

from motcua.areas.petitions.policies import works_on
from motcua.areas.procedures.policies import KEEPERS
from motcua.base.journal.ports import SYSTEM, Actor

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
    """Codes behind a figure of the own agency, and nobody's name: whoever reads the figure. Who inspects or supervises
    the agency sees its work without personal data anyway (R13.19, ``cases.policies.can_see``)."""
    return can_read(by)


class PostLike(Protocol):
    """What a policy looks at in a post."""

    code: str
    unit_id: str


def can_read_official(by: Actor, post: PostLike) -> bool:
    """Points of one official: they themselves, who directs the agency, and the head of their own division."""
    if not by.agency:
        return False
    heads = not by.duties.isdisjoint({"head", "sign"}) and by.unit == post.unit_id
    return "direct" in by.duties or heads or (by.post == post.code and "process" in by.duties)


def can_close(by: Actor) -> bool:
    """Who directs the agency keeps the figures as they are."""
    return bool(by.agency) and "direct" in by.duties


def can_define(by: Actor) -> bool:
    """How indicators are computed is kept as the catalogue of procedures is: by its keepers and administrators."""
    return by == SYSTEM or not by.duties.isdisjoint(KEEPERS)


def can_confirm(by: Actor) -> bool:
    """Who looks at a proposed way to compute and says yes or no: who may define, and who directs the agency."""
    return can_define(by) or can_target(by)


def can_target(by: Actor) -> bool:
    """Who directs the agency says what it aims at, and the units beneath it."""
    return bool(by.agency) and "direct" in by.duties


__all__ = [
    "can_close",
    "can_confirm",
    "can_define",
    "can_look_below",
    "can_open_rows",
    "can_read",
    "can_target",
]
