"""What stands open now in the units beneath: from the province to a commune, its divisions and who answers there."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.areas.cases import queries
from motcua.areas.indicators.queries.units import scope_of
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import Branch, UnitOn, path, posts_on, tree_on, version_on
from motcua.base.people.queries import holder_names_of
from motcua.faces.board.cases import figures
from motcua.faces.board.cases.views import (
    DOSSIER,
    Row,
    apart,
    bars,
    by_column,
    by_kind,
    for_watchers,
    in_time_shape,
    in_time_share,
    page_of,
    summed,
    waiting_words,
)
from motcua.faces.ui.session import now_of
from motcua.rules.calendar import TZ
from motcua.rules.scoring.figures import Shape


@for_watchers
@require_safe
def units(request: HttpRequest, by: Actor) -> HttpResponse:
    """Các đơn vị lúc này: numbers only; rows are for the agency that does the work."""
    at = now_of(request)
    today = at.astimezone(TZ).date()
    seen = scope_of(by, request.GET.get("don-vi", "")[:24], today)
    root, below = seen.root, seen.keys
    m = figures.moments(at, calendar_for(root.key))
    work, others = apart(queries.open_by_agency(below, m))
    open_ = {row["agency"]: row for row in work}
    since = m.midnight - dt.timedelta(days=figures.DAYS)
    done = queries.in_time_by_agency(below, since, m.tomorrow, kind=DOSSIER)
    shape = in_time_shape(today)
    [whole] = tree_on(today, root.code)
    lines = [
        _line(child.unit.name, child.unit.key, _keys(child), open_, done, shape) for child in whole.children
    ]
    lines = [line for line in lines if line["open"] or line["done"]]
    own, _other = apart(queries.open_work_at(root.key, m) if root.key in open_ else [])
    charts = [
        bars(_("Đang ở bước nào"), _("Bước"), by_column(own, "buoc", blank=_("chưa vào bước"))),
        bars(_("Thủ tục nào"), _("Thủ tục"), by_column(own, "thu-tuc")),
    ]
    if root.key != by.agency:
        for chart in charts:
            chart["rows"] = [{**row, "href": ""} for row in chart["rows"]]
    return page_of(
        request, "board/units.html", by, root=root, above=_above(by.agency, root, today), days=figures.DAYS,
        total=_line(root.name, root.key, below, open_, done, shape), open=_drawn(lines, "running"),
        in_time=_drawn([line for line in lines if line["done"]], "share"), charts=charts if own else [],
        divisions=_by_division(own, root.key, today), others=summed(others),
        kinds=bars(_("Việc khác đang mở"), _("Loại việc"), [{**row, "href": ""} for row in by_kind(others)]),
    )  # fmt: skip


def _keys(branch: Branch) -> set[str]:
    return {branch.unit.key}.union(*(_keys(child) for child in branch.children))


def _line(
    label: str, key: str, keys: Iterable[str], open_: Mapping[str, dict[str, int]],
    done: Mapping[str, tuple[int, int]], shape: Shape,
) -> Row:  # fmt: skip
    """A unit with all beneath it: its open dossiers, and the share in time of the last thirty days."""
    keys = set(keys)
    counted = {name: sum(open_[one][name] for one in keys & open_.keys()) for name in queries.OPEN_FIGURES}
    ended, good = (sum(done[one][n] for one in keys & done.keys()) for n in (0, 1))
    share = in_time_share(good, ended, shape)
    return {"label": label, "href": f"?don-vi={key}", **counted, "done": ended, "good": good, "share": share}


def _drawn(lines: list[Row], name: str) -> dict[str, Any]:
    """Units as bars: what is open with its late part, the most late first; or the share in time, the least first."""
    if name == "share":
        found = [{**line, "value": line["share"], "late": 0} for line in lines]
        found.sort(key=lambda line: (line["share"], line["label"]))
        return {"rows": found, "max": 100}
    found = [{**line, "value": line[name]} for line in lines]
    found.sort(key=lambda line: (-line["late"], -line["value"], line["label"]))
    return {"rows": found, "max": max((line["value"] for line in found), default=1) or 1}


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
