"""Destroying stored petitions whose time of keeping is over: a list, then the act under an instrument (R6.26)."""

import datetime as dt
from typing import Any

from django.db.models import Q

from motcua.areas.cases import actions as engine
from motcua.areas.petitions import events, evidence, policies, queries
from motcua.areas.petitions.actions.keeping import line
from motcua.areas.petitions.actions.sealing import destroy_identity, forget_person
from motcua.areas.petitions.models import Disposal, Petition, PetitionFile, PetitionMark
from motcua.base.documents.actions import take_number
from motcua.base.files import actions as files
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, NotAllowed

BOOK, YEARS = "TH-DT", 100_000
WORDS = (
    "contact", "representatives", "authorised", "spot", "against", "content", "demand", "originals", "outcome_note",
    "from_agency", "owner", "spared",
)  # fmt: skip
"""What of a petition tells of people or in people's words; what it was, when, where and how it ended stays."""


class NothingToDispose(Impossible):
    text = "Không có đơn lưu nào hết thời hạn."


class AlreadyDisposed(Impossible):
    text = "Danh mục số {number} đã tiêu hủy theo {instrument}."


@act(may=policies.can_list_disposal, records=events.DISPOSAL_LISTED, law="TT 05/2021/TT-TTCP; R6.26")
def list_disposal(*, by: Actor, at: dt.datetime, agency: str) -> Disposal:
    """Lập danh mục đơn lưu hết thời hạn: what may be destroyed once an instrument says so; nothing is destroyed here.

    With them stand what was linked to them as the same again, and letters of which every part is listed.
    """
    if by.post != SYSTEM.post and by.agency != agency:
        raise NotAllowed()
    on = at.astimezone(TZ).date()
    found = list(queries.out_of_time(agency, on).select_for_update(of=("self",)))
    if not found:
        raise NothingToDispose()
    number = on.year * YEARS + take_number(agency=agency, book=BOOK, year=on.year)
    made = Disposal.objects.create(agency=agency, number=number, listed_at=at, until=on, count=0)
    made.count = Petition.objects.filter(pk__in=[one.pk for one in found]).update(disposal=made)
    again = Petition.objects.filter(duplicate_of__disposal=made, disposal=None, case__closed_at__isnull=False)
    made.count += Petition.objects.filter(pk__in=list(again.values_list("pk", flat=True))).update(
        disposal=made
    )
    whole = Petition.objects.filter(parts__disposal=made, disposal=None).exclude(
        Q(pk__in=Petition.objects.filter(disposal=None, parent__isnull=False).values("parent"))
    )
    made.count += Petition.objects.filter(pk__in=list(whole.values_list("pk", flat=True))).update(
        disposal=made
    )
    made.save(update_fields=["count"])
    _note(made, events.DISPOSAL_LISTED, by=by, at=at, number=number, count=made.count)
    return made


def _find(number: int | Disposal, *, by: Actor) -> Disposal:
    return queries.disposal_to_act_on(number, by=by)


@act(
    may=policies.can_dispose, records=(events.DISPOSED, events.PETITION_DISPOSED, events.DENOUNCER_DISPOSED),
    law="TT 05/2021/TT-TTCP; Luật Lưu trữ 33/2024/QH15; R6.26", finds={"disposal": _find},
)  # fmt: skip
def dispose(*, by: Actor, at: dt.datetime, disposal: Disposal, instrument: str) -> Disposal:
    """Tiêu hủy đơn lưu: contents, scans and everything of people go, here and in the sealed store; codes stay."""
    if disposal.disposed_at is not None:
        raise AlreadyDisposed(number=disposal.number, instrument=disposal.instrument)
    disposal.instrument = line(
        instrument, "instrument", what="số, ký hiệu văn bản cho phép tiêu hủy", most=120
    )
    disposal.disposed_at, disposal.disposed_by = at, by.post
    disposal.save(update_fields=["instrument", "disposed_at", "disposed_by"])
    for petition in queries.listed_in(disposal).select_for_update(of=("self",)):
        _destroy(petition, disposal, by=by, at=at)
    for identity in queries.identities_only_of(disposal):
        destroy_identity(identity, by=by, at=at)
    engine.forget_found()
    _note(
        disposal, events.DISPOSED, by=by, at=at, number=disposal.number, count=disposal.count,
        instrument=disposal.instrument,
    )  # fmt: skip
    return disposal


def _destroy(petition: Petition, disposal: Disposal, *, by: Actor, at: dt.datetime) -> None:
    """Take out of a petition what people wrote and who they are; who is named nowhere else is forgotten."""
    work = engine.begin(petition.case, by=by, at=at)
    citizen = petition.submitter
    petition.submitter = None
    for name in WORDS:
        setattr(petition, name, "")
    petition.save(update_fields=["submitter", *WORDS])
    for row in PetitionFile.objects.filter(petition=petition, file__erased_at=None):
        files.erase(file_id=row.file_id, subject=petition.case.code, at=at)
    requests = queries.requests(petition)
    for asked in requests:
        asked.wanted = asked.said = ""
        asked.save(update_fields=["wanted", "said"])
    PetitionMark.objects.filter(petition=petition).delete()
    if citizen is not None:
        forget_person(citizen)
    work.set(who=petition.sealed.pseudonym if petition.sealed else "")
    work.set(search=queries.search_left(petition))
    written = {**evidence.of_rows(work.case.subject, [petition, *requests]), **engine.forget_notes(work)}
    engine.keep(work, events.PETITION_DISPOSED, {"number": disposal.number}, written=written)


def _note(row: Disposal, kind: EventKind, *, by: Actor, at: dt.datetime, **facts: Any) -> None:
    record(
        kind, subject=evidence.disposal_subject(row), unit=row.agency, by=by, at=at,
        facts={**facts, "rows": evidence.of_disposal(row)},
    )  # fmt: skip
