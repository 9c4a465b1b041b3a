"""Parameters of a day, instruments in force, stamps."""

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base.journal.clock import TZ
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law import actions, queries
from motcua.base.law.models import Instrument, Parameter
from motcua.base.law.ports import read_table
from motcua.rules.impossible import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 21, 9, tzinfo=TZ)
TODAY, OLD = AT.date(), dt.date(2021, 10, 21)
ADMIN = Actor("admin", "Quản trị", "00145-vp", "00145", frozenset({"admin"}))


@pytest.fixture
def law() -> None:
    folder: Any = settings.CATALOGUE / "law"
    files = [folder / name for name in ("instruments.csv", "relations.csv", "parameters.csv")]
    report = actions.load_law(files=files, by=SYSTEM, at=AT)
    assert report.rejected == []
    assert report.added > 300


def write(folder: Path, text: str, name: str = "p.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("key", "then", "now"),
    [
        ("complaint.accept", 10, 7),
        ("land.persuasion.inventory", 10, 15),
        ("reception.chair_xa", {"times": 1, "per": "week"}, {"times": 2, "per": "month"}),
        ("onestop.transfer.cutoff_time", "15:00", "15:00"),
        ("onestop.supplement.wait_max", None, 15),
        ("onestop.reappoint.max", 1, 1),
        (
            "eval.excellent_share",
            {"normal": 20, "outstanding_unit": 20},
            {"normal": 20, "outstanding_unit": 25},
        ),
    ],
)
def test_the_law_of_the_day(law: None, key: str, then: Any, now: Any) -> None:
    assert queries.parameter(key, OLD) == then
    assert queries.parameter(key, TODAY) == now


def test_a_value_changes_on_its_day(law: None) -> None:
    assert queries.parameter("complaint.accept", dt.date(2026, 6, 30)) == 10
    assert queries.parameter("complaint.accept", dt.date(2026, 7, 1)) == 7


def test_unknown_names_and_unknown_days_are_told_apart(law: None) -> None:
    with pytest.raises(queries.UnknownParameter, match=r"onestop\.nothing"):
        queries.parameter("onestop.nothing", TODAY)
    with pytest.raises(queries.NoValueThen, match="21/10/2021"):
        queries.parameter("petition.red_threshold", OLD)
    with pytest.raises(NotFound):
        queries.parameter_history("onestop.nothing")


def test_every_row_of_the_sheet_names_unit_and_source(law: None) -> None:
    for key in queries.parameter_keys():
        history = queries.parameter_history(key)
        for value, following in itertools.pairwise(history):
            assert value.valid_to is not None
            assert value.valid_to <= following.valid_from
        for value in history:
            assert value.unit
            assert value.meaning
            assert value.rule
            assert value.source or value.certainty == "design"
            for symbol in filter(None, (part.strip().split(" ")[0] for part in value.source.split(";"))):
                assert Instrument.objects.filter(symbol=symbol).exists(), (key, symbol)


def test_loading_twice_changes_nothing(law: None) -> None:
    folder: Any = settings.CATALOGUE / "law"
    files = [folder / name for name in ("instruments.csv", "relations.csv", "parameters.csv")]
    report = actions.load_law(files=files, by=SYSTEM, at=AT)
    assert (report.added, report.changed, report.rejected) == (0, 0, [])


def test_instruments_in_force(law: None) -> None:
    assert queries.in_force("61/2018/NĐ-CP", OLD) is True
    assert queries.in_force("61/2018/NĐ-CP", dt.date(2025, 6, 30)) is True
    assert queries.in_force("61/2018/NĐ-CP", dt.date(2025, 7, 1)) is False
    assert queries.in_force("118/2025/NĐ-CP", OLD) is False
    assert queries.in_force("118/2025/NĐ-CP", TODAY) is True
    assert queries.in_force("999/2099/NĐ-CP", TODAY) is None
    assert queries.in_force("297/2025/NĐ-CP", TODAY) is None  # its dates are not known


def test_expired_bases_name_what_stands_in_their_place(law: None) -> None:
    bases = ["118/2025/NĐ-CP", "61/2018/NĐ-CP", "64/2014/NĐ-CP", "không có", "61/2018/NĐ-CP"]
    found = queries.expired_bases(bases, TODAY)
    assert [(basis.symbol, basis.replaced_by) for basis in found] == [
        ("61/2018/NĐ-CP", ("118/2025/NĐ-CP",)),
        ("64/2014/NĐ-CP", ("154/2026/NĐ-CP",)),
    ]
    assert queries.expired_bases(bases, OLD) == []
    assert [row.symbol for row in queries.amendments("61/2018/NĐ-CP", TODAY)] == ["107/2021/NĐ-CP"]


def test_an_administrator_sets_a_value_from_a_day_on(law: None) -> None:
    day = dt.date(2027, 1, 1)
    actions.set_parameter(
        key="complaint.accept", value=5, valid_from=day, source="1/2026/NĐ-CP", by=ADMIN, at=AT
    )
    assert queries.parameter("complaint.accept", dt.date(2026, 12, 31)) == 7
    assert queries.parameter("complaint.accept", day) == 5
    event = Event.objects.get(kind="law.parameter_set")
    assert event.facts["value"] == 5
    report = actions.load_law(files=[settings.CATALOGUE / "law" / "parameters.csv"], by=SYSTEM, at=AT)
    assert {rejected.key for rejected in report.rejected} == {"complaint.accept"}
    assert queries.parameter("complaint.accept", day) == 5


@pytest.mark.parametrize(
    ("key", "day", "source", "error"),
    [
        ("complaint.accept", dt.date(2026, 11, 20), "1/NĐ", Invalid),
        ("complaint.accept", dt.date(2027, 1, 1), " ", Invalid),
        ("complaint.none", dt.date(2027, 1, 1), "1/NĐ", queries.UnknownParameter),
    ],
)
def test_values_are_not_set_for_the_past_or_without_source(
    law: None, key: str, day: dt.date, source: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        actions.set_parameter(key=key, value=1, valid_from=day, source=source, by=ADMIN, at=AT)
    assert not Event.objects.filter(kind="law.parameter_set").exists()


def test_two_values_cannot_begin_before_a_later_one(law: None) -> None:
    actions.set_parameter(
        key="complaint.accept", value=5, valid_from=dt.date(2027, 5, 1), source="1/NĐ", by=ADMIN, at=AT
    )
    with pytest.raises(Invalid, match="01/05/2027"):
        actions.set_parameter(
            key="complaint.accept", value=6, valid_from=dt.date(2027, 1, 1), source="2/NĐ", by=ADMIN, at=AT
        )


def test_only_administrators_configure() -> None:
    clerk = Actor("one-stop-1", "Công chức", "00145", "00145", frozenset({"receive"}))
    with pytest.raises(NotAllowed):
        actions.set_parameter(key="x", value=1, valid_from=TODAY, source="1", by=clerk, at=AT)
    with pytest.raises(NotAllowed):
        actions.load_law(files=[], by=clerk, at=AT)


def test_bad_rows_are_rejected_with_their_line(tmp_path: Path) -> None:
    text = (
        "key,value,unit,valid_from,valid_to\n"
        "a.b,1,day,2020-01-01,2021-01-01\n"
        "a.b,2,day,2020-06-01,\n"
        "a.c,không phải JSON,day,2020-01-01,\n"
        "a.d,1,day,2020-01-01,2019-01-01\n"
        "a.e,1,,2020-01-01,\n"
    )
    report = actions.load_law(files=[write(tmp_path, text)], by=SYSTEM, at=AT)
    assert [(r.line, r.key) for r in report.rejected] == [(3, "a.b"), (4, "a.c"), (5, "a.d"), (6, "a.e")]
    assert report.added == 1
    relations = write(tmp_path, "source,kind,target\n1/NĐ,amends,2/NĐ\n", "r.csv")
    report = actions.load_law(files=[relations], by=SYSTEM, at=AT)
    assert "chưa có văn bản 1/NĐ, 2/NĐ" in report.rejected[0].reason
    with pytest.raises(actions.UnknownTable):
        actions.load_law(files=[write(tmp_path, "x,y\n1,2\n", "z.csv")], by=SYSTEM, at=AT)


def test_a_table_may_be_windows_made(tmp_path: Path) -> None:
    file = tmp_path / "w.csv"
    file.write_bytes('\ufeffkey,value\r\nđ,"1\r\n2"\r\n\r\nx\r\n'.encode())
    table = read_table(file)
    assert table.columns == ("key", "value")
    assert [(row["key"], row["value"], row["none"]) for row in table.rows] == [
        ("đ", "1 2", ""),
        ("x", "", ""),
    ]
    with pytest.raises(Invalid, match="tiêu đề"):
        read_table(write(tmp_path, "a,a\n1,2\n"))


def test_a_request_looks_at_the_stamps_once(law: None) -> None:
    queries.parameter("complaint.accept", TODAY)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        queries.parameter("complaint.accept", TODAY)
    assert len(seen) == 1
    queries.begin_request()
    try:
        with CaptureQueriesContext(connection) as seen:
            for _ in range(5):
                queries.parameter("complaint.accept", TODAY)
        assert len(seen) == 1
        actions.set_parameter(
            key="complaint.accept", value=4, valid_from=dt.date(2027, 1, 1), source="1/NĐ", by=ADMIN, at=AT
        )
        assert queries.parameter("complaint.accept", dt.date(2027, 1, 1)) == 4
    finally:
        queries.end_request()


def test_a_rolled_back_change_leaves_no_trace_in_the_cache(law: None) -> None:
    class Undo(Exception):
        pass

    def change_and_undo() -> None:
        actions.set_parameter(
            key="complaint.accept", value=4, valid_from=dt.date(2027, 1, 1), source="1/NĐ", by=ADMIN, at=AT
        )
        assert queries.parameter("complaint.accept", dt.date(2027, 1, 1)) == 4
        raise Undo

    with pytest.raises(Undo), transaction.atomic():
        change_and_undo()
    assert queries.parameter("complaint.accept", dt.date(2027, 1, 1)) == 7
    assert Parameter.objects.filter(key="complaint.accept").count() == 2
