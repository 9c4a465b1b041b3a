"""Petitions: every door, classified with reasons, decided by another, split, linked; the denouncer's shield."""

import datetime as dt
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.cases.models import Case
from motcua.areas.dossiers import evidence as dossiers
from motcua.areas.petitions import actions, evidence, forms, policies, queries
from motcua.areas.petitions.actions import (
    AlreadyDisposed,
    FirstSplit,
    NotAsProposed,
    NotAssigned,
    NothingToDispose,
    OnlyWithItsCase,
)
from motcua.areas.petitions.models import (
    Arrival,
    Assignment,
    Opening,
    Petition,
    PetitionFile,
    PetitionMark,
    SealedIdentity,
)
from motcua.areas.petitions.process import STANDARD
from motcua.areas.petitions.queries.counted import came
from motcua.base.documents.evidence import disagreements as numbers_disagree
from motcua.base.documents.forms import as_docx, as_pdf
from motcua.base.documents.models import NumberBook
from motcua.base.files.queries import open_file
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.policies import content_of
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.people.fields import unseal
from motcua.base.people.models import Citizen
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from tests import world

Posts = Mapping[str, Actor]
Make = Callable[..., Petition]
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
HAMLETS = ("00145-tdp-1", "00145-tdp-2")
NOISE = (
    "Nhà hàng karaoke Ánh Sao ở ngõ 42 phố Cổ Linh mở nhạc quá to sau 22 giờ nhiều tháng nay, các hộ xung quanh "
    "không ngủ được, đã nhắc nhiều lần mà không thay đổi."
)
SECRET = "Lò Thị Phượng Hoàng"
PERSON = {
    "kind": "person", "name": SECRET, "id_number": "001199088776", "phone": "0987123456",
    "address": "Số 9 ngách 77 Thạch Bàn",
}  # fmt: skip
SOUND = {
    "legible": "yes", "signed": "yes", "stale": "none", "duplicate": "no", "complete": "yes", "competence": "own",
    "barred": "none", "unfit": "none", "designated": "yes",
}  # fmt: skip


@pytest.fixture
def make(posts: Posts, at: dt.datetime) -> Make:
    """A petition taken in at the counter; anything may be said otherwise."""

    def made(**over: Any) -> Petition:
        given: dict[str, Any] = {
            "by": posts["one-stop-1"], "at": at, "unit": world.WARD, "channel": "counter", "said": "suggestion",
            "topic": "order", "content": NOISE, "against": "Nhà hàng karaoke Ánh Sao", "submitter": world.person(4),
            **over,
        }  # fmt: skip
        return actions.receive(**given)

    return made


def pdf(text: str = "Đơn") -> SimpleUploadedFile:
    """A small PDF whose file says who made it."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": SECRET, "/Title": text})
    writer.write(out)
    return SimpleUploadedFile(f"{text}.pdf", out.getvalue(), "application/pdf")


def proposed(posts: Posts, petition: Petition, at: dt.datetime, kind: str, **more: Any) -> Petition:
    """Classified by the official who handles petitions."""
    named = {name: more.pop(name) for name in ("to_agency", "note", "duplicate_of") if name in more}
    if "duplicate_of" in named:
        named.setdefault("note", "Vẫn là việc của đơn trước.")
    answers = {"kind": kind, **SOUND, **more}
    return actions.propose(by=posts["justice-1"], at=at, petition=petition, answers=answers, **named)


def unsound() -> list[str]:
    return [*disagreements((dossiers.CASES, evidence.CASES)), *evidence.disagreements()]


def everything() -> str:
    """Every text and byte of the database and the journal that is not encrypted, as one text."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    said.append(raw.decode("utf-8", "replace"))
    return "\n".join([*said, *(str(content_of(event)) for event in Event.objects.all())])


def test_the_shape_has_no_faults() -> None:
    assert STANDARD.faults() == []


# --- the way ---------------------------------------------------------------------------------------------------


def test_a_petition_goes_from_the_counter_to_its_answer(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make()
    case = made.case
    assert case.code.startswith("DT-H26.145.00-261120-")
    assert (case.state, case.title) == ("received", "Kiến nghị, phản ánh: An ninh, trật tự")
    assert case.due_at == dt.datetime(2026, 12, 7, 10, tzinfo=TZ), "ten working days, 24/11 is a holiday"
    assert cases.worklist(posts["justice-1"]).filter(pk=case.pk).exists(), "one inbox, whatever the kind"
    assert not cases.worklist(posts["land-1"]).filter(pk=case.pk).exists(), "only who handles petitions"
    assert queries.acts_for(posts["justice-1"], made) == [
        "propose",
        "split",
        "ask",
        "shield",
        "locate",
        "withdraw",
    ]
    made = proposed(
        posts,
        made,
        at + MINUTE,
        "suggestion",
        competence="other",
        to_agency="Công an phường",
        note="Đo tiếng ồn",
    )
    assert (made.case.state, made.proposed, made.ground) == ("proposed", "forwarded", "other_competence")
    assert cases.worklist(posts["chair"]).filter(pk=case.pk).exists()
    with pytest.raises(NotAllowed):
        actions.settle(by=posts["justice-1"], at=at + MINUTE, petition=made, outcome="forwarded")
    with pytest.raises(NotAsProposed, match="Chuyển cơ quan có thẩm quyền"):
        actions.settle(by=posts["chair"], at=at + MINUTE, petition=made, outcome="stored")
    made = actions.settle(
        by=posts["chair"], at=at + 2 * MINUTE, petition=made, outcome="forwarded", number="41/PC-UBND"
    )
    assert (made.case.state, made.outcome, made.document_number) == ("settled", "forwarded", "41/PC-UBND")
    assert made.case.closed_at is not None and made.case.on_time
    assert [event.kind for event in queries.events(made)] == [
        "petition.received", "petition.proposed", "petition.settled",
    ]  # fmt: skip
    assert unsound() == []


def test_a_proposal_goes_back_with_its_reason(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = proposed(posts, make(), at, "suggestion", legible="no")
    with pytest.raises(Invalid, match="lý do trả lại"):
        actions.send_back(by=posts["chair"], at=at, petition=made, reason=" ")
    made = actions.send_back(by=posts["chair"], at=at + MINUTE, petition=made, reason="Đọc được phần sau")
    assert (made.case.state, made.case.post, made.proposed) == ("received", "justice-1", "")
    made = proposed(posts, made, at + 2 * MINUTE, "suggestion", stale="settled")
    made = actions.settle(by=posts["chair"], at=at + 3 * MINUTE, petition=made, outcome="stored")
    assert made.keep_until == dt.date(2027, 11, 20), "kept for a year (R6.26)"
    assert unsound() == []


def test_a_stored_petition_is_destroyed_when_its_year_is_over(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    """R6.26: what people wrote and who they are go, here, in the files and under the seal; codes and counts stay."""
    words = "Xưởng hàn bắn tia lửa sang nhà trẻ Hoa Sen"
    made = make(content=words, submitter=world.person(9), scans=[pdf()], spot="đối diện nhà trẻ Hoa Sen")
    actions.ask(by=posts["justice-1"], at=at, petition=made, wanted="Gửi thêm ảnh xưởng hàn")
    made = proposed(
        posts, made, at + MINUTE, "suggestion", stale="settled", note="Đã trả lời bà con năm trước"
    )
    made = actions.settle(by=posts["chair"], at=at + 2 * MINUTE, petition=made, outcome="stored")
    again = proposed(
        posts, make(content=words), at, "suggestion", duplicate="yes", duplicate_of=made.case.code
    )
    actions.settle(by=posts["chair"], at=at + 3 * MINUTE, petition=again, outcome="linked")
    other = make(content="Việc khác, đang xử lý")
    secret = make(said="denunciation", content=f"{SECRET} tố cáo việc nhận tiền", submitter=PERSON)
    Petition.objects.filter(pk=secret.pk).update(outcome="stored", keep_until=made.keep_until)

    with pytest.raises(NothingToDispose):
        actions.list_disposal(by=posts["chair"], at=at, agency=world.WARD)
    later = dt.datetime(2027, 11, 22, 9, tzinfo=TZ)
    for post in ("justice-1", "front", "bo-de-one-stop-1", "admin"):
        with pytest.raises(NotAllowed):
            actions.list_disposal(by=posts[post], at=later, agency=world.WARD)
    assert queries.agencies_with_disposals(later.date()) == [world.WARD]
    listed = actions.list_disposal(by=posts["chair"], at=later, agency=world.WARD)
    codes = {one.case.code for one in queries.disposed_petitions(posts["justice-1"], listed)}
    assert codes == {made.case.code, again.case.code, secret.case.code} and listed.count == 3
    assert words in Petition.objects.get(pk=made.pk).content, "a list destroys nothing"
    with pytest.raises(NothingToDispose):
        actions.list_disposal(by=posts["chair"], at=later, agency=world.WARD)
    with pytest.raises(NotAllowed):
        actions.dispose(by=posts["justice-1"], at=later, disposal=listed, instrument="5/QĐ-UBND")
    with pytest.raises(Invalid):
        actions.dispose(by=posts["chair"], at=later, disposal=listed, instrument=" ")

    done = actions.dispose(by=posts["chair"], at=later, disposal=listed.number, instrument="5/QĐ-UBND")
    assert (done.instrument, done.disposed_by) == ("5/QĐ-UBND", "chair")
    for petition in Petition.objects.filter(disposal=listed).select_related("case"):
        assert (
            petition.content
            == petition.spot
            == petition.against
            == petition.contact
            == petition.outcome_note
            == ""
        )
        assert (
            petition.submitter is None and petition.topic and petition.outcome and petition.case.code in codes
        )
        assert SECRET not in petition.case.search and "Nguyễn" not in petition.case.who
        assert not petition.marks.exists() and all(not visit.note for visit in petition.case.visits.all())
    assert all(row.file.erased_at == later for row in PetitionFile.objects.filter(petition=made))
    assert all(not row.wanted and not row.said for row in queries.requests(made))
    identity = SealedIdentity.objects.get(pk=secret.sealed_id)
    assert json.loads(unseal(bytes(identity.sealed), f"petition.identity:{identity.pseudonym}")) == {}
    assert world.person(9)["name"] not in {one.name for one in Citizen.objects.all()}, (
        "nobody names them any more"
    )
    assert (
        Petition.objects.get(pk=other.pk).content and Petition.objects.get(pk=other.pk).submitter is not None
    )
    told = str([content_of(event) for event in Event.objects.all()])
    assert "petition.disposed" in {event.kind for event in queries.events(made)} and words not in told
    assert [one for one in unsound() if secret.case.code not in str(one)] == []
    with pytest.raises(AlreadyDisposed, match="5/QĐ-UBND"):
        actions.dispose(by=posts["chair"], at=later, disposal=listed, instrument="6/QĐ-UBND")


def test_a_question_left_open_is_asked(make: Make, posts: Posts, at: dt.datetime) -> None:
    with pytest.raises(Invalid, match="Đọc được") as error:
        actions.propose(by=posts["justice-1"], at=at, petition=make(), answers={"kind": "complaint"})
    assert error.value.field == "legible"
    with pytest.raises(Invalid, match="cơ quan nhận"):
        proposed(posts, make(), at, "complaint", competence="other")


def test_acceptance_opens_a_case_or_is_none(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = proposed(posts, make(said="complaint", topic="land"), at, "complaint")
    assert "settle" not in queries.acts_for(posts["chair"], made), "no face accepts by itself"
    with pytest.raises(OnlyWithItsCase):
        actions.settle(by=posts["chair"], at=at, petition=made, outcome="accepted")
    made = actions.settle(
        by=posts["chair"], at=at, petition=made, outcome="accepted", matter="complaint:KN-1"
    )
    assert made.matter == "complaint:KN-1"


# --- the doors -------------------------------------------------------------------------------------------------


# --- letters ---------------------------------------------------------------------------------------------------

LETTERS = [
    ("complaint", {"barred": "11.6"}, "refused", ["07/TB-UBND"], "Thời hiệu, thời hạn khiếu nại đã hết"),
    ("complaint", {"competence": "court"}, "guided", ["03/HD-UBND"], "Thẩm quyền của Tòa án"),
    ("complaint", {"competence": "lower"}, "urged", ["04/UBND-TCD"], "quá thời hạn"),
    ("complaint", {"stale": "settled"}, "stored", ["07/TB-UBND"], "lưu đơn, không xem xét"),
    ("suggestion", {"competence": "other"}, "forwarded", ["05/PC-UBND", "07/TB-UBND"], "Sở Công Thương"),
    ("suggestion", {"complete": "no"}, "guided", ["03/HD-UBND"], "hướng dẫn bổ sung"),
    ("denunciation", {"signed": "no", "specific": "yes"}, "informed", ["05/PC-UBND"], "thanh tra, kiểm tra"),
    ("denunciation", {"stale": "many_agencies"}, "stored", ["07/TB-UBND"], "người tố cáo có mã NTC-"),
    ("denunciation", {"competence": "other"}, "forwarded", ["05/PC-UBND", "07/TB-UBND"], "phong bì niêm phong"),
    ("denunciation", {"unfit": "29.2"}, "refused", ["07/TB-UBND"], "không đủ điều kiện thụ lý"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "more", "outcome", "numbers", "said"), LETTERS)
def test_what_became_of_it_is_written_to_whom_it_concerns(
    make: Make, posts: Posts, at: dt.datetime, kind: str, more: Mapping[str, str], outcome: str,
    numbers: list[str], said: str,
) -> None:  # fmt: skip
    for book, last in (("TB", 6), ("HD", 2), ("PC", 4), ("CV", 3)):
        NumberBook.objects.create(agency=world.WARD, book=book, year=2026, last=last)
    found = make(said=kind, submitter=PERSON)
    found = proposed(posts, found, at, kind, to_agency="Sở Công Thương", **more)
    assert forms.names_of(found) == []
    assert [number for _letter, number in queries.to_issue(found, at.date())] == numbers
    found = actions.settle(by=posts["chair"], at=at, petition=found, outcome=outcome)
    assert [row.number for row in queries.letters(found)] == numbers == [found.document_number, *numbers[1:]]
    told = [forms.letter(found, n, by=posts["chair"]) for n, _name in forms.names_of(found)]
    assert said.casefold() in str(told).casefold()
    assert [data["symbol"] for data in told] == numbers
    assert all(as_pdf(data).startswith(b"%PDF") and as_docx(data).startswith(b"PK") for data in told)
    assert (SECRET in str(told)) == (kind != "denunciation")
    assert bool(forms.own_names_of(found)) == (kind != "denunciation" and outcome != "urged")
    assert unsound() == [] and list(numbers_disagree(evidence.numbers_borne())) == []
    with pytest.raises(NotFound):
        forms.letter(found, 9, by=posts["chair"])
    with pytest.raises(NotAllowed):
        forms.letter(found, 1, by=replace(posts["chair"], agency=world.OTHER))


def test_a_letter_numbered_elsewhere_bears_that_number(make: Make, posts: Posts, at: dt.datetime) -> None:
    found = proposed(posts, make(), at, "suggestion", competence="other", to_agency="Sở Công Thương")
    found = actions.settle(
        by=posts["chair"], at=at, petition=found, outcome="forwarded", number="41/PC-UBND",
        number_on=at.date() - dt.timedelta(days=1),
    )  # fmt: skip
    assert [(row.number, row.issued_on.day) for row in queries.letters(found)] == [
        ("41/PC-UBND", 19), ("01/TB-UBND", 20),
    ]  # fmt: skip
    assert list(numbers_disagree(evidence.numbers_borne())) == [], "of another book nothing is known here"


def test_nobody_is_written_to_who_is_not_known(make: Make, posts: Posts, at: dt.datetime) -> None:
    found = make(said="denunciation", submitter=None, anonymous=True)
    found = proposed(posts, found, at, "denunciation", signed="no", specific="no")
    found = actions.settle(by=posts["chair"], at=at, petition=found, outcome="stored")
    assert queries.letters(found) == [] and found.document_number == ""


# --- time ------------------------------------------------------------------------------------------------------


def test_a_letter_has_its_time_from_the_day_it_came(make: Make, at: dt.datetime) -> None:
    late = make(channel="post", arrived_on=dt.date(2026, 11, 16), scans=[pdf()])
    assert late.case.due_at == dt.datetime(2026, 12, 1, 8, tzinfo=TZ)
    assert late.case.received_at == at
    assert [row.sealed for row in PetitionFile.objects.filter(petition=late)] == [False]
    with pytest.raises(Invalid, match="Ngày đơn đến"):
        make(arrived_on=dt.date(2026, 11, 21))
    assert unsound() == []


def test_the_time_of_the_law_has_versions(make: Make, posts: Posts) -> None:
    june = dt.datetime(2026, 6, 15, 10, tzinfo=TZ)
    before = make(said="complaint", topic="land", at=june, by=world.actors(june.date())["one-stop-1"])
    after = make(said="complaint", topic="land")
    assert before.case.due_at == dt.datetime(2026, 6, 29, 10, tzinfo=TZ), "10 working days, NĐ 124/2020"
    assert after.case.due_at == dt.datetime(2026, 12, 2, 10, tzinfo=TZ), "7 working days, NĐ 155/2026"


@pytest.mark.parametrize(("kind", "last"), [("complaint", 2), ("denunciation", 2), ("suggestion", 7)])
def test_what_it_is_found_to_be_gives_it_its_time_from_the_day_it_came(
    make: Make, posts: Posts, at: dt.datetime, kind: str, last: int
) -> None:
    found = make()
    promised = found.case.promised_at
    found = proposed(posts, found, at + dt.timedelta(days=3), kind)
    begun_so = make(said=kind, content=NOISE + " Hai.")
    assert found.case.due_at == begun_so.case.due_at == dt.datetime(2026, 12, last, 10, tzinfo=TZ)
    assert found.case.promised_at == promised == dt.datetime(2026, 12, 7, 10, tzinfo=TZ), "what was printed"
    told = [event for event in queries.events(found) if event.kind == "petition.retimed"]
    assert [bool(event.facts["law"]) for event in told] == [True] * (kind != "suggestion")
    sent_back = actions.send_back(
        by=posts["chair"], at=at + dt.timedelta(days=3), petition=found, reason="Xem lại"
    )
    assert sent_back.case.due_at == found.case.due_at
    assert unsound() == []


def test_who_is_shielded_later_has_the_time_of_a_denunciation(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    found = actions.shield(by=posts["justice-1"], at=at, petition=make())
    assert found.case.due_at == found.case.step_due_at == dt.datetime(2026, 12, 2, 10, tzinfo=TZ)
    assert "prolong" in queries.acts_for(posts["justice-1"], found)
    found = actions.prolong(by=posts["justice-1"], at=at, petition=found)
    assert found.case.due_at == dt.datetime(2026, 12, 7, 10, tzinfo=TZ)
    assert "prolong" not in queries.acts_for(posts["justice-1"], found)
    assert unsound() == []


def test_what_is_not_clear_has_the_shortest_time_of_its_day(make: Make) -> None:
    then = dt.datetime(2026, 6, 15, 10, tzinfo=TZ)
    unclear = make(said="unknown", at=then)
    assert unclear.case.due_at == make(said="denunciation", at=then).case.due_at
    assert unclear.case.due_at < make(said="complaint", at=then).case.due_at


def test_what_another_agency_passed_on_says_which(make: Make, posts: Posts, at: dt.datetime) -> None:
    with pytest.raises(Invalid, match="cơ quan chuyển đơn"):
        make(channel="forwarded", sender="press")
    made = make(
        channel="forwarded", sender="press", from_agency="Báo Hà Nội Mới", said="complaint", topic="land"
    )
    made = proposed(
        posts, made, at, "complaint", competence="other", to_agency="Sở Nông nghiệp và Môi trường"
    )
    assert made.proposed == "forwarded", "from the press: forwarded, not only guided (R6.24)"


def test_a_citizen_files_online_without_an_account(make: Make, posts: Posts) -> None:
    made = make(by=CITIZEN, channel="online", submitter={"name": "Trần Văn Ước", "phone": "0912345678"})
    assert made.case.step == 1 and cases.worklist(posts["justice-1"]).filter(pk=made.pk).exists()
    with pytest.raises(NotAllowed):
        make(by=CITIZEN, channel="counter")
    with pytest.raises(NotAllowed):
        make(by=posts["bo-de-one-stop-1"])


def test_what_came_online_with_name_and_address_counts_as_signed_until_somebody_says_otherwise(
    make: Make, posts: Posts
) -> None:
    online = {"by": CITIZEN, "channel": "online", "submitter": world.person(4)}
    assert queries.answered_at_intake(make(**online)) == {"kind": "suggestion", "signed": "yes"}
    nowhere = {**world.person(4), "address": ""}
    assert queries.answered_at_intake(make(**online | {"submitter": nowhere})) == {"kind": "suggestion"}
    assert queries.answered_at_intake(make(said="unknown")) == {}, "at the counter an official has the paper"
    denounces = make(**online, said="denunciation")
    assert queries.answered_at_intake(denounces) == {"kind": "denunciation"}, "how it came is told nobody"


def test_somebody_acts_for_who_complains_under_a_paper(make: Make, posts: Posts, at: dt.datetime) -> None:
    acting = {"authorised": ["Vi Thị Đại Diện"], "authority": "Số 12 ngày 03/11/2026"}
    found = make(said="complaint", **acting, certified="Phòng công chứng số 5")
    assert queries.authorised(found) == {
        "names": ["Vi Thị Đại Diện"], "paper": "Số 12 ngày 03/11/2026", "certified": "Phòng công chứng số 5",
    }  # fmt: skip
    assert "Đại Diện" not in everything()
    for kind in ("denunciation", "suggestion"):
        with pytest.raises(Invalid, match="Chỉ khiếu nại"):
            make(said=kind, **acting)
    with pytest.raises(Invalid, match="nhiều nhất 1"):
        make(said="complaint", authorised=["A", "B"], authority="Số 12")
    then = dt.datetime(2026, 6, 15, 10, tzinfo=TZ)
    assert make(said="complaint", authorised=["A", "B"], authority="Số 12", at=then), "before NĐ 155/2026"
    found = make(said="unknown", content="Vi Thị Đại Diện nói hộ việc này, đề nghị làm rõ", **acting)
    found = proposed(posts, found, at, "denunciation")
    assert found.authorised == "" and "Đại Diện" not in found.content
    mixed = make(said="mixed", **acting)
    parts = [{"class": "complaint", "content": "Một"}, {"class": "suggestion", "content": "Hai"}]
    one, _two = actions.split(by=posts["justice-1"], at=at, petition=mixed, parts=parts)
    assert queries.authorised(one)["names"] == ["Vi Thị Đại Diện"]
    assert unsound() == []


def test_everything_wrong_is_said_at_once(make: Make) -> None:
    with pytest.raises(Invalid) as error:
        make(said="", topic="no such", content=" ", signers=0)
    assert {fault.field for fault in error.value.faults} == {"said", "topic", "content", "signers"}
    with pytest.raises(Invalid, match="nhiều nhất 2 người đại diện"):
        make(signers=7, representatives=["An", "Bình", "Châu"])
    with pytest.raises(Invalid, match="người gửi đơn"):
        make(submitter=None)
    assert make(submitter=None, anonymous=True).case.who == "Không ghi tên"


def test_a_picture_sent_openly_says_nothing_of_camera_or_place(make: Make) -> None:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F] = "DIEN-THOAI-CUA-TOI"
    Image.new("RGB", (64, 32), "brown").save(out, "JPEG", exif=exif)
    made = make(scans=[SimpleUploadedFile("a.jpg", out.getvalue() + b"DUOI-TEP", "image/jpeg")])
    kept = open_file(made.files.get().file_id, subject=made.case.code).content
    assert kept.startswith(b"\xff\xd8") and b"CUA-TOI" not in kept and b"DUOI-TEP" not in kept


# --- the same again --------------------------------------------------------------------------------------------


def test_the_same_in_other_words_is_suggested_and_linked(make: Make, posts: Posts, at: dt.datetime) -> None:
    first, other = (
        make(),
        make(topic="land", content="Xin xem lại mức bồi thường thửa 15, tờ 27", against="UBND"),
    )
    again = make(
        submitter=world.person(9), against="quán karaoke Ánh Sao",
        content="nha hang karaoke anh sao o ngo 42 pho co linh mo nhac qua to sau 22 gio, dân khổ lắm, mong xử lý",
    )  # fmt: skip
    found = queries.likely_duplicates(posts["justice-1"], again)
    assert [one.petition.code for one in found] == [first.code]
    assert found[0].alike > 0.6 and not found[0].person
    same_person = make(content="Quán ấy vẫn ồn như cũ, tôi gửi lại đơn")
    assert queries.likely_duplicates(posts["justice-1"], first) == [], "the first stays the first"
    for code, said in ((again.code, f"đến trước {again.code}"), (first.code, "mã của chính đơn này")):
        with pytest.raises(Invalid, match=said):
            proposed(posts, first, at, "suggestion", duplicate="yes", duplicate_of=code)
    found = queries.likely_duplicates(posts["justice-1"], same_person)
    assert [(one.petition.code, one.person, one.about) for one in found] == [
        (first.code, True, True), (again.code, False, True),
    ], "the same bar in the same lane; the same person first"  # fmt: skip
    assert queries.likely_duplicates(posts["justice-1"], other) == []
    with pytest.raises(Invalid, match="đơn trước"):
        proposed(posts, again, at, "suggestion", duplicate="yes", duplicate_of="DT-KHONG-CO")
    with pytest.raises(Invalid, match="ghi rõ vì sao vẫn là một đơn trùng"):
        proposed(posts, again, at, "suggestion", duplicate="yes", duplicate_of=first.code, note="")
    stranger = make(submitter=world.person(11), against="", spot="", content="Đề nghị lắp đèn đường ngõ 7")
    with pytest.raises(Invalid, match="của người khác và nói việc khác"):
        proposed(posts, stranger, at, "suggestion", duplicate="yes", duplicate_of=first.code, note="Trùng")
    again = proposed(
        posts, again, at, "suggestion", duplicate="yes", duplicate_of=first.code,
        note="Con trai viết thay người đã gửi đơn trước.",
    )  # fmt: skip
    again = actions.settle(by=posts["chair"], at=at + MINUTE, petition=again, outcome="linked")
    assert again.duplicate_of == first
    third = proposed(posts, same_person, at, "suggestion", duplicate="yes", duplicate_of=again.code)
    assert third.duplicate_of == first, "all are linked to the first"
    with pytest.raises(Invalid, match="đã ghi trùng với đơn này"):
        proposed(posts, first, at, "suggestion", duplicate="yes", duplicate_of=again.code)
    assert [one.code for one in queries.linked(posts["chair"], first)] == [again.code, third.code]
    assert unsound() == []


# --- split, withdraw, red line ---------------------------------------------------------------------------------


def test_a_mixed_petition_is_split_under_one_receipt(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(said="mixed", channel="post", arrived_on=dt.date(2026, 11, 18))
    with pytest.raises(FirstSplit):
        actions.propose(by=posts["justice-1"], at=at, petition=made, answers={"kind": "mixed"})
    parts = [
        {"class": "complaint", "content": "Không đồng ý quyết định xử phạt", "topic": "building"},
        {"class": "suggestion", "content": "Đề nghị lắp đèn ngõ 42"},
    ]
    with pytest.raises(Invalid, match="ít nhất 2"):
        actions.split(by=posts["justice-1"], at=at, petition=made, parts=parts[:1])
    one, two = actions.split(by=posts["justice-1"], at=at + MINUTE, petition=made, parts=parts)
    assert not any(part.code.startswith(made.code) for part in (one, two)), "a part says nothing of the whole"
    assert (one.arrived_on, one.submitter, one.petition_class) == (
        made.arrived_on, made.submitter, "complaint",
    )  # fmt: skip
    made = queries.one(posts["chair"], made.code)
    assert (made.case.state, made.outcome) == ("settled", "split")
    assert queries.parts(posts["chair"], made) == [one, two]
    assert unsound() == []


def test_parts_of_one_petition_are_not_taken_for_one_another(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    said = "Đèn ngõ 42 đường Nguyễn Văn Cừ hỏng ba tháng nay, nước thải tràn ra đường, không ai sửa"
    made = make(said="mixed", content=said)
    parts = [{"class": "complaint", "content": said}, {"class": "suggestion", "content": said}]
    split = actions.split(by=posts["justice-1"], at=at + MINUTE, petition=made, parts=parts)
    assert [queries.likely_duplicates(posts["justice-1"], part) for part in split] == [[], []]
    again = make(at=at + 2 * MINUTE, content=said)
    assert queries.likely_duplicates(posts["justice-1"], again) != [], "what came apart from it still is"


def test_a_letter_that_also_denounces_is_split_in_one_act(make: Make, posts: Posts, at: dt.datetime) -> None:
    """Taken in openly: it goes on as the open content under its own code, and nothing of it leads to the rest."""
    made = make(
        said="mixed", submitter=PERSON, scans=[pdf()], channel="forwarded", from_agency="Mặt trận", from_number="12/MT",
        content=f"Tôi là {SECRET}. Karaoke ồn ào. Ông X nhận hối lộ.", demand="Đo tiếng ồn, xử lý ông X", signers=3,
    )  # fmt: skip
    actions.ask(by=posts["justice-1"], at=at, petition=made, wanted="Ông X nhận lúc nào")
    actions.supplement(by=posts["justice-1"], at=at, petition=made, said="Ông X nhận hôm qua")
    parts = [
        {"class": "denunciation", "content": f"Ông X nhận hối lộ, {SECRET} biết", "against": "Ông X",
         "topic": "officials"},
        {"class": "suggestion", "content": "Karaoke ồn ào", "demand": "Đo tiếng ồn"},
    ]  # fmt: skip
    with pytest.raises(Invalid, match="lĩnh vực"):
        actions.split(
            by=posts["justice-1"], at=at + MINUTE, petition=made, parts=[{**parts[0], "topic": ""}, parts[1]]
        )
    leads = {**parts[1], "content": f"Karaoke, xem {made.code.lower()}"}
    with pytest.raises(Invalid, match="Không ghi mã đơn"):
        actions.split(by=posts["justice-1"], at=at + MINUTE, petition=made, parts=[parts[0], leads])
    secret, rest = actions.split(by=posts["justice-1"], at=at + MINUTE, petition=made, parts=parts)
    assert (rest.code, rest.petition_class, rest.case.state, rest.case.who) == (
        made.code, "suggestion", "received", SECRET,
    )  # fmt: skip
    assert (rest.content, rest.demand, rest.signers) == ("Karaoke ồn ào", "Đo tiếng ồn", 3)
    assert (
        secret.sealed is not None and secret.content == f"Ông X nhận hối lộ, {secret.sealed.pseudonym} biết"
    )
    assert (secret.submitter, secret.owner, secret.from_number, secret.signers, secret.parent) == (
        None, "", "", 1, None,
    )  # fmt: skip
    assert secret.arrived_on == made.arrived_on, "its time counts from the day the letter came"
    chair, day = posts["chair"], at.date()
    rest, secret = queries.one(chair, rest.code), queries.one(chair, secret.code)
    assert queries.own_files(rest) == [] == queries.files_of(chair, rest), "scans show the whole letter"
    assert [row.sealed for row in queries.files_of(chair, secret)] == [True]
    assert all("Ông X" not in row.wanted + row.said for row in queries.requests(rest))
    assert "petition.split" not in {event.kind for event in queries.history(chair, rest, day)}
    for one, other in ((secret, rest), (rest, secret)):
        assert queries.parts(chair, one) == [] and queries.parent_of(one) is None
        assert queries.likely_duplicates(chair, one) == []
        told = str([(e.facts, e.subject) for e in queries.events(one)])
        assert other.code not in told and SECRET not in told and secret.sealed.pseudonym not in told
    assert not {
        f"{one}" for one in PetitionMark.objects.filter(petition=rest, kind="c").values_list("hash")
    } & {f"{one}" for one in PetitionMark.objects.filter(petition=secret).values_list("hash")}
    actions.assign(by=chair, at=at, petition=secret, post="justice-1", instrument="12/QĐ-UBND")
    why = {"purpose": "verify", "reason": "Xem nguyên văn"}
    opened = actions.open_identity(by=posts["justice-1"], at=at + 3 * MINUTE, petition=secret, **why)
    assert (opened["name"], opened["letter"], opened["signers"]) == (SECRET, made.code, 3)
    assert "Karaoke ồn ào" in opened["content"] and opened["supplements"] == ["Ông X nhận hôm qua"]
    assert queries.sent_in(rest) == [secret], "the receipt of the letter covers what denounces as well"
    assert actions.open_scan(by=posts["justice-1"], at=at + 3 * MINUTE, petition=secret, n=1, **why)
    assert unsound() == []


@pytest.mark.parametrize("shielded", [False, True])
def test_splitting_gives_nobody_more_time(
    make: Make, posts: Posts, at: dt.datetime, *, shielded: bool
) -> None:
    """R6.23, R6.41: every part counts from the day its letter came, and tells neither its minute nor the split's."""
    given = {"at": at.replace(hour=9, minute=41), "said": "mixed", "submitter": PERSON}
    made = make(**given, shielded=shielded)
    if shielded:
        actions.assign(by=posts["chair"], at=at, petition=made, post="justice-1", instrument="1/QĐ")
    parts = [
        {"class": "denunciation", "content": "Ông X nhận hối lộ", "topic": "officials"},
        {"class": "suggestion", "content": "Quán ồn"}, {"class": "complaint", "content": "Phạt sai"},
    ]  # fmt: skip
    later = at + dt.timedelta(days=5)
    split = actions.split(by=posts["justice-1"], at=later, petition=made, parts=parts, reason="Tách")
    for kind, part in zip(("denunciation", "suggestion", "complaint"), split, strict=True):
        whole = make(**{**given, "said": kind})
        assert part.case.due_at.date() == whole.case.due_at.date(), kind
        assert part.case.due_at <= whole.case.due_at
        assert part.arrived_on == at.date()
    new = [part for part in split if part.pk != made.pk]
    assert {part.code.split("-")[-2] for part in new} == {made.code.split("-")[-2]}
    sealed = next(part.sealed for part in split if part.sealed)
    assert sealed.sealed_at.astimezone(TZ).time() == dt.time()
    assert all(row.came_at.astimezone(TZ).time() == dt.time() for row in Arrival.objects.all())
    assert unsound() == []


def test_codes_of_a_day_run_in_no_order(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """R6.45: a gap between codes says nothing; a code that was given in order before is not given again."""
    monkeypatch.setattr("motcua.areas.petitions.actions.intake.scattered", lambda serial, _key: serial)
    before = [make().code for _ in range(3)]
    assert [int(code[-4:]) for code in before] == [1, 2, 3]
    monkeypatch.setattr(
        "motcua.areas.petitions.actions.intake.scattered",
        lambda serial, _key: {4: 2, 5: 9_000}.get(serial, serial),
    )
    assert int(make().code[-4:]) == 9_000
    monkeypatch.undo()
    after = [int(make().code[-4:]) for _ in range(6)]
    assert (
        after != sorted(after)
        and len({*before, *after}) == 9
        and list(numbers_disagree(evidence.numbers_borne())) == []
    )


def test_several_open_contents_are_split_as_if_there_were_no_more(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    made = make(said="mixed", submitter=PERSON, content="Ồn ào. Phạt sai. Ông X nhận tiền.")
    parts = [
        {"class": "suggestion", "content": "Ồn ào"},
        {"class": "denunciation", "content": "Ông X nhận tiền", "against": "Ông X", "topic": "officials"},
        {"class": "complaint", "content": "Phạt sai"},
    ]
    one, secret, two = actions.split(by=posts["justice-1"], at=at + MINUTE, petition=made, parts=parts)
    made = queries.one(posts["chair"], made.code)
    assert (made.case.state, made.outcome, made.content) == ("settled", "split", "Ồn ào\n\nPhạt sai")
    assert queries.parts(posts["chair"], made) == [one, two] and secret.parent is None
    assert {one.case.who, two.case.who} == {SECRET} != {secret.case.who}
    assert queries.sent_in(made) == [one, two, secret]
    again = make(said="mixed", at=at + 2 * MINUTE)
    with pytest.raises(Invalid, match="cùng một phần"):
        actions.split(by=posts["justice-1"], at=at + 3 * MINUTE, petition=again, parts=[parts[1], parts[1]])
    assert unsound() == []


@pytest.mark.parametrize("open_at_first", [True, False])
def test_a_sealed_letter_is_split_by_who_is_assigned(
    make: Make, posts: Posts, at: dt.datetime, *, open_at_first: bool
) -> None:
    """It goes on as what denounces; the open contents come under the sender's name, of another day and way."""
    made = make(
        said="mixed", submitter=PERSON, scans=[pdf()], shielded=not open_at_first, channel="online",
        arrived_on=at.date() - dt.timedelta(days=2), signers=3,
        content=f"Tôi là {SECRET}. Karaoke ồn ào. Ông X nhận hối lộ.", demand="Đo tiếng ồn",
    )  # fmt: skip
    if open_at_first:
        made = actions.shield(by=posts["one-stop-1"], at=at, petition=made)
    assert made.sealed is not None
    actions.ask(by=posts["justice-1"], at=at + MINUTE, petition=made, wanted="Ồn từ mấy giờ")
    actions.supplement(by=posts["justice-1"], at=at + MINUTE, petition=made, said="Từ 22 giờ")
    parts = [
        {"class": "denunciation", "content": f"Ông X nhận hối lộ, {SECRET} biết", "against": "Ông X",
         "topic": "officials"},
        {"class": "suggestion", "content": "Karaoke ồn ào", "against": "Karaoke"},
    ]  # fmt: skip
    given = {"at": at + 2 * MINUTE, "petition": made, "parts": parts, "reason": "Tách nội dung tiếng ồn"}
    with pytest.raises(NotAssigned):
        actions.split(by=posts["justice-1"], **given)
    actions.assign(by=posts["chair"], at=at, petition=made, post="justice-1", instrument="12/QĐ-UBND")
    with pytest.raises(Invalid, match="lý do mở"):
        actions.split(by=posts["justice-1"], **{**given, "reason": ""})
    leads = {**parts[1], "content": f"{made.sealed.pseudonym} kể karaoke ồn"}
    with pytest.raises(Invalid, match="Không ghi mã đơn"):
        actions.split(by=posts["justice-1"], **{**given, "parts": [parts[0], leads]})
    secret, rest = actions.split(by=posts["justice-1"], **given)
    assert (secret.code, secret.case.state, secret.petition_class) == (made.code, "received", "denunciation")
    assert secret.content == f"Ông X nhận hối lộ, {made.sealed.pseudonym} biết" and secret.demand == ""
    assert secret.signers == 1 and [row.said for row in queries.requests(secret)] == [""]
    assert (rest.case.who, rest.shielded, rest.sealed, rest.parent) == (SECRET, False, None, None)
    assert (rest.arrived_on, rest.channel, rest.signers) == (made.arrived_on, "counter", 3)
    chair, day = posts["chair"], at.date()
    rest, secret = queries.one(chair, rest.code), queries.one(chair, secret.code)
    for one, other in ((secret, rest), (rest, secret)):
        assert queries.parts(chair, one) == [] and queries.parent_of(one) is None
        assert queries.likely_duplicates(chair, one) == []
        told = str([e.facts for e in queries.events(one)])
        assert other.code not in told and SECRET not in told
    seen = {
        post: {e.kind for e in queries.history(posts[post], secret, day)} for post in ("justice-1", "chair")
    }
    assert "petition.split" in seen["justice-1"] and "petition.split" not in seen["chair"]
    assert [row.purpose for row in queries.openings(posts["justice-1"], secret, day)] == ["split"]
    assert queries.openings(chair, secret, day) == [], "who is not assigned does not learn that it was split"
    assert queries.sent_in(secret) == [rest]
    assert unsound() == []


def test_an_anonymous_letter_that_also_denounces_is_split(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(
        said="mixed", submitter=None, anonymous=True, shielded=True, content="Ồn ào. Ông X nhận hối lộ."
    )
    parts = [
        {"class": "suggestion", "content": "Ồn ào"},
        {"class": "denunciation", "content": "Ông X nhận hối lộ", "topic": "officials"},
    ]
    one, two = actions.split(by=posts["justice-1"], at=at + MINUTE, petition=made, parts=parts)
    assert (one.shielded, two.shielded, two.sealed, two.code) == (False, True, None, made.code)
    assert unsound() == []


def test_a_part_that_is_found_to_denounce_stands_no_longer_beside_its_sender(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    made = make(said="mixed", submitter=PERSON)
    parts = [
        {"class": "complaint", "content": "Không đồng ý"},
        {"class": "suggestion", "content": "Ông X nhận tiền"},
    ]
    one, two = actions.split(by=posts["justice-1"], at=at + MINUTE, petition=made, parts=parts)
    two = proposed(posts, two, at + 2 * MINUTE, "denunciation")
    made, two = (queries.one(posts["chair"], petition.code) for petition in (made, two))
    assert queries.parts(posts["chair"], made) == [one] and queries.parent_of(two) is None
    assert unsound() == []


def test_withdrawn_and_given_back(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(originals="Giấy chứng nhận quyền sử dụng đất")
    made = actions.return_originals(by=posts["one-stop-1"], at=at + MINUTE, petition=made)
    assert made.originals_returned_at is not None
    made = actions.withdraw(by=posts["one-stop-1"], at=at + 2 * MINUTE, petition=made)
    assert (made.case.state, made.case.closed_at is not None) == ("withdrawn", True)
    assert unsound() == []


@pytest.mark.parametrize(
    ("said", "in_writing"),
    [("suggestion", False), ("complaint", True), ("denunciation", True), ("unknown", True), ("mixed", True)],
)
def test_what_complains_or_may_is_taken_back_by_a_signed_letter_only(
    make: Make, posts: Posts, at: dt.datetime, said: str, in_writing: bool
) -> None:
    made, desk = make(said=said, submitter=PERSON), posts["justice-1"]
    assert queries.taken_back_in_writing(made) is in_writing
    letter = {"letter": "118", "letter_on": at.date()}
    if not in_writing:
        assert actions.withdraw(by=CITIZEN, at=at, petition=made).case.state == "withdrawn"
        return
    with pytest.raises(actions.OnlyInWriting):
        actions.withdraw(by=CITIZEN, at=at, petition=made, **letter)
    for wrong in (
        {"letter": ""},
        {"letter_on": None},
        {"letter_on": at.date() + DAY},
        {"letter_on": dt.date(2020, 1, 1)},
    ):
        with pytest.raises(Invalid):
            actions.withdraw(by=desk, at=at, petition=made, **{**letter, **wrong})
    made = actions.withdraw(by=desk, at=at, petition=made, **letter)
    assert (made.case.state, made.withdrawal, made.withdrawal_on) == ("withdrawn", "118", at.date())
    assert unsound() == []


def test_officials_set_and_mend_where_a_petition_is_about(make: Make, posts: Posts, at: dt.datetime) -> None:
    world.open_hamlets()
    made, desk, (one, two) = make(), posts["one-stop-1"], HAMLETS
    assert made.place == world.WARD
    made = actions.locate(by=desk, at=at, petition=made, place=one)
    assert came([world.WARD], [at.date()], at.date() + DAY)[0].place == one
    made = actions.locate(by=posts["justice-1"], at=at + MINUTE, petition=made, place=two)
    with pytest.raises(actions.AlreadyThere):
        actions.locate(by=desk, at=at + 2 * MINUTE, petition=made, place=two)
    with pytest.raises(Invalid):
        actions.locate(by=desk, at=at + 2 * MINUTE, petition=made, place=world.OTHER)
    told = [e.facts for e in queries.history(desk, made, at.date()) if e.kind == "petition.placed"]
    assert [(e["place"], e["before_words"]) for e in told] == [
        (one, "cả địa bàn"),
        (two, queries.places(world.WARD, at.date())[one]),
    ]
    assert actions.locate(by=desk, at=at + 3 * MINUTE, petition=made).place == world.WARD
    for refused in (posts["front"], posts["bo-de-one-stop-1"]):
        with pytest.raises(Impossible):
            actions.locate(by=refused, at=at + 4 * MINUTE, petition=made, place=one)
    sealed = make(said="denunciation", submitter=PERSON)
    with pytest.raises(NotAllowed):
        actions.locate(by=posts["justice-1"], at=at + 4 * MINUTE, petition=sealed, place=one)
    assert unsound() == []


def test_of_the_same_name_without_a_number_somebody_says_why_it_is_the_same_person(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    nameless = {**PERSON, "id_number": ""}
    first, again = make(submitter=nameless), make(submitter=nameless)
    (one,) = queries.likely_duplicates(posts["justice-1"], again)
    assert (one.person, one.named) == (True, True)
    asked = {"duplicate": "yes", "duplicate_of": first.code}
    with pytest.raises(Invalid, match="chưa rõ cùng người"):
        proposed(posts, again, at, "suggestion", **asked, note="")
    linked = proposed(posts, again, at, "suggestion", **asked, note="Cùng địa chỉ, cùng chữ ký.")
    assert linked.duplicate_of == first
    numbered = make(submitter=PERSON), make(submitter=PERSON)
    assert all(
        not one.named
        for one in queries.likely_duplicates(posts["justice-1"], numbered[1])
        if one.petition == numbered[0]
    )
    made = proposed(
        posts, numbered[1], at, "suggestion", duplicate="yes", duplicate_of=numbered[0].code, note=""
    )
    assert made.duplicate_of == numbered[0]


def test_the_red_line_is_forty_five_days(make: Make, posts: Posts, at: dt.datetime) -> None:
    old = make(channel="post", arrived_on=at.date() - dt.timedelta(days=45))
    make(channel="post", arrived_on=at.date() - dt.timedelta(days=44))
    assert list(queries.red(posts["chair"], at.date())) == [old.case]
    assert list(queries.red(posts["bo-de-one-stop-1"], at.date())) == []


def test_search_and_filters(make: Make, posts: Posts) -> None:
    first = make()
    make(topic="land", said="complaint", submitter=world.person(8))
    name = world.person(4)["name"]
    assert [case.code for case in queries.listed(posts["justice-1"], q=name)] == [first.code]
    assert queries.listed(posts["justice-1"], q="trat tu").get().code == first.code
    assert queries.listed(posts["justice-1"], topic="land", petition_class="complaint").count() == 1
    assert queries.listed(posts["front"], q=name).count() == 0, "a supervisor learns of no person"
    with pytest.raises(NotFound):
        queries.one(posts["bo-de-one-stop-1"], first.code)


# --- the shield ------------------------------------------------------------------------------------------------


def denounced(make: Make, **over: Any) -> Petition:
    return make(
        said="denunciation", topic="officials", submitter={**PERSON, "handwriting": "nét nghiêng trái"},
        content=f"Tôi là {SECRET}, lo thi phuong hoang, ở số 9 ngách 77 Thạch Bàn, tố cáo ông X.", against="Ông X",
        scans=[pdf(SECRET)], **over,
    )  # fmt: skip


def test_a_denouncer_stands_nowhere_but_in_the_sealed_store(make: Make, posts: Posts) -> None:
    made = denounced(make)
    assert made.sealed is not None
    pseudonym = made.sealed.pseudonym
    assert made.case.who == pseudonym and pseudonym.startswith("NTC-2026-")
    assert made.content == f"Tôi là {pseudonym}, {pseudonym}, ở {pseudonym}, tố cáo ông X."
    assert (made.submitter, made.contact, Citizen.objects.filter(agency=world.WARD).count()) == (None, "", 0)
    for q in (SECRET, "0987123456", "001199088776"):
        assert queries.listed(posts["justice-1"], q=q).count() == 0, (
            "not even a keyed hash leads to the person"
        )
    assert queries.listed(posts["justice-1"], q=pseudonym).get() == made.case
    assert not PetitionMark.objects.filter(petition=made, kind="p").exists()
    found = everything()
    for word in (SECRET, "Phượng Hoàng", "0987123456", "001199088776", "ngách 77", "nét nghiêng"):
        assert word not in found, word
    assert unsound() == []


def test_only_who_is_assigned_in_writing_opens_the_identity(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    made = denounced(make)
    why = {"purpose": "verify", "reason": "Xác minh điều kiện thụ lý"}
    for post in ("justice-1", "chair"):
        with pytest.raises(NotAssigned):
            actions.open_identity(by=posts[post], at=at, petition=made, **why)
    with pytest.raises(NotFound):
        actions.open_identity(by=posts["one-stop-1"], at=at, petition=made, **why)
    with pytest.raises(NotAllowed):
        actions.assign(by=posts["justice-1"], at=at, petition=made, post="justice-1", instrument="1/QĐ-UBND")
    with pytest.raises(Invalid, match="cơ quan này"):
        actions.assign(
            by=posts["chair"], at=at, petition=made, post="bo-de-one-stop-1", instrument="1/QĐ-UBND"
        )
    given = actions.assign(by=posts["chair"], at=at, petition=made, post="justice-1", instrument="1/QĐ-UBND")
    with pytest.raises(Invalid, match="lý do mở"):
        actions.open_identity(by=posts["justice-1"], at=at, petition=made, purpose="verify", reason="")
    opened = actions.open_identity(by=posts["justice-1"], at=at + MINUTE, petition=made, **why)
    assert (opened["name"], opened["phone"]) == (SECRET, "0987123456") and SECRET in opened["content"]
    media, content = actions.open_scan(by=posts["justice-1"], at=at + MINUTE, petition=made, n=1, **why)
    assert (media, content[:4]) == ("application/pdf", b"%PDF")
    assert [(row.n, row.post, row.reason) for row in Opening.objects.all()] == [
        (1, "justice-1", why["reason"]), (2, "justice-1", why["reason"]),
    ]  # fmt: skip
    told = [e.facts for e in Event.objects.filter(kind="denouncer.opened")]
    assert (
        all(why["reason"] not in str(facts) and SECRET not in str(facts) for facts in told) and len(told) == 2
    )
    actions.unassign(by=posts["chair"], at=at + 2 * MINUTE, petition=made, n=given.n)
    with pytest.raises(NotAssigned):
        actions.open_identity(by=posts["justice-1"], at=at + 3 * MINUTE, petition=made, **why)
    assert unsound() == []


def test_a_petition_found_to_denounce_is_sealed(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(
        submitter=PERSON, content=f"{SECRET} báo ông X nhận tiền của dân", topic="officials", scans=[pdf()]
    )
    assert Citizen.objects.count() == 1 and made.case.who == SECRET
    made = proposed(posts, made, at + MINUTE, "denunciation", note=f"{SECRET} nêu rõ ông X")
    assert made.shielded and made.sealed is not None and made.proposed == "accepted"
    assert Citizen.objects.count() == 0, "the record is gone: nothing else named the person"
    case = Case.objects.get(pk=made.pk)
    assert (case.who, case.title) == (made.sealed.pseudonym, "Tố cáo: Cán bộ, công chức, đạo đức công vụ")
    assert queries.listed(posts["justice-1"], q=SECRET).count() == 0
    assert SECRET not in everything()
    assert unsound() == []


def test_a_record_that_something_else_names_stays(
    make: Make, posts: Posts, at: dt.datetime, receive: Callable[..., Any]
) -> None:
    receive(applicant=PERSON)
    made = make(submitter=PERSON)
    actions.shield(by=posts["one-stop-1"], at=at + MINUTE, petition=made)
    assert Citizen.objects.count() == 1
    assert unsound() == []


def test_what_denounces_is_for_those_who_handle_it(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = denounced(make)
    may = {post for post, actor in posts.items() if policies.can_read(actor, made)}
    assert may == {"justice-1", "office-head", "vice-chair", "chair"}
    assert [row.sealed for row in queries.files_of(posts["justice-1"], made)] == [True]
    with pytest.raises(NotFound):
        queries.scan(posts["justice-1"], made, 1)
    redacted = actions.add_scan(by=posts["justice-1"], at=at, petition=made, scan=pdf(SECRET), redacted=True)
    media, content = queries.scan(posts["chair"], made, redacted.n)
    assert media == "application/pdf" and SECRET.encode() not in content
    assert not pypdf.PdfReader(io.BytesIO(content)).metadata
    with pytest.raises(Invalid, match="PDF"):
        actions.add_scan(
            by=posts["justice-1"],
            at=at,
            petition=made,
            redacted=True,
            scan=SimpleUploadedFile("a.pdf", b"khong"),
        )
    assert unsound() == []


def test_an_anonymous_denunciation_informs(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(said="denunciation", submitter=None, anonymous=True, topic="officials")
    assert made.shielded and made.sealed is None
    made = proposed(
        posts, made, at, "denunciation", signed="no", specific="yes", to_agency="Thanh tra thành phố"
    )
    assert made.proposed == "informed"
    assert not SealedIdentity.objects.exists()


def test_the_same_story_under_a_name_never_says_who_denounces(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    named = make(said="complaint", topic="land", submitter=PERSON, content=NOISE)
    again = make(said="denunciation", topic="officials", submitter=world.person(9), content=NOISE)
    secret = make(said="denunciation", topic="officials", submitter=PERSON, content=NOISE)
    found = [one.petition.code for one in queries.likely_duplicates(posts["justice-1"], secret)]
    assert found == [again.code], "denunciations among themselves, by content"
    assert queries.likely_duplicates(posts["justice-1"], named) == []
    for one, other, kind in ((secret, named, "denunciation"), (named, secret, "complaint")):
        with pytest.raises(Invalid, match="không nối với nhau"):
            proposed(posts, one, at, kind, duplicate="yes", duplicate_of=other.code)
    with pytest.raises(Invalid, match="không nối với nhau"):
        proposed(
            posts, make(content=NOISE), at, "denunciation", duplicate="yes", duplicate_of=named.code
        )  # found to denounce with this very proposal
    linked = proposed(posts, secret, at, "denunciation", duplicate="yes", duplicate_of=again.code)
    assert queries.first_of(linked) == again and unsound() == []


def test_what_was_linked_openly_leads_nowhere_once_one_is_sealed(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    first, again = make(submitter=PERSON), make(submitter=PERSON)
    again = proposed(posts, again, at, "suggestion", duplicate="yes", duplicate_of=first.code)
    actions.shield(by=posts["justice-1"], at=at + MINUTE, petition=first)
    first, again = (queries.one(posts["chair"], one.code) for one in (first, again))
    assert queries.linked(posts["chair"], first) == [] and queries.first_of(again) is None
    assert unsound() == []


def test_only_who_may_read_what_denounces_lays_files_on_it(make: Make, posts: Posts, at: dt.datetime) -> None:
    secret, named = denounced(make), make()
    for more in ({"redacted": True}, {"answer": True}, {}):
        with pytest.raises(NotFound):
            actions.add_scan(by=posts["one-stop-1"], at=at, petition=secret, scan=pdf(), **more)
    assert actions.add_scan(by=posts["one-stop-1"], at=at, petition=named, scan=pdf()).n == 1


@pytest.mark.parametrize("post", ["one-stop-1", "land-1", "front", "inspector", "admin"])
def test_an_identity_is_opened_by_nobody_who_does_not_handle_denunciations(
    make: Make, posts: Posts, at: dt.datetime, post: str
) -> None:
    with pytest.raises(Invalid, match="xử lý, xác minh hoặc giải quyết"):
        actions.assign(by=posts["chair"], at=at, petition=denounced(make), post=post, instrument="1/QĐ-UBND")


def test_a_receipt_does_not_say_that_it_denounces(make: Make) -> None:
    found = journal.receipt(queries.received_event(denounced(make)), fresh=True)
    assert not {"petition_class", "topic"} & found["event"]["facts"].keys()
    assert "denunciation" not in str(found) and journal.check_receipt(found) == []


@pytest.mark.parametrize("table", [Petition, SealedIdentity, Assignment, Opening])
def test_what_is_altered_by_hand_is_found(make: Make, posts: Posts, at: dt.datetime, table: Any) -> None:
    made = denounced(make)
    actions.assign(by=posts["chair"], at=at, petition=made, post="justice-1", instrument="1/QĐ-UBND")
    actions.open_identity(by=posts["justice-1"], at=at, petition=made, purpose="contact", reason="Báo tin")
    assert unsound() == []
    change = {
        Petition: {"topic": "land"}, SealedIdentity: {"opened_count": 0}, Assignment: {"post": "land-1"},
        Opening: {"post": "chair"},
    }[table]  # fmt: skip
    table.objects.update(**change)
    assert unsound() != []
