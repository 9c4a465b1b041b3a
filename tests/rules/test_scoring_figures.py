"""Figures: exact until printed, half up or cut off, both parts kept; formulas as officials write them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.scoring.definitions import (
    WORKING_DAYS,
    Basis,
    Definition,
    Direction,
    Term,
    Unsound,
    as_data,
    formula,
    of_data,
    term,
    written,
)
from motcua.rules.scoring.figures import Figure, Rounding, Shape, Zero, plain, rounded

CUT, UP = Rounding.TRUNCATE, Rounding.HALF_UP


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "rounding", "printed"),
    [
        (121, 208, 2, UP, "58,17%"), (121, 208, 2, CUT, "58,17%"), (9, 14, 2, CUT, "64,28%"),
        (9, 14, 2, UP, "64,29%"), (44, 55, 2, UP, "80%"), (44, 55, 2, CUT, "80%"), (1117, 1361, 1, UP, "82,1%"),
        (51205, 63294, 1, UP, "80,9%"), (118959, 120331, 2, UP, "98,86%"), (1, 8, 2, UP, "12,5%"),
        (1, 800, 2, UP, "0,13%"), (1, 800, 2, CUT, "0,12%"), (0, 7, 2, UP, "0%"), (7, 7, 0, CUT, "100%"),
        (1999, 2000, 0, UP, "100%"), (1999, 2000, 0, CUT, "99%"), (-1, 800, 2, UP, "-0,13%"),
    ],
)  # fmt: skip
def test_what_is_printed(
    numerator: int, denominator: int, places: int, rounding: Rounding, printed: str
) -> None:
    assert Figure(numerator, denominator, Shape(rounding=rounding, places=places)).printed == printed


def test_counts_and_parts() -> None:
    count = Shape("hồ sơ", Fraction(1), places=0)
    assert Figure(63294, None, count).printed == "63.294" and Figure(63294, None, count).parts == "63.294"
    assert Figure(118959, 120331).parts == "118.959/120.331"
    assert Figure(30_000_000_000, None, Shape("tỷ đồng", Fraction(1, 10**9))).printed == "30"
    assert Figure(150, 4, Shape("giờ", Fraction(1, 60), places=2)).printed == "0,63"


def test_parts_are_measured_in_the_unit_of_the_value() -> None:
    hours = Shape("giờ làm việc", Fraction(1, 60), places=1)
    assert Figure(2850, 3, hours).measured == Fraction(95, 2) and hours.scaled
    per_hundred = Shape("lượt/100 hồ sơ", Fraction(100))
    assert Figure(6, 1042, per_hundred).measured == 6 and not per_hundred.scaled and per_hundred.per == 100
    assert hours.per == 1 and Shape().per == 1
    assert Figure(121, 208).measured == 121 and not Shape().scaled and not Shape("hồ sơ", Fraction(1)).scaled


def test_nothing_to_divide_by() -> None:
    assert Figure(0, 0).printed == "–" and Figure(0, 0).value is None
    assert Figure(0, 0, Shape(zero=Zero.FULL)).printed == "100%"
    assert Figure(0, 0, Shape(zero=Zero.NIL)).printed == "0%"


VALUES = st.fractions(min_value=-(10**7), max_value=10**7, max_denominator=10**5)


@given(VALUES, st.integers(0, 6))
def test_rounding_is_never_farther_than_it_may(value: Fraction, places: int) -> None:
    unit = Fraction(1, 10**places)
    near, cut = (Fraction(rounded(value, places, how)) for how in (UP, CUT))
    assert abs(near - value) * 2 <= unit
    assert abs(cut) <= abs(value) < abs(cut) + unit
    assert rounded(-value, places, UP) == -rounded(value, places, UP)


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_what_is_written_reads_back(whole: int, places: int) -> None:
    number = Decimal(whole).scaleb(-places)
    assert Decimal(plain(number).replace(".", "").replace(",", ".")) == number


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1))
def test_a_rate_of_many_units_is_the_rate_of_their_sums(parts: list[tuple[int, int]]) -> None:
    top, under = (sum(column) for column in zip(*parts, strict=True))
    value = Figure(top, under).value
    assert value is None if not under else value == Fraction(100 * top, under)


def test_formulas_are_read_as_written() -> None:
    found = formula("dossier.finished[timing=on_time,early; channel=online] - dossier.off_due@stock")
    assert found == (
        Term("dossier.finished", (("channel", ("online",)), ("timing", ("early", "on_time")))),
        Term("dossier.off_due", (), -1, True),
    )
    assert formula("") == ()
    for wrong in ("dossier.received dossier.finished", "a[timing]", "a[timing=]", "a +", "Ă", "a[x=1"):
        with pytest.raises(Unsound):
            formula(wrong)


NAMES = st.sampled_from(["dossier.received", "petition.settled", "task.done"])
TERMS = st.builds(
    term, NAMES, st.dictionaries(st.sampled_from(["type", "timing"]), st.lists(st.sampled_from("abc"), min_size=1)),
    sign=st.sampled_from([1, -1]), stock=st.booleans(),
)  # fmt: skip


@given(st.lists(TERMS, max_size=5))
def test_a_formula_reads_back(terms: list[Term]) -> None:
    assert formula(written(terms)) == tuple(terms)


def definition(numerator: str, denominator: str = "", **over: object) -> Definition:
    given: dict[str, object] = {
        "id": "a.b", "name": "Tên", "name_en": "Name", "numerator_words": "", "law": "ours", **over,
    }  # fmt: skip
    return Definition(numerator=formula(numerator), denominator=formula(denominator), **given)  # type: ignore[arg-type]


def test_a_definition_says_its_faults() -> None:
    kinds = {"dossier.received", "dossier.finished", "source.F28"}
    sound = definition("dossier.finished[timing=early]", "dossier.finished")
    assert sound.faults(kinds) == []
    assert definition("dossier.received", WORKING_DAYS).faults(kinds) == []
    said = {
        definition("").faults(kinds)[0].field, *(f.field for f in definition("dossier.finished").faults(kinds)),
        *(f.field for f in definition("x.y[colour=red]", "dossier.finished", id="Ă").faults(kinds)),
    }  # fmt: skip
    assert said == {"numerator", "denominator", "id"}
    (mixed,) = definition("source.F28", "dossier.finished").faults(kinds)
    assert "không trộn" in mixed.text
    assert definition(WORKING_DAYS, "dossier.finished").faults(kinds)


def test_a_definition_counts_both_parts() -> None:
    sums = {"dossier.finished[timing=early]": 9, "dossier.finished": 14, "dossier.left": 2}
    found = definition("dossier.finished[timing=early]", "dossier.finished - dossier.left")
    assert found.value(lambda one: sums[str(one)]).parts == "9/12"
    kept = of_data(as_data(found), 3)
    assert kept.version == 3 and as_data(kept) == as_data(found)
    assert (kept.direction, kept.basis) == (Direction.UP, Basis.COUNTED)
