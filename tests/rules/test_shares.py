"""Shares of one whole add up to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.shares import hundredths


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ([], []), ([0, 0], [0, 0]), ([7], [100]), ([90, 11, 7], [83, 10, 7]), ([1, 1, 1], [34, 33, 33]),
        ([2, 1], [67, 33]), ([1, 0, 0], [100, 0, 0]), ([1, 199], [0, 100]), ([1, 2, 1], [25, 50, 25]),
        ([1, 1, 1, 1, 1, 1], [17, 17, 17, 17, 16, 16]), ([995, 5], [100, 0]),
    ],
)  # fmt: skip
def test_whole_per_cents(counts: list[int], shares: list[int]) -> None:
    assert hundredths(counts) == shares


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_they_add_up_and_stay_close(counts: list[int]) -> None:
    shares, whole = hundredths(counts), sum(counts)
    assert sum(shares) == (100 if whole else 0)
    assert all(
        abs(share * whole - 100 * count) < whole for share, count in zip(shares, counts, strict=True) if whole
    )
