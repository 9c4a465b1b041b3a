"""Bad input over the API: a clear problem in the caller's language, and nothing changed."""

import datetime as dt
import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from motcua.areas.dossiers.queries import tracking_key
from motcua.base.journal.models import Event
from motcua.faces.ui import throttle
from tests import world
from tests.faces.api_bodies import API, fields, reception

Api = Callable[[str], Any]
LATER = "2026-12-02T10:00:00+07:00"


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The problem of an answer, checked for its form."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert {"type", "title", "status", "detail", "errors"} <= body.keys()
    assert body["title"]
    assert body["detail"]
    return body


# --- receiving -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"papers": []}, "papers"),
        ({"procedure": "9.999999"}, "procedure"),
        ({"unit": "99999"}, ""),
        ({"channel": "pigeon"}, "channel"),
        ({"papers": [{"component": "khong-co"}]}, "papers.0.component"),
        ({"papers": [{"component": "x", "copies": 0}]}, "papers.0.copies"),
        ({"papers": [{"component": "x", "copies": "1"}]}, "papers.0.copies"),
        ({"papers": [{"component": "x", "copies": 1.0}]}, "papers.0.copies"),
        ({"papers": [{"component": "x", "copies": True}]}, "papers.0.copies"),
        ({"papers": "none"}, "papers"),
        ({"applicant": None}, "applicant"),
        ({"applicant": {"kind": "person", "name": ""}}, "name"),
        ({"applicant": {"kind": "ghost", "name": "A"}}, "applicant.kind"),
        ({"applicant": {"kind": "person", "name": "Nguyễn 😀 An"}}, "name"),
        ({"applicant": {"kind": "person", "name": "A", "id_number": "abc"}}, "id_number"),
        ({"note": 5}, "note"),
        ({"note": "x" * 5000}, "note"),
        ({"note": "a\x00b"}, "note"),
        ({"procedure": 1001193}, "procedure"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(api: Api, change: dict[str, Any], field: str) -> None:
    desk = api("one-stop-1")
    before = Event.objects.count()
    answer = desk.post(f"{API}/dossiers", {**reception(), **change})
    assert answer.status_code in (403, 404, 422), answer.content.decode()
    body = problem(answer, answer.status_code)
    if field and answer.status_code == 422:
        assert any(error["field"] == field or error["field"].endswith(field) for error in body["errors"]), (
            body
        )
    assert Event.objects.count() == before


def test_nfd_text_is_refused_and_the_field_named(api: Api) -> None:
    given = reception()
    given["applicant"]["name"] = unicodedata.normalize("NFD", "Nguyễn Thị Hà")
    given["note"] = unicodedata.normalize("NFD", "Ghi chú")
    answer = api("one-stop-1").post(f"{API}/dossiers", given)
    problem(answer, 422)
    assert fields(answer) == {"applicant.name", "note"}


def test_an_expired_and_a_future_procedure(api: Api, clock: Callable[[dt.datetime], None]) -> None:
    from motcua.areas.procedures.actions import abolish
    from motcua.base.journal.ports import SYSTEM

    desk = api("one-stop-1")
    abolish(code="1.004873", on=dt.date(2026, 11, 1), by=SYSTEM, at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    body = problem(desk.post(f"{API}/dossiers", reception(procedure="1.004873")), 422)
    assert "hết hiệu lực" in body["detail"]
    assert fields(desk.post(f"{API}/dossiers", reception(procedure="1.004873"))) == {"procedure"}


# --- reading the body ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b'{"a": 1, "a": 2}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[" * 30 + b"]" * 30, "application/json", 400),
        (b'{"procedure": "\\ud800"}', "application/json", 422),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b"", "application/json", 422),
        (b"{}", "text/plain", 415),
        (b"a=b", "application/x-www-form-urlencoded", 415),
        (b'{"note": "' + b"x" * (1 << 20) + b'"}', "application/json", 413),
        (b"1" * 5000, "application/json", 400),
    ],
)
def test_bodies_that_cannot_be_read(api: Api, content: bytes, kind: str, status: int) -> None:
    desk = api("one-stop-1")
    problem(desk.client.post(f"{API}/dossiers", content, content_type=kind), status)


def test_an_upload_of_two_gigabytes_is_refused_before_it_is_read(api: Api) -> None:
    desk = api("one-stop-1")
    answer = desk.client.post(
        f"{API}/files", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 << 30)
    )
    assert "MiB" in problem(answer, 413)["detail"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"no pdf"),
        ("a.zip", b"PK\x03\x04" + b"\x00" * 64),
        ("a.exe", b"MZ" + b"\x00" * 64),
        ("a.pdf", b""),
    ],
)
def test_files_are_judged_by_their_content(api: Api, name: str, content: bytes) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = api("one-stop-1").client.post(f"{API}/files", {"file": SimpleUploadedFile(name, content)})
    problem(answer, 422)


# --- who and where ---------------------------------------------------------------------------------------------


def test_without_a_token_nothing_is_told(api: Api) -> None:
    nobody = api("")
    for answer in (
        nobody.get(f"{API}/dossiers"),
        nobody.post(f"{API}/dossiers", {}),
        nobody.get(f"{API}/dossiers/H26.145.00-261120-0001"),
        nobody.client.get(f"{API}/dossiers", headers={"authorization": "Bearer mc_none"}),
        nobody.client.get(f"{API}/dossiers", headers={"authorization": "Basic eDp5"}),
        nobody.client.get(f"{API}/dossiers", headers={"authorization": "Bearer " + "x" * 5000}),
    ):
        problem(answer, 401)
        assert answer["www-authenticate"].startswith("Bearer")


def test_another_units_dossier_looks_like_none(api: Api) -> None:
    code = api("one-stop-1").post(f"{API}/dossiers", reception()).json()["code"]
    other = api("bo-de-one-stop-1")
    missing = code[:-4] + "9999"
    theirs, none = other.get(f"{API}/dossiers/{code}"), other.get(f"{API}/dossiers/{missing}")
    assert problem(theirs, 404)["detail"].replace(code, "") == problem(none, 404)["detail"].replace(
        missing, ""
    )
    theirs, none = (other.post(f"{API}/dossiers/{c}/acts/transfer") for c in (code, missing))
    assert problem(theirs, 404)["detail"].replace(code, "") == problem(none, 404)["detail"].replace(
        missing, ""
    )
    assert other.get(f"{API}/dossiers").json()["items"] == []
    assert problem(other.get(f"{API}/dossiers/{code}/slip.pdf"), 404)


def test_an_act_out_of_turn_and_one_without_duty(api: Api) -> None:
    desk, justice = api("one-stop-1"), api("justice-1")
    address = f"{API}/dossiers/{desk.post(f'{API}/dossiers', reception()).json()['code']}"
    before = desk.get(address).json()
    problem(justice.post(f"{address}/acts/transfer"), 403)
    problem(desk.post(f"{address}/acts/return"), 409)
    problem(desk.post(f"{address}/acts/rate", {"stars": 5}), 409)
    problem(desk.post(f"{address}/acts/rate", {"stars": 6}), 422)
    problem(desk.post(f"{address}/acts/rate", {"stars": "5"}), 422)
    problem(desk.post(f"{address}/acts/rate"), 422)
    problem(desk.post(f"{address}/acts/refuse", {"reason": "không"}), 422)
    problem(desk.post(f"{address}/acts/refuse", {"reason": " ", "law": "Điều 1"}), 422)
    problem(desk.post(f"{address}/acts/fly"), 404)
    problem(api("front").post(f"{address}/acts/transfer"), 403)
    assert desk.get(address).json() == before


@pytest.mark.parametrize(
    "until", ["2026-11-19T10:00:00+07:00", "tomorrow", 5, "2026-13-01T00:00:00Z", "2026-12-02"]
)
def test_a_new_appointment_in_the_past_or_unreadable(api: Api, until: Any) -> None:
    desk = api("one-stop-1")
    address = f"{API}/dossiers/{desk.post(f'{API}/dossiers', reception(procedure='1.004873')).json()['code']}"
    desk.post(f"{address}/acts/transfer")
    answer = api("chair").post(f"{address}/acts/reschedule", {"reason": "Xác minh", "until": until})
    problem(answer, 422)
    assert "until" in fields(answer)


def test_addresses_and_methods_that_do_not_exist(api: Api) -> None:
    client = api("one-stop-1").client
    problem(client.get(f"{API}/nothing"), 404)
    problem(client.get("/api/v2/dossiers"), 404)
    for method, path in (
        ("delete", "/dossiers"),
        ("put", "/units"),
        ("patch", "/dossiers/x"),
        ("post", "/journal/head"),
    ):
        answer = getattr(client, method)(f"{API}{path}")
        problem(answer, 405)
        assert "GET" in answer["allow"]
    assert client.head(f"{API}/units").status_code == 200


def test_a_fault_of_ours_is_a_problem_without_its_trace(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from motcua.areas.dossiers import queries

    def breaks(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret detail")

    desk = api("one-stop-1")
    monkeypatch.setattr(queries, "one", breaks)
    body = problem(desk.get(f"{API}/dossiers/H26.145.00-261120-0001"), 500)
    assert "secret" not in json.dumps(body)


@pytest.mark.parametrize(
    "query",
    [
        "page_size=0", "page_size=201", "page_size=x", "cursor=x~y", "cursor=99999999999999999999", "state=gone",
        "due_before=yesterday", "q=%00", "mine=perhaps", "due_before=2026-11-20T10:00:00Z&cursor=5",
    ],
)  # fmt: skip
def test_lists_asked_for_wrongly(api: Api, query: str) -> None:
    problem(api("one-stop-1").client.get(f"{API}/dossiers?{query}"), 422)


# --- the same request twice ------------------------------------------------------------------------------------


def test_a_repeat_is_answered_the_same_and_does_nothing(api: Api) -> None:
    desk = api("one-stop-1")
    first = desk.post(f"{API}/dossiers", reception(), idempotency_key="one")
    again = desk.post(f"{API}/dossiers", reception(), idempotency_key="one")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert again["idempotent-replayed"] == "true"
    assert len(desk.get(f"{API}/dossiers").json()["items"]) == 1
    problem(desk.post(f"{API}/dossiers", reception(2), idempotency_key="one"), 409)
    other = api("one-stop-2").post(f"{API}/dossiers", reception(), idempotency_key="one")
    assert other.json()["code"] != first.json()["code"], "keys belong to a post"
    address = f"{API}/dossiers/{first.json()['code']}/acts/transfer"
    done = [desk.post(address, idempotency_key="two").content for _ in range(3)]
    assert len(set(done)) == 1
    problem(desk.post(address, idempotency_key="three"), 409)
    problem(desk.post(f"{API}/dossiers", reception(), idempotency_key="x" * 300), 422)


def test_what_failed_may_be_sent_again_with_its_key(api: Api) -> None:
    desk = api("one-stop-1")
    problem(desk.post(f"{API}/dossiers", reception(papers=[]), idempotency_key="k"), 422)
    assert desk.post(f"{API}/dossiers", reception(), idempotency_key="k").status_code == 201


# --- following with the key of the slip ------------------------------------------------------------------------


def test_tracking_tells_plain_words_and_no_names(api: Api) -> None:
    desk, nobody = api("one-stop-1"), api("")
    made = desk.post(f"{API}/dossiers", reception()).json()
    desk.post(f"{API}/dossiers/{made['code']}/acts/transfer")
    told = nobody.client.get(made["track"]).json()
    assert told["code"] == made["code"]
    assert told["kept"] is True
    assert told["next_text"].startswith("Tiếp theo")
    assert told["office"] == "Phường Long Biên"
    assert told["state_text"] == "Đã chuyển đến bộ phận giải quyết"
    assert [event["text"] for event in told["events"]] == [
        "Đã tiếp nhận hồ sơ, hẹn trả kết quả 17 giờ 30, thứ Sáu 20/11/2026",
        "Đã chuyển hồ sơ đến bộ phận giải quyết",
    ]
    whole = json.dumps(told, ensure_ascii=False)
    for secret in (world.person(1)["name"], "Công chức", world.person(1)["phone"], "Phạm Khánh Vân"):
        assert secret not in whole
    receipt = nobody.get(f"{API}/track/{made['code']}/receipt", key=made["key"]).json()
    assert receipt["event"] == made["receipt"]["event"]


def test_a_promise_not_kept_is_told(api: Api, clock: Callable[[dt.datetime], None], at: dt.datetime) -> None:
    made = api("one-stop-1").post(f"{API}/dossiers", reception()).json()
    clock(at + dt.timedelta(hours=7, minutes=29))
    assert api("").client.get(made["track"]).json()["kept"] is True
    clock(at + dt.timedelta(hours=7, minutes=31))
    assert api("").client.get(made["track"]).json()["kept"] is False


def test_wrong_keys_look_like_no_dossier_and_guessing_is_slowed(api: Api) -> None:
    made = api("one-stop-1").post(f"{API}/dossiers", reception()).json()
    nobody = api("")
    wrong = problem(nobody.get(f"{API}/track/{made['code']}", key="0" * 12), 404)
    none = problem(nobody.get(f"{API}/track/H26.145.00-261120-9999", key="0" * 12), 404)
    assert wrong["detail"] == none["detail"]
    for _ in range(throttle.FAILURES):
        nobody.get(f"{API}/track/{made['code']}", key="1" * 12)
    answer = nobody.get(f"{API}/track/{made['code']}", key="1" * 12)
    problem(answer, 429)
    assert 1 <= int(answer["retry-after"]) <= throttle.REFILL_SECONDS + 1
    elsewhere = nobody.client.get(made["track"].replace(made["key"], "1" * 12), REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 404
    assert nobody.client.get(made["track"]).status_code == 200, "a right key is never refused"


def test_the_citizen_rates_once_with_the_key(
    api: Api, finished: Any, receive: Any, clock: Callable[[dt.datetime], None], at: dt.datetime
) -> None:
    dossier = finished(receive(), hand_over=True)
    clock(at + dt.timedelta(hours=1))
    address, key = f"{API}/track/{dossier.code}", tracking_key(dossier.code)
    nobody = api("")
    problem(nobody.post(f"{address}/rate?key=wrong", {"stars": 5}), 404)
    problem(nobody.post(f"{address}/rate?key={key}", {"stars": 0}), 422)
    assert nobody.get(address, key=key).json()["rateable"] is True
    rated = nobody.post(f"{address}/rate?key={key}", {"stars": 4, "comment": "Cảm ơn"}).json()
    assert (rated["stars"], rated["rateable"]) == (4, False)
    problem(nobody.post(f"{address}/rate?key={key}", {"stars": 5}), 409)
    assert "Cảm ơn" not in json.dumps(nobody.get(address, key=key).json(), ensure_ascii=False)
