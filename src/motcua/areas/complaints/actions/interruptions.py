"""What interrupts or ends a complaint before its decision (NĐ 155/2026 Điều 5, 12; R6.18, R6.35, R6.38)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind
from motcua.areas.complaints import events, policies, queries
from motcua.areas.complaints.actions.keeping import FINDS, begin, day_of, keep, line, numbered, text, whole
from motcua.areas.complaints.choices import Document, State, grounds
from motcua.areas.complaints.models import Complaint
from motcua.areas.complaints.process import WAITS
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules import complaints as rules
from motcua.rules.impossible import Impossible, Invalid


class EachForThemselves(Impossible):
    text = "Nhiều người cùng khiếu nại: mỗi người rút bằng văn bản có chữ ký, nộp tại nơi tiếp công dân."


class AskedAlready(Impossible):
    text = "Ông/bà đã xin rút ngày {on}: cơ quan đang chờ đơn rút có chữ ký hoặc điểm chỉ."


class NotAllWithdrew(Impossible):
    text = "{withdrawn} trên {signers} người rút khiếu nại: tiếp tục giải quyết cho những người còn lại."


@act(may=policies.can_decide, records=events.SUSPENDED, law="NĐ 155/2026 Điều 12; R6.35", finds=FINDS)
def suspend(*, by: Actor, at: dt.datetime, complaint: Complaint, ground: str, note: str) -> Complaint:
    """Tạm đình chỉ (Mẫu 14a): the time stands still until the decision to go on; a dialogue that was set falls."""
    work = begin(complaint, "suspend", by=by, at=at)
    known = grounds("suspend")
    if ground not in known:
        raise Invalid(field="ground", text="Chọn căn cứ tạm đình chỉ.")
    why = text(note, "note", what="lý do cụ thể")
    paper = numbered(work, complaint, Document.SUSPENSION, ground=ground, note=why)
    fallen = [row for row in queries.dialogues(complaint) if row.held_at is None and not row.moved]
    for row in fallen:
        row.moved = True
        row.save(update_fields=["moved"])
    engine.tick(work, ClockKind.PAUSED)
    work.set(state=State.SUSPENDED)
    keep(
        work, complaint, events.SUSPENDED, paper, *fallen, ground=ground, ground_words=known[ground].text,
        number=paper.number,
    )  # fmt: skip
    paper.save(force_insert=True)
    return complaint


@act(may=policies.can_decide, records=events.RESUMED, law="NĐ 155/2026 Điều 12; R6.35", finds=FINDS)
def resume(*, by: Actor, at: dt.datetime, complaint: Complaint) -> Complaint:
    """Tiếp tục giải quyết (Mẫu 14b): what was left of the time goes on from the day of this decision."""
    work = begin(complaint, "resume", by=by, at=at)
    since = queries.suspended_on(complaint)
    assert since is not None
    paper = numbered(work, complaint, Document.RESUMPTION)
    until = rules.resolution_due(
        complaint.accepted_on, queries.days_now(complaint), work.calendar,
        [*queries.waits(complaint), (since, day_of(work))],
    )  # fmt: skip
    engine.tick(work, ClockKind.RESUMED, until=until)
    work.set(state=WAITS[work.case.step])
    keep(work, complaint, events.RESUMED, paper, number=paper.number, due_words=cases.words(work.case.due_at))
    paper.save(force_insert=True)
    return complaint


@act(
    may=policies.can_ask_to_withdraw, records=events.WITHDRAWAL_ASKED,
    law="Luật Khiếu nại 02/2011 Điều 10; R6.38", finds=FINDS,
)  # fmt: skip
def ask_to_withdraw(*, by: Actor, at: dt.datetime, complaint: Complaint) -> Complaint:
    """Xin rút khiếu nại on the portal: whoever holds the receipt asks, and the case goes on until a signed letter came.

    Only where one person complains: each of many signs for themselves.
    """
    work = begin(complaint, "ask_to_withdraw", by=by, at=at)
    if complaint.signers > 1:
        raise EachForThemselves()
    if complaint.asked_back_on is not None:
        raise AskedAlready(on=f"{complaint.asked_back_on:%d/%m/%Y}")
    complaint.asked_back_on = day_of(work)
    complaint.save(update_fields=["asked_back_on"])
    keep(work, complaint, events.WITHDRAWAL_ASKED)
    return complaint


@act(
    may=policies.can_handle, records=events.WITHDRAWAL_NOTED,
    law="Luật Khiếu nại 02/2011 Điều 10; NĐ 155/2026 Điều 5; R6.18, R6.38", finds=FINDS,
)  # fmt: skip
def withdraw(
    *, by: Actor, at: dt.datetime, complaint: Complaint, letter: str, letter_on: dt.date, persons: int = 1
) -> Complaint:  # fmt: skip
    """Rút khiếu nại: some of many, and the others go on; all, and who decides stops the case.

    ``letter``, ``letter_on``: number and day of the letter with signature or fingerprint that the agency holds.
    """
    work = begin(complaint, "withdraw", by=by, at=at)
    number = line(letter, "letter", what="số đơn rút, hoặc số vào sổ văn bản đến", most=60)
    if not complaint.petition.arrived_on <= letter_on <= day_of(work):
        raise Invalid(
            field="letter_on", text="Ngày của đơn rút từ ngày đơn khiếu nại đến, và không sau hôm nay."
        )
    left = complaint.signers - complaint.withdrawn
    if not isinstance(persons, int) or isinstance(persons, bool) or not 1 <= persons <= left:
        raise Invalid(field="persons", text="Ghi số người rút, từ 1 đến {left}.", left=left)
    complaint.withdrawn += whole(persons, "persons", what="số người rút", least=1)
    complaint.withdrawal, complaint.withdrawal_on = number, letter_on
    complaint.save(update_fields=["withdrawn", "withdrawal", "withdrawal_on"])
    keep(
        work, complaint, events.WITHDRAWAL_NOTED, persons=persons, signers=complaint.signers,
        withdrawn=complaint.withdrawn, letter=f"{number} ({letter_on:%d/%m/%Y})",
    )  # fmt: skip
    return complaint


@act(
    may=policies.can_decide, records=events.STOPPED,
    law="Luật Khiếu nại 02/2011 Điều 10; NĐ 155/2026 Điều 5, 12; R6.18, R6.35, R6.38", finds=FINDS,
)  # fmt: skip
def stop(*, by: Actor, at: dt.datetime, complaint: Complaint, ground: str, note: str = "") -> Complaint:
    """Đình chỉ: nothing more is decided; for a withdrawal all who complained took it back."""
    work = begin(complaint, "stop", by=by, at=at)
    known = grounds("stop")
    if ground not in known:
        raise Invalid(field="ground", text="Chọn căn cứ đình chỉ.")
    if ground == "withdrawn" and complaint.withdrawn < complaint.signers:
        raise NotAllWithdrew(withdrawn=complaint.withdrawn, signers=complaint.signers)
    why = text(note, "note", what="lý do cụ thể", needed=ground != "withdrawn")
    paper = numbered(work, complaint, Document.STOP, ground=ground, note=why)
    engine.leave(work, outcome="stop", interrupted=True)
    engine.close(work, state=State.WITHDRAWN if ground == "withdrawn" else State.STOPPED)
    keep(
        work,
        complaint,
        events.STOPPED,
        paper,
        ground=ground,
        ground_words=known[ground].text,
        number=paper.number,
    )
    paper.save(force_insert=True)
    return complaint
