"""Reminding applicants of what is near, or lies ready for them."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.dossiers import events, policies
from motcua.areas.dossiers.actions.writing import FINDS, keep
from motcua.areas.dossiers.models import Dossier
from motcua.areas.dossiers.queries import telling
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible


class NothingToRemind(Impossible):
    text = "Hồ sơ không có gì phải nhắc người nộp lúc này."


@act(
    may=lambda by: policies.can_expire(by),
    records=(events.SUPPLEMENT_NEARLY_EXPIRED, events.APPOINTMENT_NEAR, events.NOT_COLLECTED),
    law="NĐ 118/2025 Điều 22 (R1.30, R1.31)",
    finds=FINDS,
)
def remind(*, by: Actor, at: dt.datetime, dossier: Dossier) -> Dossier:
    """Nhắc người nộp: papers still awaited, the appointment of tomorrow, a result not collected; each once."""
    found = telling.to_remind_of(dossier, at)
    if found is None:
        raise NothingToRemind()
    kind, facts = found
    keep(engine.begin(dossier.case, by=by, at=at), kind, **facts)
    return dossier
