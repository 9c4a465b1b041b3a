"""Registering, presenting, instructing and finishing what comes in (NĐ 30/2020 Điều 21–24; R8.6, R8.7)."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from motcua.areas.cases.evidence import plain
from motcua.areas.correspondence import events, evidence, policies
from motcua.areas.correspondence.actions.drafting import keep
from motcua.areas.correspondence.actions.reading import body, count, line, past
from motcua.areas.correspondence.choices import IncomingState, Urgency, Way, type_choices
from motcua.areas.correspondence.models import Correction, Incoming
from motcua.areas.correspondence.queries import incoming as queries
from motcua.areas.correspondence.queries import outgoing as outgoings
from motcua.base.documents.actions import take_number
from motcua.base.files.actions import store
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.correspondence import refuse_secrets
from motcua.rules.impossible import Faults, Impossible, Invalid
from motcua.rules.privacy import check_no_denouncer

FINDS = {"incoming": queries.to_act_on}
BOOK = evidence.INCOMING_BOOK
ABSTRACT, WORDS, REASON = 1000, 4000, 500
WORDS_OF = {
    "issuer": "cơ quan ban hành", "symbol": "số, ký hiệu", "dated_on": "ngày văn bản", "type": "loại văn bản",
    "abstract": "trích yếu", "urgency": "mức độ khẩn", "way": "cách nhận", "copies": "số bản", "arrived_on": "ngày đến",
}  # fmt: skip
"""What was typed of a document, as the journal calls it when it was corrected."""


class NotNow(Impossible):
    text = (
        "Văn bản đến này đang ở bước “{state}”, không làm việc này được. Mở lại trang để xem tình trạng mới."
    )


class Answered(Impossible):
    text = "Văn bản này đã có văn bản trả lời, không hủy dòng vào sổ được. Sửa dòng vào sổ nếu ghi sai."


def _keep(
    incoming: Incoming, kind: EventKind, *beside: tuple[str, Any], by: Actor, at: dt.datetime, **facts: Any
) -> None:
    said = {"serial": incoming.serial, **facts, "rows": evidence.of_incoming(incoming, *beside)}
    record(kind, subject=incoming.subject, unit=incoming.agency, by=by, at=at, facts=said)


def _in(incoming: Incoming, *states: IncomingState) -> None:
    if incoming.state not in states:
        raise NotNow(state=str(IncomingState(incoming.state).label))


def _read(on: dt.date, given: dict[str, Any]) -> dict[str, Any]:
    """What is typed of a document, cleaned; raises Invalid with every fault at once."""
    faults = Faults()
    said = {
        "issuer": faults.take(line, given["issuer"], "issuer", what="tên cơ quan ban hành"),
        "symbol": faults.take(line, given["symbol"], "symbol", what="số, ký hiệu", most=80, needed=False),
        "abstract": faults.take(line, given["abstract"], "abstract", what="trích yếu", most=ABSTRACT),
        "arrived_on": faults.take(past, given["arrived_on"] or on, "arrived_on", on, what="ngày đến"),
        "dated_on": faults.take(past, given["dated_on"], "dated_on", on, what="ngày văn bản"),
        "copies": faults.take(count, given["copies"], "copies", what="số bản", most=999),
        "type": faults.among(given["type"], dict(type_choices()), "type", "Chọn loại văn bản."),
        "urgency": faults.among(given["urgency"], Urgency.values, "urgency", "Chọn dấu chỉ mức độ khẩn."),
        "way": faults.among(given["way"], Way.values, "way", "Chọn cách nhận."),
    }
    arrived, dated = said["arrived_on"], said["dated_on"]
    faults.unless(
        not (isinstance(arrived, dt.date) and isinstance(dated, dt.date)) or dated <= arrived, "arrived_on",
        "Văn bản không thể đến trước ngày ghi trên văn bản. Xem lại ngày đến và ngày văn bản.",
    )  # fmt: skip
    for field in ("issuer", "symbol", "abstract"):
        faults.take(check_no_denouncer, said[field] or "", field)
    faults.done()
    return said


def _refuse_twin(agency: str, said: dict[str, Any], *, beside: int | None = None) -> None:
    """A document comes in once."""
    twin = queries.twin(agency, said["issuer"], said["symbol"], said["dated_on"], beside=beside)
    if twin is not None:
        raise Invalid(
            field="symbol",
            text="Văn bản này đã vào sổ, số đến {serial} năm {year}. Nhận thêm bản giấy thì ghi vào bản lưu, "
            "không vào sổ lần nữa.",
            serial=twin.serial, year=twin.year,
        )  # fmt: skip


@act(
    may=policies.can_keep, records=(events.INCOMING_REGISTERED, events.OUTGOING_RECEIVED),
    law="NĐ 30/2020/NĐ-CP Điều 21, 22; R8.6, R8.7",
)  # fmt: skip
def register(
    *, by: Actor, at: dt.datetime, issuer: str, abstract: str, symbol: str = "", dated_on: dt.date | None = None,
    arrived_on: dt.date | None = None, type_: str = "khac", urgency: str = "", secrecy: str = "",
    way: str = Way.ELECTRONIC, copies: int = 1, upload: Any = None, name: str = "", delivery: int | None = None,
) -> Incoming:  # fmt: skip
    """Đăng ký văn bản đến: its number of the year, its line in the register, its file; a state secret is refused.

    ``delivery``: what another agency in this installation sent; its file comes with it.
    """
    on = at.astimezone(TZ).date()
    came = outgoings.delivery_here(by, delivery) if delivery is not None else None
    if came is not None and not upload:
        upload, name = outgoings.delivered(came), "van-ban.pdf"
    refuse_secrets(secrecy, symbol, abstract, name)
    said = _read(on, {
        "issuer": issuer, "symbol": symbol, "abstract": abstract, "arrived_on": arrived_on, "dated_on": dated_on,
        "copies": copies, "type": type_, "urgency": urgency, "way": way,
    })  # fmt: skip
    _refuse_twin(by.agency, said)
    serial = take_number(agency=by.agency, book=BOOK, year=on.year)
    made = Incoming(
        code=f"DEN-{by.agency}-{on.year}-{serial:05d}", agency=by.agency, year=on.year, serial=serial, arrived_at=at,
        registered_by=by.post, state=IncomingState.REGISTERED,
        present_due=queries.present_due(by.agency, at, said["urgency"]), **said,
    )  # fmt: skip
    made.search = made.sought
    if upload:
        made.file = store(subject=made.subject, name=name or "van-ban.pdf", content=upload, by=by, at=at)
    made.save(force_insert=True)
    _keep(
        made, events.INCOMING_REGISTERED, by=by, at=at, symbol=made.symbol, type=made.type,
        type_words=dict(type_choices())[made.type], sha256=made.file.sha256 if made.file else "",
    )  # fmt: skip
    if came is not None:
        came.incoming = made
        came.save(update_fields=["incoming"])
        keep(came.outgoing, events.OUTGOING_RECEIVED, by=by, at=at, number=came.outgoing.number, to=came.n)
    return made


@act(
    may=policies.can_present,
    records=events.INCOMING_PRESENTED,
    law="NĐ 30/2020/NĐ-CP Điều 23; R8.6",
    finds=FINDS,
)
def present(*, by: Actor, at: dt.datetime, incoming: Incoming, to: str) -> Incoming:
    """Trình: a leader has it."""
    _in(incoming, IncomingState.REGISTERED, IncomingState.PRESENTED)
    found = queries.leaders(incoming.agency, at.astimezone(TZ).date())
    if to not in found:
        raise Invalid(field="to", text="Chọn lãnh đạo để trình.")
    late = incoming.presented_at is None and at > incoming.present_due
    incoming.presented_to, incoming.presented_at = to, incoming.presented_at or at
    incoming.state = IncomingState.PRESENTED
    incoming.save(update_fields=["presented_to", "presented_at", "state"])
    _keep(incoming, events.INCOMING_PRESENTED, by=by, at=at, to=to, to_words=found[to], late=late)
    return incoming


@act(
    may=policies.can_instruct,
    records=events.INCOMING_INSTRUCTED,
    law="NĐ 30/2020/NĐ-CP Điều 24; R8.6",
    finds=FINDS,
)
def instruct(
    *, by: Actor, at: dt.datetime, incoming: Incoming, lead: str, beside: Sequence[str] = (),
    deadline: dt.date | None = None, words: str = "",
) -> Incoming:  # fmt: skip
    """Ý kiến chỉ đạo: who is in charge, who cooperates, by which day, in the leader's words."""
    _in(incoming, IncomingState.REGISTERED, IncomingState.PRESENTED, IncomingState.INSTRUCTED)
    on, faults = at.astimezone(TZ).date(), Faults()
    known = queries.holders(incoming.agency, on)
    faults.among(lead, known, "lead", "Chọn đơn vị hoặc người chủ trì.")
    chosen = [one for one in dict.fromkeys(beside) if one and one != lead]
    faults.unless(set(chosen) <= known.keys(), "beside", "Chọn đơn vị phối hợp trong danh sách.")
    faults.unless(
        deadline is None or on <= deadline <= on + dt.timedelta(days=731), "deadline",
        "Chọn hạn giải quyết từ hôm nay, trong vòng hai năm.",
    )  # fmt: skip
    incoming.words = faults.take(body, words, "words", what="ý kiến chỉ đạo", most=WORDS, needed=False) or ""
    faults.done()
    incoming.lead, incoming.deadline = lead, deadline
    incoming.beside = "\n" + "\n".join(chosen) + "\n" if chosen else ""
    incoming.instructed_by, incoming.instructed_at = by.on_behalf_of or by.post, at
    if incoming.presented_at is None:
        incoming.presented_to, incoming.presented_at = incoming.instructed_by, at
    incoming.state, incoming.forwarded_at = IncomingState.INSTRUCTED, None
    incoming.save()
    _keep(
        incoming, events.INCOMING_INSTRUCTED, by=by, at=at, lead=lead, lead_words=known[lead], beside=chosen,
        deadline=deadline.isoformat() if deadline else "",
        deadline_words=f"{deadline:%d/%m/%Y}" if deadline else "không đặt",
    )  # fmt: skip
    return incoming


@act(
    may=policies.can_present,
    records=events.INCOMING_FORWARDED,
    law="NĐ 30/2020/NĐ-CP Điều 23; R8.6",
    finds=FINDS,
)
def forward(*, by: Actor, at: dt.datetime, incoming: Incoming) -> Incoming:
    """Chuyển giao: whoever is in charge has it, with the paper when there is one."""
    _in(incoming, IncomingState.INSTRUCTED)
    if incoming.forwarded_at is not None:
        raise NotNow(state=str(IncomingState(incoming.state).label))
    incoming.forwarded_at = at
    incoming.save(update_fields=["forwarded_at"])
    words = queries.named(
        [incoming.lead], queries.holders(incoming.agency, at.astimezone(TZ).date()), at.date()
    )
    _keep(incoming, events.INCOMING_FORWARDED, by=by, at=at, lead_words=words[0])
    return incoming


@act(may=policies.can_finish, records=events.INCOMING_DONE, law="NĐ 30/2020/NĐ-CP Điều 24; R8.6", finds=FINDS)
def finish(*, by: Actor, at: dt.datetime, incoming: Incoming, result: str) -> Incoming:
    """Giải quyết xong: with what came of it."""
    _in(incoming, IncomingState.INSTRUCTED)
    incoming.result = body(result, "result", what="kết quả giải quyết", most=WORDS)
    incoming.state, incoming.done_by, incoming.done_at = IncomingState.DONE, by.post, at
    incoming.save(update_fields=["result", "state", "done_by", "done_at"])
    late = incoming.deadline is not None and at.astimezone(TZ).date() > incoming.deadline
    _keep(incoming, events.INCOMING_DONE, by=by, at=at, late=late)
    return incoming


@act(may=policies.can_present, records=events.INCOMING_CORRECTED, law="NĐ 30/2020/NĐ-CP Điều 22", finds=FINDS)
def correct(
    *, by: Actor, at: dt.datetime, incoming: Incoming, reason: str, issuer: str, abstract: str, symbol: str = "",
    dated_on: dt.date | None = None, arrived_on: dt.date | None = None, type_: str = "khac", urgency: str = "",
    way: str = Way.ELECTRONIC, copies: int = 1,
) -> Incoming:  # fmt: skip
    """Sửa dòng vào sổ: what was typed wrong, with the reason; its number stays, what stood there is kept."""
    _in(incoming, *queries.OPEN, IncomingState.DONE)
    refuse_secrets("", symbol, abstract, "")
    faults = Faults()
    why = faults.take(body, reason, "reason", what="lý do sửa", most=REASON)
    said = faults.take(_read, at.astimezone(TZ).date(), {
        "issuer": issuer, "symbol": symbol, "abstract": abstract, "arrived_on": arrived_on or incoming.arrived_on,
        "dated_on": dated_on, "copies": copies, "type": type_, "urgency": urgency, "way": way,
    })  # fmt: skip
    faults.done()
    changed = [name for name in WORDS_OF if getattr(incoming, name) != said[name]]
    if not changed:
        raise Invalid(field="reason", text="Nội dung vẫn như cũ, không có gì để sửa.")
    _refuse_twin(incoming.agency, said, beside=incoming.pk)
    before = {name: plain(getattr(incoming, name)) for name in changed}
    for name in changed:
        setattr(incoming, name, said[name])
    if "urgency" in changed:
        incoming.present_due = queries.present_due(incoming.agency, incoming.arrived_at, incoming.urgency)
    incoming.search = incoming.sought
    incoming.save()
    row = _corrected(incoming, why, before, by=by, at=at)
    _keep(
        incoming, events.INCOMING_CORRECTED, row, by=by, at=at, fields=changed,
        fields_words=", ".join(WORDS_OF[name] for name in changed),
    )  # fmt: skip
    return incoming


@act(may=policies.can_cancel, records=events.INCOMING_CANCELLED, law="NĐ 30/2020/NĐ-CP Điều 22", finds=FINDS)
def cancel_incoming(*, by: Actor, at: dt.datetime, incoming: Incoming, reason: str) -> Incoming:
    """Hủy dòng vào sổ: entered by mistake; its number stays taken, and the same document may come in again."""
    _in(incoming, *queries.OPEN)
    why = body(reason, "reason", what="lý do hủy", most=REASON)
    if outgoings.answered(incoming):
        raise Answered()
    row = _corrected(incoming, why, {"state": incoming.state}, by=by, at=at)
    incoming.state = IncomingState.CANCELLED
    incoming.save(update_fields=["state"])
    outgoings.waits_again(incoming)
    _keep(incoming, events.INCOMING_CANCELLED, row, by=by, at=at)
    return incoming


def _corrected(
    incoming: Incoming, reason: str, before: dict[str, Any], *, by: Actor, at: dt.datetime
) -> tuple[str, Correction]:
    row = Correction(
        incoming=incoming, n=incoming.corrections.count() + 1, at=at, post=by.post, reason=reason,
        before=json.dumps(before, ensure_ascii=False),
    )  # fmt: skip
    row.save(force_insert=True)
    return f"correction.{row.n}", row


INCOMING_VERBS: dict[str, Any] = {
    "present": present,
    "instruct": instruct,
    "forward": forward,
    "finish": finish,
    "correct": correct,
    "cancel": cancel_incoming,
}
