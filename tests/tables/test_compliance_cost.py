"""Every row of compliance_cost.csv: what people pay in a year, before and after, and the share that is cut."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.compliance_cost import Activity, cost, cut
from motcua.rules.impossible import Invalid
from tests.tables.reading import rows

CASES = rows("compliance_cost")


def read(said: str) -> list[Activity]:
    """``giờ x thu nhập + trực tiếp + phí x lần x người | …``."""
    found = []
    for n, part in enumerate(said.split("|"), 1):
        hours, income, direct, fees, times, subjects = part.replace("+", "x").split("x")
        figures = (Decimal(one.strip()) for one in (hours, income, direct, fees, times, subjects))
        found.append(Activity(f"Hoạt động {n}", *figures))
    return found


@pytest.mark.parametrize("case", CASES, ids=[row["tình huống"] for row in CASES])
def test_cost_is_what_the_table_says(case: dict[str, str]) -> None:
    before, after = cost(read(case["trước"])), cost(read(case["sau"]))
    assert (str(before), str(after)) == (case["chi phí trước"], case["chi phí sau"])
    share = cut(before, after)
    assert ("" if share is None else str(share)) == case["cắt giảm (%)"]


AMOUNT = st.decimals(0, 10**6, places=2)
ACTIVITY = st.builds(Activity, st.just("a"), AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT)


@given(st.lists(ACTIVITY, max_size=5), st.lists(ACTIVITY, max_size=5))
def test_costs_add_up_and_activities_come_back_whole(one: list[Activity], other: list[Activity]) -> None:
    assert abs(cost([*one, *other]) - cost(one) - cost(other)) <= 1
    assert [Activity.from_json(activity.as_json()) for activity in one] == one


@given(ACTIVITY)
def test_twice_as_many_people_pay_twice_as_much(activity: Activity) -> None:
    twice = Activity.from_json({**activity.as_json(), "subjects": str(2 * activity.subjects)})
    with localcontext(prec=120):
        assert twice.cost == 2 * activity.cost


def test_a_negative_or_unreadable_amount_is_refused() -> None:
    with pytest.raises(Invalid, match="từ 0 trở lên"):
        Activity("Nộp hồ sơ", hours=Decimal(-1))
    with pytest.raises(Invalid, match="bằng số"):
        Activity.from_json({"name": "Nộp hồ sơ", "fees": "nhiều"})
