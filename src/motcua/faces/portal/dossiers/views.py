"""Following a dossier with the slip in hand; rating it; keeping its receipt."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.dossiers import actions, queries
from motcua.areas.dossiers.choices import State
from motcua.areas.dossiers.process import STANDARD
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal import queries as journal
from motcua.base.journal.clock import now
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import CITIZEN
from motcua.base.messages.queries import notices_for
from motcua.faces.portal.procedures.views import base
from motcua.faces.ui.chips import due_chip
from motcua.rules.impossible import Impossible, Invalid

PUBLIC = {step.code: step.public for step in STANDARD.steps}
WAITING = {State.REFUSED_RECEPTION, State.STOPPED, State.CLOSED_UNSUPPLEMENTED, State.CANCELLED}
ENDED_BADLY = "refused"


def path_of(dossier: Any, at: Any) -> list[dict[str, Any]]:
    """The vertical path: what happened, who has it now (the office, never a person), what comes next."""
    steps: list[dict[str, Any]] = []
    for event in queries.events(dossier):
        kind = EVENTS.get(event.kind)
        said = kind.sentence(event.facts, public=True) if kind else ""
        if said:
            steps.append({"state": "done", "what": said, "at": event.at})
    case = dossier.case
    if case.closed_at is None:
        waits = case.state in {State.RESULT_READY, State.REFUSED}
        state = "paused" if case.paused else "now"
        steps.append(
            {"state": state, "what": _(PUBLIC[case.state]), "who": "" if waits else case.step_name, "at": case.last_at}
        )
        said = queries.next_said(case)
        if said:
            steps.append({"state": "next", "what": said})
    elif case.state in WAITING and steps:
        steps[-1]["state"] = ENDED_BADLY
    return steps


@require_safe
def track(request: HttpRequest) -> HttpResponse:
    """Theo dõi hồ sơ: the promise on top, then the path, then the proof."""
    code = "".join(request.GET.get("ma", "").split())[:60]
    key = request.GET.get("key", "").strip()[:60]
    if not code:
        return render(request, "portal/track.html", base())
    try:
        dossier = queries.tracked(code, key)
    except Impossible as error:
        context = base(code=code, error=str(error))
        return render(request, "portal/track.html", context, status=404)
    return _tracked(request, dossier, key)


def _tracked(request: HttpRequest, dossier: Any, key: str, *, error: str = "", status: int = 200) -> HttpResponse:
    at, case = now(), dossier.case
    state = "stopped" if case.finished_at else "paused" if case.paused else "running"
    requests = queries.requests(dossier)
    context = base(
        code=case.code, key=key, case=case, state_text=_(PUBLIC[case.state]),
        chip=due_chip(
            case.due_at, at, state=state, calendar=calendar_for(case.agency), ended=case.finished_at
        ),
        steps=path_of(dossier, at), kept=queries.promise_kept(case, at), notices=notices_for(case.subject),
        wanted=json.loads(requests[-1].items) if requests and case.paused else [],
        why=requests[-1].reason if requests and case.paused else "",
        until=requests[-1].until if requests and case.paused else None,
        rateable=case.state in queries.RATED_STATES, said=queries.rating(dossier), error=error,
        first=queries.received_event(dossier), stars=range(1, 6),
    )  # fmt: skip
    return render(request, "portal/tracked.html", context, status=status)


@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    """Đánh giá: the applicant's own words, once."""
    code, key = request.POST.get("ma", ""), request.POST.get("key", "")
    try:
        dossier = queries.tracked(code, key)
    except Impossible as error:
        return render(request, "portal/track.html", base(code=code, error=str(error)), status=404)
    given = request.POST.get("stars", "")
    try:
        if not given.isdecimal():
            raise Invalid(field="stars", text="Chọn từ 1 đến 5 sao.")
        actions.rate(
            by=CITIZEN, at=now(), dossier=dossier, stars=int(given), channel="portal",
            comment=request.POST.get("comment", ""),
        )  # fmt: skip
    except Impossible as error:
        return _tracked(request, dossier, key, error=str(error), status=422)
    return redirect(f"{reverse('portal:track')}?{urlencode({'ma': code, 'key': key})}#danh-gia")


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """Biên nhận kiểm chứng: a small file that proves, offline too, what was recorded at reception."""
    code, key = request.GET.get("ma", ""), request.GET.get("key", "")
    try:
        dossier = queries.tracked(code, key)
    except Impossible as error:
        return render(request, "portal/track.html", base(code=code, error=str(error)), status=404)
    made = journal.receipt(queries.received_event(dossier))
    answer = HttpResponse(
        json.dumps(made, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="bien-nhan-{dossier.case.code}.json"'
    return answer
