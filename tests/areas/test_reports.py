"""Periodic reports: opened, written, collected, added up with every figure's source, issued, corrected."""

import datetime as dt
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from python_calamine import load_workbook

from motcua.areas.campaigns import actions as campaigns
from motcua.areas.cases.evidence import disagreements as rows_held
from motcua.areas.dialogues import actions as dialogues
from motcua.areas.directives import actions as directive_acts
from motcua.areas.directives import evidence as task_evidence
from motcua.areas.directives import jobs as directive_jobs
from motcua.areas.directives.models import Directive, Task
from motcua.areas.directives.queries import required
from motcua.areas.dossiers import actions as dossier_acts
from motcua.areas.dossiers.models import Dossier
from motcua.areas.feedback import actions as feedback
from motcua.areas.indicators.queries import figures as indicators
from motcua.areas.inspections import actions as inspections
from motcua.areas.programmes import actions as programmes
from motcua.areas.receptions import actions as receptions
from motcua.areas.reports import actions, evidence, forms, jobs, queries
from motcua.areas.reports.actions.duties import AlreadySet
from motcua.areas.reports.actions.keeping import NotNow
from motcua.areas.reports.actions.passing import NotOver, Unsaid, Untold
from motcua.areas.reports.actions.sending import Unexplained
from motcua.areas.reports.actions.writing import ChangedMeanwhile, Unequal
from motcua.areas.reports.choices import State
from motcua.areas.reports.models import Entry, PeriodicReport, Snapshot
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.gateways.signature.fake import FakeSignatures
from motcua.reactions.counting.table import catch_up, rows_of
from motcua.reactions.table import TABLE
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from motcua.rules.report_templates import whole_of
from tests import world
from tests.areas.test_directives import clear
from tests.areas.test_feedback import RUBBISH, answered
from tests.areas.test_receptions import SAID, WHO
from tests.faces.at_desk import Official
from tests.faces.at_desk import words as words_of

Posts = Mapping[str, Actor]
DAY = dt.timedelta(days=1)
WEEKLY, MONTHLY, YEARLY = "clearance-weekly", "direction-monthly", "mobilisation-yearly"
CULTURE, ECONOMY = f"{world.WARD}-vhxh", f"{world.WARD}-kthtdt"
ECONOMY_NAME = "Phòng Kinh tế, Hạ tầng và Đô thị phường Long Biên"
CULTURE_NAME = "Phòng Văn hóa - Xã hội phường Long Biên"
SINCE = dt.date(2026, 11, 12)
FRIDAY, TWO_DAYS = {"by": "weekday", "n": 4}, {"by": "working_days", "n": 2}
WHY = "Kỳ này không phát sinh"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def weekly(posts: Posts, at: dt.datetime) -> dict[str, PeriodicReport]:
    """The ward reports weekly to its Party committee, and asks two divisions; the week of 12–18/11/2026 is open."""
    start, chair = dt.datetime(2026, 11, 13, 8, tzinfo=TZ), posts["chair"]
    actions.collect(
        by=chair, at=start, template=WEEKLY, units=[CULTURE, ECONOMY], due={"by": "weekday", "n": 3}
    )
    actions.set_duty(
        by=chair, at=start, template=WEEKLY, unit=world.WARD, recipient="Thường trực Đảng ủy phường", due=FRIDAY,
        post="office-head",
    )  # fmt: skip
    for duty, period in queries.due.to_open(start.date()):
        actions.open_report(by=SYSTEM, at=start, duty=duty.code, since=period.start)
    found = {one.unit: one for one in PeriodicReport.objects.filter(since=SINCE)}
    assert set(found) == {CULTURE, ECONOMY, world.WARD}
    return found


@pytest.fixture
def head() -> Callable[..., Actor]:
    """Somebody who heads a division."""

    def made(unit: str, *duties: str) -> Actor:
        return Actor("head-of", "Trưởng phòng", unit, world.WARD, frozenset(duties or ("process", "head")))

    return made


def entered(report: PeriodicReport, by: Actor, at: dt.datetime, **figures: str) -> PeriodicReport:
    """With figures, submitted."""
    actions.enter(
        by=by, at=at, report=report, figures={f"clearance.{key}": said for key, said in figures.items()}
    )
    left_over(report, by, at)
    return actions.submit(by=by, at=at, report=report)


def left_over(report: PeriodicReport, by: Actor, at: dt.datetime) -> None:
    """Households that have not handed over, all of one project and for one reason."""
    found = queries.standing(report, at)
    if count := found.figures["clearance.left"].value:
        theirs = [row for unit in found.units for row in unit.tables.get("left", [])]
        sent = whole_of(found.template.section("left"), theirs)
        rows = [["Đường gom ven đê", str(count - sent)]]
        actions.write(by=by, at=at, report=report, section="left", rows=rows)


def test_reports_are_opened_ahead_and_once(weekly: dict[str, Any], at: dt.datetime, clock: Any) -> None:
    ward = weekly[world.WARD]
    assert (ward.code, ward.period) == (f"BC-{world.WARD}-GPMB-1-261118", "tuần từ 12/11/2026 đến 18/11/2026")
    assert ward.due_at == dt.datetime(2026, 11, 20, 17, 30, tzinfo=TZ)
    assert jobs.open_due() > 0 and jobs.open_due() == 0, "the next week, once"
    assert PeriodicReport.objects.filter(since=SINCE).count() == 3
    assert jobs.remind() == 3 and jobs.remind() == 0
    ward.refresh_from_db()
    assert ward.reminded == "on"
    clock(at + 8 * HOUR)
    assert jobs.remind() >= 1
    ward.refresh_from_db()
    assert ward.reminded == "after"
    assert evidence.disagreements() == []


def test_what_was_urged_stands_in_the_bell_at_once_and_rings_again(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, head: Callable[..., Actor]
) -> None:
    culture, before = weekly[CULTURE], dt.datetime(2026, 11, 13, 9, tzinfo=TZ)
    heads = head(CULTURE)
    assert queries.due.pressing(heads, before) == []
    actions.urge(by=posts["chair"], at=before, report=culture)
    ((found, _stage),) = queries.due.pressing(heads, before)
    assert found.code == culture.code and queries.due.urged_at([found]) == {culture.code: before}
    assert queries.due.pressing(head(ECONOMY), before) == []


def test_the_weekly_report_counts_tasks_and_obstacles_of_land_clearance(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, head: Callable[..., Actor]
) -> None:
    office, chair, land = posts["office-head"], posts["chair"], posts["land-1"]
    before = at - 4 * dt.timedelta(days=1)
    for field in ("giai-phong-mat-bang", ""):
        made = directive_acts.draft(
            by=office, at=before, unit=world.WARD,
            document={"type": "plan", "title": "Đường gom ven đê", "clarity": "5", "field": field},
            tasks=[{
                "title": f"Vận động các hộ {field}", "content": "Gặp từng hộ", "post": "land-1", "role": "Chủ trì",
                "starts_on": before.date(), "due_on": at.date() + dt.timedelta(days=9), "product": "Biên bản",
                "criteria": "Đủ các hộ",
            }],
            files=[world.scan()],
        )  # fmt: skip
        directive_acts.issue(by=chair, at=before, directive=made)
        task = made.tasks.get()
        directive_acts.raise_obstacle(
            by=land, at=before + HOUR, task=task.code, words=f"Chưa đồng thuận giá {field}", beyond=True,
            solver_words="Sở Nông nghiệp và Môi trường", due_on=at.date() + dt.timedelta(days=3),
        )  # fmt: skip
    own = queries.standing(weekly[world.WARD], at).own
    assert [own[f"clearance.{key}"] for key in ("tasks", "raised", "stuck", "beyond", "solved", "stuck_late")] == [
        1, 1, 1, 1, 0, 0,
    ]  # fmt: skip
    of_clearance = Directive.objects.get(field="giai-phong-mat-bang").tasks.get().code
    for key in ("clearance.tasks", "clearance.beyond"):
        assert queries.rows_behind(office, weekly[world.WARD], key, at) == [of_clearance]
    part = queries.template_of(WEEKLY).section("obstacles")
    (row,) = queries.rows_offered(office, weekly[world.WARD], part, at)
    assert row == [
        "Vận động các hộ giai-phong-mat-bang", "Chưa đồng thuận giá giai-phong-mat-bang", "", "",
        "Sở Nông nghiệp và Môi trường", f"{at.date() + dt.timedelta(days=3):%d/%m/%Y}", of_clearance,
    ]  # fmt: skip
    (unread,) = queries.rows_offered(head("elsewhere"), weekly[world.WARD], part, at)
    assert unread == [row[0], "", "", "", "", row[5], row[6]], "the words are for who may read them"
    nobody = head("elsewhere", "process")
    assert queries.rows_offered(nobody, weekly[world.WARD], part, at) == []
    with pytest.raises(Invalid, match="hệ thống đếm"):
        entered(weekly[ECONOMY], head(ECONOMY), at, tasks="4")
    assert evidence.disagreements() == []


TALK = "Đối thoại với các hộ trong diện giải phóng mặt bằng"


def talk(posts: Posts, before: dt.datetime, **more: Any) -> Task:
    """A task on clearance that a plan of another field orders, with an obstacle."""
    made = directive_acts.draft(
        by=posts["office-head"], at=before, unit=world.WARD,
        document={"type": "plan", "title": "Công tác dân vận", "clarity": "5", "field": "dan-van"},
        tasks=[clear(before.date() + 30 * DAY, title=TALK, **more)], files=[world.scan()],
    )  # fmt: skip
    directive_acts.issue(by=posts["chair"], at=before, directive=made)
    task = made.tasks.get()
    directive_acts.raise_obstacle(
        by=posts["land-1"], at=before + HOUR, task=task.code, words="Nhiều hộ chưa đồng ý giá", beyond=True,
        solver_words="Sở Nông nghiệp và Môi trường", due_on=before.date() + 30 * DAY,
    )  # fmt: skip
    return task


def test_a_task_on_clearance_in_a_plan_of_another_field_is_counted_and_parts_i_and_iv_agree(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, head: Callable[..., Actor]
) -> None:
    office, ward = posts["office-head"], weekly[world.WARD]
    task = talk(posts, at - 4 * DAY)
    rows = [["Mở rộng trường mầm non", "Chưa có quỹ nhà tạm cư", "3", "", "Sở Xây dựng", "trong tháng", ""]]
    economy = head(ECONOMY)
    actions.write(by=economy, at=at, report=weekly[ECONOMY], section="obstacles", rows=rows)
    actions.submit(by=economy, at=at, report=weekly[ECONOMY])
    actions.accept(by=posts["chair"], at=at, report=weekly[ECONOMY])
    standing = queries.standing(ward, at)
    known = [standing.total[f"clearance.{key}"] for key in ("tasks", "raised", "stuck", "beyond", "listed")]
    assert known == [1, 1, 1, 1, 2], "one of the record that part IV is still to tell, one of a division"
    with pytest.raises(Untold, match=r"IV\. Khó khăn, vướng mắc.*1 dòng"):
        actions.submit(by=office, at=at, report=ward, without=WHY)
    part = standing.template.section("obstacles")
    offered = queries.rows_untold(office, standing, part, at)
    assert [(row[0], row[-1]) for row in offered] == [(TALK, task.code)]
    actions.write(by=office, at=at, report=ward, section="obstacles", rows=offered)
    ward = actions.submit(by=office, at=at, report=ward, without=WHY)
    held = queries.snapshot(ward).content
    assert len(held["tables"]["obstacles"]) == held["total"]["clearance.listed"] == 2
    assert "còn 2 vướng mắc tại mục IV" in held["printed"]["general"]
    assert evidence.disagreements() == [] == task_evidence.disagreements()


def test_who_writes_a_task_says_its_field_of_work_where_its_name_says_another(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime
) -> None:
    talk(posts, at - 4 * DAY, field="dan-van")
    assert queries.standing(weekly[world.WARD], at).own["clearance.stuck"] == 0
    with pytest.raises(Invalid, match="lĩnh vực"):
        talk(posts, at - 3 * DAY, field="nothing")


def test_households_that_have_not_handed_over_are_told_by_project_and_reason_and_add_up(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, head: Callable[..., Actor]
) -> None:
    economy, report = head(ECONOMY), weekly[ECONOMY]
    rows = [["Đường gom ven đê", "80", "40", "", "20", ""], ["Trường mầm non", "1", "", "9", "", "3"]]
    actions.enter(
        by=economy, at=at, report=report, figures={"clearance.households": "404", "clearance.handed": "251"}
    )
    with pytest.raises(Unequal, match=r"nguyên nhân: cộng các dòng được 152.*153"):
        actions.write(by=economy, at=at, report=report, section="left", rows=[rows[0], [*rows[1][:5], "2"]])
    with pytest.raises(Invalid, match="số nguyên"):
        actions.write(by=economy, at=at, report=report, section="left", rows=[["Đường", "1,5"]])
    with pytest.raises(Invalid, match="dự án"):
        actions.write(by=economy, at=at, report=report, section="left", rows=[["", "153"]])
    with pytest.raises(Unequal, match="được 0"):
        actions.submit(by=economy, at=at, report=report)
    actions.write(by=economy, at=at, report=report, section="left", rows=rows)
    actions.submit(by=economy, at=at, report=report)
    actions.accept(by=posts["chair"], at=at, report=report)
    ward = queries.standing(weekly[world.WARD], at)
    reasons = ("price", "origin", "resettlement", "disputes", "other")
    by_reason = [ward.figures[f"clearance.left_{key}"].value for key in reasons]
    assert by_reason == [81, 40, 9, 20, 3] and ward.figures["clearance.left"].value == sum(by_reason)
    printed = forms._body(queries.figures.content(ward))
    table, drawn = (json.loads(row["text"]) for row in printed if row["kind"] in ("table", "bars"))
    assert table["heads"][-2:] == ["Cộng", "Đơn vị"] and table["rows"][-1][-2:] == ["153", ""]
    assert drawn["rows"][0][0] == "Chưa đồng thuận giá" and drawn["rows"][0][2] == "81 (52,94%)"
    assert evidence.disagreements() == []


def test_documents_of_the_field_and_programmes_are_counted_in_the_yearly_report(
    posts: Posts, at: dt.datetime
) -> None:
    office, chair = posts["office-head"], posts["chair"]
    for field in ("dan-van", "dan-van", ""):
        made = directive_acts.draft(
            by=office,
            at=at,
            unit=world.WARD,
            document={"type": "letter", "title": "Triển khai", "field": field},
            files=[world.scan()],
        )
        if field and not Directive.objects.filter(issued_at__isnull=False).exists():
            directive_acts.issue(by=chair, at=at, directive=made)
    programmes.enter(
        by=office, at=at, kind="programme", title="Phối hợp công tác dân vận", parties="UBND\nMTTQ",
        signed_on=at.date(), begins_on=at.date(), ends_on=at.date() + dt.timedelta(days=900), contents="Đối thoại",
    )  # fmt: skip
    since, until = dt.date(2026, 11, 15), dt.date(2027, 11, 15)
    found = queries.figures.counted(queries.template_of(YEARLY), world.WARD, since, until, at)
    assert (found["direction.documents"], found["front.programmes"]) == (1, 1)


def test_meetings_sessions_consultations_and_checks_are_counted_in_the_yearly_report(
    posts: Posts, at: dt.datetime
) -> None:
    office, chair, justice, on = posts["office-head"], posts["chair"], posts["justice-1"], at.date()
    made = campaigns.plan(
        by=justice, at=at, title="Luật Đất đai", goal="Để dân biết", audiences=["residents"], post="justice-1",
        starts_on=on, ends_on=on + 9 * DAY,
    )  # fmt: skip
    made = campaigns.open_campaign(by=chair, at=at, campaign=made)
    for n, (channel, reach, counted) in enumerate(
        (("meeting", 60, "heads"), ("meeting", 40, "estimate"), ("leaflet", 500, "copies")), 1
    ):
        campaigns.add_activity(by=justice, at=at, campaign=made, channel=channel, on=on)
        campaigns.report_activity(by=justice, at=at, campaign=made, n=n, reach=reach, counted=counted)
    campaigns.add_activity(by=justice, at=at, campaign=made, channel="meeting", on=on)
    document = directive_acts.draft(
        by=office,
        at=at,
        unit=world.WARD,
        document={"type": "letter", "title": "Triển khai", "field": "dan-van"},
        files=[world.scan()],
    )
    document = directive_acts.issue(by=chair, at=at, directive=document)
    for means in ("meeting", "sending"):
        directive_acts.disseminate(
            by=office, at=at, directive=document.code, on=on, units=[world.WARD], means=means, audience="Cán bộ",
            present=42, proof="Biên bản số 3/BB-UBND",
        )  # fmt: skip
    asked = dialogues.draft(
        by=office, at=at, unit=world.WARD, title="Quy chế nhà văn hóa", matter="decisions", forms=["page"],
        text="Điều 1. Phạm vi",
    )  # fmt: skip
    sent = [{"to": "HĐND", "number": "15/UBND-VP"}, {"to": "MTTQ", "number": "16/UBND-VP"}]
    dialogues.announce_consultation(
        by=chair, at=at, consultation=asked, opens_on=None, closes_on=on + 20 * DAY, sent=sent
    )
    then = (at - 21 * DAY).date()
    looked = inspections.plan(
        by=chair, at=at - 21 * DAY, kind="general", form="scheduled", title="An toàn nhà trọ", units=[],
        number="7/QĐ-UBND", decided_on=then, begins_on=then, ends_on=on,
    )  # fmt: skip
    looked = inspections.conclude(
        by=chair, at=at, inspection=looked, figures={"bodies": 14}, findings="Thiếu lối thoát.",
        report_number="9/KL", concluded_on=on,
    )  # fmt: skip
    since, until, template = dt.date(2026, 11, 15), dt.date(2027, 11, 15), queries.template_of(YEARLY)
    found = queries.figures.counted(template, world.WARD, since, until, at)
    assert {key: found[key] for key in (
        "law.meetings", "law.people", "direction.sessions", "direction.told", "democracy.consulted",
        "inspections.done", "inspections.units", "satisfaction.answers",
    )} == {
        "law.meetings": 2, "law.people": 60, "direction.sessions": 1, "direction.told": 42, "democracy.consulted": 1,
        "inspections.done": 1, "inspections.units": 14, "satisfaction.answers": 0,
    }  # fmt: skip
    source = queries.figures.facts()
    for key, code in (
        ("law.people", made.code), ("direction.told", document.code), ("democracy.consulted", asked.code),
        ("inspections.units", looked.code),
    ):  # fmt: skip
        figure = template.figure(key)
        assert source.codes(chair, figure.fact, since, until, at, figure.where) == [code], key
        assert source.codes(posts["bo-de-one-stop-1"], figure.fact, since, until, at, figure.where) in (
            [],
            None,
        )


def test_a_duty_says_what_is_wrong_with_it(posts: Posts, at: dt.datetime) -> None:
    chair = posts["chair"]
    given: dict[str, Any] = {
        "by": chair,
        "at": at,
        "template": YEARLY,
        "unit": world.WARD,
        "recipient": "UBND quận",
    }
    duty = actions.set_duty(**given, due={"by": "before", "n": 30, "month": 11})
    assert queries.due.due_of(duty).words == "trước ngày 30/11"
    with pytest.raises(AlreadySet):
        actions.set_duty(**given, due={"by": "before", "n": 30, "month": 11})
    with pytest.raises(Invalid, match="chốt trước hạn gửi"):
        actions.set_duty(**{**given, "recipient": "Sở"}, due={"by": "before", "n": 30, "month": 6})
    for wrong in (
        {"template": "none"}, {"unit": "none"}, {"recipient": ""}, {"due": {"by": "moon"}}, {"lead_days": 999},
        {"post": "bo-de-one-stop-1"}, {"recipient_unit": world.OTHER}, {"unit": CULTURE, "recipient": "Sở"},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            actions.set_duty(**{**given, "due": TWO_DAYS, "recipient": "Sở Nội vụ", **wrong})
    with pytest.raises(NotAllowed):
        actions.set_duty(**{**given, "by": posts["justice-1"]}, due=TWO_DAYS)
    with pytest.raises(NotAllowed):
        actions.set_duty(**{**given, "unit": world.OTHER, "recipient": "Sở"}, due=TWO_DAYS)
    ended = actions.end_duty(by=chair, at=at, duty=duty)
    assert ended.valid_to == at.date() and queries.due.to_open(at.date() + dt.timedelta(days=300)) == []


def test_the_figures_of_units_are_added_up_and_who_is_missing_is_said(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, head: Callable[..., Actor]
) -> None:
    ward, office = weekly[world.WARD], posts["office-head"]
    sent = entered(
        weekly[ECONOMY], head(ECONOMY), at, households="120", handed="90", paid_amount="1.250.000.000"
    )
    assert sent.state == State.SUBMITTED and sent.sent_at == at
    now = queries.standing(ward, at)
    assert now.total["clearance.households"] is None and now.missing == [
        ECONOMY_NAME,
        CULTURE_NAME,
    ]
    actions.accept(by=posts["chair"], at=at, report=sent)
    actions.enter(
        by=office, at=at, report=ward, figures={"clearance.households": "30", "clearance.handed": "12,0"}
    )
    now = queries.standing(ward, at)
    assert (now.total["clearance.households"], now.total["clearance.handed"]) == (150, 102)
    assert now.figures["clearance.handed_share"].percent == 68
    assert now.missing == [CULTURE_NAME]
    left_over(ward, office, at)
    actions.submit(by=office, at=at, report=ward, without=WHY)
    held = queries.snapshot(PeriodicReport.objects.get(pk=ward.pk)).content
    assert held["missing"] == [CULTURE_NAME] and held["units"][ECONOMY]["clearance.handed"] == 90
    sent.refresh_from_db()
    assert sent.state == State.CONSOLIDATED and sent.taken_into == ward
    _template, _period, _name, lines = queries.collection(posts["chair"], WEEKLY, SINCE)
    assert [(line.name, line.late(at)) for line in lines] == [
        (ECONOMY_NAME, True), (CULTURE_NAME, True),
    ]  # fmt: skip
    assert evidence.disagreements() == []


def test_windows_are_never_mixed(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, head: Any
) -> None:
    """R8.18: what a unit sends for another week is not in this one."""
    entered(weekly[ECONOMY], head(ECONOMY), at, households="120")
    actions.accept(by=posts["chair"], at=at, report=weekly[ECONOMY])
    jobs_made = [actions.open_report(by=SYSTEM, at=at, duty=duty.code, since=period.start)
                 for duty, period in queries.due.to_open(at.date())]  # fmt: skip
    following = next(one for one in jobs_made if one.unit == world.WARD)
    assert queries.standing(following, at).total["clearance.households"] is None
    with pytest.raises(NotFound):
        queries.collection(posts["chair"], WEEKLY, SINCE + dt.timedelta(days=1))
    with pytest.raises(NotOver):
        actions.submit(by=posts["office-head"], at=at, report=following)


def test_an_agency_counts_its_own_work(
    receive: Callable[..., Dossier], posts: Posts, at: dt.datetime
) -> None:
    start = dt.datetime(2026, 10, 16, 8, tzinfo=TZ)
    receive(at=dt.datetime(2026, 11, 2, 9, tzinfo=TZ))
    receive(at=dt.datetime(2026, 11, 16, 9, tzinfo=TZ))
    codes = [receive(at=dt.datetime(2026, 11, 3, 9, tzinfo=TZ)).code]
    actions.set_duty(
        by=posts["chair"], at=start, template=MONTHLY, unit=world.WARD, recipient="Đảng ủy", due=TWO_DAYS
    )
    for duty, period in queries.due.to_open(dt.date(2026, 11, 14)):
        actions.open_report(by=SYSTEM, at=start, duty=duty.code, since=period.start)
    report = PeriodicReport.objects.get(until=dt.date(2026, 11, 15))
    now = queries.standing(report, at)
    assert (now.total["dossiers.received"], now.total["dossiers.online"], now.total["tasks.total"]) == (
        2,
        0,
        0,
    )
    section = now.template.section("procedures")
    shown = forms.queries.figures.filled(now.text(section), now.figures)
    assert shown.startswith("Trong kỳ đã tiếp nhận 2 hồ sơ, trong đó trực tuyến 0 hồ sơ (0% (0/2))")
    behind = queries.rows_behind(posts["chair"], report, "dossiers.received", at)
    assert behind is not None and codes[0] in behind and len(behind) == 2
    assert queries.rows_behind(posts["front"], report, "dossiers.received", at) == behind
    assert queries.rows_behind(posts["one-stop-1"], report, "dossiers.received", at) is None
    assert queries.rows_behind(posts["chair"], report, "denunciations.received", at) is None
    with pytest.raises(Invalid, match="hệ thống đếm"):
        actions.enter(by=posts["office-head"], at=at, report=report, figures={"dossiers.received": "5"})


@pytest.mark.django_db(transaction=True)
def test_the_monthly_report_says_what_the_indicators_say(
    receive: Callable[..., Dossier], posts: Posts, at: dt.datetime
) -> None:
    """Given up while it waited for papers, turned away at reception, objected to after its answer: in neither."""
    first = dt.datetime(2026, 11, 2, 9, tzinfo=TZ)
    desk = posts["one-stop-1"]
    taken = [receive(at=first + n * HOUR, procedure="1.004873") for n in range(2)]
    for dossier in taken:
        dossier_acts.transfer(by=desk, at=first + 3 * HOUR, dossier=dossier)
        dossier_acts.take(by=posts["justice-1"], at=first + 4 * HOUR, dossier=dossier)
    dossier_acts.ask_supplement(
        by=posts["justice-1"], at=first + 5 * HOUR, dossier=taken[1], items=["Giấy khai sinh"], reason="Còn thiếu.",
        until=first + 9 * DAY,
    )  # fmt: skip
    for dossier in taken:
        dossier_acts.withdraw(by=desk, at=first + DAY, dossier=dossier, reason="Không còn nhu cầu")
    visit: dict[str, Any] = {
        "by": posts["justice-1"], "agency": world.WARD, "petition_class": "suggestion", "topic": "other",
        "summary": SAID,
    }  # fmt: skip
    receptions.receive(
        **visit, at=first, visitor=WHO, persons=3, result="on_spot", result_note="Đã bố trí nạo vét rãnh"
    )
    receptions.receive(**visit, at=first + HOUR, visitor={}, persons=2, result="turned_away", ground="9.1")
    for n in range(2):
        sent = feedback.receive(
            by=CITIZEN,
            at=first + n * HOUR,
            unit=world.WARD,
            channel="portal",
            category="rac",
            content=RUBBISH,
        )
        answered(posts, sent, first + 3 * HOUR)
    feedback.reopen(by=CITIZEN, at=first + DAY, feedback=sent.code, objection="Mới dọn một nửa")
    catch_up()
    actions.set_duty(
        by=posts["chair"], at=dt.datetime(2026, 10, 16, 8, tzinfo=TZ), template=MONTHLY, unit=world.WARD,
        recipient="Đảng ủy", due=TWO_DAYS,
    )  # fmt: skip
    for duty, period in queries.due.to_open(dt.date(2026, 11, 14)):
        report = actions.open_report(by=SYSTEM, at=first, duty=duty.code, since=period.start)
    now = queries.standing(report, at).total

    def figure(id: str) -> Any:
        return indicators.figure(id, {world.WARD}, report.since, report.until)

    on_time, people, told = (
        figure(id) for id in ("dossiers.on_time", "receptions.people", "feedback.on_time")
    )
    assert (
        (now["dossiers.on_time"], now["dossiers.timed"]) == (on_time.numerator, on_time.denominator) == (1, 1)
    )
    assert now["dossiers.done"] == figure("dossiers.finished").value == 2
    assert now["receptions.people"] == people.value == 3
    assert now["receptions.visits"] == figure("receptions.visits").value == 1
    assert now["feedback.answered"] == told.denominator == 1


def test_words_have_versions_and_nothing_typed_is_lost(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime
) -> None:
    report, office = weekly[world.WARD], posts["office-head"]
    first = actions.write(by=office, at=at, report=report, section="next", text="Họp dân tổ 5.", based_on=0)
    second = actions.write(
        by=office, at=at + HOUR, report=report, section="next", text="Họp dân tổ 7.", based_on=1
    )
    assert (first.n, second.n) == (1, 2)
    with pytest.raises(ChangedMeanwhile):
        actions.write(by=office, at=at + HOUR, report=report, section="next", text="Khác", based_on=1)
    with pytest.raises(Invalid, match="Không in được ký tự 🏠"):
        actions.write(by=office, at=at + HOUR, report=report, section="next", text="Đến từng 🏠")
    with pytest.raises(Invalid, match=r"\{clearance.none\}"):
        actions.write(by=office, at=at + HOUR, report=report, section="next", text="Còn {clearance.none} hộ")
    rows = [
        ["Đường 40 m", "12 hộ chưa đồng thuận giá", "12", "Đối thoại lần 2", "UBND phường", "30/11"],
        ["", ""],
    ]
    actions.write(by=office, at=at + HOUR, report=report, section="obstacles", rows=rows)
    assert queries.standing(report, at).tables["obstacles"] == [[*rows[0], ""]]
    actions.remark(by=posts["chair"], at=at + HOUR, report=report, section="next", text="Ghi rõ ngày họp.")
    assert [one.text for one in queries.remarks_of(office, report)["next"]] == ["Ghi rõ ngày họp."]
    for wrong in ("-1", "một", "1,234", "9" * 16, "NaN", "Infinity"):
        with pytest.raises(Invalid):
            actions.enter(by=office, at=at + HOUR, report=report, figures={"clearance.area": wrong})

    def enter(**figures: str) -> Any:
        return actions.enter(
            by=office,
            at=at + HOUR,
            report=report,
            figures={f"clearance.{key}": value for key, value in figures.items()},
        )

    with pytest.raises(Invalid, match="hộ là số nguyên"):
        enter(households="12,5")
    with pytest.raises(Invalid, match=r"Đã kiểm đếm \(1.300\) không nhiều hơn Tổng số hộ \(1.248\)"):
        enter(households="1.248", inventoried="1.300")
    enter(households="1.248", inventoried="1.200", area="48.250,5")
    with pytest.raises(Invalid, match=r"Đã kiểm đếm \(1.200\) không nhiều hơn Tổng số hộ \(1.000\)"):
        enter(households="1.000")
    enter(visits="9")
    for by in (posts["justice-1"], posts["front"], posts["one-stop-1"], posts["bo-de-one-stop-1"]):
        with pytest.raises((NotAllowed, NotFound)):
            actions.write(by=by, at=at + HOUR, report=report, section="next", text="Không được")
    assert evidence.disagreements() == []


def test_figures_with_those_of_units_do_not_exceed_what_they_are_a_part_of(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, head: Callable[..., Actor]
) -> None:
    ward, office = weekly[world.WARD], posts["office-head"]
    sent = entered(weekly[ECONOMY], head(ECONOMY), at, households="412", handed="259")
    actions.accept(by=posts["chair"], at=at, report=sent)

    def enter(**said: str) -> Any:
        figures = {f"clearance.{key}": value for key, value in said.items()}
        return actions.enter(by=office, at=at, report=ward, figures=figures)

    with pytest.raises(
        Invalid, match=r"được 759 \(các đơn vị gửi 259\), nhiều hơn Tổng số hộ \(412\)"
    ) as told:
        enter(households="", handed="500")
    assert [one.field for one in told.value.faults] == ["clearance.handed"]
    enter(households="30", handed="20")
    Entry.objects.filter(report=ward, figure="clearance.handed").update(value="500")
    with pytest.raises(Invalid, match="cộng cả các đơn vị được 759"):
        actions.submit(by=office, at=at, report=ward, without=WHY)
    Entry.objects.filter(report=ward, figure="clearance.handed").update(value="20")
    left_over(ward, office, at)
    ward = actions.submit(by=office, at=at, report=ward, without=WHY)
    made = queries.snapshot(ward)
    made.content["total"]["clearance.handed"] = "759"
    Snapshot.objects.filter(pk=made.pk).update(content=made.content, sha256=evidence.sha256_of(made.content))
    with pytest.raises(Invalid, match="cộng cả các đơn vị được 759"):
        actions.issue(by=posts["chair"], at=at, report=ward)


def issued(report: PeriodicReport, posts: Posts, at: dt.datetime, by: str = "vice-chair") -> PeriodicReport:
    left_over(report, posts["office-head"], at)
    actions.submit(by=posts["office-head"], at=at, report=report, without=WHY)
    return actions.issue(by=posts[by], at=at + HOUR, report=report)


def test_a_report_leaves_as_a_document_and_a_correction_lists_what_differs(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime
) -> None:
    report, office = weekly[world.WARD], posts["office-head"]
    actions.enter(
        by=office, at=at, report=report, figures={"clearance.households": "1.248", "clearance.handed": "726"}
    )
    actions.write(
        by=office,
        at=at,
        report=report,
        section="obstacles",
        rows=[["Đường 40 m", "Giá đất", "12", "", "", ""]],
    )
    left_over(report, office, at)
    actions.submit(by=office, at=at, report=report, without=WHY)
    returned = actions.send_back(by=posts["chair"], at=at, report=report, reason="Bổ sung kiến nghị.")
    assert returned.state == State.RETURNED and returned.reason == "Bổ sung kiến nghị."
    made = issued(report, posts, at)
    assert (made.number, made.state) == ("01/BC-UBND", State.ISSUED)
    assert made.capacity == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    (paper,) = queries.documents(made)
    text = "\n".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(queries.document(made, paper.id).content)).pages
    )
    for said in (
        "01/BC-UBND",
        "KT. CHỦ TỊCH",
        "Ngô Thanh Bình",
        "58,17% (726/1.248)",
        "PHỤ LỤC SỐ LIỆU",
        "Giá đất",
    ):
        assert said in " ".join(text.split()), said
    with pytest.raises(NotNow):
        actions.write(by=office, at=at, report=report, section="next", text="Muộn")
    sent = actions.mark_sent(by=office, at=at + 2 * HOUR, report=report, way="axis")
    assert sent.sent_by == "axis" and sent.sent_at == at + 2 * HOUR
    actions.correct(by=posts["chair"], at=at + 3 * HOUR, report=report, reason="Nhập nhầm số hộ")
    actions.enter(by=office, at=at + 3 * HOUR, report=report, figures={"clearance.handed": "736"})
    again = issued(report, posts, at + 4 * HOUR, "chair")
    assert (again.number, again.version, again.sent_at) == ("02/BC-UBND", 3, at + 2 * HOUR)
    assert Snapshot.objects.get(report=report, n=3).changed[0] == "Đã bàn giao mặt bằng: từ 726 thành 736"
    (paper,) = queries.documents(again)[1:]
    day = f"{at + HOUR:%d/%m/%Y}"
    files = (
        queries.document(again, paper.id).content,
        forms.as_docx(forms.content(again, queries.snapshot(again))),
    )
    for said in map(words, files):
        assert (
            f"thay thế Báo cáo số 01/BC-UBND ngày {day}. Nội dung thay đổi: Đã bàn giao mặt bằng: từ 726"
            in said
        )
        assert "\ufffd" not in said and "……/" not in said
    assert evidence.disagreements() == [] and (world.WARD, "BC", 2026, 2) in evidence.numbers_borne()


def words(content: bytes) -> str:
    """What a PDF or DOCX says, in one line."""
    if content.startswith(b"%PDF"):
        texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    else:
        texts = [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]
    return " ".join(" ".join(texts).split())


def test_nothing_unsaid_is_signed_without_a_reason_that_is_printed(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime
) -> None:
    report, office = weekly[world.WARD], posts["office-head"]
    standing = queries.standing(report, at)
    assert standing.blank and standing.unwritten
    with pytest.raises(Unsaid) as found:
        actions.submit(by=office, at=at, report=report)
    for said in (standing.blank[0].title, standing.unwritten[0].heading):
        assert said in str(found.value)
    with pytest.raises(Invalid):
        actions.submit(by=office, at=at, report=report, without="Theo văn bản Tuyệt mật số 5")
    made = issued(report, posts, at)
    (paper,) = queries.documents(made)
    printed = words(queries.document(made, paper.id).content)
    assert f"Lý do: {WHY}" in printed and standing.blank[0].title in printed and "(chưa viết)" not in printed
    event = queries.events(made.subject)[-2]
    assert (
        standing.blank[0].key in event.facts["blank"]
        and event.facts["unwritten"]
        and WHY not in str(event.facts)
    )
    old = queries.snapshot(made)
    del old.content["gaps"]
    Snapshot.objects.filter(pk=old.pk).update(content=old.content, sha256=evidence.sha256_of(old.content))
    PeriodicReport.objects.filter(pk=made.pk).update(state=State.SUBMITTED)
    with pytest.raises(Unexplained):
        actions.issue(by=posts["chair"], at=at, report=made)


def test_a_report_is_signed_digitally_where_the_keys_are_held(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = FakeSignatures({"vice-chair": at + 9 * HOUR, "agency-00145": at + 9 * HOUR})
    monkeypatch.setattr("motcua.base.documents.queries.signatures", lambda: twin)
    made = issued(weekly[world.WARD], posts, at)
    (paper,) = queries.documents(made)
    pdf = queries.document(made, paper.id).content
    assert [one.signer for one in twin.validate(pdf, at=at)] == ["vice-chair", "agency-00145"]
    assert evidence.disagreements() == []


def test_no_letter_of_the_annex_names_two_groups() -> None:
    told = [
        ("2. Tiếp dân", 1),
        ("a) Người đứng đầu", 2),
        ("b) Thường xuyên", 2),
        ("3. Giải quyết", 1),
        ("a) Đơn", 2),
    ]
    held = {
        "sections": [{"heading": heading, "level": level} for heading, level in told],
        "figures": [{"section": heading} for heading, level in told if level == 2 for _ in range(2)],
    }
    heads = [one for one in forms.annex(held) if isinstance(one, str)]
    assert heads == [heading for heading, _level in told]


def test_docx_xlsx_and_pdf_say_the_same(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, head: Any
) -> None:
    report, office = weekly[world.WARD], posts["office-head"]
    rows = [["Đường gom ven đê", "Giá đất", "12", "", "", "", ""]]
    actions.write(by=head(ECONOMY), at=at, report=weekly[ECONOMY], section="obstacles", rows=rows)
    entered(weekly[ECONOMY], head(ECONOMY), at, households="120", handed="90")
    actions.accept(by=posts["chair"], at=at, report=weekly[ECONOMY])
    actions.enter(
        by=office, at=at, report=report, figures={"clearance.households": "30", "clearance.handed": "12"}
    )
    data = forms.draft(report, at)
    pdf = " ".join(
        " ".join(
            page.extract_text() for page in pypdf.PdfReader(io.BytesIO(forms.as_pdf(data))).pages
        ).split()
    )
    read = docx.Document(io.BytesIO(forms.as_docx(data)))
    words = " ".join(one.text for one in read.paragraphs)
    cells = {cell.text for table in read.tables for row in table.rows for cell in row.cells}
    for said in ("Chưa có số liệu của: Phòng Văn hóa - Xã hội", "68% (102/150)", "Dự thảo"):
        assert said in pdf and said in words, said
    assert "68% (102/150)" in cells and read.element.xml.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 1
    assert "Đường gom ven đê" in cells and ECONOMY_NAME in cells and not any("[" in cell for cell in cells)
    for said in (read, pdf):
        whole = said if isinstance(said, str) else said.element.xml
        assert "……/BC-UBND" in whole and "Lưu: VT, VP." in whole
        assert "ngày … tháng 11 năm 2026" in whole and "ngày 20 tháng 11" not in whole, "a draft has no day"
        assert "TM. ỦY BAN NHÂN DÂN" in whole and "THỦ TRƯỞNG ĐƠN VỊ" not in whole
        assert "báo cáo như sau:" in whole and "(chưa viết)" in whole
        assert "(Ký," not in whole and "Mã báo cáo" not in whole and "Nghị định số 09/2019" not in whole
    assert (
        "PAGE" in read.sections[0].header._element.xml
        and read.styles["Normal"].font.name == "Times New Roman"
    )
    held = queries.figures.content(queries.standing(report, at))
    book = load_workbook(io.BytesIO(forms.as_xlsx(held, agency="UBND", on=at.date())))
    rows = {str(row[0]): row for row in book.get_sheet_by_index(0).to_python() if row}
    assert rows["Tổng số hộ"][2:] == [
        30.0,
        120.0,
        150.0,
        "Nhập tay: Chánh Văn phòng HĐND và UBND phường, 20/11/2026",
    ]
    assert rows["Tỷ lệ hộ đã bàn giao"][-2] == "68% (102/150)"
    assert forms.as_docx(data) == forms.as_docx(data)


def test_who_sees_what(weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, head: Any) -> None:
    economy = weekly[ECONOMY]
    for by in (posts["land-1"], posts["chair"], posts["office-head"]):
        assert queries.report(by, economy.code) == economy
    for by in (
        posts["front"],
        posts["inspector"],
        posts["social-1"],
        posts["one-stop-1"],
        posts["bo-de-one-stop-1"],
        posts["police-1"],
    ):
        with pytest.raises(NotFound):
            queries.report(by, economy.code)
    with pytest.raises(NotFound):
        queries.collection(posts["one-stop-1"], WEEKLY, SINCE)
    with pytest.raises(NotFound):
        queries.collection(posts["bo-de-one-stop-1"], WEEKLY, SINCE)
    assert [one.unit for one, _stage in queries.due.pressing(posts["office-head"], at)].count(world.WARD) == 1
    assert queries.due.pressing(posts["social-1"], at) == []
    ward, office, front = weekly[world.WARD], posts["office-head"], posts["front"]
    actions.remark(by=posts["chair"], at=at, report=ward, section="next", text="Chưa nêu ai làm")
    for by in (front, posts["inspector"]):
        with pytest.raises(NotFound):
            queries.report(by, ward.code)
        assert queries.reports(by) == [] and not queries.collections(by)
    with pytest.raises((NotAllowed, NotFound)):
        actions.remark(by=front, at=at, report=ward, section="next", text="Góp ý")
    made = issued(ward, posts, at)
    for by in (front, posts["inspector"]):
        assert queries.report(by, ward.code) == made and queries.remarks_of(by, made) == {}
        assert [one.n for one in queries.snapshots_of(by, made)] == [made.version]
        assert queries.versions_of(by, made, "next") == []
    assert queries.remarks_of(office, made)


def test_an_altered_report_is_found(weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime) -> None:
    report = weekly[world.WARD]
    actions.enter(by=posts["office-head"], at=at, report=report, figures={"clearance.households": "10"})
    actions.submit(by=posts["office-head"], at=at, report=report, without=WHY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM reports_snapshot")
        held = cursor.fetchone()[0]
        held = json.loads(held) if isinstance(held, str) else held
        held["total"]["clearance.households"] = 9
        cursor.execute("UPDATE reports_snapshot SET content = %s", [json.dumps(held)])
    assert any("mã băm" in one for one in evidence.disagreements())
    with pytest.raises(Exception, match="mã băm"):
        actions.issue(by=posts["chair"], at=at, report=report)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_entry SET value = '11'")
        cursor.execute("UPDATE reports_reportduty SET recipient = 'khác' WHERE unit = %s", [world.WARD])
    found = " ".join(evidence.disagreements())
    assert report.subject in found and report.duty.subject in found


def test_the_command_line_prints_reports_and_tables(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, tmp_path: Path, clock: Any
) -> None:
    report, office = weekly[world.WARD], posts["office-head"]
    actions.enter(
        by=office, at=at, report=report, figures={"clearance.households": "10", "clearance.handed": "7"}
    )
    said = command(WEEKLY, "2026-11-12", "2026-11-18")
    assert (
        said["state"] == "open" and said["missing"] == [ECONOMY_NAME, CULTURE_NAME] and said["version"] == 0
    )
    shown = {one["key"]: one["said"] for one in said["figures"]}
    assert shown["clearance.handed_share"] == "70% (7/10)"
    left_over(report, office, at)
    actions.submit(by=office, at=at, report=report, without=WHY)
    held = queries.snapshot(PeriodicReport.objects.get(pk=report.pk))
    assert command(WEEKLY, "2026-11-12", "2026-11-18")["sha256"] == held.sha256
    loose = command(MONTHLY, "2026-10-01", "2026-10-31")
    assert "từ 01/10/2026 đến 31/10/2026" in loose["title"] and loose["state"] == ""
    for shape, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{")):
        place = tmp_path / f"bao-cao.{shape}"
        command(WEEKLY, "2026-11-12", "2026-11-18", "--format", shape, "--output", str(place))
        assert place.read_bytes().startswith(start)
    assert command("01-xld", "2026-09-15", "2026-12-14")["figures"][""]["total"] == 0


def command(kind: str, since: str, last: str, *more: str) -> Any:
    """What ``motcua report`` says."""
    out = io.StringIO()
    call_command("report", kind, "--unit", world.WARD, "--from", since, "--to", last, *more, stdout=out)
    return json.loads(out.getvalue() or "null")


def test_a_ward_reports_to_the_city_and_its_figures_are_added_up_there(
    receive: Callable[..., Dossier], posts: Posts, at: dt.datetime
) -> None:
    """Up the tree: issued here, it arrives above; given back, its next version says what differs."""
    start, city, chair = dt.datetime(2026, 10, 16, 8, tzinfo=TZ), posts["police-head"], posts["chair"]
    for day in (2, 3):
        receive(at=dt.datetime(2026, 11, day, 9, tzinfo=TZ))
    actions.collect(by=city, at=start, template=MONTHLY, units=[world.WARD, world.OTHER], due=TWO_DAYS)
    actions.set_duty(
        by=city, at=start, template=MONTHLY, unit="01", recipient="Chính phủ", due={"by": "day", "n": 20}
    )
    for duty, period in queries.due.to_open(dt.date(2026, 11, 15)):
        actions.open_report(by=SYSTEM, at=start, duty=duty.code, since=period.start)
    found = {one.unit: one for one in PeriodicReport.objects.filter(until=dt.date(2026, 11, 15))}
    ward, above = found[world.WARD], found["01"]
    with pytest.raises(NotFound):
        queries.report(city, ward.code)
    actions.submit(by=posts["office-head"], at=at, report=ward, without=WHY)
    actions.issue(by=chair, at=at, report=ward)
    assert queries.report(city, ward.code).sent_by == "here"
    assert queries.rows_behind(city, ward, "dossiers.received", at) is None, "numbers only, above"
    actions.send_back(by=city, at=at, report=ward, reason="Nêu hồ sơ đến hết ngày 14.")
    receive(at=dt.datetime(2026, 11, 4, 9, tzinfo=TZ))
    assert queries.standing(above, at).missing == ["Phường Bồ Đề", "Phường Long Biên"]
    actions.submit(by=posts["office-head"], at=at, report=ward, without=WHY)
    again = actions.issue(by=chair, at=at, report=ward)
    assert again.number == "02/BC-UBND" and again.sent_at == at
    assert "Hồ sơ tiếp nhận trong kỳ: từ 2 thành 3" in queries.snapshot(again).changed
    actions.accept(by=city, at=at, report=ward)
    now = queries.standing(above, at)
    assert now.total["dossiers.received"] == 3 and now.missing == ["Phường Bồ Đề"]
    assert [line.name for line in queries.collection(city, MONTHLY, above.since)[3]] == [
        "Phường Bồ Đề",
        "Phường Long Biên",
    ]
    assert evidence.disagreements() == []


def test_indicators_count_reports_due_and_sent(
    weekly: dict[str, PeriodicReport], posts: Posts, at: dt.datetime, head: Callable[..., Actor]
) -> None:
    """F21: by the day on which each is due, however often it is corrected."""
    report = next(iter(weekly.values()))
    told = [row for _seq, row in rows_of(list(Event.objects.order_by("seq")))]
    due = [row for row in told if row.kind == "report.due"]
    assert len(due) == len(weekly) and not [row for row in told if row.kind == "report.sent"]
    PeriodicReport.objects.filter(pk=report.pk).update(sent_at=at)
    event = Event(
        seq=10**9, n=9, at=at, kind="periodic_report.sent", subject=report.subject, unit=report.agency
    )
    event.facts = {"code": report.code}
    (sent,) = [row for _seq, row in rows_of([event])]
    assert sent.timing == ("late" if at > report.due_at else "on_time")
    assert sent.day == report.due_at.astimezone(world.TZ).date()


# --- one work, known once (ADR 0024) ----------------------------------------------------------------------------


def _followed(at: dt.datetime) -> None:
    """What follows from all that was journalled, as ``motcua work`` does it; twice, as after a crash."""
    for _ in range(2):
        for event in Event.objects.order_by("seq"):
            for handler in TABLE.get(event.kind, ()):
                handler(event, at)


def _bell(post: str) -> str:
    return words_of(Official(post).get("/can-bo/chuong"))


def test_a_yearly_report_of_a_plan_is_one_work_told_once_and_done_with_the_report(
    ward: str, posts: Posts, at: dt.datetime, clock: Any
) -> None:
    chair, office = posts["chair"], posts["office-head"]
    yearly = {"every": "yearly", "day": 30, "month": 11, "before": True, "lead": 30}
    task = clear(at.date(), due_on=None, starts_on=None, recurs=yearly, title="Báo cáo công tác dân vận",
                 post="office-head")  # fmt: skip
    plan = directive_acts.draft(
        by=posts["social-1"], at=at, unit=ward, document={"type": "plan", "title": "Dân vận 2026", "clarity": "5"},
        tasks=[task], files=[world.scan()],
    )  # fmt: skip
    directive_acts.issue(by=chair, at=at, directive=plan)
    duty = Task.objects.get(duty=None, directive=plan)
    assert directive_jobs.recur() == 1
    once = Task.objects.get(duty=duty)
    directive_acts.adopt_required(by=chair, at=at, agency=ward)
    made = actions.set_duty(
        by=chair, at=at, template=YEARLY, unit=ward, recipient="UBND thành phố", post="office-head", lead_days=30,
        due={"by": "before", "n": 30, "month": 11}, task=duty.pk, valid_from=at.date() - 30 * DAY,
    )  # fmt: skip
    assert jobs.open_due() == 1
    report = PeriodicReport.objects.get(duty=made)
    assert report.due_at.date() == once.due_on == dt.date(2026, 11, 27)
    near = dt.datetime(2026, 11, 27, 9, tzinfo=TZ)
    clock(near)
    assert jobs.remind() == 1 and directive_jobs.remind() == 1
    said = _bell("office-head")
    assert once.code in said and report.code not in said, "one line for one work"
    assert report.code in words_of(Official("office-head").get(reverse("desk:task", args=[once.code])))
    actions.submit(by=office, at=near, report=report, without=WHY)
    _followed(near)
    once.refresh_from_db()
    assert once.outcome == "", "submitted inside, not gone yet"
    actions.issue(by=posts["vice-chair"], at=near, report=report)
    later = near + 3 * DAY
    _followed(later)
    once.refresh_from_db()
    report.refresh_from_db()
    assert (once.outcome, once.result_number, once.handed_at) == ("done", report.number, near), (
        "by when it went"
    )
    line = next(one for one in required.lines(chair, 2026, later.date()) if one.required.report == YEARLY)
    assert (line.number, str(line.standing), line.report) == (report.number, "in_time", report.code)
    clock(later)
    assert directive_jobs.remind() == 0 and once.code not in _bell("office-head")
    assert [
        *task_evidence.disagreements(),
        *evidence.disagreements(),
        *rows_held([task_evidence.CASES]),
    ] == []


def test_a_task_given_after_its_report_went_is_done_at_once_and_waits_for_every_unit(
    ward: str, posts: Posts, at: dt.datetime, head: Callable[..., Actor]
) -> None:
    chair = posts["chair"]
    weekly = {"every": "weekly", "day": 5, "month": 0, "before": False, "lead": 0}
    task = clear(at.date(), due_on=None, starts_on=None, recurs=weekly, title="Báo cáo giải phóng mặt bằng")
    start = dt.datetime(2026, 11, 13, 8, tzinfo=TZ)
    plan = directive_acts.draft(
        by=posts["social-1"], at=start, unit=ward, document={"type": "plan", "title": "Mặt bằng", "clarity": "5"},
        tasks=[task], files=[world.scan()],
    )  # fmt: skip
    directive_acts.issue(by=chair, at=start, directive=plan)
    duty = Task.objects.get(duty=None, directive=plan)
    actions.collect(by=chair, at=start, template=WEEKLY, units=[CULTURE, ECONOMY], due=FRIDAY, task=duty.pk)
    for one, period in queries.due.to_open(start.date()):
        actions.open_report(by=SYSTEM, at=start, duty=one.code, since=period.start)
    sent = {one.unit: one for one in PeriodicReport.objects.filter(since=SINCE)}
    for unit in (CULTURE, ECONOMY):
        actions.submit(by=head(unit), at=at, report=sent[unit], without=WHY)
    directive_acts.recur(
        by=SYSTEM,
        at=at,
        directive=plan.code,
        n=duty.n,
        period=dt.date(2026, 11, 20),
        due_on=dt.date(2026, 11, 20),
    )
    _followed(at)
    once = Task.objects.select_related("case").get(duty=duty, period=dt.date(2026, 11, 20))
    assert once.case is not None and once.case.state == "handed_in", "sent; nobody took them yet"
    actions.accept(by=chair, at=at, report=sent[CULTURE])
    _followed(at)
    once.refresh_from_db()
    assert once.outcome == "", "one unit is missing"
    actions.accept(by=chair, at=at, report=sent[ECONOMY])
    _followed(at)
    once.refresh_from_db()
    assert once.outcome == "done"


# --- a correction, as whoever received the report sees it --------------------------------------------------------


def test_the_agency_above_sees_a_correction_under_way_and_then_beside_the_old(
    ward: str, posts: Posts, at: dt.datetime, clock: Any
) -> None:
    start, city, chair, office = (
        dt.datetime(2026, 11, 13, 8, tzinfo=TZ), posts["police-head"], posts["chair"], posts["office-head"],
    )  # fmt: skip
    (duty,) = actions.collect(by=city, at=start, template=WEEKLY, units=[ward], due=FRIDAY)
    actions.open_report(by=SYSTEM, at=start, duty=duty.code, since=SINCE)
    report = PeriodicReport.objects.get()
    actions.enter(
        by=office, at=at, report=report, figures={"clearance.handed": "7", "clearance.households": "10"}
    )
    actions.write(by=office, at=at, report=report, section="next", text="Tuần tới họp tổ 9.")
    issued(report, posts, at, by="chair")
    actions.accept(by=city, at=at + HOUR, report=report)
    later = at + DAY
    clock(later)
    actions.correct(by=chair, at=later, report=report, reason="Sai số hộ bàn giao")
    actions.enter(by=office, at=later, report=report, figures={"clearance.handed": "8"})
    actions.write(by=office, at=later, report=report, section="next", text="Chưa xong, đừng đọc.")
    report.refresh_from_db()
    assert queries.corrections.under_way([report]) == {report.code: later}
    above, page = Official("police-head"), reverse("desk:periodic-report", args=[report.code])
    said = words_of(above.get(page))
    assert "đang đính chính" in said and "Tuần tới họp tổ 9." in said and "70%" in said
    assert "Chưa xong" not in said and "Sai số hộ" not in said, "nothing of what is being written"
    assert "Chưa xong" not in words(
        above.get(reverse("desk:periodic-file", args=[report.code, "pdf"])).content
    )
    collection = reverse("desk:collection", args=[WEEKLY, SINCE.isoformat()])
    assert "Đã gửi, đang đính chính" in words_of(above.get(collection))
    left_over(report, office, later)
    actions.submit(by=office, at=later, report=report, without=WHY)
    said = words_of(above.get(page))
    assert "đang đính chính" in said and "Chưa xong" not in said, "not signed yet"
    actions.issue(by=chair, at=later + HOUR, report=report)
    said = words_of(above.get(page))
    assert "đang đính chính" not in said and "Đã gửi trước Nay" in said
    assert "Tuần tới họp tổ 9. Chưa xong, đừng đọc." in said, "the old beside the new"
    assert above.get(reverse("desk:periodic-file", args=[report.code, "pdf"]) + "?ban=1").status_code == 200
    assert above.get(reverse("desk:periodic-file", args=[report.code, "pdf"]) + "?ban=9").status_code == 404
