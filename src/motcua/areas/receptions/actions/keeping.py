"""How an act of citizen reception is begun and kept: journal and rows at once."""

import datetime as dt
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.petitions.actions.keeping import body, line
from motcua.areas.receptions import evidence, queries
from motcua.areas.receptions.models import DutyDay, Place, Receiver, SignUp, Visit
from motcua.areas.receptions.process import STANDARD
from motcua.base.journal.actions import record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor

engine.shape(STANDARD)
__all__ = ["DAY", "FINDS", "NOTE_MOST", "begin", "body", "keep", "line", "note", "note_row"]
FINDS = {"visit": queries.to_act_on}
DAY = {"day": queries.day_to_act_on}
NOTE_MOST = 2_000


def begin(visit: Visit, act: str, *, by: Actor, at: dt.datetime) -> engine.Work:
    """Take up a visit whose state allows the act."""
    engine.require_move(visit.case, act, shape_code=STANDARD.code)
    return engine.begin(visit.case, by=by, at=at)


def keep(work: engine.Work, visit: Visit, kind: EventKind, **facts: Any) -> None:
    """Journal the act with what matters of its dates."""
    written = evidence.of_visit(visit, work.case.subject)
    engine.keep(work, kind, {"dates": cases.dates(work.case), **facts}, written=written)


def note(kind: EventKind, day: DutyDay, *sign_ups: SignUp, by: Actor, at: dt.datetime, **facts: Any) -> None:
    """Journal what happened to a duty day."""
    record(
        kind, subject=day.subject, unit=day.agency, by=by, at=at,
        facts={"code": day.code, "day": f"{day.on:%d/%m/%Y}", **facts, "rows": evidence.of_day(day, *sign_ups)},
    )  # fmt: skip


def note_row(kind: EventKind, row: Place | Receiver, *, by: Actor, at: dt.datetime, **facts: Any) -> None:
    """Journal what happened to a place or a receiver."""
    record(
        kind, subject=row.subject, unit=row.agency, by=by, at=at, facts={**facts, "rows": evidence.of_row(row)},
    )  # fmt: skip
