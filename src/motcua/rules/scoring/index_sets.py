"""Index sets: a tree of criteria with points, computed from counts or given by people (DOMAIN §4, R5.14, §13.2, R1.41).

Nothing is rounded but what a set scores: an item has its points to two decimals, half up (R4.2), and groups and totals
add items. What has no source has no points and says so; it is neither nought nor full.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from motcua.rules.scoring import figures
from motcua.rules.scoring.figures import Zero

COUNTED = ("hồ sơ", "thủ tục", "phản ánh, kiến nghị", "đơn vị")
"""What items count; each denominator of a computed set begins with one of them."""
POINT = Fraction(1, 100)
"""One percentage point."""


class Unsound(ValueError):
    """The set as written cannot be scored."""


class Way(StrEnum):
    """How points come about.

    ``share``  points = most × min(1, share ÷ full_at): 6·A has full_at 1; min(2, 2·A/0.80) and min(2, 2.5·A) have 0.80
    ``steps``  the points of the highest threshold that the share reaches
    ``grade``  0, 1 or 2, given by people (R1.41)
    ``given``  any number up to most, given by people
    """

    SHARE = "share"
    STEPS = "steps"
    GRADE = "grade"
    GIVEN = "given"


class Part(StrEnum):
    """What a criterion does to the total: bonus and minus stand beside the points (R13.5)."""

    POINTS = "points"
    BONUS = "bonus"
    MINUS = "minus"


class State(StrEnum):
    """Whether a criterion is scored: ``empty`` nothing happened (R4.2), ``unknown`` there is no source yet."""

    SCORED = "scored"
    EMPTY = "empty"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Criterion:
    """One node of a set.

    ``zero``      what a share of nothing is worth: nought (R4.2), full (R4.15, R4.16), or not scored at all
    ``together``  its parts are one formula: their sum is rounded once (R4.13, R4.14)
    ``steps``     (share, points) thresholds
    ``counts``    which count fills it; empty: people give the points, or nothing counts it yet
    ``indicator`` which indicator's figure fills it (local sets), ``down`` when the less of it the better
    ``scopes``    for what it means anything: unit, procedure, official
    ``beside``    indicators whose figures are shown beside the points that people give; they score nothing
    ``evidence``  what is attached when people give the points
    ``target``    the share that localities aim at (R4.3), shown beside; it scores nothing
    """

    code: str
    name: str
    most: Decimal
    way: Way = Way.SHARE
    full_at: Fraction = Fraction(1)
    zero: Zero = Zero.NIL
    part: Part = Part.POINTS
    steps: tuple[tuple[Fraction, Decimal], ...] = ()
    together: bool = False
    children: tuple[Criterion, ...] = ()
    counts: str = ""
    scopes: tuple[str, ...] = ("unit",)
    evidence: str = ""
    law: str = ""
    certainty: str = "check"
    note: str = ""
    numerator: str = ""
    denominator: str = ""
    target: Fraction | None = None
    indicator: str = ""
    down: bool = False
    beside: tuple[str, ...] = ()

    def walk(self) -> Iterator[Criterion]:
        """This criterion and everything beneath it, in order."""
        yield self
        for one in self.children:
            yield from one.walk()

    @property
    def per(self) -> str:
        """One of what is counted, in a word or two: what the denominator begins with (hồ sơ, thủ tục, phản ánh)."""
        return next((one for one in COUNTED if self.denominator.startswith(one)), "")

    @property
    def leaves(self) -> list[Criterion]:
        """What is scored by itself."""
        return [one for one in self.walk() if not one.children]


@dataclass(frozen=True)
class Grade:
    """A class of results: from how many points on, and whether no criterion may be at nought (R13.6)."""

    code: str
    name: str
    at_least: Decimal
    no_zero: bool = False


@dataclass(frozen=True)
class IndexSet:
    """A set in its version of a year.

    ``grades``  classes, the best first; ``caps`` the best class that a mark leaves: {mark: grade} (R13.6, R13.7)
    """

    code: str
    name: str
    groups: tuple[Criterion, ...]
    grades: tuple[Grade, ...] = ()
    caps: Mapping[str, str] = field(default_factory=dict)

    def within(self, scope: str) -> IndexSet:
        """The set with only what means anything for a scope."""
        return replace(self, groups=tuple(filter(None, (_within(one, scope) for one in self.groups))))

    @property
    def leaves(self) -> list[Criterion]:
        """Everything that is scored by itself."""
        return [leaf for group in self.groups for leaf in group.leaves]

    @property
    def most(self) -> Decimal:
        """Points of the set without bonus."""
        return sum((group.most for group in self.groups if group.part is Part.POINTS), Decimal(0))

    def criterion(self, code: str) -> Criterion:
        """The criterion of a code; raises Unsound."""
        for group in self.groups:
            for one in group.walk():
                if one.code == code:
                    return one
        raise Unsound(f"{self.code}: {code}")


def _within(one: Criterion, scope: str) -> Criterion | None:
    if not one.children:
        return one if scope in one.scopes else None
    kept = tuple(filter(None, (_within(child, scope) for child in one.children)))
    most = sum((child.most for child in kept), Decimal(0))
    return replace(one, children=kept, most=most) if kept else None


@dataclass(frozen=True)
class Share:
    """What was counted for a criterion."""

    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """The share, never above 1 and never below 0; None of nothing."""
        if self.denominator <= 0:
            return None
        return min(max(Fraction(self.numerator, self.denominator), Fraction(0)), Fraction(1))


@dataclass(frozen=True)
class Reading:
    """The value of an indicator for a criterion: a share of 1 where it is in per cent; None when there is no figure."""

    value: Fraction | None


Given = Share | Reading | Decimal
"""What is known of a criterion: counts, the value of an indicator, or points that people gave."""


@dataclass(frozen=True)
class Scored:
    """A criterion with its points.

    ``exact``     before rounding; ``points`` as they are shown and added
    ``known``     points that can be had where there is a source; ``lost`` of these
    ``one_more``  gained if one more of what is counted had been right; ``per_point`` by one percentage point more
    """

    criterion: Criterion
    state: State
    exact: Fraction
    points: Decimal
    known: Decimal
    share: Share | None = None
    one_more: Decimal = Decimal(0)
    per_point: Decimal = Decimal(0)
    children: tuple[Scored, ...] = ()

    @property
    def lost(self) -> Decimal:
        """Points that could have been had."""
        return Decimal(0) if self.criterion.part is not Part.POINTS else self.known - self.points

    @property
    def unknown(self) -> Decimal:
        """Points that nothing counts yet."""
        return self.criterion.most - self.known

    def walk(self) -> Iterator[Scored]:
        """This and everything beneath it, in order."""
        yield self
        for one in self.children:
            yield from one.walk()


@dataclass(frozen=True)
class Sheet:
    """A set scored: groups, total, and what of the whole has a source at all."""

    set: IndexSet
    groups: tuple[Scored, ...]

    @property
    def total(self) -> Decimal:
        """Points with bonus and minus; never below nought."""
        signs = {Part.POINTS: 1, Part.BONUS: 1, Part.MINUS: -1}
        added = sum((signs[one.criterion.part] * one.points for one in self.groups), Decimal(0))
        return max(added, Decimal(0))

    @property
    def known(self) -> Decimal:
        """Points that can be had where there is a source."""
        return sum((one.known for one in self.groups if one.criterion.part is Part.POINTS), Decimal(0))

    @property
    def unknown(self) -> Decimal:
        """Points that nothing counts yet."""
        return self.set.most - self.known

    @property
    def leaves(self) -> list[Scored]:
        """Everything scored by itself, in order."""
        return [one for group in self.groups for one in group.walk() if not one.children]

    @property
    def has_zero(self) -> bool:
        """Whether a criterion of the set stands at nought (R13.6)."""
        return any(
            one.points == 0 and one.state is not State.UNKNOWN and one.criterion.part is Part.POINTS
            for one in self.leaves
        )

    def scored(self, code: str) -> Scored:
        """A criterion of it; raises Unsound."""
        for group in self.groups:
            for one in group.walk():
                if one.criterion.code == code:
                    return one
        raise Unsound(f"{self.set.code}: {code}")


def rounded(exact: Fraction | Decimal) -> Decimal:
    """Two decimals, half up (R4.2)."""
    return figures.rounded(Fraction(exact), 2, figures.Rounding.HALF_UP)


def worth(criterion: Criterion, share: Fraction) -> Fraction:
    """Points of a share before rounding; never more than most, never falling as the share grows."""
    if criterion.way is Way.STEPS:
        reached = [
            points for threshold, points in criterion.steps
            if (share <= threshold if criterion.down else share >= threshold)
        ]  # fmt: skip
        return Fraction(max(reached, default=Decimal(0)))
    if not 0 < criterion.full_at <= 1:
        raise Unsound(f"{criterion.code}: {criterion.full_at}")
    return Fraction(criterion.most) * min(share / criterion.full_at, Fraction(1))


def score(of: IndexSet, known: Mapping[str, Given | None]) -> Sheet:
    """The set scored from what is known of its criteria by code; what is not there, or None, has no source."""
    return Sheet(of, tuple(_scored(group, known) for group in of.groups))


def _scored(one: Criterion, known: Mapping[str, Given | None]) -> Scored:
    if one.children:
        return _added(one, tuple(_scored(child, known) for child in one.children))
    match known.get(one.code):
        case Share() as share:
            return _counted(one, share)
        case Reading(value) if value is not None:
            exact = worth(one, max(value, Fraction(0)))
            return Scored(one, State.SCORED, exact, rounded(exact), one.most)
        case Decimal() as points:
            exact = _given(one, points)
            return Scored(one, State.SCORED, exact, rounded(exact), one.most)
        case _:
            return Scored(one, State.UNKNOWN, Fraction(0), rounded(Fraction(0)), Decimal(0))


def _given(one: Criterion, points: Decimal) -> Fraction:
    """Points as people gave them; raises Unsound for what the criterion does not allow."""
    if one.way is Way.GRADE:
        if points not in (0, 1, 2):
            raise Unsound(f"{one.code}: {points}")
        return Fraction(one.most) * Fraction(points) / 2
    if not 0 <= points <= one.most:
        raise Unsound(f"{one.code}: {points}")
    return Fraction(points)


def _counted(one: Criterion, share: Share) -> Scored:
    value = share.value
    if value is None:
        exact = Fraction(one.most) if one.zero is Zero.FULL else Fraction(0)
        known = Decimal(0) if one.zero is Zero.NONE else one.most
        return Scored(one, State.EMPTY, exact, rounded(exact), known, share)
    exact = worth(one, value)
    counted = min(max(share.numerator, 0), share.denominator)
    more = worth(one, Fraction(min(counted + 1, share.denominator), share.denominator)) - exact
    point = worth(one, min(value + POINT, Fraction(1))) - exact
    return Scored(one, State.SCORED, exact, rounded(exact), one.most, share, rounded(more), rounded(point))


def _added(one: Criterion, parts: tuple[Scored, ...]) -> Scored:
    exact = sum((part.exact for part in parts), Fraction(0))
    points = rounded(exact) if one.together else sum((part.points for part in parts), Decimal(0))
    known = sum((part.known for part in parts), Decimal(0))
    states = {part.state for part in parts}
    state = states.pop() if len(states) == 1 else State.SCORED
    return Scored(one, state, exact, min(points, one.most), min(known, one.most), children=parts)


def what_would_raise(sheet: Sheet) -> list[Scored]:
    """What would gain points, by what one more done right gains, then one percentage point, then all that was lost.

    Of what did not happen at all one more cannot be said, so that it comes last.
    """
    lost = [one for one in sheet.leaves if one.lost > 0]
    return sorted(
        lost,
        key=lambda one: (
            one.state is State.EMPTY,
            -one.one_more,
            -one.per_point,
            -one.lost,
            one.criterion.code,
        ),
    )


def grade(sheet: Sheet, marks: Collection[str] = ()) -> Grade | None:
    """The class of a result: the best whose conditions hold, and no better than the marks allow (R13.6, R13.7)."""
    grades = sheet.set.grades
    if not grades:
        return None
    order = {one.code: place for place, one in enumerate(grades)}
    place = next(
        (
            order[one.code] for one in grades
            if sheet.total >= one.at_least and not (one.no_zero and sheet.has_zero)
        ),
        len(grades) - 1,
    )  # fmt: skip
    for mark in marks:
        if mark not in sheet.set.caps:
            raise Unsound(f"{sheet.set.code}: {mark}")
        place = max(place, order[sheet.set.caps[mark]])
    return grades[place]


class Put(StrEnum):
    """Where a unit of the best class stands before a certificate of which there are only so many (R13.9)."""

    WITHIN = "within"
    TIED = "tied"
    BEYOND = "beyond"


def put_forward(points: Mapping[str, Decimal], most: int) -> dict[str, Put]:
    """Units of the class in question by points from the highest, at most so many; those that tie at the edge are for
    the authority to choose among (CT2579, Điều 7, 8)."""
    found = {}
    for key, given in points.items():
        above = sum(other > given for other in points.values())
        level = sum(other == given for other in points.values())
        found[key] = Put.WITHIN if above + level <= most else Put.BEYOND if above >= most else Put.TIED
    return found


def ranks(totals: Mapping[str, Decimal | Fraction]) -> dict[str, int]:
    """Places by points; who has as many shares the place, and the next one is left out (1, 2, 2, 4)."""
    first: dict[Decimal | Fraction, int] = {}
    for place, total in enumerate(sorted(totals.values(), reverse=True), 1):
        first.setdefault(total, place)
    return {key: first[total] for key, total in totals.items()}


def faults(of: IndexSet) -> list[str]:
    """What is wrong with a set as it is written; a set without faults can be scored."""
    found: list[str] = []
    seen: set[str] = set()
    for group in of.groups:
        for one in group.walk():
            if one.code in seen:
                found.append(f"{one.code}: hai lần")
            seen.add(one.code)
            if one.most < 0 or (one.children and sum(child.most for child in one.children) != one.most):
                found.append(f"{one.code}: điểm tối đa không bằng tổng điểm các mục con")
            if one.way is Way.STEPS and (not one.steps or max(points for _, points in one.steps) != one.most):
                found.append(f"{one.code}: thang điểm không đến điểm tối đa")
            if not 0 < one.full_at <= 1:
                found.append(f"{one.code}: tỷ lệ đạt điểm tối đa phải từ trên 0 đến 1")
    found += [
        f"{mark}: không có mức {code}" for mark, code in of.caps.items() if code not in _codes(of.grades)
    ]
    if [one.at_least for one in of.grades] != sorted((one.at_least for one in of.grades), reverse=True):
        found.append("các mức xếp loại không từ cao xuống thấp")
    return found


def _codes(grades: Sequence[Grade]) -> set[str]:
    return {one.code for one in grades}
