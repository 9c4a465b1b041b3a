"""Every row of published_figures.csv: what the shipped counts print is what the report printed (R18.1, R18.3)."""

import csv
import re
from fractions import Fraction

import pytest

from motcua.rules.scoring.definitions import Basis, Definition, of_data
from motcua.rules.scoring.figures import Figure, Shape, plain
from motcua.rules.scoring.published import Published, as_data, read
from motcua.rules.scoring.published import of_data as published_of
from tests.conftest import ROOT, SHARED
from tests.tables.reading import rows

PLACE = ROOT / "catalogue" / "indicators"
CASES = rows("published_figures")
HOW = {"stated": "nguồn ghi", "derived": "suy ra", "nominal": "chỉ có tỷ lệ"}


def shipped(name: str) -> list[dict[str, str]]:
    with (PLACE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DEFINITIONS: dict[str, Definition] = {row["id"]: of_data(row) for row in shipped("indicators")}
TAKEN, REJECTED = read(shipped("published"), DEFINITIONS, lambda _unit: True)
LINES: dict[str, Published] = {one.key: one for one in TAKEN}


@pytest.mark.parametrize("case", CASES, ids=[f"{row['số hiệu']}.{row['dòng']}" for row in CASES])
def test_a_figure_is_printed_as_published(case: dict[str, str]) -> None:
    one = LINES[f"{case['số hiệu']}.{case['dòng']}"]
    found = one.shown(DEFINITIONS[one.indicator])
    said = " ".join(filter(None, [one.qualifier, one.said(DEFINITIONS[one.indicator])]))
    under = "" if found.denominator is None else str(found.denominator)
    assert (said, str(found.numerator), under) == (case["nguồn in"], case["tử số"], case["mẫu số"])
    assert (one.indicator, HOW[one.certainty], one.source) == (
        case["chỉ tiêu"],
        case["số đếm"],
        case["nguồn"],
    )
    assert f"{one.since}–{one.last}" == case["kỳ"]


def test_nothing_shipped_is_rejected_or_left_out() -> None:
    assert REJECTED == []
    assert set(LINES) == {f"{row['số hiệu']}.{row['dòng']}" for row in CASES}


def test_all_seventy_have_an_indicator_or_a_reason() -> None:
    listed = shipped("figures")
    assert [row["figure"] for row in listed] == [f"F{n:02}" for n in range(1, 71)]
    published = {one.figure for one in TAKEN}
    for row in listed:
        named = row["indicator"].split()
        assert set(named) <= set(DEFINITIONS), row
        assert (row["kind"] == "figure") == (row["figure"] in published), row
        assert named or row["reason"], row
        if row["kind"] == "figure":
            assert set(named) == {one.indicator for one in TAKEN if one.figure == row["figure"]}
        else:
            assert row["kind"] in {"attribute", "context", "period", "no_value", "trend"} and row["reason"], (
                row
            )


def test_checks_between_figures() -> None:
    """R18.2: what the counts of Bắc Ninh come to together."""
    received = LINES["F55.1"].counts[0].amount + LINES["F57.1"].counts[0].amount
    online = LINES["F56.1"].counts[0].amount + LINES["F58.1"].counts[0].amount
    assert (plain(received), plain(online)) == ("183.625", "170.164")
    assert Figure(online, received, Shape(places=1)).printed == "92,7%"
    digitised = LINES["F59.1"].counts[0].amount
    assert Figure(digitised, received, Shape(places=1)).printed == "3,9%"
    per = Shape("", Fraction(1), places=1)
    assert Figure(819, 83, per).printed == "9,9" and Figure(151, 14, per).printed == "10,8"
    assert Figure(436, 14, Shape("", Fraction(1), places=0)).printed == "31"


def test_every_definition_is_sound_and_says_its_law() -> None:
    kinds = {one.fact for definition in DEFINITIONS.values() for one in definition.terms}
    for definition in DEFINITIONS.values():
        if definition.basis is Basis.COUNTED:
            assert definition.faults(kinds) == [], definition.id
        else:
            assert not definition.terms and definition.numerator_words, definition.id
        assert definition.law and definition.certainty in {"verified", "likely", "check", "design"}
        assert definition.name_en and definition.group
        assert not any(one.fact.startswith("source.") for one in definition.terms)


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
        "until": "2024-09-30", "part": "numerator", "label": "Hồ sơ", "amount": "63294", "count": "stated", "note": "",
        "printed": "63.294", "form": "value", "places": "", "rounding": "", "qualifier": "", "width": "",
        "source": "S", "quote": "…", **over,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"printed": "63.295"}, "Tính ra 63.294, nguồn in 63.295."), ({"amount": "63,5"}, "số nguyên"),
        ({"indicator": "khong.co"}, "Không có chỉ tiêu"), ({"unit": "99"}, "Không có đơn vị"),
        ({"since": "30/9/2024"}, "ngày"), ({"since": "2025-01-01"}, "trước"), ({"quote": ""}, "quote"),
        ({"count": "derived"}, "note"), ({"count": "guessed"}, "count"), ({"part": "top"}, "part"),
        ({"part": "denominator"}, "tử số"), ({"places": "9"}, "dấu phẩy"), ({"form": "word"}, "form"),
        ({"rows": "BN 1-5"}, "5 dòng"), ({"rows": "BN 1..5"}, "rows"), ({"rows": "BN 1-63293; BN 9-9"}, "hai lần"),
        ({"figure": "F 1"}, "figure"), ({"indicator": "dossiers.online_share"}, "tử số và mẫu số"),
    ],
)  # fmt: skip
def test_what_is_not_taken(over: dict[str, str], why: str) -> None:
    good = row(figure="X2", printed="7", amount="7")
    taken, (refused,) = read([row(**over), good], DEFINITIONS, lambda unit: unit == "24")
    assert (
        [one.key for one in taken] == ["X2.1"]
        and refused.row == 2
        and re.search(re.escape(why), refused.reason)
    )


def test_rows_of_one_figure_agree() -> None:
    parts = [
        row(indicator="dossiers.online_share", printed="50%", amount="1"),
        row(indicator="dossiers.online_share", printed="50%", amount="2", part="denominator", unit=""),
    ]
    taken, (refused,) = read(parts, DEFINITIONS, lambda _unit: True)
    assert not taken and refused.row == 3


def test_rows_of_a_share_lie_within_its_whole() -> None:
    said = {"indicator": "dossiers.online_share", "printed": "50%"}
    top = row(**said, amount="2", rows="BN 3-4")
    whole = row(**said, part="denominator", amount="4", rows="BN 1-4")
    taken, rejected = read([top, whole], DEFINITIONS, lambda unit: True)
    assert not rejected and as_data(taken[0])["counts"][0]["rows"] == "BN 3-4"
    assert published_of(as_data(taken[0])) == taken[0]
    _none, (refused,) = read([{**top, "rows": "BN 4-5"}, whole], DEFINITIONS, lambda unit: True)
    assert "mẫu số" in refused.reason
