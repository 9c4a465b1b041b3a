"""The receipt, filled from what was paid: in Vietnamese whatever language the page is read in."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.areas.fees.choices import RECEIPT_BOOK, Channel, Unit
from motcua.areas.fees.models import Receipt
from motcua.base.orgs.queries import version_on
from motcua.rules.calendar import TZ
from motcua.rules.fees import dong
from motcua.rules.vietnamese import number_in_words

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
    words = number_in_words(row.total)
    return {
        "agency": _("Ủy ban nhân dân {unit}").format(unit=unit.name.replace(unit.kind, unit.kind.lower(), 1)),
        "division": _("Trung tâm Phục vụ hành chính công"),
        "symbol": f"{row.number:07d}/{RECEIPT_BOOK}",
        "place": unit.name.removeprefix(unit.kind).strip() or unit.name,
        "issued_on": day,
        "copy": again if copy is None else copy,
        "payer": row.payer or payer,
        "of": row.subject.partition(":")[2],
        "lines": [
            {
                "name": payment.charge.name,
                "law": payment.charge.law,
                "count": _count(payment.charge),
                "amount": dong(payment.amount),
            }
            for payment in row.payments.select_related("charge").order_by("pk")
        ],
        "total": dong(row.total),
        "in_words": f"{words[0].upper()}{words[1:]} đồng",
        "channel": str(Channel(row.channel).label),
        "paid_at": row.at,
        "officer": row.by_title,
    }


def _count(charge: object) -> str:
    quantity, copies, unit = (getattr(charge, name) for name in ("quantity", "copies", "unit"))
    said = f"{quantity} {Unit(unit).label}"
    return f"{said} × {copies} bản" if copies > 1 else said
