"""What an act says of the rows of hot spots, notes and trips, and whether they still are what the journal says."""

from typing import Any

from motcua.areas.cases.evidence import chains, of_row
from motcua.areas.hotspots.models import (
    FieldTrip,
    HotSpot,
    HotSpotReview,
    HotSpotTask,
    NoteTask,
    SituationNote,
)

SUBJECT = "hotspot:"
KEYS = frozenset({"id", "hotspot_id", "note_id"})
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in KEYS)
    for model in (HotSpot, HotSpotTask, HotSpotReview, SituationNote, NoteTask, FieldTrip)
}


def of_rows(hotspot: HotSpot, *beside: HotSpotTask | HotSpotReview) -> dict[str, str]:
    """Digests of a hot spot, and of tasks and reviews beside it."""
    said = {"hotspot": of_row(hotspot.subject, "hotspot", hotspot, COLUMNS[HotSpot])}
    for row in beside:
        name = f"{'task' if isinstance(row, HotSpotTask) else 'review'}.{row.n}"
        said[name] = of_row(hotspot.subject, name, row, COLUMNS[type(row)])
    return said


def of_note(note: SituationNote, *beside: NoteTask) -> dict[str, str]:
    """Digests of a note, and of tasks beside it."""
    said = {"note": of_row(note.subject, "note", note, COLUMNS[SituationNote])}
    for row in beside:
        said[f"task.{row.n}"] = of_row(note.subject, f"task.{row.n}", row, COLUMNS[NoteTask])
    return said


def of_trip(trip: FieldTrip) -> dict[str, str]:
    """Digest of a field trip."""
    return {"trip": of_row(trip.subject, "trip", trip, COLUMNS[FieldTrip])}


def disagreements() -> list[str]:
    """Hot spots, notes, trips, with what stands beside them, that differ from what the journal recorded."""
    spots = HotSpot.objects.prefetch_related("tasks", "reviews")
    notes = SituationNote.objects.prefetch_related("tasks")
    return [
        *chains(SUBJECT, {row.subject: of_rows(row, *row.tasks.all(), *row.reviews.all()) for row in spots}),
        *chains("note:", {row.subject: of_note(row, *row.tasks.all()) for row in notes}),
        *chains("trip:", {row.subject: of_trip(row) for row in FieldTrip.objects.all()}),
    ]
