"""How often the chair receives, on which days of a month, and when the schedule must hang there (R6.1–R6.8)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import receptions as rules
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.impossible import Invalid
from motcua.rules.receptions import Frequency

HOLIDAYS = frozenset({dt.date(2026, 11, 24), *(dt.date(2026, 2, n) for n in range(16, 21))})
CALENDAR = WorkingCalendar(closed=HOLIDAYS)
WORKING = CALENDAR.is_working_day
TWICE, WEEKLY, ONCE = Frequency(2, "month"), Frequency(1, "week"), Frequency(1, "month")


def test_twice_a_month_stands_on_the_weekday_people_know() -> None:
    assert rules.proposed(TWICE, 2026, 11, WORKING) == [dt.date(2026, 11, 12), dt.date(2026, 11, 26)]
    assert rules.proposed(TWICE, 2026, 11, WORKING, weekday=1) == [
        dt.date(2026, 11, 10),
        dt.date(2026, 11, 25),
    ], "Tuesday 24/11 is a holiday"
    assert rules.proposed(ONCE, 2026, 12, WORKING) == [dt.date(2026, 12, 17)]


def test_every_week_before_the_law_changed_but_not_in_the_week_of_the_new_year() -> None:
    days = rules.proposed(WEEKLY, 2026, 2, WORKING)
    assert days == [dt.date(2026, 2, 5), dt.date(2026, 2, 12), dt.date(2026, 2, 26)]
    assert rules.due_in(WEEKLY, 2026, 2) == 4, (
        "what the law asks for stands; a week without working days is explained"
    )


@given(
    times=st.integers(1, 4), per=st.sampled_from(["week", "month"]), year=st.integers(2020, 2035),
    month=st.integers(1, 12), weekday=st.integers(0, 4), closed=st.sets(st.integers(1, 28), max_size=12),
)  # fmt: skip
def test_nobody_receives_on_a_holiday_and_no_day_twice(
    times: int, per: str, year: int, month: int, weekday: int, closed: set[int]
) -> None:
    calendar = WorkingCalendar(closed=frozenset(dt.date(year, month, n) for n in closed))
    frequency = Frequency(times, per)
    days = rules.proposed(frequency, year, month, calendar.is_working_day, weekday=weekday)
    assert days == sorted(set(days)) and all(map(calendar.is_working_day, days))
    assert len(days) <= rules.due_in(frequency, year, month)
    if per == "month":
        assert len(days) == times and all((day.year, day.month) == (year, month) for day in days)


@given(year=st.integers(2020, 2035))
def test_every_week_of_a_year_belongs_to_one_month(year: int) -> None:
    weeks = [monday for month in range(1, 13) for monday in rules.weeks_of(year, month)]
    assert len(weeks) == len(set(weeks)) and len(weeks) in (52, 53)


@pytest.mark.parametrize(
    ("on", "last"),
    [
        (dt.date(2026, 11, 26), dt.date(2026, 11, 18)),  # 24/11 is a holiday
        (dt.date(2026, 11, 12), dt.date(2026, 11, 5)),
        (dt.date(2026, 2, 26), dt.date(2026, 2, 12)),  # the new year's week lies between
    ],
)
def test_the_schedule_hangs_there_five_working_days_before(on: dt.date, last: dt.date) -> None:
    assert rules.last_day_to_post(CALENDAR, on, 5) == last
    assert rules.posted_in_time(CALENDAR, on, last, 5)
    assert not rules.posted_in_time(CALENDAR, on, last + dt.timedelta(days=1), 5)


def test_only_two_grounds_are_said_in_writing() -> None:
    assert [one.code for one in rules.REFUSALS if one.written] == ["9.3", "4.1h"]
    assert len(rules.REFUSAL) == len(rules.REFUSALS) == 14


def test_the_grounds_of_the_decree_are_none_before_it() -> None:
    assert [one.code for one in rules.refusals(dt.date(2026, 6, 30))] == ["9.1", "9.2", "9.3", "9.4"]
    assert rules.refusals(dt.date(2026, 7, 1)) == list(rules.REFUSALS)


def test_nobody_denounces_on_camera_who_asks_for_protection() -> None:
    rules.check_online_denunciation(denounces=True, waives_protection=True)
    rules.check_online_denunciation(denounces=False, waives_protection=False)
    with pytest.raises(Invalid):
        rules.check_online_denunciation(denounces=True, waives_protection=False)
    with pytest.raises(Invalid):
        Frequency.of({"times": 9, "per": "week"})


def test_what_was_due_and_not_held() -> None:
    assert rules.Compliance(due=4, held=3).short == 1 and rules.Compliance(due=2, held=3).short == 0
