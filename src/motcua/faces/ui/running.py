"""A process as it really ran, beside the process as approved: what both desk and board show of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.areas.dossiers.queries.running import MOST, Ran
from motcua.base.spoken import spoken
from motcua.faces.ui.days import day_of
from motcua.faces.ui.flows import Line
from motcua.rules import mining
from motcua.rules.calendar import TZ, WorkingCalendar
from motcua.rules.diagram import Strand, web, wrapped

USUAL_DAYS = 365
LONGEST_DAYS = 3660
SHOWN = 12


@dataclass(frozen=True)
class Node:
    """A box of the web with its lines."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[Line, ...]
    note: Line


@dataclass(frozen=True)
class Thread:
    """A strand with the path it is drawn by."""

    strand: Strand
    path: str


def period(given: Mapping[str, str], today: dt.date) -> tuple[dt.date, dt.date]:
    """From ``tu`` to ``den``, both included; the last year where they say nothing usable, ten years at most."""

    def day(name: str) -> dt.date | None:
        try:
            return day_of(given.get(name, ""))
        except ValueError:
            return None

    last = day("den") or today
    first = day("tu") or last - dt.timedelta(days=USUAL_DAYS)
    if first > last:
        first, last = last, first
    return max(first, last - dt.timedelta(days=LONGEST_DAYS)), last


def moments(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """A period of days as moments, the end not included."""
    begin = dt.datetime.combine(first, dt.time(), TZ)
    return begin, dt.datetime.combine(last, dt.time(), TZ) + dt.timedelta(days=1)


def shown(ran: Ran, *, titles: Mapping[str, str], calendar: WorkingCalendar) -> dict[str, Any]:
    """Everything the component ``as_ran.html`` needs; figures about fewer than five dossiers are left out."""
    traces = ran.traces
    known: dict[str, Any] = {
        "total": ran.total, "cases": len(traces), "late": ran.late, "taken_over": ran.taken_over, "least": mining.LEAST,
        "bounded": ran.total > MOST, "enough": len(traces) >= mining.LEAST,
    }  # fmt: skip
    if not known["enough"]:
        return known
    ways = mining.variants(traces)
    told = [way for way in ways if way.count >= mining.LEAST][:SHOWN]
    hidden = len(traces) - sum(way.count for way in told)
    spans = mining.durations(traces, calendar)
    assert spans is not None
    held = ran.conformance
    return {
        **known, **_web(traces, ran.approved), "ways": [_way(way, ran.approved) for way in told], "all_ways": len(ways),
        "other_ways": len(ways) - len(told), "other_cases": hidden,
        "most_way": max((way.count for way in told), default=1),
        "share": round(100 * held.share), "following": held.following,
        "deviations": [
            {"what": words, "rows": _deviations(counts)}
            for words, counts in (
                (_("Bỏ qua bước"), held.skipped), (_("Thêm việc, làm lại"), held.extra),
                (_("Sai thứ tự"), held.out_of_order),
            )
        ],
        "waits": _waits(traces), "again": [
            {"label": spoken(one.activity), "value": one.cases, "again": one.again}
            for one in mining.rework(traces) if one.cases >= mining.LEAST
        ][:SHOWN],
        "handed": [
            {"from": titles.get(one.source, one.source), "to": titles.get(one.target, one.target), "count": one.count,
             "wait": long(one.wait)}
            for one in mining.handovers(traces) if one.count >= mining.LEAST
        ][:SHOWN],
        "median": long(spans.median), "most": long(spans.most), "worked": _worked(spans.working_median),
        "worked_most": " ".join(_worked(spans.working_most)),
    }  # fmt: skip


def _way(way: mining.Variant, approved: Sequence[str]) -> dict[str, Any]:
    steps = [{"name": spoken(name), "odd": name not in approved} for name in way.path]
    return {
        "steps": steps, "count": way.count, "share": round(100 * way.share), "median": long(way.median),
        "follows": way.path == tuple(approved),
    }  # fmt: skip


def _deviations(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    told = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"label": spoken(name), "value": count} for name, count in told if count >= mining.LEAST][:SHOWN]


def _waits(traces: Sequence[mining.Trace]) -> list[dict[str, Any]]:
    done = Counter(stay.activity for trace in traces for stay in trace.stays)
    waits = sorted(mining.waiting(traces).items(), key=lambda item: (-item[1], item[0]))
    return [
        {"label": spoken(name), "wait": long(time), "n": done[name]}
        for name, time in waits if done[name] >= mining.LEAST
    ][:SHOWN]  # fmt: skip


def _web(traces: Sequence[mining.Trace], approved: Sequence[str]) -> dict[str, Any]:
    """The drawing: approved steps in their order, whatever else happened where it usually does."""
    done = Counter(stay.activity for trace in traces for stay in trace.stays)
    usual: dict[str, float] = {}
    for trace in traces:
        for place, name in enumerate(trace.path):
            usual[name] = usual.get(name, 0.0) + place / max(len(trace.path) - 1, 1)
    names = [name for name in usual if done[name] >= mining.LEAST or name in approved]
    order = {name: place / max(len(approved) - 1, 1) for place, name in enumerate(approved)}
    names.sort(key=lambda name: (order.get(name, usual[name] / done[name]), name))
    follows = [one for one in mining.follows(traces) if one.count >= mining.LEAST]
    times, few = _("{n} lần"), _("dưới {n} lần").format(n=mining.LEAST)
    notes = {name: times.format(n=done[name]) if done[name] >= mining.LEAST else few for name in names}
    drawn = web(names, notes, {(one.source, one.target): one.count for one in follows})
    nodes = []
    for box in drawn.boxes:
        said = wrapped(spoken(box.name), 36, 2 if len(spoken(box.name)) > 36 else 1)
        top = box.y + (25 if len(said) == 1 else 18)
        lines = tuple(Line(text, box.middle, top + 15 * n) for n, text in enumerate(said))
        nodes.append(Node(box.x, box.y, box.width, box.height, lines, Line(box.note, box.middle, box.y + 51)))
    threads = [Thread(one, "M" + "L".join(f"{x} {y}" for x, y in one.points)) for one in drawn.strands]
    return {
        "web": {"width": drawn.width, "height": drawn.height, "nodes": nodes, "threads": threads},
        "follows": [
            {"from": spoken(one.source), "to": spoken(one.target), "count": one.count, "wait": long(one.wait)}
            for one in follows
        ],
    }  # fmt: skip


def long(time: dt.timedelta) -> str:
    """A time by the clock in words: "3,5 ngày", "4 giờ", "20 phút"."""
    minutes = round(time.total_seconds() / 60)
    if minutes < 90:
        return _("{n} phút").format(n=minutes)
    if minutes < 48 * 60:
        return _("{n} giờ").format(n=_short(minutes / 60))
    return _("{n} ngày").format(n=_short(minutes / 1440))


def _worked(seconds: int) -> tuple[str, str]:
    """A working time as a number and its unit."""
    hours = seconds / 3600
    if hours < 16:
        return _short(hours), _("giờ làm việc")
    return _short(hours / 8), _("ngày làm việc")


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
