"""What a list is asked for: filters stand in the address; words come by POST and stand in it sealed."""

import base64
import binascii
from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from motcua.base.people import fields
from motcua.rules.vietnamese import nfc

SOUGHT = "desk.search"


def hidden(words: str) -> str:
    """Words typed, as they may stand in an address: people are sought by name and number (no personal data in URLs)."""
    return base64.urlsafe_b64encode(fields.encrypt(words, SOUGHT)).decode().rstrip("=")


def revealed(text: str) -> str:
    """The words behind ``hidden``; blank for anything else."""
    try:
        return fields.decrypt(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), SOUGHT)
    except (binascii.Error, ValueError, fields.Unreadable):
        return ""


def number_of(cursor: str) -> str | None:
    """Where a list goes on, as it came from an address; None for anything that is no number of a row."""
    return cursor if cursor.isascii() and cursor.isdecimal() and len(cursor) < 19 else None


@dataclass(frozen=True)
class Sought:
    """Filters by name, the words typed, and where the list goes on."""

    wanted: dict[str, str]
    q: str
    cursor: str

    @property
    def kept(self) -> dict[str, str]:
        """All of it as it stands in an address, the words sealed; empty: nothing was asked for."""
        return {**self.wanted, **({"tim": hidden(self.q)} if self.q else {})}

    @property
    def filters(self) -> dict[str, str]:
        """The filters under names that a template can say."""
        return {name.replace("-", "_"): value for name, value in self.wanted.items()}

    def more(self, following: str | None) -> str:
        """The address of the rows after these; "" where there are none."""
        return f"?{urlencode({**self.kept, 'sau': following})}" if following else ""


def sought(request: HttpRequest, filters: Collection[str]) -> Sought:
    """What is asked for in this request, by POST or by address."""
    sent = request.POST if request.method == "POST" else request.GET
    wanted = {name: sent[name][:24] for name in filters if sent.get(name)}
    words = nfc(sent.get("q", "")).strip()[:200] or revealed(request.GET.get("tim", "")[:2000])
    return Sought(wanted, words, request.GET.get("sau", ""))


def to_address(here: str, asked: Sought, **instead: str) -> HttpResponse:
    """From what was sent by POST to the address that says it; ``instead``: what the filters are then."""
    tail = urlencode({**asked.kept, **instead})
    return redirect(f"{reverse(here)}{'?' if tail else ''}{tail}")
