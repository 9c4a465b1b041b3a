"""Following a petition with its receipt: where it stands, who answers, what came of it; adding, withdrawing, files."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from motcua.areas.cases.queries import agency_name
from motcua.areas.complaints import forms as complaint_forms
from motcua.areas.complaints import queries as complaints
from motcua.areas.complaints.actions import ask_to_withdraw
from motcua.areas.petitions import actions, forms, queries
from motcua.areas.petitions.choices import Outcome, State
from motcua.areas.petitions.process import STANDARD
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents.forms import as_pdf
from motcua.base.documents.queries import qr_drawing
from motcua.base.files.policies import upload_faults
from motcua.base.journal import queries as journal
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import CITIZEN
from motcua.faces.portal.brought import brought
from motcua.faces.portal.frame import kept_for_back, page
from motcua.faces.portal.petitions.said import OUTCOMES, matter
from motcua.faces.portal.petitions.writing import ACCEPT
from motcua.faces.portal.receipts import (
    PETITION,
    READ_OR_ASKED,
    address,
    asked,
    going,
    keeping,
    led_on,
    opened,
)
from motcua.faces.ui import throttle
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.results import ENDINGS
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Fault, Impossible, Invalid, NotFound
from motcua.rules.petitions import GROUNDS

PUBLIC = {step.code: step.public for step in STANDARD.steps}
WITHDRAWN_TOO = {State.RECEIVED, State.PROPOSED}


def _followed(request: HttpRequest, petition: Any, **more: str) -> HttpResponse:
    """Where it is followed: at an address of its own, its key in a cookie; what denounces leaves neither."""
    if petition.shielded or request.method != "POST":
        return shown(request, petition, added="da-bo-sung" in more)
    code = petition.case.code
    return going(request, address(PETITION, code, **more), code, queries.tracking_key(code))


def _find(request: HttpRequest) -> Any:
    return opened(request, "portal/petitions/find.html", queries.tracked, *asked(request))


@never_cache
@require_http_methods(READ_OR_ASKED)
def track(request: HttpRequest) -> HttpResponse:
    """Theo dõi đơn: what it waits for on top, by when who answers, then the way, then the proof.

    Asked for by a form, so that its key stands in no address.
    """
    code, key = asked(request)
    if led := led_on(request, code, here=PETITION):
        return led
    if not code or not key:
        return page(request, "portal/petitions/find.html", code=code)
    found = _find(request)
    return found if isinstance(found, HttpResponse) else _followed(request, found)


@sensitive_variables()
def shown(
    request: HttpRequest,
    petition: Any,
    *,
    new: bool = False,
    added: bool = False,
    say: str = "",
    faults: Any = (),
    status: int = 200,
    typed_before: str = "",
) -> HttpResponse:
    """The page of a petition for whoever holds its receipt; of what denounces the browser keeps nothing."""
    at, case = now_of(request), petition.case
    key, events = queries.tracking_key(case.code), queries.events(petition)
    wanted = queries.open_request(petition) if case.closed_at is None else None
    ground = GROUNDS.get(petition.ground)
    late, opened_ = case.closed_at is None and at > case.due_at, matter(petition, at)
    written, parts = queries.taken_back_in_writing(petition), queries.sent_in(petition)
    answer = page(
        request, "portal/petitions/followed.html", status=status, petition=petition, case=case, key=key,
        code=case.code, new=new or (request.GET.get("moi") == "1" and request.method != "POST"),
        title=_("Đơn gửi cơ quan") if petition.shielded else spoken.spoken(case.title),
        state_text=opened_.state if opened_ else _(PUBLIC[case.state]), say=say,
        added=added or (request.GET.get("da-bo-sung") == "1" and wanted is None and request.method != "POST"),
        wrong=[spoken.fault(one) for one in faults], typed=typed_before, late=late, accept=ACCEPT,
        chip=due_chip(
            case.due_at, at, state="stopped" if case.closed_at else "running", ended=case.closed_at,
            calendar=calendar_for(case.agency),
        ),
        answerable=agency_name(case, at.date()),
        brought=None if case.closed_at and opened_ is None else brought(case, at), steps=_steps(petition, events, at),
        asked=wanted, outcome=OUTCOMES.get(petition.outcome, ""),
        ground=ground if petition.outcome and petition.outcome != Outcome.ACCEPTED else None,
        ground_text=_(ground.text) if ground else "", first_standing=_first(petition), matter=opened_,
        written=bool(petition.content) and not petition.shielded,
        parts=[
            {"code": one.code, "key": queries.tracking_key(one.code), "sealed": one.shielded or petition.shielded,
             "href": address(PETITION, one.code),
             "title": _("Đơn gửi cơ quan") if one.shielded else spoken.spoken(one.case.title),
             "state": stands.state if (stands := matter(one, at)) else _(PUBLIC[one.case.state])}
            for one in parts
        ],
        files=queries.own_files(petition), letters=forms.own_names_of(petition),
        may_withdraw=case.state in WITHDRAWN_TOO and not written,
        in_writing=case.state in WITHDRAWN_TOO and written and not petition.anonymous, first=events[0],
        qr=qr_drawing(forms.track_address(case.code)),
        here=address(PETITION, case.code),
    )  # fmt: skip
    if petition.shielded:
        return kept_for_back(answer, sealed=True)
    own = {one.code: queries.tracking_key(one.code) for one in parts if not one.shielded} | {case.code: key}
    return keeping(request, answer, {**own, **(opened_.slip if opened_ else {})})


def _first(petition: Any) -> str:
    """How the petition stands to which this one was linked (R6.26): its result is told to both."""
    first = petition.duplicate_of
    if first is None or petition.outcome != Outcome.LINKED or first.shielded:
        return ""
    said = OUTCOMES.get(first.outcome) or PUBLIC[first.case.state]
    return _(str(said))


def _steps(petition: Any, events: Any, at: dt.datetime) -> list[dict[str, Any]]:
    """What happened, in the public's words; then where it is. Who gave no name is promised no answer (R6.21)."""
    steps = [
        {"state": "done", "what": said, "at": event.at}
        for event in events
        if (kind := EVENTS.get(event.kind)) and (said := kind.sentence(event.facts, public=True))
    ]
    case = petition.case
    if petition.anonymous:
        steps[0]["what"] = _("Đã nhận đơn")
    if case.closed_at is not None:
        return steps
    if petition.anonymous:
        return [*steps, {"state": "now", "what": _(PUBLIC[case.state])}]
    steps.append({"state": "late" if at > case.due_at else "now", "what": _(PUBLIC[case.state])})
    if at <= case.due_at:
        steps.append({"state": "next", "what": _("Cơ quan trả lời việc xử lý đơn"), "at": case.due_at})
    return steps


# --- proofs ----------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(READ_OR_ASKED)
def receipt(request: HttpRequest) -> HttpResponse:
    """Biên nhận kiểm chứng: a small file that proves, offline too, when the petition came."""
    found = _find(request)
    if isinstance(found, HttpResponse):
        return found
    made = json.dumps(journal.receipt(queries.received_event(found)), ensure_ascii=False, indent=1)
    answer = HttpResponse(made, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="bien-nhan-{found.case.code}.json"'
    return answer


@never_cache
@require_http_methods(READ_OR_ASKED)
def receipt_pdf(request: HttpRequest) -> HttpResponse:
    """Biên nhận đơn, để in hoặc giữ trong máy."""
    found = _find(request)
    if isinstance(found, HttpResponse):
        return found
    made = forms.receipt_pdf(found)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="bien-nhan-{found.case.code}.pdf"'
    return answer


@never_cache
@require_http_methods(READ_OR_ASKED)
def own_file(request: HttpRequest, n: int) -> HttpResponse:
    """Lấy lại một tệp đã gửi, hoặc văn bản trả lời."""
    found = _find(request)
    if isinstance(found, HttpResponse):
        return found
    media_type, content = queries.own_file(found, n)
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="tep-{n}{ENDINGS.get(media_type, "")}"'
    return answer


@never_cache
@require_http_methods(READ_OR_ASKED)
@sensitive_post_parameters()
@sensitive_variables()
def own_decision(request: HttpRequest, n: int) -> HttpResponse:
    """Văn bản giải quyết khiếu nại, cho người khiếu nại: thông báo, giấy mời, quyết định."""
    found = _find(request)
    if isinstance(found, HttpResponse):
        return found
    complaint = complaints.out_of(found.case.code)
    if complaint is None:
        raise NotFound()
    return _pdf(complaint_forms.own_document(complaint, n), f"{complaint.code}-{n}")


def _pdf(data: Mapping[str, object], name: str) -> HttpResponse:
    answer = HttpResponse(as_pdf(data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


@never_cache
@require_http_methods(READ_OR_ASKED)
@sensitive_post_parameters()
@sensitive_variables()
def own_letter(request: HttpRequest, n: int) -> HttpResponse:
    """Văn bản cơ quan gửi cho người gửi đơn."""
    found = _find(request)
    if isinstance(found, HttpResponse):
        return found
    return _pdf(forms.own_letter(found, n), f"{found.case.code}-{n}")


# --- acts of the sender ----------------------------------------------------------------------------------------


@never_cache
@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def supplement(request: HttpRequest) -> HttpResponse:
    """Bổ sung: words and files that answer what was asked."""
    found = _find(request)
    if isinstance(found, HttpResponse):
        return found
    written, faults = str(request.POST.get("said", "")).replace("\x00", ""), upload_faults(request)
    try:
        throttle.count(request, throttle.uploads)
        if faults:
            raise Invalid.of([Fault("scans", one.text, one.params) for one in faults])
        actions.supplement(
            by=CITIZEN, at=now_of(request), petition=found, said=written, scans=request.FILES.getlist("scans")
        )
    except throttle.TooManyFailures:
        say = _("Nơi này vừa gửi nhiều tệp. Ông/bà thử lại sau ít phút.")
        return shown(request, found, say=say, status=429, typed_before=written)
    except Impossible as error:
        said = "" if error.faults else spoken.refusal(error)
        status = 422 if error.faults else 409
        return shown(request, found, say=said, faults=error.faults, status=status, typed_before=written)
    return _followed(request, queries.tracked(*asked(request)), **{"da-bo-sung": "1"})


@never_cache
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Rút đơn: the sender takes it back, asked once more on the page, since scripts may be off. A complaint only by a
    signed letter; of one that was accepted they say here beforehand that they want to.
    """
    found = _find(request)
    if isinstance(found, HttpResponse):
        return found
    if not request.POST.get("chac"):
        return shown(request, found, say=_("Đánh dấu vào ô xác nhận trước khi bấm nút."), status=422)
    try:
        complaint = complaints.out_of(found.case.code)
        if complaint is None:
            actions.withdraw(by=CITIZEN, at=now_of(request), petition=found)
        else:
            ask_to_withdraw(by=CITIZEN, at=now_of(request), complaint=complaint)
    except Impossible as error:
        return shown(request, found, say=spoken.refusal(error), status=409)
    return _followed(request, queries.tracked(*asked(request)))
