"""Setting parameters of the law from a table: what a legal officer confirmed or decided otherwise."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from motcua.base.journal.ports import Actor
from motcua.base.json_text import read_json
from motcua.base.law.actions import set_parameter
from motcua.base.law.models import Parameter
from motcua.base.law.ports import LoadReport, Rejected, Row, read_table
from motcua.base.law.queries import UnknownParameter
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.said import Said

COLUMNS = ("key", "value", "valid_from", "source")


def set_parameters(*, files: Sequence[Path], by: Actor, at: dt.datetime) -> LoadReport:
    """Set the parameters of tables with ``COLUMNS``, each from its day on; repeatable. What is set here no later
    release overwrites. Raises Invalid for a table with other columns; a row is set or rejected with the reason."""
    tables = [read_table(file) for file in files]
    for table in tables:
        table.require(COLUMNS)
    report = LoadReport()
    for table in tables:
        for row in table.rows:
            try:
                if _set(row, by, at):
                    report.changed += 1
                else:
                    report.same += 1
            except Impossible as refusal:
                reason = Said(refusal.template, **refusal.params)
                report.rejected.append(Rejected(table.name, row.line, row["key"], reason))
    return report


def _set(row: Row, by: Actor, at: dt.datetime) -> bool:
    """Set one parameter; False when it stands so already."""
    for column in COLUMNS:
        if not row[column]:
            raise Invalid(field=column, text="Cột {column} còn trống.", column=column)
    try:
        valid_from = dt.date.fromisoformat(row["valid_from"])
    except ValueError as error:
        raise Invalid(
            field="valid_from",
            text="Ngày “{since}” chưa đúng; viết năm-tháng-ngày, ví dụ 2025-07-01.",
            since=row["valid_from"],
        ) from error
    last = Parameter.objects.filter(key=row["key"]).order_by("-valid_from").first()
    if last is None:
        raise UnknownParameter(key=row["key"])
    value = _value(row["value"])
    if (last.value, last.valid_from, last.source) == (value, valid_from, row["source"]):
        return False
    set_parameter(key=row["key"], value=value, valid_from=valid_from, source=row["source"], by=by, at=at)
    return True


def _value(text: str) -> Any:
    """The value written as the sheet of parameters writes it; words need no quotation marks."""
    try:
        return read_json(text)
    except ValueError:
        return text
