"""Complaints: what holds of their days whatever the days are."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import complaints as rules
from motcua.rules.calendar import OFFICE_WEEK, TZ, WorkingCalendar
from motcua.rules.complaints import Form
from motcua.rules.deadlines import Limit, Paused, Resumed, Started, TimeUnit, read
from motcua.rules.impossible import Invalid

CALENDAR = WorkingCalendar(
    OFFICE_WEEK,
    frozenset({dt.date(2026, 9, 2), dt.date(2026, 11, 24), *(dt.date(2026, 2, n) for n in range(16, 21))}),
)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
LIMITS = st.sampled_from((30, 45, 60, 70))
WAITS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40)), max_size=4)


def waits_from(accepted: dt.date, gaps: list[tuple[int, int]]) -> list[tuple[dt.date, dt.date]]:
    """Suspensions one after another: so many days after the last, for so many days."""
    found, day = [], accepted
    for gap, length in gaps:
        first = day + dt.timedelta(days=gap)
        day = first + dt.timedelta(days=length)
        found.append((first, day))
    return found


@given(DAYS, LIMITS, WAITS)
def test_suspended_days_do_not_count_and_no_others_are_lost(
    accepted: dt.date, days: int, gaps: list[tuple[int, int]]
) -> None:
    waits = waits_from(accepted, gaps)
    waited = sum(length for _gap, length in gaps)
    due = rules.resolution_due(accepted, days, CALENDAR, waits)
    assert CALENDAR.is_working_day(due.date()) and due == CALENDAR.closing(due.date())
    last = accepted + dt.timedelta(days=days + waited)
    assert due.date() == CALENDAR.next_working_day(last)
    assert due == rules.resolution_due(accepted, days + waited, CALENDAR)


@given(DAYS, LIMITS, WAITS)
def test_the_clock_of_the_engine_says_the_same(
    accepted: dt.date, days: int, gaps: list[tuple[int, int]]
) -> None:
    waits = waits_from(accepted, gaps)

    def moment(day: dt.date, hour: int) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour), TZ)

    told: list[Started | Paused | Resumed] = [
        Started(moment(accepted, 0), Limit(Decimal(days), TimeUnit.DAY))
    ]
    for first, last in waits:
        told += [Paused(max(moment(first, 9), told[-1].at)), Resumed(max(moment(last, 9), told[-1].at))]
    assert read(told, CALENDAR).due_at == rules.resolution_due(accepted, days, CALENDAR, waits)


@given(DAYS, LIMITS, st.booleans(), st.booleans())
def test_more_reasons_never_give_less_time(
    accepted: dt.date, days: int, complicated: bool, remote: bool
) -> None:
    times = {"normal": 30, "complex": 45, "remote": 45, "remote_complex": 60}
    chosen = times[rules.case_of(complicated=complicated, remote=remote)]
    assert chosen >= times[rules.case_of(complicated=False, remote=remote)]
    assert chosen >= times[rules.case_of(complicated=complicated, remote=False)]
    assert rules.resolution_due(accepted, days + 1, CALENDAR) >= rules.resolution_due(
        accepted, days, CALENDAR
    )


@given(DAYS, st.integers(1, 90), st.integers(0, 60))
def test_an_obstacle_lengthens_the_time_to_complain_by_its_days(
    known: dt.date, days: int, obstacle: int
) -> None:
    last = rules.last_day_to_complain(known, days, CALENDAR, obstacle)
    assert last == CALENDAR.next_working_day(known + dt.timedelta(days=days + obstacle))
    assert last >= rules.last_day_to_complain(known, days, CALENDAR)


@given(DAYS, st.integers(1, 30))
def test_working_days_never_end_before_as_many_calendar_days(since: dt.date, amount: int) -> None:
    working = rules.last_day(since, amount, "working_day", CALENDAR)
    assert working >= since + dt.timedelta(days=amount) and CALENDAR.is_working_day(working)


@given(DAYS, st.integers(0, 30))
def test_a_notice_is_so_many_days_before(held: dt.date, days: int) -> None:
    assert (held - rules.last_notice(held, days)).days == days


def test_publication_lasts_as_long_as_its_form_asks() -> None:
    first = dt.date(2026, 11, 20)
    for form in (Form.POSTING, Form.PORTAL):
        rules.check_publication(form, first, dt.date(2026, 12, 5), 1, least_days=15)
        for last in (None, dt.date(2026, 12, 4)):
            with pytest.raises(Invalid, match="ít nhất 15 ngày"):
                rules.check_publication(form, first, last, 1, least_days=15)
    rules.check_publication(Form.MEETING, first, None, 1, least_days=15)
    rules.check_publication(Form.BROADCAST, first, None, 2, least_days=15)
    with pytest.raises(Invalid, match="ít nhất 2 lần"):
        rules.check_publication(Form.BROADCAST, first, None, 1, least_days=15)
    with pytest.raises(Invalid, match="sau ngày đầu"):
        rules.check_publication(Form.PRESS, first, dt.date(2026, 11, 19), 1, least_days=15)
