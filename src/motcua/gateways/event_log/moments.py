"""Moments as other systems write them."""

from __future__ import annotations

import datetime as dt
import re

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:.h]|\s*giờ\s*)(\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*(AM|PM|SA|CH)?", re.I
)
_ZONE = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")
YEARS = range(1990, 2100)


def read(text: str, zone: int) -> tuple[dt.datetime, bool]:
    """(moment, whether it is a day without an hour). Without a zone it is ``zone`` minutes east; days come before
    months, as in Viet Nam. Raises ValueError."""
    said = text.strip()
    found = _YEAR_FIRST.search(said)
    year_first = bool(found and found.start() == 0)
    if not year_first:
        found = _DAY_FIRST.search(said)
    if not found:
        raise ValueError(f"không phải ngày giờ: “{said[:40]}”")
    numbers = [int(one) for one in found.groups()]
    year, month, day = numbers if year_first else reversed(numbers)
    if year not in YEARS:
        raise ValueError(f"năm {year} không có thật")
    rest = f"{said[: found.start()]} {said[found.end() :]}".replace("T", " ").strip()
    offset = _ZONE.search(rest)
    tz = _zone(offset[1]) if offset else dt.timezone(dt.timedelta(minutes=zone))
    clock = _TIME.search(rest[: offset.start()] if offset else rest)
    try:
        if clock is None:
            return dt.datetime(year, month, day, tzinfo=tz), True
        hour = int(clock[1])
        half = (clock[5] or "").upper()
        if half in ("PM", "CH") and hour < 12:
            hour += 12
        elif half in ("AM", "SA") and hour == 12:
            hour = 0
        micro = int((clock[4] or "0").ljust(6, "0")[:6])
        return dt.datetime(year, month, day, hour, int(clock[2]), int(clock[3] or 0), micro, tz), False
    except ValueError as fault:
        raise ValueError(f"ngày giờ không có thật: “{said[:40]}”") from fault


def _zone(text: str) -> dt.timezone:
    if text == "Z":
        return dt.UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return dt.timezone(dt.timedelta(minutes=-minutes if text[0] == "-" else minutes))
