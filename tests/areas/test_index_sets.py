"""The index of QĐ 766 counted: both clocks, what has no source, the rows behind a lost point, and for whom."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.areas.cases.models import StepVisit
from motcua.areas.complaints import actions as complaints
from motcua.areas.dossiers import actions
from motcua.areas.dossiers.models import Dossier
from motcua.areas.dossiers.queries.indexed import courses_of
from motcua.areas.feedback import actions as feedback
from motcua.areas.fees import actions as fees
from motcua.areas.indicators import evidence
from motcua.areas.indicators.actions import rebuilding
from motcua.areas.indicators.actions.definitions import keep_shipped
from motcua.areas.indicators.actions.portal import note_portal_figure
from motcua.areas.indicators.choices.index_sets import current, version_of, versions
from motcua.areas.indicators.models import Cell, Fact, Measure, PortalFigure
from motcua.areas.indicators.queries import index_sets
from motcua.areas.procedures.ports import Way
from motcua.areas.procedures.queries import indexed as procedures_indexed
from motcua.areas.synchronisation import actions as synchronisation
from motcua.areas.synchronisation.choices import State as Sent
from motcua.areas.synchronisation.models import Dispatch
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.orgs.queries import NoUnitThen
from motcua.reactions.counting.table import FOLLOWER, catch_up, count_anew
from motcua.rules.calendar import TZ
from motcua.rules.counting import BY
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from motcua.rules.scoring.index_counts import COUNTS
from motcua.rules.scoring.index_sets import Share, State
from motcua.rules.scoring.index_time import Verdict, verdict
from tests import world
from tests.areas.test_complaints import decided, proposed
from tests.areas.test_dossiers import moment

pytestmark = pytest.mark.django_db(transaction=True)
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


LEAF = {"on_time": "PROGRESS_ON_TIME", "dossier_satisfied": "DOSSIER_RECEIVING_SATISFACTION"}


def _by_rows(days: tuple[dt.date, dt.date], at: dt.datetime, post: str = "") -> dict[str, tuple[int, int]]:
    """What facts should say of the ward, or of one post, by another way: dossiers one by one, as they stand now."""
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in days)
    rows = Dossier.objects.filter(parent=None, case__agency=world.WARD, case__received_at__lt=min(end, at))
    rows = rows.exclude(case__state__in=("cancelled", "refused_reception"))
    every = late = bad = 0
    found = list(rows.select_related("case", "rating"))
    courses = courses_of(found)
    for row in found:
        ended = row.case.finished_at if row.case.finished_at and row.case.finished_at < end else None
        if (ended and ended < start) or (post and post not in _workers(row)):
            continue
        if row.supplements:
            seen = end if ended else min(end, at)
            is_late = verdict(courses[row.pk], seen, calendar_for(world.WARD)) is Verdict.LATE
        else:
            open_late = not row.case.paused and row.case.legal_due_at < min(end, at)
            is_late = row.case.on_time is False if ended else open_late
        every, late = every + 1, late + is_late
        bad += is_late or (hasattr(row, "rating") and row.rating.stars <= 2)
    return {"on_time": (every - late, every), "dossier_satisfied": (every - bad, every)}


def _workers(row: Dossier) -> set[str]:
    """Who took or left one of its stays at a step of work, by the acts."""
    work = StepVisit.objects.filter(case=row.case, kind__in=("work", "result")).values_list("n", flat=True)
    held = {f"visit.{n}" for n in work}
    return {
        one.on_behalf_of or one.by_post for one in Event.objects.filter(subject=row.case.subject)
        for stay in held if f"{stay}.holder" in one.facts.get("rows", ()) and stay not in one.facts["rows"]
    }  # fmt: skip


def _asked(by: Actor, at: dt.datetime, **more: str) -> index_sets.Asked:
    """What is asked, once every act is counted."""
    catch_up()
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
    assert unknown == {
        "PAYMENT_INTEGRATED", "SYNCED_WITH", "CITIZEN_DATA_DOSSIER", "CITIZEN_DATA_PROCEDURE", "DOSSIER_SYNC",
    }  # fmt: skip
    assert sheet.known == 84 and sheet.total <= sheet.known


def test_what_reached_the_portal_needs_a_portal(month: Posts, at: dt.datetime, settings: Any) -> None:
    """§4.2: no source, no points and no nought; with one, of the larger of our dossiers and the portal's."""
    assert index_sets.sheet(_asked(month["chair"], at), at).scored("DOSSIER_SYNC").state is State.UNKNOWN
    settings.PORTAL_URL = "https://a:b@portal.example.vn/nhan"
    connected = index_sets.sheet(_asked(month["chair"], at), at).scored("DOSSIER_SYNC")
    assert (connected.points, connected.state) == (0, State.SCORED), "connected, and nothing reached it"
    settings.PORTAL_URL = ""
    later = moment(30, 9) + dt.timedelta(days=3)
    note_portal_figure(
        by=month["chair"], at=later, item="DOSSIER_SYNC", month=NOVEMBER[0], numerator=6, denominator=8,
        source="Báo cáo của Cổng số 13, tháng 11/2026",
    )  # fmt: skip
    noted = index_sets.sheet(_asked(month["chair"], later), later).scored("DOSSIER_SYNC")
    assert noted.share is not None and (noted.share.numerator, noted.share.denominator) == (6, 8)
    assert noted.points == Decimal("4.50")


def test_each_dossier_says_by_how_much_it_is_late_by_both_clocks(month: Posts, at: dt.datetime) -> None:
    """R4.18: the second is late by both alike; the fourth, which came back, by the index alone."""
    one = _asked(month["chair"], at)
    _kind, codes = index_sets.lost(month["chair"], one, "PROGRESS_ON_TIME", at)
    late = index_sets.lateness(month["chair"], one, "PROGRESS_ON_TIME", codes, at)
    by_law = Dossier.objects.get(case__on_time=False).case
    assert late.keys() == set(codes) and all(found.index for found in late.values())
    assert late[by_law.code].law == late[by_law.code].index > 0
    assert by_law.legal_due_at == late[by_law.code].promised == late[by_law.code].by
    other = next(found for code, found in late.items() if code != by_law.code)
    assert other.law == 0 and other.index > 0 and not other.too_often
    assert other.by is not None and other.promised is not None and other.by < other.promised
    assert (
        index_sets.lateness(month["front"], _asked(month["front"], at), "PROGRESS_ON_TIME", codes, at) == late
    )


def test_officials_are_ranked_for_themselves_and_their_heads_alone(month: Posts, at: dt.datetime) -> None:
    one = _asked(month["chair"], at)
    ranked = index_sets.by_official(month["chair"], one, at)
    alone = {row.post: _by_rows(NOVEMBER, at, row.post) for row in ranked}
    assert "justice-1" in alone and [row.place for row in ranked] == sorted(row.place for row in ranked)
    for row in ranked:
        for name, leaf in (
            ("on_time", "PROGRESS_ON_TIME"),
            ("dossier_satisfied", "DOSSIER_RECEIVING_SATISFACTION"),
        ):
            share = row.sheet.scored(leaf).share
            assert share is not None and (share.numerator, share.denominator) == alone[row.post][name]
    assert index_sets.by_official(month["front"], _asked(month["front"], at), at) == []
    own = _asked(month["justice-1"], at, post="justice-1")
    mine = index_sets.by_official(month["justice-1"], own, at)
    assert [row.post for row in mine] == ["justice-1"] and mine[0].of == len(ranked)
    assert index_sets.lost(month["justice-1"], own, "PROGRESS_ON_TIME", at)[1]
    for by, post in (("front", "justice-1"), ("inspector", "justice-1"), ("justice-1", "land-1")):
        with pytest.raises((NotFound, NotAllowed)):
            _asked(month[by], at, post=post)


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


def test_procedures_with_a_fee_are_those_in_force_whoever_paid(
    posts: Posts, till: str, at: dt.datetime
) -> None:
    """R4.14 B: nobody was charged in the period, and the procedure asks for its fee all the same; one of 0 does not."""
    one = _asked(posts["chair"], at)
    share = index_sets.sheet(one, at).scored("PROCEDURE_PAID_ONLINE").share
    assert share == Share(0, 1)
    assert index_sets.lost(posts["chair"], one, "PROCEDURE_PAID_ONLINE", at) == ("procedures", [SINGLE])
    fees.charge(
        by=posts["one-stop-1"], at=at, subject="dossier:H26.145.00-261120-0001", agency=till, item="hn.xac-nhan",
        procedure="9.999999",
    )  # fmt: skip
    assert index_sets.sheet(one, at).scored("PROCEDURE_PAID_ONLINE").share == share


def test_what_is_said_of_conduct_takes_dossiers_off_those_that_pleased(month: Posts, at: dt.datetime) -> None:
    """QĐ 766, DOSSIER_RECEIVING_SATISFACTION: one each, without any dossier named, and it opens onto them."""
    before = index_sets.sheet(_asked(month["chair"], at), at).scored("DOSSIER_RECEIVING_SATISFACTION").share
    made = feedback.receive(
        by=CITIZEN, at=moment(3, 9), unit=world.WARD, channel="portal", category="thai-do", content="Hẹn rồi lại hẹn",
    )  # fmt: skip
    one = _asked(month["chair"], at)
    share = index_sets.sheet(one, at).scored("DOSSIER_RECEIVING_SATISFACTION").share
    assert before is not None and share is not None
    assert (share.numerator, share.denominator) == (before.numerator - 1, before.denominator)
    code = "DOSSIER_RECEIVING_SATISFACTION"
    assert index_sets.complained(month["chair"], one, code, at) == [("feedback", made.code)]
    lost = index_sets.lost(month["chair"], one, code, at)[1]
    assert len(lost) + 1 == share.denominator - share.numerator
    assert index_sets.complained(month["chair"], one, "PROGRESS_ON_TIME", at) == []


def test_what_proves_unfounded_or_wrong_takes_nothing_off(month: Posts, at: dt.datetime) -> None:
    """§4.7 with its parameters: conduct found not so, complaints found wrong; a rebuild gives the same."""
    code = "DOSSIER_RECEIVING_SATISFACTION"

    def pleased() -> int:
        share = index_sets.sheet(_asked(month["chair"], at), at).scored(code).share
        assert share is not None
        return share.numerator

    before = pleased()
    said = [
        feedback.receive(
            by=CITIZEN, at=moment(3, 9 + n), unit=world.WARD, channel="portal", category="thai-do", content=words,
        )
        for n, words in enumerate(("Hẹn rồi lại hẹn", "Gắt gỏng với người già"))
    ]  # fmt: skip
    assert pleased() == before - 2
    feedback.reject(
        by=month["one-stop-head"], at=moment(4, 9), feedback=said[0], reason="unfounded", note="Đã kiểm tra camera.",
    )  # fmt: skip
    assert pleased() == before - 1

    def accepted(hour: int, **over: Any) -> Any:
        then = moment(5, hour)
        return complaints.accept(by=month["chair"], at=then, petition=proposed(then, by=month, **over))

    land = accepted(9)
    assert pleased() == before - 1, "of land, not of a dossier"
    made = accepted(10, topic="services")
    assert pleased() == before - 2
    one = _asked(month["chair"], at)
    assert index_sets.complained(month["chair"], one, code, at) == [
        ("feedback", said[1].code), ("complaint", made.code),
    ]  # fmt: skip
    decided(month, made, moment(12, 9), result="wrong")
    assert land.code != made.code and pleased() == before - 1
    count_anew(lambda read: None)
    assert pleased() == before - 1


def test_the_portals_own_figures_count_with_their_source_or_not_at_all(posts: Posts, at: dt.datetime) -> None:
    """Of a month that lacks one nothing is said: neither nought nor an estimate."""
    chair, october = posts["chair"], (dt.date(2026, 10, 1), dt.date(2026, 11, 1))

    def scored(since: dt.date, until: dt.date) -> Any:
        one = index_sets.asked(chair, "766", since, until, at=at)
        return index_sets.sheet(one, at).scored("SYNCED_WITH")

    def note(**over: Any) -> Any:
        given = {
            "item": "SYNCED_WITH", "month": october[0], "numerator": 30, "denominator": 40,
            "source": "Báo cáo của Cổng số 12, tháng 10/2026", **over,
        }  # fmt: skip
        return note_portal_figure(by=chair, at=at, **given)

    assert scored(*october).state is State.UNKNOWN
    note(numerator=20)
    assert note().n == 2, "mended, what stood before stays"
    assert (scored(*october).points, scored(*october).state) == (Decimal("3.00"), State.SCORED)
    assert scored(dt.date(2026, 9, 1), october[1]).state is State.UNKNOWN, "September is not known"
    assert scored(october[0], dt.date(2026, 10, 20)).state is State.UNKNOWN, "nor is part of a month"
    note(month=dt.date(2026, 9, 1), numerator=0, denominator=0)
    assert scored(dt.date(2026, 9, 1), october[1]).share.denominator == 40
    for wrong in (
        {"numerator": 41}, {"month": dt.date(2026, 11, 1)}, {"source": " "}, {"item": "PROGRESS_ON_TIME"},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            note(**wrong)
    with pytest.raises(NotAllowed):
        note_portal_figure(
            by=posts["one-stop-1"],
            at=at,
            item="SYNCED_WITH",
            month=october[0],
            numerator=1,
            denominator=1,
            source="x",
        )
    assert evidence.disagreements() == []
    PortalFigure.objects.filter(n=2).update(numerator=39)
    assert len(evidence.disagreements()) == 1


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
    lost = index_sets.lost(month["chair"], one, "ONLINE_FILED", at)[1]
    why = index_sets.reasons(month["chair"], one, "ONLINE_FILED", lost, at)
    assert set(lost) == on_paper == set(why) and set(why.values()) == {
        "nộp trực tuyến, kết quả chỉ có bản giấy"
    }
    assert index_sets.reasons(month["one-stop-1"], one, "ONLINE_FILED", lost, at) == {}


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


def test_procedures_have_places_and_add_up_to_the_unit(
    month: Posts, receive: Receive, at: dt.datetime
) -> None:
    receive(at=moment(20, 9))
    one = _asked(month["chair"], at)
    ranked = index_sets.by_procedure(one, at)
    assert [(row.code, row.place, row.share.numerator, row.share.denominator) for row in ranked] == [
        ("1.001193", 1, 1, 1), (SINGLE, 2, 3, 5),
    ]  # fmt: skip
    whole = index_sets.sheet(one, at).scored("PROGRESS_ON_TIME").share
    assert whole is not None
    assert sum(row.share.numerator for row in ranked) == whole.numerator
    assert sum(row.share.denominator for row in ranked) == whole.denominator


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
    assert index_sets.lost(month["front"], front, "PROGRESS_ON_TIME", at)[1], "and the codes behind them"
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


# --- cells against rows (R4.18) ----------------------------------------------------------------------------------

LIVES = st.lists(
    st.tuples(
        st.integers(2, 9),  # day received
        st.sampled_from(["online", "counter"]),
        st.integers(0, 2),  # how often it is asked to supplement
        st.one_of(st.none(), st.integers(1, 6)),  # days after which it ends
        st.sampled_from([None, 1, 2, 5]),  # stars
        st.booleans(),  # the portal knows it
    ),
    min_size=1,
    max_size=4,
)


def _live(receive: Receive, posts: Posts, life: tuple[Any, ...]) -> None:
    """A dossier that lives so; what the law does not let happen does not happen."""
    day, channel, times, after, stars, reached = life
    dossier = receive(procedure=SINGLE, at=moment(day, 9))
    Dossier.objects.filter(pk=dossier.pk).update(channel=channel)
    if reached:
        shot = {
            "code": dossier.code, "unit": world.WARD, "state": "DA_TIEP_NHAN", "filed_at": None,
            "received_at": moment(day, 9).isoformat(),
        }  # fmt: skip
        synchronisation.queue(
            seq=dossier.pk, subject=f"dossier:{dossier.code}", snapshot=shot, at=moment(day, 10)
        )
        row = Dispatch.objects.get(code=dossier.code)
        synchronisation.close(
            by=SYSTEM, at=moment(day, 11), dispatch=row.pk, state=Sent.ACKNOWLEDGED, answer=""
        )
    for n in range(times):
        asking = posts["justice-1"] if n == 0 else posts["chair"]
        dossier = _ask(posts, dossier, moment(day + 1 + 2 * n, 9)) if n == 0 else dossier
        if n:
            actions.ask_supplement(
                by=asking, at=moment(day + 1 + 2 * n, 9), dossier=dossier, items=["Ảnh"], reason="Ảnh mờ",
                until=moment(day + 12, 9),
            )  # fmt: skip
        if after is not None or n == 0:
            dossier = actions.supplement(
                by=posts["one-stop-1"], at=moment(day + 2 + 2 * n, 9), dossier=dossier
            )
    if after is None:
        return
    ends = moment(min(day + 2 * times + after, 19), 9)
    dossier = _carry(dossier, posts, ends)
    if stars is not None:
        dossier = actions.hand_over(
            by=posts["one-stop-1"], at=ends + dt.timedelta(minutes=9), dossier=dossier
        )
        actions.rate(by=CITIZEN, at=ends + dt.timedelta(hours=1), dossier=dossier, stars=stars)


def _carry(dossier: Dossier, posts: Posts, at: dt.datetime) -> Dossier:
    if dossier.case.state == "received":
        dossier = actions.transfer(by=posts["one-stop-1"], at=at, dossier=dossier)
    while dossier.case.state in ("transferred", "processing"):
        who = next(
            by
            for by in posts.values()
            if dossier.case.post == by.post or (not dossier.case.post and "take" in _acts(by, dossier))
        )
        if not dossier.case.post:
            dossier = actions.take(by=who, at=at, dossier=dossier)
            continue
        step = actions.issue_result if _kind(dossier) == "result" else actions.finish_step
        dossier = step(by=who, at=at, dossier=dossier)
    return dossier


@settings(
    max_examples=3,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(LIVES, st.integers(1, 12), st.integers(0, 8))
def test_cells_say_what_the_rows_say_and_open_onto_as_many(
    receive: Receive, posts: Posts, lives: list[tuple[Any, ...]], first: int, length: int
) -> None:
    """Of any days, before and after everything is counted anew; the rows are counted here by another way."""
    for life in lives:
        _live(receive, posts, life)
    then = moment(20, 0)
    since, until = dt.date(2026, 11, first), dt.date(2026, 11, 20)
    catch_up()
    keep_shipped()
    rebuilding.build_new(FOLLOWER)
    spans = (
        [(since, dt.date(2026, 11, 13)), (dt.date(2026, 11, 13), until)] if first < 13 else [(since, until)]
    )
    one = index_sets.asked(posts["chair"], "766", since, until, at=then)
    told = index_sets.shares(one, [(since, until)], then)[world.WARD, 0]
    for name, pair in _by_rows((since, until), then).items():
        assert (told[name].numerator, told[name].denominator) == pair, name
    for row in index_sets.by_official(posts["chair"], one, then):
        own = index_sets.asked(posts["chair"], "766", since, until, post=row.post, at=then)
        for name, pair in _by_rows((since, until), then, row.post).items():
            share = index_sets.shares(own, [(since, until)], then)[world.WARD, 0][name]
            assert (share.numerator, share.denominator) == pair, (row.post, name)
            lost = index_sets.lost(posts["chair"], own, LEAF[name], then)[1]
            assert len(lost) == pair[1] - pair[0] and row.sheet.scored(LEAF[name]).share == share
    received = Dossier.objects.filter(case__received_at__gte=moment(first, 0))
    reached = sum(
        Dispatch.objects.filter(code=row.code, state=Sent.ACKNOWLEDGED).exists() for row in received
    )
    assert ("synced" in told) == bool(reached), "without a portal nothing is said of it"
    if reached:
        assert (told["synced"].numerator, told["synced"].denominator) == (reached, received.count())
    for leaf in one.set.leaves:
        if leaf.counts in COUNTS.keys() & told.keys():
            share = told[leaf.counts]
            lost = index_sets.lost(posts["chair"], one, leaf.code, then)[1]
            assert len(lost) == share.denominator - share.numerator, leaf.code
    parts = index_sets.shares(one, spans, then)
    assert parts[world.WARD, len(spans) - 1]["on_time"].denominator >= 0
    for name in ("online_filed", "result_electronic", "reused", "digitised"):
        assert (
            sum(parts[world.WARD, i][name].denominator for i in range(len(spans))) == told[name].denominator
        )
    of_type = index_sets.asked(posts["chair"], "766", since, until, procedure=SINGLE, at=then)
    assert index_sets.shares(of_type, [(since, until)], then)[world.WARD, 0]["on_time"] == told["on_time"]
    before = {name: told.get(name) for name in COUNTS}
    facts, kept = _facts(), _cells()
    assert facts and {number for number, *_ in kept} <= set(Measure.objects.values_list("id", flat=True))
    count_anew(lambda read: None)
    rebuilding.build_new(FOLLOWER)
    again = index_sets.shares(one, [(since, until)], then)[world.WARD, 0]
    assert {name: again.get(name) for name in COUNTS} == before
    assert (_facts(), _cells()) == (facts, kept), "facts, and the cells of every shipped measure"


def _facts() -> list[tuple[Any, ...]]:
    names = [f"dimensions__{name}" for name in ("kind", *BY)]
    return sorted(Fact.objects.values_list("seq", "n", "day", "amount", "code", *names))


def _cells() -> set[tuple[Any, ...]]:
    """Cells that say something: one that came to nought may be there or not."""
    told = Cell.objects.exclude(amount=0)
    return set(told.values_list("measure_id", "unit", "grain", "split", "day", "amount"))


def test_what_is_promised_for_today_is_late_once_the_day_is_over(receive: Receive, posts: Posts) -> None:
    dossier = receive(procedure=SINGLE, at=moment(2, 9))
    due = dossier.case.legal_due_at
    assert due is not None
    catch_up()

    def late(at: dt.datetime) -> int:
        one = index_sets.asked(posts["chair"], "766", *NOVEMBER, at=at)
        share = index_sets.sheet(one, at).scored("PROGRESS_ON_TIME").share
        assert share is not None
        return share.denominator - share.numerator

    day = due.replace(hour=0)
    assert [late(day + dt.timedelta(hours=n)) for n in (-3, 1, 23, 25)] == [0, 0, 0, 1]
    over = index_sets.asked(
        posts["chair"],
        "766",
        dt.date(2026, 11, 1),
        day.date() + dt.timedelta(days=1),
        at=day + dt.timedelta(days=9),
    )
    assert index_sets.lost(posts["chair"], over, "PROGRESS_ON_TIME", day + dt.timedelta(days=9)) == (
        "dossiers", [dossier.code],
    )  # fmt: skip


def test_a_page_asks_no_more_of_ten_years_than_of_a_month(
    month: Posts, at: dt.datetime, django_assert_max_num_queries: Any
) -> None:
    keep_shipped()
    rebuilding.build_new(FOLLOWER)
    one = _asked(month["chair"], at)
    index_sets.history(one, 12, at)
    with django_assert_max_num_queries(24):
        index_sets.history(one, 12, at)


@pytest.mark.parametrize(
    ("level", "ways", "offered"),
    [
        ("full", (), True), ("partial", ("counter",), True), ("information", ("online",), False),
        ("", ("counter", "online"), True), ("", ("counter", "post"), False), ("", (), False),
    ],
)  # fmt: skip
def test_a_procedure_is_offered_online_as_its_level_or_else_its_ways_say(
    level: str, ways: tuple[str, ...], offered: bool
) -> None:
    """R4.13 A: the national catalogue gives many procedures no level; those that are filed online are offered."""
    record = replace(world.BIRTH, online_level=level, ways=tuple(Way(one) for one in ways))
    assert procedures_indexed.offered(record) is offered
