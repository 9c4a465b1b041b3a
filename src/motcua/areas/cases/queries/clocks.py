"""Where a case was and how its time ran."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.areas.cases.choices import ClockKind, StepKind
from motcua.areas.cases.models import Case, CaseType, ClockEvent, StepVisit
from motcua.areas.cases.queries.types import case_type
from motcua.rules import deadlines
from motcua.rules.calendar import TZ, WorkingCalendar
from motcua.rules.vietnamese import moment_words


def visits(case: Case) -> list[StepVisit]:
    """The stays of a case, in order."""
    return list(StepVisit.objects.filter(case=case).order_by("n"))


def last_holder(case: Case, *, step: int | None = None) -> str:
    """The post that held a case last, at a step or at any; blank where that was in a unit that ended since."""
    found = StepVisit.objects.filter(case=case)
    if step is not None:
        found = found.filter(step=step).exclude(post="")
    last = found.order_by("-n").first()
    if last is None or (case.brought_at is not None and last.entered_at < case.brought_at):
        return ""
    return last.post


@dataclass(frozen=True)
class Stay:
    """A stay at a step that has ended, for counting: the step's code, who left it, and when what happened."""

    step: str
    post: str
    entered_at: dt.datetime
    taken_at: dt.datetime | None
    left_at: dt.datetime | None
    due_at: dt.datetime


def stays(wanted: Mapping[str, Collection[int]]) -> dict[tuple[str, int], Stay]:
    """Stays of cases by their numbers, in one query: (code of the case, number) → stay."""
    if not wanted:
        return {}
    found = {}
    rows = StepVisit.objects.filter(case__code__in=list(wanted), left_at__isnull=False).select_related("case")
    for row in rows:
        if row.n not in wanted[row.case.code]:
            continue
        steps = case_type(row.case.type_id).steps
        code = str(steps[row.step].get("code", "")) if row.step < len(steps) else ""
        found[row.case.code, row.n] = Stay(
            code or row.kind, row.post, row.entered_at, row.taken_at, row.left_at, row.due_at
        )
    return found


WORK = (StepKind.WORK, StepKind.RESULT)
"""Steps at which a case is worked on; at the others it comes in and goes out."""


def worked(keys: Collection[int]) -> dict[int, dict[int, str]]:
    """The stays at which cases are worked on, with the post that has or had each: case → number of the stay → post."""
    found: dict[int, dict[int, str]] = {}
    rows = StepVisit.objects.filter(case__in=keys, kind__in=WORK)
    for case, n, post in rows.values_list("case", "n", "post"):
        found.setdefault(case, {})[n] = post
    return found


def handed_note(case: Case, stays: list[StepVisit]) -> StepVisit | None:
    """The stay whose note is for whoever has an open case now: that at the step it came from, if it left one."""
    before = next((visit for visit in reversed(stays) if visit.step != case.step), None)
    return before if before is not None and before.note and case.closed_at is None else None


def clock_events(case: Case, type_: CaseType) -> list[deadlines.ClockEvent]:
    """The events of the case's clock as rules know them."""
    return fold_events(list(ClockEvent.objects.filter(case=case).order_by("n")), type_)


def fold_events(rows: list[ClockEvent], type_: CaseType) -> list[deadlines.ClockEvent]:
    """Rows of a clock as events of ``rules.deadlines``."""
    found: list[deadlines.ClockEvent] = []
    for row in rows:
        match row.kind:
            case ClockKind.STARTED:
                found.append(deadlines.Started(row.at, type_.limit, type_.cut, row.until))
            case ClockKind.PAUSED:
                found.append(deadlines.Paused(row.at))
            case ClockKind.RESUMED:
                found.append(deadlines.Resumed(row.at, row.until))
            case ClockKind.RESTARTED:
                found.append(deadlines.Restarted(row.at, type_.limit, type_.cut, row.until))
            case ClockKind.RELIMITED:
                found.append(deadlines.Relimited(row.at, type_.limit, type_.cut, row.until))
            case _:
                assert row.until is not None
                lawful = row.kind == ClockKind.PROLONGED
                found.append(deadlines.Extended(row.at, row.until, lawful))
    return found


def clocks_of(types: Mapping[int, int]) -> dict[int, list[deadlines.ClockEvent]]:
    """The events of the clocks of several cases, in one query, given the type of each."""
    rows: dict[int, list[ClockEvent]] = {}
    if types:
        for row in ClockEvent.objects.filter(case__in=list(types)).order_by("case", "n"):
            rows.setdefault(row.case_id, []).append(row)
    return {case: fold_events(found, case_type(types[case])) for case, found in rows.items()}


PROMISES = (
    "filed_at", "received_at", "promised_at", "due_at", "legal_due_at", "re_promised_at", "finished_at", "closed_at",
    "on_time",
)  # fmt: skip
"""What the journal keeps of a case with every event."""


def plain(value: Any) -> Any:
    """A moment or a truth as the journal writes it."""
    return value.astimezone(TZ).isoformat(timespec="seconds") if isinstance(value, dt.datetime) else value


def words(at: dt.datetime) -> str:
    """A moment as people here say it, for sentences of the journal."""
    return moment_words(at.astimezone(TZ))


def dates(case: Case) -> dict[str, Any]:
    """The dates that matter to people, as the journal keeps them with every event."""
    return {name: plain(getattr(case, name)) for name in PROMISES}


@dataclass(frozen=True)
class Folded:
    """What the clock says: the promise now, and the deadline by law without extensions that the law does not give."""

    due_at: dt.datetime
    legal_due_at: dt.datetime
    clock: deadlines.Clock


def fold_clock(events: list[deadlines.ClockEvent], calendar: WorkingCalendar) -> Folded:
    """Both readings of a case's clock (R1.11, R1.22)."""
    clock = deadlines.read(events, calendar, law="restart")
    if clock.extensions:
        plain = [event for event in events if not isinstance(event, deadlines.Extended) or event.lawful]
        legal = deadlines.read(plain, calendar, law="restart").due_at
    else:
        legal = clock.due_at
    return Folded(clock.due_at, legal, clock)


def kind_of_step(case: Case) -> str:
    steps = case_type(case.type_id).steps
    return str(steps[case.step]["kind"]) if case.step < len(steps) else ""
