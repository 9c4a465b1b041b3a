"""What every engine is asked of the same random facts, and its one answer: ``lake_figures.json``.

The answer is added up here fact by fact, by no engine and no database. Where definitions that are shipped change, the
facts that are made for them and the answer change too; write it anew with ``python -m tests.gateways.lake_questions``.
"""

import csv
import datetime as dt
import json
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from motcua.gateways.lake.engines import Engine
from motcua.gateways.lake.figures import by_group, cells_of, terms_of
from motcua.rules.counting import Row
from motcua.rules.scoring.definitions import WORKING_DAYS, Basis, Definition, Term, of_data
from motcua.rules.scoring.figures import Figure

SHIPPED = Path(__file__).parents[2] / "catalogue" / "indicators" / "indicators.csv"
GOLDEN = Path(__file__).with_name("lake_figures.json")
UNITS = tuple(f"00{n}" for n in range(101, 113))
GROUPS: dict[str, Collection[str]] = {"unit": {UNITS[4]}, "subtree": set(UNITS[3:9]), "all": {*UNITS, "none"}}
FIRST, LAST = dt.date(2024, 11, 20), dt.date(2026, 3, 9)
YEAR = dt.date(2025, 1, 1), dt.date(2026, 1, 1)
APRIL = dt.date(2025, 4, 1)
PERIODS = {
    "day": (LAST, LAST + dt.timedelta(days=1)), "month": (dt.date(2025, 3, 1), APRIL), "year": YEAR,
    "days": (dt.date(2025, 2, 17), dt.date(2026, 1, 5)),
}  # fmt: skip
MONTHS = {name: days for name, days in PERIODS.items() if days[0].day == days[1].day == 1}
Tell = Callable[
    [Sequence[Definition], Mapping[str, Collection[str]], dt.date, dt.date],
    Mapping[str, Mapping[str, Figure]],
]
"""How an engine answers: the figures of definitions for groups of units in some days."""


def shipped() -> list[Definition]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        found = [of_data(row) for row in csv.DictReader(file)]
    return [one for one in found if one.basis is Basis.COUNTED and one.numerator]


def versions() -> list[Definition]:
    """A share that counts late ones too from April on, and a stock that counts something else from then on."""
    known = {one.id: one for one in shipped()}
    share, stock = known["dossiers.on_time"], known["dossiers.overdue"]
    return [
        replace(share, numerator=share.denominator, version=1, valid_from=APRIL, before=share),
        replace(stock, numerator=stock.numerator[:1], version=1, valid_from=APRIL, before=stock),
    ]


@cache
def world(seed: int = 7, count: int = 1500) -> tuple[tuple[int, Row], ...]:
    """Facts that the terms count or just miss, corrections among them, in the order of their events."""
    chance = random.Random(seed)
    terms = terms_of(shipped())
    days = (LAST - FIRST).days
    rows = []
    for seq in range(1, count + 1):
        term = chance.choice(terms)
        words = {name: chance.choice([*values, "khác", ""]) for name, values in term.where}
        rows.append((
            seq,
            Row(
                term.fact, FIRST + dt.timedelta(days=min(days, int(chance.triangular(0, days + 9, days)))),
                chance.choice(UNITS), amount=chance.choice([1, 1, 1, 1, -1, 37, 10**12]), code=f"H26-{seq}", **words,
            ),
        ))  # fmt: skip
    return tuple(rows)


def days_between(*_: object) -> int:
    return 21


def one_by_one(amount: Callable[[Term, Collection[str], dt.date, dt.date], int]) -> Tell:
    """An engine that is asked for one sum at a time."""

    def tell(
        definitions: Sequence[Definition],
        groups: Mapping[str, Collection[str]],
        since: dt.date,
        until: dt.date,
    ) -> dict[str, dict[str, Figure]]:
        def of(one: Definition, units: Collection[str]) -> Figure:
            def summed(term: Term, first: dt.date, end: dt.date) -> int:
                return days_between() if term.fact == WORKING_DAYS else amount(term, units, first, end)

            return one.over(since, until, summed)

        return {name: {one.id: of(one, units) for one in definitions} for name, units in groups.items()}

    return tell


def of_lake(engine: Engine) -> Tell:
    """A question is a pass over the facts."""

    def tell(
        definitions: Sequence[Definition],
        groups: Mapping[str, Collection[str]],
        since: dt.date,
        until: dt.date,
    ) -> dict[str, dict[str, Figure]]:
        return by_group(engine, definitions, groups, since, until, days=days_between)

    return tell


def of_months(engine: Engine) -> Tell:
    """One pass over the facts for all questions of whole months."""
    cells = cells_of(engine, [*shipped(), *versions()], YEAR[1])

    def tell(
        definitions: Sequence[Definition],
        groups: Mapping[str, Collection[str]],
        since: dt.date,
        until: dt.date,
    ) -> dict[str, dict[str, Figure]]:
        return {
            name: {one.id: cells.figure(one, units, since, until, worked=days_between) for one in definitions}
            for name, units in groups.items()
        }

    return tell


def answers(tell: Tell, periods: Mapping[str, tuple[dt.date, dt.date]] = PERIODS) -> dict[str, Any]:
    """Numerator/denominator of every shipped indicator for each group and period, and of a year with a change of
    version in it."""
    asked = [(name, shipped(), days) for name, days in periods.items()] + [("versions", versions(), YEAR)]
    return {
        name: {
            group: {key: f"{one.numerator}/{one.denominator}" for key, one in found.items()}
            for group, found in tell(definitions, GROUPS, *days).items()
        }
        for name, definitions, days in asked
    }


def added(term: Term, units: Collection[str], since: dt.date, until: dt.date) -> int:
    """The sum fact by fact."""
    return sum(
        row.amount for _, row in world()
        if row.kind == term.fact and row.unit in units and row.day < until and (term.stock or row.day >= since)
        and all(getattr(row, name) in words for name, words in term.where)
    )  # fmt: skip


def by_hand() -> dict[str, Any]:
    """The answer, fact by fact."""
    return answers(one_by_one(added))


def golden() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    text = json.dumps(by_hand(), indent=1, sort_keys=True)
    GOLDEN.write_text(text + "\n", encoding="utf-8")
