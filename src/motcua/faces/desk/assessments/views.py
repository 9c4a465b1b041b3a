"""Sheets of points at the desk: one form from top to bottom for who scores, the same one for who appraises."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.assessments import actions, policies, queries
from motcua.areas.assessments.choices import State
from motcua.areas.cases import queries as cases
from motcua.areas.indicators.queries.units import units_below
from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues.acting import happened
from motcua.faces.desk.directives.views import given_back
from motcua.faces.desk.indicators.wording import late_still
from motcua.faces.ui import charts
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Fault, Impossible, NotAllowed, NotFound
from motcua.rules.scoring.index_files import Quota, Version
from motcua.rules.scoring.index_sets import Part, Put, Sheet

FIELDS = {
    "points": "diem",
    "said": "giai-trinh",
    "appraised": "tham-dinh",
    "reason": "ly-do",
    "marks": "viec",
    "decision": "quyet-dinh",
    "decided_on": "ngay",
}
"""What the acts call a field: what the page calls it, before the criterion."""


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Bảng chấm điểm của năm."""
    return _listing(request)


def _year(request: HttpRequest, on: dt.date) -> int:
    said = (request.GET if request.method != "POST" else request.POST).get("nam", "")
    return int(said) if said.isascii() and said.isdecimal() and 2000 <= int(said[:5]) < 2100 else on.year


def _listing(request: HttpRequest, *, say: str = "", status: int = 200) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    on, year = at.date(), _year(request, at.date())
    rows = queries.listed(by, year)
    sets = queries.sets_of(by, dt.date(year, 12, 31), rows)
    kept = {(row.name, row.unit) for row in rows}
    waits, totals = queries.publishable(by, rows), [float(row.total) for row in rows if row.total is not None]
    missing = queries.missing(by, year, at)
    put = {
        one.code: queries.put_up(by, one, [row for row in rows if row.name == one.code], on) for one in sets
    }
    context = {
        "now": at, "year": year, "years": queries.years(by, on), "say": say,
        "sets": [
            {
                "version": one, "rows": [_shown(row, one, on, put[one.code]) for row in rows if row.name == one.code],
                "put": _put(one, put[one.code]),
                "opens": [unit for unit in queries.units_to_fill(by, on) if (one.code, unit.key) not in kept],
                "waits": waits.get(one.code, 0),
                "missing": [row for row in missing if row.version.key == one.key],
            }
            for one in sets
        ],
        "top": max(totals, default=100.0), "keeps_sets": policies.can_keep_sets(by),
    }  # fmt: skip
    return render(request, "desk/assessments/list.html", context, status=status)


PUT = {
    Put.WITHIN: _lazy("trong chỉ tiêu xét bằng khen"),
    Put.TIED: _lazy("bằng điểm ở cuối chỉ tiêu: cơ quan có thẩm quyền quyết định"),
    Put.BEYOND: _lazy("ngoài chỉ tiêu xét bằng khen"),
}


def _put(version: Version, put: Mapping[str, tuple[Quota, Put]]) -> list[dict[str, Any]]:
    """Of each quota that any unit is of: how many may be put forward, how many have the class."""
    return [
        {"quota": quota, "n": len(those), "grade": _grade(version, version.best)}
        for quota in version.quotas
        if (those := [one for of, one in put.values() if of == quota])
    ]


def _shown(row: Any, version: Any, on: dt.date, put: Mapping[str, tuple[Quota, Put]]) -> dict[str, Any]:
    most = float(version.set.most)
    points = row.total if row.total is not None else row.self_total
    return {
        "row": row, "unit": queries.name_of(row.unit, on), "grade": _grade(version, row.grade),
        "drawing": charts.ranked([float(points or 0)], top=most)[0], "points": points,
        "appraised": row.total is not None, "put": PUT[put[row.code][1]] if row.code in put else "",
    }  # fmt: skip


def _grade(version: Any, code: str) -> str:
    return next((one.name for one in version.set.grades if one.code == code), "")


@official
@require_POST
def opening(request: HttpRequest) -> HttpResponse:
    """Mở bảng chấm điểm của đơn vị."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    try:
        opens = actions.open_missing if request.POST.get("khong-nop") else actions.open_sheet
        made = opens(
            by=by, at=at, unit=request.POST.get("don-vi", "")[:24] or by.agency, name=request.POST.get("bo", "")[:40],
            year=_year(request, at.date()),
        )  # fmt: skip
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        return _listing(
            request, say=" ".join(spoken.refusals(refusal)), status=422 if refusal.faults else 409
        )
    return redirect("desk:assessment", made.code)


@official
@require_POST
def publishing(request: HttpRequest) -> HttpResponse:
    """Công bố mức và thứ hạng."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    try:
        actions.publish(
            by=by, at=at, name=request.POST.get("bo", "")[:40], year=_year(request, at.date()),
            decision=request.POST.get("quyet-dinh", "")[:400],
        )  # fmt: skip
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        return _listing(
            request, say=" ".join(spoken.refusals(refusal)), status=422 if refusal.faults else 409
        )
    messages.success(request, _("Đã công bố mức và thứ hạng."))
    return redirect(f"{reverse('desk:assessments')}?nam={_year(request, at.date())}")


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một bảng chấm điểm."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, say: str = "", faults: Iterable[Fault] = (), status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    assessment = queries.one(by, code)
    version, kept = queries.version(assessment), queries.every_line(assessment)
    given, appraised = queries.sheet(assessment, kept), queries.sheet(assessment, kept, appraised=True)
    counted = queries.counted(version.set, assessment.unit, assessment.year, at)
    scores = policies.can_score(by, assessment) and assessment.state == State.DRAFT
    late = queries.is_late(assessment, at)
    appraises = policies.can_appraise(by, assessment) and (
        assessment.state in (State.SUBMITTED, State.APPRAISED) or queries.not_handed_in(assessment, at)
    )
    records = policies.can_record_decision(by, assessment) and assessment.state in (
        State.SUBMITTED, State.PUBLISHED,
    )  # fmt: skip
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    said = {_id_of(one.field): spoken.fault(one) for one in faults}
    beside = figures_beside(assessment, at) if scores or appraises or records else {}
    context = {
        "now": at, "assessment": assessment, "version": version, "unit": queries.name_of(assessment.unit, at.date()),
        "groups": _groups(given, appraised, kept, typed, said, _files(assessment), counted, beside), "given": given,
        "figures": _days_of(assessment.year, at.date()) if policies.can_open_figures(by, assessment) else "",
        "late": late,
        "bars": _bars(appraised if assessment.total is not None else given),
        "grade": _grade(version, assessment.grade), "scores": scores, "appraises": appraises, "say": say,
        "errors": [{"field_id": name, "label": text, "text": ""} for name, text in said.items()],
        "marks": [
            {"mark": mark, "on": mark.code in (request.POST.getlist("viec") if typed else assessment.marks)}
            for mark in version.marks
        ],
        "records": records, "decision": typed.get("quyet-dinh", assessment.decision),
        "decided_on": typed.get("ngay", f"{assessment.decided_on:%Y-%m-%d}" if assessment.decided_on else ""),
        "papers": _files(assessment).get("", []),
        "until": queries.day_of(assessment, "self_until"),
        "sends_back": policies.can_appraise(by, assessment) and assessment.state == State.SUBMITTED,
        "missing": len(queries.unscored(assessment, kept)),
        "history": happened(queries.events(assessment)),
    }  # fmt: skip
    return render(request, "desk/assessments/one.html", context, status=status)


def _days_of(year: int, on: dt.date) -> str:
    """A year so far, as pages of figures are asked for it."""
    return "ky=nam-nay" if year == on.year else f"tu={year}-01-01&den={year}-12-31"


def day_typed(text: str) -> dt.date | None:
    """A day as the field of a browser sends it; nothing of anything else."""
    try:
        return day_of(text)
    except ValueError:
        return None


def _id_of(field: str) -> str:
    """The field of the page for a field of an act: ``points.1.1`` is ``diem-1.1``."""
    name, _dot, criterion = field.partition(".")
    return f"{FIELDS.get(name, name)}-{criterion}" if criterion else FIELDS.get(name, name)


def _files(assessment: Any) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for criterion, n in assessment.files.order_by("n").values_list("criterion", "n"):
        found.setdefault(criterion, []).append(n)
    return found


def figures_beside(assessment: Any, at: dt.datetime) -> dict[str, list[dict[str, Any]]]:
    """Figures beside the points to give, with what is open and late of the same kind; of posts alone nothing is."""
    late = cases.late_now(units_below(assessment.agency, at.date()), at)
    whole = assessment.unit == assessment.agency
    return {
        code: [
            {
                "figure": one.figure, "own": one.own,
                "late": late_still(one.figure.definition, late) if whole or not one.own else "",
            }
            for one in found
        ]
        for code, found in queries.beside(assessment, at).items()
    }  # fmt: skip


def _groups(
    given: Sheet, appraised: Sheet, kept: dict[str, Any], typed: dict[str, str], said: dict[str, str],
    files: dict[str, list[int]], counted: Collection[str], beside: Mapping[str, Sequence[Mapping[str, Any]]],
) -> list[dict[str, Any]]:  # fmt: skip
    """Groups with the rows of their criteria: what was given, what is typed, what is wrong."""

    def row(one: Any) -> dict[str, Any]:
        code, line = one.criterion.code, kept[one.criterion.code]
        values = {
            "diem": queries.words(line.points), "giai_trinh": line.said, "tham_dinh": queries.words(line.appraised),
            "ly_do": line.reason,
        }  # fmt: skip
        typed_now = {
            name: typed[f"{name.replace('_', '-')}-{code}"]
            for name in values
            if f"{name.replace('_', '-')}-{code}" in typed
        }
        wrong = [said[name] for name in (f"{field}-{code}" for field in FIELDS.values()) if name in said]
        return {
            "criterion": one.criterion,
            "line": line,
            **values,
            **typed_now,
            "wrong": wrong,
            "files": files.get(code, []),
            "counted": code in counted,
            "beside": beside.get(code, ()),
            "most": "2" if one.criterion.way == "grade" else queries.words(one.criterion.most),
            "differs": line.appraised is not None and line.appraised != (line.points or 0),
        }

    return [
        {
            "criterion": group.criterion, "given": group.points, "appraised": above.points,
            "rows": [row(one) for one in group.walk() if not one.children],
        }
        for group, above in zip(given.groups, appraised.groups, strict=True)
    ]  # fmt: skip


def _bars(sheet: Sheet) -> list[dict[str, Any]]:
    """The groups drawn as a share of what each can have; bonus and minus stand beside them."""
    groups = [one for one in sheet.groups if one.criterion.part is Part.POINTS]
    drawings = charts.ranked([float(100 * one.points / one.criterion.most) for one in groups], top=100)
    return [
        {
            "label": one.criterion.name, "text": queries.words(one.points) or "0", "drawing": drawing, "href": "",
            "of": _("trên %(most)s") % {"most": queries.words(one.criterion.most)},
        }
        for one, drawing in zip(groups, drawings, strict=True)
    ]  # fmt: skip


@official
@act_on("desk:assessment")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Tự chấm, gắn minh chứng, nộp, trả lại, thẩm định."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    assessment = queries.one(by, code)
    may = MAY.get(name, policies.can_appraise)
    if name in DONE and not may(by, assessment):
        raise NotAllowed()
    if name not in DONE:
        raise NotFound()
    sends = name == "attach" or (name == "decided" and "file" in request.FILES)
    if sends and (found := upload_faults(request)):
        return _page(request, code, faults=found, status=422)
    try:
        _do(name, by, at, code, request)
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        if refusal.faults:
            return _page(request, code, faults=refusal.faults, status=422)
        return _page(request, code, say=spoken.refusal(refusal), status=409)
    messages.success(request, _("Đã nộp bảng tự chấm.") if "nop" in request.POST else DONE[name]())
    return redirect("desk:assessment", code)


MAY = {
    "score": policies.can_score,
    "attach": policies.can_score,
    "decided": policies.can_record_decision,
}
DONE = {
    "decided": lambda: _("Đã ghi quyết định của cấp trên."),
    "score": lambda: _("Đã ghi điểm tự chấm."), "attach": lambda: _("Đã gắn minh chứng."),
    "back": lambda: _("Đã trả lại để chấm lại."), "appraise": lambda: _("Đã ghi kết quả thẩm định."),
}  # fmt: skip


def _do(name: str, by: Actor, at: dt.datetime, code: str, request: HttpRequest) -> None:
    match name:
        case "score":
            actions.score_self(
                by=by,
                at=at,
                assessment=code,
                points=_sent(request, "diem"),
                said=_sent(request, "giai-trinh"),
            )
            if "nop" in request.POST:
                actions.submit(by=by, at=at, assessment=code)
        case "attach":
            file = request.FILES.get("file")
            actions.attach(
                by=by, at=at, assessment=code, criterion=request.POST.get("criterion", "")[:40],
                file_name=(file.name or "") if file else "", content=file.read() if file else b"",
            )  # fmt: skip
        case "decided":
            file, day = request.FILES.get("file"), request.POST.get("ngay", "")
            actions.record_decision(
                by=by, at=at, assessment=code, decision=request.POST.get("quyet-dinh", "")[:400],
                decided_on=day_typed(day), points=_sent(request, "tham-dinh"), reasons=_sent(request, "ly-do"),
                marks=request.POST.getlist("viec"), file_name=(file.name or "") if file else "",
                content=file.read() if file else b"",
            )  # fmt: skip
        case "back":
            actions.send_back(by=by, at=at, assessment=code)
        case _:
            actions.appraise(
                by=by, at=at, assessment=code, points=_sent(request, "tham-dinh"), reasons=_sent(request, "ly-do"),
                marks=request.POST.getlist("viec"),
            )  # fmt: skip


def _sent(request: HttpRequest, name: str) -> dict[str, str]:
    """What was typed for each criterion: ``diem-1.1`` → ``1.1``."""
    start = f"{name}-"
    return {
        key.removeprefix(start): str(value)[:4_000]
        for key, value in request.POST.items()
        if key.startswith(start)
    }


@official
@require_safe
def file(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Tệp minh chứng."""
    by = request.actor  # type: ignore[attr-defined]
    return given_back(queries.opened(by, code, n))
