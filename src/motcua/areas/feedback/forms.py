"""The answer to a suggestion that came as a petition, as a letter (R6.24); the wording is data (catalogue/letters).

Forms are in Vietnamese whatever language the page is read in.
"""

from django.utils.translation import override

from motcua.areas.cases.queries import had_at
from motcua.areas.feedback import policies
from motcua.areas.feedback.models import Feedback
from motcua.areas.petitions.forms import head, of_petition
from motcua.base.documents.forms import Filled, filled
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotAllowed, NotFound

ANSWER = "petition-answer"


class NotAnswered(NotFound):
    text = "{code} chưa có văn bản trả lời: chưa trả lời, hoặc không do đơn mà có."


@override("vi")
def answer(feedback: Feedback, *, by: Actor) -> Filled:
    """The letter that answers the sender of the petition out of which this feedback came."""
    if not policies.can_read(by, feedback):
        raise NotAllowed()
    petition = feedback.petition
    if petition is None or feedback.answered_at is None or not feedback.document_number:
        raise NotAnswered(code=feedback.code)
    on = feedback.answered_at.astimezone(TZ).date()
    frame = head(had_at(feedback.case, on), feedback.answered_by, on, number=feedback.document_number)
    values = of_petition(petition) | {"agency": str(frame["agency"]), "answer": feedback.answer}
    return filled(ANSWER, {**frame, "code": feedback.code}, values)
