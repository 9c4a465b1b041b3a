"""Following a dossier with the slip in hand; rating it; keeping its receipt."""

import datetime as dt
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.dossiers import actions, queries
from motcua.areas.dossiers.choices import State
from motcua.areas.fees import forms as fee_forms
from motcua.areas.fees.queries import receipt_of_payer
from motcua.areas.results.queries import check_key
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents.queries import render as rendered
from motcua.base.journal import queries as journal
from motcua.base.journal.ports import CITIZEN
from motcua.base.messages import actions as messages
from motcua.base.messages.choices import Wish
from motcua.base.messages.queries import notices_for, wish_for
from motcua.faces.portal.brought import brought
from motcua.faces.portal.dossiers.path import PUBLIC, holding_office, path_of
from motcua.faces.portal.fees.showing import shown
from motcua.faces.portal.frame import page
from motcua.faces.portal.receipts import (
    DOSSIER,
    READ_OR_ASKED,
    address,
    asked,
    going,
    keeping,
    led_on,
    opened,
)
from motcua.faces.portal.results.views import downloadable
from motcua.faces.ui import place
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.session import now_of
from motcua.faces.ui.slips import RATINGS, code_in, key_in
from motcua.faces.ui.stages import stages_of
from motcua.rules.impossible import Impossible, Invalid

WRITTEN = ("cancel", "refusal", "mau-03", "mau-05")
"""Decisions that end a dossier, each with its reason for the applicant."""


SENT = ("result_ready", "refused")


def _find(request: HttpRequest, code: str, key: str) -> Any:
    return opened(request, "portal/track.html", queries.tracked, code, key)


@never_cache
@require_http_methods(READ_OR_ASKED)
@sensitive_post_parameters()
def track(request: HttpRequest) -> HttpResponse:
    """Theo dõi hồ sơ: the promise on top, then the path, then the proof."""
    code, key = asked(request)
    if led := led_on(request, code, here=DOSSIER):
        return led
    if not code or not key:
        return page(request, "portal/track.html", code=code)
    found = _find(request, code, key)
    if isinstance(found, HttpResponse):
        return found
    if request.method == "POST":
        return going(request, address(DOSSIER, code), code, key)
    return tracked_page(request, found, key)


@sensitive_variables()
def tracked_page(
    request: HttpRequest, dossier: Any, key: str, *, error: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a dossier for whoever holds its slip; ``more``: what its owner, signed in, may do besides."""
    at, case = now_of(request), dossier.case
    state = "stopped" if case.finished_at else "paused" if case.paused else "running"
    requests, decisions = queries.requests(dossier), queries.decisions(dossier)
    events = queries.events(dossier)
    asked = requests[-1] if requests and case.state == State.AWAITING_SUPPLEMENT else None
    office = holding_office(case, at)
    wish, language = wish_for([case.subject, f"citizen:{dossier.applicant_id}"])
    apology, ended = (
        decisions.get("mau-04"),
        next((decisions[form] for form in WRITTEN if form in decisions), None),
    )
    moved = brought(case, at)
    if moved is not None:
        more.setdefault("center", moved["center"])
    answer = page(
        request, "portal/tracked.html", status=status,
        code=case.code, key=key, case=case, state_text=_(PUBLIC[case.state]), office=office, error=error,
        chip=due_chip(case.due_at, at, state=state, calendar=calendar_for(case.agency), ended=case.finished_at),
        promised=case.state not in queries.RATED_STATES - {"returned"} and case.state != "cancelled",
        kept=queries.promise_kept(case, at), late=_late(case, at), apology=apology, ended=ended,
        steps=path_of(dossier, events, at, office=office), notices=notices_for(case.subject),
        sent=queries.handed_over(dossier) if case.state in SENT and dossier.return_by != "centre" else "",
        wanted=json.loads(asked.items) if asked else [], why=asked.reason if asked else "",
        until=asked.until if asked else None, result=queries.result(dossier), online=downloadable(dossier),
        check_key=check_key(case.code),
        filed_online=bool(dossier.owner),
        brought=moved, rateable=case.state in queries.RATED_STATES, said=queries.rating(dossier), ratings=RATINGS,
        stages=stages_of(dossier, at, calendar_for(case.agency), public=True), first=events[0],
        fees=shown(case.subject, case.agency, at),
        opening=place.opening(case.place if moved else case.agency), wish=wish, language=language,
        wishes=Wish.choices, **more,
    )  # fmt: skip
    return keeping(request, answer, {case.code: queries.tracking_key(case.code)})


def _late(case: Any, at: dt.datetime) -> bool:
    return not case.paused and (case.finished_at or at) > case.due_at


@never_cache
@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    """Đánh giá: the applicant's own words, once."""
    code, key = code_in(request.POST.get("ma", "")), key_in(request.POST.get("key", ""))
    found = _find(request, code, key)
    if isinstance(found, HttpResponse):
        return found
    given = request.POST.get("stars", "")
    try:
        if given not in {"1", "2", "3", "4", "5"}:
            raise Invalid(field="stars", text="Chọn một mức hài lòng rồi gửi lại.")
        actions.rate(
            by=CITIZEN, at=now_of(request), dossier=found, stars=int(given), channel="portal",
            comment=request.POST.get("comment", ""),
        )  # fmt: skip
    except Impossible as error:
        return tracked_page(
            request,
            found,
            key,
            error=spoken.refusal(error),
            status=422 if isinstance(error, Invalid) else 409,
        )
    return going(request, f"{address(DOSSIER, code)}#danh-gia", code, key)


@never_cache
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Chọn cách được báo: by e-mail, short message, both, or on this page only."""
    code, key = code_in(request.POST.get("ma", "")), key_in(request.POST.get("key", ""))
    found = _find(request, code, key)
    if isinstance(found, HttpResponse):
        return found
    try:
        messages.choose(
            by=CITIZEN, at=now_of(request), subject=found.case.subject, unit=found.case.agency,
            wish=request.POST.get("wish", ""), language=request.POST.get("language", ""),
        )  # fmt: skip
    except Invalid as error:
        return tracked_page(request, found, key, error=spoken.refusal(error), status=422)
    return going(request, f"{address(DOSSIER, code)}#cach-bao", code, key)


@never_cache
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """Biên nhận kiểm chứng: a small file that proves, offline too, what was recorded at reception."""
    code, key = asked(request)
    found = _find(request, code, key)
    if isinstance(found, HttpResponse):
        return found
    made = json.dumps(journal.receipt(queries.received_event(found)), ensure_ascii=False, indent=1)
    answer = HttpResponse(made, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="bien-nhan-{found.case.code}.json"'
    return answer


@never_cache
@require_safe
def fee_receipt(request: HttpRequest, number: int) -> HttpResponse:
    """Biên lai thu phí, lệ phí của hồ sơ: for the holder of the slip, marked as what it is."""
    code, key = asked(request)
    found = _find(request, code, key)
    if isinstance(found, HttpResponse):
        return found
    row = receipt_of_payer(found.case.subject, number)
    payer = queries.contact(found).get("name", "")
    said = fee_forms.receipt(
        row, on=now_of(request).date(), payer=payer, copy=_("Bản thể hiện cho người nộp")
    )
    answer = HttpResponse(rendered(fee_forms.FORM, said, paper="a5"), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="bien-lai-{row.year}-{row.number:07d}.pdf"'
    return answer
