"""The verbs of escalations: a matter beyond competence is raised, received, answered, and what was done is said."""

import datetime as dt
import re
from typing import Any

from motcua.areas.escalations import events, evidence, policies, queries
from motcua.areas.escalations.choices import AWAITING, Elsewhere, Outcome, State
from motcua.areas.escalations.models import Escalation
from motcua.areas.petitions.choices import topics
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import unit_on
from motcua.rules.calendar import TZ
from motcua.rules.correspondence import refuse_secrets
from motcua.rules.impossible import Faults, Impossible, Invalid
from motcua.rules.numbering import dossier_code
from motcua.rules.privacy import check_coded, denounces
from motcua.rules.written import body, later, line, past

FINDS = {"escalation": queries.to_act_on}
TITLE_MOST, NUMBER_MOST = 200, 60
TASK = "task"
"""The kind of case that has obstacles."""
_OF_PETITIONS = re.compile(r"\b(?:DT|TC)-[A-Z]\d{2}[.\d]*-\d{6}-\d{4,}|\bNTC-\d{4}-\w+", re.IGNORECASE)
"""Codes that may lead to a denunciation, and the pseudonym of who denounces."""


class Denounces(Impossible):
    text = (
        "{code} là tố cáo, không báo cáo ở đây. Tố cáo ngoài thẩm quyền được chuyển cơ quan có thẩm quyền ngay ở trang "
        "của đơn, danh tính vẫn niêm phong (Luật Tố cáo 25/2018/QH14 Điều 24)."
    )


class NotNow(Impossible):
    text = "{code} đang ở trạng thái khác. Mở lại để xem tình trạng mới nhất."


def _guarded(text: str, field: str, by: Actor, *known: str) -> str:
    """Words that are no state secret (R8.7) and name no denunciation: codes of petitions in them are such as anybody
    who reads them may know."""
    refuse_secrets("", text, field=field)
    named = {found[0].upper() for found in _OF_PETITIONS.finditer(text)} - set(known)
    unknown = sorted(named - queries.may_name(by, named))
    if unknown:
        raise Invalid(
            field=field, text="Bỏ mã {codes}: không có trong đơn vị, hoặc không nêu ở đây được.",
            codes=", ".join(unknown[:3]),
        )  # fmt: skip
    return text


def _keep(escalation: Escalation, kind: EventKind, *, by: Actor, at: dt.datetime, **facts: Any) -> Escalation:
    """Journal the act; the row is saved before."""
    said = {**facts, "rows": evidence.of_rows(escalation)}
    record(kind, subject=escalation.subject, unit=escalation.agency, by=by, at=at, facts=said)
    return escalation


@act(may=policies.can_raise, records=events.RAISED, law="")
def raise_matter(
    *, by: Actor, at: dt.datetime, title: str, topic: str, asked: str, why: str, reply_by: dt.date | None,
    about: str = "", about_kind: str = "", to_agency: str = "", to_name: str = "", number: str = "",
    sent_on: dt.date | None = None, no_denunciation: bool = False, obstacle: int | None = None,
) -> Escalation:  # fmt: skip
    """Báo cáo vượt thẩm quyền: what is asked of a higher unit or a body outside, and why it is beyond competence.

    ``about``: code of a case of the unit, or of something else of the kinds ``Elsewhere`` that the caller may see.
    ``obstacle``: which obstacle of the task ``about``, when the caller looked that its words may be read.
    ``no_denunciation``: the words speak of denouncing, but hold no denunciation.
    """
    on, faults = at.astimezone(TZ).date(), Faults()
    about, kind = about.strip(), ""
    if about:
        kind = _kind_of(by, about, about_kind, faults)
    read = {
        "title": faults.take(line, title, "title", what="tên việc", most=TITLE_MOST),
        "asked": faults.take(body, asked, "asked", what="điều đề nghị"),
        "why": faults.take(body, why, "why", what="vì sao vượt thẩm quyền"),
    }
    for name, value in read.items():
        faults.take(_guarded, value, name, by, about)
        faults.take(check_coded, value, name)
    faults.unless(
        no_denunciation or not any(denounces(value) for value in read.values()), "no_denunciation",
        "Tố cáo không báo cáo ở đây mà chuyển ở trang của đơn tố cáo. Nếu chỉ nhắc đến chữ này, đánh dấu xác nhận.",
    )  # fmt: skip
    faults.among(topic, topics(), "topic", "Chọn lĩnh vực.")
    to_agency, to_name, number, day = _addressed(by, on, to_agency, to_name, number, sent_on, faults)
    until = faults.take(later, reply_by, "reply_by", on, what="ngày cần trả lời")
    faults.done()
    n = take_number(agency=by.agency, book=f"escalation-{on:%y%m%d}", year=on.year)
    made = Escalation(
        code=f"VT-{dossier_code(unit_on(by.agency, on).agency_code, on, n)}", agency=by.agency, about=about,
        about_kind=kind, topic=topic, to_agency=to_agency, to_name=to_name, number=number, sent_on=day,
        reply_by=until, raised_at=at, raised_by=by.post, obstacle=obstacle if kind == TASK else None, **read,
    )  # fmt: skip
    made.save(force_insert=True)
    return _keep(
        made, events.RAISED, by=by, at=at, topic=topic, topic_words=topics()[topic], about=about,
        obstacle=made.obstacle or 0, to=to_agency,
        reply_by=until.isoformat(), reply_by_words=f"{until:%d/%m/%Y}",
    )  # fmt: skip


def _kind_of(by: Actor, about: str, given: str, faults: Faults) -> str:
    case = queries.case_about(by, about)
    if case is None:
        faults.unless(given in Elsewhere.values, "about", "Không có {code} trong đơn vị.", code=about)
        return given
    if queries.denounces(case):
        raise Denounces(code=about)
    return case.kind


def _addressed(
    by: Actor, on: dt.date, to_agency: str, to_name: str, number: str, sent_on: dt.date | None, faults: Faults
) -> tuple[str, str, str, dt.date]:
    """To whom: a higher unit of this installation, sent now; or a body outside, by which document of which day."""
    if to_agency:
        known = {unit.key for unit in queries.higher_units(by, on)}
        faults.unless(to_agency in known, "to_agency", "Chọn đơn vị cấp trên.")
        number = faults.take(
            line, number, "number", what="số, ký hiệu văn bản", most=NUMBER_MOST, needed=False
        )
        return to_agency, "", number, on
    name = faults.take(line, to_name, "to_name", what="cơ quan cấp trên")
    written = faults.take(line, number, "number", what="số, ký hiệu văn bản đã gửi", most=NUMBER_MOST)
    return "", name, written, faults.take(past, sent_on, "sent_on", on, what="ngày văn bản đã gửi")


def _stands(escalation: Escalation, *states: State) -> None:
    if escalation.state not in states:
        raise NotNow(code=escalation.code)


@act(may=policies.can_receive, records=events.RECEIVED, law="", finds=FINDS)
def receive(
    *, by: Actor, at: dt.datetime, escalation: Escalation, received_on: dt.date | None = None
) -> Escalation:
    """Nhận nội dung vượt thẩm quyền: the higher unit has it; for a body outside, on which day it came in there."""
    _stands(escalation, State.RAISED)
    on = at.astimezone(TZ).date()
    escalation.received_on = past(
        received_on or on, "received_on", on, what="ngày nhận", since=escalation.sent_on
    )
    escalation.state, escalation.received_by = State.RECEIVED, by.post
    escalation.save(update_fields=["state", "received_on", "received_by"])
    return _keep(escalation, events.RECEIVED, by=by, at=at, received_on=escalation.received_on.isoformat())


@act(may=policies.can_reply, records=events.REPLIED, law="", finds=FINDS)
def reply(
    *, by: Actor, at: dt.datetime, escalation: Escalation, outcome: str, reply: str, reply_number: str,
    reply_on: dt.date | None,
) -> Escalation:  # fmt: skip
    """Trả lời: by which document, what it says, what that means for the matter."""
    _stands(escalation, *AWAITING)
    on, faults = at.astimezone(TZ).date(), Faults()
    faults.among(outcome, Outcome.values, "outcome", "Chọn kết quả trả lời.")
    words = faults.take(body, reply, "reply", what="nội dung trả lời")
    faults.take(_guarded, words, "reply", by, escalation.about)
    number = faults.take(
        line, reply_number, "reply_number", what="số, ký hiệu văn bản trả lời", most=NUMBER_MOST
    )
    day = faults.take(past, reply_on, "reply_on", on, what="ngày văn bản trả lời", since=escalation.sent_on)
    faults.done()
    escalation.outcome, escalation.reply, escalation.reply_number = outcome, words, number
    escalation.reply_on, escalation.replied_at, escalation.replied_by = day, at, by.post
    escalation.received_on = escalation.received_on or day
    escalation.received_by = escalation.received_by or by.post
    escalation.state = State.REPLIED
    escalation.save()
    return _keep(
        escalation, events.REPLIED, by=by, at=at, outcome=outcome, outcome_words=OUTCOME_WORDS[Outcome(outcome)],
        reply_on=day.isoformat(), late=escalation.reply_by < day, about=escalation.about,
        obstacle=escalation.obstacle or 0,
    )  # fmt: skip


OUTCOME_WORDS = {
    Outcome.DECIDED: "đã quyết định", Outcome.INSTRUCTED: "có chỉ đạo, hướng dẫn",
    Outcome.TAKEN_OVER: "cấp trên thụ lý, giải quyết", Outcome.RETURNED: "trả lại, thuộc thẩm quyền của đơn vị",
}  # fmt: skip


@act(may=policies.can_follow, records=events.ENDED, law="", finds=FINDS)
def end(*, by: Actor, at: dt.datetime, escalation: Escalation, action: str) -> Escalation:
    """Kết thúc: what the unit did with the reply, in words."""
    _stands(escalation, State.REPLIED)
    words = body(action, "action", what="việc đã làm theo trả lời")
    return _over(escalation, State.ENDED, events.ENDED, words, by=by, at=at)


@act(may=policies.can_follow, records=events.WITHDRAWN, law="", finds=FINDS)
def withdraw(*, by: Actor, at: dt.datetime, escalation: Escalation, action: str) -> Escalation:
    """Rút: it is no longer asked, and why."""
    _stands(escalation, *AWAITING)
    words = body(action, "action", what="lý do rút")
    return _over(escalation, State.WITHDRAWN, events.WITHDRAWN, words, by=by, at=at)


def _over(
    escalation: Escalation, state: State, kind: EventKind, words: str, *, by: Actor, at: dt.datetime
) -> Escalation:
    escalation.action = _guarded(words, "action", by, escalation.about)
    escalation.state, escalation.ended_at, escalation.ended_by = state, at, by.post
    escalation.save(update_fields=["action", "state", "ended_at", "ended_by"])
    return _keep(escalation, kind, by=by, at=at)


VERBS: dict[str, Any] = {"receive": receive, "reply": reply, "end": end, "withdraw": withdraw}
