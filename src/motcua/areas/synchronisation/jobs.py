"""Periodic work of synchronisation: find, then call one action each."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from motcua.areas.synchronisation import actions, queries
from motcua.areas.synchronisation.ports import NotReached, Portal, Refused
from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM

MOST_FAILURES = 3
"""A portal that was not reached so often in one run is left alone until the next."""
DAYS_BACK = 7


def deliver_due(portal: Portal) -> int:
    """Hand over what is due, state after state of each dossier; returns how many the portal took."""
    taken = failures = 0
    while failures < MOST_FAILURES:
        waiting = queries.due(now())
        if not waiting:
            break
        for dispatch in waiting:
            done = actions.deliver(by=SYSTEM, at=now(), dispatch=dispatch, portal=portal)
            taken += done is True
            failures = failures + 1 if done is None else 0
            if failures >= MOST_FAILURES:
                break
    return taken


def compare(portal: Portal, ours: Callable[[str, dt.date], Mapping[str, str]]) -> int:
    """Do the comparisons that were asked for; returns how many. ``ours(unit, day)``: our states by code."""
    done = 0
    for asked in queries.waiting_comparisons():
        try:
            theirs = portal.listing(unit=asked.unit, day=asked.day)
        except (NotReached, Refused) as error:
            actions.not_compared(reconciliation=asked.pk, fault=str(error))
            return done
        actions.compare(
            by=SYSTEM, at=now(), reconciliation=asked.pk, ours=ours(asked.unit, asked.day), theirs=theirs
        )
        done += 1
    return done


def ask_daily(units: Iterable[str]) -> int:
    """Ask for a comparison of each of the last days, once a day; returns how many."""
    at = now()
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    asked = 0
    for unit in units:
        for back in range(1, DAYS_BACK + 1):
            day = at.date() - dt.timedelta(days=back)
            if not queries.compared_on(unit, day, midnight):
                actions.ask_comparison(by=SYSTEM, at=at, unit=unit, day=day)
                asked += 1
    return asked
