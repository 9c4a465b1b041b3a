"""Who sent feedback is told how it goes on, where they left an address."""

from motcua.areas.cases.queries import agency_name
from motcua.areas.feedback.models import Feedback
from motcua.areas.feedback.queries import contact
from motcua.base.journal.models import Event
from motcua.base.messages.ports import Addressee
from motcua.rules.calendar import TZ


def addressee(event: Event) -> Addressee | None:
    """Whom an event of feedback concerns; what came as a petition is told of under the petition's code, then this."""
    code = event.subject.partition(":")[2]
    feedback = Feedback.objects.select_related("case").filter(case__code=code).first()
    if feedback is None or (feedback.petition_id is not None and event.n == 1):
        return None
    known = contact(feedback)
    standing = {"code": code, "agency": agency_name(feedback.case, event.at.astimezone(TZ).date())}
    return Addressee(known.get("email", ""), known.get("phone", ""), [feedback.case.subject], standing)
