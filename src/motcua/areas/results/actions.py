"""The verbs of the warehouse (R2.15–R2.20). Deposit and reuse are parts of a dossier's acts, inside its transaction."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from motcua.areas.results import events, evidence, policies, queries
from motcua.areas.results.choices import PDF, SCANS, Form, Status
from motcua.areas.results.models import Result, Reuse
from motcua.base.documents.actions import take_number
from motcua.base.files import actions as files
from motcua.base.files.models import StoredFile
from motcua.base.files.queries import OpenedFile, open_file
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import unit_on
from motcua.base.people.actions import enter_citizen, recall_citizen
from motcua.base.people.models import Citizen
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import hidden, nfc

FINDS = {"result": queries.to_act_on}
NUMBER_MOST, PAGES_MOST = 80, 2000


class NotInForce(Impossible):
    text = "Kết quả {code} không còn hiệu lực ({status}), không đổi được nữa."


def _journalled(
    kind: EventKind, result: Result, rows: Mapping[str, str], *, by: Actor, at: dt.datetime, **facts: Any
) -> None:
    record(
        kind, subject=result.subject, unit=result.agency, by=by, at=at,
        facts={"code": result.code, **facts, "rows": dict(rows)},
    )  # fmt: skip


def pages_in(file: StoredFile) -> int:
    """How many pages a stored file has; a picture has one."""
    if file.media_type != PDF:
        return 1
    import io

    import pypdf

    return len(pypdf.PdfReader(io.BytesIO(open_file(file.id, subject=file.subject).content)).pages)


def check_scan(file: StoredFile, originals: Any, pages: Any) -> None:
    """A scan holds all of the paper: as many pages as were put in, of at least one original (R1.37).

    Raises Invalid naming what does not agree.
    """
    if file.media_type not in SCANS:
        raise Invalid(field="file", text="Bản số hóa phải là PDF, PNG hoặc JPEG. Quét lại rồi tải lên.")
    for field, count, most in (("originals", originals, 99), ("pages", pages, PAGES_MOST)):
        if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= most:
            what = "số bản giấy đã quét" if field == "originals" else "số trang giấy đã quét"
            raise Invalid(field=field, text="Ghi {what}, từ 1 đến {most}.", what=what, most=most)
    found = pages_in(file)
    if found != pages:
        raise Invalid(
            field="pages", text="Bản giấy có {pages} trang, tệp quét có {found} trang. Quét lại cho đủ.",
            pages=pages, found=found,
        )  # fmt: skip


def deposit(
    *, by: Actor, at: dt.datetime, code: str, agency: str, type_: str, number: str, holder: Citizen | None,
    holder_name: str, signer: str, issued_on: dt.date, procedure: str, file: StoredFile | None, form: str,
    valid_to: dt.date | None = None,
    originals: int = 0, pages: int = 0, data: Mapping[str, Any] | None = None,
) -> Result:  # fmt: skip
    """Lưu kho: the result of a dossier, kept for its holder. Part of the act that issues it, which declares DEPOSITED.

    A second time for the same dossier changes nothing.
    """
    known = Result.objects.filter(code=code).first()
    if known is not None:
        return known
    result = Result(
        code=code, agency=agency, type=type_, number=number, issued_on=issued_on, signer=signer,
        holder_kind=holder.kind if holder else "person", holder_hash=holder.id_hash if holder else None,
        holder_words=holder.name_tokens if holder else "", holder_name=holder_name, valid_from=issued_on,
        valid_to=valid_to, form=form, file=file, originals=originals, pages=pages, procedure=procedure, dossier=code,
        kept_at=at,
        data=json.dumps(dict(data), ensure_ascii=False) if data else "",
    )  # fmt: skip
    result.save(force_insert=True)
    sha256 = file.sha256 if file else ""
    _journalled(
        events.DEPOSITED, result, evidence.of_result(result), by=by, at=at, number=number, form=str(form), sha256=sha256
    )  # fmt: skip
    return result


def reuse(*, by: Actor, at: dt.datetime, result: Result, dossier: str, component: str) -> Reuse:
    """Dùng lại: a dossier takes the result instead of the paper (R2.17). Part of its act, which declares REUSED."""
    taken = Reuse(result=result, dossier=dossier, component=component, agency=result.agency, at=at)
    taken.save(force_insert=True)
    rows = evidence.of_reuse(result, taken)
    _journalled(events.REUSED, result, rows, by=by, at=at, dossier=dossier)
    return taken


@act(may=policies.can_digitise, records=events.DIGITISED, law="NĐ 45/2020; TT 01/2023/TT-VPCP Điều 8")
def digitise(
    *, by: Actor, at: dt.datetime, type_: str, number: str, issued_on: dt.date, signer: str,
    holder: Mapping[str, Any], name: str, upload: Any, originals: int, pages: int,
    valid_to: dt.date | None = None, procedure: str = "", data: Mapping[str, Any] | None = None,
) -> Result:  # fmt: skip
    """Số hóa kết quả giấy: a valid paper of this agency comes into the warehouse with the number and date it bears.

    ``holder``: {kind, name, id_number}, or {citizen: number of a known record}. Raises Invalid naming what to mend.
    """
    day = at.astimezone(TZ).date()
    what = {
        "type": _text(type_, "type", what="tên kết quả", most=500),
        "number": _text(number, "number", what="số, ký hiệu trên bản giấy", most=NUMBER_MOST),
        "signer": _text(signer, "signer", what="chức vụ người ký", most=160),
    }
    if issued_on > day:
        raise Invalid(field="issued_on", text="Ngày ban hành không sau hôm nay.")
    if valid_to is not None and valid_to < day:
        raise Invalid(field="valid_to", text="Kết quả đã hết hiệu lực từ ngày đó, không số hóa để dùng lại.")
    if not upload:
        raise Invalid(field="file", text="Chọn tệp quét của kết quả.")
    if holder.get("citizen"):
        citizen = recall_citizen(agency=by.agency, citizen=int(holder["citizen"]))
    else:
        kind, name_, id_number = (str(holder.get(key) or "") for key in ("kind", "name", "id_number"))
        citizen = enter_citizen(
            agency=by.agency, kind=kind, name=name_, id_number=id_number, prefix="holder."
        )
    unit = unit_on(by.agency, day)
    serial = take_number(agency=by.agency, book="so-hoa", year=day.year)
    code = f"{unit.agency_code}-SH{day:%y}-{serial:05d}"
    file = files.store(subject=code, name=name, content=upload, by=by, at=at)
    check_scan(file, originals, pages)
    result = Result(
        code=code, agency=by.agency, **what, issued_on=issued_on, holder_kind=citizen.kind,
        holder_hash=citizen.id_hash, holder_words=citizen.name_tokens, holder_name=citizen.name,
        valid_from=issued_on, valid_to=valid_to, form=Form.DIGITISED, file=file, originals=originals, pages=pages,
        procedure=procedure, kept_at=at, data=json.dumps(dict(data), ensure_ascii=False) if data else "",
    )  # fmt: skip
    result.save(force_insert=True)
    _journalled(
        events.DIGITISED, result, evidence.of_result(result), by=by, at=at, number=result.number, pages=pages,
        originals=originals, sha256=file.sha256,
    )  # fmt: skip
    return result


def _text(value: str, field: str, *, what: str, most: int) -> str:
    text = " ".join(nfc(value).split())
    if not text or len(text) > most or hidden(text):
        raise Invalid(field=field, text="Ghi {what}, nhiều nhất {most} ký tự.", what=what, most=most)
    return text


@act(
    may=policies.can_revoke,
    records=events.REVOKED,
    law="",
    finds=FINDS,
)
def revoke(*, by: Actor, at: dt.datetime, result: Result, instrument: str) -> Result:
    """Thu hồi: the result was right once and is taken back; the instrument names its own article."""
    return _ended(result, Status.REVOKED, events.REVOKED, instrument, by=by, at=at)


@act(may=policies.can_revoke, records=events.CANCELLED, law="", finds=FINDS)
def cancel(*, by: Actor, at: dt.datetime, result: Result, instrument: str) -> Result:
    """Hủy bỏ: the result should never have been issued; the instrument names its own article."""
    return _ended(result, Status.CANCELLED, events.CANCELLED, instrument, by=by, at=at)


def _ended(
    result: Result, status: Status, kind: EventKind, instrument: str, *, by: Actor, at: dt.datetime
) -> Result:
    if result.status != Status.IN_FORCE:
        raise NotInForce(code=result.code, status=Status(result.status).label)
    result.instrument = _text(instrument, "instrument", what="số, ngày của quyết định", most=160)
    result.status, result.status_on = status, at.astimezone(TZ).date()
    result.save(update_fields=["status", "status_on", "instrument"])
    _journalled(kind, result, evidence.of_result(result), by=by, at=at, instrument=result.instrument)
    return result


@act(
    may=policies.can_open, records=events.OPENED, law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15", finds=FINDS
)
def open_result(*, by: Actor, at: dt.datetime, result: Result) -> OpenedFile:
    """Mở tệp kết quả: the reading is journalled, whoever reads."""
    opened = queries.opened(result)
    _journalled(events.OPENED, result, {}, by=by, at=at)
    return opened
