"""Who may do what to a denunciation. Pure; posts and duties only; deny unless a post allows (R6.45–R6.47)."""

from typing import Protocol

from motcua.areas.cases.policies import ConfidedLike, Known, is_told, people_of
from motcua.areas.denunciations.choices import KIND
from motcua.areas.petitions.choices import FIELD
from motcua.areas.petitions.policies import can_decide as can_decide_petition
from motcua.base.journal.ports import SYSTEM, Actor


class DenunciationLike(Protocol):
    """What a policy looks at."""

    @property
    def case(self) -> ConfidedLike: ...


def can_load(by: Actor) -> bool:
    """Only the installation itself."""
    return by.post == SYSTEM.post


def knows_of(by: Actor) -> bool:
    """Whether denunciations are there at all for a post: it handles or decides them."""
    return bool(by.agency) and not by.duties.isdisjoint({"process", "review", "sign"}) and by.handles(FIELD)


@people_of(KIND)
def known_people(by: Actor) -> Known:
    """The pseudonym: for whom the denunciation is there at all; the name stands in the sealed store only."""
    return Known(every=knows_of(by))


def can_accept(by: Actor, petition: object) -> bool:
    """Who decides on the petition accepts it."""
    return can_decide_petition(by, petition)  # type: ignore[arg-type]


def can_read(by: Actor, denunciation: DenunciationLike) -> bool:
    """Those who handle and decide it; to all others it is not there."""
    return is_told(by, denunciation.case)


def can_decide(by: Actor, denunciation: DenunciationLike) -> bool:
    """The chair, or a vice-chair whose field it is."""
    return can_read(by, denunciation) and "sign" in by.duties and by.agency == denunciation.case.agency


def can_handle(by: Actor, denunciation: DenunciationLike) -> bool:
    """Who verifies and sends: handles denunciations of the agency; who decides may as well."""
    own = can_read(by, denunciation) and by.agency == denunciation.case.agency
    return own and not by.duties.isdisjoint({"process", "sign"})


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return by.post == SYSTEM.post


BY_ACT = {
    "order": can_decide,
    "draft": can_handle,
    "send_back": can_decide,
    "conclude": can_decide,
    "carry_out": can_decide,
    "publish": can_handle,
    "done": can_handle,
    "extend": can_decide,
    "suspend": can_decide,
    "resume": can_decide,
    "withdraw": can_handle,
    "stop": can_decide,
    "denounced_again": can_handle,
    "close": can_handle,
}
