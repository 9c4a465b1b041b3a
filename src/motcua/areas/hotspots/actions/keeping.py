"""What acts on hot spots and on notes share: tasks as they are typed, and a note that led to a judgment."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from motcua.areas.hotspots import events, evidence
from motcua.areas.hotspots.choices import NoteState
from motcua.areas.hotspots.models import HotSpot, NoteTask, SituationNote
from motcua.base.journal.actions import record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on
from motcua.rules.impossible import Fault, Invalid
from motcua.rules.written import body as _body
from motcua.rules.written import later as _later


def read_task(
    by: Actor, on: dt.date, n: int, given: Mapping[str, Any], *, prefix: str = ""
) -> dict[str, Any]:
    """Who does what by when, as it was typed; every fault at once."""
    faults, what, due = list[Fault](), "", on
    post = str(given.get("post") or "")
    if post not in {one.code for one in posts_on(on, agency=by.agency)}:
        faults.append(Fault(f"{prefix}post", "Chọn vị trí thực hiện."))
    try:
        what = _body(given.get("what"), f"{prefix}what", what="việc phải làm")
    except Invalid as error:
        faults.extend(error.faults)
    try:
        due = _later(given.get("due_on"), f"{prefix}due_on", on, what="hạn thực hiện")
    except Invalid as error:
        faults.extend(error.faults)
    if faults:
        raise Invalid.of(faults)
    return {"n": n, "post": post, "what": what, "due_on": due}


def keep_note(
    note: SituationNote, kind: EventKind, *beside: NoteTask, by: Actor, at: dt.datetime, **facts: Any
) -> SituationNote:
    """Journal the act; the row of the note is saved before."""
    said = {**facts, "rows": evidence.of_note(note, *beside)}
    record(kind, subject=note.subject, unit=note.agency, by=by, at=at, facts=said)
    return note


def judge(note: SituationNote, hotspot: HotSpot, *, by: Actor, at: dt.datetime) -> None:
    """A leader judged from this note that it is a hot spot."""
    note.hotspot = hotspot.code
    if note.state == NoteState.NEW:
        note.state, note.read_at, note.read_by = NoteState.READ, at, by.post
    note.save(update_fields=["hotspot", "state", "read_at", "read_by"])
    keep_note(note, events.NOTE_JUDGED, by=by, at=at, hotspot=hotspot.code)
