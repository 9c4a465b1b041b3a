"""How an act on a request is begun and kept: journal and rows at once."""

import datetime as dt
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.certification import evidence, queries
from motcua.areas.certification.evidence import Row
from motcua.areas.certification.models import Certification
from motcua.areas.certification.process import STANDARD
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.vietnamese import clean_text

engine.shape(STANDARD)
FINDS = {"certification": queries.to_act_on}


def begin(certification: Certification, act: str, *, by: Actor, at: dt.datetime) -> engine.Work:
    """Take up a request whose state allows the act."""
    engine.require_move(certification.case, act, shape_code=queries.SHAPE)
    return engine.begin(certification.case, by=by, at=at)


def keep(
    work: engine.Work, certification: Certification, kind: EventKind, *beside: Row, **facts: Any
) -> None:
    """Journal the act with what matters of its dates; ``beside`` are the rows that it wrote itself."""
    written = evidence.of_rows(work.case.subject, [certification, *beside])
    engine.keep(work, kind, {"dates": cases.dates(work.case), **facts}, written=written)


def text(value: Any, field: str, *, what: str, most: int = 500, needed: bool = True) -> str:
    """What was typed, in one form, short enough and without what cannot be seen."""
    joined = " ".join(value.split()) if isinstance(value, str) else ""
    return clean_text(joined, field, what=what, most=most, needed=needed)
