"""What becomes of feedback: taken up, asked about, passed on, refused, merged, answered."""

import datetime as dt
from collections.abc import Mapping, Sequence

from motcua.areas.cases import actions as engine
from motcua.areas.cases.choices import ClockKind
from motcua.areas.feedback import events, policies, queries
from motcua.areas.feedback.actions.intake import PHOTOS_MOST, Uploaded, kept_photo
from motcua.areas.feedback.actions.keeping import FINDS, NOTE_MOST, begin, body, keep, line, to_charge
from motcua.areas.feedback.choices import OPEN, REPLIED, Nature, Reason, Role, Shown, State, categories
from motcua.areas.feedback.forms import ANSWER
from motcua.areas.feedback.models import Feedback, FeedbackFile
from motcua.areas.feedback.process import PUBLISH, TRIAGE, WORK
from motcua.base.documents.actions import take_number
from motcua.base.documents.forms import wordings
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules import feedback as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.numbering import book_of

ANSWER_LEAST = 3
"""Words without which nothing is answered: what was done, and to what."""


class SameCategory(Impossible):
    text = "Phản ánh đang ở loại này."


class AlreadyThere(Impossible):
    text = "Nơi xảy ra đang ghi đúng như vậy."


@act(may=policies.can_handle, records=events.STARTED, law="R3.25, R6.50", finds=FINDS)
def start(*, by: Actor, at: dt.datetime, feedback: Feedback) -> Feedback:
    """Nhận xử lý: from now on it is this post's."""
    work = begin(feedback, "start", by=by, at=at)
    engine.leave(work, outcome="start")
    engine.enter(work, WORK, state=State.IN_PROGRESS, post=by.on_behalf_of or by.post)
    keep(work, feedback, events.STARTED)
    return feedback


@act(may=policies.can_handle, records=events.ASKED, law="NĐ 20/2008; R3.25", finds=FINDS)
def ask(*, by: Actor, at: dt.datetime, feedback: Feedback, question: str) -> Feedback:
    """Hỏi thêm: what is not clear is asked of the sender; the time stands still meanwhile (R3.25: within five days)."""
    work = begin(feedback, "ask", by=by, at=at)
    feedback.question = body(question, "question", what="điều cần hỏi", most=NOTE_MOST)
    feedback.reply = ""
    feedback.save(update_fields=["question", "reply"])
    days = queries.days_of("pakn.ask_more", feedback.received_at.astimezone(TZ).date())
    until = work.calendar.add_working_days(feedback.received_at, days)
    engine.tick(work, ClockKind.PAUSED)
    engine.leave(work, outcome="ask")
    engine.enter(work, WORK, state=State.NEEDS_INFO, post=by.on_behalf_of or by.post)
    keep(work, feedback, events.ASKED, in_time=work.at <= until)
    return feedback


@act(may=policies.can_tell_more, records=events.SUPPLIED, law="NĐ 20/2008; R3.25", finds=FINDS)
def supply(
    *, by: Actor, at: dt.datetime, feedback: Feedback, reply: str, photos: Sequence[Uploaded] = ()
) -> Feedback:
    """Bổ sung thông tin: what was asked is told; the time goes on."""
    work = begin(feedback, "supply", by=by, at=at)
    holder = feedback.case.post
    feedback.reply = body(reply, "reply", what="thông tin bổ sung")
    feedback.save(update_fields=["reply"])
    rows = _photos(feedback, photos, Role.SCENE, by=by, at=work.at)
    engine.tick(work, ClockKind.RESUMED)
    engine.leave(work, outcome="supply", interrupted=True)
    engine.enter(work, WORK, state=State.IN_PROGRESS, post=holder)
    keep(work, feedback, events.SUPPLIED, *rows, photos=len(rows))
    FeedbackFile.objects.bulk_create(rows)
    return feedback


def _photos(
    feedback: Feedback, photos: Sequence[Uploaded], role: Role, *, by: Actor, at: dt.datetime
) -> list[FeedbackFile]:
    if len(photos) > PHOTOS_MOST:
        raise Invalid(field="photos", text="Gửi nhiều nhất {most} ảnh.", most=PHOTOS_MOST)
    first = FeedbackFile.objects.filter(feedback=feedback).count() + 1
    rows = [
        kept_photo(feedback.code, n, photo, role, by=by, at=at, field="photos")
        for n, photo in enumerate(photos, first)
    ]
    for row in rows:
        row.feedback = feedback
    return rows


@act(may=policies.can_handle, records=events.REROUTED, law="R6.50", finds=FINDS)
def reroute(*, by: Actor, at: dt.datetime, feedback: Feedback, category: str) -> Feedback:
    """Chuyển loại: whoever is in charge of the other category gets it; the time that was promised stays."""
    work = begin(feedback, "reroute", by=by, at=at)
    found = categories().get(category)
    if found is None:
        raise Invalid(field="category", text="Chọn loại phản ánh.")
    if found.code == feedback.category:
        raise SameCategory()
    if found.nature is Nature.REGULATION:
        rules.check_sender(queries.contact(feedback))
    feedback.category = found.code
    feedback.save(update_fields=["category"])
    engine.leave(work, outcome="reroute")
    work.set(title=queries.title_of(found.code))
    engine.enter(work, TRIAGE, state=State.RECEIVED)
    to_charge(work, found)
    keep(work, feedback, events.REROUTED, category_name=found.name_vi)
    return feedback


@act(may=policies.can_handle, records=events.PLACED, law="R6.49, R6.50", finds=FINDS)
def locate(
    *, by: Actor, at: dt.datetime, feedback: Feedback, spot: str = "", lat: object = None, lon: object = None
) -> Feedback:
    """Sửa nơi xảy ra: words and pin are mended; another ward's matter is forwarded. What the public reads of the place
    is taken off the map until a leader approves the new one."""
    work = begin(feedback, "locate", by=by, at=at)
    words = line(spot, "spot", what="nơi xảy ra", most=300, needed=False)
    pin = rules.point(lat, lon)
    if (words, pin) == (feedback.spot, queries.point_of(feedback)):
        raise AlreadyThere()
    feedback.spot, feedback.public_place = words, Shown.NONE
    feedback.lat, feedback.lon = (pin.lat, pin.lon) if pin else (None, None)
    feedback.save(update_fields=["spot", "lat", "lon", "public_place"])
    keep(work, feedback, events.PLACED, located=pin is not None)
    return feedback


@act(may=policies.can_handle, records=events.FORWARDED, law="NĐ 20/2008; R3.25, R6.24, R6.49", finds=FINDS)
def forward(
    *, by: Actor, at: dt.datetime, feedback: Feedback, to_agency: str, number: str = "", note: str = ""
) -> Feedback:
    """Chuyển cơ quan có thẩm quyền: it is another agency's; the sender reads whose."""
    work = begin(feedback, "forward", by=by, at=at)
    feedback.to_agency = line(to_agency, "to_agency", what="cơ quan nhận")
    feedback.document_number = line(number, "number", what="số văn bản chuyển", most=60, needed=False)
    feedback.note = body(note, "note", what="nội dung chuyển", most=NOTE_MOST, needed=False)
    feedback.save(update_fields=["to_agency", "document_number", "note"])
    _end(work, feedback, State.FORWARDED, "forward")
    keep(work, feedback, events.FORWARDED)
    return feedback


@act(may=policies.can_handle, records=events.REJECTED, law="NĐ 20/2008; R3.23, R3.25", finds=FINDS)
def reject(*, by: Actor, at: dt.datetime, feedback: Feedback, reason: str, note: str = "") -> Feedback:
    """Không tiếp nhận, with the ground and what the sender may do instead."""
    work = begin(feedback, "reject", by=by, at=at)
    if reason not in Reason.values:
        raise Invalid(field="reason", text="Chọn lý do không tiếp nhận.")
    if reason == Reason.NO_SENDER and queries.nature_of(feedback) is not Nature.REGULATION:
        raise Invalid(field="reason", text="Phản ánh hiện trường không bắt buộc ghi tên. Chọn lý do khác.")
    feedback.reason = reason
    feedback.note = body(note, "note", what="giải thích cho người phản ánh", most=NOTE_MOST)
    feedback.save(update_fields=["reason", "note"])
    _end(work, feedback, State.REJECTED, "reject")
    words = queries.in_vietnamese(Reason(reason).label)
    keep(work, feedback, events.REJECTED, reason=reason, reason_words=words)
    return feedback


def _end(work: engine.Work, feedback: Feedback, state: State, outcome: str) -> None:
    """Nothing is left to do, and the public reads it no more."""
    if feedback.shown:
        feedback.shown = False
        feedback.save(update_fields=["shown"])
    engine.leave(work, outcome=outcome)
    engine.close(work, state=state)


@act(may=policies.can_handle, records=(events.MERGED, events.JOINED), law="R6.26, R6.50", finds=FINDS)
def merge(*, by: Actor, at: dt.datetime, feedback: Feedback, into: str) -> Feedback:
    """Gộp phản ánh trùng: one matter, one answer; who reported it again follows the first."""
    work = begin(feedback, "merge", by=by, at=at)
    first = _first(feedback, into, by=by)
    feedback.merged_into = first
    feedback.save(update_fields=["merged_into"])
    _end(work, feedback, State.MERGED, "merge")
    keep(work, feedback, events.MERGED, into=first.code)
    other = engine.begin(first.case, by=by, at=work.at)
    keep(other, first, events.JOINED, merged=feedback.code)
    return feedback


def _first(feedback: Feedback, code: str, *, by: Actor) -> Feedback:
    """What this says again: the first of all, open or answered."""
    wrong = Invalid(field="into", text="Ghi mã của phản ánh trước trong đơn vị.")
    try:
        found = queries.to_act_on(code.strip(), by=by)
        if found.merged_into is not None:
            found = queries.to_act_on(found.merged_into.code, by=by)
    except queries.NoSuchFeedback as error:
        raise wrong from error
    if found.pk == feedback.pk:
        raise Invalid(field="into", text="Phản ánh không trùng với chính nó.")
    if found.agency != feedback.agency or found.case.state not in (*OPEN, *REPLIED):
        raise wrong
    return found


@act(may=policies.can_tell_more, records=events.WITHDRAWN, law="R6.49", finds=FINDS)
def withdraw(*, by: Actor, at: dt.datetime, feedback: Feedback) -> Feedback:
    """Rút phản ánh: the sender takes it back before it is answered."""
    work = begin(feedback, "withdraw", by=by, at=at)
    if feedback.shown:
        feedback.shown = False
        feedback.save(update_fields=["shown"])
    engine.leave(work, outcome="withdraw", interrupted=True)
    engine.close(work, state=State.WITHDRAWN)
    keep(work, feedback, events.WITHDRAWN)
    return feedback


@act(
    may=policies.can_answer,
    records=(events.ANSWERED, events.CORRECTED),
    law="NĐ 20/2008; R3.24, R3.25, R6.49, R6.50",
    finds=FINDS,
)
def answer(
    *, by: Actor, at: dt.datetime, feedback: Feedback, text: str, photos: Sequence[Uploaded] = (),
    criteria: Mapping[str, str] | None = None,
) -> Feedback:  # fmt: skip
    """Trả lời: what was done, with pictures; on a regulation also the seven criteria. A leader publishes it then.

    Until that, who answered may answer better; the clock stands where the first answer stopped it. What came as a
    petition is answered by a letter too, under the next number of the agency's book (R6.24).
    """
    work = begin(feedback, "answer", by=by, at=at)
    again = feedback.case.state == State.ANSWERED
    feedback.answer = body(text, "text", what="nội dung trả lời", most=NOTE_MOST)
    if len([word for word in feedback.answer.split() if any(c.isalpha() for c in word)]) < ANSWER_LEAST:
        raise Invalid(field="text", text="Trả lời rõ đã làm gì, kết quả thế nào để người phản ánh hiểu.")
    if queries.nature_of(feedback) is Nature.REGULATION:
        feedback.criteria = rules.judged(criteria or {})
    if not again:
        feedback.answered_at, feedback.answered_by = work.at, by.on_behalf_of or by.post
    if feedback.petition_id is not None and not feedback.document_number:
        feedback.document_number = _numbered(feedback, work.at.astimezone(TZ).date())
    feedback.save(update_fields=["answer", "criteria", "answered_at", "answered_by", "document_number"])
    rows = _photos(feedback, photos, Role.ANSWER, by=by, at=work.at)
    if not again:
        engine.leave(work, outcome="answer")
        engine.finish(work, state=State.ANSWERED)
        days = queries.days_of("pakn.publish", work.at.astimezone(TZ).date())
        engine.enter(work, PUBLISH, state=State.ANSWERED, due=work.calendar.add_working_days(work.at, days))
    kind = events.CORRECTED if again else events.ANSWERED
    keep(work, feedback, kind, *rows, photos=len(rows), on_time=work.case.on_time)
    FeedbackFile.objects.bulk_create(rows)
    return feedback


def _numbered(feedback: Feedback, on: dt.date) -> str:
    symbol = wordings()[ANSWER].symbol
    serial = take_number(agency=feedback.agency, book=book_of(symbol), year=on.year)
    return f"{serial:02d}/{symbol}"
