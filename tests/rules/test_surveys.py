"""Questionnaires, samples, indices and what is hidden: tables to sign, and what must hold for any numbers."""

import csv
import hashlib
import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.chance import wilson
from motcua.rules.impossible import Invalid
from motcua.rules.surveys import questionnaire
from motcua.rules.surveys.cells import (
    LEAST,
    WHOLE,
    bound,
    halves_hidden,
    hide,
    hide_within,
    index_holds,
    indices_hidden,
    levels_told,
    solved,
    together,
)
from motcua.rules.surveys.index import Tally, compare, tally
from motcua.rules.surveys.sampling import allocate, digest, draw, merged, place, yamane

TABLES = Path(__file__).parents[1] / "tables"
few = settings(max_examples=25)


def rows(name: str) -> list[dict[str, str]]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("row", rows("survey_index.csv"), ids=lambda row: row["answers"])
def test_the_index_counts_what_was_answered(row: dict[str, str]) -> None:
    sheets = [{} if one == "-" else {"a": int(one)} for one in row["answers"].split()]
    found = tally(sheets, ["a"])
    assert (found.valid, found.satisfied, found.people) == (
        int(row["valid"]), int(row["satisfied"]), int(row["valid"]),
    )  # fmt: skip
    if found.index is None or found.mean is None:
        assert row["index"] == row["mean"] == "" and found.interval is None
    else:
        assert (f"{float(found.index):.2f}", f"{float(found.mean):.2f}") == (row["index"], row["mean"])


@pytest.mark.parametrize(
    "row", rows("survey_sample.csv"), ids=lambda row: f"{row['population']}/{row['margin']}"
)
def test_how_many_are_asked(row: dict[str, str]) -> None:
    assert yamane(int(row["population"]), Decimal(row["margin"])) == int(row["sample"])


SHEETS = st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 5), max_size=4), max_size=40)


@few
@given(SHEETS)
def test_an_element_adds_its_criteria(sheets: list[dict[str, int]]) -> None:
    """R5.5: the index of an element is the sum of its criteria, never the mean of their indices."""
    whole = tally(sheets, "abcd")
    parts = [tally(sheets, [name]) for name in "abcd"]
    assert whole.valid == sum(part.valid for part in parts)
    assert whole.satisfied == sum(part.satisfied for part in parts)
    assert max((part.people for part in parts), default=0) <= whole.people <= len(sheets)
    if whole.interval is not None and whole.index is not None:
        low, high = whole.interval
        assert 0 <= low <= float(whole.index) <= high <= 100


def test_the_interval_is_known_and_narrows() -> None:
    low, high = wilson(0.81, 263)  # the example of Newcombe 1998: 81 of 263 the other way round
    assert (round(wilson(81 / 263, 263)[0], 4), round(wilson(81 / 263, 263)[1], 4)) == (0.2553, 0.3662)
    assert wilson(0.81, 1000)[0] > low and wilson(0.81, 1000)[1] < high
    assert wilson(1.0, 5)[1] == 1 and wilson(0.0, 5)[0] == 0


def test_two_rounds_differ_only_beyond_chance() -> None:
    """Newcombe 1998, table II (a): 56/70 and 48/80, difference 0.20, 0.0524 to 0.3339."""
    change = compare(Tally((32, 0, 0, 48, 0), 80), Tally((14, 0, 0, 56, 0), 70))
    assert change is not None and change.sure
    assert (round(change.points, 2), round(change.low, 2), round(change.high, 2)) == (20.0, 5.24, 33.39)
    few_people = compare(Tally((2, 0, 0, 8, 0), 10), Tally((1, 0, 0, 9, 0), 10))
    assert few_people is not None and not few_people.sure
    assert compare(Tally(), Tally((0, 0, 0, 1, 0), 1)) is None


PARTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.integers(0, 400), min_size=1, max_size=12
)


@few
@given(PARTS, st.integers(1, 600))
def test_every_part_is_asked_in_proportion(parts: dict[str, int], total: int) -> None:
    found, whole = allocate(total, parts), sum(parts.values())
    some = [name for name, n in parts.items() if n]
    assert set(found) == set(some) and all(1 <= found[name] <= parts[name] for name in found)
    assert sum(found.values()) == (min(max(total, len(some)), whole) if some else 0)
    for name in found:
        exact = sum(found.values()) * parts[name] / whole
        assert found[name] < exact + len(parts) and found[name] > exact - len(parts)


@few
@given(
    st.dictionaries(st.sampled_from("xyz"), st.lists(st.integers(0, 90).map(str), max_size=50)),
    st.text(max_size=8),
)
def test_the_draw_can_be_checked(frame: dict[str, list[str]], seed: str) -> None:
    """Whatever the order of the list, the same people are drawn; by hand it is a sorted list of hashes."""
    drawn = draw(frame, 20, seed)
    turned = {part: list(reversed(codes)) for part, codes in reversed(frame.items())}
    assert draw(turned, 20, seed) == drawn and digest(turned) == digest(frame)
    for part, codes in drawn.items():
        assert len(set(codes)) == len(codes) and set(codes) <= set(frame[part])
        rest = set(frame[part]) - set(codes)
        assert all(place(seed, a) < place(seed, b) for a in codes for b in rest)
    assert place("s", "c") == hashlib.sha256(b"s:c").hexdigest()


def test_everybody_has_the_same_chance() -> None:
    """A thousand draws of ten among forty: each of them about a quarter of the time."""
    codes = [f"{n:02}" for n in range(40)]
    times = dict.fromkeys(codes, 0)
    for seed in range(1000):
        for code in draw({"a": codes}, 10, str(seed))["a"]:
            times[code] += 1
    assert sum(times.values()) == 10_000 and all(180 <= n <= 320 for n in times.values())


@few
@given(PARTS)
def test_nobody_stands_almost_alone_in_a_part(parts: dict[str, int]) -> None:
    frame = {name: [f"{name}{n}" for n in range(size)] for name, size in parts.items() if size}
    found = merged(frame, 5, "rest")
    assert sorted(c for codes in found.values() for c in codes) == sorted(
        c for codes in frame.values() for c in codes
    )
    assert len(found) <= 1 or all(len(codes) >= 5 for codes in found.values())


CELLS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 12), max_size=9)


@few
@given(CELLS)
def test_no_small_cell_can_be_reckoned_from_what_is_shown(people: dict[str, int]) -> None:
    found = hide(people)
    assert all(n == 0 or n >= LEAST or name in found.hidden for name, n in people.items())
    assert all(people[name] for name in found.hidden)
    if found.hidden and not found.total_hidden:
        rest = sum(people.values()) - sum(n for name, n in people.items() if name not in found.hidden)
        assert len(found.hidden) >= 2 and rest >= LEAST
    if not any(0 < n < LEAST for n in people.values()):
        assert not found.hidden and not found.total_hidden


@few
@given(
    st.dictionaries(
        st.sampled_from("ABC"), st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9)), max_size=3
    )
)
def test_nor_from_sums_on_two_levels(parts: dict[str, dict[str, int]]) -> None:
    named = {name: {f"{name}{id}": n for id, n in cells.items()} for name, cells in parts.items()}
    people = {name: max(cells.values(), default=0) for name, cells in named.items()}
    hidden = hide_within(named, people)
    apart = [sum(named[name].values()) for name in named if name in hidden]
    assert not apart or len(apart) >= 2 or sum(map(sum, (c.values() for c in named.values()))) == sum(apart)
    for name, cells in named.items():
        gone = [n for id, n in cells.items() if id in hidden and n]
        if name in hidden:
            assert set(cells) <= hidden
        else:
            assert people[name] == 0 or people[name] >= LEAST
            assert not gone or (len(gone) >= 2 and sum(gone) >= LEAST)
            assert all(n == 0 or n >= LEAST or id in hidden for id, n in cells.items())


def test_what_is_hidden_as_a_table_shows_it() -> None:
    assert hide({"a": 20, "b": 3, "c": 7, "d": 0}).hidden == {"b", "c"}
    assert hide({"a": 2, "b": 2, "c": 40}).hidden == {"a", "b", "c"}
    assert hide({"a": 4, "b": 3, "c": 40}) == hide({"b": 3, "c": 40, "a": 4})
    assert hide({"a": 4, "b": 3, "c": 40}).hidden == {"a", "b"}
    assert hide({"a": 3, "b": 0}).total_hidden and hide({}).hidden == frozenset()


LINES = """# Tiếp cận dịch vụ
- [tc1] Nơi ngồi chờ có đủ chỗ
– Trang thiết bị đầy đủ

# Công chức
* Thái độ lịch sự
"""


def test_a_questionnaire_is_written_line_by_line() -> None:
    asked = questionnaire.from_lines(LINES, overall="Nhìn chung", open="Góp ý thêm")
    assert [(e.name, [c.id for c in e.criteria]) for e in asked.elements] == [
        ("Tiếp cận dịch vụ", ["tc1", "tcdv1"]), ("Công chức", ["cc1"]),
    ]  # fmt: skip
    again = questionnaire.from_lines(questionnaire.as_lines(asked), overall=asked.overall, open=asked.open)
    assert again == asked == questionnaire.read(questionnaire.plain(asked))
    assert list(asked.asked()) == ["tc1", "tcdv1", "cc1", "chung"]


@pytest.mark.parametrize(
    "lines",
    ["", "- Không có yếu tố", "# Trống", "# A\n- [tc1] Một\n- [tc1] Hai", "# A\n- [TC 1] Một", "# A\nchữ", "#\n- Một",
     "# A\n- [chung] Một", "# A\n- " + "d" * 301, "# A\n" + "- Câu\n" * 61],
)  # fmt: skip
def test_what_cannot_be_a_questionnaire(lines: str) -> None:
    with pytest.raises(Invalid):
        questionnaire.from_lines(lines)


def test_answers_are_checked_and_blanks_left_out() -> None:
    asked = questionnaire.from_lines(LINES, overall="Nhìn chung")
    assert questionnaire.checked(asked, {"tc1": "5", "cc1": "", "chung": 3}) == {"tc1": 5, "chung": 3}
    for wrong in (
        {},
        {"tc1": ""},
        {"tc1": 6},
        {"tc1": 0},
        {"tc1": "12"},
        {"la": 4},
        {"tc1": True},
        {"tc1": 4.5},
    ):
        with pytest.raises(Invalid):
            questionnaire.checked(asked, wrong)


@few
@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        asked = questionnaire.from_lines(typed)
    except Invalid:
        return
    names = list(asked.asked())
    assert len(set(names)) == len(names) and questionnaire.from_lines(questionnaire.as_lines(asked)) == asked


def test_numbers_come_out_the_same_in_any_order() -> None:
    sheets = [{"a": n % 5 + 1, "b": (n * 3) % 5 + 1} for n in range(30)]
    shuffled = random.Random(7).sample(sheets, len(sheets))
    assert tally(sheets, "ab") == tally(shuffled, "ba")


def _answered(**counts: int) -> list[str]:
    """One sheet a letter: ``ab=3`` are three sheets that answered a and b."""
    return [names for names, n in counts.items() for _ in range(n)]


@pytest.mark.parametrize(
    ("units", "alone"),
    [
        ({"x": _answered(ab=9), "y": _answered(ab=9)}, {"x", "y"}),
        ({"x": _answered(ab=20), "y": _answered(ab=15), "z": _answered(ab=3)}, {"x"}),  # z, and y by which it is known
        ({"x": _answered(ab=20), "y": _answered(a=15, b=3)}, set()),  # few of y about b; x is all there is beside
        ({"x": _answered(ab=20), "y": _answered(a=15, b=3), "z": _answered(ab=9)}, {"x"}),
        ({"x": _answered(ab=20), "agency": _answered(ab=2), "y": _answered(ab=8)}, {"x"}),
    ],
)  # fmt: skip
def test_units_are_told_alone_where_nothing_is_known_by_it(
    units: dict[str, list[str]], alone: set[str]
) -> None:
    assert {unit for unit, told in together(units, "agency").items() if told == unit != "agency"} == alone


@given(
    st.dictionaries(
        st.sampled_from(["x", "y", "z", "agency"]),
        st.lists(st.sampled_from(["", "a", "b", "ab", "abc"]), min_size=1, max_size=30), min_size=1,
    )
)  # fmt: skip
def test_no_two_tables_differ_by_a_few_people(units: dict[str, list[str]]) -> None:
    """A table of units with criteria beside those of the page: no cell of few, no unit told that is hidden there."""
    told, sizes = together(units, "agency"), {unit: len(sheets) for unit, sheets in units.items()}
    groups = {name: [unit for unit in units if told[unit] == name] for name in told.values()}
    assert sum(map(len, groups.values())) == len(units)
    hidden = hide(sizes).hidden
    for name, members in groups.items():
        assert name == "agency" or (members == [name] and name not in hidden)
        cells = [sum(c in sheet for unit in members for sheet in units[unit]) for c in "abc"]
        assert len(groups) == 1 or not [n for n in cells if 0 < n < LEAST]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([[1] * 5 + [2] * 5 + [3] * 5 + [4] * 5 + [5] * 5], WHOLE),
        ([[4] * 5 + [5] * 9], WHOLE),
        ([[1] * 2 + [2] * 3 + [3] * 5 + [4] * 5 + [5] * 5], ((1, 2), (3,), (4,), (5,))),
        ([[1] * 3 + [2] * 3 + [3] * 3 + [4] * 5 + [5] * 5], ((1, 2, 3), (4,), (5,))),
        ([[1] * 3 + [2] * 3 + [3] * 5 + [4] * 4 + [5] * 5], ((1, 2), (3,), (4, 5))),
        ([[1] * 3 + [2] * 3 + [4] * 3 + [5] * 5], ((1, 2), (3,), (4, 5))),
        ([[1] * 3 + [3] * 3 + [4] * 3 + [5] * 5], ((1, 2, 3), (4, 5))),
        ([[1] * 3 + [5] * 9], ()),
        ([[1] * 9 + [5] * 9, [2] * 3 + [3] * 6 + [5] * 9], ((1, 2, 3), (4,), (5,))),
        ([[1] * 4], ()),
        ([], WHOLE),
    ],
)
def test_levels_of_few_are_put_together_alike(rows: list[list[int]], told: tuple[Any, ...]) -> None:
    """R5.8: no group of one to four people in any row; one grouping for all, for rows are sums of one another."""
    assert levels_told([[{level} for level in row] for row in rows]) == told


def test_one_person_who_answers_much_is_one_person() -> None:
    assert levels_told([[{1, 5}] + [{5}] * 9]) == ()
    assert levels_told([[{1, 2, 4}] * 5]) == WHOLE


def _line(n: int, unsatisfied: int, start: int = 0) -> dict[int, list[int]]:
    return {start + one: [1 if one < unsatisfied else 5] for one in range(n)}


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_no_share_tells_that_one_to_four_people_said_something(given: tuple[int, int]) -> None:
    """Of 7 people 85,7 % are satisfied: so one is not. For each published line all counts are sought that print it."""
    n, unsatisfied = given

    def printed(count: int) -> Any:
        said = _line(n, count)
        return Fraction(100 * (n - count), n) if index_holds(said) else bound(said)

    possible = [count for count in range(n + 1) if printed(count) == printed(unsatisfied)]
    assert len(possible) > 1 or min(possible[0], n - possible[0]) in {0, *range(LEAST, n)}
    if (shown := bound(_line(n, unsatisfied))) and not index_holds(_line(n, unsatisfied)):
        assert shown[0] <= Fraction(100 * (n - unsatisfied), n) <= shown[1]


@given(
    st.lists(
        st.integers(0, 30).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=1, max_size=6
    )
)
def test_nor_do_shares_of_a_table_with_their_sum(given: list[tuple[int, int]]) -> None:
    lines = {str(n): _line(*one, start=100 * n) for n, one in enumerate(given)}
    whole = {person: levels for said in lines.values() for person, levels in said.items()}
    summed = index_holds(whole)
    hidden = indices_hidden(lines, summed=summed)
    assert all(index_holds(said) for name, said in lines.items() if name not in hidden)
    if summed and hidden:
        some = [lines[name] for name in hidden]
        unsatisfied = sum(level < 4 for said in some for (level,) in said.values())
        people = sum(map(len, some))
        assert not 0 < unsatisfied < LEAST and not 0 < people - unsatisfied < LEAST
        assert len(hidden) == len(lines) or (len(hidden) > 1 and not solved(some))


def test_bounds_that_their_sum_would_solve_are_not_told() -> None:
    """Two lines of at most four with eight of both: four and four."""
    four = [_line(30, 4), _line(30, 4, 100)]
    assert solved(four) and not solved([_line(30, 4), _line(30, 3, 100)])
    lines = {"a": four[0], "b": four[1], "c": _line(40, 9, 200), "d": _line(50, 9, 300)}
    assert indices_hidden(lines, summed=True) == {"a", "b", "c"}
    assert indices_hidden(lines, summed=False) == {"a", "b"}
    assert bound(_line(7, 1)) is None and bound(_line(40, 1)) == (90, 100) and bound(_line(40, 37)) == (0, 10)


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({}, ""), ({"a": (18, 4)}, "a"), ({"a": (22, 0), "b": (0, 9)}, ""), ({"a": (3, 0), "b": (9, 9)}, "ab"),
        ({"a": (18, 4), "b": (30, 8), "c": (40, 10)}, "ab"), ({"a": (18, 4), "b": (30, 0), "c": (40, 10)}, "abc"),
        ({"a": (18, 4), "b": (18, 4), "c": (40, 10)}, "ab"), ({"a": (18, 4), "b": (0, 0)}, "a"),
    ],
)  # fmt: skip
def test_parts_of_which_a_half_is_of_few_are_hidden_with_what_tells_them(
    parts: dict[str, tuple[int, int]], hidden: str
) -> None:
    assert halves_hidden(parts) == set(hidden)
