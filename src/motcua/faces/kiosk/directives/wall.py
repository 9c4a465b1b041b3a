"""The board of direction on a wall: stays on without anybody signed in, and says no more than may hang there.

Counts by unit and by document. No task, no post, no word of anybody; nothing leads further.
"""

import datetime as dt
from importlib.metadata import version
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.areas.counters.choices import ScreenKind
from motcua.areas.directives.queries import board, unit_names
from motcua.base.orgs.queries import version_on
from motcua.faces.kiosk.hall import COOKIE, in_the_hall, remember, screen, the_screen
from motcua.faces.ui.session import now_of
from motcua.faces.ui.walls import turn

MOST, EVERY = 100, 60
"""Documents counted at most; how often in seconds the screen asks what changed."""


def _shown(request: HttpRequest, place: str) -> dict[str, Any]:
    at = now_of(request)
    found = board.hung(place, at, first=dt.date(at.year, 1, 1), last=dt.date(at.year, 12, 31))
    names, known = unit_names(place, at.date()), board.named(found, MOST)
    whole = found.whole
    return {
        "whole": whole, "year": at.year, "unit": version_on(place, at.date()).name,
        "figures": [
            (_("chưa hoàn thành, trễ hạn"), whole.open_late, bool(whole.open_late)),
            (_("đang vướng"), whole.stuck, False),
            (_("chưa hoàn thành, trong hạn"), whole.open, False), (_("hoàn thành đúng hạn"), whole.done, False),
            (_("hoàn thành trễ hạn"), whole.done_late, False),
        ],
        "groups": [
            (_("Đơn vị chủ trì"), turn([(names.get(key) or _("Chưa rõ đơn vị"), one) for key, one in found.units], at)),
            (_("Văn bản"), turn([(str(known[key]), one) for key, one in found.directives if key in known], at)),
        ],
    }  # fmt: skip


@in_the_hall
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Bảng chỉ đạo treo tường: for a registered screen of this kind only; renews itself, comes back after a cut."""
    found = the_screen(request)
    if found is None or found.kind != ScreenKind.WALL:
        return redirect("kiosk:home")
    answer = screen(
        request, "kiosk/wall.html", build=version("motcua"), every=EVERY, **_shown(request, found.place)
    )
    remember(answer, request.COOKIES.get(COOKIE, ""))
    return answer


@never_cache
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What changed on it."""
    found = the_screen(request)
    if found is None or found.kind != ScreenKind.WALL:
        raise Http404
    answer = screen(request, "kiosk/_wall.html", **_shown(request, found.place))
    answer["X-Motcua-Build"] = version("motcua")
    return answer
