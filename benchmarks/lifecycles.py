"""Whole lifecycles over HTTP, nine acts each."""

import json
from collections.abc import Callable
from typing import Any

from benchmarks.installation import Installation, procedure
from benchmarks.load import Client, Measured, run

PROCEDURE = "1.001193"
POSTS = ["one-stop-1", "justice-1", "office-head", "vice-chair"]
UNIT = "00145"


def story(client: Client, tokens: dict[str, str], papers: list[dict[str, Any]], number: int) -> str:
    """Receive, transfer, take, three steps, result, return, rate: nine acts; returns where it can be tracked."""
    desk, justice, office, vice = (tokens[post] for post in POSTS)
    ticket = {
        "procedure": PROCEDURE, "unit": UNIT, "channel": "counter", "papers": papers, "note": "",
        "applicant": {
            "kind": "person", "name": "Nguyễn Văn Đo", "id_number": f"000{number % 10**9:09d}",
            "phone": f"09{number % 10**8:08d}", "email": "", "address": "Số 1 Cổ Linh, phường Long Biên",
        },
    }  # fmt: skip
    received = json.loads(client.call("POST", "/api/v1/dossiers", ticket, desk, 201))
    code = received["code"]
    for act, body, token in (
        ("transfer", {}, desk),
        ("take", {}, justice),
        ("finish-step", {"outcome": "done", "note": ""}, justice),
        ("finish-step", {"outcome": "done", "note": ""}, office),
        ("finish-step", {"outcome": "done", "note": ""}, vice),
        ("issue-result", {}, justice),
        ("return", {}, desk),
        ("rate", {"stars": 5, "comment": ""}, desk),
    ):
        client.call("POST", f"/api/v1/dossiers/{code}/acts/{act}", body, token)
    return f"/api/v1/track/{code}?key={received['key']}"


def asked(place: Installation) -> list[dict[str, Any]]:
    """The papers of the measured procedure that must be handed in."""
    papers: Any = procedure(place, PROCEDURE)["papers"]
    return [
        {"component": p["code"], "copies": 1, "form": "original"}
        for p in papers
        if p["required"] and p["asked"]
    ]


def lifecycles(
    place: Installation, *, clients: int, seconds: float, first: int, tracked: list[str]
) -> Measured:
    """Lifecycles a second with so many clients; addresses of what was made are added to ``tracked``.

    Applicants are numbered from ``first``: a number not used before is a citizen not known before.
    """
    tokens = place.tokens(POSTS)
    papers = asked(place)

    def work(number: int, going_on: Callable[[], bool]) -> tuple[int, list[float]]:
        client, done = Client(place.port), 0
        while going_on():
            tracked.append(story(client, tokens, papers, first + number * 1_000_000 + done))
            done += 1
        return done, client.times

    return run(clients, seconds, work)
