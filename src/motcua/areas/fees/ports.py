"""What fees exchange with the outside: lines of bank statements and payment notices, as frozen records."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from motcua.rules.impossible import Impossible, Invalid, NotAllowed


@dataclass(frozen=True, slots=True)
class StatementLine:
    """Money that came in, as the bank wrote it. ``reference`` is the bank's own number of the transaction."""

    on: dt.date
    amount: int
    description: str
    reference: str = ""
    balance: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no money coming in: its number in the file (from 1) and why."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class StatementReading:
    """What a reader made of a file: money that came in, how many rows were money going out, what could not be read."""

    lines: tuple[StatementLine, ...] = ()
    outgoing: int = 0
    skipped: tuple[Skipped, ...] = ()


class StatementReader(Protocol):
    """Reads the statement files that banks export."""

    def __call__(self, content: bytes) -> StatementReading:
        """The lines of a file. Raises UnreadableStatement."""
        ...


class UnreadableStatement(Invalid):
    """The file is no statement that can be read: what was looked for, and what to do."""


@dataclass(frozen=True, slots=True)
class PaymentNotice:
    """A platform says that a payment was made for a payment code."""

    id: str
    code: str
    amount: int
    paid_at: dt.datetime
    nonce: str
    digest: str


class ForgedNotice(NotAllowed):
    text = "Chữ ký của thông báo thanh toán không đúng. Thông báo không được ghi nhận."


class StaleNotice(NotAllowed):
    text = "Thông báo thanh toán lệch giờ quá {minutes} phút. Kiểm tra đồng hồ rồi ký và gửi lại."


class ReplayedNotice(Impossible):
    text = "Thông báo thanh toán này đã được gửi trước đó với nội dung khác. Không ghi nhận lần nữa."


class NoPlatform(Impossible):
    text = "Hệ thống này chưa nối với nền tảng thanh toán nào."


class NoticeReader(Protocol):
    """Reads and checks what a payment platform sends."""

    def __call__(
        self, body: bytes, headers: Mapping[str, str], *, at: dt.datetime, window: dt.timedelta
    ) -> PaymentNotice:
        """The notice. Raises NoPlatform, ForgedNotice, StaleNotice, Invalid."""
        ...
