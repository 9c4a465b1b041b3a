"""Where a past case of another system belongs here: its procedure, its steps, its applicant and its code."""

import datetime as dt
import functools
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop
from rapidfuzz import fuzz

from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import StepKind
from motcua.areas.cases.models import Case, CaseType
from motcua.areas.dossiers.actions.writing import index_of
from motcua.areas.dossiers.ports import PastCase, PastEvent, Words
from motcua.base import rows
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents.actions import take_number
from motcua.base.orgs.queries import unit_on
from motcua.base.people.actions import enter_citizen
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.numbering import dossier_code, parse_dossier_code
from motcua.rules.vietnamese import fold

UNKNOWN = "history"
"""Code of the case type of finished dossiers whose procedure is not known here; nothing is received under it."""
NEAR = 70


class NotPlaced(Impossible):
    """A case that cannot stand here as it is."""

    text = "Không nhận: {why}."


@dataclass
class Placed:
    """A case being placed: under which version, when it came, when it ended, what was promised."""

    case: PastCase
    words: Words
    type: CaseType
    received: dt.datetime
    ended: bool
    due: dt.datetime | None
    notes: list[str] = field(default_factory=list)

    def unplaced(self) -> set[tuple[str, str]]:
        """Activities that are no step of the process and that the map does not name, each with the nearest step."""
        if self.type.code == UNKNOWN:
            return set()
        names = _names(self.type)
        done = {event.activity for event in self.case.events} - set(self.words.activities)
        return {(one, _nearest(one, names)) for one in done if self.index(one) is None}

    def index(self, activity: str) -> int | None:
        """The step here that an activity is: as the map says, else the step of the same name."""
        said = self.words.activities.get(activity, activity)
        return _step_called(said, _names(self.type))

    def post(self, event: PastEvent) -> str:
        """The post here of whoever acted there; nobody else is kept."""
        return (self.words.resources.get(event.who) or self.words.units.get(event.unit) or "")[:40]


def _names(type_: CaseType) -> tuple[str, ...]:
    return tuple(str(step["name"]) for step in type_.steps)


@functools.lru_cache(maxsize=4096)
def _step_called(said: str, names: tuple[str, ...]) -> int | None:
    if said.isascii() and said.isdecimal():
        return int(said) - 1 if 1 <= int(said) <= len(names) else None
    folded = [fold(name) for name in names]
    return folded.index(fold(said)) if said and fold(said) in folded else None


@functools.lru_cache(maxsize=4096)
def _nearest(said: str, names: tuple[str, ...]) -> str:
    """The step that an activity is most like, "" when none is: proposed to a person, never taken by itself."""
    best = max(names, key=lambda name: fuzz.token_set_ratio(fold(said), fold(name)))
    return best if fuzz.token_set_ratio(fold(said), fold(best)) >= NEAR else ""


def place(past: PastCase, words: Words, ends: frozenset[str], at: dt.datetime) -> Placed:
    """Where a case belongs. Raises NotPlaced for what would have to be invented."""
    first = min(past.events[0].started or past.events[0].at, past.events[0].at)
    received = min(past.received or first, first)
    last = max(past.events[-1].at, past.finished or past.events[-1].at)
    if last > at:
        raise NotPlaced(why="có thời điểm sau lúc tiếp quản; kiểm tra ngày giờ và múi giờ")
    if past.finished is not None and past.finished < received:
        raise NotPlaced(why="ngày có kết quả trước ngày tiếp nhận")
    code = words.procedures.get(past.procedure, past.procedure) or words.procedure
    on = received.astimezone(TZ).date()
    type_ = cases.current_type("dossier", code, on) if code else None
    notes = []
    if type_ is None and code:
        type_ = cases.first_type("dossier", code)
        if type_ is not None:
            notes.append(gettext_noop("nhận trước bản công bố đầu tiên ở đây, theo bản đó"))
    ended = _ended(past, words, ends, type_)
    if type_ is None:
        if not ended:
            raise NotPlaced(
                why=f"chưa kết thúc và thủ tục “{code}” chưa có ở đây"
                if code
                else "chưa kết thúc và không rõ thủ tục"
            )
        type_ = cases.first_type("dossier", UNKNOWN)
        notes.append(gettext_noop("không rõ thủ tục, giữ làm lịch sử"))
    assert type_ is not None
    due = past.due
    if due is not None and past.due_day:
        due = calendar_for(words.unit).closing(due.astimezone(TZ).date())
    if due is not None and due < received:
        due = None
        notes.append(gettext_noop("ngày hẹn trước ngày nhận, tính lại theo thời hạn"))
    if due is None and type_.code == UNKNOWN:
        due = last
        notes.append(gettext_noop("không có ngày hẹn, không tính đúng hay trễ hạn"))
    return Placed(past, words, type_, received, ended, due, notes)


def _ended(past: PastCase, words: Words, ends: frozenset[str], type_: CaseType | None) -> bool:
    """Whether a case is over: its log or the map says so, or its last activity is handing over the result, or one
    after which cases end there and that is no step before the result here."""
    last = past.events[-1]
    if past.finished is not None or last.open:
        return past.finished is not None
    type_ = type_ or cases.first_type("dossier", UNKNOWN)
    assert type_ is not None
    index = _step_called(words.activities.get(last.activity, last.activity), _names(type_))
    if index == index_of(type_, StepKind.RETURN):
        return True
    early = not words.ends and index is not None and index < index_of(type_, StepKind.RESULT)
    return last.activity in ends and not early


def applicant_of(placed: Placed) -> tuple[dict[str, str], Any]:
    """The applicant as the map named them, encrypted; nobody otherwise."""
    given = dict(placed.case.applicant)
    if not given.get("name"):
        return {}, None
    said = {key: given.get(key, "") for key in ("name", "id_number", "phone", "email", "address")}
    try:
        citizen = enter_citizen(
            agency=placed.words.unit,
            kind=given.get("kind", "") or "person",
            id_required=False,
            proven=False,
            **said,
        )
    except Invalid:
        placed.notes.append(gettext_noop("thông tin người nộp sai dạng, không giữ"))
        return {}, None
    return {"name": citizen.name, **{key: said[key] for key in ("phone", "email", "address")}}, citizen


def code_of(external: str, unit: str, received: dt.datetime, at: dt.datetime) -> str:
    """The code on the applicant's slip when it is one (R1.17), else the next of that day."""
    try:
        kept = str(parse_dossier_code(external))
        if not _used(kept):
            return kept
    except Invalid:
        pass
    on, agency = received.astimezone(TZ).date(), identified(unit, at)
    while True:
        number = take_number(agency=unit, book=f"dossier-{on:%y%m%d}", year=on.year)
        code = dossier_code(agency, on, number)
        if not _used(code):
            return code


def _used(code: str) -> bool:
    return bool(rows.select((Case,), "FROM cases_case WHERE code = %s", [code]))


def identified(unit: str, at: dt.datetime) -> str:
    """The unit's code by QĐ 20/2020, without which no dossier has a code. Raises Invalid."""
    found = unit_on(unit, at.astimezone(TZ).date())
    if not found.agency_code:
        raise Invalid(
            field="unit", name=found.name,
            text="{name} chưa có mã định danh nên hồ sơ không có mã. Ghi mã vào bảng đơn vị rồi nạp lại đơn vị.",
        )  # fmt: skip
    return found.agency_code
