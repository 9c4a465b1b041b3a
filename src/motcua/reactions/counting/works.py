"""What is counted of money, results, the hall, tasks and the catalogue of procedures."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from motcua.areas.directives.choices import Means
from motcua.areas.indicators.queries.published import editions
from motcua.areas.inspections.queries import counted as inspections
from motcua.areas.procedures.choices import ChangeKind
from motcua.areas.reports.queries import counted as reports
from motcua.base.journal.queries import Told
from motcua.reactions.counting.cases import any_case
from motcua.reactions.counting.seen import Seen, day_of
from motcua.rules.counting import Row

DOSSIER = "dossier:"
AT_DESK = frozenset({"cash", "pos"})
"""Ways of paying at the desk; every other is online (R4.14)."""


def _of_dossier(seen: Seen) -> bool:
    return str(seen.facts.get("of", "")).startswith(DOSSIER)


def charged(seen: Seen) -> Iterator[Row]:
    """What is to be paid, and that a dossier has something to pay; each charge by itself."""
    yield _money(seen, "fee.charged")
    if _of_dossier(seen):
        yield _money(seen, "dossier.fee_due", amount=1)


def dropped(seen: Seen) -> Iterator[Row]:
    """A charge that is not to be paid any more: of the unit that charged it, whoever would be paid now."""
    charge = _charge(seen)
    if charge is not None:
        gone = _money(seen, "fee.charged", amount=-int(charge.facts.get("amount") or 0))
        yield replace(gone, unit=seen.unit_at(charge.at))
        if _of_dossier(seen):
            yield _when_charged(seen, charge, "dossier.fee_due", -1)


def paid(seen: Seen) -> Iterator[Row]:
    """What was paid, by which way, and that it was; a dossier's charge that is thereby paid in full online, on the day
    it was charged: what is paid is part of what was to be paid."""
    yield _money(seen, "fee.paid")
    yield _money(seen, "fee.payments", amount=1)
    charge = _charge(seen) if _of_dossier(seen) else None
    if charge is not None and not seen.facts.get("left") and seen.facts.get("channel") not in AT_DESK:
        yield _when_charged(seen, charge, "dossier.paid_online", 1)


def _charge(seen: Seen) -> Told | None:
    return next((one for one in seen.earlier if one.kind == "fee.charged"), None)


def _when_charged(seen: Seen, charge: Told, kind: str, amount: int) -> Row:
    return replace(_money(seen, kind, amount), day=day_of(charge.at), unit=seen.unit_at(charge.at))


def refunded(seen: Seen) -> Iterator[Row]:
    """What was given back."""
    yield _money(seen, "fee.refunded")


def _money(seen: Seen, kind: str, amount: int | None = None) -> Row:
    facts = seen.facts
    return Row(
        kind, seen.day, seen.event.unit, type=str(facts.get("item", ""))[:48],
        channel=str(facts.get("channel", ""))[:24], code=seen.code,
        amount=int(facts.get("amount") or 0) if amount is None else amount,
    )  # fmt: skip


def deposited(seen: Seen) -> Iterator[Row]:
    """A result that went into the warehouse: on paper, digitised or electronic."""
    yield Row(
        "result.issued",
        seen.day,
        seen.event.unit,
        channel=str(seen.facts.get("form", ""))[:24],
        code=seen.code,
    )


def digitised(seen: Seen) -> Iterator[Row]:
    """A result on paper that was digitised."""
    yield Row("result.digitised", seen.day, seen.event.unit, code=seen.code)


def _ticket(seen: Seen, kind: str) -> Row:
    return Row(
        kind,
        seen.day,
        seen.event.unit,
        type=str(seen.facts.get("letter", ""))[:48],
        channel=seen.last("source"),
    )


def taken(seen: Seen) -> Iterator[Row]:
    """A number of the hall that was taken or booked."""
    yield _ticket(seen, "visit.taken")


def served(seen: Seen) -> Iterator[Row]:
    """Whose number was called and served."""
    yield _ticket(seen, "visit.served")


def left(seen: Seen) -> Iterator[Row]:
    """A number that nobody served before the day ended."""
    yield _ticket(seen, "visit.left")


def published(seen: Seen) -> Iterator[Row]:
    """A procedure that is in force from a day on; a new version of it counts no second time."""
    if not _in_force(seen):
        yield _procedure(seen, "procedure.published", day=str(seen.facts.get("from", "")))


def abolished(seen: Seen) -> Iterator[Row]:
    """A procedure that is in force no longer."""
    if _in_force(seen):
        yield _procedure(seen, "procedure.published", amount=-1, day=str(seen.facts.get("on", "")))


def _in_force(seen: Seen) -> bool:
    told = [one.kind for one in seen.earlier if one.kind in ("procedure.published", "procedure.abolished")]
    return bool(told) and told[-1] == "procedure.published"


def posted(seen: Seen) -> Iterator[Row]:
    """A procedure that is shown at a place; shown again there it counts once."""
    if not _shown(seen):
        yield _procedure(seen, "procedure.posted", day=str(seen.facts.get("on", "")))


def unposted(seen: Seen) -> Iterator[Row]:
    """A procedure that is shown at a place no longer."""
    if _shown(seen):
        yield _procedure(seen, "procedure.posted", amount=-1, day=str(seen.facts.get("on", "")))


def _shown(seen: Seen) -> bool:
    place = seen.facts.get("place")
    told = [
        one.kind
        for one in seen.earlier
        if one.facts.get("place") == place and one.kind in ("procedure.posted", "procedure.unposted")
    ]
    return bool(told) and told[-1] == "procedure.posted"


def _procedure(seen: Seen, kind: str, *, day: str, amount: int = 1) -> Row:
    on = dt.date.fromisoformat(day) if day else seen.day
    return Row(kind, on, seen.event.unit, type=seen.code, amount=amount, code=seen.code)


def on_the_portal(seen: Seen) -> Iterator[Row]:
    """How a procedure stands on the national portal from a day on, in place of how it stood."""
    before = next((one for one in reversed(seen.earlier) if one.kind == seen.event.kind), None)
    now = _procedure(seen, "procedure.portal", day=str(seen.facts.get("on", "")))
    if before is not None:
        yield replace(now, outcome=str(before.facts.get("state", ""))[:40], amount=-1)
    yield replace(now, outcome=str(seen.facts.get("state", ""))[:40])


def decided(seen: Seen) -> Iterator[Row]:
    """A decision of publication on the day it was signed, and how many procedures its list has."""
    signed = str(seen.facts.get("signed_on", ""))
    on = dt.date.fromisoformat(signed) if signed else seen.day
    yield Row("publication.published", on, seen.event.unit)
    listed = sum(int(seen.facts.get(str(change)) or 0) for change in ChangeKind)
    if listed:
        yield Row("publication.entries", on, seen.event.unit, amount=listed)


def adopted(seen: Seen) -> Iterator[Row]:
    """An internal process that serves from a day on."""
    yield Row("process.adopted", dt.date.fromisoformat(str(seen.facts["on"])), seen.event.unit)


def report_due(seen: Seen) -> Iterator[Row]:
    """A periodic report that is to be sent by a day."""
    told = reports.promised(seen.code)
    if told is not None:
        yield Row("report.due", day_of(told.due_at), seen.event.unit, code=seen.code)


def report_sent(seen: Seen) -> Iterator[Row]:
    """A periodic report that left for the first time, on the day it was due: in time or not."""
    told = reports.promised(seen.code)
    if told is not None and told.sent_at == seen.event.at:
        timing = "late" if told.sent_at > told.due_at else "on_time"
        unit = seen.unit_at(max(told.due_at, seen.chain[0].at))
        yield Row("report.sent", day_of(told.due_at), unit, timing=timing, code=seen.code)


def report_moved(seen: Seen) -> Iterator[Row]:
    """A report that an heir has to send: due of it from that day; what was due before stays with the one that ended."""
    told = reports.promised(seen.code)
    if told is not None and told.due_at > seen.event.at and seen.unit_before != seen.event.unit:
        row = Row("report.due", day_of(told.due_at), seen.event.unit, code=seen.code)
        yield replace(row, unit=seen.unit_before, amount=-1)
        yield row


def concluded(seen: Seen) -> Iterator[Row]:
    """An inspection or check with its conclusion, and how many units it looked at."""
    told = inspections.concluded(seen.code)
    if told is not None:
        row = Row("inspection.concluded", told.on, seen.event.unit, type=told.kind, code=seen.code)
        yield row
        yield replace(row, kind="inspection.units", amount=told.units)


def recommended(seen: Seen) -> Iterator[Row]:
    """Money that a recommendation asks back, beside what every case is counted by."""
    if money := inspections.money_asked(seen.code):
        yield Row("inspection.money", seen.day, seen.event.unit, amount=money, code=seen.code)
    yield from any_case(seen)


def fell_due(seen: Seen) -> Iterator[Row]:
    """A document that had to be issued by a day that has passed: in time or not."""
    facts = seen.facts
    yield Row(
        "required.due", dt.date.fromisoformat(str(facts["due"])), seen.event.unit,
        type=str(facts.get("field", ""))[:48], timing="on_time" if facts.get("in_time") else "late",
    )  # fmt: skip


def sourced(seen: Seen) -> Iterator[Row]:
    """Rows of a published report, each in the kind that it names; an edition takes back the one before (R18.3)."""
    for before, now in editions(list(seen.facts.get("rows", ()))).values():
        if before is not None:
            yield replace(before.counted, amount=-before.counted.amount)
        yield now.counted


def _review(seen: Seen, kind: str, **more: Any) -> Row:
    kept = seen.last("internal") == "True"
    many = next((int(one["procedures"]) for one in _said(seen) if one.get("procedures")), 1)
    return Row(
        kind, seen.day, seen.event.unit, type="internal" if kept else "public", amount=many, code=seen.code, **more
    )  # fmt: skip


def _said(seen: Seen) -> Iterator[Mapping[str, Any]]:
    yield seen.facts
    yield from (one.facts for one in reversed(seen.earlier))


def review_planned(seen: Seen) -> Iterator[Row]:
    """Procedures that a plan of review names (R3.13)."""
    yield _review(seen, "review.planned")


def review_dropped(seen: Seen) -> Iterator[Row]:
    """They left the plan before it was sent."""
    row = _when_planned(seen, _review(seen, "review.planned"))
    yield replace(row, amount=-row.amount)


def review_approved(seen: Seen) -> Iterator[Row]:
    """The proposal for them was approved: to keep, simplify or abolish them; part of what was planned then (R3.15)."""
    yield _when_planned(seen, _review(seen, "review.approved", outcome=seen.last("outcome")[:40]))


def _when_planned(seen: Seen, row: Row) -> Row:
    came = next((one for one in seen.earlier if one.kind == "review.added"), None)
    return row if came is None else replace(row, day=day_of(came.at), unit=seen.unit_at(came.at))


def trained(seen: Seen) -> Iterator[Row]:
    """People and units of a course about a document (S119); other ways of telling it are no course."""
    if seen.facts.get("means") == Means.TRAINING:
        held = str(seen.facts.get("on", ""))
        on = dt.date.fromisoformat(held) if held else seen.day
        row = Row("training.people", on, seen.event.unit, amount=int(seen.facts.get("present") or 0))
        yield row
        yield replace(row, kind="training.units", amount=int(seen.facts.get("count") or 0))
