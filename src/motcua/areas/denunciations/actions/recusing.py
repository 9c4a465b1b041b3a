"""A matter is kept from the posts that it denounces, as its petition is (R6.45–R6.47)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.denunciations import events, policies
from motcua.areas.denunciations.actions.keeping import FINDS, keep
from motcua.areas.denunciations.models import Denunciation
from motcua.areas.petitions import queries as petitions
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.ports import when_kept
from motcua.base.journal.actions import act
from motcua.base.journal.ports import SYSTEM, Actor


@act(
    may=policies.can_load, records=events.KEPT_FROM,
    law="Luật Tố cáo 25/2018/QH14 Điều 8, Điều 12, Điều 56; R6.45, R6.47", finds=FINDS,
)  # fmt: skip
def keep_from(*, by: Actor, at: dt.datetime, denunciation: Denunciation) -> Denunciation:
    """Ghi người bị tố cáo thuộc cơ quan: named on the petition, it holds for the matter in the same act."""
    work = engine.begin(denunciation.case, by=by, at=at)
    whole = denunciation.petition
    about = petitions.concerned(whole)
    engine.keep_from(work, about, stands_in=whole.case.stands_in)
    keep(work, denunciation, events.KEPT_FROM, count=len(about))
    return denunciation


@when_kept
def _follow(petition: Petition, at: dt.datetime) -> None:
    for found in Denunciation.objects.select_related("case").filter(petition=petition):
        keep_from(by=SYSTEM, at=at, denunciation=found)
