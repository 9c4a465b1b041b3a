"""The payload of a VietQR code for a bank transfer within 24/7 (NAPAS, on EMVCo QR Code for payment systems).

A payload is a row of fields: two digits of name, two of length, then the value; some values are such rows themselves.
Everything is ASCII: banks drop accents, and a transfer's content carries a payment code, never a name.
"""

import binascii
import re
from dataclasses import dataclass

from motcua.rules.impossible import Invalid

AID = "A000000727"
TO_ACCOUNT, TO_CARD = "QRIBFTTA", "QRIBFTTC"
DONG, COUNTRY = "704", "VN"
MOST = 9_999_999_999_999
"""The amount has thirteen digits at most."""
_BIN, _ACCOUNT, _PURPOSE = (
    re.compile(r"\d{6}", re.ASCII),
    re.compile(r"[0-9A-Z]{1,19}"),
    re.compile(r"[ -~]{0,50}"),
)


@dataclass(frozen=True)
class Transfer:
    """What a code asks a bank for: to whom, how much (None: the payer types it), with which content."""

    bank: str
    account: str
    amount: int | None = None
    content: str = ""
    service: str = TO_ACCOUNT


def crc(text: str) -> str:
    """CRC-16/CCITT-FALSE as four capital hex digits (ISO/IEC 13239, as EMVCo asks)."""
    return f"{binascii.crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def _field(name: str, value: str) -> str:
    return f"{name}{len(value):02d}{value}"


def payload(transfer: Transfer) -> str:
    """The text of the QR code. Raises Invalid for what a bank's application would not read."""
    if not _BIN.fullmatch(transfer.bank):
        raise Invalid(field="bank", text="Mã ngân hàng (BIN) gồm 6 chữ số.")
    if not _ACCOUNT.fullmatch(transfer.account):
        raise Invalid(field="account", text="Số tài khoản gồm 1 đến 19 chữ số hoặc chữ cái không dấu.")
    if transfer.amount is not None and not 0 < transfer.amount <= MOST:
        raise Invalid(field="amount", text="Số tiền chuyển khoản phải lớn hơn 0.")
    if not _PURPOSE.fullmatch(transfer.content):
        raise Invalid(field="content", text="Nội dung chuyển khoản không dấu, nhiều nhất 50 ký tự.")
    receiver = _field("00", transfer.bank) + _field("01", transfer.account)
    merchant = _field("00", AID) + _field("01", receiver) + _field("02", transfer.service)
    once = transfer.amount is not None or bool(transfer.content)
    said = (
        _field("00", "01")
        + _field("01", "12" if once else "11")
        + _field("38", merchant)
        + _field("53", DONG)
    )
    if transfer.amount is not None:
        said += _field("54", str(transfer.amount))
    said += _field("58", COUNTRY)
    if transfer.content:
        said += _field("62", _field("08", transfer.content))
    said += "6304"
    return said + crc(said)


def fields(text: str) -> dict[str, str]:
    """The fields of a row by their names. Raises Invalid when the lengths do not add up."""
    found: dict[str, str] = {}
    place = 0
    while place < len(text):
        name, length = text[place : place + 2], text[place + 2 : place + 4]
        value = text[place + 4 : place + 4 + int(length)] if length.isascii() and length.isdigit() else ""
        if len(length) < 2 or not name.isdigit() or not length.isdigit() or len(value) != int(length):
            raise Invalid(field="qr", text="Mã QR không đúng cấu trúc.")
        found[name] = value
        place += 4 + len(value)
    return found


def read(text: str) -> Transfer:
    """What a payload asks for. Raises Invalid for one that was altered or is no VietQR."""
    if not text.isascii() or len(text) < 8 or crc(text[:-4]) != text[-4:]:
        raise Invalid(field="qr", text="Mã QR sai mã kiểm tra (CRC).")
    said = fields(text)
    merchant = fields(said.get("38", ""))
    if merchant.get("00") != AID:
        raise Invalid(field="qr", text="Mã QR không phải VietQR.")
    receiver = fields(merchant.get("01", ""))
    amount = said.get("54", "")
    return Transfer(
        bank=receiver.get("00", ""),
        account=receiver.get("01", ""),
        amount=int(amount) if amount.isdigit() else None,
        content=fields(said.get("62", "")).get("08", ""),
        service=merchant.get("02", ""),
    )
