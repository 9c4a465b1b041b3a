"""Under which time of the law a petition is handled: as it is taken in, and as what it is found to be."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from motcua.areas.cases import actions as engine
from motcua.areas.cases import evidence as engine_evidence
from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import CaseType
from motcua.areas.cases.queries import words
from motcua.areas.petitions import events, policies, queries
from motcua.areas.petitions.actions.keeping import keep
from motcua.areas.petitions.choices import (
    FIELD,
    KIND,
    TYPE_COMPLAINT,
    TYPE_DENUNCIATION,
    TYPE_SUGGESTION,
    PetitionClass,
)
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.process import STANDARD, STEPS
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter_from
from motcua.rules.deadlines import Limit, TimeUnit
from motcua.rules.impossible import Impossible

TYPES = {
    TYPE_COMPLAINT: ("Đơn khiếu nại", "complaint.accept"),
    TYPE_DENUNCIATION: ("Đơn tố cáo", "denunciation.initial"),
    TYPE_SUGGESTION: ("Đơn kiến nghị, phản ánh", "petition.handle"),
}
TYPE_OF: Mapping[str, tuple[str, ...]] = {
    PetitionClass.COMPLAINT: (TYPE_COMPLAINT,), PetitionClass.DENUNCIATION: (TYPE_DENUNCIATION,),
    PetitionClass.SUGGESTION: (TYPE_SUGGESTION,),
}  # fmt: skip
"""What is found to be one thing has the time of that one."""


class NotYetReceivable(Impossible):
    text = "Loại đơn chưa được nạp. Chạy lại motcua init."


# --- types -----------------------------------------------------------------------------------------------------


@act(may=policies.can_load, records=events.TYPES_LOADED, law="NĐ 155/2026 Điều 10; R6.23, R6.30, R6.41")
def load_types(*, by: Actor, at: dt.datetime, on: dt.date) -> int:
    """Công bố loại đơn: a version for each version in time of the law's days; returns how many were published."""
    newest, count = engine_evidence.newest_type(), 0
    for code, (name, key) in TYPES.items():
        for value, first in parameter_from(key, on):
            count += engine.publish_if_changed(
                kind=KIND, code=code, name=name, field=FIELD, levels=["commune"], shape=STANDARD.code, steps=STEPS,
                limit=Limit(Decimal(value.value), TimeUnit(value.unit)), law=value.source, valid_from=first,
            )  # fmt: skip
    facts = {"count": count, **engine_evidence.published(newest)}
    record(events.TYPES_LOADED, subject="petition-types", unit="", by=by, at=at, facts=facts)
    return count


def type_for(petition_class: str, on: dt.date, *, shielded: bool) -> CaseType:
    """Under which time of the law a petition is handled; what is not clear yet has the shortest of its day."""
    wanted: Sequence[str] = TYPE_OF.get(petition_class, tuple(TYPES))
    if shielded:
        wanted = TYPE_OF[PetitionClass.DENUNCIATION]
    found = [type_ for code in wanted if (type_ := cases.current_type(KIND, code, on)) is not None]
    if not found:
        raise NotYetReceivable()
    return min(found, key=lambda type_: type_.limit.hours())


def retimed(petition: Petition, *, by: Actor, at: dt.datetime) -> None:
    """What a petition is found to be has another time than what it was taken for: that one holds, counted from the day
    it came (R6.23, R6.30, R6.41). Part of acts that declare ``petition.retimed``; the petition is saved."""
    work = engine.begin(petition.case, by=by, at=at)
    held = PetitionClass.DENUNCIATION if petition.shielded else PetitionClass(petition.petition_class)
    if not engine.retype(work, type_for(held, petition.arrived_on, shielded=petition.shielded)):
        return
    keep(
        work, petition, events.RETIMED, class_words=queries.CLASS_WORDS[held].lower(), law=work.type.law,
        version=work.type.version, due_words=words(work.case.due_at),
    )  # fmt: skip
