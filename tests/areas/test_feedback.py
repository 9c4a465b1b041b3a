"""Feedback: received from anybody, routed, answered within its time, without names, rated, objected to once."""

import datetime as dt
import io
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.cases.models import Case
from motcua.areas.dossiers import evidence as dossiers
from motcua.areas.feedback import actions, evidence, forms, queries
from motcua.areas.feedback.choices import attributes, categories
from motcua.areas.feedback.models import Feedback, FeedbackFile
from motcua.areas.feedback.process import STANDARD
from motcua.areas.feedback.queries import alike, public
from motcua.areas.petitions import actions as petitions_actions
from motcua.areas.petitions import evidence as petitions
from motcua.areas.petitions import queries as petition_queries
from motcua.base.documents.evidence import disagreements as numbers_disagree
from motcua.base.documents.forms import as_docx
from motcua.base.journal.models import Event
from motcua.base.journal.policies import content_of
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.law.queries import parameter
from motcua.base.messages.models import Notice
from motcua.base.messages.queries import letter as letter_of
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from tests import world
from tests.areas.test_petitions import Make as MakePetition
from tests.areas.test_petitions import make as make_petition
from tests.areas.test_petitions import proposed

Posts = Mapping[str, Actor]
Make = Callable[..., Feedback]
MINUTE = dt.timedelta(minutes=1)
RUBBISH = "Bãi rác tự phát cuối ngõ 42 phố Cổ Linh, bốc mùi mấy hôm nay"
SENDER = {"name": "Vũ Thị Sương Mai", "phone": "0987 654 321"}
HERE = ("21.037612", "105.893145")
petition = make_petition


@pytest.fixture
def make(ward: str, at: dt.datetime) -> Make:
    """Feedback from the portal; anything may be said otherwise."""

    def made(**over: Any) -> Feedback:
        given: dict[str, Any] = {
            "by": CITIZEN, "at": at, "unit": world.WARD, "channel": "portal", "category": "rac", "content": RUBBISH,
            **over,
        }  # fmt: skip
        return actions.receive(**given)

    return made


def photo(
    size: tuple[int, int] = (64, 32), *, turned: bool = False, name: str = "IMG_1.jpg"
) -> SimpleUploadedFile:
    """A photograph as a telephone makes it: with the place, the device, and perhaps lying on its side."""
    picture, exif, out = Image.new("RGB", size, "brown"), Image.Exif(), io.BytesIO()
    exif[0x010F] = "DIEN-THOAI-CUA-SUONG-MAI"
    exif.get_ifd(0x8825)[1] = "N"
    if turned:
        exif[0x0112] = 6
    picture.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def unsound() -> list[str]:
    return disagreements((dossiers.CASES, petitions.CASES, evidence.CASES))


def answered(
    posts: Posts, feedback: Feedback, at: dt.datetime, post: str = "land-1", **more: Any
) -> Feedback:
    """Taken up and answered."""
    if feedback.case.state == "received":
        actions.start(by=posts[post], at=at, feedback=feedback)
    return actions.answer(by=posts[post], at=at, feedback=feedback.code, text="Đã dọn sạch bãi rác", **more)


def test_the_shape_has_no_faults() -> None:
    assert STANDARD.faults() == []


def test_every_category_goes_to_somebody_in_time(posts: Posts, make: Make) -> None:
    """R6.50: two hours to five working days for what people see in the street; each waits for a post of the ward."""
    for category in categories().values():
        made = make(category=category.code, contact=SENDER, details={"ten": ["Luật Hộ tịch"]}
                    if category.code == "quy-dinh" else {})  # fmt: skip
        waits = [code for code, post in posts.items() if cases.worklist(post).filter(pk=made.pk).exists()]
        assert waits, category.code
        assert made.case.type.limit.hours() <= (40 if category.nature == "scene" else 120), category.code
        assert category.source and category.certainty in ("verified", "check"), category.code
    assert unsound() == []


# --- the way ---------------------------------------------------------------------------------------------------


def test_from_the_street_to_the_public_answer(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(lat=HERE[0], lon=HERE[1], contact=SENDER, photos=[photo(), photo(turned=True)])
    case = made.case
    assert case.code.startswith("PA-H26.145.00-261120-") and case.title == "Phản ánh: Rác thải, vệ sinh"
    assert case.due_at == dt.datetime(2026, 11, 23, 10, tzinfo=TZ), "one working day from Friday ten o'clock"
    assert cases.worklist(posts["land-1"]).filter(pk=case.pk).exists(), "who handles the environment"
    assert not cases.worklist(posts["social-1"]).filter(pk=case.pk).exists()
    actions.approve(
        by=posts["office-head"], at=at, feedback=made, text="Bãi rác cuối ngõ 42", place="near", photos=[1]
    )
    item = public.one(made.code)
    assert (item.text, item.open, item.photos) == ("Bãi rác cuối ngõ 42", True, (1,))
    assert item.point is not None and item.point.lat == Decimal("21.038"), "a hundred metres, not the door"
    made = answered(posts, made, at + MINUTE, photos=[photo()])
    assert made.case.on_time and made.case.closed_at is None
    chair = posts["chair"]
    assert cases.to_do(cases.worklist(chair)).filter(pk=case.pk).exists(), (
        "an answer to publish waits for a leader"
    )
    assert made.case.step_due_at == dt.datetime(2026, 11, 25, 10, 1, tzinfo=TZ), (
        "two working days, 24/11 is a holiday"
    )
    assert public.one(made.code).answer == "", "nobody approved the answer yet"
    made = actions.publish(
        by=chair, at=at + 2 * MINUTE, feedback=made.code, text="Bãi rác cuối ngõ 42", answer="Đã dọn sạch",
        place="exact", photos=[3],
    )  # fmt: skip
    item = public.one(made.code)
    assert (item.state, item.answer, item.photos) == ("published", "Đã dọn sạch", (3,))
    assert [event.kind.removeprefix("feedback.") for event in queries.events(made)] == [
        "received", "approved", "started", "answered", "published",
    ]  # fmt: skip
    assert unsound() == []


def test_a_photograph_tells_nothing_but_what_it_shows(make: Make) -> None:
    made = make(photos=[photo((64, 32), turned=True)])
    media_type, content = queries.open_file(made, 1)
    assert media_type == "image/jpeg"
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (32, 64), "upright"
        assert not picture.getexif() and not picture.info.get("exif")
    assert b"SUONG-MAI" not in content
    with pytest.raises(NotFound):
        queries.open_file(made, 1, public=True)
    for wrong in (
        SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0 no picture"),
        SimpleUploadedFile("a.pdf", b"%PDF-1"),
    ):
        with pytest.raises(Invalid):
            make(photos=[wrong])
    with pytest.raises(Invalid, match="nhiều nhất"):
        make(photos=[photo() for _ in range(5)])


def test_more_is_asked_and_the_time_stands_still(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make()
    due = made.case.due_at
    made = actions.ask(by=posts["land-1"], at=at + MINUTE, feedback=made, question="Ở ngách nào?")
    assert (made.case.state, made.case.paused) == ("needs_info", True)
    later = at + dt.timedelta(days=10)
    made = actions.supply(by=CITIZEN, at=later, feedback=made.code, reply="Ngách 42/7", photos=[photo()])
    assert (made.case.state, made.case.post, made.case.paused) == ("in_progress", "land-1", False)
    assert made.case.due_at > due and FeedbackFile.objects.count() == 1
    with pytest.raises(Impossible, match="Không thể"):
        actions.supply(by=CITIZEN, at=later, feedback=made.code, reply="Còn nữa")
    assert unsound() == []


def test_it_is_passed_on_refused_moved_or_taken_back(make: Make, posts: Posts, at: dt.datetime) -> None:
    land, head = posts["land-1"], posts["one-stop-head"]
    gone = actions.forward(by=land, at=at, feedback=make(), to_agency="Công ty Thoát nước", number="12/UBND")
    assert (gone.case.state, gone.to_agency) == ("forwarded", "Công ty Thoát nước")
    with pytest.raises(Invalid, match="lý do"):
        actions.reject(by=land, at=at, feedback=make(), reason="", note="x")
    with pytest.raises(Invalid, match="không bắt buộc ghi tên"):
        actions.reject(by=land, at=at, feedback=make(), reason="no_sender", note="x")
    no = actions.reject(by=land, at=at, feedback=make(), reason="complaint", note="Ông/bà gửi đơn khiếu nại")
    assert no.case.state == "rejected" and "khiếu nại" in queries.events(no)[-1].facts["reason_words"]
    moved = make()
    promised = moved.case.due_at
    moved = actions.reroute(by=land, at=at, feedback=moved, category="cho")
    assert (moved.case.title, moved.case.due_at) == ("Phản ánh: Chợ, hàng hóa, an toàn thực phẩm", promised)
    assert cases.worklist(posts["economy-1"]).filter(pk=moved.pk).exists()
    assert not cases.worklist(land).filter(pk=moved.pk).exists()
    moved = actions.reroute(by=head, at=at, feedback=moved, category="thai-do")
    assert moved.case.duty == "head" and cases.worklist(head).filter(pk=moved.pk).exists()
    back = actions.withdraw(by=CITIZEN, at=at, feedback=make())
    assert back.case.state == "withdrawn" and back.case.closed_at
    assert unsound() == []


def test_where_it_is_is_mended(make: Make, posts: Posts, at: dt.datetime) -> None:
    """R6.49: words and pin; what the public read of the place waits for a leader again; no place is journalled."""
    made = make(spot="Cuối ngõ 24", lat=HERE[0], lon=HERE[1])
    actions.approve(by=posts["office-head"], at=at, feedback=made, text="Có rác", place="exact", photos=[])
    land, spot = posts["land-1"], "Cuối ngõ 42"
    for wrong in ({"lat": "21.03"}, {"lat": "1", "lon": "1"}):
        with pytest.raises(Invalid):
            actions.locate(by=land, at=at, feedback=made.code, **{"spot": spot, **wrong})
    with pytest.raises(actions.AlreadyThere):
        actions.locate(by=land, at=at, feedback=made.code, spot="Cuối ngõ 24", lat=HERE[0], lon=HERE[1])
    with pytest.raises(NotAllowed):
        actions.locate(by=posts["social-1"], at=at, feedback=made.code, spot=spot)
    moved = actions.locate(by=land, at=at, feedback=made.code, spot=spot, lat="21.040000", lon="105.890000")
    assert (moved.spot, str(moved.lat), moved.shown, moved.public_place) == (spot, "21.040000", True, "none")
    assert actions.locate(by=land, at=at, feedback=made.code, spot=spot).lat is None
    told = str([event.facts for event in queries.events(moved)])
    assert spot not in told and "21.04" not in told and unsound() == []


def test_the_other_ward_handles_what_lies_there(make: Make, posts: Posts, other_unit: Actor) -> None:
    there = make(place=world.OTHER)
    assert there.agency == world.OTHER and there.code.startswith("PA-H26.118.00")
    assert queries.one(other_unit, there.code).pk == there.pk
    with pytest.raises(queries.NoSuchFeedback):
        queries.one(posts["land-1"], there.code)
    with pytest.raises(Invalid, match="phường, xã"):
        make(place="99999")


# --- who may ---------------------------------------------------------------------------------------------------


def test_who_may_do_what(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(contact=SENDER)
    assert queries.acts_for(posts["land-1"], made) == [
        "start",
        "ask",
        "reroute",
        "locate",
        "merge",
        "forward",
        "reject",
        "withdraw",
        "hand_over",
    ]
    assert queries.acts_for(posts["social-1"], made) == []
    assert queries.acts_for(posts["front"], made) == []
    assert queries.acts_for(posts["chair"], made) == ["approve", "hand_over"]
    with pytest.raises(NotAllowed):
        actions.start(by=posts["social-1"], at=at, feedback=made)
    with pytest.raises(queries.NoSuchFeedback):
        actions.start(by=posts["bo-de-one-stop-1"], at=at, feedback=made)
    with pytest.raises(NotAllowed):
        actions.rate(by=posts["chair"], at=at, feedback=made, stars=5)
    with pytest.raises(NotAllowed):
        actions.receive(
            by=CITIZEN, at=at, unit=world.WARD, channel="counter", category="rac", content=RUBBISH
        )


def test_another_looks_before_everybody_reads(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(contact={**SENDER, "address": "Số 9 ngách 77 Thạch Bàn"})
    leader = posts["chair"]
    for told in (
        "Bà Vũ Thị Sương Mai báo có rác", "ba vu thi suong mai bao", "gọi 0987.654.321", "nhà số 9 ngách 77 thạch bàn",
    ):  # fmt: skip
        with pytest.raises(Invalid, match="Bỏ họ tên"):
            actions.approve(by=leader, at=at, feedback=made, text=told)
    theirs = "Làm hộ ông Lê Văn Ba, 0912345678, CCCD 001185000123"
    with pytest.raises(Invalid, match="0912345678, 001185000123"):
        actions.approve(by=leader, at=at, feedback=made, text=theirs)
    with pytest.raises(Invalid, match="đọc được 0912 345 678"):
        actions.approve(
            by=leader,
            at=at,
            feedback=made,
            text="Gọi 024 3827 1234, 0912 345 678",
            impersonal=["024 3827 1234"],
        )
    shown = actions.approve(
        by=leader, at=at, feedback=make(), text="Gọi 024 3827 1234 của phường", impersonal=["024 3827 1234"]
    )
    assert queries.events(shown)[-1].facts["impersonal"] is True, "a hotline is nobody's own"
    head = posts["one-stop-head"]
    made = actions.reroute(by=head, at=at, feedback=made, category="thai-do")
    made = answered(posts, made, at, post="one-stop-head")
    with pytest.raises(actions.OwnAnswer):
        actions.publish(by=head, at=at, feedback=made, text="Thái độ", answer="Đã nhắc nhở")
    made = actions.close(by=leader, at=at, feedback=made)
    assert made.case.state == "closed"
    with pytest.raises(queries.NoSuchFeedback):
        public.one(made.code)


def test_what_was_shown_is_taken_down(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = actions.approve(by=posts["chair"], at=at, feedback=make(), text="Bãi rác")
    assert [item.code for item in public.items(public.approved(world.WARD))] == [made.code]
    assert "approve" not in queries.acts_for(posts["chair"], made)
    made = actions.unpublish(by=posts["chair"], at=at, feedback=made)
    assert public.items(public.approved()) == []
    with pytest.raises(actions.NotPublic):
        actions.unpublish(by=posts["chair"], at=at, feedback=made)


def test_an_answer_says_something_and_is_mended_until_it_is_public(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    land, made = posts["land-1"], make()
    actions.start(by=land, at=at, feedback=made)
    for nothing in ("x", "Đã xong", "1 2 3 4"):
        with pytest.raises(Invalid, match="Trả lời rõ"):
            actions.answer(by=land, at=at, feedback=made.code, text=nothing)
    made = answered(posts, queries.one(land, made.code), at + MINUTE)
    due, first = made.case.step_due_at, made.answered_at
    assert "answer" in queries.acts_for(land, made) and "answer" not in queries.acts_for(posts["chair"], made)
    with pytest.raises(NotAllowed):
        actions.answer(by=posts["chair"], at=at + MINUTE, feedback=made.code, text="Đã dọn sạch bãi rác")
    made = actions.answer(
        by=land, at=at + dt.timedelta(days=4), feedback=made.code, text="Đã dọn sạch, lắp biển cấm đổ rác"
    )
    assert (made.answer, made.answered_at, made.case.step_due_at) == (
        "Đã dọn sạch, lắp biển cấm đổ rác", first, due,
    )  # fmt: skip
    assert made.case.on_time and queries.events(made)[-1].kind == "feedback.corrected"
    made = actions.publish(
        by=posts["chair"],
        at=at + dt.timedelta(days=4),
        feedback=made.code,
        text="Bãi rác",
        answer=made.answer,
    )
    assert "answer" not in queries.acts_for(land, made)
    assert unsound() == []


# --- the sender ------------------------------------------------------------------------------------------------


def test_the_answer_is_rated_once_and_objected_to_once(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make()
    with pytest.raises(actions.NotAnswered):
        actions.rate(by=CITIZEN, at=at, feedback=made, stars=5)
    made = answered(posts, made, at)
    with pytest.raises(Invalid):
        actions.rate(by=CITIZEN, at=at, feedback=made, stars=6)
    actions.rate(by=CITIZEN, at=at + MINUTE, feedback=made, stars=2, comment="Vẫn còn rác")
    with pytest.raises(actions.AlreadyRated, match="2/5"):
        actions.rate(by=CITIZEN, at=at + MINUTE, feedback=made.code, stars=5)
    actions.publish(by=posts["chair"], at=at + MINUTE, feedback=made.code, text="Bãi rác", answer="Đã dọn")
    again = at + dt.timedelta(days=3)
    made = actions.reopen(by=CITIZEN, at=again, feedback=made.code, objection="Mới dọn một nửa")
    assert (made.case.state, made.case.post, made.case.on_time, made.case.closed_at) == (
        "in_progress", "land-1", None, None,
    )  # fmt: skip
    assert made.case.due_at == dt.datetime(2026, 11, 25, 10, tzinfo=TZ), (
        "a whole day again, 24/11 is a holiday"
    )
    assert public.one(made.code).open and public.one(made.code).answer == ""
    made = answered(posts, made, again + MINUTE)
    assert made.case.on_time and queries.rating(made) is None, "nobody said anything of this answer yet"
    second = actions.rate(by=CITIZEN, at=again + MINUTE, feedback=made.code, stars=5)
    assert second == queries.rating(made) and [one.stars for one in queries.ratings(made)] == [2, 5]
    with pytest.raises(actions.AlreadyRated, match="5/5"):
        actions.rate(by=CITIZEN, at=again + MINUTE, feedback=made.code, stars=1)
    with pytest.raises(Impossible, match="một lần"):
        actions.reopen(by=CITIZEN, at=again + MINUTE, feedback=made.code, objection="Vẫn chưa")
    assert unsound() == []


def test_an_objection_comes_within_its_days(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = answered(posts, make(), at)
    days = int(parameter("feedback.reopen", at.date()))
    with pytest.raises(actions.TooLate, match=str(days)):
        actions.reopen(by=CITIZEN, at=at + dt.timedelta(days=days + 5), feedback=made, objection="Chưa xong")


def test_only_the_receipt_opens_it(make: Make) -> None:
    made = make()
    assert queries.tracked(made.code, queries.tracking_key(made.code)).pk == made.pk
    for code, key in ((made.code, "0" * 12), ("PA-1", queries.tracking_key("PA-1"))):
        with pytest.raises(queries.WrongKey):
            queries.tracked(code, key)


# --- duplicates ------------------------------------------------------------------------------------------------


def test_who_reports_it_again_is_suggested_and_merged(make: Make, posts: Posts, at: dt.datetime) -> None:
    first = make(lat=HERE[0], lon=HERE[1])
    close = make(
        lat="21.03790",
        lon="105.89320",
        category="o-nhiem",
        content="Mùi hôi từ bãi rác tự phát ngõ 42 Cổ Linh",
    )
    far = make(lat="21.05", lon="105.91", content=RUBBISH)
    nowhere = make(content="Bai rac tu phat cuoi ngo 42 pho Co Linh boc mui")
    land = posts["land-1"]
    found = alike.likely_duplicates(land, close)
    assert (
        [one.feedback.code for one in found] == [first.code]
        and found[0].metres is not None
        and found[0].metres < 40
    )
    assert alike.likely_duplicates(land, far) == []
    assert first.code in [one.feedback.code for one in alike.likely_duplicates(land, nowhere)], (
        "words without accents"
    )
    assert alike.likely_duplicates(posts["social-1"], close) == [], "not for who may not read them"
    made = actions.merge(by=land, at=at, feedback=close, into=first.code)
    assert made.case.state == "merged" and made.case.closed_at
    assert queries.events(queries.one(land, first.code))[-1].kind == "feedback.joined"
    chained = actions.merge(by=land, at=at, feedback=nowhere, into=made.code)
    assert chained.merged_into == first, "always into the first of all"
    actions.approve(by=posts["chair"], at=at, feedback=first.code, text="Bãi rác")
    assert public.one(first.code).others == 2
    for wrong in (far.code, "PA-0", ""):
        with pytest.raises(Invalid):
            actions.merge(by=land, at=at, feedback=far, into=wrong)
    assert unsound() == []


# --- regulations (R3.23–R3.25) ---------------------------------------------------------------------------------

RULE = {
    "category": "quy-dinh",
    "content": "Nộp trùng giấy tờ đã có trong dữ liệu",
    "details": {"ten": ["1.004873"]},
}


def test_feedback_on_a_regulation_has_the_clocks_of_the_law(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    with pytest.raises(Invalid) as error:
        make(**RULE)
    assert {fault.field for fault in error.value.faults} == {"contact.name", "contact.phone"}, "R3.23"
    with pytest.raises(Invalid, match="Tên hoặc số"):
        make(**{**RULE, "details": {}}, contact=SENDER)
    made = make(**RULE, contact=SENDER)
    assert made.case.step_due_at == dt.datetime(2026, 11, 25, 10, tzinfo=TZ), (
        "refuse or forward: 2 working days"
    )
    assert made.case.due_at == dt.datetime(2026, 12, 14, 10, tzinfo=TZ), (
        "resolve: 15 working days, 24/11 a holiday"
    )
    justice = posts["justice-1"]
    late = actions.ask(
        by=justice, at=at + dt.timedelta(days=12), feedback=make(**RULE, contact=SENDER), question="Ở đâu?"
    )
    assert queries.events(late)[-1].facts["in_time"] is False, "asked after 5 working days"
    actions.start(by=justice, at=at, feedback=made)
    with pytest.raises(Invalid) as error:
        actions.answer(
            by=justice, at=at, feedback=made.code, text="Đã kiến nghị bỏ", criteria={"legality": "met"}
        )
    assert len(error.value.faults) == 6, "the seven criteria of R3.24"
    judged = dict.fromkeys(
        ("necessity", "reasonableness", "legality", "simplicity", "clarity", "feasibility", "consistency"),
        "met",
    )
    judged["simplicity"] = "unmet"
    made = actions.answer(
        by=justice, at=at + MINUTE, feedback=made.code, text="Đã kiến nghị bỏ", criteria=judged
    )
    assert made.criteria["simplicity"] == "unmet"
    assert made.case.step_due_at == dt.datetime(2026, 11, 25, 10, 1, tzinfo=TZ), "publish: 2 working days"
    assert unsound() == []


def test_a_ward_sets_its_own_times(make: Make, posts: Posts, at: dt.datetime) -> None:
    before = make()
    given: dict[str, Any] = {
        "category": "rac",
        "amount": "4",
        "time_unit": "working_hour",
        "instrument": "15/QĐ-UBND",
    }
    with pytest.raises(NotAllowed):
        actions.set_time(by=posts["land-1"], at=at, **given)
    with pytest.raises(Invalid, match="pháp luật đặt"):
        actions.set_time(by=posts["chair"], at=at, **{**given, "category": "quy-dinh"})
    actions.set_time(by=posts["chair"], at=at, **given)
    after = make()
    assert before.case.due_at == Case.objects.get(pk=before.pk).due_at
    assert after.case.due_at < before.case.due_at
    assert actions.load_types(by=SYSTEM, at=at, on=at.date()) == 0, "no release overwrites it"
    assert make().case.due_at == after.case.due_at
    assert unsound() == []


# --- out of a petition -----------------------------------------------------------------------------------------


def test_a_petition_goes_on_as_feedback(petition: MakePetition, posts: Posts, at: dt.datetime) -> None:
    asked = proposed(posts, petition(), at, "suggestion")
    assert asked.proposed == "accepted"
    with pytest.raises(NotAllowed):
        actions.accept(by=posts["justice-1"], at=at, petition=asked, category="tieng-on")
    with pytest.raises(Invalid, match="loại phản ánh"):
        actions.accept(by=posts["chair"], at=at, petition=asked.code, category="")
    made = actions.accept(
        by=posts["chair"], at=at + MINUTE, petition=asked.code, category="tieng-on", number="3/TB"
    )
    assert made.petition is not None
    assert (made.petition.case.state, made.petition.matter) == ("settled", made.case.subject)
    assert "karaoke" in made.content and queries.contact(made)["name"]
    with pytest.raises(NotFound):
        forms.answer(made, by=posts["chair"])
    made = answered(posts, made, at + 2 * MINUTE)
    letter = forms.answer(made, by=posts["chair"])
    assert letter["symbol"] == made.document_number == "01/UBND-TCD" and "Đã dọn sạch" in str(letter["body"])
    assert world.person(4)["name"] in str(letter["to"]) and as_docx(letter).startswith(b"PK")
    assert list(numbers_disagree(evidence.numbers_borne())) == []
    complaint = proposed(posts, petition(said="complaint", topic="land"), at, "complaint")
    with pytest.raises(actions.NotProposedHere):
        actions.accept(by=posts["chair"], at=at, petition=complaint.code, category="rac")
    assert unsound() == []


# --- nothing of people -----------------------------------------------------------------------------------------


def test_the_journal_knows_nobody(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(
        contact=SENDER, spot="Nhà bà Sương Mai", content="Bà Sương Mai thấy rác", lat=HERE[0], lon=HERE[1]
    )
    actions.ask(by=posts["land-1"], at=at, feedback=made, question="Sương Mai ở đâu?")
    actions.supply(by=CITIZEN, at=at, feedback=made.code, reply="Sương Mai đây")
    told = json.dumps([content_of(event) for event in Event.objects.all()], ensure_ascii=False)
    for secret in ("Sương Mai", "0987654321", "21.0376", "Cổ Linh"):
        assert secret not in told
    assert "suong" not in Case.objects.get(pk=made.pk).search


def test_answers_to_what_a_category_asks(make: Make) -> None:
    assert [one.code for one in attributes("tieng-on")] == ["khi-nao", "luc"]
    made = make(category="tieng-on", details={"khi-nao": ["toi", "dem"], "luc": ["2026-11-19T22:30"]})
    assert queries.details(made) == {"khi-nao": ["toi", "dem"], "luc": ["2026-11-19T22:30"]}
    for wrong in (
        {"khi-nao": ["hom-qua"]},
        {"luc": ["hôm qua"]},
        {"khac": ["a"]},
        {"luc": ["2026-11-19", "2026-11-18"]},
    ):
        with pytest.raises(Invalid):
            make(category="tieng-on", details=wrong)
    with pytest.raises(Invalid, match="con số"):
        make(category="ngap", details={"do-sau": ["nhiều"]})


@pytest.mark.parametrize(
    ("lat", "lon"), [("21", ""), ("abc", "105"), ("48.85", "2.35"), ("nan", "105"), ("1e400", "105")]
)
def test_a_place_that_is_none(make: Make, lat: str, lon: str) -> None:
    with pytest.raises(Invalid):
        make(lat=lat, lon=lon)


# --- what denounces ------------------------------------------------------------------------------------------------

TOLD = "Tôi là Vũ Thị Sương Mai. Ông X địa chính nhận tiền của dân khi đo đất ở ngõ 42."


def wiped(code: str) -> Feedback:
    """Nothing of what was said, of who said it, of where they stood is left."""
    left = Feedback.objects.select_related("case").get(case__code=code)
    said = (
        left.content, left.contact, left.spot, left.details, left.media, left.question, left.reply, left.answer,
        left.note, left.objection, left.public_text, left.public_answer,
    )  # fmt: skip
    assert not any(said) and not left.owner and left.lat is None and left.lon is None and not left.shown
    assert left.case.who == "Không ghi tên" and "suong" not in left.case.search
    assert not queries.files_of(left)
    return left


def test_what_denounces_goes_on_shielded_and_nothing_stays(make: Make, posts: Posts, at: dt.datetime) -> None:
    sender = {**SENDER, "email": "mai@thu.example", "address": "Số 9 ngách 77"}
    made = make(
        category="kien-nghi", content=TOLD, contact=sender, lat=HERE[0], lon=HERE[1], photos=[photo()],
        spot="Cạnh nhà Vũ Thị Sương Mai",
    )  # fmt: skip
    later = at + dt.timedelta(days=3)
    assert "hand_over" in queries.acts_for(posts["one-stop-1"], made), (
        "who may not read denunciations may hand over"
    )
    with pytest.raises(NotAllowed):
        actions.hand_over(by=CITIZEN, at=later, feedback=made)
    made = actions.hand_over(by=posts["one-stop-1"], at=later, feedback=made)
    left = wiped(made.code)
    assert left.case.state == "handed_over" and left.case.closed_at == later
    code, key = queries.followed_as(left) or ("", "")
    petition = petition_queries.tracked(code, key)
    assert petition.shielded and petition.submitter is None and petition.petition_class == "denunciation"
    assert petition.sealed is not None and petition.sealed.pseudonym in petition.content
    assert petition.arrived_on == at.date(), "its time counts from the day it came"
    for text in (petition.content, petition.spot):
        assert "Sương Mai" not in text and "0987" not in text
    assert [row.sealed for row in petition.files.all()] == [True]
    by = posts["justice-1"]
    petitions_actions.assign(by=posts["chair"], at=later, petition=code, post="justice-1", instrument="7/QĐ")
    opened = petitions_actions.open_identity(
        by=by, at=later, petition=code, purpose="verify", reason="Hỏi lại"
    )
    assert opened["name"] == SENDER["name"] and HERE[0] in opened["handwriting"] and TOLD in opened["content"]
    assert petitions_actions.open_scan(
        by=by, at=later, petition=code, n=1, purpose="verify", reason="Xem ảnh"
    )[1].startswith(b"\xff\xd8")
    assert "hand_over" not in queries.acts_for(posts["one-stop-1"], left)
    assert unsound() == [] == petitions.disagreements()
    assert code not in str([content_of(event) for event in Event.objects.filter(subject=left.case.subject)])


def test_the_sender_hears_of_it_in_words_for_any_ear(
    make: Make, posts: Posts, at: dt.datetime, settings: Any
) -> None:
    settings.MAIL, settings.SMS_URL = "smtp://localhost", "https://sms.example"
    made = make(category="kien-nghi", content=TOLD, contact={**SENDER, "email": "mai@thu.example"})
    actions.hand_over(by=posts["one-stop-1"], at=at + MINUTE, feedback=made)
    told = list(Notice.objects.filter(subject=made.case.subject, key="feedback.handed_over"))
    assert {row.channel for row in told} == {"email", "sms"} and all(row.to for row in told)
    for row in told:
        letter = letter_of(row)
        said = f"{letter.subject} {letter.body} {letter.sms}"
        assert made.code in said and "tố cáo" not in said.lower() and "đơn" not in said.lower()


def test_nobody_named_stays_nobody(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(category="kien-nghi", content=TOLD)
    made = actions.hand_over(by=posts["one-stop-1"], at=at + MINUTE, feedback=made)
    petition = petition_queries.tracked(*(queries.followed_as(made) or ("", "")))
    assert petition.anonymous and petition.shielded and petition.sealed is None and petition.content == TOLD
    assert unsound() == []


@pytest.mark.parametrize("end", ["reject", "answer", "withdraw", "merge"])
def test_what_ended_is_handed_over_as_well(make: Make, posts: Posts, at: dt.datetime, end: str) -> None:
    land = posts["land-1"]
    made = make(content=TOLD, contact=SENDER)
    if end == "reject":
        actions.reject(by=land, at=at, feedback=made, reason="complaint", note="Gửi đơn")
    elif end == "answer":
        made = answered(posts, made, at)
        actions.rate(by=CITIZEN, at=at, feedback=made.code, stars=1, comment="Sương Mai chưa vừa lòng")
    elif end == "withdraw":
        actions.withdraw(by=CITIZEN, at=at, feedback=made)
    else:
        first = make()
        actions.merge(by=land, at=at, feedback=made, into=first.code)
    actions.hand_over(by=land, at=at + MINUTE, feedback=made.code)
    left = wiped(made.code)
    rating = queries.rating(left)
    assert rating is None or (rating.stars, rating.comment) == (1, "")
    assert queries.followed_as(left) is not None
    with pytest.raises(Impossible, match=r"(Đ|đ)ã chuyển xử lý kín"):
        actions.hand_over(by=land, at=at + 2 * MINUTE, feedback=made.code)
    assert unsound() == [] == petitions.disagreements()


def test_what_came_as_a_petition_shields_that_as_well(
    petition: MakePetition, posts: Posts, at: dt.datetime
) -> None:
    source = proposed(posts, petition(content=TOLD), at, "suggestion")
    made = actions.accept(by=posts["chair"], at=at, petition=source, category="kien-nghi")
    actions.hand_over(by=posts["one-stop-1"], at=at + MINUTE, feedback=made)
    source = petition_queries.one(posts["chair"], source.code)
    assert source.shielded and source.submitter is None and source.sealed is not None
    wiped(made.code)
    assert unsound() == [] == petitions.disagreements()
