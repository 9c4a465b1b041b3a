"""What differs by more than chance: exact, silent on small numbers, rarely wrong however many are looked at."""

import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.chance import LEVEL, Verdict, among, count, drawn, share, wilson


@pytest.mark.parametrize(
    ("events", "of", "usual", "usual_of", "compared", "verdict"),
    [
        (5, 100, 50, 1000, 1, Verdict.USUAL),
        (14, 100, 50, 1000, 1, Verdict.HIGH),
        (14, 100, 50, 1000, 100, Verdict.USUAL),
        (20, 100, 50, 1000, 100, Verdict.HIGH),
        (0, 100, 50, 1000, 1, Verdict.USUAL),
        (0, 400, 50, 1000, 1, Verdict.LOW),
        (9, 10, 50, 1000, 1, Verdict.FEW),
        (9, 50, 1, 10, 1, Verdict.FEW),
        (0, 0, 0, 0, 1, Verdict.FEW),
    ],
)
def test_shares(events: int, of: int, usual: int, usual_of: int, compared: int, verdict: Verdict) -> None:
    assert share(events, of, usual, usual_of, compared=compared).verdict is verdict


@pytest.mark.parametrize(
    ("seen", "usual", "weeks", "verdict"),
    [(30, 120, 12, Verdict.HIGH), (12, 120, 12, Verdict.USUAL), (0, 240, 12, Verdict.LOW), (4, 12, 12, Verdict.FEW),
     (0, 40, 12, Verdict.FEW)],
)  # fmt: skip
def test_counts(seen: int, usual: int, weeks: int, verdict: Verdict) -> None:
    assert count(seen, 1, usual, weeks).verdict is verdict


@settings(max_examples=60)
@given(st.integers(0, 25), st.integers(0, 25), st.integers(0, 25), st.integers(0, 25))
def test_the_tail_is_exact(least: int, of: int, marked: int, more: int) -> None:
    of, among_all = min(of, marked + more), marked + more
    ways = sum(
        math.comb(marked, i) * math.comb(among_all - marked, of - i)
        for i in range(least, min(of, marked) + 1)
    )
    exact = Fraction(ways, math.comb(among_all, of))
    assert drawn(least, of, marked, among_all) == pytest.approx(float(exact), rel=1e-9, abs=1e-15)


@settings(max_examples=60)
@given(st.integers(20, 400), st.integers(20, 2000), st.floats(0, 1), st.floats(0, 1), st.integers(1, 60))
def test_limits_say_what_the_verdict_says(
    of: int, usual_of: int, here: float, there: float, compared: int
) -> None:
    events, usual = round(of * here), round(usual_of * there)
    found = share(events, of, usual, usual_of, compared=compared)
    assert 0 <= found.least <= found.most <= 1
    assert (found.verdict is Verdict.USUAL) == (found.least <= found.seen <= found.most)
    assert (found.verdict is not Verdict.USUAL) == (found.chance <= LEVEL / compared / 2)


@settings(max_examples=40)
@given(st.integers(20, 200), st.integers(0, 200), st.integers(20, 900), st.floats(0, 1))
def test_one_more_is_never_less_high(of: int, events: int, usual_of: int, there: float) -> None:
    events = min(events, of - 1)
    usual = round(usual_of * there)
    order = [Verdict.LOW, Verdict.USUAL, Verdict.HIGH]
    one, more = share(events, of, usual, usual_of), share(events + 1, of, usual, usual_of)
    assert order.index(one.verdict) <= order.index(more.verdict)


@pytest.mark.parametrize("late", [0.02, 0.08, 0.3])
def test_a_quiet_province_is_rarely_alarmed(late: float) -> None:
    """Twenty units of unequal size that are all alike: at most one look in a hundred finds anything."""
    dice, alarms, looks = random.Random(7), 0, 150
    sizes = [dice.randrange(15, 300) for _ in range(20)]
    for _ in range(looks):
        rows = [(sum(dice.random() < late for _ in range(size // 4)), size // 4) for size in sizes]
        alarms += any(one.verdict in (Verdict.HIGH, Verdict.LOW) for one in among(rows))
    assert (
        alarms <= looks * LEVEL * 3
    )  # the exact test is below its level; this is three standard errors above it


def test_a_unit_that_is_truly_worse_is_found() -> None:
    dice, found = random.Random(8), 0
    for _ in range(20):
        rows = [(sum(dice.random() < (0.2 if n == 3 else 0.04) for _ in range(150)), 150) for n in range(20)]
        verdicts = [one.verdict for one in among(rows)]
        found += verdicts[3] is Verdict.HIGH
    assert found >= 18


def test_confidence_of_a_share() -> None:
    assert wilson(0, 0) == (0, 1) and wilson(0.8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 50)[0] == 0 and wilson(1, 50)[1] == 1
