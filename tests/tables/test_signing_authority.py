"""Every row of signing_authority.csv: the lines above a signature; of signing_delegates.csv: who may sign for whom."""

import pytest

from motcua.rules.authority import authority_lines, is_deputy, position, takes_signing
from tests.tables.reading import rows

CASES = rows("signing_authority")
TAKERS = rows("signing_delegates")


@pytest.mark.parametrize("case", CASES, ids=[f"{row['số']}: {row['chức danh người ký']}" for row in CASES])
def test_the_lines_are_those_of_the_table(case: dict[str, str]) -> None:
    found = authority_lines(
        case["chức danh người ký"], case["chức danh người đứng đầu"], body=case["thay mặt"],
        authorised=case["được ủy quyền"] == "có",
    )  # fmt: skip
    assert " / ".join(found) == case["các dòng thẩm quyền"]


@pytest.mark.parametrize(
    "case", TAKERS, ids=[f"{row['số']}: {row['chức danh người nhận']}" for row in TAKERS]
)
def test_signing_goes_only_to_a_deputy_or_the_head_of_a_unit_inside(case: dict[str, str]) -> None:
    found = takes_signing(
        case["chức danh người nhận"], case["chức danh người giao"], unit=case["đơn vị người nhận"],
        heads=case["phụ trách"] == "có",
    )  # fmt: skip
    assert found is (case["được"] == "có")


def test_a_position_is_read_from_a_title() -> None:
    assert position("Phó Chánh Văn phòng HĐND và UBND") == "Phó Chánh Văn phòng"
    assert position("Công chức văn thư") == "Công chức văn thư"
    assert is_deputy("Phó  Chủ tịch UBND phường trực tại Trung tâm") and not is_deputy("Chủ tịch UBND phường")
