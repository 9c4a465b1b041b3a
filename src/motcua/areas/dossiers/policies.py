"""Who may do what to a dossier (DOMAIN §1.7). Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import (
    CaseLike,
    can_open,
    can_open_people,
    can_see,
    can_see_people,
    holds,
    known_to_workers,
    people_of,
)
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor

people_of("dossier")(known_to_workers)


class DossierLike(Protocol):
    """What a policy looks at."""

    supplements: int

    @property
    def case(self) -> CaseLike: ...


def _own(by: Actor, dossier: DossierLike, *duties: str) -> bool:
    return bool(by.agency) and by.agency == dossier.case.agency and not by.duties.isdisjoint(duties)


def _counter(by: Actor, dossier: DossierLike, *duties: str) -> bool:
    """The one-stop desk of the agency, or of the place that received the dossier for it (R1.8)."""
    here = by.agency in (dossier.case.agency, dossier.case.place)
    return bool(by.agency) and here and not by.duties.isdisjoint(duties)


def _at_door(dossier: DossierLike) -> bool:
    return getattr(dossier.case, "state", "") in ("submitted", "received")


def can_receive(by: Actor, agency: str, elsewhere: bool = False) -> bool:
    """Receiving officer or head of the centre: for their own agency, or ``elsewhere`` in their province (R1.8)."""
    return (by.agency == agency or elsewhere) and not by.duties.isdisjoint({"receive", "head"})


def can_submit(by: Actor) -> bool:
    """The applicant, with an electronic identity or helped at the counter."""
    return by.post == CITIZEN.post


def can_accept(by: Actor, dossier: DossierLike) -> bool:
    """Whoever may receive at the counter receives what was filed online."""
    return _own(by, dossier, "receive", "head")


def can_transfer(by: Actor, dossier: DossierLike) -> bool:
    """Whoever may receive hands over."""
    return _counter(by, dossier, "receive", "head")


def can_take(by: Actor, dossier: DossierLike) -> bool:
    """Untaken and within the duties and fields of the post."""
    return not dossier.case.post and holds(by, dossier.case)


def can_finish_step(by: Actor, dossier: DossierLike) -> bool:
    """The post that holds the step, or any with its duty while nobody has taken it."""
    return holds(by, dossier.case)


def can_ask_supplement(by: Actor, dossier: DossierLike) -> bool:
    """Before transfer the receiving officer; after it the holder of the step; a second time only a leader (R1.21)."""
    if _at_door(dossier):
        return _counter(by, dossier, "head") or (not dossier.supplements and _counter(by, dossier, "receive"))
    if _own(by, dossier, "sign"):
        return True
    return (
        not dossier.supplements
        and holds(by, dossier.case)
        and not by.duties.isdisjoint({"process", "review"})
    )


def can_supplement(by: Actor, dossier: DossierLike) -> bool:
    """The one-stop desk takes in what the applicant brings; online the applicant sends it."""
    return by.post == CITIZEN.post or _counter(by, dossier, "receive", "head")


def can_refuse(by: Actor, dossier: DossierLike) -> bool:
    """Reception: the receiving officer (Mẫu 03); on the merits: only the signing authority."""
    if _at_door(dossier):
        return _counter(by, dossier, "receive", "head")
    return _own(by, dossier, "sign")


def can_reschedule(by: Actor, dossier: DossierLike) -> bool:
    """Only the head of the agency signs an apology with a new appointment (Mẫu 04)."""
    return _own(by, dossier, "sign")


def can_issue_result(by: Actor, dossier: DossierLike) -> bool:
    """The post that holds the result step."""
    return holds(by, dossier.case)


def can_sign_result(by: Actor, dossier: DossierLike) -> bool:
    """The signing authority of the agency, once the dossier has come to its step and until the result is issued."""
    return dossier.case.duty in ("sign", "stamp") and _own(by, dossier, "sign")


def can_open_signed(by: Actor, dossier: DossierLike) -> bool:
    """Posts that work on the agency's dossiers."""
    return can_see_people(by, dossier.case.agency)


def can_return(by: Actor, dossier: DossierLike) -> bool:
    """The one-stop desk hands over the result."""
    return _counter(by, dossier, "return", "head")


def can_withdraw(by: Actor, dossier: DossierLike) -> bool:
    """The applicant asks, online or at the one-stop desk, which records it (Mẫu 05)."""
    return by.post == CITIZEN.post or _counter(by, dossier, "receive", "head")


def can_correct(by: Actor, dossier: DossierLike) -> bool:
    """Whoever may receive mends what was mistyped at reception."""
    return _counter(by, dossier, "receive", "head")


def can_await_payment(by: Actor, dossier: DossierLike) -> bool:
    """When a charge must be paid first: the system, or the post that works on the dossier."""
    return by.post == SYSTEM.post or holds(by, dossier.case)


def can_settle_payment(by: Actor, dossier: DossierLike) -> bool:
    """When what was charged is paid or waived: the system."""
    return by.post == SYSTEM.post


def can_cancel(by: Actor, dossier: DossierLike) -> bool:
    """A dossier received by mistake: the head of the centre approves."""
    return _own(by, dossier, "head")


def can_rate(by: Actor, dossier: DossierLike) -> bool:
    """The applicant, with the key of the slip; or the desk entering the applicant's own words."""
    return by.post == CITIZEN.post or _counter(by, dossier, "return", "receive")


def can_expire(by: Actor) -> bool:
    """Only the clock."""
    return by.post == SYSTEM.post


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return by.post == SYSTEM.post


def can_take_over(by: Actor) -> bool:
    """Whoever installs: the command line, and administrators."""
    return by.post == SYSTEM.post or "admin" in by.duties


BY_ACT = {
    "accept": can_accept,
    "await-payment": can_await_payment,
    "payment-settled": can_settle_payment,
    "transfer": can_transfer,
    "take": can_take,
    "finish-step": can_finish_step,
    "sign-result": can_sign_result,
    "issue-result": can_issue_result,
    "return": can_return,
    "ask-supplement": can_ask_supplement,
    "supplement": can_supplement,
    "reschedule": can_reschedule,
    "refuse": can_refuse,
    "withdraw": can_withdraw,
    "cancel": can_cancel,
    "correct": can_correct,
    "rate": can_rate,
}

__all__ = ["BY_ACT", "can_open", "can_open_people", "can_see", "can_see_people"]
