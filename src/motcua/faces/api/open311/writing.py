"""Answers as the specification writes them: JSON lists and objects, XML elements; errors in the same two forms."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.base import spoken
from motcua.faces.api import problems
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

JSON, XML = "json", "xml"
TYPES = {JSON: "application/json; charset=utf-8", XML: "text/xml; charset=utf-8"}
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, however it is escaped."""
ITEMS = {
    "services": "service", "service_requests": "request", "errors": "error", "attributes": "attribute",
    "values": "value", "endpoints": "endpoint", "formats": "format",
}  # fmt: skip
"""Names of lists in XML, and of what stands in them."""


class Refused(Exception):
    """What the specification has a status for."""

    def __init__(self, status: int, description: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(description)
        self.status, self.description, self.headers = status, description, dict(headers or {})


def moment(at: dt.datetime) -> str:
    """A W3C date and time with the Vietnamese offset."""
    return at.astimezone(TZ).isoformat(timespec="seconds")


def _element(name: str, value: Any) -> ElementTree.Element:
    made = ElementTree.Element(name)
    if isinstance(value, Mapping):
        made.extend(_element(inner, found) for inner, found in value.items())
    elif isinstance(value, list):
        made.extend(_element(ITEMS[name], found) for found in value)
    elif isinstance(value, bool):
        made.text = "true" if value else "false"
    elif value is not None:
        made.text = _UNWRITABLE.sub("\ufffd", str(value))
    return made


def answer(data: Any, form: str, *, root: str, status: int = 200) -> HttpResponse:
    """An answer in JSON or XML; ``root`` names the outermost element."""
    if form == XML:
        body: bytes = ElementTree.tostring(_element(root, data), encoding="utf-8", xml_declaration=True)
    else:
        body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return HttpResponse(body, status=status, content_type=TYPES[form], headers={"Cache-Control": "no-store"})


# --- errors ----------------------------------------------------------------------------------------------------


def form_of(request: HttpRequest) -> str:
    """The form that the address asks for; JSON when it says none."""
    return XML if request.path_info.endswith(".xml") else JSON


def errors(request: HttpRequest, status: int, descriptions: Iterable[str]) -> HttpResponse:
    """What is wrong, as the specification tells it: a list of code and description."""
    said = [{"code": str(status), "description": text} for text in descriptions]
    return answer(said, form_of(request), root="errors", status=status)


def refusal(request: HttpRequest, error: Impossible) -> HttpResponse:
    """What law or state do not allow, under the statuses that the specification knows."""
    status = 403 if isinstance(error, NotAllowed) else 404 if isinstance(error, NotFound) else 400
    texts = [f"{fault.field}: {spoken.fault(fault)}" for fault in error.faults] or [spoken.refusal(error)]
    return errors(request, status, texts)


def told(request: HttpRequest, answered: HttpResponse) -> HttpResponse:
    """An error that the door tells in its own manner, told in that of the specification."""
    made = errors(request, answered.status_code, [problems.title(answered.status_code)])
    for name in ("Allow", "Retry-After"):
        if name in answered.headers:
            made[name] = answered[name]
    return made


def missing(name: str) -> Refused:
    """400: a parameter that is needed was not given."""
    return Refused(400, _("Thiếu {name}.").format(name=name))
