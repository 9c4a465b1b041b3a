"""What an event says of the decisions and reviews that its act wrote, and whether they still are so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from motcua.areas.cases.evidence import digest, of_row
from motcua.areas.procedures import events
from motcua.areas.procedures.models import DecisionEntry, EForm, PublicationDecision, ReviewItem, ReviewPlan
from motcua.base.journal.models import Event
from motcua.rules import eforms
from motcua.rules.said import Said

DECISION = (
    "symbol", "issuer", "publisher", "signed_on", "title", "text_symbol", "text_issued_on", "text_effective_on",
    "shortened", "state", "opened_versions", "entered_on",
)  # fmt: skip
ENTRY = ("code", "name", "field", "change", "replaces", "effective_on", "record", "version_id")
PLAN = ("agency", "year", "symbol", "submitted_on")
ITEM = tuple(field.attname for field in ReviewItem._meta.concrete_fields if field.name not in ("id",))
_NOUNS = ("publication", "review-plan", "review-item")


def of_decision(decision: PublicationDecision) -> dict[str, str]:
    """Digests of a decision and of its whole list."""
    listed = [
        {
            name: str(getattr(entry, name)) if name == "effective_on" else getattr(entry, name)
            for name in ENTRY
        }
        for entry in DecisionEntry.objects.filter(decision=decision).order_by("pk")
    ]
    return {
        "decision": of_row(decision.subject, "decision", decision, DECISION),
        "entries": digest(decision.subject, "entries", {"listed": listed}),
    }


def of_plan(plan: ReviewPlan) -> dict[str, str]:
    """Digest of a plan of a year."""
    return {"plan": of_row(plan.subject, "plan", plan, PLAN)}


def of_item(item: ReviewItem) -> dict[str, str]:
    """Digest of an item with its answers, costs and products."""
    return {"item": of_row(item.subject, "item", item, ITEM)}


def disagreements() -> list[str]:
    """Decisions of publication and reviews whose rows differ from what the journal recorded."""
    return [*_disagreements(), *_eforms()]


def _disagreements() -> Iterator[str]:
    rows: list[tuple[str, str, dict[str, str]]] = [
        (one.subject, str(one), of_decision(one))
        for one in PublicationDecision.objects.iterator(chunk_size=200)
    ]
    rows += [(plan.subject, str(plan), of_plan(plan)) for plan in ReviewPlan.objects.iterator(chunk_size=200)]
    rows += [(item.subject, str(item), of_item(item)) for item in ReviewItem.objects.iterator(chunk_size=200)]
    said: dict[str, dict[str, Any]] = {}
    gone: set[str] = set()
    for noun in _NOUNS:
        events = Event.objects.filter(subject__startswith=f"{noun}:").order_by("subject", "n")
        for subject, kind, facts in events.values_list("subject", "kind", "facts").iterator(chunk_size=500):
            said.setdefault(subject, {}).update(facts.get("rows", {}))
            if kind in ("publication.discarded", "review.dropped"):
                gone.add(subject)
    for subject, name, now in rows:
        if said.get(subject) != now:
            yield Said(
                "{subject} ({name}): khác với sổ cái (bị sửa hoặc bị chèn).", subject=subject, name=name
            )
    there = {subject for subject, _name, _now in rows}
    for subject in sorted(said.keys() - there - gone):
        yield Said("{subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", subject=subject)


def _eforms() -> Iterator[str]:
    """E-forms against their publication, which says the digest of what is asked and from which day."""
    told = {
        (facts["code"], facts["version"]): (facts["from"], facts["sha"])
        for facts in Event.objects.filter(kind=events.EFORM_PUBLISHED.name).values_list("facts", flat=True)
    }
    now = {
        (row.procedure.code, row.version): (row.valid_from.isoformat(), _asked(row))
        for row in EForm.objects.select_related("procedure").iterator(chunk_size=200)
    }
    for code, version in sorted(told.keys() | now.keys()):
        if told.get((code, version)) != now.get((code, version)):
            yield Said(
                "Biểu mẫu điện tử {code} (bản {version}): khác với sổ cái (bị sửa, bị chèn hoặc bị xóa).",
                code=code, version=version,
            )  # fmt: skip


def _asked(row: EForm) -> str:
    try:
        return eforms.digest({"schema": json.loads(row.schema), "covers": list(row.covers)})
    except ValueError:
        return ""
