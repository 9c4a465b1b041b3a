"""Every read of rounds and questionnaires: what this actor may see; "not yours" looks like "not there"."""

import datetime as dt
import functools
import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.utils.module_loading import import_string

from motcua.areas.surveys import policies
from motcua.areas.surveys.choices import REST, WITHIN, Form, Frame, Review, Spread, State, shipped
from motcua.areas.surveys.models import (
    Invited,
    LocalForm,
    PapiScore,
    Remedy,
    Round,
    Slip,
    TakenSheet,
    Words,
)  # fmt: skip
from motcua.areas.surveys.ports import Received, Result
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.base.messages.ports import Addressee
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import descendants, version_on
from motcua.base.people.fields import Unreadable, blind, envelope_half, open_envelope
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, NotFound
from motcua.rules.surveys import sampling
from motcua.rules.surveys.cells import LEAST, hide
from motcua.rules.surveys.questionnaire import Questionnaire

SHOWN = 200
OFTEN = frozenset({"survey.answered", "survey.words_reviewed"})
OVER = (State.CLOSED, State.PUBLISHED, State.CANCELLED)
EXPECTED: dict[str, tuple[str, ...]] = {
    State.PLANNED: ("draw", "cancel"),
    State.DRAWN: ("open", "cancel"),
    State.OPEN: ("close",),
    State.CLOSED: ("publish", "remedy"),
    State.PUBLISHED: ("remedy",),
    State.CANCELLED: (),
}
"""Acts on a round in each state, the expected one first."""


class NoSuchRound(NotFound):
    text = "Không tìm thấy đợt khảo sát {code}. Kiểm tra lại mã."


class NoSuchForm(NotFound):
    text = "Không tìm thấy bộ câu hỏi {code}. Kiểm tra lại mã."


class NoSuchSlip(NotFound):
    text = "Phiếu này đã trả lời rồi, đã hết hạn, hoặc mã chưa đúng. Kiểm tra lại từng chữ trên phiếu."


class RoundOver(Impossible):
    text = (
        "Đợt khảo sát {code} đã đóng, phiếu này không đếm được nữa và không ai đọc được. Bỏ phiếu khỏi máy."
    )


class SheetUnreadable(Impossible):
    text = (
        "Máy chủ không mở được phiếu này: ghi ở đợt khác, hoặc bị hỏng. Hỏi lại người trả lời, ghi phiếu mới."
    )


# --- questionnaires --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chosen:
    """A questionnaire of which a round may be made: shipped (version 0) or issued by the locality."""

    code: str
    version: int
    title: str
    source: str
    certainty: str
    asked: Questionnaire

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.code}/{self.version}"


def forms(by: Actor) -> QuerySet[LocalForm]:
    """Questionnaires of the agency, newest version first."""
    own = LocalForm.objects.filter(agency=by.agency) if policies.can_look(by) else LocalForm.objects.none()
    return own.order_by("code", "-version")


def form(by: Actor, code: str, version: int) -> LocalForm:
    """A version of a questionnaire of the agency."""
    found = forms(by).filter(code=code, version=version).first()
    if found is None:
        raise NoSuchForm(code=code)
    return found


def form_to_act_on(given: tuple[str, int] | LocalForm, *, by: Actor) -> LocalForm:
    """The version of an act, locked."""
    code, version = (given.code, given.version) if isinstance(given, LocalForm) else given
    found = forms(by).select_for_update().filter(code=code, version=version).first()
    if found is None:
        raise NoSuchForm(code=code)
    return found


def offered(by: Actor) -> list[Chosen]:
    """Of what a round may be made: the newest issued version of each local questionnaire, then the shipped ones."""
    found: dict[str, Chosen] = {}
    for one in forms(by).filter(state=Form.PUBLISHED):
        found.setdefault(one.code, Chosen(one.code, one.version, one.title, one.source, "", one.asked))
    found |= {
        one.code: Chosen(one.code, 0, one.title, one.source, one.certainty, one.asked)
        for one in shipped().values()
    }
    return list(found.values())


def chosen(by: Actor, key: str) -> Chosen | None:
    """The offered questionnaire that a form named; None of any other."""
    return next((one for one in offered(by) if one.key == key), None)


# --- rounds ----------------------------------------------------------------------------------------------------


def _own(by: Actor) -> QuerySet[Round]:
    return Round.objects.filter(agency=by.agency) if policies.can_look(by) else Round.objects.none()


def one(by: Actor, code: str) -> Round:
    """A round of the agency."""
    found = _own(by).filter(code=code).first()
    if found is None:
        raise NoSuchRound(code=code)
    return found


def to_act_on(code: str | Round, *, by: Actor) -> Round:
    """The round of an act, locked; the installation acts on any."""
    rows = Round.objects.all() if policies.can_count(by) else _own(by)
    found = rows.select_for_update().filter(code=str(code)).first()
    if found is None:
        raise NoSuchRound(code=code)
    return found


def acts_for(by: Actor, round: Round) -> list[str]:
    """What this post may do with the round now."""
    return [
        name
        for name in EXPECTED[round.state]
        if policies.BY_ACT[name](by, round) and not (name == "publish" and round.is_too_small)
    ]


def listed(by: Actor, *, over: bool = False) -> list[Round]:
    """Rounds at work, what closes first on top; or those that are over, newest first."""
    found = _own(by).filter(Q(state__in=OVER) if over else ~Q(state__in=OVER))
    return list(found.order_by(*(("-since", "-pk") if over else ("closes_on", "pk")))[:SHOWN])


def to_interview(by: Actor, on: dt.date) -> list[Round]:
    """Open rounds in which this post may ask people (R5.7)."""
    if not policies.can_interview_at_all(by):
        return []
    found = _own(by).filter(state=State.OPEN, closes_on__gte=on).order_by("closes_on", "pk")
    return [one for one in found if policies.can_interview(by, one)]


def to_print(by: Actor, on: dt.date) -> list[Round]:
    """Open rounds with slips that this post may print and nobody printed yet, what closes first on top (R5.7)."""
    if not (policies.can_interview_at_all(by) or policies.can_plan(by)):
        return []
    found = _own(by).filter(state=State.OPEN, closes_on__gte=on, sample__gt=F("slips"))
    return [one for one in found.order_by("closes_on", "pk") if policies.can_hand_out(by, one)]


def events(round: Round) -> list[Event]:
    """The chain of the round, oldest first, without an event for each answer and each word that was read."""
    return [event for event in journal.of_subject(round.subject) if event.kind not in OFTEN]


def days_left(round: Round, on: dt.date) -> int:
    """How many days answers would still be taken, this one among them; nought once the last day is over."""
    return max((round.closes_on - on).days + 1, 0)


def ended_early(round: Round) -> tuple[int, str] | None:
    """By how many days a round was closed before its last day was over, and why."""
    found = Event.objects.filter(subject=round.subject, kind="survey.ended_early").first()
    return (found.facts["days"], found.facts["reason"]) if found else None


def invited(round: Round) -> QuerySet[Invited]:
    """Dossiers that were drawn."""
    return round.invited.order_by("part", "code")


def remedies(agency: str, about: str) -> list[Remedy]:
    """Tasks that mend what a round, or a year of PAPI, showed."""
    return list(Remedy.objects.filter(agency=agency, about=about).order_by("n"))


def words(round: Round) -> QuerySet[Words]:
    """What people wrote; who may read it is asked by the face (policies.can_open)."""
    return round.words.order_by("state", "id")


def words_left(round: Round) -> int:
    """How many of them nobody looked at."""
    return round.words.filter(state=Review.NEW).count()


# --- the frame -------------------------------------------------------------------------------------------------


@functools.cache
def _received() -> Received:
    made: Received = import_string(settings.SURVEY_FRAME)()
    return made


def askable(by: Actor, on: dt.date) -> dict[str, str]:
    """About whose service this post may ask, by name: its own agency, and the agencies beneath it."""
    own, found = version_on(by.agency, on), {}
    for key in descendants(by.agency, on):
        unit = version_on(key, on)
        if unit.level != Level.DIVISION:
            found[key] = (unit.key != own.key, unit.code, unit.name)
    return {key: name for key, (_beneath, _code, name) in sorted(found.items(), key=lambda one: one[1])}


def _stratified(rows: Mapping[str, Result], units: Collection[str]) -> dict[str, list[str]]:
    """Codes by field, of several units by unit and field; parts of fewer than five are put together.

    Units of fewer than five stand together; a large part of another unit is not mixed with them, answers are hidden.
    """
    apart: dict[str, dict[str, list[str]]] = {}
    for code, row in rows.items():
        unit = row.unit if len(units) > 1 else ""
        apart.setdefault(unit, {}).setdefault(row.field or REST, []).append(code)
    if len(units) < 2:
        return sampling.merged(apart.get("", {}), LEAST, REST)
    strata: dict[str, list[str]] = {}
    for unit, fields in apart.items():
        few = sum(map(len, fields.values())) < LEAST
        for field, codes in sampling.merged(fields, LEAST, REST).items():
            strata.setdefault(REST if few else f"{unit}{WITHIN}{field}", []).extend(codes)
    return strata


def frame_of(round: Round) -> dict[str, dict[str, str]]:
    """Everybody who may be drawn: ``{part: {code: unit}}``; parts of fewer than five are put together."""
    rows = {row.code: row for row in _received().rows(round.units, round.since, round.until)}
    whole = _stratified(rows, round.units)
    return {part: {code: rows[code].unit for code in codes} for part, codes in whole.items()}


def stratum(round: Round, part: str) -> tuple[str, str]:
    """The unit ("" of any) and the field or group of a part."""
    unit, within, field = part.partition(WITHIN)
    return (unit, field) if within and unit in round.units and len(round.units) > 1 else ("", part)


def drawn(round: Round, frame: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """Who is asked of each part: as many as Yamane asks for of all together, or of each unit (R5.6), by the seed."""
    groups: dict[str, dict[str, list[str]]] = {}
    for part, codes in frame.items():
        unit = stratum(round, part)[0] if round.spread == Spread.UNIT else ""
        groups.setdefault(unit, {})[part] = list(codes)
    found: dict[str, list[str]] = {}
    for parts in groups.values():
        wanted = max(sampling.yamane(sum(map(len, parts.values())), round.margin), LEAST)
        found |= sampling.draw(parts, wanted, round.seed)
    return found


def reached(codes: Collection[str]) -> dict[str, Addressee]:
    """Where those who were drawn can be written to."""
    return _received().reached(codes)


def draw_holds(round: Round) -> bool:
    """Whether the draw done again from the frame of today gives the same sample (its seed is journalled)."""
    frame = frame_of(round)
    again = drawn(round, frame)
    drawn_then = sorted(round.invited.values_list("part", "code"))
    return sampling.digest(frame) == round.frame_digest and drawn_then == sorted(
        (part, code) for part, codes in again.items() for code in codes
    )


@dataclass(frozen=True)
class Stratum:
    """How far a part has come; ``answered`` None where few people, or what tells them, stand behind it (R5.8)."""

    part: str
    population: int
    asked: int
    answered: int | None


def by_hand(round: Round) -> Counter[tuple[str, str]]:
    """How many slips of each unit and part are printed and handed over."""
    if round.frame == Frame.SLIPS:
        return Counter({(round.units[0], part): n for part, (_all, n) in round.parts.items()})
    return Counter(round.invited.filter(by_hand=True).values_list("unit", "part"))


def progress(round: Round) -> list[Stratum]:
    """How many of each part answered so far; of too few nothing is said, nor what tells them by subtraction.

    Who was drawn can be read: that nobody of a few answered would be known of each of them. So nought is few here.
    """
    open_slips = round.unanswered.order_by().values_list("part").annotate(n=Count("pk"))
    left: Counter[str] | None = Counter(dict(open_slips)) if round.state == State.OPEN else None
    if left is not None and round.to_print:
        for (_unit, part), n in by_hand(round).items():
            left[part] += n
    came = {part: n - left[part] for part, (_all, n) in round.parts.items()} if left is not None else {}
    shown = hide(came, also=[part for part, n in came.items() if n < LEAST])
    return [
        Stratum(
            part, all_, n,
            None if not came or part in shown.hidden or shown.total_hidden else came[part],
        )
        for part, (all_, n) in sorted(round.parts.items())
    ]  # fmt: skip


def to_remind(on: dt.date) -> list[str]:
    """Open rounds whose invited are to be reminded: the last day is near, and that was not said yet."""
    days = sorted(parameter("surveys.reminders", on), reverse=True)
    found = []
    for round in Round.objects.filter(state=State.OPEN, closes_on__gte=on, letters__gt=0):
        left = (round.closes_on - on).days
        opened = round.opened_at.astimezone(TZ).date() if round.opened_at else on
        due = sum(left <= n < (round.closes_on - opened).days for n in days)
        if due > reminders(round) and round.unanswered.exists():
            found.append(round.code)
    return found


def reminders(round: Round) -> int:
    """How often those who were invited have been reminded."""
    return Event.objects.filter(subject=round.subject, kind="survey.reminded").count()


# --- slips -----------------------------------------------------------------------------------------------------


def hash_of(token: str) -> str:
    """Keyed hash of the secret on a slip, however it was typed."""
    plain = (
        "".join(c for c in token.upper() if c.isalnum()).replace("O", "0").replace("I", "1").replace("L", "1")
    )
    return blind(plain, "survey.slip")


def by_slip(token: str, on: dt.date) -> Round:
    """The round that a slip not answered yet belongs to; raises NotFound, whatever is wrong with it."""
    found = Slip.objects.select_related("round").filter(hash=hash_of(token)).first()
    if found is None or not found.round.takes(on):
        raise NoSuchSlip()
    return found.round


# --- sheets of tablets -----------------------------------------------------------------------------------------


def sheet_hash(round: Round, number: str) -> str:
    """What is kept of the number of a sheet that was taken."""
    return blind(f"{round.code}/{number}", "survey.sheet")


def sheet_taken(round: Round, number: str) -> bool:
    """Whether a sheet was taken: asked before anything is said of it, since a tablet may never have heard."""
    return TakenSheet.objects.filter(hash=sheet_hash(round, number)).exists()


def tablet_key(round: Round) -> str:
    """The public key for which tablets close sheets of an open round; "" of any other."""
    return envelope_half(round.sheet_key) if round.sheet_key else ""


def opened_sheet(round: Round, envelope: str, number: str, on: dt.date) -> dict[str, str]:
    """The fields of a sheet that a tablet closed for this round; raises RoundOver, SheetUnreadable.

    The envelope is bound to the round and to its own number: under another it does not open.
    """
    if not round.takes(on):
        raise RoundOver(code=round.code)
    try:
        said = json.loads(open_envelope(round.sheet_key, envelope, f"survey:{round.code}/{number}"))
        if not isinstance(said, dict):
            raise SheetUnreadable()
    except (Unreadable, ValueError) as error:
        raise SheetUnreadable() from error
    return {str(name): value for name, value in said.items() if isinstance(value, str)}


# --- who may answer --------------------------------------------------------------------------------------------


def open_now(agency: str, on: dt.date) -> list[Round]:
    """Rounds in which people may answer now: for everybody."""
    return list(
        Round.objects.filter(agency=agency, state=State.OPEN, closes_on__gte=on).order_by("closes_on", "pk")
    )


def published(agency: str) -> list[Round]:
    """Rounds whose result everybody may read, newest first."""
    return list(
        Round.objects.filter(agency=agency, state=State.PUBLISHED).order_by("-published_at", "-pk")[:SHOWN]
    )


def published_one(agency: str, code: str) -> Round:
    """A round whose result everybody may read."""
    found = Round.objects.filter(agency=agency, state=State.PUBLISHED, code=code).first()
    if found is None:
        raise NoSuchRound(code=code)
    return found


def to_count() -> list[str]:
    """Open rounds in whose box enough of one channel wait to be shuffled and counted."""
    found = (
        Round.objects.filter(state=State.OPEN)
        .values("code", "waiting__channel")
        .annotate(n=Count("waiting"))
        .filter(n__gte=LEAST)
    )
    return sorted({row["code"] for row in found})


def ended(on: dt.date) -> list[str]:
    """Open rounds whose last day is over."""
    return list(Round.objects.filter(state=State.OPEN, closes_on__lt=on).values_list("code", flat=True))


# --- PAPI ------------------------------------------------------------------------------------------------------


def papi(by: Actor) -> dict[str, dict[int, dict[str, Any]]]:
    """Imported scores of contents and their total: ``{province: {year: {dimension: score}}}``."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    rows = PapiScore.objects.filter(agency=by.agency) if policies.can_look(by) else PapiScore.objects.none()
    for row in rows.exclude(dimension="").order_by("province", "year", "dimension"):
        found.setdefault(row.province, {}).setdefault(row.year, {})[row.dimension] = row.score
    return found
