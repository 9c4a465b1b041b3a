"""The way in for machines: no session, no cookie, no CSRF, no page headers; every error a problem.

What stands under ``/api/`` and the health addresses is answered here, before the middleware that pages need.
"""

from collections.abc import Callable
from typing import TypeGuard

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers

from motcua.faces.api import problems
from motcua.faces.api.bodies import BODY_BYTES, check_size, read_chunked
from motcua.faces.api.open311 import writing
from motcua.faces.api.v1.uploads import most_bytes, too_large

OURS = ("/api/", "/open311/", "/healthz", "/readyz")
OPEN311 = "/open311/"
ADDRESSES = "motcua.faces.api.urls"
Handler = Callable[[HttpRequest], HttpResponseBase]


def door(get_response: Handler) -> Handler:
    """Middleware, the first of all."""

    def through(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(OURS):
            if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
                raise SuspiciousOperation("NUL in an address")  # no database takes it
            return get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            response = _answered(request)
            if request.path_info.startswith(OPEN311) and _ours(response):
                response = writing.told(request, response)
            response["Content-Language"] = translation.get_language() or "vi"
        response["X-Content-Type-Options"] = "nosniff"
        patch_vary_headers(response, ("Accept-Language", "Authorization"))
        return response

    return through


def _ours(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether an answer is an error in the manner of our own API."""
    return isinstance(response, HttpResponse) and response["Content-Type"] == problems.PROBLEM


def _drop_blank(request: HttpRequest) -> None:
    """A name without a value asks for nothing (``?state=&mine=``)."""
    if "" in (value for values in request.GET.lists() for value in values[1]):
        given = request.GET.copy()
        for name in [name for name, values in given.lists() if not any(values)]:
            del given[name]
        request.GET = given  # type: ignore[assignment]


def _answered(request: HttpRequest) -> HttpResponseBase:
    try:
        request.resolver_match = match = resolve(request.path_info, ADDRESSES)
    except Resolver404:
        return problems.problem(404)
    try:
        most = most_bytes(request.path_info)
        said = too_large() if most > BODY_BYTES else ""
        check_size(request, most, said)
        read_chunked(request, most, said)
        _drop_blank(request)
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        request.method = asked
    except problems.Refused as error:
        return problems.refused(request, error)
    except Exception as error:
        return problems.unexpected(request, error)
    if response.status_code == 405 and isinstance(response, HttpResponse):
        return problems.problem(405, headers={"Allow": response["Allow"]})
    return response
