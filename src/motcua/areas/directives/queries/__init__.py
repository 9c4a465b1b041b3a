"""Every read of directives and tasks: only what this actor may see; "not yours" looks like "not there"."""

import datetime as dt
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.cases.policies import WORKING
from motcua.areas.directives import policies
from motcua.areas.directives.choices import (
    BODY_NAMES,
    KIND,
    PAPER_TOLD,
    Body,
    DirectiveState,
    Paper,
    Part,
    clarity,
)
from motcua.areas.directives.events import COMPOSED
from motcua.areas.directives.models import (
    Attachment,
    Directive,
    Expected,
    Extension,
    Finding,
    Note,
    Obstacle,
    Party,
    Review,
    Task,
    Theme,
)
from motcua.areas.directives.process import STANDARD
from motcua.base.calendars.queries import calendar_for
from motcua.base.files.queries import OpenedFile, open_file
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.queries import (
    NoPost,
    UnitOn,
    descendants,
    post_on,
    posts_on,
    unit_on,
    units_on,
    version_on,
)
from motcua.rules import tasks as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotFound
from motcua.rules.numbering import DocumentNumber
from motcua.rules.vietnamese import fold

SHAPE = STANDARD.code
MOST_AT_ONCE = 500


class NoSuchDirective(NotFound):
    text = "Không tìm thấy văn bản chỉ đạo {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


class NoSuchTask(cases.NoSuchCase):
    text = "Không tìm thấy nhiệm vụ {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of open tasks whose giver or doer has ended and has a known heir."""
    return cases.of_ended_units(KIND, on)


def directives_of_ended_units(on: dt.date) -> list[str]:
    """Codes of issued directives of agencies that ended and have a known heir; the first of them."""
    issued = Directive.objects.filter(state=DirectiveState.ISSUED)
    return cases.rows_of_ended_units(issued, on)


def waiting_at(agency: str) -> int:
    """How many directives of an agency are issued and not closed."""
    return Directive.objects.filter(agency=agency, state=DirectiveState.ISSUED).count()


def due_of(agency: str, on: dt.date) -> dt.datetime:
    """The end of working time of a day, or of the next working day when nobody works on it."""
    calendar = calendar_for(agency)
    return calendar.closing(calendar.next_working_day(on))


# --- directives ------------------------------------------------------------------------------------------------


def directive(by: Actor, code: str) -> Directive:
    """A directive that this actor may see: of its agency; a unit below sees what it must carry out."""
    found = Directive.objects.select_related("parent", "theme").filter(code=code).first()
    if found is None or not _sees(by, found):
        raise NoSuchDirective(code=code)
    return found


def _sees(by: Actor, found: Directive) -> bool:
    if found.state == DirectiveState.DRAFT:
        return policies.can_prepare(by, found)
    if policies.can_see(by, found.agency):
        return True
    if not policies.can_look(by):
        return False
    return (
        Expected.objects.filter(directive=found, unit__in=_own(by, found)).exists()
        or Task.objects.filter(directive=found, doer_agency=by.agency, case__isnull=False).exists()
    )


def to_act_on(code: str | Directive, *, by: Actor) -> Directive:
    """The directive of an act, locked; another unit's looks like one that is not there."""
    code = code.code if isinstance(code, Directive) else code
    found = Directive.objects.select_for_update().filter(code=code).first()
    if found is None or not (by.post == SYSTEM.post or policies.can_see(by, found.agency)):
        raise NoSuchDirective(code=code)
    return found


def asked_to_act_on(code: str | Directive, *, by: Actor) -> Directive:
    """The directive that asks this actor's unit for a document of its own, locked; another looks like none."""
    code = code.code if isinstance(code, Directive) else code
    found = (
        Directive.objects.select_for_update().filter(code=code).exclude(state=DirectiveState.DRAFT).first()
    )
    if found is None or not Expected.objects.filter(directive=found, unit__in=_own(by, found)).exists():
        raise NoSuchDirective(code=code)
    return found


def _issued_by(body: str) -> Q:
    """Documents of a kind of body, by how its name begins; of others those of none."""
    if body == Body.OTHER:
        return ~_issued_by(Body.COUNCIL) & ~_issued_by(Body.COMMITTEE)
    asked = Q(pk__in=[])
    for name in BODY_NAMES[Body(body)]:
        asked |= Q(issuer__startswith=name)
    return asked


def directives(
    by: Actor,
    *,
    type: str = "",
    state: str = "",
    year: int | None = None,
    theme: int | None = None,
    q: str = "",
    body: str = "",
) -> QuerySet[Directive]:
    """Directives of the agency, the newest first, with how many tasks each has and how they stand."""
    if not policies.can_look(by):
        return Directive.objects.none()
    found = Directive.objects.filter(agency=by.agency)
    if not policies.prepares_all(by):
        own = (
            Q(drafted_by__in={by.post, by.on_behalf_of or by.post})
            if policies.can_draft(by)
            else Q(pk__in=())
        )
        found = found.filter(~Q(state=DirectiveState.DRAFT) | own)
    for name, value in (("type", type), ("state", state), ("theme", theme)):
        if value:
            found = found.filter(**{name: value})
    if body in Body.values:
        found = found.filter(_issued_by(body))
    if year:
        found = found.filter(signed_on__year=year)
    if q.strip():
        found = found.filter(Q(title__icontains=q.strip()) | Q(number__icontains=q.strip()))
    return found.order_by("-id")


def counts_of(found: Iterable[Directive], now: dt.datetime) -> dict[int, dict[str, int]]:
    """How many tasks each of these directives has, done, open, late, stuck; ``once`` without its duties, which are
    never over: one query."""
    keys = [one.pk for one in found]
    rows = (
        Task.objects.filter(directive_id__in=keys, dropped=False)
        .values("directive_id")
        .annotate(
            all=Count("id"),
            done=Count("id", filter=Q(outcome__in=("done", "late"))),
            done_late=Count("id", filter=Q(outcome="late")),
            open=Count("id", filter=Q(outcome="", case__isnull=False)),
            late=Count("id", filter=late_now(now)),
            stuck=Count("id", filter=Q(outcome="", stuck__gt=0)),
            draft=Count("id", filter=Q(case__isnull=True, recurs={})),
            once=Count("id", filter=Q(recurs={})),
        )
        .order_by()
    )
    none = dict.fromkeys(("all", "done", "done_late", "open", "late", "stuck", "draft", "once"), 0)
    found_counts: dict[int, dict[str, Any]] = {}
    for row in rows:
        values: dict[str, Any] = dict(row)
        found_counts[values.pop("directive_id")] = values
    return {key: {**none, **found_counts.get(key, {})} for key in keys}


def late_now(now: dt.datetime) -> Q:
    """Open tasks whose last approved deadline was missed."""
    return Q(outcome="", case__isnull=False) & missed(now)


def missed(then: dt.datetime, *, case: str = "case__", task: str = "") -> Q:
    """The last approved deadline passed before a moment and nothing was handed in by it: ``rules.tasks.is_late`` of
    what is not over, as the database asks it. ``case``, ``task``: the way to their columns."""
    nothing = Q(**{f"{task}handed_at": None}) | Q(**{f"{task}handed_at__gt": F(f"{case}due_at")})
    return Q(**{f"{case}paused": False, f"{case}due_at__lt": then}) & nothing


def tasks_of(found: Directive, by: Actor) -> list[Task]:
    """The tasks of a directive in their order: all to whom it belongs, to others those given to them."""
    rows = _linked().filter(directive=found, dropped=False).prefetch_related("parties").order_by("n")
    if not policies.can_see(by, found.agency):
        rows = rows.filter(doer_agency=by.agency, case__isnull=False)
    return list(rows)


def events(subject: str) -> list[Event]:
    """What happened to a directive or a task, oldest first."""
    return journal.of_subject(subject)


def reviews(found: Directive) -> list[Review]:
    """The review sessions of a directive, the newest first, with their findings and the tasks these became."""
    made = Prefetch("findings", Finding.objects.order_by("n").prefetch_related("tasks__case"))
    return list(Review.objects.filter(directive=found).prefetch_related(made).order_by("-n"))


def themes(agency: str) -> list[Theme]:
    """The themes of an agency's years, the newest first."""
    return list(Theme.objects.filter(agency=agency).order_by("-year"))


def theme(agency: str, year: int) -> Theme | None:
    """The theme of a year."""
    return Theme.objects.filter(agency=agency, year=year).first()


def files(by: Actor, of: Directive | Task) -> list[Attachment]:
    """Files of a directive itself, or of what a task produced: those only for whom the task concerns."""
    if isinstance(of, Task) and not reads_words(by, of):
        return []
    kept = {"task": of} if isinstance(of, Task) else {"directive": of, "task": None}
    return list(Attachment.objects.filter(**kept).select_related("file").order_by("n"))


def opened(by: Actor, of: Directive | Task, n: int) -> OpenedFile:
    """One file, opened; callers have asked for the directive or task first."""
    row = next((one for one in files(by, of) if one.n == n), None)
    if row is None:
        raise NotFound()
    return open_file(row.file_id, subject=row.file.subject)


# --- the cascade -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Carried:
    """A unit that must issue its own document, and what it issued: ``number``, ``on``; none yet.

    ``outside``  it does not keep its directives here: what it issued is noted by hand
    """

    expected: Expected
    number: str
    on: dt.date | None
    outside: bool

    @property
    def late(self) -> bool:
        """Whether it was issued after the day."""
        return self.on is not None and self.on > self.expected.due_on

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the day has passed and nothing was issued."""
        return self.on is None and self.expected.due_on < today


def _carried(rows: Sequence[Expected], there: Container[str]) -> list[Carried]:
    """What became of each: what it issued here of which the directive is the parent, or what was noted. ``there``:
    units in which somebody works here."""
    parents = {row.directive_id for row in rows}
    own = Directive.objects.filter(parent__in=parents, agency__in=[row.unit for row in rows if row.unit])
    issued = {
        (child.parent_id, child.agency): child
        for child in own.exclude(state=DirectiveState.DRAFT).order_by("-issued_at")
    }
    found = list[Carried]()
    for row in rows:
        child = issued.get((row.directive_id, row.unit))
        number, on = (child.number, child.signed_on) if child else ("", None)
        found.append(Carried(row, row.number or number, row.issued_on or on, row.unit not in there))
    return found


def cascade(found: Directive, on: dt.date) -> list[Carried]:
    """Every unit that must issue its own document: those that have not yet first, the soonest due on top."""
    rows = list(Expected.objects.filter(directive=found).order_by("n"))
    carried = _carried(rows, at_work(on) if rows else ())
    return sorted(carried, key=lambda one: (one.on is not None, one.expected.due_on, one.expected.n))


def asked(by: Actor, found: Directive) -> Carried | None:
    """What a directive asks of this actor's own unit, and what it issued."""
    own = _own(by, found)
    rows = Expected.objects.filter(directive=found, unit__in=own).order_by("n")
    return next(iter(_carried(list(rows[:1]), own)), None)


def _own(by: Actor, found: Directive) -> list[str]:
    return [unit for unit in {by.agency, by.unit} if unit and unit != found.agency]


def to_carry_out(by: Actor) -> list[Carried]:
    """Directives that this actor's agency or division must carry out by a document of its own, and has not yet, the
    soonest due first."""
    if not policies.can_look(by):
        return []
    own = {by.agency, by.unit} - {""}
    rows = Expected.objects.filter(unit__in=own, issued_on=None)
    rows = rows.exclude(directive__state=DirectiveState.CLOSED).select_related("directive")
    return [one for one in _carried(list(rows.order_by("due_on", "id")), own) if one.on is None]


def not_carried(by: Actor, on: dt.date) -> list[Carried]:
    """Units whose day to issue their own document has passed with nothing issued, over the agency's directives that
    are carried out, the longest first."""
    if not policies.can_look(by):
        return []
    rows = Expected.objects.filter(
        directive__agency=by.agency, directive__state=DirectiveState.ISSUED, issued_on=None, due_on__lt=on
    )
    found = list(rows.select_related("directive").order_by("due_on", "id"))
    return [one for one in _carried(found, {row.unit for row in found}) if one.on is None]


def parent_for(by: Actor, code: str) -> Directive | None:
    """A directive that one of this agency may carry out: its own, or one of above that expects it to."""
    if not code:
        return None
    found = Directive.objects.filter(code=code).exclude(state=DirectiveState.DRAFT).first()
    return found if found is not None and _sees(by, found) else None


# --- tasks -----------------------------------------------------------------------------------------------------


def _linked() -> QuerySet[Task]:
    return Task.objects.select_related("case", "directive", "duty", "finding__review")


def linked(found: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks with what a list says of them."""
    return found.select_related("case", "directive")


def task(by: Actor, code: str) -> Task:
    """A task that this actor may see: of the agency that gave it, that does it, or that cooperates."""
    found = _linked().prefetch_related("parties").filter(case__code=code).first()
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
    found = _linked().get(case=case.pk)
    if by.post != SYSTEM.post and not sees_task(by, found):
        raise NoSuchTask(code=code)
    found.case = case
    return found


def draft_task(found: Directive, n: int) -> Task:
    """A task that is not given yet, or a duty, by its number."""
    row = _linked().filter(directive=found, n=n, dropped=False, case=None).first()
    if row is None:
        raise NoSuchTask(code=f"{found.code}/{n}")
    return row


def drafts(found: Directive) -> list[Task]:
    """The tasks of a directive that are not given yet."""
    rows = _linked().filter(directive=found, dropped=False, case=None, issued_on=None)
    return list(rows.prefetch_related("parties").order_by("n"))


def duties(found: Directive) -> list[Task]:
    """The duties of a directive that come again, as they were given."""
    return list(
        _linked().filter(directive=found, dropped=False, case=None, issued_on__isnull=False).order_by("n")
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


def organ(agency: str, on: dt.date) -> str:
    """An agency as its documents name it: a locality by its people's committee, any other by its own name."""
    unit = unit_on(agency, on)
    return f"Ủy ban nhân dân {unit.name[:1].lower()}{unit.name[1:]}" if unit.kind else unit.name


def names(issuer: str, agency: str, on: dt.date) -> bool:
    """Whether the name of an issuing body is that of this agency, however it is written."""
    unit = unit_on(agency, on)
    return _plain(issuer) in {_plain(name) for name in (organ(agency, on), unit.name, f"UBND {unit.name}")}


def _plain(name: str) -> str:
    said = " ".join(fold(name).split())
    return f"uy ban nhan dan{said[4:]}" if said.startswith("ubnd ") else said


def register_of(found: Directive) -> str:
    """Code of the signed document of the register that it was read from; blank for none."""
    return str(found.reading.get("source", {}).get("outgoing", ""))


def composed_as(outgoing: str) -> Directive | None:
    """The directive whose document is composed in the registers under this code, or was read from it."""
    return Directive.objects.filter(reading__source__outgoing=outgoing).order_by("pk").first()


def paper(found: Directive) -> Paper | None:
    """How its document of the registers stands, as the journal has it; none where there is none, or it was given up."""
    stands: Paper | None = None
    if code := register_of(found):
        for event in journal.of_subject(f"outgoing:{code}"):
            stands = PAPER_TOLD.get(event.kind, stands)
    return stands


def is_written(found: Directive) -> bool:
    """Whether its tasks stand in a document that was composed from them and waits to be signed or issued: what is
    written there stays until they are given."""
    if found.state != DirectiveState.DRAFT or paper(found) is None:
        return False
    return any(event.kind == COMPOSED.name for event in events(found.subject))


def read_columns(found: Directive, n: int = 0) -> frozenset[str]:
    """The columns of a directive, or of its task ``n``, that a person confirmed beside its signed document, until its
    tasks are given; none of one that has no number yet, or was not read."""
    if found.state != DirectiveState.DRAFT or not found.number:
        return frozenset()
    task = f"tasks.{n}." if n else ""
    keys = (key for key in found.reading.get("fields", {}) if key.startswith("tasks.") == bool(n))
    return frozenset(key.removeprefix(task) for key in keys if key.startswith(task))


def confirmed(found: Directive) -> int:
    """How many points of its document a person confirmed: one may fill several columns."""
    fields = found.reading.get("fields", {})
    spans = {(key.rpartition(".")[0], *one["span"]) for key, one in fields.items()}
    return int(found.reading.get("points") or len(spans))


def signed_on_register(code: str, number: str) -> dt.date | None:
    """The day on which a document of the register was signed and got this number from the book."""
    for event in journal.of_subject(f"outgoing:{code}") if code else ():
        if event.facts.get("number") == number:
            return event.at.astimezone(TZ).date()
    return None


def numbered_alike(
    number: DocumentNumber, *, agency: str, issuer_key: str, issuer: str, signed_on: dt.date | None
) -> Directive | None:
    """The directive of an agency that is the same document already: its body, number and year."""
    rows = Directive.objects.filter(agency=agency, number__contains=number.body[:20]).order_by("pk")
    if signed_on is not None:
        rows = rows.filter(signed_on__year=signed_on.year)
    for one in rows:
        same = one.issuer_key == issuer_key if issuer_key else _plain(one.issuer) == _plain(issuer)
        if same and one.read_number == number:
            return one
    return None


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


# --- who there is ----------------------------------------------------------------------------------------------


def posts_for(agency: str, on: dt.date) -> list[Any]:
    """Posts that may be given a task of an agency: its own and those below, not who only looks after machines."""
    below = descendants(agency, on)
    found = [post for post in posts_on(on) if post.agency_id in below]
    return [post for post in found if set(post.duties) & WORKING or "supervise" in post.duties]


def is_there(post: str, on: dt.date) -> bool:
    """Whether there is a post of that code on a day."""
    try:
        return bool(post_on(post, on))
    except NoPost:
        return False


def titles(posts: Sequence[Any]) -> Mapping[str, str]:
    """Titles of posts by their code."""
    return {post.code: post.title for post in posts}


def unit_names(agency: str, on: dt.date) -> dict[str, str]:
    """The agency, its divisions and the units below, by identity."""
    own = version_on(agency, on)
    below = units_on(on, parent=own.code)
    return {own.key: own.name, **{unit.key: unit.name for unit in below}}


def at_work(on: dt.date) -> frozenset[str]:
    """Agencies and divisions in which somebody works here on a day."""
    posts = posts_on(on)
    return frozenset({post.agency_id for post in posts} | {post.unit_id for post in posts})


def beneath(agency: str, on: dt.date) -> dict[str, str]:
    """Whom an agency may order to carry out its directives: its divisions and the units below, by identity."""
    return {key: name for key, name in unit_names(agency, on).items() if key != agency}


def units_named(name: str, on: dt.date) -> list[UnitOn]:
    """Units of the register that are called so on a day, a locality also by its people's committee."""
    said = _plain(name).removeprefix("uy ban nhan dan ")
    return [unit for unit in units_on(on, q=said) if _plain(unit.name) == said] if said else []
