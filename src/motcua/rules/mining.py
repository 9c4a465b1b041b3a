"""A process as it really ran, read from what happened: variants, waiting, rework, hand-overs, conformance.

A trace is one case: its stays in the order in which they ended. Nothing here knows where they come from.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from motcua.rules.calendar import WorkingCalendar

LEAST = 5
"""Figures about fewer cases than this are not shown: they may be about somebody."""
ENDS = 0.9
ENOUGH = 3
"""An activity after which nothing followed in fewer cases than this may be the last one by chance."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Work at one activity: it came (``entered``), somebody began (``taken``, if known), it was done (``left``)."""

    activity: str
    entered: dt.datetime
    left: dt.datetime
    taken: dt.datetime | None = None
    who: str = ""

    @property
    def waited(self) -> dt.timedelta:
        """How long it lay before somebody began; the whole stay where nobody noted a beginning."""
        return (self.taken or self.left) - self.entered


@dataclass(frozen=True, slots=True)
class Trace:
    """One case as it went."""

    case: str
    stays: tuple[Stay, ...]

    @property
    def path(self) -> tuple[str, ...]:
        """Its activities in order."""
        return tuple(stay.activity for stay in self.stays)

    @property
    def lasted(self) -> dt.timedelta:
        """From its first moment to its last."""
        return self.stays[-1].left - self.stays[0].entered


@dataclass(frozen=True, slots=True)
class Variant:
    """Cases that went the same way."""

    path: tuple[str, ...]
    count: int
    share: float
    median: dt.timedelta


@dataclass(frozen=True, slots=True)
class Follow:
    """How often one activity came right after another, and how long the second then waited."""

    source: str
    target: str
    count: int
    wait: dt.timedelta


@dataclass(frozen=True, slots=True)
class Rework:
    """An activity done more than once in a case: in how many cases, and how many times too many in all."""

    activity: str
    cases: int
    again: int


@dataclass(frozen=True, slots=True)
class Conformance:
    """How cases follow the approved steps one after another; each deviation with the number of cases it is in."""

    cases: int
    following: int
    skipped: Mapping[str, int]
    extra: Mapping[str, int]
    out_of_order: Mapping[str, int]

    @property
    def share(self) -> float:
        """Share of the cases that follow exactly; 0 without cases."""
        return self.following / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True)
class Durations:
    """How long cases lasted: the middle one and the one that nine of ten do not exceed; by the clock and in the
    seconds of open office."""

    median: dt.timedelta
    most: dt.timedelta
    working_median: int
    working_most: int


def variants(traces: Sequence[Trace]) -> list[Variant]:
    """The ways that cases went, most frequent first."""
    groups: dict[tuple[str, ...], list[dt.timedelta]] = defaultdict(list)
    for trace in traces:
        groups[trace.path].append(trace.lasted)
    made = [
        Variant(path, len(times), len(times) / len(traces), middle(times)) for path, times in groups.items()
    ]
    return sorted(made, key=lambda one: (-one.count, one.path))


def follows(traces: Iterable[Trace]) -> list[Follow]:
    """The graph of what directly follows what, most frequent first."""
    waits: dict[tuple[str, str], list[dt.timedelta]] = defaultdict(list)
    for trace in traces:
        for before, after in pairwise(trace.stays):
            waits[before.activity, after.activity].append(after.waited)
    return _ranked(waits)


def handovers(traces: Iterable[Trace]) -> list[Follow]:
    """Where work went from one to another, and how long it then lay; only where both are known."""
    waits: dict[tuple[str, str], list[dt.timedelta]] = defaultdict(list)
    for trace in traces:
        for before, after in pairwise(trace.stays):
            if before.who and after.who and before.who != after.who:
                waits[before.who, after.who].append(after.waited)
    return _ranked(waits)


def _ranked(waits: Mapping[tuple[str, str], list[dt.timedelta]]) -> list[Follow]:
    made = [Follow(source, target, len(times), middle(times)) for (source, target), times in waits.items()]
    return sorted(made, key=lambda one: (-one.count, one.source, one.target))


def rework(traces: Iterable[Trace]) -> list[Rework]:
    """Activities that were done again in the same case."""
    cases: Counter[str] = Counter()
    again: Counter[str] = Counter()
    for trace in traces:
        for activity, times in Counter(trace.path).items():
            if times > 1:
                cases[activity] += 1
                again[activity] += times - 1
    return sorted(
        (Rework(activity, count, again[activity]) for activity, count in cases.items()),
        key=lambda one: (-one.cases, one.activity),
    )


def waiting(traces: Iterable[Trace]) -> dict[str, dt.timedelta]:
    """The middle time that work lay before each activity."""
    waits: dict[str, list[dt.timedelta]] = defaultdict(list)
    for trace in traces:
        for stay in trace.stays:
            waits[stay.activity].append(stay.waited)
    return {activity: middle(times) for activity, times in waits.items()}


def conformance(traces: Sequence[Trace], approved: Sequence[str]) -> Conformance:
    """Hold every case against approved steps that follow one another."""
    places = {activity: place for place, activity in enumerate(approved)}
    following = 0
    skipped: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    moved: Counter[str] = Counter()
    for trace in traces:
        path = trace.path
        if path == tuple(approved):
            following += 1
            continue
        done = Counter(path)
        skipped.update(activity for activity in approved if activity not in done)
        extra.update(activity for activity, times in done.items() if activity not in places or times > 1)
        first = list(dict.fromkeys(activity for activity in path if activity in places))
        moved.update(out_of_order([places[activity] for activity in first], first))
    return Conformance(len(traces), following, skipped, extra, moved)


def together(held: Iterable[Conformance]) -> Conformance:
    """Conformance of groups of cases, each held against a process of its own, as one."""
    skipped: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    moved: Counter[str] = Counter()
    cases = following = 0
    for one in held:
        cases, following = cases + one.cases, following + one.following
        skipped.update(one.skipped)
        extra.update(one.extra)
        moved.update(one.out_of_order)
    return Conformance(cases, following, skipped, extra, moved)


def out_of_order(places: Sequence[int], names: Sequence[str]) -> list[str]:
    """The fewest of ``names`` that must move so that their ``places`` rise."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[at], ends[at] = place, index
    kept = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return [name for index, name in enumerate(names) if index not in kept]


def durations(traces: Sequence[Trace], calendar: WorkingCalendar) -> Durations | None:
    """How long the cases lasted, by the clock and in working time; None without cases."""
    if not traces:
        return None
    times = sorted(trace.lasted for trace in traces)
    worked = sorted(
        calendar.working_seconds_between(trace.stays[0].entered, trace.stays[-1].left) for trace in traces
    )
    most = -(-9 * len(traces) // 10) - 1
    half = (len(traces) - 1) // 2
    return Durations(times[half], times[most], worked[half], worked[most])


def endings(traces: Iterable[Trace]) -> frozenset[str]:
    """Activities after which cases end: in ``ENOUGH`` cases, and nine in ten times they were done, nothing followed."""
    done: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for trace in traces:
        done.update(trace.path)
        last[trace.path[-1]] += 1
    return frozenset(
        activity for activity, times in last.items() if times >= ENOUGH and times >= ENDS * done[activity]
    )


def middle(times: Iterable[dt.timedelta]) -> dt.timedelta:
    """The middle time; the lower of two. Raises ValueError without any."""
    ordered = sorted(times)
    if not ordered:
        raise ValueError("no times")
    return ordered[(len(ordered) - 1) // 2]
