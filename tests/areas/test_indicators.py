"""Reports of petitions: a quarter reckoned by hand, the rows behind it, kept figures, and who sees what."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from typing import Any

import docx
import pypdf
import pytest
from python_calamine import load_workbook

from motcua.areas.indicators import evidence, forms, policies
from motcua.areas.indicators.actions import closing as actions
from motcua.areas.indicators.actions.closing import NotOver
from motcua.areas.indicators.models import ClosedReport
from motcua.areas.indicators.queries import tables as queries
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions import queries as petition_queries
from motcua.areas.petitions.models import Petition
from motcua.base.journal.ports import Actor
from motcua.base.journal.verification import verify
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from tests import world
from tests.areas.test_petitions import SECRET, SOUND

Posts = Mapping[str, Actor]
SINCE, UNTIL = dt.date(2026, 9, 15), dt.date(2026, 12, 15)


def take(posts: Posts, at: dt.datetime, said: str, **over: Any) -> Petition:
    given: dict[str, Any] = {
        "by": posts["one-stop-1"], "at": at, "unit": world.WARD, "channel": "counter", "said": said, "topic": "order",
        "content": f"Nội dung {said} {over}", "submitter": world.person(4), **over,
    }  # fmt: skip
    return petitions.receive(**given)


def settle(posts: Posts, at: dt.datetime, petition: Petition, kind: str, outcome: str, **more: Any) -> None:
    named = {name: more.pop(name) for name in ("to_agency", "duplicate_of") if name in more}
    petitions.propose(
        by=posts["justice-1"], at=at, petition=petition, answers={"kind": kind, **SOUND, **more}, **named
    )
    petitions.settle(by=posts["chair"], at=at, petition=petition, outcome=outcome)


@pytest.fixture
def quarter(posts: Posts, at: dt.datetime) -> dict[str, Petition]:
    """Nine petitions around quarter IV of 2026 (15/9–14/12), each with a known fate."""
    summer = dt.datetime(2026, 8, 10, 9, tzinfo=TZ)
    autumn = dt.datetime(2026, 10, 5, 9, tzinfo=TZ)
    made = {
        "gone": take(posts, summer, "suggestion"),
        "carried": take(posts, summer + dt.timedelta(hours=1), "complaint"),
        "guided": take(posts, autumn, "complaint"),
        "stored": take(
            posts, autumn + dt.timedelta(hours=1), "suggestion", signers=7, representatives=["Đào Thị Hạnh"]
        ),
        "first": take(posts, autumn + dt.timedelta(hours=2), "suggestion"),
        "again": take(posts, autumn + dt.timedelta(hours=3), "suggestion"),
        "denounces": take(posts, autumn + dt.timedelta(hours=4), "denunciation", submitter={
            "kind": "person", "name": SECRET, "id_number": "001199088776", "phone": "", "address": "",
        }),
        "late": take(posts, autumn + dt.timedelta(hours=5), "suggestion"),
        "back": take(posts, autumn + dt.timedelta(hours=6), "complaint"),
    }  # fmt: skip
    settle(posts, summer + dt.timedelta(days=2), made["gone"], "suggestion", "stored", legible="no")
    soon = autumn + dt.timedelta(days=2)
    settle(
        posts, soon, made["guided"], "complaint", "guided", competence="other", to_agency="UBND phường Bồ Đề"
    )
    settle(posts, soon, made["stored"], "suggestion", "stored", legible="no")
    settle(
        posts, soon, made["again"], "suggestion", "linked", duplicate="yes", duplicate_of=made["first"].code
    )
    petitions.withdraw(
        by=posts["one-stop-1"], at=soon, petition=made["back"].code, letter="7", letter_on=soon.date()
    )
    return made


def filled(by: Actor, at: dt.datetime, table: str = "01-xld", **over: Any) -> queries.Filled:
    return queries.report(by, table, SINCE, UNTIL, at=at, **over)


def test_a_quarter_reckoned_by_hand(quarter: dict[str, Petition], posts: Posts, at: dt.datetime) -> None:
    """Carried 1 (khiếu nại), in the quarter 7; settled: hướng dẫn 1, lưu 1, trùng 1, rút 1; open 4, of which late 4."""
    found = filled(posts["chair"], at)
    assert {key: figure.value for key, figure in found.total.items() if figure.denominator is None} == {
        "total": 8, "before": 1, "inside": 7, "many": 1, "done": 4, "eligible": 1, "matters": 1, "complaint": 3,
        "denunciation": 1, "suggestion": 4, "mixed": 0, "accepted": 0, "refused": 0, "guided": 1, "forwarded": 0,
        "urged": 0, "stored": 1, "linked": 1, "withdrawn": 1, "open": 4, "late": 4, "in_time": 4,
    }  # fmt: skip
    assert (
        forms.said(found.total["share"]) == "4/8 = 50%" and forms.said(found.total["on_time"]) == "4/4 = 100%"
    )
    of_complaints = filled(posts["chair"], at, "02-xld").total
    assert (of_complaints["total"].value, of_complaints["done"].value, of_complaints["open"].value) == (
        3,
        2,
        1,
    )
    assert forms.said(of_complaints["share"]) == "2/3 = 66,7%"
    assert filled(posts["chair"], at, "04-xld").total["persons"].value == 10


def test_every_figure_opens_onto_its_rows(
    quarter: dict[str, Petition], posts: Posts, at: dt.datetime
) -> None:
    chair = posts["chair"]
    for code in ("01-xld", "02-xld", "03-xld", "04-xld"):
        found = filled(chair, at, code)
        for column in found.table.columns:
            if not column.minus and column.amount == "n":
                figure = found.total[column.key]
                rows = queries.codes(chair, found.table, column.key, SINCE, UNTIL, at)
                assert len(rows) == (figure.value if figure.denominator is None else figure.numerator), column
    (code,) = queries.codes(chair, queries.table_of("03-xld"), "total", SINCE, UNTIL, at)
    assert code == quarter["denounces"].code


@pytest.mark.parametrize("shielded", [False, True])
@pytest.mark.parametrize("denounces", [False, True])
def test_a_letter_that_was_split_is_counted_as_its_parts(
    posts: Posts, at: dt.datetime, *, shielded: bool, denounces: bool
) -> None:
    """One rule for open and sealed letters: as many as stand in the list, late ones as well, none handled by it."""
    if shielded and not denounces:
        pytest.skip("what is sealed has something that denounces")
    came, justice, chair = dt.datetime(2026, 10, 5, 9, tzinfo=TZ), posts["justice-1"], posts["chair"]
    made = take(posts, came, "mixed", shielded=shielded)
    if shielded:
        petitions.assign(by=chair, at=came, petition=made, post="justice-1", instrument="1/QĐ")
    parts = [
        {"class": "complaint", "content": "Phạt sai"}, {"class": "suggestion", "content": "Ồn ào"},
        *([{"class": "denunciation", "content": "Ông X", "topic": "officials"}] if denounces else []),
    ]  # fmt: skip
    soon = came + dt.timedelta(days=1)
    petitions.split(by=justice, at=soon, petition=made, parts=parts, reason="Tách")
    total, listed = filled(chair, at).total, petition_queries.figures(chair, at.date(), at)
    n = len(parts)
    assert (listed["open"], listed["late"]) == (n, n)
    assert {key: total[key].value for key in ("total", "inside", "done", "in_time", "open", "late")} == {
        "total": n, "inside": n, "done": 0, "in_time": 0, "open": n, "late": n,
    }  # fmt: skip
    assert [total[key].value for key in ("complaint", "suggestion", "denunciation")] == [1, 1, n - 2]
    by_class = [filled(chair, at, code).total["late"].value for code in ("02-xld", "03-xld", "04-xld")]
    assert by_class == [1, n - 2, 1]
    assert len(queries.codes(chair, queries.table_of("01-xld"), "late", SINCE, UNTIL, at)) == n


def test_what_is_due_later_is_not_late_yet(
    quarter: dict[str, Petition], posts: Posts, at: dt.datetime
) -> None:
    take(posts, at, "suggestion")
    total = filled(posts["chair"], at).total
    assert (total["open"].value, total["late"].value) == (5, 4)


def test_what_happens_later_does_not_reach_what_ended(
    quarter: dict[str, Petition], posts: Posts, at: dt.datetime
) -> None:
    october = dt.date(2026, 11, 1)
    before = queries.report(posts["chair"], "01-xld", SINCE, october, at=at).total
    settle(posts, at, quarter["late"], "suggestion", "stored", legible="no")
    after = queries.report(posts["chair"], "01-xld", SINCE, october, at=at).total
    assert before == after
    assert filled(posts["chair"], at).total["stored"].value == 2
    assert filled(posts["chair"], at).total["in_time"].value == 4, "settled late"


def test_the_same_figures_as_xlsx_pdf_and_docx(
    quarter: dict[str, Petition], posts: Posts, at: dt.datetime
) -> None:
    chair = posts["chair"]
    found = filled(chair, at)
    sheet = forms.as_xlsx(chair, found, at.date())
    rows = load_workbook(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Biểu số 01/XLD: Tổng hợp kết quả xử lý đơn"
    assert rows[7][:8] == ["Tổng: Phường Long Biên", 8, 1, 7, 1, 4, 1, 1]
    assert rows[7][22:25] == [4, 8, 0.5], "a rate with both its parts"
    pdf = " ".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(forms.as_pdf(chair, found, at.date()))).pages
    )
    paper = docx.Document(io.BytesIO(forms.as_docx(chair, found, at.date())))
    cells = [[cell.text for cell in row.cells] for row in paper.tables[1].rows]
    for line in forms.lines(found):
        assert line["title"] in " ".join(pdf.split()), line
        row = [line["number"], line["title"], line["value"]]
        assert (row if line["value"] else [line["title"]] * 3) in cells
    assert "4/8 = 50%" in pdf and "từ ngày 15/09/2026" in pdf.lower()
    caution = found.table.note
    assert "ghi theo trí nhớ" in caution and caution in " ".join(pdf.split()), (
        "what is not sure leaves with the paper"
    )
    assert caution in [line.text for line in paper.paragraphs] and caution in [row[0] for row in rows]
    assert forms.as_docx(chair, found, at.date()) == forms.as_docx(chair, found, at.date())


def test_nobody_is_named(quarter: dict[str, Petition], posts: Posts, at: dt.datetime) -> None:
    chair = posts["chair"]
    said = str(queries.COUNTED["petition"][0]([world.WARD], SINCE, UNTIL, at))
    found = filled(chair, at, "03-xld")
    with zipfile.ZipFile(io.BytesIO(forms.as_xlsx(chair, found, at.date()))) as book:
        said += "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    assert SECRET not in said and world.person(4)["name"] not in said and "NTC-" not in said


def test_figures_are_kept_as_they_were(quarter: dict[str, Petition], posts: Posts, at: dt.datetime) -> None:
    chair = posts["chair"]
    with pytest.raises(NotOver):
        actions.close_report(by=chair, at=at, table="01-xld", since=SINCE, until=UNTIL)
    kept = actions.close_report(by=chair, at=at, table="01-xld", since=SINCE, until=at.date())
    assert queries.changed(queries.report(chair, "01-xld", SINCE, at.date(), at=at), kept) == []
    Petition.objects.filter(pk=quarter["late"].pk).update(arrived_on=SINCE - dt.timedelta(days=40))
    found = queries.report(chair, "01-xld", SINCE, at.date(), at=at)
    assert queries.changed(found, kept) == ["before", "inside"], "what was closed stays, and it is said"
    again = actions.close_report(by=chair, at=at, table="01-xld", since=SINCE, until=at.date())
    assert [row.n for row in queries.closed(chair, "01-xld", SINCE, at.date(), world.WARD)] == [2, 1]
    assert evidence.disagreements() == [] and verify().sound
    ClosedReport.objects.filter(pk=again.pk).update(figures={"": {"total": 0}})
    assert evidence.disagreements() == [f"{again.subject}: khác với sổ cái (bị sửa)."]


def test_a_unit_sees_its_own_and_who_directs_what_lies_beneath(
    quarter: dict[str, Petition], posts: Posts, at: dt.datetime
) -> None:
    chair, front = posts["chair"], posts["front"]
    for post in ("one-stop-1", "land-1", "bo-de-one-stop-1"):
        with pytest.raises(NotAllowed):
            filled(posts[post], at)
    with pytest.raises(NotFound):
        filled(chair, at, root=world.OTHER)
    assert filled(front, at).total["total"].value == 8, "who supervises sees numbers"
    assert len(queries.codes(front, queries.table_of("01-xld"), "total", SINCE, UNTIL, at)) == 7, "and codes"
    city = Actor(
        post="city",
        title="Chủ tịch UBND thành phố",
        unit="01",
        agency="01",
        duties=frozenset({"direct", "sign"}),
    )
    found = filled(city, at)
    assert found.total["total"].value == 8 and [unit.key for unit in found.units] == [world.WARD]
    assert filled(city, at, root=world.OTHER).total["total"].value == 0
    assert queries.codes(city, found.table, "total", SINCE, UNTIL, at) == [], "numbers of others, no rows"
    only = Actor(post="clerk", title="", unit="01", agency="01", duties=frozenset({"sign"}))
    assert filled(only, at).total["total"].value == 0 and not policies.can_look_below(only)


@pytest.mark.parametrize(("since", "until"), [(UNTIL, SINCE), (SINCE, SINCE), (dt.date(2020, 1, 1), UNTIL)])
def test_a_period_is_a_period(since: dt.date, until: dt.date, posts: Posts, at: dt.datetime) -> None:
    with pytest.raises(Invalid):
        queries.report(posts["chair"], "01-xld", since, until, at=at)
    with pytest.raises(NotFound):
        queries.report(posts["chair"], "99-xld", SINCE, UNTIL, at=at)
