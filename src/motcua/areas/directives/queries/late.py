"""When a task is late, as the database asks it (R8.13, R8.14)."""

import datetime as dt

from django.db.models import F, Q


def late_now(now: dt.datetime) -> Q:
    """Open tasks whose last approved deadline was missed."""
    return Q(outcome="", case__isnull=False) & missed(now)


def missed(then: dt.datetime, *, case: str = "case__", task: str = "") -> Q:
    """The last approved deadline passed before a moment and nothing was handed in by it: ``rules.tasks.is_late`` of
    what is not over, as the database asks it. ``case``, ``task``: the way to their columns."""
    nothing = Q(**{f"{task}handed_at": None}) | Q(**{f"{task}handed_at__gt": F(f"{case}due_at")})
    return Q(**{f"{case}paused": False, f"{case}due_at__lt": then}) & nothing
