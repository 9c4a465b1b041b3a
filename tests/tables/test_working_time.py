"""Every row of working_time.csv, counted with the days off and make-up days of working_time_days.csv."""

import datetime as dt
from decimal import Decimal

import pytest

from motcua.rules.calendar import OFFICE_WEEK, WorkingCalendar
from motcua.rules.deadlines import Cutoff, Limit, TimeUnit, due, explain, parse_limit
from motcua.rules.vietnamese import WEEKDAYS, moment_words
from tests.tables.reading import day, moment, rows

CUTOFFS = {"": Cutoff.NONE, "giờ cuối": Cutoff.LAST_HOUR, "sau 15 giờ": Cutoff.AFTER_15H}
CASES = rows("working_time")


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    listed = {day(row["ngày"]): row["loại"] for row in rows("working_time_days")}
    return WorkingCalendar(
        OFFICE_WEEK,
        frozenset(on for on, kind in listed.items() if kind != "làm bù"),
        {on: OFFICE_WEEK[0] for on, kind in listed.items() if kind == "làm bù"},
    )


def limit_of(said: str) -> Limit:
    if said == "trong ngày làm việc":
        return Limit(Decimal(1), TimeUnit.WORKING_DAY, same_day=True)
    limit = parse_limit(said)
    assert limit is not None, said
    assert limit.words() == said
    return limit


@pytest.mark.parametrize("case", CASES, ids=[f"{row['số']}: {row['tình huống']}" for row in CASES])
def test_due_is_what_the_table_says(case: dict[str, str], calendar: WorkingCalendar) -> None:
    start, limit, cutoff = moment(case["nhận lúc"]), limit_of(case["thời hạn"]), CUTOFFS[case["mốc cắt"]]
    expected = moment(case["hẹn trả"])
    assert due(start, limit, calendar, cutoff) == expected
    assert WEEKDAYS[expected.weekday()] == case["thứ"], "the table itself names the wrong weekday"
    assert explain(start, limit, calendar, cutoff)[-1] == f"Hẹn trả kết quả: {moment_words(expected)}."


def test_the_table_covers_what_it_should() -> None:
    """T1–T7 of DOMAIN 17.2, every unit of R0.2 and every cut-off of R1.25 have their rows."""
    assert len(CASES) >= 60
    assert [row["tình huống"].split(":")[0] for row in CASES[:7]] == [f"T{n}" for n in range(1, 8)]
    assert {row["mốc cắt"] for row in CASES} == set(CUTOFFS)
    assert {limit_of(row["thời hạn"]).unit for row in CASES} == set(TimeUnit)
    assert all(row["căn cứ"] for row in CASES)
    assert len({(row["nhận lúc"], row["thời hạn"], row["mốc cắt"]) for row in CASES}) == len(CASES)


def test_days_fall_on_the_weekdays_they_should() -> None:
    """A make-up day is a day of weekly rest; a compensatory or swapped day off is not (R17.1, R17.2)."""
    for row in rows("working_time_days"):
        rest = day(row["ngày"]).weekday() >= 5
        if row["loại"] == "làm bù":
            assert rest, row
        elif row["loại"] != "nghỉ lễ":
            assert not rest, row


def test_swapped_days_are_pairs(calendar: WorkingCalendar) -> None:
    """A swap moves working time, it makes none: 2026 has as many working days with its swaps as without."""
    first, last = dt.date(2026, 1, 1), dt.date(2027, 1, 1)
    unswapped = WorkingCalendar(
        OFFICE_WEEK,
        frozenset(
            day(row["ngày"]) for row in rows("working_time_days") if row["loại"] in {"nghỉ lễ", "nghỉ bù"}
        ),
    )
    assert calendar.working_days(first, last) == unswapped.working_days(first, last) == 249
