"""Dossiers: receive, read, list, act, print."""

import base64
import binascii
import re
from contextlib import nullcontext
from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Path, Query

from motcua.areas.cases import queries as cases
from motcua.areas.dossiers import actions, forms, queries
from motcua.base.documents.queries import render
from motcua.base.files import actions as files
from motcua.base.journal.ports import Actor
from motcua.base.journal.queries import receipt
from motcua.faces.api.answers import answer, moment, pdf
from motcua.faces.api.tokens import actor_of, now_of
from motcua.faces.api.v1 import dossier_shapes as shapes
from motcua.faces.api.v1 import writing
from motcua.faces.api.v1.acting import ACT, REPEATABLE, nothing_else, offer
from motcua.faces.api.v1.repeats import done_once
from motcua.faces.api.v1.shapes import AddressMoment, Code, Cursor, Line, PageSize, refusals
from motcua.rules.impossible import Invalid

router = Router(tags=["Hồ sơ"])
READ = refusals(401, 404, 422)
FormName = Literal[
    "slip", "mau-01", "mau-02", "mau-03", "mau-04", "mau-05", "mau-06", "mau-07", "refusal", "control-sheet"
]
_BY_ID = re.compile(r"\d{1,18}")
_PDF = {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}


# --- receive and read ------------------------------------------------------------------------------------------


@router.post("", response={201: shapes.ReceivedOut, **ACT}, operation_id="receive", openapi_extra=REPEATABLE)
def receive(request: HttpRequest, given: shapes.DossierIn) -> HttpResponse:
    """Tiếp nhận hồ sơ: code, appointment, slip, tracking key and receipt."""
    by, at = actor_of(request), now_of(request)

    def do() -> dict[str, Any]:
        dossier = actions.receive(
            by=by,
            at=at,
            procedure=given.procedure,
            unit=given.unit,
            channel=given.channel,
            applicant=given.applicant.model_dump(),
            papers=[paper.model_dump() for paper in given.papers],
            note=given.note,
            return_by=given.return_by,
        )
        case = dossier.case
        return {
            "code": case.code,
            "state": case.state,
            "procedure": dossier.procedure,
            "unit": case.agency,
            "received_at": moment(case.received_at),
            "due_at": moment(case.due_at),
            **writing.addresses(request, case.code, queries.tracking_key(case.code)),
            "receipt": receipt(queries.received_event(dossier), fresh=True),
        }

    return done_once(request, by.post, 201, do)


@router.get("", response={200: shapes.DossierPage, **refusals(401, 422)}, operation_id="list_dossiers")
def list_dossiers(
    request: HttpRequest,
    state: shapes.StateOut | None = Query(None),
    unit: Line = Query(""),
    q: Line = Query(""),
    due_before: AddressMoment | None = Query(None),
    mine: bool = Query(False),
    page_size: PageSize = Query(20),
    cursor: Cursor = Query(""),
) -> HttpResponse:
    """Danh sách hồ sơ: those this post may see, newest first; with ``mine`` or ``due_before`` what is due first."""
    by_due = mine or due_before is not None
    if cursor and not (cases.due_cursor(cursor) if by_due else _BY_ID.fullmatch(cursor)):
        raise Invalid(field="cursor", text="Dấu trang không dùng được ở danh sách này. Mở lại từ trang đầu.")
    found = queries.listed(
        actor_of(request), state=state or "", unit=unit, q=q, due_before=due_before, mine=mine
    )
    page = cases.page(found, size=page_size, cursor=cursor or None, by_due=by_due)
    return answer({"items": [writing.line(case) for case in page.items], "next_cursor": page.next_cursor})


@router.get("/{code}", response={200: shapes.DossierOut, **READ}, operation_id="get_dossier")
def get_dossier(request: HttpRequest, code: Annotated[Code, Path()]) -> HttpResponse:
    """Một hồ sơ: where it stands, its history, what this post may do now."""
    by = actor_of(request)
    return answer(writing.dossier(by, queries.one(by, code)))


@router.get(
    "/{code}/{form}.pdf",
    response={200: None, **READ},
    operation_id="print_form",
    openapi_extra={"responses": {200: _PDF}},
)
def print_form(
    request: HttpRequest, code: Annotated[Code, Path()], form: Annotated[FormName, Path()]
) -> HttpResponse:
    """Các mẫu của TT 03/2025/TT-VPCP; ``slip`` is Mẫu 01, ``control-sheet`` Mẫu 06."""
    by = actor_of(request)
    name = {"slip": "mau-01", "control-sheet": "mau-06"}.get(form, form)
    dossier = queries.one(by, code)
    data = forms.filled(name, dossier, by=by, on=now_of(request).date())
    return pdf(render(name, data), f"{name}-{code}.pdf")


# --- acts ------------------------------------------------------------------------------------------------------


def _acted(request: HttpRequest, act: str, code: str, **given: Any) -> HttpResponse:
    by, at = actor_of(request), now_of(request)

    def do() -> dict[str, Any]:
        return writing.dossier(by, actions.VERBS[act](by=by, at=at, dossier=code, **given))

    return done_once(request, by.post, 200, do)


for _act, _said, _shape in (
    ("accept", "Tiếp nhận hồ sơ nộp trực tuyến", None),
    ("transfer", "Chuyển xử lý", None),
    ("take", "Nhận xử lý", None),
    ("finish-step", "Hoàn thành bước", shapes.FinishStepIn),
    ("ask-supplement", "Yêu cầu bổ sung", shapes.AskSupplementIn),
    ("supplement", "Nhận giấy tờ bổ sung", shapes.SupplementIn),
    ("refuse", "Từ chối", shapes.RefuseIn),
    ("reschedule", "Xin lỗi và hẹn lại", shapes.RescheduleIn),
    ("return", "Trả kết quả", None),
    ("withdraw", "Dừng theo yêu cầu", shapes.ReasonIn),
    ("cancel", "Hủy do tiếp nhận nhầm", shapes.CancelIn),
    ("correct", "Đính chính thông tin người nộp", shapes.CorrectIn),
    ("rate", "Đánh giá", shapes.RateIn),
):
    offer(
        router, _act, _said, _shape, _acted, told=shapes.DossierOut, means=actions.VERBS[_act].__doc__ or ""
    )


@router.post(
    "/{code}/acts/issue-result",
    response={200: shapes.DossierOut, **ACT},
    operation_id="issue_result",
    summary="Ban hành kết quả",
    openapi_extra=REPEATABLE,
)
def issue_result(
    request: HttpRequest, code: Annotated[Code, Path()], given: shapes.IssueResultIn | None = None
) -> HttpResponse:
    """Ban hành kết quả: its number and file; the clock stops."""
    by, at = actor_of(request), now_of(request)
    given = given or shapes.IssueResultIn()

    def do() -> dict[str, Any]:
        with transaction.atomic() if given.file else nullcontext():
            file = _file(by, code, given.file, request)
            found = actions.issue_result(
                by=by, at=at, dossier=code, number=given.number, file=file, valid_to=given.valid_to,
                scan=given.scan.model_dump() if given.scan else None,
            )  # fmt: skip
        return writing.dossier(by, found)

    return done_once(request, by.post, 200, do)


@router.post(
    "/{code}/acts/sign-result",
    response={200: shapes.DossierOut, **ACT},
    operation_id="sign_result",
    summary="Ký số kết quả",
    openapi_extra=REPEATABLE,
)
def sign_result(
    request: HttpRequest, code: Annotated[Code, Path()], given: shapes.SignResultIn
) -> HttpResponse:
    """Ký số kết quả: the official's signature, with the key of their post or as the file already bears it."""
    by, at = actor_of(request), now_of(request)

    def do() -> dict[str, Any]:
        with transaction.atomic() if given.file else nullcontext():
            file = _file(by, code, given.file, request)
            found = actions.sign_result(
                by=by, at=at, dossier=code, file=file, **given.model_dump(exclude={"file"})
            )
        return writing.dossier(by, found)

    return done_once(request, by.post, 200, do)


def _file(by: Actor, code: str, given: str | shapes.FileIn | None, request: HttpRequest) -> Any:
    if given is None or given == "":
        return None
    if isinstance(given, str):
        return files.assign(file_id=given, subject=upload_subject(by), to=code, field="file")
    queries.one(by, code)
    try:
        content = base64.b64decode(given.content, validate=False)
    except (binascii.Error, ValueError) as error:
        raise Invalid(field="file.content", text="Nội dung tệp không phải base64 đúng.") from error
    return files.store(
        subject=code, name=given.name, content=content, by=by, at=now_of(request), field="file"
    )


def upload_subject(by: Actor) -> str:
    """To whom an uploaded file belongs until an act takes it up: to the post that sent it."""
    return f"upload:{by.post}"


nothing_else(router)
