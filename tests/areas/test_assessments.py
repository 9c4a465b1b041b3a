"""Sheets of points: scored by the unit, appraised by the level above with reasons, published with class and place."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from motcua.areas.assessments import actions, evidence, queries
from motcua.areas.assessments.models import Assessment, Line
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid, NotAllowed
from tests import world
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
        actions.score_self(by=by, at=IN_TIME, assessment=nine, points={"1": "1,5"})


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


def test_a_division_is_appraised_here_and_has_no_decision_from_above(posts: Posts, scored: Scored) -> None:
    with pytest.raises(NotAllowed):
        actions.record_decision(
            by=posts["chair"], at=APPRAISING, assessment=scored(), decision="1/QĐ", points={},
            decided_on=APPRAISING.date(), file_name="a.pdf", content=a_pdf(),
        )  # fmt: skip
