"""What of an indicator is published: nobody's few, and nothing that tells them by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.opening import Row, opened
from motcua.rules.scoring.definitions import Definition, formula
from motcua.rules.scoring.figures import Figure

ON_TIME = Definition(
    "dossiers.on_time",
    "x",
    "x",
    "x",
    "x",
    formula("dossier.finished[timing=early,on_time]"),
    formula("dossier.finished"),
)
COUNT = Definition("dossiers.finished", "x", "x", "x", numerator=formula("dossier.finished"))
OVERDUE = Definition(
    "dossiers.overdue", "x", "x", "x", numerator=formula("dossier.falls_due@stock - dossier.off_due@stock")
)
POSTED = Definition("procedures.posted", "x", "x", "x", numerator=formula("procedure.posted@stock"))
MONTHS = ["2026-01", "2026-02"]


def finished(month: str, **by_timing: int) -> list[Row]:
    return [
        Row(month, "dossier.finished", ("", "", "", timing, ""), amount)
        for timing, amount in by_timing.items()
    ]


def figures(one: Definition, rows: list[Row]) -> list[Figure | None]:
    return [month.figure for month in opened(one, rows, MONTHS)]


def parts(one: Definition, rows: list[Row]) -> list[str | None]:
    return [figure and figure.parts for figure in figures(one, rows)]


def test_few_late_ones_are_hidden_also_where_only_the_rest_is_shown() -> None:
    rows = finished("2026-01", early=60, on_time=30, late=10) + finished(
        "2026-02", early=60, on_time=36, late=4
    )
    assert parts(ON_TIME, rows) == ["90/100", None]
    assert parts(COUNT, rows) == ["100", "100"]
    assert parts(COUNT, finished("2026-01", late=4)) == [None, "0"]
    assert parts(ON_TIME, finished("2026-01", early=100)) == ["100/100", "0/0"]


def test_stocks_count_from_the_beginning_and_the_work_of_an_office_is_nobodys_secret() -> None:
    rows = [
        Row("2025-12", "dossier.falls_due", ("",) * 5, 12),
        Row("2026-02", "dossier.off_due", ("",) * 5, 6),
    ]
    assert parts(OVERDUE, rows) == ["12", "6"]
    assert parts(POSTED, [Row("2026-01", "procedure.posted", ("",) * 5, 3)]) == ["3", "3"]


@given(st.dictionaries(st.sampled_from(["early", "on_time", "late", ""]), st.integers(0, 30)))
def test_nobody_finds_a_few_out_of_what_is_shown(counts: dict[str, int]) -> None:
    """Of both indicators together: neither a part nor what is left of the whole is between one and four people."""
    rows = [Row("2026-01", "dossier.finished", ("", "", "", timing, ""), n) for timing, n in counts.items()]
    rate, whole = figures(ON_TIME, rows)[0], figures(COUNT, rows)[0]
    known = [int(rate.numerator), int(rate.denominator or 0)] if rate else []
    known += [int(whole.numerator)] if whole else []
    known += [known[1] - known[0]] if rate else []
    assert not [n for n in known if 0 < n < 5]
