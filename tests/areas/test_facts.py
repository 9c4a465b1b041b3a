"""Facts, the cells kept of them, and reading both."""

import datetime as dt
import pkgutil
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from motcua.areas.indicators import migrations
from motcua.areas.indicators.actions import counting as writing
from motcua.areas.indicators.actions import measures
from motcua.areas.indicators.models import Cell, Dimensions, Fact, Measure
from motcua.areas.indicators.queries import cells, facts
from motcua.rules import counting
from motcua.rules.counting import Row

pytestmark = pytest.mark.django_db
FINISHED = counting.measure({"fact": "dossier.finished"})
IN_TIME = counting.measure({"fact": "dossier.finished", "where": {"timing": ["early", "on_time"]}})
DAY = dt.date(2026, 3, 10)


def finished(
    day: dt.date, unit: str = "00118", timing: str = "on_time", type: str = "1.001", amount: int = 1
) -> Row:
    return Row("dossier.finished", day, unit, type=type, timing=timing, amount=amount, code="H26-1")


ROWS = [
    (1, finished(dt.date(2024, 12, 31))), (2, finished(dt.date(2025, 1, 1), timing="late")), (3, finished(DAY)),
    (3, finished(DAY, unit="00127", type="2.002")), (4, finished(DAY, timing="early", type="2.002")),
    (5, finished(DAY, timing="late", amount=-1)), (6, finished(dt.date(2026, 12, 31), amount=5)),
]  # fmt: skip


@pytest.fixture(params=["kept", "not kept"])
def counted(request: pytest.FixtureRequest) -> None:
    if request.param == "kept":
        for one in (FINISHED, IN_TIME):
            measures.keep(one, splits=["type"])
        Measure.objects.update(built_through=0)
    writing.count(ROWS[:4])
    writing.count(ROWS[4:])
    assert Cell.objects.exists() == (request.param == "kept")


BOTH = ["00118", "00127"]


@pytest.mark.usefixtures("counted")
def test_a_sum_of_any_units_and_days() -> None:
    everything = dt.date(2020, 1, 1), dt.date(2030, 1, 1)
    assert cells.amount(FINISHED, BOTH, *everything) == 9
    assert cells.amount(IN_TIME, BOTH, *everything) == 9
    assert cells.amount(FINISHED, ["00127"], *everything) == 1
    assert cells.amount(FINISHED, [], *everything) == 0
    assert cells.amount(FINISHED, BOTH, DAY, DAY + dt.timedelta(days=1)) == 2
    assert cells.amount(FINISHED, BOTH, dt.date(2024, 12, 31), dt.date(2025, 1, 2)) == 2
    assert cells.amount(IN_TIME, BOTH, dt.date(2025, 1, 1), DAY + dt.timedelta(days=20)) == 3
    assert cells.amount(FINISHED, BOTH, DAY, DAY + dt.timedelta(days=1), stock=True) == 4
    both = cells.amounts([FINISHED, IN_TIME], BOTH, DAY, dt.date(2027, 1, 1))
    assert both == {FINISHED: 7, IN_TIME: 8}


@pytest.mark.usefixtures("counted")
def test_a_sum_over_time_by_unit_and_by_procedure() -> None:
    since, until = dt.date(2024, 12, 15), dt.date(2026, 3, 11)
    assert cells.series(FINISHED, BOTH, since, until, "y") == [
        (since, 1), (dt.date(2025, 1, 1), 1), (dt.date(2026, 1, 1), 2),
    ]  # fmt: skip
    months = dict(cells.series(FINISHED, BOTH, since, until, "m"))
    assert len(months) == 16 and {day: n for day, n in months.items() if n} == {
        since: 1, dt.date(2025, 1, 1): 1, dt.date(2026, 3, 1): 2,
    }  # fmt: skip
    assert cells.series(FINISHED, BOTH, DAY, DAY + dt.timedelta(days=2), "d", stock=True) == [
        (DAY, 4), (DAY + dt.timedelta(days=1), 4),
    ]  # fmt: skip
    assert cells.by_unit(FINISHED, BOTH, since, until) == {"00118": 3, "00127": 1}
    assert cells.by_split(IN_TIME, BOTH, since, until, "type") == {"1.001": 2, "2.002": 2}
    assert cells.by_split(FINISHED, BOTH, since, until, "timing") == {"early": 1, "on_time": 3}
    assert cells.amount(IN_TIME, BOTH, since, until, split=counting.split("type", "2.002")) == 2


@pytest.mark.usefixtures("counted")
def test_the_rows_behind_a_sum() -> None:
    found = facts.behind([(1, IN_TIME, DAY, dt.date(2027, 1, 1))], BOTH)
    assert [(fact.seq, fact.amount) for fact in found] == [(6, 5), (4, 1), (3, 1), (3, 1)]
    assert Fact.objects.count() == 7


def test_rows_behind_what_stands_add_up_to_it() -> None:
    """Off again, put off and taken back under one code are no rows; what stands is, each with what it adds."""
    until = dt.date(2027, 1, 1)
    due, off = (counting.measure({"fact": f"petition.{word}"}) for word in ("falls_due", "off_due"))
    told = [
        ("falls_due", 1, "settled late"), ("off_due", 1, "settled late"), ("falls_due", 1, "open"),
        ("falls_due", -1, "put off"), ("falls_due", 1, "put off"), ("falls_due", 1, "late after all"),
        ("falls_due", -1, "late after all"), ("falls_due", 1, "late after all"), ("falls_due", 2, ""),
        ("off_due", 1, ""),
    ]  # fmt: skip
    rows = [Row(f"petition.{word}", DAY, "00118", amount=n, code=code) for word, n, code in told]
    writing.count(enumerate(rows, 1))
    stands = facts.behind([(1, due, None, until), (-1, off, None, until)], ["00118"])
    assert [(fact.code, fact.counted) for fact in stands] == [
        ("", -1), ("", 2), ("late after all", 1), ("late after all", -1), ("late after all", 1), ("open", 1),
    ]  # fmt: skip
    assert (
        sum(fact.counted for fact in stands)
        == 3
        == cells.amount(due, ["00118"], DAY, until, stock=True)
        - (cells.amount(off, ["00118"], DAY, until, stock=True))
    )
    both = facts.behind([(1, due, None, until), (-1, off, None, until), (1, off, DAY, until)], ["00118"])
    assert sorted(fact.code for fact in both if fact.counted > 0)[-1] == "settled late", (
        "settled in the period"
    )
    assert not facts.behind([], ["00118"])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="tables by their key: SQLite only")
def test_a_cell_lies_in_the_index_of_its_key() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'indicators_cell'")
        assert cursor.fetchone()[0].endswith("WITHOUT ROWID")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")
def test_a_database_with_cells_is_whole_to_who_copies_it() -> None:
    """A backup asks SQLite itself, which knows columns of a table without row ids by their place (3.40)."""
    measures.keep(FINISHED, splits=["type"])
    Measure.objects.update(built_through=0)
    writing.count(ROWS)
    assert Cell.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        assert cursor.fetchall() == [("ok",)]


def test_an_upgrade_over_many_versions_forgets_once_and_counts_anew_once(counted: None) -> None:
    """Several versions counted otherwise than the one before; whoever skipped some begins again but once."""
    writing.count([(7, Row("index.received", DAY, "00118")), (7, Row("task.done", DAY, "00118"))])
    Measure.objects.update(built_through=3)
    passed = [
        made for _, name, _ in pkgutil.iter_modules(migrations.__path__)
        if hasattr(made := import_module(f"{migrations.__name__}.{name}"), "anew")
    ]  # fmt: skip
    said: list[str] = []
    with connection.cursor() as cursor:

        def execute(statement: str) -> None:
            said.append(statement)
            cursor.execute(statement)

        for upgrade in passed:
            upgrade.forwards(apps, SimpleNamespace(connection=connection, execute=execute))
    assert len(passed) > 7 and len([one for one in said if one == "DELETE FROM indicators_fact"]) == 1
    assert not any(table.objects.exists() for table in (Cell, Fact, Dimensions))
    assert not Measure.objects.exclude(built_through=None).exists()


def test_what_stands_is_read_back_as_far_as_it_reaches() -> None:
    """One that stands for years, one that left and came again, one that came and went."""
    late, days = (
        counting.measure({"fact": "index.overdue"}),
        [DAY - dt.timedelta(days=n) for n in (2500, 400, 90, 5)],
    )
    told = [("A", days[0], 1), ("B", days[1], 1), ("B", days[2], -1), ("B", days[3], 1), ("C", days[1], 1),
            ("C", days[3], -1), ("D", days[2], 1), ("E", DAY, 1)]  # fmt: skip
    rows = [Row("index.overdue", day, "00118", amount=amount, code=code) for code, day, amount in told]
    writing.count([(100 + n, row) for n, row in enumerate(rows)])
    for until in (*days, DAY, DAY + dt.timedelta(days=1)):
        whole = facts.by_code(late, ["00118"], None, until)
        total = sum(amount for _code, amount in whole)
        assert sorted(facts.standing(late, ["00118"], until, total)) == sorted(whole), until
