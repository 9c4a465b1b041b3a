"""Reviews of procedures: a plan of a year, four criteria, what compliance costs, an outcome that is approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from motcua.areas.indicators.queries.definitions import definition
from motcua.areas.indicators.queries.figures import behind, figure
from motcua.areas.procedures import actions, evidence, queries
from motcua.areas.procedures.choices import Criterion
from motcua.areas.procedures.models import ReviewItem
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.journal.queries import of_subject
from motcua.reactions.counting.table import catch_up
from motcua.rules.compliance_cost import Activity
from motcua.rules.impossible import Invalid, NotAllowed

ITEM: dict[str, Any] = {
    "codes": ["1.004873"], "name": "Cấp Giấy xác nhận tình trạng hôn nhân", "internal": False, "procedures": 1,
    "lead": "Văn phòng HĐND và UBND", "cooperating": "Trung tâm Phục vụ hành chính công",
    "starts_on": dt.date(2026, 3, 1), "ends_on": dt.date(2026, 9, 30), "ground": "Nhiều người phản ánh",
    "product": "Phương án đơn giản hóa",
}  # fmt: skip
ANSWERS = {name: {"met": True, "say": "Đạt"} for name in Criterion.values}
BEFORE = [
    Activity("Đi nộp", Decimal(2), Decimal(40000), Decimal(20000), Decimal(0), Decimal(1), Decimal(1000))
]
AFTER = [
    Activity("Đi nộp", Decimal(1), Decimal(40000), Decimal(10000), Decimal(0), Decimal(1), Decimal(1000))
]
ON = dt.date(2026, 11, 20)


@pytest.fixture
def keeper(posts: Mapping[str, Actor]) -> Actor:
    return posts["office-head"]


@pytest.fixture
def chair(posts: Mapping[str, Actor]) -> Actor:
    return posts["chair"]


def planned(keeper: Actor, at: dt.datetime, **over: Any) -> ReviewItem:
    plan = next(iter(queries.plans(keeper)), None) or actions.plan_review(year=2026, by=keeper, at=at)
    return actions.add_review_item(plan=plan.pk, said={**ITEM, **over}, by=keeper, at=at)


def planned_next_year(keeper: Actor, at: dt.datetime) -> ReviewItem:
    plan = actions.plan_review(year=2027, by=keeper, at=at)
    said = {**ITEM, "internal": True, "procedures": 9}
    return actions.add_review_item(plan=plan.pk, said=said, by=keeper, at=at)


def test_from_planned_to_reported(keeper: Actor, chair: Actor, at: dt.datetime) -> None:
    item = planned(keeper, at)
    with pytest.raises(Invalid, match="Gửi kế hoạch"):
        actions.begin_review(item=item.pk, by=keeper, at=at)
    actions.submit_review_plan(
        plan=item.plan_id, on=dt.date(2026, 1, 20), by=keeper, at=at, symbol="12/KH-UBND"
    )
    actions.begin_review(item=item.pk, by=keeper, at=at)
    with pytest.raises(Invalid, match="Sự cần thiết"):
        actions.propose_outcome(item=item.pk, outcome="simplify", proposal="Bớt", on=ON, by=keeper, at=at)
    actions.assess(item=item.pk, criteria=ANSWERS, before=BEFORE, after=AFTER, by=keeper, at=at)
    with pytest.raises(Invalid, match="phương án"):
        actions.propose_outcome(item=item.pk, outcome="simplify", proposal=" ", on=ON, by=keeper, at=at)
    actions.propose_outcome(
        item=item.pk, outcome="simplify", proposal="Bớt một lần đi", on=ON, by=keeper, at=at
    )
    with pytest.raises(NotAllowed):
        actions.approve_proposal(item=item.pk, symbol="1/QĐ", on=ON, by=keeper, at=at)
    with pytest.raises(Invalid, match="số, ký hiệu"):
        actions.approve_proposal(item=item.pk, symbol="", on=ON, by=chair, at=at)
    actions.approve_proposal(item=item.pk, symbol="77/QĐ-UBND", on=ON, by=chair, at=at)
    with pytest.raises(actions.NotItsTurn):
        actions.report_review(item=item.pk, on=ON, by=keeper, at=at)
    actions.implement_proposal(item=item.pk, symbol="90/QĐ-UBND", on=ON, by=keeper, at=at)
    item = actions.report_review(item=item.pk, on=ON, by=keeper, at=at)
    assert item.state == "reported"
    costs = queries.costs_of(item)
    assert (costs.before, costs.after, costs.saved, costs.cut) == (
        100_000_000, 50_000_000, 50_000_000, Decimal("50.00"),
    )  # fmt: skip
    assert [event.kind.split(".")[1] for event in of_subject(item.subject)] == [
        "added", "begun", "assessed", "proposed", "approved", "implemented", "reported",
    ]  # fmt: skip
    assert evidence.disagreements() == []


def test_what_is_kept_needs_nothing_carried_out(keeper: Actor, chair: Actor, at: dt.datetime) -> None:
    item = planned(keeper, at)
    actions.submit_review_plan(plan=item.plan_id, on=ON, by=keeper, at=at)
    actions.begin_review(item=item.pk, by=keeper, at=at)
    actions.assess(item=item.pk, criteria=ANSWERS, before=BEFORE, after=BEFORE, by=keeper, at=at)
    actions.propose_outcome(item=item.pk, outcome="keep", proposal="", on=ON, by=keeper, at=at)
    actions.approve_proposal(item=item.pk, symbol="77/QĐ-UBND", on=ON, by=chair, at=at)
    assert actions.report_review(item=item.pk, on=ON, by=keeper, at=at).state == "reported"


@pytest.mark.django_db(transaction=True)
def test_44_of_55_internal_procedures_are_80_per_cent(keeper: Actor, chair: Actor, at: dt.datetime) -> None:
    """R3.5, SEED-004."""
    items = [planned(keeper, at, internal=True, procedures=n, codes=[]) for n in (30, 14, 11)]
    planned(keeper, at)
    actions.submit_review_plan(plan=items[0].plan_id, on=ON, by=keeper, at=at)
    for item in items[:2]:
        actions.begin_review(item=item.pk, by=keeper, at=at)
        actions.assess(item=item.pk, criteria=ANSWERS, before=BEFORE, after=AFTER, by=keeper, at=at)
        actions.propose_outcome(
            item=item.pk, outcome="simplify", proposal="Gộp bước", on=ON, by=keeper, at=at
        )
        assert queries.review_figures(queries.items_of(item.plan)).internal_simplified < 44, (
            "approved ones count"
        )
        actions.approve_proposal(item=item.pk, symbol="77/QĐ-UBND", on=ON, by=chair, at=at)
    figures = queries.review_figures(queries.items_of(items[0].plan))
    assert (figures.internal_simplified, figures.internal, str(figures.internal_ratio)) == (44, 55, "80.00")
    assert (figures.items, figures.procedures) == (4, 56)
    assert figures.costs.cut == 50
    assert (figures.people.saved, figures.carried_out.saved) == (0, 0), (
        "what is internal spares people nothing"
    )
    dropped = planned_next_year(keeper, at)
    actions.drop_review_item(item=dropped.pk, by=keeper, at=at)
    catch_up()
    here, since, until = {keeper.agency}, at.date(), at.date() + dt.timedelta(days=1)
    assert figure("procedures.internal_simplified", here, since, until).parts == "44/55"
    assert figure("procedures.internal_simplified", here, since, until).printed == "80%"
    one = definition("procedures.internal_simplified", until)
    assert {row.code for row in behind(keeper, one, since, until)} == {str(item.pk) for item in items[:2]}
    assert len(queries.reviewed_between(keeper, dt.date(2026, 7, 1), dt.date(2026, 12, 31))) == 2


def test_a_plan_is_one_a_year_and_fixed_once_sent(keeper: Actor, at: dt.datetime) -> None:
    item = planned(keeper, at)
    with pytest.raises(actions.AlreadyPlanned):
        actions.plan_review(year=2026, by=keeper, at=at)
    with pytest.raises(Invalid, match="không sớm hơn"):
        planned(keeper, at, ends_on=dt.date(2026, 1, 1))
    actions.drop_review_item(item=item.pk, by=keeper, at=at)
    with pytest.raises(actions.NothingPlanned):
        actions.submit_review_plan(plan=item.plan_id, on=ON, by=keeper, at=at)
    item = planned(keeper, at)
    with pytest.raises(Invalid, match="hôm nay"):
        actions.submit_review_plan(plan=item.plan_id, on=dt.date(2026, 12, 1), by=keeper, at=at)
    actions.submit_review_plan(plan=item.plan_id, on=ON, by=keeper, at=at)
    for refused in (
        lambda: planned(keeper, at),
        lambda: actions.drop_review_item(item=item.pk, by=keeper, at=at),
        lambda: actions.submit_review_plan(plan=item.plan_id, on=ON, by=keeper, at=at),
    ):
        with pytest.raises(actions.AlreadySubmitted):
            refused()
    assert queries.plan_due(2026) == dt.date(2026, 1, 31)
    assert evidence.disagreements() == []


def test_another_agency_sees_nothing(posts: Mapping[str, Actor], keeper: Actor, at: dt.datetime) -> None:
    item, other = planned(keeper, at), posts["bo-de-one-stop-1"]
    for missing in (
        lambda: queries.review_plan(item.plan_id, by=other),
        lambda: queries.review_item(item.pk, by=other),
        lambda: actions.begin_review(item=item.pk, by=other, at=at),
        lambda: queries.review_item(10**6, by=keeper),
    ):
        with pytest.raises(queries.NoSuchReview):
            missing()
    with pytest.raises(NotAllowed):
        actions.begin_review(item=item.pk, by=posts["one-stop-1"], at=at)
    with pytest.raises(NotAllowed):
        actions.plan_review(year=2027, by=posts["chair"], at=at)


def test_altered_reviews_are_found_and_no_words_are_journalled(keeper: Actor, at: dt.datetime) -> None:
    item = planned(keeper, at)
    assert "phản ánh" not in str([event.facts for event in Event.objects.filter(kind__startswith="review.")])
    ReviewItem.objects.update(procedures=2)
    assert "bị sửa" in evidence.disagreements()[0]
    ReviewItem.objects.all().delete()
    assert "bị xóa" in evidence.disagreements()[0]
    assert item.pk
