"""At the counter: receive, take the fee, agree on more time, stop at request."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import evidence as engine_evidence
from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind
from motcua.areas.cases.models import CaseType
from motcua.areas.cases.queries import words
from motcua.areas.certification import events, policies, queries
from motcua.areas.certification.actions.keeping import FINDS, begin, keep, text
from motcua.areas.certification.choices import (
    FIELD,
    KIND,
    TYPE_CONTRACT,
    TYPE_SAME_DAY,
    Ground,
    Identity,
    Kind,
    Shown,
    State,
)
from motcua.areas.certification.models import Certification, Document
from motcua.areas.certification.process import CHECK, STANDARD, STEPS
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.base.orgs.queries import unit_on
from motcua.base.people.actions import enter_citizen, recall_citizen
from motcua.base.people.models import Citizen
from motcua.rules import certification as rules
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import Cutoff, Limit, TimeUnit
from motcua.rules.impossible import Fault, Impossible, Invalid
from motcua.rules.numbering import dossier_code

SLIPS = "HCT"
PAPERS_MOST, PAGES_MOST, COPIES_MOST, DAYS_MOST = 40, 5_000, 500, 60
WORDS = {
    Kind.COPY: "bản sao", Kind.ELECTRONIC_COPY: "bản sao điện tử", Kind.SIGNATURE: "chữ ký",
    Kind.FINGERPRINT: "điểm chỉ", Kind.TRANSLATION: "chữ ký người dịch", Kind.CONTRACT: "hợp đồng, giao dịch",
}  # fmt: skip


class AlreadyCollected(Impossible):
    text = "Phí của yêu cầu này đã thu."


class NothingToCollect(Impossible):
    text = "Yêu cầu này không phải nộp phí."


class AlreadyProlonged(Impossible):
    text = "Thời hạn đã được kéo dài đến {until}; chỉ kéo dài một lần."


class NotYetReceivable(Impossible):
    text = "Loại việc chứng thực chưa được nạp. Chạy lại motcua init."


# --- types -----------------------------------------------------------------------------------------------------


def _wanted() -> list[dict[str, Any]]:
    law = "23/2015/NĐ-CP"
    return [
        {"code": TYPE_SAME_DAY, "name": "Chứng thực bản sao, chữ ký", "law": f"{law} Điều 7",
         "limit": Limit(Decimal(1), TimeUnit.WORKING_DAY, same_day=True), "cutoff": Cutoff.AFTER_15H},
        {"code": TYPE_CONTRACT, "name": "Chứng thực hợp đồng, giao dịch", "law": f"{law} Điều 37",
         "limit": Limit(Decimal(2), TimeUnit.WORKING_DAY), "cutoff": Cutoff.NONE},
    ]  # fmt: skip


@act(may=policies.can_load, records=events.TYPES_LOADED, law="NĐ 23/2015 Điều 7, Điều 37")
def load_types(*, by: Actor, at: dt.datetime, on: dt.date) -> int:
    """Công bố loại việc chứng thực: what is new or has changed since it was published last; returns how many."""
    newest, count = engine_evidence.newest_type(), 0
    for wanted in _wanted():
        count += engine.publish_if_changed(
            kind=KIND,
            field=FIELD,
            levels=["commune"],
            shape=STANDARD.code,
            steps=STEPS,
            valid_from=on,
            **wanted,
        )
    facts = {"count": count, **engine_evidence.published(newest)}
    record(events.TYPES_LOADED, subject="certification-types", unit="", by=by, at=at, facts=facts)
    return count


# --- receive ---------------------------------------------------------------------------------------------------


def read_documents(given: Sequence[Mapping[str, Any]], on: dt.date, agency: str) -> list[Document]:
    """What is to be certified, checked and with its fee; raises Invalid naming everything to mend."""
    faults: list[Fault] = []
    found: list[Document] = []
    may = queries.kinds_on(on)
    if not 1 <= len(given) <= PAPERS_MOST:
        raise Invalid(field="documents", text="Ghi từ 1 đến {most} giấy tờ cần chứng thực.", most=PAPERS_MOST)
    for index, one in enumerate(given):
        at_field = f"documents.{index}"
        kind, shown = str(one.get("kind", "")), str(one.get("shown") or Shown.ORIGINAL)
        pages, copies = one.get("pages", 1), one.get("copies", 1)
        try:
            title = text(one.get("title"), f"{at_field}.title", what="tên giấy tờ, văn bản", most=300)
            parties = text(one.get("parties"), f"{at_field}.parties", what="người ký", most=500, needed=False)
            languages = text(
                one.get("languages"), f"{at_field}.languages", what="tiếng dịch", most=80,
                needed=kind == Kind.TRANSLATION,
            )  # fmt: skip
        except Invalid as error:
            faults += error.faults
            continue
        if kind not in Kind.values:
            faults.append(Fault(f"{at_field}.kind", "Chọn việc chứng thực."))
        elif rules.Kind(kind) not in may:
            faults.append(
                Fault(f"{at_field}.kind", "Cấp xã không có thẩm quyền chứng thực {kind}.", {"kind": WORDS[Kind(kind)]})
            )  # fmt: skip
        elif not _whole(pages, PAGES_MOST):
            faults.append(Fault(f"{at_field}.pages", "Số trang từ 1 đến {most}.", {"most": PAGES_MOST}))
        elif not _whole(copies, COPIES_MOST):
            faults.append(Fault(f"{at_field}.copies", "Số bản từ 1 đến {most}.", {"most": COPIES_MOST}))
        elif kind == Kind.ELECTRONIC_COPY and copies != 1:
            faults.append(
                Fault(f"{at_field}.copies", "Bản sao điện tử chỉ cần một bản: dùng được nhiều lần.")
            )
        elif shown not in Shown.values:
            faults.append(Fault(f"{at_field}.shown", "Chọn bản chính hoặc đã có trong VNeID."))
        else:
            found.append(
                Document(
                    n=index + 1, kind=kind, title=title, parties=parties, languages=languages, pages=pages,
                    copies=copies, shown=shown, fee=queries.price_of(rules.Kind(kind), pages, copies, agency, on),
                    book=rules.BOOK_OF[rules.Kind(kind)].value,
                )
            )  # fmt: skip
    if faults:
        raise Invalid.of(faults)
    return found


def _whole(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most


def _applicant(given: Mapping[str, Any], unit: str, *, signs: bool) -> tuple[Citizen, dict[str, str]]:
    """Who asks: chosen from what is known (``citizen``), or as said now; who signs shows an identity number."""
    if given.get("citizen"):
        citizen = recall_citizen(agency=unit, citizen=int(given["citizen"]))
        said: Mapping[str, Any] = {}
    else:
        typed = {name: str(given.get(name) or "") for name in ("id_number", "phone", "email", "address")}
        citizen = enter_citizen(
            agency=unit, kind=str(given.get("kind") or ""), name=str(given.get("name") or ""), id_required=signs,
            id_number=typed["id_number"], phone=typed["phone"], email=typed["email"], address=typed["address"],
        )  # fmt: skip
        said = given
    if signs and not citizen.id_number:
        raise Invalid(
            field="applicant.id_number",
            text="Người ký phải xuất trình giấy tờ tùy thân: ghi số của giấy tờ đó.",
        )
    contact = {
        key: str(said.get(key) or getattr(citizen, key) or "") for key in ("phone", "email", "address")
    }
    return citizen, {"name": citizen.name, **contact}


def _title(documents: Sequence[Document]) -> str:
    """What the request is about, without what only its papers say: few titles, so that a board can group them."""
    kinds = {Kind(row.kind) for row in documents}
    return "Chứng thực " + ", ".join(WORDS[kind] for kind in Kind if kind in kinds)


@act(
    may=policies.can_receive,
    records=(events.RECEIVED, events.FEE_DUE),
    law="NĐ 23/2015 Điều 7, 20, 24, 31, 36",
)
def receive(
    *, by: Actor, at: dt.datetime, unit: str, applicant: Mapping[str, Any], documents: Sequence[Mapping[str, Any]],
    identity: str = Identity.NONE, prolong_days: int = 0, ground: str = "",
) -> Certification:  # fmt: skip
    """Tiếp nhận yêu cầu chứng thực: papers are looked at and handed back; an appointment when it is not for today.

    ``documents``: {kind, title, pages, copies, shown, parties, languages}. ``applicant`` as in dossiers. With
    ``prolong_days`` and ``ground`` the longer time is agreed on at once (Điều 21, 33, 37).
    """
    on = at.astimezone(TZ).date()
    rows = read_documents(documents, on, unit)
    signs = any(rules.Kind(row.kind) not in rules.COPIES for row in rows)
    if identity not in Identity.values or (signs and identity == Identity.NONE):
        raise Invalid(field="identity", text="Chọn giấy tờ tùy thân mà người ký xuất trình.")
    citizen, contact = _applicant(applicant, unit, signs=signs)
    contract = any(row.kind == Kind.CONTRACT for row in rows)
    type_ = _type(TYPE_CONTRACT if contract else TYPE_SAME_DAY, on)
    agency, day = unit_on(unit, on), f"certification-{on:%y%m%d}"
    serial = take_number(agency=unit, book=day, year=on.year)
    work = engine.open_case(
        type_=type_, code=f"CT-{dossier_code(agency.agency_code, on, serial)}", agency=unit, place=by.agency,
        title=_title(rows), who=citizen.name, numbers=[citizen.id_number, contact["phone"]], state=State.RECEIVED,
        by=by, at=at,
    )  # fmt: skip
    certification = Certification(
        case=work.case, applicant=citizen, contact=json.dumps(contact, ensure_ascii=False), identity=identity,
        fee=sum(row.fee for row in rows),
    )  # fmt: skip
    if prolong_days:
        _prolong(work, rows, prolong_days, ground)
        work.set(promised_at=work.case.due_at)
    if work.case.due_at.astimezone(TZ).date() > on:
        certification.slip_number = take_number(agency=unit, book=SLIPS, year=on.year)
    for row in rows:
        row.agency = unit
    engine.enter(work, 0, state=State.RECEIVED, post=by.on_behalf_of or by.post)
    engine.leave(work, outcome="receive")
    engine.enter(work, CHECK, state=State.RECEIVED)
    work.new.append(certification)
    kinds = {kind: sum(row.kind == kind for row in rows) for kind in sorted({row.kind for row in rows})}
    keep(
        work, certification, events.RECEIVED, *rows, documents=len(rows), kinds=kinds, version=type_.version,
        due_words=words(work.case.due_at), received_at=cases.plain(at), due_at=cases.plain(work.case.due_at),
    )  # fmt: skip
    for row in rows:
        row.certification = certification
    Document.objects.bulk_create(rows)
    _due(certification, by=by, at=at)
    return certification


def _type(code: str, on: dt.date) -> CaseType:
    found = cases.current_type(KIND, code, on)
    if found is None:
        raise NotYetReceivable()
    return found


def _amount(amount: int) -> dict[str, Any]:
    return {"amount": amount, "amount_words": f"{amount:,}".replace(",", ".")}


def _due(certification: Certification, *, by: Actor, at: dt.datetime) -> None:
    """Tell what has to be paid; whoever collects charges follows this event."""
    if certification.fee:
        work = engine.begin(certification.case, by=by, at=at)
        lines = [
            {"document": row.n, "kind": row.kind, "pages": row.pages, "copies": row.copies}
            for row in queries.documents(certification)
            if not row.refused
        ]
        keep(work, certification, events.FEE_DUE, **_amount(certification.fee), lines=lines)


# --- fee, time, stop -------------------------------------------------------------------------------------------


@act(may=policies.can_collect, records=events.FEE_COLLECTED, law="TT 226/2016/TT-BTC", finds=FINDS)
def collect(
    *, by: Actor, at: dt.datetime, certification: Certification, amount: int | None = None
) -> Certification:
    """Thu phí chứng thực: nothing of what was due is left to be paid; ``amount`` came in, else all of it."""
    if certification.collected_at is not None:
        raise AlreadyCollected()
    if not certification.fee:
        raise NothingToCollect()
    work = engine.begin(certification.case, by=by, at=at)
    certification.collected_at, certification.collected = (
        work.at,
        certification.fee if amount is None else amount,
    )
    certification.save(update_fields=["collected", "collected_at"])
    keep(work, certification, events.FEE_COLLECTED, **_amount(certification.collected))
    return certification


def _prolong(work: engine.Work, rows: Sequence[Document], days: int, ground: str) -> None:
    if ground not in Ground.values:
        raise Invalid(field="ground", text="Chọn căn cứ kéo dài thời hạn.")
    if not _whole(days, DAYS_MOST):
        raise Invalid(field="days", text="Số ngày làm việc kéo dài từ 1 đến {most}.", most=DAYS_MOST)
    most = int(parameter("cert.extension", work.at.astimezone(TZ).date()))
    kinds = [rules.Kind(row.kind) for row in rows]
    rules.check_longer(kinds, rules.Ground(ground), days, most)
    until = work.calendar.add_working_days(work.case.due_at, days)
    engine.tick(work, ClockKind.PROLONGED, until=until)


@act(may=policies.can_prolong, records=events.PROLONGED, law="NĐ 23/2015 Điều 21, 33, 37", finds=FINDS)
def prolong(
    *, by: Actor, at: dt.datetime, certification: Certification, days: int, ground: str
) -> Certification:
    """Kéo dài thời hạn: at most two working days for copies on the law's grounds, longer only as agreed in writing."""
    work = begin(certification, "prolong", by=by, at=at)
    if queries.prolonged(certification):
        raise AlreadyProlonged(until=words(certification.case.due_at))
    _prolong(work, [row for row in queries.documents(certification) if not row.refused], days, ground)
    if not certification.slip_number:
        year = work.at.astimezone(TZ).year
        certification.slip_number = take_number(agency=work.case.agency, book=SLIPS, year=year)
        certification.save(update_fields=["slip_number"])
    keep(
        work, certification, events.PROLONGED, days=days, ground=ground, due_words=words(work.case.due_at),
    )  # fmt: skip
    return certification


@act(may=policies.can_withdraw, records=events.WITHDRAWN, law="", finds=FINDS)
def withdraw(*, by: Actor, at: dt.datetime, certification: Certification) -> Certification:
    """Dừng theo yêu cầu: the applicant takes the papers back before anything was certified."""
    work = begin(certification, "withdraw", by=by, at=at)
    engine.leave(work, outcome="withdraw", interrupted=True)
    engine.close(work, state=State.WITHDRAWN)
    keep(work, certification, events.WITHDRAWN)
    return certification
