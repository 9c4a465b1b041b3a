"""What officials write and the days they choose: one line, several lines, a day still to come, a day that was."""

import datetime as dt
import re

from motcua.rules.impossible import Invalid
from motcua.rules.vietnamese import clean_text, nfc

_BEFORE = re.compile(r"(?:[-–+•*]\s*|\d{1,3}[.)]\s+|[a-zđ]\)\s*)+", re.IGNORECASE)
LINE, TEXT, YEAR = 200, 5_000, dt.timedelta(days=366)


def line(value: object, field: str, *, what: str, most: int = LINE, needed: bool = True) -> str:
    """A text of one line, composed, without idle blanks."""
    joined = " ".join(value.split()) if isinstance(value, str) else ""
    return clean_text(nfc(joined), field, what=what, most=most, needed=needed)


def body(value: object, field: str, *, what: str, most: int = TEXT, needed: bool = True) -> str:
    """A text of several lines, each without idle blanks."""
    lines = value.replace("\r", "").split("\n") if isinstance(value, str) else []
    joined = "\n".join(" ".join(one.split()) for one in lines)
    return clean_text(nfc(joined), field, what=what, most=most, needed=needed)


def sentences(text: str) -> str:
    """Lines as sentences: each begins with a capital letter, whatever numbers or dashes stand before it, and ends."""
    return "\n".join(_sentence(one.strip()) for one in text.splitlines() if one.strip())


def _sentence(line: str) -> str:
    begins = _BEFORE.match(line)
    at = begins.end() if begins else 0
    said = line[:at] + line[at : at + 1].upper() + line[at + 1 :]
    return said if said[-1] in ".!?:;…" else f"{said}."


def later(value: dt.date | None, field: str, on: dt.date, *, what: str) -> dt.date:
    """A day from today on, within a year."""
    if value is None or not on <= value <= on + YEAR:
        raise Invalid(field=field, text="Chọn {what} từ hôm nay, trong vòng một năm.", what=what)
    return value


def past(
    value: dt.date | None, field: str, on: dt.date, *, what: str, since: dt.date | None = None
) -> dt.date:
    """A day up to today, not before ``since`` (a year ago when nothing else is known)."""
    if value is None or not (since or on - YEAR) <= value <= on:
        raise Invalid(field=field, text="Chọn {what}, không sau hôm nay.", what=what)
    return value
