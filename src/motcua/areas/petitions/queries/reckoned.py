"""How work stood within the days of a report (R6.51), for every area whose cases are counted."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Case as Choice
from django.db.models import CharField, Count, Exists, F, IntegerField, Q, QuerySet, Sum, Value, When

from motcua.areas.cases.queries import of_agencies
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import over_before

TEXT = CharField()
Found = TypeVar("Found", bound=QuerySet[Any])


def yes(when: Q | Exists) -> Choice:
    """yes or no."""
    return Choice(When(when, then=Value("yes")), default=Value("no"), output_field=TEXT)


@dataclass(frozen=True)
class Days:
    """The days of a report, ``until`` not included, seen at a moment."""

    since: dt.date
    until: dt.date
    at: dt.datetime

    @property
    def start(self) -> dt.datetime:
        """The moment at which they begin."""
        return dt.datetime.combine(self.since, dt.time(), TZ)

    @property
    def end(self) -> dt.datetime:
        """The moment at which they are over."""
        return dt.datetime.combine(self.until, dt.time(), TZ)

    @property
    def over_before(self) -> dt.datetime:
        """Before which moment the time of open work had to end for it to be late then (``rules.deadlines``)."""
        return over_before(self.until, self.at)

    @property
    def done(self) -> Q:
        """Cases that were finished before they were over."""
        return Q(case__finished_at__lt=self.end)

    def rows(self, among: Found, units: Collection[str], came: str, *, own: str = "agency") -> Found:
        """What came to agencies within them (``came``: a column of days or moments) or was still open when they began.

        ``unit`` whose work it is; ``period`` in or before; ``late`` finished after its legal time, open after its day.
        """
        moments = came.endswith("_at")
        first, last = (self.start, self.end) if moments else (self.since, self.until)
        inside = Q(**{f"{came}__gte": first})
        open_then = Q(case__finished_at=None) | Q(case__finished_at__gte=self.start)
        found = of_agencies(among, units, self.end, own=own)
        told: Found = found.filter(inside | open_then, **{f"{came}__lt": last}).annotate(
            unit=F("had_by"),
            period=Choice(When(inside, then=Value("in")), default=Value("before"), output_field=TEXT),
            late=Choice(
                When(self.done & Q(case__on_time=False), then=Value("yes")),
                When(~self.done & Q(case__paused=False, case__legal_due_at__lt=self.over_before), then=Value("yes")),
                default=Value("no"), output_field=TEXT,
            ),
        )  # fmt: skip
        return told


def windows(starts: Sequence[dt.date], column: str) -> Choice:
    """In which window a day or a moment lies: the number of the last of ``starts`` (oldest first) not after it."""
    first = [dt.datetime.combine(day, dt.time(), TZ) for day in starts] if column.endswith("_at") else starts
    whens = [When(**{f"{column}__gte": first[n]}, then=Value(n)) for n in reversed(range(len(starts)))]
    return Choice(*whens, default=Value(-1), output_field=IntegerField())


def sums(
    found: QuerySet[Any], columns: Mapping[str, str], amounts: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Numbers told apart by ``columns`` (name: column), with ``n`` and sums of ``amounts`` (name: column)."""
    added = amounts or {}
    told = found.values_list(*columns.values()).annotate(
        counted=Count("pk"), **{f"sum_{name}": Sum(column) for name, column in added.items()}
    )
    return [dict(zip((*columns, "n", *added), row, strict=True)) for row in told.order_by()]


def codes(
    found: QuerySet[Any], columns: Mapping[str, str], where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes behind a number, the newest first."""
    wanted = Q(pk__in=[])
    for one in where:
        wanted |= Q(**{f"{columns[name]}__in": list(values) for name, values in one.items()})
    return list(found.filter(wanted).order_by("-pk").values_list("case__code", flat=True))
