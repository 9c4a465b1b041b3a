"""Periodic work of inspections: find, then call one action each."""

from motcua.areas.inspections import actions, queries
from motcua.base.journal.clock import TZ, now
from motcua.base.journal.ports import SYSTEM


def go_on_with_heirs() -> int:
    """Where units were reorganised, their heirs go on with inspections and recommendations (R11.9); how many."""
    at = now()
    on = at.astimezone(TZ).date()
    inspections, recommendations = queries.inspections_of_ended_units(on), queries.of_ended_units(on)
    for code in inspections:
        actions.succeed_inspection(by=SYSTEM, at=at, code=code)
    for code in recommendations:
        actions.succeed(by=SYSTEM, at=at, code=code)
    return len(inspections) + len(recommendations)
