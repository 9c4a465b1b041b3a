"""Indicators and their figures, with definition, both parts and the rows behind; for posts that may read them."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from annotated_types import Ge, Le
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Field, Router, Schema
from ninja.params.functions import Path, Query
from pydantic import StringConstraints

from motcua.areas.indicators import policies
from motcua.areas.indicators.queries import definitions, figures
from motcua.areas.indicators.queries.figures import DAY, Figure
from motcua.areas.indicators.queries.published import Shown, published
from motcua.areas.indicators.queries.units import Scope, known_on, scope_of
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import UnitOn, unit_on
from motcua.faces.api.answers import answer
from motcua.faces.api.tokens import actor_of, now_of
from motcua.faces.api.v1.places import UnitCode
from motcua.faces.api.v1.shapes import Day, Line, PageSize, refusals
from motcua.rules import counting
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from motcua.rules.scoring.definitions import Basis, Definition, written

router = Router(tags=["Chỉ tiêu"])

IndicatorId = Annotated[str, StringConstraints(max_length=48, pattern=r"^[a-z][a-z0-9_.]*$")]
By = Literal["unit", "level", "channel", "type", "outcome", "timing", "month", ""]
Split = Literal["channel", "type", "outcome", "timing", ""]
PartName = Literal["numerator", "denominator"]
PageNumber = Annotated[int, Ge(1), Le(10_000)]
LONGEST = dt.timedelta(days=366 * 30)


class DefinitionOut(Schema):
    """How a figure is computed: words and formulas of both parts, rounding, and how sure it is that the law says so."""

    version: int
    numerator: str
    denominator: str
    numerator_formula: str
    denominator_formula: str
    direction: str
    rounding: str
    places: int
    zero: str
    certainty: str
    rule: str
    note: str


class PieceOut(Schema):
    """Days of the period that a version of the definition counts."""

    version: int
    from_: dt.date = Field(alias="from")
    to: dt.date


class ValueOut(Schema):
    """A value as it is printed, and exactly by its parts; null when there is nothing to say.

    Hidden is what stands for fewer than five people, and what would tell that by subtraction. Of a month before
    anything was counted everything is null.
    """

    value: float | None
    printed: str
    numerator: float | None
    denominator: float | None
    hidden: bool


class PartOut(ValueOut):
    """The figure of one part of the whole; ``rows`` the address of those it counts, where they can be opened."""

    key: str
    name: str
    rows: str | None


class TargetOut(Schema):
    """What the unit aims at in the year in which the period ends, and which document says so."""

    year: int
    value: float
    law: str


class PublishedOut(Schema):
    """A figure of somebody's report (số liệu công bố): never part of what is counted here."""

    figure: str
    printed: str
    numerator: float
    denominator: float | None
    counts: str
    place: str
    from_: dt.date = Field(alias="from")
    to: dt.date
    source: str
    quote: str


class IndicatorOut(ValueOut):
    """An indicator's figure for a unit with what lies beneath it, and days (both ends counted).

    The units are those of the day `as_of`; predecessors are codes of ended units that are summed with them. Each day is
    counted by the version of the definition that is its own: `versions` says which, `definition` is the last of them.
    """

    id: str
    name: str
    name_en: str
    unit_of_measure: str
    unit: str
    as_of: dt.date
    predecessors: list[str]
    from_: dt.date = Field(alias="from")
    to: dt.date
    definition: DefinitionOut
    versions: list[PieceOut]
    law: str
    target: TargetOut | None
    by: list[PartOut] | None
    rows: str | None
    published: list[PublishedOut]


class IndicatorLine(Schema):
    """An indicator of the list."""

    id: str
    name: str
    name_en: str
    group: str
    unit_of_measure: str
    basis: str
    law: str
    href: str


class IndicatorList(Schema):
    """Every indicator there is today."""

    items: list[IndicatorLine]


class RowOut(Schema):
    """One fact behind a figure: on which day, of what kind, how much, and the public code of what was counted."""

    day: dt.date
    kind: str
    amount: int
    code: str
    type: str
    channel: str
    outcome: str
    timing: str


class RowPage(Schema):
    """A page of the rows behind one part of a figure; ``of_others``: it sums units below too, who open their own."""

    items: list[RowOut]
    total: int
    of_others: bool
    page: int
    next: str | None


@router.get("", response={200: IndicatorList, **refusals(401, 403)}, operation_id="list_indicators")
def list_indicators(request: HttpRequest) -> HttpResponse:
    """Các chỉ tiêu: counted here, or only published by others."""
    if not policies.can_read(actor_of(request)):
        raise NotAllowed()
    found = definitions.definitions(now_of(request).date())
    return answer({
        "items": [
            {
                "id": one.id, "name": one.name, "name_en": one.name_en, "group": one.group,
                "unit_of_measure": one.shape.unit, "basis": one.basis.value, "law": one.law,
                "href": reverse("api-v1:indicator", args=[one.id]),
            }
            for one in found.values()
        ]
    })  # fmt: skip


@router.get("/{id}", response={200: IndicatorOut, **refusals(401, 403, 404, 422)}, operation_id="indicator")
def indicator(
    request: HttpRequest,
    id: Annotated[IndicatorId, Path()],
    unit: UnitCode = Query(""),
    first: Day | None = Query(None, alias="from"),
    last: Day | None = Query(None, alias="to"),
    by: By = Query(""),
    as_of: Day | None = Query(None),
    predecessors: bool = Query(False),
) -> HttpResponse:
    """Số liệu của một chỉ tiêu: the post's own agency and this year when nothing else is asked for.

    `as_of` sums the units that lay beneath it on another day (its code is that day's); `predecessors` adds those that
    ended and in whose place these stand, and names them.
    """
    actor, today = actor_of(request), now_of(request).date()
    since, until = _days(first, last, today)
    asked_unit = unit_on(unit, as_of or today).key if unit else ""
    seen = scope_of(actor, asked_unit, today, as_of=as_of, with_predecessors=predecessors)
    place, units = seen.root, seen.keys
    one = definitions.definition(id, until - DAY)
    shown = published(indicator=id, unit=None if one.basis is Basis.PUBLISHED else place.key)
    target = definitions.targets(place.key, (until - DAY).year, [id]).get(id)
    made: dict[str, Any] = {
        "id": one.id, "name": one.name, "name_en": one.name_en, "unit_of_measure": one.shape.unit, "unit": place.code,
        "as_of": seen.on.isoformat(), "predecessors": sorted(known_on(key, seen.on).code for key in seen.before),
        "from": since.isoformat(), "to": (until - DAY).isoformat(), "law": one.law, "definition": _definition(one),
        "target": None if target is None else {"year": target.year, "value": float(target.value), "law": target.law},
        "versions": [
            {"version": piece.one.version, "from": piece.since.isoformat(), "to": (piece.until - DAY).isoformat()}
            for piece in one.pieces(since, until)
        ],
        "value": None, "printed": "–", "numerator": 0, "denominator": None, "hidden": False, "by": None,
        "rows": None,
        "published": [_published(each) for each in shown],
    }  # fmt: skip
    if one.basis is Basis.COUNTED:
        counted = figures.figures([one], units, since, until, root=place.key, today=today)[one.id]
        made |= _value(counted)
        rows = None
        if _opens(actor, one, place) and figures.is_of_own(
            counted, one, units, place.key, since, until, today
        ):
            asked = {"from": since.isoformat(), "to": (until - DAY).isoformat()}
            rows = made["rows"] = f"{reverse('api-v1:indicator_rows', args=[id])}?{urlencode(asked)}"
        if by:
            told = rows is not None and by in counting.SPLITS
            made["by"] = [
                {
                    "key": part.key,
                    "name": part.name,
                    **_value(part.figure),
                    "rows": f"{rows}&{urlencode({'by': by, 'key': part.key})}" if told else None,
                }
                for part in _parts(one, seen, since, until, by, today)
            ]
    return answer(made)


@router.get(
    "/{id}/rows",
    response={200: RowPage, **refusals(401, 403, 404, 422)},
    operation_id="indicator_rows",
)
def indicator_rows(
    request: HttpRequest,
    id: Annotated[IndicatorId, Path()],
    first: Day | None = Query(None, alias="from"),
    last: Day | None = Query(None, alias="to"),
    part: PartName = Query("numerator"),
    by: Split = Query(""),
    key: Line = Query(""),
    page: PageNumber = Query(1),
    page_size: PageSize = Query(100),
) -> HttpResponse:
    """Các dòng phía sau số liệu của chính cơ quan: public codes only; of denunciations and surveys there are none.

    `by` and `key`: only of one part of a figure that is told apart.
    """
    actor, today = actor_of(request), now_of(request).date()
    since, until = _days(first, last, today)
    one = definitions.definition(id, until - DAY)
    if one.basis is not Basis.COUNTED:
        raise NotFound()
    found = figures.behind(actor, one, since, until, part=part, only=(by, key) if by else None)
    units = scope_of(actor, "", today).keys
    figure = figures.figures([one], units, since, until, root=actor.agency, today=today)[one.id]
    total, start = found.count(), page_size * (page - 1)
    asked = {
        "from": since.isoformat(), "to": (until - DAY).isoformat(), "part": part, "page": page + 1,
        "page_size": page_size, **({"by": by, "key": key} if by else {}),
    }  # fmt: skip
    more = total > start + page_size
    rows: Iterable[Any] = found[start : start + page_size]
    return answer({
        "items": [
            {
                "day": fact.day.isoformat(), "kind": fact.dimensions.kind, "amount": fact.counted, "code": fact.code,
                "type": fact.dimensions.type, "channel": fact.dimensions.channel, "outcome": fact.dimensions.outcome,
                "timing": fact.dimensions.timing,
            }
            for fact in rows
        ],
        "total": total, "page": page,
        "of_others": not figures.is_of_own(figure, one, units, actor.agency, since, until, today),
        "next": f"{reverse('api-v1:indicator_rows', args=[id])}?{urlencode(asked)}" if more else None,
    })  # fmt: skip


def _days(first: dt.date | None, last: dt.date | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days asked for, half-open; from the first of the year to today when nothing is said."""
    until = (last or today) + DAY
    since = first or (until - DAY).replace(month=1, day=1)
    if since >= until:
        raise Invalid(field="from", text="Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ.")
    if until - since > LONGEST:
        raise Invalid(field="from", text="Chọn kỳ không dài quá 30 năm.")
    return since, until


def _parts(
    one: Definition, seen: Scope, since: dt.date, until: dt.date, by: str, today: dt.date
) -> list[figures.Part]:
    match by:
        case "unit":
            return figures.by_unit(one, seen.keys, since, until, seen.on)
        case "level":
            return figures.by_level(one, seen.keys, since, until, seen.on)
        case "month":
            return figures.by_month(one, seen.keys, since, until, root=seen.root.key, today=today)
    return figures.by_dimension(one, seen.keys, since, until, by)


def _opens(by: Actor, one: Definition, place: UnitOn) -> bool:
    return policies.can_open_rows(by) and place.key == by.agency and figures.shows_rows(one)


def _number(amount: Any) -> int | float | None:
    if amount is None or isinstance(amount, int):
        return amount
    return int(amount) if amount == int(amount) else float(amount)


def _value(one: Figure) -> dict[str, Any]:
    rounded = one.worth.rounded
    return {
        "value": None if rounded is None else _number(rounded), "printed": one.printed,
        "numerator": _number(one.numerator) if one.worth.told else None,
        "denominator": _number(one.denominator) if one.worth.told else None, "hidden": one.worth.hidden,
    }  # fmt: skip


def _definition(one: Definition) -> dict[str, Any]:
    return {
        "version": one.version, "numerator": one.numerator_words, "denominator": one.denominator_words,
        "numerator_formula": written(one.numerator), "denominator_formula": written(one.denominator),
        "direction": one.direction.value, "rounding": one.shape.rounding.value, "places": one.shape.places,
        "zero": one.shape.zero.value, "certainty": one.certainty, "rule": one.rule, "note": one.note,
    }  # fmt: skip


def _published(shown: Shown) -> dict[str, Any]:
    one, amounts = shown.published, shown.amounts
    return {
        "figure": one.figure, "printed": shown.printed, "numerator": amounts.get("numerator"),
        "denominator": amounts.get("denominator"), "counts": one.certainty, "place": one.place,
        "from": one.since.isoformat(), "to": one.last.isoformat(), "source": shown.title, "quote": one.quote,
    }  # fmt: skip
