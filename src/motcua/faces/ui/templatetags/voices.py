"""What officials have for the citizen's voice: one entry of the navigation, and a row of doors behind it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.areas.cases.policies import can_see
from motcua.areas.denunciations.policies import knows_of
from motcua.areas.hotspots.policies import can_watch
from motcua.areas.indicators.policies import can_read
from motcua.base.journal.ports import Actor

register = template.Library()


def sees(by: Actor) -> bool:
    """Whoever works for the agency or supervises it: lists open to them, each with what this post may read."""
    return can_see(by, by.agency)


class Door(NamedTuple):
    """One page of the row, shown to whoever it opens for."""

    address: str
    label: Promise
    icon: str
    key: str
    open_to: Callable[[Actor], bool]


DOORS = (
    Door("desk:petitions", _("Đơn thư"), "mail-open", "", sees),
    Door("desk:receptions", _("Tiếp công dân"), "door-open", "h", sees),
    Door("desk:complaints", _("Khiếu nại"), "gavel", "", sees),
    Door("desk:denunciations", _("Tố cáo"), "shield", "", knows_of),
    Door("desk:feedbacks", _("Phản ánh"), "message-square-warning", ",", sees),
    Door("desk:dialogues", _("Đối thoại"), "messages-square", "", sees),
    Door("desk:consultations", _("Lấy ý kiến"), "message-square-text", "", sees),
    Door("desk:heat", _("Điểm nóng"), "flame", "", can_watch),
    Door("desk:report", _("Báo cáo đơn thư"), "chart-no-axes-column", "", can_read),
)


@register.simple_tag(takes_context=True)
def voices(context: template.Context) -> dict[str, Any]:
    """``doors`` that are open to who reads the page: {url, label, icon, key, here}; ``here``: it stands behind one."""
    request = context.get("request")
    actor = getattr(request, "actor", None)
    if request is None or actor is None or not getattr(actor, "agency", ""):
        return {"doors": [], "here": False}
    doors = []
    for door in DOORS:
        if not door.open_to(actor):
            continue
        try:
            url = reverse(door.address)
        except NoReverseMatch:
            continue
        doors.append({
            "url": url, "label": door.label, "icon": door.icon, "key": door.key,
            "here": request.path.startswith(url),
        })  # fmt: skip
    return {"doors": doors, "here": any(door["here"] for door in doors)}
