"""VietQR payloads: the published examples of NAPAS, and whatever is written is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.impossible import Invalid
from motcua.rules.vietqr import MOST, TO_CARD, Transfer, crc, payload, read
from tests.rules.strategies import law

PUBLISHED = {
    "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F": Transfer(
        "970403", "0011012345678"
    ),
    "00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802VN63044F52": Transfer(
        "970403", "9704031101234567", service=TO_CARD
    ),
    "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F": Transfer(
        "970416", "257678859"
    ),
    "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen "
    "tien630453E6": Transfer("970416", "257678859", 10_000, "Chuyen tien"),
}
"""NAPAS, QR code format for 24/7 transfers v1.5.2, and codes that banks show."""


def test_the_crc_is_that_of_the_standard() -> None:
    assert crc("123456789") == "29B1"


@pytest.mark.parametrize("text", PUBLISHED, ids=lambda text: text[-4:])
def test_a_published_example(text: str) -> None:
    assert payload(PUBLISHED[text]) == text
    assert read(text) == PUBLISHED[text]


def test_a_code_with_more_than_we_write_is_read() -> None:
    """NAPAS's dynamic examples also carry a bill number (62-01)."""
    text = (
        "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
        "62340107NPS68690819thanh toan don hang63042E2E"
    )
    assert read(text) == Transfer("970403", "0011012345678", 180_000, "thanh toan don hang")


TRANSFERS = st.builds(
    Transfer,
    bank=st.text("0123456789", min_size=6, max_size=6),
    account=st.text("0123456789", min_size=1, max_size=19),
    amount=st.none() | st.integers(1, MOST),
    content=st.text("ABCMC23456789 ", max_size=50),
)


@law
@given(TRANSFERS)
def test_what_is_written_is_read_again(transfer: Transfer) -> None:
    assert read(payload(transfer)) == transfer


@law
@given(TRANSFERS, st.data())
def test_one_altered_character_is_found(transfer: Transfer, data: st.DataObject) -> None:
    text = payload(transfer)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([c for c in "0123456789ABZ" if c != text[place]]))
    with pytest.raises(Invalid):
        read(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize(
    ("transfer", "field"),
    [
        (Transfer("97041", "1"), "bank"), (Transfer("970416", ""), "account"), (Transfer("970416", "12-3"), "account"),
        (Transfer("970416", "1", 0), "amount"), (Transfer("970416", "1", -5), "amount"),
        (Transfer("970416", "1", 5, "Nguyễn Văn An"), "content"), (Transfer("970416", "1", 5, "x" * 51), "content"),
    ],
)  # fmt: skip
def test_what_no_bank_would_read_is_refused(transfer: Transfer, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        payload(transfer)
    assert refused.value.field == field


@pytest.mark.parametrize("text", ["", "0002", "không", "000201" + "6304FFFF", "9999" * 10])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read(text)
