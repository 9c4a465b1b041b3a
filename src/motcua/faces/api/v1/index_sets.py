"""Index sets: which there are, and the points of a unit within some days, per group and item (DOMAIN §4)."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Router, Schema
from ninja.params.functions import Path, Query
from pydantic import StringConstraints

from motcua.areas.indicators.queries import index_sets
from motcua.faces.api.answers import answer
from motcua.faces.api.tokens import actor_of, now_of
from motcua.faces.api.v1.places import UnitCode
from motcua.faces.api.v1.shapes import Day, Line, refusals
from motcua.rules.scoring.index_sets import Scored

router = Router(tags=["Bộ chỉ số"])
SetCode = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z\-]+$")]


class SetLine(Schema):
    """An index set in the version of today; ``computed`` false: people give the points."""

    id: str
    year: int
    name: str
    computed: bool
    most: float
    law: str
    certainty: str
    since: dt.date


class SetList(Schema):
    """Every set."""

    items: list[SetLine]
    next_cursor: str | None


class ItemOut(Schema):
    """An item with its points. ``state``: scored; empty (nothing happened); unknown (no source: ``points`` is null)."""

    code: str
    name: str
    most: float
    points: float | None
    lost: float
    state: Literal["scored", "empty", "unknown"]
    numerator: int | None
    denominator: int | None
    one_more: float
    per_point: float
    definition: str
    law: str
    certainty: str
    rows: str
    parts: list["ItemOut"]


class GroupOut(Schema):
    """A group with its items."""

    code: str
    name: str
    most: float
    known: float
    points: float
    items: list[ItemOut]


class SetOut(Schema):
    """The points of a unit: ``known`` are those that have a source, ``estimate`` reckoned back before the decision."""

    id: str
    year: int
    name: str
    unit: str
    unit_name: str
    predecessors: list[str]
    since: dt.date
    until: dt.date
    total: float
    known: float
    most: float
    estimate: bool
    law: str
    source: str
    groups: list[GroupOut]


@router.get("/index-sets", response={200: SetList, **refusals(401, 403)}, operation_id="list_index_sets")
def list_index_sets(request: HttpRequest) -> HttpResponse:
    """Các bộ chỉ số, bảng chấm điểm."""
    found = index_sets.listed(actor_of(request), now_of(request).date())
    items = [
        {
            "id": one.code, "year": one.year, "name": one.name, "computed": one.computed, "most": float(one.set.most),
            "law": one.law, "certainty": one.certainty, "since": one.since.isoformat(),
        }
        for one in found
    ]  # fmt: skip
    return answer({"items": items, "next_cursor": None})


@router.get(
    "/index-sets/{id}", response={200: SetOut, **refusals(401, 403, 404, 422)}, operation_id="read_index_set"
)
def read_index_set(
    request: HttpRequest,
    id: Annotated[SetCode, Path()],
    unit: UnitCode = Query(""),
    since: Day | None = Query(None, alias="from"),
    until: Day | None = Query(None, alias="to"),
    procedure: Line = Query(""),
    post: Line = Query(""),
    as_of: Day | None = Query(None),
    predecessors: bool = Query(False),
) -> HttpResponse:
    """Điểm của một đơn vị theo nhóm và mục; ``to`` is the last day; this month up to today when no days are given.

    `as_of` sums the units that lay beneath it on another day; `predecessors` adds those in whose place these stand.
    """
    by, at = actor_of(request), now_of(request)
    last = until or at.date()
    first = since or last.replace(day=1)
    one = index_sets.asked(
        by, id, first, last + dt.timedelta(days=1), unit=unit, procedure=procedure, post=post, as_of=as_of,
        with_predecessors=predecessors, at=at,
    )  # fmt: skip
    sheet = index_sets.sheet(one, at)
    asked = {
        "tu": first.isoformat(),
        "den": last.isoformat(),
        "don-vi": one.root.key,
        "thu-tuc": procedure,
        "vi-tri": post,
        "co-cau": as_of.isoformat() if as_of else "",
        "truoc": "1" if predecessors else "",
    }

    def rows(code: str) -> str:
        said = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('desk:index-set-item', args=[one.version.code, code])}?{said}"

    return answer(
        {
            "id": one.version.code, "year": one.version.year, "name": one.version.name, "unit": one.root.key,
            "unit_name": one.root.name, "predecessors": sorted(one.before),
            "since": first.isoformat(), "until": last.isoformat(),
            "total": float(sheet.total), "known": float(sheet.known), "most": float(sheet.set.most),
            "estimate": one.estimate, "law": one.version.law, "source": one.version.source,
            "groups": [
                {
                    "code": group.criterion.code, "name": group.criterion.name, "most": float(group.criterion.most),
                    "known": float(group.known), "points": float(group.points),
                    "items": [_item(item, rows) for item in group.children],
                }
                for group in sheet.groups
            ],
        }
    )  # fmt: skip


def _item(one: Scored, rows: Any) -> dict[str, Any]:
    of = one.criterion
    said = f"{of.numerator} ÷ {of.denominator}" if of.numerator else ""
    return {
        "code": of.code, "name": of.name, "most": float(of.most), "lost": float(one.lost), "state": str(one.state),
        "points": None if one.state == "unknown" else float(one.points),
        "numerator": one.share.numerator if one.share else None,
        "denominator": one.share.denominator if one.share else None,
        "one_more": float(one.one_more), "per_point": float(one.per_point),
        "definition": ". ".join(filter(None, (said, of.note))), "law": of.law, "certainty": of.certainty,
        "rows": "" if one.children else rows(of.code), "parts": [_item(part, rows) for part in one.children],
    }  # fmt: skip
