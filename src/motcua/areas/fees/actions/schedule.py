"""The schedule of fees and the agency's account: data with its legal ground, in periods."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from motcua.areas.fees import events, evidence, policies
from motcua.areas.fees.actions.keeping import text, words
from motcua.areas.fees.choices import Kind, Unit
from motcua.areas.fees.models import BankAccount, Exemption, FeeItem
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Invalid
from motcua.rules.vietqr import Transfer, payload


def _rows(files: Iterable[Path]) -> Iterator[dict[str, str]]:
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def _number(value: str) -> int | None:
    return int(value) if value.strip() else None


def _end(value: str) -> dt.date | None:
    return dt.date.fromisoformat(value) if value.strip() else None


def _tiers(value: str) -> list[dict[str, int]]:
    """``1:2000 3:1000``: two thousand each from the first on, one thousand from the third."""
    steps = [part.split(":") for part in value.split()]
    return [{"from": int(first), "each": int(each)} for first, each in steps]


def _item(row: Mapping[str, str]) -> FeeItem:
    found = FeeItem(
        code=row["code"], name=row["name"], kind=row["kind"], amount=_number(row["amount"]), unit=row["unit"],
        tiers=_tiers(row["tiers"]), most=_number(row["most"]), law=row["law"], note=row["note"],
        procedures=row["procedures"].split(), agency=row["agency"], blocking=row["blocking"] == "1",
        valid_from=dt.date.fromisoformat(row["valid_from"]), valid_to=_end(row["valid_to"]),
    )  # fmt: skip
    if found.kind not in Kind.values or found.unit not in Unit.values or not found.law:
        raise ValueError(found.code)
    if found.amount is None and not found.note:
        raise ValueError(f"{found.code}: amount")
    return found


def _exemption(row: Mapping[str, str]) -> Exemption:
    found = Exemption(
        code=row["code"], name=row["name"], law=row["law"], percent=_number(row["percent"]), off=_number(row["off"]),
        evidence=row["evidence"], items=row["items"].split(), agency=row["agency"],
        valid_from=dt.date.fromisoformat(row["valid_from"]), valid_to=_end(row["valid_to"]),
    )  # fmt: skip
    if (
        (found.percent is None) == (found.off is None)
        or not 0 <= (found.percent or 0) <= 100
        or not found.law
    ):
        raise ValueError(found.code)
    return found


def _read(files: Iterable[Path], make: Any, field: str) -> list[Any]:
    made, faults = [], []
    for number, row in enumerate(_rows(files), start=2):
        try:
            made.append(make(row))
        except (KeyError, ValueError, TypeError) as error:
            faults.append(
                Fault(f"{field}.{number}", "Dòng {number} sai: {why}.", {"number": number, "why": str(error)})
            )
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
    found = [*_read(items, _item, "items"), *_read(exemptions, _exemption, "exemptions")]
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
