"""The denouncer's shield (R6.45–R6.47): seal an identity, assign in writing who may open it, note every opening.

Nothing here is told to the journal but the pseudonym, who acted and for which purpose.
"""

import contextlib
import datetime as dt
import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.petitions import events, evidence, policies, ports, queries
from motcua.areas.petitions.actions.keeping import FINDS, begin, keep, line, mark
from motcua.areas.petitions.actions.timing import retimed
from motcua.areas.petitions.choices import Purpose, Role
from motcua.areas.petitions.evidence import Row
from motcua.areas.petitions.models import (
    Assignment,
    Opening,
    Petition,
    PetitionFile,
    PetitionRequest,
    SealedIdentity,
)
from motcua.base.files import actions as files
from motcua.base.files import queries as kept
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoPost, post_on
from motcua.base.people.fields import seal as under_seal
from motcua.base.people.fields import unseal
from motcua.base.people.models import Citizen
from motcua.base.people.queries import posts_with
from motcua.rules.calendar import TZ
from motcua.rules.hiding import hide
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.vietnamese import nfc

SEALED_TYPE = "application/octet-stream"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
NOBODY = "Không rõ tên"
"""How a sender is entered of whom no name is known."""
SECRETS = ("id_number", "phone", "email", "address")
HIDDEN_IN = (
    "content", "demand", "against", "spot", "originals", "outcome_note", "from_agency", "from_number", "to_agency",
)  # fmt: skip


class NotAssigned(NotAllowed):
    text = (
        "Vị trí “{title}” chưa được giao bằng văn bản mở danh tính người tố cáo này. Đề nghị người có thẩm quyền giải "
        "quyết giao."
    )


class AlreadyShielded(Impossible):
    text = "Danh tính người gửi đơn này đã được giữ kín."


class AlreadyAssigned(Impossible):
    text = "Vị trí này đã được giao theo {instrument}."


# --- sealing ---------------------------------------------------------------------------------------------------


def new_identity(agency: str, at: dt.datetime, who: Mapping[str, Any], *, by: Actor) -> SealedIdentity:
    """Seal who denounces; part of an act that declares ``denouncer.sealed``. The row keeps the day alone: by a
    moment it would be found beside what the same act wrote in the open (R6.45)."""
    day = at.astimezone(TZ).date()
    pseudonym = f"NTC-{day.year}-{''.join(secrets.choice(LETTERS) for _ in range(6))}"
    identity = SealedIdentity(
        pseudonym=pseudonym, agency=agency, sealed_at=dt.datetime.combine(day, dt.time(), TZ)
    )
    _reseal(identity, who)
    identity.save(force_insert=True)
    _note(events.DENOUNCER_SEALED, identity, by=by, at=at)
    return identity


def _reseal(identity: SealedIdentity, who: Mapping[str, Any]) -> None:
    content = json.dumps(dict(who), ensure_ascii=False).encode()
    identity.sealed = under_seal(content, f"petition.identity:{identity.pseudonym}")


def _read(identity: SealedIdentity) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        unseal(bytes(identity.sealed), f"petition.identity:{identity.pseudonym}")
    )
    return found


def _note(
    kind: EventKind,
    identity: SealedIdentity,
    *beside: Assignment | Opening,
    by: Actor,
    at: dt.datetime,
    **facts: Any,
) -> None:
    record(
        kind, subject=evidence.subject_of(identity), unit=identity.agency, by=by, at=at,
        facts={
            "pseudonym": identity.pseudonym, **facts, "rows": evidence.of_identity(identity, *beside),
        },
    )  # fmt: skip


def veiled(text: str, who: Mapping[str, Any], pseudonym: str) -> str:
    """A text with the pseudonym wherever it says who denounces, or who speaks for those who do."""
    acting = who.get("authorised", {}).get("names", ())
    names = [str(who.get("name") or ""), *(str(one) for one in (*who.get("representatives", ()), *acting))]
    secrets = [str(who.get(name) or "") for name in SECRETS]
    return hide(text, secrets, pseudonym, [one for one in names if one != NOBODY])


def hide_in(petition: Petition, who: Mapping[str, Any], pseudonym: str) -> None:
    """Put the pseudonym where the text of a petition names who denounces."""
    for field in HIDDEN_IN:
        setattr(petition, field, veiled(getattr(petition, field), who, pseudonym))


def veil(petition: Petition, texts: Mapping[str, str], *, by: Actor, at: dt.datetime) -> dict[str, str]:
    """Texts that an official wrote of a petition, its denouncer standing as the pseudonym; part of an act that declares
    ``denouncer.named``.

    The programme alone looks into the seal and tells nobody what is there. That a text named the denouncer is noted on
    the chain of the identity, so that nobody finds out by trying names unseen.
    """
    if petition.sealed is None:
        return dict(texts)
    known, pseudonym = _read(petition.sealed), petition.sealed.pseudonym
    made = {name: veiled(text, known, pseudonym) for name, text in texts.items()}
    if any(made[name] != nfc(text) for name, text in texts.items()):
        post = by.on_behalf_of or by.post
        _note(events.DENOUNCER_NAMED, petition.sealed, by=by, at=at, post=post)
    return made


def seal_supplement(petition: Petition, row: PetitionRequest, *, by: Actor, at: dt.datetime) -> None:
    """What is added to a denunciation: its own words join the sealed ones, others read it with the pseudonym.

    Part of an act that declares ``denouncer.sealed``; what is sealed is told to nobody.
    """
    if petition.sealed is None or not row.said:
        return
    who = _read(petition.sealed)
    add(petition.sealed, {"supplements": [*who.get("supplements", ()), row.said]}, by=by, at=at)
    row.said = veiled(row.said, who, petition.sealed.pseudonym)


def add(identity: SealedIdentity, more: Mapping[str, Any], *, by: Actor, at: dt.datetime) -> None:
    """Put more under a seal; part of an act that declares ``denouncer.sealed``."""
    locked = SealedIdentity.objects.select_for_update().get(pk=identity.pk)
    _reseal(locked, {**_read(locked), **more})
    locked.save(update_fields=["sealed"])
    _note(events.DENOUNCER_SEALED, locked, by=by, at=at)


def shield_now(petition: Petition, *, by: Actor, at: dt.datetime) -> list[Row]:
    """Move the identity of a petition taken in openly into the sealed store; its files go with it.

    Part of an act that declares ``denouncer.sealed`` and keeps ``petition`` and the rows returned.
    """
    hidden = list[Row]()
    petition.shielded, petition.place = True, petition.agency
    changed = ["shielded", "place"]
    known = queries.contact(petition)
    citizen = petition.submitter
    if not petition.anonymous and petition.sealed is None:
        who: dict[str, Any] = {
            **known, "kind": citizen.kind if citizen else "person", "id_number": citizen.id_number if citizen else "",
            "representatives": queries.representatives(petition), "authorised": queries.authorised(petition),
            "content": petition.content, "demand": petition.demand,
            "supplements": [row.said for row in queries.requests(petition) if row.said],
        }  # fmt: skip
        identity = new_identity(petition.agency, at, who, by=by)
        hide_in(petition, who, identity.pseudonym)
        hidden += _hide_requests(petition, who, identity.pseudonym)
        petition.sealed, petition.submitter, petition.contact, petition.representatives = (
            identity,
            None,
            "",
            "",
        )
        petition.owner = petition.authorised = ""
        changed += ["sealed", "submitter", "contact", "representatives", "authorised", "owner", *HIDDEN_IN]
    petition.save(update_fields=changed)
    if citizen is not None:
        forget_person(citizen)
        engine.forget_found()
    mark(petition, ())
    ports.sealed(petition, at)
    return [*hidden, *seal_open_files(petition, by=by, at=at)]


def _hide_requests(petition: Petition, who: Mapping[str, Any], pseudonym: str) -> list[PetitionRequest]:
    rows = queries.requests(petition)
    for row in rows:
        row.wanted, row.said = (veiled(text, who, pseudonym) for text in (row.wanted, row.said))
        row.save(update_fields=["wanted", "said"])
    return rows


def wipe_supplements(petition: Petition) -> list[PetitionRequest]:
    """Of a letter that was split nothing is left of what was asked and added: it stands sealed."""
    rows = queries.requests(petition)
    for row in rows:
        row.wanted = row.said = ""
        row.save(update_fields=["wanted", "said"])
    return rows


def seal_open_files(petition: Petition, *, by: Actor, at: dt.datetime) -> list[PetitionFile]:
    """Seal every scan of a petition that lies open; part of an act that keeps them."""
    rows = petition.files.select_related("file").filter(sealed=False, role=Role.ORIGINAL)
    return [seal_file(row, petition, by=by, at=at) for row in rows]


def destroy_identity(identity: SealedIdentity, *, by: Actor, at: dt.datetime) -> None:
    """Nothing is left under the seal; part of an act that declares ``denouncer.disposed``."""
    _reseal(identity, {})
    identity.save(update_fields=["sealed"])
    _note(events.DENOUNCER_DISPOSED, identity, by=by, at=at)


def forget_person(citizen: Citizen) -> None:
    """Delete the record of a person whom nothing else names."""
    with contextlib.suppress(ProtectedError), transaction.atomic():
        citizen.delete()


def seal_file(row: PetitionFile, petition: Petition, *, by: Actor, at: dt.datetime) -> PetitionFile:
    """Seal a scan that was kept openly; the open bytes are destroyed."""
    opened = kept.open_file(row.file_id, subject=petition.case.code)
    files.erase(file_id=row.file_id, subject=petition.case.code, at=at)
    row.file = sealed_file(petition.case.code, opened.view.media_type, opened.content, by=by, at=at)
    row.sealed = True
    row.save(update_fields=["file", "sealed"])
    return row


def sealed_file(code: str, media_type: str, content: bytes, *, by: Actor, at: dt.datetime) -> Any:
    """Keep bytes sealed under the store's key, named by nothing."""
    head = json.dumps({"media_type": media_type}).encode() + b"\n"
    return files.keep(
        subject=code, name="ban-niem-phong", media_type=SEALED_TYPE,
        content=under_seal(head + content, f"petition.file:{code}"), by=by, at=at,
    )  # fmt: skip


def search_of(petition: Petition) -> str:
    """What a petition is found by; of who denounces only the pseudonym."""
    case = petition.case
    code = f"{case.code} {petition.sealed.pseudonym}" if petition.sealed else case.code
    if petition.shielded or petition.submitter is None:
        return cases.search_text(code, case.title, "", [])
    known = queries.contact(petition)
    return cases.search_text(
        code, case.title, known.get("name", ""), [petition.submitter.id_number, known.get("phone", "")]
    )


@act(
    may=policies.can_shield, records=(events.SHIELDED, events.RETIMED, events.DENOUNCER_SEALED),
    law="Luật Tố cáo 25/2018/QH14 Điều 8, Điều 56; R6.45–R6.47", finds=FINDS,
)  # fmt: skip
def shield(*, by: Actor, at: dt.datetime, petition: Petition) -> Petition:
    """Giữ kín người tố cáo: a petition taken in openly denounces; who sent it is sealed, its scans as well.

    Its time is that of a denunciation, from the day it came.
    """
    if petition.shielded:
        raise AlreadyShielded()
    work = begin(petition, "shield", by=by, at=at)
    sealed = shield_now(petition, by=by, at=work.at)
    retimed(petition, by=by, at=work.at)
    work = engine.begin(petition.case, by=by, at=work.at)
    work.set(who=queries.shown_as(petition), confidential=True)
    work.set(search=search_of(petition))
    keep(work, petition, events.SHIELDED, *sealed)
    return petition


@act(
    may=policies.can_confide, records=events.CONFIDED,
    law="Luật Tố cáo 25/2018/QH14 Điều 8; R6.45–R6.47", finds=FINDS,
)  # fmt: skip
def confide(*, by: Actor, at: dt.datetime, petition: Petition) -> Petition:
    """Chỉ để người xử lý tố cáo thấy: what denounces and was taken in before such petitions were confidential."""
    work = engine.begin(petition.case, by=by, at=at)
    work.set(confidential=petition.shielded)
    keep(work, petition, events.CONFIDED)
    return petition


# --- assignments and openings ----------------------------------------------------------------------------------


@act(
    may=policies.can_assign, records=(events.DENOUNCER_ASSIGNED, events.DENOUNCER_NAMED),
    law="Luật Tố cáo 25/2018/QH14 Điều 56; R6.47", finds=FINDS,
)  # fmt: skip
def assign(
    *,
    by: Actor,
    at: dt.datetime,
    petition: Petition,
    post: str,
    instrument: str,
    valid_to: dt.date | None = None,
) -> Assignment:
    """Giao mở danh tính: a post of the agency may open this identity, under a written instrument."""
    identity, on = queries.identity_of(petition), at.astimezone(TZ).date()
    try:
        title = post_on(post, on)
    except NoPost as error:
        raise Invalid(field="post", text="Chọn vị trí được giao.") from error
    if title.agency_id != petition.agency:
        raise Invalid(field="post", text="Chọn vị trí của cơ quan này.")
    if not policies.can_be_assigned(title) or post in queries.concerned(petition):
        raise Invalid(field="post", text="Chỉ giao cho vị trí xử lý, xác minh hoặc giải quyết tố cáo.")
    if post in posts_with([by.post, by.on_behalf_of or by.post], on):
        raise Invalid(
            field="post", text="Không tự giao cho mình: người giao và người mở là hai người khác nhau."
        )
    written = line(instrument, "instrument", what="số, ký hiệu văn bản giao", most=120)
    written = veil(petition, {"instrument": written}, by=by, at=at)["instrument"][:120]
    if valid_to is not None and valid_to < on:
        raise Invalid(field="valid_to", text="Ngày thôi giao không trước hôm nay.")
    if (given := queries.assigned(identity, post, on)) is not None:
        raise AlreadyAssigned(instrument=given.instrument)
    n = Assignment.objects.filter(identity=identity).count() + 1
    made = Assignment.objects.create(
        identity=identity, n=n, post=post, instrument=written, valid_from=on, valid_to=valid_to
    )
    _note(events.DENOUNCER_ASSIGNED, identity, made, by=by, at=at, post=post, instrument=written)
    return made


@act(may=policies.can_assign, records=events.DENOUNCER_UNASSIGNED, law="R6.47", finds=FINDS)
def unassign(*, by: Actor, at: dt.datetime, petition: Petition, n: int) -> Assignment:
    """Thôi giao mở danh tính: from today the post opens it no more."""
    identity, on = queries.identity_of(petition), at.astimezone(TZ).date()
    found = Assignment.objects.select_related("identity").filter(identity=identity, n=n).first()
    if found is None or (found.valid_to is not None and found.valid_to <= on):
        raise NotFound()
    return end_assignment(found, on, by=by, at=at)


def end_assignment(row: Assignment, on: dt.date, *, by: Actor, at: dt.datetime) -> Assignment:
    """From this day the post opens it no more; part of an act that declares ``denouncer.unassigned``."""
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    _note(events.DENOUNCER_UNASSIGNED, row.identity, row, by=by, at=at, post=row.post)
    return row


def hand_on(identity: SealedIdentity, agency: str, unit_words: str, *, by: Actor, at: dt.datetime) -> None:
    """Another agency keeps what is sealed, as it is; part of an act that declares ``denouncer.succeeded``."""
    identity.agency = agency
    identity.save(update_fields=["agency"])
    _note(events.DENOUNCER_SUCCEEDED, identity, by=by, at=at, unit_words=unit_words)


def open_now(petition: Petition, *, purpose: str, reason: str, by: Actor, at: dt.datetime) -> dict[str, Any]:
    """What is sealed, for a post that is assigned; noted before it is told. Part of an act that declares it."""
    identity = SealedIdentity.objects.select_for_update().get(pk=queries.identity_of(petition).pk)
    post = by.on_behalf_of or by.post
    if queries.assigned(identity, by.post, at.astimezone(TZ).date()) is None:
        raise NotAssigned(title=by.title)
    if purpose not in Purpose.values:
        raise Invalid(field="purpose", text="Chọn mục đích mở danh tính.")
    why = line(reason, "reason", what="lý do mở danh tính", most=500)
    why = veil(petition, {"reason": why}, by=by, at=at)["reason"]
    identity.opened_count += 1
    identity.save(update_fields=["opened_count"])
    row = Opening.objects.create(
        identity=identity, n=identity.opened_count, post=post, opened_at=at, purpose=purpose, reason=why
    )
    facts = {
        "count": identity.opened_count,
        "purpose": purpose,
        "purpose_words": queries.in_vietnamese(Purpose(purpose).label),
    }
    _note(events.DENOUNCER_OPENED, identity, row, by=by, at=at, **facts)
    return _read(identity)


@act(
    may=policies.can_open, records=(events.DENOUNCER_OPENED, events.DENOUNCER_NAMED), law="R6.47", finds=FINDS
)
def open_identity(
    *, by: Actor, at: dt.datetime, petition: Petition, purpose: str, reason: str
) -> dict[str, Any]:
    """Mở danh tính người tố cáo: only a post assigned in writing; who, when and why are noted, never what."""
    return open_now(petition, purpose=purpose, reason=reason, by=by, at=at)


@act(
    may=policies.can_open, records=(events.DENOUNCER_OPENED, events.DENOUNCER_NAMED), law="R6.47", finds=FINDS
)
def open_scan(
    *, by: Actor, at: dt.datetime, petition: Petition, n: int, purpose: str, reason: str
) -> tuple[str, bytes]:
    """Mở bản gốc niêm phong: (media type, content) of a sealed scan; noted as an opening of the identity."""
    row = next((one for one in queries.files_of(by, petition) if one.n == n and one.sealed), None)
    if row is None:
        raise NotFound()
    if petition.sealed is not None:
        open_now(petition, purpose=purpose, reason=reason, by=by, at=at)
    else:
        raise queries.NothingSealed()
    return queries.sealed_content(row.file_id, petition.case.code)
