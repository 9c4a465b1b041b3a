"""The unit whose door this is: its name and when it is open."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base.calendars.queries import calendar_for
from motcua.base.orgs.queries import NoUnitThen, unit_on, version_on
from motcua.base.spoken import vietnamese_asked, weekday
from motcua.rules.calendar import Session


def here() -> str:
    """The code of the unit (``MOTCUA_UNIT``)."""
    return str(settings.UNIT)


def name(on: dt.date, key: str = "") -> str:
    """Its name on a day, or that of another (``key``); blank while no units are loaded."""
    try:
        return version_on(key, on).name if key else unit_on(here(), on).name
    except NoUnitThen:
        return ""


KINDS = {
    "Phường": gettext_lazy("phường {name}"), "Xã": gettext_lazy("xã {name}"),
    "Đặc khu": gettext_lazy("đặc khu {name}"), "Thị trấn": gettext_lazy("thị trấn {name}"),
    "Thị xã": gettext_lazy("thị xã {name}"), "Quận": gettext_lazy("quận {name}"),
    "Huyện": gettext_lazy("huyện {name}"), "Thành phố": gettext_lazy("thành phố {name}"),
    "Tỉnh": gettext_lazy("tỉnh {name}"),
}  # fmt: skip


def within(on: dt.date, key: str = "") -> str:
    """Its name on a day as it stands within a sentence: "phường Long Biên", "Long Biên ward"."""
    said = name(on, key)
    for kind, words in KINDS.items():
        if said.casefold().startswith(f"{kind} ".casefold()):
            return str(words).format(name=said[len(kind) + 1 :])
    return said


def center(on: dt.date, key: str = "") -> str:
    """The one-stop centre as people are sent there: "Trung tâm Phục vụ hành chính công phường Long Biên"."""
    return _("Trung tâm Phục vụ hành chính công {unit}").format(unit=within(on, key)).strip()


def office(key: str, on: dt.date, *, agency: str) -> str:
    """The name of a division on a day without that of its agency; blank when there is none."""
    if not key or key == agency:
        return ""
    try:
        full, whole = version_on(key, on).name, version_on(agency, on).name
    except NoUnitThen:
        return ""
    if full.casefold().endswith(whole.casefold()):
        full = full[: -len(whole)].rstrip(" ,-–")
    return full


def clock(at: dt.time) -> str:
    """A time of the day as it is said: "8 giờ", "13 giờ 30"; in English 8:00."""
    if not vietnamese_asked():
        return f"{at.hour}:{at.minute:02d}"
    return f"{at.hour} giờ {at.minute}" if at.minute else f"{at.hour} giờ"


def _clock(session: Session) -> str:
    return _("{start} đến {end}").format(start=clock(session.start), end=clock(session.end))


def opening(agency: str) -> list[str]:
    """When an agency is open, a line for each run of days alike: "thứ Hai đến thứ Sáu: 8 giờ đến 12 giờ, …"."""
    week = calendar_for(agency).week
    lines: list[str] = []
    day = 0
    while day < 7:
        last = day
        while last + 1 < 7 and week.get(last + 1, ()) == week.get(day, ()):
            last += 1
        if week.get(day):
            days = (
                weekday(day)
                if day == last
                else _("{first} đến {last}").format(first=weekday(day), last=weekday(last))
            )
            hours = _(" và ").join(_clock(session) for session in week[day])
            lines.append(f"{days[0].upper()}{days[1:]}: {hours}")
        day = last + 1
    return lines
