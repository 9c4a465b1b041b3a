"""Interviews (R5.7): by telephone at the desk, at home with a tablet that may be without network; never by the unit."""

import datetime as dt
import json
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.surveys import actions, policies, queries
from motcua.base import spoken
from motcua.faces.ui import surveys as drawn
from motcua.faces.ui import throttle
from motcua.faces.ui.session import now_of, official
from motcua.faces.ui.slips import RATINGS
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.vietnamese import nfc

SHEET_MOST = 65_536
WORDS = "words"


def _asked(request: HttpRequest, code: str) -> Any:
    """The round, if this post may interview in it."""
    by = request.actor  # type: ignore[attr-defined]
    one = queries.one(by, code)
    if not policies.can_interview(by, one):
        raise NotAllowed()
    return one


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def by_phone(request: HttpRequest, code: str) -> HttpResponse:
    """Phỏng vấn qua điện thoại: the person reads the secret of their slip out."""
    at, one = now_of(request), _asked(request, code)
    given = drawn.sent(one.asked, request.POST) if request.method == "POST" else {}
    slip, words, say, status = request.POST.get("phieu", "")[:40], nfc(request.POST.get("loi", "")), "", 200
    if request.method == "POST":
        try:
            _taken(request, one, slip, "phone", given, words)
        except throttle.TooManyFailures:
            say, status = _("Đã thử sai nhiều lần. Chờ một phút rồi gõ lại mã phiếu."), 429
        except Impossible as refusal:
            say, status = spoken.refusal(refusal), 422
        else:
            messages.success(request, _("Đã ghi phiếu trả lời."))
            return redirect("desk:survey-phone", code)
    context = {
        "now": at, "one": one, "sheet": drawn.sheet(one.asked, given), "levels": RATINGS, "open": one.asked.open,
        "words": words, "slip": slip, "say": say,
    }  # fmt: skip
    return render(request, "desk/surveys/interview.html", context, status=status)


def _taken(
    request: HttpRequest, one: Any, slip: str, channel: str, scores: dict[str, str], words: str, sheet: str = ""
) -> None:  # fmt: skip
    """Take an answer of this round; a wrong secret is counted."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    try:
        if queries.by_slip(slip, at.date()).pk != one.pk:
            raise queries.NoSuchSlip()
        actions.answer(
            by=by, at=at, slip=slip, channel=channel, scores=scores, words=words, sheet=sheet
        )  # fmt: skip
    except NotFound:
        throttle.count(request)
        raise


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def tablet(request: HttpRequest, code: str) -> HttpResponse:
    """Phỏng vấn tại nhà: the page is kept by the tablet, answers wait on it, closed, until there is network.

    Without script, or where the browser cannot close a sheet, it is an ordinary form.
    """
    one = _asked(request, code)
    if request.method == "POST" and "phong-bi" in request.POST:
        return _sheet(request, one)
    if request.method == "POST":
        given, words = drawn.sent(one.asked, request.POST), nfc(request.POST.get("loi", ""))
        try:
            _taken(request, one, request.POST.get("phieu", "")[:40], "tablet", given, words)
        except throttle.TooManyFailures as waits:
            return HttpResponse(status=429, headers={"Retry-After": str(waits.seconds)})
        except Impossible as refusal:
            status, say = (404 if isinstance(refusal, NotFound) else 422), spoken.refusal(refusal)
            return _tablet(request, one, given, words, say, status)
        messages.success(request, _("Đã ghi phiếu trả lời."))
        return redirect("desk:survey-tablet", code)
    return _tablet(request, one, {}, "", "", 200)


def _sheet(request: HttpRequest, one: Any) -> HttpResponse:
    """A sheet that waited on the tablet: 201 taken, or taken before; every other answer says why not.

    404 its slip was answered or is wrong: ``phieu`` gives the right one; 409 the round is over, or the sheet does not
    open; 422 a question to mend, named: ``bo`` leaves it out. The tablet keeps it until it is taken or thrown away.
    """
    at, number = now_of(request), request.POST.get("so", "")[:40]
    try:
        if not queries.sheet_taken(one, number):
            _opened(request, one, number, at)
    except throttle.TooManyFailures as waits:
        return HttpResponse(status=429, headers={"Retry-After": str(waits.seconds)})
    except Impossible as refusal:
        if isinstance(refusal, NotFound) and queries.sheet_taken(one, number):  # another tab was first
            return JsonResponse({"say": _("Đã gửi.")}, status=201)
        status = 404 if isinstance(refusal, NotFound) else 422 if isinstance(refusal, Invalid) else 409
        named = {fault.field: _question(one, fault.field) for fault in refusal.faults if fault.field}
        return JsonResponse({"say": spoken.refusal(refusal), "questions": named}, status=status)
    return JsonResponse({"say": _("Đã gửi.")}, status=201)


def _opened(request: HttpRequest, one: Any, number: str, at: dt.datetime) -> None:
    if not number or len(request.POST["phong-bi"]) > SHEET_MOST:
        raise queries.SheetUnreadable()
    said = queries.opened_sheet(one, request.POST["phong-bi"], number, at.date())
    left_out = set(request.POST.getlist("bo"))
    given = {name: level for name, level in drawn.sent(one.asked, said).items() if name not in left_out}
    words = "" if WORDS in left_out else nfc(said.get("loi", ""))
    slip = request.POST.get("phieu", "") or said.get("phieu", "")
    _taken(request, one, slip[:40], "tablet", given, words, number)


def _question(one: Any, field: str) -> str:
    """What a question is, for whoever cannot see its answer any more."""
    return str(one.asked.open if field == WORDS else one.asked.asked().get(field, field))


def _tablet(
    request: HttpRequest, one: Any, given: dict[str, str], words: str, say: str, status: int
) -> HttpResponse:
    context = {
        "now": now_of(request), "one": one, "sheet": drawn.sheet(one.asked, given), "levels": RATINGS,
        "open": one.asked.open, "words": words, "slip": request.POST.get("phieu", "")[:40], "say": say,
        "key": queries.tablet_key(one),
    }  # fmt: skip
    return render(request, "desk/surveys/tablet.html", context, status=status)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the page of an interview on the tablet: it opens without network too."""
    kept = [
        static("css/bootstrap.min.css"), static("ui/theme.css"), static("ui/surveys.css"), static("desk/desk.css"),
        static("ui/motcua.js"), static("desk/survey.js"),
    ]  # fmt: skip
    context = {
        "kept": json.dumps(kept), "build": version("motcua"), "statics": settings.STATIC_URL,
        "pages": reverse("desk:surveys") + "may-tinh-bang/",
    }  # fmt: skip
    answer = render(request, "desk/surveys/worker.js", context)
    answer["Content-Type"] = "text/javascript; charset=utf-8"
    answer["Cache-Control"] = "no-cache"
    return answer
