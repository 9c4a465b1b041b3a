"""Consultations on drafts: twenty days, a position a clause, every word answered, the results published."""

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

import pytest
from python_calamine import load_workbook

from motcua.areas.dialogues import actions, evidence, forms, queries
from motcua.areas.dialogues.actions.commenting import NotOpen
from motcua.areas.dialogues.actions.consultations import NotExplained, NotInThisPhase, StillOpen
from motcua.areas.dialogues.actions.handing import NothingSaid
from motcua.areas.dialogues.models import Comment, Consultation
from motcua.areas.petitions import evidence as petition_evidence
from motcua.areas.petitions import queries as petitions
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.rules.dialogues import Phase, Tally
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from tests import world

Posts = Mapping[str, Actor]
DAY = dt.timedelta(days=1)
DRAFT = "Điều 1. Phạm vi\n1. Quy chế này áp dụng tại nhà văn hóa.\n2. Không áp dụng tại trường học.\nĐiều 2. Giờ mở cửa"
SENT = [{"to": "HĐND", "number": "15/UBND-VP"}, {"to": "MTTQ", "number": "16/UBND-VP"}]
NAME, WORDS = "Lò Thị Phượng Hoàng", "Nên mở cửa đến 22 giờ vào mùa hè."


@pytest.fixture
def drafted(posts: Posts, at: dt.datetime) -> Consultation:
    """A draft of three clauses and one article without any."""
    return actions.draft(
        by=posts["office-head"], at=at, unit=world.WARD, title="Quy chế sử dụng nhà văn hóa", matter="decisions",
        text=DRAFT, forms=["page", "meeting"],
    )  # fmt: skip


@pytest.fixture
def opened(drafted: Consultation, posts: Posts, at: dt.datetime) -> Consultation:
    """The same, open for twenty days from today."""
    return actions.announce_consultation(
        by=posts["chair"],
        at=at,
        consultation=drafted,
        opens_on=None,
        closes_on=at.date() + 20 * DAY,
        sent=SENT,
    )


def say(consultation: Consultation, at: dt.datetime, device: int = 1, **over: Any) -> Comment:
    given: dict[str, Any] = {
        "by": CITIZEN, "at": at, "consultation": consultation, "token": f"{device:016d}", "stance": "other",
        "clause": 1, "words": WORDS, "name": NAME, **over,
    }  # fmt: skip
    return actions.comment(**given)


def test_a_draft_falls_into_clauses(drafted: Consultation) -> None:
    labels = [one.label for one in queries.clauses(drafted)]
    assert labels == ["Điều 1", "Điều 1 khoản 1", "Điều 1 khoản 2", "Điều 2"]
    assert drafted.code == "LYK-H26.145.00-26-001"
    with pytest.raises(NotFound):
        queries.public_consultation(world.WARD, drafted.code)


def test_twenty_days_and_the_plan_sent(drafted: Consultation, posts: Posts, at: dt.datetime) -> None:
    with pytest.raises(NotAllowed):
        actions.announce_consultation(
            by=posts["office-head"], at=at, consultation=drafted, opens_on=None, closes_on=None, sent=SENT
        )
    with pytest.raises(Invalid) as found:
        actions.announce_consultation(
            by=posts["chair"], at=at, consultation=drafted, opens_on=None, closes_on=at.date() + 19 * DAY,
            sent=SENT[:1],
        )  # fmt: skip
    assert {fault.field for fault in found.value.faults} == {"closes_on", "sent"}
    assert "thứ Năm 10/12/2026" in " ".join(map(str, found.value.faults))


def test_one_position_a_clause_from_one_browser(opened: Consultation, at: dt.datetime) -> None:
    first = say(opened, at)
    again = say(opened, at + DAY, stance="support", words="")
    assert again.pk == first.pk and again.state == "counted"
    say(opened, at, device=2, stance="object")
    say(opened, at, device=2, stance="support", clause=0, words="")
    assert queries.tallies(opened) == {1: Tally(1, 1, 0), 0: Tally(1, 0, 0)}
    assert queries.positions_of_device(opened, f"{1:016d}")[1].stance == "support"
    assert evidence.disagreements() == []


def test_what_is_not_taken(opened: Consultation, at: dt.datetime) -> None:
    for over in ({"stance": "?"}, {"words": ""}, {"clause": 9}, {"token": "x"}):
        with pytest.raises(Invalid):
            say(opened, at, **over)
    for moment in (at - DAY, at + 21 * DAY):
        with pytest.raises(NotOpen):
            say(opened, moment)


def test_words_wait_and_their_writer_stays_unknown(
    opened: Consultation, posts: Posts, at: dt.datetime
) -> None:
    comment = say(opened, at)
    assert not queries.public_words(opened).exists()
    told = " ".join(str(event.facts) for event in Event.objects.all())
    assert NAME not in told and "22 giờ" not in told
    actions.show_comment(by=posts["office-head"], at=at, comment=comment)
    assert [one.words for one in queries.public_words(opened)] == [WORDS]
    key = queries.receipt_of_comment(comment)
    assert queries.comment_by_receipt(world.WARD, comment.code, key) == comment
    with pytest.raises(NotFound):
        queries.comment_by_receipt(world.WARD, comment.code, "f" * 12)
    with pytest.raises(NotFound):
        actions.show_comment(by=posts["bo-de-one-stop-1"], at=at, comment=comment)


def test_from_the_last_day_to_the_published_results(
    opened: Consultation, posts: Posts, at: dt.datetime
) -> None:
    office, chair, after = posts["office-head"], posts["chair"], at + 21 * DAY
    shown = actions.show_comment(by=office, at=at, comment=say(opened, at))
    rude = say(opened, at, device=2)
    waiting = say(opened, at, device=3, stance="support")
    actions.count(
        by=office, at=at + DAY, consultation=opened, form="meeting", on=at.date(), support=40, object=3, other=2,
        gist="Xin lùi giờ đóng cửa.",
    )  # fmt: skip
    with pytest.raises(StillOpen):
        actions.close(by=office, at=at + 20 * DAY, consultation=opened)
    assert queries.phase_of(opened, after.date()) is Phase.COUNTING
    with pytest.raises(NotInThisPhase):
        actions.finish(by=office, at=after, consultation=opened, result="Xong")
    closed = actions.close(by=office, at=after, consultation=opened)
    actions.decline_comment(by=office, at=after, comment=rude, ground="insult")
    actions.explain(
        by=office, at=after, consultation=closed, taken="partly", gist="Mở cửa muộn hơn", why="Đến 21 giờ 30.",
        comments=[shown.code],
    )  # fmt: skip
    with pytest.raises(NotExplained) as left:
        actions.finish(by=office, at=after, consultation=closed, result="Xong")
    assert left.value.params == {"waiting": 1, "left": 1}
    actions.show_comment(by=office, at=after, comment=waiting)
    with pytest.raises(Invalid):
        actions.explain(
            by=office, at=after, consultation=closed, taken="not", gist="a", why="b", comments=[shown.code]
        )
    actions.explain(
        by=office, at=after, consultation=closed, taken="taken", gist="Đồng ý", why="Giữ nguyên.",
        comments=[waiting.code], gatherings=[1],
    )  # fmt: skip
    done = actions.finish(by=office, at=after, consultation=closed, result="Trình HĐND tháng 12.")
    with pytest.raises(NotAllowed):
        actions.publish(by=office, at=after, consultation=done)
    published = actions.publish(by=chair, at=after, consultation=done)
    assert queries.phase_of(published, after.date()) is Phase.PUBLISHED
    assert queries.tallies(published)[0] == Tally(40, 3, 2)
    rows = load_workbook(io.BytesIO(forms.sheet(published))).get_sheet_by_name("Giải trình").to_python()
    assert [row[4:] for row in rows] == [["Số ý kiến", "Nơi khác"], [1, 0], [1, 1]]
    assert evidence.disagreements() == []
    Comment.objects.filter(pk=shown.pk).update(explanation=None)
    assert evidence.disagreements() == [f"{published.subject}: khác với sổ cái (bị sửa)."]


def test_a_comment_that_denounces_goes_on_shielded_and_is_no_position(
    opened: Consultation, posts: Posts, at: dt.datetime
) -> None:
    told = f"Tôi, {NAME}, thấy ông X nhận tiền của người thuê nhà văn hóa."
    said, other = say(opened, at, words=told), say(opened, at, device=2)
    only = say(opened, at, device=3, words="", stance="support")
    with pytest.raises(NothingSaid):
        actions.hand_over_comment(by=posts["office-head"], at=at, comment=only)
    actions.show_comment(by=posts["office-head"], at=at, comment=said)
    made = actions.hand_over_comment(by=posts["land-1"], at=at, comment=said)
    left = Comment.objects.get(pk=made.pk)
    assert (left.words, left.name, left.state, left.device) == ("", "", "handed_over", left.code)
    assert queries.tallies(opened)[1] == Tally(1, 0, 1), "it is no position on the draft"
    assert not queries.public_words(opened).exists()
    petition = petitions.tracked(*(queries.followed_as(left) or ("", "")))
    assert petition.shielded and NAME not in petition.content and "nhận tiền" in petition.content
    assert say(opened, at).pk != left.pk, "the browser may say its position anew"
    assert other.code and evidence.disagreements() == [] == petition_evidence.disagreements()
