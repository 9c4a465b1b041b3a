"""Who sees what heats up, who judges, who notes. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import SUPERVISING, WORKING
from motcua.base.journal.ports import Actor

NOTING = WORKING | SUPERVISING
LEADING = frozenset({"direct", "sign"})


class HotSpotLike(Protocol):
    """What a policy looks at."""

    agency: str


class NoteLike(Protocol):
    """What a policy looks at in a note."""

    agency: str
    author: str


def can_watch(by: Actor) -> bool:
    """Posts that lead the agency or a part of it; nobody from outside."""
    return bool(by.agency) and not by.duties.isdisjoint(LEADING)


def can_watch_below(by: Actor) -> bool:
    """Figures, without rows, of the units beneath the agency: who directs it."""
    return can_watch(by) and "direct" in by.duties


def can_lead(by: Actor) -> bool:
    """Who leads the whole agency: who signs for it, and the head of its office; not who heads the one-stop desk."""
    return can_watch(by) and ("sign" in by.duties or "review" in by.duties)


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


def can_note(by: Actor) -> bool:
    """Everybody who works for the agency or supervises it hears what people worry about."""
    return bool(by.agency) and not by.duties.isdisjoint(NOTING)


def can_read_note(by: Actor, note: NoteLike) -> bool:
    """Leaders of the agency, and who wrote it; nobody else."""
    own = bool(by.agency) and by.agency == note.agency
    return own and (can_lead(by) or note.author in (by.post, by.on_behalf_of or by.post))


def can_answer_note(by: Actor, note: NoteLike) -> bool:
    """Leaders of the agency."""
    return can_lead(by) and by.agency == note.agency


def can_report_note(by: Actor, note: NoteLike) -> bool:
    """Officials of the agency; whether the task is theirs is looked up by the act."""
    return bool(by.agency) and by.agency == note.agency


def can_log_trip(by: Actor) -> bool:
    """Leaders, of whom it is expected that they go (S122)."""
    return can_lead(by)
