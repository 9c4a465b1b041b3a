"""Millions of facts of ten years, and how long reading a figure, building the cells anew and counting an act take.

The facts are written straight into the tables, as the dossiers of so many communes leave them: twenty-eight a dossier.
Inside an installation (``python -m benchmarks.facts``, JSON in, JSON out).
"""

import datetime as dt
import json
import os
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from benchmarks.installation import Installation

DAYS, PROCEDURES, A_DOSSIER = 3650, 60, 28
SINCE = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=DAYS)
READ, REBUILD, LAG, MEMORY = 20.0, 60.0, 2.0, 2048.0
AT_ONCE = 240_000
BEYOND = 10**9
FACTS = "indicators_fact (seq, n, day, dimensions_id, amount, code)"
APART = {"dossier.received": ["type"], "dossier.finished": ["type"], "step.left": ["post"]}
FOLLOWS_EVERY = 1.0
"""Seconds between two looks of the follower (conf.working)."""


@dataclass(frozen=True)
class Figure:
    """One thing that was measured, with its aim."""

    name: str
    value: float
    aim: float
    unit: str


def facts(place: Installation, *, count: int, units: int, times: int) -> dict[str, Any]:
    """Fill an installation with so many facts of so many communes and measure it, in a process of its own each."""
    filled = place.ask("benchmarks.facts", {"fill": count, "units": units})
    return {**filled, **place.ask("benchmarks.facts", {"times": times, "units": units})}


# --- inside the installation ------------------------------------------------------------------------------------


def communes(count: int) -> list[str]:
    """The communes of a province, by identity: the installation's own first."""
    from django.conf import settings

    return [settings.UNIT, *(f"bench-{n:04d}" for n in range(1, count))]


def rows(
    count: int, units: list[str], numbers: dict[tuple[str, ...], int], taken: int, posts: dict[str, list[str]]
) -> Iterator[tuple[Any, ...]]:
    """Facts of dossiers, as columns of the table; new combinations of dimensions are numbered as they come, after
    those that are ``taken``. Their events lie beyond any of the installation's own. ``posts`` of units that have any.
    """
    dice = random.Random("Sự kiện")
    codes = [f"1.{n:06d}" for n in range(PROCEDURES)]

    def number(*told: str) -> int:
        return numbers.setdefault(told, taken + len(numbers) + 1)

    for seq in range(BEYOND, BEYOND + count // A_DOSSIER):
        day = SINCE + dt.timedelta(days=dice.randrange(DAYS))
        unit, code = dice.choice(units), codes[min(int(dice.expovariate(6 / PROCEDURES)), PROCEDURES - 1)]
        channel = dice.choice(("counter", "online", "online", "post"))
        timing = dice.choice(("early",) * 6 + ("on_time",) * 3 + ("late",))
        took = dice.randrange(12)
        out, due = day + dt.timedelta(days=took), day + dt.timedelta(days=took + dice.randrange(5))
        public, one = f"H26-{seq}", (unit, "", code, channel)
        told = [
            (day, number("dossier.received", *one, "", ""), 1),
            (out, number("dossier.finished", *one, "finished", timing), 1),
            (out, number("dossier.days_taken", *one, "finished", ""), took * 480),
            (out, number("dossier.duration", *one, "le_5" if took < 5 else "le_15", ""), 1),
            (due, number("dossier.falls_due", *one, "", ""), 1),
            (max(due, out), number("dossier.off_due", *one, "", ""), 1),
        ]
        late = timing == "late"
        told += [
            (day, number("index.received", *one, "o" if channel == "online" else "", ""), 1),
            (out, number("index.ended", unit, "", code, "", "er", "late" if late else "in_time"), 1),
            (due, number("index.overdue", unit, "", code, "", "ahead", ""), 1),
            (max(due, out), number("index.overdue", unit, "", code, "", "off" if late else "ahead", ""), -1),
        ]
        for step in ("s1", "s2", "s3"):
            post = dice.choice(posts.get(unit, [f"{unit}-{step}-{n}" for n in range(3)]))
            told.append((out, number("step.left", unit, post, code, "", step, timing), 1))
            told.append((out, number("step.minutes", unit, post, code, "", step, ""), took * 160))
            own = (unit, post, "", "")
            told += [
                (day, number("index.held", *own, "", ""), 1),
                (out, number("index.done", *own, "", "late" if late else "in_time"), 1),
                (due, number("index.held_overdue", *own, "ahead", ""), 1),
                (max(due, out), number("index.held_overdue", *own, "off" if late else "ahead", ""), -1),
            ]
        for n, (on, dimensions, amount) in enumerate(told):
            yield seq, n, on, dimensions, amount, public


def fill(count: int, units: list[str]) -> dict[str, Any]:
    """Write so many facts; cells of the shipped indicators are kept of them, some by procedure too."""
    from django.db import connection, transaction
    from django.db.models import Max

    from motcua.areas.indicators.actions.measures import keep
    from motcua.areas.indicators.models import Dimensions
    from motcua.base.orgs.queries import posts_on
    from motcua.rules.scoring.index_counts import KEPT as INDEXED

    names = ("kind", "unit", "post", "type", "channel", "outcome", "timing")
    numbers: dict[tuple[str, ...], int] = {
        row[1:]: row[0] for row in Dimensions.objects.values_list("id", *names)
    }
    taken = Dimensions.objects.aggregate(most=Max("pk"))["most"] or 0
    began, known = time.monotonic(), len(numbers)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP INDEX indicators_fact_sum")
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        posts = {units[0]: [post.code for post in posts_on(SINCE + dt.timedelta(days=DAYS), agency=units[0])]}
        made = rows(count, units, numbers, taken, posts)
        while part := list(islice(made, AT_ONCE)):
            fresh = list(numbers.items())[known:]
            known = len(numbers)
            Dimensions.objects.bulk_create(
                [Dimensions(id=number, **dict(zip(names, told, strict=True))) for told, number in fresh],
                batch_size=500,
            )
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {FACTS} FROM STDIN") as into:
                    for row in part:
                        into.write_row(row)
            else:
                cursor.executemany(f"INSERT INTO {FACTS} VALUES (%s, %s, %s, %s, %s, %s)", part)
        cursor.execute("CREATE INDEX indicators_fact_sum ON indicators_fact (dimensions_id, day, amount)")
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('indicators_dimensions', 'id'), %s)", [taken + known]
            )
        for one in measures():
            keep(one, splits=APART.get(one.fact, ()))
        for one, apart in INDEXED.items():
            keep(one, splits=apart)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE indicators_fact" if connection.vendor == "postgresql" else "ANALYZE")
    took = round(time.monotonic() - began, 1)
    return {"facts": count // A_DOSSIER * A_DOSSIER, "combinations": len(numbers), "written_s": took}


def measures() -> list[Any]:
    """What the shipped indicators sum of these facts."""
    from motcua.areas.indicators.queries import definitions

    found = {
        one: None for definition in definitions.definitions(SINCE + dt.timedelta(days=DAYS)).values()
        for one in definitions.measures(definition) if one.fact.startswith(("dossier.", "step."))
    }  # fmt: skip
    return list(found)


def measure(times: int, units: list[str]) -> dict[str, Any]:
    """Rebuild, then read, then count one act."""
    from motcua.areas.indicators.actions import counting
    from motcua.areas.indicators.models import Fact
    from motcua.areas.indicators.queries import cells
    from motcua.reactions.counting import table
    from motcua.rules.counting import Row
    from motcua.rules.scoring.index_counts import OF_UNITS

    began = time.monotonic()
    made = table.rebuild(lambda done, total, text: None)
    rebuilt = time.monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    of_index = {(part.measure, part.stock) for part in OF_UNITS.parts}
    known, dice = measures(), random.Random("Đọc")
    took: dict[str, list[float]] = defaultdict(list)
    for _ in range(times):
        since = SINCE + dt.timedelta(days=dice.randrange(DAYS - 1))
        until = since + dt.timedelta(days=dice.randrange(1, (SINCE - since).days + DAYS + 1))
        pair = dice.sample(known, 2)
        stock = dice.random() < 0.2
        reads: dict[str, Callable[[], object]] = {
            "one": partial(cells.amounts, pair, [dice.choice(units)], since, until, stock=stock),
            "some": partial(cells.amounts, pair, units[:24], since, until, stock=stock),
            "all": partial(cells.amounts, pair, units, since, until, stock=stock),
            "months": partial(cells.series, pair[0], units[:1], since, until),
            "all months": partial(cells.series, pair[0], units, since, until),
            "units": partial(cells.by_unit, pair[0], units, since, until),
            "index": partial(cells.by_span, of_index, [dice.choice(units)], [(since, until)]),
        }
        for name, read in reads.items():
            at = time.perf_counter()
            read()
            took[name].append(1000 * (time.perf_counter() - at))
    lags = []
    last = Fact.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    for n in range(1, 21):
        at = time.perf_counter()
        counting.count([
            (last + n, Row(kind, SINCE, units[0], type="1.000001", channel="online", timing="early"))
            for kind in ("dossier.received", "dossier.finished", "dossier.falls_due", "dossier.off_due", "step.left")
        ])  # fmt: skip
        lags.append(time.perf_counter() - at)

    def p95(values: list[float]) -> float:
        return sorted(values)[int(len(values) * 0.95)]

    told = (("một đơn vị · one unit", "one"), ("24 đơn vị · 24 units", "some"),
             (f"cả tỉnh, {len(units):,} xã · a province of {len(units):,}", "all"),
             ("từng tháng · by month", "months"), ("từng tháng, cả tỉnh · by month, a province", "all months"),
             ("từng đơn vị · by unit", "units"),
             ("hồ sơ của bộ chỉ số 766 · dossiers of index 766", "index"))  # fmt: skip
    figures = [
        Figure(f"Đọc chỉ tiêu, {name} · reading, p95", round(p95(took[key]), 1), READ, "ms")
        for name, key in told
    ]
    figures += [
        Figure("Dựng lại các ô · rebuild", round(rebuilt, 1), REBUILD, "s"),
        Figure("Bộ nhớ khi dựng lại · its memory", round(memory), MEMORY, "MiB"),
        Figure(
            "Ô theo sau thao tác · cells behind an act, p95", round(FOLLOWS_EVERY + p95(lags), 2), LAG, "s"
        ),
    ]
    return {"cells": made, "figures": [vars(one) for one in figures]}


def main() -> None:
    """Answer ``{"fill": …}`` or ``{"times": …}``, each with ``units``."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.conf.settings"
    import django

    django.setup()
    asked = json.load(sys.stdin)
    units = communes(asked["units"])
    json.dump(fill(asked["fill"], units) if "fill" in asked else measure(asked["times"], units), sys.stdout)


if __name__ == "__main__":
    main()
