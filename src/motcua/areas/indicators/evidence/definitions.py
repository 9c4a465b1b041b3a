"""What publishing a definition, setting a target and loading published figures say of their rows."""

from motcua.areas.cases.evidence import chains, digest, of_row
from motcua.areas.indicators.models import (
    DefinitionVersion,
    Openness,
    PortalFigure,
    PublishedFigure,
    SourceRow,
    Target,
)
from motcua.base.journal.models import Event

VERSION = ("indicator", "number", "valid_from", "content", "published_at", "published_by")
TARGET = ("indicator", "unit", "year", "n", "value", "law", "set_at", "set_by")
OPENNESS = ("indicator", "n", "public", "set_at", "set_by")
YOUNGER = ("task", "agency", "state", "confirmed_at", "confirmed_by")
"""Columns younger than digests: they count only where they say something, so that what was said before stays true."""
PORTAL = ("unit", "item", "month", "n", "numerator", "denominator", "source", "noted_at", "noted_by")
PUBLISHED = ("key", "n", "indicator", "unit", "since", "last", "content", "loaded_at")
SOURCE_ROW = ("key", "n", "content", "loaded_at")


def of_version(row: DefinitionVersion) -> dict[str, str]:
    """Digest of a version of a definition."""
    return {f"version.{row.number}": of_row(row.subject, "version", row, (*VERSION, *_said(row)))}


def of_target(row: Target) -> dict[str, str]:
    """Digest of a target."""
    return {
        f"target.{row.unit}.{row.year}.{row.n}": of_row(row.subject, "target", row, (*TARGET, *_said(row)))
    }


def _said(row: DefinitionVersion | Target) -> list[str]:
    return [name for name in YOUNGER if getattr(row, name, None)]


def of_openness(row: Openness) -> dict[str, str]:
    """Digest of whether an indicator is open."""
    return {f"openness.{row.n}": of_row(row.subject, "openness", row, OPENNESS)}


def of_portal(row: PortalFigure) -> dict[str, str]:
    """Digest of a figure of the national portal."""
    return {f"portal.{row.item}.{row.month}.{row.n}": of_row(row.subject, "portal", row, PORTAL)}


def of_published(row: PublishedFigure) -> dict[str, str]:
    """Digest of a published figure."""
    values = {name: getattr(row, name) for name in PUBLISHED}
    return {f"{row.key}.{row.n}": digest(PublishedFigure.SUBJECT, "published", values)}


def of_source_row(row: SourceRow) -> dict[str, str]:
    """Digest of a source row."""
    return {f"{row.key}.{row.n}": of_row(SourceRow.SUBJECT, "source", row, SOURCE_ROW)}


def disagreements() -> list[str]:
    """Definitions, targets and published figures that differ from what the journal recorded."""
    now: dict[str, dict[str, str]] = {}
    for version in DefinitionVersion.objects.iterator(chunk_size=500):
        now.setdefault(version.subject, {}).update(of_version(version))
    for target in Target.objects.iterator(chunk_size=500):
        now.setdefault(target.subject, {}).update(of_target(target))
    for openness in Openness.objects.iterator(chunk_size=500):
        now.setdefault(openness.subject, {}).update(of_openness(openness))
    portal: dict[str, dict[str, str]] = {}
    for noted in PortalFigure.objects.iterator(chunk_size=500):
        portal.setdefault(noted.subject, {}).update(of_portal(noted))
    found = [*chains("indicator:", now), *chains("portal-figures:", portal)]
    published: dict[str, str] = {}
    for figure in PublishedFigure.objects.iterator(chunk_size=500):
        published |= of_published(figure)
    sources: dict[str, str] = {}
    for source in SourceRow.objects.iterator(chunk_size=500):
        sources |= of_source_row(source)
    for subject, now_there in ((PublishedFigure.SUBJECT, published), (SourceRow.SUBJECT, sources)):
        told = Event.objects.filter(subject=subject).exists()
        found += chains(subject, {subject: now_there} if told or now_there else {})
    return found
