"""Working time: a week of sessions, days closed, days opened (R0.2, R0.3, R1.26, R1.27, DOMAIN §17)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

TZ = dt.timezone(dt.timedelta(hours=7), "+07")
DAY_HOURS = 8


@dataclass(frozen=True)
class Session:
    """A half-open span of a day in which the office is open."""

    start: dt.time
    end: dt.time

    @property
    def seconds(self) -> int:
        """Length."""
        return _seconds(self.end) - _seconds(self.start)


def _seconds(t: dt.time) -> int:
    return t.hour * 3600 + t.minute * 60 + t.second


_MORNING, _AFTERNOON = Session(dt.time(8), dt.time(12)), Session(dt.time(13, 30), dt.time(17, 30))
OFFICE_WEEK: Mapping[int, tuple[Session, ...]] = {day: (_MORNING, _AFTERNOON) for day in range(5)}


@dataclass(frozen=True, eq=False)
class WorkingCalendar:
    """Working time of a unit: ``week`` by weekday (0 = Monday), ``closed`` days, ``opened`` make-up days."""

    week: Mapping[int, tuple[Session, ...]] = field(default_factory=lambda: OFFICE_WEEK)
    closed: frozenset[dt.date] = frozenset()
    opened: Mapping[dt.date, tuple[Session, ...]] = field(default_factory=dict)

    def sessions(self, day: dt.date) -> tuple[Session, ...]:
        """When the office is open on a day."""
        if day in self.opened:
            return self.opened[day]
        if day in self.closed:
            return ()
        return self.week.get(day.weekday(), ())

    def is_working_day(self, day: dt.date) -> bool:
        """Whether the day counts as a working day."""
        return bool(self.sessions(day))

    def _days(self, day: dt.date, step: int = 1) -> Iterator[dt.date]:
        for _ in range(4000):
            if self.sessions(day):
                yield day
            day += dt.timedelta(days=step)
        raise ValueError("no working day within ten years")

    def next_working_day(self, day: dt.date) -> dt.date:
        """The day itself or the next working day."""
        return next(self._days(day))

    def next_working_moment(self, at: dt.datetime) -> dt.datetime:
        """The moment itself when the office is open, else the next opening."""
        at = at.astimezone(TZ)
        for day in self._days(at.date()):
            for session in self.sessions(day):
                start, end = _at(day, session.start), _at(day, session.end)
                if at < end:
                    return max(at, start)
        raise AssertionError

    def previous_working_moment(self, at: dt.datetime) -> dt.datetime:
        """The moment itself when the office is open (or just closing), else the last closing."""
        at = at.astimezone(TZ)
        for day in self._days(at.date(), -1):
            for session in reversed(self.sessions(day)):
                start, end = _at(day, session.start), _at(day, session.end)
                if at > start or at == start:
                    return min(at, end)
        raise AssertionError

    def clip(self, at: dt.datetime) -> dt.datetime:
        """Never outside office hours: back to the end of the session before (R1.26)."""
        day = at.date()
        sessions = self.sessions(day)
        for session in sessions:
            if _at(day, session.start) <= at <= _at(day, session.end):
                return at
        before = [s for s in sessions if _at(day, s.end) <= at]
        return _at(day, before[-1].end) if before else _at(day, sessions[0].start)

    def add_working_days(self, start: dt.datetime, days: Decimal | int) -> dt.datetime:
        """The same clock time on the n-th following working day (R1.26); fractions are shares of eight hours."""
        at = self.next_working_moment(start)
        whole, part = divmod(Decimal(days), 1)
        if whole:
            following = self._days(at.date() + dt.timedelta(days=1))
            day = at.date()
            for _ in range(int(whole)):
                day = next(following)
            at = self.clip(dt.datetime.combine(day, at.timetz()))
        return self.add_working_hours(at, part * DAY_HOURS) if part else at

    def add_working_hours(self, start: dt.datetime, hours: Decimal | int) -> dt.datetime:
        """So many hours of open office later; a deadline that lands on closing time stays there."""
        at = self.next_working_moment(start)
        left = int(Decimal(hours) * 3600)
        for day in self._days(at.date()):
            for session in self.sessions(day):
                begin, end = max(at, _at(day, session.start)), _at(day, session.end)
                if begin >= end:
                    continue
                length = int((end - begin).total_seconds())
                if left <= length:
                    return begin + dt.timedelta(seconds=left)
                left -= length
        raise AssertionError

    def add_days(self, start: dt.datetime, days: int) -> dt.datetime:
        """Calendar days, the first not counted; rolls to the next working day, due when the office closes (R0.3)."""
        day = self.next_working_day(start.astimezone(TZ).date() + dt.timedelta(days=days))
        return self.closing(day)

    def add_hours(self, start: dt.datetime, hours: Decimal | int) -> dt.datetime:
        """Plain hours by the clock."""
        return start.astimezone(TZ) + dt.timedelta(seconds=int(Decimal(hours) * 3600))

    def closing(self, day: dt.date) -> dt.datetime:
        """When the office closes on a working day."""
        return _at(day, self.sessions(day)[-1].end)

    def opening(self, day: dt.date) -> dt.datetime:
        """When the office opens on a working day."""
        return _at(day, self.sessions(day)[0].start)

    def subtract_working_days(self, end: dt.datetime, days: Decimal | int) -> dt.datetime:
        """The same clock time on the n-th working day before."""
        at = self.previous_working_moment(end)
        whole, part = divmod(Decimal(days), 1)
        preceding = self._days(at.date() - dt.timedelta(days=1), -1)
        day = at.date()
        for _ in range(int(whole)):
            day = next(preceding)
        at = self.clip(dt.datetime.combine(day, at.timetz()))
        return self.subtract_working_hours(at, part * DAY_HOURS) if part else at

    def subtract_working_hours(self, end: dt.datetime, hours: Decimal | int) -> dt.datetime:
        """So many hours of open office earlier."""
        at = self.previous_working_moment(end)
        left = int(Decimal(hours) * 3600)
        for day in self._days(at.date(), -1):
            for session in reversed(self.sessions(day)):
                begin, close = _at(day, session.start), min(at, _at(day, session.end))
                if begin >= close:
                    continue
                length = int((close - begin).total_seconds())
                if left <= length:
                    return close - dt.timedelta(seconds=left)
                left -= length
        raise AssertionError

    def working_seconds_between(self, a: dt.datetime, b: dt.datetime) -> int:
        """Open office between two moments; negative when b is before a."""
        if b < a:
            return -self.working_seconds_between(b, a)
        a, b = a.astimezone(TZ), b.astimezone(TZ)
        total, day = 0, a.date()
        while day <= b.date():
            for session in self.sessions(day):
                begin, end = max(a, _at(day, session.start)), min(b, _at(day, session.end))
                if begin < end:
                    total += int((end - begin).total_seconds())
            day += dt.timedelta(days=1)
        return total

    def working_days_between(self, a: dt.datetime, b: dt.datetime) -> Decimal:
        """Working time between two moments in days of eight hours."""
        return Decimal(self.working_seconds_between(a, b)) / (DAY_HOURS * 3600)


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, TZ)
