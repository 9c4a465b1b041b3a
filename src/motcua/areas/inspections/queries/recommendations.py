"""Recommendations: what is asked of the agency, and what the agency's supervisors and inspectors asked."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case as When
from django.db.models import F, Q, QuerySet, Value
from django.db.models import When as If

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.inspections import policies
from motcua.areas.inspections.choices import INQUIRING, KIND, OWN, RecommendationState
from motcua.areas.inspections.models import Inspection, Recommendation, Watch
from motcua.areas.inspections.process import STANDARD
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.queries import parameter

SHAPE = STANDARD.code
JUDGING = frozenset({"accept", "ask_again", "settle"})
"""What is said of a reply: never by who replied."""


class NoSuchRecommendation(cases.NoSuchCase):
    text = "Không tìm thấy kiến nghị {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


def days_to_reply(kind: str, on: dt.date) -> int:
    """In how many days a recommendation of this kind is answered (R13.20): data, to be checked by a jurist."""
    key = "inspection.reply" if kind in OWN else "supervision.reply"
    return int(parameter(key, on))


def due_of(agency: str, on: dt.date) -> dt.datetime:
    """The end of that day, or of the next working day when nobody works on it."""
    calendar = calendar_for(agency)
    return calendar.closing(calendar.next_working_day(on))


def _linked() -> QuerySet[Recommendation]:
    return Recommendation.objects.select_related("case", "inspection")


def _visible(by: Actor) -> QuerySet[Recommendation]:
    if not policies.can_look(by):
        return _linked().none()
    return _linked().filter(Q(agency=by.agency) | Q(inspection__agency=by.agency))


def recommendation(by: Actor, code: str) -> Recommendation:
    """A recommendation to this agency or from it."""
    found = _visible(by).filter(case__code=code).first()
    if found is None:
        raise NoSuchRecommendation(code=code)
    return found


def recommendation_to_act_on(code: str | Recommendation, *, by: Actor) -> Recommendation:
    """The recommendation of an act, locked."""
    code = code.case.code if isinstance(code, Recommendation) else code
    case = Case.objects.select_for_update().filter(kind=KIND, code=code).first()
    rows = _linked() if by.post == SYSTEM.post else _visible(by)
    found = rows.filter(pk=case.pk).first() if case is not None else None
    if case is None or found is None:
        raise NoSuchRecommendation(code=code)
    found.case = case
    return found


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of open recommendations from or to agencies that ended and have a known heir."""
    return cases.of_ended_units(KIND, on)


def acts_for(by: Actor, recommendation: Recommendation) -> list[str]:
    """Names of the acts that this post may do now, in the order of the process."""
    state = recommendation.case.state
    found = [
        move.code
        for move in STANDARD.moves
        if move.source == state and move.code != "succeed" and policies.BY_ACT[move.code](by, recommendation)
    ]
    if not JUDGING.isdisjoint(found) and policies.judges_own(by, replied_by(recommendation)):
        found = [name for name in found if name not in JUDGING]
    if recommendation.inspection.kind in INQUIRING and policies.can_watch(by, recommendation):
        found.append("unwatch" if watch_of(by, recommendation) else "watch")
    return list(dict.fromkeys(found))


def watch_of(by: Actor, recommendation: Recommendation) -> Watch | None:
    """That it is followed up, for who may know."""
    if not policies.can_watch(by, recommendation):
        return None
    return Watch.objects.filter(recommendation=recommendation, lifted_at=None).first()


def replied_by(recommendation: Recommendation) -> str:
    """The post that replied last; nobody yet when blank."""
    last = recommendation.replies.order_by("-n").values_list("post", flat=True).first()
    return last or ""


def _in_order(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """What waits for a reply by its day, then what is followed, then the rest, the newest first."""
    stands = When(
        If(case__finished_at=None, then=Value(0)), If(case__closed_at=None, then=Value(1)), default=Value(2)
    )
    return rows.order_by(stands, "case__due_at", F("settled_on").desc(nulls_last=True), "case_id")


@dataclass(frozen=True)
class Wanted:
    """Which recommendations are listed: all, those that wait for a reply, late ones, those that wait for this post."""

    what: str = ""
    at: dt.datetime | None = None


def recommendations(by: Actor, wanted: Wanted | None = None) -> QuerySet[Recommendation]:
    """Recommendations to this agency and from it."""
    found = _visible(by)
    match wanted:
        case Wanted("mine"):
            found = found.filter(case__in=cases.worklist(by))
        case Wanted("late", at):
            found = found.filter(Q(case__finished_at=None, case__due_at__lt=at) | Q(replied_late=True))
        case Wanted("open"):
            found = found.filter(case__closed_at=None)
        case Wanted("watched"):
            watched = Watch.objects.filter(lifted_at=None, recommendation__inspection__agency=by.agency)
            found = (
                found.filter(pk__in=watched.values("recommendation_id"))
                if policies.watches(by)
                else found.none()
            )
    return _in_order(found)


def recommendations_of(inspection: Inspection) -> QuerySet[Recommendation]:
    """Everything that one inspection recommends, in its order, with the replies."""
    return _linked().filter(inspection=inspection).prefetch_related("replies").order_by("n")


def figures(by: Actor, at: dt.datetime) -> dict[str, int]:
    """How many wait for a reply, wait late, wait for this post."""
    waiting = _visible(by).filter(case__finished_at=None)
    return {
        "waiting": waiting.count(),
        "overdue": waiting.filter(case__due_at__lt=at).count(),
        "mine": recommendations(by, Wanted("mine")).count(),
    }


@dataclass(frozen=True)
class Tally:
    """How what was recommended was replied to; every recommendation counts once.

    ``again`` it was replied to and asked again, ``again_overdue`` and that day passed too.
    """

    all: int = 0
    in_time: int = 0
    late: int = 0
    again: int = 0
    again_overdue: int = 0
    waiting: int = 0
    overdue: int = 0


def tally(found: list[Recommendation], at: dt.datetime) -> Tally:
    """The tally of some recommendations; withdrawn ones are not counted."""
    counted = dict.fromkeys(("in_time", "late", "again", "again_overdue", "waiting", "overdue"), 0)
    kept = [one for one in found if one.case.state != RecommendationState.WITHDRAWN]
    for one in kept:
        if one.case.finished_at is None:
            past = one.case.due_at < at
            name = (
                ("again_overdue" if past else "again") if one.asked > 1 else "overdue" if past else "waiting"
            )
        else:
            name = "late" if one.replied_late else "in_time"
        counted[name] += 1
    return Tally(all=len(kept), **counted)
