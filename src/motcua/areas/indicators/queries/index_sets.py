"""The index of QĐ 766/QĐ-TTg counted (DOMAIN §4): for any unit, procedure, official and days; the rows behind a point.

Counts come from narrow queries of the areas, every one for many units and many spans at once: a page of one unit, a
ranking of its units and a history of months cost the same few queries. What nothing counts yet is not there, so the
set says it has no source.
"""

import contextlib
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings

from motcua.areas.certification.queries import copying
from motcua.areas.complaints import queries as complaints
from motcua.areas.dossiers.queries.indexed import Late
from motcua.areas.dossiers.queries.indexed import lateness as dossiers_late
from motcua.areas.feedback.policies import can_see as may_see_feedback
from motcua.areas.feedback.queries import indexed as feedback
from motcua.areas.fees.queries import indexed as fees
from motcua.areas.indicators import policies
from motcua.areas.indicators.choices.index_sets import DISPLEASED, FILED, current, version_of
from motcua.areas.indicators.models import PortalFigure
from motcua.areas.indicators.queries import cells, facts
from motcua.areas.indicators.queries.definitions import definition
from motcua.areas.indicators.queries.figures import Figure, by_dimension, figures
from motcua.areas.indicators.queries.figures import Part as OfWhole
from motcua.areas.indicators.queries.units import known_on, scope_of, units_below
from motcua.areas.procedures.queries import indexed as procedures
from motcua.areas.procedures.queries import names_of
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import NoUnitThen, UnitOn, posts_on
from motcua.rules import counting
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from motcua.rules.scoring.index_counts import (
    BROUGHT,
    CAME,
    CAME_ONLINE,
    COMPLAINED,
    COUNTS,
    OF_OFFICIALS,
    OF_UNITS,
    Part,
    Reckoning,
)
from motcua.rules.scoring.index_files import Version
from motcua.rules.scoring.index_sets import IndexSet, Share, Sheet, ranks, score

LONGEST = 732
DAY = dt.timedelta(days=1)
Span = tuple[dt.date, dt.date]
Shares = Mapping[tuple[str, int], Mapping[str, Share]]
"""(unit, which span) → count → what was counted."""
FROM_PORTAL: Mapping[str, str] = {
    "PAYMENT_INTEGRATED": "portal_payment", "SYNCED_WITH": "portal_synced", "CITIZEN_DATA_DOSSIER": "portal_dossiers",
    "CITIZEN_DATA_PROCEDURE": "portal_procedures", "DOSSIER_SYNC": "portal_received",
}  # fmt: skip
"""Items of which the national portal alone knows all or a part, with the count that its figures fill."""
TOLD_OF_ALL = frozenset({*FROM_PORTAL.values(), "synced"})
"""Counts that are said of all units together only where every one of them has a source."""
PAGES = {
    "dossiers": frozenset({*COUNTS, "paid_online"}),
    "feedback": frozenset(feedback.COUNTS),
    "procedures": frozenset({*procedures.COUNTS, "online_used", "procedure_paid_online"}),
}
"""What stands behind a count; behind the others are no rows."""


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


@dataclass(frozen=True)
class Standing:
    """A unit with its points and its place among those one may see."""

    unit: UnitOn
    sheet: Sheet
    place: int


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


def sheet(one: Asked, at: dt.datetime) -> Sheet:
    """The set of the whole subtree."""
    found = shares(one, [(one.since, one.until)], at)
    return _scored(one.set, _added(found, 0))


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
    counted = _apart(one, OF_UNITS, "type", types, at)
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
    counted = _apart(one, OF_OFFICIALS, "post", sorted(posts), at)
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


def _apart(
    one: Asked, reckoning: Reckoning, dimension: str, values: Sequence[str], at: dt.datetime
) -> dict[str, dict[str, Share]]:
    """What is counted of the dossiers of each value of a dimension."""
    (since, until), today = _over([(one.since, one.until)], at)[0], at.astimezone(TZ).date()
    asked = {(part.measure, part.stock) for part in reckoning.parts}
    sums = cells.by_values(asked, one.units, since, until, dimension, values)
    if until > today:
        ahead = (reckoning.not_yet, False)
        for value, amount in cells.by_values([ahead], one.units, today, until, dimension, values)[
            ahead
        ].items():
            sums[reckoning.late.measure, True][value] -= amount
    found = {value: reckoning.shares(_amounts(sums, value)) for value in values}
    return {value: {name: Share(*pair) for name, pair in counts.items()} for value, counts in found.items()}


def _amounts(
    sums: Mapping[tuple[counting.Measure, bool], Mapping[Any, int]], key: object
) -> Callable[[Part], int]:
    """What every sum comes to for one part of the whole."""
    return lambda part: sums[part.measure, part.stock].get(key, 0)


def history(one: Asked, months: int, at: dt.datetime) -> list[tuple[dt.date, Sheet]]:
    """The set of each of the last months up to the last day asked for, the oldest first."""
    spans: list[Span] = []
    first = one.last.replace(day=1)
    for _ in range(months):
        after = (first + dt.timedelta(days=32)).replace(day=1)
        spans.insert(0, (first, after))
        first = (first - dt.timedelta(days=1)).replace(day=1)
    found = shares(one, spans, at)
    return [(span[0], _scored(one.set, _added(found, i))) for i, span in enumerate(spans)]


def _scored(of: IndexSet, counted: Mapping[str, Share]) -> Sheet:
    return score(of, {leaf.code: counted.get(leaf.counts) for leaf in of.leaves if leaf.counts})


def _added(found: Shares, i: int) -> dict[str, Share]:
    """The shares of all units of a span together: both parts are sums; what the portal does not say of all is none."""
    parts: dict[str, list[Share]] = defaultdict(list)
    units = sum(n == i for _unit, n in found)
    for (_unit, n), counted in found.items():
        for name, share in counted.items():
            if n == i:
                parts[name].append(share)
    return {
        name: Share(sum(one.numerator for one in shares_), sum(one.denominator for one in shares_))
        for name, shares_ in parts.items()
        if name not in TOLD_OF_ALL or len(shares_) == units
    }


def shares(one: Asked, spans: Sequence[Span], at: dt.datetime) -> Shares:
    """What is counted of every unit within every span; the unit asked for is there whatever it did."""
    found: dict[tuple[str, int], dict[str, tuple[int, int]]] = defaultdict(dict)
    _of_dossiers(one, _over(spans, at), at, found)
    if not one.post:
        _of_unit(one, spans, at, found)
    known = {unit for unit, _i in found}
    if one.root.level != Level.PROVINCE:
        known.add(one.root.key)
    empty = dict.fromkeys(one.reckoning.counts, (0, 0))
    if not one.post:
        empty |= dict.fromkeys((*fees.COUNTS, *feedback.COUNTS, "electronic_copies"), (0, 0))
        if not settings.PORTAL_URL:
            empty.pop("synced")
    return {
        (unit, i): {name: Share(*pair) for name, pair in {**empty, **found.get((unit, i), {})}.items()}
        for unit in known or {one.root.key}
        for i in range(len(spans))
    }


def _over(spans: Sequence[Span], at: dt.datetime) -> list[Span]:
    """Spans no longer than to the end of today: what is to come is not counted yet."""
    end = at.astimezone(TZ).date() + DAY
    return [(min(since, end), min(until, end)) for since, until in spans]


def _of_dossiers(
    one: Asked, spans: Sequence[Span], at: dt.datetime,
    found: dict[tuple[str, int], dict[str, tuple[int, int]]],
) -> None:  # fmt: skip
    """What is counted of dossiers, from cells (``rules.scoring.index_counts``)."""
    reckoning, (dimension, value) = one.reckoning, one.apart
    split = counting.split(dimension, value) if dimension else ""
    sums = cells.by_span(
        {(part.measure, part.stock) for part in reckoning.parts}, one.units, spans, split=split
    )
    today = at.astimezone(TZ).date()
    if spans[-1][1] > today:  # the last day is not over
        ahead = (reckoning.not_yet, False)
        late = sums[reckoning.late.measure, True]
        for (unit, _), amount in cells.by_span([ahead], one.units, [(today, today + DAY)], split=split)[
            ahead
        ].items():
            for i in (i for i, (_, until) in enumerate(spans) if until > today):
                late[unit, i] = late.get((unit, i), 0) - amount
    for key in {key for of in sums.values() for key in of}:
        found[key] |= reckoning.shares(_amounts(sums, key))


def _of_unit(
    one: Asked,
    spans: Sequence[Span],
    at: dt.datetime,
    found: dict[tuple[str, int], dict[str, tuple[int, int]]],
) -> None:
    """What is of no official: payment, feedback, copies, the procedures themselves."""
    over = _over(spans, at)
    whole = (min(since for since, _ in spans), max(until for _, until in spans))
    for key, counts in fees.indexed(one.units, spans, procedure=one.procedure).items():
        found[key] |= counts
    if not one.procedure:
        for key, counts in feedback.indexed(one.units, spans, at).items():
            found[key] |= counts
        _complained(one.units, over, found)
        _copies(one.units, spans, whole, found)
        _of_portal(one.units, spans, found)
    _synced(found)
    _procedures(one, spans, at, cells.types_by_span(CAME_ONLINE, one.units, over), found)


def portal_figures(units: Collection[str], since: dt.date, until: dt.date) -> list[PortalFigure]:
    """What the portal says of months that lie within some days, the last word of each, by item and month."""
    rows = PortalFigure.objects.filter(unit__in=units, month__gte=since, month__lt=until)
    last = {(row.unit, row.item, row.month): row for row in rows.order_by("item", "month", "n")}
    return [row for row in last.values() if counting.after(counting.MONTH, row.month) <= until]


def _of_portal(
    units: Collection[str], spans: Sequence[Span], found: dict[tuple[str, int], dict[str, tuple[int, int]]]
) -> None:
    """Figures of the portal where it says one of every month of a span; of anything less there is none."""
    told = portal_figures(units, min(since for since, _ in spans), max(until for _, until in spans))
    for i, (since, until) in enumerate(spans):
        months = list(counting.steps(counting.MONTH, since, until))
        whole = since.day == 1 and until.day == 1
        by: dict[tuple[str, str], list[PortalFigure]] = defaultdict(list)
        for row in told:
            if whole and since <= row.month < until:
                by[row.unit, row.item].append(row)
        for (unit, item), rows in by.items():
            if len(rows) == len(months):
                found[unit, i][FROM_PORTAL[item]] = (
                    sum(row.numerator for row in rows), sum(row.denominator for row in rows)
                )  # fmt: skip


def _synced(found: dict[tuple[str, int], dict[str, tuple[int, int]]]) -> None:
    """DOSSIER_SYNC divides by the larger of our dossiers and the portal's (§4.2), and is there only with a source.

    The source is the portal's own acknowledgement, or its figure of every month noted with the paper that says it. The
    specification's fallback, a share of last year's total, is not used: what came in is always known here.
    """
    for counts in found.values():
        right, ours = counts.pop("synced", (0, 0))
        told = counts.pop("portal_received", None)
        every = max(ours, told[1] if told else 0)
        if settings.PORTAL_URL or right:
            counts["synced"] = (right, every)
        elif told is not None:
            counts["synced"] = (min(told[0], every), every)


def _complained(
    units: Collection[str], spans: Sequence[Span], found: dict[tuple[str, int], dict[str, tuple[int, int]]]
) -> None:
    """Each complaint about how dossiers are handled takes one dossier off those that pleased; none below nought."""
    for key, said in cells.by_span([(COMPLAINED, False)], units, spans)[COMPLAINED, False].items():
        if "dossier_satisfied" in found.get(key, ()):
            pleased, all_ = found[key]["dossier_satisfied"]
            found[key]["dossier_satisfied"] = (max(pleased - said, 0), all_)


def _copies(
    units: Collection[str], spans: Sequence[Span], whole: Span,
    found: dict[tuple[str, int], dict[str, tuple[int, int]]],
) -> None:  # fmt: skip
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in whole)
    electronic, every = copying(units, start, end)
    for i, (since, until) in enumerate(spans):
        with_any, with_electronic = (_units_of(days, since, until) for days in (every, electronic))
        for unit in with_any:
            found[unit, i]["electronic_copies"] = (int(unit in with_electronic), 1)


def _units_of(days: Iterable[tuple[str, dt.date]], since: dt.date, until: dt.date) -> set[str]:
    return {unit for unit, on in days if since <= on < until}


def _procedures(
    one: Asked, spans: Sequence[Span], at: dt.datetime, online: Mapping[tuple[str, int], set[str]],
    found: dict[tuple[str, int], dict[str, tuple[int, int]]],
) -> None:  # fmt: skip
    """Procedures that a level carries out: for every unit at which anything was counted, else the one asked for."""
    on = at.astimezone(TZ).date()
    working = {unit for unit, _i in found} or {one.root.key}
    levels: dict[str, list[procedures.Procedures]] = {}
    for unit in working:
        level = known_on(unit, on).level
        if level not in levels:
            levels[level] = procedures.indexed(level, spans, on, unit=unit, procedure=one.procedure)
        for i, kept in enumerate(levels[level]):
            offered = kept.right["online_offered"]
            counts = {name: kept.share(name) for name in procedures.COUNTS}
            counts["online_used"] = (len(online.get((unit, i), set()) & offered), len(offered))
            found[unit, i] |= counts


def lost(by: Actor, one: Asked, code: str, at: dt.datetime) -> tuple[str, list[str]]:
    """(what they are, codes) of the rows that a point was lost by (R4.18): of the post's own agency only."""
    if not policies.can_open_rows(by) and one.post != by.post:
        raise NotAllowed()
    leaf = next((leaf for leaf in one.set.leaves if leaf.code == code), None)
    page = next((page for page, counts in PAGES.items() if leaf is not None and leaf.counts in counts), "")
    if leaf is None or not page or one.root.key != by.agency:
        raise NotFound()
    return page, _lost(by, one, leaf.counts, at)


def complained(by: Actor, one: Asked, code: str, at: dt.datetime) -> list[tuple[str, str]]:
    """(what, code) of what takes off points beside the dossiers of an item (R4.18): feedback, and complaints that this
    post may see."""
    leaf = next((leaf for leaf in one.set.leaves if leaf.code == code), None)
    counts = leaf is not None and leaf.counts == "dossier_satisfied" and one.scope == "unit"
    if not counts or one.root.key != by.agency or not policies.can_open_rows(by):
        return []
    since, until = _over([(one.since, one.until)], at)[0]
    told = {
        kind: sorted(found for found, _n in facts.by_code(COMPLAINED, [by.agency], since, until, type=[kind]))
        for kind in ("feedback", "complaint")
    }
    found = [("feedback", code) for code in told["feedback"] if may_see_feedback(by, by.agency)]
    for code in told["complaint"]:
        with contextlib.suppress(NotFound):
            found.append(("complaint", complaints.one(by, code).code))
    return found


def lateness(by: Actor, one: Asked, code: str, codes: Collection[str], at: dt.datetime) -> dict[str, Late]:
    """By how much dossiers behind an item about time are late, by both clocks (R4.18); of other items nothing."""
    leaf = next((leaf for leaf in one.set.leaves if leaf.code == code), None)
    if leaf is None or leaf.counts not in OF_OFFICIALS.counts or not _opens(by, one):
        return {}
    return dossiers_late(by, codes, one.since, one.until, at)


def _opens(by: Actor, one: Asked) -> bool:
    """Codes are for who may open rows, and for officials who look at themselves."""
    own = one.post == by.post and bool(by.post)
    return one.root.key == by.agency and (policies.can_open_rows(by) or own)


def reasons(by: Actor, one: Asked, code: str, codes: Collection[str], at: dt.datetime) -> dict[str, str]:
    """Why rows lost a point, where it is not plain from the item itself (R4.18): what is lacking, how it was paid or
    filed, that a dossier in time displeased."""
    leaf = next((leaf for leaf in one.set.leaves if leaf.code == code), None)
    match leaf.counts if leaf is not None else "":
        case "content_full":
            return procedures.lacking(codes, min(one.last, at.astimezone(TZ).date()))
        case "paid_online":
            return fees.paid_how(by, codes)
        case "online_filed":
            return _filed(by, one, codes, at)
        case "dossier_satisfied":
            late = lateness(by, one, code, codes, at)
            in_time = [row for row, of in late.items() if not of.index and not of.too_often]
            return {row: str(DISPLEASED) for row in in_time}
    return {}


def _filed(by: Actor, one: Asked, codes: Collection[str], at: dt.datetime) -> dict[str, str]:
    """How dossiers that are not counted as filed online came, by the very facts that are counted."""
    if not _opens(by, one):
        return {}
    (since, until), wanted = _over([(one.since, one.until)], at)[0], set(codes)
    return {
        row: str(FILED.get(channel, channel))
        for channel in facts.values(CAME, "channel", [by.agency])
        for row, _n in facts.by_code(CAME, [by.agency], since, until, channel=[channel])
        if row in wanted
    }


def _lost(by: Actor, one: Asked, count: str, at: dt.datetime) -> list[str]:
    span = (one.since, one.until)
    if count in feedback.COUNTS:
        return feedback.indexed_codes(by, count, *span, at)
    if count == "paid_online":
        return fees.indexed_codes(by, *span, procedure=one.procedure)
    if count in COUNTS:
        return _wrong(by.agency, one, count, at)
    if count == "procedure_paid_online":
        return fees.unpaid_procedures(by, *span)
    on = at.astimezone(TZ).date()
    kept = procedures.indexed(one.root.level, [span], on, unit=by.agency, procedure=one.procedure)[0]
    if count == "online_used":
        used = cells.types_by_span(CAME_ONLINE, [by.agency], _over([span], at))
        return sorted(kept.right["online_offered"] - used.get((by.agency, 0), set()))
    return kept.lost(count)


def _wrong(agency: str, one: Asked, count: str, at: dt.datetime) -> list[str]:
    """Codes of the dossiers that a count takes off: of the very facts that it sums."""
    (since, until), today = _over([(one.since, one.until)], at)[0], at.astimezone(TZ).date()
    dimension, value = one.apart
    where = {dimension: [value]} if dimension else {}
    totals: dict[str, int] = defaultdict(int)

    def add(measure: counting.Measure, first: dt.date | None, end: dt.date, sign: int) -> None:
        for code, amount in facts.by_code(measure, [agency], first, end, **where):
            totals[code] += sign * amount

    for part in one.reckoning.counts[count][1]:
        add(part.measure, None if part.stock else since, until, part.sign)
        if part == one.reckoning.late and until > today:
            add(one.reckoning.not_yet, today, until, -part.sign)
    return sorted((code for code, amount in totals.items() if amount > 0), reverse=True)


def average_hours(one: Asked) -> Figure | None:
    """Working hours that a dossier took on average: shown beside the set, worth no points (R4.12)."""
    if one.post:
        return None
    hours = definition("dossiers.average_hours", one.last)
    if one.procedure:
        hours = hours.narrowed("type", [one.procedure])
    return figures([hours], one.units, one.since, one.until)[hours.id]


def classified(one: Asked) -> list[OfWhole]:
    """Feedback received by its category, the most first: shown beside the set, worth no points (R4.17)."""
    if one.scope != "unit":
        return []
    return by_dimension(definition("feedback.received", one.last), one.units, one.since, one.until, "type")


def gained(points: Decimal) -> str:
    """Points as people read them: 1,5; 6."""
    return f"{points:.2f}".rstrip("0").rstrip(".").replace(".", ",")
