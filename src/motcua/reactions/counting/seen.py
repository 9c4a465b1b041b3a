"""What builders of facts read: events, the chain each stands in, and rows that do not change afterwards.

Everything for a batch of events is read at once. Of a chain only what lies before an event is seen, however late it is
counted, so that counting again gives the same facts.
"""

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from motcua.areas.cases.queries import Stay, stays
from motcua.areas.dossiers.queries.counted import Kept, kept
from motcua.areas.synchronisation.queries import Reached, first_acknowledged
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.queries import Told, chains
from motcua.rules.calendar import TZ

if TYPE_CHECKING:
    from motcua.base.journal.models import Event

DOSSIER = "dossier:"
TAKEN_THERE = "dispatch.acknowledged"


def day_of(moment: dt.datetime) -> dt.date:
    """The day of a moment here."""
    return moment.astimezone(TZ).date()


def moment(text: object) -> dt.datetime | None:
    """A moment as the journal writes it."""
    return dt.datetime.fromisoformat(text) if isinstance(text, str) and text else None


@dataclass(frozen=True)
class Seen:
    """One event, and what builders may know beside it."""

    event: "Event"
    chain: Sequence[Told]
    dossier: Kept | None
    left: Sequence[Stay]
    reached: Reached | None = None

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the event says."""
        facts: Mapping[str, Any] = self.event.facts
        return facts

    @property
    def day(self) -> dt.date:
        """The day on which it happened."""
        return day_of(self.event.at)

    @property
    def kind(self) -> str:
        """Kind of what it is about: the first part of its subject."""
        return self.event.subject.partition(":")[0]

    @property
    def code(self) -> str:
        """Public code of what it is about."""
        return str(self.facts.get("code") or self.event.subject.partition(":")[2])[:48]

    @property
    def dossier_code(self) -> str:
        """Public code of the dossier that it is about, or that it is sent of."""
        return _dossier_of(self.event)[:48]

    @functools.cached_property
    def earlier(self) -> list[Told]:
        """The events of its subject before it, oldest first."""
        return [one for one in self.chain if one.n < self.event.n]

    @property
    def told(self) -> Told:
        """The event as a link of its chain."""
        one = self.event
        return Told(one.n, one.at, one.kind, self.facts, one.unit, one.on_behalf_of or one.by_post)

    def then(self, told: Told) -> "Seen":
        """What was seen at an earlier event of the chain."""
        event = type(self.event)(
            n=told.n, at=told.at, kind=told.kind, subject=self.event.subject, unit=told.unit, facts=told.facts,
            by_post=told.post,
        )  # fmt: skip
        return replace(self, event=event)

    @property
    def unit_before(self) -> str:
        """The unit that had it before this event: another one where the event brought it to a successor (R11.9)."""
        return (self.earlier[-1].unit if self.earlier else "") or self.event.unit

    def unit_at(self, moment: dt.datetime) -> str:
        """The unit that had it at a moment: what was counted then stays with it, whoever has it now."""
        then = [one.unit for one in self.chain if one.at <= moment and one.unit]
        return then[-1] if then else self.event.unit

    def last(self, name: str, default: str = "") -> str:
        """What was last said under a name, by it or before it."""
        for facts in (self.facts, *(one.facts for one in reversed(self.earlier))):
            if facts.get(name):
                return str(facts[name])
        return default

    def worked(self, start: dt.datetime, end: dt.datetime) -> int:
        """Working minutes of its unit between two moments."""
        return calendar_for(self.event.unit).working_seconds_between(start, end) // 60 if start < end else 0


def together(events: Sequence["Event"]) -> Iterator[Seen]:
    """Each event with what builders may know, in their order; a handful of queries for all."""
    of = {event.seq: _dossier_of(event) for event in events}
    codes = {code for code in of.values() if code}
    subjects = {event.subject for event in events} | {DOSSIER + code for code in codes}
    known, dossiers = chains(subjects), kept(codes)
    reached = first_acknowledged(codes)
    ended = {code: _ended(events, code) for code in codes}
    visits = stays({code: numbers for code, numbers in ended.items() if numbers})
    for event in events:
        code = of[event.seq]
        subject = DOSSIER + code if code else event.subject
        yield Seen(
            event, known.get(subject, ()), dossiers.get(code),
            [visits[code, n] for n in _numbers(event) if (code, n) in visits], reached.get(code),
        )  # fmt: skip


def _dossier_of(event: "Event") -> str:
    """Code of the dossier that an event is about, or whose state the portal took; "" of everything else."""
    if event.subject.startswith(DOSSIER):
        return event.subject.partition(":")[2]
    return str(event.facts.get("code", "")) if event.kind == TAKEN_THERE else ""


def _numbers(event: "Event") -> list[int]:
    """The stays at steps that an event ended, as it says by the rows that it wrote."""
    rows: Iterable[str] = event.facts.get("rows", ())
    return [int(row.split(".")[1]) for row in rows if row.startswith("visit.") and row.endswith(".end")]


def _ended(events: Sequence["Event"], code: str) -> set[int]:
    return {n for event in events if event.subject == DOSSIER + code for n in _numbers(event)}
