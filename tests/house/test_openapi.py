"""The OpenAPI document is complete and true: generated requests meet nothing that it does not declare."""

import datetime as dt
import functools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from motcua.base.people.actions import forget_guesses
from motcua.conf.wsgi import application
from motcua.faces.api import openapi
from tests.faces.api_bodies import reception

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
EXAMPLES = 8
PROMISED = {
    "get": {
        "/procedures", "/procedures/{code}", "/dossiers", "/dossiers/{code}", "/dossiers/{code}/{form}.pdf",
        "/track/{code}", "/units", "/deadline", "/journal/head", "/journal/proof", "/journal/consistency",
        "/indicators", "/indicators/{id}", "/indicators/{id}/rows", "/index-sets/{id}",
        "/petitions", "/petitions/{code}",
    },
    "post": {
        "/petitions", "/petitions/{code}/acts/propose", "/petitions/{code}/acts/settle",
        "/petitions/{code}/acts/accept",
        "/dossiers", *(
            f"/dossiers/{{code}}/acts/{act}"
            for act in (
                "transfer", "take", "finish-step", "ask-supplement", "supplement", "refuse", "reschedule",
                "issue-result", "return", "withdraw", "rate",
            )
        ),
    },
}  # fmt: skip


def test_everything_promised_is_described() -> None:
    document = openapi.document()
    assert document["openapi"].startswith("3.1")
    for method, paths in PROMISED.items():
        for path in paths:
            assert method in document["paths"][f"/api/v1{path}"], path


def test_every_operation_declares_its_errors_as_problems() -> None:
    for path, operations in openapi.document()["paths"].items():
        for method, operation in operations.items():
            responses = operation["responses"]
            errors = {status for status in responses if int(status) >= 400}
            assert {"400", "405", "413", "500"} <= errors, path
            if operation.get("security"):
                assert "401" in errors, path
            if "requestBody" in operation and method == "post" and not path.endswith("/files"):
                assert "415" in errors, path
            for status in errors:
                assert list(responses[status]["content"]) == ["application/problem+json"], (path, status)
            assert operation.get("summary"), path
            assert operation.get("description"), path


def test_the_document_in_the_repository_is_current() -> None:
    assert openapi.current(settings.ROOT), "chạy: motcua docs"


def _operations() -> list[str]:
    return sorted(
        f"{method.upper()} {path}"
        for path, operations in openapi.document()["paths"].items()
        for method in operations
    )


@contextmanager
def one_connection() -> Iterator[None]:
    """Requests through the real application stay on this test's connection, whose rows vanish with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@functools.cache
def operations() -> dict[str, Any]:
    """What the document that the application serves says of every operation."""
    with one_connection():
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    return {found.ok().label: found.ok() for found in schema.get_all_operations()}


@pytest.mark.parametrize("label", _operations())
def test_generated_requests_meet_nothing_undeclared(label: str, api: Callable[[str], Any]) -> None:
    desk = api("one-stop-1")
    made = desk.post("/api/v1/dossiers", reception(procedure="1.004873")).json()
    known = {"code": made["code"], "key": made["key"]}
    headers = {"Authorization": desk.client.defaults["HTTP_AUTHORIZATION"]}
    operation = operations()[label]

    @given(case=operation.as_strategy())
    @examples(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def holds(case: Any) -> None:
        forget_guesses(before=dt.datetime.max.replace(tzinfo=dt.UTC))
        for own in (False, True):
            if own and "code" in (case.path_parameters or {}) and "/procedures/" not in label:
                case.path_parameters["code"] = known["code"]
                if "/track/" in label:
                    case.query = {**(case.query or {}), "key": known["key"]}
            response = case.call(headers=headers)
            case.validate_response(response, checks=CHECKS)

    with one_connection():
        holds()


def test_errors_speak_the_language_asked_for(api: Callable[[str], Any]) -> None:
    nobody = api("")
    vietnamese = nobody.client.get("/api/v1/units?on=x", headers={"accept-language": "vi"})
    english = nobody.client.get("/api/v1/units?on=x", headers={"accept-language": "en"})
    assert vietnamese["content-language"] == "vi"
    assert english["content-language"] == "en"
    assert json.loads(vietnamese.content)["errors"][0]["field"] == "on"
