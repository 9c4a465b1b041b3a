"""Certification for machines: received, read, acted on."""

from collections.abc import Callable
from typing import Any

from tests import world

HERE = "/api/v1/certifications"


def test_a_machine_receives_and_certifies(api: Callable[[str], Any]) -> None:
    body = {
        "unit": world.WARD, "applicant": world.person(4), "identity": "card",
        "documents": [{"kind": "copy", "title": "Bằng tốt nghiệp", "pages": 3, "copies": 2}],
    }  # fmt: skip
    made = api("one-stop-1").post(HERE, body, idempotency_key="a")
    assert made.status_code == 201, made.content
    assert api("one-stop-1").post(HERE, body, idempotency_key="a").json() == made.json()
    said = made.json()
    assert (said["state"], said["fee"], said["collected"]) == ("received", 10000, False)
    one = f"{HERE}/{said['code']}"
    assert api("justice-1").post(f"{one}/acts/check").json()["state"] == "checked"
    assert api("chair").post(f"{one}/acts/sign").json()["capacity"] == ["CHỦ TỊCH"]
    done = api("justice-1").post(f"{one}/acts/enter").json()
    assert done["documents"][0]["number"] == "01, quyển số 01/2026-SCT/BS"
    assert api("front").get(one).json()["documents"][0]["title"] == ""
    assert api("bo-de-one-stop-1").get(one).status_code == 404
    assert api("one-stop-1").post(f"{one}/acts/withdraw").status_code == 409
    assert api("justice-1").post(f"{one}/acts/nothing").status_code in (404, 422)


def test_what_is_wrong_is_said_at_its_field(api: Callable[[str], Any]) -> None:
    body = {
        "unit": world.WARD,
        "applicant": world.person(4),
        "documents": [{"kind": "signature", "title": "x"}],
    }
    refused = api("one-stop-1").post(HERE, body)
    assert refused.status_code == 422
    made = api("one-stop-1").post(HERE, {**body, "identity": "card"}).json()
    refused = api("justice-1").post(f"{HERE}/{made['code']}/acts/refuse", {"grounds": ["22.1"]})
    assert refused.status_code == 422
