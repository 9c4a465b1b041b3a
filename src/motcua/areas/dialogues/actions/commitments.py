"""Commitments: promised at a dialogue, given to a named post with a day, public until kept."""

import datetime as dt
from decimal import Decimal
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import evidence as engine_evidence
from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind
from motcua.areas.cases.queries import words
from motcua.areas.dialogues import events, evidence, policies, queries
from motcua.areas.dialogues.actions.planning import NotNow, of_agency
from motcua.areas.dialogues.actions.reading import body
from motcua.areas.dialogues.choices import FIELD, KIND, TYPE, CommitmentState, DialogueState
from motcua.areas.dialogues.models import Commitment, Dialogue, Progress, Question
from motcua.areas.dialogues.process import CONFIRM, DO, STANDARD, STEPS
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoPost, post_on, unit_on
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import Limit, TimeUnit
from motcua.rules.impossible import Faults, Impossible, Invalid

engine.shape(STANDARD)
FINDS = {"commitment": queries.commitments_to_act_on}
LAW = "R6.56"
NAME, LONGEST_YEARS = "Cam kết tại đối thoại", 5
CONTENT_MOST, SAID_MOST = 2_000, 2_000
ANY_DAY = Limit(Decimal(30), TimeUnit("day"))
"""A type has a limit; a commitment has the day that was promised instead."""


class NotYetLoaded(Impossible):
    text = "Loại việc cam kết chưa được nạp. Chạy lại motcua init."


@act(may=policies.can_load, records=events.TYPES_LOADED, law=LAW)
def load_types(*, by: Actor, at: dt.datetime, on: dt.date) -> int:
    """Công bố loại việc cam kết; returns how many versions were published."""
    newest = engine_evidence.newest_type()
    published = engine.publish_if_changed(
        kind=KIND, code=TYPE, name=NAME, field=FIELD, levels=["commune"], limit=ANY_DAY, shape=STANDARD.code,
        steps=STEPS, law="", valid_from=on,
    )  # fmt: skip
    count = int(published)
    facts = {"count": count, **engine_evidence.published(newest)}
    record(events.TYPES_LOADED, subject="commitment-types", unit="", by=by, at=at, facts=facts)
    return count


def keep(
    work: engine.Work, commitment: Commitment, kind: EventKind, *progress: Progress, **facts: Any
) -> None:
    written = evidence.of_commitment(work.case.subject, commitment, progress)
    engine.keep(work, kind, {"dates": cases.dates(work.case), **facts}, written=written)


def begin(commitment: Commitment, act: str, *, by: Actor, at: dt.datetime) -> engine.Work:
    engine.require_move(commitment.case, act, shape_code=STANDARD.code)
    return engine.begin(commitment.case, by=by, at=at)


@act(
    may=policies.can_arrange, records=events.MADE, law=LAW, finds={"dialogue": queries.dialogue_to_act_on},
)  # fmt: skip
def make(
    *, by: Actor, at: dt.datetime, dialogue: Dialogue, content: str, post: str, due_on: dt.date | None,
    question: str = "",
) -> Commitment:  # fmt: skip
    """Ghi cam kết: what is promised, which post keeps it, by which day. It stands in that post's inbox at once."""
    begun = dialogue.state == DialogueState.ANNOUNCED and at >= dialogue.starts_at
    if not begun and dialogue.state not in (DialogueState.HELD, DialogueState.CONCLUDED):
        raise NotNow(state=dialogue.get_state_display())
    on, faults = at.astimezone(TZ).date(), Faults()
    said = faults.take(body, content, "content", what="nội dung cam kết", most=CONTENT_MOST)
    sound = due_on is not None and on < due_on <= on + dt.timedelta(days=366 * LONGEST_YEARS)
    faults.unless(sound, "due_on", "Chọn ngày hoàn thành sau hôm nay, trong {most} năm.", most=LONGEST_YEARS)
    title = ""
    try:
        title = post_on(post, on).title if post and of_agency(post, on, dialogue.agency) else ""
    except NoPost:
        title = ""
    faults.unless(bool(title), "post", "Chọn vị trí thực hiện trong đơn vị.")
    asked = Question.objects.filter(dialogue=dialogue, code=question).first() if question else None
    faults.unless(not question or asked is not None, "question", "Chọn câu hỏi của buổi đối thoại này.")
    faults.done()
    assert due_on is not None
    type_ = cases.current_type(KIND, TYPE, on)
    if type_ is None:
        raise NotYetLoaded()
    unit = unit_on(dialogue.agency, on)
    serial = take_number(agency=dialogue.agency, book="cam-ket", year=on.year)
    work = engine.open_case(
        type_=type_, code=f"CK-{unit.agency_code}-{on:%y}-{serial:04d}", agency=dialogue.agency, place=dialogue.agency,
        title=said.split("\n")[0][:200], who="", numbers=[], state=CommitmentState.PROMISED, by=by, at=at,
        due=queries.due_of(dialogue.agency, due_on),
    )  # fmt: skip
    commitment = Commitment(
        case=work.case, dialogue=dialogue, question=asked, content=said, post=post, post_title=title,
        promised_on=due_on, due_on=due_on,
    )  # fmt: skip
    engine.enter(work, 0, state=CommitmentState.PROMISED, post=by.on_behalf_of or by.post)
    engine.leave(work, outcome="make")
    engine.enter(work, DO, state=CommitmentState.PROMISED, post=post)
    work.new.append(commitment)
    keep(
        work, commitment, events.MADE, dialogue=dialogue.code, post=post, post_words=title,
        due_words=words(work.case.due_at), received_at=cases.plain(at), due_at=cases.plain(work.case.due_at),
    )  # fmt: skip
    return commitment


# --- on the way ------------------------------------------------------------------------------------------------


def _said(work: engine.Work, commitment: Commitment, said: str) -> Progress:
    n = Progress.objects.filter(commitment=commitment).count() + 1
    return Progress(
        commitment=commitment, n=n, at=work.at, post=work.by.on_behalf_of or work.by.post, said=said
    )


@act(may=policies.can_do, records=events.PROGRESSED, law=LAW, finds=FINDS)
def progress(*, by: Actor, at: dt.datetime, commitment: Commitment, said: str) -> Commitment:
    """Ghi tiến độ: the public reads how far it is."""
    work = begin(commitment, "progress", by=by, at=at)
    row = _said(work, commitment, body(said, "said", what="tiến độ", most=SAID_MOST))
    keep(work, commitment, events.PROGRESSED, row, count=row.n)
    row.save(force_insert=True)
    return commitment


@act(may=policies.can_do, records=events.REPORTED, law=LAW, finds=FINDS)
def report(*, by: Actor, at: dt.datetime, commitment: Commitment, result: str) -> Commitment:
    """Báo cáo đã thực hiện: with the result; who leads confirms it."""
    work = begin(commitment, "report", by=by, at=at)
    commitment.result = body(result, "result", what="kết quả thực hiện", most=SAID_MOST)
    if not commitment.post:
        commitment.post, commitment.post_title = by.on_behalf_of or by.post, by.title
    commitment.save(update_fields=["result", "post", "post_title"])
    engine.leave(work, outcome="report")
    engine.enter(work, CONFIRM, state=CommitmentState.REPORTED)
    keep(work, commitment, events.REPORTED)
    return commitment


@act(may=policies.can_confirm, records=events.KEPT, law=LAW, finds=FINDS)
def confirm(*, by: Actor, at: dt.datetime, commitment: Commitment) -> Commitment:
    """Xác nhận đã thực hiện: it stays public with its result, on time or late."""
    work = begin(commitment, "confirm", by=by, at=at)
    commitment.kept_at = work.at
    commitment.save(update_fields=["kept_at"])
    engine.leave(work, outcome="confirm")
    engine.close(work, state=CommitmentState.KEPT)
    keep(work, commitment, events.KEPT, on_time=work.case.on_time)
    return commitment


@act(may=policies.can_confirm, records=events.SENT_BACK, law=LAW, finds=FINDS)
def send_back(*, by: Actor, at: dt.datetime, commitment: Commitment, reason: str) -> Commitment:
    """Yêu cầu làm tiếp: what was reported is not yet what was promised."""
    work = begin(commitment, "send_back", by=by, at=at)
    why = body(reason, "reason", what="việc còn phải làm", most=SAID_MOST)
    row = _said(work, commitment, why)
    commitment.result = ""
    commitment.save(update_fields=["result"])
    engine.leave(work, outcome="send_back", note=why)
    engine.enter(work, DO, state=CommitmentState.PROMISED, post=commitment.post)
    keep(work, commitment, events.SENT_BACK, row)
    row.save(force_insert=True)
    return commitment


@act(may=policies.can_confirm, records=events.POSTPONED, law=LAW, finds=FINDS)
def postpone(
    *, by: Actor, at: dt.datetime, commitment: Commitment, due_on: dt.date | None, reason: str
) -> Commitment:
    """Lùi ngày: with a reason that the public reads; lateness is still measured against the day first promised."""
    work = begin(commitment, "postpone", by=by, at=at)
    if due_on is None or due_on <= commitment.due_on:
        raise Invalid(field="due_on", text="Chọn ngày sau ngày đang cam kết.")
    row = _said(work, commitment, body(reason, "reason", what="lý do lùi ngày", most=SAID_MOST))
    commitment.due_on = due_on
    commitment.save(update_fields=["due_on"])
    engine.tick(work, ClockKind.EXTENDED, until=queries.due_of(work.case.agency, due_on))
    keep(work, commitment, events.POSTPONED, row, until_words=words(work.case.due_at))
    row.save(force_insert=True)
    return commitment


@act(may=policies.can_confirm, records=events.RELEASED, law=LAW, finds=FINDS)
def release(*, by: Actor, at: dt.datetime, commitment: Commitment, reason: str) -> Commitment:
    """Thôi thực hiện: the written reason stays public in the place of the result."""
    work = begin(commitment, "release", by=by, at=at)
    commitment.reason = body(reason, "reason", what="lý do thôi thực hiện, số văn bản", most=SAID_MOST)
    commitment.save(update_fields=["reason"])
    engine.leave(work, outcome="release", interrupted=True)
    engine.close(work, state=CommitmentState.RELEASED)
    keep(work, commitment, events.RELEASED)
    return commitment
