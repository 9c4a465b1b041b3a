"""The verbs of work files (R8.10): opened, compiled, closed, handed over, taken into the archive."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from motcua.areas.workfiles import events, evidence, policies, queries
from motcua.areas.workfiles.choices import Received, State, retentions
from motcua.areas.workfiles.models import HandOver, WorkFile, WorkItem
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.correspondence import refuse_secrets
from motcua.rules.impossible import Faults, Impossible, Invalid, NotAllowed
from motcua.rules.privacy import check_no_denouncer
from motcua.rules.written import body, line

FINDS = {"file": queries.to_act_on}
TAKES = {"handover": queries.handover_to_act_on}
LAW = "NĐ 30/2020/NĐ-CP Điều 29, Điều 30"
MOST_ITEMS, MOST_FILES = 500, 200


class NotNow(Impossible):
    text = "Không làm được khi hồ sơ ở trạng thái “{state}”."


class AlreadyTaken(Impossible):
    text = "Biên bản {code} đã có kết quả nhận."


class Empty(Impossible):
    text = "Hồ sơ chưa có tài liệu nào. Đưa văn bản, nhiệm vụ vào hồ sơ rồi kết thúc."


def _words(value: Any, field: str, *, what: str, most: int, long: bool = False) -> str:
    said: str = (body if long else line)(value, field, what=what, most=most)
    refuse_secrets("", said, field=field)
    return check_no_denouncer(said, field)


def _keep(
    event: EventKind, file: WorkFile, *items: WorkItem, by: Actor, at: dt.datetime, **facts: Any
) -> WorkFile:
    file.save()
    said = {**facts, "rows": evidence.of_file(file, *items)}
    record(event, subject=file.subject, unit=file.agency, by=by, at=at, facts=said)
    return file


def _keep_handover(event: EventKind, row: HandOver, *, by: Actor, at: dt.datetime) -> HandOver:
    row.save()
    said = {"count": len(row.codes), "rows": evidence.of_handover(row)}
    record(event, subject=row.subject, unit=row.agency, by=by, at=at, facts=said)
    return row


def _require(file: WorkFile, *states: State) -> None:
    if file.state not in states:
        raise NotNow(state=State(file.state).label)


def keep_words(years: int) -> str:
    """How long, in words."""
    return f"{years} năm" if years else "vĩnh viễn"


@act(may=policies.can_open, records=events.OPENED, law=LAW)
def open_file(*, by: Actor, at: dt.datetime, title: str, retention: str) -> WorkFile:
    """Mở hồ sơ công việc: what it is about, and how long what is in it is kept."""
    faults, known = Faults(), retentions()
    said = faults.take(_words, title, "title", what="tiêu đề hồ sơ", most=300)
    faults.among(retention, known, "retention", "Chọn loại hồ sơ và thời hạn lưu trữ.")
    faults.done()
    year = at.astimezone(TZ).year
    n = take_number(agency=by.agency, book="workfile", year=year)
    made = WorkFile(
        code=f"HSCV-{by.agency}-{year}-{n:04d}", agency=by.agency, unit=by.unit, post=by.on_behalf_of or by.post,
        title=said, retention=retention, years=known[retention].years, opened_at=at,
    )  # fmt: skip
    keep = keep_words(made.years)
    return _keep(events.OPENED, made, by=by, at=at, retention=retention, years=made.years, keep_words=keep)


@act(may=policies.can_compile, records=events.PUT, law=LAW, finds=FINDS)
def put(*, by: Actor, at: dt.datetime, file: WorkFile, said: str) -> WorkItem:
    """Đưa vào hồ sơ: a document in or out of the register by its code or number, or a task by its code."""
    _require(file, State.OPEN)
    found = queries.registers().found(
        by, line(said, "said", what="mã hoặc số của văn bản, nhiệm vụ", most=80)
    )
    if not found:
        raise Invalid(
            field="said", text="Không tìm thấy văn bản đã vào sổ, đã ký hoặc nhiệm vụ có mã, số này."
        )
    if len(found) > 1:
        raise Invalid(field="said", text="Nhiều văn bản cùng số này: ghi mã của văn bản.")
    kind, code = found[0]
    rows = list(file.items.all())
    held = [row for row in rows if row.out_at is None]
    if any((row.kind, row.code) == (kind, code) for row in held):
        raise Invalid(field="said", text="Đã có trong hồ sơ này.")
    if len(held) >= MOST_ITEMS:
        raise Invalid(field="said", text="Một hồ sơ có nhiều nhất {most} tài liệu.", most=MOST_ITEMS)
    row = WorkItem(file=file, n=len(rows) + 1, kind=kind, code=code, put_at=at, put_by=by.post)
    row.save(force_insert=True)
    _keep(events.PUT, file, row, by=by, at=at, item=code, n=row.n)
    return row


@act(may=policies.can_compile, records=events.TAKEN_OUT, law=LAW, finds=FINDS)
def take_out(*, by: Actor, at: dt.datetime, file: WorkFile, n: int, reason: str) -> WorkItem:
    """Đưa ra khỏi hồ sơ: what was put by mistake; that it was here stays, with the reason."""
    _require(file, State.OPEN)
    row = file.items.filter(n=n, out_at=None).first()
    if row is None:
        raise Invalid(field="n", text="Chọn một tài liệu trong hồ sơ.")
    row.reason = _words(reason, "reason", what="lý do", most=500)
    row.out_at, row.out_by = at, by.post
    row.save()
    _keep(events.TAKEN_OUT, file, row, by=by, at=at, item=row.code, n=n)
    return row


@act(may=policies.can_compile, records=events.CLOSED, law=LAW, finds=FINDS)
def close(*, by: Actor, at: dt.datetime, file: WorkFile, ended_on: dt.date) -> WorkFile:
    """Kết thúc hồ sơ: the work ended on that day; from it counts by when the file is handed over."""
    _require(file, State.OPEN)
    on, count = at.astimezone(TZ).date(), file.items.filter(out_at=None).count()
    if not dt.date(2000, 1, 1) <= ended_on <= on:
        raise Invalid(field="ended_on", text="Ghi ngày công việc kết thúc, không sau hôm nay.")
    if not count:
        raise Empty()
    file.state, file.ended_on, file.closed_at = State.CLOSED, ended_on, at
    file.due_on = queries.due_on(ended_on, construction=retentions()[file.retention].construction)
    return _keep(events.CLOSED, file, by=by, at=at, count=count, due_words=f"{file.due_on:%d/%m/%Y}")


@act(may=policies.can_compile, records=events.REOPENED, law=LAW, finds=FINDS)
def reopen(*, by: Actor, at: dt.datetime, file: WorkFile) -> WorkFile:
    """Mở lại hồ sơ: before it is handed over, to put right what belongs to it."""
    _require(file, State.CLOSED)
    file.state, file.closed_at = State.OPEN, None
    return _keep(events.REOPENED, file, by=by, at=at)


# --- the archive -------------------------------------------------------------------------------------------------


@act(may=policies.can_open, records=(events.MADE, events.HANDED), law=LAW)
def hand_over(*, by: Actor, at: dt.datetime, files: Sequence[str]) -> HandOver:
    """Nộp lưu: closed files of the unit under one record, which waits for who keeps the archive."""
    codes = list(dict.fromkeys(str(code) for code in files))
    if not 0 < len(codes) <= MOST_FILES:
        raise Invalid(field="files", text="Chọn ít nhất một hồ sơ, nhiều nhất {most}.", most=MOST_FILES)
    rows = [queries.to_act_on(code, by=by) for code in sorted(codes)]
    if not all(policies.can_compile(by, row) and row.unit == by.unit for row in rows):
        raise NotAllowed()
    for row in rows:
        _require(row, State.CLOSED)
    year = at.astimezone(TZ).year
    n = take_number(agency=by.agency, book="handover", year=year)
    made = HandOver(
        code=f"BBGN-{by.agency}-{year}-{n:03d}", agency=by.agency, unit=by.unit, codes=[row.code for row in rows],
        given_by=by.on_behalf_of or by.post, given_at=at,
    )  # fmt: skip
    _keep_handover(events.MADE, made, by=by, at=at)
    for row in rows:
        row.state, row.handover = State.HANDED, made
        _keep(events.HANDED, row, by=by, at=at, handover=made.code)
    return made


def _taken(handover: HandOver, state: Received, *, by: Actor, at: dt.datetime) -> list[WorkFile]:
    if handover.state != Received.SENT:
        raise AlreadyTaken(code=handover.code)
    handover.state, handover.taken_by, handover.taken_at = state, by.on_behalf_of or by.post, at
    return list(handover.files.select_for_update().order_by("pk"))


@act(may=policies.can_take, records=(events.RECEIVED, events.ARCHIVED), law=LAW, finds=TAKES)
def receive(*, by: Actor, at: dt.datetime, handover: HandOver) -> HandOver:
    """Nhận hồ sơ vào lưu trữ cơ quan: who keeps the archive held them against the record; never who gave them."""
    rows = _taken(handover, Received.RECEIVED, by=by, at=at)
    _keep_handover(events.RECEIVED, handover, by=by, at=at)
    for row in rows:
        row.state = State.ARCHIVED
        _keep(events.ARCHIVED, row, by=by, at=at, handover=handover.code)
    return handover


@act(may=policies.can_take, records=(events.RETURNED, events.SENT_BACK), law=LAW, finds=TAKES)
def send_back(*, by: Actor, at: dt.datetime, handover: HandOver, reason: str) -> HandOver:
    """Trả lại: what lacks is said; the files wait again for their unit, the record stays."""
    said = _words(reason, "reason", what="điều còn thiếu", most=2_000, long=True)
    rows = _taken(handover, Received.RETURNED, by=by, at=at)
    handover.reason = said
    _keep_handover(events.RETURNED, handover, by=by, at=at)
    for row in rows:
        row.state, row.handover = State.CLOSED, None
        _keep(events.SENT_BACK, row, by=by, at=at, handover=handover.code)
    return handover


VERBS: dict[str, Any] = {"put": put, "take_out": take_out, "close": close, "reopen": reopen}
TAKING: dict[str, Any] = {"receive": receive, "send_back": send_back}
