"""What work took a post, days drawn again, and what runs say together."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.forecasting import Past, Stay
from motcua.rules.staffing import DAY, days_of, drawn, estimate, helped, loads, on_time

HOUR = 3600


def dossier(received: float, *stays: tuple[str, float, float], due: float = 100) -> Past:
    made = tuple(Stay("bước " + post, post, round(a * HOUR), round(b * HOUR)) for post, a, b in stays)
    end = made[-1].left
    return Past("A", round(received * HOUR), round(due * HOUR), end, end > due * HOUR, made)


def test_waiting_behind_others_is_no_work() -> None:
    """Three came at once and were done one hour after another: each took an hour."""
    past = [dossier(0, ("x", 0, done)) for done in (1, 2, 3)] + [dossier(10, ("x", 10, 12))]
    days = days_of(past)
    assert [[job.takes // HOUR for one in day for job in one.jobs] for day in days] == [[1, 1, 1], [2]]
    (load,) = loads(days)
    assert load.posts == ("x",) and load.jobs == 4 and load.busy == pytest.approx(5 / 16)


def test_empty_days_are_days_too() -> None:
    days = days_of([dossier(1, ("x", 1, 2)), dossier(25, ("x", 25, 26))])
    assert (
        [len(day) for day in days] == [1, 0, 0, 1] and days[3][0].at == HOUR and days[0][0].limit == 99 * HOUR
    )
    assert days_of([]) == [] and loads([]) == []


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), min_size=1, max_size=40))
def test_nobody_works_more_than_the_time_there_was(stays: list[tuple[int, int]]) -> None:
    past = [dossier(begin, ("x", begin, begin + lasted)) for begin, lasted in stays]
    took = sum(job.takes for day in days_of(past) for one in day for job in one.jobs)
    first, last = min(begin for begin, _ in stays), max(begin + lasted for begin, lasted in stays)
    assert 0 <= took <= (last - first) * HOUR


def test_the_same_seed_draws_the_same_days() -> None:
    days = days_of([dossier(n, ("x", n, n + 1)) for n in range(0, 200, 3)])
    assert drawn(days, 30, 1) == drawn(days, 30, 1) != drawn(days, 30, 2) and len(drawn(days, 30, 1)) == 30


def test_shares_in_time() -> None:
    assert on_time([dossier(0, ("x", 0, 1)), dossier(0, ("x", 0, 3), due=2)]) == 0.5 and on_time([]) == 0
    assert DAY == 8 * HOUR


def test_intervals_hold_what_they_promise() -> None:
    dice, held, tries = random.Random(11), 0, 400
    for _ in range(tries):
        found = estimate([dice.gauss(5, 2) for _ in range(20)])
        held += found.least <= 5 <= found.most
    assert 0.92 <= held / tries <= 0.98
    assert estimate([3.0]).most == math.inf and estimate([2.0, 2.0]).least == 2
    assert helped({1: 0.5, 2: 0.6}, {1: 0.6, 2: 0.7}).mean == pytest.approx(0.1)
