"""Following a dossier with the key of its slip: no sign-in, no names of people."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from ninja.params.functions import Path, Query
from pydantic import StringConstraints

from motcua.areas.dossiers import actions, queries
from motcua.areas.dossiers.process import STANDARD
from motcua.base.journal.ports import CITIZEN
from motcua.base.journal.queries import receipt
from motcua.base.messages.queries import notices_for
from motcua.base.orgs.queries import version_on
from motcua.base.spoken import moment_words
from motcua.faces.api import throttle
from motcua.faces.api.answers import answer, moment
from motcua.faces.api.tokens import now_of
from motcua.faces.api.v1 import writing
from motcua.faces.api.v1.dossier_shapes import RateIn, TrackedOut
from motcua.faces.api.v1.repeats import HEADER, done_once
from motcua.faces.api.v1.shapes import refusals

router = Router(tags=["Tra cứu"])
TrackCode = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f/]+$")]
Key = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
PUBLIC = {step.code: step.public for step in STANDARD.steps}


def tracked(request: HttpRequest, code: str, key: str) -> Any:
    """The dossier of a slip; wrong keys are counted and, too many, refused for a while."""
    try:
        return queries.tracked(code, key)
    except queries.WrongKey:
        throttle.count(request)
        raise


def told(dossier: Any, now: Any) -> dict[str, Any]:
    """What the holder of the slip is told."""
    case = dossier.case
    events = queries.events(dossier)
    said = queries.rating(dossier) if case.state in queries.RATED_STATES else None
    line = writing.line(case)
    return {
        "code": case.code,
        "state": case.state,
        "state_text": _(PUBLIC[case.state]),
        "procedure": case.title,
        "office": version_on(case.agency, now.date()).name,
        **{name: line[name] for name in ("filed_at", "received_at", "promised_at", "due_at")},
        "due_text": moment_words(case.due_at),
        **{name: line[name] for name in ("paused", "finished_at", "returned_at", "on_time")},
        "kept": queries.promise_kept(case, now),
        "next_text": queries.next_said(dossier),
        "rateable": case.state in queries.RATED_STATES and said is None,
        "stars": said.stars if said else None,
        "events": writing.public_events(events),
        "notices": [{"at": moment(notice.at), "text": notice.text} for notice in notices_for(case.subject)],
    }


@router.get("/{code}", response={200: TrackedOut, **refusals(404, 422, 429)}, operation_id="track", auth=None)
def track(request: HttpRequest, code: Annotated[TrackCode, Path()], key: Key = Query("")) -> HttpResponse:
    """Theo dõi hồ sơ: in plain words where it stands, what happens next, when, and whether the promise is kept."""
    return answer(told(tracked(request, code, key), now_of(request)))


@router.get(
    "/{code}/receipt",
    response={200: dict[str, Any], **refusals(404, 422, 429)},
    operation_id="track_receipt",
    auth=None,
)
def track_receipt(
    request: HttpRequest, code: Annotated[TrackCode, Path()], key: Key = Query("")
) -> HttpResponse:
    """Biên nhận: proves, offline too, that the reception stands in the journal unaltered."""
    return answer(receipt(queries.received_event(tracked(request, code, key))))


@router.post(
    "/{code}/rate",
    response={200: TrackedOut, **refusals(403, 404, 409, 415, 422, 429)},
    operation_id="track_rate",
    auth=None,
    openapi_extra={"parameters": [HEADER]},
)
def track_rate(
    request: HttpRequest, code: Annotated[TrackCode, Path()], given: RateIn, key: Key = Query("")
) -> HttpResponse:
    """Đánh giá: the applicant's one to five stars, once, with the key of the slip."""
    dossier = tracked(request, code, key)
    at = now_of(request)

    def do() -> dict[str, Any]:
        rated = actions.rate(
            by=CITIZEN,
            at=at,
            dossier=dossier.code,
            stars=given.stars,
            comment=given.comment,
            channel="online",
        )
        return told(rated, at)

    return done_once(request, f"{CITIZEN.post}:{dossier.code}", 200, do)
