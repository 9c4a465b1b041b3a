"""The display of the hall: numbers and counters, nobody's name; the voice; and what makes screens come back alone."""

import re
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.counters import actions, queries
from motcua.areas.counters.choices import ScreenKind
from motcua.base import spoken
from motcua.base.journal.ports import CITIZEN
from motcua.faces.kiosk.hall import COOKIE, in_the_hall, remember, screen, the_screen
from motcua.faces.ui import throttle
from motcua.faces.ui.session import now_of
from motcua.rules import announcing

CODE = re.compile(r"^[A-Z]\d{3}$")
FRESH = 40
"""Seconds for which a call is still worth saying aloud."""


def shown(request: HttpRequest, place: str) -> dict[str, Any]:
    """What the display shows of a place now."""
    at = now_of(request)
    board = queries.board(place, at)
    calls = [
        {
            "code": line.code, "counter": line.counter, "key": line.key, "said_at": line.said_at,
            "fresh": (at - line.said_at).total_seconds() < FRESH, "text": announcing.call(line.code, line.counter),
            "audio": reverse("kiosk:voice", args=[line.code, line.counter]),
        }
        for line in board.calls
    ]  # fmt: skip
    return {
        "first": calls[0] if calls else None, "calls": calls[1:], "counters": board.counters, "said": calls,
        "waiting": board.waiting, "everybody": sum(count for _service, count in board.waiting), "at": at,
        "opens": queries.opens_again(place, at),
    }  # fmt: skip


@in_the_hall
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Màn hình gọi số: the number and the counter across the hall; renews itself and comes back after a cut."""
    found = the_screen(request)
    if found is None or found.kind != ScreenKind.DISPLAY:
        return redirect("kiosk:home")
    answer = screen(
        request, "kiosk/display.html", build=version("motcua"), **shown(request, found.place),
    )  # fmt: skip
    remember(answer, request.COOKIES.get(COOKIE, ""))
    return answer


@never_cache
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What changes on the display, asked every few seconds."""
    found = the_screen(request)
    if found is None or found.kind != ScreenKind.DISPLAY:
        raise Http404
    answer = screen(request, "kiosk/_display.html", **shown(request, found.place))
    answer["X-Motcua-Build"] = version("motcua")
    return answer


@require_safe
def voice(request: HttpRequest, code: str, counter: int) -> HttpResponse:
    """Lời mời as a WAV file; not there where nobody can say it: the browser then speaks itself."""
    sayable = CODE.match(code) and code[0] in announcing.LETTERS and 1 <= counter <= 99
    if not sayable or the_screen(request) is None:
        raise Http404
    said = import_string(settings.VOICE)(code, counter)
    if said is None:
        raise Http404
    return _sound(said)


@require_safe
def chime(request: HttpRequest) -> HttpResponse:
    """The chime alone, before what the browser says itself."""
    if request.headers.get("if-none-match") == '"chime"':
        return HttpResponseNotModified()
    answer = _sound(import_string(settings.VOICE_CHIME)())
    answer["ETag"] = '"chime"'
    return answer


def _sound(content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="audio/wav")
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


# --- registering, coming back ------------------------------------------------------------------------------------


@in_the_hall
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest) -> HttpResponse:
    """Đăng ký màn hình này: the eight figures that an administrator was shown."""
    if request.method != "POST":
        return screen(request, "kiosk/pair.html", keys="1234567890")
    try:
        throttle.wait_first(request)
        _screen, token = actions.pair_screen(
            by=CITIZEN, at=now_of(request), code=request.POST.get("ma", "")[:20]
        )
    except throttle.TooManyFailures:
        say = _("Đã thử sai quá nhiều lần. Chờ một phút rồi nhập lại.")
        return screen(request, "kiosk/pair.html", status=429, error=say, keys="1234567890")
    except actions.WrongPairing as wrong:
        throttle.count(request, throttle.six_figures)
        return screen(request, "kiosk/pair.html", status=409, error=spoken.refusal(wrong), keys="1234567890")
    answer = redirect("kiosk:home")
    remember(answer, token)
    return answer


@require_safe
def waiting_page(request: HttpRequest) -> HttpResponse:
    """Đang nối lại: what a screen shows while the server does not answer; kept by the browser."""
    return screen(request, "kiosk/waiting.html")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the waiting page at hand, so that a browser started without network comes back too."""
    kept = [
        reverse("kiosk:waiting"), static("css/bootstrap.min.css"), static("ui/theme.css"), static("kiosk/kiosk.css"),
        static("ui/motcua.js"), static("kiosk/hall.js"), static("ui/fonts/be-vietnam-pro-400.woff2"),
        static("ui/fonts/be-vietnam-pro-600.woff2"), static("ui/fonts/be-vietnam-pro-700.woff2"),
    ]  # fmt: skip
    answer = screen(
        request,
        "kiosk/worker.js",
        kept=kept,
        page=kept[0],
        build=version("motcua"),
        static_prefix=settings.STATIC_URL,
    )
    answer["Content-Type"] = "text/javascript; charset=utf-8"
    answer["Cache-Control"] = "no-cache"
    return answer
