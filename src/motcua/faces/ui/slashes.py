"""Addresses are typed by hand from a notice on the wall: a slash too few or too many at their end is no fault."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import is_valid_path
from django.utils.http import escape_leading_slashes

Handler = Callable[[HttpRequest], HttpResponseBase]


def slashes(get_response: Handler) -> Handler:
    """Middleware: an address that is none, and is one with its last slash added or taken away, leads there for good."""

    def through(request: HttpRequest) -> HttpResponseBase:
        answer = get_response(request)
        if (
            answer.status_code != 404
            or request.method not in ("GET", "HEAD")
            or is_valid_path(request.path_info)
        ):
            return answer
        path = request.path_info
        meant = path[:-1] if path.endswith("/") else f"{path}/"
        if len(meant) < 2 or not is_valid_path(meant):
            return answer
        query = request.META.get("QUERY_STRING", "")
        there = escape_leading_slashes(request.path[:-1] if path.endswith("/") else f"{request.path}/")
        return HttpResponsePermanentRedirect(f"{there}?{query}" if query else there)

    return through
