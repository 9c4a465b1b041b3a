"""What happens to surveys without anybody: boxes that hold enough are counted, rounds past their last day closed."""

import contextlib
import datetime as dt

from motcua.areas.surveys import actions, queries
from motcua.base.journal.ports import SYSTEM
from motcua.base.messages.policies import awake
from motcua.base.messages.queries import quiet_hours
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible


def count_boxes(at: dt.datetime) -> int:
    """Shuffle and count; close what ended; returns how many rounds were touched."""
    done = 0
    for code in queries.ended(at.astimezone(TZ).date()):
        with contextlib.suppress(Impossible):
            actions.close(by=SYSTEM, at=at, round=code)
            done += 1
    for code in queries.to_count():
        with contextlib.suppress(Impossible):
            actions.count_waiting(by=SYSTEM, at=at, round=code)
            done += 1
    return done


def remind(at: dt.datetime) -> int:
    """Remind who was invited by letter while the last day is near, in the daytime; returns how many rounds."""
    if awake(at, quiet_hours(at.date())) != at:
        return 0
    codes = queries.to_remind(at.astimezone(TZ).date())
    for code in codes:
        actions.remind(by=SYSTEM, at=at, round=code)
    return len(codes)
