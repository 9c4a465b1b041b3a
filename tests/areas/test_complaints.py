"""Complaints: accepted with their petition, verified by one, decided by another; every clock; every side exit."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.complaints import actions, evidence, forms, jobs, policies, queries
from motcua.areas.complaints.choices import grounds
from motcua.areas.complaints.models import Complaint, Dialogue, Numbered, Publication
from motcua.areas.complaints.process import STANDARD
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions import evidence as petition_evidence
from motcua.areas.petitions import queries as petition_queries
from motcua.areas.petitions.models import Petition
from motcua.areas.receptions import evidence as reception_evidence
from motcua.areas.receptions.actions import receive as take_visit
from motcua.base.documents import evidence as numbers
from motcua.base.documents.forms import as_docx, as_pdf, wordings
from motcua.base.documents.models import NumberBook
from motcua.base.journal.models import Event
from motcua.base.journal.policies import content_of
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.orgs.actions import open_unit
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from tests import world
from tests.areas.test_petitions import SOUND

Posts = Mapping[str, Actor]
Make = Callable[..., Complaint]
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
LAND = "Không đồng ý Quyết định 35/QĐ-UBND thu hồi 42 m² đất tại ngõ 12 phố Ngọc Lâm, đề nghị hủy quyết định."
LETTER = {"letter": "118", "letter_on": dt.date(2026, 11, 20)}
WRITTEN = "Phải xác minh tại phường Long Biên và tại Sở Nông nghiệp và Môi trường."
PROVINCE = Actor(
    post="province-chair", title="Chủ tịch UBND thành phố", unit="01", agency="01",
    duties=frozenset({"sign", "process", "receive"}),
)  # fmt: skip
PROVINCE_2 = Actor(
    post="province-verifier", title="Thanh tra thành phố", unit="01", agency="01",
    duties=frozenset({"process", "receive"}),
)  # fmt: skip


def proposed(at: dt.datetime, *, by: Posts | None = None, unit: str = world.WARD, **over: Any) -> Petition:
    """A complaint at the counter that was proposed for acceptance."""
    posts = by or world.actors(at.date())
    taker, handler = (
        (posts["one-stop-1"], posts["justice-1"]) if unit == world.WARD else (PROVINCE, PROVINCE_2)
    )
    made = petitions.receive(
        **{
            "by": taker, "at": at, "unit": unit, "channel": "counter", "said": "complaint", "topic": "land",
            "content": LAND, "against": "Quyết định 35/QĐ-UBND", "submitter": world.person(7), **over,
        }
    )  # fmt: skip
    return petitions.propose(by=handler, at=at, petition=made, answers={"kind": "complaint", **SOUND})


@pytest.fixture
def make(posts: Posts, at: dt.datetime) -> Make:
    """A complaint that the chair accepted; anything may be said otherwise."""

    def made(*, petition: Mapping[str, Any] | None = None, **over: Any) -> Complaint:
        moment = over.get("at", at)
        found = proposed(moment, **(petition or {}))
        return actions.accept(**{"by": posts["chair"], "at": moment, "petition": found, **over})

    return made


def verified(posts: Posts, complaint: Complaint, at: dt.datetime, **over: Any) -> Complaint:
    """Assigned to the land officer, who reports."""
    actions.assign(by=posts["chair"], at=at, complaint=complaint, verifier="land-1")
    given = {"finding": "partly", "findings": "Diện tích thu hồi đo lại là 40 m².", **over}
    return actions.report(by=posts["land-1"], at=at, complaint=complaint, **given)


def decided(posts: Posts, complaint: Complaint, at: dt.datetime, **over: Any) -> Complaint:
    given = {"result": "partly", "reasons": "Đo lại còn 40 m².", "ruling": "Sửa diện tích thu hồi còn 40 m²."}
    complaint = verified(posts, complaint, at)
    return actions.decide(by=posts["chair"], at=at, complaint=complaint, **{**given, **over})


def announced(posts: Posts, complaint: Complaint, at: dt.datetime, **over: Any) -> Complaint:
    complaint = decided(posts, complaint, at, **over)
    paper = queries.document(complaint, "decision")
    assert paper is not None
    actions.send(by=posts["justice-1"], at=at, complaint=complaint, n=paper.n, received_on=at.date())
    actions.publish(
        by=posts["justice-1"], at=at, complaint=complaint, form="portal", public_text="Giữ nguyên quyết định."
    )
    return queries.one(posts["chair"], complaint.code)


def unsound() -> list[str]:
    return disagreements((petition_evidence.CASES, evidence.CASES))


def test_the_shape_has_no_faults() -> None:
    assert STANDARD.faults() == []


def test_the_seven_grounds_and_the_forms_are_data() -> None:
    assert len(grounds("complicated")) == 7
    assert {one.certainty for one in grounds("complicated").values()} == {"verified"}
    assert {wordings()[code].certainty for code in forms.CODES} == {"check"}


# --- the way ---------------------------------------------------------------------------------------------------


def test_a_complaint_goes_from_its_petition_to_its_end(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make()
    assert made.code.startswith("KN-H26.145.00-261120-")
    assert (made.case.state, made.case.title) == (
        "accepted",
        "Khiếu nại lần đầu: Đất đai",
    )
    petition = Petition.objects.get(case__code=made.petition.case.code)
    assert (petition.outcome, petition.matter) == ("accepted", f"complaint:{made.code}")
    assert made.case.due_at.date() == dt.date(2026, 12, 21), (
        "30 calendar days from acceptance: a Sunday, rolled"
    )
    assert cases.worklist(posts["chair"]).filter(pk=made.pk).exists(), "one inbox, whatever the kind"
    made = verified(posts, made, at + MINUTE)
    assert (made.case.state, made.finding) == ("reported", "partly")
    made = actions.decide(
        by=posts["chair"], at=at + DAY, complaint=made, result="partly", reasons="Đo lại.", ruling="Sửa diện tích.",
        amounts={"restored_land": "2", "restored_people": 1},
    )  # fmt: skip
    assert (made.case.state, made.case.on_time) == ("decided", True)
    assert made.publish_by == dt.date(2026, 12, 7) and made.effect_on == dt.date(2026, 12, 21)
    paper = queries.document(made, "decision")
    assert paper is not None and paper.number == "02/QĐ-UBND" and paper.send_by == dt.date(2026, 11, 26)
    actions.send(
        by=posts["justice-1"], at=at + 5 * DAY, complaint=made, n=paper.n, received_on=dt.date(2026, 11, 25)
    )
    actions.publish(by=posts["justice-1"], at=at + 5 * DAY, complaint=made, form="posting")
    made = queries.one(posts["chair"], made.code)
    assert (made.case.state, made.second_until) == ("announced", dt.date(2026, 12, 25))
    with pytest.raises(actions.NotYetInEffect, match="từ ngày 26/12/2026"):
        actions.take_effect(by=posts["justice-1"], at=at + 35 * DAY, complaint=made)
    made = actions.take_effect(by=posts["justice-1"], at=at + 36 * DAY, complaint=made)
    with pytest.raises(actions.FirstExecute):
        actions.close(by=posts["justice-1"], at=at + 36 * DAY, complaint=made)
    made = actions.order_execution(
        by=posts["chair"], at=at + 37 * DAY, complaint=made, executor="Phòng Kinh tế, Hạ tầng và Đô thị",
        execute_by=dt.date(2027, 1, 15),
    )  # fmt: skip
    made = actions.execute(by=posts["justice-1"], at=at + 40 * DAY, complaint=made, note="Đã sửa quyết định")
    assert (made.case.state, made.case.post) == ("closed", "")
    assert unsound() == []


def test_who_verified_never_decides(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make()
    with pytest.raises(Invalid, match="khác người quyết định"):
        actions.assign(by=posts["chair"], at=at, complaint=made, verifier="chair")
    with pytest.raises(Invalid):
        actions.assign(by=posts["chair"], at=at, complaint=made, verifier="bo-de-one-stop-1")
    made = verified(posts, made, at)
    both = Actor(**{**vars(posts["land-1"]), "duties": frozenset({"process", "sign"}), "fields": frozenset()})
    said = {"result": "wrong", "reasons": "a", "ruling": "b"}
    with pytest.raises(actions.VerifiedIt):
        actions.decide(by=both, at=at, complaint=made, **said)
    lent = Actor(**{**vars(posts["chair"]), "post": "x", "on_behalf_of": "land-1"})
    with pytest.raises(actions.VerifiedIt):
        actions.decide(by=lent, at=at, complaint=made, **said)
    assert "decide" not in queries.acts_for(both, made) and "decide" in queries.acts_for(posts["chair"], made)
    with pytest.raises(NotAllowed):
        actions.decide(by=posts["justice-1"], at=at, complaint=made, **said)
    made = actions.send_back(by=posts["chair"], at=at, complaint=made, reason="Đo lại thửa đất")
    assert (made.case.state, made.case.post) == ("verifying", "land-1")


def test_only_what_was_proposed_as_a_complaint_is_accepted(posts: Posts, at: dt.datetime, ward: str) -> None:
    bare = petitions.receive(
        by=posts["one-stop-1"], at=at, unit=world.WARD, channel="counter", said="complaint", topic="land",
        content=LAND, submitter=world.person(7),
    )  # fmt: skip
    with pytest.raises(actions.NotProposed):
        actions.accept(by=posts["chair"], at=at, petition=bare)
    found = proposed(at)
    with pytest.raises(NotAllowed):
        actions.accept(by=posts["justice-1"], at=at, petition=found)
    with pytest.raises(actions.NotCompetent, match="lần hai"):
        actions.accept(by=posts["chair"], at=at, petition=found, instance="second", first_decision="1/QĐ")
    with pytest.raises(NotFound):
        actions.accept(by=PROVINCE, at=at, petition=found.case.code)
    assert Petition.objects.get(pk=found.pk).outcome == "", "nothing of a refused act stays"
    actions.accept(by=posts["chair"], at=at, petition=found)
    with pytest.raises(actions.NotProposed):
        actions.accept(by=posts["chair"], at=at, petition=found)


def test_heads_of_departments_resolve_first_and_second_those_of_offices_first_only(
    at: dt.datetime, ward: str
) -> None:
    """R6.39; Luật Khiếu nại Điều 17–21. Divisions of a commune resolve nothing: its chair does."""
    on, given = at.date(), {"valid_from": dt.date(2025, 7, 1), "by": SYSTEM, "at": world.FOUNDED}
    open_unit(code="01-snnmt", name="Sở Nông nghiệp và Môi trường", kind="Sở", parent="01", **given)
    open_unit(code="01-ccpt", name="Chi cục Phát triển nông thôn", kind="Chi cục", parent="01-snnmt", **given)

    def who(agency: str, day: dt.date = on) -> dict[str, str]:
        found = {one: queries.competence(agency, one, day) for one in ("first", "second")}
        return {one: rule.who for one, rule in found.items() if rule}

    assert who("01-snnmt") == dict.fromkeys(("first", "second"), "Giám đốc sở và cấp tương đương")
    assert who("01-ccpt") == {"first": "Thủ trưởng cơ quan thuộc sở và cấp tương đương"}
    assert who("00145-kthtdt") == {}
    assert who(world.WARD) == {"first": "Chủ tịch Ủy ban nhân dân cấp xã"}
    assert who("01") == dict.fromkeys(("first", "second"), "Chủ tịch Ủy ban nhân dân cấp tỉnh")
    assert "lần đầu" in queries.competence("01", "second", on).over  # type: ignore[union-attr]


# --- time ------------------------------------------------------------------------------------------------------


def test_complicated_needs_its_ground_in_writing(make: Make, posts: Posts, at: dt.datetime) -> None:
    with pytest.raises(Invalid, match="bằng văn bản"):
        make(complicated=["places"])
    with pytest.raises(Invalid, match="bảy căn cứ"):
        make(ground=WRITTEN)
    with pytest.raises(Invalid, match="bảy căn cứ"):
        make(complicated=["hard"], ground=WRITTEN)
    assert make(complicated=["places"], ground=WRITTEN).case.due_at.date() == dt.date(2027, 1, 4)
    made = make()
    made = actions.complicate(
        by=posts["chair"], at=at, complaint=made, complicated=["evidence"], ground=WRITTEN
    )
    assert made.case.due_at.date() == dt.date(2027, 1, 4), "as if it had been known at acceptance"
    assert made.case.legal_due_at == made.case.due_at, "the law itself gives the longer time"
    with pytest.raises(actions.ComplicatedAlready):
        actions.complicate(by=posts["chair"], at=at, complaint=made, complicated=["many"], ground=WRITTEN)
    with pytest.raises(actions.TimeIsOver):
        actions.complicate(
            by=posts["chair"], at=at + 40 * DAY, complaint=make(), complicated=["many"], ground="a"
        )
    assert unsound() == []


def test_suspension_pauses_and_resumes(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make()
    with pytest.raises(Invalid, match="căn cứ tạm đình chỉ"):
        actions.suspend(by=posts["chair"], at=at, complaint=made, ground="tired", note="a")
    made = actions.suspend(by=posts["chair"], at=at + DAY, complaint=made, ground="obstacle", note="Nằm viện")
    assert (made.case.state, made.case.paused) == ("suspended", True)
    paper = queries.document(made, "suspension")
    assert paper is not None and paper.send_by == dt.date(2026, 11, 26), (
        "Saturday, then three working days: Monday, Wednesday and Thursday; the 24th is a holiday"
    )
    made = actions.resume(by=posts["chair"], at=at + 11 * DAY, complaint=made)
    assert (made.case.state, made.case.due_at.date()) == ("accepted", dt.date(2026, 12, 30)), "ten days later"
    made = actions.complicate(
        by=posts["chair"], at=at + 12 * DAY, complaint=made, complicated=["many"], ground="Đông"
    )
    assert made.case.due_at.date() == dt.date(2027, 1, 14), "45 days and the ten that did not count"
    made = actions.suspend(
        by=posts["chair"], at=at + 13 * DAY, complaint=made, ground="waiting", note="Chờ kết luận"
    )
    made = actions.resume(by=posts["chair"], at=at + 16 * DAY, complaint=made)
    assert made.case.due_at.date() == dt.date(2027, 1, 18), "the 17th is a Sunday"
    sent = queries.document(made, "resumption")
    assert sent is not None
    actions.send(by=posts["justice-1"], at=at + 16 * DAY, complaint=made, n=sent.n)
    with pytest.raises(actions.SentAlready):
        actions.send(by=posts["justice-1"], at=at + 16 * DAY, complaint=made, n=sent.n)
    assert unsound() == []


def test_a_complaint_suspended_before_the_decree_is_to_be_sent_in_no_time_of_it(posts: Posts) -> None:
    then = dt.datetime(2026, 6, 24, 9, tzinfo=TZ)
    found = proposed(then)
    made = actions.accept(by=posts["chair"], at=then, petition=found)
    made = actions.suspend(
        by=posts["chair"], at=then + DAY, complaint=made, ground="obstacle", note="Nằm viện"
    )
    paper = queries.document(made, "suspension")
    assert paper is not None and paper.send_by is None
    made = actions.resume(by=posts["chair"], at=then + 8 * DAY, complaint=made)
    assert (paper := queries.document(made, "resumption")) is not None and paper.send_by == dt.date(
        2026, 7, 7
    )


def test_the_paper_of_who_acts_for_another_is_certified_while_the_law_asks(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    acting = {"authorised": ["Vi Thị Đại Diện"], "authority": "Số 12 ngày 03/11/2026"}
    with pytest.raises(Invalid, match="công chứng hoặc chứng thực"):
        make(petition=acting)
    made = make(petition=acting, certified="Phòng công chứng số 5")
    assert petition_queries.authorised(made.petition)["certified"] == "Phòng công chứng số 5"
    assert make(petition={**acting, "certified": "UBND phường Long Biên"})
    assert make(petition=acting, at=dt.datetime(2027, 1, 4, 9, tzinfo=TZ)), "the clause ended with 2026"
    assert unsound() == []


def test_a_complaint_out_of_time_is_not_accepted_unless_hindered(make: Make, at: dt.datetime) -> None:
    known = at.date() - 91 * DAY
    with pytest.raises(actions.OutOfTime, match="Hết thời hiệu"):
        make(known_on=known)
    with pytest.raises(Invalid, match="trở ngại"):
        make(known_on=known, obstacle=5)
    assert make(known_on=known, obstacle=5, obstacle_note="Lũ lụt").obstacle == 5
    assert make(known_on=known + DAY)
    with pytest.raises(actions.OutOfTime):
        make(about="discipline", known_on=at.date() - 20 * DAY)
    assert make(about="discipline", remote=True).case.due_at.date() == dt.date(2026, 12, 21)
    assert make(remote=True).case.due_at.date() == dt.date(2027, 1, 4)


# --- dialogue --------------------------------------------------------------------------------------------------


def test_a_dialogue_is_announced_and_has_its_minutes(make: Make, posts: Posts, at: dt.datetime) -> None:
    made, land = make(), posts["land-1"]
    actions.assign(by=posts["chair"], at=at, complaint=made, verifier="land-1")
    with pytest.raises(actions.FirstDialogue, match="khác với kết quả"):
        actions.report(by=land, at=at, complaint=made, finding="wrong", findings="Sai", differs=True)
    with pytest.raises(Invalid, match="ít nhất 5 ngày"):
        actions.call_dialogue(by=land, at=at, complaint=made, planned_at=at + 4 * DAY, place="Trụ sở")
    actions.call_dialogue(by=land, at=at, complaint=made, planned_at=at + 6 * DAY, place="Trụ sở")
    actions.call_dialogue(by=land, at=at, complaint=made, planned_at=at + 7 * DAY, place="Trụ sở")
    owed = [one for one in queries.duties(made) if one.document == "invitation"]
    assert [one.by for one in owed] == [at.date() + 2 * DAY], "the first was never sent, and its day fell"
    said = {"present": ["Ông A", "Bà B"], "absent": [("Ông C", "Đi công tác")], "content": "Hai bên nêu ý kiến",
            "conclusion": "Thống nhất đo lại"}  # fmt: skip
    with pytest.raises(Invalid, match="chưa diễn ra"):
        actions.hold_dialogue(by=land, at=at + 6 * DAY, complaint=made, **said)
    with pytest.raises(Invalid, match="vắng mặt"):
        actions.hold_dialogue(by=land, at=at + 8 * DAY, complaint=made, **{**said, "absent": [("Ông C", "")]})
    with pytest.raises(Invalid, match="số bản"):
        actions.hold_dialogue(by=land, at=at + 8 * DAY, complaint=made, **said, copies=2)
    row = actions.hold_dialogue(by=land, at=at + 8 * DAY, complaint=made, **said)
    assert queries.present(row) == ["Ông A", "Bà B"] and queries.absent(row) == [["Ông C", "Đi công tác"]]
    assert [one.moved for one in queries.dialogues(made)] == [True, False]
    invited = [one for one in queries.documents(made) if one.document == "invitation"]
    assert [(one.number, one.send_by) for one in invited] == [
        ("01/GM-UBND", at.date() + DAY), ("02/GM-UBND", at.date() + 2 * DAY),
    ]  # fmt: skip
    assert [one for one in queries.duties(made) if one.document == "invitation"] == []
    for paper, days in zip(invited, (6, 7), strict=True):
        letter = forms.of_document(made, paper.n, by=posts["chair"])
        assert f"{at + days * DAY:%d/%m/%Y}" in str(letter["body"]) and "Trụ sở" in str(letter["body"])
        assert letter["symbol"] == paper.number and as_docx(letter).startswith(b"PK")
    made = actions.report(
        by=land, at=at + 8 * DAY, complaint=made, finding="wrong", findings="Sai", differs=True
    )
    assert made.case.state == "reported" and unsound() == []


# --- side exits ------------------------------------------------------------------------------------------------


def test_a_complaint_is_withdrawn_under_a_signed_letter_only(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    made, desk = make(), posts["justice-1"]
    with pytest.raises(NotAllowed):
        actions.withdraw(by=CITIZEN, at=at, complaint=made, **LETTER)
    with pytest.raises(NotAllowed):
        actions.ask_to_withdraw(by=desk, at=at, complaint=made)
    made = actions.ask_to_withdraw(by=CITIZEN, at=at, complaint=made)
    with pytest.raises(actions.NotAllWithdrew):
        actions.stop(by=posts["chair"], at=at, complaint=made, ground="withdrawn")
    assert "ask_to_withdraw" not in queries.acts_for(desk, made) and "withdraw" in queries.acts_for(
        desk, made
    )
    for wrong in ({"letter": " "}, {"letter_on": at.date() - DAY}, {"letter_on": at.date() + DAY}):
        with pytest.raises(Invalid):
            actions.withdraw(by=desk, at=at, complaint=made, **{**LETTER, **wrong})
    made = actions.withdraw(by=desk, at=at, complaint=made, **LETTER)
    assert (made.withdrawal, made.withdrawal_on, made.withdrawn) == ("118", at.date(), 1)
    assert (
        actions.stop(by=posts["chair"], at=at, complaint=made, ground="withdrawn").case.state == "withdrawn"
    )
    assert unsound() == []


def test_some_withdraw_and_the_others_go_on(make: Make, posts: Posts, at: dt.datetime) -> None:
    with pytest.raises(actions.NoRepresentative):
        make(petition={"signers": 6})
    made = make(petition={"signers": 6, "representatives": ["Trần Văn Đại"]})
    made = actions.withdraw(by=posts["justice-1"], at=at, complaint=made, persons=2, **LETTER)
    with pytest.raises(actions.NotAllWithdrew, match="2 trên 6"):
        actions.stop(by=posts["chair"], at=at, complaint=made, ground="withdrawn")
    with pytest.raises(Invalid, match="từ 1 đến 4"):
        actions.withdraw(by=posts["justice-1"], at=at, complaint=made, persons=5, **LETTER)
    made = verified(posts, made, at)
    made = actions.withdraw(by=posts["justice-1"], at=at, complaint=made, persons=4, **LETTER)
    with pytest.raises(actions.AllWithdrew):
        actions.decide(by=posts["chair"], at=at, complaint=made, result="wrong", reasons="a", ruling="b")
    made = actions.stop(by=posts["chair"], at=at, complaint=made, ground="withdrawn")
    assert made.case.state == "withdrawn" and made.case.closed_at
    paper = queries.document(made, "stop")
    assert paper is not None and paper.send_by == dt.date(2026, 11, 26)
    actions.send(by=posts["justice-1"], at=at, complaint=made, n=paper.n)
    other = make()
    with pytest.raises(Invalid, match="lý do cụ thể"):
        actions.stop(by=posts["chair"], at=at, complaint=other, ground="settled")
    assert (
        actions.stop(by=posts["chair"], at=at, complaint=other, ground="settled", note="Đã hủy").case.state
        == "stopped"
    )
    assert unsound() == []


def test_a_second_complaint_and_a_lawsuit_end_the_first(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make()
    with pytest.raises(actions.NotOverdue):
        actions.appeal(by=posts["justice-1"], at=at + DAY, complaint=made, to="Chủ tịch UBND thành phố")
    made = announced(posts, made, at)
    with pytest.raises(actions.TooLate, match="21/12/2026"):
        actions.appeal(by=posts["justice-1"], at=at + 40 * DAY, complaint=made, to="Chủ tịch UBND thành phố")
    made = actions.appeal(
        by=posts["justice-1"], at=at + 9 * DAY, complaint=made, to="Chủ tịch UBND thành phố"
    )
    assert made.case.state == "appealed"
    sued = actions.sue(
        by=posts["justice-1"], at=at + DAY, complaint=announced(posts, make(), at), court="TAND khu vực 2"
    )
    assert sued.case.state == "sued" and unsound() == []


def test_the_second_instance_opens_its_own_case(make: Make, posts: Posts, at: dt.datetime) -> None:
    first = make()
    early = proposed(at + DAY, unit="01")
    given = {"by": PROVINCE, "petition": early, "instance": "second"}
    with pytest.raises(actions.NotYetSecond):
        actions.accept(**given, at=at + DAY, first=first.code)
    with pytest.raises(Invalid, match="lần đầu"):
        actions.accept(**given, at=at + DAY)
    with pytest.raises(Invalid, match="Không tìm thấy"):
        actions.accept(**given, at=at + DAY, first="KN-1")
    announced(posts, first, at + MINUTE)
    on = (at + 2 * DAY).date()
    assert queries.first_known(PROVINCE, early, on) == {}, "it says nothing of a first case"
    early.follows = first.case.subject
    paper = queries.document(first, "decision")
    assert paper and queries.first_known(PROVINCE, early, on) == {
        "instance": "second", "first": first.code, "first_decision": f"{paper.number}, {at:%d/%m/%Y}",
    }  # fmt: skip
    assert queries.first_known(posts["chair"], early, on) == {}, "only for the agency above"
    made = actions.accept(**given, at=at + 2 * DAY, first=first.code)
    assert made.case.due_at.date() == dt.date(2027, 1, 6), "45 days"
    assert queries.one(posts["chair"], first.code).case.state == "appealed"
    assert queries.second_of(first) == made.code
    with pytest.raises(NotFound):
        queries.one(posts["chair"], made.code)
    late = proposed(at + 40 * DAY, unit="01")
    again = announced(posts, make(), at + MINUTE)
    with pytest.raises(actions.OutOfTime):
        actions.accept(**{**given, "petition": late}, at=at + 40 * DAY, first=again.code)
    elsewhere = actions.accept(**{**given, "petition": late}, at=at + 40 * DAY, first_decision="9/QĐ-UBND")
    assert elsewhere.first is None
    assert unsound() == []


def test_second_instance_must_hold_a_dialogue(
    make: Make, posts: Posts, at: dt.datetime, monkeypatch: Any
) -> None:
    made = actions.accept(
        by=PROVINCE, at=at, petition=proposed(at, unit="01"), instance="second", first_decision="9/QĐ-UBND"
    )
    Complaint.objects.filter(pk=made.pk).update(verifiers=[PROVINCE_2.post])
    work = STANDARD.targets("accepted", "assign")
    assert work == ("verifying",)
    made.case.state, made.case.post, made.case.step, made.case.duty = (
        "verifying",
        PROVINCE_2.post,
        2,
        "process",
    )
    made.case.save()
    with pytest.raises(actions.FirstDialogue, match="lần hai"):
        actions.report(by=PROVINCE_2, at=at, complaint=made, finding="wrong", findings="Sai")


# --- what is printed -------------------------------------------------------------------------------------------


def test_every_document_is_printed_and_written(make: Make, posts: Posts, at: dt.datetime) -> None:
    chair, land, name = posts["chair"], posts["land-1"], world.person(7)["name"]
    made = make(complicated=["places"], ground=WRITTEN)
    actions.suspend(by=chair, at=at, complaint=made, ground="obstacle", note="Nằm viện")
    actions.resume(by=chair, at=at + 3 * DAY, complaint=made)
    actions.assign(by=chair, at=at + 3 * DAY, complaint=made, verifier="land-1")
    actions.call_dialogue(by=land, at=at + 3 * DAY, complaint=made, planned_at=at + 10 * DAY, place="Trụ sở")
    actions.hold_dialogue(
        by=land, at=at + 10 * DAY, complaint=made, present=[name], absent=[("Ông C", "Ốm")], content="Nêu ý kiến",
        conclusion="Thống nhất đo lại",
    )  # fmt: skip
    actions.report(by=land, at=at + 10 * DAY, complaint=made, finding="right", findings="Đo thừa 2 m²")
    said = {"result": "right", "reasons": "Đo thừa.", "ruling": "Hủy Quyết định 35/QĐ-UBND."}
    made = actions.decide(by=chair, at=at + 11 * DAY, complaint=made, **said)
    told = {row.document: forms.of_document(made, row.n, by=chair) for row in queries.documents(made)}
    assert told["acceptance"]["symbol"] == "01/TB-UBND" and WRITTEN in str(told["acceptance"]["body"])
    assert "Nằm viện" in str(told["suspension"]["articles"]) and "01/QĐ-UBND" in str(
        told["resumption"]["grounds"]
    )
    assert "Công chức địa chính" in str(told["verification"]["articles"])
    assert name in str(told["decision"]["heading"]) and "Thống nhất đo lại" in str(told["decision"]["body"])
    assert told["decision"]["capacity"] == "CHỦ TỊCH" and told["decision"]["signer"]
    invited = told["invitation"]
    assert (invited["capacity"], invited["signer"]) == ("CHỦ TỊCH", ""), (
        "who verifies prepares it and signs nothing"
    )
    minutes = forms.minutes(made, 1, by=chair)
    assert "Ông C (Ốm)" in str(minutes["body"]) and minutes["number"] == "Mẫu số 14"
    assert "không bị ép buộc" in str(forms.withdrawal(made, by=chair, on=at.date())["body"])
    for data in (told["decision"], minutes):
        assert as_pdf(data).startswith(b"%PDF") and as_docx(data).startswith(b"PK")
    with pytest.raises(NotFound):
        forms.minutes(made, 2, by=chair)
    with pytest.raises(NotAllowed):
        forms.of_document(made, 1, by=posts["one-stop-1"])


# --- public, private -------------------------------------------------------------------------------------------


def test_a_decision_is_public_in_form_and_time(make: Make, posts: Posts, at: dt.datetime) -> None:
    made, desk = decided(posts, make(), at), posts["justice-1"]
    for wrong in (
        {"form": "portal", "until_on": at.date() + 14 * DAY}, {"form": "broadcast", "times": 1},
        {"form": "shouting"}, {"form": "meeting", "from_on": at.date() - DAY},
        {"form": "meeting", "until_on": at.date() - DAY},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            actions.publish(by=desk, at=at, complaint=made, **wrong)
    actions.publish(by=desk, at=at, complaint=made, form="portal", public_text="Giữ nguyên quyết định.")
    shown = queries.published(world.WARD, at.date())
    assert [(one.number, one.result, one.until_on, one.text) for one in shown] == [
        ("02/QĐ-UBND", "Khiếu nại đúng một phần", at.date() + 15 * DAY, "Giữ nguyên quyết định.")
    ]
    assert queries.published(world.WARD, at.date() + 16 * DAY) == []
    assert queries.published(world.OTHER, at.date()) == []


def test_what_is_public_of_a_decision_names_nobody(make: Make, posts: Posts, at: dt.datetime) -> None:
    made, desk = decided(posts, make(), at), posts["justice-1"]
    name = queries.complainant(made)["name"]
    with pytest.raises(Invalid, match="nội dung công khai"):
        actions.publish(by=desk, at=at, complaint=made, form="portal")
    told = {
        "by": desk,
        "at": at,
        "complaint": made,
        "form": "portal",
        "public_text": f"Hủy. Hỏi {name}, 0912 345 678.",
    }
    with pytest.raises(Invalid, match="0912 345 678"):
        actions.publish(**told)
    with pytest.raises(Invalid, match="ông Trần Văn Ba"):
        actions.publish(**{**told, "public_text": "Giao ông Trần Văn Ba trả lại đất."})
    row = actions.publish(**told, impersonal=True)
    assert row.public_text == "Hủy. Hỏi người khiếu nại, 0912 345 678."
    quiet = actions.publish(by=desk, at=at, complaint=made, form="posting", public_text="Chỉ trên cổng")
    assert quiet.public_text == "" and unsound() == []
    type(row).objects.filter(pk=row.pk).update(public_text="Khác")
    assert unsound() != []


def test_a_decision_is_public_once_in_one_form_at_a_time(make: Make, posts: Posts, at: dt.datetime) -> None:
    made, desk = decided(posts, make(), at), posts["justice-1"]
    told = {"by": desk, "at": at, "complaint": made, "form": "portal", "public_text": "Hủy quyết định."}
    first = actions.publish(**told)
    with pytest.raises(Impossible, match="hình thức khác") as refused:
        actions.publish(**told)
    assert f"{first.until_on:%d/%m/%Y}" in str(refused.value) and len(queries.publications(made)) == 1
    actions.publish(by=desk, at=at, complaint=made, form="posting")
    actions.publish(**told, from_on=first.until_on + DAY)


@pytest.mark.parametrize(
    ("said", "public"),
    [
        ("của ông {}, tổ 5", "của người khiếu nại, tổ 5"), ("Ông {} đúng.", "Người khiếu nại đúng."),
        ("Hủy. Chị {} nhận lại", "Hủy. Người khiếu nại nhận lại"), ("của ông (bà) {}", "của người khiếu nại"),
        ("đất của em ông {}", "đất của em người khiếu nại"), ("anh em {}", "anh em người khiếu nại"),
        ("anh người khiếu nại", "anh người khiếu nại"), ("bà Lê Anh {}", "bà Lê Anh người khiếu nại"),
    ],
)  # fmt: skip
def test_what_who_complains_is_called_by_goes_with_the_name(
    said: str, public: str, make: Make, posts: Posts, at: dt.datetime
) -> None:
    made = decided(posts, make(), at)
    text = said.format(queries.complainant(made)["name"])
    told = {"by": posts["justice-1"], "at": at, "complaint": made, "form": "portal", "public_text": text}
    row = actions.publish(**told, impersonal="Lê Anh" in text)
    assert row.public_text == public


def test_the_complainant_sees_steps_without_names(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = announced(posts, make(), at)
    said = queries.standing(made.petition.case.code, at.date())
    assert said is not None and said.state == "Quyết định đã gửi và công khai"
    assert [step.text for step in said.steps][:2] == [
        "Đã thụ lý khiếu nại, giải quyết trước 17 giờ 30, thứ Hai 21/12/2026",
        "Đang xác minh nội dung khiếu nại",
    ]
    assert queries.standing("DT-1", at.date()) is None
    told = "\n".join(str(content_of(event)) for event in Event.objects.filter(subject=made.case.subject))
    for secret in (world.person(7)["name"], LAND[:20], "Đo lại", "Sửa diện tích"):
        assert secret not in told


def test_a_job_lets_decisions_take_effect(
    make: Make, posts: Posts, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = announced(posts, make(), at)
    monkeypatch.setattr(jobs, "now", lambda: at + 31 * DAY)
    assert jobs.take_effect() == 0, "until 21/12 somebody may complain again"
    monkeypatch.setattr(jobs, "now", lambda: at + 32 * DAY)
    assert jobs.take_effect() == 1
    assert queries.one(posts["chair"], made.code).case.state == "in_effect"
    assert unsound() == []


def test_who_may_see_and_do_what(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make()
    readers = {name for name, by in posts.items() if policies.can_read(by, made)}
    assert readers == {"justice-1", "office-head", "vice-chair", "chair", "admin"} - {"admin"}
    assert policies.can_load(posts["chair"]) is False
    with pytest.raises(NotFound):
        queries.one(posts["bo-de-one-stop-1"], made.code)
    actions.assign(by=posts["chair"], at=at, complaint=made, verifier="land-1")
    made = queries.one(posts["land-1"], made.code)
    assert policies.can_read(posts["land-1"], made), "whoever is charged with it"
    assert "report" in queries.acts_for(posts["land-1"], made)
    assert "report" not in queries.acts_for(posts["justice-1"], made)


def test_what_is_altered_by_hand_is_found(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = announced(posts, make(), at)
    assert unsound() == []
    Complaint.objects.filter(pk=made.pk).update(result="wrong")
    assert "complaint" in "".join(map(str, unsound()))
    Complaint.objects.filter(pk=made.pk).update(result="partly", restored_land=Decimal(9))
    assert unsound()
    Complaint.objects.filter(pk=made.pk).update(restored_land=Decimal(0))
    Numbered.objects.filter(complaint=made, document="decision").update(number="99/QĐ-UBND")
    assert unsound()
    Numbered.objects.filter(complaint=made, document="decision").update(number="02/QĐ-UBND")
    Publication.objects.filter(complaint=made).update(until_on=dt.date(2027, 1, 1))
    assert unsound()
    Publication.objects.filter(complaint=made).delete()
    assert unsound() and not Dialogue.objects.exists()


def test_a_number_book_put_back_is_found(make: Make, posts: Posts, at: dt.datetime) -> None:
    announced(posts, make(), at)
    take_visit(
        by=posts["justice-1"], at=at, agency=world.WARD, visitor=world.person(4), petition_class="suggestion",
        topic="other", summary="Ngõ 42 ngập",
    )  # fmt: skip
    borne = [*evidence.numbers_borne(), *reception_evidence.numbers_borne()]
    assert {book for _agency, book, _year, _highest in borne} == {"QĐ", "TB", "reception-register"}
    assert list(numbers.disagreements(borne)) == []
    NumberBook.objects.filter(book__in=("QĐ", "reception-register")).delete()
    assert len(list(numbers.disagreements(borne))) == 2


def test_lists_find_by_state_instance_and_name(make: Make, posts: Posts) -> None:
    made, chair = make(), posts["chair"]
    name = world.person(7)["name"]
    assert [
        row.pk for row in queries.listed(chair, q=name, state="accepted", instance="first", topic="land")
    ] == [made.pk]
    assert not queries.listed(posts["inspector"], q=name).exists(), (
        "who may not read people finds none by name"
    )
    assert queries.figures(chair, dt.datetime(2027, 1, 1, tzinfo=TZ)) == {
        "open": 1,
        "late": 1,
        "suspended": 0,
        "mine": 1,
    }
