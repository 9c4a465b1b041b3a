"""Issuing a directive gives its tasks; closing it needs a review (R8.11–R8.15)."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import Q

from motcua.areas.cases import actions as engine
from motcua.areas.cases import evidence as engine_evidence
from motcua.areas.cases import queries as cases
from motcua.areas.cases.queries import words
from motcua.areas.directives import events, evidence, policies, queries
from motcua.areas.directives.actions.drafting import LAW, number_faults
from motcua.areas.directives.actions.keeping import (
    DIRECTIVES,
    acting_post,
    body,
    day_of,
    givers,
    keep_directive,
    require,
    to_do,
)
from motcua.areas.directives.actions.original import stands, text_of_document
from motcua.areas.directives.choices import KIND, TYPE, DirectiveState, Outcome, Paper, TaskState, types
from motcua.areas.directives.models import Attachment, Directive, Party, Review, Task
from motcua.areas.directives.process import STANDARD, STEPS
from motcua.base.documents.actions import register_number, take_number
from motcua.base.documents.events import NUMBER_REGISTERED
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoPost, agency_of_post, post_on, unit_on, version_on
from motcua.rules import reading
from motcua.rules.deadlines import Limit, TimeUnit
from motcua.rules.impossible import Fault, Faults, Impossible, Invalid
from motcua.rules.numbering import book_of

HEAD, SURE = 6_000, 0.9
"""Within how many letters a document says its number, and how sure that must be read."""
NAME = "Nhiệm vụ chỉ đạo"
ANY_DAY = Limit(Decimal(30), TimeUnit("day"))
"""A type has a limit; a task has the day that it was given instead."""


class NotYetLoaded(Impossible):
    text = "Loại nhiệm vụ chưa được nạp. Chạy lại motcua init."


class NoTasks(Impossible):
    text = "{type} chưa có nhiệm vụ nào. Thêm nhiệm vụ rồi ban hành."


class NotReviewed(Impossible):
    text = "Chưa có kỳ kiểm điểm, sơ kết hay tổng kết nào. Ghi kết quả kiểm điểm rồi kết thúc."


class DutiesGoOn(Impossible):
    text = "Nhiệm vụ định kỳ {named} vẫn còn hiệu lực. Thôi từng nhiệm vụ định kỳ rồi kết thúc văn bản."


class StillOpen(Impossible):
    text = "Còn {count} nhiệm vụ chưa kết thúc. Nghiệm thu hoặc hủy từng nhiệm vụ rồi kết thúc văn bản."


@act(may=policies.can_load, records=events.TYPES_LOADED, law=LAW)
def load_types(*, by: Actor, at: dt.datetime, on: dt.date) -> int:
    """Công bố loại nhiệm vụ; returns how many versions were published."""
    newest = engine_evidence.newest_type()
    published = engine.publish_if_changed(
        kind=KIND, code=TYPE, name=NAME, field="", levels=["commune", "province"], limit=ANY_DAY,
        shape=STANDARD.code, steps=STEPS, law="", valid_from=on,
    )  # fmt: skip
    count = int(published)
    facts = {"count": count, **engine_evidence.published(newest)}
    record(events.TYPES_LOADED, subject="task-types", unit="", by=by, at=at, facts=facts)
    return count


def unclear_in(task: Task) -> list[Fault]:
    """Every item of the checklist that a task does not fill (R8.11)."""
    return [
        Fault(
            f"tasks.{task.n}.{item.columns[0]}", "Nhiệm vụ {n}: chưa {item}.",
            {"n": task.n, "item": _lower(item.name)},
        )
        for item in queries.unclear(task)
    ]  # fmt: skip


def unready(directive: Directive) -> list[Fault]:
    """What keeps the document composed from a draft from its signature: no task, or one that is not clear. What is
    signed cannot be filled in any more (R8.11, R8.15)."""
    tasks, type_ = queries.drafts(directive), types()[directive.type]
    if type_.tasks and not tasks:
        return [Fault("tasks", NoTasks.text, {"type": type_.name})]
    return [fault for task in tasks for fault in unclear_in(task)]


def faults_of(task: Task, *, givers: Collection[str], on: dt.date, written: bool = False) -> list[Fault]:
    """What keeps a task from being given: every item of the checklist that is not filled, and days that cannot be.

    ``givers``: the posts that give it, none of which may be given it. ``written``: its day stands in a signed document
    and is kept though it has passed.
    """
    found = unclear_in(task)
    if task.post in givers:
        said = "Nhiệm vụ {n}: người giao không tự nghiệm thu việc của mình; chọn người thực hiện khác."
        found.append(Fault(f"tasks.{task.n}.post", said, {"n": task.n}))
    if task.post and not queries.is_there(task.post, on):
        said = "Nhiệm vụ {n}: vị trí thực hiện không còn; chọn người khác."
        found.append(Fault(f"tasks.{task.n}.post", said, {"n": task.n}))
    if not (written or task.recurs) and task.due_on is not None and task.due_on < on:
        found.append(
            Fault(f"tasks.{task.n}.due_on", "Nhiệm vụ {n}: hạn đã qua; chọn ngày từ hôm nay.", {"n": task.n})
        )
    return found


def what_is_missing(directive: Directive, *, by: Actor, on: dt.date) -> list[Fault]:
    """What keeps a draft from being issued, task by task; by whom, when it is for them to issue it."""
    found, who = list[Fault](), givers(by) if policies.can_direct(by, directive) else ()
    written = queries.is_written(directive)
    for task in queries.drafts(directive):
        signed = written or "due_on" in queries.read_columns(directive, task.n) or _past_in_it(task, on)
        found += faults_of(task, givers=who, on=on, written=signed)
    own = directive.issuer_key == directive.agency
    if own and queries.paper(directive) == Paper.SIGNED:
        said = "Văn bản đã ký, chưa phát hành: Văn thư phát hành {outgoing} rồi giao nhiệm vụ."
        found.append(Fault("file", said, {"outgoing": queries.register_of(directive)}))
    if own and not Attachment.objects.filter(directive=directive, task=None).exists():
        said = (
            "Chưa có văn bản: đính kèm bản đã ký của {number}." if directive.number
            else "Chưa có văn bản: đính kèm bản đã ký, hoặc soạn, trình ký ở Văn thư. Số lấy sau khi ký."
        )  # fmt: skip
        found.append(Fault("file", said, {"number": directive.number}))
    return found


def _past_in_it(task: Task, on: dt.date) -> bool:
    """Whether a deadline has passed that stands in a document dated before it, which has its number: the true one of
    its task (R8.14)."""
    directive = task.directive
    if not directive.number or directive.signed_on is None or task.due_on is None:
        return False
    return directive.signed_on <= task.due_on < on and stands(
        text_of_document(directive), "due_on", task.due_on, agency=directive.agency, on=on
    )


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def give(task: Task, *, by: Actor, at: dt.datetime, assigner: str | None = None) -> None:
    """Open the case of a task that is clear: it stands in the inbox of whoever does it. Part of an act.

    Where the post is no more (a duty of before), its agency or the heir of it names who answers for it.
    """
    on, directive = day_of(at), task.directive
    type_ = cases.current_type(KIND, TYPE, on)
    if type_ is None:
        raise NotYetLoaded()
    assert task.due_on is not None
    agency, title = _doer(task, on)
    serial = take_number(agency=directive.agency, book="nhiem-vu", year=on.year)
    work = engine.open_case(
        type_=type_, code=f"NV-{unit_on(directive.agency, on).agency_code}-{on:%y}-{serial:04d}",
        agency=agency, place=directive.agency, title=task.title[:200], who=title, numbers=[],
        state=TaskState.ASSIGNED, by=by, at=at, due=queries.due_of(agency, task.due_on),
    )  # fmt: skip
    task.doer_agency, task.first_due_on, task.issued_on = agency, task.due_on, on
    task.assigner = acting_post(by) if assigner is None else assigner
    engine.enter(work, 0, state=TaskState.ASSIGNED, post=task.assigner)
    engine.leave(work, outcome="assign")
    to_do(work, task, TaskState.ASSIGNED)
    engine.keep(
        work, events.ASSIGNED,
        {
            "directive": directive.code, "dates": cases.dates(work.case), "post": task.post, "post_words": title,
            "assigner": task.assigner, "due_words": words(work.case.due_at),
        },
        written=evidence.of_task(work.case.subject, task),
    )  # fmt: skip
    task.case = work.case
    task.save()


def _doer(task: Task, on: dt.date) -> tuple[str, str]:
    """(agency, what is called) of who does a task."""
    try:
        doer = post_on(task.post, on)
    except NoPost:
        agency = agency_of_post(task.post, on)
        task.post, task.unit = "", agency
        return agency, version_on(agency, on).name
    return doer.agency_id, doer.title


def _give_all(tasks: list[Task], *, by: Actor, at: dt.datetime) -> None:
    for task in tasks:
        if task.recurs:
            task.issued_on, task.assigner = day_of(at), acting_post(by)
            task.save()
        else:
            give(task, by=by, at=at)


def _numbered(directive: Directive, drafts: list[Task]) -> list[Task]:
    """Number the tasks from 1 in their order; those that were dropped come after them and are given back."""
    dropped = list(Task.objects.filter(directive=directive, dropped=True).order_by("n"))
    rows = [*drafts, *dropped]
    new = {task.n: n for n, task in enumerate(rows, 1)}
    if all(old == n for old, n in new.items()):
        return dropped
    for start in (len(rows), 0):
        for n, task in enumerate(rows, start + 1):
            task.n = n
            task.save(update_fields=["n"])
    if fields := directive.reading.get("fields"):
        directive.reading = {
            **directive.reading,
            "fields": {_renamed(key, new): one for key, one in fields.items()},
        }
    return dropped


def _renamed(key: str, new: dict[int, int]) -> str:
    part, _dot, rest = key.partition(".")
    n, _dot, name = rest.partition(".")
    return f"tasks.{new.get(int(n), int(n))}.{name}" if part == "tasks" and n.isdecimal() else key


def _number_in_file(directive: Directive) -> str:
    """The number that the file of a draft without one bears already, where it is sure; a book gives no other."""
    read = reading.read(text_of_document(directive)[:HEAD])
    return read.symbol.value if read.symbol is not None and read.symbol.confidence >= SURE else ""


def _register_paper(directive: Directive, *, by: Actor, at: dt.datetime) -> None:
    """A number that was given on paper goes into the book, unless the register has it."""
    number = directive.read_number
    if number is None or queries.signed_on_register(queries.register_of(directive), directive.number):
        return
    assert directive.year is not None
    directive.symbol, directive.serial = f"{number.kind}-{number.body}".lstrip("-"), number.serial
    register_number(
        by=by, at=at, agency=directive.agency, book=book_of(directive.symbol), year=directive.year,
        number=number.serial, source=directive.code,
    )  # fmt: skip


@act(
    may=policies.can_direct,
    records=(events.ISSUED, events.ASSIGNED, NUMBER_REGISTERED),
    law="R8.2, R8.4, R8.11, R8.15",
    finds=DIRECTIVES,
)
def issue(*, by: Actor, at: dt.datetime, directive: Directive) -> Directive:
    """Ban hành và giao nhiệm vụ: every task is clear, or nothing is issued and the message says what is missing."""
    require(directive, DirectiveState.DRAFT)
    on, type_ = day_of(at), types()[directive.type]
    drafts = queries.drafts(directive)
    if type_.tasks and not drafts:
        raise NoTasks(type=type_.name)
    faults = Faults()
    faults.found += what_is_missing(directive, by=by, on=on)
    if directive.number:
        faults.found += number_faults(
            directive.number, agency=directive.agency, issuer_key=directive.issuer_key, issuer=directive.issuer,
            signed_on=directive.signed_on, on=on, register=queries.register_of(directive), but=directive.pk,
        )  # fmt: skip
    elif number := _number_in_file(directive):
        faults.unless(
            False, "number",
            "Tệp đính kèm đã ghi số {number}: sửa văn bản, ghi số và ngày của bản giấy; không lấy số mới.",
            number=number,
        )  # fmt: skip
    faults.done()
    if directive.issuer_key == directive.agency:
        directive.signed_on = directive.signed_on or on
        directive.year = directive.signed_on.year
        if directive.number:
            _register_paper(directive, by=by, at=at)
        else:
            directive.serial = take_number(
                agency=directive.agency, book=book_of(directive.symbol), year=directive.year
            )
            directive.number = f"{directive.serial:02d}/{directive.symbol}"
    directive.state, directive.issued_by, directive.issued_at = DirectiveState.ISSUED, acting_post(by), at
    dropped = _numbered(directive, drafts)
    directive.save()
    _give_all(drafts, by=by, at=at)
    keep_directive(
        events.ISSUED, directive, by=by, at=at, tasks=[*drafts, *dropped], number=directive.number, type=directive.type,
        count=len(drafts), booked=directive.serial is not None,
    )  # fmt: skip
    return directive


@act(may=policies.can_direct, records=(events.TASK_ISSUED, events.ASSIGNED), law="R8.11", finds=DIRECTIVES)
def issue_task(*, by: Actor, at: dt.datetime, directive: Directive, n: int) -> Task:
    """Giao nhiệm vụ thêm: of a directive that is issued already, a finding of a review among others."""
    require(directive, DirectiveState.ISSUED)
    task = queries.draft_task(directive, n)
    if task.issued_on is not None:
        raise Invalid(field="title", text="Nhiệm vụ định kỳ này đã giao.")
    faults = Faults()
    faults.found += faults_of(task, givers=givers(by), on=day_of(at))
    faults.done()
    _give_all([task], by=by, at=at)
    keep_directive(events.TASK_ISSUED, directive, by=by, at=at, tasks=[task], n=n)
    return task


@act(may=policies.can_direct, records=events.DUTY_ENDED, law="R8.17", finds=DIRECTIVES)
def end_duty(*, by: Actor, at: dt.datetime, directive: Directive, n: int, on: dt.date) -> Task:
    """Thôi nhiệm vụ định kỳ: nothing of it is made after a day; what was made is still to be done."""
    task = queries.draft_task(directive, n)
    if not task.recurs or task.issued_on is None:
        raise Invalid(field="on", text="Nhiệm vụ này không phải nhiệm vụ định kỳ đã giao.")
    if on < day_of(at):
        raise Invalid(field="on", text="Chọn ngày từ hôm nay.")
    task.ends_on = on
    task.save(update_fields=["ends_on"])
    keep_directive(events.DUTY_ENDED, directive, by=by, at=at, tasks=[task], n=n)
    return task


@act(may=policies.can_recur, records=events.ASSIGNED, law="R8.17", finds=DIRECTIVES)
def recur(
    *, by: Actor, at: dt.datetime, directive: Directive, n: int, period: dt.date, due_on: dt.date
) -> Task | None:
    """Giao việc của kỳ tới: the task of a duty for one period, once; the post that gave the duty accepts it. One whose
    day went by while nothing was made is given late."""
    require(directive, DirectiveState.ISSUED)
    duty = queries.draft_task(directive, n)
    assert duty.recurs and duty.issued_on
    number = Task.objects.filter(directive=directive).count() + 1
    task = Task(
        directive=directive, n=number, agency=directive.agency, duty=duty, period=period,
        starts_on=min(day_of(at), due_on), due_on=due_on,
        **{name: getattr(duty, name) for name in COPIED},
    )  # fmt: skip
    task.save(force_insert=True)
    parties = list(duty.parties.all())
    for party in parties:
        party.pk, party.task = None, task
    Party.objects.bulk_create(parties)
    give(task, by=by, at=at, assigner=duty.assigner)
    return task


COPIED = (
    "title", "content", "unit", "role", "post", "decider", "milestones", "product", "target", "criteria", "field",
    "finding_id",
)  # fmt: skip
"""What every task of a duty has of it."""


@act(may=policies.can_direct, records=events.CLOSED, law="R8.15", finds=DIRECTIVES)
def close(*, by: Actor, at: dt.datetime, directive: Directive, conclusion: str = "") -> Directive:
    """Kết thúc văn bản: every task is over, every duty was ended expressly; a resolution or programme was reviewed
    before."""
    require(directive, DirectiveState.ISSUED)
    going_on = [
        duty for duty in queries.duties(directive) if duty.ends_on is None or duty.ends_on > day_of(at)
    ]
    if going_on:
        raise DutiesGoOn(named=", ".join(str(duty.n) for duty in going_on))
    waits = Q(recurs={}) | Q(issued_on=None)
    open_tasks = Task.objects.filter(waits, directive=directive, dropped=False, outcome="").count()
    if open_tasks:
        raise StillOpen(count=open_tasks)
    if types()[directive.type].review and not Review.objects.filter(directive=directive).exists():
        raise NotReviewed()
    directive.conclusion = body(conclusion, "conclusion", what="đánh giá chung", needed=False)
    directive.state, directive.closed_at = DirectiveState.CLOSED, at
    told = Task.objects.filter(directive=directive)
    counts: dict[str, Any] = {outcome: told.filter(outcome=outcome).count() for outcome in Outcome.values}
    keep_directive(events.CLOSED, directive, by=by, at=at, **counts)
    return directive


__all__ = ["close", "end_duty", "give", "issue", "issue_task", "load_types", "recur", "what_is_missing"]
