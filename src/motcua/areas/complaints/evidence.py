"""What an act says of the rows of complaints, and these rows as they are now (``cases.evidence``)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from motcua.areas.cases import evidence
from motcua.areas.cases.models import Case
from motcua.areas.cases.queries import had_by
from motcua.areas.complaints import events
from motcua.areas.complaints.choices import KIND
from motcua.areas.complaints.models import Complaint, Dialogue, Numbered, Publication
from motcua.base.documents.evidence import Borne
from motcua.rules.numbering import book_of

Row = Complaint | Numbered | Dialogue | Publication
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Complaint: frozenset({"case_id", "petition_id", "first_id"}),
    Numbered: frozenset({"id", "complaint_id"}),
    Dialogue: frozenset({"id", "complaint_id"}),
    Publication: frozenset({"id", "complaint_id"}),
}
"""Columns that no digest covers: keys; what they lead to is named instead."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}
YOUNGER = ("asked_back_on", "withdrawal", "withdrawal_on")
"""Columns younger than digests: they count only where they say something, so that what was said before stays true."""
NAMES: dict[type[Any], str] = {Numbered: "document", Dialogue: "dialogue", Publication: "publication"}


def of_rows(subject: str, rows: Iterable[Row]) -> dict[str, str]:
    """Digests of rows of a complaint."""
    said = {}
    for row in rows:
        values = {column: getattr(row, column) for column in COLUMNS[type(row)]}
        if isinstance(row, Publication) and not row.public_text:
            del values["public_text"]  # younger than digests: counts only where it says something
        if isinstance(row, Complaint):
            name = "complaint"
            values = {name: value for name, value in values.items() if value or name not in YOUNGER}
            values["petition"] = row.petition.case.code
            values["first"] = row.first.case.code if row.first else ""
        else:
            name = f"{NAMES[type(row)]}.{row.n}"
        said[name] = evidence.digest(subject, name, values)
    return said


def rows_of(cases: Sequence[Case]) -> dict[int, dict[str, str]]:
    """Digests of the rows that hang on these cases now, by the key of the case."""
    keys = [case.pk for case in cases]
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in Complaint.objects.filter(case_id__in=keys).select_related("petition__case", "first__case"):
        rows[row.case_id].append(row)
    for model in NAMES:
        for beside in model.objects.filter(complaint_id__in=keys):
            rows[beside.complaint_id].append(beside)
    return {case.pk: of_rows(case.subject, rows[case.pk]) for case in cases}


CASES = evidence.Covered(KIND, rows_of, (events.TYPES_LOADED.name,))


def numbers_borne() -> list[Borne]:
    """The highest number of documents on complaints, by agency, book and year."""
    found: dict[tuple[str, str, int], int] = defaultdict(int)
    had = Numbered.objects.annotate(had_by=had_by("issued_on", case="complaint__case"))
    rows = had.values_list("had_by", "number", "issued_on")
    for agency, number, on in rows.iterator(chunk_size=2000):
        serial, _, symbol = number.partition("/")
        if serial.isdecimal():
            book = book_of(symbol)
            found[agency, book, on.year] = max(found[agency, book, on.year], int(serial))
    return [(*book, highest) for book, highest in sorted(found.items())]
