"""What the holder of a slip sees of fees: what is due and how to pay it, what was paid."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import segno
from django.utils.safestring import mark_safe

from motcua.areas.fees import queries
from motcua.areas.fees.choices import State
from motcua.areas.procedures.ports import Fee, ProcedureRecord
from motcua.base.documents.queries import qr_drawing
from motcua.rules.impossible import Impossible
from motcua.rules.payment_codes import grouped
from motcua.rules.vietnamese import fold
from motcua.rules.vietqr import payload


def scheduled(record: ProcedureRecord, agency: str, on: dt.date) -> list[Fee]:
    """The fees of a procedure here: what the publication leaves to the province as the local line has it."""
    local = [one for one in queries.proposals(agency, record.code, on) if one.source.startswith("schedule:")]
    known = {one.amount for one in local} | ({None} if local else set())
    return [fee for fee in record.fees if fee.amount not in known] + [
        Fee(label=one.name, amount=one.amount, note=one.note or one.law) for one in local
    ]


def expected(fees: Sequence[Fee], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a filing will cost, told before it is filed; copies are counted as they were asked for.

    The agency asks for the money only after it has received the dossier; ``sum`` None: the amount is not fixed here.
    """
    found = []
    for fee in fees:
        copies = "ban sao" in fold(fee.label)
        number = int(answers.get("copies") or 0) if copies else 1
        if number and fee.amount != 0 and fee.unit == "VND":
            found.append({
                "label": fee.label, "number": number if copies else 0, "note": fee.note,
                "sum": None if fee.amount is None else fee.amount * number,
            })  # fmt: skip
    return found


def shown(subject: str, agency: str, at: dt.datetime) -> dict[str, Any] | None:
    """Charges and receipts of a subject; None when nothing was ever asked for."""
    charges = [one for one in queries.of_payer(subject) if one.state != State.CANCELLED or one.paid]
    if not charges:
        return None
    try:
        account = queries.account_on(agency, at.date())
    except Impossible:
        account = None
    lines: list[dict[str, Any]] = []
    receipts: dict[int, Any] = {}
    for charge in charges:
        money = queries.money_of(charge)
        line = {
            "charge": charge,
            "money": money,
            "state": charge.get_state_display(),
            "code": grouped(charge.code),
        }
        if money.open and account is not None:
            paid_by = payload(queries.transfer_for(charge, account))
            line["svg"] = mark_safe(qr_drawing(paid_by))
            line["picture"] = segno.make(paid_by, error="m", micro=False).png_data_uri(scale=8, border=4)
        lines.append(line)
        receipts |= {payment.receipt_id: payment.receipt for payment in charge.payments.all()}
    due = [line for line in lines if line["money"].open]
    return {
        "due": due, "total": sum(line["money"].open for line in due), "account": account,
        "until": min((line["charge"].due_at for line in due), default=None),
        "late": any(line["charge"].due_at < at for line in due),
        "done": [line for line in lines if not line["money"].open],
        "receipts": sorted(receipts.values(), key=lambda one: one.at),
        "blocking": any(line["charge"].blocking for line in due),
    }  # fmt: skip
