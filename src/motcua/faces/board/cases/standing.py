"""How the units beneath stand now, summed and drawn: for their own page and for the first page of who directs them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.areas.cases import queries
from motcua.base.orgs.queries import Branch, UnitOn, tree_on
from motcua.faces.board.cases import figures
from motcua.faces.board.cases.bars import (
    DOSSIER,
    Row,
    apart,
    bars,
    by_kind,
    in_time_shape,
    in_time_share,
    summed,
)
from motcua.rules.scoring.figures import Shape


def standing(root: UnitOn, below: frozenset[str], m: queries.Moments) -> dict[str, Any]:
    """Numbers only, of a unit with all beneath it; rows are for the agency that does the work."""
    today = m.midnight.date()
    work, others = apart(queries.open_by_agency(below, m))
    open_ = {row["agency"]: row for row in work}
    done = queries.in_time_by_agency(
        below, m.midnight - dt.timedelta(days=figures.DAYS), m.tomorrow, kind=DOSSIER
    )
    shape = in_time_shape(today)
    [whole] = tree_on(today, root.code)
    lines = [
        _line(child.unit.name, child.unit.key, _keys(child), open_, done, shape) for child in whole.children
    ]
    lines = [line for line in lines if line["open"] or line["done"]]
    return {
        "total": _line(root.name, root.key, below, open_, done, shape), "others": summed(others), "days": figures.DAYS,
        "open": _drawn(lines, "running"), "in_time": _drawn([line for line in lines if line["done"]], "share"),
        "kinds": bars(_("Việc khác đang mở"), _("Loại việc"), [{**row, "href": ""} for row in by_kind(others)]),
    }  # fmt: skip


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
    return {
        "label": label,
        "href": f"{reverse('board:units')}?don-vi={key}",
        **counted,
        "done": ended,
        "good": good,
        "share": share,
    }


def _drawn(lines: list[Row], name: str) -> dict[str, Any]:
    """Units as bars: what is open with its late part, the most late first; or the share in time, the least first."""
    if name == "share":
        found = [{**line, "value": line["share"], "late": 0} for line in lines]
        found.sort(key=lambda line: (line["share"], line["label"]))
        return {"rows": found, "max": 100}
    found = [{**line, "value": line[name]} for line in lines]
    found.sort(key=lambda line: (-line["late"], -line["value"], line["label"]))
    return {"rows": found, "max": max((line["value"] for line in found), default=1) or 1}
