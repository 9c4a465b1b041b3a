"""Who supervises, who inspects, who answers. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import CaseLike, can_see, known_to_workers, people_of
from motcua.areas.inspections.choices import FIELD, INQUIRING, KIND, OWN, Kind
from motcua.base.journal.ports import SYSTEM, Actor

LEADING = frozenset({"direct", "sign"})
URGING = frozenset({"direct", "review"})
people_of(KIND)(known_to_workers)


class InspectionLike(Protocol):
    """What a policy looks at: whose it is."""

    agency: str
    unit: str
    kind: str


class RecommendationLike(Protocol):
    """A recommendation, as a policy looks at it: ``agency`` answers, ``post`` was named to."""

    agency: str
    post: str

    @property
    def case(self) -> CaseLike: ...

    @property
    def inspection(self) -> InspectionLike: ...


def can_load(by: Actor) -> bool:
    """Only the installation itself."""
    return by.post == SYSTEM.post


def can_look(by: Actor) -> bool:
    """Everybody who works for the agency, or supervises it."""
    return bool(by.agency) and can_see(by, by.agency)


def can_plan(by: Actor, kind: str) -> bool:
    """The Front and organisations supervise and criticise; inspectors and who leads the agency inspect; the head
    of its office too looks at how work is carried out (S075)."""
    if not by.agency or not by.handles(FIELD):
        return False
    if kind in INQUIRING:
        return "inspect" in by.duties or by.duties >= LEADING
    if kind == Kind.OVERSIGHT:
        return "inspect" in by.duties or by.duties >= LEADING or by.duties >= URGING
    return kind in Kind.values and "supervise" in by.duties


def plans(by: Actor) -> list[Kind]:
    """What this post may plan."""
    return [kind for kind in Kind if can_plan(by, kind)]


def can_handle(by: Actor, inspection: InspectionLike) -> bool:
    """Who may plan one of this kind, for what its own body does; whoever may, where that body ended with its unit."""
    own = by.agency == inspection.agency and can_plan(by, inspection.kind)
    return own and (inspection.kind in OWN or inspection.unit in (by.unit, inspection.agency))


def can_name(by: Actor, recommendation: RecommendationLike) -> bool:
    """Who leads the agency that answers."""
    return bool(by.agency) and by.agency == recommendation.agency and not by.duties.isdisjoint(LEADING)


def can_answer(by: Actor, recommendation: RecommendationLike) -> bool:
    """The post that was named, or who leads the agency."""
    named = recommendation.post in (by.post, by.on_behalf_of or by.post)
    return by.agency == recommendation.agency and (
        can_name(by, recommendation) or (bool(recommendation.post) and named)
    )


def can_judge(by: Actor, recommendation: RecommendationLike) -> bool:
    """Who recommended it. Inside one agency who leads it answers for it: then only those who inspect judge, and the
    unit that made the inspection."""
    inspection = recommendation.inspection
    if not can_handle(by, inspection):
        return False
    inside = inspection.kind in OWN and recommendation.agency == inspection.agency
    return not inside or "inspect" in by.duties or by.unit == inspection.unit


def judges_own(by: Actor, replied: str) -> bool:
    """Whether this post would judge a reply of its own; ``replied``: the post that replied last."""
    return bool(replied) and replied in (by.post, by.on_behalf_of or by.post)


def can_watch(by: Actor, recommendation: RecommendationLike) -> bool:
    """Who inspects for the agency that recommended, and its head: nobody else knows which are watched (S124)."""
    return by.agency == recommendation.inspection.agency and watches(by)


def watches(by: Actor) -> bool:
    """Whether the post follows up on what may be corruption."""
    return bool(by.agency) and by.handles(FIELD) and ("inspect" in by.duties or by.duties >= LEADING)


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return by.post == SYSTEM.post


BY_ACT = {
    "answer": can_answer, "name_post": can_name, "accept": can_judge, "ask_again": can_judge, "settle": can_judge,
    "withdraw": can_judge, "watch": can_watch, "unwatch": can_watch,
}  # fmt: skip
