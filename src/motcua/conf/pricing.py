"""Loading what is paid here: fees, exemptions and the accounts that take them, from CSV files."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from motcua.areas.fees import actions, queries
from motcua.base import spoken
from motcua.base.journal.ports import SYSTEM
from motcua.rules.impossible import Impossible, Invalid


def load_prices(kind: str, files: list[Path], *, at: dt.datetime) -> dict[str, Any]:
    """A report of a load of "fees", "exemptions" or "accounts"; a file with a faulty line of prices is not taken."""
    if kind == "accounts":
        return _accounts(files, at)
    given = {"items" if kind == "fees" else "exemptions": files}
    try:
        changed = actions.load_schedule(**given, by=SYSTEM, at=at)
    except Invalid as error:
        rows = [
            {"row": fault.field.rpartition(".")[2], "reason": spoken.fault(fault)} for fault in error.faults
        ]
        return {"added": 0, "changed": 0, "unchanged": 0, "rejected": rows}
    return {"added": changed, "changed": 0, "unchanged": 0, "rejected": []}


def _accounts(files: list[Path], at: dt.datetime) -> dict[str, Any]:
    report: dict[str, Any] = {"added": 0, "changed": 0, "unchanged": 0, "rejected": []}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                try:
                    first = dt.date.fromisoformat(row["valid_from"])
                    if _same(row, first):
                        report["unchanged"] += 1
                        continue
                    actions.open_account(
                        agency=row["agency"], bank=row["bank"], bank_name=row["bank_name"], number=row["number"],
                        holder=row["holder"], valid_from=first, by=SYSTEM, at=at,
                    )  # fmt: skip
                    report["added"] += 1
                except Impossible as error:
                    report["rejected"].append({"row": number, "reason": spoken.refusal(error)})
                except (KeyError, ValueError) as error:
                    report["rejected"].append({"row": number, "reason": str(error)})
    return report


def _same(row: dict[str, str], on: dt.date) -> bool:
    try:
        known = queries.account_on(row["agency"], on)
    except queries.NoAccount:
        return False
    return (known.bank, known.number, known.valid_from) == (row["bank"], row["number"], on)
