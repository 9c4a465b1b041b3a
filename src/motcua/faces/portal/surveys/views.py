"""Surveys in public: a slip answered without account or script, results that were published.

Nothing is kept of who answers: no cookie, no address with the answer; wrong secrets are counted by address.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.surveys import actions, queries
from motcua.areas.surveys.queries import results as said
from motcua.base import spoken
from motcua.base.journal.ports import CITIZEN
from motcua.faces.portal.frame import page, remembering_language, spoken_here
from motcua.faces.ui import place, throttle
from motcua.faces.ui import surveys as drawn
from motcua.faces.ui.session import actors_of, now_of
from motcua.faces.ui.slips import RATINGS, survey_scanned
from motcua.rules.impossible import Impossible, NotFound
from motcua.rules.vietnamese import nfc


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Khảo sát hài lòng: where to type a slip in, what is asked now, what was found."""
    on, here = now_of(request).date(), place.here()
    return page(
        request, "portal/surveys/list.html", open=queries.open_now(here, on), found=queries.published(here)
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def answer(request: HttpRequest) -> HttpResponse:
    """Trả lời phiếu: a secret comes in a form, typed or read by the page from behind the # of its address, and stands
    in no address that is sent; what slips printed before say there is led behind it.

    Never in the session of an official, before anything is said of the slip (R5.7).
    """
    if request.user.is_authenticated and actors_of(request):
        return page(request, "portal/surveys/official.html", status=403)
    if request.method != "POST":
        return (
            _led_behind(request)
            if request.GET
            else page(request, "portal/surveys/wrong.html", say="", slip="")
        )
    slip = request.POST.get("phieu", "")[:40]
    turned = spoken_here(request)
    opens = request.POST.get("viec") == "mo"
    if not slip and opens:
        return page(request, "portal/surveys/wrong.html", say="", slip="")
    try:
        round = queries.by_slip(slip, now_of(request).date())
    except NotFound as refusal:
        say, status = spoken.refusal(refusal), 404
        try:
            throttle.count(request)
        except throttle.TooManyFailures:
            say = _("Nơi này đã gõ sai nhiều lần. Ông/bà chờ một phút rồi gõ lại mã trên phiếu.")
            status = 429
        return page(request, "portal/surveys/wrong.html", status=status, say=say, slip=slip)
    scores = drawn.sent(round.asked, request.POST)
    words = nfc(request.POST.get("loi", ""))
    if opens or turned:
        return _sheet(request, round, slip, scores, words)
    try:
        actions.answer(by=CITIZEN, at=now_of(request), slip=slip, channel="link", scores=scores, words=words)
    except NotFound:
        raise
    except Impossible as refusal:
        return _sheet(request, round, slip, scores, words, say=spoken.refusal(refusal), status=422)
    return remembering_language(request, redirect("portal:survey-thanks"))


def _led_behind(request: HttpRequest) -> HttpResponse:
    slip = survey_scanned(request.GET.get("phieu", ""))
    answer = redirect(f"{request.path}{drawn.behind_hash(slip) if slip else ''}")
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _sheet(
    request: HttpRequest,
    round: Any,
    slip: str,
    scores: dict[str, str],
    words: str,
    *,
    say: str = "",
    status: int = 200,
) -> HttpResponse:
    return page(
        request, "portal/surveys/answer.html", status=status, one=round, slip=slip, say=say, words=words,
        sheet=drawn.sheet(round.asked, scores), levels=RATINGS, open=round.asked.open,
    )  # fmt: skip


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Cảm ơn."""
    return page(request, "portal/surveys/thanks.html")


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """Kết quả đã công bố."""
    one = queries.published_one(place.here(), code)
    found = said.results(
        one, unit_name=drawn.unit_named(one.until), part_name=drawn.part_named(one), public=True
    )
    lines = [(past, tally) for past, tally in said.trend(one) if past.state == "published"]
    return page(
        request,
        "portal/surveys/results.html",
        one=one,
        shown=drawn.drawn(found, lines),
        words=said.public_words(one),
        early=queries.ended_early(one),
    )
