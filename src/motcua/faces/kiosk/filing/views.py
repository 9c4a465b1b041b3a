"""Xác nhận bản khai: whom an official helped reads the declaration in the hall and stands by it (S012)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.areas.filings import actions, queries
from motcua.base import spoken
from motcua.base.journal.ports import CITIZEN
from motcua.faces.kiosk.hall import in_the_hall, on_a_screen, screen
from motcua.faces.ui import place, throttle
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Impossible

KEYS = "1234567890"


@in_the_hall
@on_a_screen
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """The six digits from the counter open the summary; a press confirms it. Nothing is shown without them."""
    code, at = request.POST.get("ma", "")[:20], now_of(request)
    if request.method != "POST" or not code:
        return screen(request, "kiosk/confirm_code.html", keys=KEYS)
    try:
        throttle.wait_first(request)
        draft = queries.to_confirm(code, at, place.here())
    except throttle.TooManyFailures as wait:
        said = _("Đã thử sai quá nhiều lần. Xin chờ {seconds} giây.").format(seconds=wait.seconds)
        return screen(request, "kiosk/confirm_code.html", status=429, keys=KEYS, error=said)
    except queries.NoSuchCode as error:
        throttle.count(request, throttle.six_figures)
        return screen(request, "kiosk/confirm_code.html", status=422, keys=KEYS, error=spoken.refusal(error))
    if "yes" in request.POST:
        try:
            actions.confirm(
                by=CITIZEN, at=at, draft=draft.pk, revision=int(request.POST.get("revision") or 0)
            )
        except (Impossible, ValueError):
            said = _("Bản khai vừa được sửa. Mời ông/bà đọc lại rồi xác nhận.")
            return _read(request, draft, code, said)
        return redirect("kiosk:confirmed")
    return _read(request, draft, code)


def _read(request: HttpRequest, draft: object, code: str, error: str = "") -> HttpResponse:
    return screen(
        request, "kiosk/confirm.html", draft=draft, code=code, error=error,
        summary=queries.summary(draft),  # type: ignore[arg-type]
        said=queries.content(draft)["applicant"],  # type: ignore[arg-type]
    )  # fmt: skip


@in_the_hall
@on_a_screen
@require_http_methods(["GET", "HEAD"])
def confirmed(request: HttpRequest) -> HttpResponse:
    """Đã xác nhận: back to the counter."""
    return screen(request, "kiosk/confirmed.html")
