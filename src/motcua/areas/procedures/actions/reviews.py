"""Reviewing procedures: the plan of a year, and each item from planned to reported (NĐ 63/2010 Điều 24–35)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.procedures import events, evidence, policies, queries
from motcua.areas.procedures.choices import Criterion, Outcome, ReviewState
from motcua.areas.procedures.models import ReviewItem, ReviewPlan
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.compliance_cost import Activity
from motcua.rules.impossible import Impossible, Invalid

PLAN = {"plan": queries.plan_to_act_on}
ITEM = {"item": queries.item_to_act_on}
FIELDS = (
    "codes", "name", "internal", "procedures", "lead", "cooperating", "starts_on", "ends_on", "ground", "product",
)  # fmt: skip


class AlreadyPlanned(Impossible):
    """An agency has one plan a year."""

    text = "Đơn vị đã có kế hoạch rà soát năm {year}."


class AlreadySubmitted(Impossible):
    """What was sent to the control agency is not altered."""

    text = "Kế hoạch năm {year} đã gửi, không thêm bớt mục được nữa."


class NothingPlanned(Impossible):
    """A plan without items."""

    text = "Kế hoạch năm {year} chưa có mục nào."


class NotItsTurn(Impossible):
    """The item stands elsewhere on its way."""

    text = "Mục này đang ở “{state}”, chưa làm được việc này."


@act(may=policies.can_plan, records=events.REVIEW_PLANNED, law="NĐ 63/2010 Điều 25; R3.13")
def plan_review(*, year: int, by: Actor, at: dt.datetime, symbol: str = "") -> ReviewPlan:
    """Lập kế hoạch rà soát của năm. Raises AlreadyPlanned."""
    if ReviewPlan.objects.filter(agency=by.agency, year=year).exists():
        raise AlreadyPlanned(year=year)
    plan = ReviewPlan.objects.create(agency=by.agency, year=year, symbol=symbol[:60])
    _keep_plan(plan, events.REVIEW_PLANNED, by, at)
    return plan


@act(may=policies.can_change_plan, records=events.REVIEW_ADDED, law="NĐ 63/2010 Điều 25; R3.13", finds=PLAN)
def add_review_item(*, plan: ReviewPlan, said: Mapping[str, Any], by: Actor, at: dt.datetime) -> ReviewItem:
    """Thêm một mục: procedure or group, who leads and cooperates, from when to when, why, what comes of it."""
    _open(plan)
    if said["ends_on"] < said["starts_on"]:
        raise Invalid(field="ends_on", text="Ngày kết thúc không sớm hơn ngày bắt đầu.")
    item = ReviewItem.objects.create(plan=plan, **{name: said[name] for name in FIELDS})
    _keep(
        item, events.REVIEW_ADDED, by, at, year=plan.year, procedures=item.procedures, internal=item.internal
    )
    return item


@act(may=policies.can_change_item, records=events.REVIEW_DROPPED, law="", finds=ITEM)
def drop_review_item(*, item: ReviewItem, by: Actor, at: dt.datetime) -> None:
    """Bỏ một mục khỏi kế hoạch chưa gửi. Raises AlreadySubmitted."""
    _open(item.plan)
    facts = {"year": item.plan.year}
    record(events.REVIEW_DROPPED, subject=item.subject, unit=by.agency, by=by, at=at, facts=facts)
    item.delete()


@act(
    may=policies.can_change_plan, records=events.REVIEW_SUBMITTED, law="NĐ 63/2010 Điều 25; R3.13", finds=PLAN
)
def submit_review_plan(
    *, plan: ReviewPlan, on: dt.date, by: Actor, at: dt.datetime, symbol: str = ""
) -> ReviewPlan:
    """Gửi kế hoạch tới cơ quan kiểm soát thủ tục; from then on its items are fixed. Raises NothingPlanned."""
    _open(plan)
    if not plan.items.exists():
        raise NothingPlanned(year=plan.year)
    plan.submitted_on = _day(on, at)
    plan.symbol = symbol[:60] or plan.symbol
    plan.save(update_fields=["submitted_on", "symbol"])
    _keep_plan(plan, events.REVIEW_SUBMITTED, by, at, items=plan.items.count(), on=on.isoformat())
    return plan


@act(may=policies.can_change_item, records=events.REVIEW_BEGUN, law="NĐ 63/2010 Điều 26", finds=ITEM)
def begin_review(*, item: ReviewItem, by: Actor, at: dt.datetime) -> ReviewItem:
    """Bắt đầu rà soát một mục của kế hoạch đã gửi."""
    _at(item, ReviewState.PLANNED)
    if item.plan.submitted_on is None:
        raise Invalid(field="plan", text="Gửi kế hoạch trước khi rà soát.")
    item.state = ReviewState.REVIEWING
    item.save(update_fields=["state"])
    _keep(item, events.REVIEW_BEGUN, by, at)
    return item


@act(
    may=policies.can_change_item,
    records=events.REVIEW_ASSESSED,
    law="NĐ 63/2010 Điều 27–31; R3.12, R3.14",
    finds=ITEM,
)
def assess(
    *,
    item: ReviewItem,
    criteria: Mapping[str, Mapping[str, Any]],
    before: Sequence[Activity],
    after: Sequence[Activity],
    by: Actor,
    at: dt.datetime,
) -> ReviewItem:
    """Đánh giá: the answers to the four criteria and what compliance costs before and after. Raises NotItsTurn."""
    _at(item, ReviewState.REVIEWING)
    item.criteria = {
        name: {"met": bool(criteria[name]["met"]), "say": str(criteria[name].get("say", ""))}
        for name in Criterion.values
        if name in criteria
    }
    item.before = [activity.as_json() for activity in before]
    item.after = [activity.as_json() for activity in after]
    item.save(update_fields=["criteria", "before", "after"])
    costs = queries.costs_of(item)
    _keep(item, events.REVIEW_ASSESSED, by, at, before=str(costs.before), after=str(costs.after))
    return item


@act(
    may=policies.can_change_item, records=events.REVIEW_PROPOSED, law="NĐ 63/2010 Điều 32; R3.15", finds=ITEM
)
def propose_outcome(
    *, item: ReviewItem, outcome: str, proposal: str, on: dt.date, by: Actor, at: dt.datetime
) -> ReviewItem:
    """Đề xuất giữ nguyên, đơn giản hóa hoặc bãi bỏ, once all four criteria are answered. Raises Invalid."""
    _at(item, ReviewState.REVIEWING)
    if missing := queries.unanswered(item):
        raise Invalid(field="criteria", text="Chưa trả lời: {missing}.", missing=", ".join(missing))
    if outcome not in Outcome.values:
        raise Invalid(field="outcome", text="Chọn giữ nguyên, đơn giản hóa hoặc bãi bỏ.")
    if outcome != Outcome.KEEP and not proposal.strip():
        raise Invalid(field="proposal", text="Ghi nội dung phương án.")
    item.outcome, item.proposal, item.proposed_on = outcome, proposal.strip(), _day(on, at)
    item.state = ReviewState.PROPOSED
    item.save(update_fields=["outcome", "proposal", "proposed_on", "state"])
    _keep(item, events.REVIEW_PROPOSED, by, at, outcome=outcome, on=on.isoformat())
    return item


@act(
    may=policies.can_approve_item, records=events.REVIEW_APPROVED, law="NĐ 63/2010 Điều 32; R3.15", finds=ITEM
)
def approve_proposal(*, item: ReviewItem, symbol: str, on: dt.date, by: Actor, at: dt.datetime) -> ReviewItem:
    """Phê duyệt phương án: by a leader of the agency, under a decision. Raises NotItsTurn."""
    _at(item, ReviewState.PROPOSED)
    item.approval, item.approved_on = _symbol(symbol), _day(on, at)
    item.state = ReviewState.APPROVED
    item.save(update_fields=["approval", "approved_on", "state"])
    _keep(item, events.REVIEW_APPROVED, by, at, symbol=item.approval, on=on.isoformat())
    return item


@act(
    may=policies.can_change_item,
    records=events.REVIEW_IMPLEMENTED,
    law="NĐ 63/2010 Điều 33; R3.15",
    finds=ITEM,
)
def implement_proposal(
    *, item: ReviewItem, symbol: str, on: dt.date, by: Actor, at: dt.datetime
) -> ReviewItem:
    """Thực thi phương án: the document that carried it out. Raises NotItsTurn."""
    _at(item, ReviewState.APPROVED)
    item.implementation, item.implemented_on = _symbol(symbol), _day(on, at)
    item.state = ReviewState.IMPLEMENTED
    item.save(update_fields=["implementation", "implemented_on", "state"])
    _keep(item, events.REVIEW_IMPLEMENTED, by, at, symbol=item.implementation, on=on.isoformat())
    return item


@act(
    may=policies.can_change_item, records=events.REVIEW_REPORTED, law="NĐ 63/2010 Điều 35; R3.16", finds=ITEM
)
def report_review(*, item: ReviewItem, on: dt.date, by: Actor, at: dt.datetime) -> ReviewItem:
    """Báo cáo kết quả; what is kept as it is needs nothing carried out. Raises NotItsTurn."""
    kept = item.outcome == Outcome.KEEP and item.state == ReviewState.APPROVED
    if not kept:
        _at(item, ReviewState.IMPLEMENTED)
    item.reported_on, item.state = _day(on, at), ReviewState.REPORTED
    item.save(update_fields=["reported_on", "state"])
    _keep(item, events.REVIEW_REPORTED, by, at, on=on.isoformat())
    return item


# --- parts -----------------------------------------------------------------------------------------------------


def _open(plan: ReviewPlan) -> None:
    if plan.submitted_on is not None:
        raise AlreadySubmitted(year=plan.year)


def _at(item: ReviewItem, state: ReviewState) -> None:
    if item.state != state:
        raise NotItsTurn(state=ReviewState(item.state).label)


def _day(on: dt.date, at: dt.datetime) -> dt.date:
    if on > at.date():
        raise Invalid(field="on", text="Ngày không muộn hơn hôm nay.")
    return on


def _symbol(symbol: str) -> str:
    if not symbol.strip():
        raise Invalid(field="symbol", text="Ghi số, ký hiệu văn bản.")
    return symbol.strip()[:60]


def _keep_plan(plan: ReviewPlan, kind: EventKind, by: Actor, at: dt.datetime, **facts: Any) -> None:
    """Journal an act on a plan with the digest of what it wrote."""
    said = {"year": plan.year, **facts, "rows": evidence.of_plan(plan)}
    record(kind, subject=plan.subject, unit=plan.agency, by=by, at=at, facts=said)


def _keep(item: ReviewItem, kind: EventKind, by: Actor, at: dt.datetime, **facts: Any) -> None:
    """Journal an act on an item with the digest of what it wrote."""
    item.refresh_from_db()
    said = {**facts, "state": item.state, "rows": evidence.of_item(item)}
    record(kind, subject=item.subject, unit=item.plan.agency, by=by, at=at, facts=said)
