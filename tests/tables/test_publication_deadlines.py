"""Every row of publication_deadlines.csv: the decree beside the index, and the entry in the national database."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import publication
from motcua.rules.calendar import OFFICE_WEEK, WorkingCalendar
from tests.tables.reading import day, rows

CASES = rows("publication_deadlines")
DAYS = {"bộ": {"decree": 20, "entry": 10}, "tỉnh": {"decree": 5, "entry": 5}}


def _calendar() -> WorkingCalendar:
    listed = {day(row["ngày"]): row["loại"] for row in rows("working_time_days")}
    return WorkingCalendar(
        OFFICE_WEEK,
        frozenset(on for on, kind in listed.items() if kind != "làm bù"),
        {on: OFFICE_WEEK[0] for on, kind in listed.items() if kind == "làm bù"},
    )


CALENDAR = _calendar()


def _day(text: str) -> dt.date | None:
    return day(text) if text else None


def _said(found: publication.Timeliness | None) -> tuple[str, str]:
    if found is None:
        return "", ""
    return f"{found.due_on:%d/%m/%Y}", "" if found.days is None else str(found.days)


@pytest.mark.parametrize("case", CASES, ids=[row["tình huống"] for row in CASES])
def test_on_time_is_what_the_table_says(case: dict[str, str]) -> None:
    shortened, counts = case["rút gọn"] == "có", DAYS[case["cấp"]]
    signed, effective = day(case["ký công bố"]), _day(case["hiệu lực"])
    known: dict[str, Any] = {"effective_on": effective, "calendar": CALENDAR}
    decree = publication.by_decree(
        signed, issued_on=_day(case["ban hành"]), shortened=shortened, days=3 if shortened else counts["decree"],
        **known,
    )  # fmt: skip
    index = publication.by_index(signed, days=counts["decree"], **known)
    entry = publication.entry(
        signed, entered_on=_day(case["nhập CSDL"]), today=day(case["hôm nay"]),
        days=2 if shortened else counts["entry"], calendar=CALENDAR,
    )  # fmt: skip
    assert _said(decree) == (case["hạn nghị định"], case["chậm (ngày)"])
    assert _said(index) == (case["hạn chỉ số"], case["chậm chỉ số (ngày làm việc)"])
    assert _said(entry) == (case["hạn nhập"], case["chậm nhập (ngày làm việc)"])


def test_the_table_covers_what_it_should() -> None:
    """Both levels, the shortened procedure, a holiday, a make-up Saturday, and both results apart."""
    assert {row["cấp"] for row in CASES} == {"bộ", "tỉnh"}
    assert any(row["rút gọn"] for row in CASES)
    assert any(
        row["chậm (ngày)"] == "0" and row["chậm chỉ số (ngày làm việc)"] not in ("", "0") for row in CASES
    )


DAY = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))


@given(day=DAY, count=st.integers(1, 25))
def test_before_and_after_are_inverses_on_working_days(day: dt.date, count: int) -> None:
    start = CALENDAR.next_working_day(day)
    assert (
        publication.working_days_before(
            publication.working_days_after(start, count, CALENDAR), count, CALENDAR
        )
        == start
    )
    before = publication.working_days_before(day, count, CALENDAR)
    assert CALENDAR.is_working_day(before)
    assert CALENDAR.working_days(before, day) == count


@given(signed=DAY, effective=DAY, count=st.integers(1, 25))
def test_by_the_index_nobody_is_on_time_who_is_late_by_the_decree(
    signed: dt.date, effective: dt.date, count: int
) -> None:
    given: dict[str, Any] = {"effective_on": effective, "days": count, "calendar": CALENDAR}
    decree = publication.by_decree(signed, issued_on=None, shortened=False, **given)
    index = publication.by_index(signed, **given)
    assert decree and index
    assert index.due_on <= decree.due_on
    assert not decree.late or index.late
    assert decree.late == (signed > decree.due_on)
