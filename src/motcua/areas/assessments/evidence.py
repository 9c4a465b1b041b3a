"""What an act says of the rows of a sheet, and whether these rows still are what the journal says."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from motcua.areas.assessments.models import Assessment, Attachment, Line, SetVersion
from motcua.areas.cases.evidence import chains, digest

SUBJECT, SETS = "assessment:", "index-set:"
KEYS = frozenset({"id", "assessment_id", "file_id"})


YOUNGER: dict[str, Any] = {"decided_on": None, "above": False}
"""Columns younger than digests: they count only where they say something, so that what was said before stays true."""


def of_rows(assessment: Assessment, *beside: Line | Attachment) -> dict[str, str]:
    """Digests of a sheet and of what stands beside it."""
    made = _of(assessment.subject, "sheet", assessment)
    for row in beside:
        if isinstance(row, Line):
            made |= _of(assessment.subject, f"line.{row.criterion}", row)
        else:
            made |= _of(assessment.subject, f"file.{row.n}", row, sha256=row.file.sha256)
    return made


def _of(subject: str, name: str, row: Any, **more: Any) -> dict[str, str]:
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in KEYS}
    said = {name: value for name, value in values.items() if name not in YOUNGER or value != YOUNGER[name]}
    return {name: digest(subject, name, {**said, **more})}


def of_set(row: SetVersion) -> dict[str, str]:
    """Digest of a version of a set."""
    return _of(row.subject, f"version.{row.number}", row)


def disagreements() -> list[str]:
    """Sheets and sets that differ from what the journal recorded."""
    beside: dict[int, list[Line | Attachment]] = defaultdict(list)
    rows: Iterable[Line | Attachment] = (*Line.objects.all(), *Attachment.objects.select_related("file"))
    for row in rows:
        beside[row.assessment_id].append(row)
    found = chains(SUBJECT, {one.subject: of_rows(one, *beside[one.pk]) for one in Assessment.objects.all()})
    sets: dict[str, dict[str, str]] = defaultdict(dict)
    for version in SetVersion.objects.all():
        sets[version.subject] |= of_set(version)
    return found + chains(SETS, sets)
