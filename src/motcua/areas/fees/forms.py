"""The receipt, filled from what was paid: in Vietnamese whatever language the page is read in."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.areas.fees.choices import RECEIPT_BOOK, Channel, Unit
from motcua.areas.fees.models import Charge, Payment, Receipt
from motcua.base.orgs.queries import version_on
from motcua.base.people.queries import holder_names
from motcua.rules.calendar import TZ
from motcua.rules.fees import dong
from motcua.rules.vietnamese import locality, number_in_words

FORM = "bien-lai"
Filled = dict[str, object]


@override("vi")
def receipt(row: Receipt, *, on: dt.date, payer: str = "", copy: str | None = None) -> Filled:
    """Biên lai thu phí, lệ phí: for ``documents.render``; ``payer`` where none was said when the money came.

    ``copy``: what the print says it is; None: the original for the first print, "Bản in lại" for a later one.
    """
    day = row.at.astimezone(TZ).date()
    unit = version_on(row.agency, day)
    again = (
        _("Bản in lại lần {times}, {on}").format(times=row.prints - 1, on=f"{on:%d/%m/%Y}")
        if row.prints > 1
        else ""
    )
    words, payments = number_in_words(row.total), _payments(row)
    return {
        "agency": _("Ủy ban nhân dân {unit}").format(unit=unit.name.replace(unit.kind, unit.kind.lower(), 1)),
        "division": _("Trung tâm Phục vụ hành chính công"),
        "symbol": f"{row.number:07d}/{RECEIPT_BOOK}",
        "place": locality(unit.name, unit.kind),
        "issued_on": day,
        "copy": again if copy is None else copy,
        "payer": row.payer or payer,
        "of": row.subject.partition(":")[2],
        "lines": [
            {
                "name": payment.charge.name,
                "law": payment.charge.law,
                "count": count_words(payment.charge),
                "amount": dong(payment.amount),
            }
            for payment in payments
        ],
        "total": dong(row.total),
        "in_words": f"{words[0].upper()}{words[1:]} đồng",
        "part": "; ".join(filter(None, map(_part, payments))),
        "channel": _channel(row, payments),
        "paid_at": row.at,
        "officer": next(iter(holder_names(row.by_post, day)), "") or row.by_title,
    }


def count_words(charge: Charge) -> str:
    """How many of what at which price: "2 bản × 8.000 ₫"; of pages, each copy with all of them."""
    pages = charge.unit == Unit.PAGE
    number = charge.quantity if pages else charge.quantity * charge.copies
    unit = "" if charge.unit == Unit.DOSSIER and number > 1 else f" {Unit(charge.unit).label}"
    said = f"{number}{unit}"
    if pages and charge.copies > 1:
        said = _("{count} × {copies} bản").format(count=said, copies=charge.copies)
    flat = charge.amount == charge.each * charge.quantity * charge.copies
    return f"{said} × {dong(charge.each)}" if flat and charge.amount != charge.each else said


def _payments(row: Receipt) -> list[Payment]:
    return list(row.payments.select_related("charge").order_by("pk"))


def _part(payment: Payment) -> str:
    """Of a payment that left some of its charge open: how much of how much is paid by now, what is left."""
    charge = payment.charge
    due = charge.amount - charge.reduced
    paid = sum(one.amount for one in charge.payments.all() if one.n <= payment.n)
    if paid >= due:
        return ""
    return _("đã nộp {paid} trong {due}, còn phải nộp {left}").format(
        paid=dong(paid), due=dong(due), left=dong(due - paid)
    )


def _channel(row: Receipt, payments: list[Payment]) -> str:
    """How the money came, with the reference of the terminal or the bank."""
    references = ", ".join(dict.fromkeys(one.reference for one in payments if one.reference))
    said = str(Channel(row.channel).label)
    return (
        _("{channel}, số tham chiếu {reference}").format(channel=said, reference=references)
        if references
        else said
    )
