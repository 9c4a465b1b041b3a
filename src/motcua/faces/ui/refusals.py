"""What law or state does not allow, said kindly: the right status and a page that says what to do.

Pages only; machines are answered by the API in its own form.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.base import spoken
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

STATUSES: tuple[tuple[type[Impossible], int], ...] = ((NotAllowed, 403), (NotFound, 404), (Invalid, 422))
API = "/api/"


def status_of(error: Impossible) -> int:
    """403 not allowed, 404 not there or not yours, 422 malformed, 409 not possible in this state."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 409)


def refused(request: HttpRequest, error: Impossible) -> HttpResponse:
    """The page of a refusal, with the way back to where the person works."""
    status = status_of(error)
    headings = {
        403: _("Việc này không thuộc vị trí đang dùng"),
        404: _("Không tìm thấy"),
        409: _("Chưa làm được việc này"),
        422: _("Thông tin gửi lên chưa đúng"),
    }
    desk = request.path.startswith(reverse("desk:inbox"))
    said = spoken.refusals(error)
    context = {"heading": headings[status], "said": said, "status": status, "desk": desk}
    return render(request, "ui/refused.html", context, status=status)


class Refusals:
    """Middleware: turns an ``Impossible`` that a view did not answer itself into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of the refusal; None for whatever is no refusal, and for machines."""
        if isinstance(error, Impossible) and not request.path.startswith(API):
            return refused(request, error)
        return None
