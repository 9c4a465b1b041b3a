"""How instruments stand along chains, and which one a citation means; circles and any data end."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.instruments import Dates, End, Named, State, recognise, stands

DAY = dt.date.fromisoformat


def rows(name: str) -> list[dict[str, str]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def day(text: str) -> dt.date | None:
    return DAY(text) if text else None


def _dated(effective: str, expired: str = "") -> Dates:
    return Dates(day(effective), day(effective), day(expired))


DATES = {
    **{ord(name): _dated("2010-01-01") for name in "ADFHIM"},
    **{ord(name): _dated("2015-01-01") for name in "BEG"},
    ord("C"): _dated("2020-01-01"), ord("K"): _dated("2010-01-01", "2022-01-01"), ord("N"): _dated("2030-01-01"),
    ord("P"): Dates(issued=DAY("2021-12-16")), ord("Q"): Dates(),
}  # fmt: skip
ENDS = {
    ord("A"): [End(ord("B"), DAY("2015-01-01"))], ord("B"): [End(ord("C"), DAY("2020-01-01"))],
    ord("D"): [End(ord("E"), DAY("2021-06-01"), replaces=False)], ord("F"): [End(ord("G"))],
    ord("H"): [End(ord("I"), DAY("2016-01-01"))], ord("I"): [End(ord("H"), DAY("2017-01-01"))],
    ord("M"): [End(ord("N"), DAY("2030-01-01"))],
}  # fmt: skip


@pytest.mark.parametrize(
    "row", rows("instruments_standing.csv"), ids=lambda row: f"{row['instrument']} {row['on']}"
)
def test_how_an_instrument_stands(row: dict[str, str]) -> None:
    verdict = stands(ord(row["instrument"]), DATES, ENDS, DAY(row["on"]))
    assert (verdict.state, verdict.since) == (row["state"], day(row["since"]))
    assert "".join(map(chr, verdict.by)) == row["by"]
    assert "".join(map(chr, verdict.now)) == row["now"]


KNOWN = [
    (1, Named("16/CT-TTg", "Chỉ thị", "Thủ tướng Chính phủ", DAY("2016-05-16"))),
    (2, Named("07-CT/TU", "Chỉ thị", "Thành ủy Hà Nội", DAY("2021-10-01"))),
    (3, Named("07-CT/TU", "Chỉ thị", "Tỉnh ủy Bắc Ninh", DAY("2022-03-15"))),
    (4, Named("30/2020/NĐ-CP", "Nghị định", "Chính phủ", DAY("2020-03-05"))),
    (5, Named("12/KH-UBND", "Kế hoạch", "Ủy ban nhân dân phường Bồ Đề")),
    (6, Named("04/2021/QĐ-UBND", "Quyết định", "Ủy ban nhân dân tỉnh Bắc Ninh", DAY("2021-02-10"))),
    (7, Named("", "Luật", "Quốc hội", None, 2024, "Đất đai")),
]


@pytest.mark.parametrize("row", rows("instruments_meant.csv"), ids=lambda row: " ".join(row.values()))
def test_which_instrument_a_citation_means(row: dict[str, str]) -> None:
    year = int(row["year"]) if row["year"] else None
    said = Named(row["symbol"], "", row["issuer"], day(row["day"]), year, row["title"])
    known = [one for one in KNOWN if one[1].symbol == said.symbol]
    match, key = recognise(said, known)
    assert (match, key) == (row["match"], int(row["which"]) if row["which"] else None)


SOME_DAY = st.dates(DAY("2000-01-01"), DAY("2030-01-01"))
KEYS = st.integers(0, 9)
GRAPH = st.dictionaries(KEYS, st.lists(st.builds(End, KEYS, st.none() | SOME_DAY, st.booleans()), max_size=4))


@given(
    st.dictionaries(KEYS, st.builds(Dates, st.none() | SOME_DAY, st.none() | SOME_DAY, st.none() | SOME_DAY)),
    GRAPH, KEYS, SOME_DAY,
)  # fmt: skip
def test_any_data_ends_and_never_contradicts_itself(
    dates: dict[int, Dates], ends: dict[int, list[End]], key: int, on: dt.date
) -> None:
    verdict = stands(key, dates, ends, on)
    assert (verdict.since is not None) == (verdict.state is State.EXPIRED)
    assert verdict.since is None or verdict.since <= on
    assert key not in verdict.now and len(set(verdict.now)) == len(verdict.now)
    for one in verdict.now:
        assert stands(one, dates, ends, on).state is State.IN_FORCE
    if not ends.get(key) and verdict.state is State.IN_FORCE:
        assert dates[key].effective is not None


@given(st.lists(st.sampled_from(KNOWN), max_size=7, unique=True), st.sampled_from(KNOWN))
def test_what_is_meant_is_among_the_known_or_nothing(
    known: list[tuple[int, Named]], said: tuple[int, Named]
) -> None:
    same = [one for one in known if one[1].symbol == said[1].symbol]
    match, key = recognise(said[1], same)
    assert (key is None) == (match in ("new", "ambiguous")) and (key is None or key in dict(same))
