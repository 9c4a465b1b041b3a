"""Filling in: what is said is kept with every step, and nothing of it is filed."""

import datetime as dt
import json
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from motcua.areas.cases import queries as cases
from motcua.areas.dossiers.choices import Channel, State
from motcua.areas.dossiers.models import Dossier
from motcua.areas.filings import queries
from motcua.areas.filings.choices import CONFIRM_MINUTES, Kind
from motcua.areas.filings.models import Draft
from motcua.areas.procedures import queries as procedures
from motcua.base.files import actions as files
from motcua.base.files import queries as kept
from motcua.base.files.choices import MEGABYTE
from motcua.base.files.models import Incoming
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.people.queries import SignedIn
from motcua.rules import eforms
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid, NotFound

FILES_A_PAPER = 10
BYTES_A_PERSON = 500 * MEGABYTE
"""What one person's drafts may hold together, uploads under way included: some two thousand scanned pages."""


class NotOnline(Impossible):
    text = "Thủ tục {code} chưa nhận hồ sơ trực tuyến ở đây."


class NothingAsked(Impossible):
    text = "Hồ sơ {code} không chờ bổ sung giấy tờ."


def _new(at: dt.datetime, procedure: str, agency: str, said: Mapping[str, Any], **more: Any) -> Draft:
    day = at.astimezone(TZ).date()
    type_ = cases.current_type("dossier", procedure, day)
    if type_ is None:
        raise NotOnline(code=procedure)
    form = procedures.eform_for(procedure, day)
    draft = Draft(procedure=procedure, agency=agency, eform=form.version, started_at=at, saved_at=at, **more)
    draft.content = json.dumps({**queries.EMPTY, **said}, ensure_ascii=False)
    return draft


def begin(*, at: dt.datetime, who: SignedIn, procedure: str, agency: str) -> Draft:
    """The draft of a procedure: the one already begun, or a new one with what is known put in."""
    same = Draft.objects.filter(owner=who.hash, procedure=procedure, kind=Kind.FILING, filed_at=None)
    found = same.first()
    if found is not None:
        return found
    form = procedures.eform_for(procedure, at.astimezone(TZ).date()).form
    applicant = {name: getattr(who, name) for name in ("name", "id_number", "phone", "email", "address")}
    said = {"applicant": {"kind": "person", **applicant}, "answers": eforms.prefilled(form, who.known())}
    draft = _new(at, procedure, agency, said, owner=who.hash)
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        return same.get()
    return draft


def begin_helping(*, by: Actor, at: dt.datetime, procedure: str, applicant: Mapping[str, str]) -> Draft:
    """Hỗ trợ nộp trực tuyến: an official fills in with the applicant at the counter (S012)."""
    form = procedures.eform_for(procedure, at.astimezone(TZ).date()).form
    known = {f"applicant.{name}": value for name, value in applicant.items()}
    said = {"applicant": dict(applicant), "answers": eforms.prefilled(form, known)}
    draft = _new(at, procedure, by.agency, said, helper=by.post, channel=Channel.ASSISTED)
    draft.save(force_insert=True)
    return draft


def begin_supplement(*, at: dt.datetime, who: SignedIn, dossier: Dossier) -> Draft:
    """What is gathered to supplement one's own dossier; its declaration is there to be corrected."""
    if dossier.case.state != State.AWAITING_SUPPLEMENT:
        raise NothingAsked(code=dossier.code)
    wanted = {"owner": who.hash, "kind": Kind.SUPPLEMENT, "dossier": dossier.code}
    found = Draft.objects.filter(filed_at=None, **wanted).first()
    if found is None:
        declared = json.loads(dossier.answers or "{}")
        said = {**queries.EMPTY, "answers": declared.get("values", {})}
        found = Draft(
            procedure=dossier.procedure, agency=dossier.case.agency, started_at=at, saved_at=at,
            content=json.dumps(said, ensure_ascii=False), eform=declared.get("form", 0), **wanted,
        )  # fmt: skip
        found.save(force_insert=True)
    return found


def _write(draft: Draft, at: dt.datetime, content: Mapping[str, Any]) -> None:
    draft.content = json.dumps(content, ensure_ascii=False)
    draft.revision += 1
    draft.saved_at = at
    draft.save(update_fields=["content", "revision", "saved_at"])


def save(*, at: dt.datetime, draft: Draft, **said: Any) -> dict[str, Any]:
    """Keep what a page says: ``applicant``, ``answers``, ``return_by``, ``note``, ``step``; returns the content.

    Answers that make no sense, or to questions no longer asked, are not kept. One who signed in stays who they are.
    """
    with transaction.atomic():
        mine = _locked(draft)
        content, form, day = queries.content(mine), queries.asked(mine).form, at.astimezone(TZ).date()
        if "answers" in said:
            typed = said.pop("answers")
            kept = eforms.checked(form, {**content["answers"], **typed}, on=day, lax=True)
            content["answers"] = eforms.carried(form, kept, typed=typed)
        if "applicant" in said:
            content["applicant"] |= {
                key: " ".join(str(value).split())[:300] for key, value in said.pop("applicant").items()
            }
            known = _for_whom(content["applicant"])
            told = {one.name for one in form.questions if one.told and known.get(one.prefill)}
            other = {name: value for name, value in content["answers"].items() if name not in told}
            content["answers"] = eforms.checked(form, eforms.prefilled(form, known, other), on=day, lax=True)
        content |= {
            key: str(value)[:2000] for key, value in said.items() if key in ("return_by", "note", "step")
        }
        _write(mine, at, content)
    draft.revision, draft.content = mine.revision, mine.content
    return content


def _for_whom(applicant: Mapping[str, str]) -> dict[str, str]:
    """For whom one files, as an e-form need not ask it again (rules.eforms.KNOWN)."""
    known = {"filing.for": applicant.get("for", "")}
    if known["filing.for"] in ("other", "org"):
        known |= {f"filing.{name}": applicant.get(name, "") for name in ("name", "id_number")}
    return known


def _locked(draft: Draft) -> Draft:
    found = queries.to_act_on(draft, by=CITIZEN)
    if found.filed_at is not None:
        raise queries.NoSuchDraft()
    return found


def _paper(draft: Draft, component: str, at: dt.datetime) -> queries.Wanted:
    """The paper that a file is sent for, when files of it are taken. No picture of an identity card ever is."""
    for paper in queries.checklist(draft, queries.type_of(draft, at), at.date()):
        if paper.code == component and paper.taken:
            if len(paper.files) >= FILES_A_PAPER:
                raise _too_many(component)
            return paper
    raise NotFound()


def _too_many(component: str) -> Invalid:
    return Invalid(
        field=f"papers.{component}",
        text="Mỗi giấy tờ nhiều nhất {most} tệp. Gộp các trang vào một tệp PDF.",
        most=FILES_A_PAPER,
    )


def _make_room(draft: Draft, paper: queries.Wanted, size: int) -> None:
    """Uploads under way count: the oldest that never came to an end give way; files that are here never do."""
    mine = [draft.subject]
    if draft.owner:
        mine = [one.subject for one in Draft.objects.filter(owner=draft.owner, filed_at=None).only("id")]
    coming = kept.coming(subjects=mine)
    here = [one for one in coming if (one.subject, one.purpose) == (draft.subject, paper.code)]
    giving_way = here[: max(0, len(here) + len(paper.files) + 1 - FILES_A_PAPER)]
    total = kept.held(subjects=mine) + size + sum(one.size for one in coming if one not in giving_way)
    for one in coming:
        if total > BYTES_A_PERSON and one not in giving_way:
            giving_way.append(one)
            total -= one.size
    if total > BYTES_A_PERSON:
        raise Invalid(
            field=f"papers.{paper.code}",
            text="Các hồ sơ đang khai đã giữ gần {most} MB tệp. Nộp hoặc bỏ bớt hồ sơ đang khai rồi tải tiếp.",
            most=BYTES_A_PERSON // MEGABYTE,
        )
    for one in giving_way:
        files.give_up(upload=one)


def attach(
    *, at: dt.datetime, draft: Draft, component: str, name: str, content: Any, by: Actor = CITIZEN
) -> dict[str, Any]:
    """Take a whole file of one paper in."""
    paper = _paper(draft, component, at)
    _make_room(draft, paper, 0)
    stored = files.store(
        subject=draft.subject, name=name, content=content, by=by, at=at, field=f"papers.{component}"
    )
    return _attached(draft, component, stored, at)


def expect(*, at: dt.datetime, draft: Draft, component: str, name: str, size: int) -> Incoming:
    """A file of one paper is going to come piece by piece."""
    with transaction.atomic():
        mine = _locked(draft)
        paper = _paper(mine, component, at)
        _make_room(mine, paper, size)
        return files.begin(
            subject=mine.subject, purpose=paper.code, name=name, size=size, at=at, field=f"papers.{component}"
        )


def receive_piece(
    *, at: dt.datetime, draft: Draft, upload: Incoming, start: int, content: bytes, by: Actor = CITIZEN
) -> tuple[int, dict[str, Any] | None]:
    """Take a piece; when it was the last, the whole file is checked and belongs to its paper.

    Returns how much is here, and the file once it is whole.
    """
    try:
        here = files.append(upload=upload, start=start, content=content) if content else kept.arrived(upload)
    except files.NotNext as error:
        here = int(str(error.params["arrived"]))
        if here < upload.size:
            raise
    if here < upload.size:
        return here, None
    field = f"papers.{upload.purpose}"
    stored = files.finish(upload=upload, by=by, at=at, field=field)
    return here, _attached(draft, upload.purpose, stored, at)


def _attached(draft: Draft, component: str, stored: Any, at: dt.datetime) -> dict[str, Any]:
    said = {"id": str(stored.id), "name": kept.view_of(stored).name, "size": stored.size}
    with transaction.atomic():
        mine = _locked(draft)
        content = queries.content(mine)
        sent = content["papers"].setdefault(component, [])
        if said not in sent and len(sent) >= FILES_A_PAPER:
            files.erase(file_id=stored.id, subject=mine.subject, at=at)
        elif said not in sent:
            sent.append(said)
            _write(mine, at, content)
    if said not in sent:
        raise _too_many(component)
    draft.revision, draft.content = mine.revision, mine.content
    return said


def detach(*, at: dt.datetime, draft: Draft, file_id: str) -> None:
    """Destroy a file that was sent for a draft."""
    with transaction.atomic():
        mine = _locked(draft)
        content = queries.content(mine)
        for component, sent in content["papers"].items():
            for one in sent:
                if one["id"] == file_id:
                    files.erase(file_id=uuid.UUID(file_id), subject=mine.subject, at=at)
                    content["papers"][component] = [other for other in sent if other is not one]
                    _write(mine, at, content)
                    draft.revision, draft.content = mine.revision, mine.content
                    return
    raise NotFound()


def code_for_screen(*, at: dt.datetime, draft: Draft) -> str:
    """Six digits with which the applicant reads and confirms the summary on the screen in the hall."""
    code = f"{secrets.randbelow(10**6):06d}"
    while Draft.objects.filter(code_hash=queries.code_hash(code), code_until__gt=at).exists():
        code = f"{secrets.randbelow(10**6):06d}"
    draft.code_hash, draft.code_until = queries.code_hash(code), at + dt.timedelta(minutes=CONFIRM_MINUTES)
    draft.save(update_fields=["code_hash", "code_until"])
    return code


def sweep(*, before: dt.datetime) -> int:
    """Forget drafts that were filed long ago: the dossier has everything; how many."""
    return Draft.objects.filter(filed_at__lt=before).delete()[0]
