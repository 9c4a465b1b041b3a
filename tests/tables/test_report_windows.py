"""Every row of report_windows.csv: which days a report counts, what its period is called, by when it is due."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.calendar import OFFICE_WEEK, WorkingCalendar
from motcua.rules.impossible import Invalid
from motcua.rules.report_windows import WEEKDAYS, WINDOWS, By, Cycle, Due, Window, asked, require_fit
from motcua.rules.tasks import Every, Recurrence
from tests.tables.reading import day, rows

CASES = rows("report_windows")


def _calendar() -> WorkingCalendar:
    listed = {day(row["ngày"]): row["loại"] for row in rows("working_time_days")}
    return WorkingCalendar(
        OFFICE_WEEK,
        frozenset(on for on, kind in listed.items() if kind != "làm bù") | {dt.date(2027, 1, 1)},
        {on: OFFICE_WEEK[0] for on, kind in listed.items() if kind == "làm bù"},
    )


CALENDAR = _calendar()


def due(words: str) -> Due:
    """As the table writes it."""
    if words in WEEKDAYS:
        return Due(By.WEEKDAY, WEEKDAYS.index(words))
    if found := re.fullmatch(r"trước (\d+)/(\d+)", words):
        return Due(By.BEFORE, int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d+) ngày làm việc", words):
        return Due(By.WORKING_DAYS, int(found[1]))
    return Due(By.DAY, int(words.removeprefix("ngày ")))


@pytest.mark.parametrize("case", CASES, ids=[row["tình huống"] for row in CASES])
def test_windows_are_what_the_table_says(case: dict[str, str]) -> None:
    window = WINDOWS[case["kỳ số liệu"]]
    period = window.holding(day(case["một ngày trong kỳ"]))
    assert period is not None and period.last is not None
    assert (period.start, period.last) == (day(case["từ ngày"]), day(case["đến hết ngày"]))
    assert window.name(period) == case["tên kỳ"]
    assert due(case["hạn gửi"]).on(period, CALENDAR) == day(case["ngày phải gửi"])


@pytest.mark.parametrize(
    ("words", "rule", "due"),
    [
        ("Gửi báo cáo kết quả", Recurrence(Every.YEAR, 30, 11, before=True), Due(By.BEFORE, 30, 11)),
        ("BÁO CÁO kết quả", Recurrence(Every.YEAR, 30, 11), Due(By.BEFORE, 1, 12)),
        ("Báo cáo năm", Recurrence(Every.YEAR, 31, 12), Due(By.BEFORE, 1, 1)),
        ("Báo cáo năm", Recurrence(Every.YEAR, 29, 2), None),
        ("Báo cáo quý", Recurrence(Every.QUARTER, 15, 3), Due(By.DAY, 15)),
        ("Báo cáo tháng", Recurrence(Every.MONTH, 25, before=True), Due(By.DAY, 24)),
        ("Báo cáo tháng", Recurrence(Every.MONTH, 31), Due(By.DAY, 28)),
        ("Báo cáo tuần", Recurrence(Every.WEEK, 5), Due(By.WEEKDAY, 4)),
        ("Báo cáo tuần", Recurrence(Every.WEEK, 1, before=True), Due(By.WEEKDAY, 6)),
        ("Báo cáo ngày", Recurrence(Every.DAY, 0), None),
        ("Báo cáo", Recurrence(Every.YEAR, 0, 11), None),
        ("Tổ chức đối thoại", Recurrence(Every.YEAR, 30, 11, before=True), None),
    ],
)
def test_a_recurring_task_asks_for_a_report_by_a_day(words: str, rule: Recurrence, due: Due | None) -> None:
    assert asked(words, rule) == due


def test_the_table_covers_every_window() -> None:
    assert {row["kỳ số liệu"] for row in CASES} == set(WINDOWS)


WINDOW = st.sampled_from(sorted(WINDOWS.values(), key=lambda window: window.code))
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


@given(window=WINDOW, on=DAYS)
def test_every_day_lies_in_one_period_of_a_window_that_has_no_gaps(window: Window, on: dt.date) -> None:
    found = window.holding(on)
    if found is None:
        assert window.cycle in (Cycle.HALF, Cycle.NINE)
        return
    assert on in found and window.is_one(found)
    assert found.end is not None and found.last is not None
    after = window.holding(found.end)
    assert after is None or after.start == found.end
    assert window.ending(found.last, found.end) == [found]


@given(window=WINDOW, on=DAYS, n=st.integers(0, 10))
def test_a_report_is_never_due_before_its_days_are_over(window: Window, on: dt.date, n: int) -> None:
    found = window.holding(on)
    if found is not None and found.last is not None:
        for by in (By.WORKING_DAYS, By.WEEKDAY, By.DAY):
            asked = Due(by, max(1, n % 7))
            assert asked.on(found, CALENDAR) >= found.last
            assert CALENDAR.is_working_day(asked.on(found, CALENDAR))


def test_a_year_that_closes_in_december_cannot_be_due_in_november() -> None:
    """R13.10 beside R8.5: said at once, not found out in November."""
    on, asked = dt.date(2026, 5, 1), Due(By.BEFORE, 30, 11)
    with pytest.raises(Invalid, match="chốt trước hạn gửi"):
        require_fit(WINDOWS["year-15"], asked, CALENDAR, on)
    require_fit(WINDOWS["year-november"], asked, CALENDAR, on)
    assert asked.words == "trước ngày 30/11"


@pytest.mark.parametrize(
    "wrong", [(By.BEFORE, 31, 11), (By.BEFORE, 1, 13), (By.WEEKDAY, 7, 0), (By.DAY, 29, 0)]
)
def test_no_day_that_is_none(wrong: tuple[By, int, int]) -> None:
    with pytest.raises(Invalid):
        Due(*wrong)
