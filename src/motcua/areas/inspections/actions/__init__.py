"""Every verb of inspections and recommendations."""

from motcua.areas.inspections.actions.planning import cancel, change, conclude, plan, publish
from motcua.areas.inspections.actions.recommending import VERBS as ANSWERING
from motcua.areas.inspections.actions.recommending import (
    accept,
    answer,
    ask_again,
    load_types,
    name_post,
    recommend,
    settle,
    withdraw,
)
from motcua.areas.inspections.actions.succeeding import succeed, succeed_inspection
from motcua.areas.inspections.actions.watching import (
    AlreadyWatched,
    NotFromInspection,
    NotWatched,
    unwatch,
    watch,
)

VERBS = {**ANSWERING, "watch": watch, "unwatch": unwatch}

__all__ = [
    "VERBS", "AlreadyWatched", "NotFromInspection", "NotWatched", "accept", "answer", "ask_again", "cancel", "change",
    "conclude", "load_types", "name_post", "plan", "publish", "recommend", "settle", "succeed",
    "succeed_inspection", "unwatch", "watch", "withdraw",
]  # fmt: skip
