"""What an act says of the rows of directives and tasks, and these rows as they are now.

A task that is given hangs on its case and is checked with it (``cases.evidence``). A directive has a chain of its own,
with its drafted tasks and duties, reviews, files and what it expects of units below; of a task that was given it says
only which case it became. So has the theme of a year. ``disagreements`` holds them against these chains.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from motcua.areas.cases import evidence
from motcua.areas.cases.models import Case
from motcua.areas.directives import events
from motcua.areas.directives.choices import KIND
from motcua.areas.directives.models import (
    Attachment,
    Directive,
    Dissemination,
    Expected,
    Extension,
    Finding,
    Fulfilment,
    Note,
    Obstacle,
    Party,
    Required,
    Review,
    Task,
    Theme,
)
from motcua.base.documents.evidence import Borne
from motcua.base.journal.models import Event
from motcua.rules.numbering import book_of
from motcua.rules.said import Said

CHUNK = 400
Beside = Note | Extension | Obstacle | Attachment
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Directive: frozenset({"id", "parent_id", "theme_id", "year"}),
    Task: frozenset({"id", "directive_id", "case_id", "duty_id", "finding_id"}),
    Note: frozenset({"id", "task_id"}),
    Extension: frozenset({"id", "task_id"}),
    Obstacle: frozenset({"id", "task_id"}),
    Attachment: frozenset({"id", "directive_id", "task_id", "file_id"}),
    Expected: frozenset({"id", "directive_id"}),
    Review: frozenset({"id", "directive_id"}),
    Finding: frozenset({"id", "review_id"}),
    Theme: frozenset({"id"}),
    Dissemination: frozenset({"id", "directive_id"}),
    Required: frozenset({"id"}),
    Fulfilment: frozenset({"id", "required_id", "directive_id"}),
}
"""Columns that no digest covers: keys, what they lead to is named instead; the year of a number, which its day says."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}
NAMES: dict[type[Any], str] = {Note: "note", Extension: "extension", Obstacle: "obstacle", Attachment: "file"}


YOUNGER: dict[type[Any], frozenset[str]] = {
    Task: frozenset({"field"}),
    Obstacle: frozenset({"answered_on"}),
    Directive: frozenset(
        {
            "field",
            "review_every",
            "review_by",
            "signer_name",
            "signer_position",
            "signer_authority",
            "recipients",
        }
    ),
    Finding: frozenset({"kind", "post", "due_on"}),
    Required: frozenset({"report"}),
    Fulfilment: frozenset({"report", "number", "issued_on"}),
}
"""Columns younger than digests: they count only where they say something, so that what was said before stays true."""


def _of(subject: str, name: str, row: Any, **more: Any) -> dict[str, str]:
    younger = YOUNGER.get(type(row), frozenset())
    values = {
        column: getattr(row, column)
        for column in COLUMNS[type(row)] if column not in younger or getattr(row, column)
    }  # fmt: skip
    return {name: evidence.digest(subject, name, {**values, **more})}


def _task(subject: str, name: str, task: Task) -> dict[str, str]:
    finding = task.finding
    return _of(
        subject, name, task, directive=task.directive.code, duty=task.duty.n if task.duty else 0,
        finding=f"{finding.review.n}.{finding.n}" if finding else "",
        parties=[_party(one) for one in sorted(task.parties.all(), key=lambda one: one.n)],
    )  # fmt: skip


def _party(one: Party) -> list[Any]:
    named = [one.part, one.unit, one.post, one.name]
    if one.confirmed_at is None:
        return named
    return [*named, evidence.plain(one.confirmed_at), one.confirmed_by, evidence.plain(one.done_at)]


# --- tasks that are given --------------------------------------------------------------------------------------


def of_task(subject: str, task: Task, beside: Iterable[Beside] = ()) -> dict[str, str]:
    """Digests of a task that is given, and of rows beside it; that of a file covers its content."""
    said = _task(subject, "task", task)
    for row in beside:
        more = {"sha256": row.file.sha256} if isinstance(row, Attachment) else {}
        said |= _of(subject, f"{NAMES[type(row)]}.{row.n}", row, **more)
    return said


def rows_of(cases: Sequence[Case]) -> dict[int, dict[str, str]]:
    """Digests of the rows that hang on these cases now, by the key of the case."""
    found = Task.objects.filter(case_id__in=[case.pk for case in cases]).prefetch_related("parties")
    tasks = {row.case_id: row for row in found.select_related("directive", "duty", "finding__review")}
    beside: dict[int, list[Beside]] = defaultdict(list)
    for model in NAMES:
        rows = model.objects.filter(task_id__in=[task.pk for task in tasks.values()])
        for row in rows.select_related("file") if model is Attachment else rows:
            beside[row.task_id].append(row)
    return {
        case.pk: of_task(case.subject, tasks[case.pk], beside[tasks[case.pk].pk]) if case.pk in tasks else {}
        for case in cases
    }


CASES = evidence.Covered(KIND, rows_of, (events.TYPES_LOADED.name,))


# --- chains of their own ---------------------------------------------------------------------------------------


def of_directive(
    directive: Directive, *, tasks: Iterable[Task] = (), expected: Iterable[Expected] = (),
    reviews: Iterable[Review] = (), findings: Iterable[Finding] = (), files: Iterable[Attachment] = (),
    disseminations: Iterable[Dissemination] = (),
) -> dict[str, str]:  # fmt: skip
    """Digests of a directive and of rows beside it; of a task that was given only which case it became."""
    subject, theme = directive.subject, directive.theme
    said = _of(
        subject, "directive", directive, parent=directive.parent.code if directive.parent else "",
        theme=theme.subject if theme else "",
    )  # fmt: skip
    for task in tasks:
        name = f"task.{task.n}"
        said |= (
            {name: evidence.digest(subject, name, {"case": task.code})}
            if task.case
            else _task(subject, name, task)
        )
    for row in expected:
        said |= _of(subject, f"expected.{row.n}", row)
    for review in reviews:
        said |= _of(subject, f"review.{review.n}", review)
    for finding in findings:
        said |= _of(subject, f"finding.{finding.review.n}.{finding.n}", finding)
    for file in files:
        said |= _of(subject, f"file.{file.n}", file, sha256=file.file.sha256)
    for held in disseminations:
        said |= _of(subject, f"dissemination.{held.n}", held)
    return said


def of_required(required: Required, beside: Iterable[Fulfilment] = ()) -> dict[str, str]:
    """Digests of a document that must be issued, and of what came of it in some years."""
    said = _of(required.subject, "required", required)
    for row in beside:
        code = row.directive.code if row.directive else ""
        said |= _of(required.subject, f"year.{row.year}", row, directive=code)
    return said


def of_theme(theme: Theme) -> dict[str, str]:
    """Digest of the theme of a year."""
    return _of(theme.subject, "theme", theme)


def _whole(directive: Directive) -> dict[str, str]:
    held = list(directive.reviews.all())
    return of_directive(
        directive, tasks=directive.tasks.all(), expected=directive.expected.all(), reviews=held,
        findings=[row for review in held for row in review.findings.all()], files=directive.files.all(),
        disseminations=directive.disseminations.all(),
    )  # fmt: skip


def _tables() -> list[tuple[str, QuerySet[Any], Callable[[Any], dict[str, str]]]]:
    told = Task.objects.filter(Q(duty=None)).select_related("case", "directive", "duty", "finding__review")
    findings = Finding.objects.select_related("review")
    return [
        (
            "directive:",
            Directive.objects.select_related("parent", "theme").prefetch_related(
                Prefetch("tasks", told.prefetch_related("parties")), "expected", "disseminations",
                Prefetch("reviews", Review.objects.prefetch_related(Prefetch("findings", findings))),
                Prefetch("files", Attachment.objects.filter(task=None).select_related("file")),
            ),
            _whole,
        ),
        ("theme:", Theme.objects.all(), of_theme),
        (
            "required:",
            Required.objects.prefetch_related(
                Prefetch("fulfilments", Fulfilment.objects.select_related("directive"))
            ),
            lambda row: of_required(row, row.fulfilments.all()),
        ),
    ]  # fmt: skip


def disagreements() -> list[str]:
    """Directives and themes that differ from what the journal recorded."""
    found: list[str] = []
    for prefix, rows, digests in _tables():
        kept, after = set[str](), 0
        while keys := list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
            kept |= _held({row.subject: digests(row) for row in rows.filter(pk__in=keys)}, found)
            after = keys[-1]
        told = Event.objects.filter(subject__startswith=prefix, n=1).values_list("subject", flat=True)
        found += [
            Said("{subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", subject=subject)
            for subject in sorted(set(told.iterator()) - kept)
        ]
    return found


def _held(now: Mapping[str, Mapping[str, str]], found: list[str]) -> set[str]:
    """Hold some rows against their chains; returns their subjects."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    chain = Event.objects.filter(subject__in=list(now)).order_by("subject", "n")
    for subject, facts in chain.values_list("subject", "facts"):
        told[subject] |= facts.get("rows", {})
    for subject in sorted(now):
        if subject not in told:
            found.append(
                Said("{subject}: có trong bảng nhưng không có trong sổ cái (bị chèn).", subject=subject)
            )
        elif told[subject] != now[subject]:
            found.append(Said("{subject}: khác với sổ cái (bị sửa).", subject=subject))
    return set(now)


def numbers_borne() -> list[Borne]:
    """The highest number that our books gave to directives, by agency, book and year."""
    found: dict[tuple[str, str, int], int] = defaultdict(int)
    rows = Directive.objects.filter(serial__isnull=False, year__isnull=False).values_list(
        "agency", "symbol", "signed_on", "serial"
    )
    for agency, symbol, on, serial in rows.iterator(chunk_size=2000):
        assert on is not None and serial is not None
        book = (agency, book_of(symbol), on.year)
        found[book] = max(found[book], serial)
    return [(*book, highest) for book, highest in sorted(found.items())]
