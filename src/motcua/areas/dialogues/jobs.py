"""Periodic work of dialogues: find, then call one action each."""

from django.db import transaction

from motcua.areas.dialogues import actions, queries
from motcua.base.journal.clock import TZ, now
from motcua.base.journal.ports import SYSTEM


def go_on_with_heirs() -> int:
    """Where units were reorganised, their heirs go on with what is open (R11.9); how many."""
    at = now()
    on = at.astimezone(TZ).date()
    codes, done = queries.of_ended_units(on), 0
    for code in codes:
        actions.succeed(by=SYSTEM, at=at, code=code)
    with transaction.atomic():
        for row in queries.open_of_ended_units(on):
            actions.succeed_open(by=SYSTEM, at=at, row=row)
            done += 1
    return len(codes) + done
