"""How a task stands, from tables that an official can read; duties that come again fall on working days."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules import tasks
from motcua.rules.calendar import TZ, WorkingCalendar
from motcua.rules.tasks import Every, Final, Item, Recurrence, Stands, Status

TABLE = Path(__file__).parent.parent / "tables" / "task_states.csv"
DUE = dt.datetime(2026, 11, 30, 17, 30, tzinfo=TZ)
HOLIDAY = dt.date(2026, 9, 2)
CALENDAR = WorkingCalendar(closed=frozenset({HOLIDAY, HOLIDAY - dt.timedelta(days=1)}))
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8", newline="")))
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['state'] or 'none'}-{n}" for n, row in enumerate(ROWS, 2)])
def test_states_as_the_table_says(row: dict[str, str]) -> None:
    now = DUE + dt.timedelta(days=int(row["now"]))
    handed = DUE + dt.timedelta(days=int(row["handed"])) if row["handed"] else None
    task = Stands(row["state"], DUE if row["state"] else None, handed, row["asking"] == "yes")
    final = tasks.final(task, now)
    assert (tasks.status(task, now), final or "") == (row["status"], row["final"])


@given(
    state=st.sampled_from(["", "assigned", "doing", "handed_in", "paused", "done", "cancelled"]),
    asking=st.booleans(), now=st.integers(-400, 400), handed=st.none() | st.integers(-400, 400),
)  # fmt: skip
def test_every_task_stands_somehow_and_counts_once(
    state: str, asking: bool, now: int, handed: int | None
) -> None:
    moment = DUE + dt.timedelta(hours=now)
    task = Stands(
        state,
        DUE if state else None,
        DUE + dt.timedelta(hours=handed) if handed is not None else None,
        asking,
    )
    status, final = tasks.status(task, moment), tasks.final(task, moment)
    assert (final is None) == (status in (Status.UNASSIGNED, Status.CANCELLED))
    assert (final in (Final.DONE, Final.DONE_LATE)) == (state == "done")
    assert (final in (Final.DONE_LATE, Final.OPEN_LATE)) == tasks.is_late(task, moment)
    if final is Final.DONE or status is Status.IN_TIME:
        assert not tasks.is_late(task, moment)


def test_a_task_is_clear_when_every_chosen_item_is_filled() -> None:
    items = (Item("person", "Rõ người", ("post",)), Item("progress", "Rõ tiến độ", ("starts_on", "due_on")))
    assert [one.code for one in tasks.unclear(items, {"starts_on": DUE.date()})] == ["person", "progress"]
    assert tasks.unclear(items, {"post": "land-1", "starts_on": DUE.date(), "due_on": DUE.date()}) == []


def test_milestones_lie_within_the_time_of_the_task() -> None:
    day, most = DUE.date(), dt.timedelta(days=1)
    assert tasks.outside([day - most, day], day - most, day) == []
    assert tasks.outside([day - most, day, day + most], day, day) == [day - most, day + most]
    assert tasks.outside([day + most], None, None) == []


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        (Recurrence(Every.YEAR, 30, 11, before=True), 2025, dt.date(2025, 11, 28)),  # trước 30/11, Chủ nhật
        (Recurrence(Every.YEAR, 30, 11), 2025, dt.date(2025, 12, 1)),
        (Recurrence(Every.YEAR, 30, 11, before=True), 2026, dt.date(2026, 11, 27)),
        (Recurrence(Every.YEAR, 2, 9), 2026, dt.date(2026, 9, 3)),
        (Recurrence(Every.YEAR, 3, 9, before=True), 2026, dt.date(2026, 8, 31)),
        (Recurrence(Every.YEAR, 31, 2), 2026, dt.date(2026, 3, 2)),
    ],
)
def test_the_day_of_a_yearly_duty(rule: Recurrence, year: int, expected: dt.date) -> None:
    (day,) = tasks.days_of(rule, dt.date(year, 1, 1), dt.date(year, 12, 31))
    assert tasks.due_on(rule, day, CALENDAR) == expected


def test_how_many_times_a_year() -> None:
    year = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    counts = {
        every: len(list(tasks.days_of(Recurrence(every, 5, month), *year)))
        for every, month in (
            (Every.DAY, 0), (Every.WEEK, 0), (Every.MONTH, 0), (Every.QUARTER, 3), (Every.HALF, 6), (Every.YEAR, 6)
        )
    }  # fmt: skip
    assert counts == {
        Every.DAY: 365, Every.WEEK: 52, Every.MONTH: 12, Every.QUARTER: 4, Every.HALF: 2, Every.YEAR: 1
    }  # fmt: skip
    assert [day.month for day in tasks.days_of(Recurrence(Every.HALF, 15, 6), *year)] == [6, 12]
    assert [day.month for day in tasks.days_of(Recurrence(Every.QUARTER, 31, 3), *year)] == [3, 6, 9, 12]


RULES = st.builds(
    lambda every, day, month, before, lead: Recurrence(
        every, {Every.DAY: 0, Every.WEEK: min(day, 7)}.get(every, day),
        {Every.QUARTER: (month - 1) % 3 + 1, Every.HALF: (month - 1) % 6 + 1, Every.YEAR: month}.get(every, 0),
        before, lead,
    ),
    st.sampled_from(list(Every)), st.integers(1, 31), st.integers(1, 12), st.booleans(), st.integers(0, 60),
)  # fmt: skip


@given(rule=RULES, today=DAYS)
def test_a_duty_falls_on_working_days_on_the_right_side_and_is_made_once(
    rule: Recurrence, today: dt.date
) -> None:
    assert rule.sound()
    since = today - dt.timedelta(days=400)
    made = tasks.to_make(rule, CALENDAR, since=since, until=None, today=today)
    assert len({day for day, _last in made}) == len(made)
    for day, last in made:
        assert CALENDAR.is_working_day(last)
        assert last < day if rule.before else last >= day
        assert since <= last and last - dt.timedelta(days=rule.lead) <= today
    if made:
        again = tasks.to_make(rule, CALENDAR, since=since, until=None, today=today, made=made[-1][0])
        assert again == []


@settings(max_examples=20)
@given(rule=RULES, since=DAYS)
def test_no_occurrence_is_ever_left_out(rule: Recurrence, since: dt.date) -> None:
    """Looked at every day, or once after standing still, the same days are made: all that the rule names and that were
    due since the duty holds; of every day only those on which people work."""
    until = since + dt.timedelta(days=120)
    named = {
        day for day in tasks.days_of(rule, since, until)
        if tasks.due_on(rule, day, CALENDAR) >= since and (rule.every is not Every.DAY or CALENDAR.is_working_day(day))
    }  # fmt: skip
    seen: list[dt.date] = []
    for n in range(0, 200):
        today, made = since + dt.timedelta(days=n), max(seen, default=None)
        found = tasks.to_make(rule, CALENDAR, since=since, until=until, today=today, made=made)
        seen += [day for day, _last in found]
    assert len(seen) == len(set(seen)) and set(seen) == named
    late = tasks.to_make(rule, CALENDAR, since=since, until=until, today=since + dt.timedelta(days=200))
    assert {day for day, _last in late} == named


WORDS = {"giai-phong-mat-bang": ("giải phóng mặt bằng", "GPMB", "thu hồi đất"), "dan-van": ("dân vận",)}


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Đối thoại với các hộ trong diện giải phóng  mặt bằng", "giai-phong-mat-bang"),
        ("CÔNG TÁC GPMB quý IV", "giai-phong-mat-bang"), ("Thông báo thu hồi đất", "giai-phong-mat-bang"),
        ("Dân vận khéo trong giải phóng mặt bằng", ""), ("Số hóa hồ sơ đất đai", ""), ("XGPMB1", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_name_of_a_task_says_its_field_of_work_where_it_says_one_only(title: str, field: str) -> None:
    assert tasks.field_said(title, WORDS) == field
