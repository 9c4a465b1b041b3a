"""Petitions: send, take in, read, list, act, follow."""

import base64
import binascii
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from ninja.params.functions import Path, Query

from motcua.areas.complaints import actions as complaint_acts
from motcua.areas.complaints import queries as complaints
from motcua.areas.denunciations import actions as denunciation_acts
from motcua.areas.denunciations import queries as denunciations
from motcua.areas.feedback import actions as feedback_acts
from motcua.areas.feedback import queries as feedback
from motcua.areas.petitions import actions, events, policies, queries
from motcua.areas.petitions.choices import Channel, Outcome, State
from motcua.areas.petitions.ports import Sent
from motcua.areas.petitions.process import STANDARD
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.journal.queries import receipt
from motcua.base.orgs.queries import version_on
from motcua.faces.api import throttle
from motcua.faces.api.answers import answer, moment
from motcua.faces.api.tokens import Token, actor_of, now_of
from motcua.faces.api.v1 import petition_shapes as shapes
from motcua.faces.api.v1 import writing
from motcua.faces.api.v1.acting import ACT, REPEATABLE, nothing_else, offer
from motcua.faces.api.v1.repeats import done_once
from motcua.faces.api.v1.shapes import Code, Cursor, Line, PageSize, refusals
from motcua.faces.ui import place
from motcua.faces.ui.throttle import address
from motcua.faces.ui.throttle import petitions as petitions_sent
from motcua.rules.impossible import Invalid

router = Router(tags=["Đơn thư"])
OFFICE_ONLY = ("channel", "arrived_on", "sender", "from_agency", "from_number", "from_on", "originals")
"""What an office notes of a petition that it takes in."""
ACCEPTED: Mapping[str, tuple[Any, Any]] = {
    "complaint": (complaint_acts.accept, complaints),
    "denunciation": (denunciation_acts.accept, denunciations),
    "suggestion": (feedback_acts.accept, feedback),
}
"""By its class: the verb that accepts a petition, and whose queries know whether one may and what it became."""
OPENS: Mapping[str, tuple[str, ...]] = {
    "complaint": (
        "instance", "about", "known_on", "obstacle", "obstacle_note", "remote", "complicated", "ground", "first",
        "first_decision", "certified",
    ),
    "denunciation": ("denounced", "content", "number"), "suggestion": ("category", "number", "number_on"),
}  # fmt: skip
PUBLIC = {step.code: step.public for step in STANDARD.steps}


def sender(request: HttpRequest) -> Actor | None:
    """Whoever brings no token sends a petition of their own; a token that opens nothing stays refused."""
    return None if "Authorization" in request.headers else CITIZEN


# --- send, take in ---------------------------------------------------------------------------------------------


@router.post(
    "", response={201: shapes.PetitionTaken, **ACT, **refusals(429)}, operation_id="take_in_petition",
    auth=[Token(), sender], openapi_extra=REPEATABLE,
)  # fmt: skip
def take_in_petition(request: HttpRequest, given: shapes.PetitionIn) -> HttpResponse:
    """Nhận đơn: with a token what came to the office; without one, a petition of whoever sends it, online."""
    by, at, said = actor_of(request), now_of(request), given.model_dump(exclude={"scans"})
    if by == CITIZEN:
        if given.unit != place.here():
            raise Invalid(field="unit", text="Nơi này chỉ nhận đơn gửi {name}.", name=place.name(at.date()))
        throttle.count(request, petitions_sent)
        for name in OFFICE_ONLY:
            del said[name]
        said["channel"] = Channel.ONLINE.value
    said["said"] = said.pop("petition_class")
    scans = [Sent(one.name, _content(n, one.content)) for n, one in enumerate(given.scans)]

    def do() -> dict[str, Any]:
        made = actions.receive(by=by, at=at, scans=scans, **said)
        case = made.case
        return {
            "code": case.code,
            "state": case.state,
            "unit": case.agency,
            "received_at": moment(case.received_at),
            "due_at": None if made.anonymous else moment(case.due_at),
            "follow": f"{writing.base_of(request)}{writing.API}/petitions/{quote(case.code)}/follow",
            "key": queries.tracking_key(case.code),
            "receipt": receipt(queries.received_event(made), fresh=True),
        }

    # without a token nobody is told apart but by address: a key somebody else chose as well is not theirs
    who = f"{by.post}:{address(request)}" if by == CITIZEN else by.post
    return done_once(request, who, 201, do)


def _content(n: int, given: str) -> bytes:
    try:
        return base64.b64decode(given, validate=False)
    except (binascii.Error, ValueError) as error:
        raise Invalid(field=f"scans.{n}.content", text="Nội dung tệp không phải base64 đúng.") from error


@router.post(
    "/{code}/follow", response={200: shapes.FollowedOut, **refusals(404, 415, 422, 429)},
    operation_id="follow_petition", auth=None,
)  # fmt: skip
def follow_petition(request: HttpRequest, code: Annotated[Code, Path()], given: shapes.KeyIn) -> HttpResponse:
    """Theo dõi đơn: where it stands and what is asked, for whoever holds the receipt."""
    try:
        petition = queries.tracked(code, given.key)
    except queries.WrongKey:
        throttle.count(request)
        raise
    case, at = petition.case, now_of(request)
    asked = queries.open_request(petition) if case.closed_at is None else None
    return answer({
        "code": case.code, "state": case.state, "state_text": _(PUBLIC[case.state]),
        "office": version_on(case.agency, at.date()).name, "received_at": moment(case.received_at),
        "due_at": None if petition.anonymous else moment(case.due_at), "finished_at": moment(case.closed_at),
        "outcome": petition.outcome, "asked": asked.wanted if asked else None,
        "events": writing.public_events(queries.events(petition)),
    })  # fmt: skip


# --- read ------------------------------------------------------------------------------------------------------


def _line(case: Any) -> dict[str, Any]:
    return {
        "code": case.code, "state": case.state, "state_text": str(State(case.state).label), "title": case.title,
        "unit": case.agency, "due_at": moment(case.due_at), "paused": case.paused,
        "finished_at": moment(case.finished_at), "on_time": case.on_time,
    }  # fmt: skip


def _out(request: HttpRequest, petition: Any) -> dict[str, Any]:
    by, on = actor_of(request), now_of(request).date()
    reads, origin = policies.can_read(by, petition), queries.knows_origin(by, petition, on)
    kind = ACCEPTED.get(petition.petition_class)
    became = kind[1].opened_by(by, petition) if kind else None
    told = [
        writing.event(one) for one in queries.history(by, petition, on) if one.kind != events.RECEIVED.name
    ]
    return {
        **_line(petition.case), "petition_class": petition.petition_class, "topic": petition.topic,
        "shielded": petition.shielded, "channel": petition.channel if origin else None,
        "received_at": moment(queries.counted_from(petition)) if origin else None,
        "arrived_on": petition.arrived_on.isoformat() if origin else None,
        **{name: getattr(petition, name) if reads else None for name in ("content", "demand", "against")},
        "proposed": petition.proposed, "outcome": petition.outcome,
        "became": became.case.code if became is not None else None, "events": told,
        "acts": [name.replace("_", "-") for name in queries.acts_for(by, petition)]
        + (["accept"] if kind and kind[1].accepts(by, petition) else []),
    }  # fmt: skip


@router.get("", response={200: shapes.PetitionPage, **refusals(401, 422)}, operation_id="list_petitions")
def list_petitions(
    request: HttpRequest,
    state: shapes.StateOut | None = Query(None),
    petition_class: shapes.ClassIn | None = Query(None),
    outcome: shapes.OutcomeIn | None = Query(None),
    topic: Line = Query(""),
    q: Line = Query(""),
    mine: bool = Query(False),
    page_size: PageSize = Query(20),
    cursor: Cursor = Query(""),
) -> HttpResponse:
    """Danh sách đơn: those this post may see, newest first."""
    if cursor and not (cursor.isdecimal() and len(cursor) < 19):
        raise Invalid(field="cursor", text="Dấu trang không dùng được ở danh sách này. Mở lại từ trang đầu.")
    page = queries.page(
        actor_of(request), size=page_size, cursor=cursor or None, state=state or "",
        petition_class=petition_class or "", outcome=outcome or "", topic=topic, q=q, mine=mine,
    )  # fmt: skip
    return answer({"items": [_line(case) for case in page.items], "next_cursor": page.next_cursor})


@router.get(
    "/{code}", response={200: shapes.PetitionOut, **refusals(401, 404, 422)}, operation_id="get_petition"
)
def get_petition(request: HttpRequest, code: Annotated[Code, Path()]) -> HttpResponse:
    """Một đơn: where it stands, its history, what this post may do now."""
    return answer(_out(request, queries.one(actor_of(request), code)))


# --- acts ------------------------------------------------------------------------------------------------------


def _acted(request: HttpRequest, act: str, code: str, **given: Any) -> HttpResponse:
    by, at = actor_of(request), now_of(request)
    queries.one(by, code)
    if act == "split":
        given["parts"] = [{**part, "class": part["petition_class"]} for part in given["parts"]]

    def do() -> dict[str, Any]:
        made = actions.VERBS[act.replace("-", "_")](by=by, at=at, petition=code, **given)
        # once shielded it is no longer there for the counter that shielded it
        return _out(request, made if act == "shield" else queries.one(by, code))

    return done_once(request, by.post, 200, do)


def _accepted(request: HttpRequest, act: str, code: str, **given: Any) -> HttpResponse:
    """Acceptance opens a case of the petition's class: the area of that class does it."""
    by, at = actor_of(request), now_of(request)
    petition = queries.one(by, code)
    if petition.petition_class not in ACCEPTED:
        raise actions.NotAsProposed(proposed=str(Outcome.ACCEPTED.label))
    verb, _area = ACCEPTED[petition.petition_class]
    asked = {name: given[name] for name in OPENS[petition.petition_class] if given.get(name) is not None}

    def do() -> dict[str, Any]:
        verb(by=by, at=at, petition=code, **asked)
        return _out(request, queries.one(by, code))

    return done_once(request, by.post, 200, do)


for _act, _said, _shape in (
    ("propose", "Đề xuất xử lý", shapes.ProposeIn),
    ("settle", "Quyết định", shapes.SettleIn),
    ("send-back", "Trả lại xem xét thêm", shapes.ReasonIn),
    ("split", "Tách đơn", shapes.SplitIn),
    ("ask", "Yêu cầu bổ sung", shapes.AskIn),
    ("supplement", "Nhận bổ sung", shapes.SupplementIn),
    ("shield", "Giữ kín người tố cáo", None),
    ("keep-from", "Ghi người bị tố cáo thuộc cơ quan", shapes.PostsIn),
    ("prolong", "Kéo dài xử lý ban đầu", None),
    ("inform", "Ghi đã báo người tố cáo", None),
    ("withdraw", "Rút đơn", None),
):
    _name = _act.replace("-", "_")
    offer(
        router, _act, _said, _shape, _acted, told=shapes.PetitionOut, name=f"petition_{_name}",
        means=actions.VERBS[_name].__doc__ or "",
    )  # fmt: skip
offer(
    router, "accept", "Thụ lý", shapes.AcceptIn, _accepted, told=shapes.PetitionOut, name="petition_accept",
    means=shapes.AcceptIn.__doc__ or "",
)  # fmt: skip
nothing_else(router)
