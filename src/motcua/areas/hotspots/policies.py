"""Who sees what heats up, and who judges. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.base.journal.ports import Actor

LEADING = frozenset({"direct", "sign"})


class HotSpotLike(Protocol):
    """What a policy looks at."""

    agency: str


def can_watch(by: Actor) -> bool:
    """Posts that lead the agency or a part of it; nobody from outside."""
    return bool(by.agency) and not by.duties.isdisjoint(LEADING)


def can_see(by: Actor, hotspot: HotSpotLike) -> bool:
    """All of a hot spot, with its assessment: leaders of its agency."""
    return can_watch(by) and by.agency == hotspot.agency


def can_open(by: Actor) -> bool:
    """Chair and vice-chair: who both directs and signs (R6.19: a leader's judgment)."""
    return bool(by.agency) and by.duties >= LEADING


def can_judge(by: Actor, hotspot: HotSpotLike) -> bool:
    """Who may give tasks, review and close."""
    return can_open(by) and by.agency == hotspot.agency


def can_report(by: Actor, hotspot: HotSpotLike) -> bool:
    """Officials of the agency; whether the task is theirs is looked up by the act."""
    return bool(by.agency) and by.agency == hotspot.agency
