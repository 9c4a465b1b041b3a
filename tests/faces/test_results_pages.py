"""Results on the pages and over the API: signing, issuing, the warehouse, the public check, what may not come in."""

import base64
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.areas.dossiers import actions as dossiers
from motcua.areas.dossiers.models import Dossier
from motcua.areas.dossiers.queries import tracking_key
from motcua.areas.results.models import Result
from motcua.areas.results.queries import check_key
from motcua.base.files.models import StoredFile
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from tests.areas.test_results import OLD, TWIN, Twin
from tests.faces.at_desk import Official, words
from tests.gateways import signing
from tests.world import person

MINUTE = dt.timedelta(minutes=1)
API = "/api/v1"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
RUNS = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HOSTILE = {"EICAR": EICAR, "a PDF that runs": RUNS, "a PNG called a PDF": PNG}


@pytest.fixture(autouse=True)
def _here(ward: str, clock: Callable[[dt.datetime], None], at: dt.datetime, settings: Any) -> None:
    settings.SIGNATURES = TWIN
    clock(at + dt.timedelta(hours=2))


@pytest.fixture
def to_sign(receive: Callable[..., Dossier], posts: Mapping[str, Actor]) -> Dossier:
    """Waits for the vice chair's signature; returned online."""
    dossier = receive(procedure="1.004873", applicant=person(7), return_by="online")
    moment = dossier.case.received_at
    assert moment is not None
    for verb, post in (
        (dossiers.transfer, "one-stop-1"), (dossiers.take, "justice-1"), (dossiers.finish_step, "justice-1"),
        (dossiers.finish_step, "office-head"),
    ):  # fmt: skip
        moment += MINUTE
        dossier = verb(by=posts[post], at=moment, dossier=dossier)
    return dossier


@pytest.fixture
def result(to_sign: Dossier) -> Result:
    """Signed, sealed and issued at the desk."""
    page = f"/can-bo/ho-so/{to_sign.code}"
    for post, act, given in (
        ("vice-chair", "sign-result", {"content": "Chưa đăng ký kết hôn với ai.", "valid_to": "2027-05-20"}),
        ("vice-chair", "finish-step", {}), ("justice-1", "issue-result", {}),
    ):  # fmt: skip
        answer = Official(post).post(f"{page}/viec/{act}", **given)
        assert answer.status_code == 302, words(answer)
    return Result.objects.get()


def test_the_desk_shows_what_was_signed_before_it_is_sealed(to_sign: Dossier) -> None:
    page = f"/can-bo/ho-so/{to_sign.code}"
    empty = Official("vice-chair").post(f"{page}/viec/sign-result", content=" ")
    assert empty.status_code == 422 and "Gõ nội dung kết quả" in words(empty)
    Official("vice-chair").post(f"{page}/viec/sign-result", content="Đồng ý.")
    shown = words(Official("justice-1").get(page))
    assert "Kết quả đã ký, chưa ban hành" in shown and "Chữ ký số hợp lệ" in shown
    opened = Official("justice-1").get(f"{page}/ket-qua")
    assert opened.content.startswith(b"%PDF") and b"twin vice-chair" in opened.content
    assert Event.objects.filter(kind="dossier.signed_result_opened", by_post="justice-1").count() == 1
    assert Official("front").get(f"{page}/ket-qua").status_code == 404


def test_the_warehouse_page_finds_opens_and_journals(result: Result) -> None:
    desk = Official("justice-1")
    for q in (result.number, person(7)["id_number"], person(7)["name"]):
        assert result.number in words(desk.client.post("/can-bo/kho-ket-qua", {"q": q}))
    page = words(desk.get(f"/can-bo/kho-ket-qua/ma/{result.code}"))
    assert "Còn hiệu lực" in page and page.count("Chữ ký số hợp lệ") == 2
    taken = desk.get(f"/can-bo/kho-ket-qua/ma/{result.code}/tep")
    assert taken.status_code == 200 and person(7)["name"] not in taken["Content-Disposition"]
    assert Event.objects.filter(kind="result.opened").count() == 1
    for other in ("front", "bo-de-one-stop-1"):
        assert Official(other).get(f"/can-bo/kho-ket-qua/ma/{result.code}").status_code == 404


def test_revoking_at_the_desk_shows_at_once_to_the_public(result: Result, client: Client) -> None:
    address = f"/can-bo/kho-ket-qua/ma/{result.code}/thu-hoi"
    assert Official("chair").post(address, instrument=" ").status_code == 422
    assert Official("chair").post(address, instrument="9/QĐ-UBND").status_code == 302
    seen = words(client.get(f"/ket-qua/{result.code}", {"key": check_key(result.code)}))
    assert "Đã thu hồi" in seen and "9/QĐ-UBND" in seen


def test_an_old_paper_is_digitised_at_the_desk() -> None:
    given = {
        **{"kind": "person", "name": person(3)["name"], "id_number": person(3)["id_number"]}, "type": OLD["type_"],
        "number": "77/UBND", "issued_on": "2026-09-01", "signer": "Phó Chủ tịch", "originals": "1",
    }  # fmt: skip
    desk = Official("one-stop-1")
    scan = {"file": SimpleUploadedFile("quét.pdf", signing.paper())}
    wrong = desk.client.post("/can-bo/kho-ket-qua/so-hoa", {**given, "pages": "4", **scan})
    assert wrong.status_code == 422 and "tệp quét có 1 trang" in words(wrong)
    scan = {"file": SimpleUploadedFile("quét.pdf", signing.paper())}
    made = desk.client.post("/can-bo/kho-ket-qua/so-hoa", {**given, "pages": "1", **scan})
    assert made.status_code == 302 and Result.objects.get().form == "digitised"


# --- for the public --------------------------------------------------------------------------------------------


def test_the_qr_code_says_whether_it_is_in_force_and_no_name(result: Result, client: Client) -> None:
    answer = client.get(f"/ket-qua/{result.code}", {"key": check_key(result.code)})
    page = words(answer)
    for said in (result.number, "Còn hiệu lực", "20/05/2027", "phường Long Biên", result.file.sha256):  # type: ignore[union-attr]
        assert said in page.replace("Phường", "phường"), said
    assert page.count("Chữ ký số hợp lệ") == 2
    for word in (person(7)["name"], person(7)["id_number"], person(7)["phone"]):
        assert word not in answer.content.decode()
    assert Event.objects.filter(kind="result.opened").count() == 0


def test_a_wrong_key_looks_like_nothing_and_guessing_is_slow(result: Result, client: Client) -> None:
    wrong = [client.get(f"/ket-qua/{result.code}", {"key": f"{n:012d}"}) for n in range(20)]
    other = client.get("/ket-qua/H26.145.00-261120-9999", {"key": check_key("H26.145.00-261120-9999")})
    assert {answer.status_code for answer in wrong} == {404} and other.status_code == 429
    assert client.get(f"/ket-qua/{result.code}", {"key": check_key(result.code)}).status_code == 200
    assert client.get(f"{API}/results/{result.code}", {"key": "0" * 12}).status_code == 429


def test_a_file_is_compared_and_forgotten(result: Result, client: Client) -> None:
    address, key = f"/ket-qua/{result.code}", check_key(result.code)
    mine = client.get("/tra-cuu/ket-qua", {"ma": result.code, "key": tracking_key(result.code)})
    assert (
        mine.status_code == 200 and Event.objects.filter(kind="result.opened", by_post="citizen").count() == 1
    )
    kept = StoredFile.objects.count()

    def compare(content: bytes) -> Any:
        return client.post(address, {"key": key, "file": SimpleUploadedFile("kq.pdf", content)})

    assert "đúng là tệp cơ quan đã cấp" in words(compare(mine.content))
    forged = Twin().sign(signing.paper(), key="stranger", at=result.kept_at)
    said = words(compare(forged))
    assert "KHÔNG phải tệp cơ quan đã cấp" in said and "tin cậy" in said
    for name, content in HOSTILE.items():
        assert compare(content).status_code == 422, name
    assert StoredFile.objects.count() == kept


def test_the_applicant_takes_the_result_with_the_slip_only(result: Result, client: Client) -> None:
    tracked = client.get("/tra-cuu", {"ma": result.code, "key": tracking_key(result.code)})
    assert "Tải kết quả" in words(tracked)
    assert (
        client.get("/tra-cuu/ket-qua", {"ma": result.code, "key": check_key(result.code)}).status_code == 404
    )
    Dossier.objects.update(return_by="centre")
    assert (
        client.get("/tra-cuu/ket-qua", {"ma": result.code, "key": tracking_key(result.code)}).status_code
        == 404
    )


# --- the API ---------------------------------------------------------------------------------------------------


def test_the_api_signs_issues_and_checks(
    to_sign: Dossier, api: Callable[[str], Any], clock: Any, at: dt.datetime
) -> None:
    clock(at + dt.timedelta(hours=2))
    address = f"{API}/dossiers/{to_sign.code}/acts"
    assert "sign-result" in api("vice-chair").get(f"{API}/dossiers/{to_sign.code}").json()["acts"]
    signed = api("vice-chair").post(
        f"{address}/sign-result", {"content": ["Đồng ý."], "valid_to": "2027-05-20"}
    )
    assert signed.status_code == 200, signed.content.decode()
    api("vice-chair").post(f"{address}/finish-step")
    assert api("justice-1").post(f"{address}/issue-result").status_code == 200
    seen = Client().get(f"{API}/results/{to_sign.code}", {"key": check_key(to_sign.code)}).json()
    assert seen["in_force"] and seen["valid_to"] == "2027-05-20" and seen["form"] == "electronic"
    assert [one["valid"] for one in seen["signatures"]] == [True, True] and len(seen["sha256"]) == 64
    assert person(7)["name"] not in str(seen)


def test_the_api_says_what_is_wrong_with_a_signature(
    to_sign: Dossier, api: Callable[[str], Any], at: dt.datetime
) -> None:
    forged = Twin().sign(signing.paper(), key="stranger", at=at)
    file = {"name": "kq.pdf", "content": base64.b64encode(forged).decode()}
    answer = api("vice-chair").post(f"{API}/dossiers/{to_sign.code}/acts/sign-result", {"file": file})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == "file" and "không do tổ chức được tin cậy cấp" in error["message"]
    none = api("chair").post(f"{API}/dossiers/{to_sign.code}/acts/sign-result", {"content": ["Có."]})
    assert none.status_code == 409 and "thiết bị ký số" in none.json()["detail"]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_may_not_come_in_is_refused_at_every_door(
    name: str, to_sign: Dossier, api: Callable[[str], Any]
) -> None:
    content, kept = HOSTILE[name], StoredFile.objects.count()
    machine, page = api("vice-chair"), f"/can-bo/ho-so/{to_sign.code}/viec/sign-result"
    assert (
        machine.client.post(f"{API}/files", {"file": SimpleUploadedFile("kq.pdf", content)}).status_code
        == 422
    )
    along = {"file": {"name": "kq.pdf", "content": base64.b64encode(content).decode()}}
    assert machine.post(f"{API}/dossiers/{to_sign.code}/acts/sign-result", along).status_code == 422
    desk = Official("vice-chair").client.post(page, {"file": SimpleUploadedFile("kq.pdf", content)})
    assert (desk.status_code == 422 and "Không nhận tệp" in words(desk)) or "tên không kết thúc" in words(
        desk
    )
    assert StoredFile.objects.count() == kept
