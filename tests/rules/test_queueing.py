"""Whom a counter calls next: nobody waits forever, whoever goes first does so soon, and no wait is promised blindly."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.queueing import (
    Fairness,
    Waiting,
    expected_wait,
    most_ordinary_before,
    next_ticket,
    order,
    quantile,
)

TZ = dt.timezone(dt.timedelta(hours=7))
NINE = dt.datetime(2026, 11, 20, 9, tzinfo=TZ)
RULE = Fairness(turns=2, lead=dt.timedelta(minutes=15))


def minutes(n: float) -> dt.timedelta:
    return dt.timedelta(minutes=n)


def waits(number: int, since: float = 0, *, service: str = "A", **more: object) -> Waiting:
    return Waiting(f"{service}{number:03d}", service, NINE + minutes(since), **more)  # type: ignore[arg-type]


def called(tickets: list[Waiting], *, run: int = 0, at: dt.datetime = NINE, letters: str = "AB") -> list[str]:
    found = order(tickets, counter=1, letters=letters, express_run=run, at=at, fairness=RULE)
    return [one.code for one in found]


LINES = st.lists(st.tuples(st.integers(-60, 0), st.booleans()), max_size=30).map(
    lambda rows: [waits(n, since, express=express) for n, (since, express) in enumerate(rows)]
)


def test_the_line_of_an_ordinary_morning() -> None:
    line = [waits(1, -20), waits(2, -18), waits(3, -5, express=True), waits(4, -4, express=True),
            waits(5, -3, express=True)]  # fmt: skip
    assert called(line) == ["A003", "A004", "A001", "A005", "A002"]
    assert called(line, run=2) == ["A001", "A003", "A004", "A002", "A005"]


def test_a_counter_calls_only_what_it_serves_and_what_was_sent_to_it() -> None:
    line = [
        waits(1, -9, service="C"),
        waits(2, -8, counter=2, express=True),
        waits(3, -7, service="C", counter=1),
    ]
    assert called(line) == ["C003"]


@given(LINES, st.integers(0, 4))
def test_the_next_is_the_first_in_order(line: list[Waiting], run: int) -> None:
    first = next_ticket(line, counter=1, letters="AB", express_run=run, at=NINE, fairness=RULE)
    assert (first.code if first else None) == next(iter(called(line, run=run)), None)


@given(LINES, st.integers(0, 4))
def test_everybody_is_called_once_and_nobody_overtakes_in_their_own_lane(
    line: list[Waiting], run: int
) -> None:
    codes = called(line, run=run)
    assert sorted(codes) == sorted(one.code for one in line)
    for lane in (True, False):
        ranked = [
            one.code for one in sorted(line, key=lambda one: (one.since, one.code)) if one.express is lane
        ]
        assert [code for code in codes if code in ranked] == ranked


@given(LINES, st.integers(0, 4))
def test_who_goes_first_waits_behind_few_ordinary_ones(line: list[Waiting], run: int) -> None:
    express = {one.code for one in line if one.express}
    codes = called(line, run=run)
    for k, code in enumerate(code for code in codes if code in express):
        before = codes[: codes.index(code)]
        assert sum(one not in express for one in before) <= most_ordinary_before(k, RULE)


@given(st.integers(1, 5), st.integers(0, 20))
def test_an_ordinary_ticket_is_called_though_priority_ones_never_stop_coming(turns: int, ahead: int) -> None:
    rule = Fairness(turns=turns)
    line = [waits(n, n) for n in range(ahead + 1)]
    mine, run, calls, at = line[-1].code, 0, 0, NINE + minutes(ahead)
    while any(one.code == mine for one in line):
        line.append(waits(500 + calls, -30, express=True))  # another that goes first, before every call
        chosen = next_ticket(line, counter=1, letters="A", express_run=run, at=at, fairness=rule)
        assert chosen is not None
        line.remove(chosen)
        run = run + 1 if chosen.express else 0
        calls += 1
        assert calls <= (ahead + 1) * (turns + 1)


def test_a_booking_goes_first_from_a_little_before_its_time_and_not_earlier() -> None:
    booked = waits(9, -40, slot_at=NINE + minutes(30))
    line = [waits(1, -50), waits(2, -45), booked]
    assert called(line)[:1] == ["A001"] and called(line)[2] == "A009"
    assert called(line, at=NINE + minutes(15))[0] == "A009"


def test_bookings_do_not_push_back_who_went_first_before() -> None:
    elderly = waits(1, 5, express=True)
    booked = waits(2, 20, slot_at=NINE + minutes(30))
    assert called([elderly, booked], at=NINE + minutes(29)) == ["A001", "A002"]


# --- how long one waits ------------------------------------------------------------------------------------------


def test_too_little_seen_says_nothing() -> None:
    assert expected_wait(3, 1, [300] * 4) is None and expected_wait(3, 0, [300] * 30) is None


def test_the_wait_grows_with_people_and_shrinks_with_counters() -> None:
    seen = [240.0, 300, 360, 420, 180, 300, 600, 240]
    few, many, helped = expected_wait(2, 1, seen), expected_wait(9, 1, seen), expected_wait(9, 3, seen)
    assert few and many and helped
    assert few.high < many.high and helped.high < many.high and many.low < many.high
    assert many.high % 5 == 0, "long waits are not told to the minute"


@pytest.mark.parametrize(("ahead", "counters"), [(2, 1), (6, 2), (10, 3)])
def test_the_interval_holds_about_four_times_in_five(ahead: int, counters: int) -> None:
    dice = random.Random(7)
    held = 0
    for _ in range(400):
        seen = [dice.gammavariate(4, 75) for _ in range(30)]
        free = sorted(dice.gammavariate(4, 75) * dice.random() for _ in range(counters))
        for _ in range(ahead):
            free.append(free.pop(0) + dice.gammavariate(4, 75))
            free.sort()
        told = expected_wait(ahead, counters, seen)
        assert told is not None
        held += told.low * 60 <= free[0] <= told.high * 60
    assert held >= 0.78 * 400


@given(st.lists(st.integers(0, 100), min_size=1), st.floats(0.01, 1))
def test_a_quantile_is_one_of_the_values_with_its_share_below(values: list[int], share: float) -> None:
    found = quantile(values, share)
    assert found in values and sum(one <= found for one in values) >= share * len(values) - 1e-6


def test_no_values_have_no_quantile() -> None:
    assert quantile([], 0.5) is None
