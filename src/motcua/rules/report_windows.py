"""Periods that periodic reports count, and by when they are due (R8.5, R8.18, R8.19; NĐ 09/2019/NĐ-CP Điều 12).

Two windows of one kind of report never meet in one sum: a report names its window, and only reports of the same days
are added up.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.impossible import Invalid
from motcua.rules.periods import Period
from motcua.rules.tasks import Every, Recurrence
from motcua.rules.vietnamese import fold

DAY = dt.timedelta(days=1)
LONGEST_WAIT = 92
"""A report that is due later than so many days after its last day belongs to another window."""
ROMAN = ("I", "II", "III", "IV")
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class Cycle(StrEnum):
    """How often a report comes."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE = "nine"
    YEAR = "year"


MONTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF: 6, Cycle.NINE: 9, Cycle.YEAR: 12}


@dataclass(frozen=True)
class Window:
    """Which days a report counts.

    ``first``   the day of the month on which they begin (of a week: the weekday, 0 Monday)
    ``before``  how many months before the months that name it they begin
    """

    code: str
    cycle: Cycle
    first: int
    before: int
    law: str

    def of_year(self, year: int) -> Iterator[Period]:
        """Every period that is named after the year; of weeks those whose last day lies in it."""
        if self.cycle is Cycle.WEEK:
            start = dt.date(year, 1, 1) - 6 * DAY
            start += ((self.first - start.weekday()) % 7) * DAY
            while (start + 6 * DAY).year == year:
                yield Period.lasting(start, 7)
                start += 7 * DAY
            return
        span = MONTHS[self.cycle]
        times = 12 // span if self.cycle not in (Cycle.HALF, Cycle.NINE) else 1
        for n in range(times):
            yield Period(self._day(year, n * span), self._day(year, (n + 1) * span))

    def _day(self, year: int, months: int) -> dt.date:
        count = 12 * year + months - self.before
        return dt.date(count // 12, count % 12 + 1, self.first)

    def ending(self, since: dt.date, until: dt.date) -> list[Period]:
        """The periods of which the last day lies from ``since`` up to, not including, ``until``."""
        return [
            period
            for year in range(since.year, until.year + 1)
            for period in self.of_year(year)
            if period.last is not None and since <= period.last < until
        ]

    def holding(self, day: dt.date) -> Period | None:
        """The period in which a day lies; None between two (half-years, nine months)."""
        for year in (day.year, day.year + 1):
            for period in self.of_year(year):
                if day in period:
                    return period
        return None

    def is_one(self, period: Period) -> bool:
        """Whether these days are one of its periods."""
        return self.holding(period.start) == period

    def name(self, period: Period) -> str:
        """A period as people call it."""
        last = period.last
        assert last is not None
        match self.cycle:
            case Cycle.WEEK:
                return f"tuần từ {period.start:%d/%m/%Y} đến {last:%d/%m/%Y}"
            case Cycle.MONTH:
                return f"tháng {last.month} năm {last.year}"
            case Cycle.QUARTER:
                return f"quý {ROMAN[(last.month - 1) // 3]} năm {last.year}"
            case Cycle.HALF:
                return f"6 tháng đầu năm {last.year}"
            case Cycle.NINE:
                return f"9 tháng năm {last.year}"
            case _:
                return f"năm {last.year}"


_DECREE = "NĐ 09/2019/NĐ-CP Điều 12; R8.5"
_CALENDAR = "R8.18: theo lịch, khi văn bản giao báo cáo quy định"
WINDOWS = {
    window.code: window
    for window in (
        Window("week-thursday", Cycle.WEEK, 3, 0, "R8.5: thứ Năm tuần trước đến thứ Tư"),
        Window("month-15", Cycle.MONTH, 15, 1, _DECREE),
        Window("quarter-15", Cycle.QUARTER, 15, 1, _DECREE),
        Window("half-15", Cycle.HALF, 15, 1, _DECREE),
        Window("nine-15", Cycle.NINE, 15, 1, _DECREE),
        Window("year-15", Cycle.YEAR, 15, 1, _DECREE),
        Window("year-november", Cycle.YEAR, 15, 2, "R13.10: chốt 14/11 để gửi trước 30/11"),
        Window("week", Cycle.WEEK, 0, 0, _CALENDAR),
        Window("month", Cycle.MONTH, 1, 0, _CALENDAR),
        Window("quarter", Cycle.QUARTER, 1, 0, _CALENDAR),
        Window("half", Cycle.HALF, 1, 0, _CALENDAR),
        Window("nine", Cycle.NINE, 1, 0, _CALENDAR),
        Window("year", Cycle.YEAR, 1, 0, _CALENDAR),
    )
}
"""Every window there is, by code."""


# --- by when -----------------------------------------------------------------------------------------------------


class By(StrEnum):
    """How the day is said by which a report is due."""

    WORKING_DAYS = "working_days"  # so many working days after the last day counted (R8.19)
    WEEKDAY = "weekday"  # the first such weekday after it
    DAY = "day"  # the first such day of a month after it
    BEFORE = "before"  # before such a day of the year: the last working day that is earlier (R13.10)


@dataclass(frozen=True)
class Due:
    """By when a report is due: ``n`` working days, weekday (0 Monday), day of the month; BEFORE has a ``month`` too."""

    by: By
    n: int
    month: int = 0

    def __post_init__(self) -> None:
        least, most = {
            By.WORKING_DAYS: (0, 30), By.WEEKDAY: (0, 6), By.DAY: (1, 28), By.BEFORE: (1, 31),
        }[self.by]  # fmt: skip
        sound = least <= self.n <= most
        if sound and self.by is By.BEFORE:
            sound = (
                1 <= self.month <= 12
                and self.n <= (dt.date(2025 + self.month // 12, self.month % 12 + 1, 1) - DAY).day
            )
        if not sound:
            raise Invalid(
                field="due_n",
                text="Ghi hạn gửi theo lịch: số ngày làm việc, thứ, ngày hoặc ngày/tháng có thật.",
            )

    @property
    def words(self) -> str:
        """As it is written in the document that asks for the report."""
        match self.by:
            case By.WORKING_DAYS:
                return (
                    f"sau {self.n:02d} ngày làm việc kể từ ngày chốt số liệu"
                    if self.n
                    else "ngày chốt số liệu"
                )
            case By.WEEKDAY:
                return f"{WEEKDAYS[self.n]} hằng tuần"
            case By.DAY:
                return f"ngày {self.n:02d} sau kỳ báo cáo"
            case _:
                return f"trước ngày {self.n:02d}/{self.month:02d}"

    def on(self, period: Period, calendar: WorkingCalendar) -> dt.date:
        """The day itself. On a day of rest the next working day; "before" a day never moves past it."""
        last = period.last
        assert last is not None
        day = last + DAY
        match self.by:
            case By.WORKING_DAYS:
                found = last if self.n else calendar.next_working_day(last)
                for _ in range(self.n):
                    found = calendar.next_working_day(found + DAY)
                return found
            case By.WEEKDAY:
                return calendar.next_working_day(day + ((self.n - day.weekday()) % 7) * DAY)
            case By.DAY:
                while day.day != self.n:
                    day += DAY
                return calendar.next_working_day(day)
            case _:
                while (day.day, day.month) != (self.n, self.month):
                    day += DAY
                return calendar.previous_working_day(day - DAY)


CYCLES = {
    Every.WEEK: Cycle.WEEK, Every.MONTH: Cycle.MONTH, Every.QUARTER: Cycle.QUARTER, Every.HALF: Cycle.HALF,
    Every.YEAR: Cycle.YEAR,
}  # fmt: skip
"""How often a report comes that a recurring task asks for."""
_ASKS = re.compile(r"\bbao cao\b")
LAST_OF_ANY_MONTH = 28


def asked(words: str, rule: Recurrence) -> Due | None:
    """By when the report is due that a recurring task asks for ("gửi báo cáo trước ngày 30/11 hằng năm"); none where it
    asks for no report or names no day. "Ngày 30/11" is the last day: before 01/12."""
    if rule.every not in CYCLES or not rule.sound() or not _ASKS.search(fold(words)):
        return None
    if rule.every is Every.WEEK:
        return Due(By.WEEKDAY, (rule.day - 1 - rule.before) % 7)
    if rule.every is not Every.YEAR:
        return Due(By.DAY, min(max(rule.day - rule.before, 1), LAST_OF_ANY_MONTH))
    try:
        said = dt.date(2027, rule.month, rule.day)
    except ValueError:
        return None
    day = said if rule.before else said + DAY
    return Due(By.BEFORE, day.day, day.month)


def require_fit(window: Window, due: Due, calendar: WorkingCalendar, on: dt.date) -> None:
    """Refuse a day that has nothing to do with the window: a yearly report due before its own days are over."""
    period = window.holding(on) or window.ending(on, on + 366 * DAY)[0]
    last = period.last
    assert last is not None
    found = due.on(period, calendar)
    most = 31 if window.cycle is Cycle.WEEK else LONGEST_WAIT
    if not last <= found <= last + most * DAY:
        raise Invalid(
            field="due_n",
            text="Kỳ số liệu {name} chốt ngày {last} nhưng hạn gửi rơi vào {due}. Chọn kỳ số liệu chốt trước hạn gửi.",
            name=window.name(period), last=f"{last:%d/%m/%Y}", due=f"{found:%d/%m/%Y}",
        )  # fmt: skip
