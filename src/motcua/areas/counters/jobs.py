"""What the clock does in the hall: yesterday's numbers and counters end."""

from motcua.areas.counters import actions, queries
from motcua.areas.counters.models import Shift
from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM
from motcua.rules.calendar import TZ


def end_days() -> int:
    """End what an earlier day left open: numbers, then the counters that nobody closed; returns how many."""
    at = now()
    today = at.astimezone(TZ).date()
    names = queries.stale(today)
    for name in names:
        actions.end_day(by=SYSTEM, at=at, ticket=name)
    forgotten = Shift.objects.select_related("counter").filter(
        on__lt=today, opened_at__isnull=False, closed_at=None
    )[:200]
    for shift in forgotten:
        actions.close_counter(by=SYSTEM, at=at, place=shift.counter.place, number=shift.counter.number)
    return len(names) + len(forgotten)
