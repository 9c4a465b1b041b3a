"""Who scores, appraises and reads sheets of points. Pure; posts and duties only; deny unless a post allows.

A unit scores itself; the level that directs it appraises, never a post of the unit itself. Units are scored, nobody
else.
"""

from typing import Protocol

from motcua.areas.cases.policies import WORKING, can_see
from motcua.areas.indicators.policies import can_read
from motcua.areas.procedures.policies import KEEPERS
from motcua.base.journal.ports import Actor

LEADING = frozenset({"direct", "sign"})
OVERSEEING = LEADING | {"review", "supervise", "inspect"}


class SheetLike(Protocol):
    """A sheet, as a policy looks at it."""

    unit: str
    agency: str
    appraiser: str
    state: str


def can_look(by: Actor) -> bool:
    """Everybody who works for an agency or supervises it has sheets of its own unit."""
    return bool(by.agency) and can_see(by, by.agency)


def can_fill(by: Actor, unit: str) -> bool:
    """Posts that work in a division fill its sheet; an agency's who leads it or reviews for it."""
    if not can_look(by):
        return False
    if unit == by.agency:
        return not by.duties.isdisjoint(LEADING | {"review"})
    return unit == by.unit and not by.duties.isdisjoint(WORKING)


def can_score(by: Actor, assessment: SheetLike) -> bool:
    """Whoever fills the unit's sheet."""
    return can_fill(by, assessment.unit)


def can_appraise(by: Actor, assessment: SheetLike) -> bool:
    """Who leads the agency above; nobody appraises their own unit."""
    leads = bool(by.agency) and by.agency == assessment.appraiser and not by.duties.isdisjoint(LEADING)
    return leads and by.unit != assessment.unit


def can_record_decision(by: Actor, assessment: SheetLike) -> bool:
    """Who signs for the agency whose own sheet the level above appraised: records what that decided."""
    signs = bool(by.agency) and by.agency == assessment.agency and "sign" in by.duties
    return signs and assessment.unit == assessment.agency != assessment.appraiser


def can_mark_missing(by: Actor) -> bool:
    """Who leads an agency that appraises; of which units is the query's to say."""
    return bool(by.agency) and not by.duties.isdisjoint(LEADING)


def can_publish(by: Actor) -> bool:
    """Who signs for the agency that appraises."""
    return bool(by.agency) and "sign" in by.duties


def can_open(by: Actor, assessment: SheetLike) -> bool:
    """The unit's own posts, who oversees its agency, the agency that appraises; everybody there once published."""
    if not can_look(by):
        return False
    if by.agency == assessment.agency:
        own = by.unit == assessment.unit or assessment.state == "published"
        return own or not by.duties.isdisjoint(OVERSEEING)
    return by.agency == assessment.appraiser and not by.duties.isdisjoint(LEADING | {"review"})


def can_open_figures(by: Actor, assessment: SheetLike) -> bool:
    """Who reads figures of the agency opens those beside its sheet."""
    return by.agency == assessment.agency and can_read(by)


def can_keep_sets(by: Actor) -> bool:
    """Who keeps the catalogue of an agency writes its sets: they are of that agency and the units beneath it."""
    return bool(by.agency) and not by.duties.isdisjoint(KEEPERS)
