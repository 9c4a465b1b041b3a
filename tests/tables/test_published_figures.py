"""Every row of published_figures.csv: what the shipped counts print is what the report printed (R18.1, R18.3)."""

import csv
import json
import re
from fractions import Fraction

import pytest

from motcua.rules.scoring.definitions import Basis, Definition, of_data
from motcua.rules.scoring.figures import Figure, Shape, plain
from motcua.rules.scoring.published import Published, as_data, read
from motcua.rules.scoring.published import of_data as published_of
from motcua.rules.scoring.sources import as_data as source_data
from motcua.rules.scoring.sources import of_data as source_of
from motcua.rules.scoring.sources import read as read_sources
from tests.conftest import ROOT, SHARED
from tests.tables.reading import rows

PLACE = ROOT / "catalogue" / "indicators"
CASES = rows("published_figures")
HOW = {"stated": "nguồn ghi", "derived": "suy ra", "rate": "chỉ có tỷ lệ"}


def shipped(name: str) -> list[dict[str, str]]:
    with (PLACE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DEFINITIONS: dict[str, Definition] = {row["id"]: of_data(row) for row in shipped("indicators")}
SOURCES, WRONG = read_sources(
    [row for place in sorted((PLACE / "sources").glob("*.csv")) for row in shipped(f"sources/{place.stem}")],
    lambda _unit: True,
)
TAKEN, REJECTED = read(shipped("published"), DEFINITIONS, lambda _unit: True, SOURCES)
LINES: dict[str, Published] = {one.key: one for one in TAKEN}


@pytest.mark.parametrize("case", CASES, ids=[f"{row['số hiệu']}.{row['dòng']}" for row in CASES])
def test_a_figure_is_printed_as_published(case: dict[str, str]) -> None:
    one = LINES[f"{case['số hiệu']}.{case['dòng']}"]
    found = one.of_rows(SOURCES, DEFINITIONS[one.indicator])
    said = " ".join(filter(None, [one.qualifier, one.said(found) if one.counted else one.printed]))
    over, under = ("" if part is None else str(part) for part in (found.numerator, found.denominator))
    if not one.counted:
        over, under = "", ""
    assert (said, over, under) == (case["nguồn in"], case["tử số"], case["mẫu số"])
    assert (one.indicator, HOW[one.certainty], one.source) == (
        case["chỉ tiêu"],
        case["số đếm"],
        case["nguồn"],
    )
    assert f"{one.since}–{one.last}" == case["kỳ"]


def test_nothing_shipped_is_rejected_or_left_out() -> None:
    assert WRONG == [] and REJECTED == []
    assert set(LINES) == {f"{row['số hiệu']}.{row['dòng']}" for row in CASES}


def test_all_seventy_have_an_indicator_or_a_reason() -> None:
    listed = shipped("figures")
    assert [row["figure"] for row in listed] == [f"F{n:02}" for n in range(1, 71)]
    published = {one.figure for one in TAKEN}
    for row in listed:
        named = row["indicator"].split()
        assert set(named) <= set(DEFINITIONS), row
        assert (row["kind"] == "figure") == (row["figure"] in published), row
        if row["kind"] == "figure":
            assert set(named) == {one.indicator for one in TAKEN if one.figure == row["figure"]}
        elif row["kind"] in {"no_value", "trend"}:
            assert named and row["reason"], "an indicator of which the source tells no value"
        else:
            assert row["kind"] in {"attribute", "context", "period"} and not named, row
            assert row["reason"].endswith("không phải chỉ tiêu."), row
        assert not re.search(r"\b(per|years|no value|top)\b", row["value"]), "said in Vietnamese"


def test_checks_between_figures() -> None:
    """R18.2: what the counts of Bắc Ninh come to together."""

    def amount(key: str) -> int:
        return int(LINES[key].of_rows(SOURCES, DEFINITIONS[LINES[key].indicator]).numerator)

    received, online = amount("F55.1") + amount("F57.1"), amount("F56.1") + amount("F58.1")
    assert (plain(received), plain(online)) == ("183.625", "170.164")
    assert Figure(online, received, Shape(places=1)).printed == "92,7%"
    assert Figure(amount("F59.1"), received, Shape(places=1)).printed == "3,9%"
    per = Shape("", Fraction(1), places=1)
    assert Figure(819, 83, per).printed == "9,9" and Figure(151, 14, per).printed == "10,8"
    assert Figure(436, 14, Shape("", Fraction(1), places=0)).printed == "31"


def test_every_definition_is_sound_and_says_its_law() -> None:
    kinds = {one.fact for definition in DEFINITIONS.values() for one in definition.terms}
    for definition in DEFINITIONS.values():
        if definition.basis is Basis.COUNTED:
            assert definition.faults(kinds) == [], definition.id
        else:
            assert all(one.fact.startswith("source.") for one in definition.terms), definition.id
            assert definition.numerator_words and definition.faults(kinds) in ([], definition.faults([])), (
                definition.id
            )
        assert definition.law and definition.certainty in {"verified", "likely", "check", "design"}
        assert definition.name_en and definition.group
        sourced = [one.fact.startswith("source.") for one in definition.terms]
        assert not any(sourced) or (all(sourced) and definition.basis is Basis.PUBLISHED), definition.id


@pytest.mark.skipif(not SHARED.is_dir(), reason="the texts do not stand beside this checkout")
def test_what_is_quoted_is_in_the_texts() -> None:
    texts = {
        f"SEED-{place.name[:3]}": " ".join(place.read_text(encoding="utf-8").split())
        for place in (SHARED / "documents" / "seeds").glob("*.txt")
    }
    for row in shipped("figures"):
        if row["figure"] != "F69":  # a person's address, not copied
            assert " ".join(row["quote"].split()) in texts[row["seed"]], row["figure"]


def row(**over: str) -> dict[str, str]:
    return {
        "figure": "X1", "line": "1", "indicator": "dossiers.received", "unit": "24", "place": "", "since": "2024-01-01",
        "until": "2024-09-30", "only": "post=province", "part": "numerator", "label": "Hồ sơ", "count": "stated",
        "note": "", "printed": "63.294", "form": "value", "places": "", "rounding": "", "qualifier": "", "width": "",
        "source": "S", "quote": "…", **over,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"printed": "63.295"}, "Tính ra 63.294, nguồn in 63.295."), ({"only": "post"}, "only"),
        ({"only": "unit=24"}, "only"), ({"indicator": "khong.co"}, "Không có chỉ tiêu"),
        ({"unit": "99"}, "Không có đơn vị"), ({"since": "30/9/2024"}, "ngày"), ({"since": "2025-01-01"}, "trước"),
        ({"quote": ""}, "quote"), ({"count": "derived"}, "note"), ({"count": "guessed"}, "count"),
        ({"part": "top"}, "part"), ({"part": "denominator"}, "tử số"), ({"places": "9"}, "dấu phẩy"),
        ({"form": "word"}, "form"), ({"figure": "F 1"}, "figure"),
        ({"indicator": "dossiers.online_share"}, "tử số và mẫu số"),
        ({"until": "2024-09-29"}, "Tính ra 0"), ({"indicator": "procedures.posted"}, "tử số và mẫu số"),
        ({"indicator": "sipas.rank"}, "không đếm từ dòng nguồn"),
    ],
)  # fmt: skip
def test_what_is_not_taken(over: dict[str, str], why: str) -> None:
    good = row(figure="X2")
    taken, (refused,) = read([row(**over), good], DEFINITIONS, lambda unit: unit == "24", SOURCES)
    assert (
        [one.key for one in taken] == ["X2.1"]
        and refused.row == 2
        and re.search(re.escape(why), refused.reason)
    )
    assert published_of(as_data(taken[0])) == taken[0]


def test_lines_of_one_figure_agree() -> None:
    parts = [
        row(indicator="dossiers.online_share", printed="80,9%", places="1"),
        row(indicator="dossiers.online_share", printed="80,9%", places="1", part="denominator", unit=""),
    ]
    taken, (refused,) = read(parts, DEFINITIONS, lambda _unit: True, SOURCES)
    assert not taken and refused.row == 3


def test_what_a_source_says_as_a_rate_alone_has_no_rows() -> None:
    """R18.3: nothing is invented; such a figure says why, and no part of it is a count."""
    rates = [one for one in TAKEN if not one.counted]
    assert {one.figure for one in rates} >= {"F02", "F07", "F25", "F28", "F42", "F60", "F62"}
    assert all(count.note for one in rates for count in one.counts)
    assert {row["số hiệu"] for row in CASES if not row["tử số"]} == {one.figure for one in rates}


def line(**over: str) -> dict[str, str]:
    return {
        "source": "S", "row": "1", "fact": "source.dossier.received", "unit": "24", "since": "2024-01-01",
        "until": "2024-09-30", "amount": "5", "label": "Hồ sơ", "count": "stated", "note": "", "quote": "…", **over,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"fact": "dossier.received"}, "source."), ({"fact": "source." + "x" * 30}, "source."),
        ({"amount": "-1"}, "số nguyên"),
        ({"amount": "63,5"}, "số nguyên"), ({"amount": "9" * 16}, "số nguyên"), ({"unit": "99"}, "Không có đơn vị"),
        ({"channel": "a b"}, "không phải một mã"), ({"post": "x" * 41}, "không phải một mã"), ({"row": "x"}, "row"),
        ({"source": "<b>"}, "source"), ({"count": "rate"}, "stated"), ({"count": "derived"}, "note"),
        ({"since": "2025-01-01"}, "trước"), ({"until": "hôm qua"}, "ngày"), ({"quote": " "}, "quote"),
        ({"row": "2"}, "hai lần"),
    ],
)  # fmt: skip
def test_source_rows_that_are_not_taken(over: dict[str, str], why: str) -> None:
    taken, (refused,) = read_sources([line(row="2"), line(**over)], lambda unit: unit == "24")
    assert [one.code for one in taken] == ["S-2"] and refused.row == 3
    assert re.search(re.escape(why), refused.reason)


def test_source_rows_are_kept_as_they_were_read() -> None:
    assert [source_of(json.loads(json.dumps(source_data(one)))) for one in SOURCES] == SOURCES
    assert all(one.counted.kind.startswith("source.") for one in SOURCES)
