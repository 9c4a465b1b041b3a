"""Feedback that says the same: close by, of the same category, in like words."""

import datetime as dt
from dataclasses import dataclass

from rapidfuzz import fuzz

from motcua.areas.feedback import policies
from motcua.areas.feedback.choices import State
from motcua.areas.feedback.models import Feedback
from motcua.areas.feedback.queries import point_of
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.rules import feedback as rules
from motcua.rules.calendar import TZ
from motcua.rules.vietnamese import fold

LIKELY_MOST, COMPARED_MOST = 5, 60
COMPARED = (State.RECEIVED, State.NEEDS_INFO, State.IN_PROGRESS, State.ANSWERED, State.PUBLISHED)


@dataclass(frozen=True)
class Likely:
    """Feedback that may be the same, and by what it is found to be."""

    feedback: Feedback
    metres: int | None
    same_category: bool
    alike: float
    score: float


def likely_duplicates(by: Actor, feedback: Feedback) -> list[Likely]:
    """Earlier feedback of the agency that may be the same matter, the likeliest first."""
    if not policies.can_read(by, feedback):
        return []
    on = feedback.received_at.astimezone(TZ).date()
    near = float(parameter("feedback.near", on))
    since = feedback.received_at - dt.timedelta(days=int(parameter("feedback.duplicate_days", on)))
    rows = Feedback.objects.select_related("case").filter(
        agency=feedback.agency, case__received_at__gte=since
    )
    rows = rows.filter(pk__lt=feedback.pk, case__state__in=[str(state) for state in COMPARED])
    here = point_of(feedback)
    found = list[Likely]()
    seen = set[int]()
    candidates = rows.filter(category=feedback.category).order_by("-pk")[:COMPARED_MOST]
    if here is not None:
        low, high = rules.box(here, near)
        close = rows.filter(lat__gte=low.lat, lat__lte=high.lat, lon__gte=low.lon, lon__lte=high.lon)
        candidates = [*close.order_by("-pk")[:COMPARED_MOST], *candidates]  # type: ignore[assignment]
    own = fold(feedback.content)
    for other in candidates:
        if other.pk in seen or not policies.can_read(by, other):
            continue
        seen.add(other.pk)
        there = point_of(other)
        apart = rules.metres(here, there) if here and there else None
        alike = fuzz.token_set_ratio(own, fold(other.content)) / 100
        same = other.category == feedback.category
        score = rules.likeness(apart=apart, near=near, same_category=same, alike=alike)
        if score:
            rounded = round(apart) if apart is not None else None
            found.append(Likely(other, rounded, same, round(alike, 2), score))
    return sorted(found, key=lambda one: (-one.score, -one.feedback.pk))[:LIKELY_MOST]
