"""The dossier page: clock, path, papers, steps, the acts allowed now, and what may be printed."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from motcua.areas.cases import queries as cases
from motcua.areas.cases.policies import holds
from motcua.areas.dossiers import actions, forms, policies, queries
from motcua.areas.dossiers.choices import PaperForm, State
from motcua.areas.filings import queries as filings
from motcua.areas.results import actions as warehouse
from motcua.areas.results import queries as stored
from motcua.areas.results.choices import PDF
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents import queries as documents
from motcua.base.files import actions as files
from motcua.base.files import queries as kept
from motcua.base.files.choices import ALLOWED
from motcua.base.files.policies import upload_faults
from motcua.base.journal import queries as journal
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import Actor
from motcua.base.people import queries as people
from motcua.base.people.actions import reveal_citizen
from motcua.base.people.choices import Purpose
from motcua.faces.desk.cases.views import chip_of, titles_of
from motcua.faces.desk.dossiers import acting
from motcua.faces.desk.fees.panel import panel
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.results import sent, shown
from motcua.faces.ui.session import now_of, official
from motcua.faces.ui.stages import stages_of
from motcua.rules.deadlines import explain
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

STATES = dict(State.choices)
WITH_A_FILE = frozenset({"finish-step", "sign-result", "issue-result"})
REFUSED = {"dossier.reception_declined", "dossier.refused", "dossier.cancelled", "dossier.supplement_expired"}


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một hồ sơ."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, say: str = "", act: str = "", faults: Any = (), status: int = 200,
    revealed: Any = None, fee_act: str = "", fee_wrong: Mapping[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    dossier = queries.one(by, code)
    case, type_ = dossier.case, queries.type_of(dossier)
    calendar, titles = calendar_for(case.agency), titles_of(by, at, case)
    sees_people = policies.can_open_people(by, case)
    events, visits = queries.events(dossier), cases.visits(case)
    allowed = queries.acts_for(by, dossier)
    requests = [
        {"round": one.round, "items": json.loads(one.items), "reason": one.reason, "until": one.until,
         "answered": one.answered_at}
        for one in queries.requests(dossier)
    ]  # fmt: skip
    handed = cases.handed_note(case, visits) if sees_people and holds(by, case) else None
    following = type_.steps[case.step + 1] if case.step + 1 < len(type_.steps) else None
    wrong: dict[str, list[str]] = {}
    for fault in faults:
        wrong.setdefault(fault.field.split(".")[0], []).append(spoken.fault(fault))
    kept_result = queries.result_row(dossier)
    stages = stages_of(dossier, at, calendar)
    agencies = {stage["what"]: stage["who"] for stage in stages}
    holder = titles.get(case.post, case.post) or agencies.get(case.step_name, "")
    whole = dossier.parent.case if dossier.parent else None
    since = case.received_at
    why = [spoken.spoken(line) for line in explain(since, type_.limit, calendar, type_.cut)] if since else []
    context = {
        "now": at, "dossier": dossier, "case": case, "type": type_, "state_text": STATES[case.state],
        "chip": chip_of(case, at, calendar), "why": why,
        "people": sees_people, "revealed": revealed, "known": _known(by, dossier) if sees_people else None,
        "path": _path(case, events, at, calendar, holder=holder, next_step=following, timed=_timed(type_, case)),
        "title": case.title,
        "stages": stages, "whole": whole,
        "whole_href": reverse("desk:dossier", args=[whole.code]) if whole else "",
        "handed": _note(handed, titles) if handed else None,
        "steps": _steps(
            type_.steps, visits, titles, at, calendar, notes=sees_people,
            agencies=agencies,
        ),
        "channel": dossier.get_channel_display(), "way_back": dossier.get_return_by_display(),
        "papers": [
            {
                **paper, "form": dict(PaperForm.choices).get(paper["form"], ""),
                "declared": bool(dossier.answers) and paper["form"] == "electronic" and not paper.get("files"),
            }
            for paper in dossier.papers
        ],
        "acts": [
            acting.button(
                name, case.code, first=place == 0, next_step=following["name"] if following else "",
                refused=case.state == State.REFUSED,
            )
            for place, name in enumerate(allowed)
        ],
        "allowed": [name for name in allowed if name in acting.FORMS], "open_act": act, "say": say, "wrong": wrong,
        "errors": [
            {"field_id": f"{act}-{name}", "label": acting.LABELS.get(name, name), "text": ""} for name in wrong
        ],
        "forms": [documents.FORMS[name] for name in forms.available(dossier)] if sees_people else [],
        "answered": filings.answered(dossier) if sees_people else [],
        "requests": requests if sees_people else [], "waits_for": requests[-1] if requests and case.paused else None,
        "decisions": list(queries.decisions(dossier).values()) if sees_people else [],
        "result": kept_result if kept_result and kept_result.issued_at else None,
        "signed": kept_result if kept_result and kept_result.signed_at and not kept_result.issued_at else None,
        "drafted": kept_result if kept_result and not kept_result.issued_at else None,
        "drafts": case.duty in ("process", "review"),
        "signatures": _signatures(kept_result) if sees_people else [],
        "rating": queries.rating(dossier), "new": request.GET.get("moi") == "1",
        "printed": "mau-03" if case.state == State.REFUSED_RECEPTION else "mau-01",
        "typed": request.POST, "fee_act": fee_act, "fee_wrong": fee_wrong or {},
        "stars": range(5, 0, -1), "following": following,
        "holder": holder, "sendable": case.step > 1,
        "askable": [paper for paper in type_.papers if paper.get("asked", True)],
        "paths": {"at_counter": case.state in (State.SUBMITTED, State.RECEIVED)},
        "fees": panel(by, case.subject, case.agency, dossier.procedure, (case.received_at or at).date(), at,
                      wanted=queries.copies_wanted(dossier)),
        "usual_until": _usual_until(case, at, calendar) if "reschedule" in allowed else None,
    }  # fmt: skip
    return render(request, "desk/dossier.html", context, status=status)


def page_saying(
    request: HttpRequest, code: str, *, say: str, status: int, fee_act: str, fee_wrong: Mapping[str, str]
) -> HttpResponse:
    """The page with a sentence on top and at the fields: what an act of the fees panel could not do."""
    return _page(request, code, say=say, status=status, fee_act=fee_act, fee_wrong=fee_wrong)


def _known(by: Actor, dossier: Any) -> people.Known | None:
    try:
        return people.citizen(by, dossier.applicant_id) if dossier.applicant_id else None
    except Impossible:
        return None


def _signatures(found: Any) -> list[dict[str, Any]]:
    """The signatures of the result, or of what was signed and not issued yet, as of when the journal had them."""
    had_at = (found.issued_at or found.signed_at) if found else None
    if found is None or had_at is None or found.file is None or found.file.media_type != PDF:
        return []
    content = kept.open_file(found.file.id, subject=found.file.subject).content
    return shown(stored.signatures_of(content, had_at))


def _usual_until(case: Any, at: dt.datetime, calendar: Any) -> dt.datetime:
    """Two working days after the promise, or after now when that has passed: where a new appointment begins."""
    moved: dt.datetime = calendar.add_working_days(max(case.due_at, at), 2)
    return moved


def _timed(type_: Any, case: Any) -> bool:
    """Whether the step has hours of its own: one without them ends when what it waits for does."""
    return case.step < len(type_.steps) and float(type_.steps[case.step]["hours"]) > 0


def _path(
    case: Any, events: Any, at: dt.datetime, calendar: Any, *, holder: str, next_step: Any, timed: bool
) -> list[dict[str, Any]]:
    """What happened, who has it now and until when, what comes next."""
    rows: list[dict[str, Any]] = [
        {
            "state": "refused" if event.kind in REFUSED else "done", "at": event.at, "who": event.by_title,
            "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
        }
        for event in events
    ]  # fmt: skip
    if case.closed_at is None:
        if case.paused:
            rows.append({"state": "paused", "what": _("Chờ người nộp bổ sung giấy tờ")})
        elif case.finished_at:
            rows.append({"state": "now", "what": _("Chờ người nộp đến nhận"), "at": case.finished_at})
        else:
            chip = due_chip(case.step_due_at, at, calendar=calendar) if timed and case.step_due_at else None
            rows.append(
                {"state": "now", "what": case.step_name, "who": holder or _("chưa ai nhận"), "chip": chip}
            )
            if next_step:
                rows.append({"state": "next", "what": next_step["name"], "who": next_step["post"]})
    return rows


def _note(stay: Any, titles: Any) -> dict[str, Any]:
    """What the post of a stay left for whoever came after it."""
    return {
        "text": stay.note, "who": titles.get(stay.post, stay.post), "at": stay.left_at, "step": stay.name,
        "sent_back": stay.outcome == actions.SEND_BACK,
    }  # fmt: skip


def _steps(
    planned: Any,
    visits: Any,
    titles: Any,
    at: dt.datetime,
    calendar: Any,
    *,
    notes: bool,
    agencies: Mapping[str, str],
) -> list[dict[str, Any]]:
    """The internal process as planned beside what happened: who, when, within its time or not.

    ``agencies`` do the stages of a linked dossier, by the name of the step.
    """
    rows = []
    for index, step in enumerate(planned):
        stays = [visit for visit in visits if visit.step == index]
        last = stays[-1] if stays else None
        timed = step["kind"] != "return"
        spent = sum(
            calendar.working_seconds_between(visit.entered_at, visit.left_at or at) for visit in stays
        )
        rows.append(
            {
                "name": step["name"], "post": step["post"] or agencies.get(step["name"], ""),
                "hours": step["hours"], "stay": last, "times": len(stays),
                "holder": titles.get(last.post, last.post) if last else "", "now": bool(last and last.left_at is None),
                "late": bool(last and timed and (last.left_at or at) > last.due_at), "timed": timed,
                "spent": round(spent / 3600, 1) if last and timed else None,
                "notes": [_note(stay, titles) for stay in stays if notes and stay.note],
            }
        )  # fmt: skip
    return rows


# --- acts ------------------------------------------------------------------------------------------------------


@official
@require_POST
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác trên hồ sơ: what the law or the state does not allow is said on the same page, nothing is lost."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.one(by, code)
    verb = actions.VERBS.get(name)
    if verb is None:
        raise NotFound()
    try:
        given = acting.GIVEN[name](request) if name in acting.GIVEN else {}
        if name in WITH_A_FILE:
            _with_file(request, verb, by, at, code, given)
        else:
            verb(by=by, at=at, dossier=code, **given)
    except NotFound:
        raise
    except Impossible as error:
        status = 422 if error.faults else 403 if isinstance(error, NotAllowed) else 409
        say = "" if error.faults else spoken.refusal(error)
        return _page(request, code, say=say, act=name, faults=error.faults, status=status)
    messages.success(request, acting.RECORDED[name])
    return redirect("desk:dossier", code)


def _with_file(
    request: HttpRequest, verb: Any, by: Actor, at: dt.datetime, code: str, given: dict[str, Any]
) -> None:
    """An act with the file that came along: both are kept, or neither."""
    upload = request.FILES.get("file")
    faults = upload_faults(request)
    if faults:
        raise Invalid.of(faults)
    with transaction.atomic():
        file = (
            files.store(subject=code, name=upload.name or "", content=upload, by=by, at=at)
            if upload
            else None
        )
        verb(by=by, at=at, dossier=code, file=file, **given)


@official
@require_POST
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Xem đầy đủ người nộp: the whole record, for this dossier; the reading is journalled."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    dossier = queries.one(by, code)
    if dossier.applicant_id is None:
        raise people.NoSuchCitizen()
    work = dossier.case.subject
    citizen = reveal_citizen(
        by=by, at=at, citizen=dossier.applicant_id, purpose=Purpose.PROCESSING, work=work
    )
    shown = {
        "citizen": citizen, "contact": queries.contact(dossier), "note": dossier.note,
        "declared": filings.declared(dossier),
    }  # fmt: skip
    return _page(request, code, revealed=shown)


# --- what is printed and taken away ----------------------------------------------------------------------------


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


@official
@require_GET
def paper(request: HttpRequest, code: str, file: uuid.UUID) -> HttpResponse:
    """Tệp của một giấy tờ đã nộp trực tuyến; for posts that work on dossiers."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    dossier = queries.one(by, code)
    if not policies.can_open_people(by, dossier.case):
        raise NotFound()
    opened = kept.open_file(file, subject=code)
    answer = HttpResponse(opened.content, content_type=opened.view.media_type)
    ending = next((kind.endings[0] for kind in ALLOWED if kind.name == opened.view.media_type), "")
    answer["Content-Disposition"] = f'attachment; filename="giay-to-{code}-{file.hex[:8]}{ending}"'
    return answer


@official
@require_GET
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Tệp kết quả, or what the official signed so far; for posts that work on dossiers. The reading is journalled."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    dossier = queries.one(by, code)
    if not policies.can_see_people(by, dossier.case.agency):
        raise NotFound()
    at = now_of(request)
    if queries.result(dossier) is None:
        opened = actions.open_signed(by=by, at=at, dossier=code)
    else:
        opened = warehouse.open_result(by=by, at=at, result=code)
    return sent(opened.content, opened.view.media_type, code)
