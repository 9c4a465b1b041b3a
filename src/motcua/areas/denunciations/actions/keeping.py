"""How an act on a denunciation is begun and kept: journal and rows at once, the denouncer's name in none of them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.denunciations import evidence, queries
from motcua.areas.denunciations.choices import Decision, Task
from motcua.areas.denunciations.evidence import Row
from motcua.areas.denunciations.models import Denunciation, Todo, Written
from motcua.areas.denunciations.process import STANDARD
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions.events import DENOUNCER_NAMED
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Impossible, Invalid
from motcua.rules.vietnamese import clean_text

engine.shape(STANDARD)
FINDS = {"denunciation": queries.to_act_on}
TEXT_MOST, REASON_MOST, NUMBER_MOST = 20_000, 2_000, 60
NAMED = DENOUNCER_NAMED
"""What every act may record besides its own event: that a text named who denounces."""


class NotYetTold(Impossible):
    text = "Chưa làm xong: {tasks}. Ghi đã làm rồi kết thúc."


def begin(denunciation: Denunciation, act: str, *, by: Actor, at: dt.datetime) -> engine.Work:
    """Take up a denunciation whose state allows the act."""
    engine.require_move(denunciation.case, act, shape_code=queries.SHAPE)
    return engine.begin(denunciation.case, by=by, at=at)


def keep(work: engine.Work, denunciation: Denunciation, kind: EventKind, *beside: Row, **facts: Any) -> None:
    """Journal the act and write the rows: ``beside`` are those it wrote or changed itself, saved already or new."""
    written = evidence.of_rows(work.case.subject, [denunciation, *beside])
    engine.keep(work, kind, {"dates": cases.dates(work.case), **facts}, written=written)


def texts(
    denunciation: Denunciation, given: Mapping[str, tuple[Any, str, bool]], *, by: Actor, at: dt.datetime
) -> dict[str, str]:
    """Texts by field: (value, what it is, needed). All faults at once; who denounces stands as the pseudonym."""
    read, faults = dict[str, str](), list[Fault]()
    for field, (value, what, needed) in given.items():
        lines = str(value or "").replace("\r", "").split("\n")
        joined = "\n".join(" ".join(one.split()) for one in lines)
        most = {"number": NUMBER_MOST, "reason": REASON_MOST}.get(field, TEXT_MOST)
        try:
            read[field] = clean_text(joined, field, what=what, most=most, needed=needed)
        except Invalid as error:
            faults += error.faults
    if faults:
        raise Invalid.of(faults)
    return petitions.veil(denunciation.petition, read, by=by, at=at)


def write(
    denunciation: Denunciation,
    kind: Decision,
    said: Mapping[str, str],
    *,
    by: Actor,
    on: dt.date,
    **more: Any,
) -> Written:
    """A decision in writing; part of an act that keeps it."""
    n = Written.objects.filter(denunciation=denunciation).count() + 1
    return Written.objects.create(
        denunciation=denunciation, n=n, kind=kind, number=said.get("number", ""), reason=said.get("reason", ""),
        issued_on=on, by_post=by.on_behalf_of or by.post, **more,
    )  # fmt: skip


def ask(
    denunciation: Denunciation, work: engine.Work, *tasks: Task, since: dt.datetime | None = None
) -> list[Todo]:
    """What the law wants done from now (or an earlier moment) on, each by its day; part of an act that keeps it."""
    n = Todo.objects.filter(denunciation=denunciation).count()
    moment = since or work.at
    return [
        Todo.objects.create(
            denunciation=denunciation, n=n + i, task=task, since=moment,
            due_at=queries.due_of(task, moment, work.calendar),
        )
        for i, task in enumerate(tasks, 1)
    ]  # fmt: skip


def fulfil(denunciation: Denunciation, work: engine.Work, task: Task, number: str = "") -> list[Todo]:
    """Open tasks of a kind are done; part of an act that keeps them."""
    rows = list(Todo.objects.filter(denunciation=denunciation, task=task, done_at=None).order_by("n"))
    for row in rows:
        row.done_at, row.done_by, row.number = (
            work.at,
            work.by.on_behalf_of or work.by.post,
            number or row.number,
        )
        row.save(update_fields=["done_at", "done_by", "number"])
    return rows


def open_tasks(denunciation: Denunciation) -> list[Todo]:
    """What is not done yet."""
    return list(Todo.objects.filter(denunciation=denunciation, done_at=None).order_by("n"))


def day(at: dt.datetime) -> dt.date:
    """The day of a moment in Viet Nam."""
    return at.astimezone(TZ).date()
