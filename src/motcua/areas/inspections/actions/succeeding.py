"""Units were reorganised: their heirs answer recommendations, and go on with what they recommended (R11.9)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.inspections import events, policies, queries
from motcua.areas.inspections.actions.planning import keep as keep_inspection
from motcua.areas.inspections.actions.recommending import begin, keep
from motcua.areas.inspections.models import Inspection, Recommendation
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import main_heirs
from motcua.rules.calendar import TZ

LAW = "Luật 72/2025/QH15; R13.20, R15.5"


@act(may=policies.can_succeed, records=events.SUCCEEDED, law=LAW, finds={})
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Recommendation:
    """Chuyển đơn vị kế thừa: the heir of the unit answers a recommendation, in its time; who leads it names a post.

    Where who recommended ended, its heir judges the reply. What was written of the receiver stays as it was written.
    """
    row = queries.recommendation_to_act_on(code, by=by)
    work, on = begin(row, "succeed", by=by, at=at), at.astimezone(TZ).date()
    heirs = engine.heirs_of(work.case, on)
    said = engine.bring(work, heirs, whole=True)
    if row.agency in heirs and row.agency != work.case.agency:
        row.agency, row.post = work.case.agency, ""
    row.receiver = main_heirs([row.receiver], on).get(row.receiver, row.receiver)
    row.save(update_fields=["agency", "post", "receiver"])
    return keep(work, row, events.SUCCEEDED, **said)


@act(may=policies.can_succeed, records=events.INSPECTION_SUCCEEDED, law=LAW, finds={})
def succeed_inspection(*, by: Actor, at: dt.datetime, code: str) -> Inspection:
    """Chuyển đơn vị kế thừa: the heir goes on with an inspection that has no conclusion, or whose recommendations are
    open; whoever there may make one of its kind, where the body that made it ended with its unit."""
    inspection = queries.inspection_to_act_on(code, by=by)
    said = engine.bring_row(inspection, at=at)
    heirs = main_heirs([inspection.unit], at.astimezone(TZ).date())
    inspection.unit = heirs.get(inspection.unit, inspection.agency)
    return keep_inspection(events.INSPECTION_SUCCEEDED, inspection, by=by, at=at, **said)
