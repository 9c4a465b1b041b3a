"""Parameters held against the journal: every act that changes one says the digest of all."""

from collections.abc import Iterator

from motcua.base.journal import evidence
from motcua.base.law import events
from motcua.base.law.models import Parameter

PARAMETER = ("key", "value", "unit", "valid_from", "valid_to", "rule", "source", "certainty")
KINDS = (events.LOADED.name, events.PARAMETER_SET.name)


def holds() -> dict[str, str]:
    """What an act that changed parameters says of all of them."""
    rows = Parameter.objects.order_by("key", "valid_from").values(*PARAMETER)
    return {evidence.HOLDS: evidence.of_rows(rows)}


def disagreements() -> Iterator[str]:
    """Whether a parameter was altered, removed or added by hand."""
    yield from evidence.disagreement(KINDS, holds()[evidence.HOLDS], "Tham số")
