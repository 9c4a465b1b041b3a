"""What an act says of the rows of money that it wrote, and whether the rows still are what the journal says.

Every event of a charge carries digests of the rows that its act wrote; the last one said of a row is what the row must
be. A statement's lines have one digest together. Not covered: how often a receipt was printed, and texts of people.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Max

from motcua.areas.cases.evidence import digest, of_row
from motcua.areas.fees.choices import RECEIPT_BOOK
from motcua.areas.fees.models import (
    BankAccount,
    BankLine,
    Charge,
    ClosedDay,
    Exemption,
    FeeItem,
    Payment,
    Receipt,
    Refund,
    Statement,
)
from motcua.base.documents.evidence import Borne
from motcua.base.journal.models import Event
from motcua.rules.said import Said

CHUNK = 400
CHARGE, STATEMENT, DAY, SCHEDULE, ACCOUNT = (
    "fee:",
    "fee-statement:",
    "fee-day:",
    "fee-schedule:",
    "fee-account:",
)
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Charge: frozenset({"id", "n", "head", "last_at", "exemption_reason", "cancel_reason"}),
    Receipt: frozenset({"id", "payer", "prints"}),
    Payment: frozenset({"id", "charge_id", "receipt_id"}),
    Refund: frozenset({"id", "charge_id", "reason"}),
    FeeItem: frozenset({"id"}),
    Exemption: frozenset({"id"}),
    BankAccount: frozenset({"id"}),
    ClosedDay: frozenset({"id", "remark"}),
    Statement: frozenset({"id", "account_id", "booked_at"}),
    BankLine: frozenset(
        {"id", "agency", "statement_id", "description", "codes", "state", "receipt_id", "reason"}
    ),
}
"""Columns that no digest covers: keys, what changes without an act of money, and texts of people."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}


YOUNGER: dict[type[Any], dict[str, Any]] = {Charge: {"part": 0}}
"""Columns younger than digests, with what they say of rows of before: counted only where they say something else."""


def subject_of(row: Charge | Statement | ClosedDay | BankAccount | FeeItem | Exemption) -> str:
    """The chain of the journal to which a row belongs."""
    match row:
        case Charge():
            return f"{CHARGE}{row.code}"
        case Statement():
            return f"{STATEMENT}{row.pk}"
        case ClosedDay():
            return f"{DAY}{row.post}:{row.day:%Y%m%d}"
        case BankAccount():
            return f"{ACCOUNT}{row.agency}"
    return f"{SCHEDULE}{row.agency}"


def name_of(row: Any) -> str:
    """How an event calls a row."""
    match row:
        case Charge():
            return "charge"
        case Payment():
            return f"payment.{row.n}"
        case Refund():
            return f"refund.{row.n}"
        case Receipt():
            return f"receipt.{row.label}"
        case FeeItem():
            return f"item.{row.code}.{row.valid_from}"
        case Exemption():
            return f"exemption.{row.code}.{row.valid_from}"
        case BankAccount():
            return f"account.{row.valid_from}"
    return type(row).__name__.lower()


def of_rows(subject: str, rows: Iterable[Any]) -> dict[str, str]:
    """Digests of rows; that of a payment names its receipt."""
    said = {}
    for row in rows:
        name = name_of(row)
        if isinstance(row, Payment):
            values = {column: getattr(row, column) for column in COLUMNS[Payment]}
            said[name] = digest(subject, name, {**values, "receipt": row.receipt.label})
        else:
            silent = YOUNGER.get(type(row), {})
            names = [
                one for one in COLUMNS[type(row)] if one not in silent or getattr(row, one) != silent[one]
            ]
            said[name] = of_row(subject, name, row, names)
    return said


def of_lines(subject: str, lines: Iterable[BankLine]) -> str:
    """One digest of a statement's lines, in their order."""
    total = hashlib.sha256()
    for line in lines:
        total.update(of_row(subject, "line", line, COLUMNS[BankLine]).encode())
    return total.hexdigest()


# --- the check -------------------------------------------------------------------------------------------------


def disagreements() -> list[str]:
    """Money whose rows differ from what the journal recorded. Linear, a few hundred charges at a time."""
    found: list[str] = []
    after = 0
    while keys := list(
        Charge.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        found += _charges(keys)
        after = keys[-1]
    found += _loose_receipts()
    found += _vanished()
    for rows in (
        Statement.objects.order_by("pk"), ClosedDay.objects.order_by("pk"), BankAccount.objects.order_by("pk"),
        FeeItem.objects.order_by("pk"), Exemption.objects.order_by("pk"),
    ):  # fmt: skip
        found += _singles(list(rows))
    return found


def numbers_borne() -> list[Borne]:
    """The highest receipt of every agency and year."""
    rows = Receipt.objects.values_list("agency", "year").annotate(highest=Max("number")).order_by()
    return [(agency, RECEIPT_BOOK, year, highest) for agency, year, highest in rows]


def _said(subjects: Sequence[str]) -> dict[str, tuple[tuple[int, str], dict[str, str]]]:
    """The end of each chain, and the last digest said of each row."""
    ends: dict[str, tuple[int, str]] = {}
    told: dict[str, dict[str, str]] = defaultdict(dict)
    chains = Event.objects.filter(subject__in=subjects).order_by("subject", "n")
    for subject, n, hash_, facts in chains.values_list("subject", "n", "hash", "facts"):
        ends[subject] = (n, hash_)
        told[subject] |= facts.get("rows", {})
    return {subject: (end, told[subject]) for subject, end in ends.items()}


def _charges(keys: Sequence[int]) -> Iterator[str]:
    charges = list(
        Charge.objects.filter(pk__in=keys).order_by("pk").defer("exemption_reason", "cancel_reason")
    )
    said = _said([subject_of(charge) for charge in charges])
    rows: dict[int, list[Any]] = defaultdict(list)
    for payment in (
        Payment.objects.filter(charge_id__in=keys).select_related("receipt").defer("receipt__payer")
    ):
        rows[payment.charge_id] += [payment, payment.receipt]
    for refund in Refund.objects.filter(charge_id__in=keys).defer("reason"):
        rows[refund.charge_id].append(refund)
    for charge in charges:
        subject = subject_of(charge)
        if subject not in said:
            yield Said(
                "Khoản thu {code}: có trong bảng nhưng không có trong sổ cái (bị chèn).", code=charge.code
            )
            continue
        end, told = said[subject]
        now = of_rows(subject, [charge, *rows[charge.pk]])
        odd = sorted(name for name in told.keys() | now.keys() if told.get(name) != now.get(name))
        if (charge.n, charge.head) != end:
            odd.append("head")
        if odd:
            yield _differs(charge.code, odd)


def _loose_receipts() -> Iterator[str]:
    """Receipts for which nothing was paid."""
    for receipt in Receipt.objects.filter(payments=None).defer("payer")[:100]:
        yield Said("Biên lai {number}: không có khoản nộp nào (bị chèn hoặc bị sửa).", number=receipt.label)


def _vanished() -> Iterator[str]:
    """Charges that the journal knows and that have no row any more."""
    known = set(Charge.objects.values_list("code", flat=True).iterator(chunk_size=2000))
    told = Event.objects.filter(kind="fee.charged", n=1).values_list("subject", flat=True)
    for subject in told.iterator(chunk_size=2000):
        code = subject.removeprefix(CHARGE)
        if code not in known:
            yield Said("Khoản thu {code}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", code=code)


def _singles(rows: Sequence[Any]) -> Iterator[str]:
    said: dict[str, dict[str, str]] = {}
    subjects = sorted({subject_of(row) for row in rows})
    for start in range(0, len(subjects), CHUNK):
        said |= {name: told for name, (_, told) in _said(subjects[start : start + CHUNK]).items()}
    for row in rows:
        subject, name = subject_of(row), name_of(row)
        told = said.get(subject, {})
        wrong = told.get(name) != of_rows(subject, [row])[name]
        if isinstance(row, Statement) and not wrong:
            lines = BankLine.objects.filter(statement=row).order_by("pk").defer("description", "reason")
            wrong = told.get("lines") != of_lines(subject, lines.iterator(chunk_size=2000))
        if wrong:
            yield _differs(f"{subject} {name}", [name])


def _differs(code: str, names: Iterable[str]) -> str:
    return Said("Khoản thu {code}: {fields} khác với sổ cái (bị sửa).", code=code, fields=", ".join(names))
