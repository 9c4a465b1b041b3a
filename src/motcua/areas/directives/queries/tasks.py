"""Reading tasks: of the agency that gave them, that does them, or that cooperates; what may be done with each."""

import datetime as dt

from django.db.models import QuerySet

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.directives import policies
from motcua.areas.directives.choices import (
    KIND,
    NoteKind,
    Part,
    clarity,
)
from motcua.areas.directives.models import (
    Directive,
    Extension,
    Note,
    Obstacle,
    Party,
    Task,
)
from motcua.areas.directives.process import STANDARD
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.rules import tasks as rules


class NoSuchTask(cases.NoSuchCase):
    text = "Không tìm thấy nhiệm vụ {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of open tasks whose giver or doer has ended and has a known heir."""
    return cases.of_ended_units(KIND, on)


def due_of(agency: str, on: dt.date) -> dt.datetime:
    """The end of working time of a day, or of the next working day when nobody works on it."""
    calendar = calendar_for(agency)
    return calendar.closing(calendar.next_working_day(on))


def in_full() -> QuerySet[Task]:
    """Tasks with all that their pages say of them."""
    return Task.objects.select_related("case", "directive", "duty", "finding__review")


def linked(found: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks with what a list says of them."""
    return found.select_related("case", "directive")


def task(by: Actor, code: str) -> Task:
    """A task that this actor may see: of the agency that gave it, that does it, or that cooperates."""
    found = in_full().prefetch_related("parties").filter(case__code=code).first()
    if found is None or not sees_task(by, found):
        raise NoSuchTask(code=code)
    return found


def sees_task(by: Actor, found: Task) -> bool:
    """Whether a task is there for this actor."""
    if policies.can_see(by, found.agency) or policies.can_see(by, found.doer_agency):
        return True
    return policies.can_look(by) and any(party.unit == by.agency for party in found.parties.all())


def task_to_act_on(code: str | Task, *, by: Actor) -> Task:
    """The task of an act, locked; another unit's looks like one that is not there."""
    code = code.code if isinstance(code, Task) else code
    case = Case.objects.select_for_update().filter(kind=KIND, code=code).first()
    if case is None:
        raise NoSuchTask(code=code)
    found = in_full().get(case=case.pk)
    if by.post != SYSTEM.post and not sees_task(by, found):
        raise NoSuchTask(code=code)
    found.case = case
    return found


def draft_task(found: Directive, n: int) -> Task:
    """A task that is not given yet, or a duty, by its number."""
    row = in_full().filter(directive=found, n=n, dropped=False, case=None).first()
    if row is None:
        raise NoSuchTask(code=f"{found.code}/{n}")
    return row


def drafts(found: Directive) -> list[Task]:
    """The tasks of a directive that are not given yet."""
    rows = in_full().filter(directive=found, dropped=False, case=None, issued_on=None)
    return list(rows.prefetch_related("parties").order_by("n"))


def duties(found: Directive) -> list[Task]:
    """The duties of a directive that come again, as they were given."""
    return list(
        in_full().filter(directive=found, dropped=False, case=None, issued_on__isnull=False).order_by("n")
    )


def reads_words(by: Actor, found: Task) -> bool:
    """Whether this post reads what was said of a task, what stood in its way, what came of it, and its files."""
    parties = list(found.parties.all())
    solvers = (row.solver for row in found.obstacles.all() if row.solver)
    return policies.can_read_words(
        by, found, {*(party.post for party in parties if party.post), *solvers},
        {party.unit for party in parties if party.unit},
    )  # fmt: skip


def part_of(by: Actor, found: Task) -> Party | None:
    """The part of this actor's unit in a task; that of the agency for who leads it."""
    own = [by.unit] if by.duties.isdisjoint(policies.CHECKING) else [by.unit, by.agency]
    rows = {one.unit: one for one in Party.objects.filter(task=found, part=Part.COOPERATING, unit__in=own)}
    return next((rows[unit] for unit in own if unit in rows), None)


def parts(found: Task) -> list[Party]:
    """Who cooperates, in order, with whether they took it upon themselves and are done."""
    return list(Party.objects.filter(task=found, part=Part.COOPERATING).order_by("n"))


def notes(found: Task) -> list[Note]:
    """What was said of a task, oldest first."""
    return list(Note.objects.filter(task=found).order_by("n"))


def extensions(found: Task) -> list[Extension]:
    """The extensions that were asked for, oldest first."""
    return list(Extension.objects.filter(task=found).order_by("n"))


def asked_extension(found: Task) -> Extension | None:
    """The extension that waits to be decided."""
    return Extension.objects.filter(task=found, granted=None).order_by("-n").first() if found.asking else None


def percent_before(found: Task) -> int:
    """How far a task was by the last report on it that did not say it was done."""
    said = Note.objects.filter(task=found, kind=NoteKind.PROGRESS, percent__lt=100).order_by("-n").first()
    return said.percent if said is not None and said.percent else 0


def obstacles(found: Task) -> list[Obstacle]:
    """What stands or stood in the way, oldest first."""
    return list(Obstacle.objects.filter(task=found).order_by("n"))


def obstacle(by: Actor, code: str, n: int) -> Obstacle:
    """One obstacle of a task whose words this actor reads; what another area raises to a higher unit begins here."""
    of = task(by, code)
    found = Obstacle.objects.select_related("task__case", "task__directive").filter(task=of, n=n).first()
    if found is None or not reads_words(by, of):
        raise NoSuchTask(code=code)
    return found


def open_obstacles(found: Task) -> list[Obstacle]:
    """Obstacles of a task that nobody removed yet."""
    return list(Obstacle.objects.filter(task=found, solved_at=None).order_by("n"))


def acts_for(by: Actor, found: Task) -> list[str]:
    """Names of the acts that this post may do now, in the order of the process."""
    assert found.case is not None
    names = list[str]()
    waits = Obstacle.objects.filter(task=found, solved_at=None) if found.stuck else Obstacle.objects.none()
    for move in STANDARD.moves:
        if move.source != found.case.state or move.code not in policies.BY_ACT:
            continue
        if not policies.BY_ACT[move.code](by, found):
            continue
        if move.code in ("grant", "refuse") and not found.asking:
            continue
        if move.code == "ask_extension" and found.asking:
            continue
        if move.code == "contribute" and part_of(by, found) is None:
            continue
        if move.code == "solve_obstacle" and not any(
            policies.can_solve(by, found, row.solver) for row in waits
        ):
            continue
        names.append(move.code)
    return list(dict.fromkeys(names))


def unclear(found: Task) -> list[rules.Item]:
    """The items of the chosen checklist that a task does not fill yet (R8.11); a duty's days are its rule's."""
    values = {
        name: getattr(found, name) for item in clarity()[found.directive.clarity] for name in item.columns
    }
    if found.recurs:
        values["due_on"] = True
    return rules.unclear(clarity()[found.directive.clarity], values)


def stands(found: Task) -> rules.Stands:
    """What of a task says how it stands."""
    case = found.case
    if case is None:
        return rules.Stands("")
    return rules.Stands(case.state, case.legal_due_at, found.handed_at, found.asking)


def status(found: Task, now: dt.datetime) -> rules.Status:
    """How a task stands (R8.13)."""
    return rules.status(stands(found), now)


def is_late(found: Task, now: dt.datetime) -> bool:
    """Whether its last approved deadline was missed."""
    return rules.is_late(stands(found), now)
