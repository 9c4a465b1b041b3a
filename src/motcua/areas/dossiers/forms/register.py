"""Mẫu 07: the register of dossiers of an agency over a period."""

import datetime as dt
from collections.abc import Sequence

from motcua.areas.dossiers import policies, queries
from motcua.areas.dossiers.choices import ReturnBy, State
from motcua.areas.dossiers.forms import shared
from motcua.areas.dossiers.forms.shared import Filled
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import version_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotAllowed


def register(agency: str, first: dt.date, last: dt.date, *, by: Actor, on: dt.date) -> Filled:
    """Mẫu 07 for whatever an agency received from a day to another, both included; printed on a day.

    Raises NotAllowed for a post that may not see people.
    """
    if not policies.can_see_people(by, agency):
        raise NotAllowed()
    found = queries.received_between(agency, first, last)
    return {**shared.house(version_on(agency, on), on), **_book(found, last.year)}


def of_dossier(dossier: Dossier, on: dt.date) -> Filled:
    """Mẫu 07: the page of the register on which this dossier stands, that of the day it was received."""
    day = shared.received(dossier.case).astimezone(TZ).date()
    return {**shared.head(dossier, on), **_book(queries.received_on(dossier.case.agency, day), day.year)}


ENDED_OTHERWISE = frozenset(
    {State.REFUSED_RECEPTION, State.STOPPED, State.CLOSED_UNSUPPLEMENTED, State.CANCELLED}
)
"""How a dossier may end without a result: the register says so in its last column."""


def _book(found: Sequence[Dossier], year: int) -> Filled:
    """The rows of the register, each under its own year; ``year`` heads a register without rows."""
    rows, refused = [], queries.refused_among(found)
    for other in found:
        case, given = other.case, queries.contact(other)
        returned = case.closed_at if case.state == State.RETURNED else None
        ended = State.REFUSED if other.pk in refused else case.state
        gets = case.state != State.REFUSED_RECEPTION
        rows.append(
            {
                "year": shared.received(case).astimezone(TZ).year,
                "serial": f"{other.book_number:02d}",
                "code": case.code,
                "procedure": case.title,
                "sets": 1,
                "applicant": given.get("name") or case.who,
                "address": "; ".join(filter(None, (given.get("address"), given.get("phone")))),
                "unit": shared.committee(shared.agency(case, shared.received(case).astimezone(TZ).date())),
                "received_at": shared.received(case),
                "promised_at": case.promised_at,
                "returned_at": returned,
                "method": str(ReturnBy(other.return_by).label) if gets else "",
                "note": str(State(ended).label) if ended in {State.REFUSED, *ENDED_OTHERWISE} else "",
            }
        )
    return {"year": year, "book": "01", "rows": rows}
