"""Loading what is paid here: fees, exemptions and the accounts that take them, from CSV files."""

import datetime as dt
from pathlib import Path
from typing import Any

from motcua.areas.fees import actions, queries
from motcua.base import spoken
from motcua.base.journal.ports import SYSTEM
from motcua.base.law.ports import Row, read_table
from motcua.rules.impossible import Impossible, Invalid

ACCOUNT = ("agency", "bank", "bank_name", "number", "holder", "valid_from")


def load_prices(kind: str, files: list[Path], *, at: dt.datetime) -> dict[str, Any]:
    """A report of a load of "fees", "exemptions" or "accounts"; a file with a faulty line of prices is not taken."""
    if kind == "accounts":
        return _accounts(files, at)
    given = {"items" if kind == "fees" else "exemptions": files}
    try:
        changed = actions.load_schedule(**given, by=SYSTEM, at=at)
    except Invalid as error:
        if any(fault.field == "file" for fault in error.faults):
            raise
        rows = [
            {"row": fault.field.rpartition(".")[2], "reason": spoken.fault(fault)} for fault in error.faults
        ]
        return {"added": 0, "changed": 0, "unchanged": 0, "rejected": rows}
    return {"added": changed, "changed": 0, "unchanged": 0, "rejected": []}


def _accounts(files: list[Path], at: dt.datetime) -> dict[str, Any]:
    report: dict[str, Any] = {"added": 0, "changed": 0, "unchanged": 0, "rejected": []}
    tables = [read_table(file) for file in files]
    for table in tables:
        table.require(ACCOUNT)
        if not table.rows:
            raise Invalid(field="file", text="Tệp {file} không có dòng nào dưới tiêu đề.", file=table.name)
    for row in (row for table in tables for row in table.rows):
        try:
            first = _day(row)
            if _same(row, first):
                report["unchanged"] += 1
                continue
            actions.open_account(
                agency=row["agency"], bank=row["bank"], bank_name=row["bank_name"], number=row["number"],
                holder=row["holder"], valid_from=first, by=SYSTEM, at=at,
            )  # fmt: skip
            report["added"] += 1
        except Impossible as error:
            report["rejected"].append({"row": row.line, "reason": spoken.refusal(error)})
    return report


def _day(row: Row) -> dt.date:
    try:
        return dt.date.fromisoformat(row["valid_from"])
    except ValueError as error:
        raise Invalid(
            field="valid_from",
            text="Ngày “{since}” chưa đúng; viết năm-tháng-ngày, ví dụ 2025-07-01.",
            since=row["valid_from"],
        ) from error


def _same(row: Row, on: dt.date) -> bool:
    try:
        known = queries.account_on(row["agency"], on)
    except queries.NoAccount:
        return False
    return (known.bank, known.number, known.valid_from) == (row["bank"], row["number"], on)
