"""Who complains is told of the decision under the code of their petition: that is the one on their receipt."""

from motcua.areas.complaints.models import Complaint
from motcua.areas.petitions.queries import telling
from motcua.base.journal.models import Event
from motcua.base.messages.ports import Addressee


def addressee(event: Event) -> Addressee | None:
    """Whom an event of a complaint concerns."""
    code = event.subject.partition(":")[2]
    found = Complaint.objects.select_related("petition__case").filter(case__code=code).first()
    return telling.addressee(event, found.petition) if found is not None else None
