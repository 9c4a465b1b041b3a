"""What is asked of an index set: which unit, days, procedure or official, by whom."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from motcua.areas.indicators import policies
from motcua.areas.indicators.choices.index_sets import current, version_of
from motcua.areas.indicators.queries import facts
from motcua.areas.indicators.queries.units import scope_of, units_below
from motcua.areas.procedures.queries import names_of
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import NoUnitThen, UnitOn, posts_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from motcua.rules.scoring.index_counts import (
    BROUGHT,
    CAME,
    OF_OFFICIALS,
    OF_UNITS,
    Reckoning,
)
from motcua.rules.scoring.index_files import Version
from motcua.rules.scoring.index_sets import IndexSet

LONGEST = 732
DAY = dt.timedelta(days=1)
Span = tuple[dt.date, dt.date]


class NoSuchSet(NotFound):
    text = "Không có bộ chỉ số {code}."


@dataclass(frozen=True)
class Asked:
    """What is asked of a set: which unit, which days (``until`` not included), and of what within it.

    ``as_of`` the day whose units are meant, ``before`` and ``parted`` as ``queries.units`` says them
    """

    version: Version
    root: UnitOn
    units: frozenset[str]
    since: dt.date
    until: dt.date
    procedure: str = ""
    post: str = ""
    as_of: dt.date | None = None
    before: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()

    @property
    def last(self) -> dt.date:
        """The last day counted."""
        return self.until - dt.timedelta(days=1)

    @property
    def estimate(self) -> bool:
        """Reckoned back to days before the set was made (R4.19)."""
        return self.since < self.version.since

    @property
    def scope(self) -> str:
        """For whom: a unit, an official, or a procedure."""
        return "official" if self.post else "procedure" if self.procedure else "unit"

    @property
    def apart(self) -> tuple[str, str]:
        """By which dimension its dossiers are told apart, and the value; blanks of a whole unit."""
        return ("post", self.post) if self.post else ("type", self.procedure) if self.procedure else ("", "")

    @property
    def reckoning(self) -> Reckoning:
        """What is counted of its dossiers."""
        return OF_OFFICIALS if self.post else OF_UNITS

    @property
    def set(self) -> IndexSet:
        """The set with what means anything for this."""
        return self.version.set.within(self.scope)


def listed(by: Actor, on: dt.date) -> list[Version]:
    """The sets in the version of a day."""
    if not policies.can_read(by):
        raise NotAllowed()
    return current(on)


def set_of(name: str, on: dt.date) -> Version:
    """A set by code, or code and year; raises NoSuchSet."""
    found = version_of(name, on)
    if found is None:
        raise NoSuchSet(code=name)
    return found


def asked(
    by: Actor, name: str, since: dt.date, until: dt.date, *, unit: str = "", procedure: str = "", post: str = "",
    as_of: dt.date | None = None, with_predecessors: bool = False, at: dt.datetime,
) -> Asked:  # fmt: skip
    """What somebody asks of a computed set; a unit that is not theirs is not there (``units.scope_of``).

    Of an official only they themselves and their heads (``policies.can_read_official``).
    """
    themself = bool(post) and post == by.post
    if not policies.can_read(by) and not themself:
        raise NotAllowed()
    on = at.astimezone(TZ).date()
    version = set_of(name, min(until - dt.timedelta(days=1), on))
    if not version.computed:
        raise NoSuchSet(code=name)
    if not since < until <= since + dt.timedelta(days=LONGEST):
        raise Invalid(field="tu", text="Chọn kỳ từ một ngày đến hai năm.")
    seen = scope_of(by, unit, on, as_of=as_of, with_predecessors=with_predecessors, themself=themself)
    if seen.root.level == Level.DIVISION:
        raise NoUnitThen(code=seen.root.key, on=f"{seen.on:%d/%m/%Y}")
    if post and (seen.root.key != by.agency or not _may_read(by, post, on)):
        raise NotFound()
    if procedure and not _is_known(procedure, seen.keys, on):
        raise NotFound()
    return Asked(
        version, seen.root, seen.keys, since, until, procedure, post, as_of, seen.before, seen.parted
    )


def _is_known(procedure: str, units: Collection[str], on: dt.date) -> bool:
    """Whether a procedure is in force, or was ever counted of these units."""
    return bool(names_of([procedure], on)) or any(
        procedure in facts.values(of, "type", units) for of in (CAME, BROUGHT)
    )


def _may_read(by: Actor, post: str, on: dt.date) -> bool:
    found = next((one for one in posts_on(on, agency=by.agency) if one.code == post), None)
    return found is not None and policies.can_read_official(by, found)


def for_everybody(root: UnitOn, name: str, since: dt.date, until: dt.date) -> Asked:
    """A computed set of a unit as anybody may know it: points of its groups, and of nobody within it."""
    return Asked(set_of(name, since), root, units_below(root.key, until - dt.timedelta(days=1)), since, until)
