"""Procedures counted for the index of QĐ 766/QĐ-TTg (R4.4, R4.13): published, entered and offered as they must be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from motcua.areas.procedures.choices import DecisionState, OnlineLevel
from motcua.areas.procedures.models import DecisionEntry, ProcedureVersion
from motcua.areas.procedures.ports import ProcedureRecord
from motcua.areas.procedures.queries.decisions import on_time
from motcua.areas.procedures.queries.postings import missing_of

ONLINE = frozenset({OnlineLevel.FULL, OnlineLevel.PARTIAL})
COUNTS = ("publish_on_time", "update_on_time", "content_full", "online_offered")


@dataclass
class Procedures:
    """Codes of procedures of a level within a span: all that count, and of these what is as it must be.

    ``fees``  what the publication of each asks for: amounts, None one that it leaves to others
    """

    all: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in COUNTS})
    right: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in COUNTS})
    fees: dict[str, set[int | None]] = field(default_factory=dict)

    def share(self, count: str) -> tuple[int, int]:
        """(numerator, denominator) of a count."""
        return len(self.right[count]), len(self.all[count])

    def lost(self, count: str) -> list[str]:
        """Codes of the procedures that a point was lost by."""
        return sorted(self.all[count] - self.right[count])


def indexed(
    level: str,
    spans: Sequence[tuple[dt.date, dt.date]],
    today: dt.date,
    *,
    unit: str = "",
    procedure: str = "",
) -> list[Procedures]:
    """What is counted of the procedures of a level, span by span (``until`` not included).

    A procedure late once within a span is late (R4.4); what is in force is looked at on the last day, or today.
    """
    found = [Procedures() for _ in spans]
    _standing(found, spans, level, today, procedure)
    first, last = min(since for since, _ in spans), max(until for _, until in spans)
    rows = DecisionEntry.objects.filter(
        decision__state=DecisionState.PUBLISHED, decision__signed_on__gte=first, decision__signed_on__lt=last
    )
    if procedure:
        rows = rows.filter(code=procedure)
    verdicts: dict[int, tuple[bool | None, bool | None]] = {}
    late: dict[tuple[int, str], set[str]] = {}
    for entry in rows.select_related("decision", "version").defer("record"):
        if level and entry.version is not None and level not in entry.version.levels:
            continue
        decision = entry.decision
        if decision.pk not in verdicts:
            kept = on_time(decision, today, unit)
            published = kept.index.on_time if kept.index is not None else None
            entered = kept.entry.on_time if kept.entry.days is not None else None
            verdicts[decision.pk] = (published, entered)
        for i, (since, until) in enumerate(spans):
            if not since <= decision.signed_on < until:
                continue
            for count, right in zip(
                ("publish_on_time", "update_on_time"), verdicts[decision.pk], strict=True
            ):
                if right is None:
                    continue
                found[i].all[count].add(entry.code)
                if not right:
                    late.setdefault((i, count), set()).add(entry.code)
    for i, one in enumerate(found):
        for count in ("publish_on_time", "update_on_time"):
            one.right[count] = one.all[count] - late.get((i, count), set())
    return found


def offered(record: ProcedureRecord) -> bool:
    """Whether a procedure is offered online, fully or partly (R4.13): as its level says; where the national catalogue
    gives it none, by whether filing online is one of its ways."""
    if record.online_level:
        return record.online_level in ONLINE
    return any(way.channel == "online" for way in record.ways)


def _standing(
    found: list[Procedures],
    spans: Sequence[tuple[dt.date, dt.date]],
    level: str,
    today: dt.date,
    procedure: str,
) -> None:
    days = [min(until - dt.timedelta(days=1), today) for _, until in spans]
    rows = ProcedureVersion.objects.exclude(status="draft").filter(
        Q(valid_to=None) | Q(valid_to__gt=min(days)), valid_from__lte=max(days)
    )
    if procedure:
        rows = rows.filter(procedure__code=procedure)
    for version in rows.select_related("procedure").defer("folded", "doubts"):
        if level and level not in version.levels:
            continue
        record = version.read()
        code, whole, online = version.procedure.code, not missing_of(record), offered(record)
        for one, day in zip(found, days, strict=True):
            if not version.valid_from <= day or (version.valid_to is not None and version.valid_to <= day):
                continue
            one.all["content_full"].add(code)
            one.all["online_offered"].add(code)
            one.fees[code] = {fee.amount for fee in record.fees}
            if whole:
                one.right["content_full"].add(code)
            if online:
                one.right["online_offered"].add(code)


def lacking(codes: Collection[str], on: dt.date) -> dict[str, str]:
    """What the content of procedures lacks on a day (R4.18), by code."""
    rows = ProcedureVersion.objects.exclude(status="draft").filter(
        Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on, procedure__code__in=codes
    )
    return {
        row.procedure.code: ", ".join(str(label) for label in missing_of(row.read()))
        for row in rows.select_related("procedure").defer("folded", "doubts")
    }
