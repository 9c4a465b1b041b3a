"""Consultations on drafts: phases, clauses, positions, what was taken in and why (R7.15, R7.16)."""

import datetime as dt
import hmac
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from motcua.areas.dialogues import policies
from motcua.areas.dialogues.choices import CommentState, ConsultationState, Stance
from motcua.areas.dialogues.models import Clause, Comment, Consultation, Explanation, Gathering
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.law.queries import NoValueThen, parameter
from motcua.base.people.fields import blind
from motcua.rules.dialogues import Burst, Phase, Tally, bursts, phase
from motcua.rules.impossible import NotFound

PUBLIC = tuple(state for state in ConsultationState.values if state != ConsultationState.DRAFT)
LEAST_DAYS = 20


class NoSuchConsultation(NotFound):
    text = "Không tìm thấy đợt lấy ý kiến {code}. Kiểm tra lại mã."


def least_days(on: dt.date) -> int:
    """For how many days people are asked at least (R7.15)."""
    try:
        return int(parameter("democracy.consultation", on))
    except NoValueThen:
        return LEAST_DAYS


def consultation(by: Actor, code: str) -> Consultation:
    """A consultation of the actor's agency; another's looks like one that is not there."""
    found = (
        Consultation.objects.filter(code=code, agency=by.agency).first() if policies.can_look(by) else None
    )
    if found is None:
        raise NoSuchConsultation(code=code)
    return found


def consultation_to_act_on(code: str | Consultation, *, by: Actor) -> Consultation:
    """The consultation of an act, locked."""
    code = code.code if isinstance(code, Consultation) else code
    found = Consultation.objects.select_for_update().filter(code=code, agency=by.agency).first()
    if found is None:
        raise NoSuchConsultation(code=code)
    return found


def consultations(by: Actor) -> QuerySet[Consultation]:
    """Consultations of the agency, the latest first."""
    if not policies.can_look(by):
        return Consultation.objects.none()
    return Consultation.objects.filter(agency=by.agency).order_by("-drafted_at", "-id")


def public_consultations(agency: str) -> QuerySet[Consultation]:
    """Consultations that were published, those that end last first."""
    return Consultation.objects.filter(agency=agency, state__in=PUBLIC).order_by("-closes_on", "-id")


def public_consultation(agency: str, code: str) -> Consultation:
    """A consultation that was published."""
    found = public_consultations(agency).filter(code=code).first()
    if found is None:
        raise NoSuchConsultation(code=code)
    return found


def phase_of(consultation: Consultation, on: dt.date) -> Phase:
    """Where it stands on a day."""
    return phase(consultation.state, consultation.opens_on, consultation.closes_on, on)


def clauses(consultation: Consultation) -> list[Clause]:
    """The draft, piece by piece."""
    return list(Clause.objects.filter(consultation=consultation).order_by("n"))


def gatherings(consultation: Consultation) -> list[Gathering]:
    """What was counted elsewhere."""
    return list(Gathering.objects.filter(consultation=consultation).order_by("n"))


def explanations(consultation: Consultation) -> list[Explanation]:
    """What was taken in and why, with the comments and gatherings that each answers."""
    rows = Explanation.objects.filter(consultation=consultation).order_by("n")
    return list(rows.prefetch_related("comments", "gatherings"))


# --- positions -------------------------------------------------------------------------------------------------


def many_at_once(consultation: Consultation) -> list[Burst]:
    """When so many positions came at once that an official looks at them before using the figures."""
    rows = Comment.objects.filter(consultation=consultation).exclude(state=CommentState.HANDED_OVER)
    return bursts(rows.order_by().values_list("at", flat=True))


def tallies(consultation: Consultation) -> dict[int, Tally]:
    """Positions by clause; 0 is the draft as a whole, with what was counted elsewhere."""
    found: dict[int, Tally] = {}
    rows = (
        Comment.objects.filter(consultation=consultation)
        .exclude(state=CommentState.HANDED_OVER)
        .values("clause")
        .order_by()
        .annotate(**{name: Count("id", filter=Q(stance=name)) for name in Stance.values})
    )
    for row in rows:
        counted: Any = row
        found[row["clause"]] = Tally(*(counted[name] for name in Stance.values))
    for gathered in gatherings(consultation):
        elsewhere = Tally(gathered.support, gathered.object, gathered.other)
        found[0] = found.get(0, Tally()) + elsewhere
    return found


def comments(by: Actor, consultation: Consultation) -> QuerySet[Comment]:
    """All comments with their words, in the order of clauses; for who may answer."""
    if not policies.can_answer(by, consultation):
        return Comment.objects.none()
    rows = Comment.objects.filter(consultation=consultation).select_related("explanation")
    return rows.order_by("clause", "at", "id")


def waiting_comments(by: Actor, consultation: Consultation) -> QuerySet[Comment]:
    """Comments whose words nobody let through yet."""
    return comments(by, consultation).filter(state=CommentState.WAITING)


def unexplained(consultation: Consultation) -> tuple[list[Comment], list[Gathering]]:
    """Comments in words, and gists of gatherings, that no explanation answers yet."""
    said = Comment.objects.filter(consultation=consultation, explanation=None, state=CommentState.SHOWN)
    gathered = Gathering.objects.filter(consultation=consultation, explanation=None).exclude(gist="")
    return list(said.order_by("clause", "at", "id")), list(gathered.order_by("n"))


def public_words(consultation: Consultation) -> QuerySet[Comment]:
    """Comments in words that an official let through; never who wrote them."""
    rows = Comment.objects.filter(consultation=consultation, state=CommentState.SHOWN)
    return rows.defer("name").order_by("clause", "at", "id")


def device_hash(consultation: Consultation, token: str) -> str:
    """What stands for a browser in one consultation; elsewhere the same browser has another."""
    return blind(token, f"consultation.{consultation.code}") if token else ""


def positions_of_device(consultation: Consultation, token: str) -> Mapping[int, Comment]:
    """What was said from this browser, by clause."""
    if not token:
        return {}
    rows = Comment.objects.filter(consultation=consultation, device=device_hash(consultation, token))
    return {row.clause: row for row in rows}


def receipt_of_comment(comment: Comment) -> str:
    """The key on the receipt of a comment; derived, never stored."""
    return blind(comment.code, "comment.receipt")[:12]


def receipt_of_device(agency: str, code: str, token: str) -> str:
    """The key of the receipt of a comment, for the browser that sent it; "" for any other."""
    found = (
        Comment.objects.select_related("consultation").filter(consultation__agency=agency, code=code).first()
    )
    own = found is not None and found.device == device_hash(found.consultation, token)
    return receipt_of_comment(found) if found is not None and own else ""


def comment_by_receipt(agency: str, code: str, key: str) -> Comment:
    """A comment for who holds its receipt; a wrong key and an unknown code look the same."""
    right = hmac.compare_digest(blind(code, "comment.receipt")[:12].encode(), key.strip().lower().encode())
    rows = Comment.objects.select_related("consultation", "explanation").filter(
        consultation__agency=agency, code=code
    )
    found = rows.first() if right else None
    if found is None:
        raise NoSuchConsultation(code=code)
    return found


def comment_to_act_on(code: str | Comment, *, by: Actor) -> Comment:
    """The comment of an act, locked."""
    code = code.code if isinstance(code, Comment) else code
    rows = Comment.objects.select_for_update(of=("self",)).select_related("consultation")
    found = rows.filter(code=code, agency=by.agency).first() if by.post != CITIZEN.post else None
    if found is None:
        raise NoSuchConsultation(code=code)
    return found
