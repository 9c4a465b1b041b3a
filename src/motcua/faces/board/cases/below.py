"""What stands open now in the units beneath: from the province to a commune, its divisions and who answers there."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.areas.cases import queries
from motcua.areas.indicators.queries.units import scope_of
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import UnitOn, path, posts_on, version_on
from motcua.base.people.queries import holder_names_of
from motcua.faces.board.cases import figures
from motcua.faces.board.cases.bars import Row, apart, bars, by_column, waiting_words
from motcua.faces.board.cases.standing import standing
from motcua.faces.board.cases.views import for_watchers, page_of
from motcua.faces.ui.session import now_of
from motcua.rules.calendar import TZ


@for_watchers
@require_safe
def units(request: HttpRequest, by: Actor) -> HttpResponse:
    """Các đơn vị lúc này: numbers only; rows are for the agency that does the work."""
    at = now_of(request)
    today = at.astimezone(TZ).date()
    seen = scope_of(by, request.GET.get("don-vi", "")[:24], today)
    root = seen.root
    m = figures.moments(at, calendar_for(root.key))
    stands = standing(root, seen.keys, m)
    own, _other = apart(queries.open_work_at(root.key, m) if stands["total"]["open"] else [])
    charts = [
        bars(_("Đang ở bước nào"), _("Bước"), by_column(own, "buoc", blank=_("chưa vào bước"))),
        bars(_("Thủ tục nào"), _("Thủ tục"), by_column(own, "thu-tuc")),
    ]
    if root.key != by.agency:
        for chart in charts:
            chart["rows"] = [{**row, "href": ""} for row in chart["rows"]]
    return page_of(
        request, "board/units.html", by, root=root, above=_above(by.agency, root, today), charts=charts if own else [],
        divisions=_by_division(own, root.key, today), stands=stands,
    )  # fmt: skip


def _above(top: str, root: UnitOn, today: dt.date) -> list[UnitOn]:
    """From the post's own unit down to the one above ``root``."""
    way = path(root.code, today)
    return way[[unit.key for unit in way].index(top) : -1]


def _by_division(work: list[Row], agency: str, today: dt.date) -> list[dict[str, Any]]:
    """Who answers for the open work of an agency: position and holder, by division; what nobody took stands apart."""
    posts = {post.code: post for post in posts_on(today, agency=agency)}
    holders, found = holder_names_of(agency, today), dict[tuple[str, str], Row]()
    for row in work:
        post = posts.get(row["post"])
        division = version_on(post.unit_id, today).name if post else ""
        label = " · ".join([post.title, *holders.get(post.code, [])]) if post else waiting_words(row["duty"])
        line = found.setdefault((division, label), {"label": label, "value": 0, "late": 0})
        line["value"] += row["running"]
        line["late"] += row["late"]
    made: dict[str, list[Row]] = {}
    for (division, _label), line in sorted(found.items(), key=lambda one: (one[0][0], -one[1]["late"])):
        if line["value"]:
            made.setdefault(division, []).append(line)
    most = max((line["value"] for lines in made.values() for line in lines), default=1)
    return [
        {"title": division or _("Chưa ai nhận"), "rows": lines, "max": most}
        for division, lines in made.items()
    ]
