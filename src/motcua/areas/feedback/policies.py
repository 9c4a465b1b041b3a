"""Who may do what to feedback. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import NOBODY, WORKING, CaseLike, Known, can_see, holds, people_of
from motcua.areas.feedback.choices import KIND, Channel, State
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor

LEADING = frozenset({"head", "direct", "sign"})
TAKING = frozenset({"receive", "process", "head"})


class StandingCase(CaseLike, Protocol):
    """A case of which it matters how far it is."""

    state: str


class FeedbackLike(Protocol):
    """What a policy looks at."""

    @property
    def case(self) -> StandingCase: ...

    @property
    def answered_by(self) -> str: ...


def can_load(by: Actor) -> bool:
    """Only the installation itself."""
    return by.post == SYSTEM.post


def can_set_time(by: Actor) -> bool:
    """Who signs for the agency decides how long a category takes here (R6.50)."""
    return bool(by.agency) and "sign" in by.duties


def works_on(by: Actor) -> bool:
    """Whether feedback is among what the post works on: everybody who works for an agency."""
    return bool(by.agency) and not by.duties.isdisjoint(WORKING)


@people_of(KIND)
def known_people(by: Actor) -> Known:
    """Who sent feedback: for who receives or leads, of every category; for others, of the fields they handle."""
    if not works_on(by):
        return NOBODY
    every = not by.duties.isdisjoint(LEADING | {"receive"}) or not by.fields
    return Known(every=every, fields=by.fields)


def can_receive(by: Actor, unit: str, channel: str = "") -> bool:
    """Anybody on the portal; who receives or handles, for their agency."""
    if by.post == CITIZEN.post:
        return channel == Channel.PORTAL
    return bool(unit) and by.agency == unit and not by.duties.isdisjoint(TAKING)


def can_read(by: Actor, feedback: FeedbackLike) -> bool:
    """What was said and by whom: who receives, leads, or handles the field."""
    return can_see(by, feedback.case.agency) and known_people(by).covers(feedback.case)


def _own(by: Actor, feedback: FeedbackLike) -> bool:
    return bool(by.agency) and by.agency == feedback.case.agency


def can_handle(by: Actor, feedback: FeedbackLike) -> bool:
    """Whoever it waits for, and the head who gives out the work."""
    return holds(by, feedback.case) or (_own(by, feedback) and "head" in by.duties)


def can_hand_over(by: Actor, feedback: FeedbackLike) -> bool:
    """Whoever may read what was said, of the agency itself: protection waits for nobody, knowing more is not needed."""
    return _own(by, feedback) and can_read(by, feedback)


def can_answer(by: Actor, feedback: FeedbackLike) -> bool:
    """Whoever handles it; what was answered and is not public yet, only who wrote it."""
    if feedback.case.state == State.ANSWERED:
        return _own(by, feedback) and feedback.answered_by in (by.post, by.on_behalf_of or by.post)
    return can_handle(by, feedback)


def can_publish(by: Actor, feedback: FeedbackLike) -> bool:
    """A leader looks whether anything private would be told before the public reads it."""
    return _own(by, feedback) and not by.duties.isdisjoint(LEADING)


def can_tell_more(by: Actor, feedback: FeedbackLike) -> bool:
    """The sender, with the receipt; an official writes down what was told by telephone."""
    return by.post == CITIZEN.post or (
        _own(by, feedback) and can_read(by, feedback) and not by.duties.isdisjoint(TAKING)
    )


def is_sender(by: Actor, feedback: FeedbackLike) -> bool:
    """Only the sender, whoever holds the receipt."""
    return by.post == CITIZEN.post


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return by.post == SYSTEM.post


BY_ACT = {
    "start": can_handle,
    "answer": can_answer,
    "publish": can_publish,
    "close": can_publish,
    "ask": can_handle,
    "supply": can_tell_more,
    "approve": can_publish,
    "unpublish": can_publish,
    "reroute": can_handle,
    "locate": can_handle,
    "merge": can_handle,
    "forward": can_handle,
    "reject": can_handle,
    "hand_over": can_hand_over,
    "withdraw": can_tell_more,
    "reopen": is_sender,
}

__all__ = ["BY_ACT", "can_see"]
