"""What officials find behind one entry of the desk's navigation: a row of doors, each for whoever it opens to."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.areas.assessments.policies import can_look as scores
from motcua.areas.cases.policies import can_see
from motcua.areas.correspondence.policies import works_here as corresponds
from motcua.areas.denunciations.policies import knows_of
from motcua.areas.directives.policies import can_look as follows_direction
from motcua.areas.escalations.policies import can_watch as can_pass_up
from motcua.areas.hotspots.policies import can_note, can_watch
from motcua.areas.indicators.policies import can_define, can_read
from motcua.areas.reports.policies import can_look as reads_reports
from motcua.areas.surveys.policies import can_look as asks_people
from motcua.areas.workfiles.policies import can_open as files_work
from motcua.base.journal.ports import Actor
from motcua.base.law.policies import can_look as reads_law

register = template.Library()


def sees(by: Actor) -> bool:
    """Whoever works for the agency or supervises it: lists open to them, each with what this post may read."""
    return can_see(by, by.agency)


def only_defines(by: Actor) -> bool:
    """Who keeps how indicators are computed and reads none: who reads them finds it beside them."""
    return can_define(by) and not can_read(by)


class Door(NamedTuple):
    """One page of a row, shown to whoever it opens for."""

    address: str
    label: Promise
    icon: str
    key: str
    open_to: Callable[[Actor], bool]


class Row(NamedTuple):
    """One entry of the navigation with its key, and the doors behind it."""

    label: Promise
    icon: str
    key: str
    doors: tuple[Door, ...]


ROWS = (
    Row(_("Đơn thư, tiếp dân"), "mail-open", "l", (
        Door("desk:petitions", _("Đơn thư"), "mail-open", "", sees),
        Door("desk:receptions", _("Tiếp công dân"), "door-open", "h", sees),
        Door("desk:complaints", _("Khiếu nại"), "gavel", "", sees),
        Door("desk:denunciations", _("Tố cáo"), "shield", "", knows_of),
        Door("desk:feedbacks", _("Phản ánh"), "message-square-warning", ",", sees),
        Door("desk:report", _("Báo cáo đơn thư"), "chart-no-axes-column", "", can_read),
    )),
    Row(_("Dân vận"), "messages-square", "'", (
        Door("desk:dialogues", _("Đối thoại"), "messages-square", "", sees),
        Door("desk:consultations", _("Lấy ý kiến"), "message-square-text", "", sees),
        Door("desk:notes", _("Nắm tình hình"), "notebook-pen", "", can_note),
        Door("desk:heat", _("Điểm nóng"), "flame", "", can_watch),
        Door("desk:campaigns", _("Tuyên truyền"), "megaphone", "", sees),
        Door("desk:surveys", _("Khảo sát"), "smile", "", asks_people),
        Door("desk:inspections", _("Giám sát"), "clipboard-list", "", sees),
        Door("desk:programmes", _("Phối hợp"), "handshake", "", sees),
    )),
    Row(_("Chỉ đạo, văn bản"), "list-checks", ".", (
        Door("desk:directives", _("Chỉ đạo, nhiệm vụ"), "list-checks", "", follows_direction),
        Door("desk:escalations", _("Vượt thẩm quyền"), "arrow-up-to-line", "", can_pass_up),
        Door("desk:indicators", _("Chỉ tiêu"), "chart-line", "", can_read),
        Door("desk:indicator-define", _("Cách tính chỉ tiêu"), "pencil", "", only_defines),
        Door("desk:periodic-reports", _("Báo cáo định kỳ"), "file-chart-column", "]", reads_reports),
        Door("desk:index-sets", _("Bộ chỉ số"), "gauge", "", can_read),
        Door("desk:assessments", _("Chấm điểm"), "clipboard-pen", "", scores),
        Door("desk:stewardships", _("Người phụ trách"), "user-check", "", sees),
        Door("desk:regulations", _("Quy chế làm việc"), "clipboard-list", "", sees),
        Door("desk:initiatives", _("Sáng kiến"), "sun", "", sees),
        Door("desk:incomings", _("Văn thư"), "mail", "", corresponds),
        Door("desk:workfiles", _("Hồ sơ công việc"), "folder", "", files_work),
        Door("desk:instruments", _("Văn bản pháp luật"), "scale", "", reads_law),
    )),
)  # fmt: skip


@register.simple_tag(takes_context=True)
def doors(context: template.Context) -> list[dict[str, Any]]:
    """The entries open to who reads the page: {label, icon, url, key, here, doors: [{url, label, icon, key, here}]}.

    ``here``: the page stands behind it. An entry with one door is that door.
    """
    request = context.get("request")
    actor = getattr(request, "actor", None)
    if request is None or actor is None or not getattr(actor, "agency", ""):
        return []
    rows = []
    for row in ROWS:
        found = [_opened(door, request.path) for door in row.doors if door.open_to(actor)]
        found = [door for door in found if door]
        if found:
            first = found[0]
            alone = len(found) == 1
            rows.append({
                "label": first["label"] if alone else row.label, "icon": first["icon"] if alone else row.icon,
                "url": first["url"], "key": row.key, "here": any(door["here"] for door in found),
                "doors": [] if alone else found,
            })  # fmt: skip
    return rows


def _opened(door: Door, path: str) -> dict[str, Any]:
    """A door as the page shows it; empty where this installation has no such page."""
    try:
        url = reverse(door.address)
    except NoReverseMatch:
        return {}
    return {"url": url, "label": door.label, "icon": door.icon, "key": door.key, "here": path.startswith(url)}
