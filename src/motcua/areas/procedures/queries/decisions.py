"""The register of decisions of publication: on time or late, what they changed, in any period (R3.6–R3.9)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from motcua.areas.procedures.choices import ChangeKind, DecisionState, Publisher
from motcua.areas.procedures.models import DecisionEntry, ProcedureVersion, PublicationDecision
from motcua.base.calendars.queries import calendar_for
from motcua.base.law.queries import NoValueThen, parameter
from motcua.rules import publication
from motcua.rules.impossible import NotFound
from motcua.rules.publication import Timeliness

_LEVEL = {Publisher.MINISTRY: "bo", Publisher.PROVINCE: "tinh"}


class NoSuchDecision(NotFound):
    """The register does not hold this decision."""

    text = "Không có quyết định này trong sổ."


@dataclass(frozen=True, slots=True)
class OnTime:
    """Whether a decision kept its days: by the decree, by the index, and its entry in the national database."""

    decree: Timeliness | None
    index: Timeliness | None
    entry: Timeliness


@dataclass(frozen=True, slots=True)
class Line:
    """One decision of the register: what it changed, and whether it was on time."""

    decision: PublicationDecision
    counts: dict[str, int]
    on_time: OnTime

    @property
    def total(self) -> int:
        """Procedures it lists."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Figures:
    """Decisions of a period: how many, for how many procedures, and how many of these on time (R4.2)."""

    decisions: int
    procedures: int
    changes: dict[str, int]
    decree: tuple[int, int]
    index: tuple[int, int]
    entry: tuple[int, int]

    @property
    def shares(self) -> dict[str, Decimal | None]:
        """The shares on time in per cent; None where nothing can be counted."""
        return {name: publication.share(*getattr(self, name)) for name in ("decree", "index", "entry")}


def decision(number: int) -> PublicationDecision:
    """A decision of the register. Raises NoSuchDecision."""
    found = PublicationDecision.objects.filter(pk=number).first()
    if found is None:
        raise NoSuchDecision()
    return found


def draft(number: int, *, by: object = None) -> PublicationDecision:
    """A decision to act on, its row held until the act ends. Raises NoSuchDecision."""
    found = PublicationDecision.objects.select_for_update().filter(pk=number).first()
    if found is None:
        raise NoSuchDecision()
    return found


def on_time(one: PublicationDecision, today: dt.date, unit: str = "") -> OnTime:
    """Both results of R3.8 and that of R3.9, in the working calendar of a unit."""
    calendar, level = calendar_for(unit), _LEVEL[Publisher(one.publisher)]

    def days(key: str) -> int | None:
        try:
            return int(parameter(key, one.signed_on))
        except NoValueThen:
            return None

    decree = days(
        "tthc.publish.after_issue.shortened" if one.shortened else f"tthc.publish.before_effect.{level}"
    )
    index = days(f"tthc.publish.before_effect.{level}.index")
    entry = days("tthc.db_entry.shortened" if one.shortened else f"tthc.db_entry.{level}")
    return OnTime(
        decree=publication.by_decree(
            one.signed_on, effective_on=one.text_effective_on, issued_on=one.text_issued_on,
            shortened=one.shortened, days=decree, calendar=calendar,
        ) if decree is not None else None,
        index=publication.by_index(
            one.signed_on, effective_on=one.text_effective_on, days=index, calendar=calendar
        ) if index is not None else None,
        entry=publication.entry(
            one.signed_on, entered_on=one.entered_on, today=today, days=entry or 0, calendar=calendar
        ),
    )  # fmt: skip


def register(
    first: dt.date | None, last: dt.date | None, *, today: dt.date, unit: str = "", q: str = ""
) -> list[Line]:
    """Published decisions signed in a period (both days included), newest first, each with its results."""
    rows = PublicationDecision.objects.filter(state=DecisionState.PUBLISHED)
    if first:
        rows = rows.filter(signed_on__gte=first)
    if last:
        rows = rows.filter(signed_on__lte=last)
    if q:
        rows = rows.filter(Q(symbol__icontains=q) | Q(text_symbol__icontains=q) | Q(pk__in=_listing(q)))
    return _lines(rows, today, unit)


def _listing(code: str) -> Iterable[int]:
    return DecisionEntry.objects.filter(code=code).values_list("decision_id", flat=True)


def drafts() -> Sequence[PublicationDecision]:
    """Decisions whose list is still being put together."""
    return list(PublicationDecision.objects.filter(state=DecisionState.DRAFT))


def _lines(rows: Iterable[PublicationDecision], today: dt.date, unit: str) -> list[Line]:
    listed = list(rows)
    counts: dict[int, Counter[str]] = {one.pk: Counter() for one in listed}
    entries = DecisionEntry.objects.filter(decision__in=listed).values_list("decision_id", "change")
    for pk, change in entries:
        counts[pk][change] += 1
    return [
        Line(one, {str(kind): counts[one.pk][kind] for kind in ChangeKind}, on_time(one, today, unit))
        for one in listed
    ]


def figures(lines: Sequence[Line]) -> Figures:
    """What the decisions of a period add up to; shares count procedures, as the index does (R4.2)."""

    def kept(name: str) -> tuple[int, int]:
        known = [(line.total, getattr(line.on_time, name)) for line in lines]
        counted = [(total, one) for total, one in known if one is not None and one.days is not None]
        return sum(total for total, one in counted if one.on_time), sum(total for total, _one in counted)

    changes = Counter[str]()
    for line in lines:
        changes.update(line.counts)
    return Figures(
        decisions=len(lines), procedures=sum(line.total for line in lines),
        changes={str(kind): changes[kind] for kind in ChangeKind},
        decree=kept("decree"), index=kept("index"), entry=kept("entry"),
    )  # fmt: skip


def entries_of(one: PublicationDecision) -> Sequence[DecisionEntry]:
    """The list of a decision in the order in which it was written."""
    return list(one.entries.select_related("version").order_by("pk"))


def decisions_of(code: str) -> Sequence[DecisionEntry]:
    """The published decisions that list a procedure, newest first."""
    rows = DecisionEntry.objects.filter(
        Q(code=code) | Q(replaces=code), decision__state=DecisionState.PUBLISHED
    ).select_related("decision")
    return list(rows.order_by("-decision__signed_on", "-pk"))


def latest_changes(most: int) -> Sequence[DecisionEntry]:
    """What the newest published decisions changed, newest first."""
    rows = DecisionEntry.objects.filter(decision__state=DecisionState.PUBLISHED).select_related(
        "decision", "version"
    )
    return list(rows.order_by("-decision__published_at", "pk")[:most])


def version_before(entry: DecisionEntry, decision: PublicationDecision) -> ProcedureVersion | None:
    """The version that an entry changes or ends: of the procedure itself, or of the one it replaces."""
    code = entry.replaces or entry.code
    rows = ProcedureVersion.objects.filter(procedure__code=code).exclude(status="draft").order_by("-number")
    if decision.state == DecisionState.PUBLISHED and entry.version is not None and code == entry.code:
        rows = rows.filter(number__lt=entry.version.number) if entry.record else rows
    return rows.first()
