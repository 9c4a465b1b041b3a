"""Shapes that several parts of the interface share: what comes in strictly, what goes out as documented."""

import datetime as dt
import re
from typing import Annotated, Any

from annotated_types import Ge, Le
from ninja import Field, Schema
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)

from motcua.rules.calendar import TZ

RFC3339 = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$")
NO_OFFSET = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?$")
SPACE_FOR_PLUS = re.compile(r" (?=\d\d:\d\d$)")
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOMENT_WANTED = "Ghi thời điểm theo dạng 2026-11-26T09:30:00+07:00."
DAY_WANTED = "Ghi ngày theo dạng 2026-11-26."


def _moment(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str) or not RFC3339.match(value):
        raise ValueError(MOMENT_WANTED)
    try:
        found = dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(MOMENT_WANTED) from error
    if not FIRST_YEAR <= found.year < LAST_YEAR:
        raise ValueError(MOMENT_WANTED)
    return found


def _moment_in_address(value: Any) -> Any:
    """In an address "+" may have become a space, and a moment without offset is one in Viet Nam."""
    if isinstance(value, str):
        value = SPACE_FOR_PLUS.sub("+", value)
        if NO_OFFSET.match(value):
            value += "+07:00"
    return _moment(value)


def _day(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError(DAY_WANTED)
    try:
        found = dt.date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(DAY_WANTED) from error
    if not 1900 <= found.year < LAST_YEAR:
        raise ValueError(DAY_WANTED)
    return found


def _in_viet_nam(value: dt.datetime) -> dt.datetime:
    return value.astimezone(TZ)


_MOMENT = WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-26T09:30:00+07:00"]})
Moment = Annotated[dt.datetime, BeforeValidator(_moment), AfterValidator(_in_viet_nam), _MOMENT]
AddressMoment = Annotated[
    dt.datetime, BeforeValidator(_moment_in_address), AfterValidator(_in_viet_nam), _MOMENT
]
Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]

LINE = r"^[^\x00-\x1f\x7f]*$"
TEXT = r"^[^\x00]*$"
CODE = r"^[0-9A-Za-z][0-9A-Za-z.\-_/]{0,59}$"
Line = Annotated[str, StringConstraints(max_length=200, pattern=LINE)]
Text = Annotated[str, StringConstraints(max_length=4000, pattern=TEXT)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=CODE)]
Cursor = Annotated[str, StringConstraints(max_length=120, pattern=r"^[0-9A-Za-z.:+~\-]*$")]
PageSize = Annotated[int, Ge(1), Le(200)]
Seq = Annotated[int, Ge(1), Le(2**62)]
Yes = StrictBool
Whole = StrictInt


class Given(BaseModel):
    """What is sent: strict, unknown fields are passed over."""

    model_config = ConfigDict(extra="ignore")


class Fault(Schema):
    """What is wrong at one field."""

    field: str
    message: str


class Problem(Schema):
    """RFC 9457: what is wrong, in the language asked for."""

    type: str = Field(description="about:blank, or urn:motcua:problem:… naming what is impossible")
    title: str
    status: int
    detail: str
    errors: list[Fault]


def refusals(*statuses: int) -> dict[int, type[Problem]]:
    """Responses of an operation that are problems; every one may meet 400, 405, 413 and 500."""
    return dict.fromkeys(sorted({400, 405, 413, 500, *statuses}), Problem)
