"""What an act says of the rows of a programme, and whether these rows still are what the journal says."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from motcua.areas.cases.evidence import of_row
from motcua.areas.programmes.models import Contribution, JointTask, Programme, Review, YearPlan
from motcua.base.journal.models import Event
from motcua.rules.said import Said

SUBJECT = "programme:"
KEYS = frozenset({"id", "programme_id", "follows_id"})
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in KEYS)
    for model in (Programme, YearPlan, JointTask, Review, Contribution)
}
YOUNGER: dict[type[Any], frozenset[str]] = {Programme: frozenset({"units", "came_to", "brought_at"})}
"""Columns younger than digests: they count only where they say something, so that what was said before stays true."""


def _name(row: Any) -> str:
    match row:
        case YearPlan():
            return f"year.{row.year}"
        case JointTask():
            return f"task.{row.n}"
        case Review():
            return f"review.{row.n}"
        case Contribution():
            return f"contribution.{row.n}"
    return "programme"


def _columns(row: Any) -> tuple[str, ...]:
    younger = YOUNGER.get(type(row), frozenset())
    return tuple(one for one in COLUMNS[type(row)] if one not in younger or getattr(row, one))


def of_rows(programme: Programme, *beside: YearPlan | JointTask | Review | Contribution) -> dict[str, str]:
    """Digests of a programme, and of what stands beside it."""
    rows: tuple[Any, ...] = (programme, *beside)
    return {_name(row): of_row(programme.subject, _name(row), row, _columns(row)) for row in rows}


def disagreements() -> Iterator[str]:
    """Programmes that differ from what the journal recorded."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    chain = Event.objects.filter(subject__startswith=SUBJECT).order_by("subject", "n")
    for subject, facts in chain.values_list("subject", "facts").iterator(chunk_size=500):
        told[subject] |= facts.get("rows", {})
    now = {
        row.subject: of_rows(
            row, *row.years.all(), *row.tasks.all(), *row.reviews.all(), *row.contributions.all()
        )
        for row in Programme.objects.prefetch_related("years", "tasks", "reviews", "contributions")
    }
    for subject in sorted(told.keys() | now.keys()):
        if subject not in told:
            yield Said("{subject}: có trong bảng nhưng không có trong sổ cái (bị chèn).", subject=subject)
        elif subject not in now:
            yield Said("{subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", subject=subject)
        elif told[subject] != now[subject]:
            yield Said("{subject}: khác với sổ cái (bị sửa).", subject=subject)
