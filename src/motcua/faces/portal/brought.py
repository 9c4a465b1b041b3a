"""Units were reorganised: who goes on with what people follow, and where they go for it (R11.9)."""

import datetime as dt
from typing import Any

from motcua.base.orgs.queries import NoUnitThen, last_version, version_on
from motcua.faces.ui import place
from motcua.rules.calendar import TZ


def brought(case: Any, at: dt.datetime) -> dict[str, Any] | None:
    """Which unit has a case now, in whose place, where that is and when it is open; None where it stayed."""
    on = at.astimezone(TZ).date()
    key = case.agency if _lives(case.agency, on) else case.place
    before = case.came_to or (case.agency if key != case.agency else "")
    if not before or not _lives(key, on):
        return None
    return {
        "unit": place.within(on, key), "before": last_version(before).name, "center": place.center(on, case.place),
        "opening": place.opening(case.place),
    }  # fmt: skip


def _lives(key: str, on: dt.date) -> bool:
    try:
        return bool(version_on(key, on))
    except NoUnitThen:
        return False
