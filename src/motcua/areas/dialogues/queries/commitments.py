"""Commitments: tasks of a named post at the desk, promises in public on the portal."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Case as When
from django.db.models import F, Q, QuerySet, Value
from django.db.models import When as If

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.dialogues import policies
from motcua.areas.dialogues.choices import (
    KIND,
    CommentState,
    ConsultationState,
    DialogueState,
    QuestionState,
)
from motcua.areas.dialogues.models import Comment, Commitment, Consultation, Dialogue, Question
from motcua.areas.dialogues.process import STANDARD
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import SYSTEM, Actor

SHAPE = STANDARD.code


class NoSuchCommitment(cases.NoSuchCase):
    text = "Không tìm thấy cam kết {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


def due_of(agency: str, on: dt.date) -> dt.datetime:
    """The end of the day promised, or of the next working day when nobody works on it: never earlier."""
    calendar = calendar_for(agency)
    return calendar.closing(calendar.next_working_day(on))


def _linked() -> QuerySet[Commitment]:
    return Commitment.objects.select_related("case", "dialogue", "question")


def commitment(by: Actor, code: str) -> Commitment:
    """A commitment that this actor may see."""
    found = _linked().filter(case__code=code).first()
    if found is None or not policies.can_see(by, found.case.agency):
        raise NoSuchCommitment(code=code)
    return found


def commitments_to_act_on(code: str | Commitment, *, by: Actor) -> Commitment:
    """The commitment of an act, locked."""
    code = code.case.code if isinstance(code, Commitment) else code
    case = Case.objects.select_for_update().filter(kind=KIND, code=code).first()
    if case is None or not (by.post == SYSTEM.post or policies.can_see(by, case.agency)):
        raise NoSuchCommitment(code=code)
    found = _linked().get(pk=case.pk)
    found.case = case
    return found


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of open commitments of agencies that ended and have a known heir."""
    return cases.of_ended_units(KIND, on)


def waiting_at(agency: str) -> tuple[int, int]:
    """How many dialogues of an agency have no conclusion, and how many consultations no result."""
    over = [DialogueState.CONCLUDED, DialogueState.CANCELLED]
    return (
        Dialogue.objects.filter(agency=agency).exclude(state__in=over).count(),
        Consultation.objects.filter(agency=agency).exclude(state=ConsultationState.PUBLISHED).count(),
    )


def open_of_ended_units(on: dt.date) -> Iterator[Dialogue | Question | Consultation | Comment]:
    """What is not over of agencies that ended and have a known heir: dialogues without their conclusion, questions
    without an answer, consultations without their result, comments that nobody has read; each locked."""
    for rows in (
        Dialogue.objects.exclude(state__in=[DialogueState.CONCLUDED, DialogueState.CANCELLED]),
        Question.objects.filter(
            Q(state=QuestionState.WAITING) | Q(state=QuestionState.SHOWN, answered_at=None)
        ),
        Consultation.objects.exclude(state=ConsultationState.PUBLISHED),
        Comment.objects.filter(state=CommentState.WAITING),
    ):
        for code in cases.rows_of_ended_units(rows, on):
            yield rows.select_for_update().get(code=code)


def acts_for(by: Actor, commitment: Commitment) -> list[str]:
    """Names of the acts that this post may do now, in the order of the process."""
    found = list[str]()
    for move in STANDARD.moves:
        if move.code == "succeed":
            continue
        if move.source == commitment.case.state and policies.BY_ACT[move.code](by, commitment):
            found.append(move.code)
    return list(dict.fromkeys(found))


def _in_order(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Open ones first by the day promised, then what was kept, the latest first."""
    closed = When(If(case__closed_at=None, then=Value(0)), default=Value(1))
    return rows.order_by(closed, "case__due_at", F("kept_at").desc(nulls_last=True), "case_id")


def commitments(
    by: Actor, *, dialogue: Dialogue | None = None, late: dt.datetime | None = None, open_only: bool = False
) -> QuerySet[Commitment]:
    """Commitments of the agency; of one dialogue; only those late at a moment."""
    found = _linked().filter(case__in=cases.visible(by).filter(kind=KIND))
    if dialogue is not None:
        found = found.filter(dialogue=dialogue)
    if late is not None:
        found = found.filter(case__closed_at=None, case__due_at__lt=late)
    if open_only:
        found = found.filter(case__closed_at=None)
    return _in_order(found)


def public_commitments(agency: str, dialogue: Dialogue | None = None) -> QuerySet[Commitment]:
    """What was promised in public: from the dialogue on, until kept and after."""
    wanted = Q(case__agency=agency)
    if dialogue is not None:
        wanted &= Q(dialogue=dialogue)
    return _in_order(_linked().filter(wanted).prefetch_related("progress"))
