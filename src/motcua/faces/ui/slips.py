"""What stands on a slip: reading what a scanner or a person typed of it, and the five answers of a rating."""

import re
from urllib.parse import parse_qs, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_KEY = re.compile(r"^[0-9a-f]{12}$")
_DASHES = re.compile("[\u2010-\u2015\u2212]")

RATINGS: tuple[tuple[int, str, str | Promise], ...] = (
    (5, "laugh", _("Rất hài lòng")),
    (4, "smile", _("Hài lòng")),
    (3, "meh", _("Bình thường")),
    (2, "frown", _("Không hài lòng")),
    (1, "angry", _("Rất không hài lòng")),
)
"""Stars, icon and words of each answer, the best first."""


def code_in(text: str) -> str:
    """A dossier code as typed: capitals, no spaces, plain hyphens."""
    return _DASHES.sub("-", "".join(text.split())).upper()[:60]


def key_in(text: str) -> str:
    """A tracking key as typed: small letters, no spaces."""
    return "".join(text.split()).lower()[:60]


def scanned(text: str) -> tuple[str, str]:
    """Code and key in what was scanned or typed; the key is "" when there is none.

    A QR code types the address of the tracking page, a barcode the bare code; a person types the code, or code and
    key with a space between.
    """
    text = " ".join(text.split())[:400]
    if "://" in text or "?" in text:
        try:
            asked = parse_qs(urlsplit(text).query)
        except ValueError:
            return "", ""
        return code_in(asked.get("ma", [""])[0]), key_in(asked.get("key", [""])[0])
    words = text.split()
    if len(words) > 1 and _KEY.match(words[-1].lower()):
        return code_in(" ".join(words[:-1])), words[-1].lower()
    return code_in(text), ""


_TICKET = re.compile(r"^[0-9A-Za-z]{1,20}-\d{6}-[A-Z]\d{3,5}$")


def ticket_scanned(text: str) -> tuple[str, str]:
    """Number and key of a queue ticket in what was scanned: the address in its QR code; ("", "") for anything else."""
    try:
        asked = parse_qs(urlsplit(" ".join(text.split())[:400]).query)
    except ValueError:
        return "", ""
    name, key = asked.get("so", [""])[0], key_in(asked.get("key", [""])[0])
    return (name, key) if _TICKET.match(name) else ("", "")


_SLIP = re.compile(r"^[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}$")


def survey_scanned(text: str) -> str:
    """The secret of a survey's slip in what was scanned or typed: its address, or the code alone; "" for anything else.

    A code typed with spaces is one too. It is of twelve figures and letters: no dossier, ticket or key has that shape.
    """
    text = " ".join(text.split())[:400]
    try:
        parts = urlsplit(text)
        asked = parse_qs(parts.fragment or parts.query)
    except ValueError:
        return ""
    slip = asked.get("phieu", [""])[0] or _DASHES.sub("-", text).replace(" ", "-")
    return slip if _SLIP.match(slip) else ""
