"""Asking for a fee, taking an exemption off it, giving money back, cancelling what was asked by mistake."""

import datetime as dt

from django.db.models import Max

from motcua.areas.cases.queries import words
from motcua.areas.fees import events, policies, queries
from motcua.areas.fees.actions.keeping import keep, text
from motcua.areas.fees.choices import Payback
from motcua.areas.fees.models import Charge, Refund
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.base.orgs.queries import main_heirs
from motcua.rules.calendar import TZ
from motcua.rules.fees import dong, price, reduction
from motcua.rules.impossible import Impossible, Invalid

FINDS = {"charge": queries.to_act_on}
MOST = 10_000_000_000


class PaidAlready(Impossible):
    text = "Khoản này đã có tiền nộp vào; không hủy được. Lãnh đạo quyết định hoàn trả nếu thu sai."


class NothingToRefund(Impossible):
    text = "Chỉ hoàn trả được nhiều nhất {most} của khoản này."


class NotOpen(Impossible):
    text = "Khoản này đã xong, không miễn, giảm được nữa. Lãnh đạo quyết định hoàn trả nếu thu sai."


class BadAmount(Invalid):
    text = "Ghi số tiền bằng đồng, là số nguyên lớn hơn 0."


def whole(value: object, field: str) -> int:
    """An amount of money: a whole number of đồng above zero."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST:
        raise BadAmount(field=field)
    return value


@act(
    may=lambda by, agency: policies.can_charge(by, agency), records=[events.CHARGED, events.SETTLED],
    law="Luật 97/2015/QH13 Điều 3, 7; NĐ 118/2025 Điều 24",
)  # fmt: skip
def charge(
    *, by: Actor, at: dt.datetime, subject: str, agency: str, item: str, procedure: str = "",
    on: dt.date | None = None, quantity: int = 1, copies: int = 1, amount: int | None = None, law: str = "",
    blocking: bool | None = None, part: int = 0,
) -> Charge:  # fmt: skip
    """Ghi khoản phải thu: ask for a fee of the schedule, or of the procedure as published on the day ``on``.

    What the schedule fixes cannot be said otherwise; where it leaves the amount open, ``amount`` and ``law`` say who
    decided it. With ``blocking`` the work on the subject waits for the payment (R1.24).
    """
    day = at.astimezone(TZ).date()
    found = queries.proposal(item, agency, procedure, on or day)
    for count, field in ((quantity, "quantity"), (copies, "copies")):
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= 10_000:
            raise Invalid(field=field, text="Số lượng phải từ 1 đến 10.000.")
    if found.amount is None:
        each = whole(amount, "amount")
        ground = text(law, "law", what="căn cứ của mức thu (nghị quyết, điều khoản)", most=300)
    else:
        if amount is not None and amount != found.amount:
            raise Invalid(
                field="amount",
                text="Mức thu theo biểu là {amount}; không thu mức khác.",
                amount=dong(found.amount),
            )
        each, ground = found.amount, found.law
    total = price(each, quantity, copies=copies, tiers=found.tiers, most=found.most)
    if not total:
        raise Invalid(field="item", text="Khoản này không thu tiền, không cần ghi phải thu.")
    known = Charge.objects.filter(subject=subject)
    others = set(known.exclude(agency=agency).values_list("agency", flat=True))
    before = main_heirs(others, day)
    if any(before.get(other) != agency for other in others):
        raise queries.NoSuchCharge(code=subject)
    ordinal = (known.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    due = calendar_for(agency).add_working_days(at, int(parameter("fee.pay_within", day)))
    made = Charge(
        code=queries.code_for(subject, ordinal), subject=subject, agency=agency, procedure=procedure,
        ordinal=ordinal, part=part, item=found.code, name=found.name, unit=found.unit, each=each, quantity=quantity,
        copies=copies, amount=total, law=ground, source=found.source,
        blocking=found.blocking if blocking is None else blocking, asked_at=at, due_at=due, by_title=by.title,
    )  # fmt: skip
    keep(
        made, events.CHARGED, by=by, at=at, amount=total, payable=total, payable_words=dong(total), law=ground,
        source=found.source, due_at=due.isoformat(), due_words=words(due),
    )  # fmt: skip
    return made


@act(
    may=policies.can_exempt, records=[events.EXEMPTED, events.SETTLED], finds=FINDS,
    law="Luật 97/2015/QH13 Điều 10",
)  # fmt: skip
def exempt(
    *, by: Actor, at: dt.datetime, charge: Charge, exemption: str = "", reason: str = "", law: str = "",
    off: int | None = None,
) -> Charge:  # fmt: skip
    """Miễn, giảm: by an exemption of the schedule, shown by its paper; a leader also beyond it, with its ground."""
    if charge.settled_at is not None or charge.paid:
        raise NotOpen()
    if charge.reduced:
        raise Invalid(field="exemption", text="Khoản này đã được miễn, giảm một lần.")
    if exemption:
        row = queries.exemption(exemption, charge.agency, charge.item, charge.asked_at.astimezone(TZ).date())
        taken, ground = reduction(charge.amount, percent=row.percent, off=row.off), row.law
        why = text(reason, "reason", what="giấy tờ chứng minh", needed=False)
    else:
        taken = reduction(charge.amount, off=charge.amount if off is None else whole(off, "off"))
        ground = text(law, "law", what="căn cứ miễn, giảm", most=300)
        why = text(reason, "reason", what="lý do miễn, giảm")
    charge.exemption, charge.exemption_law, charge.exemption_reason = exemption, ground, why
    charge.reduced = taken
    keep(
        charge, events.EXEMPTED, by=by, at=at, exemption=exemption, reduced=taken, reduced_words=dong(taken),
        law=ground, payable=queries.money_of(charge).payable,
    )  # fmt: skip
    return charge


@act(may=policies.can_refund, records=events.REFUNDED, finds=FINDS, law="Luật 97/2015/QH13 Điều 14")
def refund(
    *, by: Actor, at: dt.datetime, charge: Charge, amount: int, reason: str, instrument: str,
    channel: str = Payback.TRANSFER,
) -> Charge:  # fmt: skip
    """Hoàn trả: give money back by a leader's decision; never more than was paid."""
    given = whole(amount, "amount")
    if channel not in Payback.values:
        raise Invalid(field="channel", text="Chọn cách hoàn trả: tiền mặt hoặc chuyển khoản.")
    if given > charge.paid - charge.refunded:
        raise NothingToRefund(most=dong(charge.paid - charge.refunded))
    row = Refund(
        charge=charge, n=charge.refunds.count() + 1, amount=given, channel=channel,
        reason=text(reason, "reason", what="lý do hoàn trả"),
        instrument=text(instrument, "instrument", what="số quyết định hoàn trả", most=160), at=at, by_title=by.title,
    )  # fmt: skip
    charge.refunded += given
    row.save(force_insert=True)
    keep(
        charge, events.REFUNDED, row, by=by, at=at, amount=given, amount_words=dong(given), channel=channel,
        instrument=row.instrument,
    )  # fmt: skip
    return charge


@act(may=policies.can_cancel, records=[events.CANCELLED, events.SETTLED], finds=FINDS, law="")
def cancel(*, by: Actor, at: dt.datetime, charge: Charge, reason: str) -> Charge:
    """Hủy khoản phải thu ghi nhầm, khi chưa có tiền nộp vào."""
    if charge.cancelled_at is not None:
        raise Invalid(field="charge", text="Khoản này đã được hủy.")
    if charge.paid:
        raise PaidAlready()
    charge.cancelled_at, charge.cancel_reason = at, text(reason, "reason", what="lý do hủy")
    keep(charge, events.CANCELLED, by=by, at=at)
    return charge
