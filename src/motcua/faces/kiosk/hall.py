"""What every screen of the hall knows, and how it gets over a fault: it apologises and goes home by itself."""

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from motcua.faces.ui import place
from motcua.faces.ui.interruptions import interruption
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Impossible

View = Callable[..., HttpResponse]
log = logging.getLogger(__name__)


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
