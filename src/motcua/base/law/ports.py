"""Tables from outside: reading a CSV file row by row, and the report of what was done with it."""

import csv
import datetime as dt
import gzip
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from motcua.base.sheets import read_workbook
from motcua.rules.impossible import Invalid

MOST_ROWS = 20_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken over: file, line (the header is in the first line that is no remark), why."""

    file: str
    line: int
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.key}: {self.reason}"


@dataclass
class LoadReport:
    """What loading did: rows added, changed, left as they were, rejected with the reason."""

    added: int = 0
    changed: int = 0
    same: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    def facts(self) -> dict[str, int]:
        """Counts for the journal."""
        return {
            "added": self.added,
            "changed": self.changed,
            "same": self.same,
            "rejected": len(self.rejected),
        }


@dataclass(frozen=True)
class Row:
    """One row of a table: its line number and its values (NFC, trimmed; "" when the column is missing)."""

    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True)
class Table:
    """A CSV file: name, columns, rows. Lines before the header that begin with # are remarks."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Row]

    def require(self, columns: Iterable[str]) -> None:
        """Raise ``Invalid`` with the columns found and those required when one is missing."""
        required = list(columns)
        if not set(self.columns).issuperset(required):
            raise Invalid(
                field="file",
                text="Tệp {file} có các cột: {found}. Cần các cột: {required}.",
                file=self.name,
                found=", ".join(self.columns),
                required=", ".join(required),
            )


def read_table(file: Path) -> Table:
    """Read a CSV file (UTF-8, with or without a byte-order mark, plain or .gz). Raises ``Invalid``."""
    try:
        raw = file.read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise Invalid(
            field="file", text="Không đọc được tệp {file}: phải là CSV mã UTF-8.", file=file.name
        ) from error
    return _table(file.name, unicodedata.normalize("NFC", text))


def _table(name: str, text: str) -> Table:
    lines = io.StringIO(text, newline="").readlines()
    skipped = 0
    while skipped < len(lines) and (lines[skipped].startswith("#") or not lines[skipped].strip()):
        skipped += 1
    reader = csv.reader(lines[skipped:])
    header = tuple(column.strip() for column in next(reader, []))
    if not header or len(set(header)) != len(header):
        raise Invalid(
            field="file", text="Tệp {file} không có dòng tiêu đề cột hoặc tiêu đề bị lặp.", file=name
        )
    rows = []
    for values in reader:
        if any(value.strip() for value in values):
            cells = (" ".join(value.split()) for value in values)
            rows.append(Row(skipped + reader.line_num, dict(zip(header, cells, strict=False))))
    return Table(name, header, rows)


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet that people wrote: its number as they see it, its cells as text (NFC, trimmed)."""

    number: int
    cells: tuple[str, ...]


def read_sheet(name: str, content: bytes) -> list[SheetRow]:
    """The rows of a CSV file or of the first sheet of a workbook (XLSX, XLS, ODS). Raises ``Invalid``.

    Days are written ``26/11/2026`` whatever the workbook keeps; rows without anything in them are left out.
    """
    found = _workbook(name, content) if content[:4] in (_ZIP, _OLE) else _separated(name, content)
    kept: list[SheetRow] = []
    for number, values in enumerate(found, 1):
        cells = tuple(" ".join(unicodedata.normalize("NFC", value).split()) for value in values)
        if any(cells):
            kept.append(SheetRow(number, cells))
        if len(kept) > MOST_ROWS:
            raise Invalid(field="file", text="Tệp {file} có quá {most} dòng.", file=name, most=MOST_ROWS)
    return kept


def _workbook(name: str, content: bytes) -> Iterable[list[str]]:
    try:
        (sheet,) = read_workbook(content, most_rows=MOST_ROWS + 2, first_only=True)
        return [[_cell(value) for value in row] for row in sheet.rows]
    except ValueError as error:
        raise Invalid(field="file", text="Không đọc được bảng tính {file}.", file=name) from error


def _cell(value: object) -> str:
    match value:
        case dt.datetime() | dt.date():
            return f"{value:%d/%m/%Y}"
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _separated(name: str, content: bytes) -> Iterable[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(
            field="file", text="Không đọc được tệp {file}: phải là bảng tính hoặc CSV mã UTF-8.", file=name
        ) from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Invalid(field="file", text="Tệp {file} không phải CSV.", file=name) from error
