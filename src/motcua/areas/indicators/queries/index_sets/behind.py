"""The rows that a point was lost by (R4.18)."""

import contextlib
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from motcua.areas.complaints import queries as complaints
from motcua.areas.dossiers.queries.indexed import Late
from motcua.areas.dossiers.queries.indexed import lateness as dossiers_late
from motcua.areas.feedback.policies import can_see as may_see_feedback
from motcua.areas.feedback.queries import indexed as feedback
from motcua.areas.fees.queries import indexed as fees
from motcua.areas.indicators import policies
from motcua.areas.indicators.choices.index_sets import DISPLEASED, FILED
from motcua.areas.indicators.queries import cells, facts
from motcua.areas.indicators.queries.index_sets.asking import Asked
from motcua.areas.indicators.queries.index_sets.counted import so_far
from motcua.areas.procedures.queries import indexed as procedures
from motcua.base.journal.ports import Actor
from motcua.rules import counting
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.scoring.index_counts import (
    CAME,
    CAME_ONLINE,
    COMPLAINED,
    COUNTS,
    OF_OFFICIALS,
)

PAGES = {
    "dossiers": frozenset({*COUNTS, "paid_online"}),
    "feedback": frozenset(feedback.COUNTS),
    "procedures": frozenset({*procedures.COUNTS, "online_used", "procedure_paid_online"}),
}
"""What stands behind a count; behind the others are no rows."""


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
    since, until = so_far([(one.since, one.until)], at)[0]
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
            return _displeased(by, one, codes, at)
    return {}


def _filed(by: Actor, one: Asked, codes: Collection[str], at: dt.datetime) -> dict[str, str]:
    """How dossiers that are not counted as filed online came, by the very facts that are counted."""
    if not _opens(by, one):
        return {}
    (since, until), wanted = so_far([(one.since, one.until)], at)[0], set(codes)
    return {
        row: str(FILED.get(channel, channel))
        for channel in facts.values(CAME, "channel", [by.agency])
        for row, _n in facts.by_code(CAME, [by.agency], since, until, channel=[channel])
        if row in wanted
    }


def _displeased(by: Actor, one: Asked, codes: Collection[str], at: dt.datetime) -> dict[str, str]:
    """Which dossiers were rated badly, by the very facts that are counted."""
    if not _opens(by, one):
        return {}
    (since, until), (dimension, value) = so_far([(one.since, one.until)], at)[0], one.apart
    bad, where = one.reckoning.counts["dossier_satisfied"][1][-1], {dimension: [value]} if dimension else {}
    rated = {row for row, _n in facts.by_code(bad.measure, [by.agency], since, until, **where)}
    return {row: str(DISPLEASED) for row in codes if row in rated}


def _lost(by: Actor, one: Asked, count: str, at: dt.datetime) -> list[str]:
    span = (one.since, one.until)
    if count in feedback.COUNTS:
        return feedback.indexed_codes(by, count, *span, at)
    if count == "paid_online":
        return fees.indexed_codes(by, *span, procedure=one.procedure)
    if count in COUNTS:
        return _wrong(by.agency, one, count, at)
    on = at.astimezone(TZ).date()
    kept = procedures.indexed(one.root.level, [span], on, unit=by.agency, procedure=one.procedure)[0]
    if count == "procedure_paid_online":
        return fees.unpaid_procedures(by, *span, kept.fees, min(one.last, on))
    if count == "online_used":
        used = cells.types_by_span(CAME_ONLINE, [by.agency], so_far([span], at))
        return sorted(kept.right["online_offered"] - used.get((by.agency, 0), set()))
    return kept.lost(count)


def _wrong(agency: str, one: Asked, count: str, at: dt.datetime) -> list[str]:
    """Codes of the dossiers that a count takes off: of the very facts that it sums."""
    (since, until), today = so_far([(one.since, one.until)], at)[0], at.astimezone(TZ).date()
    dimension, value = one.apart
    where = {dimension: [value]} if dimension else {}
    split = counting.split(dimension, value) if dimension else ""
    totals: dict[str, int] = defaultdict(int)

    def add(told: Iterable[tuple[str, int]], sign: int) -> None:
        for code, amount in told:
            totals[code] += sign * amount

    for part in one.reckoning.counts[count][1]:
        if part.stock:
            stands = cells.amount(part.measure, [agency], until, until, split=split, stock=True)
            add(facts.standing(part.measure, [agency], until, stands, **where), part.sign)
        else:
            add(facts.by_code(part.measure, [agency], since, until, **where), part.sign)
        if part == one.reckoning.late and until > today:
            add(facts.by_code(one.reckoning.not_yet, [agency], today, until, **where), -part.sign)
    return sorted((code for code, amount in totals.items() if amount > 0), reverse=True)
