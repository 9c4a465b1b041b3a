"""The board of direction: what was done in time, late, stuck; by unit, directive and post. Few queries, however many.

It counts what the agency gave, whoever does it; what others gave to its posts is ``lists`` "cap-tren", and periodic
reports count by who does it. Posts are counted for what they were given to do: public duty, and nothing of anybody
else.
"""

import calendar as months
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db.models import Count, Q, QuerySet

from motcua.areas.cases.models import Case
from motcua.areas.directives import policies
from motcua.areas.directives.choices import KIND, Outcome
from motcua.areas.directives.models import Directive, Task
from motcua.areas.directives.process import AT_WORK
from motcua.areas.directives.queries.late import missed
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.tasks import Stands, is_late

LONGEST = 40
"""Tasks of a timeline; days told of a calendar are counted whole."""
MOVED = dt.timedelta(days=31)
"""How far a day that was written may lie from the one that counts, past days off."""


@dataclass
class Counted:
    """Figures of one row of the board.

    The four statistics (R8.13): ``done``, ``done_late``, ``open``, ``open_late``. Of those open: ``stuck`` with an
    obstacle, ``handed_in`` waiting for acceptance, ``asking`` for more time, ``paused``. ``cancelled`` counts in none.
    """

    done: int = 0
    done_late: int = 0
    open: int = 0
    open_late: int = 0
    stuck: int = 0
    handed_in: int = 0
    asking: int = 0
    paused: int = 0
    cancelled: int = 0

    @property
    def all(self) -> int:
        """Every task that counts."""
        return self.done + self.done_late + self.open + self.open_late

    @property
    def in_time(self) -> int | None:
        """Per cent of what is over that was done in time; none when nothing is over."""
        over = self.done + self.done_late
        return round(100 * self.done / over) if over else None

    def add(self, other: Mapping[str, int]) -> None:
        """Add figures by their name."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + other.get(one.name, 0))


FIGURES: Mapping[str, Callable[[dt.datetime], Q]] = {
    "open": lambda now: Q(outcome=""),
    "open_late": missed,
    "stuck": lambda now: Q(stuck__gt=0),
    "handed_in": lambda now: Q(case__state="handed_in"),
    "asking": lambda now: Q(asking=True, case__state__in=AT_WORK),
    "paused": lambda now: Q(case__state="paused"),
}
"""Figures of open tasks by name; ``open`` counts those that are late too until the rest is taken off."""
ALL = "all"
"""The figure of every task that counts: open now, or over in the days asked for."""
OVER = {"done": Outcome.DONE, "done_late": Outcome.LATE, "cancelled": Outcome.CANCELLED}


def _open(agency: str) -> QuerySet[Task]:
    return Task.objects.filter(agency=agency, outcome="", case__isnull=False)


def _over(agency: str, first: dt.date, last: dt.date) -> QuerySet[Task]:
    return Task.objects.filter(agency=agency, closed_on__gte=first, closed_on__lte=last).exclude(outcome="")


@dataclass(frozen=True)
class Board:
    """Everything that a board shows: the whole, and by unit, directive and post (most open and late first)."""

    whole: Counted
    units: list[tuple[str, Counted]]
    directives: list[tuple[int, Counted]]
    posts: list[tuple[str, Counted]]


def board(by: Actor, now: dt.datetime, *, first: dt.date, last: dt.date) -> Board:
    """What is open now, and what was over from a day to a day (both included): four queries, few rows each."""
    return _board(by.agency, now, first, last) if policies.can_look(by) else Board(Counted(), [], [], [])


def hung(agency: str, now: dt.datetime, *, first: dt.date, last: dt.date) -> Board:
    """What may hang on a wall, where anybody who passes reads it: counts by unit and by document, of no post."""
    return replace(_board(agency, now, first, last), posts=[])


def _board(agency: str, now: dt.datetime, first: dt.date, last: dt.date) -> Board:
    whole = Counted()
    units, directives, posts = (defaultdict[Any, Counted](Counted) for _ in range(3))
    for row in _rows(agency, now, first, last, ("unit", "post")):
        for counted in (whole, units[row["unit"]], posts[row["post"]]):
            counted.add(row)
    for row in _rows(agency, now, first, last, ("directive_id",)):
        directives[row["directive_id"]].add(row)
    return Board(whole, _sorted(units), _sorted(directives), _sorted(posts))


def _rows(
    agency: str, now: dt.datetime, first: dt.date, last: dt.date, groups: tuple[str, ...]
) -> list[dict[str, Any]]:
    figures = {name: Count("id", filter=which(now)) for name, which in FIGURES.items() if name != "open"}
    found = [
        dict(row) for row in _open(agency).values(*groups).annotate(open=Count("id"), **figures).order_by()
    ]
    for row in found:
        row["open"] -= row["open_late"]
    names = {outcome: name for name, outcome in OVER.items()}
    over = _over(agency, first, last).values(*groups, "outcome").annotate(n=Count("id")).order_by()
    found += [{**{name: row[name] for name in groups}, names[row["outcome"]]: row["n"]} for row in over]
    return found


def _sorted(found: Mapping[Any, Counted]) -> list[tuple[Any, Counted]]:
    return sorted(found.items(), key=lambda one: (-one[1].open_late, -one[1].open, -one[1].all, str(one[0])))


def behind(
    by: Actor, figure: str, now: dt.datetime, *, first: dt.date, last: dt.date, unit: str = "", post: str = "",
    directive: str = "",
) -> QuerySet[Case]:  # fmt: skip
    """The cases of the tasks behind a figure of the board, for ``cases.page``."""
    if not policies.can_look(by):
        return Case.objects.none()
    if figure == ALL:
        tasks = (_open(by.agency) | _over(by.agency, first, last)).exclude(outcome=Outcome.CANCELLED)
    elif figure in OVER:
        tasks = _over(by.agency, first, last).filter(outcome=OVER[figure])
    else:
        tasks = _open(by.agency)
        tasks = tasks.exclude(missed(now)) if figure == "open" else tasks.filter(FIGURES[figure](now))
    for name, value in (("unit", unit), ("post", post), ("directive__code", directive)):
        if value:
            tasks = tasks.filter(**{name: value})
    return Case.objects.filter(kind=KIND, pk__in=tasks.values("case_id"))


def named(found: Board, most: int) -> dict[int, Directive]:
    """The directives of a board by their key: one query."""
    return {
        one.pk: one for one in Directive.objects.filter(pk__in=[key for key, _ in found.directives[:most]])
    }


# --- months and weeks ------------------------------------------------------------------------------------------


@dataclass
class Day:
    """One day of a calendar: how many tasks fall due, ``late`` of them open still, ``done_late`` over but not in time;
    which of the open and the late are told; ``off`` a day on which the agency does not work."""

    on: dt.date
    open: int = 0
    late: int = 0
    done: int = 0
    done_late: int = 0
    off: bool = False
    told: tuple[dict[str, Any], ...] = ()


def month(by: Actor, now: dt.datetime, year: int, number: int, *, told: int = 3) -> list[list[Day | None]]:
    """The weeks of a month, Monday first: open tasks by their deadline, those over by theirs; three queries."""
    first = dt.date(year, number, 1)
    last = dt.date(year, number, months.monthrange(year, number)[1])
    calendar = calendar_for(by.agency)
    days = {
        day: Day(day, off=not calendar.is_working_day(day))
        for day in (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    }
    if policies.can_look(by):
        _open_days(by.agency, now, days, told)
        _over_days(by.agency, days, told)
    cells: list[Day | None] = [None] * first.weekday() + list(days.values())
    cells += [None] * (-len(cells) % 7)
    return [cells[n : n + 7] for n in range(0, len(cells), 7)]


def _due_in(tasks: QuerySet[Task], days: Mapping[dt.date, Day]) -> QuerySet[Task]:
    start = dt.datetime.combine(min(days), dt.time(), TZ)
    end = dt.datetime.combine(max(days) + dt.timedelta(days=1), dt.time(), TZ)
    return tasks.filter(case__due_at__gte=start, case__due_at__lt=end)


def _over_days(agency: str, days: Mapping[dt.date, Day], told: int) -> None:
    near = {"due_on__gte": min(days) - MOVED, "due_on__lte": max(days) + MOVED}
    over = _due_in(Task.objects.filter(agency=agency, outcome__in=(Outcome.DONE, Outcome.LATE), **near), days)
    for due_at, outcome, n in over.values_list("case__due_at", "outcome").annotate(n=Count("id")).order_by():
        day = days[due_at.astimezone(TZ).date()]
        day.done += n if outcome == Outcome.DONE else 0
        day.done_late += n if outcome == Outcome.LATE else 0
    late = over.filter(outcome=Outcome.LATE).order_by("case__due_at", "id")
    for due_at, code, title in late.values_list("case__due_at", "case__code", "title"):
        day = days[due_at.astimezone(TZ).date()]
        if len(day.told) < told:
            day.told = (*day.told, {"code": code, "title": title, "late": True})


def _open_days(agency: str, now: dt.datetime, days: Mapping[dt.date, Day], told: int) -> None:
    due = _due_in(_open(agency), days).order_by("case__due_at", "id")
    for row in due.values("case__code", "case__due_at", "case__state", "title", "handed_at"):
        stands = Stands(row["case__state"], row["case__due_at"], row["handed_at"])
        day, late = days[row["case__due_at"].astimezone(TZ).date()], is_late(stands, now)
        day.open += not late
        day.late += late
        if len(day.told) < told:
            day.told = (*day.told, {"code": row["case__code"], "title": row["title"], "late": late})


def pressing(by: Actor, now: dt.datetime, until: dt.datetime) -> list[Task]:
    """Open tasks that fall due before a moment, the late first: those of a timeline, and one more where it is cut."""
    if not policies.can_look(by):
        return []
    found = _open(by.agency).filter(case__due_at__lt=until, case__closed_at=None)
    rows = found.select_related("case", "directive").prefetch_related("parties")
    return list(rows.order_by("case__due_at", "id")[: LONGEST + 1])
