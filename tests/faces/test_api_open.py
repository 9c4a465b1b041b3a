"""What anyone may ask: procedures, units of a day, deadlines, the journal, health."""

import base64
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from motcua.base.journal.actions import seal
from motcua.rules import merkle
from tests.base.journal_by_hand import noted
from tests.faces.api_bodies import API, fields

Api = Callable[[str], Any]


def test_procedures_with_and_without_accents(api: Api) -> None:
    nobody = api("")
    for q in ("khai sinh", "KHAI SINH", "khai  sinh", "1.001193"):
        items = nobody.get(f"{API}/procedures", q=q).json()["items"]
        assert items[0]["code"] == "1.001193", q
    first = nobody.get(f"{API}/procedures", q="khai sinh", level="commune").json()["items"][0]
    assert first["level"] == "commune"
    assert first["time_limit"] == {"amount": 1, "unit": "working_day"}
    assert nobody.get(f"{API}/procedures", field="khong co").json()["items"] == []
    page = nobody.get(f"{API}/procedures", page_size=1).json()
    assert len(page["items"]) == 1
    rest = nobody.get(f"{API}/procedures", page_size=1, cursor=page["next_cursor"]).json()
    assert rest["items"] != page["items"]


def test_a_whole_procedure(api: Api) -> None:
    record = api("").get(f"{API}/procedures/1.001193").json()
    assert {"code", "name", "copies", "forms"} <= record["papers"][0].keys()
    assert {"step", "post", "hours"} <= record["process"][0].keys()
    assert record["legal_basis"]
    assert record["fees"]
    assert api("").get(f"{API}/procedures/9.999").status_code == 404


def test_units_of_a_day(api: Api) -> None:
    nobody = api("")
    today = nobody.get(f"{API}/units", q="long bien").json()["items"]
    assert [unit["code"] for unit in today if unit["level"] == "commune"] == ["00145"]
    old = nobody.get(f"{API}/units", on="2021-06-01", q="quận long biên").json()["items"]
    assert {"code", "name", "level", "parent", "valid_from", "valid_to"} <= old[0].keys()
    assert old[0]["valid_to"] == "2025-07-01"
    beneath = nobody.get(f"{API}/units", parent="01", page_size=5).json()
    assert all(unit["parent"] == "01" for unit in beneath["items"])
    more = nobody.get(f"{API}/units", parent="01", page_size=5, cursor=beneath["next_cursor"]).json()
    assert not {u["code"] for u in more["items"]} & {u["code"] for u in beneath["items"]}
    assert fields(nobody.get(f"{API}/units", on="2026-02-30")) == {"on"}
    assert nobody.get(f"{API}/units", parent="77777").status_code == 404


@pytest.mark.parametrize(
    ("start", "amount", "measure", "cutoff", "due"),
    [
        ("2026-11-20T15:30:00+07:00", "3", "working_day", "none", "2026-11-26T15:30:00+07:00"),
        ("2026-11-20T15:30:00+07:00", "1", "working_day", "after_15h", "2026-11-25T08:00:00+07:00"),
        ("2026-11-20T08:30:00Z", "8", "working_hour", "none", "2026-11-23T15:30:00+07:00"),
        ("2026-11-20T15:30:00 07:00", "0.5", "working_day", "none", "2026-11-23T10:00:00+07:00"),
        ("2026-11-20T10:00:00", "24", "hour", "none", "2026-11-21T10:00:00+07:00"),
    ],
)
def test_deadlines_of_any_unit_of_time(
    api: Api, start: str, amount: str, measure: str, cutoff: str, due: str
) -> None:
    query = {"unit": "00145", "from": start, "amount": amount, "unit_of_time": measure, "cutoff": cutoff}
    answer = api("").get(f"{API}/deadline", **query)
    assert answer.status_code == 200, answer.content.decode()
    assert answer.json()["explained"]
    if cutoff == "none":
        assert answer.json()["due_at"] == due


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "1e9"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"from": "hôm nay"}, "from"),
        ({"from": "9999-12-31T23:59:59Z"}, "from"),
        ({"unit_of_time": "moon"}, "unit_of_time"),
        ({"cutoff": "noon"}, "cutoff"),
        ({"unit_of_time": "day", "amount": "1.5"}, "amount"),
    ],
)
def test_deadlines_asked_for_wrongly(api: Api, change: dict[str, str], field: str) -> None:
    query = {
        "unit": "00145",
        "from": "2026-11-20T15:30:00+07:00",
        "amount": "3",
        "unit_of_time": "working_day",
    }
    answer = api("").get(f"{API}/deadline", **{**query, **change})
    assert answer.status_code == 422, answer.content.decode()
    assert fields(answer) == {field}


def test_health(api: Api) -> None:
    assert api("").get("/healthz").json() == {"status": "ok"}
    assert api("").get("/readyz").json() == {"status": "ready"}


@pytest.mark.django_db(transaction=True)
def test_the_journal_proves_itself_to_anyone(client: Any, at: dt.datetime) -> None:
    assert client.get(f"{API}/journal/head").status_code == 404
    events = [noted(f"s{number}", at) for number in range(5)]
    seal(at=at)
    early = client.get(f"{API}/journal/head").json()
    events += [noted(f"t{number}", at) for number in range(6)]
    seal(at=at)
    head = client.get(f"{API}/journal/head").json()
    assert (early["tree_size"], head["tree_size"]) == (5, 11)
    proof = client.get(f"{API}/journal/proof", {"seq": events[2].seq}).json()
    leaf = merkle.leaf_hash(base64.b64decode(proof["entry"]))
    path = [base64.b64decode(step) for step in proof["inclusion_path"]]
    assert merkle.verify_inclusion(leaf, proof["leaf_index"], 11, path, base64.b64decode(head["root_hash"]))
    grown = client.get(f"{API}/journal/consistency", {"from": 5, "to": 11}).json()
    assert {"from", "to", "from_root", "to_root", "consistency_path"} == grown.keys()
    assert merkle.verify_consistency(
        5,
        11,
        [base64.b64decode(step) for step in grown["consistency_path"]],
        base64.b64decode(early["root_hash"]),
        base64.b64decode(head["root_hash"]),
    )
    assert client.get(f"{API}/journal/proof", {"seq": 10**9}).status_code == 404
    assert client.get(f"{API}/journal/consistency", {"from": 6, "to": 99}).status_code == 404
    assert client.get(f"{API}/journal/consistency", {"from": 0, "to": 5}).status_code == 422


def test_a_name_without_a_value_asks_for_nothing(api: Any, ward: str) -> None:
    """``?state=&due_before=&mine=`` as API.md writes the addresses."""
    desk = api("one-stop-1")
    assert desk.get("/api/v1/dossiers?state=&unit=&q=&due_before=&mine=&cursor=").status_code == 200
    assert desk.get("/api/v1/procedures?q=&field=&level=").status_code == 200
    assert desk.get("/api/v1/units?on=&parent=&q=").status_code == 200
