"""Recommendations: sent to a unit, answered in writing, judged, asked again, followed until their result (R13.20)."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from motcua.areas.cases import actions as engine
from motcua.areas.cases import evidence as engine_evidence
from motcua.areas.cases import queries as cases
from motcua.areas.cases.queries import words
from motcua.areas.inspections import events, evidence, policies, queries
from motcua.areas.inspections.actions.planning import require
from motcua.areas.inspections.actions.reading import Reading
from motcua.areas.inspections.choices import (
    FIELD,
    KIND,
    TYPES,
    Judgement,
    Matter,
    Outcome,
    RecommendationState,
    State,
    matters_of,
)
from motcua.areas.inspections.models import Inspection, Recommendation, Reply
from motcua.areas.inspections.process import ANSWER, FOLLOWING, JUDGE, SEND, STANDARD, steps
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoPost, agency_of, post_on
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import Limit, TimeUnit
from motcua.rules.impossible import Impossible

engine.shape(STANDARD)
FINDS = {"recommendation": queries.recommendation_to_act_on}
LAW = "QĐ 217-QĐ/TW; Luật 75/2015/QH13; Luật 84/2025/QH15; R13.20, R15.5"
MOST, YEARS = 100, 5
ANY_DAY = Limit(Decimal(15), TimeUnit("day"))
"""A type has a limit; a recommendation has the day that the law of its day gives (``queries.days_to_reply``)."""


class NotYetLoaded(Impossible):
    text = "Loại việc trả lời kiến nghị chưa được nạp. Chạy lại motcua init."


class OwnReply(Impossible):
    text = "Người đã trả lời không tự đánh giá trả lời của mình. Bên kiến nghị đánh giá, hoặc cấp trên."


class TooMany(Impossible):
    text = "Đã có {most} kiến nghị. Gộp các kiến nghị cùng nội dung."


@act(may=policies.can_load, records=events.TYPES_LOADED, law=LAW)
def load_types(*, by: Actor, at: dt.datetime, on: dt.date) -> int:
    """Công bố loại việc trả lời kiến nghị; returns how many versions were published."""
    newest, count = engine_evidence.newest_type(), 0
    for code, name, duty in TYPES.values():
        count += engine.publish_if_changed(
            kind=KIND, code=code, name=name, field=FIELD, levels=["commune", "province"], limit=ANY_DAY,
            shape=STANDARD.code, steps=steps(duty), law="", valid_from=on,
        )  # fmt: skip
    facts = {"count": count, **engine_evidence.published(newest)}
    record(events.TYPES_LOADED, subject="recommendation-types", unit="", by=by, at=at, facts=facts)
    return count


def keep(
    work: engine.Work, row: Recommendation, kind: EventKind, *replies: Reply, **facts: Any
) -> Recommendation:
    written = evidence.of_recommendation(work.case.subject, row, replies)
    engine.keep(work, kind, {"dates": cases.dates(work.case), **facts}, written=written)
    return row


def begin(row: Recommendation, act: str, *, by: Actor, at: dt.datetime) -> engine.Work:
    engine.require_move(row.case, act, shape_code=STANDARD.code)
    return engine.begin(row.case, by=by, at=at)


def _title(post: str, agency: str, on: dt.date) -> str:
    """The title of a post of that agency; empty when there is none."""
    try:
        found = post_on(post, on) if post else None
    except NoPost:
        return ""
    return found.title if found is not None and found.agency_id == agency else ""


# --- sent ------------------------------------------------------------------------------------------------------


@act(
    may=policies.can_handle, records=events.SENT, law=LAW, finds={"inspection": queries.inspection_to_act_on}
)
def recommend(
    *, by: Actor, at: dt.datetime, inspection: Inspection, receiver: str, matter: str, content: str, number: str,
    sent_on: dt.date | None, amount: int | None = 0, impersonal: bool = False,
) -> Recommendation:  # fmt: skip
    """Gửi kiến nghị: one unit, one recommendation; it stands in the inbox of who leads the agency, with its day."""
    require(inspection, State.CONCLUDED, State.PUBLISHED)
    assert inspection.concluded_on is not None
    n = inspection.recommendations.count() + 1
    if n > MOST:
        raise TooMany(most=MOST)
    on, read = at.astimezone(TZ).date(), Reading(impersonal=impersonal)
    known = queries.units_for(by, on, inspection.kind)
    read.among(receiver, known, "receiver", "Chọn đơn vị nhận kiến nghị.")
    read.among(matter, [str(one) for one in matters_of(inspection.kind)], "matter", "Chọn loại kiến nghị.")
    said = read.body(content, "content", what="nội dung kiến nghị")
    symbol = read.number(number, "number", what="số, ký hiệu văn bản kiến nghị")
    sent = read.day(sent_on, "sent_on", until=on, since=inspection.concluded_on)
    money = read.count(amount, "amount")
    read.unless(matter != Matter.MONEY or money > 0, "amount", "Ghi số tiền kiến nghị thu hồi.")
    read.done()
    code, _name, _duty = TYPES[inspection.kind]
    type_ = cases.current_type(KIND, code, on)
    if type_ is None:
        raise NotYetLoaded()
    agency = agency_of(receiver, on).key
    due = queries.due_of(agency, sent + dt.timedelta(days=queries.days_to_reply(inspection.kind, sent)))
    serial = take_number(agency=inspection.agency, book="kien-nghi", year=on.year)
    head = inspection.code.split("-", 1)[1].rsplit("-", 2)[0]
    work = engine.open_case(
        type_=type_, code=f"KNGS-{head}-{on:%y}-{serial:04d}", agency=agency, place=inspection.agency,
        title=said.split("\n")[0][:200], who="", numbers=[], state=RecommendationState.SENT, by=by, at=at,
        since=calendar_for(agency).opening(sent) if sent < on else None, due=due,
    )  # fmt: skip
    made = Recommendation(
        case=work.case, inspection=inspection, n=n, agency=agency, receiver=receiver,
        receiver_name=known[receiver], matter=matter, content=said,
        amount=money if matter == Matter.MONEY else 0, number=symbol, sent_on=sent,
    )  # fmt: skip
    engine.enter(work, SEND, state=RecommendationState.SENT, post=by.on_behalf_of or by.post)
    engine.leave(work, outcome="send")
    engine.enter(work, ANSWER, state=RecommendationState.SENT)
    work.new.append(made)
    return keep(
        work, made, events.SENT, inspection=inspection.code, number=symbol, receiver=receiver,
        receiver_words=made.receiver_name, due_words=words(work.case.due_at),
        received_at=cases.plain(work.case.received_at), due_at=cases.plain(work.case.due_at),
    )  # fmt: skip


# --- answered --------------------------------------------------------------------------------------------------


@act(may=policies.can_name, records=events.NAMED, law=LAW, finds=FINDS)
def name_post(*, by: Actor, at: dt.datetime, recommendation: Recommendation, post: str) -> Recommendation:
    """Giao trả lời: a post of the agency writes the reply; leaders may still write it themselves."""
    work = begin(recommendation, "name_post", by=by, at=at)
    title = _title(post, recommendation.agency, work.at.astimezone(TZ).date())
    read = Reading()
    read.unless(bool(title), "post", "Chọn vị trí trả lời trong đơn vị.")
    read.done()
    recommendation.post = post
    recommendation.save(update_fields=["post"])
    engine.leave(work, outcome="name_post", interrupted=True)
    engine.enter(work, ANSWER, state=RecommendationState.SENT, post=post, due=work.case.due_at)
    return keep(work, recommendation, events.NAMED, post=post, post_words=title)


@act(may=policies.can_answer, records=events.ANSWERED, law=LAW, finds=FINDS)
def answer(
    *, by: Actor, at: dt.datetime, recommendation: Recommendation, number: str, replied_on: dt.date | None,
    taken: str = "", declined: str = "", why: str = "", will: str = "", will_on: dt.date | None = None,
    will_by: str = "", impersonal: bool = False,
) -> Reply:  # fmt: skip
    """Trả lời kiến nghị: what is taken in, what not and why, what will be done by when and by whom."""
    work = begin(recommendation, "answer", by=by, at=at)
    on, read = work.at.astimezone(TZ).date(), Reading(impersonal=impersonal)
    rows = recommendation.replies.count()
    row = Reply(
        recommendation=recommendation, n=rows + 1, at=work.at, due_at=work.case.due_at,
        late=work.at > work.case.due_at, post=by.on_behalf_of or by.post, post_title=by.title,
        number=read.number(number, "number", what="số, ký hiệu văn bản trả lời"),
        replied_on=read.day(replied_on, "replied_on", until=on, since=recommendation.sent_on),
        taken=read.body(taken, "taken", what="nội dung tiếp thu", needed=False),
        declined=read.body(declined, "declined", what="nội dung không tiếp thu", needed=False),
        why=read.body(why, "why", what="lý do không tiếp thu", needed=False),
        will=read.body(will, "will", what="việc sẽ làm", needed=False),
        will_by=read.line(will_by, "will_by", what="người chịu trách nhiệm", most=200, needed=False),
        will_on=will_on,
    )  # fmt: skip
    said = bool(row.taken or row.declined)
    read.unless(said, "taken", "Ghi nội dung tiếp thu, hoặc nội dung không tiếp thu kèm lý do.")
    read.unless(not row.declined or bool(row.why), "why", "Ghi lý do không tiếp thu.")
    if row.will or row.will_on or row.will_by:
        latest = on + dt.timedelta(days=366 * YEARS)
        read.unless(bool(row.will), "will", "Ghi việc sẽ làm.")
        read.unless(
            isinstance(will_on, dt.date) and on <= will_on <= latest, "will_on",
            "Chọn ngày hoàn thành từ hôm nay, trong {years} năm.", years=YEARS,
        )  # fmt: skip
        read.unless(bool(row.will_by), "will_by", "Ghi vị trí, đơn vị chịu trách nhiệm.")
    read.done()
    recommendation.replied_late = recommendation.replied_late or row.late
    recommendation.save(update_fields=["replied_late"])
    engine.leave(work, outcome="answer")
    engine.finish(work, state=RecommendationState.ANSWERED)
    engine.enter(work, JUDGE, state=RecommendationState.ANSWERED)
    keep(work, recommendation, events.ANSWERED, row, number=row.number, late=row.late, reply=row.n)
    row.save(force_insert=True)
    return row


# --- judged ----------------------------------------------------------------------------------------------------


def _judged(work: engine.Work, recommendation: Recommendation, judgement: Judgement, said: str) -> Reply:
    row = recommendation.replies.latest("n")
    if policies.judges_own(work.by, row.post):
        raise OwnReply()
    row.judgement, row.judged_words, row.judged_at = judgement, said, work.at
    row.save(update_fields=["judgement", "judged_words", "judged_at"])
    return row


@act(may=policies.can_judge, records=events.ACCEPTED, law=LAW, finds=FINDS)
def accept(
    *, by: Actor, at: dt.datetime, recommendation: Recommendation, said: str = "", impersonal: bool = False
) -> Recommendation:
    """Trả lời rõ, đủ: what was promised is followed until its day; where nothing was, the matter is settled."""
    work = begin(recommendation, "accept", by=by, at=at)
    read = Reading(impersonal=impersonal)
    about = read.body(said, "said", what="nhận xét", needed=False)
    read.done()
    row = _judged(work, recommendation, Judgement.WELL, about)
    engine.leave(work, outcome="accept")
    if row.will_on is not None:
        due = queries.due_of(recommendation.inspection.agency, row.will_on)
        engine.enter(work, JUDGE, state=RecommendationState.FOLLOWED, name=FOLLOWING, due=due)
    else:
        recommendation.outcome = Outcome.REPLIED
        recommendation.settled_on = work.at.astimezone(TZ).date()
        recommendation.save(update_fields=["outcome", "settled_on"])
        engine.close(work, state=RecommendationState.SETTLED)
    return keep(work, recommendation, events.ACCEPTED, row, reply=row.n)


@act(may=policies.can_judge, records=events.ASKED_AGAIN, law=LAW, finds=FINDS)
def ask_again(
    *, by: Actor, at: dt.datetime, recommendation: Recommendation, said: str, impersonal: bool = False
) -> Recommendation:
    """Đề nghị trả lời lại: what is still unclear; the time to reply starts anew, what came late stays late."""
    work = begin(recommendation, "ask_again", by=by, at=at)
    read, on = Reading(impersonal=impersonal), work.at.astimezone(TZ).date()
    about = read.body(said, "said", what="điều chưa rõ, chưa đủ")
    read.done()
    row = _judged(work, recommendation, Judgement.POORLY, about)
    recommendation.asked += 1
    recommendation.save(update_fields=["asked"])
    days = queries.days_to_reply(recommendation.inspection.kind, on)
    engine.leave(work, outcome="ask_again")
    engine.reopen(work, due=queries.due_of(recommendation.agency, on + dt.timedelta(days=days)))
    engine.enter(work, ANSWER, state=RecommendationState.SENT, post=recommendation.post)
    return keep(work, recommendation, events.ASKED_AGAIN, row, reply=row.n, due_words=words(work.case.due_at))


@act(may=policies.can_judge, records=events.SETTLED, law=LAW, finds=FINDS)
def settle(
    *, by: Actor, at: dt.datetime, recommendation: Recommendation, outcome: str, said: str,
    settled_on: dt.date | None, recovered: int | None = 0, impersonal: bool = False,
) -> Recommendation:  # fmt: skip
    """Ghi kết quả: what was done of it; of money how much came back (R15.5)."""
    work = begin(recommendation, "settle", by=by, at=at)
    read, on = Reading(impersonal=impersonal), work.at.astimezone(TZ).date()
    chosen = [value for value in Outcome.values if value != Outcome.REPLIED]
    recommendation.outcome = read.among(outcome, chosen, "outcome", "Chọn kết quả thực hiện.")
    recommendation.outcome_words = read.body(said, "said", what="kết quả")
    recommendation.settled_on = read.day(settled_on, "settled_on", until=on, since=recommendation.sent_on)
    recommendation.recovered = (
        read.count(recovered, "recovered") if recommendation.matter == Matter.MONEY else 0
    )
    read.done()
    if policies.judges_own(by, queries.replied_by(recommendation)):
        raise OwnReply()
    recommendation.save(update_fields=["outcome", "outcome_words", "settled_on", "recovered"])
    engine.leave(work, outcome="settle")
    engine.close(work, state=RecommendationState.SETTLED)
    outcome_words = OUTCOME_WORDS[Outcome(recommendation.outcome)]
    return keep(
        work, recommendation, events.SETTLED, outcome=recommendation.outcome, outcome_words=outcome_words
    )


OUTCOME_WORDS = {
    Outcome.DONE: gettext_noop("đã thực hiện"), Outcome.PARTLY: gettext_noop("đã thực hiện một phần"),
    Outcome.UNDONE: gettext_noop("không thực hiện"),
    Outcome.IMPOSSIBLE: gettext_noop("không thể thực hiện"),
}  # fmt: skip


@act(may=policies.can_judge, records=events.WITHDRAWN, law=LAW, finds=FINDS)
def withdraw(
    *, by: Actor, at: dt.datetime, recommendation: Recommendation, said: str, impersonal: bool = False
) -> Recommendation:
    """Rút kiến nghị: it is no longer asked for; its reason stays in the place of the result."""
    work = begin(recommendation, "withdraw", by=by, at=at)
    read = Reading(impersonal=impersonal)
    recommendation.outcome_words = read.body(said, "said", what="lý do rút, số văn bản")
    read.done()
    recommendation.save(update_fields=["outcome_words"])
    engine.leave(work, outcome="withdraw", interrupted=True)
    engine.close(work, state=RecommendationState.WITHDRAWN)
    return keep(work, recommendation, events.WITHDRAWN)


VERBS: dict[str, Any] = {
    "name_post": name_post, "answer": answer, "accept": accept, "ask_again": ask_again, "settle": settle,
    "withdraw": withdraw,
}  # fmt: skip
