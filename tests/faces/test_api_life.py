"""One dossier over the API, from the counter to the rating, as API.md promises it."""

import base64
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.journal import queries as journal
from tests.faces.api_bodies import API, reception

Api = Callable[[str], Any]
MOST_QUERIES = {
    "receive": 22, "transfer": 12, "take": 10, "finish-step": 12, "issue-result": 14, "return": 12, "rate": 13,
    "get": 6, "list": 4, "track": 7,
}  # fmt: skip


def statements(run: Callable[[], Any]) -> tuple[Any, int]:
    """What ``run`` answered, and how many statements it sent to the database (without savepoints)."""
    with CaptureQueriesContext(connection) as seen:
        answer = run()
    counted = [q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
    return answer, len(counted)


def test_from_the_counter_to_the_rating(api: Api) -> None:
    desk, justice = api("one-stop-1"), api("justice-1")
    answer = desk.post(f"{API}/dossiers", reception())
    assert answer.status_code == 201, answer.content.decode()
    made = answer.json()
    assert {"code", "state", "received_at", "due_at", "slip", "track", "receipt"} <= made.keys()
    assert made["state"] == "received"
    assert made["received_at"] == "2026-11-20T10:00:00+07:00"
    assert made["due_at"] == "2026-11-20T17:30:00+07:00"
    address = f"{API}/dossiers/{made['code']}"
    assert desk.get(address).json()["acts"][0] == "transfer"
    assert desk.post(f"{address}/acts/transfer").json()["state"] == "transferred"
    taken = justice.post(f"{address}/acts/take", {})
    assert taken.json()["state"] == "processing"
    assert "finish-step" in taken.json()["acts"]
    for post in ("justice-1", "office-head", "vice-chair"):
        answer = api(post).post(f"{address}/acts/finish-step", {"outcome": "done", "note": "Đã xem"})
        assert answer.status_code == 200, answer.content.decode()
        assert answer.json()["on_time"] is None
    answer = justice.post(f"{address}/acts/issue-result", {"number": "12/KS"})
    assert answer.json()["on_time"] is True
    assert answer.json()["finished_at"] == "2026-11-20T10:00:00+07:00"
    assert desk.post(f"{address}/acts/return", {}).json()["state"] == "returned"
    done = desk.post(f"{address}/acts/rate", {"stars": 5, "comment": "Nhanh"}).json()
    assert [event["kind"] for event in done["events"]] == [
        "dossier.received", "dossier.transferred", "dossier.taken", "dossier.step_finished", "dossier.step_finished",
        "dossier.step_finished", "dossier.result_issued", "dossier.returned", "dossier.rated",
    ]  # fmt: skip
    assert done["returned_at"] == "2026-11-20T10:00:00+07:00"
    assert done["acts"] == []
    assert desk.get(address).json() == done
    assert {event["by"] for event in done["events"]} >= {
        "Công chức tiếp nhận, quầy 1",
        "Phó Chủ tịch UBND phường",
    }
    for name in ("Nguyễn", "Phạm Khánh Vân", "Nhanh", "Đã xem"):
        assert name not in json.dumps(done, ensure_ascii=False)


def test_no_call_costs_more_statements_than_it_may(api: Api) -> None:
    desk, justice = api("one-stop-1"), api("justice-1")
    desk.post(f"{API}/dossiers", reception(1))
    justice.get(f"{API}/dossiers")
    made, cost = statements(lambda: desk.post(f"{API}/dossiers", reception(1)))
    costs = {"receive": cost}
    address, key = f"{API}/dossiers/{made.json()['code']}", made.json()["key"]
    clients = {post: api(post) for post in ("office-head", "vice-chair")} | {"justice-1": justice}
    for client in clients.values():
        client.get(f"{API}/dossiers")
    _, costs["transfer"] = statements(lambda: desk.post(f"{address}/acts/transfer"))
    _, costs["take"] = statements(lambda: justice.post(f"{address}/acts/take"))
    for post in ("justice-1", "office-head", "vice-chair"):
        _, costs["finish-step"] = statements(
            lambda who=post: clients[who].post(f"{address}/acts/finish-step")
        )
    _, costs["issue-result"] = statements(
        lambda: justice.post(f"{address}/acts/issue-result", {"number": "1"})
    )
    _, costs["return"] = statements(lambda: desk.post(f"{address}/acts/return"))
    rated, costs["rate"] = statements(lambda: desk.post(f"{address}/acts/rate", {"stars": 4}))
    assert rated.status_code == 200
    _, costs["get"] = statements(lambda: desk.get(address))
    listed, costs["list"] = statements(lambda: desk.get(f"{API}/dossiers", page_size=200))
    assert len(listed.json()["items"]) == 2
    _, costs["track"] = statements(lambda: desk.get(address.replace("dossiers", "track"), key=key))
    over = {name: cost for name, cost in costs.items() if cost > MOST_QUERIES[name]}
    print(costs)
    assert not over, costs


def test_the_receipt_proves_the_reception_offline(api: Api) -> None:
    receipt = api("one-stop-1").post(f"{API}/dossiers", reception()).json()["receipt"]
    assert journal.check_receipt(receipt) == []
    assert receipt["event"]["kind"] == "dossier.received"
    assert receipt["event"]["facts"]["due_at"] == "2026-11-20T17:30:00+07:00"
    receipt["event"]["facts"]["due_at"] = "2026-11-23T10:30:00+00:00"
    assert journal.check_receipt(receipt) != []


def test_supplement_asked_once_with_reasons(api: Api) -> None:
    desk = api("one-stop-1")
    address = f"{API}/dossiers/{desk.post(f'{API}/dossiers', reception(procedure='1.004873')).json()['code']}"
    asked = desk.post(
        f"{address}/acts/ask-supplement", {"items": ["Tờ khai có chữ ký"], "reason": "Thiếu chữ ký"}
    )
    assert asked.status_code == 200, asked.content.decode()
    assert asked.json()["paused"] is True
    brought = desk.post(f"{address}/acts/supplement", {})
    assert brought.json()["state"] == "received"
    again = desk.post(f"{address}/acts/ask-supplement", {"items": ["x"], "reason": "y"})
    assert again.status_code == 403
    assert "lãnh đạo" in again.json()["detail"]


def test_an_apology_and_no_second_one(api: Api) -> None:
    desk, chair = api("one-stop-1"), api("chair")
    address = f"{API}/dossiers/{desk.post(f'{API}/dossiers', reception(procedure='1.004873')).json()['code']}"
    desk.post(f"{address}/acts/transfer")
    until = {"reason": "Phải xác minh thêm", "until": "2026-12-02T10:00:00+07:00"}
    put_off = chair.post(f"{address}/acts/reschedule", until)
    assert put_off.status_code == 200, put_off.content.decode()
    assert put_off.json()["due_at"] == "2026-12-02T10:00:00+07:00"
    assert put_off.json()["promised_at"] == "2026-11-26T10:00:00+07:00"
    again = chair.post(f"{address}/acts/reschedule", {**until, "until": "2026-12-09T10:00:00+07:00"})
    assert again.status_code == 409
    assert again["content-type"] == "application/problem+json"
    assert again.json()["type"] == "urn:motcua:problem:already-rescheduled"


def test_lists_by_keyset(api: Api) -> None:
    desk = api("one-stop-1")
    codes = [desk.post(f"{API}/dossiers", reception(number)).json()["code"] for number in range(1, 8)]
    seen: list[str] = []
    cursor = ""
    while True:
        page = desk.get(f"{API}/dossiers", page_size=3, **({"cursor": cursor} if cursor else {})).json()
        seen += [item["code"] for item in page["items"]]
        cursor = page["next_cursor"]
        if not cursor:
            break
    assert seen == codes[::-1]
    due = desk.get(f"{API}/dossiers", due_before="2026-11-20T17:31:00+07:00", page_size=5).json()
    assert [item["code"] for item in due["items"]] == codes[:5]
    rest = desk.get(
        f"{API}/dossiers", due_before="2026-11-20T17:31:00+07:00", page_size=5, cursor=due["next_cursor"]
    ).json()
    assert [item["code"] for item in rest["items"]] == codes[5:]
    assert desk.get(f"{API}/dossiers", q="khai sinh", page_size=200).json()["next_cursor"] is None
    assert len(desk.get(f"{API}/dossiers", mine="true").json()["items"]) == 7
    assert desk.get(f"{API}/dossiers", state="returned").json()["items"] == []


def test_the_result_carries_a_file(api: Api) -> None:
    desk, justice = api("one-stop-1"), api("justice-1")
    first = desk.post(f"{API}/dossiers", reception()).json()["code"]
    pdf = desk.get(f"{API}/dossiers/{first}/slip.pdf").content
    for way in ("sent along", "uploaded"):
        address = f"{API}/dossiers/{desk.post(f'{API}/dossiers', reception()).json()['code']}"
        desk.post(f"{address}/acts/transfer")
        justice.post(f"{address}/acts/take")
        for post in ("justice-1", "office-head", "vice-chair"):
            api(post).post(f"{address}/acts/finish-step")
        if way == "uploaded":
            from django.core.files.uploadedfile import SimpleUploadedFile

            sent = justice.client.post(f"{API}/files", {"file": SimpleUploadedFile("kết quả.pdf", pdf)})
            assert sent.status_code == 201, sent.content.decode()
            file: Any = sent.json()["id"]
            stolen = desk.post(f"{address}/acts/issue-result", {"number": "1", "file": file})
            assert stolen.status_code in (403, 422)
        else:
            file = {"name": "kết quả.pdf", "content": base64.b64encode(pdf).decode()}
        unsigned = justice.post(f"{address}/acts/issue-result", {"number": "12/KS", "file": file})
        assert unsigned.status_code == 422 and unsigned.json()["errors"][0]["field"] == "file"
        scan = {"originals": 1, "pages": 1}
        answer = justice.post(f"{address}/acts/issue-result", {"number": "12/KS", "file": file, "scan": scan})
        assert answer.status_code == 200, answer.content.decode()
        event = journal.of_subject(f"dossier:{answer.json()['code']}")[-1]
        assert len(event.facts["sha256"]) == 64


@pytest.mark.parametrize("form", ["slip", "mau-01", "mau-06", "mau-07", "control-sheet"])
def test_forms_print(api: Api, form: str) -> None:
    desk = api("one-stop-1")
    code = desk.post(f"{API}/dossiers", reception()).json()["code"]
    answer = desk.get(f"{API}/dossiers/{code}/{form}.pdf")
    assert answer.status_code == 200, answer.content.decode()
    assert answer["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_forms_of_what_happened(api: Api) -> None:
    desk, chair = api("one-stop-1"), api("chair")

    def new() -> str:
        return (
            f"{API}/dossiers/{desk.post(f'{API}/dossiers', reception(procedure='1.004873')).json()['code']}"
        )

    first, second, third, fourth = new(), new(), new(), new()
    assert desk.get(f"{first}/mau-02.pdf").status_code == 404
    desk.post(f"{first}/acts/ask-supplement", {"items": ["Tờ khai"], "reason": "Thiếu"})
    assert desk.get(f"{first}/mau-02.pdf").content.startswith(b"%PDF-")
    desk.post(f"{second}/acts/refuse", {"reason": "Không thuộc thẩm quyền", "law": "NĐ 118/2025 Điều 17"})
    assert desk.get(f"{second}/mau-03.pdf").content.startswith(b"%PDF-")
    desk.post(f"{third}/acts/transfer")
    chair.post(f"{third}/acts/reschedule", {"reason": "Xác minh", "until": "2026-12-02T10:00:00+07:00"})
    assert desk.get(f"{third}/mau-04.pdf").content.startswith(b"%PDF-")
    desk.post(f"{third}/acts/withdraw", {"reason": "Không còn nhu cầu"})
    assert desk.get(f"{third}/mau-05.pdf").content.startswith(b"%PDF-")
    assert api("front").get(f"{third}/mau-05.pdf").status_code == 403
    desk.post(f"{fourth}/acts/transfer")
    justice = api("justice-1")
    justice.post(f"{fourth}/acts/take")
    justice.post(f"{fourth}/acts/finish-step")
    chair.post(f"{fourth}/acts/refuse", {"reason": "Không đủ điều kiện", "law": "60/2014/QH13 Điều 63"})
    assert desk.get(f"{fourth}/mau-03.pdf").status_code == 404
    assert desk.get(f"{fourth}/refusal.pdf").content.startswith(b"%PDF-")
    assert api("front").get(f"{fourth}/refusal.pdf").status_code == 403


def test_the_times_have_the_vietnamese_offset(api: Api, clock: Callable[[dt.datetime], None]) -> None:
    clock(dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC))
    made = api("one-stop-1").post(f"{API}/dossiers", reception()).json()
    assert made["received_at"] == "2026-11-20T09:00:00+07:00"
