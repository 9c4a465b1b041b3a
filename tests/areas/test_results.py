"""The warehouse: signing and issuing, digitising, revoking, reuse by the holder only, what the journal keeps."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.test import override_settings

from motcua.areas.cases.evidence import disagreements
from motcua.areas.cases.models import CaseType
from motcua.areas.dossiers import actions as dossiers
from motcua.areas.dossiers import queries as found
from motcua.areas.dossiers.evidence import CASES
from motcua.areas.dossiers.models import Dossier
from motcua.areas.results import actions, evidence, policies, queries
from motcua.areas.results.models import Result
from motcua.base.documents.ports import CannotSign
from motcua.base.files.actions import store
from motcua.base.files.models import StoredFile
from motcua.base.files.queries import open_file
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.people.queries import id_hash
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from tests.world import WARD, papers, person

Posts = Mapping[str, Actor]
MINUTE = dt.timedelta(minutes=1)
TWIN = "tests.areas.test_results.Twin"


class Twin:
    """The twin of the signing port with this ward's keys; settings name it."""

    def __new__(cls) -> Any:
        from motcua.gateways.signature.fake import FakeSignatures

        ends = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
        keys = {"vice-chair": ends, "agency-00145": ends, "stranger": ends}
        return FakeSignatures(keys, trusted={"vice-chair", "agency-00145"})


@pytest.fixture(autouse=True)
def _signing(settings: Any) -> None:
    settings.SIGNATURES = TWIN


@pytest.fixture
def to_sign(receive: Callable[..., Dossier], posts: Posts, at: dt.datetime) -> Callable[..., Dossier]:
    """A dossier of 1.004873 that waits for the vice chair's signature."""

    def brought(**over: Any) -> Dossier:
        dossier = receive(procedure="1.004873", **over)
        moment = dossier.case.received_at
        assert moment is not None
        for verb, post in (
            (dossiers.transfer, "one-stop-1"), (dossiers.take, "justice-1"), (dossiers.finish_step, "justice-1"),
            (dossiers.finish_step, "office-head"),
        ):  # fmt: skip
            moment += MINUTE
            dossier = verb(by=posts[post], at=moment, dossier=dossier)
        return dossier

    return brought


@pytest.fixture
def issued(to_sign: Callable[..., Dossier], posts: Posts) -> Callable[..., Result]:
    """A result signed by the vice chair, sealed and issued."""

    def made(*, valid_to: dt.date | None = None, **over: Any) -> Result:
        dossier = signed(to_sign(**over), posts, valid_to=valid_to)
        after = dossier.case.last_at
        assert after is not None
        dossiers.issue_result(by=posts["justice-1"], at=after + MINUTE, dossier=dossier)
        return Result.objects.get(dossier=dossier.code)

    return made


def signed(dossier: Dossier, posts: Posts, **over: Any) -> Dossier:
    """Signed by the vice chair, whose step ends with it."""
    after = dossier.case.last_at
    assert after is not None
    given = {"content": ["Xác nhận tình trạng hôn nhân: chưa đăng ký kết hôn với ai."], **over}
    dossier = dossiers.sign_result(by=posts["vice-chair"], at=after + MINUTE, dossier=dossier, **given)
    return dossiers.finish_step(by=posts["vice-chair"], at=after + 2 * MINUTE, dossier=dossier)


def content(result: Any) -> bytes:
    return open_file(result.file.id, subject=result.file.subject).content


def sound() -> list[str]:
    return [str(fault) for fault in (*disagreements((CASES,)), *evidence.disagreements())]


# --- signed, issued, kept --------------------------------------------------------------------------------------


def test_the_official_signs_the_agency_seals_and_the_warehouse_keeps(issued: Any, posts: Posts) -> None:
    result = issued(valid_to=dt.date(2027, 5, 20))
    assert result.number == "01/KQ-UBND" and result.form == "electronic" and result.status == "in_force"
    assert result.type == "Giấy xác nhận tình trạng hôn nhân" and result.procedure == "1.004873"
    assert result.signer == posts["vice-chair"].title and result.valid_to == dt.date(2027, 5, 20)
    assert result.holder_hash == id_hash(person(1)["id_number"]) and result.holder_name == person(1)["name"]
    seen = queries.signatures_of(content(result), result.kept_at)
    assert [(one.signer, one.good) for one in seen] == [("vice-chair", True), ("agency-00145", True)]
    text = pypdf.PdfReader(io.BytesIO(content(result))).pages[0].extract_text()
    assert "01/KQ-UBND" in text and "chưa đăng ký kết hôn" in text
    assert sound() == []


def test_the_journal_keeps_digests_and_no_names(issued: Any) -> None:
    result = issued()
    facts = [
        str(facts) for facts in Event.objects.filter(subject=result.subject).values_list("facts", flat=True)
    ]
    assert len(facts) == 1 and result.file.sha256 in facts[0]
    assert (
        all(word not in facts[0] for word in person(1)["name"].split()[2:])
        and result.holder_hash not in facts[0]
    )


def test_signed_again_before_it_is_issued_keeps_its_number(to_sign: Any, posts: Posts) -> None:
    dossier = to_sign()
    for n in (1, 2):
        dossiers.sign_result(
            by=posts["vice-chair"],
            at=dossier.case.last_at + n * MINUTE,
            dossier=dossier,
            content=[f"Bản {n}."],
        )
    assert found.result(dossier) is None
    draft = found.signed_result(dossier)
    assert draft is not None and draft.number == "01/KQ-UBND" and b"twin vice-chair" in content(draft)
    assert sound() == []


def test_without_the_officials_key_the_desk_asks_for_the_signed_file(to_sign: Any, posts: Posts) -> None:
    dossier = to_sign()
    with pytest.raises(CannotSign, match="thiết bị"):
        dossiers.sign_result(
            by=posts["chair"], at=dossier.case.last_at + MINUTE, dossier=dossier, content=["Có."]
        )


def uploaded(dossier: Dossier, pdf: bytes, by: Actor, at: dt.datetime, name: str = "kq.pdf") -> StoredFile:
    return store(subject=dossier.code, name=name, content=pdf, by=by, at=at)


@pytest.fixture
def paper() -> bytes:
    from tests.gateways import signing

    return signing.paper()


def test_a_file_signed_with_the_officials_own_token_is_taken_as_it_is(
    to_sign: Any, posts: Posts, paper: bytes, at: dt.datetime
) -> None:
    dossier, by = to_sign(), posts["vice-chair"]
    own = Twin().sign(paper, key="vice-chair", at=at)
    after = signed(dossier, posts, file=uploaded(dossier, own, by, at), content=())
    dossiers.issue_result(by=posts["justice-1"], at=after.case.last_at + MINUTE, dossier=dossier)
    assert content(Result.objects.get()).startswith(own)


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (lambda pdf, at: Twin().sign(pdf, key="stranger", at=at), "tin cậy"),
        (lambda pdf, at: Twin().sign(pdf, key="vice-chair", at=at) + b"\n%later\n", "thêm nội dung"),
        (
            lambda pdf, at: Twin().sign(pdf, key="vice-chair", at=at).replace(b"%PDF-1.7", b"%PDF-1.6"),
            "bị sửa",
        ),
    ],
)
def test_a_signature_that_is_not_valid_is_refused_everywhere(
    to_sign: Any,
    posts: Posts,
    paper: bytes,
    at: dt.datetime,
    how: Callable[[bytes, dt.datetime], bytes],
    says: str,
) -> None:
    dossier, by = to_sign(), posts["vice-chair"]
    after = dossier.case.last_at + MINUTE
    file = uploaded(dossier, how(paper, at), by, at)
    with pytest.raises(Invalid) as refusal:
        dossiers.sign_result(by=by, at=after, dossier=dossier, file=file)
    assert says in str(refusal.value.faults[0].params["why"])
    dossiers.finish_step(by=by, at=after, dossier=dossier)
    with pytest.raises(Invalid) as refusal:
        dossiers.issue_result(by=posts["justice-1"], at=after + MINUTE, dossier=dossier, file=file)
    assert refusal.value.faults[0].field == "file" and not Result.objects.exists()


def ready(to_sign: Any, posts: Posts) -> Dossier:
    dossier = to_sign()
    return dossiers.finish_step(by=posts["vice-chair"], at=dossier.case.last_at + MINUTE, dossier=dossier)


def test_an_unsigned_file_is_a_digitised_paper_or_nothing(
    to_sign: Any, posts: Posts, paper: bytes, at: dt.datetime
) -> None:
    """R1.37: as many pages as were put in."""
    dossier, by = ready(to_sign, posts), posts["justice-1"]
    after = dossier.case.last_at + MINUTE
    file = uploaded(dossier, paper, by, at)
    for scan, field in (
        (None, "file"),
        ({"originals": 0, "pages": 1}, "originals"),
        ({"originals": 1, "pages": 2}, "pages"),
    ):
        with pytest.raises(Invalid) as refusal:
            dossiers.issue_result(by=by, at=after, dossier=dossier, file=file, scan=scan)
        assert [fault.field for fault in refusal.value.faults] == [field]
    dossiers.issue_result(by=by, at=after, dossier=dossier, file=file, scan={"originals": 1, "pages": 1})
    result = Result.objects.get()
    assert (result.form, result.originals, result.pages) == ("digitised", 1, 1) and sound() == []


def test_who_receives_the_result_online_is_never_left_with_a_number_only(
    to_sign: Any, posts: Posts, paper: bytes, at: dt.datetime
) -> None:
    dossier, by = to_sign(return_by="online"), posts["justice-1"]
    moment = dossier.case.last_at + MINUTE
    with pytest.raises(Impossible, match="ký số kết quả trước"):
        dossiers.finish_step(by=posts["vice-chair"], at=moment, dossier=dossier)
    dossier = dossiers.finish_step(by=posts["chair"], at=moment, dossier=dossier)
    with pytest.raises(Invalid, match="nhận kết quả trực tuyến") as refusal:
        dossiers.issue_result(by=by, at=moment + MINUTE, dossier=dossier)
    assert [fault.field for fault in refusal.value.faults] == ["file"] and not Result.objects.exists()
    scan = uploaded(dossier, paper, by, at)
    said = {"file": scan, "scan": {"originals": 1, "pages": 1}}
    dossiers.issue_result(by=by, at=moment + MINUTE, dossier=dossier, **said)
    assert Result.objects.get().file == scan


def test_the_specialist_drafts_and_the_leader_signs_the_draft(
    receive: Callable[..., Dossier], posts: Posts, paper: bytes, at: dt.datetime
) -> None:
    dossier = receive(procedure="1.004873")
    moment = dossier.case.received_at + MINUTE
    dossiers.transfer(by=posts["one-stop-1"], at=moment, dossier=dossier)
    dossiers.take(by=posts["justice-1"], at=moment, dossier=dossier)
    file = uploaded(dossier, paper, posts["justice-1"], at)
    dossiers.finish_step(by=posts["justice-1"], at=moment, dossier=dossier, file=file)
    dossier = dossiers.finish_step(by=posts["office-head"], at=moment, dossier=dossier)
    assert found.signed_result(dossier) is None and found.open_result(dossier).file == file  # type: ignore[union-attr]
    opened = dossiers.open_signed(by=posts["vice-chair"], at=moment, dossier=dossier)
    assert opened.content == paper and sound() == []
    dossier = signed(dossier, posts, content=())
    signed_file = found.signed_result(dossier)
    assert signed_file is not None and content(signed_file).startswith(paper) and signed_file.number
    dossiers.issue_result(by=posts["justice-1"], at=dossier.case.last_at + MINUTE, dossier=dossier)
    assert Result.objects.get().form == "electronic" and sound() == []


def test_a_draft_that_nobody_signed_is_not_issued(
    to_sign: Any, posts: Posts, paper: bytes, at: dt.datetime
) -> None:
    dossier, by = to_sign(), posts["vice-chair"]
    draft = uploaded(dossier, paper, by, at)
    after = dossiers.finish_step(by=by, at=dossier.case.last_at + MINUTE, dossier=dossier, file=draft)
    dossiers.issue_result(by=posts["justice-1"], at=after.case.last_at + MINUTE, dossier=dossier)
    assert Result.objects.get().form == "paper" and Result.objects.get().file is None and sound() == []


def test_one_signature_is_not_enough_where_the_agency_has_no_key(
    to_sign: Any, posts: Posts, settings: Any, paper: bytes, at: dt.datetime
) -> None:
    dossier, by = ready(to_sign, posts), posts["justice-1"]
    settings.SIGNATURES = "tests.areas.test_results.NoAgencyKey"
    file = uploaded(dossier, Twin().sign(paper, key="vice-chair", at=at), by, at)
    with pytest.raises(Invalid, match="của cơ quan"):
        dossiers.issue_result(by=by, at=dossier.case.last_at + MINUTE, dossier=dossier, file=file)


class NoAgencyKey(Twin):
    def __new__(cls) -> Any:
        twin = Twin()
        del twin.keys["agency-00145"]
        return twin


def test_a_result_of_which_only_the_number_is_known_is_kept_too(finished: Any, receive: Any) -> None:
    dossier = finished(receive())
    result = Result.objects.get(dossier=dossier.code)
    assert (result.form, result.file, result.type) == ("paper", None, "Giấy khai sinh")
    assert queries.reusable(WARD, result.holder_hash, dt.date(2026, 11, 23)) == []
    assert queries.counts(WARD, dt.date(2026, 11, 1), dt.date(2026, 11, 30)) == queries.Counts(1, 0, 0, 0)


# --- digitise, revoke ------------------------------------------------------------------------------------------


OLD = {
    "type_": "Giấy xác nhận tình trạng hôn nhân", "number": "77/UBND-XNTTHN", "issued_on": dt.date(2026, 9, 1),
    "signer": "Phó Chủ tịch", "name": "quet.pdf", "originals": 1, "pages": 1,
}  # fmt: skip


def digitised(posts: Posts, at: dt.datetime, paper: bytes, who: int = 1, **over: Any) -> Result:
    given = {**OLD, "holder": person(who), "upload": paper, **over}
    return actions.digitise(by=posts["one-stop-1"], at=at, **given)


def test_an_old_paper_comes_in_with_its_own_number_and_date(
    posts: Posts, at: dt.datetime, paper: bytes
) -> None:
    result = digitised(posts, at, paper, valid_to=dt.date(2027, 3, 1))
    assert result.code == "H26.145.00-SH26-00001" and result.number == "77/UBND-XNTTHN"
    assert queries.reusable(WARD, id_hash(person(1)["id_number"]), at.date()) == [result]
    assert sound() == [] and queries.counts(WARD, at.date(), at.date()).digitised == 1


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"number": " "}, "number"), ({"issued_on": dt.date(2027, 1, 1)}, "issued_on"), ({"pages": 3}, "pages"),
        ({"valid_to": dt.date(2026, 1, 1)}, "valid_to"), ({"upload": b""}, "file"),
        ({"holder": {"kind": "person", "name": "Lê Na", "id_number": ""}}, "holder.id_number"),
        ({"upload": b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"}, "file"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_scan_is_named(
    posts: Posts, at: dt.datetime, paper: bytes, over: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        digitised(posts, at, paper, **over)
    assert field in [fault.field for fault in refusal.value.faults] and not Result.objects.exists()


def test_revoked_and_cancelled_need_an_instrument_and_the_signing_authority(
    posts: Posts, at: dt.datetime, paper: bytes
) -> None:
    first, second = digitised(posts, at, paper), digitised(posts, at, paper, who=2)
    with pytest.raises(NotAllowed):
        actions.revoke(by=posts["justice-1"], at=at, result=first, instrument="9/QĐ-UBND")
    with pytest.raises(Invalid):
        actions.revoke(by=posts["chair"], at=at, result=first, instrument=" ")
    actions.revoke(by=posts["chair"], at=at + MINUTE, result=first.code, instrument="9/QĐ-UBND")
    actions.cancel(by=posts["chair"], at=at + MINUTE, result=second, instrument="10/QĐ-UBND")
    with pytest.raises(actions.NotInForce):
        actions.cancel(by=posts["chair"], at=at + 2 * MINUTE, result=first, instrument="9/QĐ-UBND")
    for who in (1, 2):
        assert queries.reusable(WARD, id_hash(person(who)["id_number"]), at.date()) == []
    assert sound() == []


def test_another_agency_finds_nothing(posts: Posts, other_unit: Actor, at: dt.datetime, paper: bytes) -> None:
    result = digitised(posts, at, paper)
    assert queries.search(other_unit) == [] and queries.reusable("00118", result.holder_hash, at.date()) == []
    for read in (
        lambda: queries.one(other_unit, result.code),
        lambda: queries.one(posts["front"], result.code),
    ):
        with pytest.raises(NotFound):
            read()
    with pytest.raises(NotAllowed):
        queries.search(posts["front"])
    with pytest.raises(NotFound):
        actions.open_result(by=other_unit, at=at, result=result.code)


def test_found_by_number_by_identity_and_by_name(posts: Posts, at: dt.datetime, paper: bytes) -> None:
    result, by = digitised(posts, at, paper), posts["justice-1"]
    given = person(1)
    for q in ("77/UBND-XNTTHN", "77", result.code.lower(), given["id_number"], given["name"], "nguyen thi"):
        assert queries.search(by, q) == [result], q
    assert (
        queries.search(by, "78") == queries.search(by, "Thị") == queries.search(by, person(2)["name"]) == []
    )


def test_every_opening_is_journalled(posts: Posts, at: dt.datetime, paper: bytes) -> None:
    result = digitised(posts, at, paper)
    opened = actions.open_result(by=posts["justice-1"], at=at + MINUTE, result=result.code)
    actions.open_result(by=CITIZEN, at=at + 2 * MINUTE, result=result.code)
    assert opened.content == paper
    told = Event.objects.filter(kind="result.opened").order_by("seq").values_list("by_post", flat=True)
    assert list(told) == ["justice-1", "citizen"] and sound() == []


# --- reuse -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "type_", "fits"),
    [
        ("Giấy xác nhận tình trạng hôn nhân", "Giấy xác nhận tình trạng hôn nhân", True),
        ("Bản sao Giấy khai sinh của trẻ em", "Giấy khai sinh", True),
        ("Bản chính hoặc bản sao có chứng thực GIẤY KHAI SINH", "Giấy khai sinh", True),
        ("Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", "Giấy xác nhận tình trạng hôn nhân", False),
        ("Giấy chứng sinh", "Giấy khai sinh", False),
        ("Văn bản ủy quyền", "Văn bản", False),
        ("Quyết định giao đất", "Quyết định", False),
        ("", "Giấy khai sinh", False),
        ("Giấy khai sinh", "", False),
    ],
)
def test_which_paper_is_which_result(paper: str, type_: str, fits: bool) -> None:
    assert policies.fits(paper, type_) is fits


@pytest.fixture
def asks_for_single(a_procedure: CaseType) -> str:
    """Birth registration here also asks for the certificate of marital status."""
    from motcua.areas.cases import queries as cases

    component = {"code": "09", "name": "Giấy xác nhận tình trạng hôn nhân", "required": True, "asked": True}
    CaseType.objects.filter(pk=a_procedure.pk).update(papers=[*a_procedure.papers, component])
    cases.case_type.cache_clear()
    cases.current_type.cache_clear() if hasattr(cases.current_type, "cache_clear") else None
    return "09"


def handing_in(result: str, component: str = "09") -> list[dict[str, Any]]:
    return [*papers("1.001193"), {"component": component, "result": result}]


def test_a_later_dossier_takes_the_result_instead_of_the_paper(
    issued: Any, receive: Any, at: dt.datetime, asks_for_single: str
) -> None:
    """R2.15, R2.17: found by the number of the person, marked, counted, journalled on the result."""
    result = issued(applicant=person(7))
    later = at + dt.timedelta(days=3)
    offered = queries.offered(
        [{"code": "09", "name": "Giấy xác nhận tình trạng hôn nhân"}, {"code": "01", "name": "Tờ khai"}],
        agency=WARD, holder=result.holder_hash, on=later.date(),
    )  # fmt: skip
    assert offered == {"09": result}
    dossier = receive(at=later, applicant=person(7), papers=handing_in(result.code))
    (taken,) = [paper for paper in dossier.papers if paper["component"] == "09"]
    assert taken == {
        "component": "09", "name": "Giấy xác nhận tình trạng hôn nhân", "copies": 1, "form": "electronic",
        "reused": True, "result": result.code,
    }  # fmt: skip
    assert [reuse.dossier for reuse in queries.reuses_of(result)] == [dossier.code]
    assert queries.counts(WARD, later.date(), later.date()).reusing == 1 and evidence.disagreements() == []


def refused(receive: Any, **over: Any) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        receive(**over)
    return [fault.field for fault in refusal.value.faults]


def test_other_peoples_results_are_never_taken(
    issued: Any, receive: Any, posts: Posts, at: dt.datetime, asks_for_single: str
) -> None:
    result = issued(applicant=person(7))
    later, mine = at + dt.timedelta(days=3), handing_in(result.code)
    assert "papers.2.result" in refused(receive, at=later, applicant=person(8), papers=mine)
    unproven = {"at": later, "applicant": person(7), "papers": mine, "channel": "online"}
    assert "papers.2.result" in refused(receive, **unproven)
    other = {"by": posts["bo-de-one-stop-1"], "unit": "00118", "at": later, "applicant": person(7)}
    assert "papers.2.result" in refused(receive, papers=mine, **other)
    wrong_paper = [papers("1.001193")[0], {"component": "02", "result": result.code}]
    assert "papers.1.result" in refused(receive, at=later, applicant=person(7), papers=wrong_paper)
    assert "papers.2.result" in refused(receive, at=later, applicant=person(7), papers=handing_in("không có"))


def test_expired_and_revoked_results_are_not_offered(
    issued: Any, receive: Any, posts: Posts, at: dt.datetime, asks_for_single: str
) -> None:
    short = issued(applicant=person(7), valid_to=at.date() + dt.timedelta(days=1))
    later = at + dt.timedelta(days=3)
    assert "papers.2.result" in refused(receive, at=later, applicant=person(7), papers=handing_in(short.code))
    long = issued(applicant=person(8))
    actions.revoke(by=posts["chair"], at=later, result=long, instrument="9/QĐ-UBND")
    assert "papers.2.result" in refused(receive, at=later, applicant=person(8), papers=handing_in(long.code))


def test_a_supplement_takes_from_the_warehouse_and_keeps_what_was_taken(
    issued: Any, receive: Any, posts: Posts, at: dt.datetime
) -> None:
    from motcua.areas.cases import queries as cases

    result = issued(applicant=person(7))
    later = at + dt.timedelta(days=3)
    dossier = receive(at=later, applicant=person(7))
    type_ = found.type_of(dossier)
    component = {"code": "09", "name": "Giấy xác nhận tình trạng hôn nhân", "required": False, "asked": True}
    CaseType.objects.filter(pk=type_.pk).update(papers=[*type_.papers, component])
    cases.case_type.cache_clear()
    for n in (1, 2):
        by = posts["one-stop-1" if n == 1 else "one-stop-head"]
        dossiers.ask_supplement(
            by=by, at=later + 2 * n * MINUTE, dossier=dossier, items=["Giấy xác nhận"], reason="Thiếu."
        )
        brought = [{"component": "09", "result": result.code}] if n == 1 else papers("1.001193")[:1]
        dossier = dossiers.supplement(
            by=posts["one-stop-1"], at=later + (2 * n + 1) * MINUTE, dossier=dossier, papers=brought
        )
    assert [paper.get("result") for paper in dossier.papers if paper["component"] == "09"] == [result.code]
    assert len(queries.reuses_of(result)) == 1


# --- altered by hand -------------------------------------------------------------------------------------------


def test_a_row_or_a_file_altered_by_hand_is_found(
    posts: Posts, at: dt.datetime, paper: bytes, settings: Any
) -> None:
    result = digitised(posts, at, paper)
    for column, value in (
        ("number", "78"),
        ("valid_to", "2099-01-01"),
        ("holder_hash", "0" * 32),
        ("pages", 9),
    ):
        before = getattr(result, column)
        Result.objects.filter(pk=result.pk).update(**{column: value})
        assert len(sound()) == 1, column
        Result.objects.filter(pk=result.pk).update(**{column: before})
    place = Path(settings.MOTCUA_HOME) / "files" / result.file.path
    stored = place.read_bytes()
    place.write_bytes(stored[:-1] + bytes([stored[-1] ^ 1]))
    assert sound() == [f"Kết quả {result.code}: tệp đã lưu bị hỏng hoặc bị thay đổi."]
    place.write_bytes(stored)
    Result.objects.create(**{
        **{f.attname: getattr(result, f.attname) for f in Result._meta.concrete_fields if f.attname != "id"},
        "code": "H26.145.00-SH26-00099",
    })  # fmt: skip
    assert "bị chèn" in sound()[0]
    Result.objects.all().delete()
    assert sound() == [f"Kết quả {result.code}: có trong sổ cái nhưng không còn trong kho (bị xóa)."]


# --- for the public --------------------------------------------------------------------------------------------


def test_the_key_of_a_result_opens_that_result_only(posts: Posts, at: dt.datetime, paper: bytes) -> None:
    first, second = digitised(posts, at, paper), digitised(posts, at, paper, who=2)
    key = queries.check_key(first.code)
    assert queries.checked(first.code, key.upper()) == first and key != found.tracking_key(first.code)
    for code, wrong in ((second.code, key), (first.code, ""), ("không có", queries.check_key("không có"))):
        with pytest.raises(queries.WrongKey):
            queries.checked(code, wrong)
    assert isinstance(queries.WrongKey(), Impossible)
    with override_settings(SIGNATURES=TWIN):
        assert queries.signatures_of(paper, at) == []
