"""Reads of visits: one, the list, the register, what came before."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.cases.policies import is_kept_from
from motcua.areas.petitions.choices import PetitionClass, topics
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.queries import CLASS_WORDS, HANDED_WITHIN, in_vietnamese, knows_origin
from motcua.areas.receptions import policies
from motcua.areas.receptions.choices import KIND, Result, Session, State
from motcua.areas.receptions.models import Visit
from motcua.areas.receptions.process import STANDARD
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.queries import parameter
from motcua.base.people.fields import blind
from motcua.rules.impossible import NotFound
from motcua.rules.vietnamese import fold

SHAPE = STANDARD.code
HEADS = (Session.PERIODIC, Session.EXTRAORDINARY)
EARLIER_MOST = 8


class NoSuchVisit(cases.NoSuchCase):
    text = "Không tìm thấy lượt tiếp công dân {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


def to_act_on(code: str | Visit, *, by: Actor) -> Visit:
    """The visit of an act, locked; another unit's looks like one that is not there."""
    code = code.case.code if isinstance(code, Visit) else code
    case = Case.objects.select_for_update().filter(kind=KIND, code=code).first()
    if case is None or not (by.post == SYSTEM.post or policies.is_told(by, case)):
        raise NoSuchVisit(code=code)
    found = Visit.objects.select_related("day").get(pk=case.pk)
    found.case = case
    return found


def one(by: Actor, code: str, at: dt.datetime | None = None) -> Visit:
    """A visit that this actor may see; whether people and words as well says ``policies.can_read``. Who denounces was
    received for nobody but who handles and decides it (R6.45); ``at`` a moment also for the post that entered it, while
    the visitor still sits there."""
    found = Visit.objects.select_related("case", "day__place").filter(case__code=code).first()
    if found is None or not (
        policies.can_find(by, found) or (at is not None and _entered_now(by, found, at))
    ):
        raise NoSuchVisit(code=code)
    return found


def _entered_now(by: Actor, visit: Visit, at: dt.datetime) -> bool:
    first = events(visit)[0]
    own = bool(by.agency) and by.agency == visit.agency and by.post == first.by_post
    return own and not is_kept_from(by, visit.case) and at - first.at <= HANDED_WITHIN


def knows_when(by: Actor, visit: Visit, on: dt.date) -> bool:
    """Whether this post may know at which minute and by whom somebody was received: of who denounces only who is
    assigned in writing, for the register of the day names the others (R6.45)."""
    if not visit.shielded:
        return True
    petition = Petition.objects.select_related("sealed").filter(case__code=visit.petition).first()
    return petition is not None and knows_origin(by, petition, on)


def contact(visit: Visit) -> dict[str, str]:
    """Who came; callers ask ``policies.can_read`` first. Empty for who denounces."""
    given: dict[str, str] = json.loads(visit.contact or "{}")
    return given


def representatives(visit: Visit) -> list[str]:
    """Who speaks for a group; callers ask ``policies.can_read`` first."""
    given: list[str] = json.loads(visit.representatives or "[]")
    return given


def papers(visit: Visit) -> list[dict[str, Any]]:
    """What was handed over (Mẫu số 02/TCD); callers ask ``policies.can_read`` first."""
    given: list[dict[str, Any]] = json.loads(visit.papers or "[]")
    return given


def conclusion(visit: Visit) -> dict[str, Any]:
    """The head's conclusion; callers ask ``policies.can_read`` first."""
    given: dict[str, Any] = json.loads(visit.conclusion or "{}")
    return given


def events(visit: Visit) -> list[Event]:
    """The chain of the visit in the journal, oldest first."""
    return journal.of_subject(visit.case.subject)


def by_head(visit: Visit) -> bool:
    """Whether the head received: such a visit ends with a conclusion (R6.11)."""
    return visit.session in HEADS


def internal_due(visit: Visit) -> dt.datetime:
    """By when whoever handles it must tell the reception desk what came of it (Điều 27; R6.13)."""
    days = Decimal(parameter("reception.internal", visit.on))
    return calendar_for(visit.agency).add_working_days(visit.received_at, days)


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of visits that are still to be answered, of agencies that ended and have a known heir."""
    return cases.of_ended_units(KIND, on)


def acts_for(by: Actor, visit: Visit) -> list[str]:
    """Names of the acts that this post may do now, in the order of the process."""
    concluded = not by_head(visit) or visit.notice_at is not None
    found = list[str]()
    for move in STANDARD.moves:
        if move.source != visit.case.state or move.code in (*found, "receive", "succeed"):
            continue
        if not policies.BY_ACT[move.code](by, visit):
            continue
        out_of_turn = {
            "conclude": not by_head(visit) or visit.notice_at is not None,
            "reply": not concluded,
            "write_down": bool(visit.petition) or visit.shielded,
            "link": bool(visit.petition),
            "take_papers": visit.papers_number is not None,
        }
        if not out_of_turn.get(move.code, False):
            found.append(move.code)
    return found


def mark_of_key(key: str) -> str:
    """The mark of a form: of a key that only its page holds."""
    return blind(key, "reception.form.key") if key else ""


def person_hash(agency: str, name: str, id_number: str) -> str:
    """Under which the same visitor is known again: the number, else the name."""
    known = id_number or fold(name)
    return blind(known, f"reception.{agency}.person") if known else ""


def earlier(by: Actor, visit: Visit) -> list[Visit]:
    """Visits of the same person before, newest first; nothing of what this post may not read."""
    if not visit.person or not policies.can_read(by, visit):
        return []
    found = Visit.objects.select_related("case").filter(
        agency=visit.agency, person=visit.person, pk__lt=visit.pk
    )
    return list(found.order_by("-pk")[:EARLIER_MOST])


def same_matter(by: Actor, visit: Visit) -> list[Visit]:
    """Other visits about the same matter."""
    found = Visit.objects.select_related("case").filter(agency=visit.agency, same_as=visit.same_as)
    return [
        one for one in found.exclude(pk=visit.pk).order_by("-pk")[:EARLIER_MOST]
        if policies.can_read(by, one) and one.shielded == visit.shielded
    ]  # fmt: skip


def _there(found: QuerySet[Case], by: Actor) -> QuerySet[Case]:
    """Of who denounces nothing for posts that do not handle or decide it (``policies.can_find``)."""
    if policies.works_on_denunciations(by):
        return found
    return found.exclude(visit_row__petition_class=PetitionClass.DENUNCIATION)


def listed(
    by: Actor, *, q: str = "", state: str = "", session: str = "", petition_class: str = "", mine: bool = False,
    late: dt.datetime | None = None, day: str = "",
) -> QuerySet[Case]:  # fmt: skip
    """Visits as cases, filtered; search knows code, class, topic and, for who may read, the visitor's name."""
    found = _there((cases.worklist(by) if mine else cases.visible(by)).filter(kind=KIND), by)
    wanted = {
        "state": state, "visit_row__session": session, "visit_row__petition_class": petition_class,
        "visit_row__day__code": day,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if late is not None:
        found = found.filter(finished_at=None, due_at__lt=late)
    if q.strip():
        found = cases.search(found, q, by=by)
    return found


def figures(by: Actor, now: dt.datetime) -> dict[str, int]:
    """How many replies wait, how many are late, how many wait for this post."""
    still = _there(cases.visible(by).filter(kind=KIND, closed_at=None), by)
    counted = still.aggregate(
        open=Count("id"), late=Count("id", filter=Q(finished_at=None, due_at__lt=now)),
        refusing=Count("id", filter=Q(state=State.REFUSING)),
    )  # fmt: skip
    return {**counted, "mine": listed(by, mine=True).count()}


def register(by: Actor, first: dt.date, last: dt.date) -> list[Visit]:
    """The register of a time, whole and in the order of its numbers (Mẫu số 03/TCD); NotFound for who may not take it.
    It is one register whoever takes it: what is closed in it is closed by ``forms.rows_of``, for a number or a sum that
    one post lacks and another has would say of whom the difference is."""
    if not policies.can_take_register(by, by.agency):
        raise NotFound()
    found = Visit.objects.select_related("case", "day").filter(agency=by.agency, on__gte=first, on__lte=last)
    return list(found.order_by("year", "serial"))


def named_with(petition: str) -> list[Visit]:
    """Visits of a petition that name who came; for the installation, which shields them when it denounces."""
    found = Visit.objects.select_related("case").filter(petition=petition)
    return [visit for visit in found.order_by("pk") if not visit.shielded]


def written_of(petition: str) -> list[Visit]:
    """Every visit of a petition; for the installation, which keeps them from the posts that it denounces."""
    return list(Visit.objects.select_related("case").filter(petition=petition).order_by("pk"))


def shown_as(visit: Visit) -> str:
    """By what name a visit stands in lists."""
    if visit.shielded:
        return "Người tố cáo (giữ kín)"
    return contact(visit).get("name", "") or "Không ghi tên"


def title_of(petition_class: str, topic: str) -> str:
    """What a visit is listed as: never people's words."""
    return f"Tiếp công dân: {CLASS_WORDS[PetitionClass(petition_class)]}, {topics().get(topic, topic)}"


def result_words(result: str) -> str:
    """A result in Vietnamese words, as the journal keeps them whatever language is spoken."""
    return in_vietnamese(Result(result).label) if result else "sẽ trả lời kết quả"
