"""The index of QĐ 766 counted: both clocks, what has no source, the rows behind a lost point, and for whom."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from motcua.areas.dossiers import actions
from motcua.areas.dossiers.models import Dossier
from motcua.areas.feedback import actions as feedback
from motcua.areas.indicators.choices.index_sets import current, version_of, versions
from motcua.areas.indicators.queries import index_sets
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.orgs.queries import NoUnitThen
from motcua.reactions.counting.table import catch_up
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from motcua.rules.scoring.index_sets import State
from tests import world
from tests.areas.test_dossiers import moment

Posts = Mapping[str, Actor]
Receive = Callable[..., Dossier]
NOVEMBER = (dt.date(2026, 11, 1), dt.date(2026, 12, 1))
SINGLE = "1.004873"


def _ask(posts: Posts, dossier: Dossier, at: dt.datetime) -> Dossier:
    dossier = (
        actions.transfer(by=posts["one-stop-1"], at=at, dossier=dossier)
        if dossier.case.state == "received"
        else dossier
    )
    justice = posts["justice-1"]
    if not dossier.case.post:
        dossier = actions.take(by=justice, at=at, dossier=dossier)
    asked: Dossier = actions.ask_supplement(
        by=justice, at=at, dossier=dossier, items=["Tờ khai"], reason="Thiếu chữ ký",
        until=at + dt.timedelta(days=10),
    )  # fmt: skip
    return asked


@pytest.fixture
def month(receive: Receive, finished: Callable[..., Dossier], posts: Posts, ward: str) -> Posts:
    """Five dossiers: in time, late, waiting for papers in time, late by law alone no longer, online still open."""
    finished(receive(procedure=SINGLE, at=moment(2, 9)), at=moment(3, 9))
    finished(receive(procedure=SINGLE, at=moment(2, 10)), at=moment(9, 9))
    _ask(posts, receive(procedure=SINGLE, at=moment(9, 9)), moment(10, 9))
    slow = _ask(posts, receive(procedure=SINGLE, at=moment(9, 10)), moment(11, 10))
    slow = actions.supplement(by=posts["one-stop-1"], at=moment(13, 10), dossier=slow)
    while slow.case.state == "processing":
        who = next(by for by in posts.values() if slow.case.post == by.post or "take" in _acts(by, slow))
        if not slow.case.post:
            slow = actions.take(by=who, at=moment(18, 9), dossier=slow)
            continue
        step = actions.issue_result if _kind(slow) == "result" else actions.finish_step
        slow = step(by=who, at=moment(18, 9), dossier=slow)
    receive(procedure=SINGLE, at=moment(19, 9))
    return posts


def _acts(by: Actor, dossier: Dossier) -> list[str]:
    from motcua.areas.dossiers import queries

    return queries.acts_for(by, dossier)


def _kind(dossier: Dossier) -> str:
    from motcua.areas.dossiers import queries

    return queries.current_kind(dossier)


def _asked(by: Actor, at: dt.datetime, **more: str) -> index_sets.Asked:
    return index_sets.asked(by, "766", *NOVEMBER, at=at, **more)


def test_the_index_takes_waiting_off_where_the_law_counts_again(month: Posts, at: dt.datetime) -> None:
    """The fourth came back after two days, was on time by law and late by the index: both clocks are right."""
    one = _asked(month["chair"], at)
    sheet = index_sets.sheet(one, at)
    progress = sheet.scored("PROGRESS_ON_TIME")
    assert progress.share is not None
    assert (progress.share.numerator, progress.share.denominator) == (3, 5)
    assert progress.points == Decimal("12.00") and progress.one_more == Decimal("4.00")
    kind, codes = index_sets.lost(month["chair"], one, "PROGRESS_ON_TIME", at)
    by_law = set(Dossier.objects.filter(case__on_time=False).values_list("case__code", flat=True))
    assert kind == "dossiers" and len(codes) == 2 and len(by_law) == 1 and by_law < set(codes)


def test_twice_asked_is_late_whatever_its_dates_are(receive: Receive, posts: Posts, at: dt.datetime) -> None:
    """R4.8: the second request needs the head (R1.21) and costs the point."""
    dossier = _ask(posts, receive(procedure=SINGLE, at=moment(16, 9)), moment(16, 10))
    dossier = actions.supplement(by=posts["one-stop-1"], at=moment(16, 14), dossier=dossier)
    then = moment(17, 8)
    share = index_sets.sheet(_asked(posts["chair"], then), then).scored("PROGRESS_ON_TIME").share
    assert share is not None and share.numerator == 1
    if not dossier.case.post:
        dossier = actions.take(by=posts["justice-1"], at=moment(16, 15), dossier=dossier)
    actions.ask_supplement(
        by=posts["chair"], at=moment(17, 9), dossier=dossier, items=["Ảnh"], reason="Ảnh mờ",
        until=moment(27, 9),
    )  # fmt: skip
    then = moment(17, 10)
    share = index_sets.sheet(_asked(posts["chair"], then), then).scored("PROGRESS_ON_TIME").share
    assert share is not None and share.numerator == 0


def test_what_has_no_source_is_said_and_not_given(month: Posts, at: dt.datetime) -> None:
    sheet = index_sets.sheet(_asked(month["chair"], at), at)
    unknown = {one.criterion.code for one in sheet.leaves if one.state is State.UNKNOWN}
    assert unknown == {"PAYMENT_INTEGRATED", "SYNCED_WITH", "CITIZEN_DATA_DOSSIER", "CITIZEN_DATA_PROCEDURE"}
    assert sheet.known == 90 and sheet.total <= sheet.known
    assert sheet.scored("DOSSIER_SYNC").points == 0, "nothing reached the portal"


def test_nothing_came_is_full_for_feedback_and_nought_for_dossiers(posts: Posts, at: dt.datetime) -> None:
    """R4.15, R4.16 and trap 6."""
    sheet = index_sets.sheet(_asked(posts["chair"], at), at)
    for code, points in (
        ("PETITION_PROCESSING_ON_TIME", 6), ("PETITION_HANDLING_SATISFACTION", 6),
        ("DOSSIER_RECEIVING_SATISFACTION", 0), ("PROGRESS_ON_TIME", 0),
    ):  # fmt: skip
        assert (sheet.scored(code).points, sheet.scored(code).state) == (points, State.EMPTY)


def test_feedback_that_is_late_costs_points_and_opens(posts: Posts, at: dt.datetime) -> None:
    made = feedback.receive(
        by=CITIZEN, at=moment(2, 9), unit=world.WARD, channel="portal", category="rac", content="Rác chưa thu gom",
    )  # fmt: skip
    one = _asked(posts["chair"], at)
    assert index_sets.sheet(one, at).scored("PETITION_PROCESSING_ON_TIME").points == 0
    assert index_sets.lost(posts["chair"], one, "PETITION_PROCESSING_ON_TIME", at) == (
        "feedback",
        [made.code],
    )


def test_a_result_on_paper_alone_is_not_online(month: Posts, at: dt.datetime) -> None:
    """R4.13 C: the electronic result must exist too; what has no result yet counts as it was filed."""
    Dossier.objects.update(channel="online")
    one = _asked(month["chair"], at)
    share = index_sets.sheet(one, at).scored("ONLINE_FILED").share
    on_paper = set(
        Dossier.objects.filter(result__issued_at__isnull=False, result__file=None).values_list(
            "case__code", flat=True
        )
    )
    assert share is not None and (share.numerator, share.denominator) == (5 - len(on_paper), 5) and on_paper
    assert set(index_sets.lost(month["chair"], one, "ONLINE_FILED", at)[1]) == on_paper


@pytest.mark.django_db(transaction=True)
def test_what_is_shown_beside_scores_nothing(month: Posts, at: dt.datetime) -> None:
    """R4.3, R4.12, R4.17: targets, average hours and categories of feedback."""
    feedback.receive(
        by=CITIZEN, at=moment(2, 9), unit=world.WARD, channel="portal", category="rac", content="Rác chưa thu gom",
    )  # fmt: skip
    one = _asked(month["chair"], at)
    before = index_sets.sheet(one, at).total
    catch_up()
    hours, none = (
        index_sets.average_hours(one),
        index_sets.average_hours(_asked(month["chair"], at, procedure="1.001193")),
    )
    assert (
        hours is not None
        and hours.denominator == 3
        and hours.value
        and none is not None
        and none.value is None
    )
    assert index_sets.average_hours(_asked(month["chair"], at, post="justice-1")) is None
    assert [(part.key, part.figure.numerator) for part in index_sets.classified(one)] == [("rac", 1)]
    targets = {leaf.code: leaf.target for leaf in one.set.leaves if leaf.target is not None}
    assert targets["PROGRESS_ON_TIME"] == Fraction(98, 100) and len(targets) == 5
    assert index_sets.sheet(one, at).total == before


def test_a_procedure_and_an_official_have_what_means_anything_for_them(month: Posts, at: dt.datetime) -> None:
    official = _asked(month["chair"], at, post="justice-1")
    sheet = index_sets.sheet(official, at)
    assert [leaf.criterion.code for leaf in sheet.leaves] == [
        "PROGRESS_ON_TIME",
        "DOSSIER_RECEIVING_SATISFACTION",
    ]
    share = sheet.leaves[0].share
    assert share is not None and share.denominator == 4, "the fifth has reached nobody yet"
    procedure = index_sets.sheet(_asked(month["chair"], at, procedure="1.001193"), at)
    assert procedure.scored("PROGRESS_ON_TIME").state is State.EMPTY
    with pytest.raises(NotFound):
        _asked(month["chair"], at, post="bo-de-one-stop-1")


def test_months_and_units_are_counted_as_the_whole(month: Posts, at: dt.datetime) -> None:
    one = _asked(month["chair"], at)
    months = index_sets.history(one, 3, at)
    assert [first.month for first, _ in months] == [9, 10, 11]
    assert months[-1][1].total == index_sets.sheet(one, at).total
    standing = index_sets.by_unit(one, at)
    assert [(row.unit.key, row.place) for row in standing] == [(world.WARD, 1)]


def test_before_the_decision_it_is_an_estimate(posts: Posts, at: dt.datetime) -> None:
    """R4.19."""
    early = index_sets.asked(posts["chair"], "766", dt.date(2021, 10, 1), dt.date(2021, 11, 1), at=at)
    assert early.estimate and not _asked(posts["chair"], at).estimate


def test_only_who_may_read_reads_and_only_the_own_agency(month: Posts, at: dt.datetime) -> None:
    with pytest.raises(NotAllowed):
        _asked(month["one-stop-1"], at)
    with pytest.raises(NoUnitThen):
        _asked(month["chair"], at, unit=world.OTHER)
    front = _asked(month["front"], at)
    assert index_sets.sheet(front, at).total > 0, "who supervises reads numbers"
    with pytest.raises(NotAllowed):
        index_sets.lost(month["front"], front, "PROGRESS_ON_TIME", at)
    with pytest.raises(Invalid):
        index_sets.asked(month["chair"], "766", dt.date(2026, 11, 2), dt.date(2026, 11, 1), at=at)
    for name in ("dan-van", "khong-co"):
        with pytest.raises(index_sets.NoSuchSet):
            index_sets.asked(month["chair"], name, *NOVEMBER, at=at)


def test_a_set_is_known_by_code_and_by_code_and_year() -> None:
    assert (
        version_of("766", dt.date(2026, 1, 1))
        == versions()["766-2022"]
        == version_of("766-2022", dt.date(2020, 1, 1))
    )
    assert version_of("766", dt.date(2021, 1, 1)) == versions()["766-2022"], "the first, as an estimate"
    assert next(iter(current(dt.date(2026, 1, 1)))).code == "766"
    assert version_of("khong-co", dt.date(2026, 1, 1)) is None
