"""Who was told what a document asks, and who has not been yet (S079, S119)."""

import datetime as dt
from dataclasses import dataclass

from motcua.areas.directives import policies
from motcua.areas.directives.choices import DirectiveState
from motcua.areas.directives.models import Directive, Dissemination
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import RESIDENTIAL
from motcua.base.orgs.queries import agency_of, units_on, version_on
from motcua.rules.impossible import NotAllowed

SHOWN = 100


@dataclass(frozen=True)
class Told:
    """A document with its sessions, the first one first, and the units that none was for."""

    directive: Directive
    sessions: list[Dissemination]
    missing: list[str]

    @property
    def people(self) -> int:
        """How many came, over all sessions."""
        return sum(one.present for one in self.sessions)


def own_units(agency: str, on: dt.date) -> dict[str, str]:
    """The agency as a whole and its divisions on the day."""
    own = version_on(agency, on)
    beneath = [one for one in units_on(on, parent=own.code) if one.kind not in RESIDENTIAL]
    return {one.key: one.name for one in [own, *beneath] if agency_of(one.key, on).key == agency}


def to_be_told(found: Directive, on: dt.date) -> dict[str, str]:
    """Units that are told what a document asks: the agency as a whole, its divisions, units that must carry it out."""
    return own_units(found.agency, on) | {row.unit or row.name: row.name for row in found.expected.all()}


def told(found: Directive, own: dict[str, str]) -> Told:
    """Its sessions and who has not been told: one for the agency as a whole was for each of its divisions."""
    sessions = sorted(found.disseminations.all(), key=lambda one: (one.on, one.n))
    reached = {unit for one in sessions for unit in one.units}
    if found.agency in reached:
        reached |= own.keys()
    known = own | {row.unit or row.name: row.name for row in found.expected.all()}
    missing = [name for key, name in known.items() if key not in reached and key != found.agency]
    return Told(found, sessions, missing)


def told_of(found: Directive, on: dt.date) -> Told:
    """Of one document."""
    return told(found, own_units(found.agency, on))


def in_year(by: Actor, year: int, on: dt.date) -> list[Told]:
    """Documents that were issued in a year and are carried out, those that somebody was not told of first."""
    if not policies.can_look(by):
        raise NotAllowed()
    rows = Directive.objects.filter(agency=by.agency, state=DirectiveState.ISSUED, signed_on__year=year)
    own = own_units(by.agency, on)
    found = [
        told(one, own)
        for one in rows.prefetch_related("disseminations", "expected").order_by("-signed_on", "-id")[:SHOWN]
    ]
    return sorted(found, key=lambda one: not one.missing)
