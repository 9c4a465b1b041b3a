"""Points and places: of a unit and those beneath it, of procedures, of officials, of months."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from motcua.areas.indicators import policies
from motcua.areas.indicators.queries import facts
from motcua.areas.indicators.queries.index_sets.asking import Asked, Span
from motcua.areas.indicators.queries.index_sets.counted import added, apart, shares
from motcua.areas.indicators.queries.units import known_on
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import UnitOn, posts_on
from motcua.rules.calendar import TZ
from motcua.rules.scoring.index_counts import (
    BROUGHT,
    CAME,
    OF_OFFICIALS,
    OF_UNITS,
)
from motcua.rules.scoring.index_sets import IndexSet, Share, Sheet, ranks, score


@dataclass(frozen=True)
class Standing:
    """A unit with its points and its place among those one may see."""

    unit: UnitOn
    sheet: Sheet
    place: int


def sheet(one: Asked, at: dt.datetime) -> Sheet:
    """The set of the whole subtree."""
    found = shares(one, [(one.since, one.until)], at)
    return _scored(one.set, added(found, 0))


def by_unit(one: Asked, at: dt.datetime) -> list[Standing]:
    """The units beneath with their points and places, the best first; those in which nothing was counted are not."""
    found = shares(one, [(one.since, one.until)], at)
    on = one.as_of or at.astimezone(TZ).date()
    sheets = {unit: _scored(one.set, counted) for (unit, _i), counted in found.items()}
    places = ranks({unit: made.total for unit, made in sheets.items()})
    standing = [Standing(known_on(unit, on), made, places[unit]) for unit, made in sheets.items()]
    return sorted(standing, key=lambda row: (row.place, row.unit.name))


@dataclass(frozen=True)
class Procedure:
    """A procedure with its dossiers in time of all that ended or stand open, and its place; the best first."""

    code: str
    share: Share
    place: int


def by_procedure(one: Asked, at: dt.datetime) -> list[Procedure]:
    """Procedures by the share of their dossiers that are in time (R4.5–R4.11); those without any are not there."""
    types = sorted({code for of in (CAME, BROUGHT) for code in facts.values(of, "type", one.units)})
    counted = apart(one, OF_UNITS, "type", types, at)
    found = {code: counts["on_time"] for code, counts in counted.items() if counts["on_time"].denominator > 0}
    places = ranks({code: Decimal(share.numerator) / share.denominator for code, share in found.items()})
    made = [Procedure(code, share, places[code]) for code, share in found.items()]
    return sorted(made, key=lambda row: (row.place, -row.share.denominator, row.code))


@dataclass(frozen=True)
class Official:
    """A post with the points of what its official worked on, and its place among ``of`` posts of the agency."""

    post: str
    title: str
    sheet: Sheet
    place: int
    of: int


def by_official(by: Actor, one: Asked, at: dt.datetime) -> list[Official]:
    """Officials of the own agency by their points, the best first; each sees themselves, heads see theirs, nobody else.

    Places are among all that worked on a dossier counted, whoever looks.
    """
    if one.root.key != by.agency or one.procedure:
        return []
    on, of = at.astimezone(TZ).date(), one.version.set.within("official")
    posts = {post.code: post for post in posts_on(on, agency=by.agency)}
    counted = apart(one, OF_OFFICIALS, "post", sorted(posts), at)
    sheets = {
        post: _scored(of, counts) for post, counts in counted.items() if counts["on_time"].denominator > 0
    }
    places = ranks({post: made.total for post, made in sheets.items()})
    made = [
        Official(post, posts[post].title, sheet, places[post], len(sheets))
        for post, sheet in sheets.items()
        if policies.can_read_official(by, posts[post])
    ]
    return sorted(made, key=lambda row: (row.place, row.title))


def history(one: Asked, months: int, at: dt.datetime) -> list[tuple[dt.date, Sheet]]:
    """The set of each of the last months up to the last day asked for, the oldest first."""
    spans: list[Span] = []
    first = one.last.replace(day=1)
    for _ in range(months):
        after = (first + dt.timedelta(days=32)).replace(day=1)
        spans.insert(0, (first, after))
        first = (first - dt.timedelta(days=1)).replace(day=1)
    found = shares(one, spans, at)
    return [(span[0], _scored(one.set, added(found, i))) for i, span in enumerate(spans)]


def _scored(of: IndexSet, counted: Mapping[str, Share]) -> Sheet:
    return score(of, {leaf.code: counted.get(leaf.counts) for leaf in of.leaves if leaf.counts})
