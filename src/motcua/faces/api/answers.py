"""How answers are written: UTF-8 JSON in one pass, moments with the Vietnamese offset."""

import datetime as dt
import json
from typing import Any

from django.http import HttpResponse

from motcua.rules.calendar import TZ

JSON = "application/json"
PDF = "application/pdf"


def moment(at: dt.datetime | None) -> str | None:
    """A moment as the API writes it: ISO 8601 to the second, +07:00."""
    return at.astimezone(TZ).isoformat(timespec="seconds") if at is not None else None


def written(data: Any) -> bytes:
    """JSON as the API writes it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def answer(data: Any, status: int = 200) -> HttpResponse:
    """A JSON answer that no cache keeps."""
    return sent(written(data), status)


def sent(body: bytes, status: int = 200) -> HttpResponse:
    """JSON bytes already written."""
    return HttpResponse(body, status=status, content_type=JSON, headers={"Cache-Control": "no-store"})


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to look at in the browser, with a name for saving that holds no personal data."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=PDF, headers=headers)
