"""Figures of indicators: all of a unit at a glance, one with its definition, trend, parts and target."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.cases import queries as cases
from motcua.areas.directives import queries as directives
from motcua.areas.directives.queries.lists import tasks_open
from motcua.areas.indicators import policies
from motcua.areas.indicators.actions import definitions as actions
from motcua.areas.indicators.choices.definitions import groups
from motcua.areas.indicators.queries import definitions, figures
from motcua.areas.indicators.queries import published as others
from motcua.areas.indicators.queries.figures import DAY, Figure
from motcua.areas.indicators.queries.units import to_ask
from motcua.base import spoken
from motcua.faces.desk.indicators import asked as asking
from motcua.faces.desk.indicators.asked import Asked
from motcua.faces.desk.indicators.behind import has_rows, of_own
from motcua.faces.desk.indicators.values import value_words
from motcua.faces.desk.indicators.wording import (
    aligned,
    certainties,
    formula,
    late_still,
    met,
    named,
    number_of,
    part_words,
    parts_apart,
    parts_said,
    unit_word,
    versions_said,
    ways_of,
)
from motcua.faces.ui import charts
from motcua.faces.ui.session import now_of, official
from motcua.rules import counting
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.scoring.definitions import Basis, Definition, Direction
from motcua.rules.scoring.figures import plain
from motcua.rules.scoring.index_sets import ranks


def _target(one: Definition, figure: Figure, row: Any) -> dict[str, Any] | None:
    """A target as a page shows it; None of none."""
    return None if row is None else aimed_at(one, figure, row)


def aimed_at(one: Definition, figure: Figure | None, row: Any) -> dict[str, Any]:
    """A target as a page shows it, with the task that must reach it."""
    value = Decimal(row.value)
    return {
        "task": row.task, "said": plain(value) + ("%" if one.shape.unit == "percent" else ""), "value": value,
        "law": row.law, "met": met(one, figure.worth.rounded if figure else None, value), "year": row.year,
    }  # fmt: skip


def _common(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    return {
        "now": at, "units": to_ask(by, asked.today, asked.as_of), "periods": asking.period_names(),
        "defines": policies.can_define(by), "asked": asked, "missing": asked.missing(),
        "join": f"?{asked.asking(joined=True)}", "before": asked.names(asked.before),
        "parted": asked.names(asked.parted),
    }  # fmt: skip


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Chỉ tiêu: every indicator of a unit and period, each beside its own last twelve months."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_read(by):
        raise NotAllowed()
    said = {}
    try:
        asked = asking.read(request)
    except Invalid as error:
        asked = asking.read(request, {})
        said = {"say": spoken.refusal(error)}
    context = _common(request, asked) | said | {"all_waiting": definitions.waiting(by)}
    known = {
        key: one for key, one in definitions.definitions(asked.last).items() if one.basis is Basis.COUNTED
    }
    given = list(known.values())
    found = figures.figures(
        given, asked.units, asked.since, asked.until, root=asked.place.key, today=asked.today
    )
    first, end = asked.trend
    trends = figures.trends(given, asked.units, first, end, root=asked.place.key, today=asked.today)
    targets = definitions.targets(asked.place.key, asked.last.year)
    late = cases.late_now(asked.units, context["now"])
    by_group: dict[str, list[dict[str, Any]]] = {}
    for one in given:
        target = _target(one, found[one.id], targets.get(one.id))
        by_group.setdefault(one.group, []).append({
            "one": one, "name": named(one), "figure": found[one.id], "word": unit_word(one), "target": target,
            "late": late_still(one, late), "parts": parts_said(one, found[one.id]),
            "versions": versions_said(one, asked.since, asked.until),
            "href": f"{reverse('desk:indicator', args=[one.id])}?{asked.query}", "id": one.id.replace(".", "-"),
            "drawing": _drawn(one, trends[one.id], target),
        })  # fmt: skip
    order = {name: index for index, name in enumerate(groups())}
    context |= {
        "first": f"{first:%m/%Y}", "last": f"{asked.last:%m/%Y}",
        "groups": [
            {"name": name, "rows": rows, "id": f"g{index}"}
            for index, (name, rows) in enumerate(sorted(by_group.items(), key=lambda pair: order.get(pair[0], 99)))
        ],
    }  # fmt: skip
    return render(request, "desk/indicators/listing.html", context, status=422 if "say" in context else 200)


def _drawn(one: Definition, trend: list[Figure], target: dict[str, Any] | None) -> charts.Plot:
    values = [number_of(figure) for figure in trend]
    aim = float(target["value"]) if target else None
    low = 0.0 if one.shape.unit != "percent" else None
    return charts.line(values, target=aim, low=low, top=100 if one.shape.unit == "percent" else None)


@official
@require_safe
def page(request: HttpRequest, id: str) -> HttpResponse:
    """Một chỉ tiêu: value, both parts, definition, law, trend, by unit or another way, and what others published."""
    return _page(request, id, asking.read(request))


def _page(
    request: HttpRequest, id: str, asked: Asked, *, say: str = "", typed: Any = None, status: int = 200
) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    one = definitions.definition(id, asked.last)
    context: dict[str, Any] = _common(request, asked) | {
        "one": one, "name": named(one), "word": unit_word(one), "say": say, "typed": typed or {},
        "certainty": certainties()[one.certainty], "formula": formula(one), "counted": one.basis is Basis.COUNTED,
        "published": others.published(indicator=id), "sets": policies.can_target(by), "years": _years(asked),
        "back": f"{reverse('desk:indicators')}?{asked.query}",
        "all_waiting": [row for row in definitions.waiting(by) if row.indicator == id],
    }  # fmt: skip
    if context["sets"] and one.basis is Basis.COUNTED:
        context["tasks"] = [(case.code, case.task.title) for case in tasks_open(by, now_of(request))]
    if one.basis is Basis.COUNTED:
        context |= _counted(by, one, asked, request.GET.get("theo", ""))
        context["late"] = late_still(one, cases.late_now(asked.units, context["now"]))
        context["stands"] = any(term.fact.endswith(".falls_due") for term in one.numerator)
        context["board"] = reverse("board:home") if asked.own and context["late"] else ""
    return render(request, "desk/indicators/page.html", context, status=status)


def _years(asked: Asked) -> list[int]:
    return [asked.today.year - 1, asked.today.year, asked.today.year + 1]


def _counted(by: Any, one: Definition, asked: Asked, way: str) -> dict[str, Any]:
    units, root = asked.units, asked.place.key
    figure = figures.figures([one], units, asked.since, asked.until, root=root, today=asked.today)[one.id]
    first, end = asked.trend
    trend = figures.by_month(one, units, first, end, root=root, today=asked.today)
    target = _target(one, figure, definitions.targets(root, asked.last.year, [one.id]).get(one.id))
    if target and target["task"]:
        target |= {"by_task": _task_of(by, target["task"]), "drawing": _towards(one, figure, target)}
    several = len(asked.units) > 1
    way = way if way in ways_of(one) else "unit" if several else "channel"
    own = policies.can_open_rows(by) and asked.own and figures.shows_rows(one)
    opens = own and of_own(one, asked, figure)
    address = reverse("desk:indicator-rows", args=[one.id])
    rows = f"{address}?{asked.query}"
    aim = float(target["value"]) if target and way == "unit" else None
    parts = _parts(one, asked, way, f"{rows}&" if opens or (own and way == "unit") else "", aim)
    word, divided = unit_word(one), bool(one.denominator)
    value_head = f"{_('Giá trị')} ({word})" if word else _("Giá trị")
    parts_head = [part_words(one, one.numerator_words), one.denominator_words]

    def apart(found: Figure) -> list[str]:
        return parts_apart(one, found)

    def months_rows(days: tuple[dt.date, dt.date]) -> str:
        return f"{address}?{asked.asking(days=days)}" if opens else ""

    below = f"{rows}&phan=denominator" if has_rows(one.denominator) else ""
    behind = {"numerator": rows if has_rows(one.numerator) else "", "denominator": below}
    return {
        "figure": figure, "target": target, "way": way, "ways": ways_of(one), "way_name": ways_of(one)[way],
        "versions": versions_said(one, asked.since, asked.until),
        "trend": {
            "drawing": _drawn(one, [part.figure for part in trend], target),
            "rows": [
                {
                    "label": part.name, "cells": [aligned(part.figure), *(apart(part.figure) if divided else [])],
                    "href": months_rows(days) if _counts(part.figure) else "",
                }
                for part, days in zip(trend, _months(first, end), strict=True)
            ],
            "first": trend[0].name, "last": trend[-1].name, "months": len(trend),
        },
        "target_key": _("mục tiêu {said}").format(said=target["said"]) if target else "",
        "head": [_("Tháng"), value_head, *(parts_head if divided else [])],
        "parts_said": dict(zip(("numerator", "denominator"), parts_apart(one, figure), strict=False)),
        "numerator_words": part_words(one, one.numerator_words),
        "parts": parts, "aims": aim is not None,
        "rows": behind if opens else {},
        "secret": not figures.shows_rows(one), "rows_of_others": not asked.own,
        "by_unit": f"?{asked.query}&theo=unit#h-parts" if own and not opens else "",
    }  # fmt: skip


def _task_of(by: Any, code: str) -> Any:
    """The task that must reach a target; None where this post may not see it."""
    try:
        return directives.task(by, code)
    except NotFound:
        return None


def _towards(one: Definition, figure: Figure, target: dict[str, Any]) -> Any:
    """A bar towards the target."""
    reached = max(number_of(figure) or 0.0, 0.0)
    top = 100.0 if one.shape.unit == "percent" else max(reached, float(target["value"]), 1.0) * 1.1
    (drawing,) = charts.ranked([reached], target=float(target["value"]), top=top)
    return drawing


def _counts(figure: Figure) -> bool:
    """Whether anything stands behind a figure."""
    return bool(figure.numerator or figure.denominator)


def _months(first: dt.date, end: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The first and last days of the months of a trend."""
    return [(since, until - DAY) for since, until in counting.steps(counting.MONTH, first, end)]


def _parts(one: Definition, asked: Asked, way: str, rows: str, aim: float | None) -> list[dict[str, Any]]:
    """The parts of a figure as bars: a unit leads to its own page, any other to the rows counted.

    Units stand by their place where one way is better (S037); what is hidden has none.
    """
    args = (one, asked.units, asked.since, asked.until)
    if way == "unit":
        found = figures.by_unit(*args, asked.on)
    elif way == "level":
        found = figures.by_level(*args, asked.on)
    else:
        found = figures.by_dimension(*args, way)
    kinds = [term.fact for term in one.terms]
    places = _places(one, found) if way == "unit" and len(found) > 1 else {}
    found = sorted(found, key=lambda part: places.get(part.key, len(found) + 1))
    drawn = charts.ranked([max(number_of(part.figure) or 0.0, 0.0) for part in found], target=aim)
    made = []
    for part, drawing in zip(found, drawn, strict=True):
        label = part.name
        if way in counting.SPLITS and part.name in ("", part.key):
            label = value_words(kinds, way, part.key)
        if part.key in places:
            label = f"{places[part.key]}. {label}"
        made.append({
            "label": label or _("không rõ"), "drawing": drawing,
            "text": _("ít") if part.figure.worth.hidden else aligned(part.figure),
            "of": "" if part.figure.worth.hidden else parts_said(one, part.figure),
            "href": _leads(one, asked, way, part.key, rows),
        })  # fmt: skip
    return made


def _places(one: Definition, found: list[figures.Part]) -> dict[str, int]:
    """Places of units by a rate of which one way is better; equal ones share a place."""
    if not one.divides or one.direction is Direction.NONE:
        return {}
    sign = -1 if one.direction is Direction.DOWN else 1
    worth = {part.key: sign * part.figure.value for part in found if part.figure.value is not None}
    return ranks(worth)


def _leads(one: Definition, asked: Asked, way: str, key: str, rows: str) -> str:
    if way == "unit":
        if key == asked.place.key:
            return rows.removesuffix("&")
        if key in asked.before:
            return ""
        return f"{reverse('desk:indicator', args=[one.id])}?{asked.asking(unit=key)}"
    return f"{rows}{urlencode({'theo': way, 'gia-tri': key})}" if rows and way in counting.SPLITS else ""


@official
@require_POST
def target(request: HttpRequest, id: str) -> HttpResponse:
    """Đặt mục tiêu của một đơn vị trong năm."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_target(by):
        raise NotAllowed()
    asked = asking.read(request, request.POST)
    given = {name: request.POST.get(name, "")[:200] for name in ("gia-tri", "nam", "van-ban", "nhiem-vu")}
    try:
        if not given["nam"].isdecimal():
            raise Invalid(field="year", text="Ghi năm của mục tiêu, ví dụ 2026.")
        actions.set_target(
            by=by, at=at, indicator=id, unit=asked.place.key, year=int(given["nam"][:5]), value=given["gia-tri"],
            law=given["van-ban"], task=given["nhiem-vu"],
        )  # fmt: skip
    except (NotFound, NotAllowed):
        raise
    except Impossible as error:
        typed = {
            "value": given["gia-tri"],
            "year": given["nam"],
            "law": given["van-ban"],
            "task": given["nhiem-vu"],
        }
        return _page(request, id, asked, say=spoken.refusal(error), typed=typed, status=422)
    messages.success(request, _("Đã đặt mục tiêu."))
    return redirect(f"{reverse('desk:indicator', args=[id])}?{asked.query}")
