"""Receipts of every kind: where each is followed, and leading there whoever typed one at another door.

A key that was typed stands in no address, which browsers, proxies and logs keep: it is posted, and a signed cookie
carries it to the page. What denounces leaves no cookie either. The QR code of a slip alone holds code and key together.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.areas.cases.queries import NoSuchCase
from motcua.base import spoken
from motcua.faces.portal.frame import page
from motcua.faces.ui import throttle
from motcua.faces.ui.slips import code_in, key_in, scanned
from motcua.rules.impossible import Invalid
from motcua.rules.numbering import parse_dossier_code

DOSSIER, PETITION, FEEDBACK = "track", "petition-track", "feedback-track"
QUESTION, COMMENT, SIGN_UP = "question-receipt", "comment-receipt", "reception-slip"
READ_OR_ASKED = ["GET", "HEAD", "POST"]
COOKIE, SALT, KEPT, MOST = "bien-nhan", "motcua.receipts", dt.timedelta(hours=2), 12
"""What a browser holds of the receipts shown in it: for two hours, the last few."""


def typed(given: Mapping[str, str]) -> tuple[str, str]:
    """Code and key as they were typed, or pasted as the whole address of a QR code."""
    code = given.get("ma", "") or given.get("so", "")
    if "://" in code:
        return scanned(code)
    return code_in(code), key_in(given.get("key", ""))


def held(request: HttpRequest) -> dict[str, str]:
    """Keys of the receipts that were shown in this browser, by code."""
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return {}
    return dict(found)


def asked(request: HttpRequest) -> tuple[str, str]:
    """Code and key of a request: typed, from a QR code, or the code alone of a receipt that this browser holds."""
    code, key = typed(request.POST if request.method == "POST" else request.GET)
    return code, key or (held(request).get(code, "") if request.method != "POST" else "")


def keeping(request: HttpRequest, answer: HttpResponse, slips: Mapping[str, str]) -> HttpResponse:
    """The answer, with the keys of receipts (by code) by which this browser opens them for the next hours."""
    known = {code: key for code, key in held(request).items() if code not in slips} | dict(slips)
    answer.set_cookie(
        COOKIE, signing.dumps(dict(list(known.items())[-MOST:]), salt=SALT), max_age=KEPT, httponly=True,
        samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip
    return answer


def going(request: HttpRequest, to: str, code: str, key: str) -> HttpResponse:
    """On to an address whose key goes along in the cookie."""
    return keeping(request, redirect(to), {code: key})


def address(name: str, code: str, **more: str) -> str:
    """A page for the holder of a receipt, who types the key or holds it in this browser."""
    return f"{reverse(f'portal:{name}')}?{urlencode({'ma': code, **more})}"


def door_of(code: str) -> str:
    """The page where a code is followed; "" for what is no code."""
    if code.startswith("DT-"):
        return PETITION
    if code.startswith("PA-"):
        return FEEDBACK
    try:
        parse_dossier_code(code)
    except Invalid:
        return ""
    return DOSSIER


def opened(request: HttpRequest, template: str, look: Callable[[str, str], Any], code: str, key: str) -> Any:
    """What a receipt opens, or the page that says no; a wrong key and an unknown code look the same."""
    try:
        return look(code, key)
    except NoSuchCase as error:
        wrong = error
    try:
        throttle.count(request)
    except throttle.TooManyFailures as error:
        said = _("Đã thử sai quá nhiều lần. Ông/bà thử lại sau {seconds} giây.").format(seconds=error.seconds)
        answer = page(request, template, status=429, code=code, error=said)
        answer["Retry-After"] = str(error.seconds)
        return answer
    return page(request, template, status=404, code=code, error=spoken.refusal(wrong))


def led_on(request: HttpRequest, code: str, *, here: str) -> HttpResponse | None:
    """On to the door of a receipt that was typed at another, what was posted with it; None where it is at its own."""
    door = door_of(code)
    if door in ("", here):
        return None
    return redirect(address(door, code), preserve_request=request.method == "POST")
