"""What officials have for the citizen's voice: one entry of the navigation, and a row of doors behind it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.areas.complaints.policies import works_on as works_on_complaints
from motcua.areas.denunciations.policies import knows_of
from motcua.areas.dialogues.policies import works_on as works_on_dialogues
from motcua.areas.feedback.policies import works_on as works_on_feedback
from motcua.areas.hotspots.policies import can_watch
from motcua.areas.indicators.policies import can_read
from motcua.areas.petitions.policies import works_on as works_on_petitions
from motcua.base.journal.ports import Actor

register = template.Library()


class Door(NamedTuple):
    """One page of the row."""

    address: str
    label: Promise
    icon: str
    key: str
    open_to: Callable[[Actor], bool]


DOORS = (
    Door("desk:petitions", _("Đơn thư"), "mail-open", "", works_on_petitions),
    Door("desk:receptions", _("Tiếp công dân"), "door-open", "h", works_on_petitions),
    Door("desk:complaints", _("Khiếu nại"), "gavel", "", works_on_complaints),
    Door("desk:denunciations", _("Tố cáo"), "shield", "", knows_of),
    Door("desk:feedbacks", _("Phản ánh"), "message-square-warning", ",", works_on_feedback),
    Door("desk:dialogues", _("Đối thoại"), "messages-square", "", works_on_dialogues),
    Door("desk:consultations", _("Lấy ý kiến"), "message-square-text", "", works_on_dialogues),
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
