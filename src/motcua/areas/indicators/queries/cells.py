"""Sums of facts for any units and days, in milliseconds: whole years, whole months and the days at the edges.

Days are half-open: ``until`` is not included. ``units`` are identities (``queries.units``). Of a measure that nobody
keeps, or that is not built yet, the facts themselves are summed: slower, and the same number.
"""

import datetime as dt
import itertools
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Min

from motcua.areas.indicators.choices.facts import KINDS
from motcua.areas.indicators.models import Cell
from motcua.areas.indicators.models import Measure as Kept
from motcua.areas.indicators.queries import facts
from motcua.rules import counting
from motcua.rules.counting import Measure, Span

CELL = "indicators_cell"
Sums = Mapping[tuple[Any, ...], int]


def amount(
    measure: Measure,
    units: Collection[str],
    since: dt.date,
    until: dt.date,
    *,
    split: str = "",
    stock: bool = False,
) -> int:
    """What a measure comes to; ``stock``: from the beginning up to the period's end.

    ``split`` is "" or ``counting.split(dimension, value)``: only the facts with that value.
    """
    return amounts([measure], units, since, until, split=split, stock=stock)[measure]


def amounts(
    measures: Sequence[Measure],
    units: Collection[str],
    since: dt.date,
    until: dt.date,
    *,
    split: str = "",
    stock: bool = False,
) -> dict[Measure, int]:
    """Several measures of one period at once, in one query where cells of all of them are kept."""
    found = dict.fromkeys(measures, 0)
    for (one, *_), total in _sums(measures, units, _spans(since, until, stock), splits=[split]).items():
        found[one] += total
    return found


def series(
    measure: Measure,
    units: Collection[str],
    since: dt.date,
    until: dt.date,
    grain: str = counting.MONTH,
    *,
    split: str = "",
    stock: bool = False,
) -> list[tuple[dt.date, int]]:
    """The measure in each day, month or year of the period, zeros too; ``stock``: as it stood at the end of each.

    The first and the last piece hold only the days that are within the period.
    """
    return many_series([measure], units, since, until, grain, split=split, stock=stock)[measure]


def many_series(
    measures: Sequence[Measure],
    units: Collection[str],
    since: dt.date,
    until: dt.date,
    grain: str = counting.MONTH,
    *,
    split: str = "",
    stock: bool = False,
) -> dict[Measure, list[tuple[dt.date, int]]]:
    """Series of several measures at once."""
    spans: list[Span] = []
    for first, end in counting.steps(grain, since, until):
        whole = first == counting.first_of(grain, first) and end == counting.after(grain, first)
        spans += [Span(grain, first, end)] if whole else counting.spans(first, end)
    found: dict[tuple[Measure, dt.date], int] = defaultdict(int)
    summed = _sums(measures, units, _joined(spans), splits=[split], daily=True)
    for (one, _, _, day), total in summed.items():
        found[one, max(counting.first_of(grain, day), since)] += total
    levels = amounts(measures, units, since, since, split=split, stock=True) if stock else {}
    told: dict[Measure, list[tuple[dt.date, int]]] = {}
    for one in measures:
        level, told[one] = levels.get(one, 0), []
        for first, _ in counting.steps(grain, since, until):
            level = level + found[one, first] if stock else found[one, first]
            told[one].append((first, level))
    return told


def by_unit(
    measure: Measure,
    units: Collection[str],
    since: dt.date,
    until: dt.date,
    *,
    split: str = "",
    stock: bool = False,
) -> dict[str, int]:
    """The measure of each unit that has any."""
    found: dict[str, int] = defaultdict(int)
    for (_, unit, *_), total in _sums(
        [measure], units, _spans(since, until, stock), splits=[split], each=True
    ).items():
        found[unit] += total
    return dict(found)


def by_unit_of(
    asked: Collection[tuple[Measure, bool]], units: Collection[str], since: dt.date, until: dt.date
) -> dict[tuple[Measure, bool], dict[str, int]]:
    """Several (measure, stock) of each unit that has any, at once."""
    found: dict[tuple[Measure, bool], dict[str, int]] = {one: defaultdict(int) for one in asked}
    for stock in (False, True):
        wanted = [one for one, is_stock in asked if is_stock is stock]
        for (one, unit, *_), total in _sums(
            wanted, units, _spans(since, until, stock), splits=[""], each=True
        ).items():
            found[one, stock][unit] += total
    return found


def by_split(
    measure: Measure,
    units: Collection[str],
    since: dt.date,
    until: dt.date,
    dimension: str,
    *,
    stock: bool = False,
) -> dict[str, int]:
    """The measure told apart by a dimension: value → amount."""
    splits = [counting.split(dimension, value) for value in facts.values(measure, dimension, units)]
    found: dict[str, int] = defaultdict(int)
    for (_, _, part, _), total in _sums([measure], units, _spans(since, until, stock), splits=splits).items():
        found[part.partition(":")[2]] += total
    return {value: total for value, total in found.items() if total}


def series_by_unit(
    measures: Sequence[Measure],
    units: Collection[str],
    since: dt.date,
    until: dt.date,
    grain: str = counting.MONTH,
) -> dict[Measure, dict[str, list[tuple[dt.date, int]]]]:
    """Series of several measures for each unit that has any of them."""
    spans: list[Span] = []
    for first, end in counting.steps(grain, since, until):
        whole = first == counting.first_of(grain, first) and end == counting.after(grain, first)
        spans += [Span(grain, first, end)] if whole else counting.spans(first, end)
    found: dict[tuple[Measure, str, dt.date], int] = defaultdict(int)
    summed = _sums(measures, units, _joined(spans), splits=[""], each=True, daily=True)
    for (one, unit, _, day), total in summed.items():
        found[one, unit, max(counting.first_of(grain, day), since)] += total
    here = sorted({unit for _, unit, _ in found})
    steps = [first for first, _ in counting.steps(grain, since, until)]
    return {
        one: {unit: [(first, found[one, unit, first]) for first in steps] for unit in here}
        for one in measures
    }


def by_span(
    asked: Collection[tuple[Measure, bool]],
    units: Collection[str],
    spans: Sequence[tuple[dt.date, dt.date]],
    *,
    split: str = "",
) -> dict[tuple[Measure, bool], dict[tuple[str, int], int]]:
    """Several (measure, stock) of each unit in each of some spans of days, which follow one another without overlap.

    However many spans there are, they cost the same few queries; a stock is as it stands at the end of each.
    """
    found: dict[tuple[Measure, bool], dict[tuple[str, int], int]] = {one: defaultdict(int) for one in asked}
    flows, stocks = ([one for one, is_stock in asked if is_stock is stock] for stock in (False, True))
    ends = [until for _, until in spans]
    between = list(itertools.pairwise(ends))
    for (one, unit, _, day), total in _sums_of(flows, units, spans, split).items():
        found[one, False][unit, _span_of(spans, day)] += total
    levels: dict[tuple[Measure, str], int] = defaultdict(int)
    for (one, unit, *_), total in _sums(
        stocks, units, _spans(ends[0], ends[0], True), splits=[split], each=True
    ).items():
        levels[one, unit] += total
    added: dict[tuple[Measure, str, int], int] = defaultdict(int)
    for (one, unit, _, day), total in _sums_of(stocks, units, between, split).items():
        added[one, unit, _span_of(between, day)] += total
    for one, unit in {*levels, *((one, unit) for one, unit, _ in added)}:
        level = levels[one, unit]
        for i in range(len(spans)):
            level += added[one, unit, i - 1]
            found[one, True][unit, i] = level
    return {one: {key: total for key, total in sums.items() if total} for one, sums in found.items()}


def types_by_span(
    measure: Measure, units: Collection[str], spans: Sequence[tuple[dt.date, dt.date]]
) -> dict[tuple[str, int], set[str]]:
    """Of which types each unit has any of a measure in each of some spans."""
    splits = [counting.split("type", value) for value in facts.values(measure, "type", units)]
    totals: dict[tuple[str, int, str], int] = defaultdict(int)
    pieces = _joined([piece for since, until in spans for piece in counting.spans(since, until)])
    for (_, unit, part, day), total in _sums(
        [measure], units, pieces, splits=splits, each=True, daily=True
    ).items():
        totals[unit, _span_of(spans, day), part.partition(":")[2]] += total
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for (unit, i, type_), total in totals.items():
        if total > 0:
            found[unit, i].add(type_)
    return found


def by_values(
    asked: Collection[tuple[Measure, bool]],
    units: Collection[str],
    since: dt.date,
    until: dt.date,
    dimension: str,
    values: Iterable[str],
) -> dict[tuple[Measure, bool], dict[str, int]]:
    """Several (measure, stock) of some units told apart by known values of a dimension."""
    splits = [counting.split(dimension, value) for value in values]
    found: dict[tuple[Measure, bool], dict[str, int]] = {one: defaultdict(int) for one in asked}
    for stock in (False, True):
        wanted = [one for one, is_stock in asked if is_stock is stock]
        for (one, _, part, _), total in _sums(
            wanted, units, _spans(since, until, stock), splits=splits
        ).items():
            found[one, stock][part.partition(":")[2]] += total
    return found


def _sums_of(
    measures: Sequence[Measure], units: Collection[str], spans: Sequence[tuple[dt.date, dt.date]], split: str
) -> dict[tuple[Measure, str, str, dt.date], int]:
    pieces = _joined([piece for since, until in spans for piece in counting.spans(since, until)])
    return _sums(measures, units, pieces, splits=[split], each=True, daily=True) if measures else {}


def _span_of(spans: Sequence[tuple[dt.date, dt.date]], day: dt.date) -> int:
    return next(i for i, (since, until) in enumerate(spans) if since <= day < until)


def first_days(areas: Collection[str], units: Collection[str]) -> dict[str, dt.date]:
    """The month since which facts of each area (the first word of their kind) were counted of these units.

    From cells where any are kept of an area, else from the facts: their first day.
    """
    built = Kept.objects.filter(built_through__isnull=False).values_list("id", "fact")
    kept = {number: area_of(fact) for number, fact in built if area_of(fact) in areas}
    found: dict[str, dt.date] = {}
    told = Cell.objects.filter(measure__in=list(kept), unit__in=units, grain=counting.MONTH, split="")
    for number, day in told.order_by().values_list("measure").annotate(first=Min("day")):
        found[kept[number]] = min(day, found.get(kept[number], day))
    rest = [kind for kind in KINDS if area_of(kind) in set(areas) - found.keys()]
    for kind, day in facts.first_days(rest, units).items() if rest else ():
        found[area_of(kind)] = min(day, found.get(area_of(kind), day))
    return found


def area_of(kind: str) -> str:
    """The first word of a kind of facts."""
    return kind.partition(".")[0]


# --- how they are read --------------------------------------------------------------------------------------


def _spans(since: dt.date, until: dt.date, stock: bool) -> tuple[Span, ...]:
    return counting.spans(None if stock else since, until)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Neighbours of one grain as one span."""
    made: list[Span] = []
    for span in spans:
        if made and made[-1].grain == span.grain and made[-1].end == span.first:
            made[-1] = Span(span.grain, made[-1].first, span.end)
        else:
            made.append(span)
    return made


def _sums(
    measures: Sequence[Measure],
    units: Collection[str],
    spans: Sequence[Span],
    *,
    splits: Sequence[str],
    each: bool = False,
    daily: bool = False,
) -> dict[tuple[Measure, str, str, dt.date], int]:
    """Sums by (measure, unit, split, first day of the cell); what is not asked for apart is "" or the span's end."""
    if not units or not spans or not splits:
        return {}
    built = Kept.objects.filter(key__in=[one.key for one in measures], built_through__isnull=False)
    kept = {
        key: (number, set(apart.split())) for number, key, apart in built.values_list("id", "key", "splits")
    }
    found: dict[tuple[Measure, str, str, dt.date], int] = {}
    numbers: dict[int, Measure] = {}
    for one in measures:
        known = kept.get(one.key)
        if known is None or not {part.partition(":")[0] for part in splits if part} <= known[1]:
            found |= facts.sums(one, units, spans, splits=splits, each=each, daily=daily)
        else:
            numbers[known[0]] = one
    if not numbers:
        return found
    days = [span for span in spans if span.grain == counting.DAY]
    whole: list[str] = [part for part in splits if not part]
    parts = [part for part in splits if part]
    if parts and days:  # of the parts of a measure only months and years are kept
        for one in numbers.values():
            found |= facts.sums(one, units, days, splits=parts, each=each, daily=daily)
    asked: list[tuple[Sequence[str], Sequence[Span]]] = [(whole, spans)] if whole else []
    if parts:
        asked.append((parts, [span for span in spans if span.grain != counting.DAY]))
    for names, wanted in asked:
        for number, unit, part, day, total in _select(numbers, units, wanted, names, each=each, daily=daily):
            key = (numbers[number], unit, part, day)
            found[key] = found.get(key, 0) + int(total)
    return found


def _select(
    numbers: Iterable[int],
    units: Collection[str],
    spans: Sequence[Span],
    splits: Sequence[str],
    *,
    each: bool,
    daily: bool,
) -> list[tuple[int, str, str, dt.date, int]]:
    """Each cell is met by its whole key, whatever the database believes of its table: a range of days of a measure, a
    unit and a split is added up where it lies, and only these sums are sorted."""
    if not spans:
        return []
    key = (
        "c.measure_id = m.value AND c.unit = u.value AND c.split = s.value "
        "AND c.grain = p.grain AND c.day >= p.since AND c.day < p.until"
    )
    if daily:
        day, total = "c.day", "c.amount"
        cells = f"CROSS JOIN {CELL} c WHERE {key}"
        if connection.vendor == "postgresql":
            cells = f"CROSS JOIN LATERAL (SELECT c.day, c.amount FROM {CELL} c WHERE {key} OFFSET 0) c"
    else:
        day, total, cells = "NULL", f"(SELECT sum(c.amount) FROM {CELL} c WHERE {key})", ""
    told = ["m.value", "u.value" if each else "''", "s.value", day]
    group = ", ".join(one for one in told if "." in one)
    periods = ", ".join(["(%s, %s, %s)"] * len(spans))
    parameters: list[Any] = []
    for span in spans:
        parameters += [span.grain, span.first or dt.date.min, span.end]
    lists = {"m": list(numbers), "s": list(splits), "u": list(units)}
    if connection.vendor == "postgresql":
        among = [f"unnest(%s::{'integer' if name == 'm' else 'text'}[]) {name} (value)" for name in lists]
        parameters += lists.values()
    else:
        among = [f"json_each(%s) {name}" for name in lists]
        parameters += (json.dumps(one) for one in lists.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH p (grain, since, until) AS MATERIALIZED (VALUES {periods}) SELECT {', '.join(told)}, sum({total}) "
            f"FROM p CROSS JOIN {' CROSS JOIN '.join(among)} {cells} GROUP BY {group}",
            parameters,
        )
        rows = cursor.fetchall()
    return [(row[0], row[1], row[2], facts.as_day(row[3]), row[4]) for row in rows if row[4] is not None]
