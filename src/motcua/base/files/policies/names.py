"""Safe display names. The name on disk is random; this one is only shown and offered for download."""

import re
import unicodedata
from pathlib import PurePosixPath

from motcua.base.files.choices import MAX_NAME_LENGTH

_NOT_SHOWN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_RESERVED = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
FALLBACK = "tep"


def safe_name(name: str) -> str:
    """The last part of ``name``, composed (NFC), without control or direction marks, at most 120 characters.

    The ending survives shortening. A name of which nothing is left becomes "tep".
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c if unicodedata.category(c) not in _NOT_SHOWN else " " for c in last)
    plain = " ".join(_RESERVED.sub("_", shown).split()).strip(". ")
    if _DEVICES.match(plain):
        plain = "_" + plain
    if len(plain) > MAX_NAME_LENGTH:
        tail = ending(plain)
        plain = plain[: MAX_NAME_LENGTH - len(tail)].rstrip(". ") + tail
    return plain or FALLBACK


def ending(name: str) -> str:
    """The ending with its dot in small letters (".pdf"), or nothing; never longer than ten characters."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if len(suffix) <= 10 else ""
