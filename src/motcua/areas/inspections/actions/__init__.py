"""Every verb of inspections and recommendations."""

from motcua.areas.inspections.actions.planning import cancel, change, conclude, plan, publish
from motcua.areas.inspections.actions.recommending import (
    VERBS,
    accept,
    answer,
    ask_again,
    load_types,
    name_post,
    recommend,
    settle,
    withdraw,
)

__all__ = [
    "VERBS", "accept", "answer", "ask_again", "cancel", "change", "conclude", "load_types", "name_post", "plan",
    "publish", "recommend", "settle", "withdraw",
]  # fmt: skip
