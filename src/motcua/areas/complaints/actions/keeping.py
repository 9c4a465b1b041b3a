"""How an act on a complaint is begun and kept: journal, rows and numbers at once."""

import datetime as dt
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.complaints import evidence, queries
from motcua.areas.complaints.choices import Document, symbol_of
from motcua.areas.complaints.evidence import Row
from motcua.areas.complaints.models import Complaint, Numbered
from motcua.areas.complaints.process import STANDARD
from motcua.base.documents.actions import take_number
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import NoValueThen
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid
from motcua.rules.numbering import book_of
from motcua.rules.vietnamese import clean_text

engine.shape(STANDARD)
FINDS = {"complaint": queries.to_act_on}
NOTE_MOST, BODY_MOST = 2_000, 20_000
SENT = frozenset({Document.SUSPENSION, Document.RESUMPTION, Document.STOP})
"""Documents that must be sent in the days of R6.35."""


def begin(complaint: Complaint, act: str, *, by: Actor, at: dt.datetime) -> engine.Work:
    """Take up a complaint whose state allows the act."""
    engine.require_move(complaint.case, act, shape_code=queries.SHAPE)
    return engine.begin(complaint.case, by=by, at=at)


def keep(work: engine.Work, complaint: Complaint, kind: EventKind, *beside: Row, **facts: Any) -> None:
    """Journal the act with what matters of its dates; ``beside`` are the rows that it wrote itself."""
    written = evidence.of_rows(work.case.subject, [complaint, *beside])
    engine.keep(work, kind, {"dates": cases.dates(work.case), **facts}, written=written)


def day_of(work: engine.Work) -> dt.date:
    """The day of the act."""
    return work.at.astimezone(TZ).date()


def numbered(
    work: engine.Work, complaint: Complaint, document: Document, *, ground: str = "", note: str = ""
) -> Numbered:
    """A document with the next number of its book, and by when it must be sent; the row is not written yet."""
    on, agency = day_of(work), complaint.agency
    symbol = symbol_of(document)
    last = Numbered.objects.filter(complaint_id=complaint.pk).count() if complaint.pk else 0
    return Numbered(
        complaint=complaint if complaint.pk else None, n=last + 1, document=document,
        number=f"{take_number(agency=agency, book=book_of(symbol), year=on.year):02d}/{symbol}", issued_on=on,
        post=work.by.on_behalf_of or work.by.post, title=work.by.title[:200], ground=ground, note=note,
        send_by=_send_by(complaint, document, on),
    )  # fmt: skip


def _send_by(complaint: Complaint, document: Document, on: dt.date) -> dt.date | None:
    """By when a document must be sent; none where the law of its day set no time."""
    if document in SENT:
        key = "complaint.suspension_send"
    elif document == Document.DECISION:
        key = f"complaint.decision_send.{complaint.instance}"
    else:
        return None
    try:
        return queries.within(key, on, complaint.agency)
    except NoValueThen:
        return None


def text(value: Any, field: str, *, what: str, most: int = NOTE_MOST, needed: bool = True) -> str:
    """A text of several lines; blanks at their ends do not count."""
    lines = value.replace("\r", "").split("\n") if isinstance(value, str) else []
    return clean_text(
        "\n".join(" ".join(one.split()) for one in lines), field, what=what, most=most, needed=needed
    )


def line(value: Any, field: str, *, what: str, most: int = 200, needed: bool = True) -> str:
    """A text of one line."""
    joined = " ".join(value.split()) if isinstance(value, str) else ""
    return clean_text(joined, field, what=what, most=most, needed=needed)


def whole(value: Any, field: str, *, what: str, least: int = 0, most: int = 10**15) -> int:
    """A whole number within bounds."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Invalid(field=field, text="Ghi {what} bằng số, từ {least} trở lên.", what=what, least=least)
    return value
