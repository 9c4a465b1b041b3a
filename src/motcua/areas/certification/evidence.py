"""What an act says of the rows of certification, and these rows as they are now.

Requests, their papers and electronic copies hang on their case and are checked with it (``cases.evidence``); books and
lists of disposal have a chain of their own, and ``disagreements`` holds them against it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Max

from motcua.areas.cases import evidence
from motcua.areas.cases.models import Case
from motcua.areas.certification import events
from motcua.areas.certification.choices import KIND
from motcua.areas.certification.models import (
    Certification,
    Disposal,
    Document,
    ElectronicCopy,
    RegisterBook,
)
from motcua.base.documents.evidence import Borne
from motcua.base.journal.models import Event
from motcua.rules.said import Said

Row = Certification | Document | ElectronicCopy
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Certification: frozenset({"case_id", "applicant_id", "contact"}),
    Document: frozenset({"id", "certification_id", "disposal_id"}),
    ElectronicCopy: frozenset({"id", "document_id"}),
    RegisterBook: frozenset({"id"}),
    Disposal: frozenset({"id"}),
}
"""Columns that no digest covers: keys, and what people may have corrected."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}


YOUNGER: dict[type[Any], dict[str, Any]] = {Certification: {"collected": 0}, Document: {"returned_at": None}}
"""Columns younger than digests, with what they say of rows of before: counted only where they say something else."""


def name_of(row: Row) -> str:
    """How an event calls a row of a request."""
    match row:
        case Document():
            return f"document.{row.n}"
        case ElectronicCopy():
            return f"electronic.{row.document.n}"
    return "certification"


def of_rows(subject: str, rows: Iterable[Row]) -> dict[str, str]:
    """Digests of rows of a request; that of an electronic copy covers the content of its files."""
    said = {}
    for row in rows:
        name = name_of(row)
        silent = YOUNGER.get(type(row), {})
        values = {column: getattr(row, column) for column in COLUMNS[type(row)]}
        values = {key: value for key, value in values.items() if key not in silent or value != silent[key]}
        if isinstance(row, ElectronicCopy):
            for file in ("source", "attested", "signed"):
                kept = getattr(row, file)
                values[file] = kept.sha256 if kept else ""
        said[name] = evidence.digest(subject, name, values)
    return said


def rows_of(cases: Sequence[Case]) -> dict[int, dict[str, str]]:
    """Digests of the rows that hang on these cases now, by the key of the case."""
    keys = [case.pk for case in cases]
    rows: dict[int, list[Row]] = defaultdict(list)
    for request in Certification.objects.filter(case_id__in=keys).defer("contact"):
        rows[request.case_id].append(request)
    for document in Document.objects.filter(certification_id__in=keys):
        rows[document.certification_id].append(document)
    copies = ElectronicCopy.objects.filter(document__certification_id__in=keys)
    for copy in copies.select_related("document", "source", "attested", "signed"):
        rows[copy.document.certification_id].append(copy)
    return {case.pk: of_rows(case.subject, rows[case.pk]) for case in cases}


CASES = evidence.Covered(KIND, rows_of, (events.TYPES_LOADED.name,))


def numbers_borne() -> list[Borne]:
    """The highest number of certification in every book."""
    rows = Document.objects.filter(serial__isnull=False).values_list("agency", "book", "year")
    return list(rows.annotate(highest=Max("serial")).order_by())


# --- books and disposals ---------------------------------------------------------------------------------------


def book_subject(book: RegisterBook) -> str:
    """Name of a book in the journal."""
    return f"certification-book:{book.agency}/{book.book}/{book.year}"


def disposal_subject(disposal: Disposal) -> str:
    """Name of a list in the journal."""
    return f"certification-disposal:{disposal.agency}/{disposal.number}"


def of_row(subject: str, row: RegisterBook | Disposal) -> str:
    """Digest of a book or a list."""
    return evidence.of_row(subject, "row", row, COLUMNS[type(row)])


def disagreements() -> list[str]:
    """Books and lists of disposal that differ from what the journal recorded."""
    books = {book_subject(row): row for row in RegisterBook.objects.iterator(chunk_size=500)}
    lists = {disposal_subject(row): row for row in Disposal.objects.iterator(chunk_size=500)}
    return [
        *_differing("certification-book:", books, {s: r for s, r in books.items() if r.closed_at}),
        *_differing("certification-disposal:", lists, lists),
    ]


def _differing(prefix: str, rows: dict[str, Any], told: dict[str, Any]) -> Iterator[str]:
    """Rows against the last event of each; ``told`` are the rows of which the journal must speak."""
    said: dict[str, str] = {}
    chain = Event.objects.filter(subject__startswith=prefix).order_by("subject", "n")
    for subject, facts in chain.values_list("subject", "facts").iterator(chunk_size=500):
        said[subject] = facts.get("row", "")
    for subject in sorted(said.keys() | told.keys()):
        row = rows.get(subject)
        if subject not in said:
            yield Said("{subject}: có trong bảng nhưng không có trong sổ cái (bị chèn).", subject=subject)
        elif row is None:
            yield Said("{subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", subject=subject)
        elif of_row(subject, row) != said[subject]:
            yield Said("{subject}: khác với sổ cái (bị sửa).", subject=subject)
