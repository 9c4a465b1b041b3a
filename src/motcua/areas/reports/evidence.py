"""What an act says of the rows of duties and reports, and whether these rows still are what the journal says."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, Max, Q, When
from django.db.models.functions import ExtractYear

from motcua.areas.cases.evidence import chains, digest
from motcua.areas.reports.models import Entry, Part, PeriodicReport, Remark, ReportDuty, Snapshot
from motcua.base.documents.evidence import Borne
from motcua.base.journal.policies import fingerprint
from motcua.rules.calendar import TZ
from motcua.rules.said import Said

BOOK = "BC"
KEYS = frozenset({"id", "report_id", "duty_id", "taken_into_id"})
YOUNGER = frozenset({"task", "came_to", "brought_at"})
"""Columns younger than digests: they count only where they say something."""


def _of(subject: str, name: str, row: Any, **more: Any) -> dict[str, str]:
    names = [f.attname for f in row._meta.concrete_fields if f.attname not in KEYS]
    values = {name: getattr(row, name) for name in names if name not in YOUNGER or getattr(row, name)}
    return {name: digest(subject, name, {**values, **more})}


def of_duty(duty: ReportDuty) -> dict[str, str]:
    """Digest of a duty."""
    return _of(duty.subject, "duty", duty)


def of_report(report: PeriodicReport, *rows: Part | Entry | Remark | Snapshot) -> dict[str, str]:
    """Digests of a report and of rows that hang on it."""
    into = report.taken_into.code if report.taken_into is not None else ""
    made = _of(report.subject, "report", report, duty=report.duty.code, taken_into=into)
    for row in rows:
        match row:
            case Part():
                name = f"part.{row.section}.{row.n}"
            case Entry():
                name = f"entry.{row.figure}.{row.n}"
            case Remark():
                name = f"remark.{row.n}"
            case _:
                name = f"snapshot.{row.n}"
        made |= _of(report.subject, name, row)
    return made


def sha256_of(content: dict[str, Any]) -> str:
    """Of the canonical JSON of a snapshot."""
    return fingerprint(content)


def _wholes() -> Iterator[tuple[str, dict[str, str]]]:
    rows = PeriodicReport.objects.select_related("duty", "taken_into").order_by("pk")
    for one in rows.prefetch_related("parts", "entries", "remarks", "snapshots").iterator(chunk_size=200):
        hung: Iterable[Any] = (*one.parts.all(), *one.entries.all(), *one.remarks.all(), *one.snapshots.all())
        yield one.subject, of_report(one, *hung)


def disagreements() -> list[str]:
    """Duties and reports that differ from what the journal recorded; snapshots that are not what their hash says."""
    found = chains("report-duty:", {row.subject: of_duty(row) for row in ReportDuty.objects.iterator()})
    found += chains("periodic-report:", dict(_wholes()))
    for row in Snapshot.objects.select_related("report").iterator():
        if sha256_of(row.content) != row.sha256:
            found.append(
                Said(
                    "{subject}: phiên bản {n} không khớp mã băm (bị sửa).",
                    subject=row.report.subject,
                    n=row.n,
                )
            )
    return found


def numbers_borne() -> list[Borne]:
    """The highest number of reports by agency and year."""
    rows = PeriodicReport.objects.filter(serial__isnull=False)
    before = When(Q(brought_at__isnull=False) & Q(issued_at__lt=F("brought_at")), then=F("came_to"))
    taken_by = rows.annotate(taken_by=Choice(before, default=F("agency")))
    told = taken_by.values_list("taken_by", ExtractYear("issued_at", tzinfo=TZ))
    counted = told.annotate(highest=Max("serial"))
    return [(agency, BOOK, year, highest) for agency, year, highest in counted.order_by()]
