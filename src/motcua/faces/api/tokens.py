"""Who calls: an access token acting in a post."""

import datetime as dt

from django.http import HttpRequest
from ninja.security import HttpBearer

from motcua.base.journal import clock
from motcua.base.journal.ports import Actor
from motcua.base.people.queries import actor_for_token


def now_of(request: HttpRequest) -> dt.datetime:
    """The moment of this request, the same for all of it."""
    known: dt.datetime | None = getattr(request, "_motcua_now", None)
    if known is None:
        known = clock.now()
        request._motcua_now = known  # type: ignore[attr-defined]
    return known


class Token(HttpBearer):
    """``Authorization: Bearer …``: a token made by ``motcua token --post CODE``."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The post behind a token, None when it opens nothing."""
        if len(token) > 200 or not token.isascii():
            return None
        return actor_for_token(token, now_of(request).date())


def actor_of(request: HttpRequest) -> Actor:
    """The post that acts; only on addresses that ask for a token."""
    actor = request.auth  # type: ignore[attr-defined]
    assert isinstance(actor, Actor)
    return actor
