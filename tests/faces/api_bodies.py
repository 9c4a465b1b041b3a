"""Requests of the API's tests."""

from typing import Any

from tests import world

API = "/api/v1"


def reception(number: int = 1, **over: Any) -> dict[str, Any]:
    """A reception of a birth registration; anything may be said otherwise."""
    procedure = over.get("procedure", "1.001193")
    return {
        "procedure": procedure,
        "unit": world.WARD,
        "channel": "counter",
        "applicant": world.person(number),
        "papers": world.papers(procedure),
        **over,
    }


def fields(answer: Any) -> set[str]:
    """The fields that a problem names."""
    return {error["field"] for error in answer.json()["errors"]}
