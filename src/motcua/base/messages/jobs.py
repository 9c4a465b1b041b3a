"""Periodic work of the outbox: find, then call one action each."""

from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM
from motcua.base.messages import actions, queries
from motcua.base.messages.ports import Mailer, Texter


def send_due(mailer: Mailer, texter: Texter | None = None) -> int:
    """Send what is due; returns how many notices went."""
    at = now()
    return sum(
        actions.send(by=SYSTEM, at=at, notice=notice, mailer=mailer, texter=texter)
        for notice in queries.due(at)
    )
