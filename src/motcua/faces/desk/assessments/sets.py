"""The editor of sets: a table of criteria typed row by row or read from a file, what it gives now, then publishing."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.assessments import actions, forms, policies, queries
from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.base.orgs.queries import version_on
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.scoring.index_files import Version, read
from motcua.rules.scoring.index_sets import Part, Way
from motcua.rules.scoring.local_sets import HEAD, MOST_ROWS, Class, Draft, Known, Row, content, draft_of

CELLS = ("group", "adds", "code", "name", "most", "way", "indicator", "steps", "evidence")
SPARE, LONGEST = 4, 1_000
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def ways() -> dict[str, str]:
    """How points come about, in words."""
    return {
        str(Way.GIVEN): _("chấm tay"), str(Way.GRADE): _("chấm 0-1-2"), str(Way.STEPS): _("theo bậc"),
        str(Way.SHARE): _("theo tỷ lệ"),
    }  # fmt: skip


def parts() -> dict[str, str]:
    """What a group does to the total, in words."""
    return {str(Part.POINTS): _("điểm"), str(Part.BONUS): _("thưởng"), str(Part.MINUS): _("trừ")}


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Bộ tiêu chí của cơ quan, và những bộ để bắt đầu từ đó."""
    return _listing(request)


def _listing(request: HttpRequest, *, say: str = "", status: int = 200) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_keep_sets(by):
        raise NotAllowed()
    on = at.date()
    own = [
        {"code": code, "name": next((row.content["name"] for row in rows if row.content), code), "rows": rows,
         "ended": not rows[0].content}
        for code, rows in queries.own_versions(by).items()
    ]  # fmt: skip
    context = {
        "now": at, "say": say, "own": own, "agency": version_on(by.agency, on).name,
        "templates": [one for one in queries.sets(by, on) if not one.number],
    }  # fmt: skip
    return render(request, "desk/assessments/sets.html", context, status=status)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Soạn bộ tiêu chí: from nothing, from a template or the version before; look at what it gives; publish."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_keep_sets(by):
        raise NotAllowed()
    on, known = at.date(), queries.indicators_to_choose(at.date())
    if request.method != "POST":
        start = request.GET.get("tu", "")[:48]
        if not start:
            return _page(request, Draft({}), known, f"{on}")
        own, found = queries.template(by, start, on)
        draft = draft_of(found, known, code=own)
        head = draft.head if own else {**draft.head, "law": "", "note": ""}
        return _page(request, replace(draft, head=head), known, f"{on}")
    draft, day = _typed(request.POST), request.POST.get("valid_from", "")[:10]
    if request.POST.get("viec") == "them":
        return _page(request, draft, known, day, more=10)
    try:
        if request.POST.get("viec") != "cong-bo":
            return _page(request, draft, known, day, preview=_preview(request, draft, known))
        actions.publish_set(by=by, at=at, draft=draft, valid_from=_day(day))
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        return _refused(request, draft, known, day, refusal)
    messages.success(request, _("Đã công bố bộ tiêu chí; bảng đã mở vẫn chấm theo bản của mình."))
    return redirect("desk:assessment-sets")


def _refused(
    request: HttpRequest, draft: Draft, known: dict[str, Known], day: str, refusal: Impossible
) -> HttpResponse:
    if refusal.faults:
        errors = [
            {"field_id": _id_of(fault.field), "label": spoken.fault(fault), "text": ""}
            for fault in refusal.faults
        ]
        return _page(request, draft, known, day, errors=errors, status=422)
    return _page(request, draft, known, day, say=spoken.refusal(refusal), status=409)


@official
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Nhập từ tệp: read into the editor with everything that is wrong; nothing is kept until it is published."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_keep_sets(by):
        raise NotAllowed()
    known = queries.indicators_to_choose(at.date())
    if found := upload_faults(request):
        return _listing(request, say=spoken.fault(found[0]), status=422)
    file = request.FILES.get("file")
    try:
        draft = forms.draft_from(file.read(forms.MOST_BYTES + 1) if file else b"", known)
    except Invalid as refusal:
        return _listing(request, say=" ".join(spoken.refusals(refusal)), status=422)
    try:
        return _page(request, draft, known, f"{at.date()}", preview=_preview(request, draft, known))
    except Invalid as refusal:
        return _refused(request, draft, known, f"{at.date()}", refusal)


@official
@require_POST
def ending(request: HttpRequest) -> HttpResponse:
    """Ngừng dùng một bộ tiêu chí."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    try:
        actions.end_set(by=by, at=at, code=request.POST.get("bo", "")[:40])
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        return _listing(request, say=spoken.refusal(refusal), status=409)
    messages.success(request, _("Bộ tiêu chí không dùng nữa từ ngày mai."))
    return redirect("desk:assessment-sets")


@official
@require_safe
def file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Tệp của một bộ: CSV để điền trong bảng tính, JSON đủ cả mức xếp loại."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_keep_sets(by):
        raise NotAllowed()
    if kind not in KINDS:
        raise NotFound()
    own, found = queries.template(by, code, at.date())
    known = queries.indicators_to_choose(at.date())
    made = forms.as_json(found) if kind == "json" else forms.as_csv(draft_of(found, known, code=own))
    answer = HttpResponse(made, content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{own or found["code"]}.{kind}"'
    return answer


def _day(text: str) -> dt.date:
    try:
        return day_of(text)
    except ValueError as error:
        raise Invalid(field="valid_from", text="Chọn ngày áp dụng theo lịch, ví dụ 01/12/2026.") from error


def _count(text: str, most: int) -> int:
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) < 5 else 0


def _typed(given: QueryDict) -> Draft:
    def cell(name: str) -> str:
        return given.get(name, "").strip()[:LONGEST]

    rows = tuple(
        Row(**{name: cell(f"row-{n}-{name}") for name in CELLS})
        for n in range(1, _count(cell("rows"), MOST_ROWS + 50) + 1)
    )
    grades = tuple(
        Class(
            cell(f"grade-{n}-name"), cell(f"grade-{n}-at_least"), cell(f"grade-{n}-no_zero") == "1",
            cell(f"grade-{n}-code"),
        )
        for n in range(1, 9)
    )  # fmt: skip
    marks = tuple(
        {name: cell(f"mark-{n}-{name}") for name in ("code", "name", "grade")}
        for n in range(1, 21) if cell(f"mark-{n}-code")
    )  # fmt: skip
    return Draft({name: cell(name) for name in HEAD}, rows, grades, marks)


def _id_of(field: str) -> str:
    """The field of the page for a field of the act: ``row.3.most`` is ``row-3-most``."""
    return field.replace(".", "-")


def _preview(request: HttpRequest, draft: Draft, known: dict[str, Known]) -> dict[str, Any]:
    """The groups with their points, and what indicators would give the own agency this year; raises Invalid."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    made = content(draft, known)
    version: Version = read({**made, "year": at.year, "since": at.date()})
    counted = queries.counted(version.set, by.agency, at.year, at)
    return {
        "unit": version_on(by.agency, at.date()).name, "most": version.set.most, "leaves": len(version.set.leaves),
        "groups": version.set.groups,
        "typed": sum(not leaf.indicator for leaf in version.set.leaves),
        "rows": [
            {"criterion": leaf, "indicator": known[leaf.indicator].name, "read": counted.get(leaf.code)}
            for leaf in version.set.leaves if leaf.indicator
        ],
    }  # fmt: skip


def _page(
    request: HttpRequest, draft: Draft, known: dict[str, Known], valid_from: str, *,
    preview: dict[str, Any] | None = None, errors: list[dict[str, str]] | None = None, say: str = "", more: int = 0,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    wrong = {one["field_id"] for one in errors or ()}
    blank = max(SPARE if not draft.rows else SPARE - sum(row.blank for row in draft.rows), 0)
    rows = [*draft.rows, *[Row()] * max(more, blank)][: MOST_ROWS + 50]
    typed = [one for one in draft.grades if one.name or one.at_least]
    grades = [*typed, *[Class()] * 8][: min(max(5, len(typed) + 1), 8)]
    context = {
        "now": now_of(request), "head": draft.head, "valid_from": valid_from, "preview": preview, "say": say,
        "errors": errors or [], "wrong": wrong, "ways": ways(), "parts": parts(),
        "indicators": sorted(((id, one.name) for id, one in known.items()), key=lambda pair: pair[1]),
        "rows": [
            {"n": n, "row": row, "wrong": {name for name in CELLS if f"row-{n}-{name}" in wrong}}
            for n, row in enumerate(rows, 1)
        ],
        "grades": [{"n": n, "grade": one} for n, one in enumerate(grades, 1)],
        "marks": [
            {"n": n, "mark": one, "grade": next((g.name for g in draft.grades if g.code == one["grade"]), "")}
            for n, one in enumerate(draft.marks, 1)
        ],
    }  # fmt: skip
    return render(request, "desk/assessments/set_edit.html", context, status=status)
