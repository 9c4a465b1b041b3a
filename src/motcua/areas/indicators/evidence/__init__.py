"""What events say of closed figures, definitions, targets and published figures, and whether rows still are so."""

from motcua.areas.indicators.evidence import definitions, reports
from motcua.areas.indicators.evidence.reports import of_report

__all__ = ["disagreements", "of_report"]


def disagreements() -> list[str]:
    """Rows that differ from what the journal recorded."""
    return [*reports.disagreements(), *definitions.disagreements()]
