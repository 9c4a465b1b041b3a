"""What the clock does: who signed up for a day that has passed is forgotten; heirs go on with what is open."""

import datetime as dt

from motcua.areas.petitions.actions import NobodyToHandle
from motcua.areas.receptions import actions, queries
from motcua.areas.receptions.models import DutyDay
from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM
from motcua.rules.calendar import TZ

KEPT_DAYS = 30


def forget_sign_ups() -> int:
    """Forget names and numbers of who signed up a month ago; returns how many days were gone through."""
    at = now()
    before = at.astimezone(TZ).date() - dt.timedelta(days=KEPT_DAYS)
    rows = (
        DutyDay.objects.filter(on__lt=before, sign_ups__caller__gt="")
        .distinct()
        .values_list("code", flat=True)
    )
    codes = list(rows[:200])
    for code in codes:
        actions.forget(by=SYSTEM, at=at, day=code)
    return len(codes)


def go_on_with_heirs() -> int:
    """Where units were reorganised, their heirs answer and receive (R11.9); how many visits and days. What no post of
    the heir may handle yet waits, and keeps nothing else from going on."""
    at, done = now(), 0
    on = at.astimezone(TZ).date()
    for code in queries.days_of_ended_units(on):
        actions.succeed_day(by=SYSTEM, at=at, code=code)
        done += 1
    for code in queries.of_ended_units(on):
        try:
            actions.succeed(by=SYSTEM, at=at, code=code)
        except NobodyToHandle:
            continue
        done += 1
    return done
