"""A deadline is a fold over its events in the working time of a unit (R0.1–R0.3, R1.18–R1.29)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.impossible import Impossible, Invalid


class TimeUnit(StrEnum):
    """The four units of time, which must not be mixed (R0.2)."""

    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    DAY = "day"
    HOUR = "hour"


UNIT_WORDS = {
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.WORKING_HOUR: "giờ làm việc",
    TimeUnit.DAY: "ngày",
    TimeUnit.HOUR: "giờ",
}


class Cutoff(StrEnum):
    """From which hour on a reception counts as of the next working day (R1.25)."""

    NONE = "none"
    LAST_HOUR = "last_hour"
    AFTER_15H = "after_15h"


class ClockFault(Impossible):
    text = "Đồng hồ hồ sơ không nhận sự kiện này: {why}."


@dataclass(frozen=True)
class Limit:
    """A time limit. ``same_day``: by the close of the working day of reception (R11.13)."""

    amount: Decimal
    unit: TimeUnit
    same_day: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.amount <= 3650:
            raise Invalid(field="amount", text="Thời hạn phải lớn hơn 0 và không quá 3650.")

    def words(self) -> str:
        """``3 ngày làm việc``."""
        if self.same_day:
            return "trong ngày làm việc"
        amount = f"{self.amount.normalize():f}".replace(".", ",")
        return f"{amount} {UNIT_WORDS[self.unit]}"


def start_of(at: dt.datetime, calendar: WorkingCalendar, cutoff: Cutoff) -> dt.datetime:
    """From when a period counts: within working time, and past the cut-off from the next opening."""
    start = calendar.next_working_moment(at)
    day = start.date()
    if cutoff is Cutoff.AFTER_15H:
        late = start.time() > dt.time(15)
    elif cutoff is Cutoff.LAST_HOUR:
        late = start >= calendar.subtract_working_hours(calendar.closing(day), 1)
    else:
        late = False
    return calendar.opening(calendar.next_working_day(day + dt.timedelta(days=1))) if late else start


def due(start: dt.datetime, limit: Limit, calendar: WorkingCalendar, cutoff: Cutoff = Cutoff.NONE) -> dt.datetime:
    """When a period that starts at a moment ends."""
    begin = start_of(start, calendar, cutoff)
    if limit.same_day:
        return calendar.closing(begin.date())
    if limit.unit is TimeUnit.WORKING_DAY:
        return calendar.add_working_days(begin, limit.amount)
    if limit.unit is TimeUnit.WORKING_HOUR:
        return calendar.add_working_hours(begin, limit.amount)
    if limit.unit is TimeUnit.DAY:
        return calendar.add_days(start, int(limit.amount))
    return calendar.add_hours(start, limit.amount)


@dataclass(frozen=True)
class Started:
    at: dt.datetime
    limit: Limit
    cutoff: Cutoff = Cutoff.NONE


@dataclass(frozen=True)
class Paused:
    at: dt.datetime


@dataclass(frozen=True)
class Resumed:
    at: dt.datetime


@dataclass(frozen=True)
class Restarted:
    at: dt.datetime
    limit: Limit | None = None
    cutoff: Cutoff = Cutoff.NONE


@dataclass(frozen=True)
class Extended:
    at: dt.datetime
    until: dt.datetime


@dataclass(frozen=True)
class Stopped:
    at: dt.datetime


ClockEvent = Started | Paused | Resumed | Restarted | Extended | Stopped


@dataclass(frozen=True)
class Clock:
    """What the fold says."""

    state: str
    started_at: dt.datetime
    due_at: dt.datetime
    promised_at: dt.datetime
    re_promised_at: dt.datetime | None
    stopped_at: dt.datetime | None
    extensions: int
    waited: dt.timedelta


def read(events: Sequence[ClockEvent], calendar: WorkingCalendar, law: str = "restart") -> Clock:
    """Fold the events of a clock; ``law``: "restart" (R1.22) or "pause" (the 766 index, R4.9)."""
    if not events or not isinstance(events[0], Started):
        raise ClockFault(why="chưa bắt đầu")
    first = events[0]
    limit, cutoff = first.limit, first.cutoff
    due_at = promised = due(first.at, limit, calendar, cutoff)
    state, again, stopped, extensions, waited = "running", None, None, 0, dt.timedelta()
    paused_at: dt.datetime | None = None
    for event in events[1:]:
        match event:
            case Paused(at) if state == "running":
                state, paused_at = "paused", at
            case Resumed(at) | Restarted(at) if state == "paused" and paused_at is not None:
                waited += at - paused_at
                if isinstance(event, Restarted) and law == "restart":
                    limit = event.limit or limit
                    due_at = due(at, limit, calendar, event.cutoff)
                else:
                    left = calendar.working_seconds_between(paused_at, due_at)
                    due_at = calendar.add_working_hours(at, Decimal(max(left, 0)) / 3600)
                state, paused_at = "running", None
            case Extended(_, until) if state == "running" and until > due_at:
                due_at = again = until
                extensions += 1
            case Stopped(at) if state != "stopped":
                state, stopped = "stopped", at
            case _:
                raise ClockFault(why=f"{type(event).__name__} khi {state}")
    return Clock(state, first.at, due_at, promised, again, stopped, extensions, waited)
