"""Cells built from the facts, and facts counted anew. Nobody decides here: the same facts give the same cells.

The facts are summed by the database to (dimensions, day) and shared out to measures here: whole numbers, one kind of
fact at a time, each in a transaction of its own, so that nobody waits longer than one kind takes.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection

from motcua.areas.indicators.models import Cell, Dimensions, Fact, Measure, guards
from motcua.base.journal.actions import holding, rewind
from motcua.rules import counting

Progress = Callable[[int, int, str], None]
AT_ONCE = 4000
"""Combinations of dimensions that are summed in one query."""
_INTO = "indicators_cell (measure_id, unit, grain, split, day, amount)"
Apart = tuple[int, counting.Measure, tuple[str, ...]]
"""Number of a measure, what it sums, by what it is kept apart."""


def build_new(follower: str) -> int:
    """Build the cells of measures that have none yet; returns how many measures."""
    waiting = Measure.objects.filter(built_through__isnull=True)
    kinds = sorted(set(waiting.values_list("fact", flat=True)))
    return sum(_build(follower, kind, only_new=True) for kind in kinds)


def rebuild(follower: str, progress: Progress) -> int:
    """Build the cells of every measure anew from the facts; returns how many cells there are then."""
    kinds = sorted(set(Measure.objects.values_list("fact", flat=True)))
    for number, kind in enumerate(kinds):
        progress(number, len(kinds), kind)
        _build(follower, kind, only_new=False)
    progress(len(kinds), len(kinds), "")
    return Cell.objects.count()


def forget_all(follower: str) -> None:
    """Forget every fact and cell, and let the follower begin anew: the one way in which facts are ever removed."""
    with holding(follower), connection.cursor() as cursor:
        for statement in guards.emptying(connection.vendor):
            cursor.execute(statement)
        Measure.objects.update(built_through=None)
        rewind(follower)


def _build(follower: str, kind: str, *, only_new: bool) -> int:
    with holding(follower):
        measures = Measure.objects.filter(fact=kind)
        if only_new:
            measures = measures.filter(built_through__isnull=True)
        apart = [
            (number, counting.read(key), tuple(splits.split()))
            for number, key, splits in measures.values_list("id", "key", "splits")
        ]
        numbers = [number for number, *_ in apart]
        Cell.objects.filter(measure__in=numbers).delete()
        for cells in _summed(kind, apart):
            _write(cells)
        last = Fact.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        Measure.objects.filter(id__in=numbers).update(built_through=last)
    return len(numbers)


def _summed(kind: str, apart: Sequence[Apart]) -> Iterator[list[tuple[Any, ...]]]:
    """The cells of measures over one kind of fact, some units at a time, in the order of their key."""
    names = ("id", "kind", *counting.BY)
    by_unit: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for number, *told in Dimensions.objects.filter(kind=kind).values_list(*names).order_by("unit", "id"):
        by_unit[told[1]].append((number, tuple(told)))
    together: list[tuple[int, tuple[str, ...]]] = []
    for found in by_unit.values():
        together += found
        if len(together) >= AT_ONCE:
            yield _cells(apart, together)
            together = []
    if together:
        yield _cells(apart, together)


def _cells(
    apart: Sequence[Apart], dimensions: Sequence[tuple[int, tuple[str, ...]]]
) -> list[tuple[Any, ...]]:
    """Cells of the given combinations, whose units are whole here, in the order of their key."""
    counted: dict[int, tuple[tuple[str, ...], tuple[Apart, ...]]] = {}
    days: dict[tuple[str, tuple[Apart, ...]], dict[str, int]] = {}
    of: dict[int, dict[str, int]] = {}
    for number, told in dimensions:
        measures = tuple(one for one in apart if one[1].counts(told))
        if measures:
            counted[number] = (told, measures)
            of[number] = days.setdefault((told[1], measures), defaultdict(int))
    split = {number for number, (_, measures) in counted.items() if any(one[2] for one in measures)}
    months: dict[int, dict[str, int]] = {number: defaultdict(int) for number in split}
    for number, day, amount in _groups(list(counted)):
        of[number][day] += amount
        if number in split:
            months[number][day[:7]] += amount
    found: dict[tuple[int, str, str], dict[str, int]] = {}
    for (unit, measures), sums in days.items():
        for number, _measure, _splits in measures:
            _into(found, (number, unit, ""), sums)
    parts: dict[tuple[int, str, str], dict[str, int]] = {}
    for one, monthly in months.items():
        told, measures = counted[one]
        for number, _measure, splits in measures:
            for name in splits:
                part = counting.split(name, told[1 + counting.BY.index(name)])
                _into(parts, (number, told[1], part), monthly)
    made: list[tuple[Any, ...]] = []
    for (number, unit, _), sums in found.items():
        made += [(number, unit, counting.DAY, "", day, amount) for day, amount in sums.items()]
        made += _by_month(number, unit, "", _shorter(sums, 7))
    for (number, unit, part), sums in parts.items():
        made += _by_month(number, unit, part, sums)
    made.sort()
    return made


def _into(
    found: dict[tuple[int, str, str], dict[str, int]], key: tuple[int, str, str], sums: dict[str, int]
) -> None:
    """Add sums to those of a key."""
    known = found.get(key)
    if known is None:
        found[key] = dict(sums)
        return
    for when, amount in sums.items():
        known[when] = known.get(when, 0) + amount


def _shorter(sums: dict[str, int], letters: int) -> dict[str, int]:
    """Sums by day as sums by month, or by month as by year: by the first letters of when."""
    found: dict[str, int] = {}
    for when, amount in sums.items():
        short = when[:letters]
        found[short] = found.get(short, 0) + amount
    return found


def _by_month(number: int, unit: str, part: str, months: dict[str, int]) -> list[tuple[Any, ...]]:
    years = _shorter(months, 4)
    made = [(number, unit, counting.MONTH, part, f"{month}-01", amount) for month, amount in months.items()]
    return made + [
        (number, unit, counting.YEAR, part, f"{year}-01-01", amount) for year, amount in years.items()
    ]


def _groups(numbers: Sequence[int]) -> Iterator[tuple[int, str, int]]:
    """Sums of facts by dimensions and day (ISO), as the database adds them up."""
    if not numbers:
        return
    postgresql = connection.vendor == "postgresql"
    day = "to_char(day, 'YYYY-MM-DD')" if postgresql else "day || ''"
    among = "= ANY(%s)" if postgresql else "IN (SELECT value FROM json_each(%s))"
    asked = (
        f"SELECT dimensions_id, {day}, CAST(sum(amount) AS bigint) FROM indicators_fact "
        f"WHERE dimensions_id {among} GROUP BY dimensions_id, day"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [list(numbers) if postgresql else json.dumps(list(numbers))])
        while rows := cursor.fetchmany(5000):
            yield from rows


def _write(cells: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {_INTO} FROM STDIN") as rows:
                for cell in cells:
                    rows.write_row(cell)
        else:
            cursor.executemany(f"INSERT INTO {_INTO} VALUES (%s, %s, %s, %s, %s, %s)", cells)
