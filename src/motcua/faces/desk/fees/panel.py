"""What the dossier page shows of fees: what is due, what came in, what may be asked for, who may do what."""

import datetime as dt
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from motcua.areas.fees import forms, policies, queries
from motcua.areas.fees.choices import State, Unit
from motcua.base.documents.queries import qr_drawing
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.fees import dong
from motcua.rules.impossible import Impossible
from motcua.rules.payment_codes import grouped
from motcua.rules.vietqr import payload

LOOKS = {
    State.DUE: ("soon", "hourglass"), State.PART_PAID: ("soon", "circle-dot"), State.PAID: ("ok", "circle-check"),
    State.WAIVED: ("ok", "badge-check"), State.REFUNDED: ("ok", "undo-2"), State.CANCELLED: ("ok", "circle-x"),
}  # fmt: skip


def panel(
    by: Actor, subject: str, agency: str, procedure: str, on: dt.date, at: dt.datetime, *, wanted: int = 0
) -> dict[str, Any] | None:
    """The panel of a subject; None when there is nothing to show and nothing to be done.

    ``wanted``: how many copies the applicant asked for.
    """
    charges = queries.of_subject(by, subject)
    asks = policies.can_charge(by, agency)
    offered = queries.proposals(agency, procedure, on) if asks else []
    if not charges and not offered:
        return None
    lines = [line(by, charge, on, at) for charge in charges]
    due = [one for one in lines if one["open"]]
    total = sum(one["open"] for one in due)
    fixed = [(one, one.amount) for one in offered if one.amount]
    times = max(wanted, 1) if fixed and fixed[0][0].unit == Unit.COPY else 1
    sure = len(fixed) == 1 and (wanted or "chỉ thu khi" not in fixed[0][0].note)
    return {
        "lines": lines, "due": due, "total": total, "total_words": dong(total),
        "free": [one for one in offered if one.amount == 0],
        "until": min((one["charge"].due_at for one in due), default=None),
        "late": any(one["charge"].due_at < at for one in due),
        "offered": sorted((one for one in offered if one.amount != 0), key=lambda one: one.amount is None),
        "asks": asks, "times": times, "pages": any(one.unit == Unit.PAGE for one in offered),
        "proposed": (fixed[0][0], fixed[0][1] * times) if sure and not charges else None,
        "collects": policies.can_collect(by, agency),
        "codes": " ".join(one["charge"].code for one in due),
        "prints": policies.can_see_people(by, agency),
    }  # fmt: skip


def line(by: Actor, charge: Any, on: dt.date, at: dt.datetime) -> dict[str, Any]:
    """One charge: its money, its receipts, and the acts that this post may do on it."""
    money = queries.money_of(charge)
    tone, icon = LOOKS[State(charge.state)]
    if money.open and charge.due_at < at:
        tone, icon = "late", "triangle-alert"
    still = not charge.paid and charge.settled_at is None
    return {
        "charge": charge, "money": money, "open": money.open, "surplus": money.surplus, "kept": money.kept,
        "state": charge.get_state_display(), "tone": tone, "icon": icon, "code": grouped(charge.code),
        "count": forms.count_words(charge),
        "many": charge.quantity * charge.copies > 1, "refunds": list(charge.refunds.all()),
        "payments": sorted(charge.payments.all(), key=lambda payment: payment.n),
        "exemptions": queries.exemptions_for(charge.agency, charge.item, charge.asked_at.astimezone(TZ).date())
        if still and not charge.reduced and policies.can_exempt(by, charge, "any") else [],
        "beyond": still and not charge.reduced and policies.can_exempt(by, charge, ""),
        "cancels": still and policies.can_cancel(by, charge),
        "refunds_now": money.kept > 0 and policies.can_refund(by, charge),
        "transfers": money.open and policies.can_collect(by, charge.agency),
    }  # fmt: skip


def transfer_of(charge: Any, on: dt.date) -> dict[str, Any] | None:
    """How a charge is paid by transfer: account, content and the code to scan; None without an account."""
    try:
        account = queries.account_on(charge.agency, on)
    except Impossible:
        return None
    transfer = queries.transfer_for(charge, account)
    return {
        "account": account,
        "transfer": transfer,
        "code": grouped(charge.code),
        "svg": drawn(payload(transfer)),
    }


def drawn(content: str) -> SafeString:
    """A QR code as SVG that we made ourselves of ASCII."""
    return mark_safe(qr_drawing(content))
