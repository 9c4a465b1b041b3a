"""Indicators for machines: a figure with its parts, definition, law and the address of its rows."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from motcua.areas.indicators.choices.definitions import shipped
from tests import world
from tests.areas.test_facts_same import wards_of_before
from tests.areas.test_indicators_definitions import counted
from tests.publishing import others_figures

Api = Callable[[str], Any]
ABOUT = "/api/v1/indicators"
__all__ = ["counted", "wards_of_before"]


def test_a_figure_opens_onto_its_rows(counted: None, api: Api) -> None:
    chair = api("chair")
    asked = {"unit": world.WARD, "from": "2026-01-01", "to": "2026-11-30", "by": "channel"}
    found = chair.get(f"{ABOUT}/dossiers.on_time?{urlencode(asked)}").json()
    assert {
        "id",
        "name",
        "value",
        "unit_of_measure",
        "numerator",
        "denominator",
        "definition",
        "law",
        "rows",
    } <= set(found)
    assert (found["value"], found["printed"], found["numerator"], found["denominator"]) == (75, "75%", 3, 4)
    assert found["unit_of_measure"] == "percent" and "766" in found["law"]
    assert found["definition"]["numerator_formula"] == "dossier.finished[timing=early,on_time]"
    behind = chair.get(found["rows"]).json()
    assert behind["total"] == 3 and {row["code"] for row in behind["items"]} == {"A", "B", "D"}
    first = chair.get(found["rows"] + "&page_size=2&part=denominator").json()
    second = chair.get(first["next"]).json()
    assert {row["code"] for row in (*first["items"], *second["items"])} == set("ABCD") and second[
        "next"
    ] is None


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("unit", {world.WARD}), ("level", {"commune"}), ("timing", {"early", "on_time", "late"}),
        ("type", {"1.001193"}),
        ("month", {f"2026-{month:02}-01" for month in range(1, 12)}), ("outcome", {""}),
    ],
)  # fmt: skip
def test_told_apart(counted: None, api: Api, by: str, keys: set[str]) -> None:
    asked = {"from": "2026-01-01", "to": "2026-11-30", "by": by}
    found = api("chair").get(f"{ABOUT}/dossiers.on_time?{urlencode(asked)}").json()
    assert {part["key"] for part in found["by"]} == keys
    assert sum(part["denominator"] for part in found["by"]) == 4
    for part in found["by"]:
        assert (part["rows"] is not None) == (by in ("channel", "type", "outcome", "timing"))
        if part["rows"]:
            assert api("chair").get(f"{part['rows']}&part=denominator").json()["total"] == part["denominator"]


@pytest.mark.django_db(transaction=True)
def test_what_nobody_counts_here_is_only_published(counted: None, api: Api, at: dt.datetime) -> None:
    chair = api("chair")
    others_figures(at)
    found = chair.get(f"{ABOUT}/secretaries.not_local").json()
    assert found["value"] is None and found["rows"] is None and found["published"][0]["printed"] == "64,28%"
    assert found["published"][0]["counts"] == "derived"
    mine = chair.get(f"{ABOUT}/dossiers.on_time").json()
    assert {row["figure"] for row in mine["published"]} == {"F28", "F62"} and mine["denominator"] == 4
    listed = chair.get(ABOUT).json()["items"]
    assert len(listed) == len(shipped()) and chair.get(listed[0]["href"]).status_code == 200


def test_who_looks_from_above_is_told_whose_the_rows_are(counted: None, api: Api) -> None:
    world.open_city()
    city, year = api("city-chair"), "from=2026-01-01&to=2026-11-30"
    found = city.get(f"{ABOUT}/dossiers.on_time?{year}").json()
    assert (found["numerator"], found["rows"]) == (3, None)
    rows = city.get(f"{ABOUT}/dossiers.on_time/rows?{year}").json()
    assert (rows["total"], rows["of_others"]) == (0, True)
    assert not api("chair").get(f"{ABOUT}/dossiers.on_time/rows?{year}").json()["of_others"]


def test_units_of_before_are_added_on_request(wards_of_before: list[str], api: Api) -> None:
    chair, year = api("chair"), "from=2025-01-01&to=2025-12-31"
    own = chair.get(f"{ABOUT}/dossiers.received?{year}").json()
    both = chair.get(f"{ABOUT}/dossiers.received?{year}&predecessors=true&by=unit").json()
    assert (own["numerator"], own["predecessors"], both["numerator"]) == (1000, [], 1018)
    assert len(both["predecessors"]) == 3 and len(both["by"]) == 4
    june = chair.get(
        f"{ABOUT}/dossiers.received?{year}&as_of=2025-06-30&unit={both['predecessors'][0]}"
    ).json()
    assert (june["numerator"], june["as_of"]) == (6, "2025-06-30")
    assert chair.get(f"{ABOUT}/dossiers.received?as_of=2025-06-30").status_code == 422
    sets = chair.get(f"/api/v1/index-sets/766?{year}&predecessors=true").json()
    assert len(sets["predecessors"]) == 3


@pytest.mark.parametrize(
    ("path", "asked", "status", "field"),
    [
        ("/khong_co", {}, 404, ""), ("/dossiers.on_time", {"from": "30/09/2026"}, 422, "from"),
        ("/dossiers.on_time", {"from": "2026-10-01", "to": "2026-09-01"}, 422, "from"),
        ("/dossiers.on_time", {"unit": "99999"}, 404, ""), ("/dossiers.on_time", {"unit": world.OTHER}, 404, ""),
        ("/dossiers.on_time", {"by": "colour"}, 422, "by"), ("/dossiers.on_time", {"from": "1950-01-01"}, 422, "from"),
        ("/papi.total/rows", {}, 404, ""), ("/denunciations.received/rows", {}, 404, ""), ("/Ă", {}, 422, "id"),
        ("/sipas.overall/rows", {}, 404, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_a_problem(
    counted: None, api: Api, path: str, asked: dict[str, str], status: int, field: str
) -> None:
    found = api("chair").get(f"{ABOUT}{path}?{urlencode(asked)}")
    assert found.status_code == status and found["content-type"] == "application/problem+json"
    assert not field or [error["field"] for error in found.json()["errors"]] == [field]


def test_a_figure_costs_few_queries(counted: None, api: Api, django_assert_max_num_queries: Any) -> None:
    chair = api("chair")
    chair.get(f"{ABOUT}/dossiers.on_time")
    with django_assert_max_num_queries(13):
        chair.get(f"{ABOUT}/dossiers.on_time?by=unit")
