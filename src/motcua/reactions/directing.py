"""What the agency orders itself comes under control: a signed plan is read into tasks, offered to be confirmed."""

import datetime as dt
from typing import TYPE_CHECKING

from motcua.areas.correspondence.queries import outgoing
from motcua.areas.directives import queries
from motcua.areas.directives.actions.composing import take_signed
from motcua.areas.directives.actions.confirming import offer_reading
from motcua.areas.directives.actions.issuing import unready as lacking
from motcua.areas.directives.choices import ordering
from motcua.base.journal.ports import SYSTEM
from motcua.rules.calendar import TZ

if TYPE_CHECKING:
    from motcua.base.journal.models import Event
    from motcua.rules.impossible import Fault


def unready(code: str) -> list["Fault"]:
    """What the tasks lack from which a document of the registers is composed; nothing where it is not."""
    found = queries.composed_as(code)
    return lacking(found) if found is not None and not found.number else []


def offer(event: "Event", at: dt.datetime) -> None:
    """What was composed for a directive goes to it, signed; any other resolution, directive, plan or programme that was
    signed is read once, and a person makes a directive of it."""
    code = event.subject.partition(":")[2]
    found = None if event.origin else outgoing.signed(code)
    if found is not None and (drafted := queries.composed_as(code)) is not None:
        if not drafted.number:
            take_signed(
                by=SYSTEM, at=at, directive=drafted, number=str(event.facts["number"]),
                signed_on=event.at.astimezone(TZ).date(), file=found, signer_name=found.signer_name,
                signer_position=found.signer_position, signer_authority=found.signer_authority,
            )  # fmt: skip
    elif found is not None and found.abbreviation in ordering():
        offer_reading(
            at=at, agency=found.agency, division=found.unit, post=found.drafter, file=found, source=code
        )
