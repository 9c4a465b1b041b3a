"""Terms of indicators → Ibis expressions: translated once, run unchanged by every engine.

A term is the sum of the amounts of facts of one kind whose dimensions agree. Nothing here knows an engine, and nothing
is divided or rounded: engines give whole numbers, and the definition makes its figure of them as it does of cells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import ibis.expr.types as ir

DAY = dt.timedelta(days=1)


class Counted(Protocol):
    """What is summed: facts of one kind, and the words their dimensions must have."""

    @property
    def fact(self) -> str: ...
    @property
    def where(self) -> Sequence[tuple[str, Sequence[str]]]: ...
    @property
    def stock(self) -> bool: ...


def matches(facts: ir.Table, term: Counted) -> ir.BooleanValue:
    """Which facts a term counts."""
    found = facts.kind == term.fact
    for name, words in term.where:
        found &= facts[name].isin(list(words))
    return found


def totals(
    facts: ir.Table, terms: Sequence[Counted], units: Collection[str] | None, since: dt.date, until: dt.date
) -> ir.Table:
    """t0, t1 … of each unit: every term in some days (``until`` is not included), in one pass over the facts.

    A term that is a stock is counted from the beginning. ``units`` None: of every unit.
    """
    wanted = _narrowed(facts, terms, until)
    if units is not None:
        wanted = wanted.filter(wanted.unit.isin(sorted(units)))
    if not any(term.stock for term in terms):
        wanted = wanted.filter(wanted.day >= since, wanted.month >= f"{since:%Y-%m}")
    asked = sorted({name for term in terms for name, _ in term.where})
    apart = wanted.group_by("unit", "kind", *asked, within=wanted.day >= since)
    few = apart.aggregate(
        amount=wanted.amount.sum()
    )  # every sum is one of these: facts are gone through once
    return few.group_by("unit").aggregate(
        **{
            f"t{n}": _sum(few, matches(few, term) if term.stock else matches(few, term) & few.within)
            for n, term in enumerate(terms)
        }
    )


def cells(facts: ir.Table, terms: Sequence[Counted], until: dt.date) -> ir.Table:
    """t0, t1 … of every unit and month before ``until``: what a whole country's figures are made of, in one pass."""
    wanted = _narrowed(facts, terms, until)
    return wanted.group_by("unit", "month").aggregate(
        **{f"t{n}": _sum(wanted, matches(wanted, term)) for n, term in enumerate(terms)}
    )


def bare(facts: ir.Table, terms: Sequence[Counted]) -> ir.Table:
    """The least that these terms cost: of every fact the columns that they ask for read, nothing compared or grouped.

    Lengths and days are added, since an engine would take a count or a maximum from the foot of the file.
    """
    words = sorted({"unit", "kind", *(name for term in terms for name, _ in term.where)})
    return facts.aggregate(
        rows=facts.count(),
        amount=facts.amount.sum(),
        day=facts.day.day().sum(),
        **{name: facts[name].length().sum() for name in words},
    )


def _narrowed(facts: ir.Table, terms: Sequence[Counted], until: dt.date) -> ir.Table:
    """Facts of the kinds that are asked for, of the partitions that can hold them."""
    return facts.filter(
        facts.kind.isin(sorted({term.fact for term in terms})),
        facts.day < until,
        facts.month <= f"{until - DAY:%Y-%m}",
    )


def _sum(facts: ir.Table, counted: ir.BooleanValue) -> ir.IntegerScalar:
    return facts.amount.sum(where=counted).fill_null(0)
