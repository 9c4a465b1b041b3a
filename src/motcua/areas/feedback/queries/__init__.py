"""Every read of feedback: only what this actor may see; the public reads what an official approved."""

import datetime as dt
import hmac
import json
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import translation

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case, CaseType
from motcua.areas.feedback import policies
from motcua.areas.feedback.choices import KIND, OPEN, REPLIED, Category, Nature, State, categories
from motcua.areas.feedback.events import HANDED_OVER
from motcua.areas.feedback.models import Feedback, FeedbackFile, FeedbackRating
from motcua.areas.feedback.process import STANDARD
from motcua.areas.petitions import policies as petition_policies
from motcua.areas.petitions import queries as petition_queries
from motcua.areas.petitions.choices import Outcome, PetitionClass
from motcua.areas.petitions.choices import State as PetitionState
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.queries import HANDED_WITHIN, SENT_MOST
from motcua.base.calendars.queries import calendar_for
from motcua.base.files import queries as files
from motcua.base.files.choices import JPEG
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.law.queries import parameter
from motcua.base.orgs.queries import NoUnitThen, UnitOn, posts_on, unit_on
from motcua.base.people.fields import blind
from motcua.rules.calendar import TZ
from motcua.rules.feedback import Point
from motcua.rules.impossible import NotFound

SHAPE = STANDARD.code


class NoSuchFeedback(cases.NoSuchCase):
    text = "Không tìm thấy phản ánh {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


class WrongKey(cases.NoSuchCase):
    text = "Mã phản ánh hoặc mã tra cứu không đúng. Xem lại trên biên nhận."


# --- one -------------------------------------------------------------------------------------------------------


def _all() -> QuerySet[Feedback]:
    return Feedback.objects.select_related("case", "merged_into__case", "petition__case")


def to_act_on(code: str | Feedback, *, by: Actor) -> Feedback:
    """The feedback of an act, locked; another unit's looks like one that is not there."""
    code = code.case.code if isinstance(code, Feedback) else code
    case = Case.objects.select_for_update().filter(kind=KIND, code=code).first()
    if case is None or not (by.post in (SYSTEM.post, CITIZEN.post) or policies.can_see(by, case.agency)):
        raise NoSuchFeedback(code=code)
    found = _all().get(pk=case.pk)
    found.case = case
    return found


def one(by: Actor, code: str) -> Feedback:
    """Feedback that this actor may see; whether its words as well says ``policies.can_read``."""
    found = _all().filter(case__code=code).first()
    if found is None or not policies.can_see(by, found.case.agency):
        raise NoSuchFeedback(code=code)
    return found


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of open feedback of agencies that ended and have a known heir."""
    return cases.of_ended_units(KIND, on)


def tracking_key(code: str) -> str:
    """The key on the receipt with which the sender follows it; derived, never stored."""
    return blind(code, "tracking")[:12]


def tracked(code: str, key: str) -> Feedback:
    """Feedback for whoever holds its receipt; a wrong key and an unknown code look the same."""
    found = None
    if hmac.compare_digest(tracking_key(code).encode(), key.strip().lower().encode()):
        found = _all().filter(case__code=code).first()
    if found is None:
        raise WrongKey()
    return found


def hands_out(by: Actor, feedback: Feedback, at: dt.datetime) -> bool:
    """Whether this post may still tell the sender the key: it took the feedback in, and they are there or on the line.
    To nobody else: with the key one reads what was sent and acts as the sender."""
    taken = events(feedback)[0]
    own = bool(by.agency) and by.agency == feedback.agency and by.post == taken.by_post
    return own and at - taken.at <= HANDED_WITHIN


def sent_by(owner: str) -> list[Feedback]:
    """What somebody who signed in has sent under a name, latest first."""
    found = _all().filter(owner=owner).order_by("-pk") if owner else Feedback.objects.none()
    return list(found[:SENT_MOST])


def behind_token(token: str) -> Feedback | None:
    """What an Open311 client sent without waiting for its code."""
    return _all().filter(token=token).first() if token else None


def contact(feedback: Feedback) -> dict[str, str]:
    """Who sent it as said; callers ask ``policies.can_read`` first."""
    given: dict[str, str] = json.loads(feedback.contact or "{}")
    return given


def details(feedback: Feedback) -> dict[str, list[str]]:
    """Answers to what the category asks; callers ask ``policies.can_read`` first."""
    given: dict[str, list[str]] = json.loads(feedback.details or "{}")
    return given


def point_of(feedback: Feedback) -> Point | None:
    """Where it is, if that is known."""
    if feedback.lat is None or feedback.lon is None:
        return None
    return Point(feedback.lat, feedback.lon)


def category_of(feedback: Feedback) -> Category | None:
    """Its category, unless the catalogue has dropped it since."""
    return categories().get(feedback.category)


def nature_of(feedback: Feedback) -> Nature:
    """What its category is about."""
    found = category_of(feedback)
    return found.nature if found else Nature.GENERAL


def events(feedback: Feedback) -> list[Event]:
    """The chain of the feedback in the journal, oldest first."""
    return journal.of_subject(feedback.case.subject)


def rating(feedback: Feedback) -> FeedbackRating | None:
    """What the sender said of the answer that stands now; of the one before it was reopened ``ratings`` tells."""
    return FeedbackRating.objects.filter(feedback=feedback, n=answer_now(feedback)).first()


def ratings(feedback: Feedback) -> list[FeedbackRating]:
    """What the sender said of each answer, the first one first."""
    return list(FeedbackRating.objects.filter(feedback=feedback).order_by("n"))


def answer_now(feedback: Feedback) -> int:
    """The number of the answer that is given or awaited: 2 once it was reopened."""
    return 1 if feedback.reopened_at is None else 2


def merged(feedback: Feedback) -> list[Feedback]:
    """What says the same and was merged into this."""
    return list(Feedback.objects.select_related("case").filter(merged_into=feedback).order_by("pk"))


def acts_for(by: Actor, feedback: Feedback) -> list[str]:
    """Names of the acts that this post may do now, in the order of the process."""
    found = list[str]()
    for move in STANDARD.moves:
        if move.source != feedback.case.state or move.code in (*found, "succeed"):
            continue
        if not policies.BY_ACT[move.code](by, feedback):
            continue
        if move.code == ("approve" if feedback.shown else "unpublish"):
            continue
        if move.code == "hand_over" and was_handed_over(feedback):
            continue
        if move.code == "approve" and feedback.case.state == State.ANSWERED:
            continue  # whoever publishes the answer decides on both
        found.append(move.code)
    return found


def objects_until(feedback: Feedback) -> dt.datetime | None:
    """Until when the sender may object to the answer; None when that is not possible (any more)."""
    if feedback.answered_at is None or feedback.reopened_at is not None or feedback.case.state not in REPLIED:
        return None
    on = feedback.answered_at.astimezone(TZ).date()
    days = int(parameter("feedback.reopen", on))
    return calendar_for(feedback.agency).add_days(feedback.answered_at, days)


# --- out of a petition ----------------------------------------------------------------------------------------


def accepts(by: Actor, petition: Petition) -> bool:
    """Whether this post may now accept a petition as feedback."""
    return (
        petition.case.state == PetitionState.PROPOSED
        and petition.proposed == Outcome.ACCEPTED
        and petition.petition_class == PetitionClass.SUGGESTION
        and petition_policies.can_decide(by, petition)
    )


def opened_by(by: Actor, petition: Petition) -> Feedback | None:
    """The feedback that a petition's acceptance opened, for who may see it."""
    found = _all().filter(petition=petition).first()
    return found if found is not None and policies.can_see(by, found.case.agency) else None


def out_of(petition_code: str) -> Feedback | None:
    """The feedback that a petition became, None where it became none; callers have checked the petition's receipt."""
    return _all().filter(petition__case__code=petition_code).first()


# --- what was handed over ------------------------------------------------------------------------------------


def was_handed_over(feedback: Feedback) -> bool:
    """Whether it goes on as a shielded petition and nothing of it is left here."""
    return any(event.kind == HANDED_OVER.name for event in events(feedback))


def followed_as(feedback: Feedback) -> tuple[str, str] | None:
    """Code and key under which its sender goes on following what was handed over; callers have checked the receipt."""
    if not was_handed_over(feedback):
        return None
    found = petition_queries.taken_over(feedback.agency, feedback.case.subject)
    return (found.case.code, petition_queries.tracking_key(found.case.code)) if found is not None else None


# --- types -----------------------------------------------------------------------------------------------------


def type_of(category: str, on: dt.date) -> CaseType | None:
    """How long a category takes, as published on a day."""
    return cases.current_type(KIND, category, on)


def competent(place: str, on: dt.date, *, here: str) -> str:
    """Whose work feedback about a place is: the ward's there when it works here, else the ward's that was told."""
    if place and place != here and posts_on(on, agency=place):
        return place
    return here


def in_charge(agency: str, category: Category, on: dt.date) -> tuple[str, str]:
    """(duty, field) for whose posts feedback waits; where no post has them, for the heads, else for the counter."""
    there = posts_on(on, agency=agency)
    for duty, field in ((category.duty, category.field), ("head", ""), ("direct", "")):
        if any(
            duty in post.duties and (not field or not post.fields or field in post.fields) for post in there
        ):
            return duty, field
    return "receive", ""


def office_of(agency: str, category: Category | None, on: dt.date) -> str:
    """The name of the division that a category goes to, else of the agency."""
    for code in (f"{agency}-{category.unit}" if category and category.unit else "", agency):
        try:
            return unit_on(code, on).name if code else ""
        except NoUnitThen:
            continue
    return ""


def ward(code: str, on: dt.date) -> UnitOn | None:
    """A unit of a day, None when there is none of that code."""
    try:
        return unit_on(code, on)
    except NoUnitThen:
        return None


# --- lists -----------------------------------------------------------------------------------------------------


def listed(
    by: Actor, *, q: str = "", state: str = "", category: str = "", channel: str = "", view: str = ""
) -> QuerySet[Case]:
    """Feedback as cases, filtered; ``view``: mine, to_publish, objected, regulation."""
    found = (cases.worklist(by) if view == "mine" else cases.visible(by)).filter(kind=KIND)
    wanted = {"state": state, "feedback__category": category, "feedback__channel": channel}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    match view:
        case "to_publish":
            found = found.filter(state=State.ANSWERED)
        case "objected":
            found = found.filter(feedback__reopened_at__isnull=False, closed_at=None)
        case "regulation":
            codes = [one.code for one in categories().values() if one.nature is Nature.REGULATION]
            found = found.filter(feedback__category__in=codes)
    if q.strip():
        found = cases.search(found, q, by=by)
    return found


def figures(by: Actor, now: dt.datetime) -> dict[str, int]:
    """How many are open, late, to be published, objected to."""
    still = cases.visible(by).filter(kind=KIND, closed_at=None)
    counted = still.aggregate(
        open=Count("id", filter=Q(state__in=[str(one) for one in OPEN])),
        late=Count("id", filter=Q(finished_at=None, paused=False, due_at__lt=now)),
        to_publish=Count("id", filter=Q(state=State.ANSWERED)),
        objected=Count("id", filter=Q(feedback__reopened_at__isnull=False)),
    )
    return {**counted, "mine": listed(by, view="mine").count()}


# --- pictures --------------------------------------------------------------------------------------------------


def files_of(feedback: Feedback, *, public: bool = False) -> list[FeedbackFile]:
    """Its pictures; ``public`` those that everybody may see."""
    rows = FeedbackFile.objects.filter(feedback=feedback, file__erased_at=None).select_related("file")
    return list((rows.filter(public=True) if public else rows).order_by("n"))


def open_file(feedback: Feedback, n: int, *, public: bool = False) -> tuple[str, bytes]:
    """(media type, content) of a picture; the caller has asked who may see the feedback."""
    if public and not feedback.shown:
        raise NotFound()
    found = next((row for row in files_of(feedback, public=public) if row.n == n), None)
    if found is None:
        raise NotFound()
    opened = files.open_file(found.file_id, subject=feedback.case.code)
    return opened.view.media_type, opened.content


# --- words -----------------------------------------------------------------------------------------------------


def in_vietnamese(label: object) -> str:
    """A label as the law words it, whatever language is spoken."""
    with translation.override("vi"):
        return str(label)


def title_of(category: str) -> str:
    """What feedback is listed as: never people's words."""
    found = categories().get(category)
    return f"Phản ánh: {found.name_vi if found else category}"


def days_of(key: str, on: dt.date) -> Any:
    """A number of days of the law on a day."""
    return int(parameter(key, on))


def sent_ahead(unit: str, key: str) -> list[files.FileView]:
    """Pictures that wait for a form of the portal, under a key that only its page holds."""
    return [one for one in petition_queries.sent_ahead(unit, key) if one.media_type == JPEG.name]


def photos_ahead(unit: str, key: str) -> list[bytes]:
    """What the pictures hold that wait for a form."""
    return [files.open_file(one.id, subject=one.subject).content for one in sent_ahead(unit, key)]
