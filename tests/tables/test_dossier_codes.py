"""Every row of dossier_codes.csv: the three formats that codes have had, and what is no code (R1.13–R1.17)."""

import pytest

from motcua.rules.impossible import Invalid
from motcua.rules.numbering import DossierCode, dossier_code, parse_dossier_code
from tests.tables.reading import day, rows

CASES = rows("dossier_codes")
WRONG = {"không đúng dạng", "không có thật"}
RIGHT = [row for row in CASES if row["mã chuẩn"] not in WRONG]


@pytest.mark.parametrize("case", RIGHT, ids=[row["mã ghi"] for row in RIGHT])
def test_a_code_is_read_and_written(case: dict[str, str]) -> None:
    code = parse_dossier_code(case["mã ghi"])
    on, serial = day(case["ngày nhận"]), int(case["số"])
    assert (code.agency, code.on, code.serial, code.owner) == (case["cơ quan"], on, serial, case["chủ quản"])
    assert str(code) == case["mã chuẩn"]
    issued = case["mã chuẩn"].rpartition("-")[2].removeprefix(case["chủ quản"])
    if not issued.startswith("0") or len(issued) == 4:
        assert dossier_code(case["cơ quan"], on, serial, case["chủ quản"]) == case["mã chuẩn"]


@pytest.mark.parametrize(
    "case", [row for row in CASES if row not in RIGHT], ids=lambda row: row["mã ghi"] or "trống"
)
def test_what_is_no_code_is_refused_kindly(case: dict[str, str]) -> None:
    with pytest.raises(Invalid, match=case["mã chuẩn"]) as refused:
        parse_dossier_code(case["mã ghi"])
    assert refused.value.field == "code"


def test_the_table_has_all_three_formats() -> None:
    codes = [parse_dossier_code(row["mã chuẩn"]) for row in RIGHT]
    assert any(code.agency[0].isdigit() for code in codes), "R1.13"
    assert any(code.agency[0].isalpha() and not code.owner for code in codes), "R1.15"
    assert any(code.owner for code in codes), "R1.16"
    assert any(code.serial > 9999 for code in codes), "R1.17"


def test_same_code_however_typed() -> None:
    """R1.17: scanners and people write one code in many ways; it stays one code."""
    plain = DossierCode("H26.145.05", day("20/11/2026"), 1)
    typed = [row["mã ghi"] for row in RIGHT if row["mã chuẩn"] == str(plain)]
    assert len(typed) >= 5
    assert {parse_dossier_code(text) for text in typed} == {plain}
