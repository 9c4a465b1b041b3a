"""A ruler under the days: sums that repeat every week except on some days, and back, by bisection."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate

from motcua.rules.impossible import Impossible


class NoWorkingTime(Impossible):
    """The calendar has no working day where one is looked for."""

    text = "Lịch làm việc không có ngày làm việc nào quanh ngày {day}. Kiểm tra lại lịch của đơn vị."


class Ruler:
    """A sum over days that repeats every week except on some days: what lies before, and back."""

    def __init__(self, week: Sequence[int], differing: Mapping[int, int]) -> None:
        """``week``: seven weights from Monday; ``differing``: weight by day ordinal."""
        self.marks = [0, *accumulate(week)]
        self.weekly = self.marks[7]
        self.days = sorted(day for day, weight in differing.items() if weight != week[(day - 1) % 7])
        self.gains = [0, *accumulate(differing[day] - week[(day - 1) % 7] for day in self.days)]
        self.starts = [self.before(day) for day in self.days]

    def before(self, day: int) -> int:
        """The sum of all days before this one."""
        weeks, weekday = divmod(day - 1, 7)
        return weeks * self.weekly + self.marks[weekday] + self.gains[bisect_left(self.days, day)]

    def reaching(self, target: int) -> int:
        """The first day at whose end the sum is at least ``target`` (> 0)."""
        i = bisect_left(self.starts, target)
        if i and self.before(self.days[i - 1] + 1) >= target:
            return self.days[i - 1]
        if not self.weekly:
            raise NoWorkingTime(day=_last_day(self.days))
        rest = target - self.gains[i]
        weeks = (rest - 1) // self.weekly
        return weeks * 7 + bisect_left(self.marks, rest - weeks * self.weekly)

    def holding(self, target: int) -> int:
        """The last day at whose start the sum is at most ``target``: it holds the next one."""
        return self.reaching(target + 1)


def _last_day(days: Sequence[int]) -> str:
    return f"{dt.date.fromordinal(days[-1]):%d/%m/%Y}" if days else "đang xét"
