"""What an act says of the rows of a document, and whether these rows still are what the journal says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Max, QuerySet

from motcua.areas.cases.evidence import of_row
from motcua.areas.correspondence.models import (
    Correction,
    Cosigner,
    Delivery,
    Incoming,
    Outgoing,
    RecipientGroup,
    Version,
)
from motcua.base.documents.evidence import Borne
from motcua.base.journal.models import Event
from motcua.base.people.fields import Unreadable
from motcua.rules.said import Said

INCOMING_BOOK = "incoming"
CHUNK = 400
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Incoming: frozenset({"id", "search"}),
    Correction: frozenset({"id", "incoming_id"}),
    Outgoing: frozenset({"id", "search", "answers_id", "mends_id"}),
    Cosigner: frozenset({"id", "outgoing_id"}),
    Version: frozenset({"id", "outgoing_id"}),
    Delivery: frozenset({"id", "outgoing_id", "incoming_id"}),
    RecipientGroup: frozenset({"id"}),
}
"""Columns that no digest covers: keys, and what is made of other columns (``search``: compared with those)."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}


def of_rows(subject: str, rows: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Digests of rows under their names."""
    return {name: of_row(subject, name, row, COLUMNS[type(row)]) for name, row in rows}


def of_incoming(incoming: Incoming, *beside: tuple[str, Any]) -> dict[str, str]:
    """Digests of a line of the register, and of corrections beside it."""
    return of_rows(incoming.subject, [("incoming", incoming), *beside])


def of_outgoing(outgoing: Outgoing, *beside: tuple[str, Any]) -> dict[str, str]:
    """Digests of a document that goes out, and of versions and recipients beside it."""
    return of_rows(outgoing.subject, [("outgoing", outgoing), *beside])


def _incoming_now(incoming: Incoming) -> dict[str, str]:
    return of_incoming(incoming, *((f"correction.{row.n}", row) for row in incoming.corrections.all()))


def _outgoing_now(outgoing: Outgoing) -> dict[str, str]:
    versions = [(f"version.{row.n}", row) for row in outgoing.versions.all()]
    deliveries = [(f"delivery.{row.n}", row) for row in outgoing.deliveries.all()]
    cosigner = [("cosigner", outgoing.cosigned)] if hasattr(outgoing, "cosigned") else []
    return of_outgoing(outgoing, *versions, *deliveries, *cosigner)


def disagreements() -> Iterator[str]:
    """Documents that differ from what the journal recorded, and documents of which one of the two is missing."""
    yield from _kind("incoming:", Incoming.objects.prefetch_related("corrections"), _incoming_now)
    outgoing = Outgoing.objects.select_related("cosigned").prefetch_related("versions", "deliveries")
    yield from _kind("outgoing:", outgoing, _outgoing_now)
    yield from _kind(
        "recipients:", RecipientGroup.objects.all(), lambda row: of_rows(row.subject, [("group", row)])
    )


def _kind(prefix: str, found: QuerySet[Any], now: Any) -> Iterator[str]:
    after, seen = 0, set[str]()
    while rows := list(found.filter(pk__gt=after).order_by("pk")[:CHUNK]):
        told: dict[str, dict[str, str]] = defaultdict(dict)
        chain = Event.objects.filter(subject__in=[row.subject for row in rows]).order_by("subject", "n")
        for subject, facts in chain.values_list("subject", "facts"):
            told[subject] |= facts.get("rows", {})
        for row in rows:
            seen.add(row.subject)
            try:
                is_ = now(row)
            except Unreadable:
                yield Said("{subject}: có nội dung mã hóa không mở được (bị sửa).", subject=row.subject)
                continue
            if not told[row.subject]:
                yield Said(
                    "{subject}: có trong bảng nhưng không có trong sổ cái (bị chèn).", subject=row.subject
                )
            elif told[row.subject] != is_:
                yield Said("{subject}: khác với sổ cái (bị sửa).", subject=row.subject)
            elif getattr(row, "search", "") != getattr(row, "sought", ""):
                yield Said("{subject}: chữ để tìm khác với nội dung (bị sửa).", subject=row.subject)
        after = rows[-1].pk
    known = Event.objects.filter(subject__startswith=prefix, n=1).values_list("subject", flat=True)
    for subject in sorted(set(known.iterator()) - seen):
        yield Said("{subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", subject=subject)


def numbers_borne() -> list[Borne]:
    """The highest number of documents that came and that went out, by agency, book and year."""
    rows = Incoming.objects.values_list("agency", "year").annotate(highest=Max("serial")).order_by()
    signed = Outgoing.objects.filter(serial__isnull=False).values_list("agency", "book", "year")
    out = signed.annotate(highest=Max("serial")).order_by()
    return [
        *((agency, INCOMING_BOOK, year, highest) for agency, year, highest in rows),
        *((agency, book, int(year or 0), int(highest)) for agency, book, year, highest in out),
    ]
