"""Who may do what at citizen reception. Pure; posts and duties only; deny unless a post allows.

Who denounces is named nowhere here; what they said is for those who handle and decide petitions (R6.45–R6.47).
"""

from typing import Protocol

from motcua.areas.cases.policies import ConfidedLike, Known, can_see, is_told, people_of
from motcua.areas.petitions.choices import FIELD
from motcua.areas.petitions.policies import works_on, works_on_denunciations
from motcua.areas.receptions.choices import KIND
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor

__all__ = ["can_see", "is_told", "works_on", "works_on_denunciations"]


class VisitLike(Protocol):
    """What a policy looks at."""

    @property
    def shielded(self) -> bool: ...

    @property
    def case(self) -> ConfidedLike: ...


class DayLike(Protocol):
    """What a policy looks at."""

    agency: str


class BriefingLike(Protocol):
    """What a policy looks at."""

    agency: str


@people_of(KIND)
def known_people(by: Actor) -> Known:
    """Who came: for posts that work on petitions; who denounces is named nowhere."""
    return Known(every=works_on(by))


def can_load(by: Actor) -> bool:
    """Only the installation itself."""
    return by.post == SYSTEM.post


def can_arrange(by: Actor, agency: str) -> bool:
    """Who handles petitions, the office that directs, or who signs: places and days are prepared by them."""
    handles = "process" in by.duties and by.handles(FIELD)
    return bool(agency) and by.agency == agency and (handles or not by.duties.isdisjoint({"direct", "sign"}))


def can_arrange_day(by: Actor, day: DayLike) -> bool:
    """As ``can_arrange``, of the day's own agency."""
    return can_arrange(by, day.agency)


def can_publish(by: Actor, day: DayLike) -> bool:
    """The schedule is the head's word: who signs, or the office that directs."""
    return by.agency == day.agency and not by.duties.isdisjoint({"direct", "sign"})


def can_sign_up(by: Actor) -> bool:
    """Anybody, without account; an official of the desk for who calls by telephone."""
    return by.post == CITIZEN.post or works_on(by)


def can_cancel(by: Actor, day: DayLike) -> bool:
    """Who holds the receipt; the desk for them."""
    return by.post == CITIZEN.post or (by.agency == day.agency and works_on(by))


def can_know_sign_ups(by: Actor, day: DayLike) -> bool:
    """Who signed up for a day: posts of its agency that work on petitions."""
    return bool(by.agency) and by.agency == day.agency and works_on(by)


def can_forget(by: Actor) -> bool:
    """Only the clock."""
    return by.post == SYSTEM.post


def can_receive(by: Actor, agency: str) -> bool:
    """The one-stop desk, who handles petitions, and who signs, of the agency itself."""
    if not agency or by.agency != agency:
        return False
    handles = not by.duties.isdisjoint({"process", "sign"}) and by.handles(FIELD)
    return handles or not by.duties.isdisjoint({"receive", "head"})


def can_find(by: Actor, visit: VisitLike) -> bool:
    """That somebody was received: everybody of the agency; who denounced, only who handles and decides it."""
    return is_told(by, visit.case) and (not visit.shielded or works_on_denunciations(by))


def can_read(by: Actor, visit: VisitLike) -> bool:
    """Who came and what they said: posts that work on petitions; of a denunciation those who handle and decide."""
    if not is_told(by, visit.case) or not works_on(by):
        return False
    return not visit.shielded or works_on_denunciations(by)


def can_handle(by: Actor, visit: VisitLike) -> bool:
    """Who handles petitions, or signs."""
    own = bool(by.agency) and by.agency == visit.case.agency
    return own and not by.duties.isdisjoint({"process", "sign"}) and by.handles(FIELD)


def speaks_for(by: Actor, post: str) -> bool:
    """What a post did is noted and undone by itself; who signs may for others."""
    return post in (by.post, by.on_behalf_of or by.post) or "sign" in by.duties


def can_add(by: Actor, visit: VisitLike) -> bool:
    """Whoever receives citizens adds what belongs to a visit that they may read."""
    return can_receive(by, visit.case.agency) and can_read(by, visit)


def can_keep_secret(by: Actor, visit: VisitLike) -> bool:
    """Whoever receives citizens or handles petitions: protection waits for nobody."""
    return can_add(by, visit)


def can_sign(by: Actor, visit: VisitLike) -> bool:
    """Refusals and conclusions are the head's (R6.8, R6.11)."""
    own = bool(by.agency) and by.agency == visit.case.agency
    return own and "sign" in by.duties and by.handles(FIELD)


def can_take_register(by: Actor, agency: str) -> bool:
    """The register names people: posts that work on petitions, of the agency itself."""
    return bool(agency) and by.agency == agency and works_on(by)


def can_brief(by: Actor, agency: str) -> bool:
    """The briefing is prepared by who arranges reception (R6.54)."""
    return can_arrange(by, agency)


def can_note(by: Actor, briefing: BriefingLike) -> bool:
    """Matters are noted by who prepares the briefing."""
    return can_brief(by, briefing.agency)


def can_close(by: Actor, briefing: BriefingLike) -> bool:
    """The conclusions are the head's word: who signs, or the office that directs."""
    return bool(by.agency) and by.agency == briefing.agency and not by.duties.isdisjoint({"direct", "sign"})


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return by.post == SYSTEM.post


BY_ACT = {
    "conclude": can_sign,
    "reply": can_handle,
    "refuse": can_sign,
    "write_down": can_add,
    "link": can_add,
    "take_papers": can_add,
}

BY_DAY_ACT = {
    "publish": can_publish,
    "move": can_publish,
    "call_off": can_publish,
    "hold": can_arrange_day,
    "explain": can_arrange_day,
    "check": can_arrange_day,
    "cancel": can_cancel,
}

BY_BRIEFING_ACT = {"raise_matter": can_note, "solve_matter": can_note, "close_briefing": can_close}
