"""Where a request really comes from, when our own web server stands in between."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Handler = Callable[[HttpRequest], HttpResponseBase]


def behind_proxy(get_response: Handler) -> Handler:
    """Middleware: what a proxy of ``MOTCUA_PROXIES`` says of the address counts; what anybody else says does not."""

    def through(request: HttpRequest) -> HttpResponseBase:
        if request.META.get("REMOTE_ADDR") in settings.PROXIES:
            told = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", 1)[-1].strip()
            if _is_address(told):
                request.META["REMOTE_ADDR"] = told
        return get_response(request)

    return through


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
