"""Who may change the catalogue. Everyone may read it: it is public by law (NĐ 63/2010 art. 17)."""

from motcua.areas.procedures.models import ReviewItem, ReviewPlan
from motcua.base.journal.ports import SYSTEM, Actor

KEEPERS = frozenset({"catalogue", "admin"})


def can_change(by: Actor) -> bool:
    """Officials with the duty of keeping the catalogue, administrators, and the system itself when
    installing.
    """
    return by == SYSTEM or bool(by.duties & KEEPERS)


def can_post(by: Actor, place: str) -> bool:
    """Keepers of the catalogue of the place's own agency; administrators and the system anywhere."""
    if by == SYSTEM or "admin" in by.duties:
        return True
    return "catalogue" in by.duties and place in (by.unit, by.agency)


def can_review(by: Actor, agency: str) -> bool:
    """Keepers of the catalogue of the agency whose plan it is; the system when installing."""
    return by == SYSTEM or ("catalogue" in by.duties and by.agency == agency)


def can_plan(by: Actor) -> bool:
    """Keepers of the catalogue, for their own agency."""
    return can_review(by, by.agency)


def can_change_plan(by: Actor, plan: ReviewPlan) -> bool:
    """Keepers of the catalogue of the agency whose plan it is."""
    return can_review(by, plan.agency)


def can_change_item(by: Actor, item: ReviewItem) -> bool:
    """Keepers of the catalogue of the agency whose plan it is."""
    return can_review(by, item.plan.agency)


def can_approve_item(by: Actor, item: ReviewItem) -> bool:
    """Leaders of the agency who sign; the system when installing."""
    return by == SYSTEM or ("sign" in by.duties and by.agency == item.plan.agency)


def can_see_reviews(by: Actor, agency: str) -> bool:
    """Everybody at work in the agency whose plan it is."""
    return by == SYSTEM or by.agency == agency
