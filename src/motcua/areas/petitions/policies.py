"""Who may do what to a petition. Pure; posts and duties only; deny unless a post allows.

What denounces is for those who handle and decide it; who denounces is for those assigned in writing (R6.45–R6.47).
"""

from typing import Protocol

from motcua.areas.cases.policies import ConfidedLike, Known, can_see, holds, is_told, people_of, stands_in
from motcua.areas.petitions.choices import FIELD, KIND, Channel
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor

HANDLING = frozenset({"process", "review", "sign"})


class PetitionLike(Protocol):
    """What a policy looks at."""

    shielded: bool

    @property
    def case(self) -> ConfidedLike: ...


class PostLike(Protocol):
    """What a policy looks at in a post to which something is given."""

    duties: list[str]
    fields: list[str]


def can_load(by: Actor) -> bool:
    """Only the installation itself."""
    return by.post == SYSTEM.post


def works_on(by: Actor) -> bool:
    """Whether petitions are among what the post works on."""
    return bool(by.agency) and (not by.duties.isdisjoint({"receive", "head"}) or works_on_denunciations(by))


def works_on_denunciations(by: Actor) -> bool:
    """Whether the post handles or decides petitions: to no other is what denounces there, once it is taken in."""
    return bool(by.agency) and not by.duties.isdisjoint(HANDLING) and by.handles(FIELD)


@people_of(KIND)
def known_people(by: Actor) -> Known:
    """Who sent petitions: for posts that work on them; who denounces stands under a pseudonym there as well."""
    return Known(every=works_on(by))


def can_receive(by: Actor, unit: str, channel: str = "") -> bool:
    """The one-stop desk and who handles petitions of the agency; the citizen, online; the installation, e-mails and
    what another area hands over."""
    if by.post == CITIZEN.post:
        return channel == Channel.ONLINE
    if by.post == SYSTEM.post:
        return channel in (Channel.EMAIL, Channel.ONLINE, Channel.COUNTER)
    if not unit or by.agency != unit:
        return False
    return not by.duties.isdisjoint({"receive", "head"}) or ("process" in by.duties and by.handles(FIELD))


def can_find(by: Actor, petition: PetitionLike) -> bool:
    """That it exists: everybody of the agency; what denounces, only who handles or decides it or stands in."""
    if not is_told(by, petition.case):
        return False
    return not petition.shielded or works_on_denunciations(by) or stands_in(by, petition.case)


def can_read(by: Actor, petition: PetitionLike) -> bool:
    """What a petition says: posts that work on petitions; what denounces only those who handle and decide."""
    if not is_told(by, petition.case):
        return False
    if stands_in(by, petition.case):
        return True
    return works_on_denunciations(by) if petition.shielded else works_on(by)


def can_handle(by: Actor, petition: PetitionLike) -> bool:
    """Whoever the petition waits for: whose duties and fields it falls within, or who stands in for them."""
    case = petition.case
    in_place = stands_in(by, case) and by.agency == case.where and not case.post
    return is_told(by, case) and (in_place or (holds(by, case) and "process" in by.duties))


def can_decide(by: Actor, petition: PetitionLike) -> bool:
    """The chair, or a vice-chair whose field it is; where it is about them, another leader in their place."""
    own = bool(by.agency) and by.agency == petition.case.agency and is_told(by, petition.case)
    return own and "sign" in by.duties and (by.handles(FIELD) or stands_in(by, petition.case))


def can_withdraw(by: Actor, petition: PetitionLike) -> bool:
    """The sender, with the key of the receipt; or they ask, and who reads the petition records it."""
    if by.post == CITIZEN.post:
        return True
    own = bool(by.agency) and by.agency == petition.case.agency
    return own and can_read(by, petition) and not by.duties.isdisjoint({"receive", "head", "process"})


def can_supplement(by: Actor, petition: PetitionLike) -> bool:
    """The sender, with the key of the receipt; or whoever takes in what they bring."""
    return by.post == CITIZEN.post or can_withdraw(by, petition)


def can_locate(by: Actor, petition: PetitionLike) -> bool:
    """Who takes in or handles petitions of the agency; the place of what denounces would say who does (R6.45)."""
    return not petition.shielded and can_scan(by, petition)


def can_lay(by: Actor) -> bool:
    """Scans are laid down by whoever takes in petitions of the agency."""
    return can_receive(by, by.agency)


def can_shield(by: Actor, petition: PetitionLike) -> bool:
    """Whoever may receive or handle: protection waits for nobody; the installation, with what is handed over."""
    if by.post == SYSTEM.post:
        return True
    own = bool(by.agency) and by.agency == petition.case.agency and is_told(by, petition.case)
    return own and works_on(by)


def can_scan(by: Actor, petition: PetitionLike) -> bool:
    """Whoever takes in petitions, or handles them; on what denounces only who may read it."""
    return (
        can_shield(by, petition)
        and can_read(by, petition)
        and not by.duties.isdisjoint({"receive", "head", "process"})
    )


def can_keep_from(by: Actor, petition: PetitionLike) -> bool:
    """Who handles or decides it says which posts it is about."""
    own = bool(by.agency) and by.agency == petition.case.agency
    return own and petition.shielded and can_read(by, petition) and not by.duties.isdisjoint(HANDLING)


def can_inform(by: Actor, petition: PetitionLike) -> bool:
    """Who handles or decides denunciations of the agency."""
    own = bool(by.agency) and by.agency == petition.case.agency
    return own and can_read(by, petition) and not by.duties.isdisjoint({"process", "sign"})


def can_assign(by: Actor, petition: PetitionLike) -> bool:
    """Who decides on the denunciation says in writing who may know the denouncer."""
    return can_decide(by, petition)


def can_be_assigned(post: PostLike) -> bool:
    """A post that handles or decides denunciations, and does not run the installation (R6.47)."""
    held = set(post.duties)
    return not held.isdisjoint(HANDLING) and "admin" not in held and (not post.fields or FIELD in post.fields)


def can_open(by: Actor, petition: PetitionLike) -> bool:
    """Officials of the agency who handle or decide it; whether they are assigned in writing is looked up by the act."""
    return bool(by.agency) and by.agency == petition.case.agency and can_read(by, petition)


def can_see_disposals(by: Actor) -> bool:
    """Lists of stored petitions whose time is over: who works on petitions."""
    return works_on(by)


def can_dispose(by: Actor) -> bool:
    """Who decides on petitions of the agency, under the instrument of the archives (R6.26)."""
    return bool(by.agency) and "sign" in by.duties and by.handles(FIELD)


def can_list_disposal(by: Actor) -> bool:
    """The clock lists; who disposes may ask for the list at any time."""
    return by.post == SYSTEM.post or can_dispose(by)


def can_confide(by: Actor, petition: PetitionLike) -> bool:
    """Only the installation itself."""
    return by.post == SYSTEM.post


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return by.post == SYSTEM.post


BY_ACT = {
    "propose": can_handle,
    "split": can_handle,
    "ask": can_handle,
    "supplement": can_supplement,
    "settle": can_decide,
    "send_back": can_decide,
    "withdraw": can_withdraw,
    "shield": can_shield,
    "prolong": can_handle,
    "inform": can_inform,
    "keep_from": can_keep_from,
    "locate": can_locate,
}

__all__ = ["BY_ACT", "can_see", "is_told"]
