"""Units were reorganised: the heir goes on with a complaint, up to the execution of its decision (R11.9)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.complaints import events, policies, queries
from motcua.areas.complaints.actions.keeping import begin, keep
from motcua.areas.complaints.models import Complaint
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ


@act(may=policies.can_succeed, records=events.SUCCEEDED, law="Luật 72/2025/QH15", finds={})
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Complaint:
    """Chuyển đơn vị kế thừa: the heir of the unit goes on with an open complaint, at its step and in its time.

    What was decided stays decided by who did; the heir sends, publishes and carries it out. Whoever was charged with
    verifying is so no longer: it waits there for who handles complaints.
    """
    complaint = queries.to_act_on(code, by=by)
    work = begin(complaint, "succeed", by=by, at=at)
    heirs = engine.heirs_of(work.case, at.astimezone(TZ).date())
    said = engine.bring(work, heirs, whole=True)
    complaint.agency = work.case.agency
    complaint.save(update_fields=["agency"])
    keep(work, complaint, events.SUCCEEDED, **said)
    return complaint
