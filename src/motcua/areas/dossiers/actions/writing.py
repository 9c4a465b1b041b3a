"""How an act on a dossier reads what was typed, begins, and writes: shared by every verb."""

import datetime as dt
from decimal import Decimal
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases.choices import StepKind
from motcua.areas.cases.models import CaseType
from motcua.areas.dossiers import evidence, queries
from motcua.areas.dossiers.choices import SYMBOLS
from motcua.areas.dossiers.evidence import Row
from motcua.areas.dossiers.models import Dossier
from motcua.areas.dossiers.process import STANDARD
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents.actions import take_number
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import clean_text

engine.shape(STANDARD)
FINDS = {"dossier": queries.to_act_on}


class StageOfAnother(Impossible):
    text = "Đây là một giai đoạn của hồ sơ liên thông. Việc với người nộp thực hiện trên hồ sơ liên thông."


class NotThisStep(Impossible):
    text = "Bước hiện tại là “{step}”, không thể “{act}” ở bước này."


def answer_by(agency: str, at: dt.datetime) -> dt.datetime:
    """By when what was filed must be received, sent back for supplement or refused (R1.20)."""
    hours = parameter("onestop.online.ack_max", at.date())
    return calendar_for(agency).add_working_hours(at, Decimal(str(hours)))


def keep(work: engine.Work, kind: EventKind, *beside: Row, **facts: Any) -> Any:
    """Journal the act; ``beside`` are rows of the dossier that the act writes itself."""
    dossier: Dossier = work.case.dossier
    rows = [dossier, *(row for row in work.also if isinstance(row, Row)), *beside]
    written = evidence.of_rows(work.case.subject, rows)
    return engine.keep(work, kind, {"dates": queries.dates(work.case), **facts}, written=written)


def open_text(value: Any, field: str, dossier: Dossier, *, what: str, most: int, needed: bool = True) -> str:
    """A text that the journal keeps and anybody may check: it must not name the applicant (Luật 91/2025/QH15)."""
    text = clean_text(value, field, what=what, most=most, needed=needed)
    if text and queries.names_applicant(text, dossier):
        raise Invalid(
            field=field, what=what,
            text="Không ghi tên, số giấy tờ hay liên hệ của người nộp vào {what}: nội dung này được ghi vào sổ cái.",
        )  # fmt: skip
    return text


def numbered(work: engine.Work, form: str) -> int:
    """The next number of a form in the agency's book of its kind and year (R8.4)."""
    return take_number(agency=work.case.agency, book=SYMBOLS[form], year=work.at.astimezone(TZ).year)


def begin(
    dossier: Dossier, act_name: str, *, by: Actor, at: dt.datetime, kind: StepKind | None = None
) -> engine.Work:
    if dossier.parent_id and act_name in queries.OF_THE_WHOLE:
        raise StageOfAnother()
    engine.require_move(dossier.case, act_name, shape_code=queries.SHAPE)
    work = engine.begin(dossier.case, by=by, at=at)
    if kind is not None and queries.current_kind(dossier) != kind:
        names = {move.code: move.name for move in reversed(STANDARD.moves)}
        raise NotThisStep(step=dossier.case.step_name, act=names[act_name])
    return work


def index_of(type_: CaseType, kind: StepKind) -> int:
    return next(i for i, step in enumerate(type_.steps) if step["kind"] == kind)
