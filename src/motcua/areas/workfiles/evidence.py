"""What an act says of the rows of work files, and whether these rows still are what the journal says."""

from typing import Any

from motcua.areas.cases.evidence import chains, of_row
from motcua.areas.workfiles.models import HandOver, WorkFile, WorkItem

LEFT_OUT = frozenset({"id", "file_id", "handover_id"})
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in LEFT_OUT)
    for model in (WorkFile, WorkItem, HandOver)
}


def of_file(file: WorkFile, *items: WorkItem) -> dict[str, str]:
    """Digests of a file, and of what was put into it or taken out."""
    rows: list[tuple[str, Any]] = [("file", file), *((f"item.{row.n}", row) for row in items)]
    return {name: of_row(file.subject, name, row, COLUMNS[type(row)]) for name, row in rows}


def of_handover(handover: HandOver) -> dict[str, str]:
    """The digest of a record of handing over."""
    return {"handover": of_row(handover.subject, "handover", handover, COLUMNS[HandOver])}


def disagreements() -> list[str]:
    """Work files and records that differ from what the journal recorded."""
    files = WorkFile.objects.prefetch_related("items")
    return [
        *chains("workfile:", {row.subject: of_file(row, *row.items.all()) for row in files}),
        *chains("handover:", {row.subject: of_handover(row) for row in HandOver.objects.all()}),
    ]
