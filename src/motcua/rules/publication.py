"""When a decision of publication is on time: by the decree and by the index, both kept (R3.8, R3.9).

NĐ 63/2010 Điều 15 counts calendar days back from the day the legal text takes effect; a text adopted by shortened
procedure counts them forward from its promulgation. The index of QĐ 766/QĐ-TTg counts working days back from the
day of effect and knows no shortened procedure. Điều 24 counts working days from the decision until it is entered in
the national database. How many days is data: whoever asks passes them.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from motcua.rules.calendar import WorkingCalendar


@dataclass(frozen=True)
class Timeliness:
    """A day that had to be kept, the day on which it was done (None: not yet), and how many days late.

    ``days`` are calendar or working days as the rule counts them: 0 on time, None when it is not done yet and still
    may be.
    """

    due_on: dt.date
    done_on: dt.date | None
    days: int | None

    @property
    def late(self) -> bool:
        """Done after its day, or not done though the day has passed."""
        return bool(self.days)

    @property
    def on_time(self) -> bool:
        """Done by its day."""
        return self.done_on is not None and self.days == 0


def working_days_before(day: dt.date, count: int, calendar: WorkingCalendar) -> dt.date:
    """The last day on which ``count`` working days still lie before ``day``, the day itself not counted."""
    found = day
    for _ in range(count):
        found = calendar.previous_working_day(found - dt.timedelta(days=1))
    return found


def working_days_after(day: dt.date, count: int, calendar: WorkingCalendar) -> dt.date:
    """The ``count``-th working day after a day, the day itself not counted (R0.3)."""
    found = day
    for _ in range(count):
        found = calendar.next_working_day(found + dt.timedelta(days=1))
    return found


def by_decree(
    signed_on: dt.date,
    *,
    effective_on: dt.date | None,
    issued_on: dt.date | None,
    shortened: bool,
    days: int,
    calendar: WorkingCalendar,
) -> Timeliness | None:
    """The decree's result (NĐ 63/2010 Điều 15). None when the day it counts from is not known.

    Back from the day of effect nothing rolls; forward from promulgation a last day of rest rolls to the next
    working day (R0.3).
    """
    if shortened:
        if issued_on is None:
            return None
        due = calendar.next_working_day(issued_on + dt.timedelta(days=days))
    elif effective_on is None:
        return None
    else:
        due = effective_on - dt.timedelta(days=days)
    return Timeliness(due, signed_on, max((signed_on - due).days, 0))


def by_index(
    signed_on: dt.date, *, effective_on: dt.date | None, days: int, calendar: WorkingCalendar
) -> Timeliness | None:
    """The index's result (QĐ 766/QĐ-TTg, PUBLISH_ON_TIME). None when the day of effect is not known."""
    if effective_on is None:
        return None
    due = working_days_before(effective_on, days, calendar)
    return Timeliness(due, signed_on, _working_late(due, signed_on, calendar))


def entry(
    signed_on: dt.date, *, entered_on: dt.date | None, today: dt.date, days: int, calendar: WorkingCalendar
) -> Timeliness:
    """The entry in the national database (NĐ 63/2010 Điều 24): working days from the decision."""
    due = working_days_after(signed_on, days, calendar)
    if entered_on is None and today <= due:
        return Timeliness(due, None, None)
    return Timeliness(due, entered_on, _working_late(due, entered_on or today, calendar))


def _working_late(due: dt.date, done: dt.date, calendar: WorkingCalendar) -> int:
    """Working days from the day due to the day done; at least one when it was done later at all."""
    if done <= due:
        return 0
    after = dt.timedelta(days=1)
    return max(calendar.working_days(due + after, done + after), 1)


def share(part: int, whole: int) -> Decimal | None:
    """A share in per cent to two decimals (R4.2); None of nothing."""
    return round(Decimal(100 * part) / whole, 2) if whole else None
