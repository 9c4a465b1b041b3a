"""Who may do what with fees (R2.14, §1.7). Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import WORKING, can_see, can_see_people
from motcua.base.journal.ports import SYSTEM, Actor

CASHIERS = frozenset({"receive", "head"})
LEADERS = frozenset({"sign", "head"})


class ChargeLike(Protocol):
    """What a policy looks at."""

    agency: str


def _own(by: Actor, agency: str, duties: frozenset[str]) -> bool:
    return bool(by.agency) and by.agency == agency and not by.duties.isdisjoint(duties)


def can_charge(by: Actor, agency: str) -> bool:
    """Whoever works on the agency's dossiers says what is to be paid; the system by a reaction."""
    return by == SYSTEM or _own(by, agency, WORKING)


def can_collect(by: Actor, agency: str) -> bool:
    """The receiving officer or the head of the centre, for their own agency."""
    return _own(by, agency, CASHIERS)


def can_exempt(by: Actor, charge: ChargeLike, exemption: str = "") -> bool:
    """An exemption of the schedule: the one-stop desk, on its paper. Beyond the schedule: only who signs or leads."""
    return _own(by, charge.agency, CASHIERS | LEADERS if exemption else LEADERS)


def can_refund(by: Actor, charge: ChargeLike) -> bool:
    """Only who signs or leads."""
    return _own(by, charge.agency, LEADERS)


def can_cancel(by: Actor, charge: ChargeLike) -> bool:
    """The one-stop desk or a leader, while nothing has been paid; the system by a reaction."""
    return by == SYSTEM or _own(by, charge.agency, CASHIERS | LEADERS)


def can_reconcile(by: Actor, agency: str) -> bool:
    """Who may collect may hold the bank's statement against what is due."""
    return can_collect(by, agency)


def can_notify(by: Actor) -> bool:
    """A payment platform, whose signature was checked before."""
    return by == PLATFORM


def can_keep_schedule(by: Actor, agency: str) -> bool:
    """Keepers of the catalogue for their own agency; administrators and the installation itself."""
    return by == SYSTEM or "admin" in by.duties or _own(by, agency, frozenset({"catalogue"}))


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return by.post == SYSTEM.post


PLATFORM = Actor(post="payment-platform", title="Nền tảng thanh toán", unit="", agency="")

__all__ = ["CASHIERS", "PLATFORM", "can_see", "can_see_people"]
