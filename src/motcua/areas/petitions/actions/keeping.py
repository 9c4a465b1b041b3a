"""How an act on a petition is begun and kept: journal and rows at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.petitions import evidence, queries
from motcua.areas.petitions.evidence import Row
from motcua.areas.petitions.models import Petition, PetitionMark
from motcua.areas.petitions.process import STANDARD
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.vietnamese import clean_text

engine.shape(STANDARD)
FINDS = {"petition": queries.to_act_on}
CONTENT_MOST, NOTE_MOST = 20_000, 2_000


def begin(petition: Petition, act: str, *, by: Actor, at: dt.datetime) -> engine.Work:
    """Take up a petition whose state allows the act."""
    engine.require_move(petition.case, act, shape_code=queries.SHAPE)
    return engine.begin(petition.case, by=by, at=at)


def keep(work: engine.Work, petition: Petition, kind: EventKind, *beside: Row, **facts: Any) -> None:
    """Journal the act with what matters of its dates; ``beside`` are the rows that it wrote itself."""
    written = evidence.of_rows(work.case.subject, [petition, *beside])
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


def mark(petition: Petition, person: Iterable[str]) -> None:
    """Write the hashes under which a petition is found to be like another; who denounces leaves none."""
    PetitionMark.objects.filter(petition=petition).delete()
    found = queries.marks_of(
        petition.agency, person=() if petition.shielded else person, against=petition.against,
        spot=petition.spot, content=petition.content,
    )  # fmt: skip
    PetitionMark.objects.bulk_create(
        [PetitionMark(petition=petition, kind=kind, hash=hash_) for kind, hash_ in dict.fromkeys(found)]
    )


def people_of(petition: Petition) -> Sequence[str]:
    """By what the same sender is known again: the number, else the name."""
    if petition.submitter is None:
        return ()
    return (petition.submitter.id_number or petition.submitter.name,)
