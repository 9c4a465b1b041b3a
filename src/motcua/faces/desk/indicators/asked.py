"""Which unit and days a page of figures is about, as its address says: one reading for all of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.areas.indicators.queries.figures import DAY, scope
from motcua.base.orgs.queries import UnitOn
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Invalid

MONTHS = 12
LONGEST = 366 * 12
PERIODS = ("nam-nay", "quy-nay", "thang-nay", "nam-truoc", "12-thang")


def period_names() -> dict[str, str]:
    """The periods that are named, the usual one first."""
    return {
        "nam-nay": _("Năm nay"), "quy-nay": _("Quý này"), "thang-nay": _("Tháng này"), "nam-truoc": _("Năm trước"),
        "12-thang": _("12 tháng qua"),
    }  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A unit with what is summed of it, and half-open days; ``period`` is "" for days of one's own."""

    place: UnitOn
    units: frozenset[str]
    since: dt.date
    until: dt.date
    period: str
    today: dt.date
    own: bool

    @property
    def last(self) -> dt.date:
        """The last day counted."""
        return self.until - DAY

    @property
    def query(self) -> str:
        """The same question as the end of an address."""
        asked = {"ky": self.period} if self.period else {"tu": f"{self.since}", "den": f"{self.last}"}
        return urlencode(asked if self.own else {**asked, "don-vi": self.place.key})

    @property
    def trend(self) -> tuple[dt.date, dt.date]:
        """The months that a trend shows: twelve, the last being that of the period's end."""
        end = self.until
        first = self.last.replace(day=1)
        for _month in range(MONTHS - 1):
            first = (first - DAY).replace(day=1)
        return first, end


def first_of(period: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days of a named period, up to and with today."""
    year = today.replace(month=1, day=1)
    match period:
        case "quy-nay":
            return today.replace(month=today.month - (today.month - 1) % 3, day=1), today + DAY
        case "thang-nay":
            return today.replace(day=1), today + DAY
        case "nam-truoc":
            return (year - DAY).replace(month=1, day=1), year
        case "12-thang":
            return (today + DAY) - dt.timedelta(days=365), today + DAY
    return year, today + DAY


def read(request: HttpRequest, given: Mapping[str, Any] | None = None) -> Asked:
    """What the address asks for; raises Invalid for days nobody can mean, NotFound for units of others."""
    given = request.GET if given is None else given
    by, today = request.actor, now_of(request).date()  # type: ignore[attr-defined]
    period = given.get("ky", "")
    if not given.get("tu") and period not in PERIODS:
        period = PERIODS[0]
    place, units = scope(by, given.get("don-vi", "")[:24], today)
    if period in PERIODS:
        since, until = first_of(period, today)
    else:
        period = ""
        try:
            since = day_of(given.get("tu", ""))
            until = (day_of(given["den"]) if given.get("den") else today) + DAY
        except ValueError as error:
            raise Invalid(field="tu", text="Chọn ngày theo lịch, ví dụ 26/11/2026.") from error
        if not dt.timedelta(0) < until - since <= dt.timedelta(days=LONGEST):
            raise Invalid(field="tu", text="Chọn kỳ từ một ngày đến mười hai năm.")
    return Asked(place, units, since, until, period, today, place.key == by.agency)
