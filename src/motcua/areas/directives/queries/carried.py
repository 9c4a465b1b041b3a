"""Which units must issue a document of their own for a directive, and what they issued (R8.15)."""

import datetime as dt
from collections.abc import Container, Sequence
from dataclasses import dataclass

from motcua.areas.directives import policies
from motcua.areas.directives.choices import (
    DirectiveState,
)
from motcua.areas.directives.events import ANSWER_MENDED, ANSWERED
from motcua.areas.directives.models import (
    Directive,
    Expected,
)
from motcua.areas.directives.queries.documents import events, own_units, sees
from motcua.areas.directives.queries.house import at_work
from motcua.base.journal.ports import Actor


@dataclass(frozen=True)
class Carried:
    """A unit that must issue its own document, and what it issued: ``number``, ``on``; none yet.

    ``outside``  it does not keep its directives here: what it issued is noted by hand
    """

    expected: Expected
    number: str
    on: dt.date | None
    outside: bool

    @property
    def late(self) -> bool:
        """Whether it was issued after the day."""
        return self.on is not None and self.on > self.expected.due_on

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the day has passed and nothing was issued."""
        return self.on is None and self.expected.due_on < today


def _carried(rows: Sequence[Expected], there: Container[str]) -> list[Carried]:
    """What became of each: what it issued here of which the directive is the parent, or what was noted. ``there``:
    units in which somebody works here."""
    parents = {row.directive_id for row in rows}
    own = Directive.objects.filter(parent__in=parents, agency__in=[row.unit for row in rows if row.unit])
    issued = {
        (child.parent_id, child.agency): child
        for child in own.exclude(state=DirectiveState.DRAFT).order_by("-issued_at")
    }
    found = list[Carried]()
    for row in rows:
        child = issued.get((row.directive_id, row.unit))
        number, on = (child.number, child.signed_on) if child else ("", None)
        found.append(Carried(row, row.number or number, row.issued_on or on, row.unit not in there))
    return found


def cascade(found: Directive, on: dt.date) -> list[Carried]:
    """Every unit that must issue its own document: those that have not yet first, the soonest due on top."""
    rows = list(Expected.objects.filter(directive=found).order_by("n"))
    carried = _carried(rows, at_work(on) if rows else ())
    return sorted(carried, key=lambda one: (one.on is not None, one.expected.due_on, one.expected.n))


def answered_itself(found: Directive, n: int) -> bool:
    """Whether a unit said itself what it issued, the last time it was said."""
    said = [
        event.facts.get("own", False) for event in events(found.subject)
        if event.kind in (ANSWERED.name, ANSWER_MENDED.name) and event.facts.get("n") == n
    ]  # fmt: skip
    return bool(said and said[-1])


def asked(by: Actor, found: Directive) -> Carried | None:
    """What a directive asks of this actor's own unit, and what it issued."""
    own = own_units(by, found)
    rows = Expected.objects.filter(directive=found, unit__in=own).order_by("n")
    return next(iter(_carried(list(rows[:1]), own)), None)


def to_carry_out(by: Actor) -> list[Carried]:
    """Directives that this actor's agency or division must carry out by a document of its own, and has not yet, the
    soonest due first."""
    if not policies.can_look(by):
        return []
    own = {by.agency, by.unit} - {""}
    rows = Expected.objects.filter(unit__in=own, issued_on=None)
    rows = rows.exclude(directive__state=DirectiveState.CLOSED).select_related("directive")
    return [one for one in _carried(list(rows.order_by("due_on", "id")), own) if one.on is None]


def not_carried(by: Actor, on: dt.date) -> list[Carried]:
    """Units whose day to issue their own document has passed with nothing issued, over the agency's directives that
    are carried out, the longest first."""
    if not policies.can_look(by):
        return []
    rows = Expected.objects.filter(
        directive__agency=by.agency, directive__state=DirectiveState.ISSUED, issued_on=None, due_on__lt=on
    )
    found = list(rows.select_related("directive").order_by("due_on", "id"))
    return [one for one in _carried(found, {row.unit for row in found}) if one.on is None]


def parent_for(by: Actor, code: str) -> Directive | None:
    """A directive that one of this agency may carry out: its own, or one of above that expects it to."""
    if not code:
        return None
    found = Directive.objects.filter(code=code).exclude(state=DirectiveState.DRAFT).first()
    return found if found is not None and sees(by, found) else None
