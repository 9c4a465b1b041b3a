"""Dialogues: planned, announced, held, concluded; questions by anybody; commitments kept by a named post."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from typing import Any

import pypdf
import pytest
from django.db import connection

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.dialogues import actions, evidence, forms, queries
from motcua.areas.dialogues.actions.handing import AlreadyHandedOver
from motcua.areas.dialogues.actions.planning import KeptElsewhere, NotNow, NotYetThere
from motcua.areas.dialogues.actions.questions import NotTaken
from motcua.areas.dialogues.models import Commitment, Dialogue, Question
from motcua.areas.dialogues.process import STANDARD
from motcua.areas.petitions import evidence as petition_evidence
from motcua.areas.petitions import queries as petitions
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from tests import world

Posts = Mapping[str, Actor]
Make = Callable[..., Dialogue]
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
ASKED = "Bao giờ ngõ 42 phố Cổ Linh được lắp đèn chiếu sáng?"
NAME = "Lò Thị Phượng Hoàng"
TABLES = (
    "dialogues_dialogue", "dialogues_question", "dialogues_comment", "dialogues_consultation", "dialogues_clause",
    "dialogues_explanation", "dialogues_gathering",
)  # fmt: skip


@pytest.fixture
def make(posts: Posts, at: dt.datetime) -> Make:
    """A dialogue in a week, carried as far as is said."""

    def made(until: str = "planned", **over: Any) -> Dialogue:
        given: dict[str, Any] = {
            "by": posts["office-head"], "at": at, "unit": world.WARD, "kind": "people", "chair": "chair",
            "title": "Hội nghị đối thoại với Nhân dân năm 2026", "place": "Nhà văn hóa tổ 5", "joint": "MTTQ phường",
            "starts_at": at + 7 * DAY, "ends_at": at + 7 * DAY + 3 * HOUR, "topics": ["Chiếu sáng", "Vệ sinh"],
            "groups": {"residents": 100, "front": 5}, **over,
        }  # fmt: skip
        dialogue = actions.plan(**given)
        if until == "planned":
            return dialogue
        dialogue = actions.approve(by=posts["chair"], at=at, dialogue=dialogue)
        if until == "approved":
            return dialogue
        dialogue = actions.announce(by=posts["office-head"], at=at, dialogue=dialogue)
        if until == "announced":
            return dialogue
        after = dialogue.starts_at + 2 * HOUR
        return actions.hold(
            by=posts["office-head"], at=after, dialogue=dialogue, participants={"residents": 86, "front": 4}
        )

    return made


def ask(at: dt.datetime, dialogue: Dialogue | None, **over: Any) -> Question:
    given: dict[str, Any] = {
        "by": CITIZEN, "at": at, "unit": world.WARD, "way": "page", "topic": "other", "content": ASKED,
        "dialogue": dialogue, "name": NAME, **over,
    }  # fmt: skip
    return actions.ask(**given)


def sound() -> list[str]:
    return [*evidence.disagreements(), *disagreements([evidence.CASES])]


# --- from plan to notice ---------------------------------------------------------------------------------------


def test_the_shape_of_a_commitment_has_no_faults() -> None:
    assert STANDARD.faults() == []


def test_a_dialogue_from_its_plan_to_its_notice(make: Make, posts: Posts, at: dt.datetime) -> None:
    dialogue = make("held")
    assert dialogue.code == "DTH-H26.145.00-26-001" and dialogue.invitation_number == "01/GM-UBND"
    assert dialogue.participants == {"residents": 86, "front": 4}
    assert dialogue.conclusion_due is not None and dialogue.conclusion_due.date() == dt.date(2026, 12, 4)
    done = actions.conclude(
        by=posts["chair"],
        at=dialogue.starts_at + DAY,
        dialogue=dialogue,
        conclusion="Giao Phòng Kinh tế lắp đèn.",
    )
    assert done.state == "concluded" and done.conclusion_number == "01/TB-UBND"
    kinds = [event.kind for event in queries.events(dialogue.subject)]
    assert kinds == [f"dialogue.{name}" for name in ("planned", "approved", "announced", "held", "concluded")]
    assert sound() == []


def test_everything_to_mend_is_said_at_once(make: Make, at: dt.datetime) -> None:
    with pytest.raises(Invalid) as found:
        make(kind="?", title=" ", chair="bo-de-one-stop-1", starts_at=at - DAY, topics=[], groups={"?": 1})
    fields = {fault.field for fault in found.value.faults}
    assert fields == {"kind", "title", "chair", "starts_at", "topics", "groups"}
    with pytest.raises(Invalid) as found:
        make(kind="compensation")
    assert [fault.field for fault in found.value.faults] == ["project"]
    with pytest.raises(KeptElsewhere):
        make(kind="complaint")


def test_who_may(make: Make, posts: Posts, at: dt.datetime, other_unit: Actor) -> None:
    for post in ("one-stop-1", "justice-1", "front", "inspector"):
        with pytest.raises(NotAllowed):
            make(by=posts[post])
    dialogue = make()
    with pytest.raises(NotAllowed):
        actions.approve(by=posts["office-head"], at=at, dialogue=dialogue)
    with pytest.raises(NotFound):
        actions.approve(by=other_unit, at=at, dialogue=dialogue)
    with pytest.raises(NotFound):
        queries.dialogue(other_unit, dialogue.code)
    assert queries.dialogue(posts["front"], dialogue.code) == dialogue


def test_nothing_out_of_turn(make: Make, posts: Posts, at: dt.datetime) -> None:
    dialogue = make("approved")
    with pytest.raises(NotNow):
        actions.hold(by=posts["chair"], at=at + 8 * DAY, dialogue=dialogue, participants={"residents": 1})
    with pytest.raises(NotNow):
        actions.change(by=posts["office-head"], at=at, dialogue=dialogue, plan={})
    dialogue = actions.announce(by=posts["office-head"], at=at, dialogue=dialogue)
    with pytest.raises(NotYetThere):
        actions.hold(by=posts["chair"], at=at, dialogue=dialogue, participants={"residents": 1})
    with pytest.raises(Invalid):
        actions.hold(by=posts["chair"], at=at + 8 * DAY, dialogue=dialogue, participants={"residents": 0})
    gone = actions.cancel(by=posts["chair"], at=at, dialogue=dialogue, reason="Mưa bão; dời sang 05/12/2026")
    assert gone in queries.public_dialogues(world.WARD)


def test_households_of_a_compensation_plan(make: Make, posts: Posts, at: dt.datetime) -> None:
    dialogue = make("announced", kind="compensation", project="Đường Cổ Linh 2", groups={"households": 40})
    then = dialogue.starts_at + HOUR
    with pytest.raises(Invalid):
        actions.hold(
            by=posts["chair"], at=then, dialogue=dialogue, participants={"households": 30}, agreed=31
        )
    held = actions.hold(
        by=posts["chair"], at=then, dialogue=dialogue, participants={"households": 30}, agreed=27
    )
    assert held.agreed == 27


def test_the_yearly_conference_is_counted(make: Make, at: dt.datetime) -> None:
    ((kind, years),) = queries.year_counts_of(world.WARD, at.date())
    assert kind.code == "people" and [(y.year, y.held, y.enough) for y in years] == [(2026, 0, False)]
    dialogue = make("held")
    ((_kind, years),) = queries.year_counts_of(world.WARD, dialogue.starts_at.date())
    assert years[-1].enough


# --- questions -------------------------------------------------------------------------------------------------


def test_a_question_waits_until_an_official_lets_it_through(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    dialogue = make("announced")
    question = ask(at, dialogue)
    assert not queries.public_questions(dialogue).exists() and not queries.bank(world.WARD).exists()
    with pytest.raises(NotAllowed):
        actions.show(by=posts["one-stop-1"], at=at, question=question)
    question = actions.show(
        by=posts["office-head"], at=at, question=question, shown="Bao giờ lắp đèn ngõ 42?"
    )
    assert [one.shown for one in queries.public_questions(dialogue)] == ["Bao giờ lắp đèn ngõ 42?"]
    actions.answer(by=posts["land-1"], at=at, question=question, answer="Trong quý I năm 2027.")
    for words in ("lap den", "LẮP đèn ngõ", "quy 2027", "ngo 42"):
        assert [one.code for one in queries.bank(world.WARD, words)] == [question.code], words
    assert not queries.bank(world.WARD, "chung thuc").exists()
    assert sound() == []


def test_no_name_and_no_word_stands_readably(make: Make, at: dt.datetime) -> None:
    question = ask(at, make("announced"))
    told = " ".join(str(event.facts) for event in Event.objects.filter(subject=question.subject))
    assert NAME not in told and "Cổ Linh" not in told
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, content, shown, search FROM dialogues_question")
        row = cursor.fetchone()
    assert (
        NAME.encode() not in bytes(row[0]) and "Cổ Linh".encode() not in bytes(row[1]) and row[2:] == ("", "")
    )


def test_the_same_asked_twice_is_merged(make: Make, posts: Posts, at: dt.datetime) -> None:
    dialogue, by = make("announced"), posts["office-head"]
    first = actions.show(by=by, at=at, question=ask(at, dialogue))
    again = ask(at, dialogue, content="Ngõ 42 phố Cổ Linh bao giờ lắp đèn chiếu sáng ạ?")
    (likely,) = queries.alike(by, again)
    assert likely.question == first and likely.share > 80
    merged = actions.merge(by=by, at=at, question=again, into=first.code)
    assert merged.merged_into == first and queries.public_questions(dialogue).count() == 1
    key = queries.receipt_of(again)
    assert queries.question_by_receipt(world.WARD, again.code, key).merged_into == first
    with pytest.raises(NotFound):
        queries.question_by_receipt(world.WARD, again.code, "0" * 12)
    with pytest.raises(Invalid):
        actions.merge(by=by, at=at, question=first, into=first.code)
    declined = actions.decline(by=by, at=at, question=ask(at, dialogue), ground="insult")
    assert declined.state == "declined"


def test_when_questions_are_taken(make: Make, posts: Posts, at: dt.datetime) -> None:
    planned = make()
    with pytest.raises(NotTaken):
        ask(at, planned)
    dialogue = make("announced", questions_until=at + 3 * DAY)
    with pytest.raises(NotTaken):
        ask(at + 4 * DAY, dialogue)
    with pytest.raises(NotTaken):
        ask(at, dialogue, way="door")
    assert ask(dialogue.starts_at, dialogue, way="door").state == "waiting"
    floor = ask(dialogue.starts_at, dialogue, way="floor", by=posts["office-head"])
    assert floor.state == "shown"
    with pytest.raises(NotAllowed):
        ask(dialogue.starts_at, dialogue, way="floor")
    assert ask(at, None, procedure="1.001193").dialogue is None
    assert queries.is_at_door(dialogue, queries.door_key(dialogue)) and not queries.is_at_door(dialogue, "0")


# --- commitments -----------------------------------------------------------------------------------------------


@pytest.fixture
def promised(make: Make, posts: Posts) -> Commitment:
    """A commitment of the land officer, due on 31/12/2026."""
    dialogue = make("held")
    return actions.make(
        by=posts["chair"], at=dialogue.ends_at, dialogue=dialogue, content="Lắp 12 đèn ở ngõ 42", post="land-1",
        due_on=dt.date(2026, 12, 31),
    )  # fmt: skip


def test_a_commitment_is_a_task_of_a_named_post(promised: Commitment, posts: Posts) -> None:
    assert promised.case.due_at.date() == dt.date(2026, 12, 31)
    waiting = cases.worklist(posts["land-1"]).filter(kind="commitment")
    assert [one.code for one in waiting] == [promised.code]
    assert not cases.worklist(posts["economy-1"]).filter(kind="commitment").exists()
    assert [one.code for one in queries.public_commitments(world.WARD)] == [promised.code]
    assert sound() == []


def test_a_promise_for_a_day_off_is_due_after_it_on_its_page_and_on_paper(make: Make, posts: Posts) -> None:
    dialogue, saturday = make("held"), dt.date(2026, 12, 26)
    due = actions.make(
        by=posts["chair"], at=dialogue.ends_at, dialogue=dialogue, content="Lắp đèn.", post="land-1", due_on=saturday
    ).case.due_at.astimezone(world.TZ)  # fmt: skip
    assert (due.date(), due.time()) == (dt.date(2026, 12, 28), dt.time(17, 30))
    concluded = actions.conclude(by=posts["chair"], at=dialogue.ends_at, dialogue=dialogue, conclusion="Lắp.")
    pages = pypdf.PdfReader(io.BytesIO(forms.paper(forms.CONCLUSION, concluded, "pdf"))).pages
    said = " ".join("".join(page.extract_text() for page in pages).replace("\u200b", "").split())
    assert "Lắp đèn. Giao: " in said and "Hoàn thành chậm nhất 17 giờ 30, thứ Hai 28/12/2026." in said
    later = actions.postpone(
        by=posts["chair"], at=dialogue.ends_at, commitment=queries.public_commitments(world.WARD).get(),
        due_on=dt.date(2027, 1, 30), reason="Chờ vốn",
    )  # fmt: skip
    assert later.case.due_at.astimezone(world.TZ).date() == dt.date(2027, 2, 1)


def test_it_is_kept_when_another_confirms_it(promised: Commitment, posts: Posts) -> None:
    at, land, chair = promised.dialogue.ends_at + DAY, posts["land-1"], posts["chair"]
    with pytest.raises(NotAllowed):
        actions.progress(by=posts["economy-1"], at=at, commitment=promised, said="Đã khảo sát")
    actions.progress(by=land, at=at, commitment=promised, said="Đã khảo sát")
    actions.report(by=land, at=at + DAY, commitment=promised, result="Đã lắp 10 đèn")
    with pytest.raises(NotAllowed):
        actions.confirm(by=land, at=at + DAY, commitment=promised)
    actions.send_back(by=chair, at=at + DAY, commitment=promised, reason="Còn thiếu 2 đèn")
    actions.report(by=land, at=at + 2 * DAY, commitment=promised, result="Đã lắp đủ 12 đèn")
    kept = actions.confirm(by=chair, at=at + 3 * DAY, commitment=promised)
    assert kept.case.on_time and kept.case.state == "kept" and kept.progress.count() == 2
    assert queries.public_commitments(world.WARD).get() == kept
    assert sound() == []


def test_nobody_confirms_what_they_promised_themselves(make: Make, posts: Posts) -> None:
    dialogue, chair = make("held"), posts["chair"]
    at = dialogue.ends_at
    own = actions.make(
        by=chair, at=at, dialogue=dialogue, content="Dự họp tổ 5", post="chair", due_on=dt.date(2026, 12, 31)
    )
    actions.report(by=chair, at=at, commitment=own, result="Đã dự")
    with pytest.raises(NotAllowed):
        actions.confirm(by=chair, at=at, commitment=own)
    assert actions.confirm(by=posts["vice-chair"], at=at, commitment=own).case.state == "kept"


def test_a_later_day_does_not_make_late_work_punctual(promised: Commitment, posts: Posts) -> None:
    at, chair = promised.dialogue.ends_at + DAY, posts["chair"]
    with pytest.raises(Invalid):
        actions.postpone(by=chair, at=at, commitment=promised, due_on=dt.date(2026, 12, 1), reason="Mưa")
    later = actions.postpone(
        by=chair, at=at, commitment=promised, due_on=dt.date(2027, 2, 1), reason="Chờ vốn"
    )
    assert later.due_on == dt.date(2027, 2, 1) and later.promised_on == dt.date(2026, 12, 31)
    late = dt.datetime(2027, 1, 20, 9, tzinfo=world.TZ)
    actions.report(by=posts["land-1"], at=late, commitment=promised, result="Xong")
    kept = actions.confirm(by=chair, at=late, commitment=promised)
    assert kept.case.on_time is False
    assert sound() == []


def test_what_is_released_keeps_its_reason_in_public(promised: Commitment, posts: Posts) -> None:
    at = promised.dialogue.ends_at + DAY
    gone = actions.release(
        by=posts["chair"], at=at, commitment=promised, reason="Dự án khác đã lắp (12/TB-UBND)"
    )
    assert queries.public_commitments(world.WARD).get().reason == gone.reason
    with pytest.raises(Invalid):
        actions.make(
            by=posts["chair"], at=at, dialogue=promised.dialogue, content="", post="bo-de-one-stop-1", due_on=None
        )  # fmt: skip


@pytest.mark.parametrize("column", ["shown", "answer"])
def test_what_was_altered_by_hand_is_found(make: Make, posts: Posts, at: dt.datetime, column: str) -> None:
    by = posts["office-head"]
    question = actions.show(by=by, at=at, question=ask(at, make("announced")))
    actions.answer(by=by, at=at, question=question, answer="Trong quý I.")
    Question.objects.update(**{column: "Khác"})
    assert sound() == [f"{question.subject}: khác với sổ cái (bị sửa)."]
    Question.objects.all().delete()
    assert sound() == [f"{question.subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa)."]


# --- what denounces ------------------------------------------------------------------------------------------------


def test_a_question_that_denounces_goes_on_shielded(make: Make, posts: Posts, at: dt.datetime) -> None:
    dialogue = make("announced")
    told = f"Tôi là {NAME}, ông X địa chính nhận tiền của dân, khi nào xử lý?"
    question = ask(at, dialogue, content=told, group="residents")
    with pytest.raises(NotAllowed):
        actions.hand_over(by=posts["one-stop-1"], at=at, question=question)
    made = actions.hand_over(by=posts["land-1"], at=at, question=question)
    left = Question.objects.get(pk=made.pk)
    said = (
        left.name,
        left.content,
        left.shown,
        left.answer,
        left.search,
        left.group,
        left.procedure,
        left.ground,
    )
    assert left.state == "handed_over" and not any(said)
    petition = petitions.tracked(*(queries.followed_as(left) or ("", "")))
    assert petition.shielded and petition.sealed is not None and NAME not in petition.content
    assert "nhận tiền" in petition.content
    with pytest.raises(AlreadyHandedOver):
        actions.hand_over(by=posts["land-1"], at=at, question=question)
    assert (
        not queries.public_questions(dialogue).exists()
        and not queries.waiting_questions(posts["chair"]).exists()
    )
    assert disagreements([evidence.CASES, petition_evidence.CASES]) == []
    assert [*evidence.disagreements(), *petition_evidence.disagreements()] == []
