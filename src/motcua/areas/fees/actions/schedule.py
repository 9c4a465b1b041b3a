"""The schedule of fees and the agency's account: data with its legal ground, in periods."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from motcua.areas.cases.queries import words
from motcua.areas.fees import events, evidence, policies
from motcua.areas.fees.actions.keeping import text
from motcua.areas.fees.choices import Kind, Unit
from motcua.areas.fees.models import BankAccount, Exemption, FeeItem
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.ports import Row, read_table
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Invalid
from motcua.rules.vietqr import Transfer, payload

ITEM = ("code", "name", "kind", "amount", "unit", "law", "valid_from")
EXEMPTION = ("code", "name", "law", "percent", "off", "valid_from")
"""Columns that a table must have; the others may be left out."""


def _number(row: Row, column: str) -> int | None:
    text = row[column]
    if text and not (text.isascii() and text.isdecimal()):
        raise ValueError(f"cột {column} ghi “{text}”, phải là số nguyên viết liền, ví dụ 15000")
    return int(text) if text else None


def _day(row: Row, column: str) -> dt.date:
    try:
        return dt.date.fromisoformat(row[column])
    except ValueError as error:
        raise ValueError(
            f"cột {column} ghi “{row[column]}”, phải là năm-tháng-ngày, ví dụ 2026-07-01"
        ) from error


def _end(row: Row) -> dt.date | None:
    return _day(row, "valid_to") if row["valid_to"] else None


def _tiers(row: Row) -> list[dict[str, int]]:
    """``1:2000 3:1000``: two thousand each from the first on, one thousand from the third."""
    try:
        steps = [part.split(":") for part in row["tiers"].split()]
        return [{"from": int(first), "each": int(each)} for first, each in steps]
    except ValueError as error:
        raise ValueError(f"cột tiers ghi “{row['tiers']}”, phải như 1:2000 3:1000") from error


def _one_of(row: Row, column: str, values: Iterable[str]) -> str:
    if row[column] not in values:
        raise ValueError(f"cột {column} ghi “{row[column]}”, phải là một trong: {', '.join(values)}")
    return row[column]


def _law(row: Row) -> str:
    if not row["law"]:
        raise ValueError("cột law còn trống: ghi văn bản làm căn cứ")
    return row["law"]


def _item(row: Row) -> FeeItem:
    found = FeeItem(
        code=row["code"], name=row["name"], kind=_one_of(row, "kind", Kind.values), amount=_number(row, "amount"),
        unit=_one_of(row, "unit", Unit.values), tiers=_tiers(row), most=_number(row, "most"), law=_law(row),
        note=row["note"], procedures=row["procedures"].split(), agency=row["agency"], blocking=row["blocking"] == "1",
        valid_from=_day(row, "valid_from"), valid_to=_end(row),
    )  # fmt: skip
    if found.amount is None and not found.note:
        raise ValueError("cột amount còn trống mà cột note không nói vì sao")
    return found


def _exemption(row: Row) -> Exemption:
    found = Exemption(
        code=row["code"], name=row["name"], law=_law(row), percent=_number(row, "percent"), off=_number(row, "off"),
        evidence=row["evidence"], items=row["items"].split(), agency=row["agency"],
        valid_from=_day(row, "valid_from"), valid_to=_end(row),
    )  # fmt: skip
    if (found.percent is None) == (found.off is None) or not 0 <= (found.percent or 0) <= 100:
        raise ValueError("ghi một trong hai cột percent (đến 100) và off")
    return found


def _read(files: Iterable[Path], make: Any, field: str, columns: Iterable[str]) -> list[Any]:
    made, faults = [], []
    for file in files:
        table = read_table(file)
        table.require(columns)
        if not table.rows:
            raise Invalid(field="file", text="Tệp {file} không có dòng nào dưới tiêu đề.", file=table.name)
        for row in table.rows:
            try:
                made.append(make(row))
            except ValueError as error:
                said = {"number": row.line, "why": str(error)}
                faults.append(Fault(f"{field}.{row.line}", "Dòng {number} sai: {why}.", said))
    if faults:
        raise Invalid.of(faults)
    return made


def _entered(row: Any, columns: Iterable[str]) -> list[Any]:
    """Put a line of the schedule in its place; the line before it ends when it begins. What changed, to be told."""
    same = type(row).objects.filter(code=row.code, agency=row.agency)
    there = same.filter(valid_from=row.valid_from).first()
    names = list(columns)
    if there is not None:
        if all(getattr(there, name) == getattr(row, name) for name in names):
            return []
        row.pk = there.pk
    changed = [row]
    before = same.filter(valid_from__lt=row.valid_from, valid_to=None).first()
    if before is not None:
        before.valid_to = row.valid_from
        before.save(update_fields=["valid_to"])
        changed.append(before)
    row.save()
    return changed


@act(
    may=lambda by, agency="": policies.can_keep_schedule(by, agency), records=events.SCHEDULED,
    law="Luật 97/2015/QH13 Điều 4, 10",
)  # fmt: skip
def load_schedule(
    *,
    by: Actor,
    at: dt.datetime,
    items: Iterable[Path] = (),
    exemptions: Iterable[Path] = (),
    agency: str = "",
) -> int:
    """Nạp biểu phí, lệ phí: fees and exemptions from CSV files, each line with its ground and period.

    Only the installation itself loads lines of other agencies than ``agency``. Returns how many are new or changed.
    """
    found = [*_read(items, _item, "items", ITEM), *_read(exemptions, _exemption, "exemptions", EXEMPTION)]
    strange = [row for row in found if row.agency != agency]
    if strange and by != SYSTEM:
        raise Invalid(field="agency", text="Biểu phí có dòng của cơ quan khác: {code}.", code=strange[0].code)
    changed: dict[str, dict[Any, Any]] = {agency: {}}
    for row in found:
        for one in _entered(row, evidence.COLUMNS[type(row)]):
            changed.setdefault(one.agency, {})[type(one), one.pk] = one
    for place, lines in changed.items():
        subject = f"{evidence.SCHEDULE}{place}"
        record(
            events.SCHEDULED, subject=subject, unit=place, by=by, at=at,
            facts={
                "items": sum(isinstance(row, FeeItem) for row in lines.values()),
                "exemptions": sum(isinstance(row, Exemption) for row in lines.values()),
                "rows": evidence.of_rows(subject, lines.values()),
            },
        )  # fmt: skip
    return sum(map(len, changed.values()))


@act(
    may=lambda by, agency: policies.can_keep_schedule(by, agency), records=events.ACCOUNT_OPENED,
    law="NĐ 118/2025 Điều 24",
)  # fmt: skip
def open_account(
    *, by: Actor, at: dt.datetime, agency: str, bank: str, bank_name: str, number: str, holder: str,
    valid_from: dt.date | None = None,
) -> BankAccount:  # fmt: skip
    """Ghi tài khoản nhận phí, lệ phí: from a day on; the account before it ends then."""
    first = valid_from or at.astimezone(TZ).date()
    payload(Transfer(bank, number))
    row = BankAccount(
        agency=agency, bank=bank, bank_name=text(bank_name, "bank_name", what="tên ngân hàng", most=120),
        number=number, holder=text(holder, "holder", what="tên chủ tài khoản", most=160), valid_from=first,
    )  # fmt: skip
    changed = [row]
    before = BankAccount.objects.filter(agency=agency, valid_to=None).first()
    if before is not None:
        if before.valid_from >= first:
            raise Invalid(
                field="valid_from", text="Tài khoản đang dùng có từ {on}; tài khoản mới phải bắt đầu sau ngày đó.",
                on=f"{before.valid_from:%d/%m/%Y}",
            )  # fmt: skip
        before.valid_to = first
        before.save(update_fields=["valid_to"])
        changed.append(before)
    row.save(force_insert=True)
    subject = evidence.subject_of(row)
    moment = dt.datetime.combine(first, dt.time(), TZ)
    record(
        events.ACCOUNT_OPENED, subject=subject, unit=agency, by=by, at=at,
        facts={
            "bank": bank, "number": number, "from": first.isoformat(), "from_words": words(moment),
            "rows": evidence.of_rows(subject, changed),
        },
    )  # fmt: skip
    return row
