"""What of an indicator is published: nobody's few, and nothing that tells them by subtraction."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.areas.indicators.choices.definitions import shipped
from motcua.rules.opening import Row, hides_untimed, of_people, opened, points_told, told_whole
from motcua.rules.scoring.definitions import DIMENSIONS, Definition, Term, formula
from motcua.rules.scoring.figures import Figure
from motcua.rules.scoring.index_sets import Share, score
from tests.rules.test_index_sets import OFFICIAL

ON_TIME = Definition(
    "petitions.on_time",
    "x",
    "x",
    "x",
    "x",
    formula("petition.finished[timing=early,on_time]"),
    formula("petition.finished"),
)
COUNT = Definition("petitions.finished", "x", "x", "x", numerator=formula("petition.finished"))
OVERDUE = Definition(
    "petitions.overdue", "x", "x", "x", numerator=formula("petition.falls_due@stock - petition.off_due@stock")
)
POSTED = Definition("procedures.posted", "x", "x", "x", numerator=formula("procedure.posted@stock"))
MONTHS = ["2026-01", "2026-02"]


def finished(month: str, **by_timing: int) -> list[Row]:
    return [
        Row(month, "petition.finished", ("", "", "", timing, ""), amount)
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
        Row("2025-12", "petition.falls_due", ("",) * 5, 12),
        Row("2026-02", "petition.off_due", ("",) * 5, 6),
    ]
    assert parts(OVERDUE, rows) == ["12", "6"]
    assert parts(POSTED, [Row("2026-01", "procedure.posted", ("",) * 5, 3)]) == ["3", "3"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "told"),
    [
        ("dossier.finished[timing=early,on_time]", "dossier.finished[timing=early,on_time,late]", "2/3"),
        ("dossier.finished[timing=late]", "", "1"),
        ("dossier.finished", "", "3"),
        ("dossier.finished[outcome=finished]", "", None),
        ("dossier.received[channel=online]", "", None),
        ("dossier.finished[outcome=withdrawn]", "", None),
        ("dossier.rated", "", None),
    ],
)
def test_in_what_time_an_office_worked_tells_of_nobody(
    numerator: str, denominator: str, told: str | None
) -> None:
    """How people filed, what they were given and how they found it stays hidden (ADR 0020)."""
    one = Definition("x", "x", "x", "x", "x", formula(numerator), formula(denominator))
    rows = [
        Row("2026-01", "dossier.finished", ("", "", outcome, timing, ""), 1)
        for outcome, timing in (("finished", "early"), ("finished", "late"), ("withdrawn", "on_time"))
    ]
    rows += [Row("2026-01", "dossier.received", ("", "online", "", "", ""), 3)]
    rows += [Row("2026-01", "dossier.rated", ("", "", "5", "", ""), 2)]
    assert parts(one, rows)[0] == told


def test_months_before_anything_was_counted_are_neither_nought_nor_hidden() -> None:
    late = Definition("x", "x", "x", "x", numerator=formula("dossier.finished[timing=late]"))
    before, after = opened(late, finished("2026-02", late=9), MONTHS, begun={0: "2026-02"})
    assert (before.figure, before.counted, before.hidden) == (None, False, False)
    assert after.figure is not None and after.counted and not after.hidden


def fell_due(month: str, due: int, off: int = 0) -> list[Row]:
    found = [Row(month, "petition.falls_due", ("",) * 5, due), Row(month, "petition.off_due", ("",) * 5, off)]
    return [row for row in found if row.amount]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (fell_due("2026-01", 100, 97), [None, None]),  # three are overdue, of two large sums
        (fell_due("2026-01", 100, 80) + fell_due("2026-02", 12, 10), ["20", None]),  # two more than a month ago
        (fell_due("2026-01", 100, 80) + fell_due("2026-02", 30, 10), ["20", "40"]),
        (fell_due("2026-01", 100, 80) + fell_due("2026-02", 10, 10), ["20", "20"]),
        (fell_due("2025-11", 100, 80) + fell_due("2025-12", 12, 10) + fell_due("2026-01", 12, 10), [None, None]),
        (fell_due("2025-11", 100, 80) + fell_due("2026-01", 12, 10) + fell_due("2026-02", 13, 10), [None, "25"]),
    ],
)  # fmt: skip
def test_a_difference_of_few_is_hidden_of_large_sums_and_of_months(
    rows: list[Row], shown: list[str | None]
) -> None:
    """Months before the first one asked for are reckoned with: those hidden last month stay hidden."""
    assert parts(OVERDUE, rows) == shown


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=12), st.integers(0, 11)
)
def test_no_month_of_a_stock_differs_by_few_from_the_one_shown_before(
    flows: list[tuple[int, int]], asked: int
) -> None:
    """Of what is published this month and what was published before together."""
    months = [f"2026-{n + 1:02}" for n in range(len(flows))]
    rows = [row for month, (due, off) in zip(months, flows, strict=True) for row in fell_due(month, due, off)]
    told = {
        month.month: int(month.figure.numerator)
        for since in (0, min(asked, len(months) - 1)) for month in opened(OVERDUE, rows, months[since:]) if month.figure
    }  # fmt: skip
    found = [0, *(told[month] for month in sorted(told))]
    assert not [(a, b) for a, b in pairwise(found) if 0 < abs(a - b) < 5]


@given(st.dictionaries(st.sampled_from(["early", "on_time", "late", ""]), st.integers(0, 30)))
def test_nobody_finds_a_few_out_of_what_is_shown(counts: dict[str, int]) -> None:
    """Of both indicators together: neither a part nor what is left of the whole is between one and four people."""
    rows = [Row("2026-01", "petition.finished", ("", "", "", timing, ""), n) for timing, n in counts.items()]
    rate, whole = figures(ON_TIME, rows)[0], figures(COUNT, rows)[0]
    known = [int(rate.numerator), int(rate.denominator or 0)] if rate else []
    known += [int(whole.numerator)] if whole else []
    known += [known[1] - known[0]] if rate else []
    assert not [n for n in known if 0 < n < 5]


def test_what_ended_while_no_time_ran_is_not_told_by_what_was_finished_beside_the_share_in_time() -> None:
    """Of 98 finished 97 while their time ran: one gave up, or did not bring the papers."""
    share = ("dossier.finished[timing=early,on_time]", "dossier.finished[timing=early,on_time,late]")

    def told(untimed: int, numerator: str, denominator: str = "") -> str | None:
        rows = [
            Row("2026-01", kind, ("", "", outcome, timing, ""), amount)
            for kind, outcome, timing, amount in (
                ("dossier.finished", "finished", "early", 94), ("dossier.finished", "finished", "late", 3),
                ("dossier.finished", "withdrawn", "", untimed), ("dossier.duration", "le_3", "", 97 + untimed),
                ("dossier.rescheduled", "", "", 6),
            )
        ]  # fmt: skip
        return parts(Definition("x", "x", "x", "x", "x", formula(numerator), formula(denominator)), rows)[0]

    assert [told(untimed, *share) for untimed in (0, 1, 4, 5)] == ["94/97"] * 4
    assert [told(n, "dossier.finished") for n in (0, 1, 4, 5)] == ["97", None, None, "102"]
    assert [told(n, "dossier.duration[outcome=le_1,le_3]", "dossier.duration") for n in (0, 1)] == [
        "97/97",
        None,
    ]
    assert [told(n, "dossier.rescheduled", "dossier.finished") for n in (0, 1)] == ["6/97", None]


DOSSIERS = st.lists(
    st.tuples(
        st.sampled_from(["online", "counter", "post", "assisted"]),
        st.sampled_from(["early", "early", "early", "on_time", "late", ""]),
        st.sampled_from(["le_1", "le_3", "gt_30"]), st.booleans(), st.integers(1, 12),
    ),
    max_size=14,
)  # fmt: skip
TWO = [
    Definition(f"x{n}", "x", "x", "x", numerator=formula(text))
    for n, text in enumerate((
        "dossier.finished[channel=online]", "dossier.finished[channel=online; timing=early,on_time]",
        "dossier.finished[channel=online,assisted]", "dossier.finished[outcome=finished]",
    ))
]  # fmt: skip
OF_FINISHED = {"dossier.finished", "dossier.duration", "dossier.reused"}


@given(DOSSIERS)
def test_no_two_published_figures_of_the_same_dossiers_tell_a_few_of_them(
    groups: list[tuple[str, str, str, bool, int]],
) -> None:
    """Of all shipped indicators of finished dossiers together, and some that were defined here: of two counts of which
    one is part of the other, what lies between is not one to four, unless the office's time alone tells them apart."""
    rows, held = list[Row](), list[tuple[str, tuple[str, ...], range]]()
    so_far = 0
    for channel, timing, took, reused, n in groups:
        outcome = "finished" if timing else "withdrawn"
        those = range(so_far, so_far + n)
        so_far += n
        for kind, words in (
            ("dossier.finished", ("", channel, outcome, timing, "")), ("dossier.duration", ("", channel, took, "", "")),
            *([("dossier.reused", ("", channel, outcome, "", ""))] if reused else []),
        ):  # fmt: skip
            rows.append(Row("2026-01", kind, words, n))
            held.append((kind, words, those))
    shown: dict[Term, frozenset[int]] = {}
    for one in (*shipped().values(), *TWO):
        if one.terms and {term.fact for term in one.terms} <= OF_FINISHED:
            (month,) = opened(one, rows, ["2026-01"])
            for part in (one.numerator, one.denominator) if month.figure else ():
                for term in part:
                    shown[term] = frozenset(
                        who
                        for kind, words, of in held
                        if kind == term.fact
                        and all(words[DIMENSIONS.index(name)] in asked for name, asked in term.where)
                        for who in of
                    )  # fmt: skip
    untimed = {who for kind, words, of in held if kind == "dossier.finished" and not words[3] for who in of}
    for whole, part in permutations(shown, 2):
        between = shown[whole] - shown[part]
        if shown[part] and _is_of(part, whole) and 0 < len(between) < 5:
            assert not of_people(whole) and not of_people(part), "told apart by the office's time alone"
            assert not between & untimed or len(untimed) >= 5


def _is_of(part: Term, whole: Term) -> bool:
    """Whether everybody knows that what one counts is among what the other does."""
    if part.fact != whole.fact:
        return not whole.where and whole.fact != "dossier.reused"
    asked = dict(part.where)
    return all(name in asked and set(asked[name]) <= set(words) for name, words in whole.where)


def test_which_indicators_are_told_whole_is_said_as_it_is_done() -> None:
    """What the page of open data says of an indicator is what becomes of its small months (ADR 0020)."""
    known = shipped()
    assert told_whole(known["dossiers.on_time"]) and not hides_untimed(known["dossiers.on_time"])
    assert told_whole(known["dossiers.finished"]) and hides_untimed(known["dossiers.finished"])
    assert not told_whole(known["dossiers.online_share"]) and not told_whole(known["petitions.received"])
    months, words = ["2026-01"], dict.fromkeys(DIMENSIONS, "")
    for one in known.values():
        kinds = {term.fact: {name: values[0] for name, values in term.where} for term in one.terms}
        if not one.numerator or any(term.stock for term in one.terms) or len(kinds) != len(one.terms):
            continue
        timed = {"timing": "late"} if told_whole(one) else {}
        rows = [
            Row("2026-01", kind, tuple((words | timed | asked)[name] for name in DIMENSIONS), 3)
            for kind, asked in kinds.items()
        ]
        (month,) = opened(one, rows, months)
        assert month.hidden is not told_whole(one), one.id


def published(n: int, late: int, bad: int) -> tuple[str, ...]:
    """What everybody reads of the points of n dossiers, late and rated 1–2 stars."""
    known = {
        "PROGRESS_ON_TIME": Share(n - late, n),
        "DOSSIER_RECEIVING_SATISFACTION": Share(n - late - bad, n),
    }
    known |= dict.fromkeys(("PETITION_PROCESSING_ON_TIME", "PETITION_HANDLING_SATISFACTION"), Share(0, 0))
    told = points_told(score(OFFICIAL.set, known))
    return str(told["progress"]), str(told["satisfaction"])


def test_points_of_93_dossiers_do_not_tell_that_three_were_rated_badly() -> None:
    """Two decimals told it: 20·(n − late)/n, then 12 + 6·(n − late − bad)/n/0,9."""
    assert published(93, 7, 3) == ("18.49", "18") == published(93, 7, 0)
    assert published(12, 0, 3) == ("20.00", "None") and published(12, 0, 0) == ("20.00", "18")


@given(st.integers(5, 150), st.data())
def test_nobody_solves_points_for_one_to_four_people(n: int, data: st.DataObject) -> None:
    late = data.draw(st.integers(0, n))
    bad = data.draw(st.integers(0, n - late))
    read = published(n, late, bad)
    possible = {other for other in range(n - late + 1) if published(n, late, other) == read}
    if read[1] != "None":
        assert not possible <= set(range(1, 5)), "few who rated badly"
        assert not {n - late - other for other in possible} <= set(range(1, 5)), "or few who did not"
