"""At the counter: an official helps somebody file online; keepers publish forms; what was filed is read and opened."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.areas.dossiers.models import Dossier
from motcua.areas.filings import actions
from motcua.areas.filings.models import Draft
from motcua.areas.procedures import queries as procedures
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN
from motcua.base.people.models import Account
from motcua.faces.kiosk.hall import COOKIE
from tests import filing, world
from tests.faces.test_portal_filing import words


@pytest.fixture(autouse=True)
def asked(ward: str, at: dt.datetime, clock: Callable[[dt.datetime], None]) -> None:
    filing.forms(at)


def desk(post: str = "one-stop-1") -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=post))
    return client


def a_screen() -> Client:
    hall = Client()
    hall.cookies[COOKIE] = world.a_screen()
    return hall


GIVEN = {
    "q-applicant_name": "Nguyễn Thị Mai", "q-applicant_number": "001191000101", "q-applicant_home": "Long Biên",
    "q-for_self": "self", "q-status": "chua", "q-purpose": "vay", "phone": "0901000101", "return_by": "centre",
}  # fmt: skip


def test_an_official_helps_and_the_applicant_confirms_on_the_screen() -> None:
    official, hall = desk(), a_screen()
    assert "Hỗ trợ người dân nộp trực tuyến" in words(official.get("/can-bo/tiep-nhan"))
    refused = official.post(
        "/can-bo/ho-tro-nop", {"procedure": "1.004873", "name": "Nguyễn Thị Mai", "id_number": "1"}
    )
    assert refused.status_code == 422 and "12 chữ số" in words(refused)
    who = {
        "procedure": "1.004873",
        "name": "Nguyễn Thị Mai",
        "id_number": "001191000101",
        "phone": "0901000101",
    }
    page = official.post("/can-bo/ho-tro-nop", who)["Location"]
    assert "001191000101" in official.get(page).content.decode(), "prefilled"
    assert official.post(page, {**GIVEN, "act": "save"}).status_code == 302
    early = official.post(page, {"act": "file"})
    assert early.status_code == 422 and "chưa xác nhận" in words(early)
    shown = official.post(page, {**GIVEN, "act": "code"})
    code = re.search(r"confirm-code\">(\d{3} \d{3})<", shown.content.decode()).group(1)  # type: ignore[union-attr]
    assert hall.post("/kiosk/xac-nhan", {"ma": "000000"}).status_code == 422
    read = hall.post("/kiosk/xac-nhan", {"ma": code})
    assert "Vay vốn" in words(read)
    revision = re.search(r'name="revision" value="(\d+)"', read.content.decode()).group(1)  # type: ignore[union-attr]
    assert "vừa được sửa" in words(hall.post("/kiosk/xac-nhan", {"ma": code, "yes": "1", "revision": "0"}))
    done = hall.post("/kiosk/xac-nhan", {"ma": code, "yes": "1", "revision": revision})
    assert done["Location"] == "/kiosk/da-xac-nhan" and hall.get(done["Location"]).status_code == 200
    assert hall.post("/kiosk/xac-nhan", {"ma": code}).status_code == 422, "a code opens once"
    assert "màn hình tại sảnh" in words(official.get(page))
    filed = official.post(page, {"act": "file"})
    dossier = Dossier.objects.get()
    assert filed["Location"] == f"/can-bo/ho-so/{dossier.code}" and dossier.channel == "assisted"
    assert official.post(page, {"act": "file"})["Location"] == filed["Location"], "pressed twice"
    assert [event.by_post for event in Event.objects.filter(kind__startswith="filing.").order_by("seq")] == [
        "citizen", "one-stop-1",
    ]  # fmt: skip


def test_on_paper_and_with_files(at: dt.datetime) -> None:
    official = desk()
    who = {"procedure": "1.004873", "name": "Nguyễn Thị Mai", "id_number": "001191000101"}
    page = official.post("/can-bo/ho-tro-nop", who)["Location"]
    assert "Có thêm câu hỏi" in words(official.post(page, {**GIVEN, "q-status": "ly_hon", "act": "paper"}))
    bad = official.post(
        f"{page}/tep", {"component": "02", "file-02": SimpleUploadedFile("a.pdf", b"MZ" + bytes(90))}
    )
    assert bad.status_code == 422 and "Không nhận tệp" in words(bad)
    sent = {"component": "02", "file-02": SimpleUploadedFile("a.pdf", filing.a_pdf())}
    assert official.post(f"{page}/tep", sent).status_code == 302
    assert official.post(page, {**GIVEN, "act": "paper"}).status_code == 302
    assert "ký trên bản in" in words(official.get(page))
    assert desk("bo-de-one-stop-1").get(page).status_code == 404
    official.post(page, {"act": "file"})
    dossier = Dossier.objects.get()
    whole = official.get(f"/can-bo/ho-so/{dossier.code}")
    address = re.search(r'href="(/can-bo/ho-so/[^"]+/tep/[^"]+)"', whole.content.decode()).group(1)  # type: ignore[union-attr]
    opened = official.get(address)
    assert opened.content == filing.a_pdf() and "Mai" not in opened["Content-Disposition"]
    assert desk("bo-de-one-stop-1").get(address).status_code == 404
    assert desk("front").get(address).status_code in (403, 404)
    assert "Vay vốn" not in words(whole), "the declaration is read by those who say why"
    assert "Vay vốn" in words(official.post(f"/can-bo/ho-so/{dossier.code}/nguoi-nop"))
    assert Event.objects.filter(kind="citizen.read").exists()


def test_guessing_codes_is_slow(posts: Any, at: dt.datetime) -> None:
    draft = actions.begin_helping(
        by=posts["one-stop-1"], at=at, procedure="1.001193", applicant={"kind": "person", "name": "Lê Thị Mơ"}
    )
    code, hall = actions.code_for_screen(at=at, draft=draft), a_screen()
    wrong = [f"{(int(code) + n) % 10**6:06d}" for n in range(1, 31)]
    answers = [hall.post("/kiosk/xac-nhan", {"ma": guess}).status_code for guess in wrong]
    assert answers[0] == 422 and answers[-1] == 429
    right = hall.post("/kiosk/xac-nhan", {"ma": code})
    assert right.status_code == 429 and "Lê Thị Mơ" not in words(right), (
        "guessing on, the right one is not told"
    )


def test_only_a_registered_screen_takes_codes(posts: Any, at: dt.datetime) -> None:
    draft = actions.begin_helping(
        by=posts["one-stop-1"], at=at, procedure="1.001193", applicant={"kind": "person", "name": "Lê Thị Mơ"}
    )
    code, stranger = actions.code_for_screen(at=at, draft=draft), Client()
    assert stranger.get("/kiosk/xac-nhan")["Location"] == "/kiosk/"
    assert stranger.post("/kiosk/xac-nhan", {"ma": code})["Location"] == "/kiosk/"


def test_a_keeper_looks_at_a_form_and_publishes_it() -> None:
    keeper, address = desk("office-head"), "/can-bo/thu-tuc/ma/1.001193/bieu-mau"
    assert "Biểu mẫu điện tử" in words(keeper.get("/can-bo/thu-tuc/ma/1.001193"))
    page = keeper.get(address)
    assert "Đang hỏi theo bản 1" in words(page) and "Họ, chữ đệm, tên của trẻ" in words(page)
    assert desk().get(address).status_code == 403
    schema = {
        "type": "object",
        "title": "Mới",
        "properties": {"x": {"type": "string", "title": "Câu hỏi mới"}},
    }
    given = {"schema": json.dumps(schema), "covers": "Tờ khai", "valid_from": "2026-11-20", "source": "TT"}
    for wrong in ("{", json.dumps({**schema, "required": ["y"]})):
        assert keeper.post(address, {**given, "schema": wrong, "act": "publish"}).status_code == 422
    assert "Câu hỏi mới" in words(keeper.post(address, {**given, "act": "look"}))
    assert procedures.eform_for("1.001193", dt.date(2026, 11, 20)).version == 1, "only looked at"
    assert keeper.post(address, {**given, "act": "publish"}).status_code == 302
    assert procedures.eform_for("1.001193", dt.date(2026, 11, 20)).version == 2
    assert keeper.post(address, {**given, "act": "publish"}).status_code == 422, "nothing new"


def test_a_draft_of_somebody_at_home_is_not_at_the_counter(at: dt.datetime) -> None:
    draft = filing.drafted(filing.person(), at)
    assert desk().get(f"/can-bo/ho-tro-nop/{draft.pk}").status_code == 404
    actions.discard(by=CITIZEN, at=at, draft=draft.pk, owner=draft.owner)
    assert not Draft.objects.exists()


def test_what_was_typed_stays_when_a_paper_is_uploaded() -> None:
    official = desk()
    who = {"procedure": "1.004873", "name": "Nguyễn Thị Mai", "id_number": "001191000101"}
    page = official.post("/can-bo/ho-tro-nop", who)["Location"]
    shown = official.get(page).content.decode()
    assert "desk/desk.css" in shown, "the call bar has its looks"
    name = re.search(r'name="(file-[^"]+)"', shown).group(1)  # type: ignore[union-attr]
    component = name.removeprefix("file-")
    for ending, status in ((b"MZ\x90", 422), (filing.a_pdf(), 302)):
        file = SimpleUploadedFile("a.pdf", ending)
        sent = official.post(f"{page}/tep", {**GIVEN, "component": component, name: file})
        assert sent.status_code == status
        assert "0901000101" in official.get(page).content.decode()
    assert "a.pdf" in official.get(page).content.decode()
    empty = official.post(f"{page}/tep", {**GIVEN, "phone": "0901000102", "component": component})
    assert empty.status_code == 422 and "0901000102" in empty.content.decode()
