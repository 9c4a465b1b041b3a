"""How acts on directives and tasks are begun and kept, and how what was typed is read."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Protocol

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import StepVisit
from motcua.areas.directives import evidence, queries
from motcua.areas.directives.choices import DirectiveState
from motcua.areas.directives.evidence import Beside
from motcua.areas.directives.models import (
    Attachment,
    Directive,
    Dissemination,
    Expected,
    Finding,
    Note,
    Review,
    Task,
)
from motcua.areas.directives.process import DO, STANDARD
from motcua.base.documents.ports import CannotExtract
from motcua.base.documents.queries import text_of
from motcua.base.files import actions as stored
from motcua.base.files.models import StoredFile
from motcua.base.journal.actions import record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules import written
from motcua.rules.calendar import TZ
from motcua.rules.correspondence import mark_of, refuse_secrets
from motcua.rules.impossible import Impossible
from motcua.rules.privacy import check_no_denouncer

engine.shape(STANDARD)
DIRECTIVES = {"directive": queries.to_act_on}
TASKS = {"task": queries.task_to_act_on}
LINE, TEXT = 300, 8_000
READABLE = frozenset({"docx", "pdf", "txt", "htm", "html"})
"""Files with text that is looked at before they are kept."""


class NotNow(Impossible):
    text = "Không làm được khi văn bản ở trạng thái “{state}”."


class Uploaded(Protocol):
    """A file as a face hands it over."""

    name: str | None

    def read(self) -> bytes: ...


# --- reading ---------------------------------------------------------------------------------------------------


def line(value: Any, field: str, *, what: str, most: int = LINE, needed: bool = True) -> str:
    """A text of one line that is no state secret (R8.7) and names nobody who denounces (R6.45)."""
    return _open(written.line(value, field, what=what, most=most, needed=needed), field)


def body(value: Any, field: str, *, what: str, most: int = TEXT, needed: bool = True) -> str:
    """A text of several lines, likewise; blanks at their ends do not count."""
    return _open(written.body(value, field, what=what, most=most, needed=needed), field)


def _open(said: str, field: str) -> str:
    refuse_secrets("", said, field=field)
    return check_no_denouncer(said, field)


def day_of(at: dt.datetime) -> dt.date:
    """The day of an act, here."""
    return at.astimezone(TZ).date()


def acting_post(by: Actor) -> str:
    """The post in which somebody acts: the one that delegated, when by delegation."""
    return by.on_behalf_of or by.post


def givers(by: Actor) -> frozenset[str]:
    """The posts that give what somebody gives: their own, and the one for which they act; neither takes it."""
    return frozenset({by.post, acting_post(by)})


def require(directive: Directive, *states: str) -> None:
    """The act is for these states only."""
    if directive.state not in states:
        raise NotNow(state=DirectiveState(directive.state).label)


# --- keeping ---------------------------------------------------------------------------------------------------


def keep_directive(
    event: EventKind, directive: Directive, *, by: Actor, at: dt.datetime, tasks: Iterable[Task] = (),
    expected: Iterable[Expected] = (), reviews: Iterable[Review] = (), findings: Iterable[Finding] = (),
    files: Iterable[Attachment] = (), disseminations: Iterable[Dissemination] = (), **facts: Any,
) -> None:  # fmt: skip
    """Write the directive and journal what was done to it; the rows beside it are written already."""
    directive.save()
    rows = evidence.of_directive(
        directive,
        tasks=tasks,
        expected=expected,
        reviews=reviews,
        findings=findings,
        files=files,
        disseminations=disseminations,
    )
    record(
        event, subject=directive.subject, unit=directive.agency, by=by, at=at,
        facts={"code": directive.code, **facts, "rows": rows},
    )  # fmt: skip


def begin(task: Task, act: str, *, by: Actor, at: dt.datetime) -> engine.Work:
    """Take up a task whose state allows the act."""
    assert task.case is not None
    engine.require_move(task.case, act, shape_code=STANDARD.code)
    return engine.begin(task.case, by=by, at=at)


def keep_task(work: engine.Work, task: Task, event: EventKind, *beside: Beside, **facts: Any) -> None:
    """Write the task and the rows beside it, and journal what was done."""
    task.save()
    for row in beside:
        row.save()
    written = evidence.of_task(work.case.subject, task, beside)
    engine.keep(
        work,
        event,
        {"directive": task.directive.code, "dates": cases.dates(work.case), **facts},
        written=written,
    )


def to_do(work: engine.Work, task: Task, state: str) -> None:
    """The task waits for whoever does it; where nobody answers for it yet, for who directs to name somebody."""
    engine.enter(work, DO, state=state, post=task.post)
    if not task.post:
        nobody_yet(work)


def nobody_yet(work: engine.Work) -> None:
    """The step just entered waits for who directs."""
    work.set(duty="sign")
    for row in work.new:
        if isinstance(row, StepVisit):
            row.duty = "sign"


def note(work: engine.Work, task: Task, kind: str, words: str, percent: int | None = None) -> Note:
    """What is said of a task now; not written yet."""
    n = Note.objects.filter(task=task).count() + 1
    return Note(
        task=task, n=n, kind=kind, at=work.at, post=acting_post(work.by), percent=percent, words=words
    )


def mark_in(name: str, content: bytes) -> str:
    """The mark of state secrecy that the text of a file bears; nothing where it has no text to look at."""
    if name.rpartition(".")[2].lower() not in READABLE:
        return ""
    try:
        return mark_of(text_of(content, name=name).text)
    except CannotExtract:
        return ""


def attached(
    directive: Directive,
    task: Task | None,
    scans: Iterable[Uploaded | StoredFile],
    *,
    by: Actor,
    at: dt.datetime,
) -> list[Attachment]:
    """Files checked and kept, or taken over from a reading; their rows are not written yet."""
    subject = task.code if task else directive.code
    n = Attachment.objects.filter(
        **({"task": task} if task else {"directive": directive, "task": None})
    ).count()

    def kept(scan: Uploaded | StoredFile) -> StoredFile:
        if isinstance(scan, StoredFile):
            return stored.assign(file_id=str(scan.pk), subject=scan.subject, to=subject, field="files")
        name, content = scan.name or "", scan.read()
        refuse_secrets(mark_in(name, content), name, field="files")
        return stored.store(subject=subject, name=name, content=content, by=by, at=at, field="files")

    return [
        Attachment(directive=directive, task=task, n=n + k, file=kept(scan))
        for k, scan in enumerate(scans, 1)
    ]
