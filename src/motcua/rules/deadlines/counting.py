"""From the moment of reception to the moment promised (R0.2, R0.3, R1.25, R1.26, R11.13)."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from motcua.rules.calendar import WorkingCalendar, local
from motcua.rules.deadlines.limits import Limit, TimeUnit

_LAST_HOUR = dt.timedelta(hours=1)
_THREE_O_CLOCK = dt.time(15)


class Cutoff(StrEnum):
    """From which hour on a reception counts as of the next working day (R1.25).

    ``LAST_HOUR``: at or after one hour before closing. ``AFTER_15H``: later than 15:00; at 15:00 sharp is not
    after.
    """

    NONE = "none"
    LAST_HOUR = "last_hour"
    AFTER_15H = "after_15h"


def is_cut_off(at: dt.datetime, calendar: WorkingCalendar, cutoff: Cutoff) -> bool:
    """Whether a reception on a working day comes too late for that day; never on a day of rest."""
    at = local(at)
    if cutoff is Cutoff.NONE or not calendar.is_working_day(at.date()):
        return False
    if cutoff is Cutoff.AFTER_15H:
        return at.time() > _THREE_O_CLOCK
    return at >= calendar.closing(at.date()) - _LAST_HOUR


def start_of(at: dt.datetime, calendar: WorkingCalendar, cutoff: Cutoff = Cutoff.NONE) -> dt.datetime:
    """From when a period counts: past the cut-off from the next working day's opening, else within office
    hours (R1.25, R1.26)."""
    at = local(at)
    if is_cut_off(at, calendar, cutoff):
        return calendar.opening(calendar.next_working_day(at.date() + dt.timedelta(days=1)))
    return calendar.next_working_moment(at)


def due(
    start: dt.datetime, limit: Limit, calendar: WorkingCalendar, cutoff: Cutoff = Cutoff.NONE
) -> dt.datetime:
    """When a period that starts with a reception ends.

    Working days keep the clock time (R1.26), working hours count open office, calendar days do not count the
    day of the event and roll to a working day (R0.3), hours run day and night. A cut-off moves the start to
    the next working day whatever the unit (R1.25). Whole working days that no cut-off moved and that begin while the
    office is closed for the day end at closing time (``working_day_after``).
    """
    begin = start_of(start, calendar, cutoff)
    if limit.same_day:
        return calendar.closing(begin.date())
    match limit.unit:
        case TimeUnit.WORKING_DAY:
            return working_day_after(start, limit.amount, calendar, cutoff)
        case TimeUnit.WORKING_HOUR:
            return calendar.add_working_hours(begin, limit.amount)
        case TimeUnit.DAY:
            return calendar.add_days(counted_from(start, calendar, cutoff), int(limit.amount))
        case TimeUnit.HOUR:
            return calendar.add_hours(counted_from(start, calendar, cutoff), limit.amount)


def working_day_after(
    start: dt.datetime, days: Decimal | int, calendar: WorkingCalendar, cutoff: Cutoff = Cutoff.NONE
) -> dt.datetime:
    """The moment so many working days after a reception.

    What comes on a day of rest, or after the office closed, came on that day: the next working day is the first that
    counts, and the last ends when the office closes. “8:00 of the morning after” is the same place in working time, and
    a day that the law does not give. A cut-off says itself when such a day begins (R1.25; T3 of DOMAIN §17.2).
    """
    begin = start_of(start, calendar, cutoff)
    reached = calendar.add_working_days(begin, days)
    if cutoff is not Cutoff.NONE or days % 1 or days < 1 or begin.date() == local(start).date():
        return reached
    return calendar.closing(calendar.previous_working_day(reached.date() - dt.timedelta(days=1)))


def counted_from(at: dt.datetime, calendar: WorkingCalendar, cutoff: Cutoff) -> dt.datetime:
    """From when calendar time counts: the reception itself, also on a day of rest.

    Where a cut-off rules, what comes before the office opens counts from that opening, as what was cut off the day
    before does: nobody who came later is promised earlier.
    """
    begin, at = start_of(at, calendar, cutoff), local(at)
    if cutoff is Cutoff.NONE or (begin.date() == at.date() and at >= calendar.opening(at.date())):
        return at
    return begin


def over_before(until: dt.date, at: dt.datetime) -> dt.datetime:
    """Before which moment the time of open work had to end to be over as days end (``until`` not included), or as the
    day of ``at`` does: to report it, the last day of a time belongs to it whole (BLDS 2015 art. 148.6)."""
    last = min(until - dt.timedelta(days=1), local(at).date())
    return dt.datetime.combine(last, dt.time(), local(at).tzinfo)


def days_left(now: dt.datetime, due_at: dt.datetime, calendar: WorkingCalendar) -> int:
    """Working days after the one on which time counts next, up to the day of ``due_at``: as promised (R1.26)."""
    day, start = dt.timedelta(days=1), calendar.next_working_moment(now).date()
    return calendar.working_days(start + day, local(due_at).date() + day)
