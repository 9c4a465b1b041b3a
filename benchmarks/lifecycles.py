"""Whole lifecycles over HTTP (nine acts each) beside the floor of a bare driver, on one database."""

from collections.abc import Callable
from typing import Any

from benchmarks.floors import driver_floor
from benchmarks.installation import Installation, procedure
from benchmarks.load import Client, Measured, run

PROCEDURE = "1.001193"
POSTS = ["one-stop-1", "justice-1", "office-head", "vice-chair"]
UNIT = "00145"


def story(client: Client, tokens: dict[str, str], papers: list[dict[str, Any]], number: int) -> str:
    """Receive, transfer, take, three steps, result, return, rate: nine acts; returns the dossier's code."""
    import json

    desk, justice, office, vice = (tokens[post] for post in POSTS)
    ticket = {
        "procedure": PROCEDURE, "unit": UNIT, "channel": "counter", "papers": papers, "note": "",
        "applicant": {
            "kind": "person", "name": "Nguyễn Văn Đo", "id_number": f"000{number % 10**9:09d}",
            "phone": f"09{number % 10**8:08d}", "email": "", "address": "Số 1 Cổ Linh, phường Long Biên",
        },
    }  # fmt: skip
    code = json.loads(client.call("POST", "/api/v1/dossiers", ticket, desk, 201))["code"]
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
    return str(code)


def asked(place: Installation) -> list[dict[str, Any]]:
    """The papers of the measured procedure that must be handed in."""
    papers: Any = procedure(place, PROCEDURE)["papers"]
    return [{"component": p["code"], "copies": 1, "form": "original"} for p in papers if p.get("required", True)]


def lifecycles(place: Installation, *, clients: int, seconds: float, codes: list[str]) -> Measured:
    """Lifecycles a second with so many clients; the codes made are added to ``codes``."""
    tokens = {post: place.token(post) for post in POSTS}
    papers = asked(place)

    def work(number: int, going_on: Callable[[], bool]) -> tuple[int, list[float]]:
        client, done = Client(place.port), 0
        while going_on():
            codes.append(story(client, tokens, papers, number * 1_000_000 + done))
            done += 1
        return done, client.times

    return run(clients, seconds, work)


def floor(database: str, place: Installation, *, clients: int, seconds: float) -> Measured:
    """The same rows in the same number of transactions by the bare driver, on the same database server."""
    return driver_floor(database, place.url, clients, seconds)
