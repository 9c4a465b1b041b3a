"""Complaints (khiếu nại): how long they take, until when one may complain, when a decision takes effect (R6.28–R6.38).

Luật Khiếu nại 02/2011/QH13, NĐ 155/2026. How many days is a parameter of the law; here is how they are counted.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from motcua.rules.calendar import TZ, WorkingCalendar
from motcua.rules.deadlines import Limit, TimeUnit, due
from motcua.rules.impossible import Invalid

MORNING = dt.time(8)
BROADCASTS = 2


class Form(StrEnum):
    """How a decision is made public (Luật Khiếu nại Điều 41; R6.36)."""

    MEETING = "meeting"
    POSTING = "posting"
    PORTAL = "portal"
    BROADCAST = "broadcast"
    PRESS = "press"


LASTING = frozenset({Form.POSTING, Form.PORTAL})
"""Forms that must last so many days."""


def case_of(*, complicated: bool, remote: bool) -> str:
    """Which of the four times of the law holds (R6.31)."""
    if remote:
        return "remote_complex" if complicated else "remote"
    return "complex" if complicated else "normal"


def resolution_due(
    accepted: dt.date, days: int, calendar: WorkingCalendar, waits: Iterable[tuple[dt.date, dt.date]] = ()
) -> dt.datetime:
    """When a complaint must be decided: calendar days after acceptance, without the days of suspension (R6.31, R6.35).

    ``waits``: each suspension as its day and the day of the decision to resume.
    """
    waited = sum((resumed - suspended).days for suspended, resumed in waits)
    last = accepted + dt.timedelta(days=days + waited)
    return calendar.closing(calendar.next_working_day(last))


def last_day(since: dt.date, amount: int, unit: str, calendar: WorkingCalendar) -> dt.date:
    """The last day of a period that begins the day after ``since`` (R0.3): to send, publish, complain again."""
    limit = Limit(Decimal(amount), TimeUnit(unit))
    return due(dt.datetime.combine(since, MORNING, TZ), limit, calendar).date()


def last_day_to_complain(known: dt.date, days: int, calendar: WorkingCalendar, obstacle: int = 0) -> dt.date:
    """Until when one may complain of what one knew on a day; days of an obstacle do not count (R6.28)."""
    return last_day(known, days + obstacle, TimeUnit.DAY, calendar)


def last_notice(held: dt.date, days: int) -> dt.date:
    """By when a dialogue must be announced (R6.34)."""
    return held - dt.timedelta(days=days)


def check_publication(
    form: Form, first: dt.date, last: dt.date | None, times: int, *, least_days: int
) -> None:
    """Raises Invalid where a decision is public for shorter than the law asks (R6.36)."""
    if form in LASTING and (last is None or (last - first).days < least_days):
        raise Invalid(field="until_on", text="Niêm yết, đăng tải ít nhất {days} ngày.", days=least_days)
    if last is not None and last < first:
        raise Invalid(field="until_on", text="Ngày cuối công khai phải sau ngày đầu.")
    if form is Form.BROADCAST and times < BROADCASTS:
        raise Invalid(field="times", text="Phát thanh, truyền hình ít nhất {times} lần.", times=BROADCASTS)
