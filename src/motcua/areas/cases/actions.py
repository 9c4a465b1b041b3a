"""The engine's moves. They are called inside the acts of the areas, which ask, journal and name the law; one act is its
own: reading in full who stands behind a case, whatever its kind.

Every change of a case goes through ``open_case``, ``move`` and ``tick``; what they changed is written once, by
``keep``, in the act's transaction.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from motcua.areas.cases import evidence, policies, queries
from motcua.areas.cases.choices import ClockKind, StepKind
from motcua.areas.cases.models import Case, CaseType, ClockEvent, StepVisit
from motcua.base import rows
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.actions import Link, act, record, settled
from motcua.base.journal.events import EventKind
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.law.actions import renew
from motcua.base.orgs.queries import last_version, main_heirs, version_on
from motcua.base.people.actions import read_in_full
from motcua.base.people.events import CITIZEN_READ
from motcua.rules.calendar import TZ, WorkingCalendar
from motcua.rules.deadlines import Cutoff, Limit, start_of
from motcua.rules.impossible import Impossible
from motcua.rules.process import Process

SHAPES: dict[str, Process] = {}
COUNTED = frozenset({ClockKind.STARTED, ClockKind.RESTARTED, ClockKind.RESUMED, ClockKind.RELIMITED})
"""Events of a clock that promise what is counted then, unless they say what they promise."""
HISTORY = "history"
"""Origin of what was taken over from another system."""


class OutOfTurn(Impossible):
    """An act that the present state does not allow."""

    text = "Không thể “{act}” khi hồ sơ đang ở trạng thái “{state}”."


class NoUsableProcess(Impossible):
    text = "Thủ tục {code} chưa có quy trình nội bộ dùng được: {faults}."


def shape(process: Process) -> Process:
    """Register a process shape; it must have no faults."""
    faults = process.faults()
    if faults:
        raise ValueError(f"{process.code}: {faults}")
    SHAPES[process.code] = process
    return process


def publish_case_type(
    *,
    kind: str,
    code: str,
    name: str,
    field: str,
    levels: list[str],
    limit: Limit,
    cutoff: Cutoff,
    shape: str,
    steps: list[dict[str, Any]],
    papers: list[dict[str, Any]],
    law: str,
    valid_from: dt.date,
) -> CaseType:
    """Publish a new version of a case type; the version before it ends the same day.

    Its steps: received, worked on, then, where the work ends with something handed over, result and return.
    """
    kinds = [step["kind"] for step in steps]
    ends = [kind for kind in (StepKind.RESULT, StepKind.RETURN) if kind in kinds]
    works = len(kinds) - 1 - len(ends)
    if works < 1 or kinds != [str(kind) for kind in (StepKind.RECEIVE, *[StepKind.WORK] * works, *ends)]:
        raise NoUsableProcess(
            code=code, faults="cần: tiếp nhận, một hay nhiều bước xử lý, rồi ban hành kết quả và trả nếu có"
        )
    renew(queries.CASE_TYPES)
    last = queries.latest_type(kind, code)
    if last is not None and last.valid_to is None:
        last.valid_to = max(valid_from, last.valid_from)
        last.save(update_fields=["valid_to"])
    return CaseType.objects.create(
        kind=kind, code=code, version=(last.version if last else 0) + 1, name=name, field=field, levels=levels,
        limit_amount=limit.amount, limit_unit=str(limit.unit), same_day=limit.same_day, cutoff=str(cutoff),
        shape=shape, steps=steps, papers=papers, law=law, valid_from=valid_from,
    )  # fmt: skip


def publish_if_changed(
    *, kind: str, code: str, name: str, field: str, levels: list[str], limit: Limit, shape: str,
    steps: list[dict[str, Any]], law: str, valid_from: dt.date, cutoff: Cutoff = Cutoff.NONE,
) -> bool:  # fmt: skip
    """Publish a version of a type of work without papers, unless the one of that day says the same; whether it did."""
    known = queries.current_type(kind, code, valid_from)
    if known is not None and (known.name, known.field, known.law, known.limit, known.cut, known.steps) == (
        name, field, law, limit, cutoff, steps,
    ):  # fmt: skip
        return False
    publish_case_type(
        kind=kind, code=code, name=name, field=field, levels=levels, limit=limit, cutoff=cutoff, shape=shape,
        steps=steps, papers=[], law=law, valid_from=valid_from,
    )  # fmt: skip
    return True


def retire_case_type(*, kind: str, code: str, on: dt.date) -> None:
    """No new cases under this type from a day on; open ones finish under the version they pinned."""
    renew(queries.CASE_TYPES)
    CaseType.objects.filter(kind=kind, code=code, valid_to=None).update(valid_to=on)


@dataclass
class Work:
    """A case under an act: locked, with what the act changes noted until ``keep`` writes it.

    ``new`` rows that hang on the case by ``case``; ``also`` rows of the area that are complete in themselves.
    """

    case: Case
    type: CaseType
    by: Actor
    at: dt.datetime
    changed: set[str] = field(default_factory=set)
    new: list[Any] = field(default_factory=list)
    also: list[Any] = field(default_factory=list)
    left: dict[str, Any] = field(default_factory=dict)

    _calendar: WorkingCalendar | None = None

    @property
    def calendar(self) -> WorkingCalendar:
        """Working time of the case's agency."""
        if self._calendar is None:
            self._calendar = calendar_for(self.case.agency)
        return self._calendar

    def set(self, **values: Any) -> None:
        """Change columns of the case."""
        for name, value in values.items():
            setattr(self.case, name, value)
        self.changed |= values.keys()


def begin(case: Case, *, by: Actor, at: dt.datetime) -> Work:
    """Take up a locked case for an act; time on a case never runs backwards by a machine's small error."""
    return Work(case, queries.case_type(case.type_id), by, settled(at, case.last_at))


def open_case(
    *, type_: CaseType, code: str, agency: str, place: str, title: str, who: str, numbers: list[str],
    state: str, by: Actor, at: dt.datetime, answer_by: dt.datetime | None = None, since: dt.datetime | None = None,
    due: dt.datetime | None = None,
    confidential: bool = False,
) -> Work:  # fmt: skip
    """Open a case: its code, its clock, its first step. The promise printed now is never recomputed (R17.7).

    With ``answer_by`` the case was filed and waits to be received until then: no clock runs before ``start`` (R1.20).
    What came ``since`` an earlier moment (a letter of yesterday) has its time counted from then. What was promised for
    a day of its own is ``due`` then, whatever its type's limit is.
    ``confidential``: to posts that neither handle nor decide its field it is not there.
    """
    case = Case(
        kind=type_.kind, code=code, type=type_, agency=agency, place=place, where=place, field=type_.field, title=title,
        who=who, state=state, search=queries.search_text(code, title, who, numbers), confidential=confidential,
    )  # fmt: skip
    work = Work(case, type_, by, at)
    if answer_by is None:
        start(work, since=since, due=due)
    else:
        work.set(filed_at=at, due_at=answer_by, legal_due_at=answer_by)
    return work


def open_past(
    *, type_: CaseType, code: str, agency: str, title: str, who: str, numbers: list[str], received: dt.datetime,
    due: dt.datetime | None, by: Actor,
) -> Work:  # fmt: skip
    """A case that another system received: its clock started then, its promise is what was promised there (``due``),
    else what the published limit gives."""
    case = Case(
        kind=type_.kind, code=code, type=type_, agency=agency, place=agency, where=agency, field=type_.field,
        title=title, who=who, search=queries.search_text(code, title, who, numbers),
    )  # fmt: skip
    work = Work(case, type_, by, received)
    if due is None:
        start(work)
    else:
        work.new.append(ClockEvent(n=1, kind=ClockKind.STARTED, at=received, until=due))
        work.set(received_at=received, promised_at=due, due_at=due, legal_due_at=due)
    return work


def start(work: Work, *, since: dt.datetime | None = None, due: dt.datetime | None = None) -> None:
    """The case is received: its clock starts, ``since`` an earlier moment if it came in then; the promise is made."""
    tick(work, ClockKind.STARTED, since=since, until=due)
    work.set(received_at=work.at, promised_at=work.case.due_at)


def wait(work: Work) -> None:
    """Wait for the applicant: the clock, if it runs already, pauses."""
    if work.case.received_at is None:
        work.set(paused=True)
    else:
        tick(work, ClockKind.PAUSED)


def enter(
    work: Work, index: int, *, state: str, post: str = "", start: dt.datetime | None = None, name: str = "",
    due: dt.datetime | None = None,
) -> None:  # fmt: skip
    """Enter a step of the internal process; it is due after its own hours of working time, or at ``due``.

    ``name`` says otherwise what the step is for here than the process does.
    """
    step, case = work.type.step(index), work.case
    step = {**step, "name": name or step["name"]}
    hours = Decimal(step["hours"])
    if due is None:
        due = work.calendar.add_working_hours(start or work.at, hours) if hours else case.due_at
    at_door = step["kind"] in (StepKind.RECEIVE, StepKind.RETURN)
    work.set(
        state=state, step=index, step_name=step["name"], duty=step["duty"], post=post, visit=case.visit + 1,
        step_due_at=due, where=case.place if at_door else case.agency,
    )  # fmt: skip
    work.new.append(
        StepVisit(
            n=case.visit, step=index, name=step["name"], kind=step["kind"], duty=step["duty"], post=post,
            official=work.by.account if post == work.by.post else None, entered_at=work.at,
            taken_at=work.at if post else None, due_at=due,
        )
    )  # fmt: skip


def take(work: Work) -> None:
    """The post takes the case at its present step."""
    post = work.by.on_behalf_of or work.by.post
    work.set(post=post)
    work.left |= {"post": post, "official": work.by.account, "taken_at": work.at}


def leave(work: Work, *, outcome: str, note: str = "", interrupted: bool = False) -> None:
    """Leave the present step; whoever leaves it is who did it, unless somebody else interrupted it."""
    left: dict[str, Any] = {"left_at": work.at, "outcome": outcome[:60]}
    if not interrupted:
        left |= {"post": work.by.on_behalf_of or work.by.post, "official": work.by.account}
    if note:
        left["note"] = note
    entered_now = [row for row in work.new if isinstance(row, StepVisit)]
    for name, value in left.items():
        if entered_now:
            setattr(entered_now[-1], name, value)
        else:
            work.left[name] = value


def tick(
    work: Work, kind: ClockKind, *, until: dt.datetime | None = None, since: dt.datetime | None = None
) -> None:
    """Add an event to the case's clock and refresh what is cached of it; the promise itself stays."""
    case = work.case
    rows = list(ClockEvent.objects.filter(case=case).order_by("n")) if case.pk else []
    rows += [row for row in work.new if isinstance(row, ClockEvent)]
    row = ClockEvent(n=len(rows) + 1, kind=kind, at=since or work.at, until=until)
    work.new.append(row)
    folded = queries.fold_clock(queries.fold_events([*rows, row], work.type), work.calendar)
    if until is None and kind in COUNTED:
        row.until = folded.due_at
    work.set(due_at=folded.due_at, legal_due_at=folded.legal_due_at, paused=folded.clock.state == "paused")


def retype(work: Work, type_: CaseType) -> bool:
    """What the work turned out to be has another time: the limit of another published version holds from now on,
    counted from the same start; whether there was anything to change. The promise printed at first stays."""
    if (type_.limit, type_.cut) == (work.type.limit, work.type.cut):
        return False
    case, before = work.case, work.case.due_at
    work.type = type_
    work.set(type_id=type_.pk)
    tick(work, ClockKind.RELIMITED)
    if case.step_due_at == before:
        work.set(step_due_at=case.due_at)
    return True


def finish(work: Work, *, state: str) -> None:
    """Processing ends here: what follows (waiting for the applicant to come) is not the agency's time (S10)."""
    case = work.case
    work.set(state=state, finished_at=work.at, on_time=work.at <= case.legal_due_at, paused=False)


def close(work: Work, *, state: str) -> None:
    """Nothing is left to do; the case leaves every worklist."""
    if work.case.finished_at is None:
        finish(work, state=state)
    work.set(state=state, closed_at=work.at, duty="", post="", step_due_at=None)


def keep_from(work: Work, posts: Collection[str], *, stands_in: str = "") -> None:
    """The case is about these posts: from now on it is not there for them; what one of them held waits for others."""
    case = work.case
    work.set(kept_from=f" {' '.join(sorted(posts))} " if posts else "", stands_in=stands_in)
    if case.closed_at is None and case.post in posts:
        leave(work, outcome="keep_from", interrupted=True)
        enter(work, case.step, state=case.state, name=case.step_name, due=case.step_due_at)


class NothingToSucceed(Impossible):
    text = "Đơn vị đang giải quyết {code} còn hoạt động, hoặc chưa biết đơn vị kế thừa."


def heirs_of(case: Case, on: dt.date) -> dict[str, str]:
    """The heirs of the units that have a case and ended by the day; raises NothingToSucceed where none did."""
    heirs = main_heirs({case.place} if case.finished_at else {case.agency, case.place}, on)
    if not heirs:
        raise NothingToSucceed(code=case.code)
    return heirs


def bring(work: Work, heirs: Mapping[str, str], *, whole: bool = False) -> dict[str, Any]:
    """Units were reorganised: the heirs of those that ended go on with the work, at its step and in its time (R11.9);
    returns what the event says of it.

    Its code and what was promised stay as printed. Who held it there holds it no longer: it waits for whoever has the
    duty. What is finished stays the work of the one that finished it; its heir only hands it over, unless the ``whole``
    of it goes on: what follows a decision is still to be done.
    """
    case, own, on = work.case, work.case.agency, work.at.astimezone(TZ).date()
    old = next(key for key in (own, case.place) if key in heirs)
    held = case.post and case.where in heirs
    work.set(**{name: heirs.get(getattr(case, name), getattr(case, name)) for name in ("place", "where")})
    if own in heirs and (whole or case.finished_at is None):
        work.set(agency=heirs[own], came_to=case.came_to or own, brought_at=work.at)
    if held:
        leave(work, outcome="brought", interrupted=True)
        enter(work, case.step, state=case.state, name=case.step_name, due=case.step_due_at)
    return went_on(old, heirs[old], on)


def bring_row(row: Any, *, at: dt.datetime) -> dict[str, Any]:
    """As ``bring``, of a row that is no case (``models.Brought``): its unit ended, the heir goes on with it."""
    old, on = row.agency, at.astimezone(TZ).date()
    heir = main_heirs([old], on).get(old)
    if heir is None:
        raise NothingToSucceed(code=row.code)
    row.came_to, row.agency, row.brought_at = row.came_to or old, heir, at
    return went_on(old, heir, on)


def went_on(old: str, heir: str, on: dt.date) -> dict[str, Any]:
    """What an event says of work that went on with an heir: whose it was, whose it is."""
    return {
        "from": old, "from_words": last_version(old).name, "to": heir, "unit_words": version_on(heir, on).name,
    }  # fmt: skip


def reopen(work: Work, *, due: dt.datetime | None = None) -> None:
    """What was finished is taken up again: a new time starts (up to ``due``), and whether it is kept is open; then
    enter a step."""
    ended = work.case.finished_at
    work.set(finished_at=None, closed_at=None, on_time=None)
    tick(work, ClockKind.PAUSED, since=ended)
    tick(work, ClockKind.RESTARTED, until=due)


def _written(work: Work, visit_before: int) -> dict[str, str]:
    """What the event says of the rows that the act writes."""
    case, subject = work.case, work.case.subject
    said = {"case": evidence.of_case(case, work.type)}
    if case.pk is None or "type_id" in work.changed:
        said["type"] = evidence.of_type(work.type)
    said |= evidence.of_visit(subject, visit_before, work.left)
    for row in work.new:
        if isinstance(row, StepVisit):
            said |= evidence.of_visit(subject, row.n, evidence.visit_values(row))
        elif isinstance(row, ClockEvent):
            said |= evidence.of_clock(subject, row)
    return said


def keep(
    work: Work, kind: EventKind, facts: Mapping[str, Any], *, written: Mapping[str, str] | None = None
) -> Event:
    """Journal the act and write what it changed: the whole of an act in few statements.

    ``written``: digests of the rows that the area writes beside the engine's.
    """
    case, opened = work.case, work.case.pk is None
    visit_before = case.visit - sum(isinstance(row, StepVisit) for row in work.new)
    facts = {**facts, "rows": {**_written(work, visit_before), **(written or {})}}
    with rows.together():
        event = record(
            kind, subject=case.subject, unit=case.agency, by=work.by, at=work.at,
            facts={"code": case.code, "state": case.state, **facts}, after=Link(case.n, case.head, case.last_at),
        )  # fmt: skip
        work.set(n=event.n, head=event.hash, last_at=event.at)
        if opened:
            rows.insert(case)
        else:
            if work.left:
                rows.update(StepVisit, work.left, case=case.pk, n=visit_before)
            rows.update(Case, {name: getattr(case, name) for name in work.changed}, id=case.pk)
            _insert(work)
    if opened:
        with rows.together():
            _insert(work)
    case.latest = event
    return event


def keep_past(
    work: Work, told: Sequence[tuple[EventKind, dt.datetime, Mapping[str, Any]]], *, at: dt.datetime,
    written: Mapping[str, str],
) -> Event:  # fmt: skip
    """Write a case of another system: every event at the moment it happened, all recorded now and marked as history."""
    case, link = work.case, Link(0, "")
    said: dict[str, Any] = {"rows": {**_written(work, 0), **written}}
    with rows.together():
        for kind, happened, facts in told:
            event = record(
                kind, subject=case.subject, unit=case.agency, by=work.by, at=happened, recorded_at=at, origin=HISTORY,
                facts={"code": case.code, **facts, **said}, after=link,
            )  # fmt: skip
            link, said = Link(event.n, event.hash, event.at), {}
        work.set(n=event.n, head=event.hash, last_at=event.at)
        rows.insert(case)
    stays = [row for row in work.new if isinstance(row, StepVisit)]
    for row in stays:
        row.case = case
    StepVisit.objects.bulk_create(stays)
    work.new = [row for row in work.new if not isinstance(row, StepVisit)]
    with rows.together():
        _insert(work)
    case.latest = event
    return event


def _insert(work: Work) -> None:
    for row in work.new:
        row.case = work.case
        rows.insert(row)
    for row in work.also:
        rows.insert(row)


def require_move(work_or_case: Work | Case, act: str, *, shape_code: str) -> list[str]:
    """The states an act may lead to from here, by the process shape; OutOfTurn when none."""
    case = work_or_case.case if isinstance(work_or_case, Work) else work_or_case
    process = SHAPES[shape_code]
    targets = [move.target for move in process.moves if move.code == act and move.source == case.state]
    if not targets:
        names = {move.code: move.name for move in reversed(process.moves)}
        states = {step.code: step.name for step in process.steps}
        raise OutOfTurn(act=names.get(act, act), state=states.get(case.state, case.state))
    return targets


def forget_notes(work: Work) -> dict[str, str]:
    """Take the words that officials handed on out of every stay of a case; digests of the rows, for the act to say."""
    said: dict[str, str] = {}
    for visit in StepVisit.objects.filter(case=work.case):
        if visit.note:
            visit.note = ""
            visit.save(update_fields=["note"])
            said |= evidence.of_visit(work.case.subject, visit.n, evidence.visit_values(visit))
    return said


def forget_found() -> None:
    """Once the act is kept, what cases were found by before is gone from the search index, and not only not counted.

    It makes the index anew (SQLite), so it is for what must leave no trace: a denouncer who was taken in openly.
    """

    def forget() -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO cases_search(cases_search) VALUES ('optimize')")

    transaction.on_commit(forget)


def reception_start(work: Work, complete_at: dt.datetime) -> dt.datetime:
    """From when a step counts after all papers came: after 15:00 from the opening of the next working day (R1.19).

    Never earlier than the case's own time, whatever its cut-off is (R1.25).
    """
    return max(start_of(complete_at, work.calendar, cut) for cut in (Cutoff.AFTER_15H, work.type.cut))


# --- who stands behind a case ----------------------------------------------------------------------------------


def _openable(code: str, *, by: Actor) -> Case:
    found = queries.reachable(by).filter(code=code).first()
    if found is None:
        raise queries.NoSuchCase(code=code)
    return found


@act(
    may=policies.can_know_people,
    records=CITIZEN_READ,
    law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; R6.6, R16.19",
    finds={"case": _openable},
)
def reveal(*, by: Actor, at: dt.datetime, case: Case | str, purpose: str) -> Case:
    """Xem đầy đủ người gửi, người đến: all that they said of themselves; every reading is journalled.

    The chain of readings stands beside that of the case, whose own history says what was done.
    """
    assert isinstance(case, Case)
    read_in_full(
        subject=f"people-of:{case.code}", unit=by.agency, by=by, at=at, purpose=purpose, work=case.subject
    )
    return case
