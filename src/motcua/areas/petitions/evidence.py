"""What an act says of the rows of petitions, and these rows as they are now.

Petitions and their files hang on their case and are checked with it (``cases.evidence``); sealed identities, with the
posts assigned to them and their openings, and lists of disposal have chains of their own, and ``disagreements`` holds
them against these.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from motcua.areas.cases import evidence
from motcua.areas.cases.models import Case
from motcua.areas.cases.queries import had_by
from motcua.areas.petitions import events
from motcua.areas.petitions.choices import KIND
from motcua.areas.petitions.models import (
    Assignment,
    Disposal,
    Opening,
    Petition,
    PetitionFile,
    PetitionLetter,
    PetitionRequest,
    SealedIdentity,
)
from motcua.base.documents.evidence import Borne
from motcua.base.journal.models import Event
from motcua.rules.numbering import book_of
from motcua.rules.said import Said

Row = Petition | PetitionFile | PetitionRequest | PetitionLetter
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Petition: frozenset(
        {"case_id", "submitter_id", "contact", "sealed_id", "duplicate_of_id", "parent_id", "disposal_id"}
    ),
    PetitionFile: frozenset({"id", "petition_id", "file_id"}),
    PetitionRequest: frozenset({"id", "petition_id"}),
    PetitionLetter: frozenset({"id", "petition_id"}),
    SealedIdentity: frozenset({"id"}),
    Assignment: frozenset({"id", "identity_id"}),
    Opening: frozenset({"id", "identity_id"}),
    Disposal: frozenset({"id"}),
}
"""Columns that no digest covers: keys (what they lead to is named instead), and what people may have corrected."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}
YOUNGER = ("authorised", "spared", "follows", "inform_by", "informed_at", "withdrawal", "withdrawal_on")
"""Columns younger than digests: they count only where they say something, so that what was said before stays true."""
SUBJECT, DISPOSAL = "sealed-identity:", "petition-disposal:"


def of_rows(subject: str, rows: Iterable[Row]) -> dict[str, str]:
    """Digests of rows of a petition; that of a file covers its content."""
    said = {}
    for row in rows:
        values = {column: getattr(row, column) for column in COLUMNS[type(row)]}
        if isinstance(row, PetitionFile):
            name = f"file.{row.n}"
            values["sha256"] = row.file.sha256
        elif isinstance(row, PetitionRequest):
            name = f"request.{row.n}"
        elif isinstance(row, PetitionLetter):
            name = f"letter.{row.n}"
        else:
            name = "petition"
            values = {name: value for name, value in values.items() if value or name not in YOUNGER}
            values["sealed"] = row.sealed.pseudonym if row.sealed else ""
            values["duplicate_of"] = row.duplicate_of.case.code if row.duplicate_of else ""
            values["parent"] = row.parent.case.code if row.parent else ""
        said[name] = evidence.digest(subject, name, values)
    return said


def rows_of(cases: Sequence[Case]) -> dict[int, dict[str, str]]:
    """Digests of the rows that hang on these cases now, by the key of the case."""
    keys = [case.pk for case in cases]
    rows: dict[int, list[Row]] = defaultdict(list)
    petitions = Petition.objects.filter(case_id__in=keys).defer("contact")
    for petition in petitions.select_related("sealed", "duplicate_of__case", "parent__case"):
        rows[petition.case_id].append(petition)
    for file in PetitionFile.objects.filter(petition_id__in=keys).select_related("file"):
        rows[file.petition_id].append(file)
    for request in PetitionRequest.objects.filter(petition_id__in=keys):
        rows[request.petition_id].append(request)
    for letter in PetitionLetter.objects.filter(petition_id__in=keys):
        rows[letter.petition_id].append(letter)
    return {case.pk: of_rows(case.subject, rows[case.pk]) for case in cases}


CASES = evidence.Covered(KIND, rows_of, (events.TYPES_LOADED.name,))


def numbers_borne() -> list[Borne]:
    """The highest number of letters about petitions, by agency, book and year."""
    found: dict[tuple[str, str, int], int] = defaultdict(int)
    rows = PetitionLetter.objects.annotate(had_by=had_by("issued_on", case="petition__case"))
    for row in rows.exclude(serial=None).iterator(chunk_size=2000):
        book = row.had_by, book_of(row.number.partition("/")[2]), row.issued_on.year
        found[book] = max(found[book], row.serial or 0)
    return [(*book, highest) for book, highest in sorted(found.items())]


# --- the sealed store ------------------------------------------------------------------------------------------


def subject_of(identity: SealedIdentity) -> str:
    """Name of a sealed identity in the journal."""
    return f"{SUBJECT}{identity.pseudonym}"


def of_identity(identity: SealedIdentity, *beside: Assignment | Opening) -> dict[str, str]:
    """Digests of an identity as it is sealed, and of rows beside it."""
    subject = subject_of(identity)
    said = {"identity": _of(subject, "identity", identity)}
    for row in beside:
        name = f"{'assignment' if isinstance(row, Assignment) else 'opening'}.{row.n}"
        said[name] = _of(subject, name, row)
    return said


def _of(subject: str, name: str, row: Any) -> str:
    values = {column: getattr(row, column) for column in COLUMNS[type(row)]}
    if "sealed" in values:
        values["sealed"] = bytes(values["sealed"]).hex()
    return evidence.digest(subject, name, values)


def disposal_subject(disposal: Disposal) -> str:
    """Name of a list of disposal in the journal."""
    return f"{DISPOSAL}{disposal.agency}/{disposal.number}"


def of_disposal(disposal: Disposal) -> dict[str, str]:
    """Digest of a list of disposal."""
    subject = disposal_subject(disposal)
    return {"row": evidence.of_row(subject, "row", disposal, COLUMNS[Disposal])}


def disagreements() -> list[str]:
    """Sealed identities, assignments, openings and lists of disposal that differ from what the journal recorded."""
    lists = {disposal_subject(row): of_disposal(row) for row in Disposal.objects.iterator(chunk_size=500)}
    return [*_identities(), *evidence.chains(DISPOSAL, lists)]


def _identities() -> list[str]:
    told: dict[str, dict[str, str]] = defaultdict(dict)
    chain = Event.objects.filter(subject__startswith=SUBJECT).order_by("subject", "n")
    for subject, facts in chain.values_list("subject", "facts").iterator(chunk_size=500):
        told[subject] |= facts.get("rows", {})
    now: dict[str, dict[str, str]] = {}
    for identity in SealedIdentity.objects.prefetch_related("assignments", "openings"):
        now[subject_of(identity)] = of_identity(
            identity, *identity.assignments.all(), *identity.openings.all()
        )
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
