"""Waiting until a financial obligation is met: not the agency's time (R1.24)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind
from motcua.areas.cases.queries import words
from motcua.areas.dossiers import events, policies
from motcua.areas.dossiers.actions.writing import FINDS, begin, keep
from motcua.areas.dossiers.choices import State
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor


@act(may=policies.can_await_payment, records=events.PAYMENT_ASKED, law="NĐ 118/2025 Điều 24", finds=FINDS)
def await_payment(
    *, by: Actor, at: dt.datetime, dossier: Dossier, until: dt.datetime | None = None
) -> Dossier:
    """Chờ nộp phí, lệ phí: the clock pauses until what was charged is paid or waived; ``until`` when at the latest."""
    work = begin(dossier, "await-payment", by=by, at=at)
    engine.leave(work, outcome="await-payment", interrupted=True)
    engine.wait(work)
    work.set(state=State.AWAITING_PAYMENT, duty="", post="", step_due_at=until)
    keep(work, events.PAYMENT_ASKED)
    return dossier


@act(may=policies.can_settle_payment, records=events.PAYMENT_SETTLED, law="NĐ 118/2025 Điều 24", finds=FINDS)
def payment_settled(*, by: Actor, at: dt.datetime, dossier: Dossier) -> Dossier:
    """Đã nộp phí, lệ phí: work goes on where it stopped, with the time that was left."""
    work = begin(dossier, "payment-settled", by=by, at=at)
    engine.tick(work, ClockKind.RESUMED)
    holder = cases.last_holder(work.case)
    if work.case.step == 0:
        state = State.RECEIVED
    else:
        state = State.PROCESSING if holder else State.TRANSFERRED
    engine.enter(work, work.case.step, state=state, post=holder)
    keep(work, events.PAYMENT_SETTLED, due_words=words(work.case.due_at))
    return dossier
