"""A consultation from its draft to its published results (Luật 10/2022/QH15 Điều 25–28; R7.15, R7.16)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.dialogues import events, evidence, policies, queries
from motcua.areas.dialogues.actions.reading import body, line, whole
from motcua.areas.dialogues.choices import CommentState, ConsultationState, Form, Stance, Taken, matters
from motcua.areas.dialogues.models import Clause, Comment, Consultation, Explanation, Gathering
from motcua.areas.petitions.queries import in_vietnamese
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import unit_on
from motcua.rules.calendar import TZ
from motcua.rules.dialogues import MOST_CLAUSES, MOST_LABEL, Phase, earliest_close, split_draft
from motcua.rules.impossible import Faults, Impossible
from motcua.rules.vietnamese import day_words

FINDS = {"consultation": queries.consultation_to_act_on}
LAW = "Luật 10/2022/QH15 Điều 25–28; R7.15, R7.16"
DRAFT_MOST, CLAUSE_MOST = 400_000, 20_000
COUNCIL, FRONT = "HĐND", "MTTQ"


class NotInThisPhase(Impossible):
    text = "Đợt lấy ý kiến đang ở giai đoạn khác, không làm được việc này."


class NotExplained(Impossible):
    text = "Còn {waiting} ý kiến chờ xem và {left} ý kiến chưa giải trình. Giải trình hết rồi hoàn thành."


class StillOpen(Impossible):
    text = "Còn nhận ý kiến đến hết {closes}."


def _require(consultation: Consultation, *states: str) -> None:
    if consultation.state not in states:
        raise NotInThisPhase()


def _keep(
    kind: EventKind, consultation: Consultation, rows: Mapping[str, str], *, by: Actor, at: dt.datetime, **facts: Any
) -> None:  # fmt: skip
    consultation.save()
    record(
        kind, subject=consultation.subject, unit=consultation.agency, by=by, at=at,
        facts={"code": consultation.code, **facts, "rows": {**evidence.of_consultation(consultation), **rows}},
    )  # fmt: skip


@act(may=policies.can_draft, records=events.DRAFTED, law=LAW)
def draft(
    *, by: Actor, at: dt.datetime, unit: str, title: str, matter: str, text: str, forms: Sequence[str],
    intro: str = "",
) -> Consultation:  # fmt: skip
    """Soạn lấy ý kiến: the text of the draft falls into clauses, each of which people can comment on."""
    faults = Faults()
    values = {
        "title": faults.take(line, title, "title", what="tên dự thảo", most=300),
        "matter": faults.among(matter, matters(), "matter", "Chọn nội dung theo Điều 25."),
        "intro": faults.take(body, intro, "intro", what="lời giới thiệu", most=4000, needed=False),
    }
    drafted = faults.take(body, text, "text", what="nội dung dự thảo", most=DRAFT_MOST)
    chosen = [one for one in Form.values if one in forms]
    faults.unless(bool(chosen), "forms", "Chọn ít nhất một hình thức lấy ý kiến.")
    pieces = split_draft(drafted)
    faults.unless(
        len(pieces) <= MOST_CLAUSES and all(len(one.text) <= CLAUSE_MOST for one in pieces), "text",
        "Dự thảo dài quá {most} điều khoản. Chia thành nhiều đợt lấy ý kiến.", most=MOST_CLAUSES,
    )  # fmt: skip
    faults.done()
    on = at.astimezone(TZ).date()
    serial = take_number(agency=unit, book="lay-y-kien", year=on.year)
    consultation = Consultation(
        code=f"LYK-{unit_on(unit, on).agency_code}-{on:%y}-{serial:03d}", agency=unit, forms=chosen, drafted_at=at,
        state=ConsultationState.DRAFT, **values,
    )  # fmt: skip
    consultation.save(force_insert=True)
    rows = [
        Clause(
            consultation=consultation, n=n, label=one.label[:MOST_LABEL], heads=list(one.heads), text=one.text
        )
        for n, one in enumerate(pieces, 1)
    ]
    Clause.objects.bulk_create(rows)
    written = evidence.of_consultation(consultation, *rows)
    _keep(events.DRAFTED, consultation, written, by=by, at=at, matter=matter, clauses=len(rows))
    return consultation


@act(may=policies.can_announce_consultation, records=events.OPENED, law=LAW, finds=FINDS)
def announce_consultation(
    *, by: Actor, at: dt.datetime, consultation: Consultation, opens_on: dt.date | None, closes_on: dt.date | None,
    sent: Sequence[Mapping[str, str]],
) -> Consultation:  # fmt: skip
    """Công bố lấy ý kiến: at least so many days as the law says, the plan sent to HĐND and MTTQ."""
    _require(consultation, ConsultationState.DRAFT)
    on, faults = at.astimezone(TZ).date(), Faults()
    opens = opens_on or on
    days = queries.least_days(opens)
    faults.unless(opens >= on, "opens_on", "Ngày bắt đầu không trước hôm nay.")
    enough = closes_on is not None and closes_on >= earliest_close(opens, days)
    faults.unless(
        enough, "closes_on", "Lấy ý kiến ít nhất {days} ngày: kết thúc từ {first} trở đi.", days=days,
        first=day_words(earliest_close(opens, days)),
    )  # fmt: skip
    told = [
        {name: faults.take(line, str(one.get(name) or ""), "sent", what="nơi nhận, số văn bản", most=120)
         for name in ("to", "number")}
        for one in sent
    ]  # fmt: skip
    faults.unless(
        {COUNCIL, FRONT} <= {one["to"] for one in told}, "sent",
        "Ghi số văn bản gửi kế hoạch lấy ý kiến đến HĐND và MTTQ.",
    )  # fmt: skip
    faults.done()
    consultation.opens_on, consultation.closes_on, consultation.sent = opens, closes_on, told
    consultation.state = ConsultationState.ANNOUNCED
    assert closes_on is not None
    _keep(
        events.OPENED, consultation, {}, by=by, at=at, opens_words=day_words(opens), closes_words=day_words(closes_on),
        days=(closes_on - opens).days,
    )  # fmt: skip
    return consultation


@act(may=policies.can_arrange_consultation, records=events.COUNTED, law=LAW, finds=FINDS)
def count(
    *, by: Actor, at: dt.datetime, consultation: Consultation, form: str, on: dt.date | None, support: int, object: int,
    other: int, gist: str = "",
) -> Gathering:  # fmt: skip
    """Ghi ý kiến thu qua hình thức khác: counts of a meeting, of ballots, of the Front, with the gist."""
    _require(consultation, ConsultationState.ANNOUNCED, ConsultationState.CLOSED)
    today, faults = at.astimezone(TZ).date(), Faults()
    elsewhere = [one for one in Form.values if one != Form.PAGE]
    faults.among(form, elsewhere, "form", "Chọn hình thức đã lấy ý kiến.")
    first = consultation.opens_on or today
    faults.unless(on is not None and first <= on <= today, "on", "Chọn ngày trong thời gian lấy ý kiến.")
    faults.unless(
        all(whole(n) for n in (support, object, other)) and support + object + other > 0, "support",
        "Ghi số ý kiến tán thành, không tán thành, ý kiến khác.",
    )  # fmt: skip
    said = faults.take(body, gist, "gist", what="tóm tắt ý kiến", most=4000, needed=False)
    faults.done()
    assert on is not None
    n = Gathering.objects.filter(consultation=consultation).count() + 1
    row = Gathering(
        consultation=consultation, n=n, form=form, on=on, support=support, object=object, other=other, gist=said
    )  # fmt: skip
    row.save(force_insert=True)
    _keep(
        events.COUNTED, consultation, evidence.of_consultation(consultation, row), by=by, at=at, form=form,
        form_words=in_vietnamese(Form(form).label), all=support + object + other,
    )  # fmt: skip
    return row


@act(may=policies.can_arrange_consultation, records=events.CLOSED, law=LAW, finds=FINDS)
def close(*, by: Actor, at: dt.datetime, consultation: Consultation) -> Consultation:
    """Kết thúc lấy ý kiến: after its last day, never before."""
    _require(consultation, ConsultationState.ANNOUNCED)
    on = at.astimezone(TZ).date()
    if queries.phase_of(consultation, on) is not Phase.COUNTING:
        assert consultation.closes_on is not None
        raise StillOpen(closes=day_words(consultation.closes_on))
    consultation.state, consultation.closed_at = ConsultationState.CLOSED, at
    tallies = queries.tallies(consultation)
    counted = {name: sum(getattr(one, name) for one in tallies.values()) for name in Stance.values}
    _keep(events.CLOSED, consultation, {}, by=by, at=at, all=sum(counted.values()), **counted)
    return consultation


@act(may=policies.can_arrange_consultation, records=events.REASONED, law=LAW, finds=FINDS)
def explain(
    *, by: Actor, at: dt.datetime, consultation: Consultation, taken: str, gist: str, why: str,
    comments: Sequence[str] = (), gatherings: Sequence[int] = (),
) -> Explanation:  # fmt: skip
    """Giải trình: what was taken in and why, or why not, for comments that say the same (R7.15)."""
    _require(consultation, ConsultationState.CLOSED)
    faults = Faults()
    faults.among(taken, Taken.values, "taken", "Chọn tiếp thu, tiếp thu một phần, hay không tiếp thu.")
    said = faults.take(body, gist, "gist", what="tóm tắt ý kiến", most=2000)
    reason = faults.take(body, why, "why", what="lý do tiếp thu hoặc không tiếp thu", most=4000)
    worded, counted = queries.unexplained(consultation)
    answers = [one for one in worded if one.code in comments]
    rows = [one for one in counted if one.n in gatherings]
    known = len(answers) == len(set(comments)) and len(rows) == len(set(gatherings))
    faults.unless(bool(answers or rows) and known, "comments", "Chọn những ý kiến chưa giải trình.")
    faults.done()
    n = Explanation.objects.filter(consultation=consultation).count() + 1
    made = Explanation(
        consultation=consultation, n=n, taken=taken, gist=said, why=reason, post=by.on_behalf_of or by.post, at=at
    )  # fmt: skip
    made.save(force_insert=True)
    Comment.objects.filter(pk__in=[one.pk for one in answers]).update(explanation=made)
    Gathering.objects.filter(pk__in=[one.pk for one in rows]).update(explanation=made)
    written = evidence.of_explanation(
        consultation, made, [one.code for one in answers], [one.n for one in rows]
    )
    _keep(
        events.REASONED, consultation, written, by=by, at=at, count=len(answers) + len(rows), taken=taken,
        taken_words=in_vietnamese(Taken(taken).label),
    )  # fmt: skip
    return made


@act(may=policies.can_arrange_consultation, records=events.EXPLAINED, law=LAW, finds=FINDS)
def finish(*, by: Actor, at: dt.datetime, consultation: Consultation, result: str) -> Consultation:
    """Hoàn thành giải trình: every word that people wrote was read, and has its answer."""
    _require(consultation, ConsultationState.CLOSED)
    waiting = Comment.objects.filter(consultation=consultation, state=CommentState.WAITING).count()
    worded, counted = queries.unexplained(consultation)
    if waiting or worded or counted:
        raise NotExplained(waiting=waiting, left=len(worded) + len(counted))
    consultation.result = body(result, "result", what="kết quả chung và việc tiếp theo của dự thảo")
    consultation.state = ConsultationState.EXPLAINED
    _keep(events.EXPLAINED, consultation, {}, by=by, at=at)
    return consultation


@act(may=policies.can_announce_consultation, records=events.PUBLISHED, law=LAW, finds=FINDS)
def publish(*, by: Actor, at: dt.datetime, consultation: Consultation) -> Consultation:
    """Công bố kết quả: positions, what was taken in, and why not, for everybody to read."""
    _require(consultation, ConsultationState.EXPLAINED)
    consultation.state, consultation.published_at = ConsultationState.PUBLISHED, at
    _keep(events.PUBLISHED, consultation, {}, by=by, at=at)
    return consultation
