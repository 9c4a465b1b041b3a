"""One dossier over the API, from the counter to the rating, as API.md promises it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests import world


def body(number: int = 1, **over: Any) -> dict[str, Any]:
    """A reception of a birth registration."""
    procedure = over.get("procedure", "1.001193")
    return {
        "procedure": procedure, "unit": world.WARD, "channel": "counter", "applicant": world.person(number),
        "papers": world.papers(procedure), **over,
    }  # fmt: skip


def test_from_the_counter_to_the_rating(api: Callable[[str], Any]) -> None:
    desk, justice = api("one-stop-1"), api("justice-1")
    answer = desk.post("/api/v1/dossiers", body())
    assert answer.status_code == 201, answer.content.decode()
    made = answer.json()
    code = made["code"]
    assert made["state"] == "received"
    assert made["received_at"] == "2026-11-20T10:00:00+07:00"
    assert made["due_at"].endswith("+07:00")
    print(made)
    address = f"/api/v1/dossiers/{code}"
    assert desk.post(f"{address}/acts/transfer").json()["state"] == "transferred"
    answer = justice.post(f"{address}/acts/take")
    assert answer.status_code == 200, answer.content.decode()
    for post in ("justice-1", "office-head", "vice-chair"):
        answer = api(post).post(f"{address}/acts/finish-step", {"outcome": "done"})
        assert answer.status_code == 200, answer.content.decode()
    answer = justice.post(f"{address}/acts/issue-result", {"number": "12/KS"})
    assert answer.status_code == 200, answer.content.decode()
    assert answer.json()["on_time"] is True
    assert desk.post(f"{address}/acts/return", {}).json()["state"] == "returned"
    done = desk.post(f"{address}/acts/rate", {"stars": 5}).json()
    assert [event["kind"] for event in done["events"]] == [
        "dossier.received", "dossier.transferred", "dossier.taken", "dossier.step_finished", "dossier.step_finished",
        "dossier.step_finished", "dossier.result_issued", "dossier.returned", "dossier.rated",
    ]  # fmt: skip
    assert done["returned_at"] is not None
    assert "Nguyễn" not in str(done)
    print(done)
