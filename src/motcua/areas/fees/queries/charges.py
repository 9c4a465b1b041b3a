"""Charges and receipts: for officials of the agency, and for whoever holds the slip (the face has checked the key)."""

import datetime as dt
from collections.abc import Sequence

from motcua.areas.cases import queries as cases
from motcua.areas.fees import policies
from motcua.areas.fees.models import BankAccount, Charge, Receipt
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.people.fields import blind
from motcua.rules.fees import Standing
from motcua.rules.impossible import NotFound
from motcua.rules.payment_codes import payment_code
from motcua.rules.vietqr import Transfer


class NoSuchCharge(NotFound):
    text = "Không tìm thấy khoản phải thu {code} trong phạm vi của đơn vị. Kiểm tra lại mã thanh toán."


class NoSuchReceipt(NotFound):
    text = "Không tìm thấy biên lai trong phạm vi của đơn vị."


def code_for(subject: str, ordinal: int) -> str:
    """The payment code of a subject's next charge: unguessable, and free."""
    for turn in range(100):
        code = payment_code(int(blind(f"{subject}#{ordinal}#{turn}", "payment"), 16))
        if not Charge.objects.filter(code=code).exists():
            return code
    raise RuntimeError(subject)


def _sees(by: Actor, agency: str) -> bool:
    return by in (SYSTEM, policies.PLATFORM) or policies.can_see(by, agency)


def all_to_act_on(codes: Sequence[str | Charge], *, by: Actor) -> list[Charge]:
    """The charges of an act, all of one subject, in the order asked for; every charge of the subject is locked."""
    wanted = [code.code if isinstance(code, Charge) else code for code in codes]
    first = wanted[0] if wanted else ""
    subject = Charge.objects.filter(code=first).values_list("subject", flat=True).first()
    rows = Charge.objects.select_for_update().filter(subject=subject).order_by("pk") if subject else ()
    found = {row.code: row for row in rows}
    for code in wanted or [""]:
        if code not in found or not _sees(by, found[code].agency):
            raise NoSuchCharge(code=code)
    return [found[code] for code in dict.fromkeys(wanted)]


def to_act_on(code: str | Charge, *, by: Actor) -> Charge:
    """The charge of an act, locked with the others of its subject; another unit's looks like one not there."""
    return all_to_act_on([code], by=by)[0]


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of charges that are still to be paid to agencies that ended and have a known heir."""
    return cases.rows_of_ended_units(Charge.objects.filter(settled_at=None), on)


def waiting_at(agency: str) -> int:
    """How many charges are still to be paid to an agency."""
    return Charge.objects.filter(agency=agency, settled_at=None).count()


def one(by: Actor, code: str) -> Charge:
    """A charge that this actor may see."""
    found = Charge.objects.filter(code=code).first()
    if found is None or not policies.can_see(by, found.agency):
        raise NoSuchCharge(code=code)
    return found


def of_subject(by: Actor, subject: str) -> list[Charge]:
    """What was asked for a subject, oldest first, with payments and refunds; nothing of another unit."""
    return [charge for charge in of_payer(subject) if policies.can_see(by, charge.agency)]


def of_payer(subject: str) -> list[Charge]:
    """What was asked for a subject: for whoever holds its slip."""
    rows = Charge.objects.filter(subject=subject).order_by("ordinal")
    return list(rows.prefetch_related("payments__receipt", "refunds"))


def still_blocking(subject: str) -> list[Charge]:
    """The charges that the work on a subject waits for."""
    return list(Charge.objects.filter(subject=subject, blocking=True, settled_at=None).order_by("ordinal"))


def money_of(charge: Charge) -> Standing:
    """How a charge stands."""
    return Standing(
        amount=charge.amount, reduced=charge.reduced, paid=charge.paid, refunded=charge.refunded,
        cancelled=charge.cancelled_at is not None,
    )  # fmt: skip


def transfer_for(charge: Charge, account: BankAccount) -> Transfer:
    """The bank transfer that pays what is open of a charge: its content is the payment code and nothing else."""
    return Transfer(account.bank, account.number, money_of(charge).open or None, charge.code)


def receipt(by: Actor, number: int) -> Receipt:
    """A receipt that this actor may see with its payer."""
    found = Receipt.objects.filter(pk=number).first()
    if found is None or not policies.can_see_people(by, found.agency):
        raise NoSuchReceipt()
    return found


def receipt_to_print(number: int | Receipt, *, by: Actor) -> Receipt:
    """The receipt of an act, locked; only with the payments it is about."""
    key = number.pk if isinstance(number, Receipt) else number
    found = Receipt.objects.select_for_update().filter(pk=key).first()
    if found is None or not policies.can_see_people(by, found.agency):
        raise NoSuchReceipt()
    return found


def receipt_of_payer(subject: str, number: int) -> Receipt:
    """A receipt of a subject, for whoever holds its slip."""
    found = Receipt.objects.filter(pk=number, subject=subject).first()
    if found is None:
        raise NoSuchReceipt()
    return found
