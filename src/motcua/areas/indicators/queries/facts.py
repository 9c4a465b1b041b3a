"""Facts themselves: sums over them, the values they have, and the rows behind a figure."""

import datetime as dt
import functools
import json
import operator
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)  # fmt: skip

from motcua.areas.indicators.models import Dimensions, Fact
from motcua.areas.indicators.models.anew import FOLLOWER
from motcua.base.journal.queries import waiting_since
from motcua.rules import counting
from motcua.rules.counting import Measure, Span

SOON = dt.timedelta(minutes=1)
QUARTER, BEYOND = dt.timedelta(days=92), dt.timedelta(days=10_000)
WITHIN = "indicators_dimensions d JOIN indicators_fact f ON f.dimensions_id = d.id"


def as_day(value: Any) -> dt.date:
    """A day as the database gives it; the first of all where none was asked for."""
    if value is None:
        return dt.date.min
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def dimensions(measure: Measure, units: Collection[str] | None = None) -> "QuerySet[Dimensions]":
    """What the facts of a measure are told apart by, of some units."""
    found = Dimensions.objects.filter(
        kind=measure.fact, **{f"{name}__in": values for name, values in measure.where}
    )
    return found if units is None else found.filter(unit__in=units)


def values(measure: Measure, dimension: str, units: Collection[str]) -> list[str]:
    """The values that a dimension has among the facts of a measure."""
    assert dimension in counting.SPLITS, dimension
    return sorted(set(dimensions(measure, units).values_list(dimension, flat=True)))


def behind(
    parts: Iterable[tuple[int, Measure, dt.date | None, dt.date]],
    units: Collection[str],
    *,
    only: tuple[str, str] | None = None,
) -> "QuerySet[Fact]":
    """The facts that make up a sum, the newest day first, each with what it adds: ``counted``, below 0 if taken off.

    ``parts``  (sign, measure, since, until) of each term; ``since`` None: of a stock, from the beginning
    ``only``   (dimension, value): of one part of a figure that is told apart by it

    What comes to nothing under one code is not there, as in ``by_code``: a stock is told by what still stands, and the
    rows add up to the sum.
    """
    whole = BigIntegerField()
    wanted, adds = list[Q](), list[Case]()
    for sign, measure, since, until in parts:
        days = Q(day__lt=until) if since is None else Q(day__gte=since, day__lt=until)
        told = {f"dimensions__{name}__in": values for name, values in measure.where}
        wanted.append(days & Q(dimensions__in=dimensions(measure, units)))
        counts = When(days & Q(dimensions__kind=measure.fact, **told), then=F("amount") * sign)
        adds.append(Case(counts, default=Value(0), output_field=whole))
    if not wanted:
        return Fact.objects.none()
    found = Fact.objects.filter(functools.reduce(operator.or_, wanted))
    if only is not None:
        dimension, value = only
        assert dimension in counting.SPLITS, dimension
        found = found.filter(**{f"dimensions__{dimension}": value})
    found = found.annotate(
        counted=ExpressionWrapper(functools.reduce(operator.add, adds), output_field=whole)
    )
    codes = found.exclude(code="").order_by().values("code").annotate(total=Sum("counted")).exclude(total=0)
    found = found.exclude(counted=0).filter(Q(code="") | Q(code__in=codes.values("code")))
    return found.select_related("dimensions").order_by("-day", "-seq", "-n")


def by_code(
    measure: Measure, units: Collection[str], since: dt.date | None, until: dt.date, **where: Sequence[str]
) -> list[tuple[str, int]]:
    """What each code comes to in a sum; ``since`` None: from the beginning. What cancels out is not there."""
    told = dimensions(measure, units).filter(**{f"{name}__in": values for name, values in where.items()})
    found = Fact.objects.filter(dimensions__in=told, day__lt=until)
    if since is not None:
        found = found.filter(day__gte=since)
    rows = found.values("code").annotate(total=Sum("amount")).exclude(total=0).order_by()
    return list(rows.values_list("code", "total"))


def standing(
    measure: Measure, units: Collection[str], until: dt.date, total: int, **where: Sequence[str]
) -> list[tuple[str, int]]:
    """What each code comes to in a stock, given what all do together: read back from its end only as far as they
    reach, for nothing is taken off before it stood there."""
    found: list[tuple[str, int]] = []
    back = QUARTER
    while total > sum(amount for _code, amount in found):
        since = until - back if back < BEYOND else None
        found = [one for one in by_code(measure, units, since, until, **where) if one[1] > 0]
        if since is None:
            break
        back *= 4
    return found


def first_days(kinds: Collection[str], units: Collection[str]) -> dict[str, dt.date]:
    """The first day of which facts of each kind were counted of units; without kinds that have none."""
    first = Fact.objects.filter(dimensions=OuterRef("pk")).order_by("day").values("day")[:1]
    told = Dimensions.objects.filter(kind__in=kinds, unit__in=units).annotate(first=Subquery(first))
    return dict(told.values_list("kind").annotate(day=Min("first")).filter(day__isnull=False).order_by())


def sums(
    measure: Measure,
    units: Collection[str],
    spans: Sequence[Span],
    *,
    splits: Sequence[str] = ("",),
    each: bool = False,
    daily: bool = False,
) -> dict[tuple[Measure, str, str, dt.date], int]:
    """Sums over facts, as ``cells`` gives them: by (measure, unit, split, day)."""
    found: dict[tuple[Measure, str, str, dt.date], int] = {}
    apart: dict[str, list[str]] = {}
    for part in splits:
        name, _, value = part.partition(":")
        apart.setdefault(name, []).append(value)
    for name, wanted in apart.items():
        for unit, value, day, total in _summed(measure, units, spans, name, wanted, each=each, daily=daily):
            key = (measure, unit, counting.split(name, value) if name else "", as_day(day))
            found[key] = found.get(key, 0) + int(total)
    return found


def _summed(
    measure: Measure,
    units: Collection[str],
    spans: Sequence[Span],
    split: str,
    wanted: list[str],
    *,
    each: bool,
    daily: bool,
) -> list[tuple[Any, ...]]:
    assert split in ("", *counting.SPLITS), split
    columns = ["d.unit" if each else "''", f"d.{split}" if split else "''", "f.day" if daily else "NULL"]
    group = [column for column in columns if "." in column]
    conditions, parameters = ["d.kind = %s"], [measure.fact]
    told = [("unit", list(units)), *((name, list(values)) for name, values in measure.where)]
    if split:
        told.append((split, wanted))
    for name, values in told:
        conditions.append(
            f"d.{name} = ANY(%s)"
            if connection.vendor == "postgresql"
            else f"d.{name} IN (SELECT value FROM json_each(%s))"
        )
        parameters.append(values if connection.vendor == "postgresql" else json.dumps(values))  # type: ignore[arg-type]
    days = []
    for span in spans:
        days.append("f.day < %s" if span.first is None else "f.day >= %s AND f.day < %s")
        parameters += [span.end] if span.first is None else [span.first, span.end]  # type: ignore[list-item]
    sql = (
        f"SELECT {', '.join(columns)}, sum(f.amount) FROM {WITHIN} WHERE {' AND '.join(conditions)} "
        f"AND ({' OR '.join(f'({one})' for one in days)})"
    )
    if group:
        sql += f" GROUP BY {', '.join(group)}"
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row for row in cursor.fetchall() if row[-1] is not None]


def uncounted_since(at: dt.datetime) -> dt.datetime | None:
    """Since when what was recorded is in no figure yet: after an upgrade that counts anew, or while nobody counts.

    What was recorded within the last minute is counted in a moment, and nothing is said of it.
    """
    since = waiting_since(FOLLOWER)
    return since if since is not None and at - since > SOON else None
