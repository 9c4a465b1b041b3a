"""Who signed in with an electronic identity, at this session; officials' accounts have no part in it."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from motcua.base.people.choices import IDENTITY_KEY, IDENTITY_SEEN_KEY
from motcua.base.people.queries import NoSuchIdentity, SignedIn, identity
from motcua.faces.ui.session import now_of

IDLE_SECONDS = 30 * 60
STORE_EVERY_SECONDS = 60
View = Callable[..., HttpResponseBase]


def filing_open() -> bool:
    """Whether this installation knows an identity provider: without one nobody files online here."""
    return bool(settings.IDENTITY["url"])


def citizen_of(request: HttpRequest) -> SignedIn | None:
    """Who signed in, asked of the database once a request; nobody after half an hour without a sign of life."""
    if hasattr(request, "_motcua_citizen"):
        return request._motcua_citizen  # type: ignore[no-any-return]
    found, session = None, request.session
    if IDENTITY_KEY in session and filing_open():
        now, seen = int(now_of(request).timestamp()), int(session.get(IDENTITY_SEEN_KEY, 0))
        if not -STORE_EVERY_SECONDS <= now - seen < IDLE_SECONDS:
            session.flush()
        else:
            try:
                found = identity(session[IDENTITY_KEY])
            except NoSuchIdentity:
                session.flush()
            else:
                if now - seen >= STORE_EVERY_SECONDS:
                    session[IDENTITY_SEEN_KEY] = now
    request._motcua_citizen = found  # type: ignore[attr-defined]
    return found


def signed_in(view: View) -> View:
    """A view for whoever signed in with an electronic identity; others are led to the page where one does."""

    @never_cache
    @functools.wraps(view)
    @sensitive_variables()
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        who = citizen_of(request)
        if who is None:
            address = reverse("portal:sign-in")
            if request.headers.get("X-Requested-With") == "fetch":
                return HttpResponse(status=401, headers={"Location": address})
            here = request.get_full_path() if request.method == "GET" else reverse("portal:mine")
            target = f"{address}?{urlencode({'next': here})}"
            if request.headers.get("HX-Request"):
                return HttpResponse(status=204, headers={"HX-Redirect": target})
            return HttpResponseRedirect(target)
        return view(request, who, *args, **kwargs)

    return guarded
