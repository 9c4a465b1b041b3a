"""Targets that a task of a directive must reach, and how far they are (S038): for the page of the task."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from motcua.areas.indicators.queries import definitions, figures
from motcua.areas.indicators.queries.units import scope_of
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import last_version
from motcua.faces.desk.indicators.figures import aimed_at
from motcua.faces.desk.indicators.wording import named, unit_word
from motcua.faces.ui import charts
from motcua.rules.impossible import NotAllowed, NotFound

DAY = dt.timedelta(days=1)


def of_task(by: Actor, at: dt.datetime, code: str) -> list[dict[str, Any]]:
    """What a task must reach, as bars beside their targets; of a unit that this post does not read the aim alone."""
    return [_row(by, at.date(), target) for target in definitions.targets_of_task(code)]


def _row(by: Actor, on: dt.date, target: Any) -> dict[str, Any]:
    first = dt.date(target.year, 1, 1)
    end = min(dt.date(target.year + 1, 1, 1), max(on, first) + DAY)
    one = definitions.definition(target.indicator, end - DAY)
    row: dict[str, Any] = {
        "name": named(one),
        "place": last_version(target.unit).name,
        "word": unit_word(one),
    }
    try:
        scope = scope_of(by, target.unit, on)
    except (NotAllowed, NotFound):
        return row | {"aim": aimed_at(one, None, target)}
    figure = figures.figures([one], scope.keys, first, end, root=target.unit, today=on)[one.id]
    aim = aimed_at(one, figure, target)
    reached = float(figure.worth.rounded or 0)
    (drawing,) = charts.ranked([max(reached, 0.0)], target=float(aim["value"]), top=_top(one, reached, aim))
    days = {"tu": first.isoformat(), "den": (end - DAY).isoformat(), "don-vi": target.unit}
    return row | {
        "aim": aim, "figure": figure, "drawing": drawing,
        "href": f"{reverse('desk:indicator', args=[one.id])}?{urlencode(days)}",
    }  # fmt: skip


def _top(one: Any, reached: float, aim: dict[str, Any]) -> float:
    return 100.0 if one.shape.unit == "percent" else max(reached, float(aim["value"]), 1.0) * 1.1
