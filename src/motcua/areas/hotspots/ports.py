"""What hot spots need from areas beside this one."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Said:
    """So many matters of a subject came to a unit in a window of days (its number). Nobody in it."""

    unit: str
    subject: str
    window: int
    matters: int


class Voices(Protocol):
    """What people say beside petitions (``settings.HEAT_VOICES``): numbers by unit, subject and window."""

    def first(self, units: Collection[str]) -> Mapping[str, dt.date]:
        """The day of the first of each of these units that has one."""
        ...

    def came(self, units: Collection[str], starts: Sequence[dt.date], until: dt.date) -> Sequence[Said]:
        """What came in the windows that begin on ``starts``, oldest first, and end before ``until``."""
        ...
