"""Trends and comparisons: for leaders of their unit and those beneath it, and for everybody what stands for nobody."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.areas.cases.queries import passed
from motcua.areas.indicators.policies import can_open_rows
from motcua.areas.indicators.queries import boards, definitions, index_sets
from motcua.areas.indicators.queries.units import scope_of, units_below
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoUnitThen, UnitOn, posts_on, unit_on, version_on
from motcua.base.people.queries import holder_names_of
from motcua.faces.board.cases.figures import FUNNEL_DAYS, stage_rows
from motcua.faces.board.cases.views import for_watchers, page_of
from motcua.faces.board.indicators import drawings
from motcua.faces.board.indicators.alerts import Judged, judged
from motcua.faces.ui import place
from motcua.faces.ui.charts import line, ranked
from motcua.faces.ui.points import drawn
from motcua.faces.ui.session import now_of
from motcua.faces.ui.templatetags.ui import number
from motcua.rules.calendar import TZ
from motcua.rules.chance import Verdict, among
from motcua.rules.counting import MONTH, after
from motcua.rules.opening import points_told
from motcua.rules.scoring.index_sets import State
from motcua.rules.surveys.cells import LEAST

MONTHS, WEEKS = 12, 26
INDEX = "766"
_CLASS = {"phan": "denominator", "theo": "outcome"}
"""How the rows of a class of duration are asked for: those that the share of quick ones is made of."""
UNITS_SHOWN, ALERTS_SHOWN = 24, 3


def _since(today: dt.date) -> dt.date:
    """The first of the month eleven months ago."""
    months = today.year * 12 + today.month - MONTHS
    return dt.date(months // 12, months % 12 + 1, 1)


def _heat_from(today: dt.date) -> dt.date:
    """The Monday twenty-five weeks ago."""
    return today - dt.timedelta(days=today.weekday(), weeks=WEEKS - 1)


@dataclass(frozen=True)
class Looked:
    """The year of units and what of it is beyond chance."""

    of_unit: dict[str, list[boards.Month]]
    names: dict[str, str]
    months: list[boards.Month]
    daily: Mapping[dt.date, int]
    told: Judged


def _look(units: Collection[str], today: dt.date) -> Looked:
    since = _since(today)
    of_unit = boards.months(units, since, after(MONTH, today))
    names = {key: version_on(key, today).name for key in of_unit}
    daily = boards.daily(units, _heat_from(today), today + dt.timedelta(days=1))
    months = _filled(boards.together(of_unit.values()), since, today)
    whole = {key: _sum(found) for key, found in of_unit.items()}
    return Looked(of_unit, names, months, daily, judged(months, whole, names, daily, today))


@for_watchers
@require_safe
def alerts(request: HttpRequest, by: Actor) -> HttpResponse:
    """Điều khác thường: what the first page says of it a moment after it stands; a part of the page of trends."""
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('board:trends')}#khac-thuong")
    today = now_of(request).astimezone(TZ).date()
    told = _look(scope_of(by, "", today).keys, today).told
    return render(request, "board/_alerts.html", {"alerts": told.alerts[:ALERTS_SHOWN], "trends": True})


@for_watchers
@require_safe
def trends(request: HttpRequest, by: Actor) -> HttpResponse:
    """Xu hướng và so sánh: the year of a unit with those beneath it; posts of the own agency."""
    today = now_of(request).astimezone(TZ).date()
    seen = scope_of(by, request.GET.get("don-vi", "")[:24], today)
    root, below = seen.root, seen.keys
    since, until, from_ = _since(today), after(MONTH, today), _heat_from(today)
    looked = _look(below, today)
    of_unit, names, months, daily, told = (
        looked.of_unit, looked.names, looked.months, looked.daily, looked.told
    )  # fmt: skip
    target = definitions.aimed(
        definitions.targets(root.key, today.year, [boards.ON_TIME]).get(boards.ON_TIME)
    )
    agencies = [key for key in of_unit if not key.count("-")] or [root.key]
    counted = passed(agencies, _midnight(today, FUNNEL_DAYS), _midnight(today, -1), kind="dossier")
    own = root.key == by.agency
    opens = own and can_open_rows(by) and set(of_unit) <= {root.key}
    rows = _rows if opens else None
    known: dict[str, Any] = {
        "root": root, "own": own, "alerts": told.alerts, "total": _sum(months), "target": target,
        "trend": drawings.trend(months, told.months, target=None if target is None else float(target), rows=rows),
        "durations": drawings.durations(
            boards.durations(below, since, until),
            row=(lambda name: _rows("dossiers.quick", since, today, **_CLASS, **{"gia-tri": name})) if opens else None,
        ),
        "stages": drawings.stages(counted, stage_rows if opens else None), "funnel_days": FUNNEL_DAYS,
        "heat": drawings.heat(daily, from_, today, calendar_for(root.key), rows),
        **_units(of_unit, names, told, root), "posts": _posts(by, since, until, today) if own else [],
    }  # fmt: skip
    return page_of(request, "board/trends.html", by, **known)


def _rows(indicator: str, first: dt.date, last: dt.date, **more: str) -> str:
    """The address of the rows behind an indicator of the own agency."""
    asked = {"tu": first.isoformat(), "den": last.isoformat(), **more}
    return f"{reverse('desk:indicator-rows', args=[indicator])}?{urlencode(asked)}"


def _midnight(today: dt.date, before: int) -> dt.datetime:
    return dt.datetime.combine(today - dt.timedelta(days=before), dt.time(), TZ)


def _sum(months: list[boards.Month]) -> boards.Month:
    return sum(months[1:], months[0])


def _filled(months: list[boards.Month], since: dt.date, today: dt.date) -> list[boards.Month]:
    """The months of a unit that has none yet, as empty ones."""
    if months:
        return months
    count = (today.year - since.year) * 12 + today.month - since.month + 1
    firsts = [since.month - 1 + n for n in range(count)]
    return [boards.Month(dt.date(since.year + n // 12, n % 12 + 1, 1)) for n in firsts]


def _units(
    of_unit: dict[str, list[boards.Month]], names: dict[str, str], told: Judged, root: UnitOn
) -> dict[str, Any]:
    """Units beneath this one, the least in time first, and a small multiple of each; nothing where there is one."""
    if len(of_unit) < 2:
        return {"units": [], "smalls": []}
    whole = {key: _sum(months) for key, months in of_unit.items()}
    order = sorted(
        (key for key in whole if whole[key].timed), key=lambda key: (whole[key].share or 0.0, names[key])
    )
    shown = order[:UNITS_SHOWN]
    bars = ranked(
        [whole[key].share or 0.0 for key in shown], top=100,
        limits=[
            None if told.units[key].verdict is Verdict.FEW
            else (100 * (1 - told.units[key].most), 100 * (1 - told.units[key].least)) for key in shown
        ],
    )  # fmt: skip
    odd = {
        Verdict.HIGH: ("worse", _("thấp hơn mức ngẫu nhiên")),
        Verdict.LOW: ("better", _("cao hơn mức ngẫu nhiên")),
    }
    rows = []
    for key, drawing in zip(shown, bars, strict=True):
        tone, said = odd.get(told.units[key].verdict, ("", ""))
        rows.append({
            "label": names[key], "href": "" if key == root.key else f"?don-vi={key}", "drawing": drawing, "odd": tone,
            "text": whole[key].told.printed, "odd_said": said, "of": whole[key].told.parts,
        })  # fmt: skip
    least = min(
        (month.share for key in shown for month in of_unit[key] if month.share is not None), default=0.0
    )
    low = 10 * (least // 10)
    smalls = [
        {
            "id": f"u{n}", "title": names[key], "href": "" if key == root.key else f"?don-vi={key}",
            "say": whole[key].told.printed,
            "drawing": line([month.share for month in of_unit[key]], low=min(low, 90.0), top=100),
        }
        for n, key in enumerate(shown)
    ]  # fmt: skip
    return {"units": rows, "smalls": smalls, "units_more": len(order) - len(shown)}


def _posts(by: Actor, since: dt.date, until: dt.date, today: dt.date) -> list[dict[str, Any]]:
    """Who finished how many steps, and how many in time, by division; posts do different work and are not ranked."""
    posts = posts_on(today, agency=by.agency)
    done = boards.posts([by.agency], [post.code for post in posts], since, until)
    holders = holder_names_of(by.agency, today)
    held = [post for post in posts if post.code in done]
    bars = ranked([100 * done[post.code][1] / done[post.code][0] for post in held], top=100)
    rows = [
        {
            "label": " · ".join([post.title, *holders.get(post.code, [])]), "drawing": drawing,
            "division": version_on(post.unit_id, today).name, "of": "{1}/{0}".format(*map(number, done[post.code])),
            "text": drawings.share_of(done[post.code][1], done[post.code][0]),
        }
        for post, drawing in zip(held, bars, strict=True)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (str(row["division"]), str(row["label"])))


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Kết quả giải quyết hồ sơ: what an office did and in what time, the same figures as its open data (ADR 0020)."""
    today = now_of(request).astimezone(TZ).date()
    known: dict[str, Any] = {
        "now": now_of(request),
        "unit_name": place.name(today),
        "within": place.within(today),
    }
    try:
        root = unit_on(place.here(), today)
    except NoUnitThen:
        return render(request, "board/public.html", known)
    since, until = _since(today), after(MONTH, today)
    units = units_below(root.key, today)
    months = _filled(boards.together(boards.months(units, since, until).values()), since, today)
    total = _sum(months)
    if total.timed:
        judgement = among([(month.late, month.timed) for month in months])
        known |= {
            "total": total, "trend": drawings.trend(months, judgement, target=None, timed=True),
            "changed": [one.first for last, one in pairwise(months) if one.version != last.version],
            "durations": (
                {} if 0 < total.finished - total.timed < LEAST
                else drawings.durations(boards.durations(units, since, until), shares=True)
            ),
            **_index(root, today, now_of(request)),
        }  # fmt: skip
    return render(request, "board/public.html", known)


def _index(root: UnitOn, today: dt.date, at: dt.datetime) -> dict[str, Any]:
    """The index of QĐ 766 of the last whole month; not of a month with so few dossiers that it is about them.

    Points are told as far as they do not tell a few people (``opening.points_told``)."""
    until = today.replace(day=1)
    one = index_sets.for_everybody(root, INDEX, (until - dt.timedelta(days=1)).replace(day=1), until)
    sheet = index_sets.sheet(one, at)
    counted = [scored.share.denominator for scored in sheet.leaves if scored.share]
    if max(counted, default=0) < LEAST:
        return {}
    told = points_told(sheet)
    groups = [
        replace(group, points=points) for group in sheet.groups
        if (points := told[group.criterion.code]) is not None
    ]  # fmt: skip
    empty = sum((leaf.points for leaf in sheet.leaves if leaf.state is State.EMPTY), Decimal(0))
    return {
        "index": one, "sheet": sheet, "groups": drawn(tuple(groups), anchors=False),
        "for_nothing": index_sets.gained(empty) if empty else "",
        "kept": [group.criterion.name for group in sheet.groups if told[group.criterion.code] is None],
        "points": index_sets.gained(sum((group.points for group in groups), Decimal(0))),
    }  # fmt: skip
