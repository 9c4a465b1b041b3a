"""What every page of the portal knows: whose door it is, and the moment."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_cache_control

from motcua.faces.ui import place
from motcua.faces.ui.back import KEPT
from motcua.faces.ui.interruptions import interruption
from motcua.faces.ui.session import now_of


def page(request: HttpRequest, template: str, status: int = 200, **more: Any) -> HttpResponse:
    """A page of the portal."""
    at = now_of(request)
    on = at.date()
    known = {
        **interruption(at),
        "unit_name": place.name(on), "unit_within": place.within(on), "center": place.center(on), "now": at,
        "filing_open": bool(settings.IDENTITY["url"]),
    }  # fmt: skip
    return render(request, template, {**known, **more}, status=status)


def kept_for_back(answer: HttpResponse, *, sealed: bool = False) -> HttpResponse:
    """A form that the Back button of the same browser finds as it was left; ``sealed``: nothing of it stays there."""
    if sealed:
        add_never_cache_headers(answer)
    else:
        patch_cache_control(answer, private=True, no_cache=True)
        answer[KEPT] = "1"
    return answer


def spoken_here(request: HttpRequest) -> bool:
    """Speak the language that a form brings along; whether it came only to be read in the other one."""
    turned = request.POST.get("doi-ngon-ngu", "")
    asked = turned or request.POST.get("ngon-ngu", "")
    if asked in dict(settings.LANGUAGES):
        translation.activate(asked)
    return turned != ""


def remembering_language(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer to a form; from now on in the language in which it was sent.

    Not while it is filled in: a page kept for the Back button is found by the cookies it was asked with.
    """
    now = translation.get_language()
    if now != translation.get_language_from_request(request):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, now, max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH, domain=settings.LANGUAGE_COOKIE_DOMAIN,
            secure=settings.LANGUAGE_COOKIE_SECURE, httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )  # fmt: skip
    return answer
