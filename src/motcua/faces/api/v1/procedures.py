"""The catalogue of administrative procedures, open to anyone."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.params.functions import Path, Query
from pydantic import StringConstraints

from motcua.areas.procedures import queries
from motcua.areas.procedures.ports import Fee, Paper, ProcedureRecord
from motcua.faces.api.answers import answer
from motcua.faces.api.tokens import now_of
from motcua.faces.api.v1.shapes import Cursor, Line, PageSize, refusals
from motcua.rules.deadlines import Limit
from motcua.rules.impossible import Invalid

BPMN = "application/bpmn+xml"
router = Router(tags=["Thủ tục"], auth=None)
LevelName = Literal["ministry", "province", "district", "commune", "other"]
ProcedureCode = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f/]+$")
]


class LimitOut(Schema):
    """A time limit: how many of which unit of time."""

    amount: float
    unit: Literal["working_day", "working_hour", "day", "hour"]


class ProcedureLine(Schema):
    """A procedure in a list; ``time_limit`` is null where no usable one is published."""

    code: str
    name: str
    field: str
    level: str
    levels: list[str]
    time_limit: LimitOut | None
    time_limit_text: str
    online_level: str
    receivable: bool


class ProcedurePage(Schema):
    """A part of the list; ``next_cursor`` is null at the end."""

    items: list[ProcedureLine]
    next_cursor: str | None
    total: int


class PaperOut(Schema):
    """A component of the dossier. ``asked`` false: a database replaces it and nobody may ask for it."""

    code: str
    name: str
    case: str
    required: bool
    copies: int
    originals: int
    photocopies: int
    forms: list[str]
    why: str
    kind: str
    asked: bool
    replaced_by: str
    replaced_law: str


class FeeOut(Schema):
    """A fee; ``amount`` null: fixed elsewhere, as ``note`` says."""

    label: str
    amount: int | None
    unit: str
    note: str


class BasisOut(Schema):
    """A legal basis."""

    symbol: str
    title: str


class WayOut(Schema):
    """A way of filing."""

    channel: str
    limit_text: str
    note: str


class StepOut(Schema):
    """A step of the internal process: work, post, working hours."""

    step: str
    post: str
    hours: float
    duty: str
    kind: str


class ProcedureOut(Schema):
    """The whole published record (NĐ 63/2010, NĐ 118/2025)."""

    code: str
    name: str
    field: str
    level: str
    levels: list[str]
    decision: str
    kind: str
    subjects: list[str]
    summary: str
    words: list[str]
    sequence: str
    ways: list[WayOut]
    papers: list[PaperOut]
    papers_not_asked: list[PaperOut]
    sets: int
    remarks: list[str]
    time_limit: LimitOut | None
    time_limit_text: str
    statutory_limit: LimitOut | None
    same_day: bool
    cutoff: str
    fees: list[FeeOut]
    agency: str
    deciding: str
    coordinating: str
    results: list[str]
    forms: list[str]
    conditions: str
    legal_basis: list[BasisOut]
    online_level: str
    on_the_spot: int
    any_place: bool
    linked: list[str]
    internal: bool
    process: list[StepOut]
    process_source: str
    source_url: str


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _limit(limit: Limit | None) -> dict[str, Any] | None:
    return None if limit is None else {"amount": _number(limit.amount), "unit": str(limit.unit)}


def _level(levels: tuple[str, ...], asked: str = "") -> str:
    if asked and asked in levels:
        return asked
    return "commune" if "commune" in levels else levels[0] if levels else ""


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "code": paper.code,
        "name": paper.name,
        "case": paper.case,
        "required": paper.required,
        "copies": paper.originals + paper.copies,
        "originals": paper.originals,
        "photocopies": paper.copies,
        "forms": [paper.form_name] if paper.form_name else [],
        "why": paper.why,
        "kind": paper.kind,
        "asked": paper.asked,
        "replaced_by": paper.replaced_by,
        "replaced_law": paper.replaced_law,
    }


def _fee(fee: Fee) -> dict[str, Any]:
    return {"label": fee.label, "amount": fee.amount, "unit": fee.unit, "note": fee.note}


def _record(record: ProcedureRecord) -> dict[str, Any]:
    texts = (
        "code", "name", "field", "decision", "kind", "summary", "sequence", "sets", "same_day", "agency", "deciding",
        "coordinating", "conditions", "online_level", "on_the_spot", "any_place", "internal", "process_source",
        "source_url",
    )  # fmt: skip
    lists = ("levels", "subjects", "words", "remarks", "results", "forms", "linked")
    return {
        **{name: getattr(record, name) for name in texts},
        **{name: list(getattr(record, name)) for name in lists},
        "level": _level(record.levels),
        "ways": [{"channel": w.channel, "limit_text": w.limit_text, "note": w.note} for w in record.ways],
        "papers": [_paper(paper) for paper in record.papers if paper.asked],
        "papers_not_asked": [_paper(paper) for paper in record.papers if not paper.asked],
        "time_limit": _limit(record.limit),
        "time_limit_text": record.limit_text or (record.limit.words() if record.limit else ""),
        "statutory_limit": _limit(record.statutory),
        "cutoff": str(record.cutoff),
        "fees": [_fee(fee) for fee in record.fees],
        "legal_basis": [{"symbol": basis.symbol, "title": basis.title} for basis in record.legal_basis],
        "process": [
            {"step": s.step, "post": s.post, "hours": _number(s.hours), "duty": s.duty, "kind": s.kind}
            for s in record.process
        ],
    }


@router.get("", response={200: ProcedurePage, **refusals(422)}, operation_id="list_procedures")
def list_procedures(
    request: HttpRequest,
    q: Line = Query(""),
    field: Line = Query(""),
    level: LevelName | None = Query(None),
    page_size: PageSize = Query(20),
    cursor: Cursor = Query(""),
) -> HttpResponse:
    """Danh mục thủ tục: by words with or without accents, best first; by field and level."""
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 9):
        raise Invalid(field="cursor", text="Dấu trang không dùng được ở danh sách này. Mở lại từ trang đầu.")
    page = queries.search(
        q, field=field, level=level or "", limit=page_size, cursor=cursor, on=now_of(request).date()
    )
    items = [
        {
            "code": found.code,
            "name": found.name,
            "field": found.field,
            "level": _level(found.levels, level or ""),
            "levels": list(found.levels),
            "time_limit": _limit(found.limit),
            "time_limit_text": found.limit_text,
            "online_level": found.online_level,
            "receivable": found.receivable,
        }
        for found in page.items
    ]
    return answer({"items": items, "next_cursor": page.next_cursor or None, "total": page.total})


@router.get("/{code}", response={200: ProcedureOut, **refusals(404, 422)}, operation_id="get_procedure")
def get_procedure(
    request: HttpRequest, code: Annotated[ProcedureCode, Path()], unit: Line = Query("")
) -> HttpResponse:
    """Một thủ tục: the published record, with the internal process of ``unit`` when it has its own."""
    return answer(_record(queries.record(code, now_of(request).date(), agency=unit)))


@router.get(
    "/{code}/process.bpmn",
    response={200: None, **refusals(404, 422)},
    operation_id="get_procedure_process",
    openapi_extra={
        "responses": {
            200: {
                "description": "BPMN 2.0 XML",
                "content": {BPMN: {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def get_procedure_process(
    request: HttpRequest, code: Annotated[ProcedureCode, Path()], unit: Line = Query("")
) -> HttpResponse:
    """Quy trình nội bộ dạng BPMN 2.0: the process of ``unit``, or of every agency, with its diagram."""
    content = queries.as_bpmn(code, now_of(request).date(), unit)
    return HttpResponse(content, content_type=BPMN, headers={"Cache-Control": "no-store"})
