"""When it cannot go as promised: refuse, put off with an apology, stop, cancel."""

import datetime as dt
from decimal import Decimal

from motcua.areas.cases import actions as engine
from motcua.areas.cases.choices import ClockKind, StepKind
from motcua.areas.cases.queries import words
from motcua.areas.dossiers import events, policies, queries
from motcua.areas.dossiers.actions import linked
from motcua.areas.dossiers.actions.writing import (
    FINDS,
    begin,
    index_of,
    keep,
    numbered,
    open_text,
)
from motcua.areas.dossiers.choices import State
from motcua.areas.dossiers.models import Decision, Dossier
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import clean_text


class AlreadyRescheduled(Impossible):
    text = "Hồ sơ đã được hẹn lại một lần đến {until}; pháp luật không cho hẹn lại lần thứ hai."


@act(
    may=policies.can_refuse,
    records=(events.REFUSED, events.RECEPTION_DECLINED),
    law="NĐ 118/2025 Điều 17, Điều 19",
    finds=FINDS,
)
def refuse(*, by: Actor, at: dt.datetime, dossier: Dossier, reason: str, law: str) -> Dossier:
    """Từ chối: before transfer at the counter (Mẫu 03); on the merits by the signing authority, in writing."""
    at_counter = dossier.case.state in (State.SUBMITTED, State.RECEIVED)
    work = begin(dossier, "refuse", by=by, at=at, kind=None if at_counter else StepKind.WORK)
    why = clean_text(reason, "reason", what="lý do từ chối")
    ground = open_text(law, "law", dossier, what="căn cứ pháp lý của việc từ chối", most=300)
    engine.leave(work, outcome="refuse")
    if at_counter:
        engine.close(work, state=State.REFUSED_RECEPTION)
    elif dossier.parent_id:
        engine.close(work, state=State.RETURNED)
    else:
        engine.finish(work, state=State.REFUSED)
        engine.enter(
            work, index_of(work.type, StepKind.RETURN), state=State.REFUSED, name=linked.REFUSAL_RETURNED
        )
    form = "mau-03" if at_counter else "refusal"
    decision = Decision.objects.create(
        dossier=dossier, form=form, number=numbered(work, form), reason=why, law=ground, at=at,
        by_title=by.title,
    )  # fmt: skip
    keep(work, events.RECEPTION_DECLINED if at_counter else events.REFUSED, decision, law=ground)
    if dossier.parent_id:
        linked.refused(dossier, work, decision)
    return dossier


@act(may=policies.can_reschedule, records=events.RESCHEDULED, law="NĐ 118/2025 Điều 20", finds=FINDS)
def reschedule(*, by: Actor, at: dt.datetime, dossier: Dossier, reason: str, until: dt.datetime) -> Dossier:
    """Xin lỗi và hẹn lại (Mẫu 04): with the reason, at most once (R1.28, R1.29); the first promise stays on record."""
    if dossier.case.re_promised_at is not None:
        raise AlreadyRescheduled(until=words(dossier.case.re_promised_at))
    work = begin(dossier, "reschedule", by=by, at=at)
    why = clean_text(reason, "reason", what="lý do chậm trả kết quả")
    if until <= at:
        raise Invalid(field="until", text="Ngày hẹn mới phải sau thời điểm hiện tại.")
    until = work.calendar.next_working_moment(until)
    due_before = work.case.due_at
    if until <= due_before:
        raise Invalid(field="until", text="Ngày hẹn mới phải sau ngày đã hẹn ({due}).", due=words(due_before))
    notice = Decimal(str(parameter("onestop.apology.notice_before", at.date())))
    engine.tick(work, ClockKind.EXTENDED, until=until)
    work.set(re_promised_at=until)
    decision = Decision.objects.create(
        dossier=dossier,
        form="mau-04",
        number=numbered(work, "mau-04"),
        reason=why,
        at=at,
        by_title=by.title,
        due_before=due_before,
        until=until,
    )
    keep(
        work, events.RESCHEDULED, decision, due_words=words(until), until=queries.plain(until),
        in_time=at <= work.calendar.subtract_working_days(due_before, notice),
    )  # fmt: skip
    return dossier


@act(may=policies.can_withdraw, records=events.WITHDRAWN, law="NĐ 118/2025 Điều 21", finds=FINDS)
def withdraw(*, by: Actor, at: dt.datetime, dossier: Dossier, reason: str = "") -> Dossier:
    """Dừng theo yêu cầu (Mẫu 05): the applicant asks to stop and no decision exists yet."""
    work = begin(dossier, "withdraw", by=by, at=at)
    why = clean_text(reason, "reason", what="lý do dừng", needed=False)
    if not work.case.paused:  # what waits for the applicant's papers was left when they were asked for
        engine.leave(work, outcome="withdraw", interrupted=True)
    engine.close(work, state=State.STOPPED)
    decision = Decision.objects.create(
        dossier=dossier, form="mau-05", number=numbered(work, "mau-05"), reason=why, at=at, by_title=by.title
    )
    keep(work, events.WITHDRAWN, decision)
    linked.stop_stages(work, events.WITHDRAWN, state=State.STOPPED)
    return dossier


@act(may=policies.can_cancel, records=events.CANCELLED, law="NĐ 118/2025 Điều 17", finds=FINDS)
def cancel(*, by: Actor, at: dt.datetime, dossier: Dossier, reason: str) -> Dossier:
    """Hủy do tiếp nhận nhầm: the head of the centre approves; the code is never used again (S16)."""
    work = begin(dossier, "cancel", by=by, at=at)
    why = clean_text(reason, "reason", what="lý do hủy")
    engine.leave(work, outcome="cancel", interrupted=True)
    engine.close(work, state=State.CANCELLED)
    decision = Decision.objects.create(dossier=dossier, form="cancel", reason=why, at=at, by_title=by.title)
    keep(work, events.CANCELLED, decision)
    return dossier
