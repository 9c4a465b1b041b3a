"""A deadline is a fold over its events in the working time of a unit (R0.1–R0.3, R1.18–R1.29)."""

from motcua.rules.deadlines.clocks import (
    Clock,
    ClockEvent,
    ClockFault,
    ClockState,
    Extended,
    Law,
    Outcome,
    Paused,
    Relimited,
    Restarted,
    Resumed,
    Started,
    Stopped,
    begun_under,
    read,
)
from motcua.rules.deadlines.counting import Cutoff, days_left, due, over_before, start_of
from motcua.rules.deadlines.limits import UNIT_WORDS, Limit, TimeUnit, parse_limit
from motcua.rules.deadlines.wording import explain

__all__ = [
    "UNIT_WORDS",
    "Clock",
    "ClockEvent",
    "ClockFault",
    "ClockState",
    "Cutoff",
    "Extended",
    "Law",
    "Limit",
    "Outcome",
    "Paused",
    "Relimited",
    "Restarted",
    "Resumed",
    "Started",
    "Stopped",
    "TimeUnit",
    "begun_under",
    "days_left",
    "due",
    "explain",
    "over_before",
    "parse_limit",
    "read",
    "start_of",
]
