"""A set as a file: read from XLSX, CSV or JSON that people send, and written for them to fill in."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from motcua.base.json_text import read_json
from motcua.base.sheets import Unreadable, read_workbook
from motcua.rules.impossible import Invalid
from motcua.rules.scoring.local_sets import MOST_ROWS, Draft, Known, draft_of, rows_of, table_of
from motcua.rules.vietnamese import nfc

MOST_BYTES = 2 << 20
ZIP = b"PK\x03\x04"


def draft_from(content: bytes, known: Mapping[str, Known]) -> Draft:
    """The set that a file holds, as it is typed; raises Invalid for what cannot be read."""
    if not content or len(content) > MOST_BYTES:
        raise Invalid(field="file", text="Chọn một tệp XLSX, CSV hoặc JSON, nhiều nhất 2 MB.")
    if content[:4] == ZIP:
        try:
            book = read_workbook(content, most_rows=MOST_ROWS + 50, first_only=True)
        except Unreadable as error:
            raise Invalid(
                field="file", text="Không mở được tệp Excel này. Bỏ mật khẩu và lưu lại rồi gửi."
            ) from error
        return Draft({}, tuple(rows_of(book[0].rows if book else [])))
    try:
        text = nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Invalid(field="file", text="Tệp chữ phải lưu bằng bảng mã UTF-8.") from error
    if text.lstrip()[:1] == "{":
        try:
            found = read_json(text)
        except ValueError as error:
            raise Invalid(field="file", text="Tệp JSON viết sai: không đọc được.") from error
        return draft_of(found, known)
    mark = max(",;\t", key=text.partition("\n")[0].count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise Invalid(field="file", text="Tệp CSV viết sai: không đọc được.") from error
    return Draft({}, tuple(rows_of(table)))


def as_csv(draft: Draft) -> bytes:
    """The criteria as CSV that a spreadsheet opens."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[_plain(cell) for cell in row] for row in table_of(draft.rows)])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """No cell is a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


def as_json(content: Mapping[str, Any]) -> bytes:
    """The whole set as JSON: also its classes, days and what lowers a class."""
    said = {name: value for name, value in content.items() if name not in ("year", "since", "quota")}
    return json.dumps(said, ensure_ascii=False, indent=1, default=str).encode()
