"""What is counted of every unit within spans of days: from cells and narrow queries of the areas, each for many units
and many spans at once. What nothing counts yet is not there, so the set says it has no source.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings

from motcua.areas.certification.queries import copying
from motcua.areas.feedback.queries import indexed as feedback
from motcua.areas.fees.queries import indexed as fees
from motcua.areas.indicators.models import PortalFigure
from motcua.areas.indicators.queries import cells
from motcua.areas.indicators.queries.index_sets.asking import DAY, Asked, Span
from motcua.areas.indicators.queries.units import known_on
from motcua.areas.procedures.queries import indexed as procedures
from motcua.base.orgs.choices import Level
from motcua.rules import counting
from motcua.rules.calendar import TZ
from motcua.rules.scoring.index_counts import (
    CAME_ONLINE,
    COMPLAINED,
    Part,
    Reckoning,
)
from motcua.rules.scoring.index_sets import Share

Shares = Mapping[tuple[str, int], Mapping[str, Share]]
"""(unit, which span) → count → what was counted."""
FROM_PORTAL: Mapping[str, str] = {
    "PAYMENT_INTEGRATED": "portal_payment", "SYNCED_WITH": "portal_synced", "CITIZEN_DATA_DOSSIER": "portal_dossiers",
    "CITIZEN_DATA_PROCEDURE": "portal_procedures", "DOSSIER_SYNC": "portal_received",
}  # fmt: skip
"""Items of which the national portal alone knows all or a part, with the count that its figures fill."""
TOLD_OF_ALL = frozenset({*FROM_PORTAL.values(), "synced"})
"""Counts that are said of all units together only where every one of them has a source."""


def apart(
    one: Asked, reckoning: Reckoning, dimension: str, values: Sequence[str], at: dt.datetime
) -> dict[str, dict[str, Share]]:
    """What is counted of the dossiers of each value of a dimension."""
    (since, until), today = so_far([(one.since, one.until)], at)[0], at.astimezone(TZ).date()
    asked = {(part.measure, part.stock) for part in reckoning.parts}
    sums = cells.by_values(asked, one.units, since, until, dimension, values)
    if until > today:
        ahead = (reckoning.not_yet, False)
        for value, amount in cells.by_values([ahead], one.units, today, until, dimension, values)[
            ahead
        ].items():
            sums[reckoning.late.measure, True][value] -= amount
    found = {value: reckoning.shares(_amounts(sums, value)) for value in values}
    return {value: {name: Share(*pair) for name, pair in counts.items()} for value, counts in found.items()}


def _amounts(
    sums: Mapping[tuple[counting.Measure, bool], Mapping[Any, int]], key: object
) -> Callable[[Part], int]:
    """What every sum comes to for one part of the whole."""
    return lambda part: sums[part.measure, part.stock].get(key, 0)


def added(found: Shares, i: int) -> dict[str, Share]:
    """The shares of all units of a span together: both parts are sums; what the portal does not say of all is none."""
    parts: dict[str, list[Share]] = defaultdict(list)
    units = sum(n == i for _unit, n in found)
    for (_unit, n), counted in found.items():
        for name, share in counted.items():
            if n == i:
                parts[name].append(share)
    return {
        name: Share(sum(one.numerator for one in shares_), sum(one.denominator for one in shares_))
        for name, shares_ in parts.items()
        if name not in TOLD_OF_ALL or len(shares_) == units
    }


def shares(one: Asked, spans: Sequence[Span], at: dt.datetime) -> Shares:
    """What is counted of every unit within every span; the unit asked for is there whatever it did."""
    found: dict[tuple[str, int], dict[str, tuple[int, int]]] = defaultdict(dict)
    _of_dossiers(one, so_far(spans, at), at, found)
    if not one.post:
        _of_unit(one, spans, at, found)
    known = {unit for unit, _i in found}
    if one.root.level != Level.PROVINCE:
        known.add(one.root.key)
    empty = dict.fromkeys(one.reckoning.counts, (0, 0))
    if not one.post:
        empty |= dict.fromkeys(("paid_online", *feedback.COUNTS, "electronic_copies"), (0, 0))
        if not settings.PORTAL_URL:
            empty.pop("synced")
    return {
        (unit, i): {name: Share(*pair) for name, pair in {**empty, **found.get((unit, i), {})}.items()}
        for unit in known or {one.root.key}
        for i in range(len(spans))
    }


def so_far(spans: Sequence[Span], at: dt.datetime) -> list[Span]:
    """Spans no longer than to the end of today: what is to come is not counted yet."""
    end = at.astimezone(TZ).date() + DAY
    return [(min(since, end), min(until, end)) for since, until in spans]


def _of_dossiers(
    one: Asked, spans: Sequence[Span], at: dt.datetime,
    found: dict[tuple[str, int], dict[str, tuple[int, int]]],
) -> None:  # fmt: skip
    """What is counted of dossiers, from cells (``rules.scoring.index_counts``)."""
    reckoning, (dimension, value) = one.reckoning, one.apart
    split = counting.split(dimension, value) if dimension else ""
    sums = cells.by_span(
        {(part.measure, part.stock) for part in reckoning.parts}, one.units, spans, split=split
    )
    today = at.astimezone(TZ).date()
    if spans[-1][1] > today:  # the last day is not over
        ahead = (reckoning.not_yet, False)
        late = sums[reckoning.late.measure, True]
        for (unit, _), amount in cells.by_span([ahead], one.units, [(today, today + DAY)], split=split)[
            ahead
        ].items():
            for i in (i for i, (_, until) in enumerate(spans) if until > today):
                late[unit, i] = late.get((unit, i), 0) - amount
    for key in {key for of in sums.values() for key in of}:
        found[key] |= reckoning.shares(_amounts(sums, key))


def _of_unit(
    one: Asked,
    spans: Sequence[Span],
    at: dt.datetime,
    found: dict[tuple[str, int], dict[str, tuple[int, int]]],
) -> None:
    """What is of no official: payment, feedback, copies, the procedures themselves."""
    over = so_far(spans, at)
    whole = (min(since for since, _ in spans), max(until for _, until in spans))
    owing = fees.indexed(one.units, spans, procedure=one.procedure)
    for key, of in owing.items():
        found[key]["paid_online"] = of.paid_online
    if not one.procedure:
        for key, counts in feedback.indexed(one.units, spans, at).items():
            found[key] |= counts
        _complained(one.units, over, found)
        _copies(one.units, spans, whole, found)
        _of_portal(one.units, spans, found)
    _synced(found)
    paid = {key: of.procedures_online for key, of in owing.items()}
    _procedures(one, spans, at, cells.types_by_span(CAME_ONLINE, one.units, over), paid, found)


def portal_figures(units: Collection[str], since: dt.date, until: dt.date) -> list[PortalFigure]:
    """What the portal says of months that lie within some days, the last word of each, by item and month."""
    rows = PortalFigure.objects.filter(unit__in=units, month__gte=since, month__lt=until)
    last = {(row.unit, row.item, row.month): row for row in rows.order_by("item", "month", "n")}
    return [row for row in last.values() if counting.after(counting.MONTH, row.month) <= until]


def _of_portal(
    units: Collection[str], spans: Sequence[Span], found: dict[tuple[str, int], dict[str, tuple[int, int]]]
) -> None:
    """Figures of the portal where it says one of every month of a span; of anything less there is none."""
    told = portal_figures(units, min(since for since, _ in spans), max(until for _, until in spans))
    for i, (since, until) in enumerate(spans):
        months = list(counting.steps(counting.MONTH, since, until))
        whole = since.day == 1 and until.day == 1
        by: dict[tuple[str, str], list[PortalFigure]] = defaultdict(list)
        for row in told:
            if whole and since <= row.month < until:
                by[row.unit, row.item].append(row)
        for (unit, item), rows in by.items():
            if len(rows) == len(months):
                found[unit, i][FROM_PORTAL[item]] = (
                    sum(row.numerator for row in rows), sum(row.denominator for row in rows)
                )  # fmt: skip


def _synced(found: dict[tuple[str, int], dict[str, tuple[int, int]]]) -> None:
    """DOSSIER_SYNC divides by the larger of our dossiers and the portal's (§4.2), and is there only with a source.

    The source is the portal's own acknowledgement, or its figure of every month noted with the paper that says it. The
    specification's fallback, a share of last year's total, is not used: what came in is always known here.
    """
    for counts in found.values():
        right, ours = counts.pop("synced", (0, 0))
        told = counts.pop("portal_received", None)
        every = max(ours, told[1] if told else 0)
        if settings.PORTAL_URL or right:
            counts["synced"] = (right, every)
        elif told is not None:
            counts["synced"] = (min(told[0], every), every)


def _complained(
    units: Collection[str], spans: Sequence[Span], found: dict[tuple[str, int], dict[str, tuple[int, int]]]
) -> None:
    """Each complaint about how dossiers are handled takes one dossier off those that pleased; none below nought."""
    for key, said in cells.by_span([(COMPLAINED, False)], units, spans)[COMPLAINED, False].items():
        if "dossier_satisfied" in found.get(key, ()):
            pleased, all_ = found[key]["dossier_satisfied"]
            found[key]["dossier_satisfied"] = (max(pleased - said, 0), all_)


def _copies(
    units: Collection[str], spans: Sequence[Span], whole: Span,
    found: dict[tuple[str, int], dict[str, tuple[int, int]]],
) -> None:  # fmt: skip
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in whole)
    electronic, every = copying(units, start, end)
    for i, (since, until) in enumerate(spans):
        with_any, with_electronic = (_units_of(days, since, until) for days in (every, electronic))
        for unit in with_any:
            found[unit, i]["electronic_copies"] = (int(unit in with_electronic), 1)


def _units_of(days: Iterable[tuple[str, dt.date]], since: dt.date, until: dt.date) -> set[str]:
    return {unit for unit, on in days if since <= on < until}


def _procedures(
    one: Asked, spans: Sequence[Span], at: dt.datetime, online: Mapping[tuple[str, int], set[str]],
    paid: Mapping[tuple[str, int], set[str]], found: dict[tuple[str, int], dict[str, tuple[int, int]]],
) -> None:  # fmt: skip
    """Procedures that a level carries out: for every unit at which anything was counted, else the one asked for."""
    on = at.astimezone(TZ).date()
    working = {unit for unit, _i in found} or {one.root.key}
    levels: dict[str, list[procedures.Procedures]] = {}
    days = [min(until - DAY, on) for _since, until in spans]
    published: dict[tuple[str, dt.date], fees.Published] = {}
    for unit in working:
        level = known_on(unit, on).level
        if level not in levels:
            levels[level] = procedures.indexed(level, spans, on, unit=unit, procedure=one.procedure)
        for i, kept in enumerate(levels[level]):
            offered = kept.right["online_offered"]
            counts = {name: kept.share(name) for name in procedures.COUNTS}
            counts["online_used"] = (len(online.get((unit, i), set()) & offered), len(offered))
            found[unit, i] |= counts
            published[unit, days[i]] = kept.fees
    with_fee = fees.with_fee(published)
    for unit in working:
        for i, day in enumerate(days):
            asking = with_fee[unit, day]
            found[unit, i]["procedure_paid_online"] = (len(paid.get((unit, i), set()) & asking), len(asking))
