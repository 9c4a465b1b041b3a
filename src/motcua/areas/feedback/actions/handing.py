"""Feedback that denounces: handed over to the shield, nothing of it stays in the open (R6.45–R6.47)."""

import datetime as dt

from django.conf import settings

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.feedback import events, policies, queries
from motcua.areas.feedback.actions.keeping import FINDS, begin, keep
from motcua.areas.feedback.choices import Channel, Role, Shown, State
from motcua.areas.feedback.models import Feedback, FeedbackFile, FeedbackRating
from motcua.areas.feedback.process import ENDED
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions.choices import Channel as PetitionChannel
from motcua.areas.petitions.events import DENOUNCER_SEALED, RECEIVED, SHIELDED
from motcua.base.files import actions as files
from motcua.base.files import queries as kept
from motcua.base.journal.actions import act
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.messages import actions as messages
from motcua.base.messages.queries import wish_for
from motcua.base.orgs.queries import version_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible

NOBODY = "Không ghi tên"
WORDS = (
    "spot", "content", "contact", "details", "media", "question", "reply", "answer", "note", "objection", "public_text",
    "public_answer",
)  # fmt: skip
"""Columns that hold what people or officials wrote."""
AT_DOOR = frozenset({Channel.PHONE, Channel.COUNTER})


class AlreadyHandedOver(Impossible):
    text = "Phản ánh này đã chuyển xử lý kín."


@act(
    may=policies.can_hand_over, records=(events.HANDED_OVER, RECEIVED, SHIELDED, DENOUNCER_SEALED),
    law="Luật Tố cáo 25/2018/QH14 Điều 8, Điều 23, Điều 24; R6.41, R6.45–R6.47", finds=FINDS,
)  # fmt: skip
def hand_over(*, by: Actor, at: dt.datetime, feedback: Feedback) -> Feedback:
    """Chuyển xử lý kín: it denounces. A shielded petition is made of it, whose time counts from the day it came; here
    stays only that it was handed over.

    Its sender goes on with the receipt they have, and is told so where they left an address.
    """
    work = begin(feedback, "hand_over", by=by, at=at)
    if queries.was_handed_over(feedback):
        raise AlreadyHandedOver()
    if feedback.petition is not None and not feedback.petition.shielded:
        petitions.shield(by=SYSTEM, at=work.at, petition=feedback.petition)
    known, rows = queries.contact(feedback), _files(feedback)
    petitions.take_over(
        at=work.at, unit=feedback.agency, subject=feedback.case.subject, came_at=feedback.received_at,
        said=_said(feedback), own=_own(feedback), who=known, spot=feedback.spot, place=feedback.place,
        channel=PetitionChannel.COUNTER if feedback.channel in AT_DOOR else PetitionChannel.ONLINE,
        pictures=[
            kept.open_file(row.file_id, subject=feedback.code).content for row in rows if row.role == Role.SCENE
        ],
    )  # fmt: skip
    rating = _wipe(feedback, rows, at=work.at)
    work.set(who=NOBODY, search=cases.search_text(feedback.code, feedback.case.title, "", []))
    engine.forget_found()
    if feedback.case.state not in ENDED:
        if work.case.closed_at is None:
            engine.leave(work, outcome="hand_over")
        engine.close(work, state=State.HANDED_OVER)
    keep(work, feedback, events.HANDED_OVER, *rows, *rating)
    _tell(feedback, known, at=work.at)
    return feedback


def _files(feedback: Feedback) -> list[FeedbackFile]:
    found = FeedbackFile.objects.filter(feedback=feedback, file__erased_at=None)
    return list(found.select_related("file").order_by("n"))


def _said(feedback: Feedback) -> list[str]:
    """What was said, in the order in which it was; then what the agency answered, which may quote it."""
    answers = [f"{code}: {', '.join(given)}" for code, given in queries.details(feedback).items()]
    asked = [f"Đã hỏi: {feedback.question}"] if feedback.question else []
    answered = [f"Đã trả lời: {feedback.answer}"] if feedback.answer else []
    return [feedback.content, *answers, *asked, feedback.reply, *answered, feedback.objection]


def _own(feedback: Feedback) -> str:
    """What may lead to the sender beside their name: where the telephone stood, an address of a picture elsewhere."""
    point = queries.point_of(feedback)
    where = [f"Vị trí: {point.lat}, {point.lon}."] if point else []
    return " ".join([*where, *([f"Ảnh ở nơi khác: {feedback.media}"] if feedback.media else [])])


def _wipe(feedback: Feedback, rows: list[FeedbackFile], *, at: dt.datetime) -> list[FeedbackRating]:
    for row in rows:
        row.file = files.erase(file_id=row.file_id, subject=feedback.code, at=at)
        row.public = False
        row.save(update_fields=["public"])
    for name in WORDS:
        setattr(feedback, name, "")
    feedback.owner = ""
    feedback.criteria, feedback.lat, feedback.lon = {}, None, None
    feedback.shown, feedback.public_place, feedback.place = False, Shown.NONE, feedback.agency
    feedback.save(update_fields=[*WORDS, "owner", "criteria", "lat", "lon", "shown", "public_place", "place"])
    ratings = queries.ratings(feedback)
    for rating in ratings:
        rating.comment = ""
        rating.save(update_fields=["comment"])
    return ratings


def _tell(feedback: Feedback, known: dict[str, str], *, at: dt.datetime) -> None:
    """Told within the act: afterwards nobody here knows any more where. The words tell a bystander nothing."""
    email, phone = known.get("email", ""), known.get("phone", "")
    if not (email or phone):
        return
    wish, language = wish_for([feedback.case.subject])
    agency = version_on(feedback.agency, at.astimezone(TZ).date()).name
    messages.queue(
        seq=feedback.case.latest.seq, subject=feedback.case.subject, key=events.HANDED_OVER.name,
        facts={"code": feedback.code, "agency": agency}, at=at, email=email if settings.MAIL else "",
        phone=phone if settings.SMS_URL else "", wish=wish, language=language,
    )  # fmt: skip
