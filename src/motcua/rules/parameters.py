"""What a figure of the law may look like: by its unit, and built as the value before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from motcua.rules.certification import Kind
from motcua.rules.deadlines import Cutoff

MOST = 1_000_000_000
LEAP_YEAR = 2024
_TIME = re.compile(r"\d\d:\d\d")
_CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
CHOICES: Mapping[str, frozenset[str]] = {
    "onestop.supplement.clock": frozenset({"restart", "pause"}),
    "onestop.cutoff_rule.linked": frozenset(map(str, Cutoff)),
}
KINDS = frozenset(map(str, Kind))
POSITIVE = frozenset({"hall.booking.slot", "session.lock", "session.admin_lock", "session.max_failed"})
"""Counts that nothing works without."""
PARTS = frozenset({"hour", "working_hour"})
"""Units that may be given in parts; everything else is counted whole."""
PER = frozenset({"day", "week", "month", "quarter", "year"})


def fits(key: str, unit: str, value: Any, before: Any) -> bool:
    """Whether ``value`` may follow ``before`` as the value of a parameter.

    The same shape (a number for a number, the same names in a table), times and days that exist, patterns that can be
    read, counts that are whole and not negative, shares up to 100; words and kinds only of those known.
    """
    check = _CHECKS.get(unit)
    if check is not None:
        return check(key, value, before)
    return _counted(key, unit, value, before)


def _counted(key: str, unit: str, value: Any, before: Any) -> bool:
    match before:
        case Mapping():
            return (
                isinstance(value, Mapping)
                and set(value) == set(before)
                and all(_counted(name, unit, value[name], before[name]) for name in value)
            )
        case [first, *_]:
            return isinstance(value, list) and bool(value) and all(
                _counted(key, unit, one, first) for one in value
            )  # fmt: skip
        case str():
            return isinstance(value, str) and (value in PER if key == "per" else value in (">", ">=", before))
        case bool():
            return isinstance(value, bool)
    if value is None:
        return before is None or key == "to"
    most = 100 if unit == "percent" else MOST
    least = 1 if key in POSITIVE else 0
    return _number(value) and least <= value <= most and (unit in PARTS or int(value) == value)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _time(_key: str, value: Any, _before: Any) -> bool:
    return isinstance(value, str) and bool(_TIME.fullmatch(value)) and _made(dt.time.fromisoformat, value)


def _period(key: str, value: Any, _before: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and set(value) == {"from", "to"}
        and all(_time(key, one, None) for one in value.values())
    )


def _month_day(_key: str, value: Any, _before: Any) -> bool:
    return (
        isinstance(value, str)
        and bool(re.fullmatch(r"\d\d-\d\d", value))
        and _made(dt.date.fromisoformat, f"{LEAP_YEAR}-{value}")
    )


def _pattern(_key: str, value: Any, _before: Any) -> bool:
    return isinstance(value, str) and bool(value) and _made(re.compile, value)


def _choice(key: str, value: Any, before: Any) -> bool:
    return isinstance(value, str) and value in CHOICES.get(key, frozenset({before}))


def _kinds(_key: str, value: Any, _before: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one in KINDS for one in value)


def _codes(_key: str, value: Any, _before: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, str) and bool(_CODE.fullmatch(one)) for one in value
    )


def _flag(_key: str, value: Any, _before: Any) -> bool:
    return isinstance(value, bool)


def _made(make: Callable[[str], object], text: str) -> bool:
    try:
        make(text)
    except (ValueError, re.error):
        return False
    return True


_CHECKS: Mapping[str, Callable[[str, Any, Any], bool]] = {
    "time": _time, "period": _period, "month_day": _month_day, "regex": _pattern, "enum": _choice, "kinds": _kinds,
    "list": _codes, "flag": _flag,
}  # fmt: skip
