"""Number books that go on where paper ones ended: an agency that starts within a year keeps its series (R8.4)."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from motcua.areas.correspondence.choices import types
from motcua.areas.correspondence.evidence import INCOMING_BOOK
from motcua.base.documents.actions import begin_book
from motcua.base.documents.models import NumberBook
from motcua.base.journal.ports import Actor
from motcua.base.law.ports import LoadReport, Rejected, Row, read_table
from motcua.base.orgs.queries import unit_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.said import Said

COLUMNS = ("unit", "book", "year", "last", "source")
HIGHEST = 1_000_000


def begin_books(*, files: Sequence[Path], by: Actor, at: dt.datetime) -> LoadReport:
    """Begin the books of tables with ``COLUMNS``: ``book`` a type of outgoing document by its abbreviation, or
    "incoming". Repeatable; a row is taken, the same already, or rejected with the reason."""
    tables = [read_table(file) for file in files]
    for table in tables:
        table.require(COLUMNS)
    report = LoadReport()
    for table in tables:
        for row in table.rows:
            try:
                if _begin(row, by, at):
                    report.added += 1
                else:
                    report.same += 1
            except Impossible as refusal:
                reason = Said(refusal.template, **refusal.params)
                report.rejected.append(Rejected(table.name, row.line, f"{row['unit']} {row['book']}", reason))
    return report


def _begin(row: Row, by: Actor, at: dt.datetime) -> bool:
    """Begin one book; False when it stands at this number already."""
    for column in COLUMNS:
        if not row[column]:
            raise Invalid(field=column, text="Cột {column} còn trống.", column=column)
    on = at.astimezone(TZ).date()
    unit, book = unit_on(row["unit"], on), row["book"]
    if book != INCOMING_BOOK and book not in {one.book for one in types().values()}:
        raise Invalid(
            field="book",
            text="Không có sổ “{book}”; ghi ký hiệu loại văn bản (KH, QĐ, …) hoặc incoming.",
            book=book,
        )
    if row["year"] != str(on.year):
        raise Invalid(field="year", text="Chỉ ghi tiếp sổ của năm nay, {year}.", year=on.year)
    last = int(row["last"]) if row["last"].isascii() and row["last"].isdecimal() else 0
    if not 1 <= last < HIGHEST:
        raise Invalid(field="last", text="Số cuối của sổ giấy là số nguyên từ 1.")
    if NumberBook.objects.filter(agency=unit.key, book=book, year=on.year, last=last).exists():
        return False
    begin_book(by=by, at=at, agency=unit.key, book=book, year=on.year, last=last, source=row["source"][:160])
    return True
