"""Deadlines as folds: single stories told in dates, and laws that hold for every story."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from motcua.rules.calendar import OFFICE_WEEK, TZ, Session, WorkingCalendar
from motcua.rules.deadlines import (
    ClockEvent,
    ClockFault,
    ClockState,
    Cutoff,
    Extended,
    Law,
    Limit,
    Outcome,
    Paused,
    Relimited,
    Restarted,
    Resumed,
    Started,
    Stopped,
    TimeUnit,
    days_left,
    due,
    explain,
    parse_limit,
    read,
    start_of,
)
from motcua.rules.impossible import Invalid
from tests.rules.strategies import any_calendars, fine_moments, law, uniform_calendars

CALENDAR = WorkingCalendar(
    OFFICE_WEEK,
    frozenset({dt.date(2026, 11, 24), *(dt.date(2026, 2, day) for day in range(16, 21))}),
)


def at(day: int, hour: int = 10, minute: int = 0, *, month: int = 11) -> dt.datetime:
    """A moment of 2026."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=TZ)


def limit(words: str) -> Limit:
    found = parse_limit(words)
    assert found is not None
    return found


THREE_DAYS = limit("3 ngày làm việc")
FIVE_DAYS = limit("5 ngày làm việc")
THIRTY_DAYS = limit("30 ngày")
TEN_HOURS = limit("10 giờ làm việc")
PLAIN_HOURS = limit("72 giờ")
SAME_DAY = Limit(Decimal(1), TimeUnit.WORKING_DAY, same_day=True)
LIMITS = (THREE_DAYS, FIVE_DAYS, THIRTY_DAYS, TEN_HOURS, PLAIN_HOURS, SAME_DAY, limit("2,5 ngày làm việc"))

# ── limits ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("amount", ["0", "-1", "3650.5", "NaN", "Infinity"])
@pytest.mark.parametrize("unit", TimeUnit)
def test_limits_are_more_than_nothing_and_at_most_ten_years(amount: str, unit: TimeUnit) -> None:
    with pytest.raises(Invalid, match="Thời hạn") as refused:
        Limit(Decimal(amount), unit)
    assert refused.value.field == "amount"


def test_half_a_calendar_day_is_no_limit() -> None:
    """R0.2: calendar days are whole; half a working day is fine (R1.27)."""
    with pytest.raises(Invalid, match="số nguyên; 0,5 ngày thì ghi bằng ngày làm việc"):
        Limit(Decimal("0.5"), TimeUnit.DAY)
    assert Limit(Decimal("0.5"), TimeUnit.WORKING_DAY).words() == "0,5 ngày làm việc"


@law
@given(
    st.integers(1, 3650),
    st.sampled_from(list(TimeUnit)),
    st.sampled_from(["0", "0.25", "0.5"]),
)
def test_a_limit_in_words_is_read_back(whole: int, unit: TimeUnit, part: str) -> None:
    """R0.2: the unit is never lost on the way."""
    amount = whole - Decimal(part)
    if unit is TimeUnit.DAY:
        amount = Decimal(whole)
    assert parse_limit(Limit(amount, unit).words()) == Limit(amount, unit)


def test_hours_of_a_limit() -> None:
    """R3.19: a day of a process is eight hours, whatever the kind of day; hours are hours."""
    assert limit("3 ngày làm việc").hours() == limit("3 ngày").hours() == 24
    assert limit("3 ngày làm việc").hours(7) == 21
    assert TEN_HOURS.hours() == 10


# ── counting ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cutoff", "last", "first"),
    [(Cutoff.AFTER_15H, at(20, 15), at(20, 15, 1)), (Cutoff.LAST_HOUR, at(20, 16, 29), at(20, 16, 30))],
)
def test_cut_off_to_the_minute(cutoff: Cutoff, last: dt.datetime, first: dt.datetime) -> None:
    """R1.25: the last moment that counts today and the first that counts tomorrow."""
    assert start_of(last, CALENDAR, cutoff) == last
    assert start_of(first, CALENDAR, cutoff) == at(23, 8)
    assert start_of(first, CALENDAR) == first


def test_last_hour_follows_the_hours_of_the_day() -> None:
    """R1.25: the last hour of a Saturday that ends at noon begins at eleven."""
    saturday = dt.date(2026, 11, 21)
    short = WorkingCalendar(OFFICE_WEEK, opened={saturday: (Session(dt.time(8), dt.time(12)),)})
    assert start_of(at(21, 10, 59), short, Cutoff.LAST_HOUR) == at(21, 10, 59)
    assert start_of(at(21, 11), short, Cutoff.LAST_HOUR) == at(23, 8)


@law
@given(any_calendars, fine_moments, st.sampled_from(LIMITS), st.sampled_from(list(Cutoff)))
def test_a_cut_off_never_hurries(
    calendar: WorkingCalendar, start: dt.datetime, a_limit: Limit, cutoff: Cutoff
) -> None:
    """R1.25: it only ever moves the promise later; and no promise lies before its reception."""
    plain, cut = due(start, a_limit, calendar), due(start, a_limit, calendar, cutoff)
    assert start < cut or a_limit.same_day
    assert plain <= cut


@law
@given(any_calendars, fine_moments, fine_moments, st.sampled_from(LIMITS), st.sampled_from(list(Cutoff)))
@example(CALENDAR, at(19, 15, 1), at(20, 0), PLAIN_HOURS, Cutoff.AFTER_15H)
@example(CALENDAR, at(20, 15, 1), at(21, 10), THIRTY_DAYS, Cutoff.AFTER_15H)
def test_whoever_comes_first_is_promised_first(
    calendar: WorkingCalendar, a: dt.datetime, b: dt.datetime, a_limit: Limit, cutoff: Cutoff
) -> None:
    """R1.26 with every unit and cut-off, also for who was cut off in the afternoon and who came in the night."""
    a, b = sorted((a, b))
    assert due(a, a_limit, calendar, cutoff) <= due(b, a_limit, calendar, cutoff)


@law
@given(uniform_calendars, fine_moments, st.sampled_from(LIMITS), st.sampled_from(list(Cutoff)))
def test_the_explanation_ends_with_the_promise(
    calendar: WorkingCalendar, start: dt.datetime, a_limit: Limit, cutoff: Cutoff
) -> None:
    """R1.26: every sentence ends as one; the first says when it was received, the last what is promised."""
    said = explain(start, a_limit, calendar, cutoff)
    promised = due(start, a_limit, calendar, cutoff)
    assert said[0].startswith("Nhận hồ sơ lúc ")
    assert said[-1].startswith("Hẹn trả kết quả: ")
    assert f"{promised.day}/{promised.month}/{promised.year}" in said[-1]
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in said)


def test_an_explanation_names_what_was_left_out() -> None:
    """T1 of DOMAIN 17.2, told to the applicant."""
    assert explain(at(20), THREE_DAYS, CALENDAR) == [
        "Nhận hồ sơ lúc 10 giờ, thứ Sáu 20/11/2026.",
        "Thời hạn: 3 ngày làm việc.",
        "Không tính ngày nghỉ hằng tuần: thứ Bảy 21/11, Chủ nhật 22/11.",
        "Không tính ngày nghỉ lễ, nghỉ bù: 24/11.",
        "Ngày làm việc thứ 1: thứ Hai 23/11/2026.",
        "Ngày làm việc thứ 2: thứ Tư 25/11/2026.",
        "Ngày làm việc thứ 3: thứ Năm 26/11/2026.",
        "Hẹn trả kết quả: 10 giờ, thứ Năm 26/11/2026.",
    ]


def test_an_explanation_of_a_roll_and_of_a_cut_off() -> None:
    """R0.3 and R1.25 in words."""
    rolled = explain(at(22, 16, month=10), THIRTY_DAYS, CALENDAR)
    assert rolled[1:3] == [
        "Thời hạn: 30 ngày, tính cả ngày nghỉ; không tính ngày 22/10, ngày thứ nhất là thứ Sáu 23/10/2026.",
        "Ngày thứ 30 là thứ Bảy 21/11/2026, ngày nghỉ, nên chuyển sang ngày làm việc tiếp theo: "
        "thứ Hai 23/11/2026.",
    ]
    cut = explain(at(20, 16), SAME_DAY, CALENDAR, Cutoff.AFTER_15H)
    assert cut[1] == "Nhận sau 15 giờ nên tính từ ngày làm việc tiếp theo: 8 giờ, thứ Hai 23/11/2026."
    assert cut[-1] == "Hẹn trả kết quả: 17 giờ 30, thứ Hai 23/11/2026."
    night = explain(at(21, 22), limit("2,5 ngày làm việc"), CALENDAR)
    assert "Ngoài giờ làm việc nên tính từ đầu buổi làm việc kế tiếp: 8 giờ, thứ Hai 23/11/2026." in night
    assert "Phần lẻ 4 giờ làm việc tính tiếp từ 8 giờ, thứ Năm 26/11/2026." in night


def test_an_explanation_of_a_long_limit_stays_short() -> None:
    said = explain(at(2, month=2), limit("60 ngày làm việc"), CALENDAR)
    assert "Không tính 26 ngày nghỉ hằng tuần." in said
    assert "Không tính ngày nghỉ lễ, nghỉ bù: 16/2–20/2." in said
    assert len(said) == 5


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (at(20, 10), 3),
        (at(22, 9), 2),  # Sunday: as Monday's opening
        (at(23, 17), 2),
        (at(24, 8), 1),  # the holiday: as Wednesday's opening
        (at(25, 18), 0),  # after hours: as Thursday's opening
        (at(26, 9), 0),
    ],
)
def test_days_left_are_counted_as_promised(now: dt.datetime, days: int) -> None:
    """Due 10:00, Thursday 26/11/2026, with the holiday of 24/11 in between."""
    assert days_left(now, at(26, 10), CALENDAR) == days


# ── stories ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_plain_dossier() -> None:
    """R1.18, R1.10: promised, done a day early."""
    clock = read([Started(at(20), THREE_DAYS), Stopped(at(25, 16))], CALENDAR)
    assert clock.promised_at == clock.due_at == at(26)
    assert (clock.state, clock.stopped_at, clock.re_promised_at) == (ClockState.STOPPED, at(25, 16), None)
    assert clock.outcome(at(30)) is Outcome.EARLY
    assert clock.elapsed(CALENDAR, at(30)) == (2 * 8 + Decimal("4.5")) * 3600 - 0
    assert clock.waited == dt.timedelta()


@pytest.mark.parametrize(
    ("done", "outcome"),
    [
        (at(25, 17), Outcome.EARLY),
        (at(26, 8), Outcome.ON_TIME),
        (at(26, 10), Outcome.ON_TIME),
        (at(26, 10, 1), Outcome.LATE),
    ],
)
def test_outcome_of_a_finished_dossier(done: dt.datetime, outcome: Outcome) -> None:
    """R1.11: late is an attribute, to the minute; early and on time are told apart (trap 18)."""
    assert read([Started(at(20), THREE_DAYS), Stopped(done)], CALENDAR).outcome(at(30)) is outcome


def test_outcome_of_a_running_dossier() -> None:
    clock = read([Started(at(20), THREE_DAYS)], CALENDAR)
    assert clock.outcome(at(26)) is Outcome.RUNNING_IN_TIME
    assert clock.outcome(at(26, 11)) is Outcome.RUNNING_LATE
    assert clock.elapsed(CALENDAR, at(23, 10)) == 8 * 3600


def test_supplement_restarts_by_law_and_pauses_for_the_index() -> None:
    """R1.22 and trap 4: asked for on Wednesday with one day used, brought back on Monday."""
    events: list[ClockEvent] = [Started(at(3), FIVE_DAYS), Paused(at(4)), Restarted(at(9))]
    by_law, by_index = read(events, CALENDAR, "restart"), read(events, CALENDAR, "pause")
    assert by_law.promised_at == by_index.promised_at == at(10)
    assert by_law.due_at == at(16)
    assert by_index.due_at == at(13)
    assert by_law.waited == by_index.waited == dt.timedelta(days=5)
    assert by_law.elapsed(CALENDAR, at(11)) == 2 * 8 * 3600
    assert by_index.elapsed(CALENDAR, at(11)) == 3 * 8 * 3600


def test_waiting_for_payment_pauses_by_law_too() -> None:
    """R1.24: what was left goes on: two days were used, three are left."""
    events: list[ClockEvent] = [Started(at(2), FIVE_DAYS), Paused(at(4)), Resumed(at(11))]
    for reading in ("restart", "pause"):
        assert read(events, CALENDAR, reading).due_at == at(16)


def test_a_restart_may_bring_a_new_limit_and_cut_off() -> None:
    """R1.22, R1.25: the second reception is cut off like the first."""
    events: list[ClockEvent] = [
        Started(at(3), FIVE_DAYS),
        Paused(at(4)),
        Restarted(at(9, 16), THREE_DAYS, Cutoff.AFTER_15H),
    ]
    assert read(events, CALENDAR).due_at == at(13, 8)


def test_extension_is_a_second_promise_and_the_first_stays() -> None:
    """R1.11, R1.28: statistics use the first promise, the applicant is told the second."""
    clock = read([Started(at(20), THREE_DAYS), Extended(at(25), at(30)), Stopped(at(27))], CALENDAR)
    assert (clock.promised_at, clock.re_promised_at, clock.due_at) == (at(26), at(30), at(30))
    assert clock.extensions == 1
    assert clock.outcome(at(30)) is Outcome.EARLY
    assert clock.outcome(at(30), clock.promised_at) is Outcome.LATE


def test_the_fold_counts_extensions_and_leaves_judging_them_to_policies() -> None:
    """R1.29."""
    clock = read([Started(at(20), THREE_DAYS), Extended(at(25), at(27)), Extended(at(26), at(30))], CALENDAR)
    assert clock.extensions == 2


def test_a_printed_promise_outlives_the_calendar() -> None:
    """R17.7 and trap 5: a holiday announced later moves no promise that was printed."""
    printed = due(at(20), THREE_DAYS, WorkingCalendar(OFFICE_WEEK))
    assert printed == at(25)
    events: list[ClockEvent] = [Started(at(20), THREE_DAYS, promised=printed)]
    assert read(events, CALENDAR).due_at == read(events, CALENDAR).promised_at == at(25)
    again: list[ClockEvent] = [*events, Paused(at(23)), Restarted(at(23, 11), promised=at(26, 9))]
    assert read(again, CALENDAR).due_at == at(26, 9)
    resumed: list[ClockEvent] = [*events, Paused(at(23)), Resumed(at(23, 11), promised=at(25, 11))]
    assert read(resumed, CALENDAR).due_at == at(25, 11)


def test_a_suggestion_that_turns_out_a_denunciation_has_the_shorter_time() -> None:
    """R6.23, R6.41: ten working days from the letter's coming become seven; an extension that gives no more falls."""
    ten, seven = limit("10 ngày làm việc"), limit("7 ngày làm việc")
    changed = read([Started(at(2), ten), Relimited(at(5), seven)], CALENDAR)
    assert (changed.due_at, changed.promised_at) == (at(11), at(16))
    assert changed.due_at == due(at(2), seven, CALENDAR)
    told = [Started(at(2), seven), Extended(at(3), at(13)), Relimited(at(5), ten)]
    assert (read(told, CALENDAR).due_at, read(told, CALENDAR).extensions) == (at(16), 0)
    printed = read([Started(at(2), ten), Relimited(at(5), seven, promised=at(12))], CALENDAR)
    assert printed.due_at == at(12), "what was told then stands whatever becomes of the calendar"
    back = [Started(at(2), ten), Relimited(at(5), seven), Relimited(at(6), ten)]
    assert read(back, CALENDAR).due_at == at(16)


def test_time_already_overdue_stays_overdue() -> None:
    """R1.24: waiting never heals lateness: one hour late before, one hour late after."""
    events: list[ClockEvent] = [
        Started(at(2), limit("1 ngày làm việc")),
        Paused(at(3, 11)),
        Resumed(at(10, 11)),
    ]
    clock = read(events, CALENDAR)
    assert clock.due_at == at(10)
    hourly = read([Started(at(2), TEN_HOURS), Paused(at(5, 10)), Resumed(at(10, 10))], CALENDAR)
    assert CALENDAR.working_seconds_between(hourly.due_at, at(10)) == 14 * 3600
    assert hourly.outcome(at(10)) is Outcome.RUNNING_LATE


def test_waiting_counts_calendar_days_for_calendar_days() -> None:
    """R0.3, R6.31: ten days of waiting move the end by ten days, and then it rolls."""
    events: list[ClockEvent] = [
        Started(at(1, month=10), THIRTY_DAYS),
        Paused(at(10, month=10)),
        Resumed(at(20, month=10)),
    ]
    assert read(events, CALENDAR).due_at == at(10, 17, 30)
    same_day: list[ClockEvent] = [*events[:2], Resumed(at(10, 15, month=10))]
    assert read(same_day, CALENDAR).due_at == at(2, 17, 30), "31/10 is a Saturday"
    rolled_once: list[ClockEvent] = [*events[:2], Resumed(at(11, 15, month=10))]
    assert read(rolled_once, CALENDAR).due_at == at(2, 17, 30), "1/11 is a Sunday: moved by one, not by two"


def test_waiting_with_plain_hours_and_same_day_limits() -> None:
    """R0.2, R11.13."""
    assert read([Started(at(2), PLAIN_HOURS), Paused(at(3)), Resumed(at(4))], CALENDAR).due_at == at(6)
    paused: list[ClockEvent] = [Started(at(2, 9), SAME_DAY), Paused(at(2, 11)), Resumed(at(3, 8))]
    assert read(paused, CALENDAR).due_at == at(3, 14, 30)


def test_stopped_while_waiting_is_not_late() -> None:
    """R1.23: closed because nobody brought the supplement; the waiting was not the agency's."""
    clock = read([Started(at(2), THREE_DAYS), Paused(at(4)), Stopped(at(27))], CALENDAR)
    assert clock.outcome(at(30)) is Outcome.EARLY
    assert clock.waited == dt.timedelta(days=23)
    assert clock.elapsed(CALENDAR, at(30)) == 2 * 8 * 3600
    paused = read([Started(at(2), THREE_DAYS), Paused(at(4))], CALENDAR)
    assert (paused.state, paused.is_late(at(30))) == (ClockState.PAUSED, False)


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([], "chưa được tiếp nhận"),
        ([Paused(at(3))], "chưa được tiếp nhận"),
        ([Started(at(2), THREE_DAYS), Started(at(3), THREE_DAYS)], "đã được tiếp nhận trước đó"),
        ([Started(at(2), THREE_DAYS), Paused(at(2, 9))], "sớm hơn mốc đã ghi"),
        ([Started(at(2), THREE_DAYS), Paused(at(3)), Paused(at(4))], "đang tạm dừng rồi"),
        ([Started(at(2), THREE_DAYS), Resumed(at(3))], "không tạm dừng"),
        ([Started(at(2), THREE_DAYS), Restarted(at(3))], "không tạm dừng"),
        ([Started(at(2), THREE_DAYS), Paused(at(3)), Extended(at(4), at(30))], "chỉ gia hạn sau khi"),
        ([Started(at(20), THREE_DAYS), Extended(at(25), at(26))], "phải sau ngày hẹn hiện tại"),
        ([Started(at(2), THREE_DAYS), Stopped(at(3)), Stopped(at(4))], "đã kết thúc"),
        ([Started(at(2), THREE_DAYS), Stopped(at(3)), Paused(at(4))], "đã kết thúc"),
        ([Started(at(2), THREE_DAYS), Stopped(at(3)), Extended(at(4), at(30))], "đã kết thúc"),
    ],
)
@pytest.mark.parametrize("reading", ["restart", "pause"])
def test_what_cannot_have_happened_is_refused(events: list[ClockEvent], why: str, reading: Law) -> None:
    with pytest.raises(ClockFault, match=why):
        read(events, CALENDAR, reading)


def test_an_unknown_reading_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="both"):
        read([Started(at(2), THREE_DAYS)], CALENDAR, "both")  # type: ignore[arg-type]


# ── laws of every story ─────────────────────────────────────────────────────────────────────────────────────────

gaps = st.integers(0, 6 * 24 * 60).map(lambda n: dt.timedelta(minutes=n))


@st.composite
def stories(
    draw: st.DrawFn, calendars: st.SearchStrategy[WorkingCalendar]
) -> tuple[WorkingCalendar, list[ClockEvent]]:
    """A calendar and events that can have happened on it."""
    calendar, now = draw(calendars), draw(fine_moments)
    events: list[ClockEvent] = [
        Started(now, draw(st.sampled_from(LIMITS)), draw(st.sampled_from(list(Cutoff))))
    ]
    for _ in range(draw(st.integers(0, 5))):
        now += draw(gaps)
        state = read(events, calendar).state
        if state is ClockState.STOPPED:
            break
        choices: list[ClockEvent] = [Stopped(now)]
        if state is ClockState.PAUSED:
            choices = [Resumed(now), Restarted(now), *choices]
        else:
            until = max(now, read(events, calendar).due_at) + draw(gaps) + dt.timedelta(minutes=1)
            choices = [Paused(now), Extended(now, until), *choices]
        events.append(draw(st.sampled_from(choices)))
    return calendar, events


@law
@given(stories(any_calendars))
def test_the_index_is_never_more_generous_than_the_law(
    story: tuple[WorkingCalendar, list[ClockEvent]],
) -> None:
    """R1.22, trap 4: subtracting the waiting never gives more time than counting again from zero."""
    calendar, events = story
    by_law, by_index = read(events, calendar, "restart"), read(events, calendar, "pause")
    assert by_index.due_at <= by_law.due_at
    assert by_index.promised_at == by_law.promised_at
    assert (by_index.waited, by_index.extensions, by_index.state) == (
        by_law.waited,
        by_law.extensions,
        by_law.state,
    )


@law
@given(stories(any_calendars))
def test_the_first_promise_never_moves(story: tuple[WorkingCalendar, list[ClockEvent]]) -> None:
    """R1.11, R17.7: whatever happens later."""
    calendar, events = story
    first = events[0]
    assert isinstance(first, Started)
    for n in range(1, len(events) + 1):
        assert read(events[:n], calendar).promised_at == due(first.at, first.limit, calendar, first.cutoff)


@law
@given(stories(any_calendars), st.sampled_from(LIMITS), st.sampled_from(list(Cutoff)), gaps)
def test_work_of_another_kind_has_the_time_it_would_have_had_from_the_start(
    story: tuple[WorkingCalendar, list[ClockEvent]], other: Limit, cutoff: Cutoff, gap: dt.timedelta
) -> None:
    """R6.23: a clock that was changed equals one begun so; only what was printed at first stays."""
    calendar, events = story
    first, *rest = events
    before = read(events, calendar)
    if before.state is ClockState.STOPPED:
        return
    assert isinstance(first, Started)
    so = [replace(one, cutoff=cutoff) if isinstance(one, Restarted) else one for one in rest]
    try:
        begun = read([Started(first.at, other, cutoff), *so], calendar)
    except ClockFault:  # an extension that gives nothing under the other limit
        return
    changed = read([*events, Relimited(events[-1].at + gap, other, cutoff)], calendar)
    assert changed == replace(begun, promised_at=before.promised_at)


@law
@given(stories(any_calendars))
def test_without_a_restart_both_readings_are_one(story: tuple[WorkingCalendar, list[ClockEvent]]) -> None:
    """R1.22: the two clocks differ by restarts only."""
    calendar, events = story
    plain = [Resumed(event.at) if isinstance(event, Restarted) else event for event in events]
    try:
        by_law = read(plain, calendar, "restart")
    except ClockFault:  # an extension that a restart made possible
        return
    assert by_law == read(plain, calendar, "pause")


@law
@given(uniform_calendars, fine_moments, gaps, gaps, st.sampled_from(LIMITS))
def test_a_pause_gives_back_exactly_what_it_took(
    calendar: WorkingCalendar, start: dt.datetime, used: dt.timedelta, waited: dt.timedelta, a_limit: Limit
) -> None:
    """R1.24: working time used before the pause and left after it make up the whole limit."""
    if a_limit.unit in {TimeUnit.DAY, TimeUnit.HOUR}:
        return
    whole = read([Started(start, a_limit)], calendar)
    events: list[ClockEvent] = [Started(start, a_limit), Paused(start + used), Resumed(start + used + waited)]
    parted = read(events, calendar, "pause")
    before = calendar.working_hours_between(start, start + used)
    after = calendar.working_hours_between(start + used + waited, parted.due_at)
    assert abs(before + after - calendar.working_hours_between(start, whole.due_at)) < Decimal("1e-6")


@law
@given(stories(any_calendars), fine_moments)
def test_waiting_and_running_make_up_the_time(
    story: tuple[WorkingCalendar, list[ClockEvent]], now: dt.datetime
) -> None:
    """R1.22: for the index, every moment from reception on was either run or waited through."""
    calendar, events = story
    clock = read(events, calendar, "pause")
    end = clock.stopped_at or clock.paused_at or max(now, events[-1].at)
    ran = sum(((b or end) - a for a, b in clock.ran), dt.timedelta())
    assert ran + clock.waited == end - clock.started_at
