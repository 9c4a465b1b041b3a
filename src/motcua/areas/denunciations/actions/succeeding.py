"""Units were reorganised: the heir goes on with a denunciation, kept from the same people in whatever post (R11.9)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.denunciations import events, policies, queries
from motcua.areas.denunciations.actions.keeping import begin, keep
from motcua.areas.denunciations.models import Denunciation
from motcua.areas.petitions import queries as petitions
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ


@act(
    may=policies.can_succeed, records=events.SUCCEEDED,
    law="Luật 72/2025/QH15; Luật Tố cáo 25/2018/QH14 Điều 8, Điều 12", finds={},
)  # fmt: skip
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Denunciation:
    """Chuyển đơn vị kế thừa: the heir of the unit goes on with an open denunciation, once it has the petition.

    Who it is about is settled with the petition (``petitions.succeed``): from the same posts it is kept in this act.
    """
    denunciation = queries.to_act_on(code, by=by)
    work = begin(denunciation, "succeed", by=by, at=at)
    heirs = engine.heirs_of(work.case, at.astimezone(TZ).date())
    whole = denunciation.petition
    if whole.agency not in heirs.values():
        raise engine.NothingToSucceed(code=denunciation.code)
    said = engine.bring(work, heirs, whole=True)
    engine.keep_from(work, petitions.concerned(whole), stands_in=whole.case.stands_in)
    denunciation.agency = work.case.agency
    denunciation.save(update_fields=["agency"])
    keep(work, denunciation, events.SUCCEEDED, **said)
    return denunciation
