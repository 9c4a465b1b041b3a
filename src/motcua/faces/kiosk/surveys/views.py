"""A slip answered at the touch screen: scanned, one question a screen, five large faces; nothing of it stays here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.areas.surveys import actions, queries
from motcua.base import spoken
from motcua.base.journal.ports import CITIZEN
from motcua.faces.kiosk.hall import in_the_hall, on_a_screen, screen
from motcua.faces.ui import surveys as drawn
from motcua.faces.ui import throttle
from motcua.faces.ui.session import actors_of, now_of
from motcua.faces.ui.slips import RATINGS, survey_scanned
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

SLIP = "phieu"
"""Where a session keeps the secret of a slip that was scanned, until its sheet is sent or the screen is home again."""


def hold(request: HttpRequest, text: str) -> bool:
    """Whether what was scanned is a slip of a survey; it is kept for the next screens."""
    slip = survey_scanned(text)
    if slip:
        request.session[SLIP] = slip
    return bool(slip)


@in_the_hall
@on_a_screen
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def sheet(request: HttpRequest) -> HttpResponse:
    """Trả lời phiếu: each press brings the next question; answers travel in the form. Officials never answer (R5.7)."""
    slip = str(request.session.get(SLIP, ""))
    if request.user.is_authenticated and actors_of(request):
        raise NotAllowed()
    try:
        throttle.wait_first(request, throttle.wrong_keys)
        round = queries.by_slip(slip, now_of(request).date())
    except NotFound as refusal:
        request.session.pop(SLIP, None)
        say, status = spoken.refusal(refusal), 404
        try:
            throttle.count(request)
        except throttle.TooManyFailures:
            say, status = _("Máy đã thử sai nhiều lần. Ông/bà chờ một phút rồi quét lại."), 429
        return screen(request, "kiosk/survey_wrong.html", status=status, say=say)
    given, asked = drawn.sent(round.asked, request.POST), list(round.asked.asked().items())
    at, n = request.POST.get("cau", ""), 0
    if request.method == "POST" and at.isdecimal() and int(at) < len(asked):
        n = int(at) + 1
        given[asked[n - 1][0]] = request.POST.get("muc", "")[:1]
    if n < len(asked):
        return _question(request, asked, n, given)
    try:
        actions.answer(by=CITIZEN, at=now_of(request), slip=slip, channel="kiosk", scores=given)
    except NotFound:
        raise
    except Impossible:
        return _question(request, asked, 0, {})
    request.session.pop(SLIP, None)
    return redirect("kiosk:thanks")


def _question(
    request: HttpRequest, asked: list[tuple[str, str]], n: int, given: dict[str, Any]
) -> HttpResponse:
    return screen(
        request, "kiosk/survey.html", text=asked[n][1], n=n, number=n + 1, all=len(asked), ratings=RATINGS,
        kept=[(drawn.FIELD + name, level) for name, level in given.items() if level],
    )  # fmt: skip
