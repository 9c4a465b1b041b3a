"""What an act says of the rows of an initiative, and whether these rows still are what the journal says."""

from collections.abc import Iterable

from motcua.areas.cases.evidence import chains, of_row
from motcua.areas.initiatives.models import Initiative, Replication

SUBJECT = "initiative:"
COLUMNS = tuple(f.attname for f in Initiative._meta.concrete_fields if f.attname != "id")
BESIDE = tuple(
    f.attname for f in Replication._meta.concrete_fields if f.attname not in {"id", "initiative_id"}
)


def of_rows(initiative: Initiative, replications: Iterable[Replication] = ()) -> dict[str, str]:
    """Digests of an initiative, and of where it is done too."""
    said = {"initiative": of_row(initiative.subject, "initiative", initiative, COLUMNS)}
    for row in replications:
        said[f"replication.{row.n}"] = of_row(initiative.subject, f"replication.{row.n}", row, BESIDE)
    return said


def disagreements() -> list[str]:
    """Initiatives that differ from what the journal recorded."""
    rows = Initiative.objects.prefetch_related("replications")
    return chains(SUBJECT, {row.subject: of_rows(row, row.replications.all()) for row in rows})
