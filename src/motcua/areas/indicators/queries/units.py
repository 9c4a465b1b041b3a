"""Of which units figures are summed: a unit with what lies beneath it, as of a day, and on request what was before."""

import datetime as dt
from dataclasses import dataclass

from motcua.base.orgs.queries import UnitOn, descendants, forebears, version_on


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
