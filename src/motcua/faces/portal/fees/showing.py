"""What the holder of a slip sees of fees: what is due and how to pay it, what was paid."""

import datetime as dt
from typing import Any

from django.utils.safestring import mark_safe

from motcua.areas.fees import queries
from motcua.areas.fees.choices import State
from motcua.base.documents.queries import qr_drawing
from motcua.rules.impossible import Impossible
from motcua.rules.payment_codes import grouped
from motcua.rules.vietqr import payload


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
            line["svg"] = mark_safe(qr_drawing(payload(queries.transfer_for(charge, account))))
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
