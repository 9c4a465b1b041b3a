"""Sheets of points: scored by the unit, appraised by the level above with reasons, published with class and place."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from motcua.areas.assessments import actions, evidence, forms, queries
from motcua.areas.assessments.models import Assessment, Line, SetVersion
from motcua.areas.indicators.actions.counting import count
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.people.queries import actor_for_post
from motcua.faces.desk.assessments.views import figures_beside
from motcua.reactions.counting.table import catch_up
from motcua.rules.calendar import TZ
from motcua.rules.counting import Row as CountedRow
from motcua.rules.impossible import Invalid, NotAllowed
from motcua.rules.scoring.local_sets import Class, Draft, Row, content, draft_of
from tests import world
from tests.areas.test_dossiers import moment
from tests.filing import a_pdf

Posts = Mapping[str, Actor]
OFFICE, CULTURE = "00145-vp", "00145-vhxh"
IN_TIME, APPRAISING = (dt.datetime(2026, 12, day, 9, tzinfo=TZ) for day in (14, 21))
Scored = Callable[..., Assessment]


def _full(assessment: Assessment, **over: str) -> dict[str, str]:
    leaves = [leaf for leaf in queries.version(assessment).set.leaves if leaf.part == "points"]
    most = {leaf.code: "2" if leaf.way == "grade" else queries.words(leaf.most) for leaf in leaves}
    return {**most, **over}


def _said(assessment: Assessment) -> dict[str, str]:
    return {
        leaf.code: f"{leaf.evidence or 'Quyết định 5'}: lưu văn thư"
        for leaf in queries.version(assessment).set.leaves
    }  # fmt: skip


@pytest.fixture
def scored(posts: Posts) -> Scored:
    """A division's sheet, scored and handed in."""

    def made(
        post: str = "social-1", unit: str = CULTURE, points: Mapping[str, str] | None = None
    ) -> Assessment:
        by = posts[post]
        one = actions.open_sheet(by=by, at=IN_TIME, unit=unit, name="dan-van", year=2026)
        actions.score_self(
            by=by, at=IN_TIME, assessment=one, points={**_full(one), **(points or {})}, said=_said(one)
        )
        return actions.submit(by=by, at=IN_TIME, assessment=one)

    return made


def test_a_sheet_lives_from_self_score_to_its_place(posts: Posts, scored: Scored) -> None:
    culture = scored(points={"2.2": "18,5"})
    office = scored("office-head", OFFICE, {"3.1": "2"})
    assert (culture.self_total, office.self_total) == (Decimal("98.50"), Decimal("102.00"))
    chair = posts["chair"]
    with pytest.raises(Invalid, match="vì sao khác điểm tự chấm"):
        actions.appraise(by=chair, at=APPRAISING, assessment=culture, points={"2.2": "10"})
    culture = actions.appraise(
        by=chair, at=APPRAISING, assessment=culture, points={"2.2": "10"}, reasons={"2.2": "Trễ 12 hồ sơ"}
    )
    assert (culture.total, culture.grade) == (Decimal("90.00"), "good")
    with pytest.raises(actions.StillWaiting):
        actions.publish(by=chair, at=APPRAISING, name="dan-van", year=2026, decision="12/QĐ-UBND")
    office = actions.appraise(by=chair, at=APPRAISING, assessment=office, points={}, marks=["warning"])
    assert (office.total, office.grade) == (Decimal("102.00"), "done"), (
        "a warning leaves no better class (R13.7)"
    )
    found = actions.publish(by=chair, at=APPRAISING, name="dan-van", year=2026, decision="12/QĐ-UBND")
    assert {row.unit: (row.place, row.of) for row in found} == {OFFICE: (1, 2), CULTURE: (2, 2)}
    assert evidence.disagreements() == []
    said = str([event.facts for event in Event.objects.filter(subject=culture.subject)])
    assert "Trễ" not in said, "no words in the journal"
    Line.objects.filter(assessment=culture, criterion="2.2").update(appraised=20)
    assert len(evidence.disagreements()) == 1


def test_a_criterion_at_nought_leaves_no_good_class(posts: Posts, scored: Scored) -> None:
    """R13.6: 95 points with a criterion at nought are "hoàn thành"."""
    one = scored(points={"1.3": "0"})
    one = actions.appraise(by=posts["chair"], at=APPRAISING, assessment=one, points={})
    assert (one.total, one.grade) == (Decimal("97.00"), "done")


def test_the_unit_scores_and_the_level_above_appraises(posts: Posts, scored: Scored) -> None:
    with pytest.raises(NotAllowed):
        actions.open_sheet(by=posts["social-1"], at=IN_TIME, unit=OFFICE, name="dan-van", year=2026)
    office = scored("office-head", OFFICE)
    with pytest.raises(NotAllowed):
        actions.appraise(by=posts["office-head"], at=APPRAISING, assessment=office, points={})
    with pytest.raises(queries.NoSuchSheet):
        actions.score_self(by=posts["social-1"], at=IN_TIME, assessment=office, points={"1.1": "4"})
    with pytest.raises(queries.NoSuchSheet):
        queries.one(posts["bo-de-one-stop-1"], office.code)
    ward = actions.open_sheet(by=posts["chair"], at=IN_TIME, unit=world.WARD, name="cchc", year=2026)
    assert ward.appraiser == "01", "of the ward the city"
    with pytest.raises(NotAllowed):
        actions.appraise(by=posts["chair"], at=APPRAISING, assessment=ward, points={})
    assert queries.one(posts["front"], office.code) == office, "who supervises reads"


def test_what_is_wrong_is_said_at_its_criterion(posts: Posts) -> None:
    by = posts["social-1"]
    one = actions.open_sheet(by=by, at=IN_TIME, unit=CULTURE, name="dan-van", year=2026)
    with pytest.raises(actions.AlreadyOpened):
        actions.open_sheet(by=by, at=IN_TIME, unit=CULTURE, name="dan-van", year=2026)
    with pytest.raises(Invalid) as wrong:
        actions.score_self(
            by=by, at=IN_TIME, assessment=one, points={"1.1": "4,5", "1.2": "ba", "1.3": "1,255"}
        )
    assert [fault.field for fault in wrong.value.faults] == ["points.1.1", "points.1.2", "points.1.3"]
    with pytest.raises(Invalid, match="Còn 10 tiêu chí chưa chấm"):
        actions.submit(by=by, at=IN_TIME, assessment=one)
    for name, year in (("766", 2026), ("dan-van", 2027)):
        with pytest.raises(Invalid):
            actions.open_sheet(by=by, at=IN_TIME, unit=CULTURE, name=name, year=year)
    nine = actions.open_sheet(by=by, at=IN_TIME, unit=CULTURE, name="mot-cua", year=2026)
    with pytest.raises(Invalid, match="0, 1 hoặc 2"):
        actions.score_self(by=by, at=IN_TIME, assessment=nine, points={"5": "1,5"})


@pytest.mark.parametrize(
    ("in_time", "late", "waits", "said"),
    [
        (4, 0, 1, ("4/5", "0")), (9, 0, 1, ("9/10", "1")), (4, 0, 0, ("4/4", "2")), (3, 1, 0, ("3/4", "0")),
        (0, 0, 0, ("0/0", "2")), (0, 0, 2, ("0/2", "0")),
    ],
)  # fmt: skip
def test_feedback_that_waits_past_its_time_is_not_in_time(
    posts: Posts, in_time: int, late: int, waits: int, said: tuple[str, str]
) -> None:
    """R1.41, TT 01/2018/TT-VPCP Điều 13: four of four answered in time are not all while others are overdue."""
    day = dt.date(2026, 11, 3)
    kind = "feedback.answered"
    rows = [
        CountedRow(kind, day, world.WARD, timing="on_time", amount=in_time),
        CountedRow(kind, day, world.WARD, timing="late", amount=late),
        CountedRow("feedback.falls_due", day, world.WARD, amount=waits + late),
        CountedRow("feedback.off_due", day, world.WARD, amount=late),
    ]
    count(enumerate((row for row in rows if row.amount), 10_000))
    nine = next(one for one in queries.sets(posts["chair"], IN_TIME.date()) if one.code == "mot-cua")
    found = queries.counted(nine.set, world.WARD, 2026, IN_TIME)["8"]
    assert (found.figure.parts, f"{found.points.normalize():f}") == said


def test_handed_in_late_is_said_and_never_handed_in_is_marked(posts: Posts) -> None:
    """R13.6, R13.8: self-scoring ends on 15/12."""
    late = dt.datetime(2026, 12, 16, 9, tzinfo=TZ)
    by = posts["social-1"]
    one = actions.open_sheet(by=by, at=IN_TIME, unit=CULTURE, name="dan-van", year=2026)
    with pytest.raises(actions.NotNow):
        actions.appraise(by=posts["chair"], at=IN_TIME, assessment=one, points={})
    reasons = dict.fromkeys(_full(one), "Đơn vị không tự chấm")
    failed = actions.appraise(
        by=posts["chair"], at=APPRAISING, assessment=one, points=_full(one), reasons=reasons
    )
    assert (failed.total, failed.grade, failed.marks) == (Decimal("100.00"), "failed", ["no_self_score"])
    two = actions.open_sheet(by=posts["office-head"], at=IN_TIME, unit=OFFICE, name="dan-van", year=2026)
    actions.score_self(by=posts["office-head"], at=late, assessment=two, points=_full(two), said=_said(two))
    actions.submit(by=posts["office-head"], at=late, assessment=two)
    event = queries.events(two)[-1]
    assert event.facts["late"] is True
    back = actions.send_back(by=posts["chair"], at=APPRAISING, assessment=two)
    assert back.state == "draft" and evidence.disagreements() == []


def test_who_never_hands_in_is_waited_for_and_appraised_as_such(posts: Posts, scored: Scored) -> None:
    """R13.6: nothing is published past a sheet that was not handed in, nor past a unit without any in silence."""
    chair, ready = posts["chair"], scored("office-head", OFFICE)
    drafted = actions.open_sheet(by=posts["social-1"], at=IN_TIME, unit=CULTURE, name="dan-van", year=2026)
    actions.appraise(by=chair, at=APPRAISING, assessment=ready, points={})
    with pytest.raises(actions.StillWaiting):
        actions.publish(by=chair, at=APPRAISING, name="dan-van", year=2026, decision="12/QĐ-UBND")
    actions.appraise(
        by=chair, at=APPRAISING, assessment=drafted, points={}, reasons={}, marks=["no_self_score"]
    )
    assert not queries.missing(chair, 2026, IN_TIME), "its days are not over"
    found = {one.unit.key for one in queries.missing(chair, 2026, APPRAISING)}
    assert (
        found and not {OFFICE, CULTURE} & found and not queries.missing(posts["social-1"], 2026, APPRAISING)
    )
    unit, given = sorted(found)[0], {"by": chair, "name": "dan-van", "year": 2026}
    for wrong, at in ((unit, IN_TIME), (OFFICE, APPRAISING), (world.OTHER, APPRAISING)):
        with pytest.raises(actions.NothingMissing):
            actions.open_missing(at=at, unit=wrong, **given)
    with pytest.raises(NotAllowed):
        actions.open_missing(at=APPRAISING, unit=unit, **{**given, "by": posts["social-1"]})
    opened = actions.open_missing(at=APPRAISING, unit=unit, **given)
    failed = actions.appraise(by=chair, at=APPRAISING, assessment=opened, points={})
    assert (failed.total, failed.grade, failed.marks) == (Decimal(0), "failed", ["no_self_score"])
    published = actions.publish(by=chair, at=APPRAISING, name="dan-van", year=2026, decision="12/QĐ-UBND")
    assert {row.unit for row in published} == {OFFICE, CULTURE, unit} and evidence.disagreements() == []


def test_a_draft_of_a_set_without_days_holds_nobody_up_before_its_year_is_over(posts: Posts) -> None:
    chair, given = posts["chair"], {"name": "mot-cua", "year": 2026}
    ready = actions.open_sheet(by=posts["office-head"], at=IN_TIME, unit=OFFICE, **given)
    actions.score_self(
        by=posts["office-head"], at=IN_TIME, assessment=ready, points=_full(ready), said=_said(ready)
    )
    actions.submit(by=posts["office-head"], at=IN_TIME, assessment=ready)
    actions.appraise(by=chair, at=APPRAISING, assessment=ready, points={})
    drafted = actions.open_sheet(by=posts["social-1"], at=IN_TIME, unit=CULTURE, **given)
    with pytest.raises(actions.NotNow):
        actions.appraise(by=chair, at=APPRAISING, assessment=drafted, points={})
    actions.publish(by=chair, at=APPRAISING, decision="12/QĐ-UBND", **given)
    january = dt.datetime(2027, 1, 4, 9, tzinfo=TZ)
    with pytest.raises(actions.StillWaiting):
        actions.publish(by=chair, at=january, decision="13/QĐ-UBND", **given)
    assert actions.appraise(by=chair, at=january, assessment=drafted, points={}).total == 0


def test_evidence_hangs_on_a_criterion_and_opens_for_who_sees_the_sheet(posts: Posts) -> None:
    by = posts["social-1"]
    one = actions.open_sheet(by=by, at=IN_TIME, unit=CULTURE, name="dan-van", year=2026)
    with pytest.raises(Invalid):
        actions.attach(by=by, at=IN_TIME, assessment=one, criterion="9.9", file_name="a.pdf", content=a_pdf())
    made = actions.attach(
        by=by, at=IN_TIME, assessment=one, criterion="1.1", file_name="ke-hoach.pdf", content=a_pdf()
    )
    assert made.n == 1 and queries.opened(posts["chair"], one.code, 1).content == a_pdf()
    with pytest.raises(queries.NoSuchSheet):
        queries.opened(posts["land-1"], one.code, 1)
    assert "ke-hoach" not in str([event.facts for event in queries.events(one)])
    assert evidence.disagreements() == []


def test_points_that_rest_on_nothing_are_not_handed_in(posts: Posts) -> None:
    """R5.14: a file, or a line that says where it is; a bonus has its ground, a criterion without points needs none."""
    by = posts["social-1"]
    one = actions.open_sheet(by=by, at=IN_TIME, unit=CULTURE, name="dan-van", year=2026)
    bonus = next(leaf.code for leaf in queries.version(one).set.leaves if leaf.part == "bonus")
    said = {code: text for code, text in _said(one).items() if code not in ("1.1", "1.2", "1.3", bonus)}
    full = {**_full(one), "1.3": "0", bonus: "3"}
    actions.score_self(by=by, at=IN_TIME, assessment=one, points=full, said={**said, "1.2": "  "})
    actions.attach(by=by, at=IN_TIME, assessment=one, criterion="1.1", file_name="a.pdf", content=a_pdf())
    with pytest.raises(Invalid, match="gắn tệp minh chứng") as wrong:
        actions.submit(by=by, at=IN_TIME, assessment=one)
    assert [fault.field for fault in wrong.value.faults] == ["said.1.2", f"said.{bonus}"]
    shown = {"1.2": "Báo cáo 12, hộp 3", bonus: "QĐ 7/QĐ-UBND công nhận mô hình"}
    actions.score_self(by=by, at=IN_TIME, assessment=one, points={"1.2": "3", bonus: "3"}, said=shown)
    assert actions.submit(by=by, at=IN_TIME, assessment=one).self_total == Decimal("100.00")


def test_the_decision_of_the_level_above_is_recorded_as_its_own(posts: Posts) -> None:
    """The city appraises elsewhere: who leads the ward records number, day, points that differ, and the file."""
    office, chair, day = posts["office-head"], posts["chair"], APPRAISING.date()
    one = actions.open_sheet(by=office, at=IN_TIME, unit=world.WARD, name="dan-van", year=2026)
    actions.score_self(by=office, at=IN_TIME, assessment=one, points=_full(one), said=_said(one))
    given = {
        "assessment": one, "decision": "310/QĐ-SNV", "decided_on": day, "points": {"2.2": "15"},
        "reasons": {"2.2": "Trễ 12 hồ sơ"}, "file_name": "310.pdf", "content": a_pdf(),
    }  # fmt: skip
    with pytest.raises(actions.NotNow):
        actions.record_decision(by=chair, at=APPRAISING, **given)
    actions.submit(by=office, at=IN_TIME, assessment=one)
    for post in ("office-head", "front", "inspector"):
        with pytest.raises((NotAllowed, queries.NoSuchSheet)):
            actions.record_decision(by=posts[post], at=APPRAISING, **given)
    wrong = {**given, "decision": "", "decided_on": day + dt.timedelta(days=1), "content": b"", "reasons": {}}
    with pytest.raises(Invalid) as caught:
        actions.record_decision(by=chair, at=APPRAISING, **wrong)
    assert {one.field for one in caught.value.faults} == {"decision", "decided_on", "file", "reason.2.2"}
    done = actions.record_decision(by=chair, at=APPRAISING, **given)
    assert (done.state, done.above, done.total, done.grade) == (
        "published",
        True,
        Decimal("95.00"),
        "excellent",
    )
    assert done.decided_on == day and done.place is None and done.appraised_by == "chair"
    assert queries.opened(office, done.code, 1).content == a_pdf()
    again = actions.record_decision(by=chair, at=APPRAISING, **{**given, "points": {"2.2": "16"}})
    assert again.total == Decimal("96.00") and evidence.disagreements() == []
    event = queries.events(one)[-1]
    assert event.facts["decision"] == "310/QĐ-SNV" and "Trễ" not in str(event.facts)


def test_the_province_is_told_who_is_within_the_quota_of_its_certificate(
    posts: Posts, scored: Scored
) -> None:
    """CT2579, Điều 7, 8: of communes of the best class fifteen at most; of the ward's own divisions nothing."""
    world.open_city()
    city, office = actor_for_post("city-chair", IN_TIME.date()), posts["office-head"]
    ward = actions.open_sheet(by=office, at=IN_TIME, unit=world.WARD, name="dan-van", year=2026)
    actions.score_self(by=office, at=IN_TIME, assessment=ward, points=_full(ward), said=_said(ward))
    actions.submit(by=office, at=IN_TIME, assessment=ward)
    version = queries.version(ward)
    assert queries.put_up(city, version, queries.listed(city, 2026), IN_TIME.date()) == {}, (
        "not appraised yet"
    )
    ward = actions.appraise(by=city, at=APPRAISING, assessment=ward, points={})
    ((code, (quota, put)),) = queries.put_up(
        city, version, queries.listed(city, 2026), IN_TIME.date()
    ).items()
    assert (code, quota.collectives, quota.individuals, put) == (ward.code, 15, 30, "within")
    one = actions.appraise(by=posts["chair"], at=APPRAISING, assessment=scored(), points={})
    assert one.grade == "excellent"
    assert queries.put_up(posts["chair"], version, [one], IN_TIME.date()) == {}


def test_a_division_is_appraised_here_and_has_no_decision_from_above(posts: Posts, scored: Scored) -> None:
    with pytest.raises(NotAllowed):
        actions.record_decision(
            by=posts["chair"], at=APPRAISING, assessment=scored(), decision="1/QĐ", points={},
            decided_on=APPRAISING.date(), file_name="a.pdf", content=a_pdf(),
        )  # fmt: skip


# --- sets of a locality ----------------------------------------------------------------------------------------

ROWS = (
    Row(
        "Giải quyết hồ sơ", "", "1.1", "Hồ sơ đúng hạn", "5", "theo bậc", "dossiers.on_time", "50 = 2; 98 = 5"
    ),
    Row("", "", "1.2", "Hồ sơ trực tuyến", "4", "share", "dossiers.online_share", "80"),
    Row("Tổ chức", "", "2.1", "Kế hoạch năm", "1", "", "", "", "Kế hoạch"),
)
HEAD = {"code": "cchc-p", "name": "Bộ chỉ số của phường", "law": "12/QĐ-UBND", "self_until": "15/12"}
CLASSES = (Class("Tốt", "8"), Class("Chưa tốt", "0"))
TODAY = dt.datetime(2026, 11, 26, 9, tzinfo=TZ)


def _publish(by: Actor, at: dt.datetime = TODAY, rows: tuple[Row, ...] = ROWS, **head: str) -> SetVersion:
    draft = Draft({**HEAD, **head}, rows, CLASSES)
    return actions.publish_set(by=by, at=at, draft=draft, valid_from=at.date())


@pytest.mark.django_db(transaction=True)
def test_a_set_of_the_locality_is_scored_like_a_shipped_one(
    posts: Posts, receive: Callable[..., Any], finished: Callable[..., Any]
) -> None:
    finished(receive(procedure="1.004873", at=moment(2, 9)), at=moment(3, 9))
    finished(receive(procedure="1.004873", at=moment(2, 10)), at=moment(9, 9))
    catch_up()
    row = _publish(posts["office-head"])
    assert (row.code, row.number) == ("00145-cchc-p", 1)
    sheet = actions.open_sheet(by=posts["chair"], at=IN_TIME, unit=world.WARD, name=row.code, year=2026)
    with pytest.raises(Invalid, match="do hệ thống tính"):
        actions.score_self(by=posts["chair"], at=IN_TIME, assessment=sheet, points={"1.1": "5", "2.1": "1"})
    sheet = actions.score_self(
        by=posts["chair"], at=IN_TIME, assessment=sheet, points={"2.1": "0,5"}, said={"2.1": "KH 5"}
    )
    lines = queries.lines(sheet)
    assert lines["1.1"].points == 2 and "50%" in lines["1.1"].said, "half in time reaches the first step only"
    assert lines["1.2"].points == 0 and sheet.self_total == Decimal("2.50")
    actions.submit(by=posts["chair"], at=IN_TIME, assessment=sheet)
    assert evidence.disagreements() == []
    culture = actions.open_sheet(by=posts["social-1"], at=IN_TIME, unit=CULTURE, name=row.code, year=2026)
    typed = actions.score_self(
        by=posts["social-1"], at=IN_TIME, assessment=culture, points={"1.1": "5", "1.2": "1", "2.1": "1"}
    )
    assert typed.self_total == 7, "of a division nothing is counted: people give the points"
    seen = queries.beside(culture, IN_TIME)
    assert [(one.figure.printed, one.own) for one in seen["1.1"]] == [("50%", False)], (
        "its agency's, to look at"
    )
    assert queries.beside(sheet, IN_TIME) == {}, "of the agency they give the points themselves"
    SetVersion.objects.update(valid_from=dt.date(2026, 1, 1))
    assert len(evidence.disagreements()) == 1


@pytest.mark.django_db(transaction=True)
def test_figures_stand_beside_the_points_to_give(
    posts: Posts, receive: Callable[..., Any], finished: Callable[..., Any]
) -> None:
    finished(receive(procedure="1.004873", at=moment(2, 9)), at=moment(3, 9))
    catch_up()
    office, culture = (
        queries.beside(
            actions.open_sheet(by=posts[post], at=IN_TIME, unit=unit, name="dan-van", year=2026), IN_TIME
        )
        for post, unit in (("office-head", OFFICE), ("social-1", CULTURE))
    )
    told = {one.figure.definition.id: one for one in office["2.2"]}
    assert told["dossiers.on_time"].figure.parts == "1/1" and not told["dossiers.on_time"].own
    assert told["steps.on_time"].own and told["steps.on_time"].figure.numerator > 0, (
        "its own posts did the steps"
    )
    assert [one.figure.definition.id for one in culture["2.2"]] == ["dossiers.on_time"], (
        "its posts did no step"
    )
    assert queries.beside(Assessment.objects.get(unit=CULTURE), dt.datetime(2027, 3, 1, tzinfo=TZ))["2.2"]


@pytest.mark.django_db(transaction=True)
def test_what_is_open_and_late_is_said_beside_the_figure(
    posts: Posts, receive: Callable[..., Any], finished: Callable[..., Any]
) -> None:
    finished(receive(procedure="1.004873", at=moment(2, 9)), at=moment(3, 9))
    receive(procedure="1.004873", at=moment(2, 9))
    catch_up()
    one = actions.open_sheet(by=posts["office-head"], at=IN_TIME, unit=OFFICE, name="dan-van", year=2026)
    shown = {row["figure"].definition.id: row["late"] for row in figures_beside(one, IN_TIME)["2.2"]}
    assert shown["dossiers.on_time"] == "1 việc chưa xong đang quá hạn lúc này"
    assert shown["steps.on_time"] == "", "of its posts nothing is counted so"


def test_a_sheet_keeps_its_version_and_the_next_is_in_force_from_its_day(posts: Posts) -> None:
    by = posts["office-head"]
    first = _publish(by)
    with pytest.raises(actions.SameSet):
        _publish(by)
    with pytest.raises(actions.SetTaken):
        _publish(by, rows=ROWS[2:])
    sheet = actions.open_sheet(by=posts["social-1"], at=TODAY, unit=CULTURE, name=first.code, year=2026)
    second = _publish(by, at=TODAY + dt.timedelta(days=7), rows=ROWS[2:])
    assert second.number == 2 and len(queries.version(sheet).set.leaves) == 3
    before, after = (queries.local(by, dt.date(2026, month, 30)) for month in (11, 12))
    assert [len(found[0].set.leaves) for found in (before, after)] == [3, 1]
    actions.end_set(by=by, at=TODAY + dt.timedelta(days=8), code=first.code)
    assert queries.local(by, dt.date(2026, 12, 31)) == []
    with pytest.raises(actions.NotOwnSet):
        actions.end_set(by=by, at=TODAY + dt.timedelta(days=8), code=first.code)
    assert queries.sets_of(posts["social-1"], dt.date(2026, 12, 31), [sheet])[-1].code == first.code


def test_a_set_is_of_its_agency_and_by_who_keeps_its_catalogue(posts: Posts) -> None:
    for post in ("social-1", "one-stop-1", "front"):
        with pytest.raises(NotAllowed):
            _publish(posts[post])
    _publish(posts["office-head"])
    assert queries.local(posts["bo-de-one-stop-1"], dt.date(2026, 12, 31)) == [], (
        "another ward has none of it"
    )
    assert len(queries.local(posts["social-1"], dt.date(2026, 12, 31))) == 1


def test_everything_wrong_with_a_set_is_told_at_once_by_its_row(posts: Posts) -> None:
    rows = (
        Row("", "", "1", "Không nhóm", "5"),
        Row("A", "", "1", "", "0"),
        Row("", "thưởng", "3", "Lẫn thưởng", "2"),
        Row("", "", "4", "Chỉ tiêu lạ", "2", "steps", "no.such", "1 = 2"),
        Row("", "", "5", "Thang hụt", "3", "steps", "dossiers.on_time", "98 = 2"),
        Row("", "", "6", "Không phải tỷ lệ", "3", "share", "dossiers.received", "80"),
        Row("", "", "7", "Chấm tay, nhìn chỉ tiêu", "3", "given", "dossiers.on_time; no.such"),
    )
    with pytest.raises(Invalid) as wrong:
        _publish(posts["office-head"], rows=rows, code="Có dấu", self_until="40/13")
    fields = [fault.field for fault in wrong.value.faults]
    assert fields == [
        "code", "self_until", "row.1.group", "row.2.code", "row.2.most", "row.2.name", "row.3.adds", "row.4.indicator",
        "row.5.steps", "row.6.way", "row.7.indicator",
    ]  # fmt: skip
    assert "Dòng 2: mã 1 đã có ở dòng 1." in [str(fault) for fault in wrong.value.faults]
    assert (
        not SetVersion.objects.exists() and not Event.objects.filter(kind="assessment.set_published").exists()
    )


@pytest.mark.parametrize("name", ["dan-van", "cchc", "mot-cua", "than-thien"])
def test_every_shipped_set_is_a_start_and_comes_back_from_its_files(posts: Posts, name: str) -> None:
    by, on = posts["office-head"], TODAY.date()
    known = queries.indicators_to_choose(on)
    _own, found = queries.template(by, name, on)
    start = draft_of(found, known)
    assert forms.draft_from(forms.as_json(found), known) == start
    read_ = forms.draft_from(forms.as_csv(start), known)
    words = content(Draft({**HEAD, "code": name}, read_.rows), known)["group"]
    assert words == content(Draft({**HEAD, "code": name}, start.rows), known)["group"]
    draft = Draft({**start.head, "law": "1/QĐ"}, start.rows, start.grades, start.marks)
    row = actions.publish_set(by=by, at=TODAY, draft=draft, valid_from=on)
    made, shipped = queries.read_version(row), next(one for one in queries.sets(by, on) if one.code == name)
    assert (made.set.most, made.set.caps) == (shipped.set.most, shipped.set.caps)
    assert [(leaf.code, leaf.most, leaf.way, leaf.part, leaf.beside) for leaf in made.set.leaves] == [
        (leaf.code, leaf.most, leaf.way, leaf.part, leaf.beside) for leaf in shipped.set.leaves
    ]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "Chọn một tệp"),
        (b"PK\x03\x04 broken", "Không mở được tệp Excel"),
        (b"a;b\n1;2\n", "Không thấy dòng tên cột"),
        ("nội dung,điểm\n".encode("utf-16"), "UTF-8"),
        (b"{not json", "không đọc được"),
        (b'{"group": [{"item": 3}]}', "không có dạng"),
        (b'{"group": 3}', "không có dạng"),
        (b'{"timeline": [1], "group": []}', "không có dạng"),
        (b"{" + b'"a":{' * 200 + b"}" * 201, "không đọc được"),
    ],
)
def test_a_file_that_is_none_is_refused_with_why(sent: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        forms.draft_from(sent, {})


def test_a_workbook_is_read_by_the_words_of_its_columns() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for place, row in enumerate(
        [
            ["Bộ chỉ số phường"],
            ["Mã", "NOI DUNG", "Điểm tối đa", "Nhóm"],
            ["1.1", "Kế hoạch", 2.5, "A"],
            [2, "Báo cáo", 3],
        ]
    ):
        sheet.write_row(place, 0, row)
    book.close()
    found = forms.draft_from(out.getvalue(), {})
    assert found.rows == (
        Row("A", "", "1.1", "Kế hoạch", "2,5"), Row("", "", "2", "Báo cáo", "3"),
    )  # fmt: skip
