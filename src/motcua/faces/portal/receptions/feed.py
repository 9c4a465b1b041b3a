"""The duty schedule as iCalendar (RFC 5545, RFC 7986): events that stay the same event when a day is moved."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from icalendar import Calendar, Event, Timezone, TimezoneStandard
from icalendar.prop import vDuration

from motcua.areas.receptions.choices import DayState

ZONE = "Asia/Ho_Chi_Minh"
REFRESH = dt.timedelta(hours=6)


def _zone() -> Timezone:
    """Viet Nam: seven hours ahead, never summer time."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("TZID", ZONE)
    standard.add("DTSTART", dt.datetime(1975, 6, 13))
    standard.add("TZOFFSETFROM", dt.timedelta(hours=7))
    standard.add("TZOFFSETTO", dt.timedelta(hours=7))
    standard.add("TZNAME", "+07")
    zone.add_component(standard)
    return zone


def _event(day: Any, title: str, *, unit: str, address: str, host: str) -> Event:
    event, off = Event(), day.state in (DayState.MOVED, DayState.CALLED_OFF)
    event.add("UID", f"{day.code}@{host.partition(':')[0]}")
    event.add("DTSTAMP", day.published_at.astimezone(dt.UTC).replace(microsecond=0))
    for name, time in (("DTSTART", day.starts), ("DTEND", day.ends)):
        event.add(name, dt.datetime.combine(day.on, time), parameters={"TZID": ZONE})
    event.add("SUMMARY", f"{title} tiếp công dân")
    event.add("LOCATION", ", ".join(filter(None, [day.place.name, day.place.address or unit])))
    lines = [day.about] if day.about else []
    if day.online:
        lines.append("Tiếp trực tuyến.")
    if day.moved_to is not None:
        lines.append(f"Đã dời sang ngày {day.moved_to.on:%d/%m/%Y}.")
    lines.append(f"Đăng ký: {address}")
    event.add("DESCRIPTION", "\n".join(lines))
    event.add("URL", address)
    event.add("STATUS", "CANCELLED" if off else "CONFIRMED")
    event.add("SEQUENCE", 1 if off else 0)
    event.add("TRANSP", "TRANSPARENT")
    event.add("CLASS", "PUBLIC")
    return event


def calendar_of(days: Iterable[tuple[Any, str]], *, unit: str, address: str, host: str) -> bytes:
    """The published days with who receives, as a calendar; what was moved or called off stays, cancelled."""
    made = Calendar()
    made.add("PRODID", "-//Một Cửa//Lịch tiếp công dân//VI")
    made.add("VERSION", "2.0")
    made.add("METHOD", "PUBLISH")
    made.add("CALSCALE", "GREGORIAN")
    name = f"Lịch tiếp công dân, {unit}"
    made.add("NAME", name)
    made.add("X-WR-CALNAME", name)
    made.add("X-WR-TIMEZONE", ZONE)
    made.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    made.add_component(_zone())
    for day, title in days:
        made.add_component(_event(day, title, unit=unit, address=address, host=host))
    content: bytes = made.to_ical()
    return content
