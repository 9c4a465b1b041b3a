"""Figures of indicators over a lake: the published definitions, the engine's sums."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.gateways.lake.expressions import cells, totals
from motcua.rules.scoring.definitions import WORKING_DAYS, Definition, Term
from motcua.rules.scoring.figures import Amount, Figure

if TYPE_CHECKING:
    from motcua.gateways.lake.engines import Engine

Key = tuple[str, tuple[tuple[str, tuple[str, ...]], ...], bool]
Worked = Callable[[dt.date, dt.date], int]
"""What is no fact and therefore not in a lake: the working days of a period."""


def key(term: Term) -> Key:
    """The same for the same sum, whichever indicator asks and with whichever sign."""
    return term.fact, term.where, term.stock


def terms_of(definitions: Sequence[Definition]) -> list[Term]:
    """Every different sum that the definitions and their versions before need of a lake."""
    terms = (term for one in definitions for each in one.lineage for term in each.terms)
    found = {key(term): term for term in terms if term.fact != WORKING_DAYS}
    return list(found.values())


Days = Callable[[str, dt.date, dt.date], int]
FEW = 1_000
"""Of more units than these everything is summed: a longer list costs an engine more than it saves."""


def _none(_since: dt.date, _until: dt.date) -> int:
    raise LookupError(WORKING_DAYS)


def by_group(
    engine: Engine, definitions: Sequence[Definition], groups: Mapping[str, Collection[str]], since: dt.date,
    until: dt.date, *, days: Days,
) -> dict[str, dict[str, Figure]]:  # fmt: skip
    """The figure of each definition for each group of units (group: units), all in one pass over the facts; in one pass
    for each piece of a period in which other versions were in force.

    ``days`` tells the working days of a group in the period.
    """
    terms = terms_of(definitions)
    asked = {unit for units in groups.values() for unit in units}
    some = asked if len(asked) < FEW else None
    spans = {(piece.since, piece.until) for one in definitions for piece in one.pieces(since, until)}
    of_unit = {
        span: {
            row["unit"]: [int(row[f"t{n}"]) for n in range(len(terms))]
            for row in engine.rows(totals(engine.facts, terms, some, *span))
        }
        for span in spans
    }
    return combined(definitions, groups, since, until, of_unit, days)


def combined(
    definitions: Sequence[Definition], groups: Mapping[str, Collection[str]], since: dt.date, until: dt.date,
    of_unit: Mapping[tuple[dt.date, dt.date], Mapping[str, Sequence[int]]], days: Days,
) -> dict[str, dict[str, Figure]]:  # fmt: skip
    """Figures of groups, out of the sums of units in each piece of the period, in the order of ``terms_of``."""
    numbers = {key(term): n for n, term in enumerate(terms_of(definitions))}
    made = {}
    for name, units in groups.items():
        sums = {
            span: [
                sum(column) for column in zip(*(rows[unit] for unit in units if unit in rows), strict=True)
            ]
            for span, rows in of_unit.items()
        }

        def amount(
            term: Term, first: dt.date, end: dt.date, name: str = name,
            sums: Mapping[tuple[dt.date, dt.date], Sequence[int]] = sums,
        ) -> Amount:  # fmt: skip
            if term.fact == WORKING_DAYS:
                return days(name, first, end)
            return sums[first, end][numbers[key(term)]] if sums[first, end] else 0

        made[name] = {one.id: one.over(since, until, amount) for one in definitions}
    return made


def figures(
    engine: Engine, definitions: Sequence[Definition], units: Collection[str], since: dt.date, until: dt.date, *,
    worked: Worked = _none,
) -> dict[str, Figure]:  # fmt: skip
    """The figure of each definition for some units and days."""

    return by_group(
        engine, definitions, {"": units}, since, until, days=lambda _group, first, end: worked(first, end)
    )[""]


@dataclass(frozen=True)
class Cells:
    """Sums of every unit and month, of which any figure of whole months and any subtree is made."""

    sums: Mapping[Key, Mapping[tuple[str, str], int]]

    def figure(
        self,
        one: Definition,
        units: Collection[str],
        since: dt.date,
        until: dt.date,
        *,
        worked: Worked = _none,
    ) -> Figure:
        """The figure for some units and whole months; raises ValueError for days within a month."""
        if since.day != 1 or until.day != 1:
            raise ValueError("cells hold whole months")

        def amount(term: Term, first: dt.date, end: dt.date) -> Amount:
            if term.fact == WORKING_DAYS:
                return worked(first, end)
            since, until = f"{first:%Y-%m}", f"{end:%Y-%m}"
            return sum(
                total for (unit, month), total in self.sums[key(term)].items()
                if unit in units and month < until and (term.stock or month >= since)
            )  # fmt: skip

        return one.over(since, until, amount)


def cells_of(engine: Engine, definitions: Sequence[Definition], until: dt.date) -> Cells:
    """Every unit and month up to ``until``, in one pass over the facts."""
    terms = terms_of(definitions)
    sums: dict[Key, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in engine.rows(cells(engine.facts, terms, until)):
        for n, term in enumerate(terms):
            if total := int(row[f"t{n}"]):
                sums[key(term)][row["unit"], row["month"]] = total
    return Cells(defaultdict(dict, sums))
