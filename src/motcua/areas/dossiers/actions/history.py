"""Taking over another system's dossiers, finished and open, with their true dates (ARCHITECTURE, idea 3).

Every line of its log becomes an event at the moment it happened, recorded now and marked as history, so that nobody can
date an act back. What identifies people is not taken over, unless the map names it; then it is kept encrypted.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import StepKind
from motcua.areas.cases.evidence import newest_type, published
from motcua.areas.cases.models import CaseType, StepVisit
from motcua.areas.dossiers import events, evidence, policies, queries
from motcua.areas.dossiers.actions.placing import (
    UNKNOWN,
    Placed,
    applicant_of,
    code_of,
    identified,
    place,
)
from motcua.areas.dossiers.actions.writing import index_of
from motcua.areas.dossiers.choices import Channel, State
from motcua.areas.dossiers.models import Dossier, Origin
from motcua.areas.dossiers.ports import NotRead, PastCase, PastLog, Words
from motcua.base import rows
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.people.fields import blind
from motcua.base.spoken import refusal
from motcua.rules import mining
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import Cutoff, Limit, TimeUnit
from motcua.rules.impossible import Impossible
from motcua.rules.vietnamese import fold

UNKNOWN_NAME = gettext_noop("Hồ sơ của hệ thống cũ, chưa rõ thủ tục")
SOMETHING = gettext_noop("một việc của hệ thống cũ")
AT_ONCE = 200
_BY_NUMBER = "FROM dossiers_origin WHERE source = %s AND external_hash = %s"
Progress = Callable[[int, int, str], None]


class AlreadyTakenOver(Impossible):
    text = "Hồ sơ này của hệ thống {source} đã được tiếp quản."


@dataclass
class Taken:
    """What became of a log: ``known`` were taken over before; ``notes`` what a person should know, with how often.

    ``late``     finished late, or open and past what was promised
    ``judged``   finished dossiers of which is known whether they were in time; ``on_time`` those that were
    """

    cases: int = 0
    events: int = 0
    added: int = 0
    known: int = 0
    finished: int = 0
    late: int = 0
    judged: int = 0
    on_time: int = 0
    rejected: list[NotRead] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    ends: tuple[str, ...] = ()
    unplaced: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(activity, nearest step here) of what is no step here and the map does not name, with the cases it is in."""

    @property
    def open(self) -> int:
        """Dossiers that go on here."""
        return self.added - self.finished


@act(may=policies.can_take_over, records=events.HISTORY_OPENED, law="")
def open_history(
    *, by: Actor, at: dt.datetime, source: str, sha: str, cases_read: int, events_read: int, rejected: int
) -> CaseType:
    """Mở việc tiếp quản: journal which file is taken over; the type of dossiers without a known procedure is there."""
    newest = newest_type()
    found = cases.first_type("dossier", UNKNOWN) or _unknown_type(at.astimezone(TZ).date())
    facts = {
        "source": source, "sha": sha, "cases": cases_read, "events": events_read, "rejected": rejected,
        **published(newest),
    }  # fmt: skip
    record(events.HISTORY_OPENED, subject=f"history:{source}", unit=by.agency, by=by, at=at, facts=facts)
    return found


def _unknown_type(on: dt.date) -> CaseType:
    steps = [
        {"code": f"s{n}", "name": name, "post": "", "duty": duty, "hours": "0", "kind": kind}
        for n, (name, duty, kind) in enumerate(
            (
                ("Tiếp nhận", "receive", StepKind.RECEIVE), ("Giải quyết", "process", StepKind.WORK),
                ("Ban hành kết quả", "stamp", StepKind.RESULT), ("Trả kết quả", "return", StepKind.RETURN),
            ), 1,
        )
    ]  # fmt: skip
    made = engine.publish_case_type(
        kind="dossier", code=UNKNOWN, name=UNKNOWN_NAME, field="", levels=[], cutoff=Cutoff.NONE, papers=[], law="",
        limit=Limit(Decimal(1), TimeUnit.WORKING_DAY), shape=queries.SHAPE, steps=steps, valid_from=on,
    )  # fmt: skip
    engine.retire_case_type(kind="dossier", code=UNKNOWN, on=on)
    return made


@act(
    may=policies.can_take_over,
    records=(events.TAKEN_OVER, events.WENT_THROUGH, events.ENDED_BEFORE),
    law="",
)
def take_over(
    *, by: Actor, at: dt.datetime, past: PastCase, words: Words, sha: str, ends: frozenset[str] = frozenset()
) -> Dossier:
    """Tiếp quản hồ sơ của hệ thống cũ: its dates are those of then; open ones go on at their step, or at the head's.

    Raises NotPlaced, AlreadyTakenOver.
    """
    hashed = blind(past.external, "history")
    if rows.select((Origin,), _BY_NUMBER, [words.source, hashed]):
        raise AlreadyTakenOver(source=words.source)
    placed = place(past, words, ends, at)
    case_type = placed.type
    contact, citizen = applicant_of(placed)
    code = code_of(past.external, words.unit, placed.received, at)
    work = engine.open_past(
        type_=case_type, code=code, agency=words.unit, title=case_type.name, who=contact.get("name", ""),
        numbers=[*fold(past.external).replace(".", " ").replace("-", " ").split(), contact.get("phone", "")],
        received=placed.received, due=placed.due, by=by,
    )  # fmt: skip
    told = _walk(work, placed)
    dossier = Dossier(
        case=work.case, procedure=case_type.code, applicant=citizen, contact=json.dumps(contact, ensure_ascii=False),
        channel=Channel.COUNTER,
    )  # fmt: skip
    origin = Origin(
        source=words.source, external=past.external, external_hash=hashed, sha=sha,
        row=past.events[0].row,
    )  # fmt: skip
    work.new.append(dossier)
    _stand(work, placed)
    count = len(told)
    told = [
        (kind, moment, {"state": _state(work, place, count), **facts})
        for place, (kind, moment, facts) in enumerate(told)
    ]
    first, last = told[0][2], told[-1][2]
    first |= {
        "source": words.source, "sha": sha, "procedure": case_type.code, "version": case_type.version,
        "promise": "limit" if placed.due is None else "source" if past.due is not None else "",
    }  # fmt: skip
    last["dates"] = queries.dates(work.case)
    written = evidence.of_rows(work.case.subject, [dossier, origin])
    engine.keep_past(work, told, at=at, written=written)
    origin.dossier = dossier
    rows.insert(origin)
    dossier.notes, dossier.unplaced = placed.notes, placed.unplaced()  # type: ignore[attr-defined]
    return dossier


def _state(work: engine.Work, place: int, count: int) -> str:
    if place == count - 1:
        return work.case.state
    return str(State.RECEIVED if place == 0 else State.PROCESSING)


def _walk(work: engine.Work, placed: Placed) -> list[tuple[EventKind, dt.datetime, dict[str, Any]]]:
    """The stays and the events of a case as they were."""
    case, type_ = work.case, placed.type
    told: list[tuple[EventKind, dt.datetime, dict[str, Any]]] = [
        (events.TAKEN_OVER, placed.received, {"row": placed.case.events[0].row})
    ]
    before = placed.received
    for event in placed.case.events:
        index = placed.index(event.activity)
        step = type_.step(index) if index is not None else None
        if not event.open:
            case.visit += 1
            work.new.append(
                StepVisit(
                    n=case.visit, step=queries.UNPLACED if index is None else index,
                    name=step["name"] if step else event.activity[:200], kind=step["kind"] if step else StepKind.WORK,
                    duty=step["duty"] if step else "", post=placed.post(event), entered_at=min(before, event.at),
                    taken_at=max(min(event.started, event.at), before) if event.started else None,
                    left_at=event.at, due_at=case.due_at,
                )
            )  # fmt: skip
            before = event.at
        facts = {"step": step["name"] if step else SOMETHING, "row": event.row}
        if not event.open:
            told.append((events.WENT_THROUGH, event.at, facts))
    if placed.ended:
        told.append((events.ENDED_BEFORE, max(before, placed.case.finished or before), {}))
    return told


def _stand(work: engine.Work, placed: Placed) -> None:
    """Where the case stands now: ended, or at the step after its last one, or with the head of the centre."""
    case, type_ = work.case, placed.type
    done = [event for event in placed.case.events if not event.open]
    last = done[-1].at if done else placed.received
    steps = [placed.index(event.activity) for event in done]
    result = index_of(type_, StepKind.RESULT)
    if placed.ended:
        moments = [event.at for event, index in zip(done, steps, strict=True) if index == result]
        finished = placed.case.finished or (moments[-1] if moments else last)
        known = type_.code != UNKNOWN or placed.case.due is not None
        returning = index_of(type_, StepKind.RETURN)
        work.set(
            step=returning, step_name=type_.step(returning)["name"],
            state=State.RETURNED, finished_at=finished, closed_at=max(last, finished), paused=False,
            on_time=finished <= case.legal_due_at if known else None,
        )  # fmt: skip
        return
    placed_steps = [index for index in steps if index is not None]
    going = placed.case.events[-1]
    here = placed.index(going.activity) if going.open else placed_steps[-1] + 1 if placed_steps else None
    duty, entered = "", last
    if here is None or here == 0:
        here, state, duty = 0, State.RECEIVED, "head"
        placed.notes.append(gettext_noop("chưa rõ đang ở bước nào, chuyển người phụ trách một cửa"))
    elif here > result:
        here, state = index_of(type_, StepKind.RETURN), State.RESULT_READY
        moments = [event.at for event, index in zip(done, steps, strict=True) if index == result]
        finished = moments[-1] if moments else last
        work.set(finished_at=finished, on_time=finished <= case.legal_due_at)
    else:
        state = State.PROCESSING
    step = type_.step(here)
    case.visit += 1
    work.new.append(
        StepVisit(
            n=case.visit, step=here, name=step["name"], kind=step["kind"], duty=duty or step["duty"], post="",
            entered_at=entered, due_at=case.due_at,
        )
    )  # fmt: skip
    work.set(
        state=state, step=here, step_name=step["name"], duty=duty or step["duty"], post="", step_due_at=case.due_at
    )  # fmt: skip


def take_over_all(
    *, by: Actor, at: dt.datetime, log: PastLog, words: Words, sha: str, progress: Progress | None = None
) -> Taken:
    """Take over every case of a log that was not taken over before; what cannot be placed is told with its line."""
    taken = Taken(cases=len(log.cases), events=log.events, rejected=list(log.rejected))
    ends = words.ends or mining.endings(traces(log.cases))
    taken.ends = tuple(sorted(ends))
    hashes = Origin.objects.filter(source=words.source).values_list("external_hash", flat=True)
    known = set(hashes.iterator(chunk_size=2000))
    fresh = [past for past in log.cases if blind(past.external, "history") not in known]
    taken.known = len(log.cases) - len(fresh)
    if not fresh:
        return taken
    identified(words.unit, at)
    open_history(
        by=by, at=at, source=words.source, sha=sha, cases_read=len(fresh), events_read=log.events,
        rejected=len(log.rejected),
    )  # fmt: skip
    done = 0
    for some in _portions(fresh):
        with transaction.atomic():
            for past in some:
                _one(past, taken, by=by, at=at, words=words, sha=sha, ends=ends)
        done += len(some)
        if progress is not None:
            progress(done, len(fresh), "")
    return taken


def _one(past: PastCase, taken: Taken, **given: Any) -> None:
    try:
        dossier = take_over(past=past, **given)
    except Impossible as error:
        taken.rejected.append(NotRead(past.events[0].row, refusal(error), past.external))
        return
    case = dossier.case
    taken.added += 1
    taken.finished += case.closed_at is not None
    open_late = case.finished_at is None and case.due_at < given["at"]
    taken.late += case.on_time is False or open_late
    taken.judged += case.closed_at is not None and case.on_time is not None
    taken.on_time += case.closed_at is not None and case.on_time is True
    taken.notes.update(dossier.notes)  # type: ignore[attr-defined]
    taken.unplaced.update(dossier.unplaced)  # type: ignore[attr-defined]


def _portions(found: Sequence[PastCase]) -> Iterator[Sequence[PastCase]]:
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]


def traces(past: Sequence[PastCase], names: Mapping[str, str] | None = None) -> list[mining.Trace]:
    """Cases of a log as traces, with whoever acted there: for figures only, nothing of it is kept."""
    made = []
    for one in past:
        stays, before = [], one.received or one.events[0].started or one.events[0].at
        for event in one.events:
            if not event.open:
                began = min(before, event.at)
                name = (names or {}).get(event.activity, event.activity)
                stays.append(mining.Stay(name, began, event.at, event.started, event.who or event.unit))
                before = event.at
        if stays:
            made.append(mining.Trace(one.external, tuple(stays)))
    return made
