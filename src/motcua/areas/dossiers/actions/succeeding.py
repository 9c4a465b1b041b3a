"""Units were reorganised: the successor goes on with what is open (R11.9, S17)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.dossiers import events, policies, queries
from motcua.areas.dossiers.actions.writing import begin, keep
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ


@act(may=policies.can_succeed, records=events.SUCCEEDED, law="Luật 72/2025/QH15", finds={})
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Dossier:
    """Chuyển đơn vị kế thừa: the heir of the unit goes on with an open dossier, at its step and in its time.

    Code, promise and what was received where stay as they were (R1.17, R11.9).
    """
    dossier = queries.to_act_on(code, by=by)
    work = begin(dossier, "succeed", by=by, at=at)
    heirs = engine.heirs_of(work.case, at.astimezone(TZ).date())
    keep(work, events.SUCCEEDED, **engine.bring(work, heirs))
    return dossier
