"""Units of a day and the calculation of deadlines: open to anyone."""

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from annotated_types import Gt, Le
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.params.functions import Query
from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from motcua.base.calendars.queries import calendar_for
from motcua.base.messages.queries import interruptions as planned
from motcua.base.orgs import queries
from motcua.base.spoken import spoken
from motcua.faces.api.answers import answer, moment
from motcua.faces.api.tokens import now_of
from motcua.faces.api.v1.shapes import AddressMoment, Day, Line, Moment, PageSize, refusals
from motcua.rules import deadlines
from motcua.rules.deadlines import Cutoff, Limit, TimeUnit
from motcua.rules.impossible import Invalid

router = Router(auth=None)
_NUMBER = {"type": "number", "exclusiveMinimum": 0, "maximum": 3650}


def _plain_number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{1,4}([.,]\d{1,2})?", value):
        raise ValueError("Ghi một số lớn hơn 0, nhiều nhất hai chữ số thập phân.")
    return value.replace(",", ".") if isinstance(value, str) else value


UnitCode = Annotated[str, StringConstraints(max_length=24, pattern=r"^[0-9A-Za-z\-]*$")]
CutoffName = Literal["none", "last_hour", "after_15h"]
UnitOfTime = Literal["working_day", "working_hour", "day", "hour"]
Amount = Annotated[Decimal, Gt(0), Le(3650), BeforeValidator(_plain_number), WithJsonSchema(_NUMBER)]


class UnitOut(Schema):
    """A unit as it was on the day asked for; the period is half-open."""

    code: str
    name: str
    level: str
    kind: str
    parent: str
    valid_from: dt.date
    valid_to: dt.date | None
    instrument: str


class UnitPage(Schema):
    """A part of the list; ``next_cursor`` is null at the end."""

    items: list[UnitOut]
    next_cursor: str | None


class DeadlineOut(Schema):
    """When a period ends, and how that was counted, a sentence a line."""

    due_at: Moment
    explained: list[str]


@router.get(
    "/units", response={200: UnitPage, **refusals(404, 422)}, operation_id="list_units", tags=["Đơn vị"]
)
def list_units(
    request: HttpRequest,
    on: Day | None = Query(None),
    parent: UnitCode | None = Query(None),
    q: Line = Query(""),
    page_size: PageSize = Query(20),
    cursor: UnitCode = Query(""),
) -> HttpResponse:
    """Đơn vị hành chính có hiệu lực vào một ngày (today when no day is given)."""
    found = queries.units_on(
        on or now_of(request).date(), parent or None, q, after=cursor, limit=page_size + 1
    )
    items = [
        {
            "code": unit.code,
            "name": unit.name,
            "level": unit.level,
            "kind": unit.kind,
            "parent": unit.parent,
            "valid_from": unit.valid_from.isoformat(),
            "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
            "instrument": unit.instrument,
        }
        for unit in found[:page_size]
    ]
    more = len(found) > page_size
    return answer({"items": items, "next_cursor": items[-1]["code"] if more else None})


@router.get(
    "/deadline", response={200: DeadlineOut, **refusals(404, 422)}, operation_id="deadline", tags=["Thời hạn"]
)
def deadline(
    request: HttpRequest,
    unit: UnitCode = Query(...),
    start: AddressMoment = Query(..., alias="from"),
    amount: Amount = Query(...),
    unit_of_time: UnitOfTime = Query("working_day"),
    cutoff: CutoffName = Query("none"),
) -> HttpResponse:
    """Tính thời hạn: when a period of working or calendar time ends in a unit, explained."""
    measure = TimeUnit(unit_of_time)
    if measure is TimeUnit.DAY and amount != amount.to_integral_value():
        raise Invalid(field="amount", text="Ngày theo lịch phải là số nguyên.")
    place = queries.unit_on(unit, now_of(request).date()).key if unit else ""
    calendar, limit, cut = calendar_for(place), Limit(amount, measure), Cutoff(cutoff)
    return answer(
        {
            "due_at": moment(deadlines.due(start, limit, calendar, cut)),
            "explained": [spoken(line) for line in deadlines.explain(start, limit, calendar, cut)],
        }
    )


class InterruptionOut(Schema):
    """A planned interruption: when it begins, and when the service is expected back."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    announced_at: dt.datetime


class InterruptionList(Schema):
    """Interruptions that run or are to come, the next first."""

    items: list[InterruptionOut]


@router.get(
    "/interruptions",
    response={200: InterruptionList, **refusals()},
    operation_id="interruptions",
    tags=["Thời hạn"],
)
def interruptions(request: HttpRequest) -> HttpResponse:
    """Lịch tạm ngừng: planned interruptions, announced at least seven working days before (NĐ 224/2026 Điều 13)."""
    items = [
        {
            "starts_at": moment(one.starts_at),
            "ends_at": moment(one.ends_at),
            "announced_at": moment(one.announced_at),
        }
        for one in planned(now_of(request))
    ]
    return answer({"items": items})
