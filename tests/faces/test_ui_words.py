"""Dates, money, codes and due chips as people read them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from motcua.faces.ui import chips
from motcua.faces.ui.templatetags import ui
from motcua.faces.ui.walls import turn
from motcua.rules.calendar import OFFICE_WEEK, TZ, WorkingCalendar

CALENDAR = WorkingCalendar(week=OFFICE_WEEK, closed=frozenset({dt.date(2026, 11, 24)}), opened={})
NOW = dt.datetime(2026, 11, 23, 9, 30, tzinfo=TZ)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=TZ)


@pytest.fixture(autouse=True)
def _vietnamese() -> object:
    with translation.override("vi"):
        yield


def test_a_moment_is_said_in_words_and_breaks_only_after_the_comma() -> None:
    said = ui.moment(dt.datetime(2026, 11, 26, 2, 30, tzinfo=dt.UTC))
    assert said.replace("\u00a0", " ") == "9 giờ 30, thứ Năm 26/11/2026"
    assert said.count(" ") == 1
    assert ui.moment(None) == ui.day(None) == ui.short_day(None) == ui.short_moment(None) == ""


def test_a_day_is_the_day_in_viet_nam() -> None:
    late_evening_utc = dt.datetime(2026, 11, 25, 18, 0, tzinfo=dt.UTC)
    assert ui.day(late_evening_utc).replace("\u00a0", " ") == "thứ Năm 26/11/2026"
    assert ui.short_day(late_evening_utc) == "26/11/2026"
    assert ui.short_moment(late_evening_utc) == "26/11/2026\u00a001:00"
    assert ui.machine_moment(late_evening_utc) == "2026-11-26T01:00:00+07:00"


def test_english_reads_english() -> None:
    with translation.override("en"):
        assert ui.moment(at(26, 9, 30)).replace("\u00a0", " ") == "9:30, Thursday 26 November 2026"
        assert ui.number(1250000) == "1,250,000"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "0\u00a0₫"),
        (8000, "8.000\u00a0₫"),
        (1250000, "1.250.000\u00a0₫"),
        (Decimal("2500.5"), "2.500,5\u00a0₫"),
        (None, ""),
    ],
)
def test_money(amount: Decimal | int | None, said: str) -> None:
    assert ui.vnd(amount) == said


def test_codes_keep_their_hyphens_and_nothing_of_them_is_markup() -> None:
    code = "000.00.17.H26-261118-0042"
    shown = ui.code_groups(code)
    assert shown == "<span>000.00.17.H26</span>-<span>261118</span>-<span>0042</span>"
    assert "<b>" not in ui.code_groups("<b>x</b>-1")
    assert ui.spoken_code("H26-261118") == "H 2 6, 2 6 1 1 1 8"


@pytest.mark.parametrize(
    ("due", "kind", "words"),
    [
        (at(27, 16, 30), "ok", "còn 3 ngày làm việc"),  # 24/11 is a holiday: Mon, Wed, Thu, most of Fri
        (at(25, 9, 30), "soon", "còn 1 ngày làm việc"),
        (at(25, 9, 31), "ok", "còn 1 ngày làm việc"),
        (at(23, 16, 30), "soon", "còn 5 giờ làm việc"),
        (at(23, 9, 45), "soon", "còn 15 phút"),
        (at(23, 9, 30), "soon", "còn chưa đến 1 phút làm việc"),
        (at(23, 9, 29), "late", "trễ 1 phút"),
        (at(20, 16, 30), "late", "trễ 2 giờ làm việc"),
        (at(9, 11), "late", "trễ 9 ngày làm việc"),
    ],
)
def test_a_running_promise(due: dt.datetime, kind: str, words: str) -> None:
    chip = chips.due_chip(due, NOW, calendar=CALENDAR)
    assert (chip.kind, chip.words, chip.due) == (kind, words, due)


@pytest.mark.parametrize(
    ("promised_at", "days", "now", "words"),
    [
        (at(20, 10), 3, at(20, 10), "còn 3 ngày làm việc"),
        (at(20, 10), 3, at(20, 10, 1), "còn 3 ngày làm việc"),
        (at(20, 10), 3, at(20, 17), "còn 3 ngày làm việc"),
        (at(20, 10), 3, at(22, 9), "còn 2 ngày làm việc"),  # Sunday: as Monday's opening
        (at(20, 10), 3, at(23, 8), "còn 2 ngày làm việc"),
        (at(20, 10), 3, at(24, 8), "còn 1 ngày làm việc"),  # the holiday: as Wednesday's opening
        (at(20, 10), 3, at(25, 9), "còn 1 ngày làm việc"),
        (at(20, 10), 3, at(25, 11), "còn 7 giờ làm việc"),
        (at(20, 10), 3, at(26, 9, 40), "còn 20 phút"),
        (at(20, 10), 3, at(26, 10, 30), "trễ 30 phút"),
        (at(22, 10), 3, at(22, 10), "còn 3 ngày làm việc"),  # online, on a Sunday: counts from Monday 8:00
        (at(20, 10), 1, at(20, 10), "còn 1 ngày làm việc"),
        (at(20, 10), 1, at(20, 10, 2), "còn 7 giờ làm việc"),
        (at(2, 10), 60, at(2, 10, 30), "còn 60 ngày làm việc"),
    ],
)
def test_days_left_are_counted_as_they_were_promised(
    promised_at: dt.datetime, days: int, now: dt.datetime, words: str
) -> None:
    due = CALENDAR.add_working_days(promised_at, days)
    assert chips.due_chip(due, now, calendar=CALENDAR).words == words


def test_in_the_minute_of_a_promise_nothing_of_it_has_gone() -> None:
    for days in (1, 3, 10):
        due = CALENDAR.add_working_days(at(20, 10), days)
        said = chips.remaining_words(due, at(20, 10) + dt.timedelta(seconds=59), CALENDAR)
        assert said == f"còn {days} ngày làm việc"
    assert chips.remaining_words(at(22, 10), at(20, 10) + dt.timedelta(seconds=59)) == "còn 2 ngày"


def test_a_promise_that_waits_ended_or_never_was() -> None:
    assert chips.due_chip(at(26, 11), NOW, state="paused").kind == "paused"
    assert chips.due_chip(at(26, 11), NOW, state="paused").due is None
    assert chips.due_chip(at(26, 11), NOW, state="stopped", ended=at(26, 11)).kind == "done"
    late = chips.due_chip(at(20, 11), NOW, state="stopped", ended=at(23, 9), calendar=CALENDAR)
    assert (late.kind, late.words) == ("late", "xong, trễ 6 giờ làm việc")
    assert chips.due_chip(at(20, 11), NOW, ended=at(20, 9)).words == "xong, đúng hạn"
    assert chips.due_chip(at(20, 11), NOW, ended=at(23, 9)).kind == "late"
    assert chips.due_chip(None, NOW).kind == "none"


def test_without_a_calendar_no_working_time_is_claimed() -> None:
    assert chips.remaining_words(at(26, 16, 30), NOW) == "còn 3 ngày"
    assert chips.remaining_words(at(23, 8), NOW) == "trễ 1 giờ"


def test_the_chip_has_a_word_an_icon_and_the_exact_moment() -> None:
    page = Template("{% load ui %}{% due_chip due now calendar=calendar %}").render(
        Context({"due": at(20, 16, 30), "now": NOW, "calendar": CALENDAR})
    )
    assert "chip-late" in page
    assert "trễ 2 giờ làm việc" in page
    assert '<svg aria-hidden="true"' in page or 'aria-hidden="true"' in page.split("<svg")[1].split(">")[0]
    assert '<time datetime="2026-11-20T16:30:00+07:00">' in page


def test_a_long_list_on_a_wall_turns_until_every_row_was_seen() -> None:
    minute = dt.timedelta(minutes=1)
    assert [*turn(range(6), NOW).rows] == [*range(6)] and turn([], NOW).pages == 1
    turns = [turn(range(14), NOW + n * minute) for n in range(3)]
    assert {row for one in turns for row in one.rows} == {*range(14)} and {one.pages for one in turns} == {3}
    assert turn(range(14), NOW + 3 * minute) == turns[0]


def test_icons_are_drawn_once_and_hidden_from_readers() -> None:
    assert ui.icon("check", 16) is ui.icon("check", 16)
    assert 'aria-hidden="true"' in ui.icon("check")
    assert 'width="20"' in ui.icon("check")
