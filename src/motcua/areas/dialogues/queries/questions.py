"""Questions and their answers; the bank in which citizens look, without accents."""

import hmac
from dataclasses import dataclass

from django.db.models import QuerySet
from rapidfuzz import fuzz

from motcua.areas.dialogues import policies
from motcua.areas.dialogues.choices import QuestionState
from motcua.areas.dialogues.models import Comment, Dialogue, Question
from motcua.areas.petitions import queries as petitions
from motcua.base.journal.ports import Actor
from motcua.base.people.fields import blind
from motcua.rules.impossible import NotFound
from motcua.rules.vietnamese import fold

LIKELY_MOST, COMPARED_MOST = 5, 400
LEAST_ALIKE = 55
WORDS_MOST = 8


class NoSuchQuestion(NotFound):
    text = "Không tìm thấy câu hỏi {code}. Kiểm tra lại mã."


def search_text(*texts: str) -> str:
    """Folded words with a space before each, so that a word is found from its beginning."""
    joined = "".join(c if c.isalnum() else " " for c in fold(" ".join(texts)))
    return f" {' '.join(joined.split())}"


def question(by: Actor, code: str) -> Question:
    """A question of the actor's agency, its words included; for who may answer."""
    found = Question.objects.select_related("dialogue", "merged_into").filter(code=code).first()
    if found is None or not policies.can_answer(by, found):
        raise NoSuchQuestion(code=code)
    return found


def question_to_act_on(code: str | Question, *, by: Actor) -> Question:
    """The question of an act, locked."""
    code = code.code if isinstance(code, Question) else code
    found = (
        Question.objects.select_for_update(of=("self",))
        .select_related("dialogue", "merged_into")
        .filter(code=code, agency=by.agency)
        .first()
    )
    if found is None:
        raise NoSuchQuestion(code=code)
    return found


def questions_of(by: Actor, dialogue: Dialogue) -> QuerySet[Question]:
    """All questions of a dialogue for who may answer, in the order in which they came."""
    if not policies.can_answer(by, dialogue):
        return Question.objects.none()
    return Question.objects.filter(dialogue=dialogue).select_related("merged_into").order_by("asked_at", "id")


def waiting_questions(by: Actor, *, state: str = QuestionState.WAITING) -> QuerySet[Question]:
    """Questions of the agency that wait to be looked at, or to be answered, the oldest first."""
    if not policies.works_on(by):
        return Question.objects.none()
    found = Question.objects.filter(agency=by.agency, state=state).select_related("dialogue")
    return found.filter(answered_at=None).order_by("asked_at", "id")


@dataclass(frozen=True)
class Alike:
    """A question that may ask the same, and how alike the words are, in per cent."""

    question: Question
    share: int


def alike(by: Actor, one: Question) -> list[Alike]:
    """Questions of the same dialogue, or answered ones on the same topic, that may ask the same."""
    if not policies.can_answer(by, one):
        return []
    others = Question.objects.filter(agency=one.agency, state=QuestionState.SHOWN).exclude(pk=one.pk)
    others = (
        others.filter(dialogue=one.dialogue)
        if one.dialogue
        else others.filter(dialogue=None, topic=one.topic)
    )
    own, found = fold(one.shown or one.content), []
    for other in others.order_by("-asked_at")[:COMPARED_MOST]:
        share = round(fuzz.token_set_ratio(own, fold(other.shown)))
        if share >= LEAST_ALIKE:
            found.append(Alike(other, share))
    return sorted(found, key=lambda found: (-found.share, found.question.pk))[:LIKELY_MOST]


# --- for the public --------------------------------------------------------------------------------------------


def public_questions(dialogue: Dialogue) -> QuerySet[Question]:
    """What the public sees of a dialogue: questions let through, with their answers."""
    return Question.objects.filter(dialogue=dialogue, state=QuestionState.SHOWN).order_by("asked_at", "id")


def bank(agency: str, q: str = "", *, topic: str = "") -> QuerySet[Question]:
    """Answered questions, the newest first; every word is sought from its beginning, without accents."""
    found = Question.objects.filter(agency=agency, state=QuestionState.SHOWN, answered_at__isnull=False)
    if topic:
        found = found.filter(topic=topic)
    for word in search_text(q[:200]).split()[:WORDS_MOST]:
        found = found.filter(search__contains=f" {word}")
    return found.select_related("dialogue").defer("name", "content").order_by("-answered_at", "-id")


def public_question(agency: str, code: str) -> Question:
    """One answered question."""
    found = bank(agency).filter(code=code).first()
    if found is None:
        raise NoSuchQuestion(code=code)
    return found


def question_key(code: str) -> str:
    """The key on the receipt of a question, by its code."""
    return blind(code, "question.receipt")[:12]


def receipt_of(question: Question) -> str:
    """The key on the receipt of who asked; derived, never stored."""
    return question_key(question.code)


def followed_as(said: Question | Comment) -> tuple[str, str] | None:
    """Code and key under which whoever holds the receipt goes on following what was handed over."""
    found = petitions.taken_over(said.agency, said.subject)
    return (found.case.code, petitions.tracking_key(found.case.code)) if found is not None else None


def question_by_receipt(agency: str, code: str, key: str) -> Question:
    """A question for who holds its receipt; a wrong key and an unknown code look the same."""
    right = hmac.compare_digest(question_key(code).encode(), key.strip().lower().encode())
    found = (
        Question.objects.select_related("dialogue", "merged_into").filter(agency=agency, code=code).first()
        if right
        else None
    )
    if found is None:
        raise NoSuchQuestion(code=code)
    return found
