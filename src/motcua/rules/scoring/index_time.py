"""Whether a dossier is in time by the index of QĐ 766/QĐ-TTg (R4.6–R4.11), whose clock is not the law's.

By the law a dossier that comes back complete counts again from zero (R1.22); the index only takes the waiting off, and
a dossier whose applicant was asked twice is late whatever its dates are.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.deadlines import ClockEvent, ClockFault, Extended, Limit, due, read

ASKED_AT_MOST = 1
"""More requests to supplement than this make a dossier late (R4.8)."""
END_STATES = ("Đã xử lý xong", "Đã trả kết quả", "Từ chối", "Dừng xử lý", "Công dân rút")
"""End states, the one that is preferred where several are known first (R4.7, R1.10)."""


class Verdict(StrEnum):
    """In time, late, or not counted by the index at all."""

    IN_TIME = "in_time"
    LATE = "late"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Course:
    """What the index knows of a dossier.

    ``ends``     moments by end state (R4.7); ``promised`` the appointment, None where none was made (R4.10)
    ``asked``    (asked, answered) of each request to supplement; the last may still wait
    ``limit``    the longest published time of the procedure
    """

    received: dt.datetime
    promised: dt.datetime | None
    ends: dict[str, dt.datetime]
    asked: Sequence[tuple[dt.datetime, dt.datetime | None]] = ()
    limit: Limit | None = None
    events: Sequence[ClockEvent] = ()

    @property
    def ended(self) -> dt.datetime | None:
        """When processing ended (R4.7)."""
        return next((self.ends[state] for state in END_STATES if state in self.ends), None)


@dataclass(frozen=True)
class Judged:
    """How a dossier stands by the index: when it ended, or is looked at; by when it had to; asked how often (R4.8)."""

    end: dt.datetime
    by: dt.datetime | None
    asked: int

    @property
    def late(self) -> bool:
        """Late by its dates, or because it was asked too often."""
        return self.asked > ASKED_AT_MOST or (self.by is not None and self.end > self.by)


def judged(course: Course, period_end: dt.datetime, calendar: WorkingCalendar) -> Judged | None:
    """How it stands at the end of a period (R4.6–R4.11); None of what came later."""
    if course.received >= period_end:
        return None
    asked = [(at, back) for at, back in course.asked if at < period_end]
    ended = course.ended
    if ended is not None and ended >= period_end:
        ended = None
    waits = bool(asked) and (asked[-1][1] is None or asked[-1][1] >= period_end)
    end = asked[-1][0] if waits else ended or period_end
    return Judged(end, deadline(course, asked, calendar, end), len(asked))


def verdict(course: Course, period_end: dt.datetime, calendar: WorkingCalendar) -> Verdict:
    """In time or late, seen at the end of a period (R4.6–R4.11)."""
    found = judged(course, period_end, calendar)
    if found is None:
        return Verdict.LEFT_OUT
    return Verdict.LATE if found.late else Verdict.IN_TIME


def deadline(
    course: Course,
    asked: Sequence[tuple[dt.datetime, dt.datetime | None]],
    calendar: WorkingCalendar,
    end: dt.datetime,
) -> dt.datetime | None:
    """By when it had to end: the appointment moved by the waiting (R4.9); the published time without one (R4.10)."""
    if course.events:
        happened = [
            one
            for one in course.events
            if one.at <= end and not (isinstance(one, Extended) and not one.lawful)
        ]
        try:
            return read(happened, calendar, law="pause").due_at
        except ClockFault:
            return course.promised
    by = course.promised
    if by is None:
        if course.limit is None:
            return None
        by = due(course.received, course.limit, calendar)
    for at, back in asked:
        if back is not None and back <= end:
            waited = calendar.working_hours_between(at, back)
            by = calendar.add_working_hours(by, waited)
    return by


__all__ = ["ASKED_AT_MOST", "END_STATES", "Course", "Judged", "Verdict", "deadline", "judged", "verdict"]
