"""Comments on a draft: by anybody without account, one position a clause from one browser, words read before shown."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from motcua.areas.dialogues import events, evidence, policies, queries
from motcua.areas.dialogues.actions.reading import body, line, new_code
from motcua.areas.dialogues.choices import CommentState, Ground, Stance
from motcua.areas.dialogues.models import Clause, Comment, Consultation
from motcua.areas.petitions.queries import in_vietnamese
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.dialogues import Phase
from motcua.rules.impossible import Faults, Impossible, Invalid

FINDS = {"comment": queries.comment_to_act_on}
LAW = "Luật 10/2022/QH15 Điều 25–28; R7.15, R7.16"
WORDS_MOST = 4_000


class NotOpen(Impossible):
    text = "Đợt lấy ý kiến này không nhận ý kiến lúc này."


def _keep(kind: EventKind, comment: Comment, *, by: Actor, at: dt.datetime, **facts: Any) -> None:
    record(
        kind, subject=comment.subject, unit=comment.agency, by=by, at=at,
        facts={"code": comment.code, **facts, "rows": evidence.of_comment(comment)},
    )  # fmt: skip


@act(may=policies.can_comment, records=(events.SAID, events.RESAID), law=LAW)
def comment(
    *, by: Actor, at: dt.datetime, consultation: Consultation, token: str, stance: str, clause: int = 0,
    words: str = "", name: str = "",
) -> Comment:  # fmt: skip
    """Góp ý: support, object or something else, in words if wanted. Said again from the same browser, it replaces."""
    if queries.phase_of(consultation, at.astimezone(TZ).date()) is not Phase.OPEN:
        raise NotOpen()
    if len(token) < 16:
        raise Invalid(field="stance", text="Trình duyệt chưa cho lưu dấu góp ý. Bật cookie rồi gửi lại.")
    faults = Faults()
    faults.among(stance, Stance.values, "stance", "Chọn tán thành, không tán thành, hoặc ý kiến khác.")
    said = faults.take(body, words, "words", what="ý kiến", most=WORDS_MOST, needed=stance == Stance.OTHER)
    who = faults.take(line, name, "name", what="họ tên", most=120, needed=False)
    known = clause == 0 or Clause.objects.filter(consultation=consultation, n=clause).exists()
    faults.unless(known, "clause", "Chọn điều khoản của dự thảo.")
    faults.done()
    device = queries.device_hash(consultation, token)
    values = {
        "stance": stance, "words": said, "name": who, "at": at, "ground": "",
        "state": CommentState.WAITING if said else CommentState.COUNTED,
    }  # fmt: skip
    key = {"consultation": consultation, "clause": clause, "device": device}
    before = Comment.objects.select_for_update().filter(**key).first()
    spoken = {"stance": stance, "stance_words": in_vietnamese(Stance(stance).label), "clause": clause}
    if before is not None:
        for column, value in values.items():
            setattr(before, column, value)
        before.save(update_fields=list(values))
        before.consultation = consultation
        _keep(events.RESAID, before, by=by, at=at, **spoken)
        return before
    made = Comment(code=new_code("GY"), agency=consultation.agency, **key, **values)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid(
            field="stance", text="Ý kiến vừa được gửi từ trình duyệt này. Tải lại trang."
        ) from error
    _keep(events.SAID, made, by=by, at=at, consultation=consultation.code, **spoken)
    return made


@act(may=policies.can_moderate_comment, records=events.COMMENT_SHOWN, law="", finds=FINDS)
def show_comment(*, by: Actor, at: dt.datetime, comment: Comment) -> Comment:
    """Đăng ý kiến: its words are public and wait for their explanation; who wrote them never is."""
    return _seen(comment, CommentState.SHOWN, "", events.COMMENT_SHOWN, by=by, at=at)


@act(may=policies.can_moderate_comment, records=events.COMMENT_DECLINED, law="", finds=FINDS)
def decline_comment(*, by: Actor, at: dt.datetime, comment: Comment, ground: str) -> Comment:
    """Không đăng lời: for one of few grounds; the position still counts."""
    if ground not in Ground.values:
        raise Invalid(field="ground", text="Chọn lý do không đăng.")
    return _seen(comment, CommentState.DECLINED, ground, events.COMMENT_DECLINED, by=by, at=at)


def _seen(
    comment: Comment, state: CommentState, ground: str, kind: EventKind, *, by: Actor, at: dt.datetime
) -> Comment:
    if not comment.words or comment.explanation_id is not None:
        raise Invalid(field="ground", text="Ý kiến này không có lời chờ xem.")
    comment.state, comment.ground = state, ground
    comment.save(update_fields=["state", "ground"])
    facts = {"ground": ground, "ground_words": in_vietnamese(Ground(ground).label)} if ground else {}
    _keep(kind, comment, by=by, at=at, **facts)
    return comment
