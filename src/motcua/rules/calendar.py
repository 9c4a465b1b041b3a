"""Working time of a unit: a week of sessions, days closed, days opened (R0.2, R0.3, R1.26, R1.27,
R17.1–R17.5).

Two rulers run under the days: one counts working days, one counts working microseconds. Both repeat every
week except on the days that differ, so that any place on a ruler is found by bisection over those days:
adding ten years costs what adding an hour costs, and nothing is precomputed beyond one sort.

A session holds both its ends. Closing time and the next opening are the same place on the ruler: a period
that ends there ends at closing time, one that starts there may start at either.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from itertools import pairwise

from motcua.rules.impossible import Invalid
from motcua.rules.ruler import NoWorkingTime, Ruler

TZ = dt.timezone(dt.timedelta(hours=7), "+07")
DAY_HOURS = 8
LONGEST_DAYS = 3650
YEARS = range(1900, 3000)
_SECOND = 1_000_000
_HOUR = 3600 * _SECOND
_WORKDAY = DAY_HOURS * _HOUR
_TICK = dt.timedelta(microseconds=1)
_DAY_ONE = dt.datetime(1, 1, 1, tzinfo=TZ)
_FINE = Decimal("0.000000000001")


@dataclass(frozen=True)
class Session:
    """A span of a day in which the office is open; both ends belong to it. Raises Invalid when it is
    empty."""

    start: dt.time
    end: dt.time

    def __post_init__(self) -> None:
        if self.start.tzinfo is not None or self.end.tzinfo is not None or self.start >= self.end:
            raise Invalid(
                field="sessions",
                text="Buổi làm việc {start}–{end} chưa đúng: giờ bắt đầu phải trước giờ kết thúc.",
                start=f"{self.start:%H:%M}",
                end=f"{self.end:%H:%M}",
            )

    @property
    def seconds(self) -> int:
        """Length in whole seconds."""
        return (_micros(self.end) - _micros(self.start)) // _SECOND


Sessions = tuple[Session, ...]
_OFFICE_DAY: Sessions = (Session(dt.time(8), dt.time(12)), Session(dt.time(13, 30), dt.time(17, 30)))
OFFICE_WEEK: Mapping[int, Sessions] = dict.fromkeys(range(5), _OFFICE_DAY)
"""Monday to Friday, 8:00–12:00 and 13:30–17:30: the default that a province may change (R1.27, R17.4)."""


def local(at: dt.datetime) -> dt.datetime:
    """A moment in Vietnamese time (+07:00); raises Invalid without a zone or out of YEARS."""
    if at.year not in YEARS:
        raise Invalid(
            field="at",
            text="Năm {year} nằm ngoài khoảng tính được ({first}–{last}). Kiểm tra lại ngày.",
            year=at.year,
            first=YEARS[0],
            last=YEARS[-1],
        )
    if at.tzinfo is TZ:
        return at
    if at.utcoffset() is None:
        raise Invalid(field="at", text="Thời điểm {at} thiếu múi giờ. Ghi rõ +07:00.", at=at.isoformat())
    return at.astimezone(TZ)


def _micros(time: dt.time) -> int:
    return ((time.hour * 60 + time.minute) * 60 + time.second) * _SECOND + time.microsecond


def _moment(ordinal: int, micros: int) -> dt.datetime:
    return _DAY_ONE + dt.timedelta(ordinal - 1, 0, micros)


def _place(at: dt.datetime) -> tuple[int, int]:
    """Day and microseconds into the day of a moment in any zone."""
    at = local(at)
    return at.toordinal(), ((at.hour * 60 + at.minute) * 60 + at.second) * _SECOND + at.microsecond


def _amount(amount: Decimal | int, most: int) -> Decimal:
    value = Decimal(amount)
    if not value.is_finite() or not 0 <= value <= most:
        raise Invalid(
            field="amount",
            text="Khoảng thời gian “{amount}” chưa đúng: ghi một số từ 0 đến {most}.",
            amount=amount,
            most=most,
        )
    return value


@dataclass(frozen=True, eq=False)
class WorkingCalendar:
    """Working time of a unit. A value: never changed after it is made.

    ``week``: sessions by weekday (0 = Monday). ``closed``: holidays, compensatory rest, days swapped away.
    ``opened``: days with hours of their own, above all make-up working days; they go before ``closed`` and
    ``week``. Raises Invalid for sessions out of order.
    """

    week: Mapping[int, Sessions] = field(default_factory=lambda: OFFICE_WEEK)
    closed: frozenset[dt.date] = frozenset()
    opened: Mapping[dt.date, Sessions] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for sessions in (*self.week.values(), *self.opened.values()):
            for before, after in pairwise(sessions):
                if after.start < before.end:
                    raise Invalid(
                        field="sessions",
                        text="Các buổi làm việc trong ngày chồng lên nhau: {first} và {second}.",
                        first=f"{before.start:%H:%M}–{before.end:%H:%M}",
                        second=f"{after.start:%H:%M}–{after.end:%H:%M}",
                    )
        if not set(self.week) <= set(range(7)):
            raise Invalid(field="week", text="Ngày trong tuần ghi từ 0 (thứ Hai) đến 6 (Chủ nhật).")
        object.__setattr__(self, "week", dict(self.week))
        object.__setattr__(self, "closed", frozenset(self.closed))
        object.__setattr__(self, "opened", dict(self.opened))

    # ── days ────────────────────────────────────────────────────────────────────────────────────────────────

    def sessions(self, day: dt.date) -> Sessions:
        """When the office is open on a day; empty when it is closed."""
        if day in self.opened:
            return self.opened[day]
        if day in self.closed:
            return ()
        return self.week.get(day.weekday(), ())

    def is_working_day(self, day: dt.date) -> bool:
        """Whether the day counts as a working day (R17.2: a make-up Saturday does, a plain Saturday does
        not)."""
        return bool(self.sessions(day))

    def next_working_day(self, day: dt.date) -> dt.date:
        """The day itself when it is a working day, else the first one after it."""
        return dt.date.fromordinal(self._next(day.toordinal()))

    def previous_working_day(self, day: dt.date) -> dt.date:
        """The day itself when it is a working day, else the last one before it."""
        return dt.date.fromordinal(self._previous(day.toordinal()))

    def working_day_after(self, day: dt.date, days: int) -> dt.date:
        """The n-th working day after a day, whatever the hour at which it began to count."""
        return dt.date.fromordinal(self._days.reaching(self._days.before(day.toordinal() + 1) + days))

    def working_days(self, start: dt.date, end: dt.date) -> int:
        """How many working days lie in the half-open period from ``start`` to ``end``; negative when
        reversed."""
        return self._days.before(end.toordinal()) - self._days.before(start.toordinal())

    def opening(self, day: dt.date) -> dt.datetime:
        """When the office opens on a working day; raises NoWorkingTime on any other day."""
        return _moment(day.toordinal(), self._open_spans(day.toordinal())[0][0])

    def closing(self, day: dt.date) -> dt.datetime:
        """When the office closes on a working day; raises NoWorkingTime on any other day."""
        return _moment(day.toordinal(), self._open_spans(day.toordinal())[-1][1])

    # ── moments ─────────────────────────────────────────────────────────────────────────────────────────────

    def is_working_moment(self, at: dt.datetime) -> bool:
        """Whether the office is open; opening and closing time count as open."""
        day, micros = _place(at)
        return any(start <= micros <= end for start, end in self._spans(day))

    def next_working_moment(self, at: dt.datetime) -> dt.datetime:
        """The moment itself when the office is open, else the next opening."""
        day, micros = _place(at)
        for start, end in self._spans(day):
            if micros <= end:
                return _moment(day, max(start, micros))
        day = self._next(day + 1)
        return _moment(day, self._spans(day)[0][0])

    def previous_working_moment(self, at: dt.datetime) -> dt.datetime:
        """The moment itself when the office is open, else the last closing."""
        day, micros = _place(at)
        for start, end in reversed(self._spans(day)):
            if micros >= start:
                return _moment(day, min(end, micros))
        day = self._previous(day - 1)
        return _moment(day, self._spans(day)[-1][1])

    def clip(self, at: dt.datetime) -> dt.datetime:
        """On a working day, back to the end of the session before when the office is not open; to the opening
        when the moment is before it (R1.26)."""
        day, micros = _place(at)
        return _moment(day, self._clipped(day, micros))

    # ── adding and taking away ──────────────────────────────────────────────────────────────────────────────

    def add_working_days(self, start: dt.datetime, days: Decimal | int) -> dt.datetime:
        """The same clock time on the n-th following working day, clipped to that day's hours (R1.26, R0.2).

        A start outside office hours moves to the next opening first. A fraction of a day is that share of
        eight working hours (R1.27), and never more than the whole day would be.
        """
        whole, part = divmod(_amount(days, LONGEST_DAYS), 1)
        at = self.next_working_moment(start)
        reached = self._shift(at, int(whole))
        if not part:
            return reached
        return min(self.add_working_hours(reached, part * DAY_HOURS), self._shift(at, int(whole) + 1))

    def subtract_working_days(self, end: dt.datetime, days: Decimal | int) -> dt.datetime:
        """The same clock time on the n-th working day before, clipped to that day's hours; fractions as
        above."""
        whole, part = divmod(_amount(days, LONGEST_DAYS), 1)
        at = self.previous_working_moment(end)
        reached = self._shift(at, -int(whole))
        if not part:
            return reached
        return max(self.subtract_working_hours(reached, part * DAY_HOURS), self._shift(at, -int(whole) - 1))

    def add_working_hours(self, start: dt.datetime, hours: Decimal | int) -> dt.datetime:
        """When so many hours of open office have passed; at closing time when they end with a session."""
        amount = _whole_micros(_amount(hours, LONGEST_DAYS * 24))
        if not amount:
            return self.next_working_moment(start)
        target = self._worked(start) + amount
        day = self._time.reaching(target)
        left = target - self._time.before(day)
        for begin, end in self._spans(day):
            if left <= end - begin:
                return _moment(day, begin + left)
            left -= end - begin
        raise NoWorkingTime(day=f"{dt.date.fromordinal(day):%d/%m/%Y}")

    def subtract_working_hours(self, end: dt.datetime, hours: Decimal | int) -> dt.datetime:
        """From when so many hours of open office pass until ``end``; at opening time when a session begins
        so."""
        amount = _whole_micros(_amount(hours, LONGEST_DAYS * 24))
        if not amount:
            return self.previous_working_moment(end)
        target = self._worked(end) - amount
        day = self._time.holding(target)
        left = target - self._time.before(day)
        for begin, close in self._spans(day):
            if left < close - begin:
                return _moment(day, begin + left)
            left -= close - begin
        raise NoWorkingTime(day=f"{dt.date.fromordinal(day):%d/%m/%Y}")

    def add_days(self, start: dt.datetime, days: int) -> dt.datetime:
        """Calendar days: the first is not counted, the last rolls to a working day, due at closing time
        (R0.3)."""
        whole = int(_amount(days, LONGEST_DAYS))
        return self.closing(self.next_working_day(local(start).date() + dt.timedelta(days=whole)))

    def add_hours(self, start: dt.datetime, hours: Decimal | int) -> dt.datetime:
        """Plain hours by the clock, day and night (R0.2)."""
        return local(start) + _whole_micros(_amount(hours, LONGEST_DAYS * 24)) * _TICK

    # ── counting ────────────────────────────────────────────────────────────────────────────────────────────

    def working_seconds_between(self, a: dt.datetime, b: dt.datetime) -> int:
        """Whole seconds of open office from ``a`` to ``b``; negative when ``b`` is before ``a``."""
        passed = self._worked(b) - self._worked(a)
        return passed // _SECOND if passed >= 0 else -(-passed // _SECOND)

    def working_hours_between(self, a: dt.datetime, b: dt.datetime) -> Decimal:
        """Hours of open office from ``a`` to ``b``, to the microsecond: the inverse of
        ``add_working_hours``."""
        return _plain(Decimal(self._worked(b) - self._worked(a)) / _HOUR)

    def working_days_between(self, a: dt.datetime, b: dt.datetime) -> Decimal:
        """Working days from ``a`` to ``b``: the inverse of ``add_working_days``; negative when ``b`` is
        before.

        Whole days are the times the same clock time has come round; what remains counts as its share of eight
        working hours.
        """
        a, b = local(a), local(b)
        if b < a:
            return -self.working_days_between(b, a)
        first, last = self.next_working_moment(a), self.previous_working_moment(b)
        if last <= first:
            return Decimal(0)
        whole = self._days.before(last.toordinal()) - self._days.before(first.toordinal())
        if self._shift(first, whole) > last:
            whole -= 1
        rest = self._worked(last) - self._worked(self._shift(first, whole))
        return whole + min(_plain(Decimal(rest) / _WORKDAY), Decimal(1))

    # ── within ──────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _week_spans(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        return tuple(_in_micros(self.week.get(weekday, ())) for weekday in range(7))

    @cached_property
    def _other_spans(self) -> dict[int, tuple[tuple[int, int], ...]]:
        spans = {day.toordinal(): _in_micros(()) for day in self.closed}
        return spans | {day.toordinal(): _in_micros(sessions) for day, sessions in self.opened.items()}

    @cached_property
    def _time(self) -> Ruler:
        others = {day: _length(spans) for day, spans in self._other_spans.items()}
        return Ruler([_length(spans) for spans in self._week_spans], others)

    @cached_property
    def _days(self) -> Ruler:
        others = {day: int(bool(spans)) for day, spans in self._other_spans.items()}
        return Ruler([int(bool(spans)) for spans in self._week_spans], others)

    def _spans(self, day: int) -> tuple[tuple[int, int], ...]:
        found = self._other_spans.get(day)
        return self._week_spans[(day - 1) % 7] if found is None else found

    def _open_spans(self, day: int) -> tuple[tuple[int, int], ...]:
        spans = self._spans(day)
        if not spans:
            raise NoWorkingTime(day=f"{dt.date.fromordinal(day):%d/%m/%Y}")
        return spans

    def _next(self, day: int) -> int:
        return day if self._spans(day) else self._days.reaching(self._days.before(day) + 1)

    def _previous(self, day: int) -> int:
        if self._spans(day):
            return day
        count = self._days.before(day)
        if count <= 0:
            raise NoWorkingTime(day=f"{dt.date.fromordinal(day):%d/%m/%Y}")
        return self._days.reaching(count)

    def _worked(self, at: dt.datetime) -> int:
        """Where a moment stands on the ruler of working time, in microseconds."""
        day, micros = _place(at)
        inside = sum(min(micros, end) - start for start, end in self._spans(day) if start < micros)
        return self._time.before(day) + inside

    def _shift(self, at: dt.datetime, days: int) -> dt.datetime:
        """From a moment of a working day, so many working days on (or back), same clock time, clipped."""
        if not days:
            return at
        day, micros = _place(at)
        target = self._days.before(day) + 1 + days
        if target <= 0:
            raise NoWorkingTime(day=f"{dt.date.fromordinal(day):%d/%m/%Y}")
        day = self._days.reaching(target)
        return _moment(day, self._clipped(day, micros))

    def _clipped(self, day: int, micros: int) -> int:
        spans = self._open_spans(day)
        within = bisect_right(spans, micros, key=lambda span: span[0]) - 1
        return min(micros, spans[within][1]) if within >= 0 else spans[0][0]


def _in_micros(sessions: Sessions) -> tuple[tuple[int, int], ...]:
    return tuple((_micros(session.start), _micros(session.end)) for session in sessions)


def _length(spans: tuple[tuple[int, int], ...]) -> int:
    return sum(end - start for start, end in spans)


def _whole_micros(hours: Decimal) -> int:
    return int((hours * _HOUR).to_integral_value(ROUND_HALF_EVEN))


def _plain(value: Decimal) -> Decimal:
    """Rounded to a millionth of a millionth, without trailing zeros or exponent."""
    rounded = value.quantize(_FINE).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
