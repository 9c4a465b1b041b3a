"""What stays of periodic reports, for counting: by when each was promised and when it first left."""

import datetime as dt
from dataclasses import dataclass

from motcua.areas.reports.models import PeriodicReport


@dataclass(frozen=True)
class Promised:
    """By when a report is due and when it first left, which no correction moves; None before."""

    due_at: dt.datetime
    sent_at: dt.datetime | None


def promised(code: str) -> Promised | None:
    """The promise of a report; None of one that is not here."""
    found = PeriodicReport.objects.filter(code=code).values_list("due_at", "sent_at").first()
    return Promised(*found) if found else None
