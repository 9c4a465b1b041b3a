"""A time in a text: the day it names or the rule by which it recurs, and what documents say around days."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

CONTINUOUS = "CONTINUOUS"
"""What is done all the time ("thường xuyên"); every other recurrence is a rule of RFC 5545."""


@dataclass(frozen=True)
class Timing:
    """A time in a text: places in the composed text; ``date`` and ``rule`` none where the words do not say."""

    start: int
    end: int
    date: dt.date | None = None
    rule: str | None = None
    before: bool = False
    time: str | None = None
    confidence: float = 0.9
    year_inferred: bool = False
    unreal: bool = False
    """It names a day that no calendar has ("31/02/2026")."""
    earlier: tuple[dt.date, ...] = ()
    """The days before ``date`` that the same words name ("tháng 5 và tháng 10 năm 2026")."""
    working: int = 0
    """So many working days after the document's own day: which day that is, a calendar says."""

    @property
    def rank(self) -> int:
        """How exactly a deadline is said: a day before a span, a span before a plain recurrence."""
        if self.date is None and self.rule is None:
            return 3
        if self.rule and "BY" not in self.rule:
            return 2
        if self.rule and not ("BYMONTHDAY" in self.rule or "BYDAY" in self.rule):
            return 1
        return 1 if self.confidence in (0.85, 0.7) else 0


DAY_NO = r"(?P<d>\d{1,2})"
MONTH_NO = r"(?P<m>\d{1,2})"
OF_YEAR = r"(?:\s*(?:[/-]|,?\s*nam)\s*(?P<y>(?:19|20)\d\d))"
"""The year of a month: "6/2026", "tháng 6 năm 2026"."""
PART_OF_DAY = r"(?:sang|trua|chieu|toi|dem)"
HOUR = (
    r"(?:truoc\s+)?(?:(?P<hour>\d{1,2})\s?(?:h|gio|g|:)\s?(?P<minute>\d{2})?(?:\s?phut)?,?\s+(?:cua\s+|trong\s+)?"
    rf"|(?:buoi\s+)?{PART_OF_DAY}\s+)?"
)
LEAD = (
    r"(?P<lead>truoc(?:\s+(?:va|hoac)\s+(?:trong|dung))?|cham\s+nhat(?:\s+(?:la|vao|den|truoc))?"
    r"|muon\s+nhat(?:\s+la)?|han\s+(?:cuoi|chot)(?:\s+(?:la"
    r"|vao))?|den\s+het"
    r"|het|xong\s+truoc|tu\s+nay\s+den(?:\s+het)?"
    r"|den|vao|vao\s+truoc|du\s+kien(?:\s+vao)?|hoan\s+thanh|xong|trong|(?<!ket\s)qua)"
)
ALWAYS = r"(?P<{0}>(?:hang|moi)\s+(?:nam|thang|quy|tuan)|(?:cua\s+)?thang\s+cuoi\s+(?:moi\s+)?quy|cuoi\s+quy)"
EVERY_TIME = rf"(?:\s*[,(]?\s*{ALWAYS.format('always')})?"
_LEAP = 2024
_RATES = {"nam": "YEARLY", "thang": "MONTHLY", "tuan": "WEEKLY", "ngay": "DAILY"}


def rate(
    word: str, *, day: int | tuple[int, ...] | None = None, month: tuple[int, ...] = (), weekday: str = ""
) -> str:
    """A recurrence as a rule of RFC 5545: "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"."""
    month = {"quy": (3, 6, 9, 12), "first": (1, 4, 7, 10), "half": (6, 12)}.get(word, month)
    parts = [f"FREQ={_RATES.get(word, 'YEARLY')}"]
    if month:
        parts.append("BYMONTH=" + ",".join(map(str, month)))
    if day:
        parts.append("BYMONTHDAY=" + ",".join(map(str, day if isinstance(day, tuple) else (day,))))
    if weekday:
        parts.append(f"BYDAY={weekday}")
    return ";".join(parts)


def apart(word: str, count: int) -> str:
    """A recurrence by how long lies between ("3 ngày một lần"); quarters and halves of a year as such."""
    if word == "thang" and count in (3, 6, 12):
        return rate({3: "quy", 6: "half", 12: "nam"}[count])
    return rate(word) + (f";INTERVAL={count}" if count > 1 else "")


@dataclass(frozen=True)
class Clock:
    """The day a document carries; nothing where it carries none."""

    on: dt.date | None = None

    def day(self, day: int, month: int | None, year: int | None) -> tuple[dt.date | None, float]:
        """A day, completed from the document's own; how sure that is."""
        try:
            if year:
                return dt.date(year, month or 1, day), 0.95
            if self.on is None:
                return None, 0.6
            if month is None:
                first = self.on if day >= self.on.day else _month_after(self.on)
                return first.replace(day=day), 0.5
            found = dt.date(self.on.year, month, day)
            return (found if found >= self.on else found.replace(year=found.year + 1)), 0.75
        except ValueError:
            return None, 0.5

    def month(self, month: int, year: int | None, *, last: int | None = None) -> tuple[dt.date | None, float]:
        """The last day of a month (or another of its days)."""
        if not 1 <= month <= 12:
            return None, 0.4
        sure = 0.95
        if year is None:
            if self.on is None:
                return None, 0.5
            year, sure = self.on.year + (month < self.on.month), 0.75
        return dt.date(year, month, last or calendar.monthrange(year, month)[1]), sure


def _month_after(on: dt.date) -> dt.date:
    return dt.date(on.year + on.month // 12, on.month % 12 + 1, 1)


def real(day: int, month: int, year: int | None) -> bool:
    """Whether a calendar has such a day; without a year, the calendar of any."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or _LEAP, month)[1]


def whole(text: str | None) -> int | None:
    """A number that may not be written."""
    return int(text) if text else None


_LAST_BEFORE = re.compile(
    r"truoc\s+(?:(?:buoi\s+)?sang\s+|0?0\s?(?:h|gio|g|:)\s?(?:00)?(?:\s?phut)?,?\s+(?:cua\s+|trong\s+)?)?"
    r"(?:ngay\s+|thu\s+|sang\s+)*$"
)


def excludes(match: re.Match[str], day: str = "d") -> bool:
    """Whether the words exclude the day they name: "trước" is the last of them before it, whatever stands before that
    ("chậm nhất trước ngày"). "Trước 17 giờ ngày 10/11" excludes the hour and not the day."""
    return bool(_LAST_BEFORE.search(match.string, match.start(), match.start(day)))


def at_hour(match: re.Match[str]) -> str | None:
    """The hour, where one is written."""
    if not match["hour"] or int(match["hour"]) > 24:
        return None
    return f"{int(match['hour']):02d}:{int(match['minute'] or 0):02d}"
