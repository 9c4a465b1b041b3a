"""The letters that say what became of a petition (R6.24): which there are, and under which numbers.

Which letter goes with which outcome of which class is data (``of`` in ``catalogue/letters``).
"""

import datetime as dt

from motcua.areas.petitions.models import Petition, PetitionLetter
from motcua.base.documents.forms import Wording, wordings
from motcua.base.documents.queries import next_number
from motcua.rules.calendar import TZ
from motcua.rules.numbering import book_of


def due_for(petition: Petition, outcome: str) -> list[Wording]:
    """The letters that are issued when a petition ends so; none to a sender whom nobody knows."""
    end = f"{petition.petition_class}/{outcome}"
    found = [one for one in wordings().values() if end in one.of]
    return [one for one in found if not petition.anonymous or not to_sender(one)]


def to_sender(wording: Wording) -> bool:
    """Whether a letter goes to who sent the petition."""
    return "{addressee}" in wording.to


def letters(petition: Petition) -> list[PetitionLetter]:
    """The letters that were issued, in their order; of what was settled before letters were kept, those that would be,
    the first under the number that was typed. Of what was destroyed nothing is printed again (R6.26)."""
    if petition.disposal is not None and petition.disposal.disposed_at is not None:
        return []
    found = list(PetitionLetter.objects.filter(petition=petition).order_by("n"))
    if found or not petition.outcome or petition.case.closed_at is None:
        return found
    on = petition.document_on or petition.case.closed_at.astimezone(TZ).date()
    return [
        PetitionLetter(
            petition=petition, n=n, form=one.code, number=petition.document_number if n == 1 else "", issued_on=on,
            post=petition.settled_by,
        )
        for n, one in enumerate(due_for(petition, petition.outcome), 1)
    ]  # fmt: skip


def own_letters(petition: Petition) -> list[PetitionLetter]:
    """Those to the sender, for the holder of the receipt; what denounces is given to nobody by a code."""
    if petition.shielded:
        return []
    return [row for row in letters(petition) if to_sender(wordings()[row.form])]


def to_issue(petition: Petition, on: dt.date) -> list[tuple[Wording, str]]:
    """What the decision that is proposed would issue, each with the number that its book gives next."""
    return [
        (one, f"{next_number(petition.agency, book_of(one.symbol), on.year):02d}/{one.symbol}")
        for one in due_for(petition, petition.proposed)
    ]
