"""What the clock does: who signed up for a day that has passed is forgotten."""

import datetime as dt

from motcua.areas.receptions import actions
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
