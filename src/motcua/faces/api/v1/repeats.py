"""A request sent twice with one ``Idempotency-Key`` is done once."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from motcua.base.journal.actions import once
from motcua.base.people.fields import decrypt, encrypt
from motcua.faces.api.answers import sent, written
from motcua.faces.api.tokens import now_of
from motcua.rules.impossible import Invalid

KEY = re.compile(r"^[\x21-\x7e]{1,200}$")
KEPT = "journal_repeated.body"
HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 200, "pattern": KEY.pattern},
    "description": "A repeat with the same key is answered as the first request was and does nothing again.",
}


def done_once(request: HttpRequest, who: str, status: int, do: Callable[[], dict[str, Any]]) -> HttpResponse:
    """The answer of ``do``; with an Idempotency-Key the answer of the first time."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return sent(written(do()), status)
    if not KEY.match(key):
        raise Invalid(
            field="Idempotency-Key",
            text="Khóa Idempotency-Key gồm 1 đến 200 ký tự ASCII, không có khoảng trắng.",
        )
    body = request.body if request.content_type != "multipart/form-data" else b""
    status, kept, repeated = once(
        key=hashlib.sha256(f"{who}\n{key}".encode()).hexdigest(),
        request=hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + body).hexdigest(),
        at=now_of(request),
        do=lambda: (status, encrypt(written(do()).decode(), KEPT)),  # an answer may hold a tracking key
    )
    answer = sent(decrypt(kept, KEPT).encode(), status)
    if repeated:
        answer["Idempotent-Replayed"] = "true"
    return answer
