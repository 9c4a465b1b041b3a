"""Forecasts: what was seen decides, few dossiers decide little, and how well it held is measured on others."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.forecasting import (
    WEIGHT,
    Chance,
    History,
    Measured,
    Now,
    Past,
    Stay,
    brier,
    groups,
    half_way,
    is_enough,
    measured,
)  # fmt: skip

HOUR = 3600


def past(received: int, hours: float, *, limit: int = 16, procedure: str = "A", first: float = 1) -> Past:
    """A dossier that took so many hours, the first of them at the counter."""
    begin, done = received * HOUR, round((received + hours) * HOUR)
    handed = min(begin + round(first * HOUR), done)
    stays = (Stay("nhận", "q", begin, handed), Stay("xử lý", "x", handed, done))
    return Past(procedure, begin, begin + limit * HOUR, done, hours > limit, stays)


MANY = [past(10 * n, 8 if n % 5 else 20) for n in range(300)]


@pytest.mark.parametrize(
    ("step", "elapsed", "left", "least", "most"),
    [
        ("xử lý", 0, 15, 0.18, 0.23),
        ("xử lý", 8, 7, 0.85, 1),
        ("xử lý", 8, 12, 0, 0.05),
        ("xử lý", 0, -1, 1, 1),
        ("chưa từng có", 0, 5, 0.19, 0.21),
    ],
)
def test_what_was_seen_decides(step: str, elapsed: int, left: int, least: float, most: float) -> None:
    said = History(MANY).chance(Now("A", step, elapsed * HOUR, left * HOUR))
    assert least <= said.late <= most


def test_few_dossiers_decide_little() -> None:
    """Two of a rare procedure were late; what is said of it stays near what is said of the step."""
    seen = [*MANY, past(5000, 30, procedure="B"), past(5001, 30, procedure="B")]
    usual = History(seen).chance(Now("C", "xử lý", 0, 15 * HOUR)).late
    rare = History(seen).chance(Now("B", "xử lý", 0, 15 * HOUR))
    assert rare == Chance(pytest.approx((2 + WEIGHT * usual) / (2 + WEIGHT), abs=0.03), 2)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 60)), min_size=1, max_size=60), st.integers(0, 40),
    st.integers(0, 40), st.integers(0, 30),
)  # fmt: skip
def test_more_time_left_is_never_worse(
    seen: list[tuple[int, int]], elapsed: int, left: int, more: int
) -> None:
    history = History([past(received, hours) for received, hours in seen])
    said = [
        history.chance(Now("A", "xử lý", elapsed * HOUR, (left + extra) * HOUR)).late for extra in (0, more)
    ]
    assert 0 < said[1] <= said[0] < 1


def test_half_way() -> None:
    assert half_way(past(0, 8, first=8)) is None or half_way(past(0, 8)) is None
    now = half_way(past(0, 20))
    assert now == Now("A", "xử lý", 7 * HOUR, 8 * HOUR)


def test_too_little_history_is_refused() -> None:
    assert measured(MANY[:150]) is None and not is_enough(MANY[:150])
    never_late = [past(10 * n, 8) for n in range(400)]
    assert measured(never_late) is None


def test_a_fair_history_is_forecast_well() -> None:
    """Lateness that depends on chance and on the procedure: groups hold what they say, better than saying one share."""
    dice = random.Random(3)
    seen = []
    for n in range(1500):
        procedure = dice.choice("ABCD")
        hours = dice.lognormvariate({"A": 2.2, "B": 2.4, "C": 2.6, "D": 2.75}[procedure], 0.35)
        seen.append(past(4 * n, hours, procedure=procedure))
    found = measured(seen)
    assert found is not None and found.tried > 200 and found.learnt >= 900
    assert found.skill > 0.02 and sum(group.of for group in found.groups) == found.tried
    big = [group for group in found.groups if group.of >= 60]
    assert big and all(group.least - 0.05 <= group.said <= group.most + 0.05 for group in big)


def test_nothing_learnt_is_worth_nothing() -> None:
    """Lateness by lot: no skill is claimed beyond chance."""
    dice = random.Random(5)
    seen = [past(4 * n, 20 if dice.random() < 0.3 else 15) for n in range(1200)]
    found = measured(seen)
    assert found is not None and abs(found.skill) < 0.05


def test_what_is_expected_is_mended_by_how_it_held() -> None:
    """Ninety-two were said to be late at 22 % and 9 % were: of ten more like them one is expected, not two."""
    said = [(0.22, n < 8) for n in range(92)] + [(0.5, n < 2) for n in range(4)]
    found = Measured(900, 96, 10, 0.1, 0.2, groups(said))
    assert found.said == pytest.approx(22.24)
    assert sum([0.22] * 10) == pytest.approx(2.2) and found.expected([0.22] * 10) == pytest.approx(0.976)
    assert found.expected([0.01, 0.7]) == pytest.approx(0.71), "of what was never tried nothing is mended"
    assert found.expected([0.5]) == pytest.approx(0.5)
    under = Measured(900, 20, 20, 0.1, 0.2, groups([(0.7, True)] * 20))
    assert found.expected([]) == 0 and under.expected([0.99]) == 1


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=80))
def test_scores_and_groups(said: list[tuple[float, bool]]) -> None:
    assert 0 <= brier(said) <= 1
    parts = groups(said)
    assert sum(part.of for part in parts) == len(said) and sum(part.late for part in parts) == sum(
        late for _chance, late in said
    )
    assert all(part.least <= part.came <= part.most or part.came in (0, 1) for part in parts)
