"""What an act says of the rows of a hot spot, and whether these rows still are what the journal says."""

from collections import defaultdict
from typing import Any

from motcua.areas.cases.evidence import of_row
from motcua.areas.hotspots.models import HotSpot, HotSpotReview, HotSpotTask
from motcua.base.journal.models import Event
from motcua.rules.said import Said

SUBJECT = "hotspot:"
KEYS = frozenset({"id", "hotspot_id"})
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in KEYS)
    for model in (HotSpot, HotSpotTask, HotSpotReview)
}


def of_rows(hotspot: HotSpot, *beside: HotSpotTask | HotSpotReview) -> dict[str, str]:
    """Digests of a hot spot, and of tasks and reviews beside it."""
    said = {"hotspot": of_row(hotspot.subject, "hotspot", hotspot, COLUMNS[HotSpot])}
    for row in beside:
        name = f"{'task' if isinstance(row, HotSpotTask) else 'review'}.{row.n}"
        said[name] = of_row(hotspot.subject, name, row, COLUMNS[type(row)])
    return said


def disagreements() -> list[str]:
    """Hot spots, tasks and reviews that differ from what the journal recorded."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    chain = Event.objects.filter(subject__startswith=SUBJECT).order_by("subject", "n")
    for subject, facts in chain.values_list("subject", "facts").iterator(chunk_size=500):
        told[subject] |= facts.get("rows", {})
    now = {
        row.subject: of_rows(row, *row.tasks.all(), *row.reviews.all())
        for row in HotSpot.objects.prefetch_related("tasks", "reviews")
    }
    found: list[str] = []
    for subject in sorted(told.keys() | now.keys()):
        if subject not in told:
            found.append(
                Said("{subject}: có trong bảng nhưng không có trong sổ cái (bị chèn).", subject=subject)
            )
        elif subject not in now:
            found.append(
                Said("{subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", subject=subject)
            )
        elif told[subject] != now[subject]:
            found.append(Said("{subject}: khác với sổ cái (bị sửa).", subject=subject))
    return found
