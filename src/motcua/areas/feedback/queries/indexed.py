"""Feedback counted for the index of QĐ 766/QĐ-TTg (R4.15, R4.16): what came in a span, in time, and not objected to."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from motcua.areas.feedback import policies
from motcua.areas.feedback.choices import State
from motcua.areas.feedback.models import Feedback, FeedbackRating
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ

COUNTS = ("feedback_on_time", "feedback_satisfied")
DISSATISFIED = 2
"""So many stars and fewer are "không hài lòng"."""
NOT_OURS = (State.MERGED, State.WITHDRAWN, State.HANDED_OVER)
"""Taken back by its sender, counted with another, or no feedback at all."""


def _came(since: dt.date, until: dt.date) -> Q:
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in (since, until))
    return Q(case__received_at__gte=start, case__received_at__lt=end)


def _late(until: dt.date, at: dt.datetime) -> Q:
    """Answered after its time, or still open after it when the span ended."""
    seen = min(dt.datetime.combine(until, dt.time(), TZ), at)
    still = Q(case__finished_at=None) | Q(case__finished_at__gte=seen)
    ended_late = Q(case__finished_at__lt=seen, case__on_time=False)
    return ended_late | (still & Q(case__paused=False, case__legal_due_at__lt=seen))


_BAD = Q(reopened_at__isnull=False) | Q(
    Exists(FeedbackRating.objects.filter(feedback=OuterRef("pk"), stars__lte=DISSATISFIED))
)


def indexed(
    units: Collection[str], spans: Sequence[tuple[dt.date, dt.date]], at: dt.datetime
) -> dict[tuple[str, int], dict[str, tuple[int, int]]]:
    """Numbers by agency and span: (right, received)."""
    counts: dict[str, Any] = {}
    for i, (since, until) in enumerate(spans):
        came, late = _came(since, until), _late(until, at)
        counts |= {
            f"all_{i}": Count("pk", filter=came),
            f"late_{i}": Count("pk", filter=came & late),
            f"bad_{i}": Count("pk", filter=came & (late | _BAD)),
        }
    whole = _came(min(since for since, _ in spans), max(until for _, until in spans))
    rows = Feedback.objects.filter(whole, agency__in=units).exclude(case__state__in=NOT_OURS)
    told: Any = rows.values("agency").annotate(**counts).order_by()
    return {
        (row["agency"], i): {
            "feedback_on_time": (row[f"all_{i}"] - row[f"late_{i}"], row[f"all_{i}"]),
            "feedback_satisfied": (row[f"all_{i}"] - row[f"bad_{i}"], row[f"all_{i}"]),
        }
        for row in told
        for i in range(len(spans))
    }


def indexed_codes(by: Actor, count: str, since: dt.date, until: dt.date, at: dt.datetime) -> list[str]:
    """Codes of the feedback of this actor's agency that a point was lost by."""
    if not policies.can_see(by, by.agency):
        return []
    lost = _late(until, at)
    if count == "feedback_satisfied":
        lost |= _BAD
    rows = Feedback.objects.filter(_came(since, until), lost, agency=by.agency)
    rows = rows.exclude(case__state__in=NOT_OURS)
    return list(rows.order_by("-pk").values_list("case__code", flat=True))
