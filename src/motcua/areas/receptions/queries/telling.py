"""Who signed up for a day of reception is told when the day changes: that is what their address was asked for."""

import json

from motcua.areas.receptions.models import SignUp
from motcua.areas.receptions.queries.days import starts_at
from motcua.base.journal.models import Event
from motcua.base.messages.ports import Addressee
from motcua.base.orgs.queries import version_on
from motcua.rules.calendar import TZ
from motcua.rules.vietnamese import moment_words


def addressee(event: Event) -> Addressee | None:
    """Who holds the place that an event is about; None once they took it back or were forgotten."""
    found = (
        SignUp.objects.select_related("day").filter(day__code=event.facts["code"], n=event.facts["n"]).first()
    )
    if found is None or not found.contact:
        return None
    known, day = json.loads(found.contact), found.day
    standing = {
        "code": day.code,
        "agency": version_on(day.agency, event.at.astimezone(TZ).date()).name,
        "until_words": moment_words(starts_at(day)),
    }
    return Addressee(known.get("email", ""), known.get("phone", ""), [day.subject], standing)
