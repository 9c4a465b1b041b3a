"""What rises against its own history: exact, silent on small numbers, not fooled by looking at many."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.rising import EARLIER, LEAST, LEVEL, Verdict, standing, tail

COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=EARLIER + 1)


@pytest.mark.parametrize(
    ("windows", "compared", "verdict"),
    [
        ([2] * 12 + [9], 13, Verdict.RISING),
        ([2] * 12 + [7], 13, Verdict.STEADY),
        ([2] * 12 + [7], 1, Verdict.RISING),
        ([0] * 12 + [5], 13, Verdict.RISING),
        ([0] * 12 + [4], 1, Verdict.FEW),
        ([20] * 12 + [24], 1, Verdict.STEADY),
        ([20] * 12 + [40], 13, Verdict.RISING),
        ([0, 0, 30], 1, Verdict.NEW),
        ([30], 1, Verdict.NEW),
        ([9] * 12 + [5], 1, Verdict.STEADY),
    ],
)
def test_what_a_leader_would_expect(windows: list[int], compared: int, verdict: Verdict) -> None:
    assert standing(windows, compared=compared).verdict is verdict


def test_the_chance_is_reckoned_by_hand() -> None:
    """Two a window for three windows, then six: P(X ≥ 6) of 12 in quarters."""
    found = standing([2, 2, 2, 6])
    exact = sum(math.comb(12, i) * 3 ** (12 - i) for i in range(6, 13)) / 4**12
    assert found.expected == 2 and found.now == 6 and found.earlier == 6
    assert found.chance == pytest.approx(exact) == pytest.approx(0.0544, abs=1e-4)


@settings(max_examples=40)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 12))
def test_the_tail_is_exact(least: int, more: int, k: int) -> None:
    of = least + more
    share = Fraction(1, k + 1)
    exact = sum(math.comb(of, i) * share**i * (1 - share) ** (of - i) for i in range(least, of + 1))
    assert tail(least, of, 1 / (k + 1)) == pytest.approx(float(exact), rel=1e-9, abs=1e-300)


@settings(max_examples=40)
@given(COUNTS)
def test_more_now_is_never_less_surprising(windows: list[int]) -> None:
    more = [*windows[:-1], windows[-1] + 1]
    assert standing(more).chance <= standing(windows).chance * (1 + 1e-9)


@settings(max_examples=40)
@given(COUNTS, st.data())
def test_more_before_is_never_more_surprising(windows: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(windows) - 2))
    more = [n + (i == place) for i, n in enumerate(windows)]
    assert standing(more).chance >= standing(windows).chance * (1 - 1e-9)


@settings(max_examples=40)
@given(COUNTS, st.integers(1, 40))
def test_nothing_is_said_of_few_and_looking_at_more_says_less(windows: list[int], compared: int) -> None:
    found = standing(windows, compared=compared)
    if windows[-1] < LEAST:
        assert found.verdict is Verdict.FEW
    if found.verdict is Verdict.RISING:
        assert found.now > found.expected and standing(windows).verdict is Verdict.RISING


@settings(max_examples=20)
@given(st.permutations([0, 1, 2, 3, 4, 5]))
def test_the_order_of_earlier_windows_does_not_matter(earlier: list[int]) -> None:
    assert standing([*earlier, 9]).chance == pytest.approx(standing([0, 1, 2, 3, 4, 5, 9]).chance)


@pytest.mark.parametrize("total", [5, 10, 20, 45, 90])
@pytest.mark.parametrize("compared", [1, 13])
def test_a_quiet_place_is_seldom_told_that_something_rises(total: int, compared: int) -> None:
    """However many matters there are in all: called rising, when nothing changed, no oftener than the level says."""
    share = 1 / (EARLIER + 1)
    told = 0.0
    for now in range(total + 1):
        found = standing([*_spread(total - now), now], compared=compared)
        if found.verdict is Verdict.RISING:
            told += math.comb(total, now) * share**now * (1 - share) ** (total - now)
    assert told <= LEVEL / compared


def _spread(count: int) -> list[int]:
    return [count // EARLIER + (i < count % EARLIER) for i in range(EARLIER)]


def test_a_window_that_never_was_is_a_mistake() -> None:
    with pytest.raises(ValueError):
        standing([])
    with pytest.raises(ValueError):
        standing([3, -1])


def test_very_large_numbers_are_no_trouble() -> None:
    assert standing([10_000] * 12 + [10_050]).verdict is Verdict.STEADY
    assert standing([10_000] * 12 + [12_000]).verdict is Verdict.RISING
