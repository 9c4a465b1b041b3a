"""Who may do what to a complaint. Pure; posts and duties only; deny unless a post allows.

Who verified never decides: which posts did is looked up by the act.
"""

from collections.abc import Sequence
from typing import Protocol

from motcua.areas.cases.policies import CaseLike, Known, can_see, holds, people_of
from motcua.areas.complaints.choices import KIND
from motcua.areas.petitions.choices import FIELD
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor

HANDLING = frozenset({"process", "review", "sign"})


class PetitionLike(Protocol):
    """The petition that is accepted."""

    @property
    def case(self) -> CaseLike: ...


class ComplaintLike(Protocol):
    """What a policy looks at."""

    verifiers: Sequence[str]

    @property
    def case(self) -> CaseLike: ...


def can_load(by: Actor) -> bool:
    """Only the installation itself."""
    return by.post == SYSTEM.post


def works_on(by: Actor) -> bool:
    """Whether complaints are among what the post works on."""
    return bool(by.agency) and not by.duties.isdisjoint(HANDLING) and by.handles(FIELD)


@people_of(KIND)
def known_people(by: Actor) -> Known:
    """Who complains: for posts that handle and decide complaints, and for the post that has the case now."""
    return Known(every=works_on(by), posts=_acts_as(by))


def _acts_as(by: Actor) -> frozenset[str]:
    return frozenset({by.post, by.on_behalf_of} - {""})


def can_read(by: Actor, complaint: ComplaintLike) -> bool:
    """What a complaint says: whoever knows who complains, and who was charged with verifying it."""
    if not can_see(by, complaint.case.agency):
        return False
    return known_people(by).covers(complaint.case) or not _acts_as(by).isdisjoint(complaint.verifiers)


def _decides(by: Actor, case: CaseLike) -> bool:
    return bool(by.agency) and by.agency == case.agency and "sign" in by.duties and by.handles(FIELD)


def can_accept(by: Actor, petition: PetitionLike) -> bool:
    """The chair, or a vice-chair whose field it is."""
    return _decides(by, petition.case)


def can_decide(by: Actor, complaint: ComplaintLike) -> bool:
    """The chair, or a vice-chair whose field it is."""
    return _decides(by, complaint.case)


def can_verify(by: Actor, complaint: ComplaintLike) -> bool:
    """The post that was charged with verifying."""
    return holds(by, complaint.case) and "process" in by.duties


def can_handle(by: Actor, complaint: ComplaintLike) -> bool:
    """Officials of the agency who handle complaints, and who verifies this one."""
    own = bool(by.agency) and by.agency == complaint.case.agency
    return own and can_read(by, complaint) and not by.duties.isdisjoint({"process", "sign"})


def can_take_effect(by: Actor, complaint: ComplaintLike) -> bool:
    """Who handles it; the installation itself when the day has come."""
    return by.post == SYSTEM.post or can_handle(by, complaint)


def can_ask_to_withdraw(by: Actor, complaint: ComplaintLike) -> bool:
    """Whoever holds the receipt: that is not yet who complains, so it takes nothing back."""
    return by.post == CITIZEN.post


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return by.post == SYSTEM.post


BY_ACT = {
    "assign": can_decide, "complicate": can_handle, "call_dialogue": can_verify, "hold_dialogue": can_verify,
    "report": can_verify, "send_back": can_decide, "suspend": can_decide, "resume": can_decide,
    "ask_to_withdraw": can_ask_to_withdraw, "withdraw": can_handle, "stop": can_decide, "decide": can_decide,
    "send": can_handle, "publish": can_handle,
    "take_effect": can_take_effect, "order_execution": can_decide, "execute": can_handle, "close": can_handle,
    "appeal": can_handle, "sue": can_handle,
}  # fmt: skip

__all__ = ["BY_ACT", "can_see"]
