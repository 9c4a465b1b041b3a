"""Reports of reception and of results: each table reckoned by hand for quarter IV of 2026 (15/9 to 14/12)."""

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

import docx
import pypdf
import pytest
from python_calamine import load_workbook

from motcua.areas.complaints import actions as complaints
from motcua.areas.complaints.models import Complaint
from motcua.areas.denunciations import actions as denunciations
from motcua.areas.feedback import actions as feedback
from motcua.areas.feedback.models import Feedback
from motcua.areas.indicators import forms
from motcua.areas.indicators.queries import tables as queries
from motcua.areas.receptions import actions as receptions
from motcua.areas.receptions.queries import counts
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotFound
from tests import world
from tests.areas.test_complaints import announced, decided
from tests.areas.test_complaints import proposed as proposed_complaint
from tests.areas.test_denunciations import WRITING, accepted, concluded, verified
from tests.areas.test_feedback import RUBBISH, SENDER, answered
from tests.areas.test_receptions import SAID, WHO, moment

Posts = Mapping[str, Actor]
SINCE, UNTIL, DAY = dt.date(2026, 9, 15), dt.date(2026, 12, 15), dt.timedelta(days=1)
SUMMER = dt.datetime(2026, 8, 10, 9, tzinfo=TZ)
AUTUMN = dt.datetime(2026, 10, 5, 9, tzinfo=TZ)


def figures(posts: Posts, at: dt.datetime, table: str) -> dict[str, str]:
    """The figures of a table as printed; each opens onto as many codes as it counts, or the table onto none."""
    chair = posts["chair"]
    found = queries.report(chair, table, SINCE, UNTIL, at=at)
    for column in found.table.columns:
        if not queries.has_codes(found.table):
            with pytest.raises(NotFound):
                queries.codes(chair, found.table, column.key, SINCE, UNTIL, at)
            continue
        codes = queries.codes(chair, found.table, column.key, SINCE, UNTIL, at)
        figure = found.total[column.key]
        if column.amount == "n":
            assert len(codes) == (figure.value if figure.denominator is None else figure.numerator), column
        assert bool(codes) == bool(figure.value or figure.numerator), column
    return {
        key: forms.said(figure)
        for key, figure in found.total.items()
        if figure.value or figure.denominator is not None
    }


def test_visits_persons_matters_groups_and_what_came_of_them(posts: Posts, ward: str) -> None:
    """Regular 3 visits (a matter twice, a group of 12), with the chair 1 about the first matter; 1 turned away."""
    desk = posts["justice-1"]
    given: dict[str, Any] = {
        "by": desk, "agency": world.WARD, "visitor": WHO, "petition_class": "suggestion", "topic": "other",
        "summary": SAID,
    }  # fmt: skip
    spot = {"result": "on_spot", "result_note": "Phường đã bố trí nạo vét rãnh thoát nước"}
    first = receptions.receive(**given, at=AUTUMN)
    receptions.receive(**given, **spot, at=AUTUMN + DAY, same_as=first.code)
    receptions.receive(
        **given, **spot, at=AUTUMN + 2 * DAY, persons=12, representatives=["Nguyễn Văn Đạt", "Trần Thị Ước"]
    )
    receptions.receive(**{**given, "visitor": {}}, at=AUTUMN + 3 * DAY, result="turned_away", ground="9.1")
    receptions.receive(**given, at=SUMMER, **spot)
    head = posts["office-head"]
    receptions.name_receiver(by=head, at=moment(2, 8), agency=world.WARD, post="chair", role="chair")
    place = receptions.set_place(by=head, at=moment(2, 8), agency=world.WARD, name="Phòng tiếp công dân")
    day = receptions.plan_day(
        by=head, at=moment(9), agency=world.WARD, post="chair", on=dt.date(2026, 11, 26), place=place.n,
        session="periodic", seats=2,
    )  # fmt: skip
    day = receptions.publish(by=posts["chair"], at=moment(10), day=day)
    receptions.receive(**given, at=moment(26), day=day.code, same_as=first.code)
    told = figures(posts, moment(27), "01-tcd")
    assert told == {
        "all_visits": "4", "all_persons": "15", "all_matters": "2", "all_groups": "1", "all_in_groups": "12",
        "regular_visits": "3", "regular_persons": "14", "regular_matters": "2", "regular_groups": "1",
        "regular_in_groups": "12", "periodic_visits": "1", "periodic_persons": "1", "periodic_matters": "1",
        "turned_away": "1",
    }  # fmt: skip
    by_session = counts(posts["chair"], SINCE, UNTIL - DAY)
    for session, key in (("", "all"), ("regular", "regular"), ("periodic", "periodic")):
        same = by_session[session]
        assert told[f"{key}_visits"] == str(same.visits) and told[f"{key}_matters"] == str(same.matters)
    assert figures(posts, moment(27), "02-tcd") == {
        "total": "4", "suggestion": "4", "on_spot": "2", "open": "2", "late": "1", "done": "2", "in_time": "2",
        "share": "2/4 = 50%", "on_time": "2/2 = 100%",
    }  # fmt: skip


def complaint(posts: Posts, at: dt.datetime) -> Complaint:
    return complaints.accept(by=posts["chair"], at=at, petition=proposed_complaint(at, by=posts))


@pytest.fixture
def resolved(posts: Posts, ward: str) -> None:
    """Carried over 1, decided late as wrong; accepted 5: right, partly right, withdrawn, two open, one of them late."""
    decided(posts, complaint(posts, SUMMER), SUMMER + 8 * DAY)
    decided(posts, complaint(posts, SUMMER), AUTUMN, result="wrong")
    decided(
        posts, complaint(posts, AUTUMN), AUTUMN + 3 * DAY, result="right",
        amounts={"restored_money": 5_000_000, "restored_land": "12.5", "restored_people": 3},
    )  # fmt: skip
    decided(
        posts, complaint(posts, AUTUMN), AUTUMN + 4 * DAY,
        amounts={"recovered_money": 1_200_000, "recovered_land": "40"},
    )  # fmt: skip
    back = complaint(posts, AUTUMN)
    complaints.withdraw(
        by=posts["justice-1"], at=AUTUMN + DAY, complaint=back, letter="1", letter_on=(AUTUMN + DAY).date()
    )
    complaints.stop(by=posts["chair"], at=AUTUMN + 2 * DAY, complaint=back, ground="withdrawn")
    complaint(posts, AUTUMN)
    complaint(posts, AUTUMN + 44 * DAY)


def test_what_complaints_came_to(resolved: None, posts: Posts, at: dt.datetime) -> None:
    assert figures(posts, at, "01-kqgq") == {
        "total": "6", "before": "1", "inside": "5", "first": "6", "done": "4", "first_decided": "3", "withdrawn": "1",
        "first_right": "1", "first_partly": "1", "first_wrong": "1", "recovered_money": "1.200.000",
        "recovered_land": "40", "restored_money": "5.000.000", "restored_land": "12,5", "restored_people": "3",
        "open": "2", "late": "1", "share": "4/6 = 66,7%", "in_time": "3", "on_time": "3/4 = 75%",
    }  # fmt: skip


def test_results_as_xlsx_pdf_docx_and_kept(resolved: None, posts: Posts, at: dt.datetime) -> None:
    chair = posts["chair"]
    found = queries.report(chair, "01-kqgq", SINCE, UNTIL, at=at)
    rows = load_workbook(io.BytesIO(forms.as_xlsx(chair, found, at.date()))).get_sheet_by_index(0).to_python()
    assert 12.5 in rows[7] and rows[7][-6:] == [4, 6, pytest.approx(4 / 6), 3, 4, 0.75]
    pdf = "".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(forms.as_pdf(chair, found, at.date()))).pages
    )
    paper = docx.Document(io.BytesIO(forms.as_docx(chair, found, at.date())))
    cells = [cell.text for row in paper.tables[1].rows for cell in row.cells]
    for said in ("12,5", "5.000.000", "3/4 = 75%"):
        assert said in pdf and said in cells
    assert queries.plain(found)[""]["restored_land"] == "12.5", "kept exactly"


def test_what_denunciations_came_to_are_numbers_only(posts: Posts, at: dt.datetime) -> None:
    """Carried over 1, concluded late; accepted 3: found true, taken back and stopped, open."""
    late = verified(posts, accepted(posts, SUMMER), SUMMER + DAY)
    concluded(posts, late, AUTUMN)
    concluded(
        posts, verified(posts, accepted(posts, AUTUMN), AUTUMN + DAY), AUTUMN + 15 * DAY, verdict="true"
    )
    back = accepted(posts, AUTUMN + DAY)
    back = denunciations.withdraw(by=posts["justice-1"], at=AUTUMN + 2 * DAY, denunciation=back, how="whole")
    denunciations.stop(
        by=posts["chair"], at=AUTUMN + 3 * DAY, denunciation=back, ground="withdrawn", **WRITING
    )
    accepted(posts, AUTUMN + 44 * DAY)
    assert figures(posts, at, "03-kqgq") == {
        "total": "4", "before": "1", "inside": "3", "done": "3", "concluded": "2", "stopped": "1", "withdrawn": "1",
        "true": "1", "partly_true": "1", "open": "1", "share": "3/4 = 75%", "in_time": "2", "on_time": "2/3 = 66,7%",
    }  # fmt: skip


def in_effect(posts: Posts, at: dt.datetime, **over: Any) -> Complaint:
    """A decision of that day, public and in effect."""
    made = announced(posts, complaint(posts, at - DAY), at, **over)
    assert made.effect_on is not None and made.second_until is not None
    later = dt.datetime.combine(max(made.effect_on, made.second_until + DAY), dt.time(9), TZ)
    return complaints.take_effect(by=posts["justice-1"], at=later, complaint=made)


def test_how_decisions_on_complaints_are_executed(posts: Posts, ward: str, at: dt.datetime) -> None:
    """In effect before the days and executed late 1; in effect within them: late 1, not ordered 1; a wrong complaint
    leaves nothing to execute, and what goes to the second instance does not take effect."""
    chair, desk = posts["chair"], posts["justice-1"]
    early = in_effect(posts, SUMMER, amounts={"recovered_money": 1_000_000})
    assert early.effect_on is not None and early.effect_on < SINCE
    order = {"by": chair, "executor": "Phòng Kinh tế"}
    complaints.order_execution(
        **order, at=SUMMER + 40 * DAY, complaint=early, execute_by=dt.date(2026, 9, 30)
    )
    complaints.execute(by=desk, at=AUTUMN, complaint=early, note="Đã nộp đủ")
    open_one = in_effect(
        posts, AUTUMN, result="right", amounts={"restored_land": "12.5", "restored_people": 3}
    )
    complaints.order_execution(
        **order, at=at - 10 * DAY, complaint=open_one, execute_by=(at - 3 * DAY).date()
    )
    in_effect(posts, AUTUMN, amounts={"recovered_land": "40"})
    in_effect(posts, AUTUMN, result="wrong")
    appealed = announced(posts, complaint(posts, AUTUMN), AUTUMN + DAY)
    complaints.appeal(by=desk, at=AUTUMN + 9 * DAY, complaint=appealed, to="Chủ tịch UBND Thành phố")
    assert figures(posts, at, "02-kqgq") == {
        "total": "3", "before": "1", "inside": "2", "first": "3", "done": "1", "open": "2", "unordered": "1",
        "late": "1", "recover_money": "1.000.000", "recovered_money": "1.000.000", "recover_land": "40",
        "restore_land": "12,5", "restore_people": "3", "share": "1/3 = 33,3%", "on_time": "0/1 = 0%",
    }  # fmt: skip


def test_how_conclusions_on_denunciations_are_carried_out(posts: Posts, at: dt.datetime) -> None:
    """Concluded before the days and carried out late 1; concluded within them: in time and public 1, still open 1."""
    chair, desk = posts["chair"], posts["justice-1"]
    before = concluded(posts, verified(posts, accepted(posts, SUMMER), SUMMER + DAY), SUMMER + 20 * DAY)
    denunciations.carry_out(by=chair, at=AUTUMN, denunciation=before, measures="Kiểm điểm")
    done = concluded(
        posts, verified(posts, accepted(posts, AUTUMN), AUTUMN + DAY), AUTUMN + 9 * DAY, verdict="true"
    )
    done = denunciations.carry_out(by=chair, at=AUTUMN + 10 * DAY, denunciation=done, measures="Thu hồi")
    done = denunciations.done(by=desk, at=AUTUMN + 11 * DAY, denunciation=done, task="report")
    denunciations.publish(
        by=desk, at=AUTUMN + 11 * DAY, denunciation=done, where="posting", public_text="Tố cáo đúng"
    )
    concluded(
        posts, verified(posts, accepted(posts, AUTUMN), AUTUMN + DAY), AUTUMN + 20 * DAY, verdict="untrue"
    )
    gone = concluded(posts, verified(posts, accepted(posts, SUMMER), SUMMER + DAY), SUMMER + 20 * DAY)
    denunciations.carry_out(by=chair, at=SUMMER + 21 * DAY, denunciation=gone, measures="Kiểm điểm")
    assert figures(posts, at, "04-kqgq") == {
        "total": "3", "before": "1", "inside": "2", "true": "1", "partly_true": "1", "untrue": "1", "done": "2",
        "told": "1", "public": "1", "open": "1", "late": "1", "share": "2/3 = 66,7%", "in_time": "1",
        "on_time": "1/2 = 50%",
    }  # fmt: skip


def sent(at: dt.datetime, **over: Any) -> Feedback:
    given: dict[str, Any] = {
        "by": CITIZEN, "at": at, "unit": world.WARD, "channel": "portal", "category": "rac", "content": RUBBISH, **over,
    }  # fmt: skip
    return feedback.receive(**given)


def test_what_feedback_came_to(posts: Posts, at: dt.datetime) -> None:
    """Carried over 1, answered late; received 4: answered, forwarded, a scene open too long, a regulation in time."""
    answered(posts, sent(AUTUMN - 25 * DAY), AUTUMN - 14 * DAY)
    answered(posts, sent(AUTUMN), AUTUMN + dt.timedelta(hours=1))
    away = sent(AUTUMN)
    feedback.start(by=posts["land-1"], at=AUTUMN, feedback=away)
    feedback.forward(by=posts["land-1"], at=AUTUMN, feedback=away.code, to_agency="Công ty Thoát nước")
    sent(AUTUMN)
    sent(at - DAY, category="quy-dinh", contact=SENDER, details={"ten": ["Luật Hộ tịch"]})
    assert figures(posts, at, "kq-pakn") == {
        "total": "5", "before": "1", "inside": "4", "scene": "4", "regulation": "1", "done": "3", "answered": "2",
        "forwarded": "1", "open": "2", "late": "1", "share": "3/5 = 60%", "in_time": "2", "on_time": "2/3 = 66,7%",
    }  # fmt: skip
