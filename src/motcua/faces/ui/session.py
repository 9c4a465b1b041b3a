"""Who acts at this session, and when: the same for every face in which officials work."""

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from motcua.base.journal import clock
from motcua.base.journal.ports import Actor
from motcua.base.people import queries

POST_KEY = "post"
WATCHING = frozenset({"direct", "head", "supervise", "inspect", "sign"})
"""Duties that open the board."""

View = Callable[..., HttpResponseBase]


def key_of(actor: Actor) -> str:
    """How a session remembers the post chosen: its code and, by delegation, the post it acts for."""
    return f"{actor.post}>{actor.on_behalf_of}" if actor.on_behalf_of else actor.post


def now_of(request: HttpRequest) -> dt.datetime:
    """The moment of this request, the same for all of it."""
    known: dt.datetime | None = getattr(request, "_motcua_now", None)
    if known is None:
        known = clock.now()
        request._motcua_now = known  # type: ignore[attr-defined]
    return known


def actors_of(request: HttpRequest) -> list[Actor]:
    """All posts that the person signed in may act in today."""
    known: list[Actor] | None = getattr(request, "_motcua_actors", None)
    if known is None:
        user = request.user
        known = queries.actors_for_account(user.pk, now_of(request).date()) if user.is_authenticated else []
        request._motcua_actors = known  # type: ignore[attr-defined]
    return known


def actor_of(request: HttpRequest) -> Actor | None:
    """The post this session acts in; None when nobody is signed in, or a choice among several is still open.

    Asked of the database once a request. A post that was ended, or a delegation that ran out, stops here.
    """
    actors = actors_of(request)
    chosen = request.session.get(POST_KEY, "") if actors else ""
    for actor in actors:
        if key_of(actor) == chosen:
            return actor
    return actors[0] if len(actors) == 1 else None


def watches(actor: Actor | None) -> bool:
    """Whether the post leads the agency or supervises it: the board is for those."""
    return bool(actor) and not getattr(actor, "duties", frozenset()).isdisjoint(WATCHING)


def page_of(request: HttpRequest) -> str:
    """The page to come back to: this one, or the one that a form or a script on it was sent from."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    sent_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(
        sent_from, {request.get_host()}, require_https=request.is_secure()
    ):
        return settings.LOGIN_REDIRECT_URL
    parts = urlsplit(sent_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def official(view: View) -> View:
    """A view for officials: leads to the sign-in page, or to the choice of a post, when either is missing.

    The view and its templates find the actor as ``request.actor``.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(page_of(request), settings.LOGIN_URL)
        actor = actor_of(request)
        if actor is None:
            here = {"next": request.get_full_path()} if request.method == "GET" else {}
            return HttpResponseRedirect(f"{reverse('desk:posts')}?{urlencode(here)}".rstrip("?"))
        request.actor = actor  # type: ignore[attr-defined]
        return never_cache(view)(request, *args, **kwargs)

    return guarded


def act_on(page: str) -> Callable[[View], View]:
    """A view that takes an act by POST only; whoever opens its address again is led to ``page`` of the same code."""

    def decorated(view: View) -> View:
        posted = require_POST(view)

        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in ("GET", "HEAD"):
                back: HttpResponseBase = redirect(page, **{n: kwargs[n] for n in ("code",) if n in kwargs})
                return back
            return posted(request, *args, **kwargs)

        return guarded

    return decorated
