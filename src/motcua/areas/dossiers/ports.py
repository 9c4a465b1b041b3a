"""What is taken over from another system: its cases as plain records, and how its words are ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PastEvent:
    """One line of another system's log: an activity that was done at a moment (``started``: begun, if it says so).

    ``day_only``: the moment is a day without an hour. ``open``: begun, not yet done.
    """

    row: int
    activity: str
    at: dt.datetime
    started: dt.datetime | None = None
    who: str = ""
    unit: str = ""
    day_only: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case of another system as its log tells it, events in the order of time.

    ``external`` its number there; ``due_day``: the due date is a day without an hour; ``applicant`` only what the map
    names (kind, name, id_number, phone, email, address).
    """

    external: str
    events: tuple[PastEvent, ...]
    procedure: str = ""
    received: dt.datetime | None = None
    finished: dt.datetime | None = None
    due: dt.datetime | None = None
    due_day: bool = False
    applicant: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotRead:
    """A line that could not be read: its number (from 1), why, and the case that is left out for it."""

    row: int
    reason: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class PastLog:
    """A whole log: its cases, how many events it has, what could not be read, and which column was taken for what.

    A case is read whole or not at all. ``repeated``: lines that say what another line says, left out.
    """

    cases: tuple[PastCase, ...]
    events: int
    rejected: tuple[NotRead, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """How the words of another system are ours.

    ``activities`` its activities → number of the step (from 1) or its name here, or "" for none;
    ``resources`` and ``units`` whoever acted there → code of a post here; ``procedures`` its names → codes;
    ``procedure`` when the log names none; ``ends`` activities that end a case, empty: read from the log itself.
    """

    source: str
    unit: str
    procedure: str = ""
    activities: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    procedures: Mapping[str, str] = field(default_factory=dict)
    ends: frozenset[str] = frozenset()
