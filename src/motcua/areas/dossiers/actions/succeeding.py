"""Units were reorganised: the successor goes on with what is open (R11.9, S17)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.dossiers import events, policies, queries
from motcua.areas.dossiers.actions.writing import begin, keep
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import last_version, main_heirs, version_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible


class NothingToSucceed(Impossible):
    text = "Đơn vị đang giải quyết hồ sơ {code} còn hoạt động, hoặc chưa biết đơn vị kế thừa."


@act(may=policies.can_succeed, records=events.SUCCEEDED, law="Luật 72/2025/QH15", finds={})
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Dossier:
    """Chuyển đơn vị kế thừa: the heir of the unit goes on with an open dossier, at its step and in its time.

    Code, promise and what was received where stay as they were (R1.17, R11.9).
    """
    dossier = queries.to_act_on(code, by=by)
    work, on = begin(dossier, "succeed", by=by, at=at), at.astimezone(TZ).date()
    case = work.case
    theirs = [case.place] if case.finished_at else [case.agency, case.place]
    heirs = main_heirs(theirs, on)
    if not heirs:
        raise NothingToSucceed(code=code)
    old = next(key for key in theirs if key in heirs)
    engine.bring(work, heirs)
    keep(
        work, events.SUCCEEDED, **{"from": old, "from_words": last_version(old).name},
        to=heirs[old], unit_words=version_on(heirs[old], on).name,
    )  # fmt: skip
    return dossier
