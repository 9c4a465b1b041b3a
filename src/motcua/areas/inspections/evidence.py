"""What an act says of the rows of inspections and recommendations, and whether these rows still are so.

Recommendations and replies hang on their case and are checked with it (``cases.evidence``); an inspection has a chain
of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from motcua.areas.cases import evidence
from motcua.areas.cases.models import Case
from motcua.areas.inspections import events
from motcua.areas.inspections.choices import KIND
from motcua.areas.inspections.models import Inspection, Recommendation, Reply
from motcua.base.journal.models import Event
from motcua.rules.said import Said

SUBJECT = "inspection:"
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Inspection: frozenset({"id"}),
    Recommendation: frozenset({"case_id", "inspection_id"}),
    Reply: frozenset({"id", "recommendation_id"}),
}
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}


def _of(subject: str, name: str, row: Any, **more: Any) -> dict[str, str]:
    values = {column: getattr(row, column) for column in COLUMNS[type(row)]}
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


def disagreements() -> list[str]:
    """Inspections that differ from what the journal recorded."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    chain = Event.objects.filter(subject__startswith=SUBJECT).order_by("subject", "n")
    for subject, facts in chain.values_list("subject", "facts").iterator(chunk_size=500):
        told[subject] |= facts.get("rows", {})
    now = {row.subject: of_inspection(row) for row in Inspection.objects.all().iterator()}
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
