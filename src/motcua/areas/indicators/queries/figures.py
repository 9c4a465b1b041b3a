"""Figures of indicators from cells: one or many, by month, by unit, by a dimension; and the facts behind them.

Every figure comes with its definition and both its parts. Days are half-open; ``units`` are identities. Every day is
counted by the version of the definition that is its own (``Definition.over``), so that a version changes nothing that
was before it; months before anything of the kind was counted here, or before an indicator of one's own was in force,
have no figure. Of what people said under a promise of silence (``Definition.hides_few``) small parts are hidden, and
what would tell them by subtraction.
"""

import datetime as dt
import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from motcua.areas.indicators import policies
from motcua.areas.indicators.models import Fact
from motcua.areas.indicators.queries import cells, facts
from motcua.areas.indicators.queries.definitions import OF_PROCEDURES, definition, measure
from motcua.areas.indicators.queries.units import known_on, name_on
from motcua.areas.procedures.queries import names_of
from motcua.areas.surveys.queries.results import criteria_named
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import LEVEL
from motcua.rules import counting
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.scoring.definitions import WORKING_DAYS, Basis, Definition, Term
from motcua.rules.scoring.figures import Amount
from motcua.rules.scoring.figures import Figure as Value
from motcua.rules.surveys.cells import halves_hidden

DAY = dt.timedelta(days=1)
SECRET = ("denunciation.", "survey.")
"""Facts that stand for nobody's case: no code is kept with them (R5.8, R6.45)."""
BY = ("unit", "level", "channel", "type", "outcome", "timing", "month")
"""What a figure can be told apart by."""


@dataclass(frozen=True)
class Figure:
    """An indicator's figure with what it was made of and how."""

    definition: Definition
    worth: Value

    @property
    def numerator(self) -> Amount:
        """What is divided, or the count itself."""
        return self.worth.numerator

    @property
    def denominator(self) -> Amount | None:
        """What it is divided by; None for a count."""
        return self.worth.denominator

    @property
    def value(self) -> Fraction | None:
        """The exact value; None when there is nothing to say."""
        return self.worth.value

    @property
    def printed(self) -> str:
        """As people read it."""
        return self.worth.printed

    @property
    def parts(self) -> str:
        """Both parts: ``121/208``."""
        return self.worth.parts


@dataclass(frozen=True)
class Part:
    """A figure of one part of the whole: a unit, a channel, a month."""

    key: str
    name: str
    figure: Figure


def figure(
    indicator: str, units: Collection[str], since: dt.date, until: dt.date, *, root: str = "",
    today: dt.date | None = None,
) -> Figure:  # fmt: skip
    """The figure of an indicator for units and days; raises NotFound for one that is not counted here.

    ``root`` whose calendar counts working days, and ``today`` up to which they are over, matter to those only.
    """
    one = definition(indicator, until - DAY)
    return figures([one], units, since, until, root=root, today=today)[one.id]


def figures(
    given: Sequence[Definition], units: Collection[str], since: dt.date, until: dt.date, *, root: str = "",
    today: dt.date | None = None, part: bool = False,
) -> dict[str, Figure]:  # fmt: skip
    """Figures of many indicators at once, by identifier; those that are not counted here are left out.

    ``part``  of a whole of which others are read too: nothing is hidden yet, ``told`` does it once all are there
    """
    counted = [one for one in given if one.basis is Basis.COUNTED]
    asked: dict[Days, list[Definition]] = {}
    for one in counted:
        for piece in one.pieces(since, until):
            asked.setdefault((piece.since, piece.until), []).append(piece.one)
    sums = {days: _sums(of, units, *days) for days, of in asked.items()}
    worked = _worked(today)

    def amount(term: Term, first: dt.date, end: dt.date) -> Amount:
        if term.fact == WORKING_DAYS:
            return worked(root, first, end)
        return sums[first, end][measure(term), term.stock]

    worths = {one.id: one.over(since, until, amount) for one in counted}
    if part:
        return {one.id: Figure(one, worths[one.id]) for one in counted}
    return {one.id: told(one, {"": worths[one.id]})[""] for one in counted}


def _sums(
    given: Iterable[Definition], units: Collection[str], since: dt.date, until: dt.date
) -> dict[tuple[counting.Measure, bool], int]:
    found: dict[tuple[counting.Measure, bool], int] = {}
    for stock in (False, True):
        asked = list(dict.fromkeys(measure(term) for term in _terms(given) if term.stock is stock))
        amounts = cells.amounts(asked, units, since, until, stock=stock) if asked else {}
        found |= {(one, stock): total for one, total in amounts.items()}
    return found


def told(one: Definition, worths: Mapping[str, Value]) -> dict[str, Figure]:
    """The figures of parts that make up a whole. Where the definition hides small ones, those are hidden of which
    either half is small: what is counted, or what that leaves of the denominator (R5.8)."""
    if not one.hides_few:
        return {key: Figure(one, worth) for key, worth in worths.items()}
    hidden = halves_hidden({key: _halves(worth) for key, worth in worths.items()})
    return {key: Figure(one, one.untold if key in hidden else worth) for key, worth in worths.items()}


def _halves(worth: Value) -> tuple[int, int]:
    if worth.denominator is None:
        return int(worth.numerator), 0
    return int(worth.numerator), int(worth.denominator - worth.numerator)


def _terms(given: Iterable[Definition]) -> list[Term]:
    return [term for one in given for term in one.terms if term.fact != WORKING_DAYS]


def _worked(today: dt.date | None) -> Callable[[str, dt.date, dt.date], int]:
    """Working days of a period that are over, by the calendar of a unit."""
    calendar = functools.cache(calendar_for)

    def worked(root: str, since: dt.date, until: dt.date) -> int:
        end = until if today is None else min(until, today + DAY)
        return max(calendar(root).working_days(since, end), 0) if since < end else 0

    return worked


Days = tuple[dt.date, dt.date]
Sums = Mapping[Days, Mapping[Term, Mapping[str, int]]]
"""Of each piece of a period, each term: the amount of each part."""


def _pieces(
    one: Definition, since: dt.date, until: dt.date, told: Callable[[list[Term], dt.date, dt.date], Any]
) -> Any:
    """What is told of the terms of each piece of a period."""
    return {
        (piece.since, piece.until): told(_terms([piece.one]), piece.since, piece.until)
        for piece in one.pieces(since, until)
    }


def _parts(
    one: Definition, since: dt.date, until: dt.date, sums: Sums, keys: Iterable[str], name: Callable[[str], str],
    days: Callable[[str, dt.date, dt.date], int],
) -> list[Part]:  # fmt: skip
    worths = {}
    for key in keys:

        def amount(term: Term, first: dt.date, end: dt.date, key: str = key) -> Amount:
            return days(key, first, end) if term.fact == WORKING_DAYS else sums[first, end][term].get(key, 0)

        worths[key] = one.over(since, until, amount)
    return [Part(key, name(key), found) for key, found in told(one, worths).items()]


def by_unit(
    one: Definition, units: Collection[str], since: dt.date, until: dt.date, on: dt.date
) -> list[Part]:
    """The figure of each unit that has any, by name; without working days, which have no unit of their own."""
    sums = _by_unit(one, units, since, until)
    found = {key: name_on(key, on) for of in sums.values() for part in of.values() for key in part}
    parts = _parts(one, since, until, sums, found, lambda key: found[key], _worked(on))
    return sorted(parts, key=lambda part: (part.name, part.key))


def _by_unit(one: Definition, units: Collection[str], since: dt.date, until: dt.date) -> Sums:
    def told(terms: list[Term], first: dt.date, end: dt.date) -> dict[Term, dict[str, int]]:
        found = cells.by_unit_of([(measure(term), term.stock) for term in terms], units, first, end)
        return {term: found[measure(term), term.stock] for term in terms}

    found: Sums = _pieces(one, since, until, told)
    return found


def by_level(
    one: Definition, units: Collection[str], since: dt.date, until: dt.date, on: dt.date
) -> list[Part]:
    """The figure of each level of government (S028)."""
    names = {str(value): str(label) for value, label in LEVEL}
    sums: dict[Days, dict[Term, dict[str, int]]] = {}
    for days, of in _by_unit(one, units, since, until).items():
        sums[days] = {}
        for term, parts in of.items():
            levels = sums[days][term] = dict[str, int]()
            for unit, amount in parts.items():
                level = known_on(unit, on).level
                levels[level] = levels.get(level, 0) + amount
    told = {level for of in sums.values() for levels in of.values() for level in levels}
    here = [level for level in names if level in told]
    return _parts(one, since, until, sums, here, lambda level: names[level], lambda *_: 0)


def by_month(
    one: Definition, units: Collection[str], since: dt.date, until: dt.date, *, grain: str = counting.MONTH,
    root: str = "", today: dt.date | None = None,
) -> list[Part]:  # fmt: skip
    """The figure of each month (or day, or year) of the period."""
    steps = counting.steps(grain, since, until)
    found = trends([one], units, since, until, grain=grain, root=root, today=today)
    return [
        Part(first.isoformat(), f"{first:%m/%Y}", each)
        for (first, _end), each in zip(steps, found.get(one.id, ()), strict=False)
    ]


def trends(
    given: Sequence[Definition], units: Collection[str], since: dt.date, until: dt.date, *,
    grain: str = counting.MONTH, root: str = "", today: dt.date | None = None,
) -> dict[str, list[Figure]]:  # fmt: skip
    """The figures of many indicators for each month of the period, in the order of time."""
    counted = [one for one in given if one.basis is Basis.COUNTED]
    steps = list(counting.steps(grain, since, until))
    terms = _terms(
        {each: None for one in counted for step in steps for each in (one.on(step[0]), one.on(step[1] - DAY))}
    )
    rows: dict[tuple[counting.Measure, bool], list[tuple[dt.date, int]]] = {}
    for stock in (False, True):
        asked = list(dict.fromkeys(measure(term) for term in terms if term.stock is stock))
        if asked:
            summed = cells.many_series(asked, units, since, until, grain, stock=stock)
            rows |= {(one, stock): summed[one] for one in asked}
    found: dict[str, dict[str, Value]] = {one.id: {} for one in counted}
    begun, worked = begins(counted, units), _worked(today)
    for index, (first, end) in enumerate(steps):
        for one in counted:

            def amount(term: Term, since: dt.date, until: dt.date, index: int = index) -> Amount:
                if term.fact == WORKING_DAYS:
                    return worked(root, since, until)
                return rows[measure(term), term.stock][index][1]

            if begun[one.id, one.on(end - DAY).version] >= end:
                worth = one.uncounted
            elif len(one.pieces(first, end)) > 1:
                worth = figures([one], units, first, end, root=root, today=today)[one.id].worth
            else:
                worth = one.over(first, end, amount)
            found[one.id][first.isoformat()] = worth
    return {one.id: list(told(one, found[one.id]).values()) for one in counted}


def begins(given: Sequence[Definition], units: Collection[str]) -> dict[tuple[str, int], dt.date]:
    """The first day of which each version of each indicator has a figure; after the last of all days for one that has
    none yet."""
    kinds = {
        (each.id, each.version): ({cells.area_of(term.fact) for term in _terms([each])}, one.lineage[-1].valid_from)
        for one in given for each in one.lineage
    }  # fmt: skip
    areas = set().union(*(of for of, _own in kinds.values()))
    first = cells.first_days(areas, units) if areas else {}
    return {
        key: max((own, *(first.get(kind, dt.date.max) for kind in of))) if of else dt.date.min
        for key, (of, own) in kinds.items()
    }


def by_dimension(
    one: Definition, units: Collection[str], since: dt.date, until: dt.date, dimension: str
) -> list[Part]:
    """The figure told apart by a dimension, the largest first.

    A part of the formula that itself asks for values of that dimension is told apart within them.
    """

    def told(terms: list[Term], first: dt.date, end: dt.date) -> dict[Term, dict[str, int]]:
        return {
            term: cells.by_split(measure(term), units, first, end, dimension, stock=term.stock)
            for term in terms
        }

    sums: Sums = _pieces(one, since, until, told)
    size: dict[str, int] = {}
    for of in sums.values():
        for part in of.values():
            for key, amount in part.items():
                size[key] = max(size.get(key, 0), abs(amount))
    keys = sorted(size, key=lambda key: (-size[key], key))
    names: Mapping[str, str] = {}
    if dimension == "type":
        of_procedures = any(term.fact.startswith(OF_PROCEDURES) for term in one.terms)
        names = (
            criteria_named(keys) if one.hides_few else names_of(keys, until - DAY) if of_procedures else {}
        )
    return _parts(one, since, until, sums, keys, lambda key: names.get(key, key), lambda *_: 0)


# --- what an official sees ----------------------------------------------------------------------------------


def shows_rows(one: Definition) -> bool:
    """Whether codes stand behind it for anybody: of denunciations and surveys none do (R5.8, R6.45)."""
    return any(not term.fact.startswith(SECRET) for term in _terms(one.lineage))


def is_of_own(
    figure: Figure,
    one: Definition,
    units: Collection[str],
    own: str,
    since: dt.date,
    until: dt.date,
    today: dt.date,
) -> bool:
    """Whether the figure of these units counts nothing but their own root, whose rows alone are opened."""
    if set(units) == {own}:
        return True
    return figures([one], {own}, since, until, root=own, today=today)[one.id].worth == figure.worth


def behind(
    by: Actor, one: Definition, since: dt.date, until: dt.date, *, part: str = "numerator",
    only: tuple[str, str] | None = None,
) -> "QuerySet[Fact]":  # fmt: skip
    """The facts behind one part of a figure of the post's own agency, the newest day first (``facts.behind``).

    ``only``  (dimension, value): of one part of a figure that is told apart by it
    """
    if not policies.can_open_rows(by):
        raise NotAllowed()
    if not shows_rows(one):
        raise NotFound()
    wanted = [
        (term.sign, measure(term), None if term.stock else piece.since, piece.until)
        for piece in one.pieces(since, until)
        for term in (piece.one.denominator if part == "denominator" else piece.one.numerator)
        if term.fact != WORKING_DAYS and not term.fact.startswith(SECRET)
    ]
    return facts.behind(wanted, [by.agency], only=only)
