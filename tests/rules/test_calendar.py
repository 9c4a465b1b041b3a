"""Working time: laws that hold for every calendar, and a clock that is stepped by hand to compare with."""

import datetime as dt
import pickle
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.calendar import OFFICE_WEEK, TZ, Session, WorkingCalendar
from motcua.rules.impossible import Invalid
from motcua.rules.ruler import NoWorkingTime
from tests.rules.strategies import (
    MORNING,
    OFFICE_DAY,
    any_calendars,
    day_counts,
    days,
    fine_moments,
    law,
    moments,
    quarter_days,
    quarter_hours,
    uniform_calendars,
)

OFFICE = WorkingCalendar(OFFICE_WEEK)
MINUTE = dt.timedelta(minutes=1)
ONE_DAY = dt.timedelta(days=1)


def at(day: int, hour: int = 0, minutes: int = 0, month: int = 11) -> dt.datetime:
    """A moment of 2026."""
    return dt.datetime(2026, month, day, hour, minutes, tzinfo=TZ)


# ── a clock stepped by hand ─────────────────────────────────────────────────────────────────────────────────────


def is_working_minute(calendar: WorkingCalendar, begin: dt.datetime) -> bool:
    """Whether the minute that begins here is working time."""
    return any(s.start <= begin.time() < s.end for s in calendar.sessions(begin.date()))


def stepped(calendar: WorkingCalendar, start: dt.datetime, minutes: int) -> dt.datetime:
    """Step minute by minute until so many working minutes have passed."""
    while minutes:
        minutes -= is_working_minute(calendar, start)
        start += MINUTE
    return start


@law
@given(any_calendars, moments, st.integers(1, 900))
def test_adding_hours_is_stepping_minutes(
    calendar: WorkingCalendar, start: dt.datetime, minutes: int
) -> None:
    """R0.2, R1.27: the closed form says what a clock stepped minute by minute says."""
    minutes = min(minutes, 3 * sum(s.seconds for day in calendar.week.values() for s in day) // 60)
    assert calendar.add_working_hours(start, Decimal(minutes) / 60) == stepped(calendar, start, minutes)


@law
@given(any_calendars, moments, st.integers(0, 5000))
def test_counting_seconds_is_stepping_minutes(
    calendar: WorkingCalendar, start: dt.datetime, minutes: int
) -> None:
    """R1.27: counted working time is the number of working minutes stepped over."""
    steps = (start + n * MINUTE for n in range(minutes))
    counted = sum(is_working_minute(calendar, step) for step in steps)
    assert calendar.working_seconds_between(start, start + minutes * MINUTE) == counted * 60


@law
@given(any_calendars, moments, day_counts)
def test_adding_days_is_stepping_days(calendar: WorkingCalendar, start: dt.datetime, count: int) -> None:
    """R1.26: the n-th following working day, whatever lies between."""
    begin = calendar.next_working_moment(start)
    day, left = begin.date(), count
    while left:
        day += ONE_DAY
        left -= calendar.is_working_day(day)
    assert calendar.add_working_days(start, count).date() == day


@law
@given(any_calendars, moments)
def test_next_and_previous_moments_are_the_nearest(calendar: WorkingCalendar, start: dt.datetime) -> None:
    """R1.26: nothing of working time lies between a moment and the next (previous) working moment."""
    after, before = calendar.next_working_moment(start), calendar.previous_working_moment(start)
    assert before <= start <= after
    assert calendar.is_working_moment(after)
    assert calendar.is_working_moment(before)
    assert calendar.working_seconds_between(before, after) == 0
    assert calendar.is_working_moment(start) == (before == start == after)


@law
@given(any_calendars, days, days)
def test_working_days_of_a_period(calendar: WorkingCalendar, first: dt.date, last: dt.date) -> None:
    """R0.2: the day at the end is not counted, the one at the start is; reversed, the count is negative."""
    low, high = sorted((first, last))
    counted = sum(calendar.is_working_day(low + n * ONE_DAY) for n in range((high - low).days))
    assert calendar.working_days(low, high) == counted
    assert calendar.working_days(high, low) == -counted


# ── laws of every calendar ──────────────────────────────────────────────────────────────────────────────────────


@law
@given(any_calendars, fine_moments, quarter_days, quarter_hours)
def test_never_outside_sessions(
    calendar: WorkingCalendar, start: dt.datetime, days: Decimal, hours: Decimal
) -> None:
    """R1.26: no promise and no start ever falls when the office is closed."""
    for reached in (
        calendar.add_working_days(start, days),
        calendar.subtract_working_days(start, days),
        calendar.add_working_hours(start, hours),
        calendar.subtract_working_hours(start, hours),
        calendar.add_days(start, int(days)),
    ):
        assert calendar.is_working_moment(reached)
        assert reached.utcoffset() == dt.timedelta(hours=7)


@law
@given(any_calendars, fine_moments, fine_moments, quarter_days, quarter_hours)
def test_later_start_never_earlier_promise(
    calendar: WorkingCalendar, a: dt.datetime, b: dt.datetime, days: Decimal, hours: Decimal
) -> None:
    """R1.26: whoever files first is never promised later."""
    a, b = sorted((a, b))
    assert calendar.add_working_days(a, days) <= calendar.add_working_days(b, days)
    assert calendar.add_working_hours(a, hours) <= calendar.add_working_hours(b, hours)
    assert calendar.subtract_working_days(a, days) <= calendar.subtract_working_days(b, days)
    assert calendar.subtract_working_hours(a, hours) <= calendar.subtract_working_hours(b, hours)
    assert calendar.add_days(a, int(days)) <= calendar.add_days(b, int(days))


@law
@given(any_calendars, fine_moments, quarter_days, quarter_days)
def test_longer_limit_never_earlier_promise(
    calendar: WorkingCalendar, start: dt.datetime, a: Decimal, b: Decimal
) -> None:
    """R1.27: half a day is never more than a day, whatever hours the days have."""
    a, b = sorted((a, b))
    assert calendar.add_working_days(start, a) <= calendar.add_working_days(start, b)
    assert calendar.subtract_working_days(start, b) <= calendar.subtract_working_days(start, a)
    assert calendar.add_working_hours(start, a) <= calendar.add_working_hours(start, b)


@law
@given(any_calendars, fine_moments, quarter_hours, quarter_hours)
def test_hours_add_up(calendar: WorkingCalendar, start: dt.datetime, a: Decimal, b: Decimal) -> None:
    """R3.19: two spans of working hours one after another are their sum, on every calendar."""
    together = calendar.add_working_hours(start, a + b)
    one_by_one = calendar.add_working_hours(calendar.add_working_hours(start, a), b)
    assert calendar.working_hours_between(one_by_one, together) == 0
    assert b == 0 or one_by_one == together


@law
@given(uniform_calendars, fine_moments, quarter_days, quarter_days)
def test_days_add_up(calendar: WorkingCalendar, start: dt.datetime, a: Decimal, b: Decimal) -> None:
    """R1.26, R1.27: with the same hours every day, days and their quarters add up too."""
    together = calendar.add_working_days(start, a + b)
    one_by_one = calendar.add_working_days(calendar.add_working_days(start, a), b)
    assert calendar.working_hours_between(one_by_one, together) == 0


@law
@given(uniform_calendars, fine_moments, day_counts)
def test_whole_days_keep_the_clock_time(calendar: WorkingCalendar, start: dt.datetime, count: int) -> None:
    """R1.26: the same clock time on the n-th following working day, and back again."""
    begin = calendar.next_working_moment(start)
    reached = calendar.add_working_days(start, count)
    assert reached.timetz() == begin.timetz()
    assert calendar.subtract_working_days(reached, count) == begin


@law
@given(any_calendars, fine_moments, quarter_hours)
def test_adding_and_subtracting_hours_are_inverses(
    calendar: WorkingCalendar, start: dt.datetime, hours: Decimal
) -> None:
    """R0.2: the same place in working time; closing time and the next opening are one place."""
    there = calendar.add_working_hours(start, hours)
    assert calendar.working_hours_between(calendar.subtract_working_hours(there, hours), start) == 0
    back = calendar.subtract_working_hours(start, hours)
    assert calendar.working_hours_between(calendar.add_working_hours(back, hours), start) == 0


@law
@given(any_calendars, fine_moments, quarter_hours)
def test_counting_hours_is_the_inverse_of_adding(
    calendar: WorkingCalendar, start: dt.datetime, hours: Decimal
) -> None:
    """R1.27: what was added is what is counted, to the microsecond."""
    reached = calendar.add_working_hours(start, hours)
    assert calendar.working_hours_between(start, reached) == hours
    assert calendar.working_seconds_between(start, reached) == int(hours * 3600)


@law
@given(uniform_calendars, fine_moments, quarter_days)
def test_counting_days_is_the_inverse_of_adding(
    calendar: WorkingCalendar, start: dt.datetime, count: Decimal
) -> None:
    """R1.26: what was added is what is counted; backwards, it is negative."""
    reached = calendar.add_working_days(start, count)
    assert calendar.working_days_between(start, reached) == count
    assert calendar.working_days_between(reached, start) in {-count, Decimal(0)}


@law
@given(any_calendars, fine_moments, fine_moments)
def test_adding_what_was_counted_arrives(calendar: WorkingCalendar, a: dt.datetime, b: dt.datetime) -> None:
    """R1.22: the rest of a period, counted when it pauses and added when it goes on, ends where it would have."""
    a, b = sorted((a, b))
    last = max(calendar.previous_working_moment(b), calendar.next_working_moment(a))
    hours = calendar.working_hours_between(a, b)
    assert calendar.working_hours_between(calendar.add_working_hours(a, hours), last) == 0
    count = calendar.working_days_between(a, b)
    assert calendar.working_days_between(a, calendar.add_working_days(a, count)) == count


@law
@given(uniform_calendars, fine_moments, fine_moments)
def test_adding_the_days_that_were_counted_arrives(
    calendar: WorkingCalendar, a: dt.datetime, b: dt.datetime
) -> None:
    """R1.22: with the same hours every day, days and their shares arrive as exactly as hours do."""
    a, b = sorted((a, b))
    last = max(calendar.previous_working_moment(b), calendar.next_working_moment(a))
    arrived = calendar.add_working_days(a, calendar.working_days_between(a, b))
    assert calendar.working_hours_between(arrived, last) == 0


@law
@given(any_calendars, fine_moments, fine_moments, fine_moments)
def test_counted_time_is_additive(
    calendar: WorkingCalendar, a: dt.datetime, b: dt.datetime, c: dt.datetime
) -> None:
    """R4.9: working time from a to c is that from a to b and that from b to c; reversed it is negative."""
    between = calendar.working_hours_between
    assert abs(between(a, c) - between(a, b) - between(b, c)) < Decimal("0.00000000001")
    assert calendar.working_seconds_between(a, b) == -calendar.working_seconds_between(b, a)


@law
@given(any_calendars, days, st.integers(0, 60))
def test_calendar_days_roll_to_a_working_day(calendar: WorkingCalendar, first: dt.date, count: int) -> None:
    """R0.3: the first day is not counted; the end is closing time of the first working day from the last on."""
    start = dt.datetime.combine(first, dt.time(10), TZ)
    end = calendar.add_days(start, count)
    last = first + count * ONE_DAY
    assert end.date() >= last
    assert end == calendar.closing(end.date())
    assert calendar.working_days(last, end.date()) == 0


@law
@given(fine_moments, st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=-8)), TZ]), quarter_days)
def test_the_zone_of_the_start_does_not_matter(start: dt.datetime, zone: dt.tzinfo, count: Decimal) -> None:
    """R1.26: a moment is a moment; promises are told in Vietnamese time."""
    assert OFFICE.add_working_days(start.astimezone(zone), count) == OFFICE.add_working_days(start, count)
    assert OFFICE.add_working_days(start.astimezone(zone), count).tzinfo is TZ


# ── single cases ────────────────────────────────────────────────────────────────────────────────────────────────


def test_result_at_lunch_is_clipped_to_the_end_of_the_morning() -> None:
    """R1.26: a day with other hours clips the promise to the session before, or to its opening."""
    through = (Session(dt.time(7), dt.time(17)),)
    calendar = WorkingCalendar(OFFICE_WEEK, opened={dt.date(2026, 11, 14): through})
    assert calendar.add_working_days(at(14, 12, 30), 1) == at(16, 12)
    assert calendar.add_working_days(at(14, 7, 15), 1) == at(16, 8)
    calendar = WorkingCalendar(OFFICE_WEEK, opened={dt.date(2026, 11, 14): MORNING})
    assert calendar.add_working_days(at(13, 16), 1) == at(14, 12)
    assert calendar.add_working_days(at(13, 16), 2) == at(16, 16)
    assert calendar.clip(at(14, 16)) == at(14, 12)


def test_half_a_day_never_outruns_the_whole_day() -> None:
    """R1.27: 0.9 day before a short Saturday would take longer by hours than one day by the clock."""
    calendar = WorkingCalendar(OFFICE_WEEK, opened={dt.date(2026, 11, 14): MORNING})
    whole = calendar.add_working_days(at(13, 16), 1)
    assert calendar.add_working_days(at(13, 16), Decimal("0.9")) == whole == at(14, 12)


def test_a_make_up_day_goes_before_a_holiday() -> None:
    """R17.2: a day that is opened is open, even if it is listed as closed too."""
    day = dt.date(2026, 8, 22)
    calendar = WorkingCalendar(OFFICE_WEEK, frozenset({day}), {day: OFFICE_DAY})
    assert calendar.is_working_day(day)
    assert calendar.opening(day) == at(22, 8, month=8)
    assert calendar.closing(day) == at(22, 17, 30, month=8)


def test_nearest_working_days() -> None:
    """R0.3: the day itself when it works."""
    saturday, monday, friday = dt.date(2026, 11, 14), dt.date(2026, 11, 16), dt.date(2026, 11, 13)
    assert OFFICE.next_working_day(saturday) == monday == OFFICE.next_working_day(monday)
    assert OFFICE.previous_working_day(saturday) == friday == OFFICE.previous_working_day(friday)
    for day, n, then in (
        (friday, 1, monday),
        (saturday, 1, monday),
        (monday, 1, dt.date(2026, 11, 17)),
        (friday, 3, dt.date(2026, 11, 18)),
    ):
        assert OFFICE.working_day_after(day, n) == then, "n-th after the day, worked on or not"


def test_seconds_and_microseconds_are_kept() -> None:
    """R1.26: the promise is a timestamp."""
    start = dt.datetime(2026, 11, 20, 10, 11, 12, 131415, tzinfo=TZ)
    assert OFFICE.add_working_days(start, 1) == start + 3 * ONE_DAY
    assert OFFICE.working_seconds_between(start, start + dt.timedelta(milliseconds=1500)) == 1


def test_a_calendar_that_only_opens_on_listed_days() -> None:
    """R17.5: a counter open on some Saturdays only; when they are over it says so."""
    saturdays = [dt.date(2026, 11, 7) + dt.timedelta(weeks=n) for n in range(3)]
    calendar = WorkingCalendar({}, opened=dict.fromkeys(saturdays, MORNING))
    assert calendar.add_working_days(at(7, 9), 2) == at(21, 9)
    assert calendar.add_working_hours(at(7, 11), 6) == at(21, 9)
    with pytest.raises(NoWorkingTime, match="21/11/2026"):
        calendar.add_working_days(at(7, 9), 3)
    with pytest.raises(NoWorkingTime):
        calendar.subtract_working_days(at(14, 9), 2)
    with pytest.raises(NoWorkingTime):
        WorkingCalendar({}).next_working_moment(at(1))
    with pytest.raises(NoWorkingTime):
        WorkingCalendar({}).previous_working_moment(at(1))


def test_closing_of_a_day_of_rest_is_refused() -> None:
    with pytest.raises(NoWorkingTime, match="15/11/2026"):
        OFFICE.closing(dt.date(2026, 11, 15))


@pytest.mark.parametrize("amount", [-1, Decimal("-0.25"), Decimal("NaN"), Decimal("Infinity"), 3651])
def test_amounts_that_make_no_sense_are_refused(amount: Decimal | int) -> None:
    """R1.18: limits are 0 to ten years."""
    for adding in (OFFICE.add_working_days, OFFICE.subtract_working_days):
        with pytest.raises(Invalid, match="Khoảng thời gian") as refused:
            adding(at(20, 10), amount)
        assert refused.value.field == "amount"


def test_moments_that_make_no_sense_are_refused() -> None:
    with pytest.raises(Invalid, match="múi giờ"):
        OFFICE.add_working_days(dt.datetime(2026, 11, 20, 10), 1)
    with pytest.raises(Invalid, match="Năm 3000"):
        OFFICE.add_working_days(dt.datetime(3000, 1, 1, tzinfo=TZ), 1)
    assert OFFICE.add_working_hours(dt.datetime(2999, 12, 31, 23, tzinfo=dt.UTC), 3650 * 24).year > 3000


def test_calendars_that_make_no_sense_are_refused() -> None:
    morning, late = MORNING[0], Session(dt.time(11), dt.time(13))
    with pytest.raises(Invalid, match="trước giờ kết thúc"):
        Session(dt.time(12), dt.time(8))
    with pytest.raises(Invalid, match="chồng lên nhau"):
        WorkingCalendar({0: (morning, late)})
    with pytest.raises(Invalid, match="chồng lên nhau"):
        WorkingCalendar(OFFICE_WEEK, opened={dt.date(2026, 11, 14): (late, morning)})
    with pytest.raises(Invalid, match="Ngày trong tuần"):
        WorkingCalendar({7: (morning,)})


def test_sessions_that_touch_are_one() -> None:
    split = WorkingCalendar(dict.fromkeys(range(5), (MORNING[0], Session(dt.time(12), dt.time(16)))))
    whole = WorkingCalendar(dict.fromkeys(range(5), (Session(dt.time(8), dt.time(16)),)))
    for hours in range(1, 30):
        assert split.add_working_hours(at(20, 9), hours) == whole.add_working_hours(at(20, 9), hours)
    assert MORNING[0].seconds == 4 * 3600


def test_a_calendar_can_be_kept_in_a_cache() -> None:
    """It is a value: pickled, it counts the same; the mappings it was made from may change afterwards."""
    opened = {dt.date(2026, 11, 14): OFFICE_DAY}
    calendar = WorkingCalendar(OFFICE_WEEK, frozenset({dt.date(2026, 11, 24)}), opened)
    before = calendar.add_working_days(at(13, 10), 5)
    opened.clear()
    assert calendar.add_working_days(at(13, 10), 5) == before == at(19, 10)
    assert pickle.loads(pickle.dumps(calendar)).add_working_days(at(13, 10), 5) == before


def test_ten_years_cost_what_an_hour_costs() -> None:
    """No walk over days: a long limit may not take ten times what a short one takes."""
    holidays = frozenset(dt.date(2026, 1, 1) + dt.timedelta(days=30 * n) for n in range(130))
    calendar = WorkingCalendar(OFFICE_WEEK, holidays)

    def best(amount: int) -> float:
        calendar.add_working_days(at(20, 10), amount)
        times = []
        for _ in range(20):
            began = time.process_time()
            for _ in range(50):
                calendar.add_working_days(at(20, 10), amount)
            times.append(time.process_time() - began)
        return min(times)

    assert best(2500) < 10 * best(3)
    assert best(3) / 50 < 0.0005
