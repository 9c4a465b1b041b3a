"""Payment notices: signed by the platform with the secret that both sides share, checked before anything is believed.

Headers ``X-Payment-Timestamp`` (seconds since 1970), ``X-Payment-Nonce``, ``X-Payment-Signature`` (hex HMAC-SHA256 of
``timestamp\\nnonce\\n`` and the body); the body is JSON ``{id, code, amount, paid_at}``.
"""

import datetime as dt
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from motcua.areas.fees.ports import ForgedNotice, NoPlatform, PaymentNotice, StaleNotice
from motcua.base.json_text import read_json
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid
from motcua.rules.payment_codes import is_payment_code

TIMESTAMP, NONCE, SIGNATURE = "X-Payment-Timestamp", "X-Payment-Nonce", "X-Payment-Signature"
MOST = 10_000_000_000
LONGEST_AGO = dt.timedelta(days=366)
_NUMBER = re.compile(r"[\x21-\x7e]{1,80}")
_NONCE = re.compile(r"[0-9A-Za-z_\-]{16,80}")


def signature(secret: bytes, timestamp: str, nonce: str, body: bytes) -> str:
    """What the platform signs, and how."""
    return hmac.new(secret, f"{timestamp}\n{nonce}\n".encode() + body, hashlib.sha256).hexdigest()


def read_notice(
    body: bytes, headers: Mapping[str, str], *, at: dt.datetime, window: dt.timedelta
) -> PaymentNotice:
    """The notice that was sent. Raises NoPlatform, ForgedNotice, StaleNotice, Invalid (in that order)."""
    secret: bytes = settings.PAYMENT_SECRET
    if not secret:
        raise NoPlatform()
    timestamp, nonce, given = (headers.get(name, "") for name in (TIMESTAMP, NONCE, SIGNATURE))
    right = signature(secret, timestamp, nonce, body)
    if not hmac.compare_digest(right.encode(), given.encode(errors="replace")):
        raise ForgedNotice()
    if not re.fullmatch(r"\d{1,12}", timestamp) or not _NONCE.fullmatch(nonce):
        raise ForgedNotice()
    if abs(int(timestamp) - at.timestamp()) > window.total_seconds():
        raise StaleNotice(minutes=round(window.total_seconds() / 60))
    return _read(body, nonce, at, window)


def _read(body: bytes, nonce: str, at: dt.datetime, window: dt.timedelta) -> PaymentNotice:
    try:
        said: Any = read_json(body)
    except ValueError as error:
        raise Invalid(field="body", text="Thông báo thanh toán phải là JSON.") from error
    if not isinstance(said, dict):
        raise Invalid(field="body", text="Thông báo thanh toán phải là một đối tượng JSON.")
    number, code, amount = said.get("id"), said.get("code"), said.get("amount")
    if not isinstance(number, str) or not _NUMBER.fullmatch(number):
        raise Invalid(field="id", text="Số thông báo gồm 1 đến 80 ký tự ASCII, không có khoảng trắng.")
    if not isinstance(code, str) or not is_payment_code(code):
        raise Invalid(field="code", text="Mã thanh toán không đúng dạng.")
    if isinstance(amount, bool) or not isinstance(amount, int) or not 0 < amount <= MOST:
        raise Invalid(field="amount", text="Ghi số tiền bằng đồng, là số nguyên lớn hơn 0.")
    try:
        paid = dt.datetime.fromisoformat(str(said.get("paid_at")))
        paid = paid if paid.tzinfo else paid.replace(tzinfo=TZ)
        if not at - LONGEST_AGO < paid <= at + window:
            raise ValueError(paid)
    except (ValueError, OverflowError) as error:
        raise Invalid(
            field="paid_at",
            text="Ghi thời điểm theo dạng 2026-11-26T09:30:00+07:00, không quá một năm trước và không ở tương lai.",
        ) from error
    digest = hashlib.sha256(json.dumps([number, code, amount], separators=(",", ":")).encode()).hexdigest()
    return PaymentNotice(number, code, amount, paid, nonce, digest)
