"""Reading the statement files that Vietnamese banks export: CSV of any make, XLSX and XLS.

Every bank has headings of its own, in Vietnamese, English or both, some lines below a head with the account and the
period; amounts as ``1.234.567``, ``1,234,567.00``, ``+50,000 VND`` or numbers; days as ``dd/mm/yyyy`` with or without
the hour. Only money that came in is read; the rest is counted.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from motcua.areas.fees.ports import Skipped, StatementLine, StatementReading, UnreadableStatement
from motcua.base.sheets import Unreadable, read_workbook
from motcua.rules.vietnamese import fold, nfc

MOST_BYTES = 16 * 1024 * 1024
HEAD_ROWS, MOST_ROWS = 60, 1 << 20
LEAST_YEAR, MOST_YEAR = 2000, 2100
LARGEST = 10**14
EXCEL_EPOCH = dt.date(1899, 12, 30)

HEADINGS: dict[str, tuple[str, ...]] = {
    "credit": (
        "so tien ghi co", "phat sinh co", "ghi co", "tien vao", "so tien vao", "so tien thu", "so tien co", "credit",
        "deposit", "paid in", "money in", "co",
    ),
    "debit": (
        "so tien ghi no", "phat sinh no", "ghi no", "tien ra", "so tien ra", "so tien chi", "so tien no", "debit",
        "withdrawal", "paid out", "money out", "no",
    ),
    "balance": ("so du", "balance"),
    "reference": (
        "so tham chieu", "ma giao dich", "so giao dich", "so but toan", "ma gd", "so gd", "so ct", "so chung tu",
        "ma tham chieu", "reference", "ref", "transaction no", "transaction number", "transaction id", "doc no",
    ),
    "description": (
        "noi dung", "dien giai", "mo ta", "description", "details", "detail", "remark", "narrative", "ghi chu",
    ),
    "date": (
        "ngay giao dich", "ngay gd", "thoi gian giao dich", "thoi gian", "ngay hach toan", "ngay hieu luc",
        "ngay thang", "transaction date", "tnx date", "posting date", "value date", "date", "ngay",
    ),
    "amount": ("so tien giao dich", "so tien gd", "so tien", "gia tri", "transaction amount", "amount"),
    "sign": ("loai giao dich", "no co", "d c", "dr cr", "debit credit"),
}  # fmt: skip
"""What each column is headed with, folded; tried in this order, longer words first."""

_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_SPACE = re.compile(r"\s+")


def read_statement(content: bytes) -> StatementReading:
    """The money that came in, as a statement file tells it. Raises UnreadableStatement."""
    if len(content) > MOST_BYTES:
        raise UnreadableStatement(field="file", text="Tệp sao kê quá lớn. Chia nhỏ theo tháng rồi tải lên.")
    for table in _tables(content):
        found = _headed(table)
        if found is not None:
            place, columns = found
            return _lines(table, place, columns)
    raise UnreadableStatement(
        field="file",
        text="Không thấy dòng tiêu đề có ngày, số tiền ghi Có và nội dung. Tải sao kê Excel hoặc CSV từ ngân hàng.",
    )


# --- files as tables -------------------------------------------------------------------------------------------


def _tables(content: bytes) -> Iterator[list[list[Any]]]:
    if content[:4] == b"PK\x03\x04" or content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        try:
            yield from (sheet.rows for sheet in read_workbook(content, most_rows=MOST_ROWS))
        except Unreadable as error:
            raise UnreadableStatement(
                field="file", text="Không mở được tệp Excel này. Tải lại từ ngân hàng, không đặt mật khẩu."
            ) from error
        return
    text = _decoded(content)
    for mark in (",", ";", "\t", "|"):
        if text.count(mark) >= 3:
            try:
                yield [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
            except csv.Error:
                continue


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return nfc(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return nfc(content.decode("utf-16", errors="replace"))
    return nfc(content.decode("cp1258", errors="replace"))


def _said(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _SPACE.sub(" ", nfc(str(cell))).strip()


# --- the heading -----------------------------------------------------------------------------------------------


def _column(cell: Any) -> str:
    """What a heading says its column is; empty when it says nothing known."""
    words = re.sub(r"[^a-z]", " ", fold(_said(cell)))
    words = f" {' '.join(words.split())} "
    if len(words) > 80:
        return ""
    for name in ("sign", "balance", "credit", "debit", "reference", "description", "date", "amount"):
        for known in sorted(HEADINGS[name], key=len, reverse=True):
            short = len(known) < 4  # "co", "no", "ref": only as the whole heading
            if (words.strip() == known) if short else (f" {known} " in words):
                if name == "reference" and (" date " in words or " ngay " in words):
                    return "date"  # "Ngày giao dịch, Số CT" in one cell
                return name
    return ""


def _headed(table: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]] | None:
    """The row of headings and where each column is; None when there is none."""
    for place, row in enumerate(table[:HEAD_ROWS]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            name = _column(cell)
            if name and (name not in columns):
                columns[name] = index
        if "date" in columns and "description" in columns and columns.keys() & {"credit", "amount"}:
            return place, columns
    return None


# --- the rows --------------------------------------------------------------------------------------------------


def _lines(table: Sequence[Sequence[Any]], head: int, columns: dict[str, int]) -> StatementReading:
    lines: list[StatementLine] = []
    skipped: list[Skipped] = []
    outgoing = 0
    for number, row in enumerate(table[head + 1 :], start=head + 2):

        def cell(name: str, row: Sequence[Any] = row) -> Any:
            index = columns.get(name, -1)
            return row[index] if 0 <= index < len(row) else None

        on = day(cell("date"))
        if on is None:
            continue  # totals, opening balances, notes below the table
        try:
            came = _came_in(cell)
        except ValueError:
            skipped.append(Skipped(number, "số tiền không đọc được"))
            continue
        if came <= 0:
            outgoing += 1
            continue
        if came > LARGEST:
            skipped.append(Skipped(number, "số tiền lớn bất thường"))
            continue
        balance: int | None
        try:
            balance = amount(cell("balance")) if _said(cell("balance")) else None
        except ValueError:
            balance = None
        reference = _said(cell("reference")) or _beside_day(cell("date"))
        lines.append(StatementLine(on, came, _said(cell("description")), reference, balance))
    return StatementReading(tuple(lines), outgoing, tuple(skipped))


def _came_in(cell: Any) -> int:
    """What came in by this row: the credit column, or a signed amount; zero or less when money went out."""
    credit = amount(cell("credit"))
    if credit:
        return credit
    if _said(cell("credit")) or amount(cell("debit")):
        return -1
    given = _said(cell("amount"))
    if not given:
        return 0
    sign = fold(_said(cell("sign")))
    value = amount(cell("amount"))
    if sign in {"no", "d", "dr", "debit", "-", "ghi no", "tien ra", "chi"}:
        return -abs(value)
    return value


def day(cell: Any) -> dt.date | None:
    """A day as banks write it, also with an hour or another number beside it; None when there is none."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, int | float) and 36_000 < cell < 80_000:
        return EXCEL_EPOCH + dt.timedelta(days=int(cell))
    text = _said(cell)
    if found := _ISO.search(text):
        year, month, date = map(int, found.groups())
    elif found := _DAY.search(text):
        date, month, year = map(int, found.groups())
    else:
        return None
    try:
        return dt.date(year, month, date) if LEAST_YEAR <= year < MOST_YEAR else None
    except ValueError:
        return None


def _beside_day(cell: Any) -> str:
    """The number that some banks write under the day in the same cell."""
    if not isinstance(cell, str):
        return ""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    return lines[1][:64] if len(lines) > 1 and not re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", lines[1]) else ""


def amount(cell: Any) -> int:
    """Whole đồng: ``1.234.567``, ``1,234,567.00``, ``1.234.567,00``, ``+50,000 VND``, numbers; 0 for an empty cell.

    Raises ValueError for what is no amount.
    """
    if cell is None or isinstance(cell, bool):
        return 0
    if isinstance(cell, int | float | Decimal):
        return round(cell)
    text = re.sub(r"(?i)vn[dđ]|đồng|đ|₫|\s|\u00a0", "", nfc(str(cell)))
    if text in {"", "-", "--"}:
        return 0
    negative = text.startswith("-") or (text.startswith("(") and text.endswith(")"))
    digits = text.strip("+-()")
    if tail := re.search(r"[.,](\d{1,2})$", digits):
        digits = digits[: tail.start()]  # hundredths, which đồng do not have
        if int(tail[1]):
            raise ValueError(text)
    if not re.fullmatch(r"\d{1,3}([.,]\d{3})+|\d+", digits):
        raise ValueError(text)
    value = int(re.sub(r"[.,]", "", digits))
    return -value if negative else value
