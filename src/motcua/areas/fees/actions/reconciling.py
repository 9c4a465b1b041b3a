"""Money that the bank or a platform tells of: statements held against what is due, notices taken once."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from motcua.areas.fees import events, evidence, policies, queries
from motcua.areas.fees.actions.collecting import spread
from motcua.areas.fees.actions.keeping import Booking, book, text
from motcua.areas.fees.choices import Channel, LineState, Verdict
from motcua.areas.fees.models import BankLine, Charge, Payment, Receipt, RepeatedNonce, Statement, TakenNotice
from motcua.areas.fees.ports import PaymentNotice, ReplayedNotice, StatementLine, StatementReading
from motcua.base import rows
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.fees import dong
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.payment_codes import payment_codes
from motcua.rules.vietnamese import fold

MOST_LINES = 50_000
AT_ONCE = 500
NONCES_KEPT = dt.timedelta(days=1)


class LineDone(Impossible):
    text = "Dòng sao kê này đã được xử lý. Mở lại trang để xem tình trạng mới nhất."


def _digests(lines: Sequence[StatementLine], account: str) -> list[str]:
    """What makes a line the same however often the bank tells it: its number, or, without one, everything it says and
    its place among those that say the same."""
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        said = "".join(fold(line.description).split())
        content = f"{account}|{line.on}|{line.amount}|{said}|{line.reference}"
        if not line.reference:
            content += f"|{line.balance if line.balance is not None else ''}"
            seen[content] = seen.get(content, 0) + 1
            content += f"|{seen[content]}"
        found.append(hashlib.sha256(content.encode()).hexdigest())
    return found


@act(
    may=lambda by, agency: policies.can_reconcile(by, agency), records=events.STATEMENT_TAKEN,
    law="Luật 97/2015/QH13 Điều 14",
)  # fmt: skip
def take_statement(
    *, by: Actor, at: dt.datetime, agency: str, reading: StatementReading, sha256: str
) -> Statement:
    """Nhận sao kê: keep what the bank tells for the first time; lines told before are counted, never kept twice."""
    if not reading.lines:
        raise Invalid(field="file", text="Tệp không có dòng tiền vào nào. Chọn sao kê có cột ghi Có.")
    if len(reading.lines) > MOST_LINES:
        raise Invalid(
            field="file", text="Sao kê có quá {most} dòng. Chia nhỏ theo tháng rồi tải lên.", most=MOST_LINES
        )
    account = queries.account_on(agency, at.astimezone(TZ).date())
    digests = _digests(reading.lines, account.number)
    known: set[str] = set()
    for start in range(0, len(digests), AT_ONCE):
        some = BankLine.objects.filter(agency=agency, digest__in=digests[start : start + AT_ONCE])
        known |= set(some.values_list("digest", flat=True))
    fresh = {digest: line for digest, line in zip(digests, reading.lines, strict=True) if digest not in known}
    row = Statement(
        agency=agency, account=account, sha256=sha256, new=len(fresh), known=len(digests) - len(fresh),
        outgoing=reading.outgoing, skipped=[{"row": one.row, "why": one.why} for one in reading.skipped[:50]],
        taken_at=at, by_title=by.title,
    )  # fmt: skip
    row.save(force_insert=True)
    lines = [
        BankLine(
            statement=row, agency=agency, digest=digest, on=line.on, amount=line.amount,
            description=line.description[:500], reference=line.reference[:64],
            codes=payment_codes(line.description)[:20],
        )
        for digest, line in fresh.items()
    ]  # fmt: skip
    BankLine.objects.bulk_create(lines, batch_size=1000)
    subject = evidence.subject_of(row)
    record(
        events.STATEMENT_TAKEN, subject=subject, unit=agency, by=by, at=at,
        facts={
            "new": row.new, "known": row.known, "outgoing": row.outgoing, "sha256": sha256,
            "rows": {**evidence.of_rows(subject, [row]), "lines": evidence.of_lines(subject, lines)},
        },
    )  # fmt: skip
    return row


def _may_book(by: Actor, statement: Statement) -> bool:
    return policies.can_reconcile(by, statement.agency)


@act(
    may=_may_book, records=[events.STATEMENT_BOOKED, events.PAID, events.SETTLED],
    finds={"statement": queries.statement_to_act_on}, law="Luật 97/2015/QH13 Điều 14",
)  # fmt: skip
def confirm_statement(*, by: Actor, at: dt.datetime, statement: Statement) -> Statement:
    """Ghi thu theo sao kê: book every line that fits exactly, and tie those that the counter confirmed before; all in
    one act. What does not fit stays in the list for a person."""
    waiting = list(
        BankLine.objects.select_for_update()
        .filter(statement=statement, state=LineState.WAITING)
        .order_by("pk")
        .defer("description")
    )
    _lock(statement.agency, waiting)
    found = queries.judged(statement.agency, waiting)
    fits = [one for one in found if one.verdict == Verdict.EQUAL]
    bookings = [Booking(spread(one.charges, one.line.amount), Channel.QR, one.line.reference) for one in fits]
    book(bookings, by=by, at=at)
    with rows.together():
        for one, booking in zip(fits, bookings, strict=True):
            _done(one.line, booking.receipt)
    tied: set[int] = set()
    for one in found:
        if one.verdict == Verdict.ALREADY:
            before = Payment.objects.filter(
                charge=one.charges[0], channel=Channel.QR, amount=one.line.amount, receipt__line=None
            ).exclude(receipt__in=tied)
            payment = before.order_by("n").select_related("receipt").first()
            if payment is not None:
                tied.add(payment.receipt_id)
                _done(one.line, payment.receipt)
    booked = sum(one.line.amount for one in fits)
    statement.booked_at = at
    statement.save(update_fields=["booked_at"])
    record(
        events.STATEMENT_BOOKED, subject=evidence.subject_of(statement), unit=statement.agency, by=by, at=at,
        facts={
            "lines": len(fits), "tied": len(tied), "left": len(found) - len(fits) - len(tied), "amount": booked,
            "amount_words": dong(booked),
        },
    )  # fmt: skip
    return statement


def _lock(agency: str, lines: Sequence[BankLine]) -> None:
    """Lock the charges that lines speak of, in one order."""
    codes = sorted({code for line in lines for code in line.codes})
    for start in range(0, len(codes), AT_ONCE):
        some = Charge.objects.select_for_update().filter(
            agency=agency, code__in=codes[start : start + AT_ONCE]
        )
        list(some.order_by("pk").values_list("pk", flat=True))


def _done(line: BankLine, receipt: Receipt | None) -> None:
    assert receipt is not None
    rows.update(BankLine, {"state": LineState.BOOKED, "receipt": receipt.pk}, id=line.pk)


def _may_line(by: Actor, line: BankLine) -> bool:
    return policies.can_reconcile(by, line.agency)


@act(
    may=_may_line, records=[events.LINE_ASSIGNED, events.PAID, events.SETTLED],
    finds={"line": queries.line_to_act_on, "charge": queries.to_act_on}, law="Luật 97/2015/QH13 Điều 14",
)  # fmt: skip
def assign_line(*, by: Actor, at: dt.datetime, line: BankLine, charge: Charge, reason: str) -> Receipt:
    """Ghi dòng sao kê vào một khoản, with the reason: all of its money; what is beyond is shown as surplus."""
    if line.state != LineState.WAITING:
        raise LineDone()
    why = text(reason, "reason", what="vì sao dòng này thuộc khoản đã chọn")
    booking = Booking([(charge, line.amount)], Channel.QR, line.reference)
    book([booking], by=by, at=at)
    assert booking.receipt is not None
    line.state, line.receipt, line.reason = LineState.BOOKED, booking.receipt, why
    line.save(update_fields=["state", "receipt", "reason"])
    record(
        events.LINE_ASSIGNED, subject=f"{evidence.STATEMENT}{line.statement_id}", unit=line.agency, by=by, at=at,
        facts={
            "line": line.digest[:32], "charge": charge.code, "amount": line.amount, "receipt": booking.receipt.label,
        },
    )  # fmt: skip
    return booking.receipt


@act(may=_may_line, records=events.LINE_SET_ASIDE, finds={"line": queries.line_to_act_on}, law="")
def set_line_aside(*, by: Actor, at: dt.datetime, line: BankLine, reason: str) -> BankLine:
    """Để riêng dòng sao kê không phải phí, lệ phí, with the reason."""
    if line.state != LineState.WAITING:
        raise LineDone()
    line.state, line.reason = (
        LineState.SET_ASIDE,
        text(reason, "reason", what="vì sao dòng này không phải phí, lệ phí"),
    )
    line.save(update_fields=["state", "reason"])
    record(
        events.LINE_SET_ASIDE, subject=f"{evidence.STATEMENT}{line.statement_id}", unit=line.agency, by=by, at=at,
        facts={"line": line.digest[:32], "amount": line.amount, "amount_words": dong(line.amount)},
    )  # fmt: skip
    return line


@act(
    may=policies.can_notify,
    records=[events.NOTICE_TAKEN, events.PAID, events.SETTLED],
    law="R2.13, NĐ 118/2025 Điều 24",
)
def take_notice(*, by: Actor, at: dt.datetime, notice: PaymentNotice) -> Receipt:
    """Nhận thông báo thanh toán: book what a platform says was paid, whose signature and age were checked before.

    Money that came in is booked whatever the charge's state: what is beyond is shown as surplus and given back.
    """
    if RepeatedNonce.objects.filter(nonce=notice.nonce).exclude(digest=notice.digest).exists():
        raise ReplayedNotice()
    charge = queries.to_act_on(notice.code, by=by)
    booking = Booking([(charge, notice.amount)], Channel.PORTAL, notice.id[:64])
    book([booking], by=by, at=at)
    assert booking.receipt is not None
    try:
        with transaction.atomic():
            TakenNotice.objects.create(
                number=notice.id, nonce=notice.nonce, digest=notice.digest, receipt=booking.receipt, at=at
            )
    except IntegrityError as error:
        raise ReplayedNotice() from error
    record(
        events.NOTICE_TAKEN, subject=f"fee-notice:{notice.digest[:32]}", unit=charge.agency, by=by, at=at,
        facts={
            "notice": notice.digest[:16], "charge": charge.code, "amount": notice.amount,
            "amount_words": dong(notice.amount), "receipt": booking.receipt.label,
        },
    )  # fmt: skip
    return booking.receipt


def remember_repeat(*, at: dt.datetime, notice: PaymentNotice) -> None:
    """A notice that was booked before is told again: its nonce counts as used from now on.

    Raises ReplayedNotice when another notice came with that nonce. Nonces too old to be taken again are forgotten.
    """
    RepeatedNonce.objects.filter(at__lt=at - NONCES_KEPT).delete()
    row = RepeatedNonce(nonce=notice.nonce, digest=notice.digest, at=at)
    RepeatedNonce.objects.bulk_create([row], ignore_conflicts=True)
    for known in (TakenNotice.objects, RepeatedNonce.objects):
        if known.filter(nonce=notice.nonce).exclude(digest=notice.digest).exists():
            raise ReplayedNotice()
