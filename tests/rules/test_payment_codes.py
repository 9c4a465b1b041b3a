"""Payment codes survive what banks do to a transfer's content, and no slip of the hand makes another code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.payment_codes import (
    ALPHABET,
    PREFIX,
    SPACE,
    grouped,
    is_payment_code,
    payment_code,
    payment_codes,
)
from tests.rules.strategies import law

NUMBERS = st.integers(0, SPACE - 1)


@law
@given(NUMBERS, NUMBERS)
def test_numbers_and_codes_go_together(one: int, other: int) -> None:
    assert is_payment_code(payment_code(one))
    assert (payment_code(one) == payment_code(other)) == (one == other)
    assert len(payment_code(one)) == 11


@law
@given(NUMBERS, st.data())
def test_one_wrong_character_or_two_exchanged_are_found(number: int, data: st.DataObject) -> None:
    code = payment_code(number)
    place = data.draw(st.integers(2, len(code) - 1))
    other = data.draw(st.sampled_from(ALPHABET))
    assert is_payment_code(code[:place] + other + code[place + 1 :]) == (other == code[place])
    if place < len(code) - 1 and code[place] != code[place + 1]:
        assert not is_payment_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@law
@given(NUMBERS, st.sampled_from([" ", "", ".", "-", "/"]), st.booleans())
def test_banks_may_lose_or_add_spaces_dots_and_case(number: int, between: str, small: bool) -> None:
    code = payment_code(number)
    said = between.join(code)
    text = f"CT DEN:0123 IBFT Nguyen Van A chuyen tien {said.lower() if small else said} FT26324"
    assert code in payment_codes(text)


def test_several_codes_in_one_transfer() -> None:
    codes = [payment_code(number) for number in (7, 10**9)]
    assert payment_codes(f"nop phi {codes[0]} va {codes[1]}") == codes


@pytest.mark.parametrize("text", ["", "MC", "nop le phi ho so", "MC23456789", "MC00000000O"])
def test_where_there_is_no_code_none_is_found(text: str) -> None:
    assert payment_codes(text) == []


def test_as_people_read_it() -> None:
    code = payment_code(12345)
    assert grouped(code).replace(" ", "") == code
    assert not set(ALPHABET) & set("01OIL") and code.startswith(PREFIX)
