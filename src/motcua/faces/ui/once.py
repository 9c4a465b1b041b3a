"""A form that is sent twice counts once: it carries a key that only its page holds."""

import hashlib
import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest

from motcua.base.journal.actions import once
from motcua.faces.ui import session

_KEY = re.compile(r"^[0-9a-f]{32}$")


def key_of(request: HttpRequest) -> str:
    """The key of a form: from the page, or a new one."""
    given = str(request.POST.get("goi", ""))
    return given if _KEY.match(given) else secrets.token_hex(16)


def done_once(request: HttpRequest, do: Callable[[], str], *, said: str = "") -> str:
    """What ``do`` answers (a code, or nothing); for the key of a form that was sent before, what it answered then.

    A form whose page carries no key is done as often as it is sent. ``said``: words by which a form that came back in
    the browser and was written anew is another one.
    """
    given = str(request.POST.get("goi", ""))
    if not _KEY.match(given):
        return do()
    actor = session.actor_of(request)
    digest = hashlib.sha256(
        f"{actor.post if actor else ''} {request.path} {given} {said}".encode()
    ).hexdigest()
    _status, body, _again = once(
        key=digest, request=digest, at=session.now_of(request), do=lambda: (200, do().encode())
    )
    return body.decode()
