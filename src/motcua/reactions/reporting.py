"""Where periodic reports and the areas meet: the facts that areas offer are what reports count."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from motcua.areas.directives.queries.counted import obstacles_told
from motcua.areas.indicators import policies
from motcua.areas.indicators.queries.tables import COUNTED
from motcua.base.journal.ports import Actor

TOLD = {"obstacle": obstacles_told}
"""Facts whose rows are told in words too."""


class Counted:
    """The facts of every area (``areas.indicators.queries.tables.COUNTED``), as areas.reports asks for them."""

    def offered(self) -> Collection[str]:
        """Names of the facts."""
        return COUNTED.keys()

    def rows(
        self, fact: str, unit: str, since: dt.date, until: dt.date, at: dt.datetime
    ) -> Sequence[Mapping[str, Any]]:
        """Narrow rows of the fact for an agency and some days; numbers only."""
        return COUNTED[fact][0]({unit}, since, until, at)

    def codes(
        self, by: Actor, fact: str, since: dt.date, until: dt.date, at: dt.datetime,
        where: Sequence[Mapping[str, Collection[str]]],
    ) -> list[str] | None:  # fmt: skip
        """Codes behind a number, for whoever may open rows; of denunciations none for anybody (R6.45)."""
        behind = COUNTED[fact][1] if fact in COUNTED else None
        if behind is None or not policies.can_open_rows(by):
            return None
        return behind(by, since, until, at, where)

    def told(
        self, by: Actor, fact: str, since: dt.date, until: dt.date, at: dt.datetime,
        where: Sequence[Mapping[str, Collection[str]]],
    ) -> list[Mapping[str, str]]:  # fmt: skip
        """What stands behind a number in words, for whoever may open rows and reads these words."""
        words = TOLD.get(fact)
        if words is None or not policies.can_open_rows(by):
            return []
        return list(words(by, since, until, at, where))
