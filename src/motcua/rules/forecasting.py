"""How likely an open dossier is to be late, read from those that stood where it stands; and how often that held true.

Of the finished dossiers that were at the same step of the same procedure for at least as long, the share for which
what remained took longer than what this one has left (empirical survival). Few such dossiers say little: their share
is drawn towards that of the step in any procedure, and this towards the share of all, as if ``WEIGHT`` dossiers more
had gone so. Time is working time in seconds, from any origin; what waited for the citizen is left out of it.

A forecast is about a dossier, never about a person. It is only shown beside its calibration: what was forecast for
past dossiers, by those finished before them, held against what came.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.rules.chance import wilson

WEIGHT = 8
"""How many dossiers the more general share counts for."""

MOST = 400
"""So many of the latest stays of a step are looked at."""

LEAST_PAST = 200
LEAST_LATE = 10
LEAST_TRIED = 50
"""Finished dossiers, late ones among them, and dossiers tried on, below which nothing is forecast."""

BOUNDS = (0.0, 0.05, 0.15, 0.35, 0.65)
"""Where the groups of the calibration begin."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay at a step, in working seconds."""

    step: str
    post: str
    entered: int
    left: int


@dataclass(frozen=True, slots=True)
class Past:
    """A finished dossier: when it came, was due and was done, in working seconds; ``late`` as the law reckons it."""

    procedure: str
    received: int
    due: int
    finished: int
    late: bool
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Now:
    """Where an open dossier stands: at a step for so long, with so much time left."""

    procedure: str
    step: str
    elapsed: int
    left: int


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely a dossier is to be late, and how many stood where it stands and went on for as long."""

    late: float
    alike: int


class History:
    """Finished dossiers, by what they tell of those that stand at a step."""

    def __init__(self, past: Sequence[Past]) -> None:
        by_step: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for one in sorted(past, key=lambda one: -one.finished):
            for stay in one.stays:
                known = (stay.left - stay.entered, one.finished - stay.entered)
                for procedure in (one.procedure, ""):
                    group = by_step[procedure, stay.step]
                    if len(group) < MOST:
                        group.append(known)
        self._by_step: Mapping[tuple[str, str], list[tuple[int, int]]] = by_step
        self.share = (sum(one.late for one in past) + 0.5) / (len(past) + 1)

    def chance(self, now: Now) -> Chance:
        """How likely the dossier is to be late; one whose time is over is."""
        if now.left < 0:
            return Chance(1.0, 0)
        share, alike = self.share, 0
        for procedure in ("", now.procedure):
            late, alike = self._late(procedure, now)
            share = (late + WEIGHT * share) / (alike + WEIGHT)
        return Chance(share, alike)

    def _late(self, procedure: str, now: Now) -> tuple[int, int]:
        """How many stayed for as long, and for how many of them the rest took longer than what is left."""
        rests = [rest for stay, rest in self._by_step.get((procedure, now.step), ()) if stay >= now.elapsed]
        return sum(rest > now.elapsed + now.left for rest in rests), len(rests)


@dataclass(frozen=True, slots=True)
class Group:
    """Forecasts of about the same chance: the mean of what was said, how many came true, and within what that is."""

    said: float
    of: int
    late: int
    least: float
    most: float

    @property
    def came(self) -> float:
        """The share that was late."""
        return self.late / self.of

    @property
    def held(self) -> float:
        """How many were late for each that was said; few tried say little, as if ``WEIGHT`` more had held."""
        return (self.late + WEIGHT * self.said) / ((self.of + WEIGHT) * self.said) if self.said else 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """How the forecasts of past dossiers held: Brier's score (0 is perfect), and that of saying the same of all.

    ``tried`` dossiers were forecast half-way to their deadline by the ``learnt`` finished before any of them came.
    """

    learnt: int
    tried: int
    late: int
    brier: float
    naive: float
    groups: tuple[Group, ...]

    @property
    def skill(self) -> float:
        """Which part of the error of saying the same of all is saved; below 0 the forecast is worse than that."""
        return 1 - self.brier / self.naive if self.naive else 0.0

    @property
    def said(self) -> float:
        """How many of those tried were said to be late."""
        return sum(group.said * group.of for group in self.groups)

    def expected(self, chances: Iterable[float]) -> float:
        """How many of these will be late, each chance mended by how such chances held."""
        held = {_group_of(group.said): group.held for group in self.groups}
        return sum(min(1.0, chance * held.get(_group_of(chance), 1.0)) for chance in chances)


def _group_of(chance: float) -> int:
    return sum(chance >= bound for bound in BOUNDS)


def is_enough(past: Sequence[Past]) -> bool:
    """Whether there are dossiers enough to forecast by."""
    return len(past) >= LEAST_PAST and sum(one.late for one in past) >= LEAST_LATE


def half_way(one: Past) -> Now | None:
    """Where a dossier stood when half of its time was over; None when it was done by then."""
    moment = one.received + (one.due - one.received) // 2
    for stay in one.stays:
        if stay.entered <= moment < stay.left:
            return Now(one.procedure, stay.step, moment - stay.entered, one.due - moment)
    return None


def measured(past: Sequence[Past]) -> Measured | None:
    """The calibration on the last third of these dossiers, forecast by the first two; None when there are too few."""
    if not is_enough(past):
        return None
    ordered = sorted(past, key=lambda one: one.finished)
    split = ordered[2 * len(ordered) // 3].finished
    learnt = [one for one in ordered if one.finished < split]
    history = History(learnt)
    tried = []
    for one in ordered:
        now = half_way(one) if one.received >= split else None
        if now is not None:
            tried.append((history.chance(now).late, one.late))
    if len(tried) < LEAST_TRIED:
        return None
    naive = brier((history.share, late) for _said, late in tried)
    late = sum(came for _said, came in tried)
    return Measured(len(learnt), len(tried), late, brier(tried), naive, groups(tried))


def brier(said: Iterable[tuple[float, bool]]) -> float:
    """The mean square of how far what was said lay from what came."""
    errors = [(chance - late) ** 2 for chance, late in said]
    return sum(errors) / len(errors) if errors else 0.0


def groups(said: Iterable[tuple[float, bool]]) -> tuple[Group, ...]:
    """Forecasts grouped by what was said; empty groups are left out."""
    parts: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, late in said:
        parts[_group_of(chance)].append((chance, late))
    made = []
    for _index, part in sorted(parts.items()):
        came = sum(late for _chance, late in part)
        made.append(
            Group(sum(c for c, _ in part) / len(part), len(part), came, *wilson(came / len(part), len(part)))
        )
    return tuple(made)
