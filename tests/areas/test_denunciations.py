"""Denunciations: accepted with their petition, every clock of the law, what interrupts them, to whom they are there."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.denunciations import actions, evidence, forms, queries
from motcua.areas.denunciations.actions import Nameless, NotADenunciation, NotWithdrawn, NotYetTold
from motcua.areas.denunciations.models import Denunciation, Todo, Written
from motcua.areas.denunciations.process import STANDARD
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions import evidence as petition_evidence
from motcua.areas.petitions import policies as petition_policies
from motcua.areas.petitions import queries as petition_queries
from motcua.areas.petitions.models import Petition
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.orgs.models import Post
from motcua.base.people.queries import actor_for_post
from motcua.rules import denunciations as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from tests import world
from tests.areas.test_petitions import PERSON, SECRET, SOUND, everything

Posts = Mapping[str, Actor]
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
SUMMARY = "Công chức địa chính nhận tiền của người dân khi đo đất, trong năm 2026"
WRITING = {"number": "7/QĐ-UBND", "reason": "Xác minh tại ba cơ quan"}


def taken_in(posts: Posts, at: dt.datetime, **over: Any) -> Petition:
    """A denunciation taken in at the counter."""
    given: dict[str, Any] = {
        "by": posts["one-stop-1"], "at": at, "unit": world.WARD, "channel": "counter", "said": "denunciation",
        "topic": "officials", "against": "Ông X, công chức địa chính", "submitter": PERSON,
        "content": f"Tôi là {SECRET}. Ông X nhận tiền của dân khi đo đất.", **over,
    }  # fmt: skip
    return petitions.receive(**given)


def proposed(posts: Posts, petition: Petition, at: dt.datetime, **over: Any) -> Petition:
    answers = {"kind": "denunciation", **SOUND, **over.pop("answers", {})}
    return petitions.propose(by=posts["justice-1"], at=at, petition=petition, answers=answers, **over)


def accepted(posts: Posts, at: dt.datetime, **over: Any) -> Denunciation:
    """A denunciation whose petition was taken in, proposed and accepted within two minutes."""
    petition = proposed(posts, taken_in(posts, at, **over), at + MINUTE)
    return actions.accept(by=posts["chair"], at=at + 2 * MINUTE, petition=petition, content=SUMMARY)


def verified(posts: Posts, made: Denunciation, at: dt.datetime) -> Denunciation:
    made = actions.order(
        by=posts["chair"], at=at, denunciation=made, number="8/QĐ-UBND", team="Thanh tra, địa chính",
        verify_until=at.date() + 10 * DAY,
    )  # fmt: skip
    return actions.draft(
        by=posts["justice-1"], at=at + DAY, denunciation=made, findings="Hai hộ nộp tiền không biên lai"
    )


def concluded(posts: Posts, made: Denunciation, at: dt.datetime, **over: Any) -> Denunciation:
    given = {"verdict": "partly_true", "conclusion": "Thu sai hai hộ", "number": "3/KL-UBND", **over}
    return actions.conclude(by=posts["chair"], at=at, denunciation=made, **given)


def unsound() -> list[str]:
    return [*disagreements((evidence.CASES, petition_evidence.CASES)), *petition_evidence.disagreements()]


def tasks(made: Denunciation) -> dict[str, dt.datetime]:
    return {row.task: row.due_at.astimezone(TZ) for row in queries.todos(made) if row.done_at is None}


def test_the_shape_has_no_faults() -> None:
    assert STANDARD.faults() == []


# --- the way ---------------------------------------------------------------------------------------------------


def test_from_acceptance_to_the_published_conclusion(posts: Posts, at: dt.datetime) -> None:
    made = accepted(posts, at)
    case, chair, justice = made.case, posts["chair"], posts["justice-1"]
    assert case.code.startswith("TC-H26.145.00-261120-") and case.title == "Giải quyết tố cáo"
    assert case.who == made.pseudonym and case.confidential
    assert case.due_at == dt.datetime(2026, 12, 21, 17, 30, tzinfo=TZ), (
        "30 days end on a Sunday: the Monday after"
    )
    petition = petition_queries.one(chair, made.petition.code)
    assert (petition.outcome, petition.matter) == ("accepted", f"denunciation:{made.code}")
    five = dt.datetime(2026, 11, 30, 10, 2, tzinfo=TZ)
    assert tasks(made) == {"tell_denouncer": five, "tell_denounced": five}, "24/11 is a holiday"
    assert "order" in queries.acts_for(chair, made) and queries.acts_for(justice, made)[0] == "done"
    for task in ("tell_denouncer", "tell_denounced"):
        made = actions.done(by=justice, at=at + 5 * MINUTE, denunciation=made, task=task, number="1/TB")
    made = verified(posts, made, at + DAY)
    assert cases.worklist(chair).filter(pk=case.pk).exists()
    made = actions.send_back(by=chair, at=at + 2 * DAY, denunciation=made, reason="Hỏi thêm hộ thứ ba")
    made = actions.draft(by=justice, at=at + 3 * DAY, denunciation=made, findings="Ba hộ")
    end = dt.datetime(2026, 12, 10, 9, tzinfo=TZ)
    made = concluded(posts, made, end)
    assert made.case.finished_at == end and made.case.on_time
    assert tasks(made) == {
        "send_conclusion": dt.datetime(2026, 12, 17, 9, tzinfo=TZ),
        "measures": dt.datetime(2026, 12, 21, 9, tzinfo=TZ),
        "publish": dt.datetime(2026, 12, 21, 9, tzinfo=TZ),
    }  # fmt: skip
    made = actions.done(by=justice, at=end + DAY, denunciation=made, task="send_conclusion")
    made = actions.carry_out(
        by=chair, at=end + 2 * DAY, denunciation=made, measures="Trả lại tiền, kiểm điểm", number="4/UBND"
    )
    with pytest.raises(Invalid, match="chưa làm"):
        actions.done(by=justice, at=end + 2 * DAY, denunciation=made, task="publish")
    made = actions.publish(
        by=justice, at=end + 4 * DAY, denunciation=made, where="posting",
        public_text=f"{SECRET} tố cáo đúng một phần. Mã {made.pseudonym}, bà {made.pseudonym}.",
    )  # fmt: skip
    assert made.public_text == "người tố cáo tố cáo đúng một phần. Mã người tố cáo, người tố cáo."
    with pytest.raises(NotYetTold, match="Báo kết quả"):
        actions.close(by=justice, at=end + 5 * DAY, denunciation=made)
    made = actions.done(by=justice, at=end + 5 * DAY, denunciation=made, task="report")
    made = actions.close(by=justice, at=end + 5 * DAY, denunciation=made)
    assert made.case.state == "closed" and not queries.acts_for(posts["one-stop-1"], made)
    made = actions.denounced_again(by=justice, at=end + 9 * DAY, denunciation=made, agency="UBND thành phố")
    assert made.again_on == dt.date(2026, 12, 19)
    assert SECRET not in everything() and unsound() == []


def test_only_what_was_proposed_is_accepted(posts: Posts, at: dt.datetime) -> None:
    petition = taken_in(posts, at)
    with pytest.raises(NotADenunciation):
        actions.accept(by=posts["chair"], at=at, petition=petition)
    petition = proposed(posts, petition, at + MINUTE)
    assert queries.accepts(posts["chair"], petition) and not queries.accepts(posts["justice-1"], petition)
    with pytest.raises(NotAllowed):
        actions.accept(by=posts["justice-1"], at=at + MINUTE, petition=petition)
    assert petition.sealed is not None
    for content, said in (
        ("", "Ghi rõ tóm tắt"), ("Ông X nhận 20 triệu của tôi", "lời của cơ quan"),
        (f"Ông X nhận tiền của {SECRET}", "không nhắc đến"),
        (f"Bà {petition.sealed.pseudonym} đã đưa tiền", "không nhắc đến"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=said):
            actions.accept(by=posts["chair"], at=at + MINUTE, petition=petition.code, content=content)
    refused = proposed(posts, taken_in(posts, at), at + MINUTE, answers={"unfit": "29.1d"})
    assert refused.proposed == "refused", "no ground in what it says (R6.42)"
    with pytest.raises(NotADenunciation):
        actions.accept(by=posts["chair"], at=at + MINUTE, petition=refused)
    nameless = proposed(posts, taken_in(posts, at, submitter=None, anonymous=True), at + MINUTE)
    with pytest.raises(Nameless):
        actions.accept(by=posts["chair"], at=at + MINUTE, petition=nameless)
    assert not Denunciation.objects.exists() and Petition.objects.filter(outcome="accepted").count() == 0


def test_first_handling_is_seven_or_ten_working_days(posts: Posts, at: dt.datetime) -> None:
    petition = taken_in(posts, at)
    assert petition.case.due_at == dt.datetime(2026, 12, 2, 10, tzinfo=TZ)
    assert "prolong" in petition_queries.acts_for(posts["justice-1"], petition)
    petition = petitions.prolong(by=posts["justice-1"], at=at + DAY, petition=petition)
    assert petition.case.due_at == petition.case.legal_due_at == dt.datetime(2026, 12, 7, 10, tzinfo=TZ)
    assert "prolong" not in petition_queries.acts_for(posts["justice-1"], petition)
    with pytest.raises(petitions.AlreadyProlonged):
        petitions.prolong(by=posts["justice-1"], at=at + DAY, petition=petition)
    assert unsound() == []


def test_the_press_is_answered_in_twenty_days(posts: Posts, at: dt.datetime) -> None:
    came = dt.date(2026, 11, 18)
    made = accepted(
        posts, at, channel="forwarded", sender="press", from_agency="Báo Hà Nội Mới", arrived_on=came
    )
    assert tasks(made)["answer_sender"] == dt.datetime(2026, 12, 8, 17, 30, tzinfo=TZ)


# --- aside -----------------------------------------------------------------------------------------------------


def test_extended_twice_only_if_specially_complicated(posts: Posts, at: dt.datetime) -> None:
    made, chair = accepted(posts, at), posts["chair"]
    with pytest.raises(Invalid, match="căn cứ vụ việc phức tạp"):
        actions.extend(
            by=chair, at=at + DAY, denunciation=made, level="complex", days=30, reason="", number="5"
        )
    with pytest.raises(Invalid, match="từ 1 đến 30 ngày"):
        actions.extend(by=chair, at=at + DAY, denunciation=made, level="complex", days=31, **WRITING)
    made = actions.extend(by=chair, at=at + DAY, denunciation=made, level="complex", days=30, **WRITING)
    assert made.case.due_at == made.case.legal_due_at == dt.datetime(2027, 1, 19, 17, 30, tzinfo=TZ)
    assert made.case.promised_at == dt.datetime(2026, 12, 21, 17, 30, tzinfo=TZ), "the promise stays"
    with pytest.raises(rules.OnlyIfSpeciallyComplicated):
        actions.extend(by=chair, at=at + 2 * DAY, denunciation=made, level="complex", days=30, **WRITING)
    made = actions.extend(
        by=chair, at=at + 2 * DAY, denunciation=made, level="very_complex", days=30, **WRITING
    )
    assert made.case.due_at == dt.datetime(2027, 2, 18, 17, 30, tzinfo=TZ), "90 days from acceptance"
    with pytest.raises(rules.NoFurtherExtension):
        actions.extend(by=chair, at=at + 3 * DAY, denunciation=made, level="very_complex", days=1, **WRITING)
    assert "extend" not in queries.acts_for(chair, made)
    assert [row.days for row in queries.written(made, "extension")] == [30, 30]
    assert unsound() == []


def test_suspended_time_does_not_count(posts: Posts, at: dt.datetime) -> None:
    made, chair = accepted(posts, at), posts["chair"]
    made = actions.suspend(by=chair, at=at + DAY, denunciation=made, ground="assessment", **WRITING)
    assert made.case.paused and made.case.state == "suspended"
    assert tasks(made)["send_suspension"] == dt.datetime(2026, 11, 30, 17, 30, tzinfo=TZ), "from a Saturday"
    with pytest.raises(Impossible, match="Tạm đình chỉ"):
        actions.extend(by=chair, at=at + 2 * DAY, denunciation=made, level="complex", days=30, **WRITING)
    made = actions.resume(by=chair, at=at + 11 * DAY, denunciation=made, **WRITING)
    assert made.case.state == "accepted" and made.case.due_at == dt.datetime(2026, 12, 30, 17, 30, tzinfo=TZ)
    made = actions.extend(by=chair, at=at + 12 * DAY, denunciation=made, level="complex", days=30, **WRITING)
    assert made.case.due_at == dt.datetime(2027, 1, 29, 17, 30, tzinfo=TZ), "70 days after acceptance"
    assert unsound() == []


def test_withdrawn_in_part_goes_on_and_whole_is_stopped(posts: Posts, at: dt.datetime) -> None:
    made, chair, justice = accepted(posts, at), posts["chair"], posts["justice-1"]
    with pytest.raises(NotWithdrawn):
        actions.stop(by=chair, at=at + DAY, denunciation=made, ground="withdrawn", **WRITING)
    with pytest.raises(Invalid, match="nội dung được rút"):
        actions.withdraw(by=justice, at=at + DAY, denunciation=made, how="part")
    made = actions.withdraw(by=justice, at=at + DAY, denunciation=made, how="part", withdrawn="Việc thứ hai")
    assert made.case.state == "accepted"
    made = actions.withdraw(by=justice, at=at + 2 * DAY, denunciation=made, how="whole", goes_on="Bị đe dọa")
    with pytest.raises(NotWithdrawn):
        actions.stop(by=chair, at=at + 3 * DAY, denunciation=made, ground="withdrawn", **WRITING)
    other = accepted(posts, at + 3 * DAY)
    other = actions.withdraw(by=justice, at=at + 4 * DAY, denunciation=other, how="whole")
    other = actions.stop(by=chair, at=at + 5 * DAY, denunciation=other, ground="withdrawn", **WRITING)
    assert other.case.state == "stopped" and other.case.finished_at is not None
    for task in tasks(other):
        other = actions.done(by=justice, at=at + 6 * DAY, denunciation=other, task=task)
    other = actions.close(by=justice, at=at + 6 * DAY, denunciation=other)
    assert other.case.closed_at is not None and unsound() == []


# --- to whom it is there ---------------------------------------------------------------------------------------


def test_to_all_others_it_is_not_there(posts: Posts, at: dt.datetime) -> None:
    made = accepted(posts, at)
    told = {post for post, actor in posts.items() if cases.reachable(actor).filter(pk=made.pk).exists()}
    assert told == {"justice-1", "office-head", "vice-chair", "chair"}
    for post, actor in posts.items():
        seen = [
            cases.visible(actor), cases.opened(actor), cases.worklist(actor), queries.listed(actor),
            cases.search(cases.reachable(actor), made.pseudonym, by=actor),
        ]  # fmt: skip
        if post in told:
            assert queries.one(actor, made.code) == made
            continue
        assert not any(rows.filter(pk=made.pk).exists() for rows in seen), post
        assert not queries.pressing(actor).exists()
        with pytest.raises(NotFound):
            queries.one(actor, made.code)
        with pytest.raises(NotFound):
            actions.stop(by=actor, at=at + DAY, denunciation=made.code, ground="dead", **WRITING)
    for q in (SECRET, PERSON["id_number"], PERSON["phone"]):
        assert (
            not cases.search(cases.reachable(posts["chair"]), q, by=posts["chair"])
            .filter(pk=made.pk)
            .exists()
        )
    assert not cases.received(posts["one-stop-1"], at - DAY, at + DAY, kind="denunciation").exists()


def test_the_holder_of_the_receipt_reads_steps_only(posts: Posts, at: dt.datetime) -> None:
    petition = taken_in(posts, at)
    assert queries.standing(petition.code) is None
    made = accepted(posts, at)
    made = verified(posts, made, at + DAY)
    told = queries.standing(made.petition.code)
    assert told is not None
    assert [(step.words, step.state) for step in told.steps][:4] == [
        ("Đã thụ lý", "done"), ("Đang xác minh", "done"), ("Đã xác minh, chờ kết luận", "now"),
        ("Đã có kết luận", "todo"),
    ]  # fmt: skip
    assert told.due_on == dt.date(2026, 12, 21)
    for word in (SECRET, made.pseudonym, made.code, "Ông X", "địa chính"):
        assert word not in str(told)
    made = actions.suspend(
        by=posts["chair"], at=at + 5 * DAY, denunciation=made, ground="other_case", **WRITING
    )
    told = queries.standing(made.petition.code)
    assert told is not None and (told.words, told.due_on) == ("Tạm đình chỉ", None)
    actions.stop(by=posts["chair"], at=at + 6 * DAY, denunciation=made, ground="settled", **WRITING)
    told = queries.standing(made.petition.code)
    assert told is not None and told.steps[-1].words == "Đã đình chỉ"


def test_a_text_that_names_the_denouncer_says_the_pseudonym_and_is_noted(
    posts: Posts, at: dt.datetime
) -> None:
    made = accepted(posts, at)
    made = actions.order(
        by=posts["chair"], at=at + DAY, denunciation=made, number="8", verify_until=at.date() + 9 * DAY,
        team="Tổ 1, hỏi bà lo thi phuong hoang, 0987 123 456",
    )  # fmt: skip
    assert made.team == f"Tổ 1, hỏi bà {made.pseudonym}, {made.pseudonym}"
    noted = Event.objects.filter(kind="denouncer.named")
    assert [event.facts["post"] for event in noted] == ["chair"]
    assert unsound() == []


# --- whom it is about ------------------------------------------------------------------------------------------


def hidden_from(actor: Actor, petition: Petition, made: Denunciation | None = None) -> bool:
    """Whether nothing of a petition, and of the matter it became, is there for this post."""
    keys = [petition.pk, *([made.pk] if made else [])]
    code = petition.code
    lists = [
        cases.visible(actor), cases.reachable(actor), cases.opened(actor), cases.worklist(actor),
        petition_queries.listed(actor), petition_queries.still(actor), queries.listed(actor),
        cases.search(cases.reachable(actor), code, by=actor),
    ]  # fmt: skip
    listed = any(rows.filter(pk__in=keys).exists() for rows in lists)
    pages = [
        petition_queries.page(actor, size=50), petition_queries.page(actor, size=50, petition_class="denunciation"),
        petition_queries.page(actor, size=50, q=code),
    ]  # fmt: skip
    paged = any(case.pk in keys for page in pages for case in page.items)
    pressing = made is not None and queries.pressing(actor).filter(denunciation=made).exists()
    try:
        petition_queries.one(actor, code)
    except NotFound:
        return not (listed or paged or pressing or petition_queries.files_of(actor, petition))
    return False


def test_whom_it_is_about_has_nothing_to_do_with_it(posts: Posts, at: dt.datetime) -> None:
    chair, vice, justice = posts["chair"], posts["vice-chair"], posts["justice-1"]
    petition = taken_in(posts, at)
    assert not hidden_from(chair, petition)
    petitions.assign(by=vice, at=at, petition=petition, post="chair", instrument="7/QĐ")
    petition = proposed(posts, petition, at + MINUTE, concerns=["chair"])
    for actor in (chair, replace(vice, on_behalf_of="chair"), replace(posts["land-1"], on_behalf_of="chair")):
        assert hidden_from(actor, petition), actor
    assert not hidden_from(vice, petition) and not hidden_from(justice, petition)
    acts: list[Callable[[], Any]] = [
        lambda: actions.accept(by=chair, at=at, petition=petition.code, content=SUMMARY),
        lambda: petitions.settle(by=chair, at=at, petition=petition.code, outcome="accepted"),
        lambda: petitions.send_back(by=chair, at=at, petition=petition.code, reason="x"),
        lambda: petitions.open_identity(
            by=chair, at=at, petition=petition.code, purpose="verify", reason="x"
        ),
        lambda: petitions.assign(by=chair, at=at, petition=petition.code, post="justice-1", instrument="1"),
        lambda: petitions.keep_from(by=chair, at=at, petition=petition.code, posts=[]),
    ]
    for act in acts:
        with pytest.raises((NotFound, NotAllowed)):
            act()
    assert petition.sealed is not None
    assert petition_queries.assigned(petition.sealed, "chair", at.date()) is None, "what was assigned ended"
    made = actions.accept(by=vice, at=at + 2 * MINUTE, petition=petition, content=SUMMARY)
    assert hidden_from(chair, petition, made) and not hidden_from(vice, petition, made)
    with pytest.raises(NotFound):
        queries.one(chair, made.code)
    with pytest.raises(NotFound):
        actions.order(
            by=chair,
            at=at + DAY,
            denunciation=made.code,
            number="8",
            team="Tổ 1",
            verify_until=at.date() + 9 * DAY,
        )
    facts = str([event.facts for event in Event.objects.filter(kind__endswith="kept_from")])
    assert "chair" not in facts, "whom it is about is not told by the journal"
    assert unsound() == []


def test_whom_it_names_does_not_read_it_from_the_first_minute(posts: Posts, at: dt.datetime) -> None:
    petition = taken_in(posts, at, content="Tôi tố cáo chủ tịch phường nhận tiền của dân.")
    assert petition_queries.concerned(petition) == ["chair"]
    assert hidden_from(posts["chair"], petition) and not hidden_from(posts["vice-chair"], petition)
    other = taken_in(posts, at + MINUTE, content="Kính gửi: Chủ tịch UBND phường\nÔng X nhận tiền.")
    assert petition_queries.concerned(other) == []
    said = {"said": "suggestion", "against": "Chủ tịch UBND phường"}
    later = taken_in(posts, at + MINUTE, **said)
    assert not hidden_from(posts["chair"], later)
    later = petitions.shield(by=posts["one-stop-1"], at=at + 2 * MINUTE, petition=later)
    assert hidden_from(posts["chair"], later), "shielded later, kept in the same act"
    with pytest.raises(Invalid, match="lý do"):
        petitions.keep_from(by=posts["justice-1"], at=at + DAY, petition=petition, posts=[])
    why = "Chủ tịch chỉ là người ký biên bản."
    petitions.keep_from(by=posts["justice-1"], at=at + DAY, petition=petition, posts=[], ground=why)
    assert not hidden_from(posts["chair"], petition), "only a name, taken back by who handles it"
    assert why in petition_queries.one(posts["justice-1"], petition.code).spared
    (noted,) = Event.objects.filter(kind="petition.spared")
    assert noted.facts["count"] == 1 and why not in str(noted.facts) and "chair" not in str(noted.facts)
    assert unsound() == []


def test_who_takes_it_in_says_whom_it_is_about(posts: Posts, at: dt.datetime) -> None:
    said = "Tôi tố cáo chủ tịch phường nhận tiền của dân."
    with pytest.raises(Invalid, match="lý do"):
        taken_in(posts, at, content=said, concerns=[])
    with pytest.raises(Invalid, match="của cơ quan này"):
        taken_in(posts, at, content=said, concerns=["nobody"])
    why = f"Chủ tịch chỉ ký biên bản, {PERSON['name']} nói vậy."
    petition = taken_in(posts, at, content=said, concerns=["land-1"], ground=why)
    assert petition.sealed is not None
    assert petition_queries.concerned(petition) == ["land-1"] and not hidden_from(posts["chair"], petition)
    assert "Chủ tịch" in petition.spared and PERSON["name"] not in petition.spared
    assert petition.sealed.pseudonym in petition.spared
    own = "Tôi tố cáo công chức tiếp nhận, quầy 1 nhận tiền của dân."
    with pytest.raises(Invalid, match="không tự bỏ"):
        taken_in(posts, at, content=own, concerns=[], ground="Không phải tôi")
    kept = taken_in(posts, at, content=said, concerns=["chair", "land-1"])
    assert petition_queries.concerned(kept) == ["chair", "land-1"] and kept.spared == ""
    open_ = taken_in(posts, at, said="suggestion", content=said, concerns=[])
    assert petition_queries.concerned(open_) == []
    assert unsound() == []


def test_named_later_it_is_kept_from_them_everywhere(posts: Posts, at: dt.datetime) -> None:
    made = accepted(posts, at)
    made = verified(posts, made, at + DAY)
    made = actions.send_back(by=posts["chair"], at=at + 3 * DAY, denunciation=made, reason="Hỏi thêm")
    justice, whole = posts["justice-1"], made.petition
    petitions.keep_from(by=posts["chair"], at=at + 4 * DAY, petition=whole.code, posts=["justice-1"])
    assert hidden_from(justice, whole, made)
    with pytest.raises(NotFound):
        actions.draft(by=justice, at=at + 5 * DAY, denunciation=made.code, findings="x")
    head = posts["office-head"]
    with pytest.raises(Invalid, match="lý do"):
        petitions.keep_from(by=head, at=at + 5 * DAY, petition=whole.code, posts=[])
    petitions.keep_from(by=posts["chair"], at=at + 5 * DAY, petition=whole.code, posts=[], ground="Nhầm tên")
    assert not hidden_from(justice, whole, made), "named by mistake, taken back by who decides"
    with pytest.raises(Invalid):
        petitions.keep_from(
            by=posts["chair"], at=at + 5 * DAY, petition=whole.code, posts=["nobody"], ground="x"
        )
    assert unsound() == []


def test_another_leader_stands_in_where_none_is_left(posts: Posts, at: dt.datetime) -> None:
    """The vice-chair of another field decides, where the chair and the vice-chair of the field are denounced."""
    Post.objects.filter(code="vice-chair").update(fields=["Đất đai"])
    vice = actor_for_post("vice-chair", at.date())
    petition = taken_in(posts, at)
    assert not petition_policies.can_read(vice, petition)
    petition = proposed(posts, petition, at + MINUTE, concerns=["chair"])
    assert petition.case.stands_in == "vice-chair"
    assert petition_policies.can_read(vice, petition) and cases.worklist(vice).filter(pk=petition.pk).exists()
    made = actions.accept(by=vice, at=at + 2 * MINUTE, petition=petition, content=SUMMARY)
    assert queries.one(vice, made.code) == made and "order" in queries.acts_for(vice, made)
    other = taken_in(posts, at)
    assert not petition_policies.can_read(vice, other), (
        "of what is not about the chair nothing more than before"
    )
    assert unsound() == []


def test_a_leader_handles_where_no_handler_is_left(posts: Posts, at: dt.datetime) -> None:
    petition = taken_in(posts, at)
    chair = posts["chair"]
    handlers = [code for code, post in posts.items() if petition_policies.can_handle(post, petition)]
    assert "justice-1" in handlers and "propose" not in petition_queries.acts_for(chair, petition)
    petition = petitions.keep_from(by=chair, at=at, petition=petition, posts=handlers)
    assert petition.case.stands_in == "chair" and hidden_from(posts["justice-1"], petition)
    assert cases.worklist(chair).filter(pk=petition.pk).exists()
    answers = {"kind": "denunciation", **SOUND}
    petition = petitions.propose(by=chair, at=at + MINUTE, petition=petition, answers=answers)
    made = actions.accept(by=posts["vice-chair"], at=at + 2 * MINUTE, petition=petition, content=SUMMARY)
    assert "done" in queries.acts_for(chair, made)
    assert unsound() == []


def test_what_says_the_same_again_is_kept_from_the_same(posts: Posts, at: dt.datetime) -> None:
    first = proposed(posts, taken_in(posts, at), at, concerns=["chair"])
    again = taken_in(posts, at + MINUTE)
    again = proposed(posts, again, at + 2 * MINUTE, answers={"duplicate": "yes"}, duplicate_of=first.code)
    assert hidden_from(posts["chair"], again)
    assert unsound() == []


def test_who_assigns_is_another_than_who_opens(posts: Posts, at: dt.datetime) -> None:
    petition = taken_in(posts, at)
    with pytest.raises(Invalid, match="Không tự giao"):
        petitions.assign(by=posts["chair"], at=at, petition=petition, post="chair", instrument="7/QĐ")
    petitions.assign(by=posts["chair"], at=at, petition=petition, post="vice-chair", instrument="7/QĐ")


def test_forwarded_within_five_days_and_the_denouncer_hears_of_it(posts: Posts, at: dt.datetime) -> None:
    petition = proposed(
        posts, taken_in(posts, at), at + DAY, answers={"competence": "other"}, to_agency="Thanh tra thành phố"
    )
    five = dt.datetime(2026, 11, 30, 10, tzinfo=TZ)
    assert petition.case.step_due_at == five, "R6.41: five working days from its arrival, 24/11 is a holiday"
    petition = petitions.settle(by=posts["chair"], at=at + 2 * DAY, petition=petition, outcome="forwarded")
    justice = posts["justice-1"]
    assert petition.inform_by == five and petition_queries.to_inform(justice) == [petition]
    assert not petition_queries.to_inform(posts["one-stop-1"])
    assert "inform" in petition_queries.acts_for(justice, petition)
    petition = petitions.inform(by=justice, at=at + 3 * DAY, petition=petition)
    assert not petition_queries.to_inform(justice) and "inform" not in petition_queries.acts_for(
        justice, petition
    )
    with pytest.raises(Impossible, match="Không còn"):
        petitions.inform(by=justice, at=at + 3 * DAY, petition=petition)
    assert unsound() == []


def test_a_conclusion_is_on_the_portal_as_long_as_it_must_be(posts: Posts, at: dt.datetime) -> None:
    made = concluded(posts, verified(posts, accepted(posts, at), at + DAY), at + 5 * DAY)
    made = actions.carry_out(by=posts["chair"], at=at + 6 * DAY, denunciation=made, measures="Trả tiền")
    on = (at + 7 * DAY).date()
    said = {"where": "portal", "public_text": "Thu sai của hai hộ, đã trả lại."}
    with pytest.raises(Invalid, match="ít nhất 15 ngày"):
        actions.publish(by=posts["justice-1"], at=at + 7 * DAY, denunciation=made, until_on=on + DAY, **said)
    made = actions.publish(by=posts["justice-1"], at=at + 7 * DAY, denunciation=made, **said)
    assert made.public_until == on + 15 * DAY
    (shown,) = queries.published(world.WARD, on)
    assert (shown.number, shown.verdict, shown.text) == ("3/KL-UBND", "Đúng một phần", said["public_text"])
    assert queries.published(world.WARD, on + 15 * DAY) and not queries.published(world.WARD, on + 16 * DAY)
    assert not queries.published(world.WARD, on - DAY) and not queries.published(world.OTHER, on)
    assert unsound() == []


def test_every_decision_has_its_letter(posts: Posts, at: dt.datetime) -> None:
    made, chair = accepted(posts, at), posts["chair"]
    made = actions.suspend(by=chair, at=at + DAY, denunciation=made, ground="assessment", **WRITING)
    made = actions.resume(by=chair, at=at + 2 * DAY, denunciation=made, **WRITING)
    made = concluded(posts, verified(posts, made, at + 3 * DAY), at + 5 * DAY)
    made = actions.carry_out(
        by=chair, at=at + 6 * DAY, denunciation=made, measures="Trả tiền cho hai hộ", number="9"
    )
    letters = {code: n for code, n, _name in forms.available(made)}
    assert {"denunciation-resumption", "denunciation-measures"} <= set(letters)
    resumed = str(forms.filled("denunciation-resumption", letters["denunciation-resumption"], made, by=chair))
    assert "Xác minh tại ba cơ quan" in resumed and "22/11/2026" in resumed
    measures = str(forms.filled("denunciation-measures", letters["denunciation-measures"], made, by=chair))
    assert "Trả tiền cho hai hộ" in measures


@pytest.mark.parametrize("table", [Denunciation, Written, Todo])
def test_what_is_altered_by_hand_is_found(posts: Posts, at: dt.datetime, table: Any) -> None:
    made = accepted(posts, at)
    actions.extend(by=posts["chair"], at=at + DAY, denunciation=made, level="complex", days=9, **WRITING)
    assert unsound() == []
    change: Mapping[Any, dict[str, Any]] = {
        Denunciation: {"verdict": "untrue"}, Written: {"days": 30}, Todo: {"done_by": "chair"},
    }  # fmt: skip
    table.objects.update(**change[table])
    assert unsound() != []


# --- pure ------------------------------------------------------------------------------------------------------

RESOLVE: Mapping[str, Any] = {"base": 30, "complex": [30], "very_complex": [30, 30]}
Check = Callable[[], None]


@given(st.lists(st.sampled_from(["complex", "very_complex"]), max_size=4), st.integers(-5, 60))
def test_no_row_of_extensions_is_longer_than_the_law(levels: list[str], days: int) -> None:
    given: list[str] = []
    total = 0
    for level in levels:
        try:
            rules.check_extension(given, level, days, RESOLVE)
        except Impossible:
            continue
        given.append(level)
        total += days
    assert total <= 60 and len(given) <= 2 and (len(given) < 2 or given[1] == "very_complex")


@given(
    st.dates(dt.date(2019, 1, 1), dt.date(2030, 1, 1)), st.lists(st.integers(1, 30), max_size=2),
    st.lists(st.integers(0, 40), max_size=3),
)  # fmt: skip
def test_waiting_moves_the_last_day_by_as_many_days(on: dt.date, more: list[int], waits: list[int]) -> None:
    spans = [(on, on + dt.timedelta(days=n)) for n in waits]
    end = rules.last_day(on, 30, more, spans)
    assert (end - rules.last_day(on, 30, more)).days == sum(waits)
    assert (end - on).days == 30 + sum(more) + sum(waits)
