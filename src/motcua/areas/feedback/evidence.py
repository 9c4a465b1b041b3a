"""What an act says of the rows of feedback, and these rows as they are now; checked with their case."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from motcua.areas.cases import evidence
from motcua.areas.cases.models import Case
from motcua.areas.cases.queries import had_by
from motcua.areas.feedback import events
from motcua.areas.feedback.choices import KIND, State
from motcua.areas.feedback.models import Feedback, FeedbackFile, FeedbackRating
from motcua.base.documents.evidence import Borne
from motcua.rules.calendar import TZ
from motcua.rules.numbering import book_of

Row = Feedback | FeedbackFile | FeedbackRating
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Feedback: frozenset({"case_id", "contact", "owner", "petition_id", "merged_into_id"}),
    FeedbackFile: frozenset({"id", "feedback_id", "file_id"}),
    FeedbackRating: frozenset({"id", "feedback_id", "n"}),
}
"""Columns that no digest covers: keys (what they lead to is named instead), and what people may have corrected."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}


def of_rows(subject: str, rows: Iterable[Row]) -> dict[str, str]:
    """Digests of rows of feedback; that of a picture covers its content."""
    said = {}
    for row in rows:
        values = {column: getattr(row, column) for column in COLUMNS[type(row)]}
        if isinstance(row, FeedbackFile):
            name = f"file.{row.n}"
            values["sha256"] = row.file.sha256
        elif isinstance(row, FeedbackRating):
            name = "rating" if row.n == 1 else f"rating.{row.n}"
        else:
            name = "feedback"
            values["petition"] = row.petition.case.code if row.petition else ""
            values["merged_into"] = row.merged_into.case.code if row.merged_into else ""
        said[name] = evidence.digest(subject, name, values)
    return said


def rows_of(cases: Sequence[Case]) -> dict[int, dict[str, str]]:
    """Digests of the rows that hang on these cases now, by the key of the case."""
    keys = [case.pk for case in cases]
    rows: dict[int, list[Row]] = defaultdict(list)
    found = Feedback.objects.filter(case_id__in=keys).defer("contact")
    for feedback in found.select_related("petition__case", "merged_into__case"):
        rows[feedback.case_id].append(feedback)
    for file in FeedbackFile.objects.filter(feedback_id__in=keys).select_related("file"):
        rows[file.feedback_id].append(file)
    for rating in FeedbackRating.objects.filter(feedback_id__in=keys):
        rows[rating.feedback_id].append(rating)
    return {case.pk: of_rows(case.subject, rows[case.pk]) for case in cases}


CASES = evidence.Covered(KIND, rows_of, (events.TYPES_LOADED.name, events.TIME_SET.name))


def numbers_borne() -> list[Borne]:
    """The highest number of letters that answer what came as a petition, by agency, book and year."""
    found: dict[tuple[str, str, int], int] = defaultdict(int)
    rows = Feedback.objects.filter(petition__isnull=False).exclude(case__state=State.FORWARDED)
    had = rows.annotate(had_by=had_by("answered_at", case="case"))
    told = had.values_list("had_by", "document_number", "answered_at")
    for agency, number, at in told.iterator(chunk_size=2000):
        serial, _, symbol = number.partition("/")
        if at is not None and serial.isdecimal():
            book = agency, book_of(symbol), at.astimezone(TZ).year
            found[book] = max(found[book], int(serial))
    return [(*book, highest) for book, highest in sorted(found.items())]
