"""Questions and comments that denounce: handed over to the shield, nothing stays in the open (R6.45)."""

import datetime as dt

from motcua.areas.dialogues import events, evidence, policies, queries
from motcua.areas.dialogues.choices import CommentState, QuestionState, Way
from motcua.areas.dialogues.models import Comment, Question
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions.choices import Channel
from motcua.areas.petitions.events import DENOUNCER_SEALED, RECEIVED
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible

LAW = "Luật Tố cáo 25/2018/QH14 Điều 8, Điều 23, Điều 24; R6.41, R6.45–R6.47"


class AlreadyHandedOver(Impossible):
    text = "Nội dung này đã chuyển xử lý kín."


class NothingSaid(Impossible):
    text = "Ý kiến này không kèm lời nào."


@act(
    may=policies.can_hand_over, records=(events.HANDED_OVER, RECEIVED, DENOUNCER_SEALED), law=LAW,
    finds={"question": queries.question_to_act_on},
)  # fmt: skip
def hand_over(*, by: Actor, at: dt.datetime, question: Question) -> Question:
    """Chuyển xử lý kín: the question denounces. A shielded petition is made of it; who asked goes on with the receipt
    they have, nobody else is led there."""
    if question.state == QuestionState.HANDED_OVER:
        raise AlreadyHandedOver()
    petitions.take_over(
        at=at, unit=question.agency, subject=question.subject, came_at=question.asked_at,
        said=[question.content, f"Đã trả lời: {question.answer}" if question.answer else ""],
        who={"name": question.name}, topic=question.topic,
        channel=Channel.COUNTER if question.way == Way.FLOOR else Channel.ONLINE,
    )  # fmt: skip
    question.name = question.content = question.shown = question.answer = question.search = ""
    question.group = question.procedure = question.ground = ""
    question.state = QuestionState.HANDED_OVER
    question.save()
    record(
        events.HANDED_OVER, subject=question.subject, unit=question.agency, by=by, at=at,
        facts={"code": question.code, "rows": evidence.of_question(question)},
    )  # fmt: skip
    return question


@act(
    may=policies.can_hand_over_comment, records=(events.COMMENT_HANDED_OVER, RECEIVED, DENOUNCER_SEALED), law=LAW,
    finds={"comment": queries.comment_to_act_on},
)  # fmt: skip
def hand_over_comment(*, by: Actor, at: dt.datetime, comment: Comment) -> Comment:
    """Chuyển xử lý kín: the words denounce. They go on as a shielded petition and are no position on the draft any
    more; the browser they came from is forgotten and may say its position anew."""
    if comment.state == CommentState.HANDED_OVER:
        raise AlreadyHandedOver()
    if not comment.words:
        raise NothingSaid()
    petitions.take_over(
        at=at, unit=comment.agency, subject=comment.subject, came_at=comment.at, said=[comment.words],
        who={"name": comment.name},
    )  # fmt: skip
    comment.words = comment.name = comment.ground = ""
    comment.device, comment.state = comment.code, CommentState.HANDED_OVER
    comment.save(update_fields=["words", "name", "ground", "device", "state"])
    record(
        events.COMMENT_HANDED_OVER, subject=comment.subject, unit=comment.agency, by=by, at=at,
        facts={"code": comment.code, "rows": evidence.of_comment(comment)},
    )  # fmt: skip
    return comment
