"""Who passes matters up and who answers them. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.base.journal.ports import Actor

LEADING = (frozenset({"sign"}), frozenset({"direct", "review"}))
"""Duties of who leads the whole agency: who signs for it, and the head of its office. Who heads one division or the
one-stop desk directs that only."""


class EscalationLike(Protocol):
    """What a policy looks at."""

    agency: str
    to_agency: str


def can_watch(by: Actor) -> bool:
    """Posts that lead the agency."""
    return bool(by.agency) and any(by.duties >= one for one in LEADING)


def can_see(by: Actor, escalation: EscalationLike) -> bool:
    """Leaders of the unit that raised it, and of the unit to which it was raised."""
    return can_watch(by) and by.agency in (escalation.agency, escalation.to_agency)


def can_raise(by: Actor) -> bool:
    """Who signs for the agency: it is the unit that reports to a higher one."""
    return bool(by.agency) and "sign" in by.duties


def can_receive(by: Actor, escalation: EscalationLike) -> bool:
    """Leaders of the higher unit; for a body outside, those who raised it note that it came in there."""
    return can_watch(by) and by.agency == (escalation.to_agency or escalation.agency)


def can_reply(by: Actor, escalation: EscalationLike) -> bool:
    """Who signs for the higher unit; what a body outside wrote, leaders of the unit that raised it put down."""
    if not can_receive(by, escalation):
        return False
    return not escalation.to_agency or "sign" in by.duties


def can_follow(by: Actor, escalation: EscalationLike) -> bool:
    """Leaders of the unit that raised it: what was done with the reply, or that it is taken back."""
    return can_watch(by) and by.agency == escalation.agency


BY_ACT = {"receive": can_receive, "reply": can_reply, "end": can_follow, "withdraw": can_follow}
