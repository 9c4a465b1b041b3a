"""Who sent a petition is told how it goes on, where they left an address. Who denounces is not (R6.45)."""

from motcua.areas.cases.queries import agency_name
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.queries import contact
from motcua.base.journal.models import Event
from motcua.base.messages.ports import Addressee
from motcua.rules.calendar import TZ


def addressee(event: Event, petition: Petition | None = None) -> Addressee | None:
    """Whom an event of a petition (or one about ``petition``) concerns; None where nobody may be told (R6.45)."""
    if petition is None:
        code = event.subject.partition(":")[2]
        petition = Petition.objects.select_related("case").filter(case__code=code).first()
    if petition is None or petition.shielded:
        return None
    known = contact(petition)
    standing = {
        "code": petition.case.code,
        "agency": agency_name(petition.case, event.at.astimezone(TZ).date()),
    }
    return Addressee(known.get("email", ""), known.get("phone", ""), [petition.case.subject], standing)
