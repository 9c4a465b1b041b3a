"""Units were reorganised: the heir goes on with a request for certification (R11.9)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.certification import events, policies, queries
from motcua.areas.certification.actions.keeping import begin, keep
from motcua.areas.certification.models import Certification
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ


@act(may=policies.can_succeed, records=events.SUCCEEDED, law="Luật 72/2025/QH15; R11.9, R11.14", finds={})
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Certification:
    """Chuyển đơn vị kế thừa: the heir of the unit goes on with a request, at its step and in its time.

    What was entered keeps its number and its book; what is not yet is entered in the heir's.
    """
    certification = queries.to_act_on(code, by=by)
    work = begin(certification, "succeed", by=by, at=at)
    heirs = engine.heirs_of(work.case, at.astimezone(TZ).date())
    said = engine.bring(work, heirs, whole=True)
    rows = [row for row in queries.documents(certification) if row.entered_at is None and not row.refused]
    for row in rows:
        row.agency = work.case.agency
        row.save(update_fields=["agency"])
    keep(work, certification, events.SUCCEEDED, *rows, **said)
    return certification
