"""Who keeps coordination programmes. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import can_see as works_or_supervises
from motcua.base.journal.ports import Actor

WORKING = frozenset({"process", "review", "sign", "stamp", "direct"})


class ProgrammeLike(Protocol):
    """What a policy looks at."""

    agency: str


def can_look(by: Actor) -> bool:
    """Everybody who works for the agency, or supervises it: the Front is a party to most of them."""
    return bool(by.agency) and works_or_supervises(by, by.agency)


def can_enter(by: Actor) -> bool:
    """Who leads the agency, and the head of the office."""
    return bool(by.agency) and "direct" in by.duties and not by.duties.isdisjoint({"sign", "review"})


def can_keep(by: Actor, programme: ProgrammeLike) -> bool:
    """The same, for the agency's own."""
    return by.agency == programme.agency and can_enter(by)


def can_report(by: Actor, programme: ProgrammeLike) -> bool:
    """Officials of the agency say what came of a joint task."""
    return bool(by.agency) and by.agency == programme.agency and not by.duties.isdisjoint(WORKING)
