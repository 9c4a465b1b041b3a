"""The way through the house: hand over, take, finish a step, hand the result out."""

import datetime as dt
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import StepKind
from motcua.areas.dossiers import events, policies, queries
from motcua.areas.dossiers.actions import linked
from motcua.areas.dossiers.actions.writing import FINDS, begin, keep, open_text
from motcua.areas.dossiers.choices import State
from motcua.areas.dossiers.models import Dossier, Result
from motcua.base.documents import queries as documents
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import clean_text

DONE, SEND_BACK = "done", "send-back"


class Unsigned(Impossible):
    text = (
        "Người nộp nhận kết quả trực tuyến: ký số kết quả trước (bấm “Ký số kết quả”), rồi hoàn thành bước."
    )


@act(
    may=policies.can_transfer,
    records=(events.TRANSFERRED, events.STAGE_OPENED),
    law="NĐ 118/2025 Điều 18",
    finds=FINDS,
)
def transfer(*, by: Actor, at: dt.datetime, dossier: Dossier) -> Dossier:
    """Chuyển xử lý: hand the dossier to the first working step (R1.19)."""
    work = begin(dossier, "transfer", by=by, at=at)
    engine.leave(work, outcome="transfer")
    start = max(work.at, engine.reception_start(work, queries.complete_at(dossier)))
    stage = work.type.step(1).get("stage")
    engine.enter(work, 1, state=State.PROCESSING if stage else State.TRANSFERRED, start=start)
    keep(work, events.TRANSFERRED, step=work.case.step_name)
    linked.open_stage(work)
    return dossier


@act(may=policies.can_take, records=events.TAKEN, law="NĐ 118/2025 Điều 18", finds=FINDS)
def take(*, by: Actor, at: dt.datetime, dossier: Dossier) -> Dossier:
    """Nhận xử lý: a named post answers for the step from now on ("rõ người")."""
    work = begin(dossier, "take", by=by, at=at)
    engine.take(work)
    work.set(state=State.PROCESSING)
    keep(work, events.TAKEN, step=work.case.step_name)
    return dossier


@act(
    may=policies.can_finish_step,
    records=(events.STEP_FINISHED, events.STEP_SENT_BACK),
    law="TT 03/2025/TT-VPCP",
    finds=FINDS,
)
def finish_step(
    *, by: Actor, at: dt.datetime, dossier: Dossier, outcome: str = DONE, note: str = "", file: Any = None
) -> Dossier:
    """Hoàn thành bước: leave the present step; the next one begins. Outcome ``send-back`` returns to the one before.

    ``note`` goes to whoever has the next step; sending back needs one that says why. ``file`` is a stored file: the
    draft of the result, for who signs it.
    """
    work = begin(dossier, "finish-step", by=by, at=at, kind=StepKind.WORK)
    outcome = open_text(outcome or DONE, "outcome", dossier, what="kết quả của bước", most=60)
    index, left, back = work.case.step, work.case.step_name, outcome == SEND_BACK
    if back and index <= 1:
        raise Invalid(field="outcome", text="Đây là bước xử lý đầu tiên, không có bước trước để trả lại.")
    if not back and _unsigned(dossier, by):
        raise Unsigned()
    note = clean_text(note, "note", what="lý do trả lại bước trước" if back else "ghi chú", needed=back)
    drafted = [_draft(dossier, file, by)] if file is not None else []
    engine.leave(work, outcome=outcome, note=note)
    if back:
        before = cases.last_holder(work.case, step=index - 1)
        engine.enter(work, index - 1, state=State.PROCESSING, post=before)
        keep(work, events.STEP_SENT_BACK, *drafted, left=left, step=work.case.step_name)
    else:
        engine.enter(work, index + 1, state=State.PROCESSING)
        remark = "" if outcome == DONE else f" ({outcome})"
        keep(
            work,
            events.STEP_FINISHED,
            *drafted,
            left=left,
            step=work.case.step_name,
            outcome=outcome,
            remark=remark,
        )
    return dossier


def _draft(dossier: Dossier, file: Any, by: Actor) -> Result:
    """The draft of the result, in place of an earlier one; what is signed already is signed again by who signs."""
    result = queries.open_result(dossier)
    if result is not None and result.signed_at is not None:
        raise Invalid(
            field="file",
            text="Kết quả đã được ký. Người ký thay tệp bằng “Ký số kết quả”, không thay dự thảo nữa.",
        )
    new = result is None
    result = result or Result(dossier=dossier)
    result.file, result.by_title = file, by.title
    result.save(force_insert=new)
    return result


def _unsigned(dossier: Dossier, by: Actor) -> bool:
    """Whether the signing step of a result that goes out online would end without the signature of who can sign here.

    Whose key is elsewhere signs the file there; it is asked for when the result is issued.
    """
    if dossier.case.duty != "sign" or not queries.goes_online(dossier) or queries.signed_result(dossier):
        return False
    return documents.signatures().holds(by.post)


def _one_visit(dossier: Dossier, by: Actor, at: dt.datetime) -> bool:
    """Received, decided and returned at one centre on one day, nothing asked for twice (R1.9)."""
    received = (dossier.case.received_at or at).astimezone(TZ).date()
    here = {post.code for post in posts_on(received, unit=by.unit)}
    posts = {visit.post for visit in cases.visits(dossier.case) if visit.post}
    return received == at.astimezone(TZ).date() and not dossier.supplements and posts <= here


@act(may=policies.can_return, records=events.RETURNED, law="NĐ 118/2025 Điều 22", finds=FINDS)
def hand_over(*, by: Actor, at: dt.datetime, dossier: Dossier) -> Dossier:
    """Trả kết quả: the applicant receives the result (or the written refusal)."""
    work = begin(dossier, "return", by=by, at=at)
    engine.leave(work, outcome="return")
    engine.close(work, state=State.RETURNED)
    if dossier.on_the_spot:
        dossier.one_visit = _one_visit(dossier, by, work.at)
        dossier.save(update_fields=["one_visit"])
    keep(work, events.RETURNED)
    return dossier
