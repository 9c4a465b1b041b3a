"""Notes on people's situation (S049) and field trips (S122): noted, read, answered, a task given and reported."""

import datetime as dt

from motcua.areas.hotspots import events, policies, queries
from motcua.areas.hotspots.actions.keeping import keep_note, read_task
from motcua.areas.hotspots.actions.spots import NoSuchTask
from motcua.areas.hotspots.choices import Level, NoteState, Source, TaskState
from motcua.areas.hotspots.evidence import of_trip
from motcua.areas.hotspots.models import FieldTrip, NoteTask, SituationNote
from motcua.areas.hotspots.queries import notes
from motcua.areas.petitions import queries as petitions
from motcua.areas.petitions.choices import topics
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import descendants, unit_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Faults, Impossible, NotAllowed
from motcua.rules.numbering import dossier_code
from motcua.rules.places import named
from motcua.rules.privacy import check_unnamed
from motcua.rules.written import body, line, past

FINDS = {"note": queries.note_to_act_on}


class AlreadyRead(Impossible):
    text = "Ghi nhận này đã được đọc."


def _code(prefix: str, by: Actor, on: dt.date) -> str:
    n = take_number(agency=by.agency, book=f"{prefix.lower()}-{on:%y%m%d}", year=on.year)
    return f"{prefix}-{dossier_code(unit_on(by.agency, on).agency_code, on, n)}"


@act(may=policies.can_note, records=events.NOTE_MADE, law="")
def note(
    *, by: Actor, at: dt.datetime, topic: str, level: str, source: str, spot: str, worries: str, proposal: str = "",
    place: str = "", noted_on: dt.date | None = None, trip: str = "", impersonal: bool = False,
) -> SituationNote:  # fmt: skip
    """Ghi nhận tình hình: what people worry about, where, how pressing, what is proposed; never about one person.

    ``impersonal``: what looks like somebody's name or number is nobody's (a street, a hotline).
    """
    on, faults = at.astimezone(TZ).date(), Faults()
    read = {
        "spot": faults.take(line, spot, "spot", what="nơi: tổ dân phố, khu vực"),
        "worries": faults.take(body, worries, "worries", what="điều người dân quan tâm, lo lắng"),
        "proposal": faults.take(body, proposal, "proposal", what="đề xuất", needed=False),
    }
    for name, value in read.items():
        faults.take(check_unnamed, value, name, impersonal=impersonal)
    faults.among(topic, topics(), "topic", "Chọn lĩnh vực.")
    faults.among(level, Level.values, "level", "Chọn mức độ.")
    faults.among(source, Source.values, "source", "Chọn nguồn.")
    known = petitions.places(by.agency, on)
    where = place or named(read.get("spot") or "", known) or by.agency
    faults.unless(where in known or where in descendants(by.agency, on), "place", "Chọn nơi thuộc đơn vị.")
    day = faults.take(past, noted_on or on, "noted_on", on, what="ngày ghi nhận")
    if trip:
        notes.trip(by, trip)
    faults.done()
    made = SituationNote(
        code=_code("TH", by, on), agency=by.agency, author=by.post, trip=trip, noted_on=day, place=where, topic=topic,
        level=level, source=source, made_at=at, **read,
    )  # fmt: skip
    made.save(force_insert=True)
    return keep_note(
        made, events.NOTE_MADE, by=by, at=at, topic=topic, topic_words=topics()[topic], level=level,
        level_words=LEVEL_WORDS[Level(level)], source=source, place=where, trip=trip,
    )  # fmt: skip


LEVEL_WORDS = {Level.ORDINARY: "bình thường", Level.ATTENTION: "cần chú ý", Level.URGENT: "khẩn"}


def _seen(note: SituationNote, *, by: Actor, at: dt.datetime) -> None:
    if note.state == NoteState.NEW:
        note.state, note.read_at, note.read_by = NoteState.READ, at, by.post


@act(may=policies.can_answer_note, records=events.NOTE_READ, law="", finds=FINDS)
def read_note(*, by: Actor, at: dt.datetime, note: SituationNote) -> SituationNote:
    """Đã đọc: a leader looked at it; nothing has to be done."""
    if note.state != NoteState.NEW:
        raise AlreadyRead()
    _seen(note, by=by, at=at)
    note.save(update_fields=["state", "read_at", "read_by"])
    return keep_note(note, events.NOTE_READ, by=by, at=at)


@act(may=policies.can_answer_note, records=events.NOTE_ANSWERED, law="", finds=FINDS)
def answer_note(*, by: Actor, at: dt.datetime, note: SituationNote, answer: str) -> SituationNote:
    """Cho ý kiến: what a leader says to who noted it; said again, it stands instead."""
    note.answer = body(answer, "answer", what="ý kiến")
    _seen(note, by=by, at=at)
    note.state, note.answered_at, note.answered_by = NoteState.ANSWERED, at, by.post
    note.save(update_fields=["answer", "state", "read_at", "read_by", "answered_at", "answered_by"])
    return keep_note(note, events.NOTE_ANSWERED, by=by, at=at)


@act(may=policies.can_answer_note, records=events.NOTE_TASK_GIVEN, law="", finds=FINDS)
def give_note_task(
    *, by: Actor, at: dt.datetime, note: SituationNote, post: str, what: str, due_on: dt.date | None
) -> NoteTask:
    """Giao việc: one post, one piece of work, one day; it does not read the note."""
    given = {"post": post, "what": what, "due_on": due_on}
    row = NoteTask(note=note, **read_task(by, at.astimezone(TZ).date(), note.tasks.count() + 1, given))
    row.save(force_insert=True)
    _seen(note, by=by, at=at)
    note.save(update_fields=["state", "read_at", "read_by"])
    keep_note(note, events.NOTE_TASK_GIVEN, row, by=by, at=at, task=row.n, post=row.post,
              due=row.due_on.isoformat(), due_words=f"{row.due_on:%d/%m/%Y}")  # fmt: skip
    return row


def _running(note: SituationNote, n: int) -> NoteTask:
    found = note.tasks.filter(n=n, state=TaskState.GIVEN).first()
    if found is None:
        raise NoSuchTask()
    return found


@act(may=policies.can_report_note, records=events.NOTE_TASK_DONE, law="", finds=FINDS)
def finish_note_task(*, by: Actor, at: dt.datetime, note: SituationNote, n: int, result: str) -> NoteTask:
    """Báo kết quả: who was given the task says what came of it; a leader may say it for them."""
    row = _running(note, n)
    if row.post not in queries.posts_of(by) and not policies.can_answer_note(by, note):
        raise NotAllowed()
    row.result = body(result, "result", what="kết quả")
    return _end(note, row, TaskState.DONE, events.NOTE_TASK_DONE, by=by, at=at)


@act(may=policies.can_answer_note, records=events.NOTE_TASK_DROPPED, law="", finds=FINDS)
def drop_note_task(*, by: Actor, at: dt.datetime, note: SituationNote, n: int, result: str) -> NoteTask:
    """Bỏ việc: it is no longer to be done, and why."""
    row = _running(note, n)
    row.result = body(result, "result", what="lý do bỏ việc")
    return _end(note, row, TaskState.DROPPED, events.NOTE_TASK_DROPPED, by=by, at=at)


def _end(
    note: SituationNote, row: NoteTask, state: TaskState, kind: EventKind, *, by: Actor, at: dt.datetime
) -> NoteTask:
    row.state, row.ended_at = state, at
    row.save(update_fields=["state", "ended_at", "result"])
    keep_note(note, kind, row, by=by, at=at, task=row.n)
    return row


@act(may=policies.can_log_trip, records=events.TRIP_LOGGED, law="")
def log_trip(
    *, by: Actor, at: dt.datetime, on: dt.date | None, spot: str, company: str = "", findings: str = "",
    impersonal: bool = False,
) -> FieldTrip:  # fmt: skip
    """Ghi chuyến đi cơ sở: day, place, bodies that came along, what was seen; matters raised are noted one by one."""
    today, faults = at.astimezone(TZ).date(), Faults()
    day = faults.take(past, on, "on", today, what="ngày đi")
    read = {
        "spot": faults.take(line, spot, "spot", what="nơi đến"),
        "company": faults.take(line, company, "company", what="cùng đi", needed=False),
        "findings": faults.take(body, findings, "findings", what="điều đã thấy", needed=False),
    }
    for name, value in read.items():
        faults.take(check_unnamed, value, name, impersonal=impersonal)
    faults.done()
    made = FieldTrip(
        code=_code("DCS", by, today),
        agency=by.agency,
        post=by.post,
        on=day,
        logged_at=at,
        logged_by=by.post,
        **read,
    )
    made.save(force_insert=True)
    record(
        events.TRIP_LOGGED, subject=made.subject, unit=made.agency, by=by, at=at,
        facts={"on": day.isoformat(), "on_words": f"{day:%d/%m/%Y}", "rows": of_trip(made)},
    )  # fmt: skip
    return made
