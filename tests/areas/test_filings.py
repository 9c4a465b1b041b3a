"""Online filing: drafts of one person, filed once, supplemented, confirmed, forgotten."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.core.files.base import ContentFile

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.dossiers import actions as dossiers
from motcua.areas.dossiers import evidence
from motcua.areas.dossiers import queries as dossier_queries
from motcua.areas.dossiers.models import Dossier
from motcua.areas.filings import actions, jobs, queries
from motcua.areas.filings.actions import drafting
from motcua.areas.filings.models import Draft
from motcua.areas.results.actions import digitise
from motcua.base.files import queries as files
from motcua.base.files.choices import MEGABYTE
from motcua.base.files.models import StoredFile
from motcua.base.journal.models import Event
from motcua.base.journal.policies import content_of
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.people.models import Identity
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from tests import filing, world
from tests.base.test_files_checks import pdf

Posts = Mapping[str, Actor]


@pytest.fixture(autouse=True)
def asked(ward: str, at: dt.datetime) -> None:
    filing.forms(at)


def cases_type(at: dt.datetime) -> Any:
    return cases.current_type("dossier", "1.004873", at.date())


def file(draft: Draft, who: Any, at: dt.datetime) -> Dossier:
    filed = actions.file(by=CITIZEN, at=at, draft=draft.pk, owner=who.hash)
    return queries.dossier_of(filed.dossier)


def test_what_is_known_is_not_asked_again(at: dt.datetime) -> None:
    who = filing.person()
    draft = actions.begin(at=at, who=who, procedure="1.004873", agency=world.WARD)
    said = queries.content(draft)
    assert said["answers"]["applicant_name"] == "Nguyễn Thị Mai"
    assert said["answers"]["applicant_number"] == said["applicant"]["id_number"] == "001191000101"
    assert actions.begin(at=at, who=who, procedure="1.004873", agency=world.WARD) == draft, "begun once"


def test_a_draft_becomes_one_dossier_however_often_it_is_sent(posts: Posts, at: dt.datetime) -> None:
    who = filing.person()
    draft = filing.drafted(who, at)
    dossier = file(draft, who, at)
    assert (dossier.case.state, dossier.channel, dossier.owner) == ("submitted", "online", who.hash)
    assert json.loads(dossier.answers)["values"]["purpose"] == "vay"
    assert [paper["form"] for paper in dossier.papers] == ["electronic"], (
        "the declaration, said by the e-form"
    )
    for _ in range(2):
        with pytest.raises(actions.AlreadyFiled) as again:
            file(draft, who, at)
        assert again.value.params["dossier"] == dossier.code
    assert Dossier.objects.count() == 1
    assert Draft.objects.get().content == "", "the dossier has it"
    assert queries.mine(dossier.code, who.hash, "", world.WARD) == dossier
    assert ("Mục đích sử dụng", [("Dùng giấy này để", "Vay vốn")]) in queries.declared(dossier)
    assert disagreements([evidence.CASES]) == []
    dossiers.accept(by=posts["one-stop-1"], at=at + dt.timedelta(hours=1), dossier=dossier.code)


def test_everything_missing_is_said_at_once_and_nothing_is_filed(at: dt.datetime) -> None:
    who = filing.person()
    draft = actions.begin(at=at, who=who, procedure="1.001193", agency=world.WARD)
    with pytest.raises(Invalid) as refused:
        file(draft, who, at)
    fields = {fault.field for fault in refused.value.faults}
    assert {"answers.child_name", "answers.child_born", "papers.02"} <= fields
    assert "answers.mother_name" not in fields, "not asked while the mother is not declared"
    assert "papers.01" not in fields, "the e-form is the declaration"
    assert not Dossier.objects.exists()


def test_files_go_with_the_dossier(at: dt.datetime) -> None:
    who = filing.person()
    draft = actions.begin(at=at, who=who, procedure="1.004873", agency=world.WARD)
    actions.save(at=at, draft=draft, answers=filing.SINGLE)
    for name in ("bỏ.pdf", "Trích lục.pdf"):
        kept = actions.attach(
            at=at, draft=draft, component="02", name=name, content=ContentFile(filing.a_pdf())
        )
        if name == "bỏ.pdf":
            actions.detach(at=at, draft=draft, file_id=kept["id"])
    dossier = file(draft, who, at)
    (paper,) = [paper for paper in dossier.papers if paper["component"] == "02"]
    (view,) = files.files_of(dossier.code)
    assert [one["id"] for one in paper["files"]] == [str(view.id)] and view.name == "Trích lục.pdf"
    assert files.files_of(draft.subject) == []
    assert StoredFile.objects.filter(erased_at=None).count() == 1


def test_a_file_is_only_taken_for_a_paper_that_is_asked(at: dt.datetime) -> None:
    who = filing.person()
    draft = actions.begin(at=at, who=who, procedure="1.001193", agency=world.WARD)
    for component in ("01", "99", ""):
        with pytest.raises(NotFound):
            actions.attach(at=at, draft=draft, component=component, name="a.pdf", content=filing.a_pdf())
    with pytest.raises(Invalid) as refused:
        actions.attach(at=at, draft=draft, component="02", name="a.pdf", content=b"MZ" + bytes(99))
    assert refused.value.faults[0].field == "papers.02"
    assert queries.content(draft)["papers"] == {}


def test_uploads_under_way_count(at: dt.datetime) -> None:
    who = filing.person()
    draft = actions.begin(at=at, who=who, procedure="1.004873", agency=world.WARD)
    actions.save(at=at, draft=draft, answers=filing.SINGLE)
    most, second = drafting.FILES_A_PAPER, dt.timedelta(seconds=1)
    started = [
        actions.expect(at=at + second * n, draft=draft, component="02", name="a.pdf", size=25 * MEGABYTE)
        for n in range(most + 5)
    ]
    assert len(files.coming(subjects=[draft.subject])) == most, "the oldest that never ended gave way"
    assert started[-1] in files.coming(subjects=[draft.subject])
    content, late = filing.a_pdf(), []
    for n in range(most):
        late.append(
            actions.expect(
                at=at + second * (60 + n), draft=draft, component="02", name="b.pdf", size=len(content)
            )
        )
    for one in late[:-1]:
        actions.receive_piece(at=at, draft=draft, upload=one, start=0, content=content)
    actions.attach(at=at, draft=draft, component="02", name="a.pdf", content=ContentFile(content))
    assert len(queries.content(draft)["papers"]["02"]) == most
    with pytest.raises((Invalid, NotFound)):
        actions.receive_piece(at=at, draft=draft, upload=late[-1], start=0, content=content)
    with pytest.raises(Invalid):
        actions.expect(at=at, draft=draft, component="02", name="nữa.pdf", size=9)
    assert StoredFile.objects.filter(erased_at=None).count() == most


def test_one_person_s_drafts_hold_so_much_and_no_more(
    at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, content = filing.person(), filing.a_pdf()
    draft = actions.begin(at=at, who=who, procedure="1.004873", agency=world.WARD)
    actions.save(at=at, draft=draft, answers=filing.SINGLE)
    monkeypatch.setattr(drafting, "BYTES_A_PERSON", 3 * len(content))
    for n in range(3):
        actions.attach(at=at, draft=draft, component="02", name=f"{n}.pdf", content=ContentFile(content))
    with pytest.raises(Invalid) as refused:
        actions.expect(at=at, draft=draft, component="02", name="nữa.pdf", size=len(content))
    assert "Nộp hoặc bỏ bớt" in refused.value.faults[0].text


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("Căn cước, hộ chiếu hoặc giấy tờ tùy thân khác có ảnh", True),
        ("Bản sao thẻ căn cước hoặc giấy tờ pháp lý cá nhân", True),
        ("Giấy chứng minh nhân dân", True),
        ("Giấy tờ chứng minh nơi cư trú", False),
        ("Văn bản ủy quyền", False),
        ("Tờ khai căn cứ Điều 5", False),
    ],
)
def test_pictures_of_identity_cards_are_never_asked_for(name: str, never: bool) -> None:
    from motcua.areas.filings.policies import says_who

    assert says_who({"name": name}) is never


def test_anothers_draft_looks_like_nothing_there(posts: Posts, at: dt.datetime) -> None:
    mai, uoc = filing.person(), filing.person(filing.UOC)
    draft = filing.drafted(mai, at)
    for look in (lambda: queries.draft(uoc.hash, draft.pk), lambda: queries.draft("", draft.pk),
                 lambda: queries.draft(mai.hash, "x"), lambda: queries.helped(posts["one-stop-1"], draft.pk),
                 lambda: file(draft, uoc, at),
                 lambda: actions.discard(by=CITIZEN, at=at, draft=draft.pk, owner=uoc.hash),
                 lambda: actions.file(by=posts["one-stop-1"], at=at, draft=draft.pk)):  # fmt: skip
        with pytest.raises(NotFound):
            look()
    dossier = file(draft, mai, at)
    with pytest.raises(NotFound):
        queries.mine(dossier.code, uoc.hash, uoc.number_hash, world.WARD)


def test_what_was_brought_to_the_counter_is_found_under_the_same_number(
    receive: Any, at: dt.datetime
) -> None:
    who = filing.person()
    dossier = receive(applicant={"name": filing.MAI["name"], "id_number": filing.MAI["id_number"]})
    receive()
    assert queries.dossiers_of(who.hash, who.number_hash, world.WARD) == [dossier]


def test_a_supplement_is_sent_from_home(posts: Posts, at: dt.datetime) -> None:
    who = filing.person()
    dossier = file(filing.drafted(who, at), who, at)
    with pytest.raises(Exception, match="không chờ bổ sung"):
        actions.begin_supplement(at=at, who=who, dossier=dossier)
    asked_at = at + dt.timedelta(minutes=30)
    dossiers.ask_supplement(
        by=posts["one-stop-1"],
        at=asked_at,
        dossier=dossier.code,
        items=["Trích lục ghi chú ly hôn", "Giấy chứng nhận kết hôn của cha mẹ"],
        reason="Thiếu",
    )
    dossier = queries.mine(dossier.code, who.hash, "", world.WARD)
    draft = actions.begin_supplement(at=asked_at, who=who, dossier=dossier)
    with pytest.raises(actions.NothingSent):
        actions.send_supplement(by=CITIZEN, at=asked_at, draft=draft.pk, owner=who.hash)
    actions.attach(at=asked_at, draft=draft, component="02", name="a.pdf", content=filing.a_pdf())
    with pytest.raises(Invalid, match="Giấy chứng nhận kết hôn của cha mẹ"):  # one of two is no answer
        actions.send_supplement(by=CITIZEN, at=asked_at, draft=draft.pk, owner=who.hash)
    actions.attach(at=asked_at, draft=draft, component="asked-1-2", name="b.pdf", content=filing.a_pdf())
    actions.save(at=asked_at, draft=draft, note="Năm sinh của tôi là 1991.")
    actions.send_supplement(by=CITIZEN, at=asked_at, draft=draft.pk, owner=who.hash)
    with pytest.raises(actions.AlreadyFiled):
        actions.send_supplement(by=CITIZEN, at=asked_at, draft=draft.pk, owner=who.hash)
    after = queries.mine(dossier.code, who.hash, "", world.WARD)
    assert after.case.state == "submitted"
    assert {paper["component"]: paper["name"] for paper in after.papers}.items() >= {
        ("asked-1-2", "Giấy chứng nhận kết hôn của cha mẹ")
    }
    assert {paper["component"] for paper in after.papers} == {"01", "02", "asked-1-2"}
    assert len(files.files_of(dossier.code)) == 2
    assert after.note == ""
    (request,) = dossier_queries.requests(after)
    assert request.said == "Năm sinh của tôi là 1991."
    assert disagreements([evidence.CASES]) == []


def test_a_declaration_is_corrected_in_its_form_while_a_supplement_is_asked(
    posts: Posts, at: dt.datetime
) -> None:
    who, later = filing.person(), at + dt.timedelta(minutes=30)
    dossier = file(filing.drafted(who, at), who, at)
    form_paper = cases_type(at).papers[0]["name"]
    dossiers.ask_supplement(
        by=posts["one-stop-1"], at=later, dossier=dossier.code, items=[form_paper], reason="Sai nơi cư trú"
    )
    dossier = queries.mine(dossier.code, who.hash, "", world.WARD)
    draft = actions.begin_supplement(at=later, who=who, dossier=dossier)
    assert queries.content(draft)["answers"] == json.loads(dossier.answers)["values"], (
        "what was said is there"
    )
    (again,) = [
        one for one in queries.checklist(draft, queries.type_of(draft, at), at.date()) if one.how == "correct"
    ]
    assert again.name == form_paper and queries.correctable(draft)
    actions.attach(at=later, draft=draft, component="02", name="a.pdf", content=filing.a_pdf())
    with pytest.raises(Invalid, match="Sửa tờ khai"):
        actions.send_supplement(by=CITIZEN, at=later, draft=draft.pk, owner=who.hash)
    actions.save(at=later, draft=draft, answers={"purpose": ""})
    with pytest.raises(Invalid) as refused:
        actions.send_supplement(by=CITIZEN, at=later, draft=draft.pk, owner=who.hash)
    assert [fault.field for fault in refused.value.faults] == ["answers.purpose"]
    actions.save(at=later, draft=draft, answers={"purpose": "vay", "applicant_home": "Phường Gia Thụy"})
    changed = [("Nơi cư trú", "Phường Long Biên", "Phường Gia Thụy")]
    assert [(was, now) for _label, was, now in queries.corrections(draft)] == [one[1:] for one in changed]
    actions.send_supplement(by=CITIZEN, at=later, draft=draft.pk, owner=who.hash)
    after = queries.mine(dossier.code, who.hash, "", world.WARD)
    (request,) = dossier_queries.requests(after)
    assert json.loads(after.answers)["values"]["applicant_home"] == "Phường Gia Thụy"
    assert request.declared_before == dossier.answers, "the version before is kept"
    (one,) = queries.answered(after)
    assert (one.said, [row[1:] for row in one.changes]) == ("", [changed[0][1:]])
    assert not queries.correctable(draft)
    for event in Event.objects.all():
        assert "Gia Thụy" not in str(content_of(event))
    assert disagreements([evidence.CASES]) == []
    request.declared_before = ""
    request.save()
    assert len(disagreements([evidence.CASES])) == 1, "nobody takes the version before away"


def test_an_official_helps_and_the_applicant_stands_by_it(posts: Posts, at: dt.datetime) -> None:
    """S012: filled in at the counter, read and confirmed by the applicant, logged."""
    by = posts["one-stop-1"]
    applicant = {
        "kind": "person",
        **{key: filing.MAI[key] for key in ("name", "id_number", "phone", "address")},
    }
    draft = actions.begin_helping(by=by, at=at, procedure="1.004873", applicant=applicant)
    actions.save(at=at, draft=draft, answers={**filing.SINGLE})
    with pytest.raises(actions.NotConfirmed):
        actions.file(by=by, at=at, draft=draft.pk)
    code = actions.code_for_screen(at=at, draft=draft)
    assert code not in str(Draft.objects.values_list())
    for wrong, when in (("000000", at), ("", at), (code, at + dt.timedelta(minutes=16))):
        if wrong != code or when != at:
            with pytest.raises(queries.NoSuchCode):
                queries.to_confirm(wrong, when, world.WARD)
    read = queries.to_confirm(f"{code[:3]} {code[3:]}", at, world.WARD)
    actions.confirm(by=CITIZEN, at=at, draft=read.pk, revision=read.revision)
    actions.save(at=at, draft=draft, answers={"purpose": "khac", "purpose_more": "Xin học"})
    with pytest.raises(actions.NotConfirmed):
        actions.file(by=by, at=at, draft=draft.pk)
    with pytest.raises(NotFound):
        actions.confirm(by=posts["bo-de-one-stop-1"], at=at, draft=draft.pk, revision=draft.revision)
    actions.confirm(by=by, at=at, draft=draft.pk, revision=draft.revision)
    filed = actions.file(by=by, at=at, draft=draft.pk)
    dossier = queries.dossier_of(filed.dossier)
    assert (dossier.channel, dossier.owner) == ("assisted", "")
    event = Event.objects.get(kind="filing.filed")
    assert (event.by_post, event.facts["helper"], event.facts["confirmed"]) == (
        "one-stop-1",
        "one-stop-1",
        "paper",
    )
    with pytest.raises(NotAllowed):
        dossiers.submit(by=by, at=at, procedure="1.004873", unit=world.WARD, applicant=applicant, papers=[])


def test_what_is_left_alone_is_destroyed(at: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    who, other = filing.person(), filing.person(filing.UOC)
    draft = filing.drafted(who, at)
    actions.attach(at=at, draft=draft, component="02", name="a.pdf", content=filing.a_pdf())
    filed = filing.drafted(other, at)
    file(filed, other, at)
    monkeypatch.setattr(jobs, "now", lambda: at + dt.timedelta(days=29))
    assert jobs.discard_left_alone() == 0
    monkeypatch.setattr(jobs, "now", lambda: at + dt.timedelta(days=31))
    assert jobs.discard_left_alone() == 1
    assert not Draft.objects.exists()
    assert not StoredFile.objects.filter(erased_at=None).exists()
    assert not Identity.objects.exists()
    assert Dossier.objects.count() == 1
    assert Event.objects.get(kind="filing.discarded").subject == draft.subject


def test_no_row_and_no_event_says_who_files(at: dt.datetime) -> None:
    from django.db import connection

    who = filing.person()
    draft = filing.drafted(who, at)
    with connection.cursor() as cursor:
        for table in ("filings_draft", "people_identity"):
            cursor.execute(f"SELECT * FROM {table}")
            said = str(cursor.fetchall())
            for secret in ("Mai", "001191000101", "0901000101", "ngách 12"):
                assert secret not in said, table
    file(draft, who, at)
    for event in Event.objects.filter(kind__startswith="filing."):
        assert not any(word in str(content_of(event)) for word in ("Mai", "001191000101", who.hash))


def test_nobody_has_nothing(ward: str) -> None:
    assert queries.drafts_of("") == [] and queries.dossiers_of("", "", world.WARD) == []


def test_a_result_of_ones_own_stands_for_the_paper(posts: Posts, at: dt.datetime) -> None:
    """R2.15, R2.17: taken from the warehouse instead of asked for; another's is never offered."""
    type_ = cases.current_type("dossier", "1.004873", at.date())
    assert type_ is not None
    paper = next(one for one in type_.papers if not one["required"])
    result = digitise(
        by=posts["one-stop-1"], at=at, type_=paper["name"], number="12/UBND-HT", issued_on=dt.date(2026, 1, 5),
        signer="Phó Chủ tịch", name="giay.pdf", upload=pdf(), originals=1, pages=1,
        holder={"kind": "person", "name": filing.MAI["name"], "id_number": filing.MAI["id_number"]},
    )  # fmt: skip
    mai, uoc = filing.person(), filing.person(filing.UOC)
    draft, other = filing.drafted(mai, at), filing.drafted(uoc, at)
    (held,) = [one for one in queries.checklist(draft, type_, at.date()) if one.how == "warehouse"]
    assert (held.code, held.result, held.taken) == (paper["code"], result, False)
    assert not [one for one in queries.checklist(other, type_, at.date()) if one.how == "warehouse"]
    dossier = file(draft, mai, at)
    (reused,) = [one for one in dossier.papers if one.get("reused")]
    assert (reused["component"], reused["result"]) == (paper["code"], result.code)
    assert disagreements([evidence.CASES]) == []
