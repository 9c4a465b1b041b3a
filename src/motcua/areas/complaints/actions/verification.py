"""Verification and dialogue (Luật Khiếu nại Điều 29–30, 38–39; NĐ 155/2026 Điều 3a, 11)."""

import datetime as dt
import json
from collections.abc import Sequence

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind
from motcua.areas.complaints import events, policies, queries
from motcua.areas.complaints.actions.acceptance import complicated_in_writing
from motcua.areas.complaints.actions.keeping import (
    BODY_MOST,
    FINDS,
    begin,
    day_of,
    keep,
    line,
    numbered,
    text,
    whole,
)
from motcua.areas.complaints.choices import Document, Instance, Result, State, grounds
from motcua.areas.complaints.models import Complaint, Dialogue
from motcua.areas.complaints.process import DECIDE, VERIFY
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import NoValueThen, parameter
from motcua.base.orgs.queries import posts_on
from motcua.rules import complaints as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid

COPIES, PEOPLE_MOST = 3, 60


class TimeIsOver(Impossible):
    text = "Hạn giải quyết {due} đã qua, không xác định phức tạp để kéo dài được nữa."


class ComplicatedAlready(Impossible):
    text = "Vụ việc đã được xác định là phức tạp."


class FirstDialogue(Impossible):
    text = "{why}: tổ chức đối thoại và ghi biên bản trước khi báo cáo kết quả xác minh."


# --- who verifies ----------------------------------------------------------------------------------------------


@act(
    may=policies.can_decide, records=events.ASSIGNED,
    law="Luật Khiếu nại 02/2011 Điều 29, 38; NĐ 124/2020; R6.40", finds=FINDS,
)  # fmt: skip
def assign(*, by: Actor, at: dt.datetime, complaint: Complaint, verifier: str) -> Complaint:
    """Giao xác minh: a decision charges a post of the agency; who decides does not verify."""
    work = begin(complaint, "assign", by=by, at=at)
    posts = {post.code: post for post in posts_on(day_of(work), agency=complaint.agency)}
    post = posts.get(verifier)
    if post is None or "process" not in post.duties or verifier in (by.post, by.on_behalf_of):
        raise Invalid(
            field="verifier", text="Chọn vị trí xử lý công việc trong đơn vị, khác người quyết định."
        )
    complaint.verifiers = [*complaint.verifiers, verifier]
    complaint.save(update_fields=["verifiers"])
    paper = numbered(work, complaint, Document.VERIFICATION)
    engine.leave(work, outcome="assign")
    engine.enter(work, VERIFY, state=State.VERIFYING, post=verifier)
    keep(work, complaint, events.ASSIGNED, paper, verifier=post.title, number=paper.number)
    paper.save(force_insert=True)
    return complaint


@act(
    may=policies.can_handle, records=events.COMPLICATED, law="NĐ 155/2026 Điều 3a; R6.31, R6.32", finds=FINDS
)
def complicate(
    *, by: Actor, at: dt.datetime, complaint: Complaint, complicated: Sequence[str], ground: str
) -> Complaint:
    """Xác định phức tạp: one of the seven cases with its ground in writing; the longer time counts from acceptance."""
    work = begin(complaint, "complicate", by=by, at=at)
    if complaint.complicated:
        raise ComplicatedAlready()
    if work.at > complaint.case.due_at:
        raise TimeIsOver(due=f"{complaint.case.due_at.astimezone(TZ):%d/%m/%Y}")
    complaint.complicated, complaint.complicated_note = complicated_in_writing(complicated, ground)
    complaint.save(update_fields=["complicated", "complicated_note"])
    until = rules.resolution_due(
        complaint.accepted_on, queries.days_now(complaint), work.calendar, queries.waits(complaint)
    )
    if until > complaint.case.due_at:
        engine.tick(work, ClockKind.PROLONGED, until=until)
    known = grounds("complicated")
    keep(
        work, complaint, events.COMPLICATED, grounds=complaint.complicated,
        grounds_words="; ".join(known[code].text for code in complaint.complicated),
        due_words=cases.words(complaint.case.due_at),
    )  # fmt: skip
    return complaint


# --- dialogue --------------------------------------------------------------------------------------------------


@act(may=policies.can_verify, records=events.DIALOGUE_CALLED, law="NĐ 155/2026 Điều 11; R6.34", finds=FINDS)
def call_dialogue(
    *, by: Actor, at: dt.datetime, complaint: Complaint, planned_at: dt.datetime, place: str
) -> Dialogue:
    """Hẹn đối thoại: an invitation is issued, sent so many days before; called again, the former day falls."""
    work = begin(complaint, "call_dialogue", by=by, at=at)
    on, held = day_of(work), planned_at.astimezone(TZ).date()
    where = line(place, "place", what="địa điểm đối thoại", most=300)
    try:
        days = int(parameter("complaint.dialogue_notice", on))
    except NoValueThen:
        days = 0
    if planned_at <= work.at or on > rules.last_notice(held, days):
        raise Invalid(field="planned_at", text="Báo trước buổi đối thoại ít nhất {days} ngày.", days=days)
    rows = queries.dialogues(complaint)
    former = [row for row in rows if row.held_at is None and not row.moved]
    for row in former:
        row.moved = True
        row.save(update_fields=["moved"])
    made = Dialogue(complaint=complaint, n=len(rows) + 1, planned_at=planned_at, place=where, noticed_on=on)
    paper = numbered(work, complaint, Document.INVITATION)
    paper.send_by = rules.last_notice(held, days)
    work.set(state=State.DIALOGUE)
    keep(
        work, complaint, events.DIALOGUE_CALLED, made, paper, *former, n=made.n, number=paper.number,
        held_words=cases.words(planned_at),
    )  # fmt: skip
    made.save(force_insert=True)
    paper.save(force_insert=True)
    return made


@act(may=policies.can_verify, records=events.DIALOGUE_HELD, law="NĐ 155/2026 Điều 11; R6.34", finds=FINDS)
def hold_dialogue(
    *, by: Actor, at: dt.datetime, complaint: Complaint, present: Sequence[str],
    absent: Sequence[tuple[str, str]] = (), content: str, conclusion: str, copies: int = COPIES,
) -> Dialogue:  # fmt: skip
    """Biên bản đối thoại (Mẫu 14): who was present, who was not and why; absence does not stop the case."""
    work = begin(complaint, "hold_dialogue", by=by, at=at)
    row = next(one for one in reversed(queries.dialogues(complaint)) if not one.moved and one.held_at is None)
    if work.at < row.planned_at:
        raise Invalid(
            field="content", text="Buổi đối thoại hẹn {when}, chưa diễn ra.", when=cases.words(row.planned_at)
        )
    came = [line(one, "present", what="người có mặt", most=160) for one in present if one.strip()]
    if not came:
        raise Invalid(field="present", text="Ghi người có mặt.")
    missed = [
        [line(name, "absent", what="người vắng mặt", most=160), line(why, "absent", what="lý do vắng mặt", most=300)]
        for name, why in absent
        if name.strip() or why.strip()
    ]  # fmt: skip
    if len(came) + len(missed) > PEOPLE_MOST:
        raise Invalid(field="present", text="Ghi nhiều nhất {most} người.", most=PEOPLE_MOST)
    row.present, row.absent = (json.dumps(one, ensure_ascii=False) for one in (came, missed))
    row.content = text(content, "content", what="nội dung đối thoại", most=BODY_MOST)
    row.conclusion = text(conclusion, "conclusion", what="kết quả đối thoại", most=BODY_MOST)
    row.copies = whole(copies, "copies", what="số bản của biên bản", least=COPIES, most=99)
    row.held_at = row.planned_at
    row.save()
    work.set(state=State.VERIFYING)
    keep(work, complaint, events.DIALOGUE_HELD, row, n=row.n, present=len(came), absent=len(missed))
    return row


# --- what was found --------------------------------------------------------------------------------------------


@act(
    may=policies.can_verify,
    records=events.REPORTED,
    law="Luật Khiếu nại 02/2011 Điều 29, 38; R6.34",
    finds=FINDS,
)
def report(
    *, by: Actor, at: dt.datetime, complaint: Complaint, finding: str, findings: str, differs: bool = False
) -> Complaint:
    """Báo cáo kết quả xác minh: what was found, and what is proposed; the dialogue that is due was held."""
    work = begin(complaint, "report", by=by, at=at)
    if finding not in Result.values:
        raise Invalid(field="finding", text="Chọn kết quả xác minh: đúng, đúng một phần hay sai.")
    complaint.findings = text(findings, "findings", what="kết quả xác minh, kiến nghị", most=BODY_MOST)
    held = any(row.held_at for row in queries.dialogues(complaint))
    if not held and complaint.instance == Instance.SECOND:
        raise FirstDialogue(why="Giải quyết lần hai phải đối thoại")
    if not held and differs:
        raise FirstDialogue(why="Yêu cầu của người khiếu nại khác với kết quả xác minh")
    complaint.finding, complaint.differs = finding, differs
    complaint.save(update_fields=["finding", "findings", "differs"])
    engine.leave(work, outcome=finding)
    engine.enter(work, DECIDE, state=State.REPORTED)
    label = queries.in_vietnamese(Result(finding).label)
    keep(work, complaint, events.REPORTED, finding=finding, finding_words=label, differs=differs)
    return complaint


@act(may=policies.can_decide, records=events.SENT_BACK, law="", finds=FINDS)
def send_back(*, by: Actor, at: dt.datetime, complaint: Complaint, reason: str) -> Complaint:
    """Trả lại xác minh thêm: to who verified it, with the reason."""
    work = begin(complaint, "send_back", by=by, at=at)
    why = text(reason, "reason", what="lý do trả lại")
    engine.leave(work, outcome="send_back", note=why)
    engine.enter(work, VERIFY, state=State.VERIFYING, post=complaint.verifiers[-1])
    keep(work, complaint, events.SENT_BACK)
    return complaint
