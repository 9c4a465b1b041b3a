"""Who keeps coordination programmes. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import can_see as works_or_supervises
from motcua.base.journal.ports import SYSTEM, Actor

WORKING = frozenset({"process", "review", "sign", "stamp", "direct"})


class ProgrammeLike(Protocol):
    """What a policy looks at."""

    agency: str
    units: dict[str, str]


def can_look(by: Actor) -> bool:
    """Everybody who works for the agency, or supervises it: the Front is a party to most of them."""
    return bool(by.agency) and works_or_supervises(by, by.agency)


def can_enter(by: Actor) -> bool:
    """Who leads the agency, and the head of the office."""
    return bool(by.agency) and "direct" in by.duties and not by.duties.isdisjoint({"sign", "review"})


def can_keep(by: Actor, programme: ProgrammeLike) -> bool:
    """The same, for the agency's own."""
    return by.agency == programme.agency and can_enter(by)


def works_here(by: Actor, programme: ProgrammeLike) -> bool:
    """Officials of the agency that keeps the programme."""
    return bool(by.agency) and by.agency == programme.agency and not by.duties.isdisjoint(WORKING)


def party_of(by: Actor, programme: ProgrammeLike) -> str:
    """The party for which a post acts: the one that its unit is; blank for everybody else."""
    if not by.unit or by.agency != programme.agency or not can_look(by):
        return ""
    return next((party for party, unit in programme.units.items() if unit == by.unit), "")


def can_report(by: Actor, programme: ProgrammeLike) -> bool:
    """Officials of the agency say what came of a joint task; a party of those that it leads (``leads``)."""
    return works_here(by, programme) or bool(party_of(by, programme))


def leads(by: Actor, programme: ProgrammeLike, lead: str) -> bool:
    """Whether a post may speak of the joint work that this party leads: its own party, officials of any."""
    return works_here(by, programme) or (bool(lead) and party_of(by, programme) == lead)


def can_contribute(by: Actor, programme: ProgrammeLike) -> bool:
    """A party gives its part of the yearly review and proposes content; who keeps the programme writes it as it is."""
    return bool(party_of(by, programme))


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return by.post == SYSTEM.post
