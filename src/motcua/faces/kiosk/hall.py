"""What every screen of the hall knows, which browser is a screen of it, and how it gets over a fault.

A registered screen keeps a secret in a cookie; any other browser is a visitor's and sees the guide only.
"""

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from motcua.areas.counters import actions, queries
from motcua.areas.counters.choices import ScreenKind
from motcua.faces.ui import place
from motcua.faces.ui.interruptions import interruption
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Impossible

View = Callable[..., HttpResponse]
log = logging.getLogger(__name__)
COOKIE = "motcua_screen"
COOKIE_SECONDS = 400 * 24 * 3600
"""As long as browsers keep a cookie; every visit to the first page gives it anew."""


def the_screen(request: HttpRequest) -> Any:
    """The registered screen that asks, None for a visitor; asked of the database once a request."""
    if not hasattr(request, "_motcua_screen"):
        found = queries.paired(request.COOKIES.get(COOKIE, ""))
        if found is None and settings.DEMO:  # in the demonstration any browser is a screen
            display = request.path.startswith(reverse("kiosk:display"))
            found = queries.any_screen(place.here(), ScreenKind.DISPLAY if display else ScreenKind.KIOSK)
        elif found is not None:
            actions.seen(found, now_of(request))
        request._motcua_screen = found  # type: ignore[attr-defined]
    return request._motcua_screen  # type: ignore[attr-defined]


def remember(answer: HttpResponse, token: str) -> None:
    """Let the browser keep the secret of its screen."""
    if not token:
        return
    answer.set_cookie(
        COOKIE, token, max_age=COOKIE_SECONDS, path="/kiosk/", httponly=True, samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )  # fmt: skip


def on_a_screen(view: View) -> View:
    """A view for registered touch screens; any other browser finds itself on the first page."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = the_screen(request)
        if found is None or found.kind != ScreenKind.KIOSK:
            return redirect("kiosk:home")
        return view(request, *args, **kwargs)

    return guarded


def screen(request: HttpRequest, template: str, status: int = 200, **more: Any) -> HttpResponse:
    """A screen of the kiosk."""
    at = now_of(request)
    known = {"unit_name": place.name(at.date()), "now": at, **interruption(at)}
    return render(request, template, {**known, **more}, status=status)


def in_the_hall(view: View) -> Callable[..., HttpResponseBase]:
    """A view of the kiosk: never kept by the browser, and never a page from which nobody finds home."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Http404, Impossible):
            return redirect("kiosk:home")
        except Exception:
            log.exception("a screen of the kiosk failed: %s", request.path)
            return render(request, "kiosk/sorry.html", status=500)

    return never_cache(guarded)
