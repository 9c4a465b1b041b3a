"""Every read of inspections and recommendations: what this actor, or the public, may see."""

from motcua.areas.inspections.queries.inspections import (
    NoSuchInspection,
    counts,
    events,
    inspection,
    inspection_to_act_on,
    inspections,
    inspections_of_ended_units,
    name_of,
    overlapping,
    public_inspection,
    public_inspections,
    publish_by,
    units_for,
    waiting_at,
)
from motcua.areas.inspections.queries.recommendations import (
    NoSuchRecommendation,
    Tally,
    Wanted,
    acts_for,
    days_to_reply,
    due_of,
    figures,
    of_ended_units,
    recommendation,
    recommendation_to_act_on,
    recommendations,
    recommendations_of,
    replied_by,
    tally,
    watch_of,
)

__all__ = [
    "NoSuchInspection", "NoSuchRecommendation", "Tally", "Wanted", "acts_for", "counts", "days_to_reply", "due_of",
    "events", "figures", "inspection", "inspection_to_act_on", "inspections",
    "inspections_of_ended_units", "name_of", "of_ended_units", "overlapping",
    "public_inspection", "public_inspections", "publish_by", "recommendation", "recommendation_to_act_on",
    "recommendations", "recommendations_of", "replied_by", "tally", "units_for", "waiting_at", "watch_of",
]  # fmt: skip
