"""The verbs of feedback (NĐ 20/2008, NĐ 92/2017; R3.23–R3.25, R6.49, R6.50)."""

from typing import Any

from motcua.areas.feedback.actions.handing import AlreadyHandedOver, hand_over
from motcua.areas.feedback.actions.handling import (
    AlreadyThere,
    SameCategory,
    answer,
    ask,
    forward,
    locate,
    merge,
    reject,
    reroute,
    start,
    supply,
    withdraw,
)
from motcua.areas.feedback.actions.intake import (
    NotProposedHere,
    accept,
    load_types,
    receive,
    send_ahead,
    set_time,
    take_back,
)
from motcua.areas.feedback.actions.publishing import (
    AlreadyRated,
    NotAnswered,
    NotPublic,
    OwnAnswer,
    TooLate,
    approve,
    close,
    publish,
    rate,
    reopen,
    unpublish,
)
from motcua.areas.feedback.actions.succeeding import succeed

VERBS: dict[str, Any] = {
    "start": start, "ask": ask, "supply": supply, "reroute": reroute, "forward": forward, "reject": reject,
    "merge": merge, "withdraw": withdraw, "answer": answer, "approve": approve, "unpublish": unpublish,
    "locate": locate, "publish": publish, "close": close, "hand_over": hand_over,
}  # fmt: skip
"""What officials do, by name."""

__all__ = [
    "VERBS",
    "AlreadyHandedOver",
    "AlreadyRated",
    "AlreadyThere",
    "NotAnswered",
    "NotProposedHere",
    "NotPublic",
    "OwnAnswer",
    "SameCategory",
    "TooLate",
    "accept",
    "answer",
    "approve",
    "ask",
    "close",
    "forward",
    "hand_over",
    "load_types",
    "locate",
    "merge",
    "publish",
    "rate",
    "receive",
    "reject",
    "reopen",
    "reroute",
    "send_ahead",
    "set_time",
    "start",
    "succeed",
    "supply",
    "take_back",
    "unpublish",
    "withdraw",
]  # fmt: skip
