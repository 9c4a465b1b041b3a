"""What a fee comes to, and how a charge stands, whatever is paid and given back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.fees import Standing, dong, price, reduction
from tests.rules.strategies import law

MONEY = st.integers(0, 10**9)
PAGES = ({"from": 1, "each": 2000}, {"from": 3, "each": 1000})


@pytest.mark.parametrize(
    ("pages", "copies", "due"), [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (5, 2, 14000), (500, 1, 200_000)]
)
def test_certified_copies(pages: int, copies: int, due: int) -> None:
    """TT 226/2016/TT-BTC: 2.000 a page, 1.000 from the third on, 200.000 a copy at most."""
    assert price(2000, pages, copies=copies, tiers=PAGES, most=200_000) == due


@law
@given(MONEY, st.integers(1, 1000), st.integers(1, 50))
def test_without_tiers_a_price_is_a_product(each: int, count: int, copies: int) -> None:
    assert price(each, count, copies=copies) == each * count * copies


@law
@given(MONEY, st.integers(0, 100), MONEY)
def test_an_exemption_never_takes_more_than_there_is(amount: int, percent: int, off: int) -> None:
    assert 0 <= reduction(amount, percent=percent) <= amount
    assert reduction(amount, off=off) == min(amount, off)
    assert reduction(amount, percent=100) == amount and reduction(amount, percent=0) == 0


@law
@given(MONEY, MONEY, MONEY, MONEY, st.booleans())
def test_how_a_charge_stands(amount: int, reduced: int, paid: int, refunded: int, cancelled: bool) -> None:
    money = Standing(amount, min(reduced, amount), paid, min(refunded, paid), cancelled)
    assert money.open >= 0 and money.surplus >= 0 and 0 <= money.kept <= money.paid
    assert not (money.open and money.surplus)
    assert money.settled == (money.open == 0)
    assert money.open + money.paid >= money.payable or money.refunded
    assert (money.state in {"due", "part_paid"}) == bool(money.open)


def test_money_in_words() -> None:
    assert dong(1_250_000) == "1.250.000 đồng"
