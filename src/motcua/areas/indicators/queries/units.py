"""Of which units figures are summed: a unit with what lies beneath it, as of a day, and on request what was before."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from motcua.areas.indicators import policies
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import (
    NoUnitThen,
    UnitOn,
    descendants,
    forebears,
    last_version,
    version_on,
)
from motcua.rules.impossible import Invalid, NotAllowed


@dataclass(frozen=True)
class Scope:
    """The units of a figure.

    ``keys``    identities that are summed
    ``before``  those that ended and are summed with them, because one of these took their place, or the main part
                of it; a figure that has any must say so
    ``parted``  those of which only a part came here: their figures are not summed, the main part went elsewhere
    """

    root: UnitOn
    on: dt.date
    keys: frozenset[str]
    before: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()


def units_below(root: str, on: dt.date) -> frozenset[str]:
    """Identities of a unit and of everything beneath it on the day."""
    return descendants(root, on)


def scope(root: str, on: dt.date, *, with_predecessors: bool = False) -> Scope:
    """A unit with what lies beneath it on the day; ``with_predecessors``: also those in whose place they stand.

    A unit that was divided is summed with the heir of its main part only, so that figures of units add up to those
    above them. Raises NotFound for a unit that does not live on the day.
    """
    top, keys = version_on(root, on), descendants(root, on)
    if not with_predecessors:
        return Scope(top, on, keys)
    past = forebears(keys, on)
    whole = frozenset(one.key for one in past if one.main) - keys
    part = frozenset(one.key for one in past) - whole - keys
    return Scope(top, on, keys | whole, whole, part)


def known_on(key: str, on: dt.date) -> UnitOn:
    """A unit as it is on the day, or as it was last when it does not live then."""
    try:
        return version_on(key, on)
    except NoUnitThen:
        return last_version(key)


def name_on(key: str, on: dt.date) -> str:
    """What a unit is called on the day, with its years where it had ended by then: another may bear its name now."""
    unit = known_on(key, on)
    ended = unit.valid_to is not None and unit.valid_to <= on
    return (
        f"{unit.name} ({unit.valid_from.year}–{unit.valid_to.year})" if ended and unit.valid_to else unit.name
    )


def left_out(keys: Collection[str], since: dt.date, on: dt.date) -> frozenset[str]:
    """Units that lived within days from ``since`` and in whose place these stand now: their figures are their own."""
    return frozenset(one.key for one in forebears(keys, on) if one.main and one.on > since) - frozenset(keys)


def scope_of(
    by: Actor, unit: str, today: dt.date, *, as_of: dt.date | None = None, with_predecessors: bool = False,
    themself: bool = False,
) -> Scope:  # fmt: skip
    """What an official sees summed: the unit asked for (the post's own agency when none) with what lies beneath it.

    ``as_of``  the day whose units are meant, today when none. Of another day a post sees those in whose place the units
    stand that are its own today: nobody sees more because it was once theirs. Any other unit is not there.
    ``themself``  an official who asks for nothing but what they did themselves needs no more
    """
    if not policies.can_read(by) and not themself:
        raise NotAllowed()
    root, on = unit or by.agency, as_of or today
    if on > today:
        raise Invalid(field="co-cau", text="Chọn ngày của cơ cấu đơn vị không sau hôm nay.")
    own = _own(by, today, past=as_of is not None or with_predecessors)
    if root not in own:
        raise NoUnitThen(code=root, on=f"{on:%d/%m/%Y}")
    try:
        found = scope(root, on, with_predecessors=with_predecessors)
    except NoUnitThen as error:
        if as_of is None:
            raise
        raise Invalid(
            field="co-cau",
            text="{name} không có vào ngày {on}. Chọn ngày khác, hoặc đơn vị có vào ngày đó.",
            name=last_version(root).name,
            on=f"{on:%d/%m/%Y}",
        ) from error
    return Scope(found.root, on, found.keys & own, found.before & own, found.parted)


def to_ask(by: Actor, today: dt.date, as_of: dt.date | None = None) -> list[UnitOn]:
    """The units that an official may ask for as of a day, by official code; divisions only as one's own agency."""
    on, found = as_of or today, []
    for key in _own(by, today, past=as_of is not None):
        try:
            unit = version_on(key, on)
        except NoUnitThen:
            continue
        if unit.level != Level.DIVISION or key == by.agency:
            found.append(unit)
    return sorted(found, key=lambda unit: unit.code)


def _own(by: Actor, today: dt.date, *, past: bool) -> frozenset[str]:
    """Whose figures a post may read: units of today, and those in whose place they stand."""
    keys = descendants(by.agency, today) if policies.can_look_below(by) else frozenset({by.agency})
    return keys | frozenset(one.key for one in forebears(keys, today) if one.main) if past else keys
