"""What a due chip says: the state of one promise in a word, an icon, a colour and the exact moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.rules.calendar import TZ, WorkingCalendar, local
from motcua.rules.deadlines import days_left

SOON_SECONDS = 8 * 3600
"""Working time before the end from which a promise counts as due soon: one working day."""

DAY_SECONDS = 8 * 3600
"""A working day of eight working hours (R0.2), for saying a stretch of working time in days."""


@dataclass(frozen=True)
class Chip:
    """A due chip: ``kind`` is ok, soon, late, done, paused or none."""

    kind: str
    icon: str
    words: str
    due: dt.datetime | None


def due_chip(
    due: dt.datetime | None,
    now: dt.datetime,
    *,
    state: str = "running",
    calendar: WorkingCalendar | None = None,
    ended: dt.datetime | None = None,
) -> Chip:
    """The chip of a clock.

    ``state``: the clock's state (running, paused, stopped). ``ended``: when it stopped, which says that it did; it
    is compared with ``due``. ``calendar``: the unit's working time; without it, plain days and hours are said.
    """
    if state == "paused":
        return Chip("paused", "circle-pause", _("tạm dừng, chờ bổ sung"), None)
    if due is None:
        return Chip("none", "infinity", _("không quy định thời hạn"), None)
    if state == "stopped" or ended is not None:
        if ended is None or ended <= due:
            return Chip("done", "circle-check-big", _("xong, đúng hạn"), due)
        words = _("xong, %(late)s") % {"late": remaining_words(due, ended, calendar)}
        return Chip("late", "circle-check-big", words, due)
    if due < now:
        return Chip("late", "triangle-alert", remaining_words(due, now, calendar), due)
    left = calendar.working_seconds_between(now, due) if calendar else (due - now).total_seconds()
    soon = left <= SOON_SECONDS or due.astimezone(TZ).date() == now.astimezone(TZ).date()
    return Chip(
        "soon" if soon else "ok",
        "hourglass" if soon else "clock",
        remaining_words(due, now, calendar),
        due,
    )


def owed_chip(what: str, due: dt.datetime, now: dt.datetime, calendar: WorkingCalendar | None) -> Chip:
    """The chip of what is still owed after the decision itself."""
    chip = due_chip(due, now, calendar=calendar)
    words = _("còn phải %(what)s: %(when)s") % {"what": f"{what[:1].lower()}{what[1:]}", "when": chip.words}
    return replace(chip, words=words)


def kept_chip(due: dt.datetime) -> Chip:
    """The chip of work that was handed over in time and waits to be taken."""
    return Chip("done", "circle-check-big", _("đã nộp đúng hạn"), due)


def remaining_words(due: dt.datetime, now: dt.datetime, calendar: WorkingCalendar | None = None) -> str:
    """What is left until ``due``, or how late it is.

    While a working day or more is left, days as a promise counts them (R1.26): today is none, the day of the promise
    is one. Less is said in hours and minutes, and lateness in the largest fitting unit, rounded down; a minute that
    has begun is still left, so that nothing promised in a day says less in the minute in which it was promised.
    """
    left = due >= now
    first, last = (now, due) if left else (due, now)
    if calendar is None:
        seconds = _begun(int((last - first).total_seconds()), left)
        days = (local(due).date() - local(now).date()).days if left else seconds // 86400
        span = _plain_span(seconds, days if seconds >= 86400 else 0)
    else:
        seconds = _begun(calendar.working_seconds_between(first, last), left)
        days = days_left(now, due, calendar) if left else seconds // DAY_SECONDS
        span = _working_span(seconds, days if seconds >= DAY_SECONDS else 0)
    if left:
        return _("còn %(span)s") % {"span": span}
    return _("trễ %(span)s") % {"span": span}


def _begun(seconds: int, left: bool) -> int:
    return -(-seconds // 60) * 60 if left else seconds


def working_words(seconds: int) -> str:
    """Working time in its largest fitting unit, rounded down."""
    return _working_span(seconds, seconds // DAY_SECONDS)


def _working_span(seconds: int, days: int) -> str:
    hours, minutes = seconds // 3600, seconds // 60
    if days:
        return ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", days) % {"n": days}
    if hours:
        return ngettext("%(n)d giờ làm việc", "%(n)d giờ làm việc", hours) % {"n": hours}
    if minutes:
        return ngettext("%(n)d phút", "%(n)d phút", minutes) % {"n": minutes}
    return _("chưa đến 1 phút làm việc")


def _plain_span(seconds: int, days: int) -> str:
    hours, minutes = seconds // 3600, seconds // 60
    if days:
        return ngettext("%(n)d ngày", "%(n)d ngày", days) % {"n": days}
    if hours:
        return ngettext("%(n)d giờ", "%(n)d giờ", hours) % {"n": hours}
    if minutes:
        return ngettext("%(n)d phút", "%(n)d phút", minutes) % {"n": minutes}
    return _("chưa đến 1 phút")
