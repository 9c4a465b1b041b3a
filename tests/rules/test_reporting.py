"""Tables of reports: one filled table reckoned by hand; sums are sums; a figure opens onto what it counts."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.reporting import Column, Figure, Table, Unsound, agrees, behind, condition, filled

ROWS: list[dict[str, Any]] = [
    {"class": "complaint", "came": "in", "ended": "settled", "n": 3, "persons": 9},
    {"class": "complaint", "came": "before", "ended": "open", "n": 2, "persons": 2},
    {"class": "mixed", "came": "in", "ended": "open", "n": 4, "persons": 4},
]
TABLE = Table(
    "t", "01/T", "Biểu", "", "petition",
    (
        Column("total", "1", "", "", plus=("inside", "before")),
        Column("inside", "2", "", "", condition("came=in")),
        Column("before", "3", "", "", condition("came=before")),
        Column("persons", "4", "", "", condition("class=complaint|class=mixed"), amount="persons"),
        Column("done", "5", "", "", condition("ended=settled")),
        Column("open", "6", "", "", plus=("total",), minus=("done",)),
        Column("share", "7", "", "", plus=("done",), over=("total",)),
        Column("none", "8", "", "", condition("class=denunciation")),
        Column("of_none", "9", "", "", plus=("none",), over=("none",)),
    ),
)  # fmt: skip


def test_a_table_reckoned_by_hand() -> None:
    found = filled(TABLE, ROWS)
    assert {key: figure.value for key, figure in found.items()} == {
        "total": 9, "inside": 7, "before": 2, "persons": 15, "done": 3, "open": 6, "share": None, "none": 0,
        "of_none": None,
    }  # fmt: skip
    assert (found["share"].numerator, found["share"].denominator) == (3, 9)
    assert found["share"].percent == pytest.approx(100 / 3)
    assert found["of_none"] == Figure(None, 0, 0) and found["of_none"].percent is None


def test_square_metres_have_parts() -> None:
    of_land = Table("t", "", "", "", "f", (Column("land", "1", "", "", condition("a=b"), amount="land"),))
    found = filled(of_land, [{"a": "b", "land": Decimal("40.25")}, {"a": "b", "land": Decimal("2.50")}])
    assert found["land"].value == Decimal("42.75")
    ends = filled(of_land, [{"a": "b", "land": Decimal("12.50")}])
    assert str(ends["land"].value) == "12.5", "however a database keeps it"
    whole = filled(of_land, [{"a": "b", "land": Decimal("40.25")}, {"a": "b", "land": Decimal("1.75")}])
    assert whole["land"].value == 42 and isinstance(whole["land"].value, int)


def test_a_figure_opens_onto_what_it_counts() -> None:
    assert [row["n"] for row in ROWS if agrees(row, behind(TABLE, "total"))] == [3, 2, 4]
    assert [row["n"] for row in ROWS if agrees(row, behind(TABLE, "share"))] == [3]


ROW = st.fixed_dictionaries({
    "class": st.sampled_from(["complaint", "mixed", "denunciation"]), "came": st.sampled_from(["in", "before"]),
    "ended": st.sampled_from(["open", "settled"]), "n": st.integers(0, 9), "persons": st.integers(0, 9),
})  # fmt: skip


@settings(max_examples=40)
@given(st.lists(ROW, max_size=8), st.lists(ROW, max_size=8))
def test_two_units_together_are_the_sum_of_both(
    one: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    both, first, second = (filled(TABLE, rows) for rows in (one + other, one, other))
    for key, figure in both.items():
        for part in ("value", "numerator", "denominator"):
            parts = [getattr(found[key], part) for found in (first, second)]
            assert getattr(figure, part) == (None if None in parts else sum(parts))


@pytest.mark.parametrize("bad", ["class", "=in", "a=b&c"])
def test_a_condition_that_says_nothing_is_a_mistake(bad: str) -> None:
    with pytest.raises(Unsound):
        condition(bad)


def test_columns_that_turn_in_a_circle_or_are_not_there() -> None:
    circle = Table(
        "t", "", "", "", "f", (Column("a", "", "", "", plus=("b",)), Column("b", "", "", "", plus=("a",)))
    )
    lost = Table("t", "", "", "", "f", (Column("a", "", "", "", plus=("nowhere",)),))
    for table in (circle, lost):
        with pytest.raises(Unsound):
            filled(table, ROWS)


def test_the_shipped_tables_can_be_filled_and_say_how_sure_they_are() -> None:
    from motcua.areas.complaints.queries import counted as complaints
    from motcua.areas.denunciations.queries import counted as denunciations
    from motcua.areas.feedback.queries.counted import NARROW as FEEDBACK
    from motcua.areas.indicators.choices.tables import periods, tables
    from motcua.areas.indicators.queries.tables import COUNTED
    from motcua.areas.inspections.queries import counted as inspections
    from motcua.areas.petitions.queries.counted import NARROW as PETITION
    from motcua.areas.receptions.queries.counted import KEPT
    from motcua.areas.receptions.queries.counted import NARROW as RECEPTION

    narrow = {
        "petition": PETITION, "reception": RECEPTION, "duty": KEPT, "feedback": FEEDBACK,
        "complaint": complaints.NARROW,
        "execution": complaints.NARROW_EXECUTION, "denunciation": denunciations.NARROW,
        "conclusion": denunciations.NARROW_CARRIED_OUT, "inspection": inspections.NARROW,
        "recommendation": inspections.NARROW_RECOMMENDATIONS,
    }  # fmt: skip
    for table in tables().values():
        assert table.fact in COUNTED and table.certainty in ("verified", "likely", "check")
        assert all(figure.value in (0, None) for figure in filled(table, []).values())
        numbers = [column.number for column in table.columns if column.number]
        assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
        names = {name for column in table.columns for one in column.where for name in one}
        assert names <= set(narrow[table.fact]), table.code
    assert periods()["quy-1"].days(2027) == (dt.date(2026, 12, 15), dt.date(2027, 3, 15))
    assert periods()["nam"].days(2026) == (dt.date(2025, 12, 15), dt.date(2026, 12, 15))
