"""What an act says of the row of an escalation, and whether these rows still are what the journal says."""

from motcua.areas.cases.evidence import chains, of_row
from motcua.areas.escalations.models import Escalation

SUBJECT = "escalation:"
COLUMNS = tuple(f.attname for f in Escalation._meta.concrete_fields if f.attname not in ("id", "obstacle"))


def of_rows(escalation: Escalation) -> dict[str, str]:
    """Digest of an escalation; a column younger than digests counts only where it says something."""
    columns = COLUMNS if escalation.obstacle is None else (*COLUMNS, "obstacle")
    return {"escalation": of_row(escalation.subject, "escalation", escalation, columns)}


def disagreements() -> list[str]:
    """Escalations that differ from what the journal recorded."""
    return chains(SUBJECT, {row.subject: of_rows(row) for row in Escalation.objects.iterator()})
