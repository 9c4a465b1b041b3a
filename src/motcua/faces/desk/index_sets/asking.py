"""What the address of an index set asks for: days, unit, procedure, official; this month when it says nothing."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.areas.indicators.queries import index_sets
from motcua.areas.indicators.queries.index_sets import Asked
from motcua.faces.ui.days import FIRST_YEAR, day_of
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Invalid

DAY = dt.timedelta(days=1)
NAMES = ("tu", "den", "don-vi", "thu-tuc", "vi-tri", "co-cau", "truoc")


def asked(request: HttpRequest, on: dt.date) -> dict[str, str]:
    """What the address says; this month up to today when it names no days."""
    found = {name: request.GET.get(name, "")[:64] for name in NAMES}
    found["tu"] = found["tu"] or on.replace(day=1).isoformat()
    found["den"] = found["den"] or on.isoformat()
    return {name: value for name, value in found.items() if value}


def read(request: HttpRequest, code: str) -> tuple[dict[str, str], Asked]:
    """What is asked of a set, as the area takes it."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    said = asked(request, at.date())
    try:
        since, until = day_of(said["tu"]), day_of(said["den"]) + DAY
        as_of = day_of(said["co-cau"]) if "co-cau" in said else None
    except ValueError as error:
        raise Invalid(field="tu", text=_("Chọn ngày theo lịch, ví dụ 26/11/2026.")) from error
    one = index_sets.asked(
        by, code, since, until, unit=said.get("don-vi", ""), procedure=said.get("thu-tuc", ""),
        post=said.get("vi-tri", ""), as_of=as_of, with_predecessors="truoc" in said, at=at,
    )  # fmt: skip
    return said, one


def periods(on: dt.date) -> list[dict[str, Any]]:
    """Periods that are asked for most: this month, the last, this quarter, this year."""
    month = on.replace(day=1)
    before = (month - DAY).replace(day=1)
    quarter = dt.date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    spans = (
        (_("Tháng này"), month, on), (_("Tháng trước"), before, month - DAY), (_("Quý này"), quarter, on),
        (_("Năm nay"), dt.date(max(on.year, FIRST_YEAR + 1), 1, 1), on),
    )  # fmt: skip
    return [{"name": name, "tu": first.isoformat(), "den": last.isoformat()} for name, first, last in spans]


def address(url: str, said: dict[str, str], **over: str) -> str:
    """An address with what is asked."""
    return f"{url}?{urlencode({name: value for name, value in {**said, **over}.items() if value})}"
