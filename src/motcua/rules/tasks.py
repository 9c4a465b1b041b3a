"""Tasks of direction: what makes one clear, how it stands, when a recurring duty falls due (R8.11–R8.17)."""

import calendar as months
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.vietnamese import nfc

# ── clear: "5 rõ", "6 rõ" ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Item:
    """One item of the chosen checklist, and the columns that fill it (R8.11, R8.12)."""

    code: str
    name: str
    columns: tuple[str, ...]


def unclear(items: Sequence[Item], task: Mapping[str, object]) -> list[Item]:
    """The items that a task does not fill yet, in their order; none: it may be issued."""
    return [item for item in items if not all(task.get(column) for column in item.columns)]


def outside(
    milestones: Sequence[dt.date], starts_on: dt.date | None, due_on: dt.date | None
) -> list[dt.date]:
    """The milestones that no work of the task can reach: before it starts, or after it is due (R8.12)."""
    return [
        day for day in milestones if (starts_on and day < starts_on) or (due_on and day > due_on)
    ]  # fmt: skip


# ── to which field of work a task belongs ───────────────────────────────────────────────────────────────────


def field_said(title: str, words: Mapping[str, Sequence[str]]) -> str:
    """The field of work that the name of a task says, by the words of each field; blank: none, or more than one."""
    said = " ".join(nfc(title).casefold().split())
    found = [
        field for field, known in words.items()
        if any(re.search(rf"\b{re.escape(nfc(one).casefold())}\b", said) for one in known)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else ""


# ── how a task stands ───────────────────────────────────────────────────────────────────────────────────────


class Status(StrEnum):
    """How a task stands, in the words of Government task tracking (R8.13)."""

    UNASSIGNED = "unassigned"
    NOT_STARTED = "not_started"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    HANDED_IN = "handed_in"
    DONE = "done"
    DONE_LATE = "done_late"
    EXTENSION_ASKED = "extension_asked"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class Final(StrEnum):
    """The four statistics (R8.13): done, done late, not done, not done and late."""

    DONE = "done"
    DONE_LATE = "done_late"
    OPEN = "open"
    OPEN_LATE = "open_late"


@dataclass(frozen=True)
class Stands:
    """What of a task says how it stands.

    ``state``    of its case: assigned, doing, handed_in, paused, done, cancelled; "" while it is not issued
    ``due_at``   the last approved deadline (R8.14); ``handed_at`` when the result was handed in
    ``asking``   an extension is asked for and not decided yet
    """

    state: str
    due_at: dt.datetime | None = None
    handed_at: dt.datetime | None = None
    asking: bool = False


def is_late(task: Stands, now: dt.datetime) -> bool:
    """Whether the last approved deadline was missed: by handing in, or by now. Who waits for others is not late."""
    if task.due_at is None or task.state in ("", "paused", "cancelled"):
        return False
    return (task.handed_at if task.state in ("handed_in", "done") and task.handed_at else now) > task.due_at


def status(task: Stands, now: dt.datetime) -> Status:
    """One word for how a task stands (R8.13); lateness is counted to the last approved deadline (R8.14)."""
    match task.state:
        case "":
            return Status.UNASSIGNED
        case "cancelled":
            return Status.CANCELLED
        case "done":
            return Status.DONE_LATE if is_late(task, now) else Status.DONE
        case "paused":
            return Status.PAUSED
        case "handed_in":
            return Status.HANDED_IN
    if task.asking:
        return Status.EXTENSION_ASKED
    if task.state == "assigned":
        return Status.NOT_STARTED
    return Status.OVERDUE if is_late(task, now) else Status.IN_TIME


def final(task: Stands, now: dt.datetime) -> Final | None:
    """Which of the four statistics counts a task; none what is not issued, or cancelled."""
    if task.state in ("", "cancelled"):
        return None
    late = is_late(task, now)
    if task.state == "done":
        return Final.DONE_LATE if late else Final.DONE
    return Final.OPEN_LATE if late else Final.OPEN


# ── duties that come again ──────────────────────────────────────────────────────────────────────────────────


class Every(StrEnum):
    """How often a duty comes again (R8.17)."""

    DAY = "daily"
    WEEK = "weekly"
    MONTH = "monthly"
    QUARTER = "quarterly"
    HALF = "half-yearly"
    YEAR = "yearly"


DAYS = {Every.DAY: range(1), Every.WEEK: range(1, 8)}
"""Which days a rule may name; of all others the days of a month."""
MONTHS = {Every.QUARTER: range(1, 4), Every.HALF: range(1, 7), Every.YEAR: range(1, 13)}
"""Which months a rule must name: of a quarter, of half a year, of a year; the others name none."""


@dataclass(frozen=True)
class Recurrence:
    """A rule such as "trước ngày 30/11 hằng năm" or "thứ Sáu hằng tuần".

    ``day``     of the week (1 Monday … 7) or of the month; past its end, the month's last day; none (0) of every day
    ``month``   of the year, of half a year (1–6), of the quarter (1–3)
    ``before``  "trước ngày": the last working day before it; else the day itself, or the next working day
    ``lead``    how many days before its deadline a task is made
    """

    every: Every
    day: int
    month: int = 0
    before: bool = False
    lead: int = 0

    def sound(self) -> bool:
        """Whether there is such a day."""
        days, among = DAYS.get(self.every, range(1, 32)), MONTHS.get(self.every, range(1))
        return self.day in days and self.month in among and 0 <= self.lead <= 366


def days_of(rule: Recurrence, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The days that the rule names from ``first`` to ``last``, both included, as written."""
    if rule.every in DAYS:
        step = len(DAYS[rule.every])
        day = first + dt.timedelta(days=(rule.day - first.isoweekday()) % step)
        while day <= last:
            yield day
            day += dt.timedelta(days=step)
        return
    for year in range(first.year, last.year + 1):
        for month in _months(rule):
            day = dt.date(year, month, min(rule.day, months.monthrange(year, month)[1]))
            if first <= day <= last:
                yield day


def months_on(day: dt.date, count: int) -> dt.date:
    """The same day so many months on; the last of the month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _months(rule: Recurrence) -> Sequence[int]:
    among = MONTHS.get(rule.every)
    return range(1, 13) if among is None else range(rule.month, 13, len(among))


def due_on(rule: Recurrence, day: dt.date, calendar: WorkingCalendar) -> dt.date:
    """The last day on which what falls on ``day`` may be done: a working day, before it or not earlier than it."""
    if not rule.before:
        return calendar.next_working_day(day)
    found = day - dt.timedelta(days=1)
    while not calendar.is_working_day(found):
        found -= dt.timedelta(days=1)
    return found


def to_make(
    rule: Recurrence, calendar: WorkingCalendar, *, since: dt.date, until: dt.date | None, today: dt.date,
    made: dt.date | None = None,
) -> list[tuple[dt.date, dt.date]]:  # fmt: skip
    """(day as written, last day) of the occurrences whose task is to be made by today.

    ``since``  the duty holds from that day: what was due before it is no work of it
    ``made``   the last day of which a task was made: all after it are, also when they are past by now and late
    What comes every day comes on working days only.
    """
    horizon = today + dt.timedelta(days=rule.lead + 31)
    first, found = max(since, made + dt.timedelta(days=1)) if made else since, []
    for day in days_of(rule, first, min(until or horizon, horizon)):
        last = due_on(rule, day, calendar)
        idle = rule.every is Every.DAY and not calendar.is_working_day(day)
        if since <= last and last - dt.timedelta(days=rule.lead) <= today and not idle:
            found.append((day, last))
    return found
