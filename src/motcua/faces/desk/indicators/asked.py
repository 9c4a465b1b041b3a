"""Which unit and days a page of figures is about, as its address says: one reading for all of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.areas.indicators.queries.figures import DAY
from motcua.areas.indicators.queries.units import left_out, name_on, scope_of
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
    """A unit with what is summed of it, and half-open days; ``period`` is "" for days of one's own.

    ``as_of``   the day whose units are meant; None: today
    ``joined``  whether units are summed with those in whose place they stand: ``before``
    ``parted``  those of which only a part came here, summed elsewhere
    """

    place: UnitOn
    units: frozenset[str]
    since: dt.date
    until: dt.date
    period: str
    today: dt.date
    own: bool
    as_of: dt.date | None = None
    joined: bool = False
    before: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()

    @property
    def last(self) -> dt.date:
        """The last day counted."""
        return self.until - DAY

    @property
    def query(self) -> str:
        """The same question as the end of an address."""
        return self.asking()

    @property
    def on(self) -> dt.date:
        """The day whose units are meant."""
        return self.as_of or self.today

    def asking(
        self, *, days: tuple[dt.date, dt.date] | None = None, unit: str = "", joined: bool | None = None
    ) -> str:
        """The same question about other days (both counted), another unit, or with those that were before."""
        since, last = days or (self.since, self.last)
        asked = {"ky": self.period} if self.period and not days else {"tu": f"{since}", "den": f"{last}"}
        if unit or not self.own:
            asked["don-vi"] = unit or self.place.key
        if self.as_of:
            asked["co-cau"] = f"{self.as_of}"
        if self.joined if joined is None else joined:
            asked["truoc"] = "1"
        return urlencode(asked)

    def missing(self) -> int:
        """How many units lived within the period whose place these took, and are not summed with them."""
        return 0 if self.joined else len(left_out(self.units, self.since, self.on))

    def names(self, keys: frozenset[str]) -> list[str]:
        """Units by their names."""
        return sorted(name_on(key, self.on) for key in keys)

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
    as_of, joined = None, given.get("truoc", "") == "1"
    if given.get("co-cau"):
        try:
            as_of = day_of(given["co-cau"])
        except ValueError as error:
            raise Invalid(field="co-cau", text="Chọn ngày theo lịch, ví dụ 26/11/2026.") from error
    seen = scope_of(by, given.get("don-vi", "")[:24], today, as_of=as_of, with_predecessors=joined)
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
    return Asked(
        seen.root, seen.keys, since, until, period, today, seen.root.key == by.agency, as_of, joined, seen.before,
        seen.parted,
    )  # fmt: skip
