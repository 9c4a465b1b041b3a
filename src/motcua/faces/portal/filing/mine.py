"""Hồ sơ của tôi: what was begun, what was filed, how it stands; supplements and withdrawals from home."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.cases.actions import SHAPES
from motcua.areas.dossiers import actions as dossier_actions
from motcua.areas.dossiers import queries as dossiers
from motcua.areas.dossiers.choices import State
from motcua.areas.filings import actions, queries
from motcua.areas.procedures.queries import names_of
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.files.choices import ACCEPT
from motcua.base.journal.ports import CITIZEN
from motcua.base.people.queries import SignedIn
from motcua.faces.portal.dossiers.path import PUBLIC
from motcua.faces.portal.dossiers.views import tracked_page
from motcua.faces.portal.filing import steps as way
from motcua.faces.portal.filing import taking
from motcua.faces.portal.filing.who import signed_in
from motcua.faces.portal.frame import page
from motcua.faces.ui import eforms as asking
from motcua.faces.ui import place
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Fault, Impossible, Invalid

WAITS_FOR_ME = {State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT}


@signed_in
@require_safe
def listed(request: HttpRequest, who: SignedIn) -> HttpResponse:
    """Hồ sơ của tôi; htmx asks for the list alone while the page stays open."""
    at = now_of(request)
    drafts = [draft for draft in queries.drafts_of(who.hash) if draft.kind == "filing"]
    titles = names_of([draft.procedure for draft in drafts], at.date())
    calendar = calendar_for(place.here())
    rows = []
    for dossier in dossiers_of(who):
        case = dossier.case
        state = "stopped" if case.finished_at or case.closed_at else "paused" if case.paused else "running"
        rows.append({
            "dossier": dossier, "case": case, "state_text": _(PUBLIC[case.state]), "mine": case.state in WAITS_FOR_ME,
            "chip": due_chip(case.due_at, at, state=state, calendar=calendar, ended=case.finished_at),
            "open": case.closed_at is None,
        })  # fmt: skip
    begun = [
        {
            "draft": draft,
            "title": titles.get(draft.procedure, draft.procedure),
            "href": way.left(draft),
        }
        for draft in drafts
    ]
    alone = request.headers.get("HX-Request") == "true"
    template = "portal/filing/_mine.html" if alone else "portal/filing/mine.html"
    answer = page(request, template, who=who, drafts=begun, rows=rows, keep=queries.keep_days(at.date()))
    answer["Vary"] = "HX-Request, Cookie"
    return answer


def dossiers_of(who: SignedIn) -> list[Any]:
    """The dossiers of whoever signed in, latest first."""
    return queries.dossiers_of(who.hash, who.number_hash, place.here())


def _mine(who: SignedIn, code: str) -> Any:
    return queries.mine(code, who.hash, who.number_hash, place.here())


@signed_in
@require_safe
def one(request: HttpRequest, who: SignedIn, code: str) -> HttpResponse:
    """Một hồ sơ của tôi: as whoever holds its slip sees it, with what the owner may do."""
    return shown(request, _mine(who, code))


def shown(request: HttpRequest, dossier: Any, *, error: str = "", status: int = 200) -> HttpResponse:
    """The page of one's own dossier."""
    moves = {move.code for move in SHAPES[dossiers.SHAPE].moves if move.source == dossier.case.state}
    return tracked_page(
        request, dossier, dossiers.tracking_key(dossier.code), error=error, status=status, own=True,
        can_supplement=dossier.case.state == State.AWAITING_SUPPLEMENT, can_withdraw="withdraw" in moves,
        declared=queries.declared(dossier), answered=queries.answered(dossier),
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, who: SignedIn, code: str) -> HttpResponse:
    """Bổ sung giấy tờ từ nhà: what is missing and why; upload, send."""
    dossier = _mine(who, code)
    try:
        draft = actions.begin_supplement(at=now_of(request), who=who, dossier=dossier)
        if request.method == "POST":
            keep_note(request, draft)
            if wrong := taking.take(request, draft):
                return supplement_page(request, who, draft, wrong=wrong, status=422)
            if "giu" in request.POST:
                return redirect(f"{request.path}#giay-{request.POST['giu'][:40]}")
            actions.send_supplement(by=CITIZEN, at=now_of(request), draft=draft.pk, owner=who.hash)
            return redirect("portal:my-dossier", code)
    except (actions.NothingSent, Invalid) as error:
        wrong = asking.wrong_of(error.faults, "papers.")
        mend = [to_mend(draft, fault) for fault in error.faults if fault.field.startswith("answers.")]
        say = "" if wrong or mend else spoken.refusal(error)
        return supplement_page(request, who, draft, wrong=wrong, mend=mend, say=say, status=422)
    except Impossible as error:
        return shown(request, _mine(who, code), error=spoken.refusal(error), status=409)
    return supplement_page(request, who, draft)


def keep_note(request: HttpRequest, draft: Any) -> None:
    """What is written to the official stays, whichever button was pressed."""
    if "note" in request.POST:
        actions.save(at=now_of(request), draft=draft, note=request.POST["note"][:1000])


def to_mend(draft: Any, fault: Fault) -> dict[str, str]:
    """One thing to mend in the declaration, with the page where it is."""
    name = fault.field.split(".")[1]
    steps = way.steps_of(draft, queries.content(draft))
    found = [one.code for one in steps if one.section and name in {q.name for q in one.section.questions}]
    return {"text": spoken.fault(fault), "href": way.address(draft, found[0]) if found else "#to-khai"}


def supplement_page(
    request: HttpRequest,
    who: SignedIn,
    draft: Any,
    *,
    wrong: Any = None,
    mend: Any = (),
    say: str = "",
    status: int = 200,
) -> HttpResponse:
    """What is missing, item by item; the declaration to correct; whatever else is to be sent or said."""
    dossier = _mine(who, draft.dossier)
    asked = dossiers.requests(dossier)[-1]
    found = queries.checklist(draft, queries.type_of(draft, now_of(request)), now_of(request).date())
    rows = [{"paper": paper, "errors": (wrong or {}).get(paper.code, [])} for paper in found if paper.taken]
    steps = way.steps_of(draft, queries.content(draft)) if dossier.answers else []
    more = [row for row in rows if row["paper"].how == "optional"]
    return page(
        request, "portal/filing/supplement.html", status=status, dossier=dossier, case=dossier.case, draft=draft,
        items=json.loads(asked.items), why=asked.reason, until=asked.until, say=say, accept=ACCEPT,
        wanted=[row for row in rows if row["paper"].how != "optional"], more=more, note=queries.content(draft)["note"],
        pages=[(one.title, way.address(draft, one.code)) for one in steps], changes=queries.corrections(draft),
        mend=mend,
        more_open=any(row["paper"].files or row["errors"] for row in more),
        here=reverse("portal:my-supplement", args=[draft.dossier]),
    )  # fmt: skip


@signed_in
@require_POST
def withdraw(request: HttpRequest, who: SignedIn, code: str) -> HttpResponse:
    """Rút hồ sơ: the applicant asks to stop (Mẫu 05)."""
    dossier = _mine(who, code)
    try:
        dossier_actions.withdraw(
            by=CITIZEN, at=now_of(request), dossier=dossier, reason=request.POST.get("reason", "")
        )
    except Impossible as error:
        return shown(request, _mine(who, code), error=spoken.refusal(error), status=409)
    return redirect("portal:my-dossier", code)
