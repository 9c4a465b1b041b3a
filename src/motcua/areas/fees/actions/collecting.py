"""Money at the counter: cash and cards, transfers that the payer shows, receipts, and the close of the day."""

import datetime as dt
from collections.abc import Mapping, Sequence

from motcua.areas.fees import events, evidence, policies, queries
from motcua.areas.fees.actions.charging import whole
from motcua.areas.fees.actions.keeping import Booking, book, text
from motcua.areas.fees.choices import DENOMINATIONS, Channel
from motcua.areas.fees.models import Charge, ClosedDay, Payment, Receipt
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.fees import dong
from motcua.rules.impossible import Impossible, Invalid

COUNTER = frozenset({Channel.CASH, Channel.POS})


class NothingOpen(Impossible):
    text = "Các khoản đã chọn không còn phải nộp. Mở lại trang để xem tình trạng mới nhất."


class TooMuch(Invalid):
    text = "Chỉ còn phải nộp {open}. Trả lại tiền thừa cho người nộp rồi ghi đúng số đã thu."


class DayClosed(Impossible):
    text = "Ngày thu {day} của vị trí này đã chốt. Thu tiếp vào ngày làm việc sau, hoặc ở quầy khác."


class ClosedAlready(Impossible):
    text = "Ngày thu {day} của vị trí này đã chốt rồi."


def _may(by: Actor, charges: Sequence[Charge]) -> bool:
    return policies.can_collect(by, charges[0].agency)


def _may_one(by: Actor, charge: Charge) -> bool:
    return policies.can_collect(by, charge.agency)


def spread(charges: Sequence[Charge], amount: int) -> list[tuple[Charge, int]]:
    """Money over charges in their order; what is beyond all of them stays with the last."""
    parts = []
    for place, charge in enumerate(charges, start=1):
        part = amount if place == len(charges) else min(amount, queries.money_of(charge).open)
        if part:
            parts.append((charge, part))
        amount -= part
    return parts


@act(
    may=_may, records=[events.PAID, events.SETTLED], finds={"charges": queries.all_to_act_on},
    law="NĐ 118/2025 Điều 24; Luật 97/2015/QH13 Điều 14",
)  # fmt: skip
def collect(
    *, by: Actor, at: dt.datetime, charges: Sequence[Charge], channel: str, amount: int | None = None,
    reference: str = "", payer: str = "",
) -> Receipt:  # fmt: skip
    """Thu tiền tại quầy: cash, or a card with the terminal's reference; one receipt for all that is paid at once.

    ``amount`` None: everything open of these charges. ``payer`` is printed on the receipt and kept encrypted.
    """
    if channel not in COUNTER:
        raise Invalid(field="channel", text="Tại quầy chỉ thu tiền mặt hoặc thẻ (POS).")
    trace = text(
        reference, "reference", what="số tham chiếu trên hóa đơn POS", most=64, needed=channel == Channel.POS
    )
    day = at.astimezone(TZ).date()
    if queries.closed_day(charges[0].agency, by.post, day):
        raise DayClosed(day=f"{day:%d/%m/%Y}")
    still = [charge for charge in charges if queries.money_of(charge).open]
    total = sum(queries.money_of(charge).open for charge in still)
    if not total:
        raise NothingOpen()
    given = total if amount is None else whole(amount, "amount")
    if given > total:
        raise TooMuch(field="amount", open=dong(total))
    booking = Booking(
        spread(still, given),
        Channel(channel),
        trace,
        text(payer, "payer", what="tên người nộp", needed=False),
    )
    book([booking], by=by, at=at)
    assert booking.receipt is not None
    return booking.receipt


@act(
    may=_may_one, records=[events.PAID, events.SETTLED], finds={"charge": queries.to_act_on},
    law="NĐ 118/2025 Điều 24",
)  # fmt: skip
def confirm_transfer(
    *, by: Actor, at: dt.datetime, charge: Charge, reference: str, amount: int | None = None, payer: str = ""
) -> Receipt:
    """Xác nhận chuyển khoản: the counter saw the transfer arrive before the bank's statement; the statement's line is
    then held against this and booked no second time."""
    trace = text(reference, "reference", what="mã giao dịch ngân hàng", most=64)
    money = queries.money_of(charge)
    if not money.open:
        raise NothingOpen()
    given = money.open if amount is None else whole(amount, "amount")
    who = text(payer, "payer", what="tên người nộp", needed=False)
    booking = Booking([(charge, given)], Channel.QR, trace, who)
    book([booking], by=by, at=at)
    assert booking.receipt is not None
    return booking.receipt


def _may_print(by: Actor, receipt: Receipt) -> bool:
    """Whoever works on the agency's dossiers."""
    return policies.can_see_people(by, receipt.agency)


@act(
    may=_may_print,
    records=events.PRINTED,
    finds={"receipt": queries.receipt_to_print},
    law="NĐ 123/2020; TT 78/2021",
)
def print_receipt(*, by: Actor, at: dt.datetime, receipt: Receipt) -> Receipt:
    """In biên lai: the first print is the original; every later one says that it is a copy."""
    receipt.prints += 1
    receipt.save(update_fields=["prints"])
    record(
        events.PRINTED, subject=f"fee-receipt:{receipt.agency}:{receipt.year}:{receipt.number}", unit=receipt.agency,
        by=by, at=at, facts={"receipt": receipt.label, "times": receipt.prints},
    )  # fmt: skip
    return receipt


def counted(notes: Mapping[int, int]) -> int:
    """What the notes in the drawer add up to. Raises Invalid for a note that does not exist or a count that is none."""
    for note, count in notes.items():
        if note not in DENOMINATIONS or isinstance(count, bool) or not 0 <= count <= 100_000:
            raise Invalid(field=f"note-{note}", text="Đếm số tờ của từng mệnh giá, từ 0 trở lên.")
    return sum(note * count for note, count in notes.items())


@act(
    may=lambda by, agency: policies.can_collect(by, agency),
    records=events.DAY_CLOSED,
    law="Luật 88/2015/QH13",
)
def close_day(
    *, by: Actor, at: dt.datetime, agency: str, notes: Mapping[int, int], remark: str = ""
) -> ClosedDay:
    """Chốt ngày thu: the drawer is counted by denomination and held against the books; a difference is explained."""
    day = at.astimezone(TZ).date()
    if queries.closed_day(agency, by.post, day):
        raise ClosedAlready(day=f"{day:%d/%m/%Y}")
    start = dt.datetime.combine(day, dt.time(), TZ)
    taken = Payment.objects.filter(
        receipt__agency=agency, by_post=by.post, at__gte=start, at__lt=start + dt.timedelta(days=1)
    ).values_list("channel", "amount")
    totals: dict[str, int] = {}
    for channel, amount in taken:
        totals[channel] = totals.get(channel, 0) + amount
    cash, found = totals.get(Channel.CASH, 0), counted(notes)
    why = text(remark, "remark", what="vì sao số đếm khác số thu", needed=False)
    if cash != found and not why:
        raise Invalid(
            field="remark", text="Đếm được {counted}, sổ ghi {expected}, lệch {off}. Ghi rõ vì sao.",
            counted=dong(found), expected=dong(cash), off=dong(abs(found - cash)),
        )  # fmt: skip
    row = ClosedDay(
        agency=agency, post=by.post, day=day, expected=cash, counted=found,
        notes={str(note): count for note, count in sorted(notes.items()) if count}, totals=totals, remark=why,
        closed_at=at, by_title=by.title,
    )  # fmt: skip
    row.save(force_insert=True)
    subject = evidence.subject_of(row)
    record(
        events.DAY_CLOSED, subject=subject, unit=agency, by=by, at=at,
        facts={
            "day": f"{day:%d/%m/%Y}", "expected": cash, "counted": found, "counted_words": dong(found),
            "difference": found - cash, "difference_words": dong(found - cash), "totals": totals,
            "rows": evidence.of_rows(subject, [row]),
        },
    )  # fmt: skip
    return row
