"""Dossier codes (R1.13–R1.17) and numbers of documents (R8.2)."""

import datetime as dt
import re
from dataclasses import dataclass

from motcua.rules.impossible import Invalid

_TODAY = re.compile(r"^(?P<agency>[A-Z]\d{2}(?:\.\d{2,3}){0,3})-(?P<on>\d{6})-(?P<owner>[A-Z]{0,2})(?P<serial>\d{4,})$")
_OLD = re.compile(r"^(?P<agency>(?:\d{2,3}\.){2,4}[A-Z]\d{2})-(?P<on>\d{6})-(?P<owner>)(?P<serial>\d{4,})$")


@dataclass(frozen=True)
class DossierCode:
    """A dossier code taken apart; ``owner`` is the two-letter code of the system's owner (TT 04/2025), or blank."""

    agency: str
    on: dt.date
    serial: int
    owner: str = ""


def dossier_code(agency: str, on: dt.date, serial: int, owner: str = "") -> str:
    """``M X1X2.Y1Y2Y3.Z1Z2-YYMMDD-XXXX``; four digits are a least width."""
    return f"{agency}-{on:%y%m%d}-{owner}{serial:04d}"


def parse_dossier_code(text: str) -> DossierCode:
    """A code of any of the three formats; raises Invalid."""
    found = _TODAY.match(text.strip().upper()) or _OLD.match(text.strip().upper())
    if found:
        try:
            on = dt.datetime.strptime(found["on"], "%y%m%d").date()  # noqa: DTZ007
        except ValueError:
            found = None
        else:
            return DossierCode(found["agency"], on, int(found["serial"]), found["owner"])
    raise Invalid(field="code", text="Mã hồ sơ “{code}” không đúng dạng, ví dụ H26.145.00-261120-0001.", code=text)


def document_number(serial: int, kind: str, body: str) -> str:
    """``07/KH-UBND``: below ten with a leading zero."""
    return f"{serial:02d}/{kind}-{body}" if kind else f"{serial:02d}/{body}"
