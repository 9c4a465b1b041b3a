"""What the public reads, and what the sender says of the answer."""

import datetime as dt
from collections.abc import Collection

from motcua.areas.cases import actions as engine
from motcua.areas.feedback import events, policies, queries
from motcua.areas.feedback.actions.keeping import FINDS, NOTE_MOST, begin, body, keep, to_charge
from motcua.areas.feedback.choices import REPLIED, Shown, State
from motcua.areas.feedback.models import Feedback, FeedbackFile, FeedbackRating
from motcua.areas.feedback.process import WORK
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.privacy import check_public
from motcua.rules.vietnamese import fold


class OwnAnswer(Impossible):
    text = "Người khác duyệt công khai trả lời do chính mình soạn."


class NotPublic(Impossible):
    text = "Phản ánh này không ở trên trang công khai."


class AlreadyRated(Impossible):
    text = "Trả lời này đã được đánh giá {stars}/5. Mỗi trả lời đánh giá một lần."


class NotAnswered(Impossible):
    text = "Chỉ đánh giá được khi đã có trả lời."


class TooLate(Impossible):
    text = (
        "Chỉ đề nghị xử lý lại một lần, trong {days} ngày sau khi có trả lời. Việc mới thì gửi phản ánh mới."
    )


def _checked(feedback: Feedback, text: str, field: str, what: str, *, impersonal: Collection[str]) -> str:
    """A text for everybody; raises Invalid when it still names the sender or how they are reached, or tells what may
    be anybody's own (privacy check): of each of these it may be denied (``impersonal``), a hotline is nobody's.
    """
    said = body(text, field, what=what, most=NOTE_MOST)
    plain, packed = f" {fold(said)} ", "".join(c for c in fold(said) if c.isalnum())
    for name, value in queries.contact(feedback).items():
        told = fold(value)
        digits = "".join(c for c in told if c.isalnum())
        if (name in ("name", "address") and len(told) > 4 and f" {told} " in plain.replace(",", " ")) or (
            name in ("phone", "email") and digits and digits in packed
        ):
            raise Invalid(
                field=field, text="Bỏ họ tên, điện thoại, địa chỉ của người phản ánh trước khi công khai."
            )
    return check_public(said, field, denied=impersonal, people=True)


def _show(
    feedback: Feedback, *, text: str, place: str, photos: Collection[int], impersonal: Collection[str], by: Actor,
    at: dt.datetime,
) -> list[FeedbackFile]:  # fmt: skip
    """What everybody reads from now on; part of ``approve`` and ``publish``. Returns the pictures it decided on."""
    if place not in Shown.values:
        raise Invalid(field="place", text="Chọn cách hiện vị trí.")
    feedback.public_text = _checked(
        feedback, text, "public_text", "nội dung công khai", impersonal=impersonal
    )
    feedback.public_place, feedback.shown = place, True
    feedback.approved_at, feedback.approved_by = at, by.on_behalf_of or by.post
    rows = list(FeedbackFile.objects.select_related("file").filter(feedback=feedback).order_by("n"))
    for row in rows:
        row.public = row.n in photos
        row.save(update_fields=["public"])
    return rows


SAID = ["public_text", "public_answer", "public_place", "shown", "approved_at", "approved_by"]


@act(may=policies.can_publish, records=events.APPROVED, law="NĐ 20/2008; R3.25, R6.50", finds=FINDS)
def approve(
    *,
    by: Actor,
    at: dt.datetime,
    feedback: Feedback,
    text: str,
    place: str = Shown.NONE,
    photos: Collection[int] = (),
    impersonal: Collection[str] = (),
) -> Feedback:
    """Duyệt công khai: what everybody reads of it, without anything that leads to a person."""
    work = begin(feedback, "approve", by=by, at=at)
    rows = _show(feedback, text=text, place=place, photos=photos, impersonal=impersonal, by=by, at=work.at)
    feedback.save(update_fields=SAID)
    keep(work, feedback, events.APPROVED, *rows, impersonal=bool(impersonal))
    return feedback


@act(may=policies.can_publish, records=events.UNPUBLISHED, law="R6.50", finds=FINDS)
def unpublish(*, by: Actor, at: dt.datetime, feedback: Feedback) -> Feedback:
    """Gỡ khỏi trang công khai: what should not have been read by everybody, or no more."""
    work = begin(feedback, "unpublish", by=by, at=at)
    if not feedback.shown:
        raise NotPublic()
    feedback.shown = False
    feedback.save(update_fields=["shown"])
    keep(work, feedback, events.UNPUBLISHED)
    return feedback


@act(may=policies.can_publish, records=events.PUBLISHED, law="NĐ 20/2008; R3.24, R3.25", finds=FINDS)
def publish(
    *, by: Actor, at: dt.datetime, feedback: Feedback, text: str, answer: str, place: str = Shown.NONE,
    photos: Collection[int] = (), impersonal: Collection[str] = (),
) -> Feedback:  # fmt: skip
    """Công khai trả lời (R3.25: within two working days), looked at by another than who wrote it."""
    work = begin(feedback, "publish", by=by, at=at)
    if feedback.answered_by in (by.post, by.on_behalf_of):
        raise OwnAnswer()
    feedback.public_answer = _checked(
        feedback, answer, "public_answer", "trả lời công khai", impersonal=impersonal
    )
    rows = _show(feedback, text=text, place=place, photos=photos, impersonal=impersonal, by=by, at=work.at)
    feedback.save(update_fields=SAID)
    in_time = work.case.step_due_at is None or work.at <= work.case.step_due_at
    engine.leave(work, outcome="publish")
    engine.close(work, state=State.PUBLISHED)
    keep(work, feedback, events.PUBLISHED, *rows, in_time=in_time, impersonal=bool(impersonal))
    return feedback


@act(may=policies.can_publish, records=events.CLOSED, law="R6.49, R6.50", finds=FINDS)
def close(*, by: Actor, at: dt.datetime, feedback: Feedback) -> Feedback:
    """Kết thúc, không công khai: the answer is between the sender and the agency."""
    work = begin(feedback, "close", by=by, at=at)
    feedback.shown = False
    feedback.save(update_fields=["shown"])
    engine.leave(work, outcome="close")
    engine.close(work, state=State.CLOSED)
    keep(work, feedback, events.CLOSED)
    return feedback


# --- the sender ------------------------------------------------------------------------------------------------


@act(may=policies.is_sender, records=events.RATED, law="R6.50", finds=FINDS)
def rate(*, by: Actor, at: dt.datetime, feedback: Feedback, stars: int, comment: str = "") -> FeedbackRating:
    """Đánh giá trả lời: one to five by whoever holds the receipt, once for each answer."""
    said = queries.rating(feedback)
    if said is not None:
        raise AlreadyRated(stars=said.stars)
    if feedback.case.state not in REPLIED:
        raise NotAnswered()
    if not isinstance(stars, int) or isinstance(stars, bool) or not 1 <= stars <= 5:
        raise Invalid(field="stars", text="Chọn một mức hài lòng rồi gửi lại.")
    words = body(comment, "comment", what="góp ý", most=1000, needed=False)
    work = engine.begin(feedback.case, by=by, at=at)
    row = FeedbackRating(
        feedback=feedback, n=queries.answer_now(feedback), stars=stars, comment=words, at=work.at
    )
    keep(work, feedback, events.RATED, row, stars=stars)
    row.save(force_insert=True)
    return row


@act(may=policies.is_sender, records=events.REOPENED, law="R6.50", finds=FINDS)
def reopen(*, by: Actor, at: dt.datetime, feedback: Feedback, objection: str) -> Feedback:
    """Đề nghị xử lý lại: once, within the days after the answer; a new time starts."""
    work = begin(feedback, "reopen", by=by, at=at)
    until = queries.objects_until(feedback)
    if until is None or work.at > until:
        raise TooLate(days=queries.days_of("feedback.reopen", work.at.date()))
    feedback.objection = body(objection, "objection", what="vì sao chưa được", most=NOTE_MOST)
    feedback.reopened_at, feedback.public_answer = work.at, ""
    feedback.save(update_fields=["objection", "reopened_at", "public_answer"])
    if work.case.closed_at is None:
        engine.leave(work, outcome="reopen", interrupted=True)
    engine.reopen(work)
    on = work.at.astimezone(TZ).date()
    category, holder = queries.category_of(feedback), feedback.answered_by
    holder = holder if holder in {post.code for post in posts_on(on, agency=feedback.agency)} else ""
    engine.enter(work, WORK, state=State.IN_PROGRESS, post=holder)
    if category is not None:
        to_charge(work, category)
    keep(work, feedback, events.REOPENED)
    return feedback
