"""What a client asks: dates, pages, filters, attributes; what cannot be meant is refused, never guessed."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from motcua.base.orgs.queries import agency_code
from motcua.faces.api.open311.writing import Refused
from motcua.faces.ui import place
from motcua.faces.ui.days import moment_of
from motcua.rules.calendar import TZ
from motcua.rules.vietnamese import nfc

SPAN, MOST = dt.timedelta(days=90), 1000
ATTRIBUTE = re.compile(r"^attribute\[([^\[\]]{1,60})\](\[\])?$")


def jurisdiction(given: QueryDict) -> str:
    """The unit whose feedback this is; another one is not found (404)."""
    here = place.here()
    named = given.get("jurisdiction_id", "").strip()
    if named and named.casefold() not in {here.casefold(), agency_code(here).casefold()}:
        raise Refused(404, _("Không có jurisdiction_id này."))
    return here


def several(given: QueryDict, name: str) -> list[str]:
    """The values of a list divided by commas."""
    found = [one.strip() for one in given.get(name, "").split(",") if one.strip()]
    if len(found) > MOST:
        raise Refused(400, _("{name}: nhiều nhất {most} giá trị.").format(name=name, most=MOST))
    return found


def _moment(given: QueryDict, name: str) -> dt.datetime | None:
    text = given.get(name, "").strip().replace(" ", "+")  # a plus that was not escaped
    if not text:
        return None
    try:
        found = moment_of(text)
        return found if found.tzinfo else found.replace(tzinfo=TZ)
    except (ValueError, OverflowError) as error:
        raise Refused(
            400, _("{name}: ghi theo W3C, ví dụ 2026-11-20T08:00:00Z.").format(name=name)
        ) from error


def period(given: QueryDict, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The time asked for, at most ninety days; the last ninety when nothing is said."""
    start, end = _moment(given, "start_date"), _moment(given, "end_date")
    if start is None and end is None:
        return now - SPAN, now
    if end is None:
        assert start is not None
        return start, start + SPAN
    if start is None:
        return end - SPAN, end
    if end < start or end - start > SPAN:
        raise Refused(400, _("start_date đến end_date nhiều nhất 90 ngày."))
    return start, end


def statuses(given: QueryDict) -> list[str]:
    """open, closed, or both."""
    found = several(given, "status")
    if not {"open", "closed"}.issuperset(found):
        raise Refused(400, _("status là open hoặc closed."))
    return found


def page(given: QueryDict) -> tuple[int, int]:
    """First and last row of the page asked for."""
    numbers = {}
    for name, default, most in (("page", 1, 10_000), ("page_size", MOST, MOST)):
        text = given.get(name, "").strip()
        if text and not (text.isascii() and text.isdecimal() and len(text) < 8 and 1 <= int(text) <= most):
            raise Refused(400, _("{name}: một số từ 1 đến {most}.").format(name=name, most=most))
        numbers[name] = int(text) if text else default
    first = (numbers["page"] - 1) * numbers["page_size"]
    return first, first + numbers["page_size"]


def attributes(given: QueryDict) -> dict[str, list[str]]:
    """attribute[CODE]=… and attribute[CODE][]=…, …"""
    found: dict[str, list[str]] = {}
    for name, values in given.lists():
        match = ATTRIBUTE.match(name)
        if match:
            found.setdefault(match[1], []).extend(nfc(str(value)) for value in values)
    return found


def text(given: QueryDict, name: str, most: int) -> str:
    """A text in composed letters; one that is far too long is refused before anything looks at it."""
    said = nfc(given.get(name, "")).strip()
    if len(said) > most:
        raise Refused(400, _("{name}: nhiều nhất {most} ký tự.").format(name=name, most=most))
    return said


def contact(given: QueryDict) -> Mapping[str, Any]:
    """Who reports, as far as the client says."""
    names = [text(given, "last_name", 60), text(given, "first_name", 60)]
    return {
        "name": " ".join(one for one in names if one), "phone": text(given, "phone", 40),
        "email": text(given, "email", 254),
    }  # fmt: skip


def key_of(request: HttpRequest) -> str:
    """The API key: a parameter as the specification says, or a bearer token as everywhere else here."""
    bearer = request.headers.get("Authorization", "")
    given = request.POST.get("api_key") or request.GET.get("api_key") or ""
    return given or (bearer[7:].strip() if bearer.lower().startswith("bearer ") else "")
