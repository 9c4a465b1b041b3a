"""A day at the till, and how long payment is waited for: figures, without people."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, Sum

from motcua.areas.fees import policies
from motcua.areas.fees.choices import Channel, Payback
from motcua.areas.fees.models import Charge, ClosedDay, Payment, Receipt, Refund
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotFound

MOST = 500


def _span(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    start = dt.datetime.combine(first, dt.time(), TZ)
    return start, dt.datetime.combine(last, dt.time(), TZ) + dt.timedelta(days=1)


@dataclass
class Day:
    """Money of an agency on a day: by channel (count, sum), by cashier, given back; the receipts of the day."""

    on: dt.date
    channels: dict[str, tuple[int, int]] = field(default_factory=dict)
    cashiers: list[dict[str, Any]] = field(default_factory=list)
    refunded: dict[str, int] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Everything that came in."""
        return sum(amount for _, amount in self.channels.values())

    @property
    def count(self) -> int:
        """How many times somebody paid: one receipt each."""
        return sum(count for count, _ in self.channels.values())


def day(by: Actor, on: dt.date) -> Day:
    """A day of the own agency; the receipts themselves only for those who collect."""
    if not policies.can_see(by, by.agency):
        raise NotFound()
    start, end = _span(on, on)
    within = {"receipt__agency": by.agency, "at__gte": start, "at__lt": end}
    found = Day(on, channels=dict.fromkeys(Channel.values, (0, 0)))
    for row in (
        Payment.objects.filter(**within)
        .values("channel")
        .annotate(n=Count("receipt", distinct=True), sum=Sum("amount"))
    ):
        found.channels[row["channel"]] = (row["n"], row["sum"])
    tills = (
        Payment.objects.filter(**within, channel__in=(Channel.CASH, Channel.POS))
        .values("by_post", "by_title")
        .annotate(
            cash=Sum("amount", filter=Q(channel=Channel.CASH), default=0),
            pos=Sum("amount", filter=Q(channel=Channel.POS), default=0),
        )
        .order_by("by_title")
    )
    found.cashiers = [dict(row) for row in tills]
    given = Refund.objects.filter(charge__agency=by.agency, at__gte=start, at__lt=end)
    found.refunded = dict.fromkeys(Payback.values, 0) | dict(
        given.values_list("channel").annotate(sum=Sum("amount")).order_by()
    )
    if policies.can_collect(by, by.agency):
        rows = Receipt.objects.filter(agency=by.agency, at__gte=start, at__lt=end).order_by("-number")
        found.receipts = list(rows.prefetch_related("payments__charge")[:MOST])
    return found


def closed_day(agency: str, post: str, on: dt.date) -> ClosedDay | None:
    """The close of a cashier's day, once it was closed."""
    return ClosedDay.objects.filter(agency=agency, post=post, day=on).first()


@dataclass(frozen=True)
class Waiting:
    """Payment waited for: how many charges are open and how much, how many are past their time, and how long those
    settled in a period were waited for (working hours, on average; None when there were none).
    """

    open: int
    amount: int
    late: int
    settled: int
    hours: float | None


def waiting(by: Actor, first: dt.date, last: dt.date, at: dt.datetime) -> Waiting:
    """The clock of payment of the own agency (R1.24): it is not the agency's time."""
    if not policies.can_see(by, by.agency):
        raise NotFound()
    rows = Charge.objects.filter(agency=by.agency)
    still = rows.filter(settled_at=None)
    sums = still.aggregate(
        amount=Sum("amount", default=0), reduced=Sum("reduced", default=0), paid=Sum("paid", default=0)
    )
    start, end = _span(first, last)
    done = rows.filter(settled_at__gte=start, settled_at__lt=end, paid__gt=0)
    spans = list(done.order_by("-pk").values_list("asked_at", "settled_at")[:2000])
    calendar = calendar_for(by.agency)
    spent = [calendar.working_seconds_between(asked, paid) / 3600 for asked, paid in spans if paid]
    return Waiting(
        open=still.count(),
        amount=sums["amount"] - sums["reduced"] - sums["paid"],
        late=still.filter(due_at__lt=at).count(),
        settled=len(spans),
        hours=round(sum(spent) / len(spent), 1) if spent else None,
    )


def overdue(by: Actor, at: dt.datetime, most: int = 200) -> list[Charge]:
    """The open charges of the own agency that should have been paid, the oldest first."""
    if not policies.can_see(by, by.agency):
        raise NotFound()
    return list(
        Charge.objects.filter(agency=by.agency, settled_at=None, due_at__lt=at).order_by("due_at")[:most]
    )


def unclosed(by: Actor, before: dt.date, days: int = 31) -> list[dt.date]:
    """Days before one on which this post took cash and did not close, of the last so many."""
    start, end = _span(before - dt.timedelta(days=days), before - dt.timedelta(days=1))
    taken = Payment.objects.filter(
        receipt__agency=by.agency, by_post=by.post, channel=Channel.CASH, at__gte=start, at__lt=end
    )
    found = {at.astimezone(TZ).date() for at in taken.values_list("at", flat=True)}
    closed = ClosedDay.objects.filter(agency=by.agency, post=by.post, day__in=found)
    return sorted(found - set(closed.values_list("day", flat=True)))
