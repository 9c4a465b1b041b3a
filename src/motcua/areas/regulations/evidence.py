"""What an act says of the rows of a regulation, and whether these rows still are what the journal says."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from motcua.areas.cases.evidence import of_row
from motcua.areas.regulations.models import Matter, Regulation, Review
from motcua.base.journal.models import Event
from motcua.rules.said import Said

SUBJECT = "regulation:"
KEYS = frozenset({"id", "regulation_id"})
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in KEYS)
    for model in (Regulation, Matter, Review)
}


def _name(row: Any) -> str:
    match row:
        case Matter():
            return f"matter.{row.n}"
        case Review():
            return f"review.{row.n}"
    return "regulation"


def of_rows(regulation: Regulation, *beside: Matter | Review) -> dict[str, str]:
    """Digests of a regulation, and of what stands beside it."""
    rows: tuple[Any, ...] = (regulation, *beside)
    return {_name(row): of_row(regulation.subject, _name(row), row, COLUMNS[type(row)]) for row in rows}


def disagreements() -> Iterator[str]:
    """Regulations that differ from what the journal recorded."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    chain = Event.objects.filter(subject__startswith=SUBJECT).order_by("subject", "n")
    for subject, facts in chain.values_list("subject", "facts").iterator(chunk_size=500):
        told[subject] |= facts.get("rows", {})
    now = {
        row.subject: of_rows(row, *row.matters.all(), *row.reviews.all())
        for row in Regulation.objects.prefetch_related("matters", "reviews")
    }
    for subject in sorted(told.keys() | now.keys()):
        if subject not in told:
            yield Said("{subject}: có trong bảng nhưng không có trong sổ cái (bị chèn).", subject=subject)
        elif subject not in now:
            yield Said("{subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", subject=subject)
        elif told[subject] != now[subject]:
            yield Said("{subject}: khác với sổ cái (bị sửa).", subject=subject)
