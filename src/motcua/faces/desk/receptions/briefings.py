"""The monthly briefing of reception at the desk: figures, matters with a unit and a day, conclusions, minutes."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_safe

from motcua.areas.receptions import actions, forms, policies, queries
from motcua.base import spoken
from motcua.base.documents import forms as letters
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

FIGURES = {
    "visits": gettext_lazy("Lượt tiếp"), "persons": gettext_lazy("Lượt người"), "matters": gettext_lazy("Vụ việc"),
    "groups": gettext_lazy("Đoàn đông người"), "in_groups": gettext_lazy("Người trong đoàn"),
    "open": gettext_lazy("Lượt tiếp chờ trả lời"), "late": gettext_lazy("Lượt tiếp đã trễ"),
    "petitions_open": gettext_lazy("Đơn đang xử lý"), "petitions_late": gettext_lazy("Đơn đã trễ"),
    "red": gettext_lazy("Đơn để quá lâu chưa xử lý (mức báo đỏ)"),
    "duty_held": gettext_lazy("Ngày người đứng đầu đã tiếp"),
    "duty_missed": gettext_lazy("Ngày người đứng đầu bỏ lỡ"),
}  # fmt: skip
BAD = frozenset({"late", "petitions_late", "red", "duty_missed"})
DONE: Mapping[str, Any] = {
    "open": gettext_lazy("Đã mở giao ban của tháng."), "raise_matter": gettext_lazy("Đã ghi việc nêu tại giao ban."),
    "solve_matter": gettext_lazy("Đã ghi xong việc."),
    "close_briefing": gettext_lazy("Đã kết thúc giao ban, số liệu giữ nguyên như lúc này."),
}  # fmt: skip


def _guard(request: HttpRequest) -> Any:
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_take_register(by, by.agency):
        raise NotAllowed()
    return by


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Giao ban tiếp công dân: what is still to be held, what was raised and is open, the briefings."""
    return _listing(request)


def _listing(request: HttpRequest, *, say: str = "", status: int = 200) -> HttpResponse:
    by, at = _guard(request), now_of(request)
    rows = queries.briefings(by)
    context = {
        "now": at, "briefings": rows, "missing": queries.not_briefed(by, at.date()), "say": say, "errors": [],
        "matters": [{"row": row, "late": row.due < at.date()} for row in queries.open_matters(by)],
        "prepares": policies.can_brief(by, by.agency), "this": at.date().replace(day=1),
        "opened": {row.month for row in rows},
    }  # fmt: skip
    return render(request, "desk/briefings.html", context, status=status)


@official
@act_on("desk:briefings")
def begin(request: HttpRequest) -> HttpResponse:
    """Mở giao ban của một tháng."""
    by, at = _guard(request), now_of(request)
    if not policies.can_brief(by, by.agency):
        raise NotAllowed()
    try:
        month = day_of(f"{request.POST.get('thang', '')[:7]}-01")
        made = actions.open_briefing(by=by, at=at, agency=by.agency, month=month)
    except ValueError:
        return _listing(request, say=_("Chọn tháng này hoặc một tháng đã qua trong một năm."), status=422)
    except Impossible as error:
        status = 422 if error.faults else 403 if isinstance(error, NotAllowed) else 409
        return _listing(request, say=spoken.refusal(error), status=status)
    messages.success(request, DONE["open"])
    return redirect("desk:briefing", made.code)


# --- one briefing ----------------------------------------------------------------------------------------------


@official
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một buổi giao ban."""
    return _one(request, code)


def _field(
    request: HttpRequest, act: str, faults: Any, of: str, name: str, label: str, **more: Any
) -> dict[str, Any]:
    back, begins = act == of, more.pop("begins", "")
    return {
        "id": f"{of}-{name}", "name": name, "label": label, "kind": "area", "rows": 3,
        "value": typed(request, name, 6000) if back else begins,
        "errors": [spoken.fault(fault) for fault in faults if back and fault.field == name], **more,
    }  # fmt: skip


@sensitive_variables()
def _one(
    request: HttpRequest, code: str, *, say: str = "", act: str = "", faults: Any = (), status: int = 200
) -> HttpResponse:
    by, at = _guard(request), now_of(request)
    found, titles, today = queries.briefing(by, code), titles_of(by, at), at.date()
    told = found.figures or queries.briefing_figures(by, found.month, at)
    notes, still = policies.can_note(by, found), found.closed_at is None

    def field(of: str, name: str, label: str, **more: Any) -> dict[str, Any]:
        return _field(request, act, faults, of, name, label, **more)

    sheets: list[dict[str, Any]] = []
    if still and notes:
        sheets.append({"name": "raise_matter", "verb": _("Ghi việc"), "title": _("Nêu một việc"), "fields": [
            field("raise_matter", "text", _("Việc cần giải quyết"), required=True),
            field("raise_matter", "unit", _("Đơn vị giải quyết"), kind="line", required=True),
            field("raise_matter", "due", _("Xong trước ngày"), kind="day", required=True),
        ]})  # fmt: skip
    if still and policies.can_close(by, found):
        sheets.append({
            "name": "close_briefing", "verb": _("Kết thúc giao ban"), "title": _("Kết luận, kết thúc giao ban"),
            "confirm": _("Biên bản và số liệu giữ nguyên từ lúc này."), "fields": [
                field(
                    "close_briefing", "held_on", _("Ngày giao ban"), kind="day", begins=today.isoformat(),
                    required=True,
                ),
                field("close_briefing", "present", _("Thành phần dự"), required=True),
                field("close_briefing", "conclusions", _("Kết luận"), required=True),
            ],
        })  # fmt: skip
    context = {
        "now": at, "briefing": found, "chaired_by": titles.get(found.chaired_by, found.chaired_by), "still": still,
        "figures": [(label, told[name], name in BAD and told[name] > 0) for name, label in FIGURES.items()],
        "matters": [
            {"row": row, "late": row.solved_at is None and row.due < today,
             "solve": field(f"solve_matter-{row.n}", "outcome", _("Kết quả giải quyết"), required=True)}
            for row in found.matters.all()
        ],
        "earlier": [
            {"row": row, "late": row.solved_at is None and row.due < today}
            for row in queries.earlier_matters(by, found)
        ],
        "notes": notes, "sheets": sheets, "say": say,
        "errors": [{"field_id": f"{act}-{one.field}", "label": spoken.fault(one), "text": ""} for one in faults],
    }  # fmt: skip
    return render(request, "desk/briefing.html", context, status=status)


def _day(request: HttpRequest, name: str) -> dt.date:
    try:
        return day_of(request.POST.get(name, ""))
    except ValueError as error:
        raise Invalid(field=name, text=_("Chọn ngày theo lịch, ví dụ 26/11/2026.")) from error


def _number(request: HttpRequest) -> int:
    given = request.POST.get("n", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 5 else 0


GIVEN: Mapping[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "raise_matter": lambda request: {
        "text": typed(request, "text", 3000), "unit": typed(request, "unit", 300), "due": _day(request, "due"),
    },
    "solve_matter": lambda request: {"n": _number(request), "outcome": typed(request, "outcome", 3000)},
    "close_briefing": lambda request: {
        "held_on": _day(request, "held_on"), "present": typed(request, "present", 3000),
        "conclusions": typed(request, "conclusions", 6000),
    },
}  # fmt: skip


@official
@act_on("desk:briefing")
@sensitive_post_parameters()
@sensitive_variables()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác: what is not allowed is said on the same page, nothing is lost."""
    by, at = _guard(request), now_of(request)
    found = queries.briefing(by, code)
    if name not in actions.BRIEFING_VERBS:
        raise NotFound()
    if not policies.BY_BRIEFING_ACT[name](by, found):
        raise NotAllowed()
    shown = f"{name}-{_number(request)}" if name == "solve_matter" else name
    try:
        actions.BRIEFING_VERBS[name](by=by, at=at, briefing=code, **GIVEN[name](request))
    except NotFound:
        raise
    except Impossible as error:
        status = 422 if error.faults else 403 if isinstance(error, NotAllowed) else 409
        say = "" if error.faults else spoken.refusal(error)
        return _one(request, code, say=say, act=shown, faults=error.faults, status=status)
    messages.success(request, DONE[name])
    return redirect("desk:briefing", code)


KINDS: Mapping[str, tuple[str, Any]] = {
    "pdf": ("application/pdf", letters.as_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", letters.as_docx),
}


@official
@require_safe
def minutes(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Biên bản giao ban, as PDF or DOCX."""
    by = _guard(request)
    found = queries.briefing(by, code)
    if kind not in KINDS:
        raise NotFound()
    media_type, make = KINDS[kind]
    answer = HttpResponse(make(forms.minutes(found, by=by)), content_type=media_type)
    shown = "inline" if kind == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{shown}; filename="giao-ban-{found.code}.{kind}"'
    return answer
