"""Who keeps the regulation of work. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import can_see as works_or_supervises
from motcua.base.journal.ports import Actor


class RegulationLike(Protocol):
    """What a policy looks at."""

    agency: str


def can_look(by: Actor) -> bool:
    """Everybody who works for the agency, or supervises it: who answers for what is no secret."""
    return bool(by.agency) and works_or_supervises(by, by.agency)


def can_draft(by: Actor) -> bool:
    """Who leads the agency, and the head of the office."""
    return bool(by.agency) and "direct" in by.duties and not by.duties.isdisjoint({"sign", "review"})


def can_keep(by: Actor, regulation: RegulationLike) -> bool:
    """The same, for the agency's own."""
    return by.agency == regulation.agency and can_draft(by)


def can_adopt(by: Actor, regulation: RegulationLike) -> bool:
    """Only who signs for the agency binds it."""
    return can_keep(by, regulation) and "sign" in by.duties
