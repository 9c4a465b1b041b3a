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
Other = Callable[[Term], Amount]
"""What is no fact and therefore not in a lake: working days."""


def key(term: Term) -> Key:
    """The same for the same sum, whichever indicator asks and with whichever sign."""
    return term.fact, term.where, term.stock


def terms_of(definitions: Sequence[Definition]) -> list[Term]:
    """Every different sum that the definitions need of a lake."""
    found = {key(term): term for one in definitions for term in one.terms if term.fact != WORKING_DAYS}
    return list(found.values())


Days = Callable[[str, dt.date, dt.date], int]
FEW = 1_000
"""Of more units than these everything is summed: a longer list costs an engine more than it saves."""


def _none(term: Term) -> Amount:
    raise LookupError(term.fact)


def by_group(
    engine: Engine, definitions: Sequence[Definition], groups: Mapping[str, Collection[str]], since: dt.date,
    until: dt.date, *, days: Days,
) -> dict[str, dict[str, Figure]]:  # fmt: skip
    """The figure of each definition for each group of units (group: units), all in one pass over the facts.

    ``days`` tells the working days of a group in the period.
    """
    terms = terms_of(definitions)
    asked = {unit for units in groups.values() for unit in units}
    found = engine.rows(totals(engine.facts, terms, asked if len(asked) < FEW else None, since, until))
    of_unit = {row["unit"]: [int(row[f"t{n}"]) for n in range(len(terms))] for row in found}
    return combined(definitions, groups, of_unit, lambda group: days(group, since, until))


def combined(
    definitions: Sequence[Definition], groups: Mapping[str, Collection[str]],
    of_unit: Mapping[str, Sequence[int]], days: Callable[[str], int],
) -> dict[str, dict[str, Figure]]:  # fmt: skip
    """Figures of groups, out of the sums of units in the order of ``terms_of``."""
    numbers = {key(term): n for n, term in enumerate(terms_of(definitions))}
    where = {id(term): numbers.get(key(term), -1) for one in definitions for term in one.terms}
    made = {}
    for name, units in groups.items():
        rows = [of_unit[unit] for unit in units if unit in of_unit]
        sums = [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(numbers)

        def amount(term: Term, name: str = name, sums: Sequence[int] = sums) -> Amount:
            place = where[id(term)]
            return days(name) if place < 0 else sums[place]

        made[name] = {one.id: one.value(amount) for one in definitions}
    return made


def figures(
    engine: Engine, definitions: Sequence[Definition], units: Collection[str], since: dt.date, until: dt.date, *,
    other: Other = _none,
) -> dict[str, Figure]:  # fmt: skip
    """The figure of each definition for some units and days."""

    def days(_group: str, _since: dt.date, _until: dt.date) -> int:
        return int(other(Term(WORKING_DAYS)))

    return by_group(engine, definitions, {"": units}, since, until, days=days)[""]


@dataclass(frozen=True)
class Cells:
    """Sums of every unit and month, of which any figure of whole months and any subtree is made."""

    sums: Mapping[Key, Mapping[tuple[str, str], int]]

    def figure(
        self, one: Definition, units: Collection[str], since: dt.date, until: dt.date, *, other: Other = _none
    ) -> Figure:
        """The figure for some units and whole months; raises ValueError for days within a month."""
        if since.day != 1 or until.day != 1:
            raise ValueError("cells hold whole months")
        first, end = f"{since:%Y-%m}", f"{until:%Y-%m}"

        def amount(term: Term) -> Amount:
            if term.fact == WORKING_DAYS:
                return other(term)
            return sum(
                total for (unit, month), total in self.sums[key(term)].items()
                if unit in units and month < end and (term.stock or month >= first)
            )  # fmt: skip

        return one.value(amount)


def cells_of(engine: Engine, definitions: Sequence[Definition], until: dt.date) -> Cells:
    """Every unit and month up to ``until``, in one pass over the facts."""
    terms = terms_of(definitions)
    sums: dict[Key, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in engine.rows(cells(engine.facts, terms, until)):
        for n, term in enumerate(terms):
            if total := int(row[f"t{n}"]):
                sums[key(term)][row["unit"], row["month"]] = total
    return Cells(defaultdict(dict, sums))
