"""Interviews (R5.7): by telephone at the desk, at home with a tablet that may be without network; never by the unit."""

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
from motcua.rules.impossible import Impossible, NotAllowed, NotFound
from motcua.rules.vietnamese import nfc


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
    request: HttpRequest, one: Any, slip: str, channel: str, scores: dict[str, str], words: str
) -> None:
    """Take an answer of this round; a wrong secret is counted."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    try:
        if queries.by_slip(slip, at.date()).pk != one.pk:
            raise queries.NoSuchSlip()
        actions.answer(by=by, at=at, slip=slip, channel=channel, scores=scores, words=words)
    except NotFound:
        throttle.count(request)
        raise


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def tablet(request: HttpRequest, code: str) -> HttpResponse:
    """Phỏng vấn tại nhà: the page is kept by the tablet, answers wait on it until there is network.

    Without script it is an ordinary form. With it, answers come one by one as JSON and are told apart by their status:
    201 taken, 404 the slip was answered before or is wrong, 422 to be mended.
    """
    one = _asked(request, code)
    if request.method == "POST":
        asks_json = request.headers.get("Accept", "").startswith("application/json")
        given, words = drawn.sent(one.asked, request.POST), nfc(request.POST.get("loi", ""))
        try:
            _taken(request, one, request.POST.get("phieu", "")[:40], "tablet", given, words)
        except throttle.TooManyFailures as waits:
            return HttpResponse(status=429, headers={"Retry-After": str(waits.seconds)})
        except Impossible as refusal:
            status, say = (404 if isinstance(refusal, NotFound) else 422), spoken.refusal(refusal)
            if asks_json:
                return JsonResponse({"say": say}, status=status)
            return _tablet(request, one, given, words, say, status)
        if asks_json:
            return JsonResponse({"say": _("Đã gửi.")}, status=201)
        messages.success(request, _("Đã ghi phiếu trả lời."))
        return redirect("desk:survey-tablet", code)
    return _tablet(request, one, {}, "", "", 200)


def _tablet(
    request: HttpRequest, one: Any, given: dict[str, str], words: str, say: str, status: int
) -> HttpResponse:
    context = {
        "now": now_of(request), "one": one, "sheet": drawn.sheet(one.asked, given), "levels": RATINGS,
        "open": one.asked.open, "words": words, "slip": request.POST.get("phieu", "")[:40], "say": say,
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
