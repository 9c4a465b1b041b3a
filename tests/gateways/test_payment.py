"""Statement files of any make say the same; notices are believed only when rightly signed, in time, and new."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as configured

from motcua.areas.fees.ports import ForgedNotice, NoPlatform, StaleNotice, UnreadableStatement
from motcua.areas.fees.queries import notice_reader, statement_reader
from motcua.gateways.payment.fake import FakePlatform
from motcua.gateways.payment.notices import NONCE, SIGNATURE, TIMESTAMP, read_notice
from motcua.gateways.payment.statements import amount, day, read_statement
from motcua.rules.impossible import Invalid
from motcua.rules.payment_codes import payment_code
from tests.gateways.payment_samples import MAKES, ROWS, xlsx

SECRET = b"a secret of the tests"
WINDOW = dt.timedelta(minutes=5)
CODE = payment_code(2026)


def test_the_installation_names_its_readers() -> None:
    assert statement_reader() is read_statement
    assert notice_reader() is read_notice


@pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)
def test_a_statement_of_every_make(make: Callable[[], bytes]) -> None:
    found = read_statement(make())
    assert [
        (f"{one.on:%d/%m/%Y}", one.reference, one.amount, one.description) for one in found.lines
    ] == list(ROWS)
    assert (found.outgoing, found.skipped) == (1, ())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.234.567", 1_234_567), ("1,234,567", 1_234_567), ("1,234,567.00", 1_234_567), ("1.234.567,00", 1_234_567),
        ("+50,000 VND", 50_000), ("50 000 đ", 50_000), ("- 20.000 VNĐ", -20_000), ("(20.000)", -20_000), ("8000", 8000),
        (15000.0, 15_000), (8000, 8000), ("", 0), (None, 0), ("-", 0), ("1.500.000₫", 1_500_000),
    ],
)  # fmt: skip
def test_an_amount(written: Any, meant: int) -> None:
    assert amount(written) == meant


@pytest.mark.parametrize("written", ["12,34,567", "1.5 triệu", "abc", "1.234,5x", "100.50"])
def test_what_is_no_amount_is_not_guessed(written: str) -> None:
    with pytest.raises(ValueError):
        amount(written)


@pytest.mark.parametrize(
    "written",
    [
        "20/11/2026",
        "20-11-2026 10:31:05",
        "20.11.2026",
        "2026-11-20T10:31:05",
        dt.datetime(2026, 11, 20, 9),
        46346,
    ],
)
def test_a_day(written: Any) -> None:
    assert day(written) == dt.date(2026, 11, 20)


@pytest.mark.parametrize("written", ["", "31/02/2026", "Tổng cộng", None, 15_000, "20/11/26"])
def test_what_is_no_day(written: Any) -> None:
    assert day(written) is None


def test_a_row_that_cannot_be_read_is_told_with_its_number() -> None:
    text = "Ngày,Số tiền ghi có,Nội dung\n20/11/2026,abc,x\n20/11/2026,5.000,y"
    found = read_statement(text.encode())
    assert [(one.row, one.why) for one in found.skipped] == [(2, "số tiền không đọc được")]
    assert len(found.lines) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"", b"khong phai sao ke", "Ngày,Nội dung\n20/11/2026,x".encode(), b"PK\x03\x04broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken", xlsx([["a", "b"]]), b"\x00" * 500, b"x" * (16 * 1024 * 1024 + 1),
    ],
)  # fmt: skip
def test_what_is_no_statement_is_refused_kindly(content: bytes) -> None:
    with pytest.raises(UnreadableStatement) as refused:
        read_statement(content)
    assert refused.value.field == "file"


def test_ten_thousand_lines_are_read_in_a_moment() -> None:
    text = "Ngày,Số tham chiếu,Số tiền ghi có,Nội dung\n"
    text += "".join(f'20/11/2026,FT{n},"1.000.000",Nop phi {payment_code(n)}\n' for n in range(10_000))
    assert len(read_statement(text.encode()).lines) == 10_000


# --- notices ---------------------------------------------------------------------------------------------------


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> FakePlatform:
    monkeypatch.setattr(configured, "PAYMENT_SECRET", SECRET)
    return FakePlatform(SECRET)


def test_a_notice_rightly_signed(platform: FakePlatform, at: dt.datetime) -> None:
    headers, body = platform.pay(CODE, 15_000, at)
    notice = read_notice(body, headers, at=at + dt.timedelta(minutes=4), window=WINDOW)
    assert (notice.code, notice.amount, notice.paid_at) == (CODE, 15_000, at)
    again = read_notice(body, platform.signed(body, at), at=at, window=WINDOW)
    assert (again.id, again.digest) == (notice.id, notice.digest) and again.nonce != notice.nonce


@pytest.mark.parametrize(
    "what", ["body", "timestamp", "nonce", "signature", "no signature", "another secret"]
)
def test_a_forged_notice(what: str, platform: FakePlatform, at: dt.datetime) -> None:
    headers, body = platform.pay(CODE, 15_000, at)
    match what:
        case "body":
            body = body.replace(b"15000", b"15001")
        case "timestamp":
            headers[TIMESTAMP] = str(int(headers[TIMESTAMP]) + 1)
        case "nonce":
            headers[NONCE] += "x"
        case "signature":
            headers[SIGNATURE] = "0" * 64
        case "no signature":
            del headers[SIGNATURE]
        case _:
            headers = FakePlatform(b"other").signed(body, at)
    with pytest.raises(ForgedNotice):
        read_notice(body, headers, at=at, window=WINDOW)


@pytest.mark.parametrize("minutes", [-6, 6, 60 * 24 * 365])
def test_a_stale_notice(minutes: int, platform: FakePlatform, at: dt.datetime) -> None:
    headers, body = platform.pay(CODE, 15_000, at)
    with pytest.raises(StaleNotice):
        read_notice(body, headers, at=at + dt.timedelta(minutes=minutes), window=WINDOW)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""), ("id", 5), ("id", "có dấu"), ("code", "MC00000000"), ("code", None), ("amount", 0), ("amount", -1),
        ("amount", 1.5), ("amount", True), ("amount", "15000"), ("paid_at", "hôm qua"),
        ("paid_at", "9999-12-31T00:00:00+07:00"), ("paid_at", "0001-01-01T00:00:00+07:00"),
    ],
)  # fmt: skip
def test_a_signed_notice_that_makes_no_sense(
    field: str, value: Any, platform: FakePlatform, at: dt.datetime
) -> None:
    _, body = platform.pay(CODE, 15_000, at)
    body = json.dumps({**json.loads(body), field: value}).encode()
    with pytest.raises(Invalid):
        read_notice(body, platform.signed(body, at), at=at, window=WINDOW)


@pytest.mark.parametrize(
    "body", [b"[" * 200_000, b"[" * 900 + b"]" * 900, b'{"id":' * 100 + b"1" + b"}" * 100]
)
def test_a_signed_notice_nested_without_end(body: bytes, platform: FakePlatform, at: dt.datetime) -> None:
    with pytest.raises(Invalid):
        read_notice(body, platform.signed(body, at), at=at, window=WINDOW)


def test_without_a_platform_nothing_is_believed(
    platform: FakePlatform, at: dt.datetime, monkeypatch: Any
) -> None:
    headers, body = FakePlatform(b"").pay(CODE, 15_000, at)
    monkeypatch.setattr(configured, "PAYMENT_SECRET", b"")
    with pytest.raises(NoPlatform):
        read_notice(body, headers, at=at, window=WINDOW)
