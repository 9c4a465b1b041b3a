"""The working calendar of a unit, built once and kept until somebody changes a day, a week or a unit."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from motcua.base.calendars.choices import DayKind
from motcua.base.calendars.models import Day, Week
from motcua.base.law.queries import stamps
from motcua.base.orgs import queries as orgs
from motcua.rules.calendar import OFFICE_WEEK, Session, WorkingCalendar

CALENDARS: Final = "calendars"
FIRST_DAY: Final = dt.date(2020, 1, 1)
Sessions = tuple[Session, ...]


@dataclass(frozen=True)
class DayRow:
    """A day that differs from the week, with its source."""

    territory: str
    on: dt.date
    kind: str
    name: str
    source: str
    certainty: str


class _Kept:
    """Calendars by unit, as long as neither calendars nor units change."""

    token: tuple[str, ...] = ()
    calendars: Mapping[str, WorkingCalendar] = {}


_kept = _Kept()


def calendar_for(unit: str) -> WorkingCalendar:
    """The working calendar of a unit (identity; "" for the country): its own days and weeks before its
    province's, before the country's (R17.7); where nothing is stored, the office week (R1.27).

    Kept in the process: costs one tiny query at most (none within a request that asked before). Treat as
    read-only.
    """
    token = stamps(CALENDARS, orgs.UNITS)
    if _kept.token != token or not token[0]:
        _kept.token, _kept.calendars = token, {}
    known = _kept.calendars.get(unit)
    if known is None:
        known = _build(unit)
        _kept.calendars = {**_kept.calendars, unit: known}
    return known


def days_between(first: dt.date, last: dt.date, unit: str = "") -> list[DayRow]:
    """The days from ``first`` to ``last`` (both included) that differ from the week, as they hold for the
    unit."""
    nearest: dict[dt.date, tuple[int, Day]] = {}
    depth = _Depth(unit)
    rows = Day.objects.filter(on__range=(first, last), territory__in=depth.territories)
    for day in rows:
        near = depth.on(day.territory, day.on)
        if near is not None and (day.on not in nearest or near > nearest[day.on][0]):
            nearest[day.on] = (near, day)
    return [
        DayRow(day.territory, day.on, day.kind, day.name, day.source, day.certainty)
        for _, (_, day) in sorted(nearest.items())
    ]


class _Depth:
    """How near a territory is to a unit on a day: 0 the country, then province …, the unit itself last."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.above = orgs.ancestors_ever(unit) if unit else frozenset()
        self.territories = {"", unit, *self.above}

    def on(self, territory: str, day: dt.date) -> int | None:
        """None when the territory does not hold for the unit on that day."""
        if not territory:
            return 0
        if territory == self.unit:
            return 100
        try:
            chain = orgs.path(orgs.version_on(self.unit, day).code, day)
        except orgs.NoUnitThen:
            return None
        keys = [above.key for above in chain]
        return keys.index(territory) + 1 if territory in keys else None


def _build(unit: str) -> WorkingCalendar:
    weeks = _Weeks(unit)
    closed, opened = weeks.exceptions()
    for day in days_between(dt.date.min, dt.date.max, unit):
        closed.discard(day.on)
        opened.pop(day.on, None)
        if day.kind == DayKind.SWAPPED_WORKDAY:
            opened[day.on] = weeks.on(day.on).get(0) or OFFICE_WEEK[0]  # worked like a Monday
        else:
            closed.add(day.on)
    return WorkingCalendar(week=weeks.base, closed=frozenset(closed), opened=opened)


class _Weeks:
    """The stored weeks that hold for a unit, the nearest first; the office week where none does."""

    def __init__(self, unit: str) -> None:
        depth = _Depth(unit)
        rows = []
        for row in Week.objects.filter(territory__in=depth.territories):
            near = depth.on(row.territory, max(row.valid_from, _born(unit)))
            if near is not None:
                rows.append((near, row.valid_from, row.valid_to, read_sessions(row.sessions)))
        self.rows = sorted(rows, key=lambda entry: entry[:2], reverse=True)
        self.base = self.on(dt.date.max)

    def on(self, day: dt.date) -> Mapping[int, Sessions]:
        """The week in force on a day."""
        for _, start, end, week in self.rows:
            if start <= day and (end is None or day < end):
                return week
        return OFFICE_WEEK

    def exceptions(self) -> tuple[set[dt.date], dict[dt.date, Sessions]]:
        """Days since 2020 on which another week than the lasting one was in force: closed and opened ones."""
        closed: set[dt.date] = set()
        opened: dict[dt.date, Sessions] = {}
        turns = [turn for _, start, end, _ in self.rows for turn in (start, end) if turn is not None]
        last = max(turns, default=FIRST_DAY)
        for n in range((last - FIRST_DAY).days):
            day = FIRST_DAY + dt.timedelta(days=n)
            then, lasting = self.on(day).get(day.weekday(), ()), self.base.get(day.weekday(), ())
            if then and then != lasting:
                opened[day] = then
            elif lasting and not then:
                closed.add(day)
        return closed, opened


def _born(unit: str) -> dt.date:
    try:
        return orgs.last_version(unit).valid_from if unit else dt.date.min
    except orgs.NoUnitThen:
        return dt.date.min


def read_sessions(stored: Mapping[str, Iterable[Iterable[str]]]) -> dict[int, Sessions]:
    """Stored sessions as the rules want them."""
    return {
        int(weekday): tuple(
            Session(dt.time.fromisoformat(start), dt.time.fromisoformat(end)) for start, end in sessions
        )
        for weekday, sessions in stored.items()
        if sessions
    }
