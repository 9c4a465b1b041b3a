"""Every row of fees.csv: what is asked, what an exemption takes off, what is still to be paid.

On refusal the fee is kept (R1.34, NĐ 297/2025): nothing in a charge changes when its dossier is refused.
"""

import pytest

from motcua.rules.fees import Standing, price, reduction
from tests.tables.reading import rows

CASES = rows("fees")


def _number(text: str) -> int | None:
    return int(text) if text else None


@pytest.mark.parametrize("case", CASES, ids=[row["việc"] for row in CASES])
def test_what_is_owed(case: dict[str, str]) -> None:
    tiers = [
        {"from": int(first), "each": int(each)} for first, each in (p.split(":") for p in case["bậc"].split())
    ]
    amount = price(
        int(case["mức thu"]), int(case["số lượng"]), copies=int(case["số bản"]), tiers=tiers,
        most=_number(case["tối đa"]),
    )  # fmt: skip
    exempted = case["giảm %"] or case["giảm đồng"]
    reduced = (
        reduction(amount, percent=_number(case["giảm %"]), off=_number(case["giảm đồng"])) if exempted else 0
    )
    money = Standing(amount, reduced, int(case["đã nộp"]), int(case["đã hoàn"]), bool(case["hủy"]))
    said = (amount, reduced, money.payable, money.open, money.surplus, money.state)
    expected = (case[name] for name in ("thành tiền", "được giảm", "phải nộp", "còn nộp", "thừa"))
    assert said == (*map(int, expected), case["trạng thái"])
