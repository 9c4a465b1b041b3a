"""The way through the house: check, sign, enter and stamp, return; or refuse in writing."""

import datetime as dt
import itertools
import json
from collections.abc import Callable, Sequence
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.certification import events, policies, queries
from motcua.areas.certification.actions.electronic import attest
from motcua.areas.certification.actions.keeping import FINDS, begin, keep, text
from motcua.areas.certification.actions.reception import _due
from motcua.areas.certification.choices import Kind, State
from motcua.areas.certification.models import Certification, Document, RegisterBook
from motcua.areas.certification.process import ENTER, RETURN, SIGN
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.rules import certification as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid

REFUSALS = "TC-CT"


class BookClosed(Impossible):
    text = "Sổ {book} năm {year} đã khóa, không vào thêm số được. Số mới bắt đầu từ 01 ngày 01/01 năm sau."


class ScanMissing(Impossible):
    text = "Giấy tờ thứ {n}: tải bản chụp (PDF) của bản chính lên trước khi vào sổ bản sao điện tử."


class CopyNotSigned(Impossible):
    text = "Bản sao điện tử của giấy tờ thứ {n} chờ ký số, chưa dùng được. Bấm “Ký số” ở giấy tờ đó rồi trả kết quả."


class AlreadyRefused(Impossible):
    text = "Yêu cầu này đã có văn bản từ chối số {number}; phần còn lại đang được giải quyết."


# --- check, sign, enter ----------------------------------------------------------------------------------------


def _check(certification: Certification, *, by: Actor, at: dt.datetime) -> None:
    work = begin(certification, "check", by=by, at=at)
    engine.leave(work, outcome="check")
    engine.enter(work, SIGN, state=State.CHECKED)
    keep(work, certification, events.CHECKED)


def _sign(certification: Certification, *, by: Actor, at: dt.datetime) -> None:
    on = at.astimezone(TZ).date()
    given = queries.authority(by, on)
    queries.check_signing(given, [row.kind for row in _standing(certification)], on)
    work = begin(certification, "sign", by=given.actor, at=at)
    certification.signed_at, certification.signed_by = work.at, by.post
    certification.capacity, certification.instrument = list(given.lines), given.instrument
    certification.delegated_from, certification.delegated_to = given.first, given.last
    certification.save(
        update_fields=[
            "signed_at", "signed_by", "capacity", "instrument", "delegated_from", "delegated_to",
        ]
    )  # fmt: skip
    engine.leave(work, outcome="sign")
    engine.enter(work, ENTER, state=State.SIGNED)
    keep(work, certification, events.SIGNED, capacity=", ".join(given.lines), instrument=given.instrument)


def _enter(certification: Certification, *, by: Actor, at: dt.datetime) -> None:
    work = begin(certification, "enter", by=by, at=at)
    rows = _standing(certification)
    copies = queries.electronic_copies(certification)
    for row in rows:
        if row.kind == Kind.ELECTRONIC_COPY and row.n not in copies:
            raise ScanMissing(n=row.n)
    _number(rows, agency=work.case.agency, at=work.at)
    attested = [
        attest(certification, row, copies[row.n], by=by, at=work.at) for row in rows if row.n in copies
    ]
    engine.leave(work, outcome="enter")
    engine.finish(work, state=State.READY)
    engine.enter(work, RETURN, state=State.READY)
    numbers = [_number_of(row) for row in rows if row.leads]
    keep(work, certification, events.ENTERED, *rows, *attested, numbers="; ".join(numbers))


def _standing(certification: Certification) -> list[Document]:
    """What is not refused."""
    return [row for row in queries.documents(certification) if not row.refused]


def _number_of(row: Document) -> str:
    return rules.certification_number(row.serial or 0, row.book, row.year or 0)


def _number(rows: Sequence[Document], *, agency: str, at: dt.datetime) -> None:
    """Give every paper its number: one for the copies of one type of paper, in books locked in one order (R11.14).

    What must be kept is kept so many years from now (R11.15).
    """
    on = at.astimezone(TZ).date()
    keys = {row.n: rules.entry_key(rules.Kind(row.kind), row.title, row.n) for row in rows}
    signature, contract = (int(parameter(f"cert.keep.{name}", on)) for name in ("signature", "contract"))
    for book, held in itertools.groupby(
        sorted(rows, key=lambda row: (row.book, row.n)), lambda row: row.book
    ):
        open_book(agency, book, on.year)
        serials: dict[tuple[str, ...], int] = {}
        for row in held:
            row.leads = keys[row.n] not in serials
            if row.leads:
                serials[keys[row.n]] = take_number(agency=agency, book=book, year=on.year)
            row.serial, row.year, row.entered_at = serials[keys[row.n]], on.year, at
            row.keep_until = rules.kept_until(
                rules.Kind(row.kind), on, signature_years=signature, contract_years=contract
            )
    Document.objects.bulk_update(rows, ["leads", "serial", "year", "entered_at", "keep_until"])


def open_book(agency: str, book: str, year: int) -> RegisterBook:
    """The book of the year, locked until the act ends; raises BookClosed."""
    RegisterBook.objects.bulk_create(
        [RegisterBook(agency=agency, book=book, year=year)], ignore_conflicts=True
    )
    found = RegisterBook.objects.select_for_update().get(agency=agency, book=book, year=year)
    if found.closed_at is not None:
        raise BookClosed(book=book, year=year)
    return found


@act(may=policies.can_check, records=events.CHECKED, law="NĐ 23/2015 Điều 20, 24, 31, 36", finds=FINDS)
def check(*, by: Actor, at: dt.datetime, certification: Certification) -> Certification:
    """Kiểm tra, đối chiếu: what was brought is as the law asks, and the copies are as their originals."""
    _check(certification, by=by, at=at)
    return certification


@act(may=policies.can_sign, records=events.SIGNED, law="NĐ 23/2015 Điều 5; R11.3", finds=FINDS)
def sign(*, by: Actor, at: dt.datetime, certification: Certification) -> Certification:
    """Ký chứng thực: as the chair, for the chair, or by the chair's delegation that holds on this day."""
    _sign(certification, by=by, at=at)
    return certification


@act(may=policies.can_enter, records=events.ENTERED, law="NĐ 23/2015 Điều 13", finds=FINDS)
def enter(*, by: Actor, at: dt.datetime, certification: Certification) -> Certification:
    """Vào sổ, đóng dấu: number every paper in its book of the year; the clock stops."""
    _enter(certification, by=by, at=at)
    return certification


STEPS: tuple[tuple[State, Callable[..., bool], Callable[..., None]], ...] = (
    (State.RECEIVED, policies.can_check, _check),
    (State.CHECKED, policies.can_sign, _sign),
    (State.SIGNED, policies.can_enter, _enter),
)


@act(
    may=policies.can_proceed,
    records=(events.CHECKED, events.SIGNED, events.ENTERED),
    law="NĐ 23/2015 Điều 5, 13, 20, 24",
    finds=FINDS,
)
def proceed(*, by: Actor, at: dt.datetime, certification: Certification) -> Certification:
    """Làm trọn tại chỗ: check, sign, enter, as far as this post may go; the first step it may not do stops it."""
    engine.require_move(certification.case, "proceed", shape_code=queries.SHAPE)
    done = False
    for state, may, step in STEPS:
        if certification.case.state != state:
            continue
        refused = (
            None
            if state != State.CHECKED
            else queries.refused_to_sign(by, certification, at.astimezone(TZ).date())
        )
        if refused is not None and not done:
            raise refused
        if refused is not None or not may(by, certification):
            break
        step(certification, by=by, at=at)
        done = True
    if not done:
        raise engine.OutOfTurn(act="Làm trọn tại chỗ", state=certification.case.step_name)
    return certification


@act(
    may=policies.can_return, records=(events.RETURNED, events.PARTLY_RETURNED), law="NĐ 23/2015 Điều 7", finds=FINDS,
)  # fmt: skip
def hand_over(
    *, by: Actor, at: dt.datetime, certification: Certification, documents: Sequence[int] = ()
) -> Certification:
    """Trả kết quả: the applicant takes what was certified.

    ``documents``: the places of the papers taken now; none means all that are left. The request ends with the last.
    """
    waiting = queries.unsigned_copies(certification)
    work = begin(certification, "return", by=by, at=at)
    left = queries.to_return(certification)
    if set(documents) - {row.n for row in left}:
        raise Invalid(field="documents", text="Chọn giấy tờ đã chứng thực và chưa trả trong yêu cầu này.")
    taken = [row for row in left if not documents or row.n in documents]
    for row in taken:
        if row.n in waiting:
            raise CopyNotSigned(n=row.n)
        row.returned_at = work.at
    if len(taken) < len(left):
        Document.objects.bulk_update(taken, ["returned_at"])
        facts = {"documents": len(taken), "left": len(left) - len(taken)}
        keep(work, certification, events.PARTLY_RETURNED, *taken, **facts)
        return certification
    engine.leave(work, outcome="return")
    engine.close(work, state=State.RETURNED)
    keep(work, certification, events.RETURNED)
    return certification


# --- refuse ----------------------------------------------------------------------------------------------------


@act(
    may=policies.can_refuse, records=(events.REFUSED, events.FEE_DUE), law="NĐ 23/2015 Điều 9, 22, 25, 32, 35",
    finds=FINDS,
)  # fmt: skip
def refuse(
    *, by: Actor, at: dt.datetime, certification: Certification, grounds: Sequence[str], reason: str = "",
    documents: Sequence[int] = (),
) -> Certification:  # fmt: skip
    """Từ chối chứng thực: some papers or all, on grounds of the law, explained in writing (Điều 9).

    ``documents``: their places; none means all. What is not refused goes on.
    """
    if certification.refusal_number:
        raise AlreadyRefused(number=certification.refusal_number)
    work = begin(certification, "refuse", by=by, at=at)
    rows = queries.documents(certification)
    chosen = [row for row in rows if not documents or row.n in documents]
    if not chosen or set(documents) - {row.n for row in rows}:
        raise Invalid(field="documents", text="Chọn giấy tờ bị từ chối trong yêu cầu này.")
    found = _grounds(grounds, chosen)
    why = text(reason, "reason", what="lý do", most=2000, needed=False)
    for row in chosen:
        row.refused, row.fee = True, 0
    Document.objects.bulk_update(chosen, ["refused", "fee"])
    year = work.at.astimezone(TZ).year
    before, certification.fee = certification.fee, sum(row.fee for row in rows)
    certification.refusal = json.dumps(
        {"grounds": [one.code for one in found], "reason": why, "documents": [row.n for row in chosen]},
        ensure_ascii=False,
    )
    certification.refusal_number = take_number(agency=work.case.agency, book=REFUSALS, year=year)
    certification.refused_at, certification.refused_by = work.at, by.post
    certification.save(update_fields=["fee", "refusal", "refusal_number", "refused_at", "refused_by"])
    if all(row.refused for row in rows):
        engine.leave(work, outcome="refuse")
        engine.close(work, state=State.REFUSED)
    law = "; ".join(dict.fromkeys(one.law for one in found))
    facts: dict[str, Any] = {"documents": len(chosen), "law": law, "number": certification.refusal_number}
    keep(work, certification, events.REFUSED, *chosen, **facts)
    if certification.fee != before:
        _due(certification, by=by, at=at)
    return certification


def _grounds(codes: Sequence[str], chosen: Sequence[Document]) -> list[rules.Refusal]:
    kinds = {rules.Kind(row.kind) for row in chosen}
    found = [rules.REFUSAL_BY_CODE[code] for code in dict.fromkeys(codes) if code in rules.REFUSAL_BY_CODE]
    if not found or len(found) != len(set(codes)) or any(not one.kinds & kinds for one in found):
        raise Invalid(field="grounds", text="Chọn căn cứ từ chối đúng với loại việc chứng thực.")
    return found
