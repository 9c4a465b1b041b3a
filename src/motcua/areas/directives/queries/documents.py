"""Reading directives: of the agency, or of above where its unit must carry them out; drafts for who prepares them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from motcua.areas.cases import queries as cases
from motcua.areas.directives import policies
from motcua.areas.directives.choices import (
    BODY_NAMES,
    Body,
    DirectiveState,
)
from motcua.areas.directives.models import (
    Attachment,
    Directive,
    Expected,
    Finding,
    Review,
    Task,
    Theme,
)
from motcua.areas.directives.queries.late import late_now
from motcua.areas.directives.queries.tasks import in_full, reads_words
from motcua.base.files.queries import OpenedFile, open_file
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.rules.impossible import NotFound


class NoSuchDirective(NotFound):
    text = "Không tìm thấy văn bản chỉ đạo {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


def directives_of_ended_units(on: dt.date) -> list[str]:
    """Codes of issued directives of agencies that ended and have a known heir; the first of them."""
    issued = Directive.objects.filter(state=DirectiveState.ISSUED)
    return cases.rows_of_ended_units(issued, on)


def waiting_at(agency: str) -> int:
    """How many directives of an agency are issued and not closed."""
    return Directive.objects.filter(agency=agency, state=DirectiveState.ISSUED).count()


def directive(by: Actor, code: str) -> Directive:
    """A directive that this actor may see: of its agency; a unit below sees what it must carry out."""
    found = Directive.objects.select_related("parent", "theme").filter(code=code).first()
    if found is None or not sees(by, found):
        raise NoSuchDirective(code=code)
    return found


def sees(by: Actor, found: Directive) -> bool:
    """Whether a directive is there for this actor."""
    if found.state == DirectiveState.DRAFT:
        return policies.can_prepare(by, found)
    if policies.can_see(by, found.agency):
        return True
    if not policies.can_look(by):
        return False
    return (
        Expected.objects.filter(directive=found, unit__in=own_units(by, found)).exists()
        or Task.objects.filter(directive=found, doer_agency=by.agency, case__isnull=False).exists()
    )


def own_units(by: Actor, found: Directive) -> list[str]:
    """The units of this actor that a directive of others, or of its agency, may ask."""
    return [unit for unit in {by.agency, by.unit} if unit and unit != found.agency]


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
    if found is None or not Expected.objects.filter(directive=found, unit__in=own_units(by, found)).exists():
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
    """How many tasks each of these directives has, done, open, late, stuck, cancelled: one query.

    ``once`` what was given to be done: no duty, which is never over, and no cancelled one, as reports count them.
    """
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
            cancelled=Count("id", filter=Q(outcome="cancelled")),
            once=Count("id", filter=Q(recurs={}, case__isnull=False) & ~Q(outcome="cancelled")),
        )
        .order_by()
    )
    none = dict.fromkeys(
        ("all", "done", "done_late", "open", "late", "stuck", "draft", "cancelled", "once"), 0
    )
    found_counts: dict[int, dict[str, Any]] = {}
    for row in rows:
        values: dict[str, Any] = dict(row)
        found_counts[values.pop("directive_id")] = values
    return {key: {**none, **found_counts.get(key, {})} for key in keys}


def tasks_of(found: Directive, by: Actor) -> list[Task]:
    """The tasks of a directive in their order: all to whom it belongs, to others those given to them."""
    rows = in_full().filter(directive=found, dropped=False).prefetch_related("parties").order_by("n")
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
