"""What came and is no petition yet: files sent ahead on the portal, scans laid down at the desk.

The portal keeps nothing of what is typed; files alone wait here, a day at most, under a key that only the sender's page
holds. Of a denunciation they are sealed before they are written, without whatever the file says of who made it.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from motcua.areas.petitions import events, policies, queries
from motcua.areas.petitions.actions import sealing
from motcua.areas.petitions.choices import Aside, Role
from motcua.areas.petitions.models import Arrival, PetitionFile
from motcua.areas.petitions.ports import Uploaded
from motcua.base.files import actions as stored
from motcua.base.files import policies as file_policies
from motcua.base.files import queries as kept
from motcua.base.files.choices import MEGABYTE
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.rules.impossible import Impossible, Invalid

FILES_MOST = 10
BYTES_MOST = 60 * MEGABYTE
"""What one petition may bring along online: a dozen photographs, some two hundred scanned pages."""
WAITING_MOST = 2048 * MEGABYTE
"""What may wait on the portal altogether, so that strangers fill no disk."""
LAID_MOST = 50


class AlreadySent(Impossible):
    """Sent twice: the petition is there, once."""

    text = "Đơn này đã được nhận, mã {code}."


class AlreadyAPetition(Impossible):
    text = "Bản quét này đã vào sổ: đơn {code}."


class AlreadyInTray(Impossible):
    text = "Các bản quét này đã ở trong khay."


class TrayFull(Impossible):
    text = "Nhiều người đang gửi tệp cùng lúc. Ông/bà gửi đơn không kèm tệp, hoặc thử lại sau ít giờ."


# --- on the portal ---------------------------------------------------------------------------------------------


def expected(*, at: dt.datetime, unit: str, mark: str, laid_by: str = "") -> Arrival:
    """What is known under a mark, locked; begun when it is not known yet. Part of a transaction."""
    wanted = {"agency": unit, "mark": mark}
    found = Arrival.objects.select_for_update().filter(**wanted).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Arrival.objects.create(**wanted, came_at=at, laid_by=laid_by)
    except IntegrityError:
        return Arrival.objects.select_for_update().get(**wanted)


def send_ahead(*, at: dt.datetime, unit: str, key: str, scan: Uploaded, sealed: bool) -> None:
    """Keep a file that was chosen on the portal until "send": checked at once, so that nothing is lost on an error.

    The same file chosen twice is kept once. Raises Invalid with what to do, AlreadySent, TrayFull.
    """
    content = scan.read()
    with transaction.atomic():
        arrival = expected(at=at, unit=unit, mark=queries.mark_of_key(key))
        if arrival.petition is not None:
            raise AlreadySent(code=arrival.petition.case.code)
        here = kept.files_of(arrival.subject)
        checked = file_policies.check(scan.name or "", content, field="scans")
        clean = file_policies.stripped(checked.media_type, content) if sealed else content
        digest = hashlib.sha256(clean).hexdigest()
        if any(_same(one, digest, arrival, sealed=sealed) for one in here):
            return
        if len(here) >= FILES_MOST:
            raise Invalid(
                field="scans",
                text="Gửi nhiều nhất {most} tệp. Gộp các trang vào một tệp PDF.",
                most=FILES_MOST,
            )
        if sum(one.size for one in here) + len(clean) > BYTES_MOST:
            raise Invalid(
                field="scans", text="Các tệp cùng nặng quá {most} MB. Bớt tệp hoặc giảm độ phân giải.",
                most=BYTES_MOST // MEGABYTE,
            )  # fmt: skip
        if queries.waiting_bytes(unit) + len(clean) > WAITING_MOST:
            raise TrayFull()
        if sealed:
            sealing.sealed_file(arrival.subject, checked.media_type, clean, by=CITIZEN, at=at)
        else:
            stored.store(
                subject=arrival.subject,
                name=scan.name or "",
                content=content,
                by=CITIZEN,
                at=at,
                field="scans",
            )


def _same(one: kept.FileView, digest: str, arrival: Arrival, *, sealed: bool) -> bool:
    if not sealed:
        return one.sha256 == digest
    _media_type, content = queries.sealed_content(one.id, arrival.subject)
    return hashlib.sha256(content).hexdigest() == digest


def take_back(*, at: dt.datetime, unit: str, key: str, file_id: str) -> None:
    """Destroy a file that was sent ahead."""
    arrival = queries.arrival_of(unit, key)
    for one in kept.files_of(arrival.subject) if arrival and arrival.petition_id is None else []:
        if str(one.id) == file_id:
            stored.erase(file_id=one.id, subject=arrival.subject, at=at)  # type: ignore[union-attr]


def become(
    arrival: Arrival, code: str, *, sealed: bool, by: Actor, at: dt.datetime, start: int = 1
) -> list[PetitionFile]:
    """The files of an arrival as files of a petition; the rows are not written yet. Part of ``receive``."""
    rows, subject = list[PetitionFile](), arrival.subject
    for n, one in enumerate(kept.files_of(subject), start):
        hidden = one.media_type == sealing.SEALED_TYPE
        if not sealed and not hidden:
            file: Any = stored.assign(file_id=str(one.id), subject=subject, to=code)
        else:
            media_type, content = (
                queries.sealed_content(one.id, subject) if hidden
                else (one.media_type, kept.open_file(one.id, subject=subject).content)
            )  # fmt: skip
            stored.erase(file_id=one.id, subject=subject, at=at)
            file = sealing.sealed_file(code, media_type, content, by=by, at=at)
        rows.append(PetitionFile(n=n, role=Role.ORIGINAL, sealed=sealed or hidden, file=file))
    return rows


def sweep(*, at: dt.datetime, before: dt.datetime) -> int:
    """Destroy what was sent ahead on the portal and never sent; forget the keys of what became petitions; how many.

    Scans laid down at the desk wait until somebody types or lays them aside.
    """
    left = list(Arrival.objects.filter(petition=None, laid_by="", came_at__lt=before)[:500])
    for arrival in left:
        with transaction.atomic():
            for one in kept.files_of(arrival.subject):
                stored.erase(file_id=one.id, subject=arrival.subject, at=at)
            arrival.delete()
    return len(left)


# --- at the desk -----------------------------------------------------------------------------------------------


@act(may=policies.can_lay, records=events.LAID, law="TT 05/2021/TT-TTCP; R6.20")
def lay(*, by: Actor, at: dt.datetime, scans: Sequence[Uploaded]) -> list[Arrival]:
    """Đặt bản quét vào khay: each file that came by post waits to be typed beside its picture, the same one once."""
    if not 1 <= len(scans) <= LAID_MOST:
        raise Invalid(field="scans", text="Chọn từ 1 đến {most} tệp quét.", most=LAID_MOST)
    laid = list[Arrival]()
    for scan in scans:
        content = scan.read()
        arrival = expected(at=at, unit=by.agency, mark=queries.mark_of_content(content), laid_by=by.post)
        if arrival in laid or kept.files_of(arrival.subject) or arrival.petition_id is not None:
            if arrival.petition_id is not None:
                raise AlreadyAPetition(code=arrival.petition.case.code)  # type: ignore[union-attr]
            continue
        stored.store(
            subject=arrival.subject, name=scan.name or "", content=content, by=by, at=at, field="scans"
        )
        record(events.LAID, subject=arrival.subject, unit=by.agency, by=by, at=at, facts={})
        laid.append(arrival)
    if not laid:
        raise AlreadyInTray()
    return laid


@act(may=policies.can_lay, records=events.LAID_ASIDE, law="TT 05/2021/TT-TTCP; R6.27")
def lay_aside(*, by: Actor, at: dt.datetime, arrival: uuid.UUID, why: str) -> None:
    """Bỏ khỏi khay: what is no petition (an advertisement, a page scanned twice); the picture is destroyed."""
    found = queries.in_tray(by, arrival)
    if why not in Aside.values:
        raise Invalid(field="why", text="Chọn vì sao bỏ bản quét này.")
    for one in kept.files_of(found.subject):
        stored.erase(file_id=one.id, subject=found.subject, at=at)
    facts = {"why": why, "why_words": queries.in_vietnamese(Aside(why).label)}
    record(events.LAID_ASIDE, subject=found.subject, unit=by.agency, by=by, at=at, facts=facts)
    found.delete()
