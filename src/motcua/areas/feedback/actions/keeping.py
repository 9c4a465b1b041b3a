"""How an act on feedback is begun and kept: journal and rows at once."""

import datetime as dt
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import StepVisit
from motcua.areas.cases.queries import words
from motcua.areas.feedback import evidence, queries
from motcua.areas.feedback.choices import Category
from motcua.areas.feedback.evidence import Row
from motcua.areas.feedback.models import Feedback
from motcua.areas.feedback.process import STANDARD
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.vietnamese import clean_text

engine.shape(STANDARD)
FINDS = {"feedback": queries.to_act_on}
CONTENT_MOST, NOTE_MOST = 4_000, 4_000


def begin(feedback: Feedback, act: str, *, by: Actor, at: dt.datetime) -> engine.Work:
    """Take up feedback whose state allows the act."""
    engine.require_move(feedback.case, act, shape_code=queries.SHAPE)
    return engine.begin(feedback.case, by=by, at=at)


def to_charge(work: engine.Work, category: Category) -> None:
    """The step just entered waits for whoever is in charge of the category here, whatever the type says in general."""
    duty, field = queries.in_charge(work.case.agency, category, work.at.astimezone(TZ).date())
    work.set(duty=duty, field=field)
    for row in work.new:
        if isinstance(row, StepVisit):
            row.duty = duty


def keep(work: engine.Work, feedback: Feedback, kind: EventKind, *beside: Row, **facts: Any) -> None:
    """Journal the act with what matters of its dates; ``beside`` are the rows that it wrote itself."""
    written = evidence.of_rows(work.case.subject, [feedback, *beside])
    facts = {"due_words": words(work.case.due_at), "category": feedback.category, **facts}
    engine.keep(work, kind, {"dates": cases.dates(work.case), **facts}, written=written)


def line(value: Any, field: str, *, what: str, most: int = 200, needed: bool = True) -> str:
    """A text of one line, in one form, short enough."""
    joined = " ".join(value.split()) if isinstance(value, str) else ""
    return clean_text(joined, field, what=what, most=most, needed=needed)


def body(value: Any, field: str, *, what: str, most: int = CONTENT_MOST, needed: bool = True) -> str:
    """A text of several lines; blanks at their ends do not count."""
    lines = value.replace("\r", "").split("\n") if isinstance(value, str) else []
    joined = "\n".join(" ".join(one.split()) for one in lines)
    return clean_text(joined, field, what=what, most=most, needed=needed)
