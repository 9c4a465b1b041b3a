"""What everybody reads: the list and the map, one item, its pictures, the feed. Only what an official approved."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.areas.feedback.choices import State, categories
from motcua.areas.feedback.queries import NoSuchFeedback, office_of, open_file, public, ward
from motcua.faces.portal.frame import page
from motcua.faces.ui import place
from motcua.faces.ui.days import day_of
from motcua.faces.ui.maps import Mark, drawn
from motcua.faces.ui.session import now_of
from motcua.rules.calendar import TZ
from motcua.rules.feedback import Point

SIZE, MAPPED, FED = 20, 400, 40
STATUS = {"dang-xu-ly": "open", "da-tra-loi": "closed"}
STATES: Mapping[State, Any] = {
    State.RECEIVED: gettext_lazy("Đã nhận"), State.NEEDS_INFO: gettext_lazy("Đang xử lý"),
    State.IN_PROGRESS: gettext_lazy("Đang xử lý"), State.ANSWERED: gettext_lazy("Đã trả lời"),
    State.PUBLISHED: gettext_lazy("Đã trả lời"), State.CLOSED: gettext_lazy("Đã trả lời"),
}  # fmt: skip


def _moment(text: str, *, end: bool = False) -> dt.datetime | None:
    try:
        on = day_of(text)
    except ValueError:
        return None
    start = dt.datetime.combine(on, dt.time(), TZ)
    return start + dt.timedelta(days=1) - dt.timedelta(microseconds=1) if end else start


def _box(text: str) -> tuple[Point, Point] | None:
    """South, west, north, east as the map's dots say them; None for anything else."""
    try:
        found = [Decimal(part) for part in text.split(",")] if len(text) < 80 else []
    except InvalidOperation:
        return None
    if len(found) != 4 or not all(value.is_finite() for value in found):
        return None
    return Point(found[0], found[1]), Point(found[2], found[3])


def _filters(request: HttpRequest) -> dict[str, str]:
    names = ("loai", "trang-thai", "tu", "den", "khung")
    return {name: request.GET[name][:80] for name in names if request.GET.get(name)}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Phản ánh của mọi người: filtered by category, state, time and place; the map draws what the list holds."""
    asked, here = _filters(request), place.here()
    found = public.wanted(
        public.approved(here), categories=[asked["loai"]] if "loai" in asked else (),
        status=[STATUS[asked["trang-thai"]]] if asked.get("trang-thai") in STATUS else (),
        since=_moment(asked.get("tu", "")), until=_moment(asked.get("den", ""), end=True),
    )  # fmt: skip
    items = public.items(found[:MAPPED])
    box = _box(asked.get("khung", ""))
    if box is not None:
        low, high = box
        items = [
            one for one in items
            if one.point and low.lat <= one.point.lat <= high.lat and low.lon <= one.point.lon <= high.lon
        ]  # fmt: skip
    after = request.GET.get("sau", "")
    first = int(after) if after.isdecimal() and len(after) < 5 else 0
    rest = {name: value for name, value in asked.items() if name != "khung"}
    marks = [
        Mark(
            one.point, f"{one.name}: {one.text[:60]}", reverse("portal:feedback", args=[one.code]),
            "open" if one.open else "done",
        )
        for one in items if one.point
    ]  # fmt: skip
    return page(
        request, "portal/feedback/list.html", items=[shown(one) for one in items[first : first + SIZE]],
        map=drawn(marks), total=len(items), full=len(items) == MAPPED, categories=categories().values(),
        asked={name.replace("-", "_"): value for name, value in asked.items()}, boxed=box is not None,
        zoom=f"?{urlencode(rest)}{'&' if rest else ''}khung=", unboxed=f"?{urlencode(rest)}",
        more=f"?{urlencode({**asked, 'sau': first + SIZE})}" if len(items) > first + SIZE else "",
        still=sum(one.open for one in items),
    )  # fmt: skip


def shown(one: public.Item) -> dict[str, Any]:
    """An item with the words of its state."""
    return {"item": one, "state": STATES[State(one.state)]}


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một phản ánh đã được duyệt công khai."""
    try:
        item, at = public.one(code), now_of(request)
    except NoSuchFeedback:
        return page(request, "portal/feedback/not_public.html", status=404, code=code[:60])
    about = ward(item.place, at.date())
    mark = Mark(item.point, item.name, tone="open" if item.open else "done") if item.point else None
    return page(
        request, "portal/feedback/one.html", **shown(item), map=drawn([mark], height=240) if mark else None,
        office=office_of(item.agency, categories().get(item.category), at.date()), ward=about.name if about else "",
    )  # fmt: skip


@require_safe
def photo(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Một ảnh đã được duyệt công khai."""
    media_type, content = open_file(public.row(code), n, public=True)
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'inline; filename="anh-{n}.jpg"'
    answer["Cache-Control"] = "public, max-age=300"
    return answer


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Phản ánh mới, dạng Atom."""
    at = now_of(request)
    made = Atom1Feed(
        title=_("Phản ánh, kiến nghị tại {unit}").format(unit=place.name(at.date()) or "Một Cửa"),
        link=_absolute("portal:feedbacks"), description="", language="vi", feed_url=_absolute("portal:feedback-feed"),
    )  # fmt: skip
    for item in public.items(public.approved(place.here())[:FED]):
        text = f"{item.text}\n\n{item.answer}".strip()
        made.add_item(
            title=f"{item.name} · {STATES[State(item.state)]}", link=_absolute("portal:feedback", item.code),
            description=text, unique_id=f"tag:{urlsplit(settings.BASE_URL).hostname},2026:feedback:{item.code}",
            pubdate=item.received_at, updateddate=item.changed_at,
        )  # fmt: skip
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _absolute(name: str, *args: Any) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"
