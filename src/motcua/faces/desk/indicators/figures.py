"""Figures of indicators: all of a unit at a glance, one with its definition and trend, the rows behind it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.cases import queries as cases
from motcua.areas.directives import queries as directives
from motcua.areas.directives.queries.lists import tasks_open
from motcua.areas.indicators import policies
from motcua.areas.indicators.actions import definitions as actions
from motcua.areas.indicators.choices import facts as kinds
from motcua.areas.indicators.choices.definitions import groups
from motcua.areas.indicators.queries import definitions, figures
from motcua.areas.indicators.queries import published as others
from motcua.areas.indicators.queries.figures import DAY, Figure
from motcua.areas.indicators.queries.units import to_ask
from motcua.areas.petitions.choices import PetitionClass
from motcua.areas.surveys.choices import Channel as AnswerChannel
from motcua.base import spoken
from motcua.faces.desk.indicators import asked as asking
from motcua.faces.desk.indicators.asked import Asked
from motcua.faces.ui import charts
from motcua.faces.ui.session import now_of, official
from motcua.faces.ui.templatetags.ui import number
from motcua.rules import counting
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.scoring.definitions import WORKING_DAYS, Basis, Definition, Direction, Term, written
from motcua.rules.scoring.figures import Amount, Rounding, plain, rounded

SIZE = 100
PAGES = {
    "dossier": "desk:dossier", "step": "desk:dossier", "fee": "desk:dossier", "petition": "desk:petition",
    "complaint": "desk:complaint", "feedback": "desk:feedback", "reception": "desk:visit", "task": "desk:task",
    "dialogue": "desk:dialogue", "result": "desk:kept-result", "recommendation": "desk:recommendation",
    "commitment": "desk:commitment", "certification": "desk:certification", "procedure": "desk:procedure",
}  # fmt: skip
"""The page of what stands behind a figure, by the first word of its kind."""


def named(one: Definition) -> str:
    """The name of an indicator in the language of the page."""
    return one.name_en if one.name_en and (get_language() or "vi").startswith("en") else one.name


def certainties() -> dict[str, str]:
    """How sure it is that the law defines an indicator so."""
    return {
        "verified": _("đã đối chiếu văn bản"), "likely": _("nhiều khả năng đúng, nên đối chiếu"),
        "check": _("cần cán bộ pháp chế đối chiếu"), "design": _("quy ước của phần mềm"),
    }  # fmt: skip


def unit_word(one: Definition) -> str:
    """What stands after a value that is no percentage."""
    return "" if one.shape.unit == "percent" else one.shape.unit


def parts_said(one: Definition, figure: Figure) -> str:
    """Both parts beside a percentage: ``121/208``; those of any other figure need their words."""
    return figure.parts if one.denominator and one.shape.unit == "percent" else ""


def aligned(figure: Figure) -> str:
    """A value for a column: as many places in every line, so that figures stand beneath one another."""
    found = figure.worth.rounded
    if found is None:
        return "–"
    shape = figure.worth.shape
    return _written(found, shape.places) + ("%" if shape.unit == "percent" else "")


def _written(amount: Amount | Decimal, places: int) -> str:
    """A number with so many places, as the language of the page writes it."""
    return str(number(Decimal(f"{rounded(Fraction(amount), places, Rounding.HALF_UP):.{places}f}")))


def part_words(one: Definition, words: str) -> str:
    """What a part counts, in the unit in which it is shown: that of the value where it is counted in a smaller one."""
    return (
        f"{words.partition(' (')[0]} ({unit_word(one)})"
        if one.shape.unit != "percent" and one.shape.scale != 1
        else words
    )


def parts_apart(one: Definition, figure: Figure) -> list[str]:
    """Both parts as cells of their own; the numerator in the unit of the value."""
    if not figure.worth.told:
        return ["–"] * (2 if one.denominator else 1)
    places = one.shape.places if figure.worth.shape.scaled else 0
    given = [_written(figure.worth.measured, places)]
    return [*given, _written(figure.denominator or 0, 0)] if one.denominator else given


def _number(figure: Figure) -> float | None:
    """The printed value for a drawing."""
    rounded = figure.worth.rounded
    return None if rounded is None else float(rounded)


def late_still(one: Definition, late: Mapping[str, int]) -> str:
    """What an indicator of time does not count, said beside it: open work of its kind that is late at this moment."""
    found = {term.fact.partition(".")[0] for term in one.numerator if told_by_time(term)}
    n = sum(late.get(kind, 0) for kind in found)
    return _("{n} việc chưa xong đang quá hạn lúc này").format(n=number(n)) if n else ""


def told_by_time(term: Term) -> bool:
    """Whether a sum is of what was done in time, or of what stands beyond its time."""
    return "timing" in term.conditions or term.fact.endswith(".falls_due")


def met(one: Definition, value: Decimal | None, target: Decimal | None) -> bool | None:
    """Whether a value meets its target; None when there is nothing to compare."""
    if value is None or target is None or one.direction is Direction.NONE:
        return None
    return value <= target if one.direction is Direction.DOWN else value >= target


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
    values = [_number(figure) for figure in trend]
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
        "certainty": certainties()[one.certainty], "formula": _formula(one), "counted": one.basis is Basis.COUNTED,
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


def _formula(one: Definition) -> list[tuple[str, str]]:
    return [
        (word, written(terms))
        for word, terms in ((_("Tử số"), one.numerator), (_("Mẫu số"), one.denominator)) if terms
    ]  # fmt: skip


def ways() -> dict[str, str]:
    """What a figure can be told apart by on its page."""
    return {
        "unit": _("Đơn vị"), "level": _("Cấp"), "channel": _("Cách nộp"), "type": _("Thủ tục, loại việc"),
        "outcome": _("Kết quả"), "timing": _("Sớm, đúng hạn, trễ"),
    }  # fmt: skip


def ways_of(one: Definition) -> dict[str, str]:
    """The ways of an indicator: answers have neither result nor time, and are told apart by how they were given."""
    if not one.hides_few:
        return ways()
    return {"unit": _("Đơn vị"), "level": _("Cấp"), "channel": _("Cách trả lời"), "type": _("Tiêu chí")}


def words_of_values() -> dict[str, str]:
    """The usual values of dimensions, in words."""
    return {
        "": _("không rõ"), "early": _("trước hạn"), "on_time": _("đúng hạn"), "late": _("trễ hạn"),
        "online": _("trực tuyến"), "counter": _("trực tiếp"), "post": _("bưu chính"), "assisted": _("được hỗ trợ nộp"),
        "finished": _("giải quyết xong"), "refused": _("từ chối"), "withdrawn": _("rút"), "stopped": _("dừng"),
        **{value: str(label) for value, label in (*PetitionClass.choices, *AnswerChannel.choices)},
    }  # fmt: skip


def nothing_said(way: str) -> str:
    """The part of which nothing is said: work that nobody told the type of yet is not classified."""
    return _("chưa phân loại") if way == "type" else words_of_values()[""]


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
    opens = own and _of_own(one, asked, figure)
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

    below = f"{rows}&phan=denominator" if _has_rows(one.denominator) else ""
    behind = {"numerator": rows if _has_rows(one.numerator) else "", "denominator": below}
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


def versions_said(one: Definition, since: dt.date, until: dt.date) -> str:
    """Which versions count the days of a period, where there are several; how far each part is its own."""
    found = one.versions(since, until)
    if len(found) == 1:
        return ""
    told = "; ".join(
        _("{version}: từ {since} đến {last}").format(
            version=_("bản {n}").format(n=piece.one.version) if piece.one.version else _("bản kèm theo phần mềm"),
            since=f"{piece.since:%d/%m/%Y}", last=f"{piece.until - DAY:%d/%m/%Y}",
        )
        for piece in found
    )  # fmt: skip
    if len(one.pieces(since, until)) > 1:
        return _("Kỳ này có nhiều cách tính, mỗi ngày đếm theo bản của ngày đó: {told}.").format(told=told)
    said = _("Kỳ này có nhiều cách tính không cộng được với nhau ({told}); cả kỳ tính theo bản cuối.")
    return said.format(told=told)


def _task_of(by: Any, code: str) -> Any:
    """The task that must reach a target; None where this post may not see it."""
    try:
        return directives.task(by, code)
    except NotFound:
        return None


def _towards(one: Definition, figure: Figure, target: dict[str, Any]) -> Any:
    """A bar towards the target."""
    reached = max(_number(figure) or 0.0, 0.0)
    top = 100.0 if one.shape.unit == "percent" else max(reached, float(target["value"]), 1.0) * 1.1
    (drawing,) = charts.ranked([reached], target=float(target["value"]), top=top)
    return drawing


def _of_own(one: Definition, asked: Asked, figure: Figure) -> bool:
    """Whether a figure counts nothing but the own agency."""
    return figures.is_of_own(figure, one, asked.units, asked.place.key, asked.since, asked.until, asked.today)


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
    words = words_of_values()
    places = _places(one, found) if way == "unit" and len(found) > 1 else {}
    found = sorted(found, key=lambda part: places.get(part.key, len(found) + 1))
    drawn = charts.ranked([max(_number(part.figure) or 0.0, 0.0) for part in found], target=aim)
    made = []
    for part, drawing in zip(found, drawn, strict=True):
        label = words.get(part.name, part.name) if part.name and way in counting.SPLITS else part.name
        if part.key in places:
            label = f"{places[part.key]}. {label}"
        made.append({
            "label": label or nothing_said(way), "drawing": drawing,
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
    return {key: 1 + sum(other > value for other in worth.values()) for key, value in worth.items()}


def _leads(one: Definition, asked: Asked, way: str, key: str, rows: str) -> str:
    if way == "unit":
        if key == asked.place.key:
            return rows.removesuffix("&")
        if key in asked.before:
            return ""
        return f"{reverse('desk:indicator', args=[one.id])}?{asked.asking(unit=key)}"
    return f"{rows}{urlencode({'theo': way, 'gia-tri': key})}" if rows and way in counting.SPLITS else ""


@official
@require_safe
def rows(request: HttpRequest, id: str) -> HttpResponse:
    """Các dòng phía sau một số liệu của chính cơ quan."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_open_rows(by):
        raise NotAllowed()
    asked = asking.read(request)
    if not asked.own:
        raise NotFound()
    one = definitions.definition(id, asked.last)
    part = "denominator" if request.GET.get("phan") == "denominator" else "numerator"
    way, value = request.GET.get("theo", ""), request.GET.get("gia-tri", "")[:48]
    only = (way, value) if way in ways() and way in counting.SPLITS and "gia-tri" in request.GET else None
    listed = Paginator(figures.behind(by, one, asked.since, asked.until, part=part, only=only), SIZE)
    shown = listed.get_page(request.GET.get("trang"))
    words = words_of_values()
    args = ([one], asked.units, asked.since, asked.until)
    figure = figures.figures(*args, root=asked.place.key, today=asked.today)[one.id]
    narrowed = {"theo": way, "gia-tri": value} if only else {}
    context = {
        "now": now_of(request), "one": one, "name": named(one), "asked": asked, "part": part, "page": shown,
        "total": listed.count, "words": one.denominator_words if part == "denominator" else one.numerator_words,
        "back": f"{reverse('desk:indicator', args=[id])}?{asked.query}",
        "rows": [
            {
                "fact": fact, "href": _address(fact.dimensions.kind, fact.code),
                "what": kinds.said(fact.dimensions.kind),
                "told": ", ".join(
                    words.get(value, value)
                    for value in (fact.dimensions.type, fact.dimensions.channel, fact.dimensions.outcome,
                                  fact.dimensions.timing) if value
                ),
                "counts": counted_in(one.on(fact.day), fact.dimensions, words),
            }
            for fact in shown
        ],
        "query": urlencode({"phan": part, **narrowed}) + "&" + asked.query,
        "only": f"{ways()[way]}: {words.get(value, value) if value else nothing_said(way)}" if only else "",
        "other": _other_part(one, part, narrowed, asked), "of_others": not _of_own(one, asked, figure),
    }  # fmt: skip
    return render(request, "desk/indicators/rows.html", context)


def counted_in(one: Definition, said: Any, words: Mapping[str, str]) -> str:
    """Into which parts of a rate a row goes and, where it is looked at alone, what keeps it out of the numerator."""

    def within(terms: Iterable[Term]) -> bool:
        return any(term.fact == said.kind and not _apart(term, said) for term in terms)

    if not one.denominator or not _has_rows(one.denominator):
        return ""
    if within(one.numerator):
        return _("cả tử số và mẫu số") if within(one.denominator) else _("tử số")
    near = min((_apart(term, said) for term in one.numerator if term.fact == said.kind), key=len, default=[])
    if not near:
        return _("mẫu số")
    why = ", ".join(words.get(value, value) for value in near)
    return _("chỉ mẫu số: {why}").format(why=why)


def _apart(term: Term, said: Any) -> list[str]:
    """What a row is told to be where a sum asks for something else."""
    return [getattr(said, name) for name, values in term.where if getattr(said, name) not in values]


def _other_part(one: Definition, part: str, narrowed: dict[str, str], asked: Asked) -> dict[str, str]:
    """The way from the rows of one part of a rate to those of the other; nothing where only rows of one are."""
    if not _has_rows(one.denominator):
        return {}
    to = "numerator" if part == "denominator" else "denominator"
    query = urlencode({"phan": to, **narrowed})
    words = one.numerator_words if to == "numerator" else one.denominator_words
    return {"href": f"?{query}&{asked.query}", "words": words}


def _has_rows(terms: Iterable[Term]) -> bool:
    """Whether a part is counted from facts: working days are read from the calendar, and no row stands behind them."""
    return any(term.fact != WORKING_DAYS for term in terms)


def _address(kind: str, code: str) -> str:
    name = PAGES.get(kind.partition(".")[0], "")
    return reverse(name, args=[code]) if name and code else ""


@official
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """Số liệu công bố: what others' reports print, with the counts behind each; never part of what is counted here."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_read(by):
        raise NotAllowed()
    found = others.published()
    sources: dict[str, list[dict[str, Any]]] = {}
    for shown in found:
        sources.setdefault(shown.title, []).append({
            "shown": shown, "one": shown.published, "name": named(shown.definition),
            "word": "" if shown.published.form == "parts" else unit_word(shown.definition),
            "counts": [(count, shown.amounts.get(count.part)) for count in shown.published.counts],
        })  # fmt: skip
    context = {
        "now": now_of(request), "sources": sources, "how": how(), "without": others.without_value() if found else [],
    }  # fmt: skip
    return render(request, "desk/indicators/published.html", context)


@official
@require_safe
def published_rows(request: HttpRequest, key: str) -> HttpResponse:
    """Các dòng nguồn phía sau một số liệu công bố: what its formula counts, and where the source says so."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_read(by):
        raise NotAllowed()
    shown = others.one(key)
    part = "denominator" if request.GET.get("phan") == "denominator" else "numerator"
    context = {
        "now": now_of(request), "shown": shown, "one": shown.published, "name": named(shown.definition), "part": part,
        "counts": [count for count in shown.published.counts if count.part == part], "how": how(),
        "rows": shown.rows.get(part, []), "total": shown.amounts.get(part), "formula": _formula(shown.definition),
    }  # fmt: skip
    return render(request, "desk/indicators/published_rows.html", context)


def how() -> dict[str, str]:
    """How a count behind a published figure is known."""
    return {
        "stated": _("nguồn ghi"), "derived": _("suy ra, nguồn không ghi"), "rate": _("nguồn không ghi số đếm"),
    }  # fmt: skip


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
