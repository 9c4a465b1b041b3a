"""A queue ticket on the kiosk, the portal and the desk: its QR code, and how long one still waits, in words."""

from typing import Any, Protocol

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class InLine(Protocol):
    """Where a ticket stands (areas.counters.queries.Place)."""

    @property
    def ahead(self) -> int: ...
    @property
    def counters(self) -> int: ...
    @property
    def expected(self) -> Any: ...


def ahead_words(place: InLine | None) -> str:
    """How many go before: "Còn 3 người trước ông/bà"."""
    if place is None:
        return ""
    if not place.counters:
        return _("Đã ghi số, mời ông/bà chờ mở quầy")
    if not place.ahead:
        return _("Ông/bà là người được mời tiếp theo")
    return ngettext("Còn {n} người trước ông/bà", "Còn {n} người trước ông/bà", place.ahead).format(
        n=place.ahead
    )


def wait_words(place: InLine | None) -> str:
    """The expected wait: "khoảng 10 đến 25 phút", or why it is not told."""
    if place is None:
        return ""
    if not place.counters:
        return _("Chưa có quầy nào mở cho việc này")
    if place.expected is None:
        return _("Chưa ước được thời gian chờ")
    low, high = place.expected.low, place.expected.high
    if not low:
        return _("Chờ không quá {high} phút").format(high=high)
    return _("Chờ khoảng {low} đến {high} phút").format(low=low, high=high)


def minutes_words(seconds: float | None) -> str:
    """A duration of a table: "12 phút", "dưới 1 phút"; a dash for nothing."""
    if seconds is None:
        return "–"
    minutes = round(seconds / 60)
    return _("{n} phút").format(n=minutes) if minutes else _("dưới 1 phút")


def qr_of(name: str, key: str) -> SafeString:
    """A QR code that opens the ticket on a telephone, and that the kiosk reads."""
    address = f"{settings.BASE_URL}{reverse('portal:ticket')}?{urlencode({'so': name, 'key': key})}"
    code = segno.make(address, error="m", micro=False)
    return SafeString(code.svg_inline(border=3, light="white", omitsize=True, svgclass="qr", lineclass=None))
