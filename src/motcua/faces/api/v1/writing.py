"""Dossiers and what belongs to them as the interface writes them: plain values, no further query a row."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from motcua.areas.cases.queries import case_type
from motcua.areas.dossiers import queries
from motcua.areas.dossiers.choices import State
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import Actor
from motcua.faces.api.answers import moment

API = "/api/v1"
LABELS = {str(state.value): state.label for state in State}


def base_of(request: HttpRequest) -> str:
    """The address under which this request reached us, when it is one of ours."""
    if settings.BASE_URL.startswith("https://"):
        return str(settings.BASE_URL)
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return str(settings.BASE_URL)


def line(case: Any) -> dict[str, Any]:
    """A dossier without its history; costs no query once its procedure's version is known."""
    returned = case.closed_at if case.state == State.RETURNED else None
    return {
        "code": case.code,
        "state": case.state,
        "state_text": str(LABELS[case.state]),
        "procedure": case_type(case.type_id).code,
        "procedure_name": case.title,
        "unit": case.agency,
        "step": case.step_name,
        "filed_at": moment(case.filed_at),
        "received_at": moment(case.received_at),
        "promised_at": moment(case.promised_at),
        "due_at": moment(case.due_at),
        "paused": case.paused,
        "finished_at": moment(case.finished_at),
        "returned_at": moment(returned),
        "on_time": case.on_time,
    }


def event(one: Any) -> dict[str, Any]:
    """An event of the chain for officials."""
    kind = EVENTS.get(one.kind)
    return {
        "seq": one.seq,
        "at": moment(one.at),
        "kind": one.kind,
        "by": one.by_title,
        "text": kind.sentence(one.facts) if kind else one.kind,
        "hash": one.hash,
    }


def dossier(by: Actor, found: Any) -> dict[str, Any]:
    """A dossier with its history and what this post may do now."""
    return {
        **line(found.case),
        "events": [event(one) for one in queries.events(found)],
        "acts": queries.acts_for(by, found),
    }


def public_events(events: list[Any]) -> list[dict[str, Any]]:
    """The history in sentences for the public; what the public is not told is left out."""
    told = []
    for one in events:
        kind = EVENTS.get(one.kind)
        text = kind.sentence(one.facts, public=True) if kind else ""
        if text:
            told.append({"at": moment(one.at), "text": text})
    return told


def addresses(request: HttpRequest, code: str, key: str) -> dict[str, str]:
    """Where the slip and the tracking of a dossier are."""
    base = base_of(request)
    return {
        "slip": f"{base}{API}/dossiers/{quote(code)}/slip.pdf",
        "track": f"{base}{API}/track/{quote(code)}?key={key}",
        "track_page": f"{base}/tra-cuu?ma={quote(code)}&key={key}",
        "key": key,
    }
