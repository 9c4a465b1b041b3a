"""Questions: asked by anybody, let through by an official, merged when they ask the same, answered."""

import datetime as dt
from typing import Any

from motcua.areas.dialogues import events, evidence, policies, queries
from motcua.areas.dialogues.actions.planning import NotNow
from motcua.areas.dialogues.actions.reading import body, line, new_code
from motcua.areas.dialogues.choices import Ground, QuestionState, Way, groups
from motcua.areas.dialogues.models import Dialogue, Question
from motcua.areas.petitions.choices import topics
from motcua.areas.petitions.queries import in_vietnamese
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.rules.impossible import Faults, Impossible, Invalid
from motcua.rules.privacy import check_public

FINDS = {"question": queries.question_to_act_on}
LAW = "Luật 10/2022/QH15 Điều 32; R6.55, R6.56"
WORDS_MOST, WAITING_MOST = 2_000, 2_000


class NotTaken(Impossible):
    text = "Buổi đối thoại này không nhận câu hỏi lúc này."


class TooManyWaiting(Impossible):
    text = "Đang có rất nhiều câu hỏi chờ xem. Ông/bà gửi lại sau, hoặc hỏi tại buổi đối thoại."


class WrongState(Impossible):
    text = "Câu hỏi đang ở trạng thái “{state}”, không làm được việc này."


def _keep(kind: EventKind, question: Question, *, by: Actor, at: dt.datetime, **facts: Any) -> None:
    public = question.state == QuestionState.SHOWN and question.answered_at is not None
    question.search = queries.search_text(question.shown, question.answer) if public else ""
    question.save()
    record(
        kind, subject=question.subject, unit=question.agency, by=by, at=at,
        facts={"code": question.code, **facts, "rows": evidence.of_question(question)},
    )  # fmt: skip


def _require(question: Question, *states: str) -> None:
    if question.state not in states:
        raise WrongState(state=QuestionState(question.state).label)


@act(may=policies.can_ask, records=events.ASKED, law=LAW)
def ask(
    *, by: Actor, at: dt.datetime, unit: str, way: str, topic: str, content: str, dialogue: Dialogue | None = None,
    name: str = "", group: str = "", procedure: str = "",
) -> Question:  # fmt: skip
    """Đặt câu hỏi: before a dialogue on the page, at its door, on its floor; without a dialogue, on procedures.

    What an official writes down on the floor is public at once; what comes from outside waits until one looked at it.
    """
    if dialogue is not None:
        if dialogue.agency != unit:
            raise queries.NoSuchDialogue(code=dialogue.code)
        if by.post == CITIZEN.post and not queries.takes_questions(dialogue, at, door=way == Way.DOOR):
            raise NotTaken()
        if by.post != CITIZEN.post and at < dialogue.starts_at:
            raise NotNow(state=dialogue.get_state_display())
    elif way != Way.PAGE and by.post == CITIZEN.post:
        raise NotTaken()
    faults = Faults()
    values = {
        "way": faults.among(way, Way.values, "way", "Chọn cách hỏi."),
        "topic": faults.among(topic, topics(), "topic", "Chọn lĩnh vực của câu hỏi."),
        "group": faults.among(group, ["", *groups()], "group", "Chọn thành phần trong danh sách."),
        "content": faults.take(body, content, "content", what="câu hỏi", most=WORDS_MOST),
        "name": faults.take(line, name, "name", what="tên người hỏi", most=120, needed=False),
        "procedure": faults.take(line, procedure, "procedure", what="mã thủ tục", most=40, needed=False),
    }
    faults.done()
    outside = by.post == CITIZEN.post
    if outside:
        waiting = Question.objects.filter(agency=unit, dialogue=dialogue, state=QuestionState.WAITING)
        if waiting.count() >= WAITING_MOST:
            raise TooManyWaiting()
    question = Question(
        code=new_code("CH"), agency=unit, dialogue=dialogue, asked_at=at,
        state=QuestionState.WAITING if outside else QuestionState.SHOWN, shown="" if outside else values["content"],
        **values,
    )  # fmt: skip
    question.save(force_insert=True)
    _keep(
        events.ASKED, question, by=by, at=at, way=way, way_words=in_vietnamese(Way(way).label), topic=topic,
        dialogue=dialogue.code if dialogue else "",
    )  # fmt: skip
    return question


@act(may=policies.can_moderate, records=events.SHOWN, law="", finds=FINDS)
def show(
    *, by: Actor, at: dt.datetime, question: Question, shown: str = "", impersonal: bool = False
) -> Question:
    """Đăng câu hỏi: as the public reads it, without names and what is private; the words asked stay as they were."""
    _require(question, QuestionState.WAITING, QuestionState.SHOWN)
    said = body(shown or question.content, "shown", what="câu hỏi như sẽ đăng", most=WORDS_MOST)
    question.shown = check_public(said, "shown", impersonal=impersonal, people=True)
    question.state, question.ground = QuestionState.SHOWN, ""
    _keep(events.SHOWN, question, by=by, at=at)
    return question


@act(may=policies.can_moderate, records=events.MERGED, law="", finds=FINDS)
def merge(*, by: Actor, at: dt.datetime, question: Question, into: str) -> Question:
    """Gộp: it asks what another does; who asked reads the answer there."""
    _require(question, QuestionState.WAITING, QuestionState.SHOWN)
    first = Question.objects.filter(code=into.strip(), agency=question.agency).first()
    sound = first is not None and first.pk != question.pk and first.dialogue_id == question.dialogue_id
    if not sound or first is None or first.state != QuestionState.SHOWN:
        raise Invalid(field="into", text="Chọn câu hỏi đã đăng của cùng buổi đối thoại.")
    question.state, question.merged_into = QuestionState.MERGED, first
    _keep(events.MERGED, question, by=by, at=at, into=first.code)
    return question


@act(may=policies.can_moderate, records=events.DECLINED, law="", finds=FINDS)
def decline(*, by: Actor, at: dt.datetime, question: Question, ground: str) -> Question:
    """Không đăng: for one of few grounds, which who asked reads with the receipt."""
    _require(question, QuestionState.WAITING, QuestionState.SHOWN)
    if ground not in Ground.values:
        raise Invalid(field="ground", text="Chọn lý do không đăng.")
    question.state, question.ground = QuestionState.DECLINED, ground
    words = in_vietnamese(Ground(ground).label)
    _keep(events.DECLINED, question, by=by, at=at, ground=ground, ground_words=words)
    return question


@act(may=policies.can_answer, records=events.ANSWERED, law=LAW, finds=FINDS)
def answer(
    *, by: Actor, at: dt.datetime, question: Question, answer: str, on_spot: bool = False, impersonal: bool = False
) -> Question:  # fmt: skip
    """Trả lời: public at once, with the question as it was let through; a better answer replaces it."""
    _require(question, QuestionState.SHOWN)
    said = body(answer, "answer", what="câu trả lời")
    question.answer = check_public(said, "answer", impersonal=impersonal, people=True)
    question.answered_by, question.answered_at = by.title, at
    question.on_spot = on_spot and question.dialogue is not None
    _keep(events.ANSWERED, question, by=by, at=at, on_spot=question.on_spot)
    return question
