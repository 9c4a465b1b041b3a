"""Receipts of every kind: where each is followed, and leading there whoever typed one at another door."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

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


def led_on(code: str, key: str, *, here: str) -> HttpResponse | None:
    """On to the door of a receipt that was typed at another, with all that was typed; None where it is at its own."""
    door = door_of(code)
    return redirect(address(door, code, key)) if door not in ("", here) else None
