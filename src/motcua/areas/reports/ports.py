"""What reports need from the areas whose work they count."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from motcua.base.journal.ports import Actor


class Facts(Protocol):
    """Facts that the areas at work here offer (``settings.REPORT_FACTS``): numbers, and what stands behind them."""

    def offered(self) -> Collection[str]:
        """Names of the facts."""
        ...

    def rows(
        self, fact: str, unit: str, since: dt.date, until: dt.date, at: dt.datetime
    ) -> Sequence[Mapping[str, Any]]:
        """Narrow rows of the fact for an agency and some days."""
        ...

    def codes(
        self, by: Actor, fact: str, since: dt.date, until: dt.date, at: dt.datetime,
        where: Sequence[Mapping[str, Collection[str]]],
    ) -> list[str] | None:  # fmt: skip
        """Codes behind a number of this actor's own agency; None where none stand behind it, or not for this post."""
        ...

    def told(
        self, by: Actor, fact: str, since: dt.date, until: dt.date, at: dt.datetime,
        where: Sequence[Mapping[str, Collection[str]]],
    ) -> list[Mapping[str, str]]:  # fmt: skip
        """What a table of a report begins with: what stands behind a number, in words this actor may read."""
        ...
