"""Work at posts as a simulation needs it, read from what happened; and what its runs say together.

What a piece of work took a post is not written anywhere. Read from the order in which a post finished its work: it took
at most the time since it came, or since the post finished the one before, whichever is later (Lindley's recursion for
one who does one thing after another). That holds whatever else the post had to do in between, so that capacity is not
overrated. Time is working time in seconds, from any origin.
"""

import math
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.rules.forecasting import Past

DAY = 8 * 3600
RUNS = 20
LEAST = 200
"""Of fewer finished dossiers nothing is simulated."""

NEAR = 0.05
"""A model that does not repeat what happened within this says nothing of what would."""

_T95 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work: at which step, by which post, and how long it took."""

    step: str
    post: str
    takes: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A dossier: when in the day it came, how much time it has, and its work in order."""

    at: int
    limit: int
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """How a step is staffed: the posts that did its work, how often, and which part of their time it took."""

    step: str
    posts: tuple[str, ...]
    jobs: int
    busy: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean of runs and within what it lies with 95 % confidence."""

    mean: float
    least: float
    most: float


def days_of(past: Sequence[Past]) -> list[tuple[Arrival, ...]]:
    """What came on each working day from the first to the last, days on which nothing came included."""
    takes = _takes(past)
    days: dict[int, list[Arrival]] = defaultdict(list)
    for index, one in enumerate(past):
        jobs = tuple(Job(stay.step, stay.post, takes[index, n]) for n, stay in enumerate(one.stays))
        days[one.received // DAY].append(Arrival(one.received % DAY, one.due - one.received, jobs))
    if not days:
        return []
    return [
        tuple(sorted(days.get(day, ()), key=lambda one: one.at)) for day in range(min(days), max(days) + 1)
    ]


def _takes(past: Sequence[Past]) -> dict[tuple[int, int], int]:
    """How long each piece of work took its post, by dossier and place."""
    ended: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
    for index, one in enumerate(past):
        for n, stay in enumerate(one.stays):
            ended[stay.post].append((stay.left, stay.entered, index, n))
    found = {}
    for rows in ended.values():
        before = 0
        for left, entered, index, n in sorted(rows):
            found[index, n] = max(left - max(entered, before), 0)
            before = left
    return found


def loads(days: Sequence[Sequence[Arrival]]) -> list[Load]:
    """The steps and who does their work, those that take most of their posts' time first."""
    spent: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    done: dict[str, int] = defaultdict(int)
    for day in days:
        for arrival in day:
            for job in arrival.jobs:
                spent[job.step][job.post] += job.takes
                done[job.step] += 1
    made = []
    for step, posts in spent.items():
        whole = max(len(days) * DAY * len(posts), 1)
        made.append(Load(step, tuple(sorted(posts)), done[step], sum(posts.values()) / whole))
    return sorted(made, key=lambda load: (-load.busy, load.step))


def on_time(past: Sequence[Past]) -> float:
    """The share that came in time by the same measure as the simulation's: working time, nothing else."""
    return sum(one.finished <= one.due for one in past) / len(past) if past else 0.0


def drawn(days: Sequence[Sequence[Arrival]], count: int, seed: int) -> list[tuple[Arrival, ...]]:
    """So many days, each one of those that were; the same for the same seed."""
    dice = random.Random(seed)
    return [tuple(dice.choice(days)) for _ in range(count)]


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of independent runs with Student's interval; of a single one nothing is known."""
    n = len(values)
    if not n:
        raise ValueError("no runs")
    mean = sum(values) / n
    if n == 1:
        return Estimate(mean, -math.inf, math.inf)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / (n - 1) / n)
    half = (_T95[n - 2] if n - 2 < len(_T95) else 1.96) * spread
    return Estimate(mean, mean - half, mean + half)


def helped(before: Mapping[int, float], after: Mapping[int, float]) -> Estimate:
    """What a change brings, from runs with the same seeds with and without it."""
    return estimate([after[seed] - before[seed] for seed in sorted(before)])
