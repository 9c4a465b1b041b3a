"""Every row of limits.csv: time limits as decisions write them, and what cannot be read as one (R0.2, R1.18)."""

from decimal import Decimal

import pytest

from motcua.rules.deadlines import UNIT_WORDS, Limit, parse_limit
from tests.tables.reading import rows

CASES = rows("limits")
UNITS = {words: unit for unit, words in UNIT_WORDS.items()}


@pytest.mark.parametrize("case", CASES, ids=[f"{row['ghi']}{row['quy trình nội bộ']}" for row in CASES])
def test_a_limit_is_read_as_the_table_says(case: dict[str, str]) -> None:
    unit = UNITS.get(case["đơn vị"])
    expected = Limit(Decimal(case["số"]), unit) if unit else None
    assert parse_limit(case["ghi"], working=case["quy trình nội bộ"] == "có") == expected


def test_the_table_has_readable_and_unreadable_limits() -> None:
    assert {row["đơn vị"] for row in CASES} == {*UNITS, "không đọc được"}
