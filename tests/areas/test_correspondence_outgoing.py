"""What goes out: drafted, sent back, signed with its number, issued in time, received next door, mended."""

import datetime as dt
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from motcua.areas.correspondence import actions, evidence, forms, policies, ports
from motcua.areas.correspondence.actions.drafting import NotAtThisStep, NothingNew
from motcua.areas.correspondence.actions.signing import NoPartyRecorded, NoPartyToWaitFor, OnePersonSignsTwice
from motcua.areas.correspondence.choices import types
from motcua.areas.correspondence.models import Outgoing, Version
from motcua.areas.correspondence.queries import incoming as incomings
from motcua.areas.correspondence.queries import outgoing as queries
from motcua.areas.correspondence.queries.outgoing import NoSuchOutgoing
from motcua.areas.directives.actions import confirming
from motcua.areas.directives.queries import readings
from motcua.base.documents.actions import take_number
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.people.models import Account, Holding
from motcua.gateways.signature import Installed, checking
from motcua.gateways.signature.fake import FakeSignatures
from motcua.gateways.signature.keys import Pkcs12Keys
from motcua.reactions.table import react
from motcua.rules.calendar import TZ, WorkingCalendar
from motcua.rules.correspondence import listed, unit_symbol
from motcua.rules.impossible import Invalid, NotAllowed
from motcua.rules.numbering import book_of
from tests import world
from tests.gateways import signing

DAY = dt.timedelta(days=1)
PLAN = {
    "type_": "ke-hoach", "abstract": "Thực hiện công tác dân vận chính quyền năm 2027", "signer": "vice-chair",
    "grounds": "Thực hiện Kế hoạch số 307/KH-UBND ngày 18/11/2026, UBND phường ban hành Kế hoạch như sau:",
    "body": "I. MỤC ĐÍCH\n1. Nâng cao hiệu quả.\nII. NHIỆM VỤ\n| TT | Việc |\n|---|---|\n| 1 | Rà soát |\n"
    "Thực hiện từ ngày ký.",
    "recipients": "- UBND thành phố Hà Nội;\nUBND phường Bồ Đề\nCác phòng, đơn vị.",
    "annexes": "Phụ lục I\nPhân công nhiệm vụ\n1. Văn phòng tổng hợp.",
}  # fmt: skip
LETTER = {
    "type_": "cong-van", "abstract": "rà soát hộ tịch", "signer": "chair", "to": "Sở Tư pháp", "recipients": "Như trên",
    "body": "Số liệu đã đối chiếu.",
}  # fmt: skip
MINUTES = {
    "type_": "bien-ban", "abstract": "Họp xét khen thưởng", "signer": "chair", "cosigner": "social-1", "grounds": "",
    "body": "Thời gian bắt đầu: 14 giờ.\nCuộc họp kết thúc vào 15 giờ.", "annexes": "",
}  # fmt: skip
CONTRACT = {
    "type_": "hop-dong", "abstract": "Sửa chữa trụ sở", "body": "Điều 1. Bên B sửa chữa.", "annexes": "", "grounds": "",
    "party_name": "Trần Văn Bình", "party_position": "Giám đốc", "party_agency": "Công ty Sông Hồng",
}  # fmt: skip
Draft = Callable[..., Outgoing]


@pytest.fixture
def draft(posts: Mapping[str, Actor], at: dt.datetime) -> Draft:
    def made(**over: object) -> Outgoing:
        return actions.draft(**{"by": posts["social-1"], "at": at, **PLAN, **over})

    return made


@pytest.fixture
def issued(draft: Draft, posts: Mapping[str, Actor], at: dt.datetime) -> Draft:
    def made(**over: object) -> Outgoing:
        out = draft(**over)
        actions.submit(by=posts["social-1"], at=at, outgoing=out)
        actions.sign(by=posts[out.signer], at=at, outgoing=out)
        return actions.issue(by=posts["clerk-1"], at=at, outgoing=out)

    return made


def words_of(pdf: bytes) -> str:
    found = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(found.split())


def test_a_document_goes_from_its_draft_to_its_number(
    ward: str, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = draft()
    assert (made.unit_symbol, made.number, made.state) == ("VHXH", "", "draft")
    for post in ("justice-1", "bo-de-one-stop-1"):
        with pytest.raises(NoSuchOutgoing):
            queries.one(posts[post], made.code)
    with pytest.raises(NothingNew):
        actions.revise(by=posts["social-1"], at=at, outgoing=made, **PLAN)
    made = actions.revise(
        by=posts["social-1"], at=at, outgoing=made, **{**PLAN, "abstract": "Thực hiện công tác dân vận"}
    )
    made = actions.submit(by=posts["social-1"], at=at, outgoing=made)
    with pytest.raises(NotAtThisStep):
        actions.revise(by=posts["social-1"], at=at, outgoing=made, **PLAN)
    with pytest.raises(NotAllowed):
        actions.sign(by=posts["chair"], at=at, outgoing=made)
    made = actions.send_back(by=posts["vice-chair"], at=at, outgoing=made, words="Bổ sung thời hạn")
    assert queries.version_of(made).said == "Bổ sung thời hạn"
    made = actions.revise(by=posts["social-1"], at=at, outgoing=made, **PLAN)
    actions.submit(by=posts["social-1"], at=at, outgoing=made)
    made = actions.sign(by=posts["vice-chair"], at=at, outgoing=made)
    assert (made.number, made.version, made.signatures) == ("01/KH-UBND", 3, 0)
    assert made.lines == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    content = queries.file_of(posts["clerk-1"], made.code).content
    event = Event.objects.filter(subject=made.subject).latest("n")
    assert event.facts["sha256"] == hashlib.sha256(content).hexdigest() == made.sha256
    said = words_of(content)
    for part in (
        "Số: 01/KH-UBND", "ngày 20 tháng 11 năm 2026", "KẾ HOẠCH", "KT. CHỦ TỊCH", "Ngô Thanh Bình", "PHỤ LỤC I",
        "Lưu: VT, VHXH.", "Thực hiện từ ngày ký./.",
    ):  # fmt: skip
        assert part in said, part
    every = str([event.facts for event in Event.objects.filter(subject=made.subject)])
    assert "dân vận" not in every and "Bổ sung" not in every, "no words in the journal"
    assert list(evidence.disagreements()) == []


def test_numbers_run_by_type_and_year_with_those_of_other_work(
    ward: str, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    for symbol in ("TB", "TB-UBND"):  # a dialogue's conclusion, a directive
        take_number(agency=world.WARD, book=book_of(symbol), year=2026)

    def signed(moment: dt.datetime = at, **over: object) -> str:
        out = draft(at=moment, **over)
        actions.submit(by=posts["social-1"], at=moment, outgoing=out)
        return actions.sign(by=posts[out.signer], at=moment, outgoing=out).number

    assert signed(type_="thong-bao") == "03/TB-UBND", "one series a type, whoever takes from it"
    assert [signed(), signed()] == ["01/KH-UBND", "02/KH-UBND"]
    assert signed(**LETTER) == "01/UBND-VHXH"
    assert signed(**{**LETTER, "unit_symbol": "VX"}) == "02/UBND-VX"
    assert signed(at.replace(year=2027, month=1, day=4)) == "01/KH-UBND"
    assert ("00145", "KH", 2026, 2) in evidence.numbers_borne()


def test_a_head_of_a_division_signs_by_order_what_the_regulation_lets(
    ward: str, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    with pytest.raises(Invalid, match="chỉ ký thừa lệnh"):
        draft(signer="office-head")
    made = draft(**{**LETTER, "signer": "office-head"})
    actions.submit(by=posts["social-1"], at=at, outgoing=made)
    made = actions.sign(by=posts["office-head"], at=at, outgoing=made)
    assert made.lines == ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]
    lent = replace(posts["office-head"], duties=frozenset({"sign"}), on_behalf_of="chair")
    made = draft(**LETTER)
    actions.submit(by=posts["social-1"], at=at, outgoing=made)
    assert actions.sign(by=lent, at=at, outgoing=made).lines == ["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]
    lent = replace(posts["front"], duties=frozenset({"sign"}), on_behalf_of="chair")
    made = draft(**LETTER)
    actions.submit(by=posts["social-1"], at=at, outgoing=made)
    assert actions.sign(by=lent, at=at, outgoing=made).lines[0] == "TUQ. CHỦ TỊCH", (
        "never the head's bare title"
    )
    assert "front" not in queries.signers(world.WARD, at.date()) and "centre-chair" not in queries.signers(
        world.WARD, at.date()
    )


def test_it_is_signed_digitally_by_the_official_and_the_agency(
    ward: str, issued: Draft, posts: Mapping[str, Actor], at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = FakeSignatures({"vice-chair": at + DAY, "agency-00145": at + DAY})
    monkeypatch.setattr("motcua.areas.correspondence.actions.signing.signatures", lambda: twin)
    made = issued()
    pdf = queries.file_of(posts["chair"], made.code).content
    assert made.signatures == 2
    assert [one.signer for one in twin.validate(pdf, at=at)] == ["vice-chair", "agency-00145"]
    assert made.sha256 == hashlib.sha256(pdf).hexdigest() and list(evidence.disagreements()) == []


def test_minutes_are_signed_by_both_before_they_are_issued(
    ward: str, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = FakeSignatures({"chair": at + DAY, "social-1": at + DAY, "agency-00145": at + DAY})
    monkeypatch.setattr("motcua.areas.correspondence.actions.signing.signatures", lambda: twin)
    made = draft(by=posts["justice-1"], **MINUTES)
    secretary, chair, clerk = posts["social-1"], posts["chair"], posts["clerk-1"]
    assert queries.one(secretary, made.code) == made, "who is to sign sees it"
    actions.submit(by=posts["justice-1"], at=at, outgoing=made)
    with pytest.raises(NotAtThisStep):
        actions.cosign(by=secretary, at=at, outgoing=made)
    made = actions.sign(by=chair, at=at, outgoing=made)
    assert queries.to_sign(secretary, at) == 1 and queries.acts_for(secretary, made) == [
        "cosign",
        "send_back",
    ]
    assert not queries.acts_for(clerk, made) and queries.acts_for(posts["vice-chair"], made) == ["send_back"]
    assert not queries.listed(clerk, at, show="so"), "no number yet, no line of the register"
    with pytest.raises(NotAtThisStep):
        actions.issue(by=clerk, at=at, outgoing=made)
    for other in (chair, clerk, posts["bo-de-one-stop-1"]):
        with pytest.raises((NotAllowed, NoSuchOutgoing)):
            actions.cosign(by=other, at=at, outgoing=made)
    made = actions.cosign(by=secretary, at=at, outgoing=made)
    assert queries.to_sign(secretary, at) == 0 and list(evidence.disagreements()) == []
    with pytest.raises(NotAtThisStep):
        actions.cosign(by=secretary, at=at, outgoing=made)
    made = actions.issue(by=clerk, at=at, outgoing=made)
    pdf = queries.file_of(chair, made.code).content
    assert [one.signer for one in twin.validate(pdf, at=at)] == ["chair", "social-1", "agency-00145"]
    assert made.signatures == 3 and made.sha256 == hashlib.sha256(pdf).hexdigest()
    said = words_of(pdf)
    assert said.index("THƯ KÝ") < said.index("CHỦ TỌA") < said.index("Nơi nhận") and "TM." not in said
    filled = forms.of_outgoing(made)
    (first, place), (_page, other_place) = forms.pdf(filled)[1], forms.pdf(filled, "cosigner")[1]
    assert first == 0 and other_place[2] <= place[0] and other_place[1::2] == place[1::2], "side by side"
    assert list(evidence.disagreements()) == []


def test_minutes_hold_two_persons_signatures_and_the_seal_each_valid_on_its_side(
    ward: str, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    folder = signing.put_into(tmp_path / "keys")
    roots = checking.trusted_roots(folder / "roots.pem")
    real = Installed([Pkcs12Keys(folder, signing.PASS_PHRASE)], roots=roots)
    monkeypatch.setattr("motcua.areas.correspondence.actions.signing.signatures", lambda: real)
    made = draft(by=posts["justice-1"], **MINUTES)
    actions.submit(by=posts["justice-1"], at=at, outgoing=made)
    steps = ((actions.sign, "chair"), (actions.cosign, "social-1"), (actions.issue, "clerk-1"))
    files = []
    for n, (step, post) in enumerate(steps, 1):
        made = step(by=posts[post], at=at + n * DAY, outgoing=made)
        files.append(queries.file_of(posts["chair"], made.code).content)
        assert [one.good for one in real.validate(files[-1], at=at + n * DAY)] == [True] * n
    fields = [
        pypdf.PdfReader(io.BytesIO(content)).get_form_text_fields(full_qualified_name=True)
        for content in files
    ]
    assert set(fields[0].values()) == {None} and sorted(fields[1].values()) == (
        ["01/BB-UBND", "ngày 22 tháng 11 năm 2026"]
    ), "number and day are of the last signature (R8.4)"
    assert files[1].startswith(files[0]) and files[2].startswith(files[1]), (
        "nothing signed before is written again"
    )
    found = real.validate(files[-1], at=at)
    assert [one.signer for one in found] == [
        signing.NAMES[key] for key in ("chair", "social-1", "agency-00145")
    ]
    places = [one.place for one in found]
    (page, chair), (other_page, secretary), (_page, seal) = places  # type: ignore[misc]
    assert page == other_page and secretary[2] <= chair[0] and chair[0] <= seal[0] < chair[2]
    marks = [one.get_object() for one in pypdf.PdfReader(io.BytesIO(files[-1])).pages[page]["/Annots"]]
    assert len([one for one in marks if one["/FT"] == "/Sig" and one["/AP"]["/N"]]) == 3, "each is seen"
    assert queries.digital(made) == queries.Digital(signer=True, cosigner=True, seal=True)


@pytest.mark.parametrize("held", [(), ("chair",), ("social-1",), ("chair", "agency-00145")], ids=str)
def test_who_holds_no_key_signs_on_paper_and_is_counted_as_no_digital_signature(
    ward: str, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime, monkeypatch: pytest.MonkeyPatch,
    held: tuple[str, ...],
) -> None:  # fmt: skip
    twin = FakeSignatures(dict.fromkeys(held, at + DAY))
    monkeypatch.setattr("motcua.areas.correspondence.actions.signing.signatures", lambda: twin)
    made = draft(by=posts["justice-1"], **MINUTES)
    assert queries.digital(made) == queries.Digital()
    actions.submit(by=posts["justice-1"], at=at, outgoing=made)
    made = actions.sign(by=posts["chair"], at=at, outgoing=made)
    made = actions.cosign(by=posts["social-1"], at=at, outgoing=made)
    made = actions.issue(by=posts["clerk-1"], at=at, outgoing=made)
    told = {one.kind: one.facts.get("digital") for one in Event.objects.filter(subject=made.subject)}
    assert told["outgoing.first_signed"] is ("chair" in held)
    assert told["outgoing.cosigned"] is ("social-1" in held)
    found = queries.digital(made)
    assert found == queries.Digital(
        signer="chair" in held, cosigner="social-1" in held, seal="agency-00145" in held
    )
    assert found.persons == len({*held} - {"agency-00145"}) and list(evidence.disagreements()) == []


def test_what_two_sign_is_numbered_at_the_last_signature_and_may_be_sent_back_before(
    ward: str, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    """R8.4: the number is given after the signature; two minutes are numbered as they were signed by both."""
    first, second = draft(**MINUTES), draft(**{**MINUTES, "abstract": "Họp giao ban"})
    for one in (first, second):
        actions.submit(by=posts["social-1"], at=at, outgoing=one)
        one = actions.sign(by=posts["chair"], at=at, outgoing=one)
        assert (one.state, one.number, one.serial, one.issue_due) == ("cosigning", "", None, None)
    back = actions.send_back(by=posts["social-1"], at=at, outgoing=first, words="Ghi thiếu người dự")
    assert (back.state, back.signed_by, back.signed_at, back.file) == ("returned", "", None, None)
    assert queries.digital(back) == queries.Digital() and list(evidence.disagreements()) == []
    second = actions.cosign(by=posts["social-1"], at=at.replace(year=2027), outgoing=second)
    assert (second.number, second.year) == ("01/BB-UBND", 2027)
    assert second.issue_due is not None and second.issue_due.year == 2027
    said = words_of(queries.file_of(posts["chair"], second.code).content)
    assert "Số: 01/BB-UBND" not in said, "drawn into a field, not into the page that was signed"
    assert "ngày 20 tháng 11 năm 2027" in words_of(forms.pdf(forms.of_outgoing(second))[0])
    actions.submit(by=posts["social-1"], at=at, outgoing=first)
    actions.sign(by=posts["chair"], at=at, outgoing=first)
    made = actions.cosign(by=posts["social-1"], at=at, outgoing=first)
    assert made.number == "01/BB-UBND" and made.year == 2026
    kinds = list(Event.objects.filter(subject=made.subject).order_by("n").values_list("kind", flat=True))
    assert "outgoing.signed" not in kinds and kinds.count("outgoing.first_signed") == 2
    assert [row[:2] for row in forms.outgoing_rows(posts["clerk-1"], at, 2026)] == [
        ["01/BB-UBND", "20/11/2026"]
    ]
    assert list(evidence.disagreements()) == []


def test_one_person_never_gives_both_signatures(
    ward: str, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    """The vice-chair for the chair and as secretary; somebody in two posts; by delegation of the secretary."""
    writer, deputy = posts["social-1"], posts["vice-chair"]
    lent = replace(deputy, duties=frozenset({"sign"}), on_behalf_of="chair")

    def submitted(**over: object) -> Outgoing:
        return actions.submit(by=writer, at=at, outgoing=draft(**{**MINUTES, **over}))

    made = submitted(cosigner="vice-chair")
    with pytest.raises(OnePersonSignsTwice):
        actions.sign(by=lent, at=at, outgoing=made)
    assert actions.sign(by=posts["chair"], at=at, outgoing=made).state == "cosigning"
    assert actions.cosign(by=deputy, at=at, outgoing=made).number
    second = actions.sign(by=lent, at=at, outgoing=submitted())
    beside = replace(deputy, duties=frozenset({"process"}), on_behalf_of="social-1")
    assert queries.acts_for(beside, second) == ["send_back"]
    with pytest.raises(OnePersonSignsTwice):
        actions.cosign(by=beside, at=at, outgoing=second)
    waiting = submitted(cosigner="justice-1")
    signed = actions.sign(by=posts["chair"], at=at, outgoing=submitted(cosigner="justice-1"))
    for post in ("justice-1", "chair"):
        Holding.objects.filter(post__code=post).update(account=Account.objects.get(username="vice-chair"))
    with pytest.raises(Invalid, match="cùng một người"):
        submitted(cosigner="justice-1")
    with pytest.raises(OnePersonSignsTwice):
        actions.sign(by=posts["chair"], at=at, outgoing=waiting)
    with pytest.raises(OnePersonSignsTwice):
        actions.cosign(by=posts["justice-1"], at=at, outgoing=signed)


def test_minutes_are_signed_by_whoever_chairs(
    ward: str, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = draft(**{**MINUTES, "signer": "office-head"})
    actions.submit(by=posts["social-1"], at=at, outgoing=made)
    assert actions.sign(by=posts["office-head"], at=at, outgoing=made).state == "cosigning"
    for type_ in ("ke-hoach", "hop-dong"):
        assert "office-head" not in queries.signers(ward, at.date(), type_)


def test_a_contract_names_both_parties_and_is_signed_here_by_one(
    ward: str, issued: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = issued(**CONTRACT)
    filled = forms.of_outgoing(made)
    document = zipfile.ZipFile(io.BytesIO(forms.docx(filled))).read("word/document.xml").decode()
    word, pdf = (
        re.sub(r"<[^>]+>", " ", document),
        words_of(queries.file_of(posts["chair"], made.code).content),
    )
    for part in (
        "BÊN A:", "BÊN B:", "CÔNG TY SÔNG HỒNG", "Đại diện: Ngô Thanh Bình", "Đại diện: Trần Văn Bình",
        "Chức vụ: Giám đốc", "ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B", "KT. CHỦ TỊCH", "GIÁM ĐỐC",
    ):  # fmt: skip
        assert part in pdf and part in " ".join(word.split()), part
    assert "Trần Văn Bình" not in str([event.facts for event in Event.objects.filter(subject=made.subject)])
    assert made.number == "01/HĐ-UBND" and list(evidence.disagreements()) == []


def test_a_contract_waits_for_the_other_party_until_their_signature_is_recorded(
    ward: str, issued: Draft, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    writer, later, record = posts["social-1"], at + 2 * DAY, actions.record_party
    with pytest.raises(NoPartyToWaitFor):
        record(by=writer, at=at, outgoing=draft(**CONTRACT))
    made = issued(**CONTRACT)
    assert made.wants_party and "record_party" in queries.acts_for(writer, made)
    assert "record_party" not in queries.acts_for(posts["chair"], made)
    with pytest.raises(Invalid, match="không sau hôm nay"):
        record(by=writer, at=at, outgoing=made, signed_on=at.date() + DAY)
    with pytest.raises(Invalid, match="từ 20/11/2026, ngày trình ký"):
        record(by=writer, at=at, outgoing=made, signed_on=at.date() - DAY)
    with pytest.raises(NoPartyRecorded):
        actions.correct_party(by=writer, at=at, outgoing=made, signed_on=at.date())
    with pytest.raises(NotAllowed):
        record(by=posts["chair"], at=later, outgoing=made)
    made = record(by=posts["clerk-1"], at=later, outgoing=made, signed_on=at.date() + DAY)
    row = made.cosigned
    assert (row.signed_on, row.signed_by, row.signed_at) == (at.date() + DAY, "clerk-1", later)
    assert not made.wants_party and not queries.digital(made).cosigner
    with pytest.raises(NoPartyToWaitFor):
        record(by=writer, at=later, outgoing=made)
    correct = actions.correct_party
    assert "correct_party" in queries.acts_for(writer, made)
    with pytest.raises(NotAllowed):
        correct(by=posts["chair"], at=later, outgoing=made, signed_on=at.date())
    with pytest.raises(NothingNew):
        correct(by=writer, at=later, outgoing=made, signed_on=at.date() + DAY)
    for wrong in (at.date() - DAY, later.date() + DAY):
        with pytest.raises(Invalid):
            correct(by=writer, at=later, outgoing=made, signed_on=wrong)
    made = correct(by=writer, at=later, outgoing=made, signed_on=at.date())
    told = Event.objects.get(kind="outgoing.party_corrected").facts
    assert (told["before"], told["day"]) == (
        "21/11/2026",
        "20/11/2026",
    ) and made.cosigned.signed_on == at.date()
    assert "Trần Văn Bình" not in str([event.facts for event in Event.objects.filter(subject=made.subject)])
    assert not issued().wants_party and list(evidence.disagreements()) == []


def test_who_signs_besides_is_asked_for_by_the_type(
    ward: str, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    with pytest.raises(Invalid, match=r"Kế hoạch có một người ký"):
        draft(cosigner="social-1")
    with pytest.raises(Invalid, match=r"Biên bản cần hai người ký.*Thư ký"):
        draft(**{**MINUTES, "cosigner": ""})
    with pytest.raises(Invalid, match="Bên B"):
        draft(**{**CONTRACT, "party_agency": ""})
    with pytest.raises(Invalid, match="không cả hai"):
        draft(**MINUTES, party_name="Trần Văn Bình")
    for wrong in ("chair", "front", "bo-de-one-stop-1", "none"):
        with pytest.raises(Invalid, match="khác người ký"):
            draft(**{**MINUTES, "cosigner": wrong})
    made = draft(**MINUTES)
    outside = {"cosigner": "", "party_name": "Lê Thị Thu", "party_position": "Thư ký cuộc họp"}
    made = actions.revise(by=posts["social-1"], at=at, outgoing=made, **{**PLAN, **MINUTES, **outside})
    assert made.cosigner == "" and list(evidence.disagreements()) == []
    actions.submit(by=posts["social-1"], at=at, outgoing=made)
    made = actions.sign(by=posts["chair"], at=at, outgoing=made)
    assert made.number and queries.acts_for(posts["clerk-1"], made) == ["issue", "record_party"]


def test_every_type_says_of_its_form_only_what_is_known() -> None:
    for one in types().values():
        assert not one.signatures or [second for _words, second in one.signed_by] in (
            [True, False],
            [False, True],
        )
        assert not one.parties or one.signatures
        assert not re.search(r"[{}]", one.calls.replace("{THẨM QUYỀN}", "").replace("{Cơ quan}", ""))
        assert one.abstract in ("", "không") and one.book and one.certainty in ("verified", "likely", "check")


def test_what_bears_no_abbreviation_is_numbered_in_one_series(ward: str, issued: Draft) -> None:
    numbers = [
        issued(**{**LETTER, "type_": type_, "unit_symbol": "VP"}).number for type_ in ("cong-van", "thu-cong")
    ]
    assert numbers == ["01/UBND-VP", "02/UBND-VP"]


@pytest.mark.parametrize(
    ("signed", "due"),
    [
        ((23, 9, 0), 25), ((23, 20, 50), 25), ((20, 23, 59), 23), ((21, 9, 0), 23), ((24, 9, 0), 25), ((25, 0, 5), 26),
    ],
)  # fmt: skip
def test_the_day_after_is_counted_from_the_day_of_the_signature(
    ward: str, monkeypatch: pytest.MonkeyPatch, signed: tuple[int, int, int], due: int
) -> None:
    """R8.5, R8.6: signed or come late in the evening is signed or come that day; 24/11/2026 is a holiday here."""
    calendar = WorkingCalendar(closed=frozenset({dt.date(2026, 11, 24)}))
    for module in ("outgoing", "incoming"):
        monkeypatch.setattr(
            f"motcua.areas.correspondence.queries.{module}.calendar_for", lambda _key: calendar
        )
    day, hour, minute = signed
    moment = dt.datetime(2026, 11, day, hour, minute, tzinfo=TZ)
    found = {queries.issue_due(ward, moment, ""), incomings.present_due(ward, moment, "")}
    assert found == {dt.datetime(2026, 11, due, 17, 30, tzinfo=TZ)}


def test_it_is_out_by_the_next_working_day_and_next_door_has_it(
    ward: str, issued: Draft, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = draft()
    actions.submit(by=posts["social-1"], at=at, outgoing=made)
    made = actions.sign(by=posts["vice-chair"], at=at, outgoing=made)
    assert made.issue_due == dt.datetime(2026, 11, 23, 17, 30, tzinfo=at.tzinfo) and queries.is_late(
        made, at + 5 * DAY
    )
    made = actions.issue(by=posts["clerk-1"], at=at + 5 * DAY, outgoing=made)
    assert Event.objects.filter(subject=made.subject).latest("n").facts["late"] is True
    sent = {row.name: row.unit for row in made.deliveries.all()}
    assert sent == {
        "UBND thành phố Hà Nội": "",
        "UBND phường Bồ Đề": "00118",
        "Các phòng, đơn vị": "",
    } or sent["UBND thành phố Hà Nội"] in ("", "01")
    clerk = replace(posts["bo-de-one-stop-1"], duties=frozenset({"stamp"}))
    (row,) = queries.waiting_here(clerk)
    came = actions.register(
        by=clerk, at=at + 5 * DAY, delivery=row.pk, issuer="UBND phường Long Biên", symbol=made.number,
        type_="ke-hoach", abstract=made.abstract, dated_on=at.date(),
    )  # fmt: skip
    assert came.serial == 1 and came.file is not None and came.file.sha256 == made.sha256
    assert queries.waiting_here(clerk) == [] and list(evidence.disagreements()) == []
    with pytest.raises(NoSuchOutgoing):
        actions.register(by=clerk, at=at, delivery=row.pk, issuer="X", abstract="Y")
    left = list(made.deliveries.filter(unit="").values_list("n", flat=True))
    actions.send(by=posts["clerk-1"], at=at + 5 * DAY, outgoing=made, to=left, way="post")
    with pytest.raises(Invalid, match="chưa ghi ngày gửi"):
        actions.send(by=posts["clerk-1"], at=at + 5 * DAY, outgoing=made, to=left, way="post")
    assert not queries.acts_for(posts["clerk-1"], made) and list(evidence.disagreements()) == []


def test_an_issued_document_is_mended_by_a_document(
    ward: str, issued: Draft, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    first = issued()
    with pytest.raises(Invalid, match="đính chính bằng công văn"):
        draft(mends=first.code, mend="corrects")
    with pytest.raises(Invalid, match="cùng hình thức: Kế hoạch"):
        draft(**LETTER, mends=first.code, mend="replaces")
    letter = issued(**LETTER, mends=first.code, mend="corrects")
    first.refresh_from_db()
    assert first.mended == "corrects"
    assert Event.objects.filter(subject=first.subject).latest("n").facts["by_number"] == letter.number
    issued(mends=first.code, mend="replaces")
    with pytest.raises(NoSuchOutgoing):
        draft(mends=first.code, mend="replaces")
    assert list(evidence.disagreements()) == []


def test_it_answers_what_came_in(
    ward: str, draft: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    came = actions.register(
        by=posts["clerk-1"], at=at, issuer="Sở Tư pháp", symbol="9/STP", abstract="Rà soát"
    )
    with pytest.raises(incomings.NoSuchIncoming):
        draft(answers=came.code)
    actions.instruct(by=posts["chair"], at=at, incoming=came, lead="post:social-1")
    made = draft(answers=came.code)
    assert queries.answered(came) == [made]


def test_wrong_drafts_are_told_everything_at_once(ward: str, draft: Draft) -> None:
    with pytest.raises(Invalid) as wrong:
        draft(type_="thu", abstract="", body=" ", signer="land-1", urgency="gap")
    assert {fault.field for fault in wrong.value.faults} == {"type_", "abstract", "body", "signer", "urgency"}
    with pytest.raises(Invalid, match="kính gửi"):
        draft(**{**LETTER, "to": ""})
    with pytest.raises(Invalid, match="độ mật"):
        draft(body="TỐI MẬT\nKế hoạch")
    assert not Outgoing.objects.exists()


def test_word_and_pdf_say_the_same(ward: str, draft: Draft, at: dt.datetime) -> None:
    made = draft(urgency="hoa-toc")
    filled = forms.of_outgoing(made)
    assert filled == forms.of_outgoing(made) and forms.docx(filled) == forms.docx(filled)
    document = zipfile.ZipFile(io.BytesIO(forms.docx(filled))).read("word/document.xml").decode()
    said = re.sub(r"<[^>]+>", " ", document)
    pdf = words_of(forms.pdf(filled)[0])
    for part in (
        "……/KH-UBND",
        "HỎA TỐC",
        "MỤC ĐÍCH",
        "Rà soát",
        "Phân công nhiệm vụ".upper(),
        "PHÓ CHỦ TỊCH",
        "Ngô Thanh Bình",
    ):
        assert part in said and part in pdf, part
    assert len(forms.pages(filled)) == 2


def test_recipients_are_used_again(ward: str, posts: Mapping[str, Actor], at: dt.datetime) -> None:
    actions.group(by=posts["clerk-1"], at=at, name="Các đơn vị", lines="Phòng A;\nPhòng B")
    again = actions.group(by=posts["clerk-1"], at=at, name="Các đơn vị", lines=["Phòng A", "Phòng C."])
    assert queries.groups(posts["social-1"]) == [again] and again.lines == ["Phòng A;", "Phòng C."]
    assert list(evidence.disagreements()) == []


@pytest.mark.parametrize(
    ("name", "kind", "symbol"),
    [
        ("Văn phòng HĐND và UBND phường Long Biên", "Văn phòng", "VP"),
        ("Phòng Văn hóa - Xã hội phường Long Biên", "Phòng", "VHXH"),
        ("Phòng Kinh tế, Hạ tầng và Đô thị phường Long Biên", "Phòng", "KTHTĐT"),
        ("Trung tâm Phục vụ hành chính công phường Long Biên", "Trung tâm", "TTPVHCC"),
    ],
)
def test_the_symbol_of_a_division(name: str, kind: str, symbol: str) -> None:
    assert unit_symbol(name, kind) == symbol


def test_a_list_is_closed() -> None:
    assert listed(["- Như trên;", "", "Lưu: VT"]) == ["Như trên;", "Lưu: VT."]


def test_a_draft_that_was_altered_is_found(ward: str, draft: Draft) -> None:
    made = draft()
    row = Version.objects.get(outgoing=made)
    row.content = row.content.replace("hiệu quả", "số lượng")
    row.save()
    assert [str(one) for one in evidence.disagreements()] == [f"{made.subject}: khác với sổ cái (bị sửa)."]


def test_policies_deny_by_default(ward: str, draft: Draft, posts: Mapping[str, Actor]) -> None:
    made = draft()
    assert not any(
        may(posts["front"], made) for may in policies.BY_OUTGOING.values()
    ) and not policies.can_draft(posts["front"])
    assert not any(may(posts["bo-de-one-stop-1"], made) for may in policies.BY_OUTGOING.values())


def _react(at: dt.datetime) -> None:
    for event in Event.objects.filter(kind="outgoing.signed"):
        react(event, at)


def test_a_signed_plan_is_read_into_tasks_that_wait_to_be_confirmed(
    issued: Draft, posts: Mapping[str, Actor], at: dt.datetime, other_unit: Actor
) -> None:
    plan = issued(body="1. Phòng Văn hóa - Xã hội rà soát mô hình, hoàn thành trước ngày 30/11/2027.")
    _react(at)
    _react(at)  # after a crash: once all the same
    reading = readings.of_source(posts["social-1"], plan.code)
    assert reading is not None and len(readings.offered(posts["chair"])) == 1
    assert [one.id for one in readings.under_way(posts["social-1"])] == [reading]
    held = readings.held(readings.find(posts["chair"], reading))
    read = {one.key: one.read.get("value") for one in held.points}
    assert (read["number"], read["type"]) == (plan.number, "plan")
    assert any("rà soát mô hình" in str(one.read.get("content")) for one in held.points)
    for stranger in (posts["justice-1"], other_unit):
        assert readings.of_source(stranger, plan.code) is None and not readings.offered(stranger)
        assert reading not in [one.id for one in readings.under_way(stranger)]
        with pytest.raises(readings.NoSuchReading):
            readings.find(stranger, reading)
    for key in ("number", "type", "signed_on", "title", "issuer"):
        confirming.say(by=posts["social-1"], at=at, id=reading, key=key, state="yes")
    made = confirming.create_confirmed(by=posts["social-1"], at=at, id=reading)
    assert (made.number, made.reading["source"]["outgoing"]) == (plan.number, plan.code)
    assert not readings.offered(posts["chair"])


def test_what_orders_no_work_is_not_read_by_itself(
    issued: Draft, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    letter = issued(**LETTER)
    _react(at)
    assert readings.of_source(posts["chair"], letter.code) is None


@pytest.mark.parametrize("code", types())
def test_every_type_of_the_decree_is_laid_out_as_one(ward: str, code: str) -> None:
    """NĐ 30/2020 Điều 7, 8: heads, number, words and signature in the PDF and the Word file of each of the 29."""
    kind = types()[code]
    draft = ports.Draft(
        code, "Về việc thử thể thức", "chair", "Nội dung thứ nhất.\nNội dung thứ hai.", collective=False,
        to=("Sở Nội vụ thành phố Hà Nội",), recipients=("Như trên",), party_name="Trần Văn Bình",
        party_position="Giám đốc", party_agency="Công ty Sông Hồng",
    )  # fmt: skip
    number = queries.unnumbered(draft).replace("……", "07")
    data = forms.data(draft, agency=ward, on=dt.date(2026, 11, 20), number=number)
    with zipfile.ZipFile(io.BytesIO(forms.docx(data))) as packed:
        word = re.sub(r"<[^>]*>", "", packed.read("word/document.xml").decode().replace("</w:p>", " "))
    pages = pypdf.PdfReader(io.BytesIO(forms.pdf(data)[0])).pages
    told = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PHƯỜNG LONG BIÊN", number, "Nội dung thứ hai"]
    told += [kind.name.upper()] if kind.abbreviation and kind.calls[:1] != "{" else []
    told += ["Trần Văn Bình"] if kind.parties else ["Đặng Hoàng Long"]
    for made in (word, " ".join(page.extract_text() for page in pages)):
        said = " ".join(made.split())
        assert [text for text in told if text not in said] == [], said
    assert f"/{kind.abbreviation}-" in number if kind.abbreviation else "/" in number
