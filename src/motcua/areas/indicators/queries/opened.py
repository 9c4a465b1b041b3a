"""Open data: which indicators everybody may read, and their whole months of a unit with what lies beneath it."""

import datetime as dt
from collections import defaultdict

from django.db.models import Sum

from motcua.areas.indicators.models import Fact
from motcua.areas.indicators.queries.definitions import definitions, public
from motcua.areas.indicators.queries.exported import through
from motcua.areas.indicators.queries.figures import SECRET, begins
from motcua.areas.indicators.queries.units import units_below
from motcua.base.calendars.queries import calendar_for
from motcua.rules import counting
from motcua.rules.impossible import NotFound
from motcua.rules.opening import Month, Row, needed, opened
from motcua.rules.scoring.definitions import DIMENSIONS, WORKING_DAYS, Basis, Definition

MONTHS = 24
"""Whole months that a dataset holds; the current one is not over and stands in none."""


def published(on: dt.date) -> list[Definition]:
    """Indicators with a dataset: opened to everybody, counted here, and of nothing that is secret."""
    known = definitions(on)
    open_ = public(known)
    return [
        one for one in known.values()
        if one.id in open_ and one.basis is Basis.COUNTED and one.numerator and not is_secret(one)
    ]  # fmt: skip


def is_secret(one: Definition) -> bool:
    """Whether it counts, or counted, what stands for nobody's case: no open data hold it."""
    return any(term.fact.startswith(SECRET) for each in one.lineage for term in each.terms)


def one_published(indicator: str, on: dt.date) -> Definition:
    """One of them; raises NotFound."""
    for one in published(on):
        if one.id == indicator:
            return one
    raise NotFound()


def period(on: dt.date) -> tuple[dt.date, dt.date]:
    """The first day of the first month, and the day after the last."""
    until = on.replace(day=1)
    before = until.year * 12 + until.month - 1 - MONTHS
    return dt.date(before // 12, before % 12 + 1, 1), until


def last_counted() -> int:
    """Tells whether anything was counted since: the newest event that a fact is of."""
    return through()


def months_of(one: Definition, unit: str, on: dt.date) -> list[Month]:
    """The months of an indicator as everybody may read them, the oldest first, each by the version that is its own;
    small figures are hidden."""
    since, until = period(on)
    terms = [term for each in one.lineage for term in each.terms]
    kinds = needed(one)
    units = units_below(unit, on)
    facts = Fact.objects.filter(dimensions__kind__in=kinds, dimensions__unit__in=units, day__lt=until)
    if not any(term.stock for term in terms):
        facts = facts.filter(day__gte=since)
    names = [f"dimensions__{name}" for name in DIMENSIONS]
    sums: dict[tuple[str, str, tuple[str, ...]], int] = defaultdict(int)
    for day, kind, *words, amount in (
        facts.order_by().values_list("day", "dimensions__kind", *names).annotate(total=Sum("amount"))
    ):
        sums[f"{day:%Y-%m}", kind, tuple(words)] += int(amount)
    rows = [Row(month, kind, words, amount) for (month, kind, words), amount in sums.items()]
    spans = list(counting.steps(counting.MONTH, since, until))
    days = {}
    if any(term.fact == WORKING_DAYS for term in terms):
        calendar = calendar_for(unit)
        days = {f"{first:%Y-%m}": max(calendar.working_days(first, end), 0) for first, end in spans}
    begun = {version: f"{day:%Y-%m}" for (_id, version), day in begins([one], units).items()}
    return opened(one, rows, [f"{first:%Y-%m}" for first, _ in spans], days, begun)
