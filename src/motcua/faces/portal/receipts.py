"""Receipts of every kind: where each is followed, and leading there whoever typed one at another door."""

from collections.abc import Callable, Mapping
from typing import Any

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


def typed(given: Mapping[str, str]) -> tuple[str, str]:
    """Code and key as they were typed, or pasted as the whole address of a QR code."""
    if "://" in given.get("ma", ""):
        return scanned(given["ma"])
    return code_in(given.get("ma", "")), key_in(given.get("key", ""))


def address(name: str, code: str, key: str = "", **more: str) -> str:
    """A page for the holder of a receipt."""
    asked = {"ma": code, **({"key": key} if key else {}), **more}
    return f"{reverse(f'portal:{name}')}?{urlencode(asked)}"


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


def led_on(code: str, key: str, *, here: str) -> HttpResponse | None:
    """On to the door of a receipt that was typed at another, with all that was typed; None where it is at its own."""
    door = door_of(code)
    return redirect(address(door, code, key)) if door not in ("", here) else None
