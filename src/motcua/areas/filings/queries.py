"""Every read of drafts and of one's own dossiers: another's looks like one that is not there."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import CaseType
from motcua.areas.dossiers import queries as dossiers
from motcua.areas.dossiers.choices import State
from motcua.areas.dossiers.models import Dossier
from motcua.areas.filings import policies
from motcua.areas.filings.choices import KEEP_DAYS, Kind
from motcua.areas.filings.models import Draft
from motcua.areas.procedures import queries as procedures
from motcua.areas.results import queries as warehouse
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.law.queries import parameter
from motcua.base.people.fields import blind
from motcua.base.people.queries import id_hash, identity_number
from motcua.rules import eforms
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotFound

EMPTY: Mapping[str, Any] = {
    "applicant": {},
    "answers": {},
    "papers": {},
    "return_by": "centre",
    "note": "",
    "step": "",
}


class NoSuchDraft(NotFound):
    text = "Không tìm thấy bản nháp này. Có thể đã nộp, đã hủy hoặc quá hạn giữ."


class NoSuchCode(NotFound):
    text = "Mã xác nhận không đúng hoặc đã hết hạn. Nhờ cán bộ tại quầy cấp mã mới."


@dataclass(frozen=True)
class Wanted:
    """A paper on the checklist of a filing.

    ``how``: upload (must be sent) · optional (may be) · form (the e-form says it) · correct (asked for again: the
    declaration is corrected in the e-form, or a file of it sent) · identity (the electronic identity says it) ·
    warehouse (a ``result`` in force of the applicant's own stands for it) · state (the State has it)
    """

    code: str
    name: str
    how: str
    case: str
    why: str
    files: tuple[Mapping[str, Any], ...]
    result: Any = None

    @property
    def taken(self) -> bool:
        """Whether files of it are to be sent at all."""
        return self.how in ("upload", "optional", "correct")

    @property
    def missing(self) -> bool:
        """Whether it still has to be sent."""
        return self.how == "upload" and not self.files


def to_act_on(value: Any, *, by: Actor) -> Draft:
    """The draft of an act, locked."""
    found = Draft.objects.select_for_update().filter(pk=getattr(value, "pk", value)).first()
    if found is None:
        raise NoSuchDraft()
    return found


def _one(id: uuid.UUID | str) -> Draft:
    try:
        found = Draft.objects.filter(pk=uuid.UUID(str(id))).first()
    except ValueError:
        found = None
    if found is None:
        raise NoSuchDraft()
    return found


def draft(owner: str, id: uuid.UUID | str) -> Draft:
    """A draft of whoever signed in."""
    found = _one(id)
    if not policies.owns(found, owner):
        raise NoSuchDraft()
    return found


def helped(by: Actor, id: uuid.UUID | str) -> Draft:
    """A draft that officials of this agency fill in with an applicant."""
    found = _one(id)
    if not found.helper or not policies.can_help(by, found.agency):
        raise NoSuchDraft()
    return found


def drafts_of(owner: str) -> list[Draft]:
    """What somebody has begun and not filed, latest first."""
    return list(Draft.objects.filter(owner=owner, filed_at=None).order_by("-saved_at")) if owner else []


def helping(by: Actor) -> list[Draft]:
    """What is being filled in at the counters of an agency, latest first."""
    rows = (
        Draft.objects.filter(agency=by.agency, owner="", filed_at=None) if by.agency else Draft.objects.none()
    )
    return list(rows.order_by("-saved_at")[:50])


def code_hash(code: str) -> str:
    """How the code that opens a summary on the screen in the hall is kept."""
    return blind("".join(filter(str.isdecimal, code)), "filing.code")


def to_confirm(code: str, at: dt.datetime, agency: str) -> Draft:
    """The draft whose code was typed at the screen in the hall; a wrong one and an old one look the same."""
    rows = Draft.objects.filter(code_hash=code_hash(code), agency=agency, filed_at=None, code_until__gt=at)
    found = rows.first() if any(map(str.isdecimal, code)) else None
    if found is None:
        raise NoSuchCode()
    return found


def content(draft: Draft) -> dict[str, Any]:
    """What was filled in so far."""
    return {**json.loads(json.dumps(EMPTY)), **json.loads(draft.content or "{}")}


def asked(draft: Draft) -> procedures.Asked:
    """The form that the draft began with."""
    return procedures.eform_numbered(draft.procedure, draft.eform)


def type_of(draft: Draft, at: dt.datetime) -> CaseType:
    """The version of the procedure under which it would be filed now, or was."""
    if draft.dossier:
        return dossiers.type_of(dossier_of(draft.dossier))
    found = cases.current_type("dossier", draft.procedure, at.astimezone(TZ).date())
    if found is None:
        raise NoSuchDraft()
    return found


def dossier_of(code: str) -> Dossier:
    """The dossier of a draft that the caller may see."""
    return dossiers.to_act_on(code, by=CITIZEN)


def own_number(draft: Draft) -> str:
    """Keyed hash of the number of whoever files with their own identity for themselves; nothing for anybody else."""
    known = identity_number(draft.owner) if draft.owner else ""
    number = str(content(draft)["applicant"].get("id_number") or "")
    return known if known and number and id_hash(number) == known else ""


def checklist(draft: Draft, type_: CaseType, on: dt.date) -> list[Wanted]:
    """Paper by paper: what must be sent, what may be, and what nobody need send, and why."""
    files, form = content(draft)["papers"], asked(draft)
    more = draft.kind == Kind.SUPPLEMENT
    held = (
        {} if more else warehouse.offered(type_.papers, agency=draft.agency, holder=own_number(draft), on=on)
    )
    again = dossiers.asked_papers(dossier_of(draft.dossier)) if more else {}
    found = [
        Wanted(code, name, _asked_how(code, name, form), "", "", tuple(files.get(code, ())))
        for code, name in again.items()
    ]
    for paper in type_.papers:
        if paper["code"] in again:
            continue
        if not paper.get("asked", True):
            how = "state"
        elif policies.says_who(paper):
            how = "identity"
        elif form.covers_paper(paper["name"]):
            how = "form"
        elif paper["code"] in held and not files.get(paper["code"]):
            how = "warehouse"
        else:
            how = "upload" if paper.get("required") and not more else "optional"
        sent = tuple(files.get(paper["code"], ())) if how in ("upload", "optional") else ()
        found.append(
            Wanted(
                paper["code"],
                paper["name"],
                how,
                paper.get("case", ""),
                paper.get("why", ""),
                sent,
                held.get(paper["code"]) if how == "warehouse" else None,
            )
        )
    return found


def _asked_how(code: str, name: str, form: procedures.Asked) -> str:
    if policies.says_who({"name": name}):
        return "identity"
    if form.covers_paper(name):
        return "correct"
    return "optional" if code.startswith("other-") else "upload"


def papers_given(draft: Draft, type_: CaseType, on: dt.date) -> list[dict[str, Any]]:
    """The papers as ``dossiers.submit`` takes them: electronic, with their files."""
    needed = {paper["code"] for paper in type_.papers if paper.get("required")}
    found = []
    for paper in checklist(draft, type_, on):
        said = {"component": paper.code, "copies": 1, "form": "electronic"}
        if paper.result is not None:
            found.append({**said, "result": paper.result.code})
        elif paper.files:
            found.append({**said, "files": [one["id"] for one in paper.files]})
        elif draft.kind == Kind.FILING and (
            paper.how == "form" or (paper.how == "identity" and paper.code in needed)
        ):
            found.append(said)
    return found


def summary(draft: Draft) -> list[tuple[str, list[tuple[str, str]]]]:
    """The declaration as people read it."""
    return eforms.summary(asked(draft).form, content(draft)["answers"])


def declared(dossier: Dossier) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the applicant declared in the form of a dossier, for whoever may see people."""
    said = json.loads(dossier.answers or "{}")
    if not said:
        return []
    form = procedures.eform_numbered(dossier.procedure, int(said.get("form", 0))).form
    return eforms.summary(form, said.get("values", {}))


def correctable(draft: Draft) -> bool:
    """Whether the declaration of the dossier may be corrected in its form now: a supplement of it is asked."""
    dossier = dossier_of(draft.dossier)
    return bool(dossier.answers) and dossier.case.state == State.AWAITING_SUPPLEMENT


def corrections(draft: Draft) -> list[tuple[str, str, str]]:
    """What a supplement changes in the declaration that was filed: (question, as it was, as it is)."""
    before = json.loads(dossier_of(draft.dossier).answers or "{}").get("values", {})
    return eforms.changes(asked(draft).form, before, content(draft)["answers"]) if before else []


@dataclass(frozen=True)
class Answered:
    """What the applicant wrote, and corrected in the declaration, with one supplement."""

    round: int
    at: dt.datetime
    said: str
    changes: list[tuple[str, str, str]]


def answered(dossier: Dossier) -> list[Answered]:
    """The supplements with which the applicant wrote or corrected something, latest first."""
    found: list[Answered] = []
    after = json.loads(dossier.answers or "{}")
    for one in reversed(dossiers.requests(dossier)):
        changes = []
        if one.declared_before:
            before = json.loads(one.declared_before)
            form = procedures.eform_numbered(dossier.procedure, int(before.get("form", 0))).form
            changes = eforms.changes(form, before.get("values", {}), after.get("values", {}))
            after = before
        if one.answered_at and (one.said or changes):
            found.append(Answered(one.round, one.answered_at, one.said, changes))
    return found


def dossiers_of(owner: str, number_hash: str, agency: str) -> list[Dossier]:
    """The dossiers of whoever signed in: filed with this identity, or at the counter under the same number."""
    if not owner:
        return []
    rows = Dossier.objects.select_related("case").filter(case__agency=agency)
    found = {one.pk: one for one in rows.filter(owner=owner)}
    if number_hash:
        found |= {one.pk: one for one in rows.filter(applicant__id_hash=number_hash, owner="")}
    return sorted(found.values(), key=lambda one: one.pk, reverse=True)[:200]


def mine(code: str, owner: str, number_hash: str, agency: str) -> Dossier:
    """One's own dossier; another's looks like one that is not there."""
    for found in dossiers_of(owner, number_hash, agency):
        if found.case.code == code:
            return found
    raise dossiers.NoSuchDossier(code=code)


def keep_days(on: dt.date) -> int:
    """How many days a draft is kept without being touched."""
    try:
        return int(parameter("filing.draft.keep", on) or KEEP_DAYS)
    except NotFound:
        return KEEP_DAYS


def left_alone(at: dt.datetime) -> Sequence[Draft]:
    """Drafts that nobody touched for longer than they are kept."""
    before = at - dt.timedelta(days=keep_days(at.date()))
    return list(Draft.objects.filter(filed_at=None, saved_at__lt=before)[:500])


def owners() -> set[str]:
    """Keyed hashes of identities with something begun."""
    return set(Draft.objects.filter(filed_at=None).exclude(owner="").values_list("owner", flat=True))
