"""How facts are written and summed. No verb: nobody decides here, it follows from the journal (ADR 0018).

Only the follower of the journal calls this, which holds its cursor's row: facts, cells and cursor move together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from motcua.areas.indicators.choices.facts import known
from motcua.areas.indicators.models import Dimensions, Fact, Measure
from motcua.rules import counting
from motcua.rules.counting import Row

CellKey = tuple[int, str, str, str, str]
"""Measure, unit, grain, split, first day."""
_ADDED = (
    "INSERT INTO indicators_cell (measure_id, unit, grain, split, day, amount) VALUES (%s, %s, %s, %s, %s, %s) "
    "ON CONFLICT (measure_id, unit, grain, split, day) DO UPDATE SET amount = indicators_cell.amount + excluded.amount"
)


def count(rows: Iterable[tuple[int, Row]]) -> int:
    """Write what was counted from events (seq, row), and add it to the cells kept of it; returns how many facts."""
    told = list(rows)
    if not told:
        return 0
    unknown = {row.kind for _, row in told if not known(row.kind)}
    if unknown:
        raise counting.Unsound(f"no such kinds of facts: {sorted(unknown)}")
    numbers = _numbers({row.dimensions for _, row in told})
    n: dict[int, int] = defaultdict(int)
    facts = []
    for seq, row in told:
        facts.append(
            Fact(
                seq=seq, n=n[seq], day=row.day, dimensions_id=numbers[row.dimensions], amount=row.amount,
                code=row.code,
            )
        )  # fmt: skip
        n[seq] += 1
    Fact.objects.bulk_create(facts, batch_size=500)
    add(_cells([row for _, row in told]))
    return len(facts)


def _numbers(wanted: set[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """The number of each combination of dimensions; new ones are written."""
    names = ("kind", *counting.BY)

    def found_now() -> dict[tuple[str, ...], int]:
        found = Dimensions.objects.filter(
            kind__in={one[0] for one in wanted}, unit__in={one[1] for one in wanted},
            type__in={one[3] for one in wanted},
        )  # fmt: skip
        return {row[1:]: row[0] for row in found.values_list("id", *names)}

    numbers = found_now()
    missing = sorted(wanted - numbers.keys())
    if missing:
        made = [Dimensions(**dict(zip(names, one, strict=True))) for one in missing]
        Dimensions.objects.bulk_create(made, ignore_conflicts=True, batch_size=100)
        numbers = found_now()
    return numbers


def kept() -> dict[str, list[tuple[int, counting.Measure, tuple[str, ...]]]]:
    """The measures whose cells are built, by the kind of fact: number, measure, splits."""
    found: dict[str, list[tuple[int, counting.Measure, tuple[str, ...]]]] = defaultdict(list)
    for number, key, splits in Measure.objects.filter(built_through__isnull=False).values_list(
        "id", "key", "splits"
    ):
        one = counting.read(key)
        found[one.fact].append((number, one, tuple(splits.split())))
    return found


def _cells(rows: Sequence[Row]) -> dict[CellKey, int]:
    """What rows add to which cells."""
    measures = kept()
    added: dict[CellKey, int] = defaultdict(int)
    for row in rows:
        for number, one, splits in measures.get(row.kind, ()):
            if not one.counts(row.dimensions):
                continue
            month = counting.first_of(counting.MONTH, row.day).isoformat()
            year = counting.first_of(counting.YEAR, row.day).isoformat()
            parts = ["", *(counting.split(name, getattr(row, name)) for name in splits)]
            added[number, row.unit, counting.DAY, "", row.day.isoformat()] += row.amount
            for part in parts:
                added[number, row.unit, counting.MONTH, part, month] += row.amount
                added[number, row.unit, counting.YEAR, part, year] += row.amount
    return added


def add(cells: Mapping[CellKey, int]) -> None:
    """Add amounts to cells; always in the same order, so that two who do never wait for each other."""
    if cells:
        with connection.cursor() as cursor:
            cursor.executemany(_ADDED, [(*key, amount) for key, amount in sorted(cells.items())])
