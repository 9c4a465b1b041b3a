"""Who proposes initiatives, who judges them. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import can_see as works_or_supervises
from motcua.base.journal.ports import Actor

WORKING = frozenset({"receive", "process", "review", "sign", "stamp", "head", "direct", "inspect"})


class InitiativeLike(Protocol):
    """What a policy looks at."""

    agency: str
    post: str


def can_look(by: Actor) -> bool:
    """Everybody who works for the agency, or supervises it."""
    return bool(by.agency) and works_or_supervises(by, by.agency)


def can_propose(by: Actor) -> bool:
    """Officials of the agency."""
    return bool(by.agency) and not by.duties.isdisjoint(WORKING)


def judges(by: Actor) -> bool:
    """Who leads the agency, and the head of its office."""
    return bool(by.agency) and "direct" in by.duties and not by.duties.isdisjoint({"sign", "review"})


def can_judge(by: Actor, initiative: InitiativeLike) -> bool:
    """The same, for the agency's own; never who proposed it."""
    return by.agency == initiative.agency and judges(by) and initiative.post not in (by.post, by.on_behalf_of)


def can_replicate(by: Actor, initiative: InitiativeLike) -> bool:
    """Officials of the agency write down where it is done too."""
    return by.agency == initiative.agency and can_propose(by)
