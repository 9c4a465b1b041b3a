"""Every row of document_numbers.csv: numbers and symbols of state and party documents (R8.1–R8.4)."""

import pytest

from motcua.rules.impossible import Invalid
from motcua.rules.numbering import KINDS, document_number, parse_document_number
from tests.tables.reading import rows

CASES = rows("document_numbers")
RIGHT = [row for row in CASES if row["số"] != "sai"]


@pytest.mark.parametrize("case", RIGHT, ids=[row["ghi"] for row in RIGHT])
def test_a_number_is_read_and_written(case: dict[str, str]) -> None:
    found = parse_document_number(case["ghi"])
    assert found.serial == int(case["số"])
    assert (found.kind, found.body) == (case["loại"], case["cơ quan"])
    assert found.year == (int(case["năm"]) if case["năm"] else None)
    assert found.party == (case["đảng"] == "có")
    assert str(found) == case["viết lại"]
    if not (found.party or found.letter or found.slashed):
        assert document_number(found.serial, found.kind, found.body, year=found.year) == case["viết lại"]


@pytest.mark.parametrize(
    "case", [row for row in CASES if row not in RIGHT], ids=lambda row: row["ghi"] or "trống"
)
def test_what_is_no_number_is_refused_kindly(case: dict[str, str]) -> None:
    with pytest.raises(Invalid, match="không đúng dạng") as refused:
        parse_document_number(case["ghi"])
    assert refused.value.field == "number"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_document_is_told_from_an_official_letter(kind: str) -> None:
    """The 29 kinds of NĐ 30/2020 and the copies (§8.1), without the two that have no abbreviation."""
    found = parse_document_number(f"12/{kind}-UBND")
    assert (found.kind, found.body) == (kind, "UBND")


def test_a_number_is_not_made_of_nothing() -> None:
    """R8.4: numbers start at 01; R8.2: somebody issues them."""
    with pytest.raises(Invalid, match="bắt đầu từ 01"):
        document_number(0, "KH", "UBND")
    with pytest.raises(Invalid, match="cơ quan ban hành"):
        document_number(1, "KH", "")
