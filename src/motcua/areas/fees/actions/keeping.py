"""How a changed charge is kept: its state from its money, its event with digests, its row; and what is then settled."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.areas.fees import events, evidence, queries
from motcua.areas.fees.choices import RECEIPT_BOOK, Channel
from motcua.areas.fees.models import Charge, Payment, Receipt
from motcua.base import rows
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import Link, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.fees import dong
from motcua.rules.vietnamese import clean_text

ALWAYS = ("state", "settled_at", "n", "head", "last_at")
CHANGED = {
    events.PAID: ("paid",),
    events.REFUNDED: ("refunded",),
    events.EXEMPTED: ("exemption", "exemption_law", "exemption_reason", "reduced"),
    events.CANCELLED: ("cancelled_at", "cancel_reason"),
    events.SUCCEEDED: ("agency",),
}
"""Columns of a charge that an act changes."""


def text(value: Any, field: str, *, what: str, most: int = 500, needed: bool = True) -> str:
    """A text that somebody wrote: composed letters, nothing unseen, not too long."""
    return clean_text(value, field, what=what, most=most, needed=needed)


def keep(
    charge: Charge, kind: EventKind, *beside: Any, by: Actor, at: dt.datetime, open_before: Sequence[str] | None = None,
    **facts: Any,
) -> None:  # fmt: skip
    """Journal an act on a charge and write its row; ``beside`` are rows of money written with it.

    ``open_before``: codes of the subject's blocking charges that are still open, where the caller knows them.
    """
    money = queries.money_of(charge)
    charge.state = money.state
    was_open = charge.settled_at is None
    if money.settled and was_open:
        charge.settled_at = at
    elif not money.settled:
        charge.settled_at = None
    subject = evidence.subject_of(charge)
    event = record(
        kind,
        subject=subject,
        unit=charge.agency,
        by=by,
        at=at,
        after=Link(charge.n, charge.head, charge.last_at),
        facts={
            "of": charge.subject, "item": charge.item, "code": charge.code, "state": charge.state,
            "blocking": charge.blocking, **facts, "rows": evidence.of_rows(subject, [charge, *beside]),
        },
    )  # fmt: skip
    if charge.blocking and charge.settled_at is not None and was_open:
        others = (
            [one.code for one in queries.still_blocking(charge.subject)]
            if open_before is None
            else open_before
        )
        if not set(others) - {charge.code}:
            event = record(
                events.SETTLED, subject=subject, unit=charge.agency, by=by, at=at,
                after=Link(event.n, event.hash, event.at),
                facts={"of": charge.subject, "code": charge.code, "at": charge.settled_at.isoformat()},
            )  # fmt: skip
    charge.n, charge.head, charge.last_at = event.n, event.hash, event.at
    if charge.pk is None:
        rows.insert(charge)
    else:
        rows.update(Charge, {name: getattr(charge, name) for name in (*ALWAYS, *CHANGED[kind])}, id=charge.pk)


# --- money that came in ----------------------------------------------------------------------------------------


@dataclass
class Booking:
    """Money to be booked at once, on one receipt: how much for which charge of one subject."""

    parts: list[tuple[Charge, int]]
    channel: Channel
    reference: str = ""
    payer: str = ""
    receipt: Receipt | None = None

    @property
    def total(self) -> int:
        """All of it."""
        return sum(amount for _, amount in self.parts)


def book(bookings: Sequence[Booking], *, by: Actor, at: dt.datetime) -> None:
    """Write receipts and payments, and journal each charge; many at once cost little each."""
    year = at.astimezone(TZ).year
    for booking in bookings:
        first = booking.parts[0][0]
        booking.receipt = Receipt(
            agency=first.agency, year=year, subject=first.subject, total=booking.total, channel=booking.channel,
            number=take_number(agency=first.agency, book=RECEIPT_BOOK, year=year), payer=booking.payer, at=at,
            by_post=by.post, by_title=by.title,
        )  # fmt: skip
    with rows.together():
        for booking in bookings:
            assert booking.receipt is not None
            rows.insert(booking.receipt)
    still = _still_open(charge for booking in bookings for charge, _ in booking.parts)
    with rows.together():
        for booking in bookings:
            for charge, amount in booking.parts:
                _pay(charge, amount, booking, still.get(charge.subject, set()), by=by, at=at)


def _pay(
    charge: Charge, amount: int, booking: Booking, still: set[str], *, by: Actor, at: dt.datetime
) -> None:
    assert booking.receipt is not None
    n = charge.payments.count() + 1 if charge.paid else 1
    payment = Payment(
        charge=charge, n=n, receipt=booking.receipt, amount=amount, channel=booking.channel,
        reference=booking.reference, at=at, by_post=by.post, by_title=by.title,
    )  # fmt: skip
    charge.paid += amount
    left = queries.money_of(charge).open
    if not left:
        still.discard(charge.code)
    rows.insert(payment)
    keep(
        charge, events.PAID, payment, booking.receipt, by=by, at=at, open_before=sorted(still), amount=amount,
        amount_words=dong(amount), channel=booking.channel, way=str(Channel(booking.channel).label),
        receipt=booking.receipt.label, left=left,
    )  # fmt: skip


def _still_open(charges: Iterable[Charge]) -> dict[str, set[str]]:
    """The open blocking charges of the subjects of these."""
    subjects = sorted({charge.subject for charge in charges if charge.blocking})
    found: dict[str, set[str]] = {subject: set() for subject in subjects}
    for start in range(0, len(subjects), 500):
        some = Charge.objects.filter(
            subject__in=subjects[start : start + 500], blocking=True, settled_at=None
        ).values_list("subject", "code")
        for subject, code in some:
            found[subject].add(code)
    return found
