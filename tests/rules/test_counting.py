"""Facts and their sums: measures as data, and periods cut into years, months and days."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules import counting
from motcua.rules.counting import DAY, MONTH, YEAR, Row, Span, Unsound, measure, spans

DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2027, 12, 31))


def days_of(span: Span) -> list[dt.date]:
    day, found = span.first, []
    assert day is not None
    assert counting.first_of(span.grain, day) == day
    assert counting.first_of(span.grain, span.end) == span.end
    while day < span.end:
        found.append(day)
        day += dt.timedelta(days=1)
    return found


@settings(max_examples=200)
@given(DAYS, DAYS)
def test_every_day_of_a_period_is_read_once(since: dt.date, until: dt.date) -> None:
    made = spans(since, until)
    days = sorted(day for span in made for day in days_of(span))
    assert days == [since + dt.timedelta(days=i) for i in range((until - since).days)]
    assert len(made) <= 5 and all(span.first < span.end for span in made if span.first)
    single = sum(len(days_of(span)) for span in made if span.grain == DAY)
    assert single <= 60, "never more days than two months have"


@given(DAYS)
def test_a_stock_is_read_from_the_beginning(until: dt.date) -> None:
    year, *rest = spans(None, until)
    assert year == Span(YEAR, None, until.replace(month=1, day=1))
    assert sum(len(days_of(span)) for span in rest) == (until - year.end).days


@given(DAYS, DAYS, st.sampled_from([DAY, MONTH, YEAR]))
def test_a_period_is_cut_at_months_and_years(since: dt.date, until: dt.date, grain: str) -> None:
    pieces = list(counting.steps(grain, since, until))
    assert [end for _, end in pieces[:-1]] == [first for first, _ in pieces[1:]]
    if since < until:
        assert pieces[0][0] == since and pieces[-1][1] == until
    assert len({counting.first_of(grain, first) for first, _ in pieces}) == len(pieces)


def test_the_same_sum_has_one_key() -> None:
    one = measure(
        {"fact": "dossier.finished", "where": {"timing": ["on_time", "early"], "channel": "online"}}
    )
    other = measure(
        {"where": {"channel": ["online"], "timing": ["early", "on_time"]}, "fact": "dossier.finished"}
    )
    assert one == other and one.key == other.key
    assert counting.read(one.key) == one
    row = Row("dossier.finished", dt.date(2026, 1, 5), "00118", channel="online", timing="early")
    assert one.counts(row.dimensions)
    assert not one.counts(
        Row("dossier.finished", row.day, "00118", channel="desk", timing="early").dimensions
    )
    assert not one.counts(
        Row("dossier.received", row.day, "00118", channel="online", timing="early").dimensions
    )


@pytest.mark.parametrize(
    "given",
    [{}, {"fact": ""}, {"fact": "x", "where": {"colour": ["red"]}}, {"fact": "x", "where": {"type": []}},
     {"fact": "x", "where": {"type": [1]}}, {"fact": "x", "of": "y"}, {"fact": "x", "where": ["type"]}],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(Unsound):
        measure(given)
