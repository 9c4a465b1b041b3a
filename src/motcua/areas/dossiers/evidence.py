"""What an act says of a dossier's own rows, and these rows as they are now.

What it says of the engine's rows, and the check of both, is ``areas.cases.evidence``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Max
from django.db.models.functions import ExtractYear

from motcua.areas.cases import evidence
from motcua.areas.cases.models import Case
from motcua.areas.cases.queries import had_by
from motcua.areas.dossiers import events
from motcua.areas.dossiers.choices import SYMBOLS
from motcua.areas.dossiers.models import Decision, Dossier, Origin, Rating, Result, SupplementRequest
from motcua.areas.procedures.events import PUBLISHING
from motcua.base.documents.evidence import Borne
from motcua.rules.calendar import TZ

Row = Dossier | Decision | SupplementRequest | Result | Rating | Origin
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Dossier: frozenset({"case_id", "applicant_id", "contact", "note", "owner", "parent_id"}),
    Decision: frozenset({"id", "dossier_id"}),
    SupplementRequest: frozenset({"id", "dossier_id"}),
    Result: frozenset({"dossier_id"}),
    Rating: frozenset({"dossier_id"}),
    Origin: frozenset({"dossier_id", "external"}),
}
"""Columns that no digest of a row covers: keys, and what people may have corrected."""
WHOSE = "dossier.whose"
"""A digest of its own: which record is the applicant's, who filed it online, of which dossier it is a stage. Events of
before did not say it."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}


YOUNGER: dict[type[Any], dict[str, Any]] = {
    Result: {"signed_at": None, "signer": "", "valid_to": None},
    SupplementRequest: {"said": "", "declared_before": ""},
    Dossier: {"answers": "", "stage": 0, "on_the_spot": 0, "one_visit": None},
}
"""Columns younger than digests, with what they say of rows of before: counted only where they say something else."""


def name_of(row: Row) -> str:
    """How an event calls a row of a dossier."""
    match row:
        case Decision():
            return f"decision.{row.form}"
        case SupplementRequest():
            return f"supplement.{row.round}"
    return type(row).__name__.lower()


def of_rows(subject: str, rows: Iterable[Row]) -> dict[str, str]:
    """Digests of rows of a dossier; that of a result covers the content of its file."""
    said = {}
    for row in rows:
        name = name_of(row)
        silent = YOUNGER.get(type(row), {})
        values = {column: getattr(row, column) for column in COLUMNS[type(row)]}
        values = {key: value for key, value in values.items() if key not in silent or value != silent[key]}
        if isinstance(row, Result):
            values["sha256"] = row.file.sha256 if row.file else ""
        said[name] = evidence.digest(subject, name, values)
        if isinstance(row, Dossier):
            whose = {"applicant": row.applicant_id, "owner": row.owner, "parent": row.parent_id}
            said[WHOSE] = evidence.digest(subject, WHOSE, whose)
    return said


def rows_of(cases: Sequence[Case]) -> dict[int, dict[str, str]]:
    """Digests of the rows that hang on these cases now, by the key of the case."""
    keys = [case.pk for case in cases]
    rows: dict[int, list[Any]] = defaultdict(list)
    for found in (
        Dossier.objects.filter(case_id__in=keys).defer("contact", "note"),
        Decision.objects.filter(dossier_id__in=keys),
        SupplementRequest.objects.filter(dossier_id__in=keys),
        Result.objects.filter(dossier_id__in=keys).select_related("file"),
        Rating.objects.filter(dossier_id__in=keys),
        Origin.objects.filter(dossier_id__in=keys).defer("external"),
    ):
        for row in found:
            rows[row.case_id if isinstance(row, Dossier) else row.dossier_id].append(row)
    return {case.pk: of_rows(case.subject, rows[case.pk]) for case in cases}


def numbers_borne() -> list[Borne]:
    """The highest number of requests to supplement and of written decisions, by agency, book and year."""
    found: dict[tuple[str, str, int], int] = defaultdict(int)
    asked = SupplementRequest.objects.annotate(had_by=had_by("asked_at", case="dossier__case")).values_list(
        "had_by", ExtractYear("asked_at", tzinfo=TZ)
    )
    decided = Decision.objects.annotate(had_by=had_by("at", case="dossier__case")).values_list(
        "form", "had_by", ExtractYear("at", tzinfo=TZ)
    )
    rows = [("mau-02", *row) for row in asked.annotate(highest=Max("number")).order_by()]
    for form, agency, year, highest in [*rows, *decided.annotate(highest=Max("number")).order_by()]:
        if form in SYMBOLS and highest:
            book = (agency, SYMBOLS[form], year)
            found[book] = max(found[book], highest)
    return [(*book, highest) for book, highest in sorted(found.items())]


CASES = evidence.Covered(
    "dossier", rows_of, tuple(kind.name for kind in (*PUBLISHING, events.HISTORY_OPENED)), frozenset({WHOSE})
)
