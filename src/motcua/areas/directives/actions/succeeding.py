"""Units were reorganised: their heirs go on with what was given, by them or to them (R11.9)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.directives import events, policies, queries
from motcua.areas.directives.actions.keeping import (
    DIRECTIVES,
    begin,
    day_of,
    keep_directive,
    keep_task,
    nobody_yet,
)
from motcua.areas.directives.models import Directive, Task
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import main_heirs


@act(may=policies.can_recur, records=events.SUCCEEDED, law="Luật 72/2025/QH15; R8.12", finds={})
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Task:
    """Chuyển đơn vị kế thừa: the heir of the unit that did a task answers for it, in its time, and names a person.

    Where the unit that gave it ended, whoever directs in its heir accepts it, never whoever does it.
    """
    task = queries.task_to_act_on(code, by=by)
    work = begin(task, "succeed", by=by, at=at)
    gone, gave, state = work.case.agency, work.case.place, work.case.state
    heirs = engine.heirs_of(work.case, day_of(work.at))
    said = engine.bring(work, heirs, whole=True)
    if gone in heirs:
        task.doer_agency, task.post, task.unit = heirs[gone], "", heirs[gone]
        if state != "handed_in":
            nobody_yet(work)
    if gave in heirs:
        task.agency, task.assigner = heirs[gave], ""
    for party in task.parties.all():
        if party.unit in heirs:
            party.unit, party.name = heirs[party.unit], said["unit_words"]
            party.save(update_fields=["unit", "name"])
    keep_task(work, task, events.SUCCEEDED, **said)
    return task


@act(
    may=policies.can_recur,
    records=events.DIRECTIVE_SUCCEEDED,
    law="Luật 72/2025/QH15; R8.15",
    finds=DIRECTIVES,
)
def succeed_directive(*, by: Actor, at: dt.datetime, directive: Directive) -> Directive:
    """Chuyển đơn vị kế thừa: the heir follows a directive of the unit that ended, with what is not given yet.

    Its number stays that of the book it was taken from.
    """
    on, old = day_of(at), directive.agency
    heir = main_heirs([old], on).get(old)
    if heir is None or directive.closed_at is not None:
        raise engine.NothingToSucceed(code=directive.code)
    directive.agency, directive.year = heir, None
    tasks = list(Task.objects.filter(directive=directive, case=None).select_related("directive", "duty"))
    for task in tasks:
        task.agency, task.assigner, task.directive = heir, "", directive
        task.save(update_fields=["agency", "assigner"])
    said = engine.went_on(old, heir, on)
    keep_directive(events.DIRECTIVE_SUCCEEDED, directive, by=by, at=at, tasks=tasks, **said)
    return directive
