"""Denunciations at the desk: the list, one of them with its path, its acts, its letters, its shield.

To who neither handles nor decides them nothing here is there: every page answers as if there were none.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.cases import queries as cases
from motcua.areas.denunciations import actions, forms, policies, queries
from motcua.areas.denunciations.choices import BY_ACT, State
from motcua.areas.denunciations.process import STANDARD
from motcua.areas.petitions import actions as petition_actions
from motcua.areas.petitions import policies as petition_policies
from motcua.areas.petitions import queries as petitions
from motcua.areas.petitions.choices import Purpose
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents import forms as letters
from motcua.base.journal.events import EVENTS
from motcua.base.orgs.queries import posts_on
from motcua.faces.desk.cases.printed import printed
from motcua.faces.desk.cases.seeking import number_of, sought, to_address
from motcua.faces.desk.cases.views import chip_of, lines, titles_of
from motcua.faces.desk.denunciations import fields
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.ui.chips import due_chip, owed_chip
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

SIZE = 50
ACCEPTED = {"denounced": 700, "content": 21_000, "number": 80}
VERBS = {move.code: move.name for move in reversed(STANDARD.moves)}
LOOKS = {
    "order": ("search-check", "x"), "draft": ("file-pen", "x"), "send_back": ("undo-2", "t"),
    "conclude": ("gavel", "x"), "carry_out": ("list-checks", "x"), "publish": ("megaphone", "x"),
    "done": ("check", "d"),
    "extend": ("calendar-plus", ""), "suspend": ("circle-pause", ""), "resume": ("play", "x"),
    "withdraw": ("undo-2", ""), "stop": ("circle-stop", ""), "denounced_again": ("repeat", ""),
    "close": ("package-check", "x"),
}  # fmt: skip
MAIN = ("order", "draft", "conclude", "carry_out", "publish", "close", "resume")
CONFIRMED: Mapping[str, Any] = {
    "conclude": gettext_lazy("Kết luận được ghi và gửi đi, không lấy lại được."),
    "stop": gettext_lazy("Việc giải quyết dừng tại đây, không có kết luận."),
    "publish": gettext_lazy("Nội dung này được công khai."),
    "close": gettext_lazy("Hồ sơ khép lại, không thao tác thêm."),
}
SAID: Mapping[str, Any] = {
    "giao": gettext_lazy("Đã ghi việc giao mở danh tính."), "thoi": gettext_lazy("Đã ghi việc thôi giao."),
}  # fmt: skip


# --- the list --------------------------------------------------------------------------------------------------


@official
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Tố cáo: what is being settled, what is due; sought by code or pseudonym."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.knows_of(by):
        raise NotFound()
    asked = sought(request, ("trang-thai", "xem"))
    if request.method == "POST":
        return to_address("desk:denunciations", asked)
    state, mine = asked.wanted.get("trang-thai", ""), asked.wanted.get("xem") == "cua-toi"
    page = cases.page(
        queries.listed(by, q=asked.q, state=state, mine=mine), size=SIZE, cursor=number_of(asked.cursor)
    )
    calendar = calendar_for(by.agency)
    context = {
        "now": at, "q": asked.q, "state": state, "mine": mine, "lines": lines(by, page.items, at),
        "figures": queries.figures(by, at), "states": State.choices, "filtered": bool(asked.kept),
        "more": asked.more(page.next_cursor),
        "pressing": [
            {"row": row, "code": row.denunciation.case.code, "chip": due_chip(row.due_at, at, calendar=calendar)}
            for row in queries.pressing(by)[:12]
        ],
        "to_inform": [
            {"code": one.code, "chip": due_chip(one.inform_by, at, calendar=calendar)}
            for one in petitions.to_inform(by)[:12] if one.inform_by is not None
        ],
    }  # fmt: skip
    return render(request, "desk/denunciations.html", context)


# --- accept ----------------------------------------------------------------------------------------------------


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Thụ lý tố cáo: what is accepted, in words that may be mended; petition and matter change together."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    petition = petitions.one(by, code)
    if not queries.accepts(by, petition):
        raise NotFound()
    context: dict[str, Any] = {
        "now": at, "petition": petition, "case": petition.case,
        "values": {"denounced": petition.against, "content": "", "number": ""},
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "desk/denunciation_accept.html", context)
    values = {name: typed(request, name, most) for name, most in ACCEPTED.items()}
    try:
        made = actions.accept(by=by, at=at, petition=petition, **values)
    except NotFound:
        raise
    except Impossible as error:
        context |= {
            "values": values, "say": "" if error.faults else spoken.refusal(error), "errors": _errors("accept", error),
            "wrong": {fault.field: [spoken.fault(fault)] for fault in error.faults},
        }  # fmt: skip
        return render(request, "desk/denunciation_accept.html", context, status=422 if error.faults else 409)
    messages.success(request, _("Đã thụ lý tố cáo. Các thông báo phải gửi đứng ở đầu trang."))
    return redirect("desk:denunciation", made.code)


def _errors(act: str, error: Impossible) -> list[dict[str, Any]]:
    return [
        {"field_id": f"{act}-{fault.field}", "label": spoken.fault(fault), "text": ""}
        for fault in error.faults
    ]


# --- one denunciation ------------------------------------------------------------------------------------------


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một vụ việc tố cáo."""
    return _page(request, code)


@sensitive_variables()
def _page(
    request: HttpRequest, code: str, *, say: str = "", act: str = "", error: Impossible | None = None,
    status: int = 200, opened: Mapping[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    made = queries.one(by, code)
    case, petition, calendar = made.case, made.petition, calendar_for(made.case.agency)
    titles, todos = titles_of(by, at, made.case), queries.todos(made)
    allowed = queries.acts_for(by, made)
    given = request.POST if act else {}
    before = {
        "measures": made.measures, "findings": made.findings, "number": "", "conclusion": made.conclusion,
        "public_text": made.conclusion,
    }  # fmt: skip
    tasks, wrong = fields.open_tasks(todos), error.faults if error is not None else ()
    context = {
        "now": at, "denunciation": made, "case": case, "petition": petition, "state_text": State(case.state).label,
        "chip": _owed(case, todos, at, calendar) or chip_of(case, at, calendar),
        "holder": titles.get(case.post, case.post), "path": _path(made),
        "todos": [
            {
                "row": row, "own": row.task in BY_ACT,
                "chip": due_chip(
                    row.due_at, at, calendar=calendar, ended=row.done_at,
                    state="stopped" if row.done_at else "running",
                ),
            }
            for row in todos
        ],
        "written": queries.written(made),
        "letters": [
            {"code": one, "n": n, "name": name, "check": letters.wordings()[one].certainty == "check"}
            for one, n, name in forms.available(made)
        ],
        "acts": [_button(name, first=name in MAIN) for name in allowed],
        "sheets": [
            {
                "name": name, "verb": _(VERBS[name]),
                "fields": fields.drawn(name, given if name == act else {}, tasks, before, wrong if name == act else ()),
                "confirm": str(CONFIRMED.get(name, "")), "open": name == act,
            }
            for name in allowed
        ],
        "say": say or (spoken.refusal(error) if error is not None and not error.faults else ""),
        "errors": _errors(act, error) if error is not None else [], "open_act": act, "typed": request.POST,
        "opened": opened, **_shield(by, at, petition, titles),
    }  # fmt: skip
    return render(request, "desk/denunciation.html", context, status=status)


def _owed(case: Any, todos: Any, at: dt.datetime, calendar: Any) -> Any:
    """What the law still asks of a denunciation that is concluded or stopped: the nearest."""
    left = sorted((row for row in todos if row.done_at is None), key=lambda row: row.due_at)
    if not left or case.finished_at is None or case.closed_at is not None:
        return None
    what = str(left[0].get_task_display())
    if len(left) > 1:
        what = _("%(what)s và %(n)s việc nữa") % {"what": what, "n": len(left) - 1}
    return owed_chip(what, left[0].due_at, at, calendar)


def _path(made: Any) -> list[dict[str, Any]]:
    """What happened, as the journal tells it; then what comes next by the process."""
    steps: list[dict[str, Any]] = [
        {
            "state": "done", "at": event.at, "who": event.by_title,
            "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
        }
        for event in queries.events(made)
    ]  # fmt: skip
    way = [
        State.ACCEPTED,
        State.VERIFYING,
        State.DRAFTED,
        State.CONCLUDED,
        State.CARRIED_OUT,
        State.PUBLISHED,
    ]
    state = made.case.state
    if state in (State.SUSPENDED, State.STOPPED):
        mark = "paused" if state == State.SUSPENDED else "refused"
        return [*steps, {"state": mark, "what": str(State(state).label)}]
    if state not in way:
        return steps
    here = way.index(State(state))
    steps.append({"state": "now", "what": str(State(state).label)})
    return [*steps, *({"state": "next", "what": str(one.label)} for one in way[here + 1 :])]


def _button(name: str, *, first: bool) -> dict[str, Any]:
    icon, key = LOOKS[name]
    tone = "primary" if first else "danger" if name == "stop" else ""
    return {
        "name": name, "verb": _(VERBS[name]), "icon": icon, "key": key, "tone": tone, "method": "get",
        "url": f"#viec-{name}",
    }  # fmt: skip


def _shield(by: Any, at: dt.datetime, petition: Any, titles: Mapping[str, str]) -> dict[str, Any]:
    """Who may open the identity, and who did, why: for those who handle and decide."""
    on = at.date()
    return {
        "assignments": [
            {
                "row": row, "title": titles.get(row.post, row.post),
                "valid": row.valid_to is None or row.valid_to > on,
            }
            for row in petitions.assignments(by, petition)
        ],
        "openings": [
            {"row": row, "title": titles.get(row.post, row.post)} for row in petitions.openings(by, petition, on)
        ],
        "origin": petitions.knows_origin(by, petition, on),
        "assigns": petition_policies.can_assign(by, petition),
        "opens": petition_policies.can_open(by, petition)
        and petitions.assigned(petition.sealed, by.post, on) is not None,
        "posts": [
            post for post in posts_on(on, agency=by.agency)
            if petition_policies.can_be_assigned(post)
        ],
        "purposes": Purpose.choices[:3],
    }  # fmt: skip


# --- acts ------------------------------------------------------------------------------------------------------


@official
@act_on("desk:denunciation")
@sensitive_post_parameters()
@sensitive_variables()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác: what is not allowed is said on the same page, nothing is lost."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.one(by, code)
    verb = actions.VERBS.get(name)
    if verb is None:
        raise NotFound()
    try:
        verb(by=by, at=at, denunciation=code, **fields.read(request, name))
    except NotFound:
        raise
    except Impossible as error:
        if error.faults and name not in queries.acts_for(by, found):
            raise NotAllowed() from error  # a form filled in wrongly opens nothing
        return _page(request, code, act=name, error=error, status=_status(error))
    messages.success(request, _("Đã xong: %(what)s.") % {"what": _(VERBS[name])})
    return redirect("desk:denunciation", code)


def _status(error: Impossible) -> int:
    return 422 if error.faults else 403 if isinstance(error, NotAllowed) else 409


@official
@act_on("desk:denunciation")
@sensitive_post_parameters()
@sensitive_variables()
def identity(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Giao, thôi giao, mở danh tính người tố cáo: what is opened is shown once, on this page."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    petition = queries.one(by, code).petition.case.code
    try:
        if name == "giao":
            petition_actions.assign(
                by=by, at=at, petition=petition, post=typed(request, "post", 40),
                instrument=typed(request, "instrument", 200), valid_to=_until(request),
            )  # fmt: skip
        elif name == "thoi":
            n = request.POST.get("n", "")
            number = int(n) if n.isdecimal() and len(n) < 9 else 0
            petition_actions.unassign(by=by, at=at, petition=petition, n=number)
        elif name == "mo":
            shown = petition_actions.open_identity(
                by=by, at=at, petition=petition, purpose=request.POST.get("purpose", "")[:12],
                reason=typed(request, "reason", 600),
            )  # fmt: skip
            return _page(request, code, opened=shown)
        else:
            raise NotFound()
    except NotFound:
        raise
    except Impossible as error:
        return _page(request, code, act=name, error=error, status=_status(error))
    messages.success(request, SAID[name])
    return redirect("desk:denunciation", code)


def _until(request: HttpRequest) -> dt.date | None:
    given = request.POST.get("valid_to", "").strip()
    try:
        return day_of(given) if given else None
    except ValueError as error:
        raise Invalid(field="valid_to", text=_("Chọn ngày theo lịch, ví dụ 26/11/2026.")) from error


# --- letters ---------------------------------------------------------------------------------------------------


@official
@require_safe
def letter(request: HttpRequest, code: str, form: str, n: int, ending: str) -> HttpResponse:
    """Một văn bản của vụ việc, as PDF to print or DOCX to sign elsewhere."""
    by = request.actor  # type: ignore[attr-defined]
    made = queries.one(by, code)
    return printed(forms.filled(form, n, made, by=by), f"{form}-{made.code}", ending)
