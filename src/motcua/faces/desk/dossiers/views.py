"""The dossier page: clock, path, papers, steps, and the acts allowed now."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from motcua.areas.cases import queries as cases
from motcua.areas.dossiers import actions, forms, policies, queries
from motcua.areas.dossiers.choices import PaperForm, State
from motcua.areas.dossiers.process import STANDARD
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents import queries as documents
from motcua.base.files import actions as files
from motcua.base.journal import queries as journal
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import Actor
from motcua.base.people.actions import reveal_citizen
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.session import now_of, official
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import nfc

STATES = dict(State.choices)
VERBS = {move.code: move.name for move in STANDARD.moves} | {"rate": "Ghi đánh giá của người dân"}
ASKS = {"ask-supplement", "refuse", "reschedule", "withdraw", "cancel", "issue-result", "finish-step", "supplement", "rate"}
CONFIRM = {
    "transfer": "Hồ sơ sẽ được chuyển đến bước xử lý đầu tiên.",
    "return": "Ghi nhận đã trả kết quả cho người nộp. Hồ sơ kết thúc.",
}
DANGER = {"refuse", "withdraw", "cancel"}


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một hồ sơ."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, say: str = "", act: str = "", faults: Any = (), status: int = 200,
    revealed: Any = None,
) -> HttpResponse:  # fmt: skip
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    dossier = queries.one(by, code)
    case, type_ = dossier.case, queries.type_of(dossier)
    calendar = calendar_for(case.agency)
    people = policies.can_see_people(by, case.agency)
    events = queries.events(dossier)
    visits = cases.visits(case)
    state = "stopped" if case.finished_at else "paused" if case.paused else "running"
    contact = queries.contact(dossier) if people else {}
    allowed = queries.acts_for(by, dossier)
    context = {
        "now": at, "dossier": dossier, "case": case, "type": type_, "state_text": STATES[case.state],
        "chip": due_chip(case.due_at, at, state=state, calendar=calendar, ended=case.finished_at),
        "people": people, "contact": contact, "revealed": revealed,
        "events": [
            {
                "state": "done", "at": event.at, "who": event.by_title,
                "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
            }
            for event in events
        ],
        "steps": _steps(type_.steps, visits, at, calendar), "channel": dossier.get_channel_display(),
        "papers": [{**paper, "form": dict(PaperForm.choices).get(paper["form"], "")} for paper in dossier.papers],
        "acts": [_act(name, case.code, first=index == 0) for index, name in enumerate(allowed)],
        "asks": [name for name in allowed if name in ASKS], "open_act": act,
        "forms": [documents.FORMS[name] for name in forms.available(dossier)] if people else [],
        "requests": [
            {"round": r.round, "items": json.loads(r.items), "reason": r.reason, "until": r.until, "answered": r.answered_at}
            for r in queries.requests(dossier)
        ],
        "decisions": list(queries.decisions(dossier).values()), "result": queries.result(dossier),
        "rating": queries.rating(dossier), "new": request.GET.get("moi") == "1", "say": say,
        "faults": [str(fault) for fault in faults], "typed": request.POST, "stars": range(5, 0, -1),
        "sendable": case.step > 1, "hash": events[-1].hash if events else "",
    }  # fmt: skip
    return render(request, "desk/dossier.html", context, status=status)


def _steps(planned: list[dict[str, Any]], visits: list[Any], at: dt.datetime, calendar: Any) -> list[dict[str, Any]]:
    """The internal process as planned beside what happened: who, when, within its time or not."""
    rows = []
    for index, step in enumerate(planned):
        stays = [visit for visit in visits if visit.step == index]
        last = stays[-1] if stays else None
        late = bool(last and step["kind"] != "return" and (last.left_at or at) > last.due_at)
        rows.append(
            {
                "name": step["name"], "post": step["post"], "hours": step["hours"], "stay": last, "late": late,
                "times": len(stays), "now": bool(last and last.left_at is None),
                "spent": calendar.working_seconds_between(last.entered_at, last.left_at or at) / 3600 if last else None,
            }
        )  # fmt: skip
    return rows


def _act(name: str, code: str, *, first: bool) -> dict[str, Any]:
    """One button of the act bar."""
    tone = "danger" if name in DANGER else "primary" if first else ""
    button = {"verb": _(VERBS[name]), "tone": tone, "name": name, "confirm": _(CONFIRM[name]) if name in CONFIRM else ""}
    if name in ASKS:
        return {**button, "method": "get", "url": f"#viec-{name}"}
    return {**button, "url": reverse("desk:act", args=[code, name])}


# --- acts ------------------------------------------------------------------------------------------------------


def _text(request: HttpRequest, name: str) -> str:
    return nfc(request.POST.get(name, "")).strip()


def _moment(request: HttpRequest, name: str) -> dt.datetime | None:
    typed = request.POST.get(name, "")
    if not typed:
        return None
    try:
        return dt.datetime.fromisoformat(typed).replace(tzinfo=TZ)
    except ValueError as error:
        raise Invalid(field=name, text="Ghi ngày giờ theo mẫu 26/11/2026 10:00.") from error


def _supplement(request: HttpRequest) -> dict[str, Any]:
    items = [line.strip() for line in _text(request, "items").splitlines() if line.strip()]
    return {"items": items, "reason": _text(request, "reason"), "until": _moment(request, "until")}


def _reschedule(request: HttpRequest) -> dict[str, Any]:
    until = _moment(request, "until")
    if until is None:
        raise Invalid(field="until", text="Chọn ngày giờ hẹn mới.")
    return {"reason": _text(request, "reason"), "until": until}


def _stars(request: HttpRequest) -> dict[str, Any]:
    typed = request.POST.get("stars", "")
    return {"stars": int(typed) if typed.isdecimal() else 0, "comment": _text(request, "comment")}


GIVEN: dict[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "finish-step": lambda r: {"outcome": _text(r, "outcome") or "done", "note": _text(r, "note")},
    "ask-supplement": _supplement,
    "supplement": lambda r: {},
    "refuse": lambda r: {"reason": _text(r, "reason"), "law": _text(r, "law")},
    "reschedule": _reschedule,
    "withdraw": lambda r: {"reason": _text(r, "reason")},
    "cancel": lambda r: {"reason": _text(r, "reason")},
    "rate": _stars,
}


@official
@require_POST
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác trên hồ sơ: what the law or the state does not allow is said on the same page, nothing is lost."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.one(by, code)
    verb = actions.VERBS.get(name)
    if verb is None:
        return _page(request, code, say=_("Không có thao tác này."), status=404)
    try:
        given = GIVEN[name](request) if name in GIVEN else {}
        if name == "issue-result":
            _issue(request, by, at, code)
        else:
            verb(by=by, at=at, dossier=code, **given)
    except Impossible as error:
        status = 422 if error.faults else 409
        return _page(request, code, say="" if error.faults else str(error), act=name, faults=error.faults, status=status)
    messages.success(request, _("Đã ghi: {verb}.").format(verb=_(VERBS[name])))
    return redirect("desk:dossier", code)


def _issue(request: HttpRequest, by: Actor, at: dt.datetime, code: str) -> None:
    upload = request.FILES.get("file")
    files.within_act(
        lambda: actions.issue_result(
            by=by, at=at, dossier=code, number=_text(request, "number"),
            file=files.store(subject=code, name=upload.name or "", content=upload.chunks(), by=by, at=at) if upload else None,
        )
    )  # fmt: skip


@official
@require_POST
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Xem đầy đủ người nộp: the whole record, for this dossier; the reading is journalled."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    dossier = queries.one(by, code)
    try:
        citizen = reveal_citizen(
            by=by, at=at, citizen=dossier.applicant_id, purpose="case", work=dossier.case.subject
        )
    except Impossible as error:
        return _page(request, code, say=str(error), status=403)
    return _page(request, code, revealed=citizen)


@official
@require_GET
def form(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một mẫu của TT 03/2025/TT-VPCP, để in."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    dossier = queries.one(by, code)
    made = documents.render(name, forms.filled(name, dossier, by=by, on=at.date()))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}-{code}.pdf"'
    return answer


@official
@require_GET
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Biên nhận kiểm chứng của lần tiếp nhận."""
    dossier = queries.one(request.actor, code)  # type: ignore[attr-defined]
    made = json.dumps(journal.receipt(queries.received_event(dossier)), ensure_ascii=False, indent=1)
    answer = HttpResponse(made, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="bien-nhan-{code}.json"'
    return answer
