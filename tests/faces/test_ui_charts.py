"""Drawings are in proportion, stay within their edges, and break where nothing is known."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.faces.ui import charts
from motcua.faces.ui.charts.calendars import LEVELS, levels
from motcua.faces.ui.charts.lines import edges

VALUES = st.lists(st.none() | st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=30)


def test_a_line_breaks_where_nothing_is_known() -> None:
    drawn = charts.line([10, 20, None, 30, 40], low=0, top=40, target=20, odd=[1])
    assert drawn.pieces == ("M50 75.0L150 50.0", "M350 25.0L450 0.0") and drawn.target == 50
    assert [dot.kind for dot in drawn.dots] == ["point", "odd", "point", "now"]


def test_limits_step_with_their_period() -> None:
    drawn = charts.line([5, 6], band=[(0, 10), None], low=0, top=10)
    assert drawn.band == "M0 0.0H100V100.0H0Z"


@settings(max_examples=60)
@given(VALUES, st.none() | st.floats(0, 1e6))
def test_a_line_stays_within_its_edges(values: list[float | None], target: float | None) -> None:
    drawn = charts.line(values, target=target)
    assert all(0 <= dot.y <= 100 and 0 < dot.x < drawn.width for dot in drawn.dots)
    assert len(drawn.dots) == sum(value is not None for value in values) and drawn.low < drawn.top
    for value in values:
        assert value is None or drawn.low - 1e-6 <= value <= drawn.top + abs(drawn.top) * 1e-6


@pytest.mark.parametrize(
    ("values", "wanted"), [([], (0, 1)), ([5], (4, 6)), ([90, 100], (90, 100)), ([0, 9], (0, 10)), ([3, 80], (0, 80))]
)  # fmt: skip
def test_edges_are_round(values: list[float], wanted: tuple[float, float]) -> None:
    low, top = edges(values)
    assert low <= min(values, default=0) and top >= max(values, default=1) and (low, top) == wanted


def test_a_distribution_marks_what_lies_past_the_limit() -> None:
    drawn = charts.histogram([10, 0, 5], mark=2)
    assert [(bar.kind, bar.x, bar.height) for bar in drawn.bars] == [("within", 4, 100), ("past", 204, 50)]
    assert charts.histogram([]).bars == ()


def test_a_funnel_says_what_is_left_and_what_was_kept() -> None:
    drawn = charts.funnel([200, 100, 50])
    assert [(stage.share, stage.kept, stage.left) for stage in drawn] == [
        (100, 100, 0),
        (50, 50, 25),
        (25, 50, 37.5),
    ]
    assert charts.funnel([]) == () and charts.funnel([0, 0])[1].share == 0


@settings(max_examples=30)
@given(st.dictionaries(st.integers(0, 200), st.integers(0, 500), max_size=60), st.integers(0, 400))
def test_every_day_has_its_cell(counts: dict[int, int], length: int) -> None:
    first = dt.date(2026, 1, 1)
    values = {first + dt.timedelta(days=n): count for n, count in counts.items()}
    drawn = charts.calendar(values, first, first + dt.timedelta(days=length))
    assert len(drawn.cells) == length + 1 == len({(cell.x, cell.y) for cell in drawn.cells})
    assert all(cell.x + 10 <= drawn.width and cell.y + 10 <= drawn.height for cell in drawn.cells)
    assert all((cell.level > 0) == (cell.value > 0) and cell.level <= LEVELS + 1 for cell in drawn.cells)
    by_value = sorted((cell.value, cell.level) for cell in drawn.cells)
    assert [level for _value, level in by_value] == sorted(level for _value, level in by_value)


def test_rows_share_one_measure() -> None:
    drawn = charts.ranked([50, 100], limits=[(40, 60), None], target=75)
    assert [(row.width, row.least, row.span, row.target) for row in drawn] == [
        (50, 40, 20, 75),
        (100, None, None, 75),
    ]


def test_agreement_lies_on_the_diagonal() -> None:
    drawn = charts.reliability([(0.25, 0.25, 0.1, 0.4)])
    assert (drawn.dots[0].x, drawn.dots[0].y) == (25, 75) and drawn.spans == ("M25.0 90.0V60.0",)


def test_days_far_above_all_others_have_a_colour_of_their_own() -> None:
    assert levels([1, 2, 3, 4, 5, 6, 6, 31]) == (1, 3, 5, 6, 19)
    assert levels([1, 2, 3, 4, 5, 6, 7, 8]) == (1, 3, 5, 7) and levels([3]) == (3,) and levels([]) == ()
