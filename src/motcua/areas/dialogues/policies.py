"""Who may do what with dialogues and consultations. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import CaseLike, can_see, holds, known_to_workers, people_of
from motcua.areas.dialogues.choices import FIELD, KIND, Way
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor

PREPARING = frozenset({"process", "review", "head"})
ANSWERING = PREPARING | {"sign"}
people_of(KIND)(known_to_workers)


class Held(Protocol):
    """What a policy looks at: the agency whose dialogue, question or consultation it is."""

    agency: str


class CommitmentLike(Protocol):
    """A commitment, as a policy looks at it: ``post`` is who keeps it."""

    post: str

    @property
    def case(self) -> CaseLike: ...


def can_load(by: Actor) -> bool:
    """Only the installation itself."""
    return by.post == SYSTEM.post


def works_on(by: Actor) -> bool:
    """Whether the post prepares or leads dialogues and consultations."""
    return bool(by.agency) and not by.duties.isdisjoint(ANSWERING) and by.handles(FIELD)


def can_look(by: Actor) -> bool:
    """Everybody who works for the agency, or supervises it: dialogues are held in public."""
    return bool(by.agency) and can_see(by, by.agency)


def can_prepare(by: Actor, unit: str = "") -> bool:
    """Whoever prepares dialogues and consultations of the agency: the office, divisions whose field it is."""
    own = bool(by.agency) and (not unit or by.agency == unit)
    return own and not by.duties.isdisjoint(PREPARING) and by.handles(FIELD)


def can_arrange(by: Actor, dialogue: Held) -> bool:
    """Whoever prepares, or decides: for the agency's own."""
    return by.agency == dialogue.agency and works_on(by)


def can_approve(by: Actor, dialogue: Held) -> bool:
    """The chair or a vice-chair of the agency."""
    return bool(by.agency) and by.agency == dialogue.agency and "sign" in by.duties and by.handles(FIELD)


def can_ask(by: Actor, unit: str, way: str) -> bool:
    """Anybody, without account, on the page and at the door; what is asked on the floor is written by an official."""
    if by.post == CITIZEN.post:
        return way in (Way.PAGE, Way.DOOR)
    return by.agency == unit and works_on(by)


def can_moderate(by: Actor, question: Held) -> bool:
    """Whoever prepares or leads: nothing is public before they saw it."""
    return by.agency == question.agency and works_on(by)


def can_answer(by: Actor, question: Held) -> bool:
    """Officials of the agency who work on cases, whatever their field: the one who knows answers."""
    return bool(by.agency) and by.agency == question.agency and not by.duties.isdisjoint(ANSWERING)


def can_hand_over(by: Actor, question: Held) -> bool:
    """Whoever reads questions: protection waits for nobody, knowing denunciations is not needed."""
    return can_answer(by, question)


def can_hand_over_comment(by: Actor, comment: Held) -> bool:
    """Whoever reads comments, as with questions."""
    return can_answer(by, comment)


def can_do(by: Actor, commitment: CommitmentLike) -> bool:
    """The named post only."""
    return holds(by, commitment.case)


def can_confirm(by: Actor, commitment: CommitmentLike) -> bool:
    """Who decides, but never the post that was to keep it: what the chair promised a vice-chair confirms."""
    own = bool(by.agency) and by.agency == commitment.case.agency
    keeps = bool(commitment.post) and commitment.post in (by.post, by.on_behalf_of)
    return own and not keeps and "sign" in by.duties and by.handles(FIELD)


def can_comment(by: Actor) -> bool:
    """Anybody, without account."""
    return by.post == CITIZEN.post


def can_draft(by: Actor, unit: str) -> bool:
    """Whoever prepares consultations of the agency."""
    return can_prepare(by, unit)


def can_arrange_consultation(by: Actor, consultation: Held) -> bool:
    """Whoever prepares, or decides: for the agency's own."""
    return can_arrange(by, consultation)


def can_announce_consultation(by: Actor, consultation: Held) -> bool:
    """Who signs publishes a draft, and what became of the comments."""
    return can_approve(by, consultation)


def can_moderate_comment(by: Actor, comment: Held) -> bool:
    """Whoever prepares or leads: no words are public before they saw them."""
    return by.agency == comment.agency and works_on(by)


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return by.post == SYSTEM.post


BY_ACT = {
    "progress": can_do, "report": can_do, "confirm": can_confirm, "send_back": can_confirm, "postpone": can_confirm,
    "release": can_confirm,
}  # fmt: skip

__all__ = ["BY_ACT", "can_see"]
