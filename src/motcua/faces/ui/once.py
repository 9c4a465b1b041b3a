"""A form that is sent twice counts once: it carries a key that only its page holds."""

import re
import secrets

from django.http import HttpRequest

_KEY = re.compile(r"^[0-9a-f]{32}$")


def key_of(request: HttpRequest) -> str:
    """The key of a form: from the page, or a new one."""
    given = str(request.POST.get("goi", ""))
    return given if _KEY.match(given) else secrets.token_hex(16)
