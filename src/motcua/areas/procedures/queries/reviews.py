"""Reading plans of review and what came of them (R3.12–R3.16)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from motcua.areas.procedures import policies
from motcua.areas.procedures.choices import Criterion, Outcome, ReviewState
from motcua.areas.procedures.models import ReviewItem, ReviewPlan
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.rules import compliance_cost
from motcua.rules.compliance_cost import Activity
from motcua.rules.impossible import NotFound
from motcua.rules.publication import share

CARRIED_OUT = frozenset({ReviewState.IMPLEMENTED, ReviewState.REPORTED})
DONE = frozenset({ReviewState.APPROVED, ReviewState.IMPLEMENTED, ReviewState.REPORTED})
"""States in which the outcome of an item counts."""


class NoSuchReview(NotFound):
    """No such plan or item, or not one's own agency's."""

    text = "Không có kế hoạch hay mục rà soát này."


@dataclass(frozen=True, slots=True)
class Costs:
    """What an item costs people in a year before and after, and the share cut (R3.14, R3.15)."""

    before: Decimal
    after: Decimal

    @property
    def cut(self) -> Decimal | None:
        """The share cut in per cent."""
        return compliance_cost.cut(self.before, self.after)

    @property
    def saved(self) -> Decimal:
        """Đồng that people are spared in a year."""
        return self.before - self.after


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """What the items of a plan add up to; procedures, not items, are counted.

    ``costs`` by all that was approved; ``people`` without internal procedures, which cost people nothing;
    ``carried_out`` of these what is in force already.
    """

    items: int
    procedures: int
    states: dict[str, int]
    internal: int
    internal_simplified: int
    simplified: int
    costs: Costs
    people: Costs
    carried_out: Costs

    @property
    def internal_ratio(self) -> Decimal | None:
        """Internal procedures simplified ÷ to be reviewed (R3.5; SEED-004: 44/55 = 80 %)."""
        return share(self.internal_simplified, self.internal)

    @property
    def ratio(self) -> Decimal | None:
        """Procedures simplified ÷ to be reviewed."""
        return share(self.simplified, self.procedures)


def plans(by: Actor) -> Sequence[ReviewPlan]:
    """The plans of one's agency, newest year first."""
    return list(ReviewPlan.objects.filter(agency=by.agency))


def review_plan(number: int, *, by: Actor) -> ReviewPlan:
    """A plan of one's own agency. Raises NoSuchReview."""
    found = ReviewPlan.objects.filter(pk=number).first()
    if found is None or not policies.can_see_reviews(by, found.agency):
        raise NoSuchReview()
    return found


def review_item(number: int, *, by: Actor) -> ReviewItem:
    """An item of a plan of one's own agency. Raises NoSuchReview."""
    found = ReviewItem.objects.select_related("plan").filter(pk=number).first()
    if found is None or not policies.can_see_reviews(by, found.plan.agency):
        raise NoSuchReview()
    return found


def plan_to_act_on(number: int, *, by: Actor) -> ReviewPlan:
    """A plan whose row is held until the act ends. Raises NoSuchReview."""
    ReviewPlan.objects.select_for_update().filter(pk=number).first()
    return review_plan(number, by=by)


def item_to_act_on(number: int, *, by: Actor) -> ReviewItem:
    """An item whose row is held until the act ends. Raises NoSuchReview."""
    ReviewItem.objects.select_for_update().filter(pk=number).first()
    return review_item(number, by=by)


def items_of(plan: ReviewPlan) -> Sequence[ReviewItem]:
    """The items of a plan in the order in which they were written."""
    return list(plan.items.order_by("pk"))


def plan_due(year: int) -> dt.date:
    """The day before which a year's plan is sent (R3.13)."""
    month, day = str(parameter("tthc.review_plan_due", dt.date(year, 1, 1))).split("-")
    return dt.date(year, int(month), int(day))


def activities(stored: Sequence[dict[str, str]]) -> list[Activity]:
    """Stored activities as frozen values."""
    return [Activity.from_json(one) for one in stored]


def costs_of(item: ReviewItem) -> Costs:
    """The compliance cost of an item before and after."""
    return Costs(compliance_cost.cost(activities(item.before)), compliance_cost.cost(activities(item.after)))


def unanswered(item: ReviewItem) -> list[str]:
    """The criteria that nobody has answered yet (R3.12)."""
    return [str(one.label) for one in Criterion if one.value not in item.criteria]


def review_figures(items: Sequence[ReviewItem]) -> ReviewFigures:
    """The figures of a plan."""

    def procedures(of: Sequence[ReviewItem]) -> int:
        return sum(item.procedures for item in of)

    simplified = [
        item for item in items if item.state in DONE and item.outcome in (Outcome.SIMPLIFY, Outcome.ABOLISH)
    ]
    people = [item for item in simplified if not item.internal]
    states = Counter(item.state for item in items)
    return ReviewFigures(
        items=len(items),
        procedures=procedures(items),
        states={str(state): states[state] for state in ReviewState},
        internal=procedures([item for item in items if item.internal]),
        internal_simplified=procedures([item for item in simplified if item.internal]),
        simplified=procedures(simplified),
        costs=_in_all(simplified),
        people=_in_all(people),
        carried_out=_in_all([item for item in people if item.state in CARRIED_OUT]),
    )


def _in_all(items: Sequence[ReviewItem]) -> Costs:
    costs = [costs_of(item) for item in items]
    return Costs(
        sum((one.before for one in costs), Decimal(0)), sum((one.after for one in costs), Decimal(0))
    )


def reviewed_between(by: Actor, first: dt.date, last: dt.date) -> Sequence[ReviewItem]:
    """Items of one's agency that were proposed in a period (R3.16 đ)."""
    return list(
        ReviewItem.objects.filter(
            plan__agency=by.agency, proposed_on__gte=first, proposed_on__lte=last
        ).order_by("pk")
    )
