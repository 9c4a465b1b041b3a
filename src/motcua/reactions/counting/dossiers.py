"""What is counted of dossiers: in, out and in what time, steps by post, supplements, ratings (R1.11, R4.7, R5.2)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from motcua.reactions.counting import indexed
from motcua.reactions.counting.cases import (
    Standing,
    about,
    before_and_after,
    clocks,
    due,
    moved,
    said,
    timing,
)
from motcua.reactions.counting.seen import Seen, day_of, moment
from motcua.rules.counting import Row

OUTCOMES = {
    "dossier.result_issued": "finished", "dossier.refused": "refused", "dossier.withdrawn": "withdrawn",
    "dossier.supplement_expired": "stopped", "dossier.ended_before": "finished",
}  # fmt: skip
"""How a dossier ends, by the event that ends it."""
LEAVES = frozenset({"dossier.cancelled", "dossier.reception_declined"})
"""Received by mistake, or turned away after all: it was not taken in (S16)."""
BUCKETS = ((1, "le_1"), (3, "le_3"), (5, "le_5"), (10, "le_10"), (15, "le_15"), (30, "le_30"))
"""Working days of a dossier, as distributions show them."""
WORKDAY = 8 * 60
SAME_EVENT = {
    "dossier.supplement_asked": "supplement_asked", "dossier.rescheduled": "rescheduled",
    "dossier.reception_declined": "declined", "dossier.returned": "returned",
}  # fmt: skip


def counted(seen: Seen) -> Iterator[Row]:
    """Everything that an event says of a dossier."""
    if seen.dossier is None:
        return
    row = about(seen, type=seen.dossier.procedure, channel=seen.dossier.channel)
    kind, (before, after) = seen.event.kind, before_and_after(seen)
    if kind == "dossier.taken_over":
        after = Standing(True, seen.dossier.promised_at, True)
    elif kind == "dossier.ended_before":
        after = Standing(True, before.due, False, True)
    if after.received and not before.received:
        if kind not in LEAVES:
            yield said(row, "received")
    elif before.received and kind in LEAVES:
        came = _came(seen)
        yield replace(said(row, "received", amount=-1), day=day_of(came), unit=seen.unit_at(came))
    yield from moved(seen, row, before)
    if after.finished and not before.finished and before.received and kind in OUTCOMES:
        yield from _finished(seen, row, before, OUTCOMES[kind])
    if kind in LEAVES and before.received:
        yield from due(seen, row, before, Standing(received=True))
    else:
        yield from due(seen, row, before, after)
    if kind in SAME_EVENT:
        yield said(row, SAME_EVENT[kind])
    if kind == "dossier.rated":
        yield said(row, "rated", outcome=str(seen.facts.get("stars", "")))
    yield from indexed.counted(seen, before, after)
    yield from _steps(seen, row)


def _finished(seen: Seen, row: Row, before: Standing, outcome: str) -> Iterator[Row]:
    in_time = timing(before.due, seen.event.at) if before.running else ""
    yield said(row, "finished", outcome=outcome, timing=in_time)
    if any(one.facts.get("reused") for one in seen.earlier):
        yield said(row, "reused", outcome=outcome)
    minutes = _minutes(seen)
    days = -(-minutes // WORKDAY)
    yield said(row, "days_taken", outcome=outcome, amount=minutes)
    yield said(row, "duration", outcome=next((name for most, name in BUCKETS if days <= most), "gt_30"))


def _came(seen: Seen) -> dt.datetime:
    """The moment of the reception, of which a fact is taken back that should never have been."""
    dates = seen.facts.get("dates", {})
    return moment(dates.get("received_at")) or seen.event.at


def _minutes(seen: Seen) -> int:
    """Working minutes during which the agency had the dossier: what waits for the applicant is not its time."""
    total, since = 0, None
    running = clocks("dossier")
    for one in seen.earlier:
        state = str(one.facts.get("state", ""))
        runs = running.get(state) == "running" and state != "submitted"
        if since is not None:
            total += seen.worked(since, one.at)
        since = one.at if runs else None
    return total + (seen.worked(since, seen.event.at) if since is not None else 0)


def _steps(seen: Seen, row: Row) -> Iterator[Row]:
    """The steps that were left: by whom, in what time."""
    for stay in seen.left:
        if stay.left_at is None or not stay.post:
            continue
        one = replace(
            row, kind="step.left", day=day_of(stay.left_at), unit=seen.unit_before, post=stay.post, channel="",
            outcome=stay.step[:40], timing=timing(stay.due_at, stay.left_at),
        )  # fmt: skip
        yield one
        minutes = seen.worked(stay.taken_at or stay.entered_at, stay.left_at)
        yield replace(one, kind="step.minutes", timing="", amount=minutes)
