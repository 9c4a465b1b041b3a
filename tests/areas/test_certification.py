"""The acts of certification: the way of a request, authority, books, refusals, electronic copies, what is found."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from typing import Any

import pypdf
import pytest
from django.conf import settings
from django.db import connection

from motcua.areas.cases import queries as cases
from motcua.areas.cases.actions import OutOfTurn
from motcua.areas.cases.evidence import disagreements
from motcua.areas.cases.models import StepVisit
from motcua.areas.certification import actions, evidence, forms, jobs, queries
from motcua.areas.certification.actions import BookClosed
from motcua.areas.certification.actions.books import AlreadyDisposed, NotYetClosable
from motcua.areas.certification.models import Certification, Document, ElectronicCopy, RegisterBook
from motcua.areas.certification.process import STANDARD
from motcua.areas.certification.queries import signing
from motcua.areas.dossiers import evidence as dossiers
from motcua.areas.fees import actions as fee_acts
from motcua.areas.fees import evidence as fee_evidence
from motcua.areas.fees import queries as fees
from motcua.areas.fees.models import FeeItem
from motcua.base.documents import queries as papers
from motcua.base.documents.ports import CannotSign
from motcua.base.documents.queries import render
from motcua.base.files.queries import open_file
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.people.actions import delegate, revoke_delegation
from motcua.gateways.signature.fake import FakeSignatures
from motcua.reactions.table import react
from motcua.rules import certification as rules
from motcua.rules.calendar import TZ
from motcua.rules.certification import Book, CannotCertify, signs_as
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from tests import world

Posts = Mapping[str, Actor]
Make = Callable[..., Certification]
MINUTE = dt.timedelta(minutes=1)


def paper(kind: str = "copy", title: str = "Bằng tốt nghiệp đại học", **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": title,
        "pages": 2,
        "copies": 1,
        "languages": "tiếng Anh sang tiếng Việt",
        **more,
    }


@pytest.fixture
def make(posts: Posts, at: dt.datetime) -> Make:
    """A request received at the counter; anything may be said otherwise."""

    def made(*papers: dict[str, Any], **over: Any) -> Certification:
        given: dict[str, Any] = {
            "by": posts["one-stop-1"], "at": at, "unit": world.WARD, "applicant": world.person(3),
            "documents": list(papers) or [paper()], "identity": "card", **over,
        }  # fmt: skip
        return actions.receive(**given)

    return made


@pytest.fixture
def lent(posts: Posts, at: dt.datetime) -> Any:
    """The chair lets the justice officer sign certifications from 01/11 to 30/11/2026."""
    return delegate(
        by=posts["chair"], at=at - dt.timedelta(days=30), from_post="chair", to_post="justice-1", duties=["certify"],
        valid_from=dt.date(2026, 11, 1), valid_to=dt.date(2026, 12, 1), instrument="15/GUQ-UBND",
    )  # fmt: skip


def entered(
    posts: Posts, certification: Certification, at: dt.datetime, *, signer: str = "chair"
) -> Certification:
    """Checked, signed and entered, a minute each."""
    actions.check(by=posts["justice-1"], at=at + MINUTE, certification=certification)
    actions.sign(by=posts[signer], at=at + 2 * MINUTE, certification=certification)
    return actions.enter(by=posts["justice-1"], at=at + 3 * MINUTE, certification=certification)


def unsound() -> list[str]:
    return [*disagreements((dossiers.CASES, evidence.CASES)), *evidence.disagreements()]


def test_the_shape_has_no_faults() -> None:
    assert STANDARD.faults() == []


# --- the way ---------------------------------------------------------------------------------------------------


def test_a_request_goes_from_the_counter_to_the_hand(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(paper(copies=2), paper("signature", "Giấy ủy quyền"))
    case = made.case
    assert case.code.startswith("CT-H26.145.00-261120-")
    assert (case.state, case.title) == ("received", "Chứng thực bản sao, chữ ký")
    assert (made.fee, made.slip_number) == (2 * 4000 + 10000, 0)
    assert [one.kind for one in queries.events(made)] == ["certification.received", "certification.fee_due"]
    assert cases.worklist(posts["justice-1"]).filter(pk=case.pk).exists(), "one inbox, whatever the kind"
    actions.collect(by=posts["one-stop-1"], at=at, certification=made)
    made = entered(posts, made, at)
    assert (made.case.state, made.case.on_time) == ("ready", True)
    assert [(row.book, row.serial) for row in queries.documents(made)] == [("SCT/BS", 1), ("SCT/CK,ĐC", 1)]
    made = actions.hand_over(by=posts["one-stop-1"], at=at + 9 * MINUTE, certification=made)
    assert (made.case.state, made.case.closed_at) == ("returned", at + 9 * MINUTE)
    assert list(StepVisit.objects.filter(case=case).order_by("n").values_list("outcome", flat=True)) == [
        "receive", "check", "sign", "enter", "return",
    ]  # fmt: skip
    assert unsound() == []


def test_one_press_goes_as_far_as_the_post_may(make: Make, posts: Posts, lent: Any, at: dt.datetime) -> None:
    """The justice officer under a delegation checks, signs and enters without changing posts."""
    made = actions.proceed(by=posts["justice-1"], at=at + MINUTE, certification=make())
    assert made.case.state == "ready"
    assert made.capacity == ["TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH"]
    signed = Event.objects.get(kind="certification.signed")
    assert (signed.by_post, signed.on_behalf_of) == ("justice-1", "chair")
    with pytest.raises(OutOfTurn):
        actions.proceed(by=posts["justice-1"], at=at + MINUTE, certification=made)


def test_without_a_delegation_one_press_stops_before_the_signature(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    made = actions.proceed(by=posts["justice-1"], at=at + MINUTE, certification=make())
    assert made.case.state == "checked"
    with pytest.raises(signing.NoDelegation):
        actions.proceed(by=posts["justice-1"], at=at + 2 * MINUTE, certification=made)
    made = actions.proceed(by=posts["vice-chair"], at=at + 3 * MINUTE, certification=made)
    assert (made.case.state, made.capacity) == ("signed", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])


def test_out_of_turn_and_other_units_are_refused(
    make: Make, posts: Posts, other_unit: Actor, at: dt.datetime
) -> None:
    made = make()
    with pytest.raises(OutOfTurn):
        actions.enter(by=posts["justice-1"], at=at, certification=made)
    with pytest.raises(NotFound):
        actions.withdraw(by=other_unit, at=at, certification=made)
    with pytest.raises(NotFound):
        queries.one(other_unit, made.code)
    with pytest.raises(NotAllowed):
        make(unit=world.OTHER)
    with pytest.raises(NotAllowed):
        actions.check(by=posts["land-1"], at=at, certification=made)
    made = actions.withdraw(by=posts["one-stop-1"], at=at, certification=made)
    assert made.case.closed_at is not None


def test_a_prolonged_request_is_lawful_and_prolonged_once(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(paper(copies=80))
    made = actions.prolong(by=posts["one-stop-1"], at=at, certification=made, days=2, ground="many_copies")
    assert made.case.due_at == made.case.legal_due_at == dt.datetime(2026, 11, 25, 17, 30, tzinfo=TZ)
    assert made.slip_number == 1
    with pytest.raises(actions.reception.AlreadyProlonged):
        actions.prolong(by=posts["one-stop-1"], at=at, certification=made, days=1, ground="agreement")
    made = entered(posts, made, dt.datetime(2026, 11, 25, 10, tzinfo=TZ))
    assert made.case.on_time
    assert unsound() == []


# --- authority -------------------------------------------------------------------------------------------------


def test_who_signs_as_what() -> None:
    assert signs_as("Chủ tịch UBND phường") == ("CHỦ TỊCH",)
    assert signs_as("Phó Chủ tịch UBND phường") == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    lent = signs_as("Công chức tư pháp - hộ tịch", delegated_by="Chủ tịch UBND phường")
    assert lent == ("TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH")
    with pytest.raises(CannotCertify):
        signs_as("Chánh Văn phòng")
    with pytest.raises(CannotCertify):
        signs_as("Công chức", delegated_by="Phó Chủ tịch UBND phường")


def test_an_ended_delegation_refuses_kindly(make: Make, posts: Posts, lent: Any, at: dt.datetime) -> None:
    made = actions.check(by=posts["justice-1"], at=at, certification=make())
    assert "sign" in queries.acts_for(posts["justice-1"], made, dt.date(2026, 11, 30))
    assert "sign" not in queries.acts_for(posts["justice-1"], made, dt.date(2026, 12, 1))
    with pytest.raises(signing.DelegationEnded, match=r"15/GUQ-UBND đã hết hiệu lực từ 01/12/2026"):
        actions.sign(by=posts["justice-1"], at=dt.datetime(2026, 12, 1, 8, tzinfo=TZ), certification=made)
    revoke_delegation(by=posts["chair"], at=at, delegation=lent)
    with pytest.raises(signing.DelegationEnded):
        actions.sign(by=posts["justice-1"], at=at, certification=made)


def test_only_what_may_be_delegated_and_only_by_the_chair(
    make: Make, posts: Posts, lent: Any, at: dt.datetime
) -> None:
    made = actions.check(
        by=posts["justice-1"], at=at, certification=make(paper("contract", "Hợp đồng ủy quyền"))
    )
    with pytest.raises(signing.NotDelegable, match="hợp đồng, giao dịch"):
        actions.sign(by=posts["justice-1"], at=at, certification=made)
    revoke_delegation(by=posts["chair"], at=at, delegation=lent)
    delegate(
        by=posts["vice-chair"], at=at, from_post="vice-chair", to_post="justice-1", duties=["certify"],
        valid_from=at.date(), valid_to=dt.date(2027, 1, 1), instrument="16/GUQ-UBND",
    )  # fmt: skip
    other = actions.check(by=posts["justice-1"], at=at, certification=make())
    with pytest.raises(signing.OnlyTheChairDelegates):
        actions.sign(by=posts["justice-1"], at=at, certification=other)


def test_the_instrument_of_the_delegation_is_printed(
    make: Make, posts: Posts, lent: Any, at: dt.datetime
) -> None:
    made = actions.proceed(by=posts["justice-1"], at=at, certification=make())
    form, data = forms.attestation_of(made, 1, by=posts["justice-1"])
    assert form == "attestation-copy"
    assert data["volume"] == "01/2026-SCT/BS"
    assert "15/GUQ-UBND, có hiệu lực từ ngày 01/11/2026 đến hết ngày 30/11/2026" in str(data["authority"])
    assert data["signer"] == "Phạm Khánh Vân"


@pytest.mark.parametrize("kind", ["copy", "signature", "fingerprint", "translation", "contract"])
def test_every_kind_has_its_attestation(make: Make, posts: Posts, at: dt.datetime, kind: str) -> None:
    """Before the number with blanks, after it with everything."""
    made = make(paper(kind, parties="Trần Văn A; Lê Thị B"))
    form, data = forms.attestation_of(made, 1, by=posts["one-stop-1"])
    assert render(form, data).startswith(b"%PDF")
    made = entered(posts, made, at)
    form, data = forms.attestation_of(made, 1, by=posts["one-stop-1"])
    assert (data["serial"], data["capacity"]) == ("01", ["CHỦ TỊCH"])
    assert render(form, data).startswith(b"%PDF")
    with pytest.raises(NotAllowed):
        forms.attestation_of(made, 1, by=posts["front"])


# --- refusal ---------------------------------------------------------------------------------------------------


def test_some_papers_are_refused_in_writing_and_the_rest_goes_on(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    made = make(paper(), paper("copy", "Giấy tờ nước ngoài"))
    made = actions.refuse(
        by=posts["justice-1"],
        at=at,
        certification=made,
        grounds=["22.5"],
        documents=[2],
        reason="Chưa có tem",
    )
    assert (made.case.state, made.fee, made.refusal_number) == ("received", 4000, 1)
    assert queries.events(made)[-1].facts["amount"] == 4000
    data = forms.filled("certification-refusal", made, by=posts["justice-1"], on=at.date())
    assert data["papers"] == ["Giấy tờ nước ngoài (bản sao từ bản chính)"]
    assert "Khoản 5 Điều 22" in str(data["grounds"])
    assert render("certification-refusal", data).startswith(b"%PDF")
    with pytest.raises(actions.AlreadyRefused):
        actions.refuse(by=posts["justice-1"], at=at, certification=made, grounds=["22.1"])
    made = entered(posts, made, at)
    assert [row.serial for row in queries.documents(made)] == [1, None]
    assert unsound() == []


def test_all_refused_ends_the_request_and_grounds_must_fit(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make()
    for grounds in (["25.1"], ["99"], []):
        with pytest.raises(Invalid) as refused:
            actions.refuse(by=posts["justice-1"], at=at, certification=made, grounds=grounds)
        assert refused.value.field == "grounds"
    made = actions.refuse(by=posts["justice-1"], at=at, certification=made, grounds=["22.1", "22.2"])
    assert (made.case.state, made.case.closed_at) == ("refused", at)
    assert "collect" not in queries.acts_for(posts["one-stop-1"], made, at.date())


def test_what_is_wrong_is_named_all_at_once(make: Make) -> None:
    with pytest.raises(Invalid) as refused:
        make(paper(title=" "), paper(pages=0), paper("other"), paper("electronic_copy", copies=2))
    assert {fault.field for fault in refused.value.faults} == {
        "documents.0.title", "documents.1.pages", "documents.2.kind", "documents.3.copies",
    }  # fmt: skip
    with pytest.raises(Invalid):
        make(paper("signature"), identity="none")
    with pytest.raises(Invalid):
        make(paper("signature"), applicant={**world.person(8), "id_number": ""})
    assert make(applicant={**world.person(8), "id_number": ""}, identity="none").fee == 4000


def test_translators_signatures_were_not_a_communes_before_july_2025(ward: str) -> None:
    assert "translation" not in queries.kinds_on(dt.date(2025, 6, 30))
    assert "translation" in queries.kinds_on(dt.date(2025, 7, 1))


# --- books -----------------------------------------------------------------------------------------------------


def test_a_closed_book_takes_nothing_more(make: Make, posts: Posts, at: dt.datetime) -> None:
    entered(posts, make(paper(copies=3)), at)
    with pytest.raises(NotYetClosable):
        actions.close_book(by=posts["chair"], at=at, book="SCT/BS", year=2026)
    end = dt.datetime(2026, 12, 31, 16, tzinfo=TZ)
    with pytest.raises(NotAllowed):
        actions.close_book(by=posts["one-stop-1"], at=end, book="SCT/BS", year=2026)
    late = make(at=end - dt.timedelta(hours=2))
    closed = actions.close_book(by=posts["chair"], at=end, book="SCT/BS", year=2026)
    assert (closed.count, closed.documents) == (1, 3)
    with pytest.raises(BookClosed):
        entered(posts, late, end)
    assert queries.one(posts["chair"], late.code).case.state == "signed"
    made = actions.enter(
        by=posts["justice-1"], at=dt.datetime(2027, 1, 4, 8, tzinfo=TZ), certification=late.code
    )
    assert [(row.serial, row.year) for row in queries.documents(made)] == [(1, 2027)]
    with pytest.raises(BookClosed):
        actions.close_book(by=posts["chair"], at=end, book="SCT/BS", year=2026)
    assert unsound() == []


def test_a_book_is_printed_with_the_columns_of_its_form(
    make: Make, posts: Posts, lent: Any, at: dt.datetime
) -> None:
    made = make(
        paper(copies=2), paper(copies=1), paper("translation", "Bảng điểm"), paper("signature", "Cam kết")
    )
    entered(posts, made, at)
    actions.proceed(by=posts["justice-1"], at=at + 9 * MINUTE, certification=make(paper(shown="vneid")))
    first, last = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
    data = forms.register(posts["one-stop-1"], Book.COPIES, first, last, on=at.date())
    rows: Any = data["rows"]
    assert [(row["serial"], row["copies"], row["fee"]) for row in rows] == [
        ("01", 3, "12.000"),
        ("02", 1, "4.000"),
    ]
    assert rows[1]["note"] == "bản chính trong VNeID; ủy quyền 15/GUQ-UBND"
    assert rows[0]["signer"] == "Đặng Hoàng Long, CHỦ TỊCH"
    for book in Book:
        data = forms.register(posts["one-stop-1"], book, first, last, on=at.date())
        assert render("certification-register", data).startswith(b"%PDF")
    with pytest.raises(NotAllowed):
        forms.register(posts["front"], Book.COPIES, first, last, on=at.date())


def test_what_is_kept_is_listed_when_its_time_is_over_and_destroyed_only_under_an_instrument(
    make: Make, posts: Posts, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    """R11.15: signatures two years, contracts twenty, copies not at all."""
    made = entered(
        posts, make(paper(), paper("signature", "Giấy ủy quyền"), paper("contract", "Hợp đồng")), at
    )
    keep = [row.keep_until for row in queries.documents(made)]
    assert keep == [None, dt.date(2028, 11, 20), dt.date(2046, 11, 20)]
    clock(dt.datetime(2028, 11, 19, 8, tzinfo=TZ))
    assert jobs.list_disposals() == 0
    clock(dt.datetime(2028, 11, 20, 8, tzinfo=TZ))
    assert (jobs.list_disposals(), jobs.list_disposals()) == (1, 0)
    listed = queries.disposals(posts["chair"])[0]
    assert [row.title for row in queries.disposed_documents(posts["chair"], listed)] == ["Giấy ủy quyền"]
    later = dt.datetime(2028, 12, 1, 8, tzinfo=TZ)
    with pytest.raises(NotAllowed):
        actions.dispose(by=posts["one-stop-1"], at=later, disposal=listed.number, instrument="3/QĐ-UBND")
    actions.dispose(by=posts["chair"], at=later, disposal=listed.number, instrument="3/QĐ-UBND")
    with pytest.raises(AlreadyDisposed):
        actions.dispose(by=posts["chair"], at=later, disposal=listed.number, instrument="3/QĐ-UBND")
    assert unsound() == []


# --- electronic copies -----------------------------------------------------------------------------------------


def pdf(*, stamped: bool = False) -> bytes:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    if stamped:
        from pypdf.annotations import FreeText

        writer.add_annotation(page.page_number or 0, FreeText(text="2026", rect=(50, 550, 200, 650)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_electronic_copy_waits_for_its_signature(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(paper("electronic_copy", "Bằng tốt nghiệp"))
    desk = posts["one-stop-1"]
    actions.check(by=posts["justice-1"], at=at, certification=made)
    actions.sign(by=posts["chair"], at=at, certification=made)
    with pytest.raises(actions.ScanMissing):
        actions.enter(by=posts["justice-1"], at=at, certification=made)
    altered = pdf() + pdf()[pdf().index(b"xref") :]
    for content in (altered, pdf(stamped=True)):
        with pytest.raises(Invalid) as refused:
            actions.scan(by=desk, at=at, certification=made, document=1, name="a.pdf", content=content)
        assert refused.value.field == "file"
    assert not ElectronicCopy.objects.exists()
    actions.scan(by=desk, at=at, certification=made, document=1, name="a.pdf", content=pdf())
    with pytest.raises(NotFound):
        queries.public_copy(queries.copy_code(made.code, 1))
    made = actions.enter(by=posts["justice-1"], at=at, certification=made)
    copy = queries.public_copy(queries.copy_code(made.code, 1))
    assert copy.state == "awaiting_signature"
    assert copy.attested is not None
    attested = open_file(copy.attested.pk, subject=made.code).content
    reader = pypdf.PdfReader(io.BytesIO(attested))
    assert len(reader.pages) == 2
    assert "SCT/BS" in reader.pages[1].extract_text()
    assert queries.electronic_count(posts["chair"], at, at + dt.timedelta(days=1)) == 0, (
        "not before it is signed"
    )
    with pytest.raises(Invalid):
        actions.scan(by=desk, at=at, certification=make(), document=1, name="a.pdf", content=pdf())
    assert unsound() == []


def test_a_signed_electronic_copy_counts(
    make: Make, posts: Posts, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who signed signs, then the agency; without their keys it goes on waiting (R2.19)."""
    made = make(paper("electronic_copy", "Bằng tốt nghiệp"))
    actions.scan(by=posts["one-stop-1"], at=at, certification=made, document=1, name="a.pdf", content=pdf())
    entered(posts, made, at)
    later, until = at + 5 * MINUTE, at + dt.timedelta(days=365)
    for other, error in (("justice-1", NotAllowed), ("vice-chair", CannotSign)):
        with pytest.raises(error):
            actions.sign_electronically(by=posts[other], at=later, certification=made.code, document=1)
    monkeypatch.setattr(papers, "signatures", lambda: FakeSignatures({"chair": until}))
    with pytest.raises(CannotSign):
        actions.sign_electronically(by=posts["chair"], at=later, certification=made.code, document=1)
    keys = FakeSignatures({"chair": until, f"agency-{world.WARD}": until})
    monkeypatch.setattr(papers, "signatures", lambda: keys)
    actions.sign_electronically(by=posts["chair"], at=later, certification=made.code, document=1)
    copy = queries.public_copy(queries.copy_code(made.code, 1))
    assert copy.state == "signed"
    assert copy.signed is not None
    signed = keys.validate(open_file(copy.signed.pk, subject=made.code).content, at=later)
    assert len(signed) == 2
    assert all(one.good for one in signed)
    assert queries.electronic_count(posts["chair"], at, until) == 1
    assert unsound() == []


def test_an_electronic_copy_is_signed_by_who_has_a_key_before_it_is_numbered_and_returned(
    make: Make, posts: Posts, lent: Any, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed under a delegation by a post without a key it would be a number that nobody can use."""
    until = at + dt.timedelta(days=365)
    keys = FakeSignatures({"chair": until, f"agency-{world.WARD}": until})
    monkeypatch.setattr(papers, "signatures", lambda: keys)
    made = make(paper("electronic_copy", "Bằng tốt nghiệp"))
    actions.scan(by=posts["one-stop-1"], at=at, certification=made, document=1, name="a.pdf", content=pdf())
    actions.proceed(by=posts["justice-1"], at=at, certification=made)
    with pytest.raises(NotAllowed, match="chưa có khóa ký số"):
        actions.proceed(by=posts["justice-1"], at=at, certification=made)
    assert Document.objects.get().serial is None
    actions.sign(by=posts["chair"], at=at, certification=made)
    made = actions.enter(by=posts["justice-1"], at=at, certification=made)
    with pytest.raises(Impossible, match="Ký số"):
        actions.hand_over(by=posts["one-stop-1"], at=at, certification=made)
    actions.sign_electronically(by=posts["chair"], at=at, certification=made.code, document=1)
    assert actions.hand_over(by=posts["one-stop-1"], at=at, certification=made).case.state == "returned"


def test_who_delegated_signs_a_copy_whose_signer_has_no_key(
    make: Make, posts: Posts, lent: Any, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(paper("electronic_copy", "Bằng tốt nghiệp"))
    actions.scan(by=posts["one-stop-1"], at=at, certification=made, document=1, name="a.pdf", content=pdf())
    made, until = (
        actions.proceed(by=posts["justice-1"], at=at, certification=made),
        at + dt.timedelta(days=365),
    )
    keys = FakeSignatures({"chair": until, f"agency-{world.WARD}": until})
    monkeypatch.setattr(papers, "signatures", lambda: keys)
    with pytest.raises(CannotSign, match="không giữ khóa"):
        actions.sign_electronically(by=posts["justice-1"], at=at, certification=made.code, document=1)
    actions.sign_electronically(by=posts["chair"], at=at, certification=made.code, document=1)
    assert queries.public_copy(queries.copy_code(made.code, 1)).state == "signed"


# --- fees ------------------------------------------------------------------------------------------------------


def test_what_is_due_becomes_charges_and_paid_it_is_collected(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    """The schedule of fees and this area reckon the same; without a schedule the desk takes what the request says."""
    found = queries.events(make())[-1]
    react(found, found.at)
    assert not Event.objects.filter(kind="fee.charged").exists()
    fee_acts.load_schedule(items=[settings.CATALOGUE / "fees" / "items.csv"], by=SYSTEM, at=at)
    made = make(paper(pages=5, copies=3), paper("signature", copies=2), paper("contract"))
    due = queries.events(made)[-1]
    react(due, due.at)
    react(due, due.at)
    charges = fees.of_payer(made.case.subject)
    assert [charge.amount for charge in charges] == [row.fee for row in queries.documents(made)]
    owed = [charge.code for charge in charges]
    fee_acts.collect(by=posts["one-stop-1"], at=at + MINUTE, charges=owed, channel="cash")
    for paid in Event.objects.filter(kind="fee.paid"):
        react(paid, paid.at)
    after = queries.one(posts["chair"], made.code)
    assert after.collected_at is not None and after.collected == made.fee


def test_the_agencys_schedule_is_the_one_price_and_each_paper_is_charged(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    fee_acts.load_schedule(items=[settings.CATALOGUE / "fees" / "items.csv"], by=SYSTEM, at=at)
    FeeItem.objects.filter(code="ct.chu-ky").update(amount=12_000)
    made = make(paper(), paper("signature", copies=2), paper("contract"))
    assert [row.fee for row in queries.documents(made)] == [4000, 24_000, 50_000]
    due = queries.events(made)[-1]
    react(due, due.at)
    charges = fees.of_payer(made.case.subject)
    assert [(one.part, one.amount) for one in charges] == [(1, 4000), (2, 24_000), (3, 50_000)]
    fee_acts.collect(by=posts["one-stop-1"], at=at + MINUTE, charges=[charges[0].code], channel="cash")
    (grounds,) = [[one.code] for one in rules.REFUSALS if rules.Kind.CONTRACT in one.kinds][:1]
    actions.refuse(
        by=posts["justice-1"], at=at + 2 * MINUTE, certification=made.code, grounds=grounds, documents=[3]
    )
    for event in Event.objects.filter(kind__in=("fee.paid", "certification.refused")):
        react(event, event.at)
    standing = [fees.money_of(one) for one in fees.of_payer(made.case.subject)]
    assert [one.state for one in standing] == ["paid", "due", "cancelled"]
    assert not queries.collected(made.code), "the signature is still to be paid"
    fee_acts.collect(by=posts["one-stop-1"], at=at + 3 * MINUTE, charges=[charges[1].code], channel="cash")
    paid = Event.objects.filter(kind="fee.paid").latest("seq")
    react(paid, paid.at)
    assert queries.one(posts["chair"], made.code).collected == 28_000
    assert unsound() == [] and fee_evidence.disagreements()[1:] == []  # the schedule was changed by hand here


def test_finished_papers_are_returned_before_the_rest(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = entered(posts, make(paper(), paper(title="Bằng tốt nghiệp"), paper("signature")), at)
    with pytest.raises(Invalid, match="chưa trả"):
        actions.hand_over(by=posts["one-stop-1"], at=at + 9 * MINUTE, certification=made.code, documents=[7])
    actions.hand_over(by=posts["one-stop-1"], at=at + 9 * MINUTE, certification=made.code, documents=[1, 3])
    now = queries.one(posts["chair"], made.code)
    assert now.case.state == "ready" and [row.n for row in queries.to_return(now)] == [2]
    assert queries.events(now)[-1].kind == "certification.partly_returned"
    with pytest.raises(Invalid):
        actions.hand_over(by=posts["one-stop-1"], at=at + 10 * MINUTE, certification=made.code, documents=[1])
    actions.hand_over(by=posts["one-stop-1"], at=at + 11 * MINUTE, certification=made.code)
    assert queries.one(posts["chair"], made.code).case.state == "returned"
    assert unsound() == []


# --- what is found ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("certification_document", "serial", 7), ("certification_document", "copies", 9),
        ("certification_document", "title", None), ("certification_certification", "fee", 1),
        ("certification_certification", "instrument", "99/GUQ"), ("cases_case", "due_at", None),
        ("certification_registerbook", "count", 9), ("certification_registerbook", "closed_at", "NULL"),
    ],
)  # fmt: skip
def test_an_altered_row_is_found(
    make: Make, posts: Posts, at: dt.datetime, table: str, column: str, value: Any
) -> None:
    entered(posts, make(), at)
    actions.close_book(
        by=posts["chair"], at=dt.datetime(2026, 12, 31, 16, tzinfo=TZ), book="SCT/BS", year=2026
    )
    assert unsound() == []
    if column == "title":
        row = Document.objects.get()
        row.title = "Giấy khai sinh"
        row.save(update_fields=["title"])
    elif value == "NULL":
        RegisterBook.objects.update(closed_at=None)
    else:
        given = at if value is None else value
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = %s", [given])
    found = unsound()
    assert len(found) == 1
    assert column in found[0] or "document.1" in found[0] or "certification" in found[0]


def test_a_removed_request_and_an_inserted_book_are_found(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make()
    Document.objects.all().delete()
    assert [made.code in fault and "document.1" in fault for fault in unsound()] == [True]
    RegisterBook.objects.create(agency=world.WARD, book="SCT/BS", year=2020, closed_at=at)
    assert any("2020" in fault for fault in unsound())


def test_no_title_and_no_name_reaches_the_journal(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = entered(posts, make(paper(title="Bằng của Trần Ước"), applicant=world.person(6)), at)
    said = str([(one.subject, one.facts) for one in queries.events(made)])
    assert "Trần Ước" not in said
    assert world.person(6)["name"] not in said
    assert world.person(6)["id_number"] not in said


# --- waiting before and after a delegation (S031) --------------------------------------------------------------


def test_waiting_is_compared_before_and_after_a_day(make: Make, posts: Posts, lent: Any) -> None:
    morning = dt.datetime(2026, 11, 9, 9, tzinfo=TZ)
    for hours in (2, 3, 4):
        made = make(at=morning)
        actions.check(by=posts["justice-1"], at=morning, certification=made)
        actions.sign(by=posts["vice-chair"], at=morning + dt.timedelta(hours=1), certification=made)
        actions.enter(by=posts["justice-1"], at=morning + dt.timedelta(hours=hours), certification=made)
    for days in (7, 8):
        there = morning + dt.timedelta(days=days)
        actions.proceed(by=posts["justice-1"], at=there + 6 * MINUTE, certification=make(at=there))
    told = queries.waiting_times(posts["chair"], dt.date(2026, 11, 16), weeks=2)
    assert (told.before, told.after) == ((3, 180.0), (2, 6.0))
    assert [(week.count, week.median, week.by_delegation) for week in told.weeks] == [
        (0, None, 0), (3, 180.0, 0), (2, 6.0, 2), (0, None, 0),
    ]  # fmt: skip


def test_types_are_published_once(ward: str, at: dt.datetime) -> None:
    assert actions.load_types(by=SYSTEM, at=at, on=at.date()) == 0
    assert unsound() == []


# --- numbers at once -------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_numbers_taken_at_once_are_never_the_same(make: Make, posts: Posts, at: dt.datetime) -> None:
    """Eight officials enter at the same moment, in two books; no number twice, none left out."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    made = [
        make(paper("signature"), paper(title=f"Giấy {n}"), applicant=world.person(n)) for n in range(1, 9)
    ]
    for one in made:
        actions.check(by=posts["justice-1"], at=at, certification=one)
        actions.sign(by=posts["chair"], at=at, certification=one)

    def enter(code: str) -> None:
        try:
            actions.enter(by=posts["justice-1"], at=at, certification=code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(enter, [one.code for one in made]))
    for book in ("SCT/BS", "SCT/CK,ĐC"):
        serials = Document.objects.filter(book=book).values_list("serial", flat=True)
        assert sorted(serials) == list(range(1, 9))
    assert unsound() == []
