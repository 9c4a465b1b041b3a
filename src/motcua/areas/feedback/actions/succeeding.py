"""Units were reorganised: the heir goes on with feedback (R11.9)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.feedback import events, policies, queries
from motcua.areas.feedback.actions.keeping import begin, keep, to_charge
from motcua.areas.feedback.choices import categories
from motcua.areas.feedback.models import Feedback
from motcua.areas.feedback.process import OPEN
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ


@act(may=policies.can_succeed, records=events.SUCCEEDED, law="Luật 72/2025/QH15", finds={})
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Feedback:
    """Chuyển đơn vị kế thừa: the heir of the unit goes on with open feedback, in its time.

    It waits there for whoever is in charge of its category.
    """
    feedback = queries.to_act_on(code, by=by)
    work = begin(feedback, "succeed", by=by, at=at)
    heirs = engine.heirs_of(work.case, at.astimezone(TZ).date())
    old, said = feedback.agency, engine.bring(work, heirs, whole=True)
    feedback.agency = work.case.agency
    if feedback.place == old:
        feedback.place = feedback.agency
    feedback.save(update_fields=["agency", "place"])
    if work.case.state in OPEN:
        to_charge(work, categories()[feedback.category])
    keep(work, feedback, events.SUCCEEDED, **said)
    return feedback
