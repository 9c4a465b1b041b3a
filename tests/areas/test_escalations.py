"""Matters beyond competence: raised with a written ground, answered above, followed; denunciations never this way."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from motcua.areas.escalations import actions, evidence, policies, queries
from motcua.areas.escalations.actions import Denounces, NotNow
from motcua.areas.escalations.models import Escalation
from motcua.areas.petitions import actions as petitions
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.journal.verification import verify
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from tests import world

Posts = Mapping[str, Actor]
Raise = Callable[..., Escalation]
DAY = dt.timedelta(days=1)
ABOVE = "01"


@pytest.fixture
def up(posts: Posts, at: dt.datetime) -> Raise:
    """Raised by the chair to the city; anything may be said otherwise."""

    def raised(**over: Any) -> Escalation:
        given: dict[str, Any] = {
            "by": posts["chair"], "at": at, "title": "Bãi rác liên phường ngoài đê", "topic": "environment",
            "asked": "Chỉ đạo di dời bãi rác trước mùa mưa.", "why": "Đất do thành phố giao cho công ty quản lý.",
            "to_agency": ABOVE, "reply_by": at.date() + 15 * DAY, **over,
        }  # fmt: skip
        return actions.raise_matter(**given)

    return raised


def petition(posts: Posts, at: dt.datetime, said: str = "suggestion") -> str:
    return petitions.receive(
        by=posts["one-stop-1"], at=at, unit=world.WARD, channel="counter", said=said, topic="environment",
        content="Bãi rác bốc mùi cả phường.", submitter=world.person(4),
        against="Ông X" if said == "denunciation" else "",
    ).code  # fmt: skip


def test_a_matter_goes_up_and_its_reply_comes_back(up: Raise, posts: Posts, at: dt.datetime) -> None:
    chair, above = posts["chair"], posts["police-head"]
    made = up(about=petition(posts, at))
    assert made.code.startswith("VT-H26.145.00-261120-") and made.about_kind == "petition"
    assert queries.listed(above, coming=True) == [made] and queries.figures(above, at.date())["coming"] == 1
    assert queries.acts_for(above, made) == ["receive", "reply"] and queries.acts_for(chair, made) == [
        "withdraw"
    ]
    actions.receive(by=above, at=at, escalation=made.code)
    with pytest.raises(NotNow):
        actions.end(by=chair, at=at, escalation=made.code, action="Đã làm")
    said = {
        "outcome": "instructed",
        "reply": "Giao công ty di dời.",
        "reply_number": "15/UBND-ĐT",
        "reply_on": at.date(),
    }
    with pytest.raises(NotAllowed):
        actions.reply(by=chair, at=at, escalation=made.code, **said)
    actions.reply(by=above, at=at, escalation=made.code, **said)
    assert queries.figures(chair, at.date())["replied"] == 1
    done = actions.end(by=posts["office-head"], at=at, escalation=made.code, action="Phối hợp di dời xong.")
    assert (
        done.state == "ended" and queries.listed(chair) == [] and queries.listed(chair, ended=True) == [done]
    )
    assert queries.about(chair, made.about) == [done]
    kinds = [event.kind.removeprefix("escalation.") for event in queries.events(done)]
    assert kinds == ["raised", "received", "replied", "ended"]
    assert evidence.disagreements() == [] and verify().sound


def test_a_body_outside_is_named_with_the_document(up: Raise, posts: Posts, at: dt.datetime) -> None:
    with pytest.raises(Invalid) as caught:
        up(to_agency="", to_name="", sent_on=at.date() + DAY)
    assert {fault.field for fault in caught.value.faults} == {"to_name", "number", "sent_on"}
    made = up(to_agency="", to_name="Ban Quản lý đê", number="12/BC-UBND", sent_on=at.date() - 3 * DAY)
    office = posts["office-head"]
    actions.receive(by=office, at=at, escalation=made, received_on=at.date() - DAY)
    said = {"outcome": "returned", "reply": "Thuộc phường.", "reply_number": "3/BQL"}
    with pytest.raises(Invalid):
        actions.reply(by=office, at=at, escalation=made, reply_on=at.date() - 5 * DAY, **said)
    assert actions.reply(by=office, at=at, escalation=made, reply_on=at.date(), **said).outcome == "returned"


def test_a_late_reply_is_seen(up: Raise, posts: Posts, at: dt.datetime) -> None:
    chair, made = posts["chair"], up(reply_by=at.date())
    assert not made.is_late(at.date()) and queries.listed(chair, late=at.date()) == []
    after = at.date() + DAY
    assert made.is_late(after) and queries.listed(chair, late=after) == [made]
    assert (
        queries.figures(chair, after)["late"]
        == queries.figures(posts["police-head"], after)["coming_late"]
        == 1
    )
    actions.withdraw(by=chair, at=at, escalation=made, action="Công ty đã tự di dời.")
    assert queries.figures(chair, after)["late"] == 0


def test_a_denunciation_never_goes_this_way(up: Raise, posts: Posts, at: dt.datetime) -> None:
    secret = petition(posts, at, "denunciation")
    with pytest.raises(Denounces) as caught:
        up(about=secret)
    assert "chuyển cơ quan có thẩm quyền" in str(caught.value)
    for words in (f"Xem {secret}", "Xem TC-H26.145.00-261120-0001", "Người gửi NTC-2026-ABCDEF"):
        with pytest.raises(Invalid) as faults:
            up(asked=words)
        assert [fault.field for fault in faults.value.faults] == ["asked"], words
    with pytest.raises(Invalid) as asked:
        up(why="Dân tố  cáo cán bộ thành phố")
    assert [fault.field for fault in asked.value.faults] == ["no_denunciation"]
    assert up(why="Ngoài thẩm quyền giải quyết khiếu nại, tố cáo của phường", no_denunciation=True).code
    assert up(asked=f"Xem đơn {petition(posts, at)}").code, "petitions that this post may open can be named"


def test_everything_to_mend_is_said_at_once(up: Raise, at: dt.datetime) -> None:
    with pytest.raises(Invalid) as caught:
        up(
            title=" ",
            asked="",
            why="",
            topic="khong-co",
            about="DT-khong-co",
            to_agency="00118",
            reply_by=None,
        )
    assert {fault.field for fault in caught.value.faults} == {
        "title", "asked", "why", "topic", "about", "to_agency", "reply_by",
    }  # fmt: skip
    assert not Escalation.objects.exists()


def test_only_leaders_of_both_units_read(up: Raise, posts: Posts, at: dt.datetime) -> None:
    made = up()
    for post in ("one-stop-head", "one-stop-1", "justice-1", "front", "bo-de-one-stop-1", "police-1"):
        with pytest.raises(NotFound):
            queries.one(posts[post], made.code)
        assert not policies.can_raise(posts[post])
    for post in ("chair", "vice-chair", "office-head", "police-head"):
        assert queries.one(posts[post], made.code) == made
    for post in ("office-head", "one-stop-head"):
        with pytest.raises(NotAllowed):
            up(by=posts[post])
    with pytest.raises(NotFound):
        actions.withdraw(by=posts["justice-1"], at=at, escalation=made.code, action="Thôi")


def test_the_journal_has_no_word_of_it_and_finds_what_was_altered(up: Raise) -> None:
    made = up()
    said = " ".join(str(event.facts) for event in Event.objects.filter(subject=made.subject))
    assert "di dời" not in said and "liên phường" not in said
    Escalation.objects.update(reply_by=made.reply_by + 90 * DAY)
    assert evidence.disagreements() == [f"{made.subject}: khác với sổ cái (bị sửa)."]
