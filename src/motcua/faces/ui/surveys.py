"""Surveys as every face shows them: the questions of a sheet, what was sent of it, and results that are drawn."""

import datetime as dt
import functools
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.areas.surveys.choices import REST
from motcua.areas.surveys.queries import stratum
from motcua.areas.surveys.queries.results import Levels, Line, Results
from motcua.base.orgs.queries import NoUnitThen, version_on
from motcua.base.spoken import vietnamese_asked
from motcua.faces.ui import charts
from motcua.rules.surveys.index import Tally
from motcua.rules.surveys.questionnaire import OVERALL, Questionnaire

FIELD = "c-"
"""What the name of a question's field begins with."""


def sheet(asked: Questionnaire, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions of a sheet by element, with what was answered so far."""
    parts = [(one.name, [(c.id, c.text) for c in one.criteria]) for one in asked.elements]
    if asked.overall:
        parts.append((_("Nhìn chung"), [(OVERALL, asked.overall)]))
    return [
        {
            "name": name,
            "questions": [
                {"name": FIELD + id, "text": text, "given": str(given.get(id, ""))} for id, text in questions
            ],
        }
        for name, questions in parts
    ]  # fmt: skip


def sent(asked: Questionnaire, posted: Mapping[str, str]) -> dict[str, str]:
    """What was sent of a sheet: name of the criterion and level, blank where nothing was chosen."""
    return {name: str(posted.get(FIELD + name, ""))[:4] for name in asked.asked()}


def address(secret: str) -> str:
    """Where a slip is answered on one's own telephone; its secret stands behind the #, which no browser sends."""
    return f"{settings.BASE_URL}{reverse('portal:survey-answer')}{behind_hash(secret)}"


def behind_hash(secret: str) -> str:
    """The part of an address that stays in the browser: the page sends what it says in a form."""
    return f"#{urlencode({'phieu': secret})}"


def qr(secret: str) -> SafeString:
    """The address of a slip to be scanned."""
    code = segno.make(address(secret), error="m", micro=False)
    return SafeString(code.svg_inline(border=2, light="white", omitsize=True, svgclass="qr", lineclass=None))


def percent(share: Fraction | float | None) -> str:
    """A share with one decimal, rounded half up: 83,3 %."""
    if share is None:
        return "–"
    tenths = int(Fraction(share) * 10 + Fraction(1, 2))
    return f"{tenths // 10}{',' if vietnamese_asked() else '.'}{tenths % 10} %"


def mean(value: Fraction | None) -> str:
    """A mean level with two decimals: 4,12."""
    if value is None:
        return "–"
    hundredths = int(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100}{',' if vietnamese_asked() else '.'}{hundredths % 100:02d}"


def unit_named(on: dt.date) -> Callable[[str], str]:
    """What a unit was called on a day; its code where there was none."""

    def name(key: str) -> str:
        try:
            return str(version_on(key, on).name)
        except NoUnitThen:
            return key

    return name


def part_named(round: Any) -> Callable[[str], str]:
    """A part of the frame of a round as it is said: the field, before it the unit where several are asked about."""
    unit_name = unit_named(round.until)

    def name(part: str) -> str:
        unit, field = stratum(round, part)
        said = _("Lĩnh vực khác") if field == REST else field
        if unit:
            return f"{unit_name(unit)}: {said}"
        return _("Nhóm ít người, gộp lại") if field == REST and len(round.units) > 1 else said

    return name


def _interval(found: Tally) -> str:
    pair = found.interval
    return f"{percent(pair[0])[:-2]}–{percent(pair[1])}" if pair else ""


def points(change: Any) -> str:
    """How an index moved: "+4,2 điểm"."""
    sign = "+" if change.points >= 0 else "−"
    return _("{sign}{points} điểm").format(sign=sign, points=percent(abs(change.points))[:-2])


def _moved(line: Line) -> tuple[str, str]:
    """Whether a line went up or down beyond chance, in a class and in words."""
    if line.change is None or not line.change.sure:
        return "", ""
    words = (
        _("tăng {points} so với đợt trước") if line.change.points > 0 else _("giảm {points} so với đợt trước")
    )
    said = words.format(points=points(line.change).lstrip("+−"))
    return ("better" if line.change.points > 0 else "worse"), said


def between(bound: tuple[Fraction, Fraction] | None) -> str:
    """An index that is not told, as far as it may be said: "từ 95 %" or "tới 5 %", in whole percents outwards."""
    if bound is None:
        return _("không nêu")
    low, high = math.floor(bound[0]), math.ceil(bound[1])
    return (
        _("tới {share}").format(share=f"{high} %") if low == 0 else _("từ {share}").format(share=f"{low} %")
    )


def said_of(line: Line) -> str:
    """The index of a line, or between what it lies."""
    return percent(line.tally.index) if line.tally is not None else between(line.bound)


def lines(
    found: tuple[Line, ...], target: float | None = None, levels: Levels = (), *, means: bool = False
) -> dict[str, Any]:
    """Lines that are compared, as the component ``ranked`` draws them with a table beneath; the hidden ones named."""
    shown = [
        line for line in found if line.bound or (line.tally is not None and line.tally.index is not None)
    ]
    drawings = charts.ranked(
        [float((line.tally.index or 0) if line.tally else line.bound[0] if line.bound else 0) for line in shown],
        limits=[line.tally.interval if line.tally else None for line in shown], top=100, target=target,
    )  # fmt: skip
    rows = []
    for line, drawing in zip(shown, drawings, strict=True):
        odd, said = _moved(line)
        rows.append({
            "label": line.label, "text": said_of(line), "of": _interval(line.tally) if line.tally else "",
            "drawing": drawing, "odd": odd, "odd_said": said,
        })  # fmt: skip
    table = [
        {
            "label": line.label,
            "cells": [
                line.tally.people, line.tally.valid,
                *(sum(line.tally.counts[level - 1] for level in group) for group in levels),
                percent(line.tally.index), _interval(line.tally), *([mean(line.tally.mean)] if means else []),
            ]
            if line.tally is not None
            else [line.people, line.valid, *[""] * len(levels), between(line.bound), "", *[""] * means]
            if line.people
            else [_("ẩn, dưới 5 người")] + [""] * (3 + len(levels) + means),
        }
        for line in found
    ]  # fmt: skip
    return {"rows": rows, "table": table, "hidden": len([line for line in found if line.tally is None])}


def placed(found: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines by their index, the best first, each with its place; the hidden ones have none and stand last (S037)."""
    known = {
        line.id: line.tally.index for line in found if line.tally is not None and line.tally.index is not None
    }
    place = {id: 1 + sum(other > index for other in known.values()) for id, index in known.items()}
    return tuple(
        replace(line, label=f"{place[line.id]}. {line.label}") if line.id in place else line
        for line in sorted(found, key=lambda line: (place.get(line.id, len(found) + 1), line.label))
    )


def drawn(found: Results, trend: list[Any], target: float | None = None) -> dict[str, Any]:
    """Everything a page of results shows; ``target`` the index that the agency aims at."""
    head = [
        _("Mục"), _("Người trả lời"), _("Trả lời hợp lệ"),
        *(str(group[0]) if len(group) == 1 else f"{group[0]}–{group[-1]}" for group in found.levels),
        _("Chỉ số"), _("Khoảng tin cậy 95 %"), *([_("Điểm trung bình")] if found.means else []),
    ]  # fmt: skip
    told = functools.partial(lines, levels=found.levels, means=found.means)
    values = [float(one.index or 0) for _round, one in trend]
    whole = percent(found.whole.index) if found.whole else between(found.bound) if found.bound else ""
    return {
        "target": "" if target is None else _("mục tiêu {share}").format(share=percent(target)),
        "reached": target is not None and found.whole is not None and (found.whole.index or 0) >= target,
        "found": found, "head": head, "index": whole,
        "interval": _interval(found.whole) if found.whole else "",
        "mean": mean(found.whole.mean) if found.whole and found.means else "", "levels_joined": not found.means,
        "kept": found.whole is None or any(
            line.people for table in (found.elements, found.criteria, found.parts, found.units, found.channels)
            for line in table
        ),
        "stated": percent(found.stated.index) if found.stated else "",
        "change": points(found.change) if found.change else "", "sure": bool(found.change and found.change.sure),
        "elements": told(found.elements), "criteria": told(found.criteria), "parts": told(found.parts),
        "units": told(placed(found.units), target), "channels": told(found.channels),
        "trend": {
            "drawing": charts.line(values, band=[one.interval for _round, one in trend], low=0, top=100, target=target),
            "first": f"{trend[0][0].since:%m/%Y}", "last": f"{trend[-1][0].until:%m/%Y}",
            "head": [_("Đợt"), _("Người trả lời"), _("Chỉ số"), _("Khoảng tin cậy 95 %")],
            "rows": [
                {"label": past.title, "cells": [one.people, percent(one.index), _interval(one)]} for past, one in trend
            ],
        } if len(trend) > 1 else None,
    }  # fmt: skip
