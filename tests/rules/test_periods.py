"""Half-open periods: neighbours meet without gap or overlap."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid
from motcua.rules.periods import Period, Span, gaps, overlapping
from tests.rules.strategies import law

FIRST = dt.date(2026, 1, 1)
dates = st.integers(0, 60).map(lambda n: FIRST + dt.timedelta(days=n))
periods = st.builds(
    lambda start, length: Period(start, start + dt.timedelta(days=length) if length else None),
    dates,
    st.integers(0, 20),
)


def days_of(period: Period) -> set[dt.date]:
    """The days of a period within the half year that tests look at."""
    return {day for n in range(180) if (day := FIRST + dt.timedelta(days=n)) in period}


@law
@given(periods, periods)
def test_periods_are_sets_of_days(a: Period, b: Period) -> None:
    """R0.1: overlap and what is shared are those of the sets of days."""
    shared = a.shared(b)
    assert a.overlaps(b) == b.overlaps(a) == bool(days_of(a) & days_of(b))
    assert (days_of(shared) if shared else set()) == days_of(a) & days_of(b)


@law
@given(st.lists(periods, max_size=5))
def test_gaps_and_overlaps_tell_a_chain(chain: list[Period]) -> None:
    """R0.1: with neither gap nor overlap exactly one version holds on every day."""
    covered = [sum(day in period for period in chain) for day in sorted(set().union(*map(days_of, chain)))]
    assert bool(overlapping(chain)) == any(times > 1 for times in covered)
    missing = set().union(*map(days_of, gaps(chain)))
    spanned = [p for p in chain if p.end is None] or chain
    if chain and all(p.end for p in spanned):
        whole = Period(min(p.start for p in chain), max(p.end for p in chain if p.end))
        assert missing == days_of(whole) - set().union(*map(days_of, chain))


def test_posting_thirty_days() -> None:
    """T8, R7.1: posted from 1/11 for thirty days; 1/12 is the first day on which it may come down."""
    posting = Period.lasting(dt.date(2026, 11, 1), 30)
    assert posting.end == dt.date(2026, 12, 1)
    assert posting.last == dt.date(2026, 11, 30)
    assert posting.days == 30
    assert dt.date(2026, 11, 30) in posting
    assert dt.date(2026, 12, 1) not in posting


def test_open_and_ended() -> None:
    still = Period(FIRST)
    assert (still.last, still.days) == (None, None)
    ended = still.ended(dt.date(2026, 7, 1))
    assert dt.date(2026, 7, 1) not in ended
    assert ended.meets(Period(dt.date(2026, 7, 1)))
    assert not ended.overlaps(Period(dt.date(2026, 7, 1)))


def test_empty_periods_are_refused() -> None:
    for end in (FIRST, FIRST - dt.timedelta(days=1)):
        with pytest.raises(Invalid, match=r"phải sau ngày bắt đầu 01/01/2026") as refused:
            Period(FIRST, end)
        assert refused.value.field == "end"


def test_spans_of_moments() -> None:
    """A delegation from one moment to another; the last moment is no longer in it."""
    eight = dt.datetime(2026, 11, 20, 8, tzinfo=TZ)
    noon = eight.replace(hour=12)
    morning = Span(eight.astimezone(dt.UTC), noon)
    assert morning == Span(eight, noon)
    assert eight in morning
    assert noon not in morning
    assert morning.length == dt.timedelta(hours=4)
    assert not morning.overlaps(Span(noon))
    assert morning.overlaps(Span(noon - dt.timedelta(seconds=1)))
    assert Span(noon).length is None
    with pytest.raises(Invalid, match="phải sau thời điểm bắt đầu"):
        Span(noon, eight)
    with pytest.raises(Invalid, match="múi giờ"):
        Span(dt.datetime(2026, 11, 20, 8))
