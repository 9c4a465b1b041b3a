"""Every read of denunciations: to who neither handles nor decides them, they are not there (R6.45–R6.47)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind
from motcua.areas.cases.models import Case, ClockEvent
from motcua.areas.denunciations import policies
from motcua.areas.denunciations.choices import (
    BY_ACT,
    KIND,
    PARAMETERS,
    Decision,
    Publication,
    State,
    Task,
    Verdict,
    Withdrawal,
)
from motcua.areas.denunciations.models import Denunciation, Todo, Written
from motcua.areas.denunciations.process import SETTLING, STANDARD
from motcua.areas.petitions import queries as petitions
from motcua.areas.petitions.choices import Outcome
from motcua.areas.petitions.models import Petition
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.queries import parameter, parameter_row
from motcua.rules import denunciations as rules
from motcua.rules.calendar import TZ, WorkingCalendar
from motcua.rules.deadlines import Limit, TimeUnit, due

SHAPE = STANDARD.code


class NoSuchDenunciation(cases.NoSuchCase):
    text = "Không tìm thấy {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


# --- one denunciation ------------------------------------------------------------------------------------------


def to_act_on(code: str | Denunciation, *, by: Actor) -> Denunciation:
    """The denunciation of an act, locked; to who is not told of it, it is not there."""
    code = code.case.code if isinstance(code, Denunciation) else code
    case = Case.objects.select_for_update().filter(kind=KIND, code=code).first()
    if case is None:
        raise NoSuchDenunciation(code=code)
    found = _with_links().get(pk=case.pk)
    found.case = case
    if not (by.post == SYSTEM.post or policies.can_read(by, found)):
        raise NoSuchDenunciation(code=code)
    return found


def _with_links() -> QuerySet[Denunciation]:
    return Denunciation.objects.select_related("petition__case", "petition__sealed")


def one(by: Actor, code: str) -> Denunciation:
    """A denunciation, for who handles or decides it; not there for anybody else."""
    found = _with_links().select_related("case").filter(case__code=code).first()
    if found is None or not policies.can_read(by, found):
        raise NoSuchDenunciation(code=code)
    return found


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of open denunciations of agencies that ended, whose petitions the heirs have already."""
    gone = cases.of_ended_units(KIND, on)
    there = Denunciation.objects.filter(case__code__in=gone).exclude(petition__agency=F("agency"))
    return list(there.order_by("case_id").values_list("case__code", flat=True))


def opened_by(by: Actor, petition: Petition) -> Denunciation | None:
    """The matter that a petition's acceptance opened, for who may know of it."""
    found = _with_links().select_related("case").filter(petition=petition).first()
    return found if found is not None and policies.can_read(by, found) else None


def accepts(by: Actor, petition: Petition) -> bool:
    """Whether this post may now accept a petition as a denunciation."""
    return (
        petition.case.state == "proposed"
        and petition.proposed == Outcome.ACCEPTED
        and petition.petition_class == KIND
        and petition.sealed is not None
        and policies.can_accept(by, petition)
    )


def written(denunciation: Denunciation, kind: str = "") -> list[Written]:
    """What was decided in writing, in order; callers ask ``policies.can_read`` first."""
    rows = Written.objects.filter(denunciation=denunciation).order_by("n")
    return list(rows.filter(kind=kind) if kind else rows)


def todos(denunciation: Denunciation) -> list[Todo]:
    """What the law wants done, in order; callers ask ``policies.can_read`` first."""
    return list(Todo.objects.filter(denunciation=denunciation).order_by("n"))


def events(denunciation: Denunciation) -> list[Event]:
    """The chain of the denunciation in the journal, oldest first."""
    return journal.of_subject(denunciation.case.subject)


def acts_for(by: Actor, denunciation: Denunciation) -> list[str]:
    """Names of the acts that this post may do now, in the order of the process."""
    found = list[str]()
    for move in STANDARD.moves:
        if (
            move.source == denunciation.case.state
            and move.code not in (*found, "succeed")
            and policies.BY_ACT[move.code](by, denunciation)
            and _makes_sense(move.code, denunciation)
        ):
            found.append(move.code)
    return found


def _makes_sense(act: str, denunciation: Denunciation) -> bool:
    match act:
        case "withdraw":
            return denunciation.withdrawal != Withdrawal.WHOLE
        case "extend":
            return len(written(denunciation, Decision.EXTENSION)) < 2
        case "done":
            return any(row.done_at is None and row.task not in BY_ACT for row in todos(denunciation))
        case "close":
            return all(row.done_at is not None for row in todos(denunciation))
    return True


# --- time ------------------------------------------------------------------------------------------------------


def due_of(task: Task, since: dt.datetime, calendar: WorkingCalendar) -> dt.datetime:
    """By when the law wants something done that arose at a moment, in the version of that day."""
    value = parameter_row(PARAMETERS[task], since.astimezone(TZ).date())
    return due(since, Limit(value.value, TimeUnit(value.unit)), calendar)


def new_end(denunciation: Denunciation, more: int, calendar: WorkingCalendar) -> dt.datetime:
    """The end of the settling with so many more days: counted from acceptance, waiting left out (R6.43, R0.3)."""
    resolve = parameter("denunciation.resolve", denunciation.accepted_on)
    given = [row.days or 0 for row in written(denunciation, Decision.EXTENSION)]
    clock = ClockEvent.objects.filter(case=denunciation.case).order_by("n")
    waits, since = list[tuple[dt.date, dt.date]](), None
    for row in clock:
        day = row.at.astimezone(TZ).date()
        if row.kind == ClockKind.PAUSED:
            since = day
        elif row.kind == ClockKind.RESUMED and since is not None:
            waits.append((since, day))
    last = rules.last_day(denunciation.accepted_on, int(resolve["base"]), [*given, more], waits)
    return calendar.closing(calendar.next_working_day(last))


def base_days(on: dt.date) -> int:
    """Days of the settling without any extension."""
    return int(parameter("denunciation.resolve", on)["base"])


# --- lists -----------------------------------------------------------------------------------------------------


def listed(by: Actor, *, q: str = "", state: str = "", mine: bool = False) -> QuerySet[Case]:
    """Denunciations as cases; sought by code and pseudonym only."""
    if not policies.knows_of(by):
        return Case.objects.none()
    found = (cases.worklist(by) if mine else cases.visible(by)).filter(kind=KIND)
    if state:
        found = found.filter(state=state)
    return cases.search(found, q, by=by) if q.strip() else found


def figures(by: Actor, now: dt.datetime) -> dict[str, int]:
    """How many are being settled, how many of them late, and what else is not done in time."""
    counted = listed(by).aggregate(
        open=Count("id", filter=Q(closed_at=None)),
        late=Count("id", filter=Q(finished_at=None, paused=False, due_at__lt=now)),
    )
    todo = pressing(by).filter(due_at__lt=now).count()
    return {**counted, "mine": listed(by, mine=True).count(), "overdue": todo}


def pressing(by: Actor) -> QuerySet[Todo]:
    """Open tasks of denunciations that this post handles or decides, the most urgent first."""
    if not policies.knows_of(by):
        return Todo.objects.none()
    rows = Todo.objects.filter(done_at=None, denunciation__agency=by.agency)
    rows = rows.exclude(denunciation__in=cases.kept_from(by))
    return rows.select_related("denunciation__case").order_by("due_at", "id")


# --- what the public reads -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Published:
    """A conclusion that is public on the portal: nothing of who denounced, nor of whom (R6.46)."""

    number: str
    concluded_on: dt.date
    verdict: str
    from_on: dt.date
    until_on: dt.date
    text: str


def published(agency: str, on: dt.date) -> list[Published]:
    """Conclusions of an agency that are public on a day, the newest first."""
    shown = Denunciation.objects.filter(
        agency=agency, published_where=Publication.PORTAL, published_on__lte=on, public_until__gte=on
    )
    rows = list(shown.order_by("-concluded_on", "-pk"))
    numbers = {
        one.denunciation_id: one.number
        for one in Written.objects.filter(denunciation__in=rows, kind=Decision.CONCLUSION)
    }
    return [
        Published(
            number=numbers.get(row.pk, ""), concluded_on=row.concluded_on, verdict=str(Verdict(row.verdict).label),
            from_on=row.published_on, until_on=row.public_until, text=row.public_text,
        )
        for row in rows
        if row.concluded_on and row.published_on and row.public_until
    ]  # fmt: skip


# --- what the denouncer follows --------------------------------------------------------------------------------


@dataclass(frozen=True)
class PublicStep:
    """A step as its denouncer reads it: what, whether it is done, now, or to come; the day, where there is one."""

    code: str
    words: str
    state: str
    on: dt.date | None = None


@dataclass(frozen=True)
class Standing:
    """How far a denunciation has come, for who holds the receipt of the petition: no name, no content, no post."""

    words: str
    due_on: dt.date | None
    steps: tuple[PublicStep, ...]


def standing(petition_code: str) -> Standing | None:
    """What the holder of a petition's receipt may read of the matter that it became; None when there is none.

    The caller has checked the receipt. Nothing here leads to a person or to what was said.
    """
    found = Denunciation.objects.select_related("case").filter(petition__case__code=petition_code).first()
    if found is None:
        return None
    case = found.case
    public = {step.code: step.public for step in STANDARD.steps}
    days = _days(found)
    stopped = any(event.kind == "denunciation.stopped" for event in journal.of_subject(case.subject))
    here = found.held_state if case.state == State.SUSPENDED else case.state
    way = ["accepted", "verifying", "drafted", "concluded", "carried_out", "published"]
    at = way.index(here) if here in way else len(way)
    steps = [
        PublicStep(code, public[code], "done" if n < at else "now" if n == at else "todo", days.get(code))
        for n, code in enumerate(way)
        if not (stopped and code not in days)
    ]
    if case.state == State.SUSPENDED:
        steps = [
            step if step.state != "now" else PublicStep(step.code, public["suspended"], "now", step.on)
            for step in steps
        ]
    if stopped:
        steps = [PublicStep(s.code, s.words, "done", s.on) for s in steps]
        steps.append(PublicStep("stopped", public["stopped"], "now", days.get("stopped")))
    open_ = case.finished_at is None and not case.paused
    due_on = case.due_at.astimezone(TZ).date() if open_ else None
    return Standing(public[case.state], due_on, tuple(steps))


_STEP_OF: Mapping[str, str] = {
    "denunciation.accepted": "accepted", "denunciation.verification_ordered": "verifying",
    "denunciation.drafted": "drafted", "denunciation.concluded": "concluded",
    "denunciation.carried_out": "carried_out", "denunciation.published": "published",
    "denunciation.stopped": "stopped",
}  # fmt: skip


def _days(denunciation: Denunciation) -> dict[str, dt.date]:
    return {
        _STEP_OF[event.kind]: event.at.astimezone(TZ).date()
        for event in journal.of_subject(denunciation.case.subject)
        if event.kind in _STEP_OF
    }


def settling(denunciation: Denunciation) -> bool:
    """Whether its time still runs or waits."""
    return denunciation.case.state in (*SETTLING, State.SUSPENDED)


def in_vietnamese(label: object) -> str:
    """A label as the law words it."""
    return petitions.in_vietnamese(label)
