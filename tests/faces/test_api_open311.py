"""Open311 GeoReport v2: the shapes of the specification, its errors, a public client, and whatever a stranger sends."""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings as conf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from georeport import GeoReport  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.areas.feedback import actions, queries
from motcua.areas.feedback.choices import categories
from motcua.areas.feedback.models import Feedback
from motcua.base.files.queries import open_file
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.people.actions import make_token
from tests.areas.test_feedback import HERE, Make, answered, photo
from tests.areas.test_feedback import make as make_feedback

make = make_feedback
Posts = Mapping[str, Actor]
V2 = "/open311/v2"
W3C = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$")
SERVICE = {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"}
REQUEST = {
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address",
    "address_id", "zipcode", "lat", "long", "media_url",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.fixture
def key(ward: str, at: dt.datetime) -> str:
    """An API key: a token as everywhere else."""
    return str(make_token(by=SYSTEM, at=at, post="one-stop-1"))


@pytest.fixture
def shown(make: Make, posts: Posts, at: dt.datetime) -> Feedback:
    """Feedback that everybody may read."""
    made = make(
        lat=HERE[0],
        lon=HERE[1],
        photos=[photo()],
        contact={"name": "Vũ Thị Sương Mai", "phone": "0987654321"},
    )
    return actions.approve(
        by=posts["chair"], at=at, feedback=made, text="Rác & <b>mùi</b>", place="exact", photos=[1]
    )


def read(path: str, **params: str) -> Any:
    """A GET in Vietnamese."""
    return Client(headers={"accept-language": "vi"}).get(f"{V2}/{path}", params)


def xml(answer: Any) -> ElementTree.Element:
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    return ElementTree.fromstring(answer.content)


def refused(answer: Any, status: int) -> str:
    """The specification's error: a list of code and description, in the form that was asked for."""
    assert answer.status_code == status, answer.content
    if answer["Content-Type"].startswith("text/xml"):
        root = xml(answer)
        assert root.tag == "errors"
        found = [{inner.tag: inner.text for inner in error} for error in root]
    else:
        found = answer.json()
    assert found and all(set(one) == {"code", "description"} and one["code"] == str(status) for one in found)
    return " ".join(str(one["description"]) for one in found)


# --- the shapes of the specification ---------------------------------------------------------------------------


def test_discovery_and_services(ward: str) -> None:
    found = read("discovery.json").json()
    assert set(found) == {"changeset", "contact", "key_service", "endpoints"} and W3C.match(
        found["changeset"]
    )
    assert found["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    assert [one.tag for one in xml(read("discovery.xml")).iter("format")] == ["format", "format"]
    services = read("services.json").json()
    assert {one["service_code"] for one in services} == set(categories())
    assert all(set(one) == SERVICE and one["type"] == "realtime" for one in services)
    by_code = {one["service_code"]: one for one in services}
    assert by_code["tieng-on"]["metadata"] is True and by_code["rac"]["metadata"] is False
    root = xml(read("services.xml"))
    assert root.tag == "services" and {one.tag for one in root} == {"service"}
    assert {inner.tag for inner in root[0]} == SERVICE and root[0].findtext("metadata") == "true"
    english = Client(headers={"accept-language": "en"}).get(f"{V2}/services.json").json()
    assert "Noise" in [one["service_name"] for one in english]


def test_a_definition(ward: str) -> None:
    found = read("services/tieng-on.json").json()
    assert found["service_code"] == "tieng-on"
    first = found["attributes"][0]
    assert set(first) == {
        "variable", "code", "datatype", "required", "datatype_description", "order", "description", "values",
    }  # fmt: skip
    assert (first["datatype"], first["values"][0]) == ("multivaluelist", {"key": "sang", "name": "Buổi sáng"})
    root = xml(read("services/tieng-on.xml"))
    assert (
        root.tag == "service_definition" and root.findtext("attributes/attribute/values/value/key") == "sang"
    )
    assert "service_code" in refused(read("services/khong-co.xml"), 404)


def test_requests_are_read_by_everybody_without_names(
    shown: Feedback, make: Make, posts: Posts, at: dt.datetime
) -> None:
    hidden = make(content="Chưa duyệt")
    answer = read("requests.json")
    [found] = answer.json()
    assert answer["Access-Control-Allow-Origin"] == "*" and set(found) == REQUEST
    assert (found["status"], found["description"], found["service_code"]) == (
        "open",
        "Rác & <b>mùi</b>",
        "rac",
    )
    assert all(W3C.match(found[f"{name}_datetime"]) for name in ("requested", "updated", "expected"))
    assert (found["lat"], found["long"]) == (21.037612, 105.893145) and found["media_url"].endswith("/anh/1")
    for secret in ("Mai", "0987", "Chưa duyệt", hidden.code):
        assert secret not in answer.content.decode()
    root = xml(read(f"requests/{shown.code}.xml"))
    assert root.tag == "service_requests" and root[0].tag == "request"
    assert (
        root[0].findtext("description") == "Rác & <b>mùi</b>" and {inner.tag for inner in root[0]} == REQUEST
    )
    refused(read(f"requests/{hidden.code}.json"), 404)
    answered(posts, queries.one(posts["land-1"], shown.code), at)
    actions.publish(by=posts["chair"], at=at, feedback=shown.code, text="Rác", answer="Đã dọn", place="none")
    [found] = read(f"requests/{shown.code}.json").json()
    assert (found["status"], found["status_notes"], found["lat"]) == ("closed", "Đã dọn", None)


def test_filters_and_pages(shown: Feedback, make: Make, posts: Posts, at: dt.datetime) -> None:
    old = make(at=at - dt.timedelta(days=100), by=world_citizen(), category="den", content="Đèn hỏng")
    actions.approve(by=posts["chair"], at=at, feedback=old, text="Đèn hỏng")

    def codes(**params: str) -> list[str]:
        return [one["service_request_id"] for one in read("requests.json", **params).json()]

    assert codes() == [shown.code], "the last ninety days"
    assert codes(service_request_id=f"{shown.code},{old.code}", status="closed") == [old.code, shown.code]
    assert codes(service_code="rac,den") == [shown.code] and codes(service_code="cay") == []
    assert (
        codes(status="open") == [shown.code]
        and codes(status="closed") == []
        and len(codes(status="open,closed")) == 1
    )
    assert codes(start_date="2026-08-01T00:00:00Z", end_date="2026-09-01T00:00:00+07:00") == [old.code]
    assert codes(end_date="2026-09-01T00:00:00Z") == [old.code] and codes(
        start_date="2026-11-01T00:00:00 07:00"
    )
    assert codes(page="2", page_size="1") == [] and codes(page="1", page_size="1") == [shown.code]
    assert codes(jurisdiction_id="00145") and codes(jurisdiction_id="H26.145.00")
    refused(read("requests.json", jurisdiction_id="city.gov"), 404)
    for wrong in (
        {"start_date": "hôm qua"}, {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"},
        {"status": "lost"}, {"page_size": "0"}, {"page": "x"}, {"end_date": "9999-12-31T23:59:59Z"},
    ):  # fmt: skip
        refused(read("requests.xml", **wrong), 400)


def world_citizen() -> Actor:
    from motcua.base.journal.ports import CITIZEN

    return CITIZEN


# --- sending ---------------------------------------------------------------------------------------------------


def send(given: Mapping[str, Any], form: str = "json", **headers: str) -> Any:
    return Client(headers={"accept-language": "vi", **headers}).post(f"{V2}/requests.{form}", given)


def test_a_report_of_another_application(key: str, posts: Posts) -> None:
    given = {
        "api_key": key, "service_code": "tieng-on", "lat": "21.0376", "long": "105.8931", "description": "Karaoke\nồn",
        "first_name": "John", "last_name": "Smith", "email": "jsmith@gmail.com", "phone": "0912345678",
        "device_id": "tt222111", "account_id": "123456", "media_url": "http://farm3.static.flickr.com/2002/2212.jpg",
        "attribute[khi-nao][]": ["toi", "dem"], "attribute[luc]": "2026-11-19T22:30", "address_string": "Ngõ 42",
    }  # fmt: skip
    answer = send(given)
    assert answer.status_code == 201
    [found] = answer.json()
    assert set(found) == {"service_request_id", "service_notice", "account_id"}
    made = queries.one(posts["land-1"], found["service_request_id"])
    assert (made.channel, made.media, made.spot) == ("open311", given["media_url"], "Ngõ 42")
    assert queries.contact(made) == {"name": "Smith John", "phone": "0912345678", "email": "jsmith@gmail.com"}
    assert queries.details(made)["khi-nao"] == ["toi", "dem"]
    refused(read(f"requests/{made.code}.json"), 404)
    follow = re.search(r"http://testserver(\S+)", found["service_notice"])
    assert follow and Client().get(follow[1]).status_code == 200
    root = xml(send({**given, "attribute[luc]": "", "description": ""}, "xml"))
    assert root.tag == "service_requests" and root.findtext("request/service_request_id")
    bearer = send({"service_code": "rac", "address_id": "00145"}, authorization=f"Bearer {key}")
    assert bearer.status_code == 201


def test_a_photograph_comes_along_without_what_the_camera_wrote(key: str) -> None:
    given = {"api_key": key, "service_code": "rac", "address_string": "Ngõ 42", "media": photo()}
    assert send(given).status_code == 201
    kept = Feedback.objects.get().files.get().file
    assert b"SUONG-MAI" not in open_file(kept.pk, subject=Feedback.objects.get().case.code).content
    assert "không phải là ảnh" in refused(
        send({**given, "media": SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")}), 400
    )


def test_a_key_for_reports_opens_nothing_else(at: dt.datetime, ward: str) -> None:
    key = make_token(by=SYSTEM, at=at, post="one-stop-1", door="open311")
    assert send({"api_key": key, "service_code": "rac", "address_string": "Ngõ 42"}).status_code == 201
    opened = Client(headers={"authorization": f"Bearer {key}"}).get("/api/v1/dossiers")
    assert opened.status_code == 401, "not even when it was just known at the other door"


def test_a_client_that_does_not_wait_gets_a_token(key: str) -> None:
    answer = send({"api_key": key, "service_code": "rac", "address_string": "Ngõ 42"}, prefer="respond-async")
    [said] = answer.json()
    assert answer.status_code == 202 and set(said) == {"token"}
    [found] = read(f"tokens/{said['token']}.json").json()
    assert found == {"service_request_id": Feedback.objects.get().code, "token": said["token"]}
    assert xml(read(f"tokens/{said['token']}.xml")).findtext("request/token") == said["token"]
    refused(read("tokens/0.xml"), 404)


def test_what_is_refused(key: str) -> None:
    sound = {"api_key": key, "service_code": "rac", "address_string": "Ngõ 42"}
    assert "api_key" in refused(send({**sound, "api_key": ""}), 403)
    refused(send({**sound, "api_key": "sai"}, "xml"), 403)
    assert "service_code" in refused(send({**sound, "service_code": ""}), 400)
    refused(send({**sound, "service_code": "khong-co"}, "xml"), 404)
    assert "address_string" in refused(send({**sound, "address_string": "", "lat": "21"}), 400)
    refused(send({**sound, "lat": "48.85", "long": "2.35"}), 400)
    refused(send({**sound, "address_id": "1"}), 400)
    refused(send({**sound, "jurisdiction_id": "city.gov"}), 404)
    refused(send({**sound, "description": "a" * 4001}), 400)
    refused(send({**sound, "email": "@"}), 400)
    assert "attribute.ten" in refused(
        send({**sound, "service_code": "quy-dinh", "email": "a@b.vn", "last_name": "An"}), 400
    )
    refused(send({**sound, "attribute[khac]": "1"}), 400)
    supervisor = make_token(by=SYSTEM, at=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC), post="front")
    refused(send({**sound, "api_key": supervisor}), 403)
    assert not Feedback.objects.exists()
    for path in ("", "services", "requests.csv", "v3/services.json"):
        refused(read(path), 404)
    refused(Client().delete(f"{V2}/services.json"), 405)
    refused(Client().post(f"{V2}/services.xml"), 405)
    refused(
        Client().post(
            f"{V2}/requests.xml", b"a" * (conf.UPLOAD_MAX_BYTES + (1 << 17)), content_type="text/plain"
        ),
        413,
    )
    preflight = Client().options(f"{V2}/requests.json")
    assert preflight.status_code == 204 and "GET" in preflight["Access-Control-Allow-Methods"]


# --- a public client that is not ours --------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_the_client_georeport(form: str, shown: Feedback, live_server: Any) -> None:
    client = GeoReport(f"{live_server.url}{V2}", jurisdiction="00145", output_format=form)
    services = client.get_service_list()
    assert len(services) == len(categories()) and services[0]["service_code"] == "cay"
    asks = client.get_service_definition("tieng-on")["attributes"]
    first = asks[0] if form == "json" else asks["attribute"][0]
    assert first["code"] == "khi-nao"
    found = client.get_service_requests(
        service_code="rac", status="open", start_date="2026-11-01T00:00:00Z", end_date="2026-11-30T00:00:00Z"
    )
    assert (found[0] if form == "json" else found)["service_request_id"] == shown.code
    assert client.get_service_request(shown.code)["description"] == "Rác & <b>mùi</b>"


# --- whatever a stranger sends ---------------------------------------------------------------------------------

HOSTILE = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [
        "]]>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>&b;",
        "\x00",
        "\x0b",
        "\ufffe",
        "\u202e",
        "a\u0301",
        "%00",
        "'; --",
        "{{7*7}}",
    ]
)
NUMBERS = (
    st.floats().map(str)
    | st.sampled_from(["1e999", "-0", "NaN", "٢١.٥", " 21.03 ", "0x15", "105,8", "1_0"])
    | HOSTILE
)


def _sound(answer: Any, form: str) -> None:
    """An answer of the specification, whatever was sent."""
    assert answer.status_code in (200, 201, 400, 403, 404, 429), answer.content[:300]
    if form == "xml":
        root = xml(answer)
        assert root.tag in ("service_requests", "errors")
    else:
        assert isinstance(json.loads(answer.content), list)


FUZZED = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.once
@FUZZED
@given(
    form=st.sampled_from(["json", "xml"]), lat=NUMBERS, long=NUMBERS,
    code=st.sampled_from(["rac", "tieng-on"]) | HOSTILE,
    words=HOSTILE | st.just("dài " * 1500), name=HOSTILE, attribute=HOSTILE,
)  # fmt: skip
def test_no_report_crashes_it(
    key: str, form: str, lat: str, long: str, code: str, words: str, name: str, attribute: str
) -> None:
    given = {
        "api_key": key, "service_code": code, "lat": lat, "long": long, "description": words, "last_name": name,
        "address_string": words[:300], "attribute[luc]": attribute, f"attribute[{attribute[:20]}]": attribute,
    }  # fmt: skip
    _sound(send(given, form), form)


@pytest.mark.once
@FUZZED
@given(
    form=st.sampled_from(["json", "xml"]), start=HOSTILE | st.datetimes().map(str), end=HOSTILE, codes=HOSTILE,
    status=st.sampled_from(["open", "closed", "open,closed"]) | HOSTILE, page=NUMBERS,
)  # fmt: skip
def test_no_question_crashes_it(
    ward: str, form: str, start: str, end: str, codes: str, status: str, page: str
) -> None:
    given = {
        "start_date": start,
        "end_date": end,
        "service_request_id": codes,
        "status": status,
        "page": page,
    }
    _sound(read(f"requests.{form}", **given), form)
    _sound(read(f"requests.{form}", service_code=codes, jurisdiction_id=end), form)
