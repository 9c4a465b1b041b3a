"""The time that the law gives and the time that is promised here (R3.17, S018)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from motcua.areas.procedures.queries.processes import hours_of
from motcua.areas.procedures.queries.reading import in_force
from motcua.rules.deadlines import Limit
from motcua.rules.publication import share


@dataclass(frozen=True, slots=True)
class Time:
    """One procedure: the limit that holds here and the one of the law, None where nobody has recorded it."""

    code: str
    name: str
    field: str
    limit: Limit
    statutory: Limit | None

    @property
    def hours(self) -> Decimal:
        """The limit in hours, a day counting eight."""
        return hours_of(self.limit)

    @property
    def lawful_hours(self) -> Decimal:
        """The law's limit in hours; that of the procedure where the law's is not recorded."""
        return hours_of(self.statutory) if self.statutory else self.hours

    @property
    def shortened(self) -> bool:
        """Promised shorter than the law gives."""
        return self.hours < self.lawful_hours

    @property
    def saved(self) -> Decimal:
        """The share of the law's time that people are spared, in per cent."""
        return round((self.lawful_hours - self.hours) * 100 / self.lawful_hours, 1)


@dataclass(frozen=True, slots=True)
class Times:
    """Procedures with a usable limit; ``without`` have none and are not counted."""

    rows: tuple[Time, ...]
    without: int

    @property
    def shortened(self) -> tuple[Time, ...]:
        """The numerator of R3.17, most time saved first."""
        return tuple(
            sorted((row for row in self.rows if row.shortened), key=lambda row: (-row.saved, row.name))
        )

    @property
    def ratio(self) -> Decimal | None:
        """R3.17: procedures promised shorter ÷ all with a usable limit, in per cent."""
        return share(len(self.shortened), len(self.rows))


def times(on: dt.date, *, level: str = "commune", field: str = "") -> Times:
    """The times of the procedures in force at a level, by name."""
    found: list[Time] = []
    without = 0
    for version in in_force(on).defer("folded", "doubts"):
        if (level and level not in version.levels) or (field and version.field != field):
            continue
        limit = version.limit
        if limit is None:
            without += 1
            continue
        statutory = version.read().statutory
        found.append(Time(version.procedure.code, version.name, version.field, limit, statutory))
    return Times(tuple(sorted(found, key=lambda row: (row.name, row.code))), without)
