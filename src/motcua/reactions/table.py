"""When this, then that: the one table in which areas meet.

Every line names an event and what follows from it. A handler reads with a query of one area and calls an action of
another. It may run again for the same event (after a crash), so what it does is idempotent by the event's ``seq``.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.conf import settings

from motcua.areas.counters import actions as hall
from motcua.areas.counters import queries as counters
from motcua.areas.dossiers import queries as dossiers
from motcua.base.journal.ports import SYSTEM
from motcua.base.messages import actions as messages

if TYPE_CHECKING:
    from motcua.base.journal.models import Event

Handler = Callable[["Event"], None]
FOLLOWER = "reactions"


def tell_applicant(event: "Event") -> None:
    """Tell the applicant: on the tracking page and, when an address was given, by e-mail."""
    if event.origin:
        return
    messages.queue(
        seq=event.seq,
        subject=event.subject,
        key=event.kind,
        facts=event.facts,
        at=event.at,
        email=dossiers.address_for_notices(str(event.facts.get("code", ""))) if settings.MAIL else "",
    )


def attach_ticket(event: "Event") -> None:
    """The ticket that was served where a dossier was received carries its code; one that has a code keeps it."""
    ticket = counters.served_by(event.by_post, event.at)
    if ticket is not None and not ticket.dossier:
        at = max(event.at, ticket.ended_at or event.at)
        hall.link_dossier(by=SYSTEM, at=at, ticket=ticket, dossier=str(event.facts.get("code", "")))


TABLE: Mapping[str, tuple[Handler, ...]] = {
    "dossier.received": (tell_applicant, attach_ticket),
    "dossier.supplement_asked": (tell_applicant,),
    "dossier.rescheduled": (tell_applicant,),
    "dossier.result_issued": (tell_applicant,),
    "dossier.refused": (tell_applicant,),
}


def react(event: "Event") -> None:
    """Everything that follows from an event."""
    for handler in TABLE.get(event.kind, ()):
        handler(event)
