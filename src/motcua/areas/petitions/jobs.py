"""Periodic work: files chosen on the portal and never sent, stored petitions whose time is over, what denounces."""

import datetime as dt

from motcua.areas.petitions import actions, queries
from motcua.base.journal.clock import TZ, now
from motcua.base.journal.ports import SYSTEM

KEPT = dt.timedelta(days=1)


def discard_never_sent() -> int:
    """Destroy what waited on the portal for a day; how many."""
    at = now()
    return actions.sweep(at=at, before=at - KEPT)


def list_disposals() -> int:
    """List what need not be kept any longer, agency by agency; nothing is destroyed by it (R6.26)."""
    at = now()
    agencies = queries.agencies_with_disposals(at.astimezone(TZ).date())
    for agency in agencies:
        actions.list_disposal(by=SYSTEM, at=at, agency=agency)
    return len(agencies)


def confide_denunciations() -> int:
    """Make confidential what denounces and was taken in before such petitions were; how many."""
    found = queries.to_confide()
    for petition in found:
        actions.confide(by=SYSTEM, at=now(), petition=petition)
    return len(found)


def go_on_with_heirs() -> int:
    """Where units were reorganised, their heirs go on with what is open (R11.9); how many. What no post of the heir may
    handle yet waits, and keeps nothing else from going on."""
    at, done = now(), 0
    for code in queries.of_ended_units(at.astimezone(TZ).date()):
        try:
            actions.succeed(by=SYSTEM, at=at, code=code)
        except actions.NobodyToHandle:
            continue
        done += 1
    return done


def keep_from_holders() -> int:
    """Whom a denunciation is about is kept from it in every post they come to (R6.45); how many petitions."""
    at = now()
    found = queries.to_keep_from(at.astimezone(TZ).date())
    for code, posts in found:
        actions.keep_from_named(by=SYSTEM, at=at, petition=code, posts=posts)
    return len(found)
