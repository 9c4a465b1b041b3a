"""Certification: receive, read, act."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from ninja.params.functions import Path

from motcua.areas.certification import actions, policies, queries
from motcua.areas.certification.choices import State
from motcua.areas.fees import actions as fee_acts
from motcua.areas.fees import queries as fees
from motcua.base.journal.ports import Actor
from motcua.faces.api.answers import answer, moment
from motcua.faces.api.tokens import actor_of, now_of
from motcua.faces.api.v1 import writing
from motcua.faces.api.v1.acting import ACT, REPEATABLE
from motcua.faces.api.v1.dossier_shapes import ApplicantIn, EventOut
from motcua.faces.api.v1.repeats import done_once
from motcua.faces.api.v1.shapes import Code, Given, Line, Moment, Text, Whole, Yes, refusals
from motcua.rules.certification import certification_number

router = Router(tags=["Chứng thực"])
READ = refusals(401, 404, 422)
KindIn = Literal["copy", "electronic_copy", "signature", "fingerprint", "translation", "contract"]
GroundIn = Literal["many_kinds", "many_pages", "many_copies", "complex", "agreement"]
ActIn = Literal["check", "sign", "enter", "proceed", "return", "refuse", "prolong", "withdraw", "collect"]


ASKED: dict[str, dict[str, Any]] = {
    "refuse": {"grounds": [], "documents": [], "reason": ""}, "prolong": {"days": 0, "ground": ""},
    "return": {"documents": []},
}  # fmt: skip
"""What acts take of the body, and what stands when it is not said."""


class DocumentIn(Given):
    """A paper to be certified. ``shown`` ``vneid``: the original is in VNeID and is not demanded."""

    kind: KindIn
    title: Line
    pages: Annotated[Whole, Field(ge=1, le=5000)] = 1
    copies: Annotated[Whole, Field(ge=1, le=500)] = 1
    shown: Literal["original", "vneid"] = "original"
    parties: Line = ""
    languages: Line = ""


class CertificationIn(Given):
    """A request at the counter; ``prolong_days`` with ``ground`` when the law gives longer."""

    unit: Line
    applicant: ApplicantIn
    documents: Annotated[list[DocumentIn], Field(min_length=1, max_length=40)]
    identity: Literal["card", "electronic", "passport", "none"] = "none"
    prolong_days: Annotated[Whole, Field(ge=0, le=60)] = 0
    ground: GroundIn | None = None


class ActBodyIn(Given):
    """What an act asks for: ``grounds``, ``documents``, ``reason`` to refuse; ``days``, ``ground`` to prolong."""

    grounds: Annotated[list[Line], Field(max_length=30)] | None = None
    documents: Annotated[list[Whole], Field(max_length=40)] | None = None
    reason: Text | None = None
    days: Whole | None = None
    ground: GroundIn | None = None


class DocumentOut(Schema):
    """A paper and its number; ``title`` is empty for posts that do not see people."""

    n: int
    kind: KindIn
    title: str
    pages: int
    copies: int
    fee: int
    refused: Yes
    number: str | None


class CertificationOut(Schema):
    """A request with its papers, its history and what this post may do next."""

    code: str
    state: str
    state_text: str
    title: str
    unit: str
    received_at: Moment
    due_at: Moment
    finished_at: Moment | None
    on_time: Yes | None
    fee: int
    collected: Yes
    capacity: list[str]
    documents: list[DocumentOut]
    events: list[EventOut]
    acts: list[str]


def _out(by: Actor, found: Any, request: HttpRequest) -> dict[str, Any]:
    case, people = found.case, policies.can_see_people(by, found.case.agency)
    return {
        "code": case.code, "state": case.state, "state_text": str(State(case.state).label), "title": case.title,
        "unit": case.agency, "received_at": moment(case.received_at), "due_at": moment(case.due_at),
        "finished_at": moment(case.finished_at), "on_time": case.on_time, "fee": found.fee,
        "collected": found.collected_at is not None, "capacity": list(found.capacity),
        "documents": [
            {
                "n": row.n, "kind": row.kind, "title": row.title if people else "", "pages": row.pages,
                "copies": row.copies, "fee": row.fee, "refused": row.refused,
                "number": certification_number(row.serial, row.book, row.year) if row.serial and row.year else None,
            }
            for row in queries.documents(found)
        ],
        "events": [writing.event(one) for one in queries.events(found)],
        "acts": queries.acts_for(by, found, now_of(request).date()),
    }  # fmt: skip


@router.post("", response={201: CertificationOut, **ACT}, operation_id="certify", openapi_extra=REPEATABLE)
def certify(request: HttpRequest, given: CertificationIn) -> HttpResponse:
    """Tiếp nhận yêu cầu chứng thực."""
    by, at = actor_of(request), now_of(request)

    def do() -> dict[str, Any]:
        said = given.model_dump()
        return _out(by, actions.receive(by=by, at=at, **{**said, "ground": said["ground"] or ""}), request)

    return done_once(request, by.post, 201, do)


@router.get("/{code}", response={200: CertificationOut, **READ}, operation_id="get_certification")
def get_certification(request: HttpRequest, code: Annotated[Code, Path()]) -> HttpResponse:
    """Một yêu cầu chứng thực."""
    by = actor_of(request)
    return answer(_out(by, queries.one(by, code), request))


@router.post(
    "/{code}/acts/{act}", response={200: CertificationOut, **ACT}, operation_id="act_on_certification",
    openapi_extra=REPEATABLE,
)  # fmt: skip
def act_on_certification(
    request: HttpRequest,
    code: Annotated[Code, Path()],
    act: Annotated[ActIn, Path()],
    given: ActBodyIn | None = None,
) -> HttpResponse:
    """Một thao tác trên yêu cầu chứng thực."""
    by, at = actor_of(request), now_of(request)
    said = given.model_dump(exclude_none=True) if given else {}
    asked: dict[str, Any] = ASKED.get(act, {})

    def do() -> dict[str, Any]:
        more = {**asked, **{name: value for name, value in said.items() if name in asked}}
        with transaction.atomic():
            if act == "collect":
                _take_money(by, at, code)
            return _out(by, actions.VERBS[act](by=by, at=at, certification=code, **more), request)

    return done_once(request, by.post, 200, do)


def _take_money(by: Actor, at: dt.datetime, code: str) -> None:
    """What is open of its charges comes in as cash, with a receipt, before the request says so."""
    certification = queries.one(by, code)
    charges = fees.of_subject(by, certification.case.subject)
    if owed := [charge.code for charge in charges if fees.money_of(charge).open]:
        payer = queries.contact(certification).get("name", "")
        fee_acts.collect(by=by, at=at, charges=owed, channel="cash", payer=payer)
