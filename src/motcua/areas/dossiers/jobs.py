"""Periodic work on dossiers: find, then call one action each."""

from motcua.areas.dossiers import actions, queries
from motcua.areas.dossiers.queries import telling
from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM
from motcua.base.messages.policies import awake
from motcua.base.messages.queries import quiet_hours
from motcua.rules.calendar import TZ


def expire_unanswered() -> int:
    """Close the dossiers whose applicants did not supplement in time (R1.23); returns how many."""
    at = now()
    codes = queries.unanswered(at)
    for code in codes:
        actions.expire(by=SYSTEM, at=at, code=code)
    return len(codes)


def go_on_with_heirs() -> int:
    """Where units were reorganised, their heirs go on with what is open (R11.9); returns how many dossiers."""
    at = now()
    codes = queries.of_ended_units(at.astimezone(TZ).date())
    for code in codes:
        actions.succeed(by=SYSTEM, at=at, code=code)
    return len(codes)


def remind() -> int:
    """Remind applicants of what is near, or lies ready (R1.30, R1.31), in the daytime; returns how many."""
    at = now()
    quiet = quiet_hours(at.date())
    if awake(at, quiet) != at:
        return 0
    codes = telling.remindable(at)
    for code in codes:
        actions.remind(by=SYSTEM, at=at, dossier=code)
    return len(codes)
