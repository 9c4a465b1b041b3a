"""The screen lock: a session left alone asks for the sign-in again and then goes on where it was (R16.16)."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

from motcua.base.law.queries import parameter
from motcua.faces.ui.session import POST_KEY, actor_of, now_of, page_of
from motcua.rules.impossible import NotFound

SEEN_KEY = "seen"
MINUTES_KEY = "lock_minutes"
LOCKED_KEY = "locked"
SECOND_FACTOR_KEY = "second_factor_missing"
TEMPORARY_KEY = "password_temporary"
STORE_EVERY_SECONDS = 60
BACKGROUND_HEADER = "X-Background"


def lock_minutes(admin: bool, on: dt.date) -> int:
    """After how many idle minutes a session locks: the law's figure of the day, else the setting."""
    try:
        value = parameter("session.admin_lock" if admin else "session.lock", on)
    except NotFound:
        value = None
    fallback = settings.SESSION_ADMIN_LOCK_MINUTES if admin else settings.SESSION_LOCK_MINUTES
    return int(value) if value else int(fallback)


class IdleLock:
    """Middleware after AuthenticationMiddleware.

    The moment last seen is stored at most once a minute, so ordinary requests write nothing. Requests that a
    page makes by itself carry the header ``X-Background: 1`` and do not count as activity. What was being
    typed is kept by the page in this browser's tab; the post chosen is kept in the session.
    ``request.actor`` is who acts, looked up when a view or a template first asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if auth.SESSION_KEY in request.session:
            answer = self._check(request)
            if answer is not None:
                return answer
            request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> HttpResponse | None:
        now = int(now_of(request).timestamp())
        seen = request.session.get(SEEN_KEY)
        minutes = int(request.session.get(MINUTES_KEY) or settings.SESSION_LOCK_MINUTES)
        if seen is not None and now - int(seen) >= minutes * 60:
            return _locked(request, minutes)
        background = request.headers.get(BACKGROUND_HEADER) == "1"
        if seen is None or (not background and not 0 <= now - int(seen) < STORE_EVERY_SECONDS):
            request.session[SEEN_KEY] = now
        if request.session.get(TEMPORARY_KEY) and not _is_signing_in(request):
            if request.user.temporary_password:  # type: ignore[union-attr]
                return HttpResponseRedirect(resolve_url("account_change_password"))
            del request.session[TEMPORARY_KEY]
        if request.session.get(SECOND_FACTOR_KEY) and not _is_signing_in(request):
            if not is_mfa_enabled(request.user):
                return HttpResponseRedirect(resolve_url("mfa_index"))
            del request.session[SECOND_FACTOR_KEY]
        return None


def _is_signing_in(request: HttpRequest) -> bool:
    return request.path.startswith(resolve_url("account_login").removesuffix("login/"))


def _locked(request: HttpRequest, minutes: int) -> HttpResponse:
    page, post = page_of(request), request.session.get(POST_KEY, "")
    username = request.user.get_username()
    auth.logout(request)
    request.session[LOCKED_KEY] = {"username": username, "minutes": minutes}
    if post:
        request.session[POST_KEY] = post
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
