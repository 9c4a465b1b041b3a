"""What an act says of the rows of inspections and recommendations, and whether these rows still are so.

Recommendations and replies hang on their case and are checked with it (``cases.evidence``); an inspection has a chain
of its own.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from motcua.areas.cases import evidence
from motcua.areas.cases.models import Case
from motcua.areas.inspections import events
from motcua.areas.inspections.choices import KIND
from motcua.areas.inspections.models import Inspection, Recommendation, Reply, Watch

SUBJECT, WATCH = "inspection:", "watch:"
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Inspection: frozenset({"id"}),
    Recommendation: frozenset({"case_id", "inspection_id"}),
    Reply: frozenset({"id", "recommendation_id"}),
    Watch: frozenset({"id", "recommendation_id"}),
}
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}
YOUNGER = frozenset({"came_to", "brought_at"})
"""Columns younger than digests: they count only where they say something."""


def _of(subject: str, name: str, row: Any, **more: Any) -> dict[str, str]:
    columns = (one for one in COLUMNS[type(row)] if one not in YOUNGER or getattr(row, one))
    values = {column: getattr(row, column) for column in columns}
    return {name: evidence.digest(subject, name, {**values, **more})}


def of_inspection(inspection: Inspection) -> dict[str, str]:
    """Digest of an inspection."""
    return _of(inspection.subject, "inspection", inspection)


def of_recommendation(
    subject: str, recommendation: Recommendation, replies: Iterable[Reply] = ()
) -> dict[str, str]:
    """Digests of a recommendation and of replies to it."""
    said = _of(subject, "recommendation", recommendation, inspection=recommendation.inspection.code)
    for row in replies:
        said |= _of(subject, f"reply.{row.n}", row)
    return said


def rows_of(cases: Sequence[Case]) -> dict[int, dict[str, str]]:
    """Digests of the rows that hang on these cases now, by the key of the case."""
    keys = [case.pk for case in cases]
    rows = Recommendation.objects.filter(case_id__in=keys).select_related("inspection")
    found = {row.case_id: row for row in rows.prefetch_related("replies")}
    return {
        case.pk: of_recommendation(case.subject, found[case.pk], found[case.pk].replies.all())
        if case.pk in found
        else {}
        for case in cases
    }


CASES = evidence.Covered(KIND, rows_of, (events.TYPES_LOADED.name,))


def of_watch(row: Watch) -> dict[str, str]:
    """Digest of what is followed up."""
    return _of(row.subject, "watch", row, recommendation=row.recommendation.code)


def disagreements() -> list[str]:
    """Inspections, and what is followed up, that differ from what the journal recorded."""
    watches = Watch.objects.select_related("recommendation__case")
    return [
        *evidence.chains(SUBJECT, {row.subject: of_inspection(row) for row in Inspection.objects.all()}),
        *evidence.chains(WATCH, {row.subject: of_watch(row) for row in watches}),
    ]
