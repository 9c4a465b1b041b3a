"""Notes on people's situation and field trips: who reads them, never about one person, what leaders make of them."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from motcua.areas.hotspots import actions, evidence
from motcua.areas.hotspots import queries as hotspots
from motcua.areas.hotspots.actions.notes import AlreadyRead
from motcua.areas.hotspots.models import SituationNote
from motcua.areas.hotspots.queries import notes
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.journal.verification import verify
from motcua.rules.impossible import Invalid, NotAllowed, NotFound

Posts = Mapping[str, Actor]
Note = Callable[..., SituationNote]
DAY = dt.timedelta(days=1)


@pytest.fixture
def heard(posts: Posts, at: dt.datetime) -> Note:
    """Noted by the land officer; anything may be said otherwise."""

    def noted(**over: Any) -> SituationNote:
        given: dict[str, Any] = {
            "by": posts["land-1"], "at": at, "topic": "land", "level": "attention", "source": "meeting",
            "spot": "Tổ dân phố số 5", "worries": "Nhiều hộ lo giá bồi thường thấp.", "proposal": "Họp dân sớm.",
            **over,
        }  # fmt: skip
        return actions.note(**given)

    return noted


def test_a_leader_reads_answers_and_gives_work(heard: Note, posts: Posts, at: dt.datetime) -> None:
    chair, social, made = posts["chair"], posts["social-1"], heard()
    assert made.code.startswith("TH-H26.145.00-261120-") and notes.figures(chair)["new"] == 1
    actions.read_note(by=posts["office-head"], at=at, note=made.code)
    with pytest.raises(AlreadyRead):
        actions.read_note(by=chair, at=at, note=made.code)
    actions.give_note_task(
        by=chair, at=at, note=made.code, post="social-1", what="Họp tổ 5", due_on=at.date() + DAY
    )
    assert notes.figures(social)["tasks"] == 1
    (task,) = notes.tasks_of(social, hotspots.note(social, made.code))
    with pytest.raises(NotAllowed):
        actions.drop_note_task(by=social, at=at, note=made.code, n=1, result="Thôi")
    actions.finish_note_task(by=social, at=at, note=made.code, n=task.n, result="Đã họp")
    done = actions.answer_note(by=chair, at=at, note=made.code, answer="Công khai bảng giá.")
    assert (done.state, notes.figures(social)["tasks"], notes.figures(chair)["new"]) == ("answered", 0, 0)
    kinds = [event.kind for event in notes.events(made.subject)]
    assert kinds == ["note.made", "note.read", "note.task_given", "note.task_done", "note.answered"]
    assert evidence.disagreements() == [] and verify().sound


def test_what_a_leader_wrote_is_unread_to_the_others_only(heard: Note, posts: Posts) -> None:
    made = heard(by=posts["chair"], level="urgent")
    chair, office = posts["chair"], posts["office-head"]
    assert (notes.figures(chair)["new"], notes.figures(chair)["urgent"]) == (0, 0)
    assert notes.listed(chair, view="new") == [] and notes.listed(chair) == [made]
    assert notes.figures(office)["urgent"] == 1 and notes.listed(office, view="new") == [made]


def test_only_leaders_and_the_author_read(heard: Note, posts: Posts, at: dt.datetime) -> None:
    made = heard()
    for post in ("land-1", "chair", "vice-chair", "office-head"):
        assert hotspots.note(posts[post], made.code) == made
    for post in (
        "one-stop-head",
        "one-stop-1",
        "social-1",
        "front",
        "inspector",
        "police-head",
        "bo-de-one-stop-1",
    ):
        with pytest.raises(NotFound):
            hotspots.note(posts[post], made.code)
        with pytest.raises(NotFound):
            actions.read_note(by=posts[post], at=at, note=made.code)
        assert made not in notes.listed(posts[post])
    with pytest.raises(NotAllowed):
        actions.answer_note(by=posts["land-1"], at=at, note=made.code, answer="Tôi tự trả lời")
    mine = heard(by=posts["front"], source="front")
    assert notes.listed(posts["front"]) == [mine] and set(notes.listed(posts["chair"])) == {made, mine}
    said = " ".join(str(event.facts) for event in Event.objects.filter(subject=made.subject))
    assert "bồi thường thấp" not in said and "Tổ dân phố" not in said


def test_never_about_one_person(heard: Note, posts: Posts, at: dt.datetime) -> None:
    with pytest.raises(Invalid) as caught:
        heard(worries="Ông Bình và Nguyễn Văn An hay gây rối", spot="Nhà bà Lan", proposal="Gọi 0912345678")
    assert [fault.field for fault in caught.value.faults] == ["spot", "worries", "proposal"]
    assert "một người cụ thể" in str(caught.value)
    assert heard(worries="Ngập cạnh đền Ông Hoàng Mười", impersonal=True)
    with pytest.raises(Invalid):
        actions.log_trip(by=posts["chair"], at=at, on=at.date(), spot="Tổ 5", findings="Gặp cụ Hạnh")


def test_everything_to_mend_is_said_at_once(heard: Note, at: dt.datetime) -> None:
    with pytest.raises(Invalid) as caught:
        heard(topic="x", level="", source="", spot="", worries=" ", place="00118", noted_on=at.date() + DAY)
    assert {fault.field for fault in caught.value.faults} == {
        "topic", "level", "source", "spot", "worries", "place", "noted_on",
    }  # fmt: skip


def test_a_trip_gathers_what_was_raised(heard: Note, posts: Posts, at: dt.datetime) -> None:
    chair = posts["chair"]
    trip = actions.log_trip(
        by=chair, at=at, on=at.date() - DAY, spot="Tổ dân phố số 5", company="Mặt trận phường"
    )
    heard(by=chair, trip=trip.code, source="trip")
    assert notes.trips(chair) == [(trip, 1)] and len(notes.raised_on(chair, trip)) == 1
    for post in ("land-1", "front", "police-head"):
        with pytest.raises((NotFound, NotAllowed)):
            notes.trip(posts[post], trip.code)
    with pytest.raises(NotFound):
        heard(trip="DCS-khong-co")
    with pytest.raises(NotAllowed):
        actions.log_trip(by=posts["land-1"], at=at, on=at.date(), spot="Tổ 5")
    assert evidence.disagreements() == []


def test_a_hot_spot_is_judged_from_a_note(heard: Note, posts: Posts, at: dt.datetime) -> None:
    chair, made = posts["chair"], heard(level="urgent")
    spot = actions.open_hot_spot(
        by=chair, at=at, title="Giá bồi thường", topic="land", assessment="Có thể tập trung đông người",
        notes=[made.code],
    )  # fmt: skip
    (kept,) = notes.of_hotspot(chair, spot.code)
    assert (kept.hotspot, kept.state) == (spot.code, "read")
    assert evidence.disagreements() == []
    SituationNote.objects.update(level="ordinary")
    assert evidence.disagreements() == [f"{made.subject}: khác với sổ cái (bị sửa)."]


def test_a_week_is_summed_up_by_topic_and_place(heard: Note, posts: Posts, at: dt.datetime) -> None:
    chair, on = posts["chair"], at.date()
    heard()
    heard(level="urgent", spot="tổ dân phố số 5")
    heard(topic="environment", spot="Chợ", noted_on=on - 6 * DAY)
    heard(noted_on=on - 7 * DAY)
    found = notes.summary(chair, on - 6 * DAY, on)
    assert found.total == 3 and found.levels == {"attention": 2, "urgent": 1}
    assert [(one.key, one.notes, one.urgent) for one in found.topics] == [
        ("land", 2, 1),
        ("environment", 1, 0),
    ]
    assert [(one.key, one.notes) for one in found.places] == [("Tổ dân phố số 5", 2), ("Chợ", 1)]
    assert [n for _day, n in notes.summary(chair, on - 13 * DAY, on).weeks] == [1, 3]
    assert notes.summary(posts["police-head"], on - 6 * DAY, on).total == 0
    with pytest.raises(NotAllowed):
        notes.summary(posts["land-1"], on, on)
