"""Who raised their voice is told what comes of it, where they left an address; who denounces is told nothing."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from motcua.areas.complaints import actions as complaints
from motcua.areas.feedback import actions as feedback
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions.models import Petition
from motcua.areas.receptions import actions as receptions
from motcua.areas.receptions.models import DutyDay
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.messages import queries as messages
from motcua.base.messages.models import Notice
from motcua.reactions.table import catch_up
from tests import world
from tests.areas import test_receptions
from tests.areas.test_complaints import decided, proposed
from tests.areas.test_complaints import make as complaint
from tests.areas.test_feedback import RUBBISH, answered
from tests.areas.test_petitions import proposed as classified
from tests.areas.test_receptions import moment

Posts = Mapping[str, Actor]
Heard = Callable[[], list[tuple[str, str, str]]]
SENDER = {
    "name": "Công Tằng Tôn Nữ Thị Hoàng Anh", "phone": "0912345678", "email": "an@example.vn",
    "address": "Số 9 ngách 77 Thạch Bàn",
}  # fmt: skip
room, day, make = test_receptions.room, test_receptions.day, complaint
__all__ = ["day", "make", "room"]


@pytest.fixture
def heard(settings: Any, ward: str) -> Heard:
    """Run the reactions; (text, channel, code) of everything told since."""
    settings.MAIL, settings.SMS_URL = True, "https://sms.vn"
    known: set[int] = set()

    def look() -> list[tuple[str, str, str]]:
        catch_up(lambda event: event.at)
        new = [notice for notice in Notice.objects.order_by("seq", "id") if notice.pk not in known]
        known.update(notice.pk for notice in new)
        assert "Hoàng Anh" not in json.dumps([[n.facts, n.subject] for n in new], ensure_ascii=False)
        return [(notice.key, notice.channel, str(notice.facts["code"])) for notice in new]

    return look


def sent(at: dt.datetime, said: str = "suggestion", **over: Any) -> Petition:
    return petitions.receive(
        **{
            "by": CITIZEN, "at": at, "unit": world.WARD, "channel": "online", "said": said, "topic": "other",
            "content": RUBBISH, "against": "Tổ dân phố 5", "submitter": SENDER, **over,
        }
    )  # fmt: skip


def both(key: str, code: str) -> list[tuple[str, str, str]]:
    return [(key, "email", code), (key, "sms", code)]


@pytest.mark.django_db(transaction=True)
def test_a_petition_is_told_when_it_comes_when_more_is_needed_and_when_it_is_settled(
    posts: Posts, at: dt.datetime, heard: Heard
) -> None:
    made = sent(at)
    assert heard() == both("petition.received", made.code)
    letter = messages.letter(Notice.objects.get(channel="email"))
    assert (
        "trước 10 giờ, thứ Hai 7/12/2026" in letter.body
        and "Cơ quan giải quyết: Phường Long Biên." in letter.body
    )
    assert "Hẹn trả" not in letter.body
    handler = posts["justice-1"]
    petitions.ask(by=handler, at=at, petition=made, wanted="Ảnh chụp bãi rác")
    assert heard() == both("petition.asked", made.code)
    made = classified(posts, made, at, "suggestion", signed="no")
    petitions.settle(by=posts["chair"], at=at, petition=made, outcome="stored")
    assert heard() == both("petition.settled", made.code)


@pytest.mark.django_db(transaction=True)
def test_who_denounces_or_names_no_address_is_told_nothing(
    posts: Posts, at: dt.datetime, heard: Heard
) -> None:
    sent(at, "denunciation")
    sent(at, submitter={"name": SENDER["name"]})
    assert heard() == []
    later = sent(at)
    assert heard() == both("petition.received", later.code)
    petitions.shield(by=posts["justice-1"], at=at, petition=later)
    petitions.ask(by=posts["justice-1"], at=at, petition=later.code, wanted="Ai đã thu tiền")
    assert heard() == []


@pytest.mark.django_db(transaction=True)
def test_who_complains_is_told_of_every_turn_under_the_code_they_know(
    posts: Posts, at: dt.datetime, heard: Heard
) -> None:
    petition = proposed(at, by=posts, submitter={**world.person(7), "email": "an@example.vn"})
    heard()
    chair, land = posts["chair"], posts["land-1"]
    made = complaints.accept(by=chair, at=at, petition=petition)
    assert heard() == both("complaint.accepted", petition.code)
    later = at + dt.timedelta(days=1)
    complaints.complicate(by=chair, at=at, complaint=made, complicated=["many"], ground="Nhiều hộ")
    assert heard() == both("complaint.complicated", petition.code)
    complaints.suspend(by=chair, at=at, complaint=made, ground="obstacle", note="Nằm viện")
    assert heard() == both("complaint.suspended", petition.code)
    complaints.resume(by=chair, at=later, complaint=made)
    assert heard() == both("complaint.resumed", petition.code)
    complaints.assign(by=chair, at=later, complaint=made, verifier="land-1")
    complaints.call_dialogue(
        by=land, at=later, complaint=made, planned_at=at + dt.timedelta(days=9), place="Trụ sở"
    )
    assert heard() == both("complaint.dialogue_called", petition.code)
    assert "29/11/2026" in Notice.objects.latest("pk").facts["until_words"]
    complaints.stop(by=chair, at=later, complaint=made, ground="died", note="Không có người thừa kế")
    assert heard() == both("complaint.stopped", petition.code)


@pytest.mark.django_db(transaction=True)
def test_who_complains_is_told_of_the_decision_under_the_code_they_know(
    posts: Posts, at: dt.datetime, heard: Heard
) -> None:
    petition = proposed(at, by=posts, submitter={**world.person(7), "email": "an@example.vn"})
    made = complaints.accept(by=posts["chair"], at=at, petition=petition)
    heard()
    decided(posts, made, at)
    assert ("complaint.decided", "email", petition.code) in heard()


@pytest.mark.django_db(transaction=True)
def test_feedback_is_told_from_its_receipt_to_its_answer(posts: Posts, at: dt.datetime, heard: Heard) -> None:
    made = feedback.receive(
        by=CITIZEN, at=at, unit=world.WARD, channel="portal", category="rac", content=RUBBISH, contact=SENDER
    )
    assert heard() == both("feedback.received", made.code)
    answered(posts, made, at)
    assert heard() == both("feedback.answered", made.code)


@pytest.mark.django_db(transaction=True)
def test_who_signed_up_is_told_that_the_day_moved_and_that_it_is_off(
    posts: Posts, day: DutyDay, heard: Heard
) -> None:
    def sign(phone: str) -> None:
        receptions.sign_up(
            by=CITIZEN, at=moment(19), day=day.code, name=SENDER["name"], phone=phone, about="Rãnh thoát nước"
        )

    sign("0912345678")
    sign("0912345679")
    receptions.cancel(by=CITIZEN, at=moment(19, 10), day=day.code, n=2)
    assert heard() == []
    moved = receptions.move(
        by=posts["chair"], at=moment(20, 11), day=day, to=dt.date(2026, 12, 3), reason="Họp"
    )
    assert heard() == [("duty.seat_moved", "sms", moved.code)]
    assert "thứ Năm 3/12/2026" in messages.letter(Notice.objects.get()).sms
    receptions.call_off(by=posts["chair"], at=moment(20, 12), day=moved, reason="Họp đột xuất")
    assert heard() == [("duty.seat_lost", "sms", moved.code)]
