"""Who may do what in the hall. Pure; posts and duties only; deny unless a post allows."""

from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor

SITS = frozenset({"receive", "return", "process", "head"})
ARRANGES = frozenset({"head", "admin"})
WATCHES = frozenset({"head", "admin", "direct", "sign", "supervise", "inspect"})


def can_arrange(by: Actor, place: str) -> bool:
    """The head of the one-stop desk or an administrator arranges services, counters and roster of their own unit."""
    return by.agency == place and not by.duties.isdisjoint(ARRANGES)


def can_sit(by: Actor, place: str) -> bool:
    """Whoever receives, returns or handles dossiers of the unit may sit at its counters."""
    return by.agency == place and not by.duties.isdisjoint(SITS)


def can_call(by: Actor) -> bool:
    """Whoever may sit at a counter calls there; at which one they sit is looked up."""
    return bool(by.agency) and not by.duties.isdisjoint(SITS)


def can_close(by: Actor, place: str) -> bool:
    """Whoever sits at a counter, or the head; the system when the day has ended."""
    return by.post == SYSTEM.post or can_sit(by, place) or can_arrange(by, place)


def can_take(by: Actor, place: str) -> bool:
    """Anybody at a screen or online; an official of the unit for somebody at the desk."""
    return by.post == CITIZEN.post or can_sit(by, place)


def can_end_day(by: Actor) -> bool:
    """Only the clock."""
    return by.post == SYSTEM.post


def can_link(by: Actor) -> bool:
    """Only the system, when a dossier was received at a counter where a ticket was served."""
    return by.post == SYSTEM.post


def can_watch(by: Actor, place: str) -> bool:
    """Leaders, supervisors and the head see the hall of their own unit."""
    return by.agency == place and not by.duties.isdisjoint(WATCHES)


def can_register_screen(by: Actor, place: str) -> bool:
    """An administrator of the unit."""
    return by.agency == place and "admin" in by.duties


def can_pair(by: Actor) -> bool:
    """Whoever holds the code that pairs a screen."""
    return by.post == CITIZEN.post
