"""Following feedback with the receipt: where it stands, telling more, rating, objecting once, taking it back."""

import json
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.feedback import actions, queries
from motcua.areas.feedback.choices import OPEN, REPLIED, Role, State
from motcua.areas.feedback.process import STANDARD
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.files.policies import upload_faults
from motcua.base.journal import queries as journal
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import CITIZEN
from motcua.faces.portal.brought import brought
from motcua.faces.portal.filing.who import citizen_of, filing_open
from motcua.faces.portal.frame import page
from motcua.faces.portal.receipts import (
    FEEDBACK,
    READ_OR_ASKED,
    address,
    asked,
    going,
    keeping,
    led_on,
    opened,
)
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.session import now_of
from motcua.faces.ui.slips import RATINGS
from motcua.rules.impossible import Impossible, Invalid, NotFound

PUBLIC = {step.code: step.public for step in STANDARD.steps}
ENDED = (State.FORWARDED, State.REJECTED, State.MERGED, State.WITHDRAWN, State.HANDED_OVER)


def _find(request: HttpRequest) -> Any:
    return opened(request, "portal/feedback/track.html", queries.tracked, *asked(request))


def qr(code: str, key: str) -> SafeString:
    """A QR code that opens the feedback on a telephone."""
    opens = f"{settings.BASE_URL}{reverse('portal:feedback-track')}?{urlencode({'ma': code, 'key': key})}"
    made = segno.make(opens, error="m", micro=False)
    return SafeString(made.svg_inline(border=3, light="white", omitsize=True, svgclass="qr", lineclass=None))


@never_cache
@require_http_methods(READ_OR_ASKED)
@sensitive_post_parameters()
def track(request: HttpRequest) -> HttpResponse:
    """Theo dõi phản ánh: the promise on top, then what happened, then the proof."""
    code, key = asked(request)
    if led := led_on(request, code, here=FEEDBACK):
        return led
    if not code or not key:
        return _asks(request, code)
    found = _find(request)
    if isinstance(found, HttpResponse):
        return found
    if request.method == "POST":
        return going(request, address(FEEDBACK, code), code, key)
    return _page(request, found)


def _asks(request: HttpRequest, code: str) -> HttpResponse:
    """Which one? One's own feedback for whoever signed in, else the way there."""
    who = citizen_of(request)
    mine = queries.sent_by(who.hash) if who else []
    answer = page(
        request, "portal/feedback/track.html", code=code, who=who,
        sign_in=f"{reverse('portal:sign-in')}?{urlencode({'next': reverse('portal:feedback-track')})}"
        if filing_open() and who is None else "",
        mine=[{"case": one.case, "href": address(FEEDBACK, one.code)} for one in mine],
    )  # fmt: skip
    return (
        keeping(request, answer, {one.code: queries.tracking_key(one.code) for one in mine})
        if mine
        else answer
    )


@sensitive_variables()
def _page(
    request: HttpRequest, feedback: Any, *, error: str = "", act: str = "", status: int = 200
) -> HttpResponse:
    at, case = now_of(request), feedback.case
    events, files = queries.events(feedback), queries.files_of(feedback)
    state = "stopped" if case.finished_at else "paused" if case.paused else "running"
    until = queries.objects_until(feedback)
    first = feedback.merged_into
    answer = page(
        request, "portal/feedback/tracked.html", status=status, feedback=feedback, case=case, code=case.code,
        key=queries.tracking_key(case.code), qr=qr(case.code, queries.tracking_key(case.code)), error=error, act=act,
        fresh=request.GET.get("moi") == "1",
        done=DONE.get(request.GET.get("da", ""), "") if request.method != "POST" else "",
        state_text=_(PUBLIC[case.state]), brought=brought(case, at), category=queries.category_of(feedback),
        chip=due_chip(case.due_at, at, state=state, calendar=calendar_for(case.agency), ended=case.finished_at),
        promised=case.state not in ENDED, replied=case.state in REPLIED, open=case.state in OPEN,
        late=not case.paused and (case.finished_at or at) > case.due_at, rating=queries.rating(feedback),
        ratings=RATINGS, objects_until=until if until and at <= until else None, first=events[0],
        pictures=[file for file in files if file.role == Role.SCENE],
        after=[file for file in files if file.role == Role.ANSWER],
        onward=queries.followed_as(feedback),
        followed=first.code if first and first.shown else "",
        reason=feedback.get_reason_display() if feedback.reason else "",
        steps=[
            {"state": "done", "at": event.at, "what": said}
            for event in events
            if event.kind in EVENTS and (said := EVENTS[event.kind].sentence(event.facts, public=True))
        ],
        typed=request.POST,
    )  # fmt: skip
    return keeping(request, answer, {case.code: queries.tracking_key(case.code)})


def _rate(request: HttpRequest) -> dict[str, Any]:
    given = request.POST.get("stars", "")
    if given not in {"1", "2", "3", "4", "5"}:
        raise Invalid(field="stars", text="Chọn một mức hài lòng rồi gửi lại.")
    return {"stars": int(given), "comment": request.POST.get("comment", "")}


def _supply(request: HttpRequest) -> dict[str, Any]:
    if faults := upload_faults(request):
        raise Invalid.of(faults)
    photos = [photo for photo in request.FILES.getlist("photos") if photo]
    return {"reply": request.POST.get("reply", ""), "photos": photos}


DONE = {
    "bo-sung": gettext_lazy(
        "Đã nhận điều ông/bà cho biết thêm. Cơ quan xử lý tiếp, ông/bà không phải làm gì thêm."
    ),
    "xu-ly-lai": gettext_lazy("Đã nhận đề nghị xử lý lại. Cơ quan trả lời lần nữa trong thời hạn ở dưới."),
}
ACTS: dict[str, tuple[Any, Any]] = {
    "danh-gia": (actions.rate, _rate), "bo-sung": (actions.supply, _supply),
    "xu-ly-lai": (actions.reopen, lambda request: {"objection": request.POST.get("objection", "")}),
    "rut": (actions.withdraw, lambda request: {}),
}  # fmt: skip


@never_cache
@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def act(request: HttpRequest, name: str) -> HttpResponse:
    """What only the holder of the receipt may do."""
    if name not in ACTS:
        raise NotFound()
    found = _find(request)
    if isinstance(found, HttpResponse):
        return found
    verb, given = ACTS[name]
    try:
        verb(by=CITIZEN, at=now_of(request), feedback=found, **given(request))
    except Impossible as error:
        again = queries.tracked(found.code, queries.tracking_key(found.code))
        status = 422 if isinstance(error, Invalid) else 409
        return _page(request, again, error=spoken.refusal(error), act=name, status=status)
    return going(
        request, address(FEEDBACK, found.code, da=name), found.code, queries.tracking_key(found.code)
    )


@never_cache
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """Biên nhận kiểm chứng: a small file that proves, offline too, what was recorded at reception."""
    found = _find(request)
    if isinstance(found, HttpResponse):
        return found
    made = json.dumps(journal.receipt(queries.events(found)[0]), ensure_ascii=False, indent=1)
    answer = HttpResponse(made, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="bien-nhan-{found.code}.json"'
    return answer


@never_cache
@require_safe
def photo(request: HttpRequest, n: int) -> HttpResponse:
    """Ảnh của mình, và ảnh sau khi xử lý."""
    found = _find(request)
    if isinstance(found, HttpResponse):
        return found
    media_type, content = queries.open_file(found, n)
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'inline; filename="anh-{n}.jpg"'
    return answer
