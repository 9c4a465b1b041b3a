"""What surveys need from the areas whose work they ask about."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from motcua.base.messages.ports import Addressee


class Result(NamedTuple):
    """A result that somebody received: code of the dossier, unit that gave it, field of the procedure."""

    code: str
    unit: str
    field: str


class Received(Protocol):
    """Results that people received (``settings.SURVEY_FRAME``; R5.7: only they are asked)."""

    def rows(self, units: Collection[str], since: dt.date, until: dt.date) -> Sequence[Result]:
        """Results received from these units within the days, both included."""
        ...

    def reached(self, codes: Collection[str]) -> dict[str, Addressee]:
        """Where those who received them are told, as far as known; who wishes no messages is left out by the wish."""
        ...
