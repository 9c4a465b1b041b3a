"""Figures of indicators from cells: one or many, by month, by unit, by a dimension; and the facts behind them.

Every figure comes with its definition and both its parts. Days are half-open; ``units`` are identities. A definition is
the one in force on the period's last day, also for the months of its trend, so that they can be compared; months before
anything of the kind was counted here, or before an indicator of one's own was in force, have no figure. Of what people
said under a promise of silence (``Definition.hides_few``) small parts are hidden, and what would tell them by
subtraction.
"""

import datetime as dt
import functools
import operator
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q, QuerySet

from motcua.areas.indicators import policies
from motcua.areas.indicators.models import Fact
from motcua.areas.indicators.queries import cells, facts
from motcua.areas.indicators.queries.definitions import definition, in_force_since, measure
from motcua.areas.indicators.queries.units import known_on, name_on
from motcua.areas.surveys.queries.results import criteria_named
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import LEVEL
from motcua.rules import counting
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.scoring.definitions import WORKING_DAYS, Basis, Definition, Term
from motcua.rules.scoring.figures import Amount
from motcua.rules.scoring.figures import Figure as Value
from motcua.rules.surveys.cells import hide

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
    asked: dict[bool, list[counting.Measure]] = {False: [], True: []}
    for term in _terms(counted):
        asked[term.stock].append(measure(term))
    sums = {
        stock: cells.amounts(list(dict.fromkeys(of)), units, since, until, stock=stock) if of else {}
        for stock, of in asked.items()
    }
    days = _working_days(counted, root, since, until, today)

    def amount(term: Term) -> Amount:
        return days if term.fact == WORKING_DAYS else sums[term.stock][measure(term)]

    worths = {one.id: one.value(amount) for one in counted}
    if part:
        return {one.id: Figure(one, worths[one.id]) for one in counted}
    return {one.id: told(one, {"": worths[one.id]})[""] for one in counted}


def told(one: Definition, worths: Mapping[str, Value]) -> dict[str, Figure]:
    """The figures of parts that make up a whole; small ones hidden where the definition hides them (R5.8)."""
    if not one.hides_few:
        return {key: Figure(one, worth) for key, worth in worths.items()}
    of = {
        key: worth.numerator if worth.denominator is None else worth.denominator
        for key, worth in worths.items()
    }
    hidden = hide({key: int(amount) for key, amount in of.items()}).hidden
    return {key: Figure(one, one.untold if key in hidden else worth) for key, worth in worths.items()}


def _terms(given: Iterable[Definition]) -> list[Term]:
    return [term for one in given for term in one.terms if term.fact != WORKING_DAYS]


def _working_days(
    given: Iterable[Definition], root: str, since: dt.date, until: dt.date, today: dt.date | None
) -> int:
    """Working days of the period that are over, by the calendar of a unit."""
    if not any(term.fact == WORKING_DAYS for one in given for term in one.terms):
        return 0
    end = until if today is None else min(until, today + DAY)
    return max(calendar_for(root).working_days(since, end), 0) if since < end else 0


Sums = Mapping[Term, Mapping[str, int]]


def _parts(
    one: Definition, sums: Sums, keys: Iterable[str], name: Callable[[str], str], days: Callable[[str], int]
) -> list[Part]:  # fmt: skip
    worths = {}
    for key in keys:

        def amount(term: Term, key: str = key) -> Amount:
            return days(key) if term.fact == WORKING_DAYS else sums[term].get(key, 0)

        worths[key] = one.value(amount)
    return [Part(key, name(key), found) for key, found in told(one, worths).items()]


def by_unit(
    one: Definition, units: Collection[str], since: dt.date, until: dt.date, on: dt.date
) -> list[Part]:
    """The figure of each unit that has any, by name; without working days, which have no unit of their own."""
    sums = cells.by_unit_of([(measure(term), term.stock) for term in _terms([one])], units, since, until)
    of = {term: sums[measure(term), term.stock] for term in _terms([one])}
    found = {key: name_on(key, on) for key in {key for part in of.values() for key in part}}
    parts = _parts(
        one, of, found, lambda key: found[key], lambda key: _working_days([one], key, since, until, on)
    )
    return sorted(parts, key=lambda part: (part.name, part.key))


def by_level(
    one: Definition, units: Collection[str], since: dt.date, until: dt.date, on: dt.date
) -> list[Part]:
    """The figure of each level of government (S028)."""
    names = {str(value): str(label) for value, label in LEVEL}
    sums = cells.by_unit_of([(measure(term), term.stock) for term in _terms([one])], units, since, until)
    of: dict[Term, dict[str, int]] = {}
    for term in _terms([one]):
        of[term] = {}
        for unit, amount in sums[measure(term), term.stock].items():
            level = known_on(unit, on).level
            of[term][level] = of[term].get(level, 0) + amount
    here = [level for level in names if any(level in part for part in of.values())]
    return _parts(one, of, here, lambda level: names[level], lambda _level: 0)


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
    terms = _terms(counted)
    rows: dict[tuple[counting.Measure, bool], list[tuple[dt.date, int]]] = {}
    for stock in (False, True):
        asked = list(dict.fromkeys(measure(term) for term in terms if term.stock is stock))
        if asked:
            summed = cells.many_series(asked, units, since, until, grain, stock=stock)
            rows |= {(one, stock): summed[one] for one in asked}
    found: dict[str, dict[str, Value]] = {one.id: {} for one in counted}
    begun = begins(counted, units)
    for index, (first, end) in enumerate(counting.steps(grain, since, until)):
        for one in counted:

            def amount(term: Term, first: dt.date = first, end: dt.date = end, index: int = index) -> Amount:
                if term.fact == WORKING_DAYS:
                    return _working_days([one], root, first, end, today)  # noqa: B023
                return rows[measure(term), term.stock][index][1]

            found[one.id][first.isoformat()] = one.value(amount) if begun[one.id] < end else one.uncounted
    return {one.id: list(told(one, found[one.id]).values()) for one in counted}


def begins(given: Sequence[Definition], units: Collection[str]) -> dict[str, dt.date]:
    """The first day of which each indicator has a figure; after the last of all days for one that has none yet."""
    kinds = {one.id: {cells.area_of(term.fact) for term in _terms([one])} for one in given}
    first = cells.first_days(set().union(*kinds.values()), units) if kinds else {}
    own = in_force_since([one.id for one in given])
    return {
        id: max((own.get(id, dt.date.min), *(first.get(kind, dt.date.max) for kind in of)))
        if of
        else dt.date.min
        for id, of in kinds.items()
    }


def by_dimension(
    one: Definition, units: Collection[str], since: dt.date, until: dt.date, dimension: str
) -> list[Part]:
    """The figure told apart by a dimension, the largest first.

    A part of the formula that itself asks for values of that dimension is told apart within them.
    """
    of = {
        term: cells.by_split(measure(term), units, since, until, dimension, stock=term.stock)
        for term in _terms([one])
    }
    size: dict[str, int] = {}
    for part in of.values():
        for key, amount in part.items():
            size[key] = max(size.get(key, 0), abs(amount))
    keys = sorted(size, key=lambda key: (-size[key], key))
    names = criteria_named(keys) if dimension == "type" and one.hides_few else {}
    return _parts(one, of, keys, lambda key: names.get(key, key), lambda _key: 0)


# --- what an official sees ----------------------------------------------------------------------------------


def shows_rows(one: Definition) -> bool:
    """Whether codes stand behind it for anybody: of denunciations and surveys none do (R5.8, R6.45)."""
    return any(not term.fact.startswith(SECRET) for term in _terms([one]))


def behind(
    by: Actor, one: Definition, since: dt.date, until: dt.date, *, part: str = "numerator",
    only: tuple[str, str] | None = None,
) -> "QuerySet[Fact]":  # fmt: skip
    """The facts behind one part of a figure of the post's own agency, the newest day first.

    ``only``  (dimension, value): of one part of a figure that is told apart by it
    """
    if not policies.can_open_rows(by):
        raise NotAllowed()
    if not shows_rows(one):
        raise NotFound()
    wanted: list[Q] = []
    for term in one.denominator if part == "denominator" else one.numerator:
        if term.fact == WORKING_DAYS or term.fact.startswith(SECRET):
            continue
        days = Q(day__lt=until) if term.stock else Q(day__gte=since, day__lt=until)
        wanted.append(days & Q(dimensions__in=facts.dimensions(measure(term), [by.agency])))
    if not wanted:
        return Fact.objects.none()
    if only is not None:
        name, value = only
        assert name in counting.SPLITS, name
        wanted = [one & Q(**{f"dimensions__{name}": value}) for one in wanted]
    return (
        Fact.objects.filter(functools.reduce(operator.or_, wanted))
        .select_related("dimensions")
        .order_by("-day", "-seq", "-n")
    )
