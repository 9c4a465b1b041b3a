"""What becomes of a draft: filed, sent as a supplement, confirmed by whom it was filled in for, discarded."""

import datetime as dt
import uuid
from typing import Any

from motcua.areas.dossiers import actions as dossiers
from motcua.areas.filings import events, policies, queries
from motcua.areas.filings.choices import Confirmed, Kind
from motcua.areas.filings.models import Draft
from motcua.base.files import actions as files
from motcua.base.files import queries as kept
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.rules import eforms
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Impossible, Invalid

FINDS = {"draft": queries.to_act_on}


class AlreadyFiled(Impossible):
    """Sent twice: the dossier is there, once."""

    text = "Hồ sơ này đã được nộp, mã {dossier}."


class NotConfirmed(Impossible):
    text = "Người dân chưa xác nhận bản khai sau lần sửa cuối. Mời người dân đọc lại và xác nhận."


class NothingSent(Impossible):
    text = "Chưa có gì để gửi: tải lên giấy tờ được yêu cầu, sửa tờ khai, hoặc ghi lời nhắn cho cán bộ."


def _allowed(may: bool) -> bool:
    if not may:
        raise queries.NoSuchDraft()
    return True


@act(
    may=lambda by, draft, owner="": _allowed(policies.can_file(by, draft, owner)),
    records=events.FILED,
    law="NĐ 118/2025 Điều 15 khoản 3; NĐ 224/2026 Điều 15",
    finds=FINDS,
)
def file(*, by: Actor, at: dt.datetime, draft: Draft | str | uuid.UUID, owner: str = "") -> Draft:
    """Nộp hồ sơ: the draft becomes a dossier, once, however often it is sent.

    Raises AlreadyFiled naming the dossier, Invalid naming every question and paper to mend.
    """
    assert isinstance(draft, Draft)
    if draft.kind != Kind.FILING:
        raise queries.NoSuchDraft()
    if draft.filed_at is not None:
        raise AlreadyFiled(dossier=draft.dossier)
    if draft.helper and draft.confirmed_revision != draft.revision:
        raise NotConfirmed()
    said, type_ = queries.content(draft), queries.type_of(draft, at)
    answers = _declared(draft, said, type_, at.astimezone(TZ).date())
    applicant = {
        key: said["applicant"].get(key, "")
        for key in ("kind", "name", "id_number", "phone", "email", "address")
    }
    if said["applicant"].get("filed_by"):
        applicant["filed_by"] = {
            "name": said["applicant"]["filed_by"],
            "capacity": said["applicant"].get("capacity", ""),
        }
    papers = queries.papers_given(draft, type_, at.date())
    dossier = dossiers.submit(
        by=CITIZEN, at=at, procedure=draft.procedure, unit=draft.agency, applicant=applicant, papers=papers,
        answers={"form": draft.eform, "values": answers}, note=said["note"], return_by=said["return_by"],
        channel=draft.channel, owner=draft.owner, uploads=draft.subject,
        identity=queries.own_number(draft),
    )  # fmt: skip
    confirmed = draft.confirmed or Confirmed.SELF
    draft.dossier, draft.filed_at, draft.content = dossier.code, at, ""
    draft.code_hash = ""
    draft.save(update_fields=["dossier", "filed_at", "content", "code_hash"])
    facts = {
        "dossier": dossier.code, "papers": len(papers), "form": draft.eform, "channel": draft.channel,
        "confirmed": str(confirmed), "helper": draft.helper,
    }  # fmt: skip
    record(events.FILED, subject=draft.subject, unit=draft.agency, by=by, at=at, facts=facts)
    return draft


def _declared(draft: Draft, said: dict[str, Any], type_: Any, on: dt.date) -> eforms.Answers:
    """The answers as they are filed; Invalid for everything still to be said or sent, all at once."""
    answers, faults = _answers(draft, said, on)
    faults += [
        Fault(f"papers.{paper.code}", "Tải lên “{name}”.", {"name": paper.name})
        for paper in queries.checklist(draft, type_, on)
        if paper.missing
    ]
    if faults:
        raise Invalid.of(faults)
    return answers


def _answers(draft: Draft, said: dict[str, Any], on: dt.date) -> tuple[eforms.Answers, list[Fault]]:
    """The declaration as it may be filed, or everything in it that is still to mend."""
    try:
        return eforms.checked(queries.asked(draft).form, said["answers"], on=on), []
    except Invalid as error:
        return {}, [Fault(f"answers.{one.field}", one.text, one.params) for one in error.faults]


@act(
    may=lambda by, draft, owner="": _allowed(policies.can_file(by, draft, owner)),
    records=events.SUPPLEMENT_SENT,
    law="NĐ 118/2025 Điều 17",
    finds=FINDS,
)
def send_supplement(*, by: Actor, at: dt.datetime, draft: Draft | str | uuid.UUID, owner: str = "") -> Draft:
    """Gửi giấy tờ bổ sung: the files join the dossier, whose time is counted anew (R1.22).

    Every item that was asked for comes with it, or a word why it does not (R1.21). A declaration corrected in the form
    takes the place of the one before, which is kept.
    """
    assert isinstance(draft, Draft)
    if draft.kind != Kind.SUPPLEMENT:
        raise queries.NoSuchDraft()
    if draft.filed_at is not None:
        raise AlreadyFiled(dossier=draft.dossier)
    content, type_ = queries.content(draft), queries.type_of(draft, at)
    said, corrected, answers = content["note"], queries.corrections(draft), None
    papers = queries.papers_given(draft, type_, at.date())
    missing = [
        Fault(
            f"papers.{paper.code}", "Tải lên “{name}”, hoặc nhắn cán bộ vì sao chưa có.", {"name": paper.name}
        )
        for paper in queries.checklist(draft, type_, at.date())
        if paper.missing
    ]
    missing += [
        Fault(f"papers.{paper.code}", "Sửa tờ khai, hoặc nhắn cán bộ vì sao không sửa.")
        for paper in queries.checklist(draft, type_, at.date())
        if paper.how == "correct" and not paper.files and not corrected
    ]
    if not papers and not said and not corrected:
        raise NothingSent()
    if missing and not said:
        raise Invalid.of(missing)
    if corrected:
        values, wrong = _answers(draft, content, at.astimezone(TZ).date())
        if wrong:
            raise Invalid.of(wrong)
        answers = {"form": draft.eform, "values": values}
    dossiers.supplement(
        by=CITIZEN,
        at=at,
        dossier=draft.dossier,
        papers=papers,
        uploads=draft.subject,
        note=said,
        answers=answers,
    )
    draft.filed_at, draft.content = at, ""
    draft.save(update_fields=["filed_at", "content"])
    facts = {"dossier": draft.dossier, "papers": len(papers), "corrected": len(corrected)}
    record(events.SUPPLEMENT_SENT, subject=draft.subject, unit=draft.agency, by=by, at=at, facts=facts)
    return draft


@act(
    may=lambda by, draft: _allowed(policies.can_confirm(by, draft)),
    records=events.CONFIRMED,
    law="NĐ 118/2025 Điều 15 khoản 3",
    finds=FINDS,
)
def confirm(*, by: Actor, at: dt.datetime, draft: Draft | str | uuid.UUID, revision: int) -> Draft:
    """Xác nhận bản khai được hỗ trợ: the applicant stands by what was read, as it was then (S012)."""
    assert isinstance(draft, Draft)
    if draft.filed_at is not None:
        raise AlreadyFiled(dossier=draft.dossier)
    if revision != draft.revision:
        raise NotConfirmed()
    draft.confirmed = Confirmed.SCREEN if by.post == CITIZEN.post else Confirmed.PAPER
    draft.confirmed_revision, draft.code_hash = draft.revision, ""
    draft.save(update_fields=["confirmed", "confirmed_revision", "code_hash"])
    facts = {"confirmed": str(draft.confirmed), "helper": draft.helper}
    record(events.CONFIRMED, subject=draft.subject, unit=draft.agency, by=by, at=at, facts=facts)
    return draft


@act(
    may=lambda by, draft, owner="": _allowed(policies.can_discard(by, draft, owner)),
    records=events.DISCARDED,
    law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15",
    finds=FINDS,
)
def discard(*, by: Actor, at: dt.datetime, draft: Draft | str | uuid.UUID, owner: str = "") -> None:
    """Hủy bản nháp: what was said is forgotten, what was uploaded destroyed."""
    assert isinstance(draft, Draft)
    if draft.filed_at is not None:
        raise AlreadyFiled(dossier=draft.dossier)
    for stored in kept.files_of(draft.subject):
        files.erase(file_id=stored.id, subject=draft.subject, at=at)
    record(
        events.DISCARDED, subject=draft.subject, unit=draft.agency, by=by, at=at, facts={"kind": draft.kind}
    )
    draft.delete()
