"""What synchronisation needs from outside: the National Public Service Portal, as we see it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class NotReached(Exception):
    """No answer, or one that means "later": the message may have arrived, it is sent again."""


class Refused(Exception):
    """The portal will not take this message as it is; it said why."""


@dataclass(frozen=True)
class Listed:
    """A dossier as the portal lists it: code, state, and which of our events it knows last."""

    code: str
    state: str
    seq: int
    updated_at: str


class Portal(Protocol):
    """The portal: takes a state of a dossier, lists what it knows of a day of reception."""

    def put(self, *, key: str, message: Mapping[str, Any]) -> None:
        """Hand a state over; the same ``key`` is the same message, however often. Raises NotReached, Refused."""
        ...

    def listing(self, *, unit: str, day: dt.date) -> Sequence[Listed]:
        """What it knows of the dossiers that came in at a unit on a day. Raises NotReached, Refused."""
        ...
