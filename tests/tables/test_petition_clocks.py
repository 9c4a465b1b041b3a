"""Every row of petition_clocks.csv: time limits of petitions in the version of their day, counted to the day."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from motcua.base.calendars.queries import calendar_for
from motcua.base.law.queries import parameter_row
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import Limit, TimeUnit, due
from motcua.rules.vietnamese import WEEKDAYS
from tests.tables.reading import day, rows

CASES = rows("petition_clocks")
MORNING = dt.time(9)


def amount_of(value: Any, case: str) -> int:
    """The number of a case within a parameter: ``remote``, ``complex.1`` (the first of several), nothing."""
    name, _dot, place = case.partition(".")
    found = value[name] if name else value
    return int(found[int(place) - 1] if place else found)


@pytest.mark.parametrize("case", CASES, ids=[f"{row['số']}: {row['tình huống']}" for row in CASES])
def test_a_clock_ends_when_the_table_says(case: dict[str, str], ward: str) -> None:
    on, ends = day(case["tính từ"]), day(case["đến hạn"])
    row = parameter_row(case["tham số"], on)
    limit = Limit(Decimal(amount_of(row.value, case["trường hợp"])), TimeUnit(row.unit))
    assert limit.words() == case["thời hạn"]
    calendar, start = calendar_for(ward), dt.datetime.combine(on, MORNING, TZ)
    if case["trước hay sau"] == "sau":
        found = due(start, limit, calendar).date()
    elif limit.unit is TimeUnit.WORKING_DAY:
        found = calendar.subtract_working_days(start, limit.amount).date()
    else:
        found = on - dt.timedelta(days=int(limit.amount))
    assert found == ends
    assert WEEKDAYS[ends.weekday()] == case["thứ"], "the table itself names the wrong weekday"


def test_the_table_covers_what_it_should() -> None:
    assert len(CASES) >= 150
    assert all(row["căn cứ"] for row in CASES)
    assert len({(row["tham số"], row["trường hợp"], row["tính từ"]) for row in CASES}) == len(CASES)
    accepted = {row["thời hạn"] for row in CASES if row["tham số"] == "complaint.accept"}
    assert accepted == {"10 ngày làm việc", "7 ngày làm việc"}, "before and after 01/7/2026"
